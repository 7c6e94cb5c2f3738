"""What lies near a record: similar ones and those that cite it, in the library or asked of PubMed. Nothing is sent before it is chosen."""

from __future__ import annotations

import streamlit as st

from evidence.catalogue import Catalogue, Near
from pages.parts import cards, citations_search, frame, table
from pages.parts.markup import tag
from pages.parts.table import Column, Row

SIMILAR, CITING, LIVE, LIVE_CITING = "similar", "citing", "live", "live-citing"
WAYS = {
    SIMILAR: "Similar, in the library",
    CITING: "Cited in, in the library",
    LIVE: "Similar, PubMed live",
    LIVE_CITING: "Cited in, PubMed live",
}
ABOUT = {
    SIMILAR: "By words and headings in common, the closest first.",
    CITING: "Records of the library whose reference lists name this one.",
    LIVE: "PubMed's own similar articles.",
    LIVE_CITING: "Articles in PMC that cite this one, as PubMed knows them.",
}
NONE = {
    SIMILAR: "Nothing in the library is close to it.",
    CITING: "No reference list in the library names it. Most records come without their lists.",
    LIVE: "PubMed names no similar article.",
    LIVE_CITING: "PubMed knows no article in PMC that cites it.",
}


@st.fragment
def show(catalogue: Catalogue, pmid: str) -> None:
    with st.container(key=f"panel-links-{pmid}"):
        cards.draw(tag("h2", "What lies near it", cls="over"))
        way = st.pills("What to look for", list(WAYS), format_func=WAYS.__getitem__, label_visibility="collapsed", key=f"near.{pmid}")
        if way is None:
            cards.draw(tag("p", "Choose where to look. The live ones are sent to PubMed.", cls="small quiet"))
            return
        with frame.told(), st.spinner("Looking ..."):
            found = _found(catalogue, pmid, way)
            cards.draw(tag("p", ABOUT[way] if found else NONE[way], cls="small quiet", role="status"))
            _rows(found, f"near.{pmid}.{way}")


def _found(catalogue: Catalogue, pmid: str, way: str) -> tuple[Near, ...]:
    if way == SIMILAR:
        return catalogue.similar(pmid)
    if way == CITING:
        return catalogue.cites(pmid)
    return catalogue.linked_live(pmid, "pubmed_pubmed" if way == LIVE else "pubmed_pubmed_citedin")


def _rows(found: tuple[Near, ...], key: str) -> None:
    if not found:
        return
    rows = [Row(one.pmid, {"title": {"words": one.title or f"PMID {one.pmid}", "under": one.about}}) for one in found]
    opened = table.opened("Records near this one", (Column("title", "Record", "open"),), rows, key=key)
    if opened:
        citations_search.open_record(opened)
