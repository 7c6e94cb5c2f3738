"""What a study's finding says about a claim that it is about: figures, groups, effects, what came after what, and what is denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence import text
from evidence.judges.lexical import figures, signals
from evidence.judges.lexical.reading import Asked, Line, Page, other_names
from evidence.judges.lexical.signals import Pointer
from evidence.model import Certainty, Claim, Concept, Direction, Kind
from evidence.rules import frames as rules
from evidence.rules.cue import one_of

_OPEN = one_of(rules.OPEN)
_NO = one_of(rules.DENYING)
_CLAUSE = re.compile(r"[;,:]\s|\s(?:but|whereas|while|although)\s")
_GENERAL = frozenset(text.content_words("chronic acute syndrome disorder disease resistant major treatment"))


@dataclass(frozen=True, slots=True)
class Reading:
    """``about``: the study speaks about the claim. ``sign``: 1 for it, -1 against it, 0 open; ``line``: where it says so.

    ``overstated``: the study's figure where the claim's goes beyond it. ``null``: it speaks against the claim by finding nothing.
    """

    about: bool
    sign: int = 0
    line: Line | None = None
    why: str = ""
    overstated: str = ""
    null: bool = False


def stems_of(concepts: Sequence[Concept]) -> frozenset[str]:
    return frozenset(stem for concept in concepts for stem in text.content_words(f"{concept.words} {concept.name}"))


def prevalence(claim: Claim, lines: Sequence[Line]) -> Reading:
    groups = figures.groups_of(claim.text)
    if len(groups) >= 2:
        for line in lines:
            sign, words = figures.more_in_the_first(line.words, groups[0], groups[1])
            if sign:
                wanted = -1 if rules.LESS_OFTEN.found.search(claim.text) else 1
                return Reading(True, sign * wanted, line, words)
        return Reading(False, why="the study does not compare these groups")
    if claim.numbers:
        return figures_of(claim, lines) or Reading(False, why="the study gives no figure of this kind")
    return Reading(True, 0, why="the study is on the condition; no figure to compare")


def figures_of(claim: Claim, lines: Sequence[Line]) -> Reading | None:
    best: Reading | None = None
    for line in lines:
        compared = figures.compare(claim, line.words)
        if compared is None:
            continue
        reading = Reading(True, compared.sign, line, compared.words, compared.overstated)
        if compared.sign > 0 and not compared.overstated:
            return reading
        best = best or reading
    return best


def effect(claim: Claim, asked: Asked, lines: Sequence[Line], wanted: Sequence[Concept], page: Page) -> Reading:
    """What a treatment did: first by the claim's own verb ("reduces the duration"), else by benefit, harm or nothing."""
    usable = [line for line in lines if _usable(claim, line, wanted, page)]
    return _aligned(asked, usable) or _valued(claim, usable, wanted)


def _usable(claim: Claim, line: Line, wanted: Sequence[Concept], page: Page) -> bool:
    read = signals.read(line.low)
    if _OPEN.search(line.low) and not read.significant:
        return False
    if wanted and len(page.lines) > _SHORT and not line.bag & stems_of(wanted):
        return False
    if claim.kind == Kind.COMPARISON and not (read.than or any(pointer.kind == "null" for pointer in read.pointers)):
        return False
    return claim.kind != Kind.ONSET or figures.same_time(claim.text, line.words)


def _aligned(asked: Asked, lines: Sequence[Line]) -> Reading | None:
    """The claim's words of amount beside the study's, about the same thing; None where none meet or they meet both ways."""
    amounts = [pointer for pointer in signals.read(asked.low).pointers if pointer.kind == "amount" and pointer.sign]
    told: dict[int, tuple[Line, Pointer]] = {}
    for line in lines:
        for given in signals.read(line.low).pointers:
            for pointer in amounts:
                shared = sum(min(weight, given.near.get(stem, 0.0)) for stem, weight in pointer.near.items())
                if shared >= _SAME_THING and (given.none or given.amount):
                    told.setdefault(0 if given.none else given.amount * pointer.amount, (line, given))
    if len(told) != 1:
        return None
    sign, (line, given) = next(iter(told.items()))
    return Reading(True, sign or -1, line, f'the study reports "{given.words}"', null=sign == 0)


_SAME_THING = 0.5


def _valued(claim: Claim, lines: Sequence[Line], wanted: Sequence[Concept]) -> Reading:
    """Benefit, harm or nothing, as the result sentences say it; both benefit and nothing leave it open."""
    condition = frozenset(stem for concept in claim.pico.population for stem in text.content_words(concept.name)) - _GENERAL
    stems = stems_of(wanted) | condition
    good = bad = none = 0.0
    where: dict[int, tuple[float, Line, Pointer]] = {}
    for line in lines:
        harms = _clauses_on_harms(line.low) if claim.kind != Kind.SAFETY else ""
        pointers = [pointer for pointer in signals.read(line.low).pointers if not (harms and pointer.words in harms)]
        # Where no amount stands near an outcome, it is an amount of what the whole sentence is about.
        general = 0 if any(pointer.value for pointer in pointers) else signals.polarity_of(line.low)
        for pointer in pointers:
            near = 1.0 if set(pointer.near) & stems else 0.6
            value = pointer.value or (pointer.sign * general if pointer.kind == "amount" else 0)
            if not pointer.none and not value:
                continue
            sign = 0 if pointer.none else value
            good, bad, none = good + near * (sign > 0), bad + near * (sign < 0), none + near * (sign == 0)
            if sign not in where or where[sign][0] < near:
                where[sign] = (near, line, pointer)
    side = -1 if claim.direction == Direction.HARM else 1
    helps, hurts = (good, bad) if side > 0 else (bad, good)
    sign = 1 if helps > 0 and none == 0 and hurts <= 0.5 * helps else -1 if helps == 0 and (none > 0 or hurts > 0) else 0
    if not sign:
        return Reading(True, 0, why="the study's results point both ways or nowhere")
    null = sign < 0 and none > 0
    _, line, pointer = where[0 if null else side * sign]
    return Reading(True, sign, line, f'the study reports "{pointer.words}"', null=null)


def _clauses_on_harms(low: str) -> str:
    return " | ".join(clause for clause in _CLAUSE.split(low) if rules.ON_HARMS.found.search(clause))


def extreme(claim: Claim, lines: Sequence[Line]) -> Reading | None:
    """"Highest" and "lowest" by route of giving: the study's figures side by side settle it."""
    way = 1 if rules.MOST.found.search(claim.text) else -1 if rules.LEAST.found.search(claim.text) else 0
    if not way or not claim.pico.route:
        return None
    for line in lines:
        sign, words = figures.extreme_route(line.words, claim.pico.route, way)
        if sign:
            return Reading(True, sign, line, words)
    return Reading(True, 0, why="the study does not set the routes side by side")


def mention(claim: Claim, lines: Sequence[Line], wanted: Sequence[Concept], subject: Sequence[Concept], page: Page) -> Reading:
    """A finding that puts the claim's things together speaks for it, unless it denies them."""
    stems = stems_of(wanted)
    names = frozenset(stem for concept in subject for name in other_names(concept.ui) for stem in name) | stems_of(subject)
    tells = rules.AFTER if claim.kind == Kind.RISK_FACTOR else None
    for line in lines:
        if tells is not None and not tells.found.search(line.low):
            continue
        denied = _denied(line, stems, names)
        if claim.certainty == Certainty.DENIED:
            if denied:
                return Reading(True, 1, line, f'the claim denies, and so does the sentence ("{denied}")')
            continue
        if denied:
            return Reading(True, -1, line, f'the sentence says "{denied}"', null=True)
        if _OPEN.search(line.low) or not _finding(line, stems, page):
            continue
        return Reading(True, 1, line, "the finding puts both together")
    return Reading(True, 0, why="no sentence settles it")


def _finding(line: Line, stems: frozenset[str], page: Page) -> bool:
    """Whether the sentence itself speaks of what is asked, or is most of what a short note says: its title and fields told the rest."""
    return bool(line.bag & stems) or len(page.lines) <= _SHORT


_SHORT = 2


def _denied(line: Line, stems: frozenset[str], subject: frozenset[str]) -> str:
    """The words that deny what is asked, in its own clause ("not by stress"; "no link with the syndrome"), or ""."""
    for clause in _CLAUSE.split(line.low):
        hit = _NO.search(clause)
        if not hit:
            continue
        held = frozenset(text.content_words(clause))
        null = next((pointer.words for pointer in signals.read(clause).pointers if pointer.kind == "null"), "")
        if stems & held or (null and subject & held):
            return null or clause[max(0, hit.start() - 20) : hit.end() + 40].strip()
    return ""
