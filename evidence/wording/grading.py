"""How strongly a sentence ties cause to effect: 0 no finding, 1 goes together, 2 may cause, 3 causes.

A small linear model over words, pairs of words, and which of the cue tables fire and in which order (``rules/overstatement.py``); its
weights are shipped (``data/wording/strength-1.json``, made by ``benchmarks.train_wording``; docs/wording-strength-1.md).
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from itertools import pairwise
from typing import Any

from evidence.rules import material, overstatement

MODEL = "wording/strength-1.json"
GRADES = 4
_LONGEST = 2000
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[%,;:]")
_CUES = (
    *((cue.name, cue.found) for table in (overstatement.ASSOCIATION, overstatement.CAUSE, overstatement.CONDITION) for cue in table),
    ("nofinding", re.compile(overstatement.NO_FINDING, re.IGNORECASE)),
)


def features(sentence: str) -> frozenset[str]:
    """What the model looks at: words and pairs of words, cues, which cue follows which, and length; at most 2,000 characters are read."""
    said = sentence[:_LONGEST]
    tokens = ["<s>", *(token if not token.isdigit() else "0" for token in _TOKEN.findall(said.lower()))]
    spots = sorted((match.start(), name) for name, pattern in _CUES if (match := pattern.search(said)))
    fired = [name for _, name in spots]
    found = {*tokens, *(f"{left} {right}" for left, right in pairwise(tokens))}
    found |= {f"={name}" for name in fired} | {f"={left}>{right}" for left, right in pairwise(fired)}
    found.add(f"=={'+'.join(sorted({name.partition('.')[0] for name in fired}))}")
    found.add(f"={min(len(tokens) // 8, 6)}")
    return frozenset(found)


def shares(sentence: str) -> tuple[float, ...]:
    """How much speaks for each of the four grades; they add up to 1."""
    bias, weights = _model()
    totals = list(bias)
    for feature in sorted(features(sentence)):
        row = weights.get(feature)
        if row is not None:
            totals = [total + weight for total, weight in zip(totals, row, strict=True)]
    said = [1 / (1 + math.exp(-max(min(total, 50.0), -50.0))) for total in totals]
    return tuple(one / sum(said) for one in said)


def grade(sentence: str) -> int:
    """The grade for which most speaks; of equals the weaker one."""
    said = shares(sentence)
    return max(range(GRADES), key=lambda one: (said[one], -one))


def level(sentence: str) -> float:
    """Where a sentence that states a finding stands between 1 and 3, for comparing two: the grades weighed by their shares."""
    _, *said = shares(sentence)
    return sum(one * share for one, share in enumerate(said, 1)) / sum(said)


@cache
def _model() -> tuple[tuple[float, ...], dict[str, tuple[float, ...]]]:
    kept: dict[str, Any] = json.loads(material.read(MODEL))
    return tuple(kept["bias"]), {name: tuple(row) for name, row in kept["weights"].items()}
