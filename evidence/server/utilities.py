"""The utilities themselves: one function each, from what was asked to a reply in NCBI's form.

Shapes and messages: https://www.ncbi.nlm.nih.gov/books/NBK25499/, the DTDs named in the replies, and real replies. An
ERROR comes with the status that NCBI sends. Longer than the median: nine utilities, each with its own form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from evidence.errors import QueryError
from evidence.server import article, holdings, spelling, summaries, texts
from evidence.server.article import escaped, group, tag
from evidence.server.asked import DEFAULT_LISTED, MOST_FETCHED, MOST_LISTED, Asked, Refused, Reply
from evidence.server.history import History, Step

XML, JSON, TEXT = "text/xml; charset=UTF-8", "application/json; charset=UTF-8", "text/plain; charset=UTF-8"
_DTD = "https://eutils.ncbi.nlm.nih.gov/eutils/dtd"
_HEADS = {
    "eSearchResult": ("esearch 20060628", f"{_DTD}/20060628/esearch.dtd"),
    "eFetchResult": ("efetch 20131226", f"{_DTD}/20131226/efetch.dtd"),
    "IdList": ("esearch 20060628", f"{_DTD}/20060628/esearch.dtd"),
    "ePostResult": ("epost 20090526", f"{_DTD}/20090526/epost.dtd"),
    "eLinkResult": ("elink 20101123", f"{_DTD}/20101123/elink.dtd"),
    "eInfoResult": ("einfo 20130322", f"{_DTD}/20130322/einfo.dtd"),
    "eSpellResult": ("eSpellResult, 23 November 2004", "https://www.ncbi.nlm.nih.gov/entrez/query/DTD/eSpell.dtd"),
    "eSummaryResult": ("esummary v1 20041029", f"{_DTD}/20041029/esummary-v1.dtd"),
}
_DATES = {"pdat": "dp", "edat": "edat", "mdat": "lr", "crdt": "crdt"}
_FIELDS = (
    ("ALL", "All Fields", "All terms from all searchable fields"),
    ("UID", "UID", "Unique number assigned to publication"),
    ("TITL", "Title", "Words in title of publication"),
    ("TIAB", "Title/Abstract", "Free text associated with Abstract/Title"),
    ("MESH", "MeSH Terms", "Medical Subject Headings assigned to publication"),
    ("MAJR", "MeSH Major Topic", "MeSH terms of major importance to publication"),
    ("PTYP", "Publication Type", "Type of publication (e.g., review)"),
    ("AUTH", "Author", "Author(s) of publication"),
    ("JOUR", "Journal", "Journal abbreviation of publication"),
    ("PDAT", "Date - Publication", "Date of publication"),
)
_LINKS = (
    ("pubmed_pubmed", "Similar articles", "Citations of the library with like words and headings"),
    ("pubmed_pubmed_refs", "References", "Citations that the article refers to"),
    ("pubmed_pubmed_citedin", "Cited in", "Citations of the library whose reference lists name the article"),
)


@dataclass(frozen=True)
class Desk:
    """What the utilities work with."""

    held: holdings.Holdings
    history: History


def esearch(desk: Desk, asked: Asked) -> Reply:
    as_json = asked["retmode"] == "json"
    try:
        return _esearch(desk, asked, as_json)
    except (Refused, QueryError) as error:
        status = error.status if isinstance(error, Refused) else 200
        if as_json:
            return _json({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": {"ERROR": str(error)}}, status)
        return _error("eSearchResult", str(error), status)


def _esearch(desk: Desk, asked: Asked, as_json: bool) -> Reply:
    _pubmed(asked["db"])
    start, most = asked.number("retstart", 0), min(asked.number("retmax", DEFAULT_LISTED), MOST_FETCHED)
    if start > MOST_LISTED - 1:
        raise Refused(
            f"Search Backend failed: Exception:\n'retstart' cannot be larger than {MOST_LISTED - 1}. For PubMed, ESearch can only retrieve"
            f" the first {MOST_LISTED:,} records matching the query. To obtain more, split the query by date."
        )
    term = _term(desk, asked)
    sort = "relevance" if asked["sort"] in ("relevance", "Best Match") else "date"
    if asked["usehistory"] == "y" or (asked["query_key"] and asked["WebEnv"]):  # the whole list is needed, else its page will do
        listed = desk.held.search(term, sort)
        pmids, count = listed.pmids, listed.count
        if asked["query_key"] and asked["WebEnv"]:
            inside = set(desk.history.step(asked["WebEnv"], asked["query_key"]).pmids)
            pmids = tuple(pmid for pmid in pmids if pmid in inside)
            count = len(pmids)
        page = pmids[start : start + most]
    else:
        listed = desk.held.search(term, sort, min(most, MOST_LISTED - start), start)
        pmids = page = listed.pmids
        count = listed.count
    web = key = ""
    if asked["usehistory"] == "y":
        web, number = desk.history.add(Step(pmids, term), asked["WebEnv"])
        key = str(number)
    if asked["rettype"] == "count":
        if as_json:
            return _json({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": {"count": str(count)}})
        return _xml("eSearchResult", f"<Count>{count}</Count>")
    messages = (*listed.remarks, *(() if count else ("No items found.",)))
    if as_json:
        result: dict[str, Any] = {"count": str(count), "retmax": str(len(page)), "retstart": str(start)}
        if web:
            result |= {"querykey": key, "webenv": web}
        result |= {"idlist": list(page), "translationset": [], "querytranslation": listed.translation}
        if listed.not_found or messages:
            result["errorlist"] = {"phrasesnotfound": list(listed.not_found), "fieldsnotfound": []}
            result["warninglist"] = {"phrasesignored": [], "quotedphrasesnotfound": [], "outputmessages": list(messages)}
        return _json({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result})
    body = (
        f"<Count>{count}</Count><RetMax>{len(page)}</RetMax><RetStart>{start}</RetStart>{tag('QueryKey', key)}{tag('WebEnv', web)}"
        f"<IdList>\n{''.join(f'<Id>{pmid}</Id>{chr(10)}' for pmid in page)}</IdList><TranslationSet/>"
        f"<QueryTranslation>{escaped(listed.translation)}</QueryTranslation>"
        f"{group('ErrorList', (tag('PhraseNotFound', each) for each in listed.not_found))}"
    )
    return _xml("eSearchResult", body + group("WarningList", (tag("OutputMessage", each) for each in messages)))


def efetch(desk: Desk, asked: Asked) -> Reply:
    try:
        _pubmed(asked["db"])
        wanted = _wanted(desk, asked)
    except Refused as error:
        return _error("eFetchResult", str(error), error.status)
    kind, mode = asked["rettype"].lower(), asked["retmode"].lower()
    found = desk.held.records(wanted)
    if kind == "uilist":
        have = [each.pmid for each in found]
        if mode == "xml":
            return _xml("IdList", "".join(f"<Id>{pmid}</Id>\n" for pmid in have))
        return Reply(200, TEXT, "".join(f"{pmid}\n" for pmid in have).encode())
    if kind == "medline":
        return Reply(200, TEXT, texts.medline(found))
    if mode == "text":
        return Reply(200, TEXT, texts.abstracts(found))
    return Reply(200, XML, article.document(found))


def esummary(desk: Desk, asked: Asked) -> Reply:
    as_json = asked["retmode"] == "json"
    try:
        _pubmed(asked["db"])
        wanted = _wanted(desk, asked)
        if as_json and len(wanted) > 500:
            raise Refused("Too many UIDs in request. Maximum number of UIDs is 500 for JSON format output.")
    except Refused as error:
        if as_json:
            return _json({"header": {"type": "esummary", "version": "0.3"}, "esummaryresult": [str(error)]})
        return _error("eSummaryResult", str(error), 200)
    found = {each.pmid: each for each in desk.held.records(wanted)}
    if as_json:
        return _json(summaries.as_json(wanted, found))
    if asked["version"] == "2.0":
        return Reply(200, XML, summaries.second(wanted, found))
    return Reply(200, XML, summaries.first(wanted, found))


def epost(desk: Desk, asked: Asked) -> Reply:
    try:
        _pubmed(asked["db"])
        ids = asked.ids()
        if not ids:
            raise Refused("Wrong UID list: no number in it", 400)
        given = [each for part in asked.id_groups() for each in part]
        wrong = dict.fromkeys(each for each in given if not each.isdigit())
        query = " OR ".join(f"{pmid}[uid]" for pmid in ids)
        web, key = desk.history.add(Step(ids, query), asked["WebEnv"])
    except Refused as error:
        return _error("ePostResult", str(error), error.status)
    invalid = group("InvalidIdList", (tag("Id", each) for each in wrong))
    return _xml("ePostResult", f"{invalid}<QueryKey>{key}</QueryKey><WebEnv>{web}</WebEnv>")


def elink(desk: Desk, asked: Asked) -> Reply:
    """Similar articles, references and what cites; for each ``id`` parameter one set, as NCBI does."""
    try:
        _pubmed(asked["dbfrom"] or "pubmed")
        _pubmed(asked["db"] or "pubmed")
        groups = asked.id_groups()
        if asked["WebEnv"] and asked["query_key"]:
            groups = (desk.history.step(asked["WebEnv"], asked["query_key"]).pmids[:200],)
        if not groups:
            raise Refused("Empty id list - nothing todo")
    except Refused as error:
        return _error("eLinkResult", str(error), 200)
    scored = asked["cmd"] in ("neighbor_score", "neighborscore")
    wanted = [name for name, _, _ in _LINKS if asked["linkname"] in ("", name)]
    sets = []
    for ids in groups:
        plain = Asked([("id", ",".join(ids))]).ids()
        databases = []
        for name in wanted:
            found = desk.held.linked(plain, name)
            links = (group("Link", (tag("Id", pmid), tag("Score", str(score)) if scored else "")) for pmid, score in found)
            databases.append(group("LinkSetDb", (tag("DbTo", "pubmed"), tag("LinkName", name), *links)) if found else "")
        listed = group("IdList", (tag("Id", pmid) for pmid in plain))
        sets.append(group("LinkSet", (tag("DbFrom", "pubmed"), listed, *databases)))
    if asked["retmode"] == "json":
        return _json(_links_as_json(desk, groups, wanted, scored))
    return _xml("eLinkResult", "".join(sets))


def _links_as_json(desk: Desk, groups: Sequence[Sequence[str]], wanted: Sequence[str], scored: bool) -> dict[str, Any]:
    sets = []
    for ids in groups:
        plain = Asked([("id", ",".join(ids))]).ids()
        databases = []
        for name in wanted:
            if found := desk.held.linked(plain, name):
                links = [{"id": pmid, "score": score} for pmid, score in found] if scored else [pmid for pmid, _ in found]
                databases.append({"dbto": "pubmed", "linkname": name, "links": links})
        sets.append({"dbfrom": "pubmed", "ids": list(plain), "linksetdbs": databases})
    return {"header": {"type": "elink", "version": "0.3"}, "linksets": sets}


def einfo(desk: Desk, asked: Asked) -> Reply:
    if not asked["db"]:
        if asked["retmode"] == "json":
            return _json({"header": {"type": "einfo", "version": "0.3"}, "einforesult": {"dblist": ["pubmed"]}})
        return _xml("eInfoResult", "<DbList><DbName>pubmed</DbName></DbList>")
    try:
        _pubmed(asked["db"])
    except Refused as error:
        return _error("eInfoResult", str(error), 200)
    count, digest = desk.held.state()
    facts = {
        "DbName": "pubmed",
        "MenuName": "PubMed",
        "Description": "Citations of a local library, from PubMed",
        "DbBuild": digest,
        "Count": str(count),
        "LastUpdate": "",
    }
    if asked["retmode"] == "json":
        fields = [{"name": name, "fullname": full, "description": words} for name, full, words in _FIELDS]
        info = {name.lower(): value for name, value in facts.items()} | {"fieldlist": fields}
        return _json({"header": {"type": "einfo", "version": "0.3"}, "einforesult": {"dbinfo": [info]}})
    fields_xml = (
        f"<Field><Name>{name}</Name><FullName>{full}</FullName><Description>{escaped(words)}</Description><TermCount/>"
        f"<IsDate>{'Y' if name == 'PDAT' else 'N'}</IsDate><IsNumerical>{'Y' if name == 'UID' else 'N'}</IsNumerical>"
        f"<SingleToken>N</SingleToken><Hierarchy>{'Y' if name in ('MESH', 'MAJR') else 'N'}</Hierarchy><IsHidden>N</IsHidden></Field>"
        for name, full, words in _FIELDS
    )
    links = (
        f"<Link><Name>{name}</Name><Menu>{menu}</Menu><Description>{words}</Description><DbTo>pubmed</DbTo></Link>"
        for name, menu, words in _LINKS
    )
    inside = (
        *(f"<{name}>{escaped(value)}</{name}>" for name, value in facts.items()),
        group("FieldList", fields_xml),
        group("LinkList", links),
    )
    return _xml("eInfoResult", group("DbInfo", inside))


def espell(desk: Desk, asked: Asked) -> Reply:
    term = asked["term"]
    better = spelling.corrected(term, desk.held.has_word) if term else ""
    spelled = f"<SpelledQuery><Replaced>{escaped(better)}</Replaced></SpelledQuery>" if better else "<SpelledQuery/>"
    error = "<ERROR/>" if term else "<ERROR>Empty term</ERROR>"
    return _xml(
        "eSpellResult",
        f"<Database>pubmed</Database><Query>{escaped(term)}</Query><CorrectedQuery>{escaped(better)}</CorrectedQuery>{spelled}{error}",
    )


def ecitmatch(desk: Desk, asked: Asked) -> Reply:
    """Lines ``journal|year|volume|page|author|key|`` -> the same with the PMID, NOT_FOUND or AMBIGUOUS at the end."""
    lines = []
    for line in re.split(r"[\r\n]+", asked["bdata"]):
        if line.strip():
            parts = [part.strip() for part in (line.split("|") + [""] * 6)[:6]]
            found = desk.held.matching(*parts[:5])
            answer = found[0] if len(found) == 1 else f"AMBIGUOUS {','.join(found[:10])}" if found else "NOT_FOUND"
            lines.append("|".join((*parts, answer)))
    return Reply(200, TEXT, ("\n".join(lines) + "\n").encode())


UTILITIES: dict[str, Callable[[Desk, Asked], Reply]] = {
    "esearch.fcgi": esearch,
    "efetch.fcgi": efetch,
    "esummary.fcgi": esummary,
    "epost.fcgi": epost,
    "elink.fcgi": elink,
    "einfo.fcgi": einfo,
    "espell.fcgi": espell,
    "ecitmatch.cgi": ecitmatch,
}


def _pubmed(database: str) -> None:
    if database != "pubmed":
        raise Refused(f"Invalid db name specified: {database}" if database else "Database not specified")


def _term(desk: Desk, asked: Asked) -> str:
    """The query with its field, its dates and its references to earlier steps (#1) written out."""
    term = asked["term"]
    if not term:
        if asked["query_key"] and asked["WebEnv"]:
            return desk.history.step(asked["WebEnv"], asked["query_key"]).query
        raise Refused("Empty term and query_key - nothing todo")
    if asked["WebEnv"]:
        term = re.sub(r"#(\d+)", lambda found: f"({desk.history.step(asked['WebEnv'], found[1]).query})", term)
    if asked["field"] and "[" not in term:
        term = f"{term}[{asked['field']}]"
    if days := asked.days(datetime.now(UTC).date()):
        kind = _DATES.get(asked["datetype"] or "pdat")
        if kind is None:
            raise Refused(f"Invalid datetype: {asked['datetype'][:20]}")
        term = f'({term}) AND ("{days[0]}"[{kind}] : "{days[1]}"[{kind}])'
    return term


def _wanted(desk: Desk, asked: Asked) -> tuple[str, ...]:
    """The PMIDs that are asked for, by id or from the history, cut to the page."""
    start, most = asked.number("retstart", 0), min(asked.number("retmax", MOST_FETCHED), MOST_FETCHED)
    if asked["WebEnv"] and not asked.id_groups():
        return desk.history.step(asked["WebEnv"], asked["query_key"]).pmids[start : start + most]
    ids = asked.ids()
    if not ids:
        raise Refused("ID list is empty! Possibly it has no correct IDs.", 400)
    return ids[start : start + most]


def _xml(root: str, inside: str, status: int = 200) -> Reply:
    public, system = _HEADS[root]
    head = f'<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE {root} PUBLIC "-//NLM//DTD {public}//EN" "{system}">\n'
    return Reply(status, XML, f"{head}<{root}>{inside}</{root}>\n".encode())


def _error(root: str, message: str, status: int) -> Reply:
    return _xml(root, f"\n\t<ERROR>{escaped(message)}</ERROR>\n", status)


def _json(document: dict[str, Any], status: int = 200) -> Reply:
    return Reply(status, JSON, json.dumps(document, ensure_ascii=False).encode())
