"""The reading room: the article's text beside the chosen claim's card. One fragment, so that a click redraws nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from evidence.model import Audit, Finding
from pages.parts import article_view, beside, cards, citation_card, claim_card, frame, lists, signs, state, wiring, words
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


def choose(claim: str) -> None:
    """Puts a claim into the address: the one place that says which claim is open."""
    st.query_params[state.CLAIM] = claim


def leave() -> None:
    st.query_params.pop(state.CLAIM, None)


@st.fragment
def room(audit: Audit) -> None:
    """Filters, text and card. The address says which claim is open; filters only unmark, they never choose another claim."""
    shown = _filter(audit)
    hidden = frozenset(finding.claim.id for finding in audit.findings) - {finding.claim.id for finding in shown}
    claim = st.query_params.get(state.CLAIM, "")
    opened = next(((number, finding) for number, finding in enumerate(audit.findings, 1) if finding.claim.id == claim), None)
    with st.container(key="room"):
        left, right = st.columns([1.2, 1], gap="medium")
        with left.container(key="text"):
            article_view.text(audit.article, audit.findings, claim, key=f"text.{audit.run.id}", choose=choose, hidden=hidden)
        with right.container(key="card"):
            _steps(shown, audit.findings, claim)
            if opened is not None:
                _card(audit, *opened)
            else:
                if claim:
                    cards.draw(
                        cards.note(
                            "link_off",
                            "failed",
                            tag("p", "This audit holds no such claim. Choose one in the text, or another audit of the article above."),
                        )
                    )
                _summary(audit)


def _filter(audit: Audit) -> tuple[Finding, ...]:
    """Which claims are marked: all, or those whose signs were picked."""
    counted = {sign.word: (sign, number) for sign, number in lists.tally((signs.of(finding), 1) for finding in audit.findings)}
    if not counted:
        return ()
    with st.container(key="tools"):
        picked = st.pills(
            "Mark only",
            list(counted),
            selection_mode="multi",
            key=f"marks.{audit.run.id}",
            label_visibility="collapsed",
            format_func=lambda word: f"{counted[word][0].material} {word} **{counted[word][1]}**",
        )
    return tuple(finding for finding in audit.findings if not picked or signs.of(finding).word in picked)


def _steps(shown: Sequence[Finding], everything: Sequence[Finding], claim: str) -> None:
    """Back and forth through the marked claims, in the order of the text; J and K on the keyboard."""
    if not shown:
        return
    order = [finding.claim.id for finding in everything]
    ids = [finding.claim.id for finding in shown]
    here = order.index(claim) if claim in order else -1
    before = next((one for one in reversed(ids) if order.index(one) < here), None)
    after = next((one for one in ids if order.index(one) > here), None)
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        st.button(
            "Previous",
            icon=":material/arrow_upward:",
            shortcut="k",
            disabled=before is None,
            on_click=choose,
            args=(before,),
            key="previous",
        )
        st.button(
            "Next" if claim else "First claim",
            icon=":material/arrow_downward:",
            shortcut="j",
            disabled=after is None,
            on_click=choose,
            args=(after,),
            key="next",
        )
        if claim:
            place = f"{ids.index(claim) + 1} of {len(ids)}" if claim in ids else f"{len(ids)} marked"
            cards.draw(tag("span", place, cls="quiet small"))
            st.button("Close", icon=":material/close:", type="tertiary", on_click=leave, key="close")


def _card(audit: Audit, number: int, finding: Finding) -> None:
    parent = finding.claim.parent if finding.claim.rewritten else None
    claim_card.verdict(finding, number, audit.article.text[parent.start : parent.end].strip() if parent else "")
    claim_card.wording(finding)
    evidence, searches, parts = st.tabs(
        [f"Evidence ({len(finding.judgements)})", f"Searches ({len(finding.searches)})", "The claim in parts"]
    )
    with evidence, frame.told():
        claim_card.balance(finding)
        citation_card.citations(finding, wiring.citations(finding))
    with searches:
        claim_card.searches(finding.searches)
    with parts:
        claim_card.facts(finding)


def _summary(audit: Audit) -> None:
    """The article as a whole, when no claim is chosen."""
    if not audit.findings:
        cards.blank(
            "playlist_remove",
            "No checkable claim was found",
            "Questions, calls to action, biographies and reference lists are no claims. The whole text stands on the left.",
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
            "Lines under the text keep overlapping claims apart; click again to reach the next one. J and K walk through them.",
            cls="quiet small",
        ),
        cls="panel",
    )
