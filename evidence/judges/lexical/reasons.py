"""The features that fired, in plain words, for the person who checks the stance."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.judges.lexical import signals
from evidence.judges.lexical.findings import Reading
from evidence.judges.lexical.reading import Asked, Line, Page, met
from evidence.judges.lexical.signals import Pointer, Signals
from evidence.model import Stance

_MOST = 5


def fired(
    asked: Asked, page: Page, chosen: Sequence[Line], claim_signals: Signals, stance: Stance, laid: Reading | None
) -> tuple[str, ...]:
    """At most five reasons, the weightiest first: the frame's, what is missing, what points which way, negation, hedges."""
    told: list[str] = [laid.why] if laid and laid.why else []
    missing = [unit for unit in asked.units if met(unit, page.about) < 0.5]
    if missing and not (laid and not laid.about):
        words = ", ".join(" ".join(unit.stems) for unit in sorted(missing, key=lambda unit: -unit.weight)[:3])
        told.append(f"the record does not speak of: {words}")
    if stance == Stance.NEUTRAL and not told:
        told.append("the record is near the claim, but no sentence says it or denies it")
    line = chosen[0]
    read = signals.read(line.low)
    pointed = _pointed(claim_signals, read)
    if pointed:
        told.append(pointed)
    if any(pointer.kind == "null" for pointer in read.pointers):
        words = next(pointer.words for pointer in read.pointers if pointer.kind == "null")
        told.append(f'the sentence reports a null result ("{words}")')
    elif read.negations and not claim_signals.denies:
        told.append("the sentence negates, the claim does not")
    if claim_signals.denies and not read.denies:
        told.append("the claim negates, the sentence does not")
    if read.unsettled:
        told.append("the sentence calls the question unsettled")
    elif read.hedges and stance != Stance.NEUTRAL:
        told.append("the sentence is hedged")
    return tuple(told[:_MOST])


def _pointed(claim: Signals, line: Signals) -> str:
    """The closest pair of direction words: the claim says "reduces", the sentence says "increased"."""
    best: tuple[float, Pointer, Pointer] | None = None
    for asked in claim.pointers:
        for given in line.pointers:
            shared = sum(min(weight, given.near.get(stem, 0.0)) for stem, weight in asked.near.items())
            if best is None or shared > best[0]:
                best = (shared, asked, given)
    if best is None or best[0] <= 0:
        return ""
    return f'the claim says "{best[1].words}", the sentence says "{best[2].words}"'
