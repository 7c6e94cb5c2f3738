"""Absolute promises: each row shows what it catches and what it lets go, and a plain improvement never carries one."""

from __future__ import annotations

import pytest

from evidence import claims, judges
from evidence.model import Citation, Rationale, Stance, StarterNote
from evidence.rules import absolutes

EXAMPLES = (
    ("cure", "Ketamine cures depression.", "Ketamine may help.", "Three patients were cured.", "Scores improved."),
    ("everybody", "It works in every patient.", "It works in many patients.", "All 12 patients responded.", "Most patients responded."),
    ("always", "The relief is permanent.", "The relief lasts a week.", "The effect was lasting.", "The effect faded."),
)


def test_every_row_has_examples() -> None:
    names = {name for name, *_ in EXAMPLES}
    assert names == {cue.name for cue in absolutes.CLAIMED} == {cue.name for cue in absolutes.CARRIED}


@pytest.mark.parametrize(("name", "caught", "let_go", "carried", "not_carried"), EXAMPLES)
def test_rows_catch_and_let_go(name: str, caught: str, let_go: str, carried: str, not_carried: str) -> None:
    promise = next(cue for cue in absolutes.CLAIMED if cue.name == name)
    carrying = next(cue for cue in absolutes.CARRIED if cue.name == name)
    assert promise.found.search(caught)
    assert not promise.found.search(let_go)
    assert carrying.found.search(carried)
    assert not carrying.found.search(not_carried)


def judged(claim: str, finding: str) -> tuple[Stance, str, tuple[Rationale, ...]]:
    note = StarterNote(population="depression", intervention="ketamine", comparator="placebo", outcome="depression", species="human", n=100)
    study = Citation("1", "Ketamine for depression: a randomised trial", finding, note=note)
    judgement = judges.get().judge(claims.statement(claim), (study,))[0]
    return judgement.stance, judgement.overstated, judgement.rationale


def test_an_improvement_is_no_cure() -> None:
    stance, overstated, _ = judged("Ketamine cures depression in every patient.", "Ketamine reduced depression against placebo.")
    assert stance != Stance.SUPPORTS or overstated
    plain, nothing, quotes = judged("Ketamine reduces depression.", "Ketamine reduced depression against placebo.")
    assert plain == Stance.SUPPORTS
    assert not nothing
    assert quotes[0].text == "Ketamine reduced depression against placebo."
