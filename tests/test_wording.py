"""Wording: what is too strong for its evidence, what is suggested instead, and how strength is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import wording as benchmark
from evidence import claims, wording
from evidence.model import Counts, Reason, Verdict
from evidence.wording import grading


def verdict(reason: Reason, level: int | None = None) -> Verdict:
    return Verdict(reason, Counts(), (), "clinical-1", "", level)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Ketamine cures depression.", "Ketamine may help with depression."),
        ("NAD+ is clinically proven to boost energy.", "NAD+ may boost energy."),
        ("Zinc prevents pneumonia and cancer.", "Zinc may lower the risk of pneumonia and cancer."),
        ("IV ketamine is the gold standard for pain relief.", ""),
        ("The drip has no side effects.", ""),
        ("Studies prove that zinc helps.", "some studies suggest that zinc helps."),
    ],
)
def test_strong_words_are_named_and_softened(text: str, suggestion: str) -> None:
    told = wording.check(claims.statement(text), None)
    assert told.overstated
    assert told.why
    assert told.rules
    assert told.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    [
        "Zinc may shorten colds.",
        "Zinc does not cure colds.",
        "Some people sleep better with magnesium.",
        "I was cured!",
        "The FDA has approved it as safe.",
    ],
)
def test_plain_words_are_let_go(text: str) -> None:
    assert not wording.check(claims.statement(text), None).overstated


def test_a_strong_word_is_carried_by_strong_evidence_only() -> None:
    claim = claims.statement("Vitamin D cures rickets.")
    assert not wording.check(claim, verdict(Reason.DIRECT_SUPPORT, 1)).overstated
    assert wording.check(claim, verdict(Reason.DIRECT_SUPPORT, 3)).overstated
    never = claims.statement("Vitamin D is completely safe.")
    assert wording.check(never, verdict(Reason.DIRECT_SUPPORT, 1)).overstated


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("Ketamine reduces fatigue in ME/CFS.", Reason.INDIRECT_ONLY, "Ketamine may reduce fatigue in ME/CFS."),
        ("Probiotics ease bloating.", Reason.CONFLICTING, "Probiotics may ease bloating."),
        ("Yoga is effective for back pain.", Reason.WEAK_ONLY, "Yoga may be effective for back pain."),
    ],
)
def test_a_fact_without_firm_evidence_is_hedged(text: str, reason: Reason, suggestion: str) -> None:
    told = wording.check(claims.statement(text), verdict(reason, 4))
    assert told.overstated
    assert told.suggestion == suggestion


def test_hedged_and_supported_claims_are_let_go() -> None:
    assert not wording.check(claims.statement("Ketamine may reduce fatigue."), verdict(Reason.WEAK_ONLY, 4)).overstated
    assert not wording.check(claims.statement("Ketamine reduces depression."), verdict(Reason.DIRECT_SUPPORT, 1)).overstated


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Zinc reduces the length of colds.", 3),
        ("Zinc may reduce the length of colds.", 2),
        ("Zinc levels were associated with shorter colds.", 1),
        ("Further research is needed.", 0),
        ("Colds are a nuisance.", 0),
    ],
)
def test_strength(text: str, grade: int) -> None:
    assert wording.strength(text) == grade


def test_the_benchmark_reads_both_files(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(
        '{"press_release_conclusion": "Zinc cures colds.", "abstract_conclusion": "Zinc may help.", "exaggeration_label": "exaggerates"}\n'
        '{"press_release_conclusion": "Zinc may help.", "abstract_conclusion": "Zinc may ease colds.", "exaggeration_label": "same"}\n',
        "utf-8",
    )
    sentences = tmp_path / "sentences.csv"
    sentences.write_text("sentence,label\nZinc reduces colds.,1\nZinc is linked to health.,3\n", "utf-8")
    assert benchmark.pairs(pairs)["f1"]["exaggerates"] == 1.0
    assert benchmark.pairs(pairs)["false_alarm_rate"] == 0.0
    assert benchmark.sentences(sentences)["sentence_accuracy"] == 1.0


def test_figures_on_the_reference_data(shared: Path) -> None:
    told = benchmark.sentences(shared / "data" / "wording" / "causal_language" / "pubmed_causal_language_use.csv")
    assert told["sentence_macro_f1"] >= 0.64
    assert benchmark.pairs(shared / "data" / "wording" / "exaggeration" / "insciout_train.jsonl")["macro_f1"] >= 0.45


# ---------------------------------------------------------------- why, and how strongly


@pytest.mark.parametrize("reason", [Reason.INDIRECT_ONLY, Reason.CONFLICTING, Reason.CONTRADICTED, Reason.WEAK_ONLY])
def test_a_level_is_never_named_as_lacking_while_it_is_there(reason: Reason) -> None:
    """ "needs level 1, and stands on level 1" said nothing: what is lacking is directness or agreement, and that is named."""
    claim = claims.statement("Ketamine cures depression.")
    said = wording.check(claim, verdict(reason, 1)).why
    assert "stands on level 1" not in said
    assert {
        Reason.INDIRECT_ONLY: "indirect",
        Reason.CONFLICTING: "conflicts",
        Reason.CONTRADICTED: "speaks against",
        Reason.WEAK_ONLY: "below the level",
    }[reason] in said


def test_where_the_level_is_what_lacks_it_is_named() -> None:
    claim = claims.statement("Ketamine cures depression.")
    assert "stands on level 2" in wording.check(claim, verdict(Reason.DIRECT_SUPPORT, 2)).why
    assert "nothing judged" in wording.check(claim, None).why


LADDER = (
    (0, "More trials are needed to find out which dose is best."),
    (1, "Short sleep was associated with a higher risk of falls in older adults."),
    (2, "Light therapy may improve sleep in older adults."),
    (3, "Light therapy improved sleep in older adults."),
)


@pytest.mark.parametrize(("grade", "sentence"), LADDER)
def test_the_ladder_from_no_finding_to_cause(grade: int, sentence: str) -> None:
    assert wording.strength(sentence) == grade


@pytest.mark.parametrize(
    ("said", "evidence", "way"),
    [
        ("Coffee prevents dementia.", "Coffee drinking was associated with a lower risk of dementia.", "exaggerates"),
        ("Coffee was linked with less dementia.", "Coffee drinking was associated with a lower risk of dementia.", "same"),
        ("Coffee drinking was associated with a lower risk of dementia.", "Coffee prevented dementia.", "downplays"),
    ],
)
def test_what_goes_further_than_its_evidence(said: str, evidence: str, way: str) -> None:
    assert wording.compared(said, evidence) == way


@given(st.text(max_size=200))
def test_any_text_has_one_grade(text: str) -> None:
    assert wording.strength(text) in range(4)
    assert 1 <= grading.level(text) <= 3
    assert abs(sum(grading.shares(text)) - 1) < 1e-9
