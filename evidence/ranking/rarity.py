"""How rare a stem is in biomedical abstracts: inverse document frequency in 33,277 PubMed records (data/ranking/make_rarity.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from evidence.rules import material

FILE = "ranking/rarity.json"
# A figure tells little by itself: it stands in many records, each time for something else.
_NUMBER = 3.0


@cache
def _table() -> tuple[Mapping[str, float], float]:
    read = json.loads(material.read(FILE))
    return {stem: int(value) / 10 for value, stems in read["rarity"].items() for stem in stems.split()}, float(read["unknown"])


def rarity(stem: str) -> float:
    """0 for a stem that every record holds; about 9 for one that hardly any does."""
    if stem[:1].isdigit():
        return _NUMBER
    known, unknown = _table()
    return known.get(stem, unknown)
