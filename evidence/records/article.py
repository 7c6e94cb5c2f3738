"""A PubmedArticle element -> Citation: one walk over the tree, every child looked at once.

The DOI is the record's own: PubmedData/ArticleIdList, else a valid ELocationID of the article; an identifier of its
reference list is never taken (method.md, section 5). "Cites" links go to ``references``, all other CommentsCorrections to ``corrections``.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from evidence.model import Citation
from evidence.records import parts
from evidence.records.markup import text
from evidence.records.parts import plain

_SEP = "\x1f"


def citation(element: etree._Element) -> Citation:
    """The record; ValueError when its PMID is missing or no number."""
    found: dict[str, Any] = {"pmid": "", "title": ""}
    references: list[tuple[str, str]] = []
    for child in element:
        if child.tag == "MedlineCitation":
            _medline(child, found, references)
        elif child.tag == "PubmedData":
            _pubmed(child, found, references)
    if references:
        found["references"] = tuple(references)
    return Citation(**found)


def _medline(element: etree._Element, found: dict[str, Any], references: list[tuple[str, str]]) -> None:
    found["medline_status"] = element.get("Status", "")
    other: list[tuple[str, str]] = []
    keywords: list[str] = []
    subsets: list[str] = []
    investigators: tuple[Any, ...] = ()
    for child in element:
        tag = child.tag
        if tag == "PMID":
            found["pmid"] = plain(child.text)
            version = child.get("Version", "")
            found["version"] = int(version) if version.isdigit() else 1
        elif tag == "Article":
            _article(child, found)
        elif tag == "MeshHeadingList":
            found["mesh"] = tuple([parts.heading(term) for term in child])
        elif tag == "ChemicalList":
            _chemicals(child, found)
        elif tag == "MedlineJournalInfo":
            for part in child:
                if part.tag == "Country":
                    found["country"] = plain(part.text)
                elif part.tag == "MedlineTA":
                    found["medline_ta"] = plain(part.text)
                elif part.tag == "NlmUniqueID":
                    found["nlm_id"] = plain(part.text)
                elif part.tag == "ISSNLinking":
                    found["issn_linking"] = plain(part.text)
        elif tag == "KeywordList":
            keywords += [words for term in child if (words := text(term))]
        elif tag == "CommentsCorrectionsList":
            links = [parts.correction(link) for link in child]
            found["corrections"] = tuple([link for link in links if link.ref_type != "Cites"])
            references += [(link.source, link.pmid) for link in links if link.ref_type == "Cites"]
        elif tag == "CitationSubset":
            subsets.append(plain(child.text))
        elif tag == "DateRevised":
            found["revised"] = parts.stamp(child)
        elif tag == "DateCompleted":
            found["completed"] = parts.stamp(child)
        elif tag == "OtherAbstract":
            summary = parts.other_abstract(child)
            if summary[1]:
                other.append(summary)
        elif tag == "CoiStatement":
            found["conflict_of_interest"] = text(child)
        elif tag == "InvestigatorList":
            investigators += parts.people(child)
        elif tag == "PersonalNameSubjectList":
            found["subjects"] = parts.people(child)
        elif tag == "SupplMeshList":
            found["supplementary"] = tuple([(term.get("UI", ""), plain(term.text)) for term in child])
    if keywords:
        found["keywords"] = tuple(dict.fromkeys(keywords))
    if other:
        found["other_abstracts"] = tuple(other)
    if subsets:
        found["subsets"] = tuple(subsets)
    if investigators:
        found["investigators"] = investigators


def _article(element: etree._Element, found: dict[str, Any]) -> None:
    languages: list[str] = []
    for child in element:
        tag = child.tag
        if tag == "Journal":
            _journal(child, found)
        elif tag == "ArticleTitle":
            found["title"] = text(child)
        elif tag == "Abstract":
            found["abstract"], found["sections"], found["copyright"] = parts.abstract(child)
        elif tag == "AuthorList":
            found["authors"] = parts.people(child)
        elif tag == "Language":
            languages.append(plain(child.text))
        elif tag == "PublicationTypeList":
            found["publication_types"] = tuple([(kind.get("UI", ""), plain(kind.text)) for kind in child])
        elif tag == "ArticleDate":
            found["electronic_date"] = parts.stamp(child)
        elif tag == "Pagination":
            found["pages"] = _pages(child)
        elif tag == "ELocationID":
            if child.get("ValidYN") != "N":
                kind = child.get("EIdType")
                if kind == "doi":
                    found.setdefault("doi", parts.doi(child.text))
                elif kind == "pii":
                    found.setdefault("pii", plain(child.text))
        elif tag == "VernacularTitle":
            found["vernacular_title"] = text(child)
        elif tag == "GrantList":
            found["grants"] = tuple([parts.grant(grant) for grant in child])
        elif tag == "DataBankList":
            found["databank_ids"] = _databanks(child)
    if languages:
        found["languages"] = tuple(languages)
    if not found["title"]:
        found["title"] = found.get("vernacular_title", "")
    found["year"] = parts.year_of(found.get("date", "")) or parts.year_of(found.get("electronic_date", ""))


def _journal(element: etree._Element, found: dict[str, Any]) -> None:
    for child in element:
        tag = child.tag
        if tag == "JournalIssue":
            for part in child:
                if part.tag == "PubDate":
                    found["published"], found["date"] = parts.date(part)
                elif part.tag == "Volume":
                    found["volume"] = plain(part.text)
                elif part.tag == "Issue":
                    found["issue"] = plain(part.text)
        elif tag == "Title":
            found["journal"] = plain(child.text)
        elif tag == "ISOAbbreviation":
            found["iso_abbreviation"] = plain(child.text)
        elif tag == "ISSN":
            found["issn"] = plain(child.text)


def _pages(element: etree._Element) -> str:
    start = end = ""
    for child in element:
        if child.tag == "MedlinePgn":
            return plain(child.text)
        if child.tag == "StartPage":
            start = plain(child.text)
        elif child.tag == "EndPage":
            end = plain(child.text)
    return f"{start}-{end}" if start and end and end != start else start


def _chemicals(element: etree._Element, found: dict[str, Any]) -> None:
    substances, numbers = [], []
    for chemical in element:
        number, substance = "", ("", "")
        for child in chemical:
            if child.tag == "RegistryNumber":
                number = plain(child.text)
            elif child.tag == "NameOfSubstance":
                substance = (child.get("UI", ""), plain(child.text))
        substances.append(substance)
        numbers.append(number)
    found["chemicals"], found["registry_numbers"] = tuple(substances), tuple(numbers)


def _databanks(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """(databank, number) for each accession number; a databank named without one stands alone."""
    pairs = []
    for bank in element:
        name = plain(bank.findtext("DataBankName"))
        numbers = [plain(number.text) for number in bank.iterfind("AccessionNumberList/AccessionNumber")]
        pairs += [(name, number) for number in numbers] or [(name, "")]
    return tuple(pairs)


def _pubmed(element: etree._Element, found: dict[str, Any], references: list[tuple[str, str]]) -> None:
    lists: list[etree._Element] = []
    for child in element:
        tag = child.tag
        if tag == "History":
            found["history"] = tuple([(stage.get("PubStatus", ""), parts.stamp(stage)) for stage in child])
        elif tag == "PublicationStatus":
            found["publication_status"] = plain(child.text)
        elif tag == "ArticleIdList":
            identifiers(child, found)
        elif tag == "ReferenceList":
            lists.append(child)
    if lists:
        references += parts.references(lists)


def identifiers(element: etree._Element, found: dict[str, Any]) -> None:
    """DOI, PMC id and publisher's id of the record's own ArticleIdList; they stand above the article's ELocationIDs."""
    for child in element:
        kind, value = child.get("IdType"), plain(child.text)
        if not value:
            continue
        if kind == "doi":
            found["doi"] = parts.doi(value)
        elif kind == "pmc":
            found["pmcid"] = value
        elif kind == "pii":
            found["pii"] = value
