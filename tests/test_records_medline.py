"""Our reader beside ``Bio.Medline``, field by field: what a record says in XML and in NLM's MEDLINE text, and why the two differ.

The records are invented and marked so; no real record at hand comes in both forms. Where a field differs, the comparison
itself says how the one follows from the other, and nothing of the MEDLINE text is left out of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

from Bio import Medline

from evidence import records
from evidence.model import Author, Citation

XML = """<?xml version="1.0" encoding="utf-8"?>
<PubmedArticleSet>
<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">990000001</PMID>
<DateCompleted><Year>2021</Year><Month>03</Month><Day>04</Day></DateCompleted>
<DateRevised><Year>2022</Year><Month>05</Month><Day>06</Day></DateRevised>
<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">0000-0019</ISSN><JournalIssue CitedMedium="Internet">
<Volume>7</Volume><Issue>2 Suppl 1</Issue><PubDate><Year>2021</Year><Month>Feb</Month><Day>3</Day></PubDate></JournalIssue>
<Title>Invented journal of tests</Title><ISOAbbreviation>Invent. J. Tests</ISOAbbreviation></Journal>
<ArticleTitle>An invented trial of CO<sub>2</sub> at 10<sup>6</sup> <i>units</i>.</ArticleTitle>
<Pagination><MedlinePgn>11-9</MedlinePgn></Pagination><ELocationID EIdType="doi" ValidYN="Y">10.1000/invented.1</ELocationID>
<Abstract><AbstractText Label="AIM" NlmCategory="OBJECTIVE">Nothing was studied here, for this record is invented.</AbstractText>
<AbstractText Label="RESULTS" NlmCategory="RESULTS">The line is long enough that MEDLINE must break it into two.</AbstractText>
<CopyrightInformation>(c) 2021 Nobody.</CopyrightInformation></Abstract>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Example</LastName><ForeName>Ann B</ForeName><Initials>AB</Initials>
<Suffix>Jr</Suffix><Identifier Source="ORCID">0000-0002-1825-0097</Identifier><AffiliationInfo><Affiliation>First Institute, Nowhere.
</Affiliation></AffiliationInfo><AffiliationInfo><Affiliation>Second Institute, Elsewhere.</Affiliation></AffiliationInfo></Author>
<Author ValidYN="Y"><CollectiveName>Invented Study Group</CollectiveName></Author>
<Author ValidYN="Y"><LastName>Sample</LastName><ForeName>Carl</ForeName><Initials>C</Initials></Author></AuthorList>
<Language>ger</Language><Language>eng</Language>
<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT00000000</AccessionNumber>
</AccessionNumberList></DataBank></DataBankList>
<GrantList><Grant><GrantID>R00 XX000000</GrantID><Acronym>XX</Acronym><Agency>NIXX NIH HHS</Agency><Country>United States</Country></Grant>
</GrantList><PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
<PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList>
<VernacularTitle>Eine erfundene Studie.</VernacularTitle>
<ArticleDate DateType="Electronic"><Year>2020</Year><Month>12</Month><Day>24</Day></ArticleDate></Article>
<MedlineJournalInfo><Country>Germany</Country><MedlineTA>Invent J Tests</MedlineTA><NlmUniqueID>000000001</NlmUniqueID>
<ISSNLinking>0000-0027</ISSNLinking></MedlineJournalInfo>
<ChemicalList><Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance UI="D000000">Invented Substance</NameOfSubstance></Chemical>
</ChemicalList><CitationSubset>AIM</CitationSubset><CitationSubset>IM</CitationSubset>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Invent J Tests. 2022 Apr 1;8(1):1. doi:
 10.1000/invented.2</RefSource><PMID Version="1">990000002</PMID></CommentsCorrections></CommentsCorrectionsList>
<MeshHeadingList><MeshHeading><DescriptorName UI="D006801" MajorTopicYN="N">Humans</DescriptorName></MeshHeading>
<MeshHeading><DescriptorName UI="D010146" MajorTopicYN="N">Pain</DescriptorName>
<QualifierName UI="Q000188" MajorTopicYN="Y">drug therapy</QualifierName></MeshHeading></MeshHeadingList>
<PersonalNameSubjectList><PersonalNameSubject><LastName>Figure</LastName><ForeName>Eve</ForeName><Initials>E</Initials>
</PersonalNameSubject></PersonalNameSubjectList>
<OtherAbstract Type="Publisher" Language="ger"><AbstractText>Diese Zusammenfassung ist erfunden.</AbstractText></OtherAbstract>
<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="Y">invention</Keyword><Keyword MajorTopicYN="N">tests</Keyword></KeywordList>
<CoiStatement>The invented authors declare nothing.</CoiStatement>
<InvestigatorList><Investigator ValidYN="Y"><LastName>Helper</LastName><ForeName>Dan</ForeName><Initials>D</Initials></Investigator>
</InvestigatorList></MedlineCitation>
<PubmedData><History><PubMedPubDate PubStatus="received"><Year>2020</Year><Month>1</Month><Day>2</Day></PubMedPubDate>
<PubMedPubDate PubStatus="entrez"><Year>2020</Year><Month>12</Month><Day>25</Day><Hour>1</Hour><Minute>5</Minute></PubMedPubDate>
<PubMedPubDate PubStatus="pubmed"><Year>2020</Year><Month>12</Month><Day>26</Day><Hour>6</Hour><Minute>0</Minute></PubMedPubDate>
<PubMedPubDate PubStatus="medline"><Year>2021</Year><Month>3</Month><Day>5</Day><Hour>6</Hour><Minute>0</Minute></PubMedPubDate></History>
<PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType="pubmed">990000001</ArticleId>
<ArticleId IdType="doi">10.1000/invented.1</ArticleId><ArticleId IdType="pii">inv-1</ArticleId>
<ArticleId IdType="pmc">PMC0000001</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
<PubmedArticle><MedlineCitation Status="PubMed-not-MEDLINE" Owner="NLM"><PMID Version="1">990000002</PMID>
<Article PubModel="Print"><Journal><ISSN IssnType="Print">0000-0027</ISSN><JournalIssue CitedMedium="Print"><Volume>8</Volume>
<PubDate><MedlineDate>2022 Apr-May</MedlineDate></PubDate></JournalIssue><Title>Invented journal of tests</Title></Journal>
<ArticleTitle>[Retraction of an invented trial].</ArticleTitle><Pagination><MedlinePgn>1</MedlinePgn></Pagination>
<Language>ger</Language><PublicationTypeList><PublicationType UI="D016441">Retraction of Publication</PublicationType>
</PublicationTypeList></Article><MedlineJournalInfo><Country>Germany</Country><MedlineTA>Invent J Tests</MedlineTA>
<NlmUniqueID>000000001</NlmUniqueID></MedlineJournalInfo></MedlineCitation>
<PubmedData><PublicationStatus>ppublish</PublicationStatus></PubmedData></PubmedArticle>
</PubmedArticleSet>
"""

MEDLINE = """
PMID- 990000001
OWN - NLM
STAT- MEDLINE
DCOM- 20210304
LR  - 20220506
IS  - 0000-0019 (Electronic)
IS  - 0000-0027 (Linking)
VI  - 7
IP  - 2 Suppl 1
DP  - 2021 Feb 3
TI  - An invented trial of CO(2) at 10(6) units.
PG  - 11-9
LID - 10.1000/invented.1 [doi]
AB  - AIM: Nothing was studied here, for this record is invented. RESULTS: The line is
      long enough that MEDLINE must break it into two.
CI  - (c) 2021 Nobody.
FAU - Example, Ann B Jr
AU  - Example AB Jr
AUID- ORCID: 0000-0002-1825-0097
AD  - First Institute, Nowhere.
AD  - Second Institute, Elsewhere.
CN  - Invented Study Group
FAU - Sample, Carl
AU  - Sample C
LA  - ger
LA  - eng
SI  - ClinicalTrials.gov/NCT00000000
GR  - R00 XX000000/XX/NIXX NIH HHS/United States
PT  - Journal Article
PT  - Randomized Controlled Trial
TT  - Eine erfundene Studie.
DEP - 20201224
PL  - Germany
TA  - Invent J Tests
JT  - Invented journal of tests
JID - 000000001
RN  - 0 (Invented Substance)
SB  - AIM
SB  - IM
RIN - Invent J Tests. 2022 Apr 1;8(1):1. doi: 10.1000/invented.2. PMID:
      990000002
MH  - Humans
MH  - Pain/*drug therapy
FPS - Figure, Eve
PS  - Figure E
OAB - Diese Zusammenfassung ist erfunden.
OABL- ger
PMC - PMC0000001
OTO - NOTNLM
OT  - *invention
OT  - tests
COIS- The invented authors declare nothing.
FIR - Helper, Dan
IR  - Helper D
EDAT- 2020/12/26 06:00
MHDA- 2021/03/05 06:00
CRDT- 2020/12/25 01:05
PHST- 2020/01/02 00:00 [received]
PHST- 2020/12/25 01:05 [entrez]
PHST- 2020/12/26 06:00 [pubmed]
PHST- 2021/03/05 06:00 [medline]
AID - 10.1000/invented.1 [doi]
AID - inv-1 [pii]
PST - ppublish
SO  - Invent J Tests. 2021 Feb 3;7(2 Suppl 1):11-9. doi: 10.1000/invented.1.

PMID- 990000002
OWN - NLM
STAT- PubMed-not-MEDLINE
IS  - 0000-0027 (Print)
VI  - 8
DP  - 2022 Apr-May
TI  - [Retraction of an invented trial].
PG  - 1
LA  - ger
PT  - Retraction of Publication
PL  - Germany
TA  - Invent J Tests
JT  - Invented journal of tests
JID - 000000001
PST - ppublish
SO  - Invent J Tests. 2022 Apr-May;8:1.
"""


def names(people: tuple[Author, ...]) -> list[str]:
    return [" ".join((one.last, one.initials, one.suffix)).strip() for one in people if not one.collective]


def full(people: tuple[Author, ...]) -> list[str]:
    return [f"{one.last}, {one.fore} {one.suffix}".strip() for one in people if not one.collective]


def day(iso: str) -> str:
    return iso.replace("-", "")


def stage(c: Citation, name: str) -> str:
    return next(iso.replace("-", "/") for at, iso in c.history if at == name)


def starred(name: str, major: bool) -> str:
    return f"*{name}" if major else name


# What MEDLINE's field holds, made of our record.
FIELDS: dict[str, Callable[[Citation], object]] = {
    "PMID": lambda c: c.pmid,
    "STAT": lambda c: c.medline_status,
    "VI": lambda c: c.volume,
    "IP": lambda c: c.issue,
    "DP": lambda c: c.published,
    "PG": lambda c: c.pages,
    "CI": lambda c: [c.copyright],
    "LA": lambda c: list(c.languages),
    "PT": lambda c: list(c.types),
    "TT": lambda c: c.vernacular_title,
    "PL": lambda c: c.country,
    "TA": lambda c: c.medline_ta,
    "JT": lambda c: c.journal,
    "JID": lambda c: c.nlm_id,
    "PMC": lambda c: c.pmcid,
    "PST": lambda c: c.publication_status,
    "COIS": lambda c: [c.conflict_of_interest],
    "AU": lambda c: names(c.authors),
    "FAU": lambda c: full(c.authors),
    "IR": lambda c: names(c.investigators),
    "FIR": lambda c: full(c.investigators),
    "PS": lambda c: names(c.subjects),
    "FPS": lambda c: full(c.subjects),
    # Groups and places stand in lists of their own, so that whose they are is lost; ours stay with the author, in order.
    "CN": lambda c: [one.collective for one in c.authors if one.collective],
    "AD": lambda c: [place for one in c.authors for place in one.affiliations],
    "AUID": lambda c: [f"ORCID: {one.orcid}" for one in c.authors if one.orcid],
    # Days without hyphens.
    "DCOM": lambda c: day(c.completed),
    "LR": lambda c: day(c.revised),
    "DEP": lambda c: day(c.electronic_date),
    # Identifiers with their kind in brackets; ours are a field each.
    "LID": lambda c: f"{c.doi} [doi]",
    "AID": lambda c: [f"{c.doi} [doi]", f"{c.pii} [pii]"],
    "SI": lambda c: ["/".join(pair) for pair in c.databank_ids],
    "RN": lambda c: [f"{number} ({name})" for number, (_, name) in zip(c.registry_numbers, c.chemicals, strict=True)],
    # The star of a subheading stands on it alone; the heading's ids are not in this form.
    "MH": lambda c: ["/".join([starred(t.name, t.major), *(starred(name, major) for _, name, major in t.qualifiers)]) for t in c.mesh],
    "OAB": lambda c: [text for _, text in c.other_abstracts],
    "OABL": lambda c: [language for language, _ in c.other_abstracts],
    # Bio.Medline joins the lines of a repeated field that it takes for one text.
    "SB": lambda c: " ".join(c.subsets),
    # Sections run on in one text, each behind its label; ours have a line and a span each.
    "AB": lambda c: " ".join(f"{s.label}: {c.abstract[s.start : s.end]}" for s in c.sections),
}
# How the field follows from what MEDLINE says, where the two say different things.
SOFTER: dict[str, tuple[Callable[[object], object], Callable[[Citation], object]]] = {
    # Subscripts and superscripts in round brackets: "CO(2)", "10(6)"; ours are "CO2" and a power, "10^6".
    "TI": (lambda said: str(said).replace("CO(2)", "CO2").replace("10(6)", "10^6"), lambda c: c.title),
    # Print, electronic and linking number in one text; we keep that of the issue and the linking one.
    "IS": (lambda said: set(re.findall(r"\d{4}-\d{4}", str(said))), lambda c: {c.issn, c.issn_linking} - {""}),
    # The institute's abbreviation stands between number and agency; we leave it out.
    "GR": (lambda said: [re.sub(r"^([^/]*)/[A-Z]+/", r"\1/", one) for one in said], lambda c: ["/".join(one) for one in c.grants]),  # type: ignore[attr-defined]
    # Bio.Medline makes a new entry of every line of a long one; NLM closes the source with a full stop.
    "RIN": (
        lambda said: " ".join(said),  # type: ignore[call-overload]
        lambda c: " ".join(f"{one.source}. PMID: {one.pmid}" for one in c.corrections if one.ref_type == "RetractionIn"),
    ),
    # The author's own weight (a star) is left out.
    "OT": (lambda said: [one.lstrip("*") for one in said], lambda c: list(c.keywords)),  # type: ignore[attr-defined]
    # Hours and minutes are left out.
    "EDAT": (lambda said: str(said)[:10], lambda c: stage(c, "pubmed")),
    "MHDA": (lambda said: str(said)[:10], lambda c: stage(c, "medline")),
    "CRDT": (lambda said: [one[:10] for one in said], lambda c: [stage(c, "entrez")]),  # type: ignore[attr-defined]
    "PHST": (
        lambda said: [(one.partition("[")[2][:-1], one[:10]) for one in said],  # type: ignore[attr-defined]
        lambda c: [(name, iso.replace("-", "/")) for name, iso in c.history],
    ),
}
# Said by MEDLINE alone: who made the record and its keywords, and the source, which is made of fields compared above.
ALONE = {"OWN", "OTO", "SO"}


def test_an_invented_pair_says_the_same_in_both_forms() -> None:
    ours = list(records.parse(io.BytesIO(XML.encode())))
    theirs = list(Medline.parse(io.StringIO(MEDLINE)))
    assert [one.pmid for one in ours] == [one["PMID"] for one in theirs] == ["990000001", "990000002"]
    seen: set[str] = set()
    for our, their in zip(ours, theirs, strict=True):
        assert set(their) <= FIELDS.keys() | SOFTER.keys() | ALONE
        for name, said in their.items():
            if name in FIELDS:
                assert said == FIELDS[name](our), name
            elif name in SOFTER:
                soften, made = SOFTER[name]
                assert soften(said) == made(our), name
        seen |= set(their)
    assert seen == FIELDS.keys() | SOFTER.keys() | ALONE  # no field is compared in vain


def test_what_xml_alone_tells() -> None:
    one, notice = records.parse(io.BytesIO(XML.encode()))
    assert [term.ui for term in one.mesh] == ["D006801", "D010146"]
    assert [ui for ui, _ in one.publication_types] == ["D016428", "D016449"]
    assert (one.date, notice.date, notice.year) == ("2021-02-03", "2022-04", 2022)
    assert [section.category for section in one.sections] == ["OBJECTIVE", "RESULTS"]


def test_no_real_medline_file_is_in_both_forms(shared: Path) -> None:
    """Why the pair above is invented. When this fails, compare the real ones too."""
    texts = sorted((shared / "data/pubmed/medline_records").glob("*.txt"))
    there = {record["PMID"] for text in texts for record in Medline.parse(io.StringIO(text.read_text("utf-8")))}
    assert len(there) > 20
    for name in ("oddities.xml.gz", "topics.xml.gz"):
        with (shared / "data/pubmed" / name).open("rb") as source:
            assert not there & {record.pmid for record in records.parse(source)}
