"""The Evidence page's questions: filters that stand in the address, and the page of claims that passes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from evidence.model import Kind, Risk, State
from pages.parts import address, cards, frame, lists, review_signs, signs, state, words
from pages.parts.markup import tag
from pages.parts.wiring import ArticleSummary, Page

ROWS = 25
LABELS = {
    **{label.value: sign for label, sign in signs.LABELS.items()},
    "contradicted": signs.CONTRADICTED,
    **{one.value: signs.STATES[one] for one in (State.SEARCH_FAILED, State.NOT_SEARCHED, State.NOT_CHECKABLE)},
    State.STALE.value: signs.STALE,
}
REVIEWS = {**review_signs.STATES, "disagreement": review_signs.APART}
LEVELS = {"1": "Level 1, best", "2": "Level 2", "3": "Level 3", "4": "Level 4", "5": "Level 5", "0": "No counted evidence"}
SORTS = {
    "risk": "Highest risk first",
    "label": "By label",
    "article": "By article",
    "kind": "By kind",
    "level": "Best level first",
    "finished_at": "Oldest audit first",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    words: str
    label: str | None
    kind: tuple[str, ...]
    risk: tuple[str, ...]
    level: tuple[int, ...]
    article: str | None
    sort: str
    page: int
    review: tuple[str, ...] = ()


def ask(articles: tuple[ArticleSummary, ...]) -> Asked:
    """Draws the filters; the address is their truth, so that the view can be sent to a colleague."""
    titles = {article.key: article.title for article in articles}
    kinds, risks = [kind.value for kind in Kind], [risk.value for risk in Risk]
    asked = Asked(
        address.text(state.TEXT),
        address.one(state.LABEL, LABELS),
        address.many(state.KIND, kinds),
        address.many(state.RISK, risks),
        tuple(map(int, address.many(state.LEVEL, LEVELS))),
        address.one(state.ARTICLE, titles),
        address.one(state.SORT, SORTS, "risk") or "risk",
        address.number(state.SHEET),
        address.many(state.REVIEW, REVIEWS),
    )
    _strange(
        {
            state.LABEL: LABELS,
            state.KIND: kinds,
            state.RISK: risks,
            state.LEVEL: LEVELS,
            state.ARTICLE: titles,
            state.SORT: SORTS,
            state.REVIEW: REVIEWS,
        }
    )
    st.pills(
        "Label",
        list(LABELS),
        label_visibility="collapsed",
        format_func=lambda one: f"{LABELS[one].material} {LABELS[one].word}",
        **address.bind(state.LABEL, asked.label, state.SHEET),
    )
    search, kind, risk, level, review, article, sort = st.container(key="filters").columns([1.3, 1, 0.9, 0.9, 1.1, 1.1, 1.1], gap="small")
    search.text_input(
        "Words in the claim",
        type="search",
        placeholder="all of these words",
        max_chars=200,
        **address.bind(state.TEXT, asked.words, state.SHEET),
    )
    kind.multiselect("Kind", kinds, placeholder="any", **address.bind(state.KIND, list(asked.kind), state.SHEET))
    risk.multiselect("Risk", risks, placeholder="any", **address.bind(state.RISK, list(asked.risk), state.SHEET))
    level.multiselect(
        "Best level",
        list(LEVELS),
        placeholder="any",
        format_func=LEVELS.__getitem__,
        **address.bind(state.LEVEL, [str(one) for one in asked.level], state.SHEET),
    )
    review.multiselect(
        "Review",
        list(REVIEWS),
        placeholder="any",
        format_func=lambda one: REVIEWS[one].word,
        **address.bind(state.REVIEW, list(asked.review), state.SHEET),
    )
    article.selectbox(
        "Article",
        list(titles),
        index=None,
        placeholder="all",
        format_func=titles.__getitem__,
        **address.bind(state.ARTICLE, asked.article, state.SHEET),
    )
    sort.selectbox("Order", list(SORTS), format_func=SORTS.__getitem__, **address.bind(state.SORT, asked.sort, state.SHEET))
    return asked


def _strange(offered: dict[str, Iterable[str]]) -> None:
    """Says what of the address was left out; nonsense is never taken for "all"."""
    unknown = address.strange(offered)
    if unknown:
        cards.draw(
            cards.note(
                "link_off",
                "failed",
                tag("p", tag("b", "Left out of the address: "), ", ".join(unknown), ". Choose from the filters below."),
            ),
            role="status",
        )


def show(found: Page, asked: Asked) -> None:
    """The claims that pass, a page of them, and the way to each; ids travel with the rows, never positions."""
    if not found.total:
        cards.blank("filter_alt_off", "No claim passes these filters", "Take a filter away, or search for fewer words.")
        return
    if not found.rows:
        cards.blank(
            "last_page",
            "This page lies behind the last one",
            f"{words.count(found.total, 'claim')} pass the filters. Change a filter to begin at the first page.",
        )
        return
    sheets = -(-found.total // ROWS)
    start = ROWS * (asked.page - 1)
    cards.draw(f"{words.count(found.total, 'claim')}, shown {start + 1:,} to {start + len(found.rows):,}", cls="quiet small", role="status")
    opened = lists.claims(found.rows, key="claims", caption="Claims of the newest audits")
    if sheets > 1:
        st.pagination(sheets, **address.bind(state.SHEET, asked.page))
    if opened:
        frame.to_claim(*opened)
