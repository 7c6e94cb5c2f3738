"""Is the citation about the claim at all, and how does each of its sentences point: the two sets of numbers that are weighed."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.judges.lexical.reading import Asked, Line, Page, Rarity, covered, grams, met
from evidence.judges.lexical.selector import pairs
from evidence.judges.lexical.signals import NAMES as POINTING
from evidence.judges.lexical.signals import Signals, compare

# Does it take a stand at all: what of the claim stands in the best sentence, in the best three, in the whole record.
EVIDENCE = (
    "covered_best", "covered_three", "covered_record", "covered_title", "missing_three", "missing_record", "rarest", "second_rarest",
    "concepts_three", "concepts_record", "concept_least", "dice", "pairs", "grams", "select_first", "select_second", "select_sum",
)
# Which way one sentence points; the last ones are the first ones weighted with how much of the claim the sentence covers.
_WEIGHTED = (
    "agree", "oppose", "none_against_some", "null_against_plain", "negation_only_here", "value_agree", "value_oppose", "closest",
    "opposites", "same_word",
)
DIRECTION = (*POINTING, "covered", "is_conclusion", "is_result", *(f"{name}_covered" for name in _WEIGHTED))


def evidence(asked: Asked, page: Page, chosen: Sequence[Line], scores: Sequence[float]) -> tuple[float, ...]:
    """By EVIDENCE; ``chosen`` are the best sentences, best first, ``scores`` their selector's probabilities."""
    union = frozenset[str]().union(*(line.bag for line in chosen))
    best = chosen[0]
    heaviest = sorted(asked.units, key=lambda unit: -unit.weight)[:2]
    rare = [met(unit, union) for unit in heaviest] or [0.0]
    concepts = [unit for unit in asked.units if unit.ui]
    in_three = [met(unit, union) for unit in concepts]
    in_record = [met(unit, page.about) for unit in concepts]
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
        len(asked.grams & frozenset[str]().union(*(grams(line.low) for line in chosen))) / max(1, len(asked.grams)),
        scores[0],
        scores[1] if len(scores) > 1 else 0.0,
        sum(scores[:3]),
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
