"""Date, byline and other lines around the prose, by the table in rules.front_matter."""

from __future__ import annotations

import re
from calendar import monthrange

from evidence.rules import front_matter
from evidence.rules.front_matter import LinePattern

_LONGEST_LINE = 160


def _compiled(row: LinePattern) -> re.Pattern[str]:
    return re.compile(row.pattern, re.IGNORECASE)


_DATES = tuple(_compiled(row) for row in front_matter.DATES)
_LABELS = re.compile("|".join(f"(?:{row.pattern})" for row in front_matter.DATE_LABELS), re.IGNORECASE)
_PUBLISHED = _compiled(front_matter.DATE_LABELS[0])
_BYLINES = tuple((row.name, _compiled(row)) for row in front_matter.BYLINES)
_REVIEWER = _compiled(front_matter.NOT_AUTHOR)
_JUNK_TITLE = _compiled(front_matter.JUNK_TITLES)
_JUNK_AUTHOR = _compiled(front_matter.JUNK_AUTHORS)
_PARTS = re.compile(r"\s*[|•·—]\s*|\s+[-–]\s+|\.\s+(?=(?:published|posted|last|updated|reviewed)\b)", re.IGNORECASE)
_MARKS = "*_# \t>"


def _folded(line: str) -> str:
    return " ".join(line.split()).strip(_MARKS) if len(line) <= _LONGEST_LINE else ""


def date_of(line: str) -> str:
    """The date that a line consists of (besides its label, a byline or a reading time), as ISO 8601 as far as known, or ""."""
    for part in _PARTS.split(_folded(line)):
        label = _LABELS.match(part)
        rest = part[label.end() :].lstrip(": ") if label else part
        for pattern in _DATES:
            if (match := pattern.fullmatch(rest)) and (found := _iso(match.groupdict())):
                return found
    return ""


def is_published(line: str) -> bool:
    """Whether the line's date is that of publication, not of a later review or update."""
    return any(not _LABELS.match(part) or _PUBLISHED.match(part) for part in _PARTS.split(_folded(line)) if date_of(part))


def _iso(groups: dict[str, str | None]) -> str:
    year, month, day = groups["year"] or "", groups.get("month"), groups.get("day")
    if "first" in groups:
        first, second = groups["first"] or "0", groups["second"] or "0"
        if 1 <= int(first) <= 12 and 1 <= int(second) <= 12:
            return year if first.zfill(2) != second.zfill(2) else f"{year}-{first.zfill(2)}-{second.zfill(2)}"
        month, day = (second, first) if int(first) > 12 else (first, second)
    if month is None:
        return year
    number = int(month) if month.isdigit() else 1 + [name[:3] for name in front_matter.MONTHS].index(month.lower()[:3])
    if not 1 <= number <= 12 or (day is not None and not 1 <= int(day) <= monthrange(int(year), number)[1]):
        return ""
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day is not None else "")


def author_of(line: str) -> str:
    """The author that a line consists of, or ""; a line that names who reviewed the page names no author."""
    for part in _PARTS.split(_folded(line)):
        if _REVIEWER.match(part):
            continue
        for name, pattern in _BYLINES:
            if (match := pattern.fullmatch(part)) and (person := match["person"].strip(" ,;:")) and _is_name(person, name):
                return person
    return ""


def _is_name(person: str, row: str) -> bool:
    """At most eight words, most of them capitalised: "by eating well and resting" is no byline."""
    words = [word for word in person.replace(",", " ").split() if word.lower() not in ("and", "of", "the", "de", "van", "von", "with", "&")]
    return 1 <= len(words) <= 8 and all(word[0].isupper() for word in words) and (len(words) > 1 or row == "byline.author")


def known_title(title: str) -> str:
    """A title from a file's properties, or "" when a program wrote it."""
    title = " ".join(title.split())
    return "" if _JUNK_TITLE.fullmatch(title) else title


def known_author(author: str) -> str:
    """An author from a file's properties, or "" when a program wrote it."""
    author = " ".join(author.split())
    return "" if _JUNK_AUTHOR.fullmatch(author) else author
