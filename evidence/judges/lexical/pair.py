"""One claim beside one citation, as numbers: its sentences ranked, whether it takes a stand, and which way it points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evidence.judges.lexical import features, reading, selector, signals
from evidence.judges.lexical.likeness import Likeness
from evidence.judges.lexical.reading import Line
from evidence.judges.lexical.weights import Weights, sigmoid
from evidence.model import Citation, Claim, Rationale, Stance

# So many of the best sentences are weighed for a stance.
READ = 3


@dataclass(frozen=True, slots=True)
class PairReading:
    """What the numbers say before anything is decided.

    ``stand``: probability 0-1 that the citation takes a stand on the claim; ``support``: probability 0-1 that it supports if so.
    ``lines``: the abstract's sentences that may carry a stance, best first, ``scores`` the selector's probability of each;
    ``pointing``: of the first READ of them, how far each points for (> 0) or against (< 0) the claim.
    """

    stand: float
    support: float
    lines: tuple[Line, ...] = ()
    scores: tuple[float, ...] = ()
    pointing: tuple[float, ...] = ()

    @property
    def sentences(self) -> tuple[Rationale, ...]:
        """The lines as quotes with their offsets, best first."""
        return tuple(quoted(line) for line in self.lines)

    def probability(self, stance: Stance) -> float:
        if stance == Stance.NEUTRAL:
            return 1 - self.stand
        return self.stand * (self.support if stance == Stance.SUPPORTS else 1 - self.support)

    @property
    def stance(self) -> Stance:
        return max((Stance.NEUTRAL, Stance.SUPPORTS, Stance.REFUTES), key=self.probability)


def quoted(line: Line) -> Rationale:
    return Rationale(line.start, line.end, line.words, line.part)


def read(claim: Claim, citation: Citation, weights: Weights) -> PairReading:
    """Pure: the same claim, citation and weights give the same reading. A record without text takes no stand."""
    asked, page = reading.ask(claim, weights.rarity), reading.read(citation)
    if not page.lines:
        return PairReading(0.0, 0.5)
    alike = Likeness(asked, page, weights.rarity)
    table = selector.features(asked, page, weights.rarity, alike)
    logits = weights.selector.logit(table)
    order = selector.order(page, logits)
    lines, scores = tuple(page.lines[at] for at in order), tuple(sigmoid(float(logits[at])) for at in order)
    claimed = signals.read(asked.low)
    each = [features.direction(asked, claimed, line, signals.read(line.low), weights.rarity) for line in lines[:READ]]
    told = np.array([[one[name] for name in features.DIRECTION] for one in each])
    about = features.evidence(asked, page, lines[:READ], scores, alike)
    refutes, neutral, supports = weights.stance.chances(features.pair(about, told, table[list(order[:READ])], scores))
    pointing = tuple(float(point) for point in weights.direction.logit(told))
    return PairReading(1 - neutral, supports / (supports + refutes), lines, scores, pointing)
