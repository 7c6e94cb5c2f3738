"""``lexical-2``: a small, explainable judge. No network, no randomness, numpy only (model card: docs/judge-lexical-2.md).

A selector (a logistic regression and boosted trees), one regression with three outcomes over the best three sentences, and one that
says which way each sentence points, for its quotes. A stance always rests on sentences of the stored record, and says which features fired.

For a judge that stacks on it: ``read_pair(claim, citation) -> PairReading`` (sentences best first with their scores, ``stand`` and
``support`` as probabilities), then ``Lexical().settle(claim, citation, reading, name=...)`` with those two replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from evidence import levels, pico, scope, status
from evidence.judges.lexical import frames, pair, reading, reasons, signals
from evidence.judges.lexical.findings import Reading
from evidence.judges.lexical.pair import PairReading
from evidence.judges.lexical.reading import Line
from evidence.judges.lexical.weights import Weights, load
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

NAME = "lexical-2"
# The score of a stance that rests on the frame alone: such calls are right about as often on notes in our own words.
_BY_FRAME = 0.7


@dataclass(frozen=True, slots=True)
class Call:
    """What is said in the end; ``by_frame``: because the claim's PICO lay on the study and the finding settled it."""

    stance: Stance
    score: float
    strength: Strength
    by_frame: bool = False


def read_pair(claim: Claim, citation: Citation) -> PairReading:
    """What the shipped weights read of one claim beside one citation: chosen sentences and probabilities, nothing decided yet."""
    return pair.read(claim, citation, load())


class Lexical:
    """The judge; ``weights`` are the ones that ship unless others are given."""

    name = NAME

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights or load()

    def judge(self, claim: Claim, citations: Sequence[Citation]) -> tuple[Judgement, ...]:
        """One judgement a citation, in the same order."""
        return tuple(self.settle(claim, citation, pair.read(claim, citation, self._weights)) for citation in citations)

    def rank(self, claim: Claim, citation: Citation) -> tuple[Rationale, ...]:
        """The citation's sentences that may carry a stance on the claim, best first, whatever the stance is."""
        return pair.read(claim, citation, self._weights).sentences

    def settle(self, claim: Claim, citation: Citation, read: PairReading, *, name: str = NAME) -> Judgement:
        """From probabilities to a judgement: frame, strength, rationale and reasons.

        A judge that stacks another reader on this one replaces ``stand`` and ``support`` of ``read_pair`` and gives its own ``name``.
        """
        asked, page = reading.ask(claim, self._weights.rarity), reading.read(citation)
        report = status.of(citation)
        graded = _graded(citation, claim.kind, report.notice)
        study = _study(citation)
        mismatches = scope.compare(claim, study, citation)
        plain = Judgement(
            citation.pmid, Stance.NEUTRAL, 1.0, Strength.LOW, (), Directness.INDIRECT if mismatches else Directness.DIRECT, mismatches,
            graded, report.status, name, title=citation.title, year=citation.year, note=citation.note is not None,
        )
        if not page.lines:
            return replace(plain, features=("the record has no text to judge",))
        chosen = read.lines[: pair.READ]
        laid = frames.lay(claim, asked, study, citation, page, chosen)
        call = self._call(read, laid)
        told = reasons.fired(asked, page, chosen, signals.read(asked.low), call.stance, laid)
        if call.stance == Stance.NEUTRAL:
            return replace(plain, score=round(call.score, 4), features=told)
        null = laid is not None and laid.null
        rationale = _rationale(read, call.stance, laid.line if call.by_frame and laid else None)
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

    def about(self, claim: Claim, citation: Citation, read: PairReading) -> bool:
        """Whether the frame lets the record speak about the claim at all; where it does not, no reading of its words counts."""
        asked, page = reading.ask(claim, self._weights.rarity), reading.read(citation)
        if not page.lines:
            return False
        laid = frames.lay(claim, asked, _study(citation), citation, page, read.lines[: pair.READ])
        return laid is None or laid.about

    def _call(self, read: PairReading, laid: Reading | None) -> Call:
        """The words' opinion and the frame's reading together: the frame decides where it can, the words make it sure or doubtful."""
        stance = read.stance
        score = read.probability(stance)
        strength = self._strength(stance, score) if stance != Stance.NEUTRAL else Strength.LOW
        if laid is None:
            return Call(stance, score, strength)
        if not laid.about:
            # Another study in the words of this claim: at most something for a person to look at.
            return Call(stance, score, Strength.LOW) if strength == Strength.HIGH else Call(Stance.NEUTRAL, 1 - read.stand, Strength.LOW)
        if not laid.sign:
            return Call(stance, score, strength) if strength != Strength.LOW else Call(Stance.NEUTRAL, 1 - read.stand, Strength.LOW)
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


def _rationale(read: PairReading, stance: Stance, settled: Line | None) -> tuple[Rationale, ...]:
    """The sentence that settled it, then those that point the stance's way, best first; the best of all where none does."""
    side = 1 if stance == Stance.SUPPORTS else -1
    pointing = [line for line, point in zip(read.lines, read.pointing, strict=False) if point * side > 0]
    first = [settled] if settled else []
    return tuple(pair.quoted(line) for line in ([*first, *(line for line in pointing if line != settled)] or list(read.lines[:1]))[:2])
