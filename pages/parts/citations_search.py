"""Searching for records in PubMed's own syntax: the question, how it was read, the hits a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import streamlit as st

from evidence.catalogue import ROWS, Line, Listing
from evidence.model import Citation, Design, LibraryState, PublicationStatus
from pages.parts import address, cards, frame, look, signs, state, table, words
from pages.parts.markup import Markup, join, tag
from pages.parts.table import Column, Row

SEARCH, ALARMS = "search", "alarms"
SOURCES = {"library": "Local library", "pubmed": "PubMed, live"}
SORTS = {"relevance": "Best match first", "date": "Newest first"}
EXAMPLES = (
    ("Words, as you would type them", "ketamine fatigue"),
    ("A heading and a kind of study", '"Fatigue Syndrome, Chronic"[mh] AND randomized controlled trial[pt]'),
    ("Words near each other in title or abstract", '"ketamine depression"[tiab:~5]'),
)
MOST_WARNINGS, LONG = 4, 260


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. ``audit`` and ``claim``: the record of their searches; ``pmid``: one record."""

    words: str
    source: str
    sort: str
    page: int
    view: str
    pmid: str
    audit: str
    claim: str


def address_of() -> Asked:
    """Reads the address; what nobody offers is said, never taken for something else."""
    offered = {state.SOURCE: SOURCES, state.SORT: SORTS, state.VIEW: (SEARCH, ALARMS)}
    unknown = address.strange(offered)
    if unknown:
        said = tag("p", tag("b", "Left out of the address: "), ", ".join(unknown), ". Choose from what is offered below.")
        cards.draw(cards.note("link_off", "failed", said), role="status")
    return Asked(
        address.text(state.TEXT),
        address.one(state.SOURCE, SOURCES, "library") or "library",
        address.one(state.SORT, SORTS, "relevance") or "relevance",
        address.number(state.SHEET),
        address.one(state.VIEW, (SEARCH, ALARMS), SEARCH) or SEARCH,
        address.text(state.PMID),
        address.text(state.AUDIT),
        address.text(state.CLAIM),
    )


def dress() -> None:
    """What this page alone wears, on top of the common look."""
    st.html(f"<style>{look.asset('citations.css')}</style>")


def head(alarms: int, library: LibraryState) -> None:
    """The title, and the way between search and alarms."""
    frame.heading(
        "Citations", f"PubMed records: search, read, see where each is used. {words.count(library.records, 'record')} stand in the library."
    )
    names = {SEARCH: ":material/search: Search", ALARMS: f":material/notifications: Alarms **{alarms:,}**"}
    view = address.one(state.VIEW, names, SEARCH)
    st.segmented_control(
        "What to see",
        list(names),
        required=True,
        label_visibility="collapsed",
        format_func=names.__getitem__,
        **address.bind(state.VIEW, view),
    )


def ask(asked: Asked, who: str) -> None:
    """The question. ``who``: how PubMed is asked, in words."""
    query, source, sort = st.container(key="lookup").columns([3, 1.1, 1.1], gap="small", vertical_alignment="bottom")
    query.text_input(
        "Search, in PubMed's syntax",
        type="search",
        placeholder='words, "phrases", AND OR NOT, [mh] [tiab] [pt] [au] [dp] ...',
        max_chars=4000,
        **address.bind(state.TEXT, asked.words, state.SHEET),
    )
    source.selectbox("Where", list(SOURCES), format_func=SOURCES.__getitem__, **address.bind(state.SOURCE, asked.source, state.SHEET))
    sort.selectbox("Order", list(SORTS), format_func=SORTS.__getitem__, **address.bind(state.SORT, asked.sort, state.SHEET))
    if asked.source == "pubmed":
        cards.draw(who, " What PubMed sends is kept in the library.", cls="small quiet")


def show(asked: Asked, look: Callable[[str, str, str, int], Listing]) -> None:
    """The hits, or what to do where there are none."""
    if not asked.words.strip():
        _teach()
        return
    found = look(asked.words, asked.source, asked.sort, asked.page)
    _read(found)
    if not found.count:
        _none(found)
        return
    if not found.lines:
        cards.blank("last_page", "Nothing on this page", f"{words.count(found.count, 'record')} found; the last page lies before this one.")
    else:
        opened = hits(found.lines, key=f"hits.{found.page}", caption="Records found")
        if opened:
            open_record(opened)
    sheets = -(-found.reachable // ROWS)
    if sheets > 1:
        st.pagination(sheets, **address.bind(state.SHEET, min(found.page, sheets)))


def _read(found: Listing) -> None:
    """How many, where, when, and how the query was understood; warnings in a few lines."""
    start = ROWS * (found.page - 1)
    shown = f"shown {start + 1:,} to {start + len(found.lines):,}" if found.lines else ""
    said = words.listed((words.count(found.count, "record"), shown, signs.SOURCES.get(found.source, found.source), words.when(found.at)))
    reading = tag("pre", found.translation, cls="query") if found.translation else ""
    if found.translation and len(found.translation) > LONG:
        reading = tag("details", tag("summary", "How the query was understood"), reading)
    elif found.translation:
        reading = join(tag("p", "Understood as", cls="small quiet"), reading)
    few, more = found.warnings[:MOST_WARNINGS], len(found.warnings) - MOST_WARNINGS
    lines = [tag("p", warning) for warning in few] + ([tag("p", f"and {words.count(more, 'more remark')}.")] if more > 0 else [])
    cards.draw(
        tag("p", said, cls="small quiet", role="status"),
        reading,
        cards.note("warning", "mixed", *lines) if lines else "",
    )


def _none(found: Listing) -> None:
    where = "the local library, which holds a part of PubMed" if found.source == "library" else "PubMed"
    cards.blank("search_off", "No record found", f"The search ran and found nothing in {where}. Try fewer words, or another spelling.")
    with st.container(horizontal=True):
        if found.suggestion:
            frame.go(
                f"Search for: {found.suggestion[:120]}", PAGE, primary=True, **{state.TEXT: found.suggestion, state.SOURCE: found.source}
            )
        if found.source == "library":
            frame.go("Ask PubMed instead", PAGE, **{state.TEXT: found.query, state.SOURCE: "pubmed"})


PAGE = "pages/4_Citations.py"


def _teach() -> None:
    cards.blank(
        "manage_search",
        "Search as you would on PubMed",
        "The same words, headings, field tags and operators; best matches first. For example:",
    )
    for number, (what, query) in enumerate(EXAMPLES):
        with st.container(horizontal=True, vertical_alignment="center", key=f"example-{number}"):
            frame.go(query, PAGE, **{state.TEXT: query})
            cards.draw(what, cls="small quiet")


# ---------------------------------------------------------------- hits


def status_sign(status: PublicationStatus) -> signs.Sign:
    return signs.STATUSES[status]


def hits(lines: tuple[Line, ...], *, key: str, caption: str) -> str | None:
    """Records as rows with level (treatment row), status and how many claims were judged on them; the PMID that was opened, else None."""
    columns = (
        Column("title", "Record", "open"),
        Column("level", "Level", "quiet", "6rem"),
        Column("status", "Status", "sign", "11rem"),
        Column("used", "Claims", "number", "5rem"),
    )
    return table.opened(caption, columns, [_row(line) for line in lines], key=key)


def _row(line: Line) -> Row:
    record = line.record
    under = words.listed(
        (
            words.sentence(line.graded.design.value) if line.graded.design != Design.UNCLEAR else "",
            words.authors(record),
            record.iso_abbreviation or record.journal or record.book,
            str(record.year or ""),
            f"PMID {record.pmid}",
            "starter note, not the abstract" if record.note else "" if record.abstract else "no abstract",
        )
    )
    notice = signs.Sign("campaign", "notice about another", "unchecked")
    return Row(
        record.pmid,
        {
            "title": {"words": record.title or record.vernacular_title or f"PMID {record.pmid}, without a title", "under": under},
            "level": words.level(line.graded),
            "status": table.sign(
                notice if line.report.notice and line.report.status == PublicationStatus.CURRENT else status_sign(line.report.status)
            ),
            "used": f"{line.used:,}" if line.used else "–",
        },
    )


def open_record(pmid: str) -> None:
    """To one record, the search kept in the address for the way back."""
    kept = {key: st.query_params.get_all(key) for key in (state.TEXT, state.SOURCE, state.SORT, state.SHEET) if key in st.query_params}
    st.switch_page(PAGE, query_params={**kept, state.PMID: pmid})


def leave() -> None:
    """Out of a record or a sheet, back to the search."""
    for name in (state.PMID, state.AUDIT, state.CLAIM):
        st.query_params.pop(name, None)


def back() -> None:
    """The way back after a refusal; where PubMed did not answer, the same question to the library."""
    if st.query_params.get(state.SOURCE) == "pubmed" and state.PMID not in st.query_params:
        frame.go("Ask the local library instead", PAGE, primary=True, **{state.TEXT: st.query_params.get(state.TEXT, "")})
    frame.go("Back to the search", PAGE)


def links(record: Citation) -> Markup:
    """The ways to the paper itself."""
    places = [("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/{record.pmid}/")]
    if record.doi:
        places.append(("DOI", f"https://doi.org/{quote(record.doi, safe='/:;()._-')}"))
    if record.pmcid:
        places.append(("Full text in PMC", f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(record.pmcid)}/"))
    return tag("div", *(tag("a", name, href=href, target="_blank", rel="noopener noreferrer") for name, href in places), cls="links")


def link(pmid: str) -> Markup:
    """The record at PubMed."""
    return tag("a", f"PMID {pmid}", href=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/", target="_blank", rel="noopener noreferrer")
