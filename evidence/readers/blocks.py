"""Blocks of an article in reading order, and how they become frozen text with passages.

Readers of marked-up formats build ``Block`` values and let ``freeze`` write the text; readers of plain formats find places in
the text that is already there and let ``passages`` do the rest. So lead-ins and headings are decided in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.errors import ArticleError
from evidence.model import Article, Passage, PassageKind, Span, content_id
from evidence.readers import front
from evidence.text import normal

_FRONT = 12  # how many blocks at either end may hold the date and the byline
_LONGEST_TITLE = 200
MOST_BLOCKS = 50_000


@dataclass(frozen=True, slots=True)
class Block:
    """A block's own words. ``level``: 1-6 for headings, depth from 1 for items. ``row``: cells of one table row share a number."""

    kind: PassageKind
    text: str
    level: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A block where it stands in a text that is already there."""

    kind: PassageKind
    start: int
    end: int
    level: int = 0


def freeze(blocks: Sequence[Block]) -> tuple[str, tuple[Place, ...]]:
    """One text from the blocks: blank lines between them, "• " before items, " | " between the cells of a row."""
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    last: Block | None = None
    for block in blocks:
        words = block.text.strip()
        if not any(character.isalnum() for character in words):
            continue
        before = _between(last, block)
        pieces += (before, words)
        start = length + len(before)
        length = start + len(words)
        places.append(Place(block.kind, start, length, block.level))
        last = block
    return "".join(pieces) + ("\n" if pieces else ""), tuple(places)


def _between(last: Block | None, block: Block) -> str:
    marker = "  " * (block.level - 1) + "• " if block.kind == PassageKind.LIST_ITEM else ""
    if last is None:
        return marker
    if last.kind == block.kind == PassageKind.TABLE_CELL:
        return " | " if last.row == block.row else "\n"
    if last.kind == block.kind == PassageKind.LIST_ITEM:
        return "\n" + marker
    return "\n\n" + marker


def passages(text: str, places: Iterable[Place]) -> tuple[Passage, ...]:
    """Passages in order, items with the span of what introduces them, everything with the heading above."""
    found: list[Passage] = []
    heading: Span | None = None
    introduction: Span | None = None
    parents: list[tuple[int, Span]] = []  # the open items of a nested list
    for place in places:
        lead_in: Span | None = None
        span = Span(place.start, place.end)
        if place.kind == PassageKind.LIST_ITEM:
            while parents and parents[-1][0] >= place.level:
                parents.pop()
            lead_in = parents[-1][1] if parents else introduction
            parents.append((place.level, span))
        else:
            parents.clear()
            introduction = _introduction(text, place, heading)
        title = text[heading.start : heading.end] if heading else ""
        found.append(Passage(place.start, place.end, place.kind, place.level, lead_in, title))
        if place.kind == PassageKind.HEADING:
            heading = span
    return tuple(found)


def _introduction(text: str, place: Place, heading: Span | None) -> Span | None:
    """What a list that follows ``place`` hangs on: the paragraph, unless it is a finished statement below a heading."""
    if place.kind == PassageKind.TABLE_CELL:
        return heading
    words = text[max(place.start, place.end - 24) : place.end].rstrip("*_ ")
    finished = words.endswith((".", "!", "?", "…")) and not words.lower().endswith(("following.", "below.", "these."))
    if place.kind == PassageKind.PARAGRAPH and finished and heading is not None:
        return heading
    return Span(place.start, place.end)


def article(
    text: str, places: Sequence[Place], name: str, media_type: str, *, title: str = "", date: str = "", author: str = ""
) -> Article:
    """The frozen article. What the file itself does not state is looked for in its lines: title, date, byline."""
    if not places:
        raise ArticleError(f"{name} holds no text that can be read as an article.")
    if len(places) > MOST_BLOCKS:
        raise ArticleError(f"{name} has more than {MOST_BLOCKS} paragraphs and items.", advice="Give one article at a time.")
    title = title or _title(text, places) or _stem(name)
    edge = [*places[:_FRONT], *places[-_FRONT:]]
    lines = [text[place.start : place.end] for place in edge if place.end - place.start <= _LONGEST_TITLE]
    dated = [line for line in lines if front.date_of(line)]
    published = [line for line in dated if front.is_published(line)]
    return Article(
        key=content_id("article", normal(title)),
        title=title,
        text=text,
        passages=passages(text, places),
        source=name,
        media_type=media_type,
        date=date or front.date_of((published or dated or [""])[0]),
        author=author or next((person for line in lines if (person := front.author_of(line))), ""),
    )


def _title(text: str, places: Sequence[Place]) -> str:
    """The first heading of the highest level among the first blocks; a disclaimer or a date that comes before it is none."""
    headings = [place for place in places[: _FRONT * 2] if place.kind == PassageKind.HEADING]
    for place in sorted(headings, key=lambda place: (place.level, place.start)):
        line = " ".join(text[place.start : place.end].split())
        if len(line) <= _LONGEST_TITLE and not front.date_of(line) and not front.author_of(line):
            return line
    return ""


def _stem(name: str) -> str:
    """The file's own name, made readable, when nothing else names the article."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return " ".join((last.rsplit(".", 1)[0] or last).replace("_", " ").replace("-", " ").split()) or "Untitled"
