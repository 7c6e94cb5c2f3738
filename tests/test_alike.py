"""Claims that say the same: a table of pairs caught and let go, and grouping that compares within blocks only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import alike, claims

CAUGHT = (
    ("Ketamine reduces pain in adults with fibromyalgia.", "In adults with fibromyalgia, ketamine reduces pain."),
    ("Ketamine reduces pain in adults with fibromyalgia.", "Ketamine lowers pain in adults with fibromyalgia."),
    ("Ketamine reduces pain.", "Pain is reduced by ketamine."),
    ("Melatonin shortens sleep latency by 7 minutes.", "Melatonin shortens sleep latency by 7 minutes"),
    ("Vitamin D prevents fractures in older women.", "vitamin D prevents fractures in older women"),
    ("Probiotics may prevent antibiotic-associated diarrhea.", "Probiotics might prevent antibiotic-associated diarrhoea."),
    ("Iron deficiency causes fatigue.", "Iron deficiency leads to fatigue."),
)
LET_GO = {
    "negated": ("Ketamine reduces pain in adults.", "Ketamine does not reduce pain in adults."),
    "negated by a prefix": ("Ketamine is effective for pain.", "Ketamine is ineffective for pain."),
    "opposite direction": ("Ketamine increases blood pressure.", "Ketamine decreases blood pressure."),
    "better and worse": ("Ketamine improves sleep.", "Ketamine worsens sleep."),
    "other dose": ("Ketamine 0.5 mg/kg reduces pain.", "Ketamine 1.0 mg/kg reduces pain."),
    "other route": ("Intravenous ketamine reduces pain.", "Oral ketamine reduces pain."),
    "other number": ("Nearly 30% of patients report dizziness.", "Nearly 60% of patients report dizziness."),
    "a figure that names": ("Metformin helps in type 1 diabetes.", "Metformin helps in type 2 diabetes."),
    "other drug": ("Ketamine reduces pain in adults with fibromyalgia.", "Magnesium reduces pain in adults with fibromyalgia."),
    "other outcome": ("Ketamine reduces pain in adults with fibromyalgia.", "Ketamine reduces fatigue in adults with fibromyalgia."),
    "other people": ("Ketamine reduces pain in adults with fibromyalgia.", "Ketamine reduces pain in adults with migraine."),
    "other age": ("Melatonin improves sleep in children.", "Melatonin improves sleep in the elderly."),
    "animals": ("Ketamine reduces depression in mice.", "Ketamine reduces depression."),
    "less certain": ("Ketamine reduces pain.", "Ketamine may reduce pain."),
    "only some studies": ("Ketamine reduces pain.", "Some studies show that ketamine reduces pain."),
    "the other way round": ("Depression causes pain.", "Pain causes depression."),
    "comparison turned round": ("Ketamine is more effective than placebo for pain.", "Placebo is more effective than ketamine for pain."),
    "opposite words": ("Ketamine is safe for adults with acute pain.", "Ketamine is safe for adults with chronic pain."),
    "single and series": ("A single ketamine infusion relieves depression.", "Repeated ketamine infusions relieve depression."),
}


def same(one: str, other: str) -> bool:
    left, right = (alike.form(claims.statement(words)) for words in (one, other))
    assert alike.alike(left, right) == alike.alike(right, left)
    assert not alike.alike(left, right) or left.key == right.key
    return alike.alike(left, right)


@pytest.mark.parametrize(("one", "other"), CAUGHT)
def test_the_same_claim_in_other_words_is_caught(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize("why", LET_GO)
def test_what_differs_in_truth_is_let_go(why: str) -> None:
    assert not same(*LET_GO[why])


def test_every_claim_says_what_it_says_itself() -> None:
    for words in {one for pair in (*CAUGHT, *LET_GO.values()) for one in pair}:
        assert same(words, words)


WORDS = ("Ketamine", "Magnesium", "reduces", "increases", "does not reduce", "pain", "sleep", "in adults", "in children", "may", "by 30%")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(" ".join), max_size=12))
def test_groups_hold_every_claim_once_and_only_with_its_like(texts: list[str]) -> None:
    forms = {str(number): alike.form(claims.statement(words)) for number, words in enumerate(texts)}
    found = alike.groups(forms)
    names = [name for group in found for name in group]
    assert len(names) == len(set(names))
    for group in found:
        assert all(alike.alike(forms[group[0]], forms[name]) for name in group)
    assert found == alike.groups(forms)


def test_claims_are_compared_within_their_block_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the claims, ten times the comparisons at most: no claim meets one of another block."""
    met: list[int] = []
    compare = alike.alike
    monkeypatch.setattr(alike, "alike", lambda one, other: met.append(1) or compare(one, other))
    drugs = ("Ketamine", "Magnesium", "Melatonin", "Caffeine", "Aspirin", "Iron", "Zinc", "Morphine", "Lithium", "Metformin")
    forms = {f"{drug} {copy}": alike.form(claims.statement(f"{drug} reduces pain.")) for drug in drugs for copy in range(20)}
    assert len(alike.groups(forms)) == len(drugs)
    assert len(met) == len(forms) - len(drugs)
