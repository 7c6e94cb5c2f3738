"""How alike words are in use: "kidney" beside "renal" though no table names them together.

The vectors of stems were learned from which stems stand near each other in PubMed abstracts (docs/judge-lexical-2.md). They are small
whole numbers, so that every sum is exact and no bit depends on the machine, the number of threads or the order of adding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from evidence.judges.lexical.reading import Asked, Line, Page, Rarity
from evidence.rules import material

FILE = "judges/lexical-2-words.bin"
# A unit vector is stored times SCALE, rounded, cut at 127; stems less alike than LEAST share nothing.
SCALE = 256
LEAST = 0.35
_THOUSAND = 1000

Whole = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The stems that have a vector, and the vectors as whole numbers; the last row, of zeros, is every other stem's."""

    place: dict[str, int]
    vectors: NDArray[np.float32]

    def places(self, stems: Iterable[str]) -> list[int]:
        unknown = len(self.vectors) - 1
        return [self.place.get(stem, unknown) for stem in stems]


def parse(data: bytes) -> Words:
    """One line of stems between spaces, then one signed byte a number, stem by stem."""
    names, _, numbers = data.partition(b"\n")
    stems = names.decode("utf-8").split(" ")
    if len(numbers) % len(stems):
        raise ValueError("the vectors of the words do not fill whole rows")
    table = np.frombuffer(numbers, dtype=np.int8).reshape(len(stems), -1).astype(np.float32)
    return Words({stem: at for at, stem in enumerate(stems)}, np.vstack([table, np.zeros((1, table.shape[1]), np.float32)]))


@cache
def load() -> Words:
    """The vectors that ship, read once."""
    return parse(material.read(FILE))


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """A page by its stems: their places in the table, which line holds which, each line's sum of weighted vectors; the title's last."""

    at: dict[str, int]
    places: list[int]
    holds: NDArray[np.bool_]
    sums: Whole


@lru_cache(maxsize=1024)
def _laid(page: Page, rarity: Rarity) -> _Laid:
    stems = sorted(page.about)
    at = {stem: number for number, stem in enumerate(stems)}
    lines: list[Line] = [*page.lines, *([page.title] if page.title else [])]
    counts = np.zeros((len(lines), len(stems)))
    for number, line in enumerate(lines):
        for stem in line.stems:
            counts[number, at[stem]] += round(10 * rarity(stem))
    places = load().places(stems)
    return _Laid(at, places, counts > 0, counts @ load().vectors[places].astype(np.float64))


class Likeness:
    """A claim beside a page: how much of the claim each line holds in its own or in like words, and how near each line is in use."""

    def __init__(self, asked: Asked, page: Page, rarity: Rarity) -> None:
        words = load()
        self._laid = _laid(page, rarity)
        self._stems = tuple(dict.fromkeys(asked.stems))
        self.weights = np.array([float(round(10 * rarity(stem))) for stem in self._stems])
        self._total = float(self.weights.sum()) or 1.0
        asked_at = words.places(self._stems)
        near = (words.vectors[asked_at] @ words.vectors[self._laid.places].T).astype(np.float64) / SCALE**2
        near = np.where(near > LEAST, np.minimum(near, 1.0), 0.0)
        shared = np.rint(near * np.sqrt(near) * _THOUSAND)
        for number, stem in enumerate(self._stems):
            if stem in self._laid.at:
                shared[number, self._laid.at[stem]] = _THOUSAND
        self._shared = shared
        counts = np.zeros(len(self._stems))
        for stem in asked.stems:
            counts[self._stems.index(stem)] += 1
        self._told: tuple[list[float], list[float], list[float]] | None = None
        self._sum = (counts * self.weights) @ words.vectors[asked_at].astype(np.float64)

    def met(self, bag: frozenset[str]) -> Whole:
        """Of each stem of the claim, in order: how far the bag holds it or one like it, 0-1."""
        held = [self._laid.at[stem] for stem in bag if stem in self._laid.at]
        return self._shared[:, held].max(axis=1) / _THOUSAND if held and self._stems else np.zeros(len(self._stems))

    def covered(self, bag: frozenset[str]) -> float:
        """The share of the claim, by weight, that the bag holds in its own or in like words."""
        return self._share(np.rint(self.met(bag) * _THOUSAND))

    def lines(self) -> tuple[list[float], list[float], list[float]]:
        """Of each line of the page, the title last: its share as by ``covered``, the same with the line before, its nearness in use."""
        if self._told is None:
            self._told = self._read()
        return self._told

    def _read(self) -> tuple[list[float], list[float], list[float]]:
        count = len(self._laid.sums)
        if not self._stems or not count:
            return [0.0] * count, [0.0] * count, [0.0] * count
        held = np.where(self._laid.holds[:, None, :], self._shared[None, :, :], 0.0).max(axis=2, initial=0.0)
        with_before = np.maximum(held, np.vstack([held[:1] * 0, held[:-1]]))
        return [self._share(row) for row in held], [self._share(row) for row in with_before], [self.near(at) for at in range(count)]

    def near(self, line: int) -> float:
        """The cosine between the claim's and a line's weighted vectors; 0 where either has none."""
        other = self._laid.sums[line]
        size = float(self._sum @ self._sum) * float(other @ other)
        return float(self._sum @ other) / size**0.5 if size else 0.0

    def _share(self, thousandths: Whole) -> float:
        return float(thousandths @ self.weights) / (_THOUSAND * self._total)
