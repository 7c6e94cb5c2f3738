"""Is the citation about the claim at all, and how does each of its sentences point: the two sets of numbers that are weighed."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evidence.judges.lexical.likeness import Likeness
from evidence.judges.lexical.reading import Asked, Line, Page, Rarity, covered, met
from evidence.judges.lexical.selector import pairs
from evidence.judges.lexical.signals import NAMES as POINTING
from evidence.judges.lexical.signals import Signals, compare

# Does it take a stand at all: what of the claim stands in the best sentence, in the best three, in the whole record.
EVIDENCE = (
    "covered_best", "covered_three", "covered_record", "covered_title", "missing_three", "missing_record", "rarest", "second_rarest",
    "concepts_three", "concepts_record", "concept_least", "dice", "pairs", "grams", "select_first", "select_second", "select_sum",
    "like_best", "like_three", "like_record", "like_title", "like_least", "unlike_three", "use_best", "use_title", "use_record",
)
_UNLIKE = 0.4
# Which way one sentence points; the last ones are the first ones weighted with how much of the claim the sentence covers.
_WEIGHTED = (
    "agree", "oppose", "none_against_some", "null_against_plain", "negation_only_here", "value_agree", "value_oppose", "closest",
    "opposites", "same_word",
)
_LIKE = ("like", "like_of_best", "use", "use_of_best", "like_with_before", "like_after", "use_rank")
DIRECTION = (*POINTING, "covered", "is_conclusion", "is_result", *(f"{name}_covered" for name in _WEIGHTED))

# One row a pair, for the stance: whether it takes a stand, how the best sentence points, how the best three do together (each with the
# share of the selector's trust in it) and at the most, and how alike they are to the claim.
PAIR = (
    *EVIDENCE, *(f"{name}_first" for name in DIRECTION), *(f"{name}_three" for name in DIRECTION), *(f"{name}_most" for name in DIRECTION),
    *(f"{name}_three" for name in _LIKE),
)


def evidence(asked: Asked, page: Page, chosen: Sequence[Line], scores: Sequence[float], alike: Likeness) -> tuple[float, ...]:
    """By EVIDENCE; ``chosen`` are the best sentences, best first, ``scores`` their selector's probabilities."""
    _, _, use = alike.lines()
    union = frozenset[str]().union(*(line.bag for line in chosen))
    best = chosen[0]
    heaviest = sorted(asked.units, key=lambda unit: -unit.weight)[:2]
    rare = [met(unit, union) for unit in heaviest] or [0.0]
    concepts = [unit for unit in asked.units if unit.ui]
    in_three = [met(unit, union) for unit in concepts]
    in_record = [met(unit, page.about) for unit in concepts]
    alike_three = alike.met(union)
    heavy = sorted(range(len(alike_three)), key=lambda at: -alike.weights[at])[:2]
    return (
        covered(asked, best.bag),
        covered(asked, union),
        covered(asked, page.about),
        covered(asked, page.title.bag) if page.title else 0.0,
        sum(unit.weight for unit in asked.units if met(unit, union) < 0.5) / 10,
        sum(unit.weight for unit in asked.units if met(unit, page.about) < 0.5) / 10,
        rare[0],
        rare[-1],
        sum(in_three) / len(in_three) if in_three else 0.5,
        sum(in_record) / len(in_record) if in_record else 0.5,
        min(in_record, default=0.5),
        2 * len(asked.bag & best.bag) / (len(asked.bag) + len(best.bag) + 1e-9),
        max(pairs(asked, line.stems) for line in chosen),
        sum(any(group in line.low for line in chosen) for group in asked.grams) / max(1, len(asked.grams)),
        scores[0],
        scores[1] if len(scores) > 1 else 0.0,
        sum(scores[:3]),
        alike.covered(best.bag),
        alike.covered(union),
        alike.covered(page.about),
        alike.covered(page.title.bag) if page.title else 0.0,
        min((float(alike_three[at]) for at in heavy), default=0.0),
        sum(float(weight) for weight, share in zip(alike.weights, alike_three, strict=True) if share < _UNLIKE) / 100,
        use[page.lines.index(best)],
        use[len(page.lines)] if page.title else 0.0,
        max(use[: len(page.lines)]),
    )


def direction(asked: Asked, claim: Signals, line: Line, line_signals: Signals, rarity: Rarity) -> dict[str, float]:
    """By DIRECTION, for one sentence."""
    told = compare(claim, asked.bag, line_signals, rarity)
    told["covered"] = covered(asked, line.bag)
    told["is_conclusion"] = float(line.role == "conclusion")
    told["is_result"] = float(line.role == "result")
    for name in _WEIGHTED:
        told[f"{name}_covered"] = told[name] * told["covered"]
    return told


def pair(about: Sequence[float], told: NDArray[np.float64], table: NDArray[np.float64], scores: Sequence[float]) -> NDArray[np.float64]:
    """By PAIR: ``about`` as by ``evidence``, ``told`` the direction rows and ``table`` the selector's rows of the chosen sentences."""
    trust = [max(score, 0.001) for score in scores[: len(told)]]
    total = sum(trust)
    shares = [each / total for each in trust]

    def mean(rows: NDArray[np.float64]) -> list[float]:
        return [math.fsum(share * float(value) for share, value in zip(shares, column, strict=True)) for column in rows.T]

    return np.array([*about, *told[0], *mean(told), *told.max(axis=0), *mean(table[:, -len(_LIKE) :])])
