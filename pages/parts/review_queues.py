"""The queues: which one the address names, its claims, and laying several of them on somebody's desk at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from evidence.model import Risk
from evidence.review import Decided, Standing
from evidence.review.queues import Queue, Waiting
from pages.parts import address, cards, frame, lists, review_signs, signs, state, table, wiring, words
from pages.parts.markup import tag
from pages.parts.table import Column, Row

ROWS = 100
SIGNING = "sign-off"
VIEWS = (*(queue.value for queue in Queue), SIGNING)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    view: str
    article: str | None


def ask(person: str) -> Asked:
    """The queues with their numbers; who has typed a name begins with his own."""
    titles = {one.key: one.title for one in wiring.store().articles() if one.latest}
    asked = Asked(
        address.one(state.VIEW, VIEWS) or (Queue.MINE.value if person else Queue.UNASSIGNED.value), address.one(state.ARTICLE, titles)
    )
    strange = address.strange({state.VIEW: VIEWS, state.ARTICLE: titles})
    if strange:
        cards.draw(
            cards.note("link_off", "failed", tag("p", tag("b", "Left out of the address: "), ", ".join(strange), ". Choose below.")),
            role="status",
        )
    numbers = {queue.value: wiring.store().queue(queue, person, 1)[1] for queue in Queue}
    numbers[SIGNING] = sum(desk.ready for desk in wiring.store().desks())
    known = {queue.value: sign for queue, sign in review_signs.QUEUES.items()} | {SIGNING: review_signs.SIGNING}
    st.pills(
        "Queue",
        list(VIEWS),
        label_visibility="collapsed",
        format_func=lambda one: f"{known[one].material} {known[one].word} **{numbers[one]}**",
        **address.bind(state.VIEW, asked.view, state.ARTICLE),
    )
    cards.draw(tag("p", known[asked.view].meaning, cls="quiet"))
    return asked


def show(asked: Asked, person: str) -> None:
    """The claims of a queue and the way to each; ids travel with the rows, never positions."""
    queue = Queue(asked.view)
    rows, total = wiring.store().queue(queue, person, ROWS, asked.article or "")
    if not rows:
        _nothing(queue, person)
    else:
        more = f", the {len(rows)} most urgent of them shown" if total > len(rows) else ""
        cards.draw(f"{words.count(total, 'claim')}{more}", cls="quiet small", role="status")
        opened = _disagreements(rows, person) if queue == Queue.DISAGREEMENTS else _claims(rows, queue)
        if opened:
            run, _, claim = opened.partition(" ")
            frame.to_claim(run, claim)
        if queue in (Queue.UNASSIGNED, Queue.MINE, Queue.STALE):
            _assign(rows, person, queue)
    _mentions(person)


def _nothing(queue: Queue, person: str) -> None:
    if queue == Queue.MINE and not person:
        cards.blank("person", "Whose desk?", "Type your name above; claims that are assigned to it lie here.")
    else:
        cards.blank("task_alt", review_signs.EMPTY[queue], review_signs.QUEUES[queue].meaning)


def _claims(rows: Sequence[Waiting], queue: Queue) -> str | None:
    columns = [
        Column("risk", "Risk", "sign", "8.5rem"),
        Column("claim", "Claim", "open"),
        Column("label", "Machine", "sign", "11.5rem"),
        Column("stands", "Review", "sign", "10.5rem"),
        Column("due", "Due", "quiet", "7rem"),
        *([] if queue == Queue.UNASSIGNED else [Column("desk", "With", "quiet", "9rem")]),
    ]
    return table.opened(
        f"Queue: {queue.value}", columns, [Row(f"{row.run} {row.claim}", _cells(row)) for row in rows], key=f"queue.{queue.value}"
    )


def _cells(row: Waiting) -> dict[str, object]:
    return {
        "risk": table.sign(signs.RISKS[Risk(row.risk)]),
        "claim": {
            "words": row.text,
            "under": words.listed((row.title, row.kind, "the machine's label has changed since" if row.outdated else "")),
        },
        "label": table.sign(lists.sign_of(row.state, row.label, row.reason)),
        "stands": table.sign(review_signs.stands(row)),
        "due": f"{words.day(row.due)}{', overdue' if row.due < date.today().isoformat() else ''}" if row.due else "",
        "desk": ", ".join(row.assigned),
    }


def _disagreements(rows: Sequence[Waiting], person: str) -> str | None:
    """What each of the two said, side by side."""
    columns = (
        Column("risk", "Risk", "sign", "8.5rem"),
        Column("claim", "Claim, to be settled", "open"),
        Column("one", "One reviewer", "quiet", "15rem"),
        Column("other", "The other", "quiet", "15rem"),
    )
    standings: dict[str, Standing] = {}
    for article in dict.fromkeys(row.article for row in rows):
        standings |= wiring.reviewed(article, person)
    made = []
    for row in rows:
        said = [_said(one.by, one.content, one.reason) for one in standings[row.claim].decisions if isinstance(one.content, Decided)]
        made.append(Row(f"{row.run} {row.claim}", _cells(row) | {"one": said[0], "other": said[1]}))
    return table.opened("Disagreements", columns, made, key="queue.disagreements")


def _said(by: str, said: Decided, reason: str) -> str:
    codes = ", ".join(code.value for code in said.codes)
    return f"{by}: " + words.listed((said.decision.value, codes, f"label {said.label.value}" if said.label else "", reason))


def _assign(rows: Sequence[Waiting], person: str, queue: Queue) -> None:
    """Several claims onto one desk or two; the form holds ids."""
    texts = {row.claim: row.text for row in rows}
    with st.expander("Assign claims", icon=":material/assignment_ind:"), st.form(f"assign.{queue.value}", border=False):
        everything = st.checkbox(f"All {len(rows)} shown", key=f"assign.all.{queue.value}")
        chosen = st.multiselect(
            "Or these claims", list(texts), format_func=texts.__getitem__, placeholder="choose claims", key=f"assign.claims.{queue.value}"
        )
        left, right, third = st.columns(3)
        names = left.text_input("To", placeholder="one name, or two with a comma", key=f"assign.to.{queue.value}")
        due = right.date_input("Due", value=None, min_value=date.today(), key=f"assign.due.{queue.value}")
        reason = third.text_input("Reason", max_chars=500, placeholder="kept in the log", key=f"assign.reason.{queue.value}")
        if st.form_submit_button("Assign", type="primary"):
            with frame.told():
                to = [name.strip() for name in names.split(",")]
                day = due.isoformat() if isinstance(due, date) else ""
                claims = list(texts) if everything else chosen
                number = wiring.store().assign(claims, to, by=person, due=day, reason=reason)
                st.session_state[state.TOLD] = f"{words.count(number, 'claim')} assigned to {names or 'nobody'}."
                st.rerun()
    told = st.session_state.pop(state.TOLD, "")
    if told:
        cards.draw(cards.note("check", "active", tag("p", told)), role="status")


def _mentions(person: str) -> None:
    found = wiring.store().mentions(person) if person else ()
    if not found:
        return
    frame.section("You were mentioned", "Comments that name you with an @, newest first.")
    newest = {one.key: one.latest.run for one in wiring.store().articles() if one.latest}
    columns = (Column("text", "Comment", "open"), Column("by", "By", "quiet", "9rem"), Column("at", "When", "quiet", "10rem"))
    rows = [
        Row(
            f"{newest.get(one.article, '')} {one.subject} {one.number}",
            {"text": {"words": one.content.text}, "by": one.by, "at": words.when(one.at)},
        )
        for one in found[:20]
        if one.content is not None and hasattr(one.content, "text")
    ]
    opened = table.opened("Mentions", columns, rows, key="mentions")
    if opened:
        run, claim, _ = opened.split(" ")
        frame.to_claim(run, claim)
