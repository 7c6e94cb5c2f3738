"""The judge's learned numbers: how rare stems are, three logistic regressions, and where a stance becomes firm."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from evidence.judges.lexical import features, selector
from evidence.rules import material

FILE = "judges/lexical-1.json"


@dataclass(frozen=True, slots=True)
class Linear:
    """Logistic regression over standardised features: ``logit`` of each row."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercept: float

    def logit(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        # Summed row by row in one order, so that the bits do not depend on how many rows are asked at once.
        weighted = (rows - self.mean) / self.scale * self.coefficients
        return np.array([math.fsum(row) for row in weighted]) + self.intercept


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Everything that was learned; equal only to itself, so that what was read with it can be remembered.

    ``medium`` and ``high``: stance -> the least probability of that strength.
    """

    name: str
    rarity_of: Mapping[str, float]
    unknown: float
    selector: Linear
    evidence: Linear
    direction: Linear
    slope: float
    lean: float
    reach: float
    medium: Mapping[str, float]
    high: Mapping[str, float]

    def rarity(self, stem: str) -> float:
        """Inverse document frequency of a stem; numbers tell little by themselves."""
        if stem.isdigit():
            return min(3.0, self.unknown)
        return self.rarity_of.get(stem, self.unknown)


def sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else 1 - 1 / (1 + math.exp(logit))


def parse(data: bytes) -> Weights:
    """Reads the weights' file; the feature names in it must be this version's, in this order."""
    read = json.loads(data)
    expected = {"selector": selector.NAMES, "evidence": features.EVIDENCE, "direction": features.DIRECTION}

    def linear(part: str) -> Linear:
        table = read[part]
        if tuple(table["features"]) != expected[part]:
            raise ValueError(f"the weights of {part} were made for other features")
        return Linear(np.array(table["mean"]), np.array(table["scale"]), np.array(table["coefficients"]), float(table["intercept"]))

    rarity = {stem: value / 10 for value, stems in ((float(key), words) for key, words in read["rarity"].items()) for stem in stems.split()}
    calls = read["calls"]
    return Weights(
        read["name"], rarity, float(read["unknown"]), linear("selector"), linear("evidence"), linear("direction"),
        float(calls["slope"]), float(calls["lean"]), float(calls["reach"]), calls["medium"], calls["high"],
    )


@cache
def load() -> Weights:
    """The weights that ship, read once."""
    return parse(material.read(FILE))
