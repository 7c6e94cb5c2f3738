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


@dataclass(frozen=True, slots=True)
class Figure:
    """A study's figure in the unit of comparison, with its interval where one stands behind it; ``words`` are the study's own."""

    value: float
    unit: str
    low: float
    high: float
    words: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def quantities(sentence: str) -> tuple[Quantity, ...]:
    """The sentence's numbers with units; "235 per 100,000" is 0.235 %, "32 of 50 patients" 64 %; the 95 % of an interval is no finding."""
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
    for hit in _OF_SO_MANY.finditer(sentence):
        part, whole = (float(hit[name].replace(",", "")) for name in ("part", "whole"))
        told = any(quantity.unit == _SHARE and 0 <= quantity.start - hit.end() < _RIGHT_BEHIND for quantity in found)
        if part <= whole and whole >= _FEWEST and not told and not any(one.start < hit.end() and hit.start() < one.end for one in many):
            value = 100 * part / whole
            many.append(Quantity(round(value, 2), _SHARE, value * 0.98, min(100.0, value * 1.02), hit.group().strip(), *hit.span()))
    for hit in _FRACTION.finditer(sentence):
        value = 100 * float(hit["fraction"])
        many.append(Quantity(round(value, 2), _SHARE, value * 0.95, min(100.0, value * 1.05), hit["fraction"], *hit.span("fraction")))
    return tuple(sorted([*many, *found], key=lambda quantity: (quantity.start, quantity.end)))


_OF_SO_MANY = re.compile(
    r"(?<![\w.])(?P<part>\d[\d,]*) (?:of|out of) (?:the |all )?(?P<whole>\d[\d,]*)(?![\d.%])"
    r"(?= (?!years|weeks|days|months|hours|mg)[a-z]|[ ,;.()]|$)"
)
_FRACTION = re.compile(r"\b(?:bio-?availability|fraction|proportion)\b[^.;%]{0,40}?(?<![\w.])(?P<fraction>0?\.\d+)(?![\d%])", re.IGNORECASE)
_RIGHT_BEHIND, _FEWEST = 25, 5
_INTERVAL_BEHIND = re.compile(
    r"[\s,;([]{0,3}(?:\d{2}\s?%\s?)?(?:C\.?I\.?|CrI|(?:confidence|credible) interval)s?[\s,:=\[(]{0,3}(?P<low>\d+(?:\.\d+)?)\s?%?"
    r"\s?(?:-|–|to|,)\s?(?P<high>\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
# One unit for what can be counted in several.
_SAME_UNIT = {
    **{unit: ("days", days) for unit, days in rules.TIMES.items()},
    "g": ("mg", 1000.0), "mg": ("mg", 1.0), "mcg": ("mg", 0.001), "mcg/kg": ("mg/kg", 0.001), "mg/kg": ("mg/kg", 1.0),
}  # fmt: skip
_AMOUNTS = ("mg", "mg/kg", "IU", "ml", "CFU")


@lru_cache(maxsize=8192)
def measured(sentence: str) -> tuple[Figure, ...]:
    """The sentence's figures in comparable units, each with the interval that stands right behind it."""
    found = []
    for one in quantities(sentence):
        unit, scale = _SAME_UNIT.get(one.unit, (one.unit, 1.0))
        low, high, end = one.low, one.high, one.end
        if (interval := _INTERVAL_BEHIND.match(sentence, one.end)) is not None:
            low, high = sorted((float(interval["low"]), float(interval["high"])))
            end = interval.end()
        end += sentence.startswith(")", end) and "(" in sentence[one.start : end]
        words = sentence[one.start : end] if end > one.end else one.words
        found.append(Figure(one.value * scale, unit, low * scale, high * scale, words, one.start, one.end))
    return tuple(found)


def compare(claim: Claim, sentence: str) -> Compared | None:
    """The claim's first figure beside the closest comparable one; None where the sentence has none.

    A dose is no finding, and a time that a study names need not be the claim's ("an infusion of 40 minutes" beside "within two hours"):
    both are left to scope and to the finding itself. For prevalence only a share that stands near a word of prevalence is comparable,
    not the share of women among patients; for the kinetics of one route only a figure that is not another route's.
    """
    asked = _asked(claim)
    if asked is None:
        return None
    given = [figure for figure in measured(sentence) if figure.unit == asked.unit]
    if claim.kind == Kind.PREVALENCE:
        given = [figure for figure in given if _of_the_population(sentence, figure)]
    if claim.kind == Kind.PHARMACOKINETICS and claim.pico.route:
        given = [figure for figure in given if not _of_another_route(sentence, figure, claim.pico.route)]
    if not given:
        return None
    closest = min(given, key=lambda figure: (_distance(asked, figure), figure.start))
    told = f"the claim says {asked.words}, the study {closest.words}"
    if _distance(asked, closest) == 0:
        return Compared(1, told)
    off = (closest.value - asked.value) / asked.value if asked.value else 1.0
    if abs(off) <= rules.NEAR_MISS:
        return Compared(1, told, f"study: {closest.words}; claim: {asked.words}" if off < 0 else "")
    return Compared(-1, told)


def _asked(claim: Claim) -> Figure | None:
    """The claim's first figure that a finding could settle: one with a unit that is not its dose, nor a time but in kinetics."""
    for number in claim.numbers:
        unit, scale = _SAME_UNIT.get(number.unit, (number.unit, 1.0))
        if unit in ("", "n") or unit in _AMOUNTS or (unit == "days" and claim.kind != Kind.PHARMACOKINETICS):
            continue
        return Figure(number.value * scale, unit, number.low * scale, number.high * scale, number.words, number.start, number.end)
    return None


def _of_another_route(sentence: str, figure: Figure, route: str) -> bool:
    """Whether the nearest route that the sentence names stands with this figure and is not the claim's."""
    near: list[tuple[int, str]] = []
    for name, pattern in _ROUTES:
        for hit in pattern.finditer(sentence):
            between = sentence[min(hit.end(), figure.end) : max(hit.start(), figure.start)]
            if ";" not in between:
                near.append((figure.start - hit.end() if hit.end() <= figure.start else hit.start() - figure.end + _BEHIND, name))
    return bool(near) and min(near)[1] != route


# A route behind a figure is less likely to be the figure's own than one before it.
_BEHIND = 10


def _distance(asked: Figure, given: Figure) -> float:
    """0 when the ranges meet, else the gap between them, as a share of the claim's figure."""
    gap = max(given.low - asked.high, asked.low - given.high, 0.0)
    return gap / (abs(asked.value) or 1.0)


def _of_the_population(sentence: str, quantity: Figure) -> bool:
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
