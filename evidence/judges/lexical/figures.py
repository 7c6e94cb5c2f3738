"""The claim's figures beside the study's: same unit, same thing, within what the claim's words allow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from evidence import pico, text
from evidence.model import Claim, Kind, Quantity
from evidence.rules import frames as rules
from evidence.rules.routes import ROUTES

_SHARE = "%"


@dataclass(frozen=True, slots=True)
class Compared:
    """``sign`` 1 the study's figure agrees or nearly, -1 it does not; ``words``: both; ``overstated``: both where the claim's is larger."""

    sign: int
    words: str
    overstated: str = ""


@lru_cache(maxsize=8192)
def quantities(sentence: str) -> tuple[Quantity, ...]:
    """The sentence's numbers with units; "235 per 100,000" is 0.235 %, and the 95 % of an interval is no finding."""
    many = []
    for hit in rules.PER_MANY.found.finditer(sentence):
        base = rules.MANY[hit["many"].replace(",", "").replace(" ", "").casefold()]
        value = 100 * float(hit["n"].replace(",", "")) / base
        many.append(Quantity(value, _SHARE, value * 0.95, value * 1.05, hit.group(), *hit.span()))
    found = [
        quantity
        for quantity in pico.quantities(sentence)
        if not (quantity.unit == _SHARE and rules.INTERVAL.found.match(sentence, quantity.end))
        and not any(one.start <= quantity.start < one.end for one in many)
    ]
    return tuple(sorted([*many, *found], key=lambda quantity: quantity.start))


def compare(claim: Claim, sentence: str) -> Compared | None:
    """The claim's first figure beside the closest comparable one; None where the sentence has none.

    For prevalence only a share that stands near a word of prevalence is comparable: not the share of women among patients.
    """
    asked = next((number for number in claim.numbers if number.unit not in ("", "n")), None)
    if asked is None:
        return None
    given = [quantity for quantity in quantities(sentence) if quantity.unit == asked.unit]
    if claim.kind == Kind.PREVALENCE:
        given = [quantity for quantity in given if _of_the_population(sentence, quantity)]
    if not given:
        return None
    closest = min(given, key=lambda quantity: (_distance(asked, quantity), quantity.start))
    told = f"the claim says {asked.words}, the study {closest.words}"
    if _distance(asked, closest) == 0:
        return Compared(1, told)
    off = (closest.value - asked.value) / asked.value if asked.value else 1.0
    if abs(off) <= rules.NEAR_MISS:
        return Compared(1, told, f"study: {closest.words}; claim: {asked.words}" if off < 0 else "")
    return Compared(-1, told)


def _distance(asked: Quantity, given: Quantity) -> float:
    """0 when the ranges meet, else the gap between them, as a share of the claim's figure."""
    gap = max(given.low - asked.high, asked.low - given.high, 0.0)
    return gap / (abs(asked.value) or 1.0)


def _of_the_population(sentence: str, quantity: Quantity) -> bool:
    around = sentence[max(0, quantity.start - rules.NEAR_THE_WORD) : quantity.end + rules.NEAR_THE_WORD // 2]
    return any(cue.found.search(around) for cue in rules.OF_THE_POPULATION)


# ---------------------------------------------------------------- routes

_ROUTES = tuple((route.name, re.compile(route.pattern)) for route in ROUTES)
# Given into the vein all of a dose is available: what the others are measured against (definition of absolute bioavailability).
_WHOLE = {"intravenous": 100.0}


def extreme_route(sentence: str, route: str, way: int) -> tuple[int, str]:
    """(1 the route has the highest (``way`` 1) or lowest (-1) share of all that the sentence gives, -1 another has; the words)."""
    shares = [quantity for quantity in quantities(sentence) if quantity.unit == _SHARE]
    found: dict[str, Quantity] = {}
    for name, pattern in _ROUTES:
        places = [hit.span() for hit in pattern.finditer(sentence)]
        share = _beside(tuple(shares), places)
        if share is not None and name not in found:
            found[name] = share
    values = {name: share.value for name, share in found.items()}
    if route in _WHOLE:
        values.setdefault(route, _WHOLE[route])
    if route not in values or len(values) < 2:
        return 0, ""
    best = max(values.values()) if way > 0 else min(values.values())
    told = ", ".join(f"{name} {share.words}" for name, share in found.items())
    return (1 if values[route] == best else -1), told


# ---------------------------------------------------------------- groups of people


def groups_of(words: str) -> tuple[str, ...]:
    """The groups that a statement compares, in its order: "women ... than men" -> ("women", "men")."""
    named: dict[str, None] = {}
    for token in text.words(text.normal(words)):
        for name, stems in rules.GROUPS:
            if text.stem(token.text) in stems:
                named.setdefault(name)
    return tuple(named)


def more_in_the_first(sentence: str, first: str, second: str) -> tuple[int, str]:
    """(1 more often in the first group, -1 less often, 0 unsaid; the words that say it)."""
    stems = dict(rules.GROUPS)
    tokens = [replace(token, text=text.stem(token.text)) for token in text.words(text.normal(sentence))]
    places = {name: [(token.start, token.end) for token in tokens if token.text in stems[name]] for name in (first, second)}
    if rules.RATIO.found.search(sentence):
        return 0, ""
    shares = quantities(text.normal(sentence))
    if places[first] and places[second]:
        a, b = _beside(shares, places[first]), _beside(shares, places[second])
        if a is not None and b is not None and a is not b and a.value != b.value:
            return (1 if a.value > b.value else -1), f"{first} {a.words}, {second} {b.words}"
        more, less = rules.MORE_OFTEN.found.search(sentence), rules.LESS_OFTEN.found.search(sentence)
        if bool(more) != bool(less):
            order = 1 if min(places[first]) < min(places[second]) else -1
            hit = more or less
            return (order if more else -order), hit.group() if hit else ""
        return 0, ""
    for name, sign in ((first, 1), (second, -1)):
        share = _beside(tuple(quantity for quantity in shares if quantity.unit == _SHARE), places[name])
        if share is not None and share.value != 50:
            return (sign if share.value > 50 else -sign), f"{share.words} {name}"
    return 0, ""


def _beside(shares: tuple[Quantity, ...], places: list[tuple[int, int]]) -> Quantity | None:
    """The figure nearest to a name, at most a few words away; the one behind it rather than the one before."""
    near = [
        (quantity.start - end if quantity.start >= end else start - quantity.end + _BEFORE, quantity.start, quantity)
        for start, end in places
        for quantity in shares
        if quantity.start >= end or quantity.end <= start
    ]
    return min((item for item in near if item[0] <= _BESIDE), default=(0, 0, None))[2]


_BESIDE = 25
_BEFORE = 4


# ---------------------------------------------------------------- time


def same_time(claim: str, sentence: str) -> bool:
    """Whether the sentence speaks of times as long as the claim's: "day 28" is weeks, "40 minutes" is not."""
    asked = _lengths(claim)
    given = _lengths(sentence)
    return not asked or any(0.25 <= one / other <= 4 for one in given for other in asked)


def _lengths(words: str) -> tuple[float, ...]:
    """Every time that is told, in days; a bare "weeks" is three of them, as "several" are."""
    low = words.casefold()
    found = [float(hit["n"]) * rules.TIMES[hit["unit"] + "s"] for hit in rules.DAY_NUMBER.found.finditer(low)]
    found += [quantity.value * rules.TIMES[quantity.unit] for quantity in quantities(low) if quantity.unit in rules.TIMES]
    if not found:
        found = [3 * length for unit, length in rules.TIMES.items() if re.search(rf"\b{unit}\b", low)]
    return tuple(length for length in found if length > 0)
