"""Pair judges: a small network reads claim and evidence side by side. Off unless its folder is there and its name is asked for.

The linear judge chooses the sentences, lays the frame and gives the reasons; the network's probabilities take the place of its
own (``Pair``), or are put beside them (with ``stacking``). Nothing here opens a file: a door hands over bytes whose hashes held.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from evidence.errors import SettingsError
from evidence.judges import lexical
from evidence.judges.lexical import Lexical
from evidence.judges.lexical.pair import PairReading
from evidence.judges.lexical.reading import Line
from evidence.judges.lexical.selector import NO_FINDING
from evidence.judges.lexical.weights import load
from evidence.judges.pair.card import STANCES, Card, Stacking
from evidence.model import Citation, Claim, Judgement, Rationale, Stance

Three = tuple[float, float, float]
# Logarithms stay finite, as in the fitting.
_LEAST = 1e-4
# Where the linear judge sees less of a stand than this, the mean of both stays neutral: no label of 920 held-out and dev pairs changed.
_IDLE = 0.1
_READS = {
    Stance.SUPPORTS: "supporting the claim",
    Stance.NEUTRAL: "neither supporting nor refuting it",
    Stance.REFUTES: "refuting the claim",
}


class Reads(Protocol):
    """What a judge needs of a network: supports, neutral, refutes for one pair of texts."""

    def probabilities(self, claim: str, evidence: str) -> Three: ...


class Pair:
    """A judge from a network and its card; with ``stacking`` the linear judge's probabilities have their say too."""

    def __init__(self, name: str, card: Card, network: Reads, stacking: Stacking | None = None) -> None:
        if stacking and stacking.lexical not in ("", lexical.NAME):
            raise SettingsError(
                f"The judge {stacking.name} was fitted beside {stacking.lexical}; this version has {lexical.NAME}.",
                advice='Take the version of the product that it was made for, or leave "stacking" out of its judge.json.',
            )
        self.name = name
        self._card, self._network, self._stacking = card, network, stacking
        fitted = stacking or card
        self._lexical = Lexical(replace(load(), medium=dict(fitted.medium), high=dict(fitted.high)))

    def judge(self, claim: Claim, citations: Sequence[Citation]) -> tuple[Judgement, ...]:
        """One judgement a citation, in the same order; each is the same whatever stands beside it."""
        return tuple(self._one(claim, citation) for citation in citations)

    def rank(self, claim: Claim, citation: Citation) -> tuple[Rationale, ...]:
        """The citation's sentences that may carry a stance on the claim, best first."""
        return self._lexical.rank(claim, citation)

    def _one(self, claim: Claim, citation: Citation) -> Judgement:
        words = lexical.read_pair(claim, citation)
        telling = tuple(line for line in words.lines if line.role not in NO_FINDING)
        if not telling:
            # Nothing but aims and methods: they say what was asked, not what was found.
            return self._lexical.settle(claim, citation, replace(words, stand=0.0), name=self.name)
        if self._stacking and (words.stand < _IDLE or not self._lexical.about(claim, citation, words)):
            # The network is slow, and no reading of it could make a study be about the claim: it reads only where it can matter.
            return self._lexical.settle(claim, citation, words, name=self.name)
        read = self.read(claim.text, telling)
        own = probabilities(words)
        mixed = stacked(own, read, self._stacking) if self._stacking else read
        said = self._lexical.settle(claim, citation, _with(words, mixed), name=self.name)
        return replace(said, features=(self._told(read, own), *said.features))

    def read(self, claim: str, lines: Sequence[Line]) -> Three:
        """The network's mean over its views of the best sentences, each in the order of the abstract."""
        views = dict.fromkeys(_view(lines[:many]) for many in self._card.views)
        each = [self._network.probabilities(claim, view) for view in views]
        return _three(math.fsum(one[at] for one in each) / len(each) for at in range(len(STANCES)))

    def _told(self, read: Three, own: Three) -> str:
        mine, theirs = _stance(read), _stance(own)
        told = f"the pair model {self._card.name} reads the sentences as {_READS[mine]}"
        return told if mine == theirs or not self._stacking else f"{told}; the linear judge reads them as {_READS[theirs]}"


def probabilities(words: PairReading) -> Three:
    """What the linear judge says, in the order of STANCES."""
    return _three(words.probability(stance) for stance in STANCES)


def stacked(words: Three, read: Three, how: Stacking) -> Three:
    """Both readings as one: their mean, or the fitted regression over their logarithms."""
    if not how.coefficients:
        return _three((1 - how.weight) * a + how.weight * b for a, b in zip(words, read, strict=True))
    logs = [math.log(max(one, _LEAST)) for one in (*words, *read)]
    rows = zip(how.coefficients, how.intercept, strict=True)
    logits = [math.fsum(c * log for c, log in zip(row, logs, strict=True)) + base for row, base in rows]
    most = max(logits)
    weights = [math.exp(logit - most) for logit in logits]
    return _three(weight / math.fsum(weights) for weight in weights)


def _with(words: PairReading, said: Three) -> PairReading:
    supports, neutral, refutes = said
    taken = supports + refutes
    return replace(words, stand=1 - neutral, support=supports / taken if taken > 0 else 0.5)


def _view(lines: Sequence[Line]) -> str:
    return " ".join(line.words for line in sorted(lines, key=lambda line: line.start))


def _stance(said: Three) -> Stance:
    """Neutral where equal."""
    return max((Stance.NEUTRAL, Stance.SUPPORTS, Stance.REFUTES), key=lambda stance: said[STANCES.index(stance)])


def _three(values: Iterable[float]) -> Three:
    one, two, three = values
    return one, two, three
