"""Editing claims in the reading room: one dialog for each thing a person may do, and a claim's own audit while it runs.

The dialog that is open stands on the session's desk, so that it outlives the rerun of the card behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from evidence.model import Audit, Claim, Edit, Finding, Kind
from evidence.review import Standing
from pages.parts import claim_card, decision, emphasis, frame, state, wiring, words
from pages.parts.cards import draw, note
from pages.parts.markup import tag

ACTS = {
    "add": "Add a claim",
    "edit": "Edit the claim",
    "split": "Split the claim",
    "merge": "Merge claims",
    "drop": "Drop the claim",
    "restore": "Restore the claim",
}
PARTS = ("population", "intervention", "comparator", "outcome", "route", "dose", "regimen", "species", "age")
AS_READ = "as the words are read"


def opened(audit: Audit, stands: Mapping[str, Standing]) -> None:
    """The dialog that was asked for, if one is open."""
    asked = st.session_state.get(state.ASKED)
    if not asked:
        return
    title = {**ACTS, **decision.ACTS}[asked["act"]]
    st.dialog(title, width="medium", on_dismiss=_forget)(_inside)(audit, asked, stands)


def _forget() -> None:
    st.session_state.pop(state.ASKED, None)


def _inside(audit: Audit, asked: Mapping[str, Any], stands: Mapping[str, Standing]) -> None:
    what = asked["act"]
    if what in decision.ACTS:
        decision.form(audit, asked, stands.get(asked["claim"], Standing(asked["claim"])))
        return
    finding = next((one for one in audit.findings if one.claim.id == asked.get("claim")), None)
    if what == "add":
        _add(audit, int(asked["start"]), int(asked["end"]))
    elif what == "restore":
        _restore(audit, asked["claim"])
    elif finding is None:
        draw(tag("p", "The claim does not stand any more."))
    else:
        {"edit": _edit, "split": _split, "merge": _merge, "drop": _drop}[what](audit, finding)


def _add(audit: Audit, start: int, end: int) -> None:
    said = emphasis.plain(audit.article.text[start:end]).strip()
    draw(tag("p", "Selected in the article", cls="over"), tag("blockquote", said, dir="auto"))
    typed = st.text_area("The claim in words", value=" ".join(said.split()), height=90)
    kind, parts = _reading(None)
    reason, person = _reason(), decision.name()
    if st.button("Add and search", type="primary", disabled=not person):
        own = "" if " ".join(typed.split()) == " ".join(audit.article.text[start:end].split()) else typed
        _do(audit, lambda: wiring.revision().add(audit.run.id, start, end, by=person, words=own, kind=kind, parts=parts, reason=reason))


def _edit(audit: Audit, finding: Finding) -> None:
    claim = finding.claim
    typed = st.text_area("The claim in words", value=claim.text, height=90)
    if finding.wording.suggestion:
        draw(tag("p", "Suggested: ", finding.wording.suggestion, cls="small quiet", dir="auto"))
    kind, parts = _reading(claim)
    reason, person = _reason(), decision.name()
    draw(tag("p", "With other words the claim is searched and judged anew; decisions on the old words stay with them.", cls="small quiet"))
    if st.button("Save and search", type="primary", disabled=not person):
        _do(audit, lambda: wiring.revision().edit(audit.run.id, claim.id, by=person, words=typed, kind=kind, parts=parts, reason=reason))


def _split(audit: Audit, finding: Finding) -> None:
    draw(tag("p", finding.claim.text, cls="claim-words", dir="auto"))
    typed = st.text_area("One statement a line", value=finding.claim.text, height=130)
    reason, person = _reason(), decision.name()
    if st.button("Split and search", type="primary", disabled=not person):
        _do(audit, lambda: wiring.revision().split(audit.run.id, finding.claim.id, typed.splitlines(), by=person, reason=reason))


def _merge(audit: Audit, finding: Finding) -> None:
    others = {
        one.claim.id: f"{number}. {one.claim.text}" for number, one in enumerate(audit.findings, 1) if one.claim.id != finding.claim.id
    }
    draw(tag("p", finding.claim.text, cls="claim-words", dir="auto"))
    chosen = st.multiselect("Merge it with", list(others), format_func=others.__getitem__, placeholder="claims of this article")
    texts = [one.claim.text for one in audit.findings if one.claim.id in (finding.claim.id, *chosen)]
    typed = st.text_area("What they say together", value=" ".join(texts) if chosen else "", height=90, key=f"merge.{'.'.join(chosen)}")
    reason, person = _reason(), decision.name()
    if st.button("Merge and search", type="primary", disabled=not (person and chosen)):
        _do(audit, lambda: wiring.revision().merge(audit.run.id, [finding.claim.id, *chosen], typed, by=person, reason=reason))


def _drop(audit: Audit, finding: Finding) -> None:
    draw(tag("p", finding.claim.text, cls="claim-words", dir="auto"))
    draw(tag("p", "It leaves the list of claims; the log keeps it, and it can be restored.", cls="small quiet"))
    reason, person = _reason(must=True), decision.name()
    if st.button("Drop it", type="primary", disabled=not (person and reason.strip())):
        _do(audit, lambda: wiring.revision().drop(audit.run.id, finding.claim.id, by=person, reason=reason))


def _restore(audit: Audit, claim: str) -> None:
    gone = claim_card.dropped(audit).get(claim)
    if gone is None:
        draw(tag("p", "It stands already."))
        return
    draw(tag("p", gone.before[0].text, cls="claim-words", dir="auto"))
    reason, person = _reason(), decision.name()
    if st.button("Restore it", type="primary", disabled=not person):
        _do(audit, lambda: wiring.revision().restore(audit.run.id, claim, by=person, reason=reason))


def _reading(claim: Claim | None) -> tuple[Kind | None, dict[str, str]]:
    """Kind and question as the person sets them; what was left as it is stays out."""
    options: list[Kind | None] = [*Kind] if claim else [None, *Kind]
    kind = st.selectbox(
        "Kind", options, index=options.index(claim.kind) if claim else 0, format_func=lambda one: one.value if one else AS_READ
    )
    parts: dict[str, str] = {}
    with st.expander("Its question (PICO)"):
        stands = {name.lower(): said for name, said in words.pico(claim.pico)} if claim else {}
        now = _parts(claim)
        for left, right in ((PARTS[0], PARTS[1]), (PARTS[2], PARTS[3]), (PARTS[4], PARTS[5]), (PARTS[6], PARTS[7])):
            for column, part in zip(st.columns(2), (left, right), strict=True):
                value = now.get(part, "")
                typed = column.text_input(part.capitalize(), value=value, placeholder=stands.get(part, "") or "none")
                if typed.strip() != value:
                    parts[part] = typed
    return (kind if claim is None or kind != claim.kind else None), parts


def _parts(claim: Claim | None) -> dict[str, str]:
    """The parts of the question as plain words that can be typed again."""
    if claim is None:
        return {}
    question = claim.pico
    named = {name: "; ".join(dict.fromkeys(one.name or one.words for one in getattr(question, name))) for name in PARTS[:4]}
    return {
        **named,
        "route": question.route,
        "dose": question.dose.words if question.dose else "",
        "regimen": question.regimen,
        "species": question.species,
    }


def _reason(must: bool = False) -> str:
    return st.text_input("Reason" if must else "Reason (may be left out)", max_chars=500, placeholder="kept in the log")


def _do(audit: Audit, make: Any) -> None:
    """Makes the edit; then what is new is searched, and the claim that came of it is open."""
    with frame.told() as refused:
        edit: Edit = make()
        for claim in edit.after:
            look(audit.run.id, claim.id)
        st.query_params.pop(state.CLAIM, None)
        if edit.after:
            st.query_params[state.CLAIM] = edit.after[0].id
    if not refused:
        decision.done(f"{claim_card.EDITS[edit.kind][1]}; it stands in the log.")


# ---------------------------------------------------------------- a claim's own audit


def look(run: str, claim: str) -> None:
    """Has one claim searched and judged by a worker."""
    st.session_state.setdefault(state.LOOKING, {})[claim] = wiring.look(run, claim)


def looking(finding: Finding) -> None:
    """How the claim's own audit goes, while it goes."""
    if finding.claim.id in st.session_state.get(state.LOOKING, {}):
        _poll(finding.claim.id)


@st.fragment(run_every=1.0)
def _poll(claim: str) -> None:
    job = st.session_state.get(state.LOOKING, {}).get(claim)
    if job is None:
        return
    with frame.told():
        status = wiring.job(job)
        if not status.over:
            draw(note("hourglass_top", "active", tag("p", "Searching for this claim and judging what is found ...")), role="status")
            return
        st.session_state[state.LOOKING].pop(claim, None)
        if status.state == "done":
            st.rerun()
        draw(note("error", "contradicted", tag("p", status.message), tag("p", status.advice)), role="alert")
