"""Wording: what is too strong for its evidence, what is suggested instead, and how strength is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import wording as benchmark
from evidence import claims, wording
from evidence.model import Counts, Reason, Verdict


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
