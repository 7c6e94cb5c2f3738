"""Plain text -> places of headings, paragraphs and list items. The text itself stays as the file holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from evidence.model import Article, PassageKind
from evidence.readers import blocks, front
from evidence.readers.blocks import Place
from evidence.text import ends_block

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_MARKER = re.compile(
    r"(?P<bullet>[•▪◦‣●○■□➢➤✓✔✅⁃∙*–+-])[ \t\xa0]+|(?P<number>\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,4})[.)])[ \t\xa0]+(?=\S)"
)
_INDENT = re.compile(r"[ \t\xa0]*")
_LONGEST_HEADING = 110
_MOST_HEADING_WORDS = 16
_LONGEST_LOST_ITEM = 45


@dataclass(slots=True)
class _Unit:
    """Lines that belong together. ``marker`` is the bullet or number; ``blank_*`` whether an empty line stands there."""

    start: int
    end: int
    indent: int
    marker: str
    blank_before: bool
    blank_after: bool = True
    lines: int = 1


def read(text: str, name: str, media_type: str = "text/plain") -> Article:
    """The article with ``text`` as given."""
    return blocks.article(text, places(text), name, media_type)


def places(text: str) -> tuple[Place, ...]:
    """The blocks of a text, in order."""
    # One more than an article may have is enough for it to be refused.
    units = [*islice((unit for unit in _units(text) if _has_words(text, unit)), blocks.MOST_BLOCKS + 1)]
    found: list[Place] = []
    indents: list[int] = []
    for number, unit in enumerate(units):
        following = units[number + 1] if number + 1 < len(units) else None
        previous = units[number - 1] if number else None
        if unit.marker and not _numbered_heading(text, unit, previous, following):
            while indents and indents[-1] >= unit.indent:
                indents.pop()
            indents.append(unit.indent)
            found.append(Place(PassageKind.LIST_ITEM, unit.start, unit.end, min(len(indents), 6)))
            continue
        indents.clear()
        if unit.marker or _is_heading(text, unit, following):
            found.append(Place(PassageKind.HEADING, unit.start, unit.end, 2))
        else:
            found.append(Place(PassageKind.PARAGRAPH, unit.start, unit.end))
    return _with_title(text, found)


def _has_words(text: str, unit: _Unit) -> bool:
    return any(character.isalnum() for character in text[unit.start : unit.end])


def _units(text: str) -> Iterator[_Unit]:
    unit: _Unit | None = None
    line_start = end = 0
    listing = False  # within short lines that follow a colon: a list whose bullets were lost
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + (len(match.group()) - len(match.group().lstrip()))
        blank = unit is None or text[end:start].count("\n") > 1 or text[end:start].count("\r") > 1
        marker = _MARKER.match(text, start, match.end())
        indent = len(match.group()[: start - match.start()].expandtabs(4))
        after_colon = unit is not None and unit.lines == 1 and text[unit.end - 1] == ":"
        listing = not marker and not blank and (listing or after_colon) and len(words) <= _LONGEST_LOST_ITEM and words[-1] not in ".:"
        if unit is not None:
            unit.blank_after = blank
            if not (marker or blank or listing) and _goes_on(text, unit, line_start, end, start, indent):
                unit.end = start + len(words)
                unit.lines += 1
                line_start, end = match.start(), unit.end
                continue
            yield unit
        begin = marker.end() if marker else start
        unit = _Unit(begin, start + len(words), indent, marker.group().strip() if marker else "•" if listing else "", blank)
        line_start, end = match.start(), unit.end
    if unit is not None:
        unit.blank_after = True
        yield unit


def _goes_on(text: str, unit: _Unit, line: int, end: int, start: int, indent: int) -> bool:
    """Whether the words at ``start`` carry on ``unit``, whose last line runs from ``line`` to ``end``; no blank line between."""
    if unit.marker and indent > unit.indent:
        return True
    if unit.marker and text[end - 1] in ".!?" and text[start].isupper():
        return False
    return not ends_block(text, line, end, start, len(text))


def _numbered_heading(text: str, unit: _Unit, previous: _Unit | None, following: _Unit | None) -> bool:
    """"1. Background" above a paragraph: a short numbered line with no numbered neighbour."""
    if unit.marker[-1] not in ".)" or unit.marker[:1] == "(":
        return False
    alone = (previous is None or not previous.marker) and following is not None and not following.marker
    return alone and unit.blank_before and unit.blank_after and _looks_like_heading(text, unit)


def _is_heading(text: str, unit: _Unit, following: _Unit | None) -> bool:
    """A short line without a final stop that stands alone above something."""
    if following is None or not (unit.blank_before or unit.blank_after):
        return False
    line = text[unit.start : unit.end]
    if front.date_of(line):
        return False
    if line.rstrip("*_ ").endswith(":") and following.marker:
        return False  # the lead-in of a list
    return _looks_like_heading(text, unit)


def _looks_like_heading(text: str, unit: _Unit) -> bool:
    line = text[unit.start : unit.end].strip("*_ ")
    first = next((character for character in line if character.isalnum()), "")
    return (
        unit.lines == 1
        and len(line) <= _LONGEST_HEADING
        and len(line.split()) <= _MOST_HEADING_WORDS
        and not line.endswith((".", ";", ",", "…", '."', ".”", ".)"))
        and not (first.islower() and line.split()[0].islower())
    )


def _with_title(text: str, found: Sequence[Place]) -> tuple[Place, ...]:
    """The first heading that is no byline is the title and stands above all others."""
    for number, place in enumerate(found[:12]):
        if place.kind == PassageKind.HEADING and not front.author_of(text[place.start : place.end]):
            return (*found[:number], Place(place.kind, place.start, place.end, 1), *found[number + 1 :])
    return tuple(found)
