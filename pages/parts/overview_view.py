"""The Overview's drawings: what needs attention, the articles, the pictures, and what a newcomer sees."""

from __future__ import annotations

import streamlit as st

from evidence import tables
from evidence.model import Label, State
from pages.parts import cards, figures, frame, lists, signs, state, words
from pages.parts.markup import tag
from pages.parts.signs import Sign
from pages.parts.wiring import Overview

GROUPS: tuple[tuple[str, Sign, str, str], ...] = (
    ("contradicted", signs.CONTRADICTED, "High-risk claims against which direct evidence speaks", "contradicted"),
    ("unsourced", signs.LABELS[Label.UNSOURCED], "High-risk claims that nothing found takes a stand on", "unsourced"),
    ("search_failed", signs.STATES[State.SEARCH_FAILED], "Claims whose source did not answer: not judged at all", "search_failed"),
)


def newcomer() -> None:
    """Nothing audited yet: how it goes, and the two ways to begin."""
    cards.steps(
        ("upload_file", "Bring an article", "Paste it, upload it as text, Markdown, HTML, Word or PDF, or take one of the samples."),
        (
            "manage_search",
            "Every claim is searched",
            "Each checkable statement is found at its exact place and put to the library or to PubMed, for and against.",
        ),
        (
            "verified",
            "Read why",
            "Each claim is supported, mixed or unsourced, with the verbatim sentence that says so and where the study differs.",
        ),
    )
    st.space("small")
    with st.container(horizontal=True):
        frame.go("Audit an article", "pages/1_Audit.py", primary=True)
        frame.go("Try a sample", "pages/1_Audit.py", **{state.WAY: "sample"})
    st.space("small")
    cards.draw(
        tag("p", "What the three labels mean", cls="over"),
        *(tag("p", cards.sign(sign), " ", sign.meaning) for sign in signs.LABELS.values()),
        tag("p", "A failed search is never a label: it is shown apart, in words. The machine suggests; a person decides.", cls="quiet"),
        cls="panel",
    )


def attention(found: Overview) -> None:
    """What a person should look at first, each group with its number and the way to all of it."""
    frame.section("Needs attention", "Of the newest audit of every article.")
    for column, (name, sign, says, choice) in zip(st.columns(3, gap="small"), GROUPS, strict=True):
        page = found.attention[name]
        with column.container(key=f"group-{name}", height="stretch"):
            cards.draw(
                tag("p", f"{page.total:,}", cls="figure"),
                tag("p", cards.sign(sign)),
                tag("p", says, cls="quiet"),
                cls=f"stat tone-{sign.tone}",
            )
            risk = {} if name == "search_failed" else {state.RISK: "high"}
            if page.total:
                st.page_link(
                    "pages/3_Evidence.py",
                    label=f"Show {words.count(page.total, 'claim')}",
                    icon=":material/arrow_forward:",
                    query_params={state.LABEL: choice, **risk},
                )
    first = [row for name, *_ in GROUPS for row in found.attention[name].rows]
    if first:
        opened = lists.claims(first, key="attention", caption="Claims that need attention", detailed=False)
        if opened:
            frame.to_claim(*opened)
    else:
        cards.blank("task_alt", "Nothing is waiting", "No high-risk claim is unsourced or contradicted, and no search failed.")


def articles(found: Overview) -> None:
    frame.section("Articles")
    opened = lists.articles(found.articles, lists.tallies(found.labels), key="articles")
    if opened:
        frame.to_article(opened)


def pictures(found: Overview) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        frame.section("Labels by kind of claim")
        figures.labels(lists.by_kind(found.kinds), key="labels", first="Kind", says="How many claims of each kind carry which label.")
    with right:
        frame.section("Evidence by year and design")
        dated = tables.counts([row for row in found.evidence if row[0]], ("year", "design", "stance"))
        if dated.empty:
            cards.blank("scatter_plot", "No dated citation yet", "Once a search finds citations, they stand here by year and design.")
        else:
            figures.evidence(
                dated,
                key="evidence",
                says="Strongest design on top; the larger a mark, the more citations. One read for three claims counts three times.",
            )


def summary(found: Overview) -> str:
    """The line under the title."""
    audited = [article.latest for article in found.articles if article.latest]
    newest = max((audit.finished_at for audit in audited), default="")
    return words.listed(
        (
            words.count(len(audited), "article"),
            words.count(sum(audit.claims for audit in audited), "claim"),
            f"last audit {words.when(newest)}",
        )
    )
