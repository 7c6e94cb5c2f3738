"""``lexical-1``: a small, explainable judge. No network, no randomness, numpy only (model card: docs/judge-lexical-1.md).

Three logistic regressions: which sentences speak about the claim, whether the citation takes a stand at all, and which way
each of those sentences points. A stance always rests on sentences of the stored record, and says which features fired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from evidence import levels, pico, scope, status
from evidence.judges.lexical import features, frames, reading, reasons, selector, signals
from evidence.judges.lexical.findings import Reading
from evidence.judges.lexical.reading import Asked, Line, Page
from evidence.judges.lexical.signals import Signals
from evidence.judges.lexical.weights import Weights, load, sigmoid
from evidence.model import (
    Citation,
    Claim,
    Design,
    Directness,
    Graded,
    Judgement,
    Kind,
    Pico,
    Rationale,
    Stance,
    Strength,
)
from evidence.rules import absolutes
from evidence.rules.designs import SMALL

NAME = "lexical-1"
_READ = 3
# The score of a stance that rests on the frame alone: such calls are right about as often on notes in our own words.
_BY_FRAME = 0.7


@dataclass(frozen=True, slots=True)
class Ranked:
    """A page's sentences for one claim, best first, each with the selector's probability."""

    lines: tuple[Line, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the numbers say before anything is decided: probability of taking a stand, and of supporting if so."""

    stand: float
    support: float
    pointing: tuple[float, ...]

    def probability(self, stance: Stance) -> float:
        if stance == Stance.NEUTRAL:
            return 1 - self.stand
        return self.stand * (self.support if stance == Stance.SUPPORTS else 1 - self.support)

    @property
    def stance(self) -> Stance:
        return max((Stance.NEUTRAL, Stance.SUPPORTS, Stance.REFUTES), key=self.probability)


@dataclass(frozen=True, slots=True)
class Call:
    """What is said in the end; ``by_frame``: because the claim's PICO lay on the study and the finding settled it."""

    stance: Stance
    score: float
    strength: Strength
    by_frame: bool = False


class Lexical:
    """The judge; ``weights`` are the ones that ship unless others are given."""

    name = NAME

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights or load()

    def judge(self, claim: Claim, citations: Sequence[Citation]) -> tuple[Judgement, ...]:
        """One judgement a citation, in the same order."""
        asked = reading.ask(claim, self._weights.rarity)
        return tuple(self._one(claim, asked, citation) for citation in citations)

    def rank(self, claim: Claim, citation: Citation) -> tuple[Rationale, ...]:
        """The citation's sentences that may carry a stance on the claim, best first, whatever the stance is."""
        ranked = self._ranked(reading.ask(claim, self._weights.rarity), reading.read(citation))
        return tuple(_quoted(line) for line in ranked.lines)

    def _ranked(self, asked: Asked, page: Page) -> Ranked:
        table = selector.features(asked, page, self._weights.rarity)
        logits = self._weights.selector.logit(table) if len(table) else np.zeros(0)
        order = selector.order(page, logits)
        return Ranked(tuple(page.lines[at] for at in order), tuple(sigmoid(float(logits[at])) for at in order))

    def _opinion(self, asked: Asked, page: Page, ranked: Ranked, claim_signals: Signals) -> Opinion:
        chosen, scores = ranked.lines[:_READ], ranked.scores[:_READ]
        weights = self._weights
        row = np.array([features.evidence(asked, page, chosen, ranked.scores)])
        stand = float(weights.evidence.logit(row)[0])
        told = [features.direction(asked, claim_signals, line, signals.read(line.low), weights.rarity) for line in chosen]
        pointing = weights.direction.logit(np.array([[each[name] for name in features.DIRECTION] for each in told]))
        trust = [max(score, 0.001) for score in scores]
        mean = sum(float(point) * share for point, share in zip(pointing, trust, strict=True)) / sum(trust)
        return Opinion(
            sigmoid(stand + weights.reach), sigmoid(weights.slope * mean + weights.lean), tuple(float(point) for point in pointing)
        )

    def _one(self, claim: Claim, asked: Asked, citation: Citation) -> Judgement:
        page = reading.read(citation)
        report = status.of(citation)
        graded = _graded(citation, claim.kind, report.notice)
        study = _study(citation)
        mismatches = scope.compare(claim, study, citation)
        plain = Judgement(
            citation.pmid, Stance.NEUTRAL, 1.0, Strength.LOW, (), Directness.INDIRECT if mismatches else Directness.DIRECT, mismatches,
            graded, report.status, NAME, title=citation.title, year=citation.year, note=citation.note is not None,
        )
        if not page.lines:
            return replace(plain, features=("the record has no text to judge",))
        ranked = self._ranked(asked, page)
        claim_signals = signals.read(asked.low)
        opinion = self._opinion(asked, page, ranked, claim_signals)
        laid = frames.lay(claim, asked, study, citation, page, ranked.lines[:_READ])
        call = self._call(opinion, laid)
        told = reasons.fired(asked, page, ranked.lines[:_READ], claim_signals, call.stance, laid)
        if call.stance == Stance.NEUTRAL:
            return replace(plain, score=round(call.score, 4), features=told)
        null = laid is not None and laid.null
        rationale = _rationale(ranked.lines[:_READ], opinion, call.stance, laid.line if call.by_frame and laid else None)
        beyond = (laid.overstated if laid else "") or _beyond(claim, rationale)
        return replace(
            plain,
            stance=call.stance,
            score=round(call.score, 4),
            strength=call.strength,
            rationale=rationale,
            features=told,
            overstated=beyond if call.stance == Stance.SUPPORTS else "",
            underpowered=call.stance == Stance.REFUTES and null and _small(graded),
        )

    def _call(self, opinion: Opinion, laid: Reading | None) -> Call:
        """The words' opinion and the frame's reading together: the frame decides where it can, the words make it sure or doubtful."""
        stance = opinion.stance
        score = opinion.probability(stance)
        strength = self._strength(stance, score) if stance != Stance.NEUTRAL else Strength.LOW
        if laid is None:
            return Call(stance, score, strength)
        if not laid.about:
            # Another study in the words of this claim: at most something for a person to look at.
            return Call(stance, score, Strength.LOW) if strength == Strength.HIGH else Call(Stance.NEUTRAL, 1 - opinion.stand, Strength.LOW)
        if not laid.sign:
            return Call(stance, score, strength) if strength != Strength.LOW else Call(Stance.NEUTRAL, 1 - opinion.stand, Strength.LOW)
        said = Stance.SUPPORTS if laid.sign > 0 else Stance.REFUTES
        if stance == said:
            return Call(said, max(score, _BY_FRAME), Strength.HIGH if strength != Strength.LOW else Strength.MEDIUM, True)
        doubted = stance != Stance.NEUTRAL and strength != Strength.LOW
        return Call(said, _BY_FRAME, Strength.LOW if doubted else Strength.MEDIUM, True)

    def _strength(self, stance: Stance, probability: float) -> Strength:
        if probability >= self._weights.high[stance.value]:
            return Strength.HIGH
        return Strength.MEDIUM if probability >= self._weights.medium[stance.value] else Strength.LOW


# One citation meets many claims; what does not depend on the claim is found once.


@lru_cache(maxsize=2048)
def _study(citation: Citation) -> Pico:
    return pico.of_citation(citation)


@lru_cache(maxsize=4096)
def _graded(citation: Citation, kind: Kind, notice: bool) -> Graded:
    graded = levels.grade(citation, kind)
    return Graded(Design.NOTICE, None, graded.row, "a notice about another paper") if notice else graded


def _beyond(claim: Claim, rationale: Sequence[Rationale]) -> str:
    """What an absolute claim promises beyond its quotes: an improvement is no cure, some patients are not every patient."""
    quoted = " ".join(quote.text for quote in rationale)
    for promise, carried in zip(absolutes.CLAIMED, absolutes.CARRIED, strict=True):
        if (said := promise.found.search(claim.text)) and not carried.found.search(quoted):
            return f'the claim says "{said.group()}", the study says less'
    return ""


def _small(graded: Graded) -> bool:
    """A study that could easily have missed a difference, and was not built to show that there is none."""
    return graded.n is not None and graded.n < SMALL and "equivalence" not in graded.flags


def _rationale(chosen: Sequence[Line], opinion: Opinion, stance: Stance, settled: Line | None) -> tuple[Rationale, ...]:
    """The sentence that settled it, then those that point the stance's way, best first; the best of all where none does."""
    side = 1 if stance == Stance.SUPPORTS else -1
    pointing = [line for line, point in zip(chosen, opinion.pointing, strict=True) if point * side > 0]
    first = [settled] if settled else []
    return tuple(_quoted(line) for line in ([*first, *(line for line in pointing if line != settled)] or list(chosen[:1]))[:2])


def _quoted(line: Line) -> Rationale:
    return Rationale(line.start, line.end, line.words, line.part)
