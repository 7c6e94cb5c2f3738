"""PubMed's numbered files: a baseline of the year and the updates that follow it ("pubmed26n0001.xml.gz", "pubmed26n1275.xml.gz").

The numbers go on from the baseline to its updates; a new year begins again at 1 with every record. A file says what held when it was
made, so a later one stands above an earlier one, whichever is read first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NAME = re.compile(r"pubmed(\d\d)n(\d{4,6})\.xml(?:\.gz)?")
_YEAR = 1_000_000


@dataclass(frozen=True, slots=True)
class Series:
    """The files of one year that were read: ``year`` as in their names (26), the first and last number, how many there are, and which
    numbers are missing below the last, as (from, to)."""

    year: int
    first: int
    last: int
    files: int
    missing: tuple[tuple[int, int], ...]


def place(name: str) -> int:
    """Where a file stands among all of them: later ones have higher numbers; 0 for a file that is none of PubMed's numbered ones."""
    found = _NAME.fullmatch(name)
    return int(found.group(1)) * _YEAR + int(found.group(2)) if found else 0


def of(names: Iterable[str]) -> tuple[Series, ...]:
    """The series that these files belong to, oldest first."""
    years: dict[int, set[int]] = {}
    for name in names:
        if stands := place(name):
            years.setdefault(stands // _YEAR, set()).add(stands % _YEAR)
    return tuple(Series(year, min(held), max(held), len(held), _missing(held)) for year, held in sorted(years.items()))


def _missing(held: set[int]) -> tuple[tuple[int, int], ...]:
    found, before = [], 0
    for number in sorted(held):
        if number > before + 1:
            found.append((before + 1, number - 1))
        before = number
    return tuple(found)
