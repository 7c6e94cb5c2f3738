"""Numbers in text: value, unit and what still agrees with the wording; doses and regimens."""

from __future__ import annotations

import re

from evidence.model import Dose, Quantity
from evidence.rules import units

_WORDS = "|".join(sorted(units.NUMBER_WORDS, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_VALUE = re.compile(
    rf"(?<![\w.])(?:(?P<digits>{_DIGITS})|(?P<word>(?:{_WORDS})(?!\w)))(?:\s?(?P<scale>thousand|million|billion)\b)?", re.IGNORECASE
)
_HIGH = re.compile(rf"\s?(?:%|mg)?\s?(?:-|–|to|and)\s?(?P<high>{_DIGITS})(?![\w-])", re.IGNORECASE)
_UNITS = tuple((unit.name, re.compile(rf"[\s-]?(?:{unit.pattern})", re.IGNORECASE)) for unit in units.UNITS)
_TOLERANCES = tuple((row, re.compile(rf"(?<!\w)(?:{row.words})\s*(?:a\s+|the\s+)?$", re.IGNORECASE)) for row in units.TOLERANCES)
_ONE_IN = re.compile(rf"(?<!\w)(?P<part>\d+|{_WORDS}) (?:in|out of)(?: every)? (?P<whole>\d[\d,]*|{_WORDS})(?!\w)(?! \d)", re.IGNORECASE)
_FRACTIONS = "|".join(sorted(units.FRACTIONS, key=len, reverse=True))
_FRACTION = re.compile(rf"(?<!\w)(?P<fraction>{_FRACTIONS}) (?:of|the)\b", re.IGNORECASE)
_SINGLE = re.compile(units.SINGLE, re.IGNORECASE)
_SERIES = re.compile(units.SERIES, re.IGNORECASE)
# A number that names something: "type 2 diabetes", "phase 3", "p < 0.05", "omega-3", "COVID-19".
_NAME_BEFORE = re.compile(
    r"(?:\b(?:types?|grade|stage|phase|class|vitamin [A-Z]?|omega|level|step|part|figure|table|group|day|no\.)\s?-?"
    r"|\bp\s?[<>=≤]\s?|[A-Za-z]-)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ZEROS = re.compile(r"0*$")


def _number(words: str) -> float:
    plain = words.replace(",", "").lower()
    return units.NUMBER_WORDS[plain] if plain in units.NUMBER_WORDS else float(plain)


def _tolerance(text: str, start: int) -> tuple[units.Tolerance | None, int]:
    """The row that the words right before a number name, and where those words begin."""
    before = text[max(0, start - 24) : start]
    for row, pattern in _TOLERANCES:
        if match := pattern.search(before):
            return row, start - len(before) + match.start()
    return None, start


def _stated(text: str, start: int, end: int, value: float, unit: str, written: str) -> Quantity:
    """The amount with what still agrees with it: the row of the tolerance table, else half of the last digit or 5 %."""
    ceiling = 100.0 if unit == "%" and value <= 100 else value * 10
    row, begin = _tolerance(text, start)
    if row is not None:
        low, high = min(value * row.low, value), min(value * row.high, max(ceiling, value))
    else:
        slack = max(0.5 * 10 ** -len(written.partition(".")[2]), 0.05 * value)
        low, high = max(0.0, value - slack), min(value + slack, max(ceiling, value))
    return Quantity(round(value, 6), unit, round(low, 6), round(high, 6), text[begin:end].strip(), begin, end)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every stated amount in document order: "nearly 2%", "1 in 10" (as 10 %), "40-60 mg", "two thirds of" (as a percentage).

    Bare years, numbers that are part of a name, and number words without a unit ("one of the best") are no amounts.
    """
    found: list[Quantity] = []
    taken: list[tuple[int, int]] = []
    for match in _ONE_IN.finditer(text):
        part, whole = _number(match.group("part")), _number(match.group("whole"))
        if 0 < part <= whole and whole > 1:
            found.append(_stated(text, *match.span(), 100 * part / whole, "%", "0"))
            taken.append(match.span())
    for match in _FRACTION.finditer(text):
        found.append(_stated(text, *match.span(), units.FRACTIONS[match.group("fraction").lower()], "%", "0"))
        taken.append(match.span())
    done = 0
    for match in _VALUE.finditer(text):
        if match.start() < done or any(start < match.end() and match.start() < end for start, end in taken):
            continue
        quantity = _amount(text, match)
        if quantity is not None:
            found.append(quantity)
            done = quantity.end
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def _amount(text: str, match: re.Match[str]) -> Quantity | None:
    written = match.group("digits") or match.group("word")
    if _NAME_BEFORE.search(text[max(0, match.start() - 12) : match.start()]):
        return None
    scale = units.SCALES.get((match.group("scale") or "").lower(), 1)
    value, end = _number(written) * scale, match.end()
    ranged = _HIGH.match(text, end)
    high = _number(ranged.group("high")) * scale if ranged else 0.0
    if ranged and high > value:
        end = ranged.end()
    unit = ""
    for name, pattern in _UNITS:
        if following := pattern.match(text, end):
            unit, end = name, following.end()
            break
    if not unit and (match.group("word") or (not match.group("scale") and _YEAR.fullmatch(written))):
        return None
    if ranged and high > value:
        _, begin = _tolerance(text, match.start())
        return Quantity((value + high) / 2, unit, value, high, text[begin:end].strip(), begin, end)
    return _stated(text, match.start(), end, value, unit, written)


_DOSES = {unit.name for unit in units.UNITS if unit.dose}


def dose(text: str) -> Dose | None:
    """The first amount of a substance: "0.5 mg/kg", "50 to 100 mg"."""
    for quantity in quantities(text):
        if quantity.unit in _DOSES:
            ranged = bool(re.search(r"\d\s?(?:mg)?\s?(?:-|–|to|and)\s?\d", quantity.words))
            low = quantity.low if ranged else quantity.value
            return Dose(low, quantity.unit, quantity.words, quantity.high if ranged else None)
    return None


def regimen(text: str) -> str:
    """"single", "series" or "" (unstated or both)."""
    single, series = bool(_SINGLE.search(text)), bool(_SERIES.search(text))
    return "" if single == series else "single" if single else "series"
