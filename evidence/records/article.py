"""A PubmedArticle element -> Citation: one walk over the tree, every child looked at once.

The DOI is the record's own: PubmedData/ArticleIdList, else a valid ELocationID of the article; an identifier of its
reference list is never taken (method.md, section 5). "Cites" links go to ``references``, all other CommentsCorrections to ``corrections``.
Free text is cleaned; names, numbers and vocabulary are taken as NLM sends them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from evidence.model import Citation
from evidence.records import parts
from evidence.records.markup import text
from evidence.records.parts import plain

Found = dict[str, Any]
_Reader = Callable[[etree._Element, Found], None]
_KEPT = ""  # no field's name


def citation(element: etree._Element, kept: Sequence[Found] = ()) -> Citation:
    """The record; ValueError when its PMID is missing or no number. ``kept``: what ``repeats`` cut out of it."""
    found: Found = {"pmid": "", "title": "", _KEPT: kept}
    for child in element:
        tag = child.tag
        if tag == "MedlineCitation":
            found["medline_status"] = child.get("Status", "")
            _walk(child, found, _MEDLINE)
        elif tag == "PubmedData":
            _walk(child, found, _PUBMED)
    del found[_KEPT]
    if not found["title"]:
        found["title"] = found.get("vernacular_title", "")
    found["year"] = parts.year_of(found.get("date", "")) or parts.year_of(found.get("electronic_date", ""))
    return Citation(**found)


def _walk(element: etree._Element, found: Found, readers: dict[str, _Reader]) -> None:
    for child in element:
        reader = readers.get(child.tag)  # type: ignore[arg-type]
        if reader is not None:
            reader(child, found)


def _more(found: Found, name: str, values: tuple[Any, ...]) -> None:
    if values:
        found[name] = found[name] + values if name in found else values


def _takes(name: str) -> _Reader:
    """A reader for an element that is one value, taken as it stands."""

    def reader(element: etree._Element, found: Found) -> None:
        found[name] = element.text or ""

    return reader


def _cleans(name: str) -> _Reader:
    """A reader for an element of free text with markup."""

    def reader(element: etree._Element, found: Found) -> None:
        found[name] = text(element)

    return reader


def _stamps(name: str) -> _Reader:
    def reader(element: etree._Element, found: Found) -> None:
        found[name] = parts.stamp(element)

    return reader


def _gathers(name: str) -> _Reader:
    """A reader for an element that may come several times, one value each."""

    def reader(element: etree._Element, found: Found) -> None:
        _more(found, name, (element.text or "",))

    return reader


def _peoples(name: str) -> _Reader:
    def reader(element: etree._Element, found: Found) -> None:
        _more(found, name, parts.people(element))

    return reader


def _kept(element: etree._Element, found: Found) -> None:
    """A block that was cut out of the record and read before."""
    kept = found[_KEPT]  # nothing in a part that has elements of this name already
    for name, value in kept[int(element.get("n", ""))].items() if kept else ():
        if name == "references":
            _more(found, name, value)
        else:
            found[name] = value


def _pmid(element: etree._Element, found: Found) -> None:
    found["pmid"] = plain(element.text)
    version = element.get("Version", "")
    found["version"] = int(version) if version.isdigit() else 1


# ---------------------------------------------------------------- MedlineCitation


def _article(element: etree._Element, found: Found) -> None:
    _walk(element, found, _ARTICLE)


def _keywords(element: etree._Element, found: Found) -> None:
    words = [words for term in element if (words := text(term))]
    found["keywords"] = tuple(dict.fromkeys((*found.get("keywords", ()), *words)))


def _corrections(element: etree._Element, found: Found) -> None:
    links = [parts.correction(link) for link in element]
    found["corrections"] = tuple([link for link in links if link.ref_type != "Cites"])
    _more(found, "references", tuple([(link.source, link.pmid) for link in links if link.ref_type == "Cites"]))


def _other_abstract(element: etree._Element, found: Found) -> None:
    summary = parts.other_abstract(element)
    if summary[1]:
        _more(found, "other_abstracts", (summary,))


def _supplementary(element: etree._Element, found: Found) -> None:
    found["supplementary"] = tuple([(term.get("UI", ""), term.text or "") for term in element])


def _headings(element: etree._Element, found: Found) -> None:
    found["mesh"] = parts.headings(element)


def _chemicals(element: etree._Element, found: Found) -> None:
    substances, numbers = [], []
    for child in element.iter("RegistryNumber", "NameOfSubstance"):
        if child.tag == "NameOfSubstance":
            substances.append((child.get("UI", ""), child.text or ""))
        else:
            numbers.append(child.text or "")
    found["chemicals"], found["registry_numbers"] = tuple(substances), tuple(numbers)


def _journal_info(element: etree._Element, found: Found) -> None:
    _walk(element, found, _JOURNAL_INFO)


# ---------------------------------------------------------------- Article


def _journal(element: etree._Element, found: Found) -> None:
    _walk(element, found, _JOURNAL)


def _issue(element: etree._Element, found: Found) -> None:
    _walk(element, found, _ISSUE)


def _printed(element: etree._Element, found: Found) -> None:
    found["published"], found["date"] = parts.date(element)


def _title_of_journal(element: etree._Element, found: Found) -> None:
    found["journal"] = plain(element.text)


def _pages(element: etree._Element, found: Found) -> None:
    start = end = ""
    for child in element:
        if child.tag == "MedlinePgn":
            found["pages"] = plain(child.text)
            return
        if child.tag == "StartPage":
            start = plain(child.text)
        elif child.tag == "EndPage":
            end = plain(child.text)
    found["pages"] = f"{start}-{end}" if start and end and end != start else start


def _place(element: etree._Element, found: Found) -> None:
    if element.get("ValidYN") != "N":
        kind = element.get("EIdType")
        if kind == "doi":
            found.setdefault("doi", parts.doi(element.text))
        elif kind == "pii":
            found.setdefault("pii", plain(element.text))


def _abstract(element: etree._Element, found: Found) -> None:
    found["abstract"], found["sections"], found["copyright"] = parts.abstract(element)


def _types(element: etree._Element, found: Found) -> None:
    found["publication_types"] = tuple([(kind.get("UI", ""), kind.text or "") for kind in element])


def _grants(element: etree._Element, found: Found) -> None:
    found["grants"] = parts.grants(element)


def _databanks(element: etree._Element, found: Found) -> None:
    """(databank, number) for each accession number; a databank named without one stands alone."""
    pairs: list[tuple[str, str]] = []
    for bank in element:
        name = plain(bank.findtext("DataBankName"))
        numbers = [plain(number.text) for number in bank.iterfind("AccessionNumberList/AccessionNumber")]
        pairs += [(name, number) for number in numbers] or [(name, "")]
    found["databank_ids"] = tuple(pairs)


# ---------------------------------------------------------------- PubmedData


def _history(element: etree._Element, found: Found) -> None:
    found["history"] = tuple([(stage.get("PubStatus", ""), parts.stamp(stage)) for stage in element])


def _references(element: etree._Element, found: Found) -> None:
    _more(found, "references", tuple(parts.references((element,))))


def identifiers(element: etree._Element, found: Found) -> None:
    """DOI, PMC id and publisher's id of the record's own ArticleIdList; they stand above the article's ELocationIDs."""
    for child in element:
        kind = child.get("IdType")
        if kind == "pubmed":
            continue
        value = plain(child.text)
        if not value:
            continue
        if kind == "doi":
            found["doi"] = parts.doi(value)
        elif kind == "pmc":
            found["pmcid"] = value
        elif kind == "pii":
            found["pii"] = value


_MEDLINE: dict[str, _Reader] = {
    "kept-medline": _kept,
    "PMID": _pmid,
    "Article": _article,
    "MeshHeadingList": _headings,
    "ChemicalList": _chemicals,
    "MedlineJournalInfo": _journal_info,
    "KeywordList": _keywords,
    "CommentsCorrectionsList": _corrections,
    "CitationSubset": _gathers("subsets"),
    "DateRevised": _stamps("revised"),
    "DateCompleted": _stamps("completed"),
    "OtherAbstract": _other_abstract,
    "CoiStatement": _cleans("conflict_of_interest"),
    "InvestigatorList": _peoples("investigators"),
    "PersonalNameSubjectList": _peoples("subjects"),
    "SupplMeshList": _supplementary,
}
_JOURNAL_INFO: dict[str, _Reader] = {
    "Country": _takes("country"),
    "MedlineTA": _takes("medline_ta"),
    "NlmUniqueID": _takes("nlm_id"),
    "ISSNLinking": _takes("issn_linking"),
}
_ARTICLE: dict[str, _Reader] = {
    "kept-article": _kept,
    "Journal": _journal,
    "ArticleTitle": _cleans("title"),
    "Abstract": _abstract,
    "AuthorList": _peoples("authors"),
    "Language": _gathers("languages"),
    "PublicationTypeList": _types,
    "ArticleDate": _stamps("electronic_date"),
    "Pagination": _pages,
    "ELocationID": _place,
    "VernacularTitle": _cleans("vernacular_title"),
    "GrantList": _grants,
    "DataBankList": _databanks,
}
_JOURNAL: dict[str, _Reader] = {
    "JournalIssue": _issue,
    "Title": _title_of_journal,
    "ISOAbbreviation": _takes("iso_abbreviation"),
    "ISSN": _takes("issn"),
}
_ISSUE: dict[str, _Reader] = {"PubDate": _printed, "Volume": _takes("volume"), "Issue": _takes("issue")}
_PUBMED: dict[str, _Reader] = {
    "kept-pubmed": _kept,
    "History": _history,
    "PublicationStatus": _takes("publication_status"),
    "ArticleIdList": identifiers,
    "ReferenceList": _references,
}
READERS = _MEDLINE | _ARTICLE | _PUBMED
