"""Articles on their way to the sign-off: how far each is, how far two reviewers agree, and the signature that locks it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from evidence.review import Agreement
from evidence.review.queues import Queue
from pages.parts import cards, frame, people_desk, signin, state, table, wiring, words
from pages.parts.markup import Markup, join, tag
from pages.parts.review_queues import SIGNING, Asked
from pages.parts.signs import Sign
from pages.parts.table import Column, Row
from pages.parts.wiring import Desk

READY = Sign("draw", "waits for sign-off", "active")
OPEN = Sign("hourglass_top", "in review", "pending")
APART = Sign("difference", "disagreements", "contradicted")
SIGNED = Sign("lock", "signed, locked", "supported")
_PAD = "text-align: left; font-weight: 400; padding: .25rem 1.2rem .25rem 0"
MOVED = Sign("history", "signed, audited anew since", "mixed")


def show(asked: Asked, person: str) -> None:
    desks = wiring.store().desks()
    told = st.session_state.pop(state.TOLD, "")
    if told:
        cards.draw(cards.note("check", "active", tag("p", told)), role="status")
    chosen = next((desk for desk in desks if desk.article == asked.article), desks[0] if len(desks) == 1 else None)
    if len(desks) > 1:
        opened = _table(desks, asked.article or "")
        if opened and opened != asked.article:
            st.query_params.from_dict({state.VIEW: SIGNING, state.ARTICLE: opened})
            st.rerun()
    if chosen is None:
        cards.blank("draw", "Choose an article", "Its progress, the agreement of its reviewers and the signature stand here.")
        return
    with st.container(key=f"panel-desk-{chosen.article.partition(':')[2]}"):
        _desk(chosen, person)


def sign_of(desk: Desk) -> Sign:
    if desk.locked:
        return MOVED if desk.moved else SIGNED
    return APART if desk.disagreements else READY if desk.ready else OPEN


def _table(desks: Sequence[Desk], current: str) -> str | None:
    columns = (
        Column("title", "Article", "open"),
        Column("sign", "Stands", "sign", "14rem"),
        Column("decided", "Decided", "number", "8rem"),
        Column("due", "Due", "quiet", "7rem"),
    )
    rows = [
        Row(
            desk.article,
            {
                "title": {
                    "words": desk.title,
                    "under": words.listed((_people(desk), f"signed by {desk.signed_by}" if desk.locked else "")),
                },
                "sign": table.sign(sign_of(desk)),
                "decided": f"{desk.needed - desk.undecided - desk.disagreements} of {desk.needed}",
                "due": words.day(desk.due) if desk.due else "",
            },
        )
        for desk in desks
    ]
    return table.opened("Articles", columns, rows, key="desks", current=current)


def _people(desk: Desk) -> str:
    return "two reviewers, blind" if desk.reviewers == 2 else "one reviewer"


def _desk(desk: Desk, person: str) -> None:
    done = desk.needed - desk.undecided - desk.disagreements
    width = 100 * done / desk.needed if desk.needed else 100
    cards.draw(
        tag("h2", desk.title, cls="claim-words", dir="auto"),
        tag("div", cards.sign(sign_of(desk)), cards.chip(_people(desk), symbol="group"), cls="chips"),
        tag(
            "p",
            f"{done} of {words.count(desk.needed, 'claim')} that need a decision are decided, ",
            f"{words.count(desk.disagreements, 'disagreement')}.",
        ),
        tag("div", tag("div", style=f"width: {width:.0f}%"), cls="meter", aria_hidden="true"),
    )
    with st.container(horizontal=True):
        if st.button("Open the article", icon=":material/chrome_reader_mode:", key="desk.open"):
            frame.to_article(desk.run)
        if desk.disagreements and st.button("Show the disagreements", icon=":material/difference:", key="desk.apart"):
            st.query_params.from_dict({state.VIEW: Queue.DISAGREEMENTS.value, state.ARTICLE: desk.article})
            st.rerun()
    if not desk.locked:
        _reviewers(desk, person)
    agreement(wiring.store().agreement(desk.article))
    if desk.locked:
        _locked(desk, person)
    else:
        _sign(desk, person)


def _reviewers(desk: Desk, person: str) -> None:
    """One person or two; only before the first decision."""
    begun = any(one.hidden or one.decisions for one in wiring.reviewed(desk.article, "").values())
    if begun:
        return
    two = desk.reviewers == 2
    label = "Let one person review each claim" if two else "Let two people review each claim, blind"
    if st.button(label, icon=":material/group:", key="desk.reviewers"):
        with frame.told() as refused:
            wiring.store().set_reviewers(desk.article, 1 if two else 2, by=person)
        if not refused:
            st.rerun()


def agreement(found: Sequence[Agreement]) -> None:
    """How far two people agreed before they saw each other's decisions."""
    for one in found:
        kappa = "no value: both always said the same word" if one.kappa is None else f"{one.kappa:.2f}"
        said = dict.fromkeys(word for first, second, _ in one.table for word in (first, second))
        words_ = sorted(said, key=lambda word: ("approve", "approve with changes", "reject").index(word))
        cells = {(first, second): number for first, second, number in one.table}
        first, second = one.people
        head = tag(
            "tr",
            tag("th", f"{first} (down), {second} (across)", scope="col", style=_PAD),
            *(tag("th", word, scope="col", style=_PAD) for word in words_),
        )
        body = join(
            *(
                tag("tr", tag("th", row, scope="row", style=_PAD), *(_cell(cells.get((row, col), 0), row == col) for col in words_))
                for row in words_
            )
        )
        cards.draw(
            tag("p", "Agreement before they saw each other's decisions", cls="over"),
            tag(
                "p",
                tag("b", f"{one.agreed} of {words.count(one.claims, 'claim')}, {one.percent:.0f} %"),
                " · Cohen's kappa ",
                tag("b", kappa),
            ),
            tag("table", head, body, cls="agreement"),
            cls="section",
        )


def _cell(number: int, same: bool) -> Markup:
    return tag("td", tag("b", number) if same and number else number or "–", style=_PAD)


def _sign(desk: Desk, person: str) -> None:
    cards.draw(
        tag("h3", "Sign off", cls="over"),
        tag("p", "The signature names the audit, the text and every decision by their hashes, and locks the article.", cls="small quiet"),
    )
    if desk.disagreements:
        cards.draw(
            cards.note(
                "difference",
                "mixed",
                tag("p", f"{words.count(desk.disagreements, 'disagreement')} must be settled before anybody can sign."),
            )
        )
        return
    with st.form(f"sign.{desk.article}", border=False):
        typed = person if signin.configured() else st.text_input("Your name is your signature", max_chars=120, key="sign.name")
        reason = st.text_input("Reason", max_chars=500, placeholder="reviewed for publication", key="sign.reason")
        leave = (
            st.checkbox(f"Sign although {words.count(desk.undecided, 'claim')} stand undecided", key="sign.leave")
            if desk.undecided
            else True
        )
        if st.form_submit_button("Sign off and lock", type="primary", icon=":material/draw:"):
            with frame.told() as refused:
                left = desk.undecided if leave else 0
                wiring.store().sign(desk.run, by=typed, reason=reason, undecided=left, signed_in_at=signin.at())
            if not refused:
                st.session_state[state.PERSON] = people_desk.who() or typed.strip()
                st.session_state[state.TOLD] = f"Signed by {typed.strip()}. The article is locked."
                st.rerun()
    if signin.configured():
        signin.again()


def _locked(desk: Desk, person: str) -> None:
    signing = wiring.store().signing(desk.article)
    rows = (
        ("Signed by", signing.by),
        ("When", words.when(signing.at)),
        ("Reason", signing.reason),
        ("Audit", signing.run),
        ("Text", f"sha256:{signing.sha256}"),
        ("Review", signing.digest),
    )
    cards.draw(
        cards.note("lock", "supported", tag("p", tag("b", "Signed off and locked. "), "Nothing is written to it until it is unlocked.")),
        tag("dl", *(join(tag("dt", name), tag("dd", said)) for name, said in rows), cls="facts"),
        cards.note("history", "mixed", tag("p", "The article was audited anew since; the signature holds for the audit named here."))
        if desk.moved
        else "",
    )
    with st.popover("Unlock", icon=":material/lock_open:"), st.form(f"unlock.{desk.article}", border=False):
        by = person if signin.configured() else st.text_input("Your name", value=person, max_chars=120, key="unlock.name")
        reason = st.text_input("Reason", max_chars=500, placeholder="kept in the log", key="unlock.reason")
        if st.form_submit_button("Unlock"):
            with frame.told() as refused:
                wiring.store().unlock(desk.article, by=by, reason=reason)
            if not refused:
                st.session_state[state.TOLD] = "The article is open again."
                st.rerun()
