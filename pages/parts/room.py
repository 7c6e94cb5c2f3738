"""The reading room: the article's text beside the bar and the open claim's card.

Text, bar and card are apart: the text is drawn once, and a click makes only bar and card anew (one fragment). The address says which
claim is open; filters unmark claims and never choose another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from evidence.model import Audit, Finding
from evidence.review import Standing
from pages.parts import (
    article_view,
    beside,
    cards,
    citation_card,
    claim_card,
    claim_dialogs,
    decision,
    emphasis,
    frame,
    lists,
    references_view,
    signs,
    state,
    wiring,
    words,
)
from pages.parts import bar as the_bar
from pages.parts.markup import tag
from pages.parts.wiring import AuditSummary


def which(audits: Sequence[AuditSummary]) -> str:
    """The run that the address names, else the newest."""
    return st.query_params.get(state.AUDIT) or audits[0].run


def head(audit: Audit, audits: Sequence[AuditSummary]) -> None:
    """Title, how it was audited, and the way to another article."""
    article, run = audit.article, audit.run
    records = f", {run.library.records:,} records" if run.source == "library" else ""
    title, other = st.columns([3, 1.15], gap="medium", vertical_alignment="bottom")
    with title:
        frame.heading(
            article.title,
            words.listed((article.source, words.day(article.date) if article.date else "", article.author)),
            words.listed(
                (
                    f"Audited {words.when(run.finished_at)}",
                    f"{signs.SOURCES.get(run.source, run.source)}{records}",
                    f"judge {run.judge}",
                    f"policy {run.policy}",
                )
            ),
        )
    known = {one.run: one for one in audits}
    if len(known) > 1:
        other.selectbox(
            "Another audit",
            list(known),
            index=list(known).index(run.id),
            key=f"which.{run.id}",
            format_func=lambda one: _named(known[one]),
            on_change=_go,
            args=(f"which.{run.id}",),
        )


def _named(audit: AuditSummary) -> str:
    return f"{audit.title}  ·  {words.when(audit.finished_at)}"


def _go(key: str) -> None:
    st.query_params.from_dict({state.AUDIT: st.session_state[key]})


def room(audit: Audit) -> None:
    """The whole room."""
    with st.container(key="room"):
        left, right = st.columns([1.2, 1], gap="medium")
        with left.container(key="text"):
            article_view.text(audit.article, audit.findings, key=f"text.{audit.run.id}")
            references_view.block(audit)
        with right.container(key="desk"):
            _desk(audit)


@st.fragment
def _desk(audit: Audit) -> None:
    """Bar and card: what a click makes anew."""
    if st.session_state.pop(state.ELSEWHERE, False):
        st.rerun()  # another article: the text must be drawn anew too
    claim = st.query_params.get(state.CLAIM, "")
    person = st.session_state.get(state.PERSON, "")
    stands = wiring.reviewed(audit.article.key, person)
    locked = wiring.store().signing(audit.article.key).locked
    the_bar.bar(audit, claim, stands, locked, lambda act: _done(audit, _seeing(act, stands)))
    opened = next(((number, finding) for number, finding in enumerate(audit.findings, 1) if finding.claim.id == claim), None)
    with st.container(key="card"):
        told = st.session_state.pop(state.TOLD, "")
        if told:
            cards.draw(cards.note("check", "active", tag("p", told)), role="status")
        if opened is not None:
            with st.container(key="drawer"):
                _card(audit, *opened, stands.get(claim, Standing(claim)), locked)
        else:
            if claim:
                _gone(audit, claim)
            _summary(audit)
    claim_dialogs.opened(audit, stands)


def _seeing(act: the_bar.Act, stands: Mapping[str, Standing]) -> the_bar.Act:
    """The click with the newest event on its claim as it was drawn: whoever wrote meanwhile is not overwritten."""
    return {**act, "seen": stands.get(str(act.get("claim")), Standing("")).number}


def _done(audit: Audit, act: the_bar.Act) -> None:
    """What a click does: the address for a claim or a filter, at once for an approval, else a dialog."""
    what = act.get("act")
    if what == "open":
        st.query_params[state.CLAIM] = str(act["claim"])
    elif what == "close":
        st.query_params.pop(state.CLAIM, None)
    elif what == "filter":
        the_bar.keep(act.get("filters", {}))
    elif what == "there":
        st.query_params.from_dict({state.AUDIT: str(act["value"]), state.CLAIM: str(act["claim"])})
        st.session_state[state.ELSEWHERE] = True
    elif what == "look":
        claim_dialogs.look(audit.run.id, str(act["claim"]))
    elif what in claim_dialogs.ACTS or what in decision.ACTS:
        decision.ask(audit, dict(act))


def _card(audit: Audit, number: int, finding: Finding, stands: Standing, locked: bool) -> None:
    claim, same = finding.claim, ()
    parent = claim.parent if claim.rewritten else None
    claim_card.verdict(finding, number, audit.article.text[parent.start : parent.end].strip() if parent else "")
    claim_card.made_of(audit, finding)
    claim_dialogs.looking(finding)
    with frame.told():
        same = wiring.same(claim, audit.article.key)
        if not stands.decided:
            claim_card.suggestion(same)
    decision.panel(finding, stands, locked)
    claim_card.wording(finding)
    events = wiring.told(claim_card.lineage(audit, claim.id), st.session_state.get(state.PERSON, ""))
    evidence, searches, parts, elsewhere, history = st.tabs(
        [
            f"Evidence ({len(finding.judgements)})",
            f"Searches ({len(finding.searches)})",
            "In parts",
            f"Elsewhere ({len(same)})" if same else "Elsewhere",
            f"History ({len(events)})" if events else "History",
        ]
    )
    with evidence, frame.told():
        claim_card.balance(finding)
        citation_card.citations(finding, wiring.citations(finding), decision.links(stands), locked)
    with searches:
        claim_card.searches(finding.searches)
    with parts:
        claim_card.facts(finding)
    with elsewhere:
        claim_card.elsewhere(same)
    with history:
        claim_card.history(events)


def _gone(audit: Audit, claim: str) -> None:
    """An address of a claim that does not stand: what came of it, or that there is none."""
    heirs = [finding for finding in audit.findings if claim in claim_card.lineage(audit, finding.claim.id)]
    dropped = claim_card.dropped(audit)
    if heirs:
        ways = (claim_card.act(emphasis.plain(one.claim.text), "open", claim=one.claim.id, symbol="arrow_forward") for one in heirs)
        cards.draw(cards.note("edit", "active", tag("p", "This claim was changed. What stands for it now:"), *ways))
    elif claim in dropped:
        cards.draw(cards.note("delete", "failed", tag("p", "This claim was dropped."), claim_card.dropped_line(dropped[claim])))
    else:
        said = "This audit holds no such claim. Choose one in the text, or another audit of the article above."
        cards.draw(cards.note("link_off", "failed", tag("p", said)))


def _summary(audit: Audit) -> None:
    """The article as a whole, when no claim is chosen."""
    if not audit.findings and not audit.edits:
        cards.blank(
            "playlist_remove",
            "No checkable claim was found",
            "Questions, calls to action, biographies and reference lists are no claims. Select words in the text to add one.",
        )
        return
    counted = lists.tally((signs.of(finding), 1) for finding in audit.findings)
    cards.draw(
        tag("p", words.count(len(audit.findings), "claim"), cls="claim-words"),
        cards.bar(counted),
        cls="panel",
    )
    cards.flags(audit.flags)
    beside.panel(audit)
    cards.draw(
        tag("p", "How to read the marks", cls="over"),
        *(tag("p", cards.sign(sign), " ", sign.meaning) for sign, _ in counted),
        tag(
            "p",
            "Lines under the text keep overlapping claims apart; click again to reach the next one. Select words to add a claim.",
            cls="quiet small",
        ),
        _keys(),
        cls="panel",
    )
    claim_card.edits_aside(audit)


KEYS: Mapping[str, str] = {
    "J": "next claim",
    "K": "previous",
    "N": "next undecided",
    "A": "approve",
    "Q": "open the next quote in its abstract",
    "F": "filters",
}


def _keys() -> object:
    return tag("p", *(part for key, what in KEYS.items() for part in (tag("kbd", key), f" {what}  ")), cls="quiet small keys")
