"""The judge's learned numbers: how rare stems are, what chooses sentences and weighs them, and where a stance becomes firm."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.judges.lexical import features, selector, trees
from evidence.judges.lexical.trees import Trees
from evidence.rules import material

FILE = "judges/lexical-2.json"


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


@dataclass(frozen=True, slots=True)
class Mixed:
    """A straight line and boosted trees over the same features: the mean of their logits, or the line alone."""

    linear: Linear
    trees: Trees | None

    def logit(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        straight = self.linear.logit(rows)
        return straight if self.trees is None else (straight + self.trees.logit(rows)) / 2


@dataclass(frozen=True, slots=True)
class Three:
    """Logistic regression with three outcomes over standardised features; ``sharpness``, from held-out folds, multiplies its logits."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercepts: tuple[float, float, float]
    sharpness: float

    def chances(self, row: NDArray[np.float64]) -> tuple[float, float, float]:
        """Probabilities of refutes, neutral, supports, in STANCES' order."""
        standard = (row - self.mean) / self.scale
        logits = [
            self.sharpness * (math.fsum(standard * weights) + base)
            for weights, base in zip(self.coefficients, self.intercepts, strict=True)
        ]
        most = max(logits)
        shares = [math.exp(logit - most) for logit in logits]
        total = math.fsum(shares)
        return shares[0] / total, shares[1] / total, shares[2] / total


STANCES = ("refutes", "neutral", "supports")


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Everything that was learned; equal only to itself, so that what was read with it can be remembered.

    ``medium`` and ``high``: stance -> the least probability of that strength.
    """

    name: str
    rarity_of: Mapping[str, float]
    unknown: float
    selector: Mixed
    stance: Three
    direction: Mixed
    medium: Mapping[str, float]
    high: Mapping[str, float]

    def rarity(self, stem: str) -> float:
        """Inverse document frequency of a stem; numbers tell little by themselves."""
        if stem.isdigit():
            return min(3.0, self.unknown)
        return self.rarity_of.get(stem, self.unknown)


def sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else 1 - 1 / (1 + math.exp(logit))


def three(table: Mapping[str, Any]) -> Three:
    """Reads the part of the stance."""
    refutes, neutral, supports = map(float, table["intercepts"])
    return Three(
        np.array(table["mean"]), np.array(table["scale"]), np.array(table["coefficients"]), (refutes, neutral, supports),
        float(table["sharpness"]),
    )


def parse(data: bytes) -> Weights:
    """Reads the weights' file; the feature names in it must be this version's, in this order."""
    read = json.loads(data)
    expected = {"selector": selector.NAMES, "stance": features.PAIR, "direction": features.DIRECTION}

    for part, names in expected.items():
        if tuple(read[part]["features"]) != names:
            raise ValueError(f"the weights of {part} were made for other features")

    def model(part: str) -> Mixed:
        table = read[part]
        linear = Linear(np.array(table["mean"]), np.array(table["scale"]), np.array(table["coefficients"]), float(table["intercept"]))
        return Mixed(linear, trees.parse(table) if "trees" in table else None)

    rarity = {stem: value / 10 for value, stems in ((float(key), words) for key, words in read["rarity"].items()) for stem in stems.split()}
    calls = read["calls"]
    return Weights(
        read["name"], rarity, float(read["unknown"]), model("selector"), three(read["stance"]), model("direction"),
        calls["medium"], calls["high"],
    )


@cache
def load() -> Weights:
    """The weights that ship, read once."""
    return parse(material.read(FILE))
