"""A PubmedBookArticle element (a book or a chapter of the NCBI Bookshelf) -> Citation.

``book`` is the book's title; a record for the whole book has that as its title too. The date is the book's own ("Bookshelf
citation publication dates are generated from the book's publication date", PubMed User Guide), else the contribution's.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from evidence.model import Citation
from evidence.records import article, parts
from evidence.records.markup import text
from evidence.records.parts import plain


def citation(element: etree._Element) -> Citation:
    """The record; ValueError when its PMID is missing or no number."""
    found: dict[str, Any] = {"pmid": "", "title": "", "medline_status": "PubMed-not-MEDLINE"}
    for child in element:
        if child.tag == "BookDocument":
            _document(child, found)
        elif child.tag == "PubmedBookData":
            for part in child:
                if part.tag == "History":
                    found["history"] = tuple([(stage.get("PubStatus", ""), parts.stamp(stage)) for stage in part])
                elif part.tag == "PublicationStatus":
                    found["publication_status"] = plain(part.text)
                elif part.tag == "ArticleIdList":
                    article.identifiers(part, found)
    return Citation(**found)


def _document(element: etree._Element, found: dict[str, Any]) -> None:
    languages: list[str] = []
    keywords: list[str] = []
    kinds: list[tuple[str, str]] = []
    lists: list[etree._Element] = []
    contributed = ("", "")
    for child in element:
        tag = child.tag
        if tag == "PMID":
            found["pmid"] = plain(child.text)
            version = child.get("Version", "")
            found["version"] = int(version) if version.isdigit() else 1
        elif tag == "ArticleIdList":
            article.identifiers(child, found)
        elif tag == "Book":
            _book(child, found)
        elif tag == "ArticleTitle":
            found["title"] = text(child)
        elif tag == "VernacularTitle":
            found["vernacular_title"] = text(child)
        elif tag == "Pagination":
            found["pages"] = plain(child.findtext("MedlinePgn") or child.findtext("StartPage"))
        elif tag == "Language":
            languages.append(plain(child.text))
        elif tag == "AuthorList":
            found["editors" if child.get("Type") == "editors" else "authors"] = parts.people(child)
        elif tag == "InvestigatorList":
            found["investigators"] = parts.people(child)
        elif tag == "PublicationType":
            kinds.append((child.get("UI", ""), plain(child.text)))
        elif tag == "Abstract":
            found["abstract"], found["sections"], found["copyright"] = parts.abstract(child)
        elif tag == "KeywordList":
            keywords += [words for term in child if (words := text(term))]
        elif tag == "ContributionDate":
            contributed = parts.date(child)
        elif tag == "DateRevised":
            found["revised"] = parts.stamp(child)
        elif tag == "GrantList":
            found["grants"] = parts.grants(child)
        elif tag == "ReferenceList":
            lists.append(child)
    if not found.get("date"):
        found["published"], found["date"] = contributed
    found["year"] = parts.year_of(found.get("date", ""))
    found["title"] = found["title"] or found.get("book", "") or found.get("vernacular_title", "")
    found |= {"languages": tuple(languages), "keywords": tuple(dict.fromkeys(keywords)), "publication_types": tuple(kinds)}
    found["references"] = tuple(parts.references(lists))


def _book(element: etree._Element, found: dict[str, Any]) -> None:
    for child in element:
        tag = child.tag
        if tag == "BookTitle":
            found["book"] = text(child)
        elif tag == "Publisher":
            found["publisher"] = plain(child.findtext("PublisherName"))
            found["country"] = plain(child.findtext("PublisherLocation"))
        elif tag == "PubDate":
            found["published"], found["date"] = parts.date(child)
        elif tag == "AuthorList":
            found["editors" if child.get("Type") == "editors" else "authors"] = parts.people(child)
        elif tag == "Volume":
            found["volume"] = plain(child.text)
        elif tag == "ELocationID" and child.get("EIdType") == "doi" and child.get("ValidYN") != "N":
            found.setdefault("doi", parts.doi(child.text))
