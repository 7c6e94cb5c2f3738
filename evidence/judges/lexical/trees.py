"""Boosted trees as plain tables: fitted elsewhere, applied with numpy, the same bits however many rows are asked at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """``logit`` of each row: ``base`` plus every tree's leaf. Arrays are trees x nodes; a leaf points at itself on both sides."""

    base: float
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    value: NDArray[np.float64]
    depth: int

    def logit(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        trees = np.arange(len(self.feature))[None, :]
        at = np.zeros((len(rows), len(self.feature)), dtype=np.intp)
        row = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[row, self.feature[trees, at]] <= self.threshold[trees, at]
            at = np.where(goes_left, self.left[trees, at], self.right[trees, at])
        return np.array([self.base + math.fsum(leaves) for leaves in self.value[trees, at]])


def parse(table: Mapping[str, Any]) -> Trees:
    """``trees``: each a list of nodes [feature, threshold, left, right, value]; a leaf has feature -1. ValueError if broken."""
    trees: Sequence[Sequence[Sequence[float]]] = table["trees"]
    most = max(len(tree) for tree in trees)
    feature = np.zeros((len(trees), most), dtype=np.intp)
    threshold, value = np.full((len(trees), most), math.inf), np.zeros((len(trees), most))
    left = np.tile(np.arange(most), (len(trees), 1))
    right = left.copy()
    for number, tree in enumerate(trees):
        for at, (which, edge, lower, upper, leaf) in enumerate(tree):
            if which < 0:
                value[number, at] = leaf
                continue
            if not (at < lower < len(tree) and at < upper < len(tree)):
                raise ValueError("a tree's node must point forward, at its own nodes")
            feature[number, at], threshold[number, at] = int(which), edge
            left[number, at], right[number, at] = int(lower), int(upper)
    return Trees(float(table["base"]), feature, threshold, left, right, value, max(_depth(tree) for tree in trees))


def _depth(tree: Sequence[Sequence[float]]) -> int:
    reached = [0] * len(tree)
    for at, (which, _, lower, upper, _) in enumerate(tree):
        if which >= 0:
            reached[int(lower)] = reached[int(upper)] = reached[at] + 1
    return max(reached)
