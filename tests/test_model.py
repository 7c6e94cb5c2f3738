"""The nouns refuse nonsense."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

from evidence import errors, model
from evidence.model import (
    LABEL_OF,
    Article,
    Citation,
    Claim,
    Design,
    Directness,
    Finding,
    Graded,
    Judgement,
    Kind,
    Label,
    Mismatch,
    MismatchCode,
    Passage,
    PassageKind,
    PublicationStatus,
    Rationale,
    Reason,
    Span,
    Stance,
    State,
    Strength,
)

GRADED = Graded(Design.RCT, 2, "treatment", "publication type")


def test_every_noun_is_frozen() -> None:
    nouns = [noun for _, noun in inspect.getmembers(model, dataclasses.is_dataclass)]
    assert len(nouns) > 20
    for noun in nouns:
        assert noun.__dataclass_params__.frozen, noun.__name__


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (5, 4)])
def test_a_span_has_a_length(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span"):
        Span(start, end)


def test_spans_know_what_they_share() -> None:
    assert Span(0, 10).overlap(Span(5, 20)) == 5
    assert Span(0, 5).overlap(Span(5, 6)) == 0


def test_a_stance_needs_its_sentence() -> None:
    with pytest.raises(ValueError, match="sentence"):
        Judgement("1", Stance.SUPPORTS, 0.9, Strength.HIGH, (), Directness.DIRECT, (), GRADED, PublicationStatus.CURRENT, "j")


def test_indirect_means_a_mismatch() -> None:
    quote = (Rationale(0, 4, "Text"),)
    with pytest.raises(ValueError, match="mismatch"):
        Judgement("1", Stance.SUPPORTS, 0.9, Strength.HIGH, quote, Directness.INDIRECT, (), GRADED, PublicationStatus.CURRENT, "j")
    with pytest.raises(ValueError, match="mismatch"):
        Judgement("1", Stance.SUPPORTS, 0.9, Strength.HIGH, quote, Directness.DIRECT, (Mismatch(MismatchCode.ROUTE, "a", "b"),),
                  GRADED, PublicationStatus.CURRENT, "j")


@pytest.mark.parametrize("pmid", ["", "12a", "PMID1", "١٢"])
def test_a_pmid_is_digits(pmid: str) -> None:
    with pytest.raises(ValueError, match="PMID"):
        Citation(pmid, "title")


def test_a_rewritten_claim_keeps_its_parent() -> None:
    with pytest.raises(ValueError, match="parent"):
        Claim("b2:x", "words", 0, 5, Kind.EFFICACY, rewritten=True)


def test_only_a_judged_claim_has_a_verdict() -> None:
    with pytest.raises(ValueError, match="verdict"):
        Finding(Claim("b2:x", "words", 0, 5, Kind.EFFICACY), State.JUDGED)


def test_a_passage_stays_inside_its_text() -> None:
    with pytest.raises(ValueError, match="passage"):
        Article("k", "t", "short", (Passage(0, 9, PassageKind.PARAGRAPH),), "f.txt")


def test_every_reason_has_one_label() -> None:
    assert set(LABEL_OF) == set(Reason)
    assert set(LABEL_OF.values()) == set(Label)


def test_a_content_id_keeps_its_parts_apart() -> None:
    assert model.content_id("ab", "c") != model.content_id("a", "bc")
    assert model.content_id("a") == model.content_id("a")
    assert model.content_id("a").startswith("b2:")


def test_every_error_says_what_to_do() -> None:
    family = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.EvidenceError)]
    for kind in family:
        assert kind.advice.endswith((".", "evidence check", "evidence show", "library.")), kind
        assert kind.__name__ in (errors.__doc__ or "")
    assert {kind.__name__: kind.exit_code for kind in family if kind.exit_code in (3, 4, 5, 6)} == {
        "ArticleError": 3, "RecordsError": 3, "SourceError": 4, "SourceUnreachable": 4, "SourceRefused": 4,
        "StoreError": 5, "Conflict": 5, "Locked": 5, "NotStored": 5, "VerificationError": 6,
    }
