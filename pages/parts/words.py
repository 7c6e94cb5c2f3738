"""Values as words for people: dates, counts, levels, PICO parts. Presentation only; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from evidence.model import Citation, Concept, Design, Graded, Pico


def when(at: str) -> str:
    """ISO 8601 UTC as "22 Nov 2026, 10:15 UTC"; an unreadable one as it is, none as "no date"."""
    return f"{datetime.fromisoformat(at):%-d %b %Y, %H:%M} UTC" if at else "no date"


def day(at: str) -> str:
    return f"{datetime.fromisoformat(at):%-d %b %Y}" if at else ""


def count(number: int, one: str, many: str = "") -> str:
    """ "1 claim", "1,204 claims"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: Iterable[str | None]) -> str:
    """The parts that are there, with a middle dot between."""
    return " · ".join(part for part in parts if part)


def sentence(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def level(graded: Graded) -> str:
    """ "Level 2", "Guideline" or "No level"."""
    if graded.level is not None:
        return f"Level {graded.level}"
    return "Guideline" if graded.design == Design.GUIDELINE else "No level"


def concepts(found: Sequence[Concept]) -> str:
    return ", ".join(dict.fromkeys(concept.name or concept.words for concept in found))


def pico(value: Pico) -> tuple[tuple[str, str], ...]:
    """The parts that are stated, named, in PICO's order."""
    parts = (
        ("Population", listed((concepts(value.population), value.age, value.species))),
        ("Intervention", concepts(value.intervention)),
        ("Route", value.route),
        ("Dose", value.dose.words if value.dose else ""),
        ("Regimen", value.regimen),
        ("Comparator", listed((concepts(value.comparator), value.comparator_route))),
        ("Outcome", concepts(value.outcome)),
    )
    return tuple((name, said) for name, said in parts if said)


def authors(citation: Citation) -> str:
    """First author and "et al."."""
    names = [author.name for author in citation.authors if author.name]
    return f"{names[0]} et al." if len(names) > 1 else "".join(names)


def size(number: int) -> str:
    """Bytes as "812 bytes" or "1.4 MB"."""
    if number < 1000:
        return f"{number} bytes"
    return f"{number / 1000:.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"


def stem(title: str) -> str:
    """A title as the name of a file: lower-case letters, digits and dashes, at most 60."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in title.casefold())
    return "-".join(kept.split())[:60].strip("-") or "article"
