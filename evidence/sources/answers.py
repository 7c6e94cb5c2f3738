"""The E-utilities' XML replies -> values; what a reply says against itself is told apart here.

Shapes: https://www.ncbi.nlm.nih.gov/books/NBK25499/ and the DTDs named in the replies. Every reader is pure: bytes in, values
out. ``Garbled`` means the reply cannot be used as it stands (cut short, another root, counts that contradict each other).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

MOST_LISTED = 9_999
"""PubMed gives out the first 9,999 records of a search and no more (method.md, section 6)."""


class Garbled(Exception):
    """A reply that cannot be used; the message says how, in words that follow "PubMed sent"."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """An ERROR text of the E-utilities: what it means and whether another try may help."""

    name: str
    pattern: str
    means: str  # "query", "refused", "nobody" (no such record), "expired" (history), "busy"
    source: str


COMPLAINTS = (
    Complaint("cap", r"'retstart' cannot be larger than", "query", "shared/data/eutils, cyanheads/pubmed-mcp-server issue 95"),
    Complaint("no term", r"Empty term and query_key", "query", "ESearch's reply to a call without term"),
    Complaint("database", r"Invalid db name specified", "refused", "ropensci/rentrez PR 208"),
    Complaint("key", r"API key (?:invalid|not wellformed)", "refused", "ropensci/rentrez PR 208"),
    Complaint("no ids", r"ID list is empty", "nobody", "EFetch's reply (400) to ids that do not exist"),
    Complaint("history", r"Unable to obtain query #|(?:Can't|Cannot) fetch history|WebEnv", "expired", "reply to an expired WebEnv"),
    Complaint("backend", r"Search Backend failed", "busy", "AlexsLemonade/refinebio issue 1390; biopython issue 5025"),
    Complaint("pause", r"temporarily unavailable|eutils_lb|Exception", "busy", "pubmed-mcp-server issue 122; ncbi/clinvar issue 4"),
)


def complaint(text: str) -> Complaint:
    """What an ERROR text means; an unknown one may pass."""
    for row in COMPLAINTS:
        if re.search(row.pattern, text):
            return row
    return Complaint("other", "", "busy", "")


def tree(body: bytes) -> etree._Element:
    """The reply as a tree: no DTD is loaded, no entity resolved, nothing fetched."""
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Garbled("a reply that is cut short or is not XML") from None


def error_of(body: bytes) -> str:
    """The words of the first ERROR in the reply, "" when there is none. ESpell always sends an empty one."""
    if b"ERROR" not in body and not (body.lstrip()[:1] == b"{" and b'"error"' in body):
        return ""
    if body.lstrip()[:1] == b"{":
        found = re.search(rb'"(?:error|ERROR)"\s*:\s*"([^"]*)"', body)
        return " ".join(found[1].decode("utf-8", "replace").split()) if found else ""
    for element in tree(body).iter("ERROR"):
        words = " ".join("".join(element.itertext()).split())
        if words:
            return words
    return ""


@dataclass(frozen=True, slots=True)
class Hits:
    """ESearch's answer. ``history``: (WebEnv, query_key), empty strings when it was not asked for."""

    pmids: tuple[str, ...]
    count: int
    translation: str
    warnings: tuple[str, ...] = ()
    history: tuple[str, str] = ("", "")


_NOTICES = (
    ("ErrorList/PhraseNotFound", "Not found: {}"),
    ("ErrorList/FieldNotFound", "No such field: {}"),
    ("WarningList/QuotedPhraseNotFound", "Phrase not in PubMed's index, searched as single words: {}"),
    ("WarningList/PhraseIgnored", "Ignored: {}"),
    ("WarningList/OutputMessage", "{}"),
)


def hits(body: bytes, *, start: int, most: int) -> Hits:
    """ESearch's XML. ``start`` and ``most`` are the retstart and retmax that were sent: they say how many ids must be there."""
    root = _root(body, "eSearchResult")
    count = _number(root, "Count")
    pmids = tuple(dict.fromkeys(_ids(root, "IdList/Id")))[:most]
    due = max(0, min(most, count - start, MOST_LISTED - start))
    if len(pmids) < due or (count == 0 and pmids):
        raise Garbled(f"{len(pmids)} PMIDs where its count of {count:,} asks for {due}")
    warnings = [form.format(_words(found)) for path, form in _NOTICES for found in root.iterfind(path) if _words(found)]
    if count > MOST_LISTED:
        warnings.append(f"{count:,} hits; PubMed gives out only the first {MOST_LISTED:,} of them.")
    history = (root.findtext("WebEnv") or "", root.findtext("QueryKey") or "")
    return Hits(pmids, count, _text(root, "QueryTranslation"), tuple(dict.fromkeys(warnings)), history)


def posted(body: bytes) -> tuple[str, str, tuple[str, ...]]:
    """EPost's XML -> WebEnv, query_key and the ids that it did not take."""
    root = _root(body, "ePostResult")
    web, key = _text(root, "WebEnv"), _text(root, "QueryKey")
    if not web or not key:
        raise Garbled("a history without WebEnv")
    return web, key, tuple(_ids(root, "InvalidIdList/Id"))


@dataclass(frozen=True, slots=True)
class Summary:
    """ESummary's short record; ``published`` in PubMed's own words. ``error`` set: there is no such record."""

    pmid: str
    title: str = ""
    journal: str = ""
    published: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ()
    error: str = ""


def summaries(body: bytes) -> tuple[Summary, ...]:
    """ESummary's XML, version 2.0."""
    root = _root(body, "eSummaryResult")
    return tuple(
        Summary(
            pmid=document.get("uid", ""),
            title=_text(document, "Title"),
            journal=_text(document, "FullJournalName") or _text(document, "Source"),
            published=_text(document, "PubDate"),
            doi=next((_text(each, "Value") for each in document.iterfind("ArticleIds/ArticleId") if _text(each, "IdType") == "doi"), ""),
            authors=tuple(_text(each, "Name") for each in document.iterfind("Authors/Author")),
            error=_text(document, "error"),
        )
        for document in root.iterfind("DocumentSummarySet/DocumentSummary")
    )


def links(body: bytes, link: str) -> tuple[tuple[str, int], ...]:
    """ELink's XML -> (PMID, score) of one link name, in the order sent; score 0 where none is given."""
    root = _root(body, "eLinkResult")
    found = []
    for group in root.iterfind("LinkSet/LinkSetDb"):
        if _text(group, "LinkName") == link:
            for each in group.iterfind("Link"):
                score = _text(each, "Score")
                found.append((_text(each, "Id"), int(score) if score.isdigit() else 0))
    return tuple((pmid, score) for pmid, score in found if pmid.isdigit())


def spelling(body: bytes) -> str:
    """ESpell's XML -> the corrected query, "" when nothing is to be corrected."""
    return _text(_root(body, "eSpellResult"), "CorrectedQuery")


def database(body: bytes) -> tuple[int, str, str]:
    """EInfo's XML of one database -> records, last update and build, in NCBI's words."""
    root = _root(body, "eInfoResult")
    info = root.find("DbInfo")
    if info is None:
        raise Garbled("no description of the database")
    return _number(info, "Count"), _text(info, "LastUpdate"), _text(info, "DbBuild")


def matches(body: bytes, keys: tuple[str, ...]) -> tuple[str, ...]:
    """ECitMatch's lines ``journal|year|volume|page|author|key|PMID`` -> per key the PMID, "" for NOT_FOUND or AMBIGUOUS."""
    answered: dict[str, str] = {}
    for line in body.decode("utf-8", "replace").splitlines():
        parts = [part.strip() for part in line.split("|")]
        if len(parts) >= 7:
            answered[parts[5]] = parts[6] if parts[6].isdigit() else ""
    if not set(keys) <= set(answered):
        raise Garbled("matches for fewer references than were asked")
    return tuple(answered[key] for key in keys)


def _root(body: bytes, tag: str) -> etree._Element:
    root = tree(body)
    if root.tag != tag:
        raise Garbled(f"<{root.tag!s}> where <{tag}> was due")
    return root


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def _text(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else _words(found)


def _number(element: etree._Element, path: str) -> int:
    words = _text(element, path)
    if not (words.isascii() and words.isdigit()):
        raise Garbled("no count")
    return int(words)


def _ids(element: etree._Element, path: str) -> list[str]:
    ids = [_words(each) for each in element.iterfind(path)]
    if not all(each.isascii() and each.isdigit() for each in ids):
        raise Garbled("a PMID that is not a number")
    return ids
