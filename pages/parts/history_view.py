"""The log for people: filters that stand in the address, the events, the check of the chain, and the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from evidence.exports import log
from pages.parts import address, cards, frame, review_signs, state, table, wiring, words
from pages.parts.markup import tag
from pages.parts.table import Column, Row

ROWS, MOST = 50, 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    claim: str
    article: str | None
    person: str | None
    day: str
    kind: tuple[str, ...]
    page: int

    @property
    def filters(self) -> wiring.HistoryFilters:
        return wiring.HistoryFilters(self.claim, self.article or "", self.person or "", self.day, "", self.kind)


def ask() -> Asked:
    titles = {one.key: one.title for one in wiring.store().articles()}
    people, kinds = wiring.store().history_choices()
    said = address.text(state.DAY)
    asked = Asked(
        address.text(state.CLAIM),
        address.one(state.ARTICLE, titles),
        address.one(state.WHO, people),
        said if _day(said) else "",
        address.many(state.KIND, kinds),
        address.number(state.SHEET),
    )
    strange = [
        *address.strange({state.ARTICLE: titles, state.WHO: people, state.KIND: kinds}),
        *([f"{state.DAY}={said}"] if said and not asked.day else []),
    ]
    if strange:
        cards.draw(
            cards.note(
                "link_off",
                "failed",
                tag("p", tag("b", "Left out of the address: "), ", ".join(strange), ". Choose from the filters below."),
            ),
            role="status",
        )
    article, person, day, kind = st.container(key="filters").columns([1.6, 1, 0.9, 1.5], gap="small")
    article.selectbox(
        "Article",
        list(titles),
        index=None,
        placeholder="all",
        format_func=titles.__getitem__,
        **address.bind(state.ARTICLE, asked.article, state.SHEET),
    )
    person.selectbox("Person", list(people), index=None, placeholder="anybody", **address.bind(state.WHO, asked.person, state.SHEET))
    day.date_input("Day (UTC)", **address.bind(state.DAY, _day(asked.day), state.SHEET))
    kind.multiselect(
        "What",
        list(kinds),
        placeholder="anything",
        format_func=lambda one: review_signs.event(one).word,
        **address.bind(state.KIND, list(asked.kind), state.SHEET),
    )
    if asked.claim:
        with st.container(horizontal=True, vertical_alignment="center"):
            cards.draw(tag("p", cards.chip("one claim only", symbol="filter_alt"), " ", tag("code", asked.claim)))
            if st.button("All claims", icon=":material/close:", type="tertiary", key="history.claim"):
                st.query_params.pop(state.CLAIM, None)
                st.rerun()
    return asked


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def find(asked: Asked, person: str) -> Any:
    return wiring.store().history(asked.filters, person, ROWS, ROWS * (asked.page - 1))


def show(found: Any, asked: Asked, person: str) -> None:
    """The events, newest first; a row opens its claim or its article."""
    sheets = -(-found.total // ROWS)
    cards.draw(
        f"{words.count(found.total, 'event')}, newest first" + (f"; page {asked.page} of {sheets}" if sheets > 1 else ""),
        cls="quiet small",
        role="status",
    )
    columns = (
        Column("number", "Event", "number", "4rem"),
        Column("what", "What", "sign", "10.5rem"),
        Column("about", "About", "open"),
        Column("who", "Who and when", "quiet", "9rem"),
    )
    newest = {one.key: one.latest.run for one in wiring.store().articles() if one.latest}
    rows = []
    for line in found.lines:
        one = line.event
        claim = one.subject if line.text else ""
        under = words.listed((review_signs.told(one), one.reason, line.title if line.text else ""))
        about = {"words": line.text or line.title or one.subject, "under": under}
        cells = {
            "number": str(one.number),
            "what": table.sign(review_signs.event(one.kind)),
            "about": about,
            "who": f"{one.actor}, {words.when(one.at)}",
        }
        rows.append(Row(f"{newest.get(one.article, '')} {claim} {one.number}", cells))
    opened = table.opened("Events", columns, rows, key="history")
    if sheets > 1:
        st.pagination(sheets, **address.bind(state.SHEET, asked.page))
    if opened:
        run, claim, _ = opened.split(" ")
        if run and claim:
            frame.to_claim(run, claim)
        if run:
            frame.to_article(run)
    _files(found.total, asked, person)


def _files(total: int, asked: Asked, person: str) -> None:
    """The events that pass, as files; what two blind reviewers may not see of each other is not in them."""
    lines = wiring.store().history(asked.filters, person, MOST).lines
    with st.container(horizontal=True):
        for form, made, media in (("CSV", log.as_csv(lines), "text/csv"), ("JSON", log.as_json(lines), "application/json")):
            st.download_button(
                f"Download {form}", made, f"log.{form.lower()}", media, key=f"history.{form}", icon=":material/download:", on_click="ignore"
            )
    if total > MOST:
        cards.draw(f"The files hold the newest {MOST:,}; all of them: evidence review history --limit {total}", cls="small quiet")


def check() -> None:
    """Walks the whole chain and makes what stands anew, when asked to."""
    frame.section(
        "Is the log whole?",
        "Checks every hash from the first event on, then makes all that stands anew from it: decisions, roles, locks, signatures.",
    )
    if st.button("Check the log", icon=":material/verified_user:", key="history.check"):
        with frame.told():
            number = wiring.store().verify_log()
            claims, articles = wiring.store().check_all()
            last, head = wiring.store().log_head()
            cards.draw(
                cards.note(
                    "verified_user",
                    "supported",
                    tag(
                        "p",
                        tag("b", f"The log is whole: {words.count(number, 'event')}. "),
                        f"{words.count(claims, 'reviewed claim')} and {words.count(articles, 'signed article')} stand as it says.",
                    ),
                    tag("p", "Its head, to write down elsewhere: ", tag("code", f"{last}:{head}"), cls="small"),
                ),
                role="status",
            )
