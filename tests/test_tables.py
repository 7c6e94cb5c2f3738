"""Frames: one row per finding or judgement, the same columns and kinds whatever comes in."""

from __future__ import annotations

import nouns
from hypothesis import HealthCheck, Phase, given, settings

from evidence import tables
from evidence.model import Audit


def test_findings_and_judgements_become_rows() -> None:
    audit = nouns.audit()
    frame = tables.findings([audit, nouns.audit("run-2")])
    assert list(frame.columns) == list(tables.FINDINGS)
    assert frame["label"].astype(object).where(frame["label"].notna(), "").tolist()[:4] == ["supported", "unsourced", "", ""]
    assert frame["risk"].cat.ordered
    assert frame["risk"].max() == "low"
    assert frame["best_level"].sum() == 4
    judged = tables.judgements([audit])
    assert judged[["pmid", "counted", "level"]].values.tolist() == [["11", True, 2], ["12", False, 2]]
    assert judged["mismatches"].tolist() == ["", "population: fatigue vs bipolar disorder"]


def test_empty_input_keeps_columns_and_kinds() -> None:
    for empty, full in (
        (tables.findings([]), tables.findings([nouns.audit()])),
        (tables.judgements([]), tables.judgements([nouns.audit()])),
    ):
        assert len(empty) == 0
        assert empty.dtypes.to_dict() == full.dtypes.to_dict()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(audit=nouns.audits())
def test_any_audit_becomes_frames(audit: Audit) -> None:
    assert len(tables.findings([audit])) == len(audit.findings)
    assert len(tables.judgements([audit])) == sum(len(finding.judgements) for finding in audit.findings)


def test_rows_and_counts_of_the_store_become_frames() -> None:
    flags = nouns.audit().flags
    assert list(tables.rows(flags).columns) == ["code", "text", "span"]
    assert tables.rows([]).empty
    assert tables.counts([("high", "mixed", 3)], ("risk", "label")).to_dict("records") == [{"risk": "high", "label": "mixed", "n": 3}]
