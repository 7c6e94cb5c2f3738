"""The trained sorting of claims (``data/claims/sorting-1.json``): a linear model from features to scores, read once.

Trained by ``benchmarks/train_worth.py`` on statements that we wrote ourselves; what it can and cannot do stands in
docs/model-card-claims.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from typing import Any

from evidence.model import Kind
from evidence.rules import material

FILE = "claims/sorting-1.json"


@cache
def _weights() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(material.read(FILE))
    return loaded


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(Kind(name) for name in _weights()["kind"]["classes"])


def kind_scores(features: Iterable[str]) -> dict[Kind, float]:
    """Log-odds up to a constant, by kind; features that the model never met count nothing."""
    model = _weights()["kind"]
    table = model["weights"]
    known = [table[name] for name in sorted(features) if name in table]  # in a fixed order: sums are equal to the last bit
    scores = [sum(column) for column in zip(model["bias"], *known, strict=True)]
    return dict(zip(_kinds(), scores, strict=True))


def worth_score(features: Iterable[str]) -> float:
    """How likely the statement is one that can be checked, 0-1."""
    model = _weights()["worth"]
    table = model["weights"]
    total = model["bias"][0] + sum(table.get(name, 0.0) for name in sorted(features))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
