"""Two judges side by side: agreement and Cohen's kappa by hand-worked tables, kept with the audit, deciding nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import Shelf, Words
from hypothesis import given
from hypothesis import strategies as st

from evidence import pipeline, readers, verdicts
from evidence.exports import json
from evidence.judges import agreement
from evidence.judges.agreement import Agreement
from evidence.model import Audit, Citation, Claim, Judgement, Stance
from evidence.store import codec

AT = "2026-11-22T10:00:00Z"
TEXT = b"Zinc lozenges shorten the common cold. Vitamin C prevents scurvy in sailors."
RECORDS = (
    Citation("11", "Zinc", "Zinc lozenges shorten the common cold in adults."),
    Citation("12", "Vitamin C", "Vitamin C prevents scurvy in sailors at sea."),
)


class Contrary(Words):
    """Refutes what the other supports."""

    name = "contrary-1"

    def _one(self, claim: Claim, citation: Citation) -> Judgement:
        said = super()._one(claim, citation)
        return replace(said, stance=Stance.REFUTES, judge=self.name) if said.stance == Stance.SUPPORTS else replace(said, judge=self.name)


def audited(beside: pipeline.Judge | None) -> Audit:
    article = readers.read(TEXT, "a.txt")
    return pipeline.audit(article, Shelf(*RECORDS), Words(), verdicts.CLINICAL_1, clock=lambda: AT, run_id="r", beside=beside)


@pytest.mark.parametrize(
    ("table", "share", "kappa"),
    [
        # Cohen's own way of counting: observed 0.7, by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5, so (0.7 - 0.5) / (1 - 0.5).
        (((40, 10, 0), (20, 30, 0), (0, 0, 0)), 0.7, 0.4),
        (((5, 0, 0), (0, 5, 0), (0, 0, 5)), 1.0, 1.0),
        (((0, 5, 0), (5, 0, 0), (0, 0, 0)), 0.0, -1.0),
        (((25, 25, 0), (25, 25, 0), (0, 0, 0)), 0.5, 0.0),
        # Both say one and the same thing throughout: chance alone would agree, so kappa says nothing.
        (((0, 0, 0), (0, 0, 0), (0, 0, 9)), 1.0, None),
        (((0, 0, 0), (0, 0, 0), (0, 0, 0)), None, None),
    ],
)
def test_kappa_by_hand(table: tuple[tuple[int, ...], ...], share: float | None, kappa: float | None) -> None:
    found = Agreement(table)
    assert found.share == (None if share is None else pytest.approx(share))
    assert found.kappa == (None if kappa is None else pytest.approx(kappa))


COUNTS = st.tuples(*[st.tuples(*[st.integers(0, 30)] * 3)] * 3)


@given(COUNTS)
def test_kappa_lies_in_its_bounds_and_sides_do_not_matter(table: tuple[tuple[int, ...], ...]) -> None:
    found, turned = Agreement(table), Agreement(tuple(zip(*table, strict=True)))
    assert found.kappa == turned.kappa
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert found.share is not None
        assert found.kappa <= found.share + 1e-9


def test_what_was_not_judged_is_counted_apart() -> None:
    one = audited(None).findings[0].judgements[0]
    mute = replace(one, stance=Stance.NEUTRAL, rationale=(), not_judged="no answer")
    found = agreement.of([(one, one), (one, mute), (mute, one)])
    assert (found.pairs, found.not_judged, found.share) == (1, 2, 1.0)
    assert "2 were not judged by both" in agreement.told(found, "a", "b")
    assert agreement.told(agreement.of([(mute, one)]), "a", "b").startswith("No citation was judged by both")


def test_the_second_judge_decides_nothing() -> None:
    alone, both = audited(None), audited(Contrary())
    assert [finding.verdict for finding in both.findings] == [finding.verdict for finding in alone.findings]
    assert [finding.judgements for finding in both.findings] == [finding.judgements for finding in alone.findings]
    assert (alone.run.beside, both.run.beside) == ("", "contrary-1")
    for finding in both.findings:
        assert [one.pmid for one in finding.beside] == [one.pmid for one in finding.judgements]
    found = agreement.over(both.findings)
    assert found.opposed >= 2
    assert "look at these first" in agreement.told(found, "words-1", "contrary-1")


def test_the_second_judges_word_is_kept_and_exported() -> None:
    both = audited(Contrary())
    finding = both.findings[0]
    assert codec.unpack(type(finding), codec.pack(finding)) == finding
    document = json.document(both)
    assert document["agreement"]["judges"] == ["words-1", "contrary-1"]
    assert document["agreement"]["pairs"] == sum(map(sum, document["agreement"]["table"]))
    assert {one["stance"] for one in document["claims"][0]["beside"]} >= {"refutes"}
    alone = json.document(audited(None))
    assert "agreement" not in alone
    assert all("beside" not in claim for claim in alone["claims"])


def test_an_old_finding_reads_without_a_second_judge() -> None:
    assert codec.unpack(type(audited(None).findings[0]), codec.pack(audited(None).findings[0])).beside == ()
