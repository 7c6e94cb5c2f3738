"""Findings as pandas frames, for figures, tables and notebooks. The only room with pandas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

import pandas as pd

from evidence.model import Audit, Counts, Finding, Judgement, Kind, Label, Reason, Risk, Stance, State

_LONE = re.compile("[\ud800-\udfff]")

FINDINGS = {
    "run": "str", "article": "str", "title": "str", "position": "int64", "claim": "str", "text": "str", "start": "int64", "end": "int64",
    "kind": "category", "certainty": "str", "risk": "category", "state": "category", "label": "category", "reason": "category",
    "best_level": "Int64", "supports": "int64", "refutes": "int64", "neutral": "int64", "excluded": "int64", "overstated": "bool",
    "explanation": "str", "finished_at": "str",
}  # fmt: skip
JUDGEMENTS = {
    "run": "str", "article": "str", "claim": "str", "text": "str", "label": "category", "pmid": "str", "title": "str", "year": "Int64",
    "stance": "category", "score": "float64", "strength": "str", "counted": "bool", "why_not_counted": "str", "directness": "str",
    "mismatches": "str", "design": "str", "level": "Int64", "n": "Int64", "status": "str", "note": "bool", "quote": "str",
}  # fmt: skip
# Categories in the order of the enumerations, so that every figure and sort has the same one.
ORDERS: dict[str, list[str]] = {
    name: [member.value for member in members]
    for name, members in (("kind", Kind), ("risk", Risk), ("state", State), ("label", Label), ("reason", Reason), ("stance", Stance))
}


def findings(audits: Iterable[Audit]) -> pd.DataFrame:
    """One row per finding, columns FINDINGS; ``label``, ``reason`` and ``best_level`` are missing where nothing was judged."""
    return _frame([_finding(audit, position, one) for audit in audits for position, one in enumerate(audit.findings)], FINDINGS)


def judgements(audits: Iterable[Audit]) -> pd.DataFrame:
    """One row per claim and citation, columns JUDGEMENTS; ``year``, ``level`` and ``n`` are missing where unknown."""
    made = [_judgement(audit, finding, one) for audit in audits for finding in audit.findings for one in finding.judgements]
    return _frame(made, JUDGEMENTS)


def rows(values: Sequence[Any]) -> pd.DataFrame:
    """Rows of one kind, as the store's pages give them, as a frame with their fields as columns; empty values give an empty frame."""
    names = [field.name for field in fields(values[0])] if values else []
    return pd.DataFrame([tuple(getattr(value, name) for name in names) for value in values], columns=names)


def counts(values: Sequence[tuple[Any, ...]], by: Sequence[str]) -> pd.DataFrame:
    """Counted combinations, as the store gives them (value, ..., number), as a frame with the columns ``by`` and ``n``."""
    return pd.DataFrame(list(values), columns=[*by, "n"])


def _finding(audit: Audit, position: int, finding: Finding) -> dict[str, Any]:
    claim, verdict = finding.claim, finding.verdict
    counts = verdict.counts if verdict else Counts()
    return {
        "run": audit.run.id,
        "article": audit.article.key,
        "title": audit.article.title,
        "position": position,
        "claim": claim.id,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "kind": claim.kind.value,
        "certainty": claim.certainty.value,
        "risk": claim.risk.value,
        "state": finding.state.value,
        "label": verdict.label.value if verdict else None,
        "reason": verdict.reason.value if verdict else None,
        "best_level": verdict.best_level if verdict else None,
        "supports": counts.supports,
        "refutes": counts.refutes,
        "neutral": counts.neutral,
        "excluded": counts.excluded,
        "overstated": finding.wording.overstated,
        "explanation": verdict.explanation if verdict else finding.explanation,
        "finished_at": audit.run.finished_at,
    }


def _judgement(audit: Audit, finding: Finding, judgement: Judgement) -> dict[str, Any]:
    weighed = next((item for item in finding.verdict.weighed if item.pmid == judgement.pmid), None) if finding.verdict else None
    return {
        "run": audit.run.id,
        "article": audit.article.key,
        "claim": finding.claim.id,
        "text": finding.claim.text,
        "label": finding.label.value if finding.label else None,
        "pmid": judgement.pmid,
        "title": judgement.title,
        "year": judgement.year,
        "stance": judgement.stance.value,
        "score": judgement.score,
        "strength": judgement.strength.value,
        "counted": bool(weighed and weighed.counted),
        "why_not_counted": weighed.why_not_counted if weighed else "",
        "directness": judgement.directness.value,
        "mismatches": "; ".join(f"{item.code.value}: {item.claim} vs {item.study}" for item in judgement.mismatches),
        "design": judgement.graded.design.value,
        "level": judgement.graded.level,
        "n": judgement.graded.n,
        "status": judgement.status.value,
        "note": judgement.note,
        "quote": " [...] ".join(item.text for item in judgement.rationale),
    }


def _frame(values: list[dict[str, Any]], columns: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(values, columns=list(columns), dtype=object)
    for name, kind in columns.items():
        if kind == "category":
            frame[name] = pd.Categorical(frame[name], categories=ORDERS[name], ordered=True)
        elif kind == "str":
            # Arrow, on which pandas' texts stand, holds no lone surrogates.
            frame[name] = frame[name].map(lambda text: _LONE.sub("\ufffd", text)).astype("str")
        else:
            frame[name] = frame[name].astype(kind)
    return frame
