"""Which sentences of an abstract speak about the claim: features of every sentence, best first by a logistic regression."""

from __future__ import annotations

import math
import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from evidence.judges.lexical.likeness import Likeness
from evidence.judges.lexical.reading import Asked, Line, Page, Rarity, covered, met

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_BACKWARDS = (
    "this", "these", "it ", "they", "such", "the results", "our", "thus", "moreover", "furthermore", "in addition",
)
# Never shown for a claim about a result: they say why or how, not what was found.
NO_FINDING = ("aim", "method")

NAMES = (
    "covered", "covered_words", "dice", "bm25", "bm25_of_best", "rank", "pairs", "grams", "rarest", "place", "first", "last", "near_end",
    "is_aim", "is_method", "is_result", "is_conclusion", "is_background", "length", "has_number", "number_met", "before", "after",
    "points_back", "covered_of_best", "grams_of_best", "like", "like_of_best", "use", "use_of_best", "like_with_before", "like_after",
    "use_rank",
)
_LEAST_USE = 0.05


def features(asked: Asked, page: Page, rarity: Rarity, alike: Likeness) -> NDArray[np.float64]:
    """One row a sentence of the abstract, in NAMES order; ``alike``: of this claim and this page."""
    lines = page.lines
    count = len(lines)
    table = np.zeros((count, len(NAMES)))
    if not count:
        return table
    seen = Counter(stem for line in lines for stem in line.bag)
    usual = sum(len(line.stems) for line in lines) / count
    weight = {stem: rarity(stem) for stem in sorted(asked.bag)}
    total = sum(weight.values()) or 1.0
    covers = [covered(asked, line.bag) for line in lines]
    local = {stem: math.log(1 + (count - seen[stem] + 0.5) / (seen[stem] + 0.5)) for stem in asked.bag if stem in seen}
    scores = []
    for line in lines:
        score = 0.0
        for stem in sorted(asked.bag & line.bag):
            often = line.stems.count(stem)
            damped = often * 2.2 / (often + 1.2 * (0.25 + 0.75 * len(line.stems) / max(1.0, usual)))
            score += (0.5 * weight[stem] + 1.5 * local[stem]) * damped
        scores.append(score)
    best = max(scores) or 1.0
    rank = {place: order for order, place in enumerate(sorted(range(count), key=lambda at: (-scores[at], at)))}
    shapes = [held_grams(asked, line) for line in lines]
    like, with_before, use = (told[:count] for told in alike.lines())
    likest, most_used = max(*like, 1e-9), max(*use, _LEAST_USE)
    use_rank = {place: order for order, place in enumerate(sorted(range(count), key=lambda at: (-use[at], at)))}
    most, closest = max(max(covers), 1e-9), max(max(shapes), 1e-9)
    rarest = max(asked.units, key=lambda unit: unit.weight) if asked.units else None
    numbers = frozenset(_NUMBER.findall(asked.low))
    for at, line in enumerate(lines):
        shared = sum(weight[stem] for stem in sorted(asked.bag & line.bag))
        own = sum(rarity(stem) for stem in sorted(line.bag)) or 1.0
        given = frozenset(_NUMBER.findall(line.low))
        before = covers[at - 1] if at else 0.0
        table[at] = (
            covers[at], shared / total, 2 * shared / (total + own), scores[at] / 20, scores[at] / best, 1 / (1 + rank[at]),
            pairs(asked, line.stems), shapes[at], met(rarest, line.bag) if rarest else 0.0,
            at / max(1, count - 1), at == 0, at == count - 1, at >= count - 2,
            line.role == "aim", line.role == "method", line.role == "result", line.role == "conclusion", line.role == "background",
            math.log(1 + len(line.stems)) / 4, bool(given), len(numbers & given) / len(numbers) if numbers else 0.0,
            before, covers[at + 1] if at + 1 < count else 0.0, before if line.low.startswith(_BACKWARDS) else 0.0,
            covers[at] / most, shapes[at] / closest,
            like[at], like[at] / likest, use[at], use[at] / most_used, with_before[at] - like[at] if at else 0.0,
            like[at + 1] if at + 1 < count else 0.0, 1 / (1 + use_rank[at]),
        )
    return table


def held_grams(asked: Asked, line: Line) -> float:
    """The share of the claim's groups of letters that a line holds: they meet where stems do not ("mitochondrion", "mitochondrial")."""
    return sum(group in line.low for group in asked.grams) / max(1, len(asked.grams))


def pairs(asked: Asked, stems: tuple[str, ...]) -> float:
    """The share of the claim's neighbouring stems that stand near each other in the sentence too."""
    places = {stem: at for at, stem in enumerate(stems)}
    beside = zip(asked.stems, asked.stems[1:], strict=False)
    near = sum(1 for a, b in beside if a in places and b in places and abs(places[a] - places[b]) <= 3)
    return near / max(1, len(asked.stems) - 1)


def order(page: Page, scores: NDArray[np.float64]) -> tuple[int, ...]:
    """Sentences best first; those without a finding only where there is nothing else."""
    places = sorted(range(len(page.lines)), key=lambda at: (-float(scores[at]), at))
    telling = tuple(at for at in places if page.lines[at].role not in NO_FINDING)
    return telling or tuple(places)
