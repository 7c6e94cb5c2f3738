"""Deciding on a claim and on its citations: what stands, the buttons, and the dialog that asks for reasons.

Nothing is decided here: role, lock, what is missing and who was first are asked by the store in the transaction that writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from evidence.errors import Conflict
from evidence.model import Audit, Finding, Label, Stance
from evidence.review import Code, Comment, Decided, Decision, Entry, Linked, LinkState, Standing
from pages.parts import frame, signin, signs, state, wiring, words
from pages.parts.cards import act, chip, draw, icon, sign
from pages.parts.markup import Markup, tag

ACTS = {
    "approve": "Approve",
    "changes": "Approve with changes",
    "reject": "Reject the claim",
    "withdraw": "Withdraw the decision",
    "settle": "Settle the disagreement",
    "comment": "Comment",
    "take": "Accept the citation",
    "refuse": "Reject the citation",
    "reread": "Read the citation otherwise",
}
DONE = {
    "approve": "Approved; it stands in the log.",
    "changes": "Approved with changes; it stands in the log.",
    "reject": "The claim was rejected; it stands in the log.",
    "withdraw": "The decision was withdrawn; both stand in the log.",
    "settle": "The disagreement is settled; it stands in the log.",
    "comment": "The comment stands in the log.",
    "take": "The citation was accepted; it stands in the log.",
    "refuse": "The citation was rejected; it stands in the log.",
    "reread": "Your reading of the citation stands in the log, beside the machine's.",
}
DECISIONS = {"approve": Decision.APPROVE, "changes": Decision.CHANGES, "reject": Decision.REJECT, "withdraw": Decision.WITHDRAW}
DID = {
    Decision.APPROVE: "approved",
    Decision.CHANGES: "approved with changes",
    Decision.REJECT: "rejected",
    Decision.WITHDRAW: "withdrew the decision",
}
STATES = {
    "draft": ("pending", "pending", "not decided yet"),
    "in review": ("hourglass_top", "pending", "in review"),
    "approved": ("task_alt", "supported", "approved"),
    "approved with changes": ("published_with_changes", "mixed", "approved with changes"),
    "rejected": ("cancel", "contradicted", "rejected"),
    "withdrawn": ("undo", "pending", "withdrawn"),
}
AS_MACHINE = "as the machine read it"


def panel(finding: Finding, stands: Standing, locked: bool) -> None:
    """What stands on the claim and what may be done."""
    claim = finding.claim.id
    symbol, tone, word = STATES[stands.state]
    overruled = stands.label is not None and stands.label != finding.label
    head = tag(
        "div",
        tag("span", icon(symbol), word, cls=f"sign tone-{tone}"),
        tag("span", "Reviewer's label ", cls="small quiet") if overruled else "",
        sign(signs.LABELS[stands.label]) if overruled and stands.label else "",
        chip(f"assigned to {', '.join(stands.assigned.to)}") if stands.assigned.to else "",
        chip(f"due {words.day(stands.assigned.due)}") if stands.assigned.due else "",
        cls="row",
    )
    if locked:
        buttons = tag(
            "p", icon("lock"), " The article is signed off: nothing of it can be changed until it is unlocked.", cls="small quiet"
        )
    else:
        mine = stands.of(st.session_state.get(state.PERSON, ""))
        buttons = tag(
            "div",
            act("Approve", "approve", symbol="check", claim=claim, cls="main"),
            act("With changes", "changes", symbol="published_with_changes", claim=claim),
            act("Reject", "reject", symbol="close", claim=claim),
            act("Settle", "settle", symbol="gavel", claim=claim) if stands.disagreement else "",
            act("Withdraw", "withdraw", symbol="undo", claim=claim) if mine else "",
            act("Comment", "comment", symbol="chat_bubble", claim=claim),
            cls="acts",
        )
    draw(
        tag("p", "Review", cls="over"),
        head,
        *(_decision(one) for one in stands.decisions),
        _decision(stands.settled) if stands.settled else "",
        tag("p", icon("difference"), " Two reviewers disagree; somebody else has to settle it.", cls="small")
        if stands.disagreement
        else "",
        tag("p", f"{words.count(stands.hidden, 'person has', 'people have')} decided; shown when both have.", cls="small quiet")
        if stands.hidden
        else "",
        *(_comment(one) for one in stands.comments),
        buttons,
        cls="panel review",
    )


def _decision(one: Entry) -> Markup:
    said = one.content if isinstance(one.content, Decided) else Decided(Decision.WITHDRAW)
    codes = ", ".join(code.value for code in said.codes)
    return tag(
        "div",
        tag("p", tag("b", one.by), f" {DID[said.decision]}", tag("span", f", {words.when(one.at)}", cls="quiet"), cls="small"),
        tag("p", words.listed((codes, one.reason)), cls="small quiet", dir="auto") if codes or one.reason else "",
        tag("p", "Words that would pass: ", tag("span", said.wording, cls="serif"), cls="small", dir="auto") if said.wording else "",
        cls="entry",
    )


def _comment(one: Entry) -> Markup:
    said = one.content.text if isinstance(one.content, Comment) else ""
    return tag(
        "div",
        tag("p", icon("chat_bubble"), " ", tag("b", one.by), tag("span", f", {words.when(one.at)}", cls="quiet"), cls="small"),
        tag("p", said, cls="small", dir="auto"),
        cls="entry",
    )


def links(stands: Standing) -> dict[str, Entry]:
    """The last word on each citation, by PMID."""
    return {one.content.pmid: one for one in stands.links if isinstance(one.content, Linked)}


# ---------------------------------------------------------------- asking


def ask(audit: Audit, act_: Mapping[str, Any]) -> None:
    """Approving and accepting are done at once by somebody who is known; everything else opens its dialog."""
    person = st.session_state.get(state.PERSON, "")
    if person and act_["act"] in ("approve", "take"):
        with frame.kept() as refused:
            _write(audit, act_, person, act_.get("seen"))
        if not refused:
            return
    st.session_state[state.ASKED] = dict(act_)


def form(audit: Audit, asked: Mapping[str, Any], stands: Standing) -> None:
    """The dialog's inside. It holds the claim's id and what was seen of it, never a place in a list."""
    what, claim = asked["act"], asked["claim"]
    finding = next((one for one in audit.findings if one.claim.id == claim), None)
    if finding is None:
        draw(tag("p", "The claim does not stand any more."))
        return
    draw(tag("p", finding.claim.text, cls="claim-words", dir="auto"))
    cited = next((one for one in finding.judgements if one.pmid == asked.get("pmid")), None)
    if cited is not None:
        draw(tag("p", f"PMID {cited.pmid}: ", tag("span", cited.title, cls="serif"), cls="small", dir="auto"))
    given: dict[str, Any] = {}
    if what == "settle":
        given["decision"] = st.selectbox(
            "Decision", [one for one in Decision if one != Decision.WITHDRAW], format_func=lambda one: one.value
        )
    if what in ("changes", "reject", "settle"):
        given["codes"] = st.multiselect("What is wrong", list(Code), format_func=lambda one: one.value, placeholder="choose reasons")
        given["label"] = st.selectbox(
            "Label", [None, *Label], format_func=lambda one: AS_MACHINE.replace("read it", "has it") if one is None else one.value
        )
        given["wording"] = st.text_area("Words that would pass", value=finding.wording.suggestion if what == "changes" else "", height=80)
    if what == "comment":
        given["text"] = st.text_area("Comment", height=100, placeholder="@name lets somebody find it among their mentions")
    if what == "reread":
        given["stance"] = st.selectbox(
            "What it says of the claim", [None, *Stance], format_func=lambda one: one.value if one else AS_MACHINE
        )
        given["level"] = st.selectbox("Level", [None, 1, 2, 3, 4, 5], format_func=lambda one: f"Level {one}" if one else AS_MACHINE)
    reason = st.text_area("Reason", height=80, placeholder="kept in the log") if what != "comment" else ""
    person = name()
    if st.button(ACTS[what], type="primary", disabled=not person):
        with frame.told() as refused:
            _write(audit, {**asked, **given, "reason": reason}, person, st.session_state[state.ASKED].get("seen", stands.number))
        if any(isinstance(one, Conflict) for one in refused):
            # What was typed stays; who presses again has been told what was written meanwhile.
            st.session_state[state.ASKED]["seen"] = wiring.store().standing(claim, person).number
        if not refused:
            done(DONE[what])


def _write(audit: Audit, said: Mapping[str, Any], person: str, seen: int | None = None) -> None:
    store, claim, what, reason = wiring.store(), said["claim"], said["act"], said.get("reason", "")
    if what == "comment":
        store.comment(claim, said["text"], by=person)
    elif what in ("take", "refuse", "reread"):
        kept = LinkState.REJECTED if what == "refuse" else LinkState.ACCEPTED
        more = {"stance": said.get("stance"), "level": said.get("level")}
        store.decide_link(claim, said["pmid"], kept, by=person, reason=reason, run=audit.run.id, seen=seen, **more)
    else:
        decision = said["decision"] if what == "settle" else DECISIONS[what]
        decide = store.adjudicate if what == "settle" else store.decide
        asked = {name: said[name] for name in ("codes", "label", "wording") if name in said}
        decide(claim, decision, by=person, reason=reason, run=audit.run.id, seen=seen, **asked)


def name() -> str:
    """Who acts: the person signed in, or a name typed once a session, said so in the log."""
    if signin.configured():
        return signin.name()
    typed = st.text_input("Your name", value=st.session_state.get(state.PERSON, ""), max_chars=120, placeholder="stands in the log")
    if typed.strip():
        st.session_state[state.PERSON] = typed.strip()
    return typed.strip()


def done(said: str) -> None:
    """Closes the dialog, tells once what was done, and draws everything anew."""
    st.session_state.pop(state.ASKED, None)
    st.session_state[state.TOLD] = said
    st.rerun()
