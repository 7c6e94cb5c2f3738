"""A second judge beside the one that decided: how far both agree on the whole article, and what it said of one citation."""

from __future__ import annotations

import streamlit as st

from evidence.judges import agreement
from evidence.model import Audit, Finding, Judgement, Stance
from pages.parts import cards, look, signs
from pages.parts.markup import Markup, tag


def panel(audit: Audit) -> None:
    """The agreement of both judges over every citation; nothing where there was one judge."""
    run = audit.run
    if not run.beside:
        return
    found = agreement.over(audit.findings)
    names = {Stance.SUPPORTS: "supports", Stance.REFUTES: "refutes", Stance.NEUTRAL: "no stand"}
    head = tag(
        "tr", tag("th", f"{run.judge} ↓  {run.beside} →", scope="col"), *(tag("th", names[one], scope="col") for one in agreement.STANCES)
    )
    rows = [
        tag(
            "tr",
            tag("th", names[one], scope="row"),
            *(tag("td", tag("b", f"{number:,}") if at == here else f"{number:,}") for here, number in enumerate(row)),
        )
        for at, (one, row) in enumerate(zip(agreement.STANCES, found.table, strict=True))
    ]
    st.html(f"<style>{look.asset('settings.css')}</style>")
    cards.draw(
        tag("p", "Two judges, side by side", cls="over"),
        tag("p", agreement.told(found, run.judge, run.beside)),
        tag("table", tag("thead", head), tag("tbody", *rows), cls="measured") if found.pairs else "",
        tag("p", "The first one decided; the second one changes no label.", cls="quiet small"),
        cls="panel",
    )


def line(finding: Finding, judgement: Judgement) -> Markup:
    """What the second judge said of this citation, where it said something else."""
    other = next((one for one in finding.beside if one.pmid == judgement.pmid), None)
    if other is None:
        return Markup("")
    if other.not_judged:
        return tag("p", f"{other.judge} gave no answer: {other.not_judged}.", cls="small quiet")
    if other.stance == judgement.stance:
        return tag("p", f"{other.judge} says the same.", cls="small quiet")
    quote = f': "{other.rationale[0].text}"' if other.rationale else ""
    return tag("p", tag("b", f"{other.judge}: {signs.STANCES[other.stance].word}"), quote, cls="small")
