"""What was measured of each judge, on which set, when: ``data/judges/figures.json``, written by ``benchmarks.figures``.

Shown as they were measured, bad ones too, next to what others have published (``references``, with their source).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from evidence.rules import material

FILE = "judges/figures.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """One judge on one set. Shares 0-1; ``firm_supports``, ``firm_refutes``: (precision, coverage). ``pairs_per_s``: on ``machine``."""

    judge: str
    set: str
    date: str
    n: int
    accuracy: float
    macro_f1: float
    supports: float
    refutes: float
    neutral: float
    ece: float
    hit_at_1: float
    hit_at_3: float
    firm_supports: tuple[float, float]
    firm_refutes: tuple[float, float]
    pairs_per_s: float
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A figure that others report; ``metric`` in words, ``value`` 0-1."""

    system: str
    set: str
    metric: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class About:
    """What a judge is in one sentence, what it was trained on, and the licence of its weights."""

    judge: str
    what: str
    trained_on: tuple[str, ...] = ()
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    measured: tuple[Measured, ...] = ()
    references: tuple[Published, ...] = ()
    about: tuple[About, ...] = ()

    def of(self, judge: str) -> tuple[Measured, ...]:
        """The judge's figures, by set."""
        return tuple(sorted((one for one in self.measured if one.judge == judge), key=lambda one: one.set))

    def is_about(self, judge: str) -> About:
        return next((one for one in self.about if one.judge == judge), About(judge, ""))


def parse(data: bytes) -> Figures:
    """Reads the file; unknown keys are left alone, so that an older version reads a newer file."""
    read = json.loads(data)

    def made(kind: Any, row: Mapping[str, Any]) -> Any:
        return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items() if key in kind.__slots__})

    return Figures(
        tuple(made(Measured, row) for row in read.get("measured", [])),
        tuple(made(Published, row) for row in read.get("references", [])),
        tuple(made(About, row) for row in read.get("about", [])),
    )


def row(one: Measured | Published | About) -> dict[str, Any]:
    """As it stands in the file."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(one).items()}


@cache
def shipped() -> Figures:
    """The figures that ship, read once."""
    return parse(material.read(FILE))
