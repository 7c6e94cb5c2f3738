"""Numbers in health prose: units as written and as kept, how exact a wording is, numbers spelled out.

``TOLERANCES``: what still agrees with "nearly 2 %": factors on the value, lower and upper; ``math.inf`` is never used, an open upper
end is ten times the value (100 for a percentage). Source: our own reading of each word; a figure without such a word agrees within
half of its last digit or 5 %, whichever is wider.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    pattern: str
    dose: bool = False


@dataclass(frozen=True, slots=True)
class Tolerance:
    words: str
    low: float
    high: float


UNITS: tuple[Unit, ...] = (
    Unit("mg/kg", r"(?:mg|milligrams?)\s?(?:/|per)\s?(?:kg|kilogram)(?:\s?(?:/|per)\s?(?:day|d|h|hour))?", dose=True),
    Unit("mcg/kg", r"(?:mcg|µg|μg|ug|micrograms?)\s?(?:/|per)\s?(?:kg|kilogram)", dose=True),
    Unit("mg/dl", r"mg\s?/\s?d[lL]"),
    Unit("mmol/l", r"mmol\s?/\s?[lL]"),
    Unit("ng/ml", r"ng\s?/\s?m[lL]"),
    Unit("nmol/l", r"nmol\s?/\s?[lL]"),
    Unit("mm Hg", r"mm\s?Hg"),
    Unit("g", r"(?:g|grams?)(?![/\w])", dose=True),
    Unit("mg", r"(?:mg|milligrams?)(?![/\w])", dose=True),
    Unit("mcg", r"(?:mcg|µg|μg|ug|micrograms?)(?![/\w])", dose=True),
    Unit("ml", r"(?:m[lL]|cc|milliliters?|millilitres?)(?![/\w])", dose=True),
    Unit("IU", r"(?:IU|I\.U\.|international units?|units?)\b", dose=True),
    Unit("CFU", r"(?:CFUs?|colony[- ]forming units?)\b", dose=True),
    Unit("%", r"(?:%|percent\b|per cent\b)"),
    Unit("percentage points", r"(?:percentage points?|points? percent)"),
    Unit("points", r"points?\b"),
    Unit("times", r"(?:times|-?\s?fold|x)\b"),
    Unit("minutes", r"(?:minutes?|mins?)\b"),
    Unit("hours", r"(?:hours?|hrs?|h)\b"),
    Unit("days", r"(?:days?)\b"),
    Unit("weeks", r"(?:weeks?|wks?)\b"),
    Unit("months", r"(?:months?|mos?)\b"),
    Unit("years", r"(?:years?|yrs?)\b(?! old| of age|-old)"),
    Unit("years of age", r"(?:years? old|years of age|-year-olds?)"),
    Unit("cm", r"cm\b"),
    Unit("kg", r"(?:kg|kilograms?|kilos?)(?![/\w])"),
    Unit("lb", r"(?:lbs?|pounds?)\b"),
    Unit("kcal", r"(?:kcal|calories)\b"),
    Unit("n", r"(?:people|patients|adults|women|men|children|participants|persons|americans|individuals|cases|deaths|trials|studies|infusions|sessions|doses)\b"),
)

TOLERANCES: tuple[Tolerance, ...] = (
    Tolerance(r"nearly|almost|close to|just under|a little under|as much as almost", 0.8, 1.02),
    Tolerance(r"about|around|approximately|roughly|some|circa|ca\.|an estimated|estimated(?: at)?|~|≈|on the order of", 0.8, 1.2),
    Tolerance(r"more than|over|above|at least|greater than|upwards of|exceeding|well over|>|≥|no fewer than|not less than|a minimum of", 1.0, 10.0),
    Tolerance(r"less than|under|below|fewer than|at most|no more than|up to|as (?:much|many|high) as|a maximum of|<|≤|within", 0.0, 1.0),
    Tolerance(r"exactly|precisely", 1.0, 1.0),
)

NUMBER_WORDS: dict[str, float] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000, "dozen": 12,
}  # fmt: skip

FRACTIONS: dict[str, float] = {
    "half": 50, "a third": 100 / 3, "one third": 100 / 3, "one-third": 100 / 3, "two thirds": 200 / 3, "two-thirds": 200 / 3, "a quarter": 25,
    "one quarter": 25, "one-quarter": 25, "three quarters": 75, "three-quarters": 75, "a fifth": 20, "one fifth": 20, "one-fifth": 20,
}  # fmt: skip

SCALES: dict[str, float] = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6}

SINGLE = r"\bsingle\b(?![- ](?:arm|cent(?:er|re)|site|blind|agent|group|case|parent))|\bone[- ](?:time|off)\b|\bone (?:dose|infusion|injection|session|treatment)\b"
SERIES = (
    r"\b(?:series of|repeated|multiple (?:doses|infusions|sessions|injections)|course of|several (?:doses|infusions|sessions|treatments)|"
    r"(?:two|three|four|five|six|eight|ten|twelve|\d+) (?:infusions|doses|injections|sessions|treatments)|serial|maintenance|"
    r"(?:once|twice|three times|\d times)[- ](?:a |per )?(?:daily|weekly|day|week|month)|(?:daily|weekly|monthly) (?:dose|doses|use|for|intake|supplement\w*|infusions?)|every (?:day|other day|week|\w+ (?:days|weeks)))\b"
)
