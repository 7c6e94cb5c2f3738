"""Citations -> PubmedArticleSet, in the order and with the names of NLM's DTD of 2025 (pubmed_250101.dtd).

What ``records`` read comes out again: reading this XML gives the same citation. Two attributes that the DTD demands and a citation
does not keep are filled with the commonest value: ``IssnType`` and ``SupplMeshName/@Type``. A starter note is no record and has no XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evidence.model import Author, Citation

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubmedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_OWN_WORDS = {"AAMC", "AIDS", "KIE", "PIP", "NASA", "plain-language-summary"}
_DATE = re.compile(
    r"(\d{4})(?: (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d{1,2}|Winter|Spring|Summer|Fall|Autumn)(?: (\d{1,2}))?)?"
)
_SEASON = re.compile(r"[WSFA]\w{3,}")


def escaped(words: str) -> str:
    """Text for an element or an attribute; characters that XML cannot hold are dropped."""
    return _NO_XML.sub("", words).translate(_SIGNS)


def tag(name: str, words: str, **attributes: str) -> str:
    """One element with text; "" when there is nothing to say."""
    return f"<{name}{_given(attributes)}>{escaped(words)}</{name}>" if words else ""


def group(name: str, inside: Iterable[str], **attributes: str) -> str:
    """An element around others; "" when there are none."""
    whole = "".join(inside)
    return f"<{name}{_given(attributes)}>{whole}</{name}>" if whole else ""


def document(citations: Iterable[Citation]) -> bytes:
    """The whole reply, UTF-8."""
    body = "".join(_book(each) if each.book else _article(each) for each in citations)
    return f"{HEAD}<PubmedArticleSet>{body}</PubmedArticleSet>\n".encode()


def _given(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items())


def _article(c: Citation) -> str:
    medline = (
        f'<PMID Version="{c.version}">{c.pmid}</PMID>',
        _day("DateCompleted", c.completed),
        _day("DateRevised", c.revised),
        _content(c),
        f"<MedlineJournalInfo>{tag('Country', c.country)}<MedlineTA>{escaped(c.medline_ta)}</MedlineTA>{tag('NlmUniqueID', c.nlm_id)}"
        f"{tag('ISSNLinking', c.issn_linking)}</MedlineJournalInfo>",
        group("ChemicalList", _chemicals(c)),
        group("SupplMeshList", (tag("SupplMeshName", name, Type="Disease", UI=ui) for ui, name in c.supplementary)),
        *(tag("CitationSubset", subset) for subset in c.subsets),
        group("CommentsCorrectionsList", _corrections(c)),
        group("MeshHeadingList", _headings(c)),
        group("PersonalNameSubjectList", _people("PersonalNameSubject", c.subjects)),
        *_other_abstracts(c),
        group("KeywordList", (tag("Keyword", word, MajorTopicYN="N") for word in c.keywords), Owner="NOTNLM"),
        tag("CoiStatement", c.conflict_of_interest),
        group("InvestigatorList", _people("Investigator", c.investigators)),
    )
    status = c.medline_status or "Publisher"
    return f"<PubmedArticle>{group('MedlineCitation', medline, Status=status, Owner='NLM')}{_data('PubmedData', c)}</PubmedArticle>\n"


def _content(c: Citation) -> str:
    issue = (tag("Volume", c.volume), tag("Issue", c.issue), _published(c))
    journal = (
        tag("ISSN", c.issn, IssnType="Print"),
        group("JournalIssue", issue, CitedMedium="Print"),
        tag("Title", c.journal),
        tag("ISOAbbreviation", c.iso_abbreviation),
    )
    inside = (
        group("Journal", journal),
        f"<ArticleTitle>{escaped(c.title)}</ArticleTitle>",
        f"<Pagination><MedlinePgn>{escaped(c.pages)}</MedlinePgn></Pagination>",
        _abstract(c),
        group("AuthorList", _people("Author", c.authors), CompleteYN="Y"),
        *(tag("Language", language) for language in c.languages),
        group("DataBankList", _databanks(c), CompleteYN="Y"),
        _grants(c),
        group("PublicationTypeList", (tag("PublicationType", name, UI=ui) for ui, name in c.publication_types)),
        tag("VernacularTitle", c.vernacular_title),
        _day("ArticleDate", c.electronic_date, DateType="Electronic"),
    )
    return group("Article", inside, PubModel="Print-Electronic" if c.electronic_date else "Print")


def _book(c: Citation) -> str:
    publisher = group("Publisher", (f"<PublisherName>{escaped(c.publisher)}</PublisherName>", tag("PublisherLocation", c.country)))
    book = (
        publisher,
        tag("BookTitle", c.book),
        _published(c),
        group("AuthorList", _people("Author", c.editors), CompleteYN="Y", Type="editors"),
        tag("Volume", c.volume),
    )
    inside = (
        f'<PMID Version="{c.version}">{c.pmid}</PMID>',
        _ids(c),
        group("Book", book),
        tag("ArticleTitle", "" if c.title == c.book else c.title),
        tag("VernacularTitle", c.vernacular_title),
        group("Pagination", (tag("MedlinePgn", c.pages),)),
        *(tag("Language", language) for language in c.languages),
        group("AuthorList", _people("Author", c.authors), CompleteYN="Y", Type="authors"),
        group("InvestigatorList", _people("Investigator", c.investigators)),
        *(tag("PublicationType", name, UI=ui) for ui, name in c.publication_types),
        _abstract(c),
        group("KeywordList", (tag("Keyword", word, MajorTopicYN="N") for word in c.keywords), Owner="NOTNLM"),
        _day("DateRevised", c.revised),
        _grants(c),
        _references(c),
    )
    data = (group("History", _history(c)), f"<PublicationStatus>{escaped(c.publication_status)}</PublicationStatus>", _ids(c))
    return f"<PubmedBookArticle>{group('BookDocument', inside)}{group('PubmedBookData', data)}</PubmedBookArticle>\n"


def _data(name: str, c: Citation) -> str:
    status = f"<PublicationStatus>{escaped(c.publication_status)}</PublicationStatus>"
    return group(name, (group("History", _history(c)), status, _ids(c), _references(c)))


def _ids(c: Citation) -> str:
    found = (("pubmed", c.pmid), ("doi", c.doi), ("pmc", c.pmcid), ("pii", c.pii))
    return group("ArticleIdList", (tag("ArticleId", value, IdType=kind) for kind, value in found))


def _abstract(c: Citation) -> str:
    if not (c.abstract or c.copyright):
        return ""
    texts = [f"<AbstractText>{escaped(c.abstract)}</AbstractText>"]
    if c.sections:
        texts = [
            tag("AbstractText", c.abstract[each.start : each.end], **_unless_empty(Label=each.label, NlmCategory=each.category))
            for each in c.sections
        ]
    return group("Abstract", (*texts, tag("CopyrightInformation", c.copyright)))


def _other_abstracts(c: Citation) -> Iterator[str]:
    for kind, words in c.other_abstracts:
        texts = [tag("AbstractText", line) for line in words.split("\n")]
        given = {"Type": kind} if kind in _OWN_WORDS else {"Type": "Publisher", "Language": kind}
        yield group("OtherAbstract", texts, **given)


def _people(name: str, people: Iterable[Author]) -> Iterator[str]:
    for each in people:
        own = tag("CollectiveName", each.collective) if each.collective else f"<LastName>{escaped(each.last)}</LastName>"
        more = (tag("ForeName", each.fore), tag("Initials", each.initials), tag("Suffix", each.suffix))
        places = [group("AffiliationInfo", (tag("Affiliation", place),)) for place in each.affiliations]
        given = {} if name == "PersonalNameSubject" else {"ValidYN": "Y"}
        yield group(name, (own, *more, tag("Identifier", each.orcid, Source="ORCID"), *places), **given)


def _chemicals(c: Citation) -> Iterator[str]:
    numbers = (*c.registry_numbers, *["0"] * len(c.chemicals))
    for (ui, name), number in zip(c.chemicals, numbers, strict=False):
        inside = (
            f"<RegistryNumber>{escaped(number)}</RegistryNumber>",
            f'<NameOfSubstance UI="{escaped(ui)}">{escaped(name)}</NameOfSubstance>',
        )
        yield group("Chemical", inside)


def _headings(c: Citation) -> Iterator[str]:
    for term in c.mesh:
        inside = [tag("DescriptorName", term.name, UI=term.ui, MajorTopicYN=_yes(term.major))]
        inside += [tag("QualifierName", name, UI=ui, MajorTopicYN=_yes(major)) for ui, name, major in term.qualifiers]
        yield group("MeshHeading", inside)


def _corrections(c: Citation) -> Iterator[str]:
    for each in c.corrections:
        pmid = tag("PMID", each.pmid, Version="1")
        inside = (f"<RefSource>{escaped(each.source)}</RefSource>", pmid, tag("Note", each.note))
        yield group("CommentsCorrections", inside, RefType=each.ref_type)


def _databanks(c: Citation) -> Iterator[str]:
    banks: list[tuple[str, list[str]]] = []
    for bank, number in c.databank_ids:
        if not banks or banks[-1][0] != bank or not number:
            banks.append((bank, []))
        banks[-1][1].append(number)
    for bank, numbers in banks:
        listed = group("AccessionNumberList", (tag("AccessionNumber", number) for number in numbers))
        yield group("DataBank", (f"<DataBankName>{escaped(bank)}</DataBankName>", listed))


def _grants(c: Citation) -> str:
    each = (
        group("Grant", (tag("GrantID", number), f"<Agency>{escaped(agency)}</Agency>", tag("Country", country)))
        for number, agency, country in c.grants
    )
    return group("GrantList", each, CompleteYN="Y")


def _references(c: Citation) -> str:
    each = (
        group(
            "Reference",
            (f"<Citation>{escaped(words)}</Citation>", group("ArticleIdList", (tag("ArticleId", pmid, IdType="pubmed"),))),
        )
        for words, pmid in c.references
    )
    return group("ReferenceList", each)


def _history(c: Citation) -> Iterator[str]:
    for stage, iso in c.history:
        yield _day("PubMedPubDate", iso, PubStatus=stage) or f'<PubMedPubDate PubStatus="{escaped(stage)}"/>'


def _published(c: Citation) -> str:
    """PubDate in PubMed's own words; what is not "year month day" or "year season" is a MedlineDate."""
    found = _DATE.fullmatch(c.published)
    if not found:
        return f"<PubDate><MedlineDate>{escaped(c.published)}</MedlineDate></PubDate>"
    year, month, day = found[1], found[2] or "", found[3] or ""
    part = "Season" if _SEASON.fullmatch(month) and not day else "Month"
    return group("PubDate", (tag("Year", year), tag(part, month), tag("Day", day)))


def _day(name: str, iso: str, **attributes: str) -> str:
    year, month, day = (*iso.split("-"), "", "")[:3] if iso else ("", "", "")
    return group(name, (tag("Year", year), tag("Month", month), tag("Day", day)), **attributes) if year else ""


def _unless_empty(**attributes: str) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}


def _yes(major: bool) -> str:
    return "Y" if major else "N"
