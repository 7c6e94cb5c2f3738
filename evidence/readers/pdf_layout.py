"""The printed lines of a PDF -> blocks: paragraphs, headings, list items and table cells, by where and how large lines stand.

Running heads and page numbers are left out; words broken at a line's end are mended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from evidence.model import PassageKind
from evidence.readers import plain
from evidence.readers.blocks import Block

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_MARKER = re.compile(r"(?:[•▪◦‣●○■□➢➤✓✔✅⁃∙]|[*·–-](?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?=\s))\s*")
_SYMBOL = re.compile(r"[•▪◦‣●○■□➢➤✓✔✅⁃∙]")
_ITEM_MARK = re.compile(r"[•▪◦‣●○■□➢➤✓✔✅⁃∙*·–-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)]|\d{1,2}")
_MOST_CELL_LINES = 8
_BREAK = re.compile(r"([^\W\d_]+)[-‐\xad]$")
# First parts after which a hyphen is more likely the word's own: "long-term", "self-report", "anti-fatigue".
_KEPT = frozenset(
    """
    long short self well high low non anti post pre co cross double single half full all one two three ten once meta placebo dose time
    evidence health follow off on out over under mid multi
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; ``x``/``y`` in points from the page's lower left, ``size`` of its largest letters."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool


def without_running_heads(lines: Sequence[Line], pages: int) -> tuple[Line, ...]:
    """Lines at a page's edge that come back on most pages, and bare page numbers there, are no part of the article."""
    body = _body_size(lines)
    edges: list[tuple[int, str]] = []
    positions: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    for indices in by_page.values():
        height = sorted(indices, key=lambda index: lines[index].y)
        for index in {*_edge(height, lines, body), *_edge(height[::-1], lines, body)}:
            positions.add(index)
            # "Chapter 2" in large letters is a heading, however often its like comes back.
            if lines[index].size <= body * 1.08:
                edges.append((index, re.sub(r"\d+", "#", lines[index].text)))
    often = Counter(words for _, words in edges)
    dropped = {index for index, words in edges if often[words] >= max(2, (pages + 1) // 2)}
    dropped |= {index for index in positions if _PAGE_NUMBER.fullmatch(lines[index].text) and len(by_page[lines[index].page]) > 1}
    return tuple(line for index, line in enumerate(lines) if index not in dropped)


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    if len({(line.x, line.y) for line in lines}) <= 1 < len(lines):
        # No places in the file: the text's own look must do.
        text = "\n".join(line.text for line in lines)
        for place in plain.places(text):
            yield Block(place.kind, " ".join(text[place.start : place.end].split()), place.level)
        return
    words = {word.strip(".,;:()").lower() for line in lines for word in line.text.split()}
    body = _body_size(lines)
    sizes = sorted({line.size for line in lines if line.size > body * 1.08}, reverse=True)
    leading = _leading(lines, body)
    row = 0
    for piece in _pieces(lines, leading):
        if isinstance(piece, _Row):
            row += 1
            for cell in piece.cells:
                yield Block(PassageKind.TABLE_CELL, _joined(cell, words), row=row)
            continue
        for group in _groups(piece, leading):
            first = group[0]
            text = _joined(group, words)
            if (marker := _MARKER.match(text)) and len(text) > marker.end() and not (first.size > body * 1.08):
                yield Block(PassageKind.LIST_ITEM, text[marker.end() :], 1)
            elif _is_heading(group, text, body):
                yield Block(PassageKind.HEADING, text, min(sizes.index(first.size) + 1 if first.size in sizes else len(sizes) + 1, 6))
            else:
                yield Block(PassageKind.PARAGRAPH, text)


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one table row, from left to right."""

    cells: tuple[tuple[Line, ...], ...]


def _pieces(lines: Sequence[Line], leading: float) -> Iterator[_Row | list[Line]]:
    """Table rows, and the lines between them; a bullet or number that stands in a column of its own joins its item."""
    plain_lines: list[Line] = []
    index = 0
    while index < len(lines):
        cells = _cells(lines, index, leading)
        if len(cells) < 2:
            plain_lines.append(lines[index])
            index += 1
            continue
        marker = cells[0][0].text
        if len(cells) == 2 and len(cells[0]) == 1 and _ITEM_MARK.fullmatch(marker):
            sign = marker if marker[-1] in ".)" or not marker.isdigit() else f"{marker}."
            first = cells[1][0]
            plain_lines.append(replace(first, text=f"{sign} {first.text}"))
            index += 2  # the item's other lines follow as any paragraph's do
            continue
        if plain_lines:
            yield plain_lines
            plain_lines = []
        yield _Row(tuple(cells))
        index += sum(len(cell) for cell in cells)
    if plain_lines:
        yield plain_lines


def _cells(lines: Sequence[Line], index: int, leading: float) -> list[tuple[Line, ...]]:
    """The cells of the table row that begins at ``index``: each starts as high as the first, further right."""
    top = lines[index]
    cells: list[tuple[Line, ...]] = []
    while index < len(lines):
        first = lines[index]
        level = first.page == top.page and abs(first.y - top.y) < 4
        if cells and not (level and first.x > cells[-1][0].x + 10):
            break
        cell = [first]
        while (
            index + len(cell) < len(lines)
            and (line := lines[index + len(cell)]).page == first.page
            and abs(line.x - first.x) < 2
            and 0 < cell[-1].y - line.y < 1.3 * leading
        ):
            cell.append(line)
            if len(cell) > _MOST_CELL_LINES:
                return cells[:1]  # a column of the page, no table
        cells.append(tuple(cell))
        index += len(cell)
    return cells


def _edge(indices: Sequence[int], lines: Sequence[Line], body: float) -> Sequence[int]:
    """The lines from a page's edge inwards up to the first wide gap: at most three, else the outermost alone."""
    for number, (outer, inner) in enumerate(pairwise(indices[:4]), 1):
        if abs(lines[inner].y - lines[outer].y) > 1.6 * body:
            return indices[:number]
    return indices[:1]


def _body_size(lines: Sequence[Line]) -> float:
    """The size that most letters have; 0 without lines."""
    letters = Counter[float]()
    for line in lines:
        letters[line.size] += len(line.text)
    return max(sorted(letters), key=lambda size: letters[size], default=0.0)


def _leading(lines: Sequence[Line], body: float) -> float:
    """The usual distance of two lines of running text, in points."""
    gaps = [
        above.y - below.y
        for above, below in pairwise(lines)
        if above.page == below.page and above.size == below.size == body and 0.8 * body < above.y - below.y < 2 * body
    ]
    return median(gaps) if gaps else 1.2 * body


def _groups(lines: Sequence[Line], leading: float) -> Iterator[list[Line]]:
    """Lines that make one block."""
    group: list[Line] = []
    for line in lines:
        if group and _parts(group, line, leading):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(group: Sequence[Line], line: Line, leading: float) -> bool:
    """Whether ``line`` begins a new block after ``group``."""
    last = group[-1]
    if abs(last.size - line.size) > 0.6 and not (last.text.endswith("-") or len(line.text) < 3):
        return True
    if last.bold != line.bold and (len(group) == 1 or line.bold):
        return True
    gap = last.y - line.y
    if _MARKER.match(line.text) and (_SYMBOL.match(line.text) or _finished(last.text) or _MARKER.match(group[0].text)):
        return True
    if last.page != line.page or gap < 0:
        return _finished(last.text) or bool(_MARKER.match(line.text))
    if gap > 1.3 * leading:
        return True
    return _finished(last.text) and line.x - group[-1].x > 6 and not _MARKER.match(group[0].text)


def _finished(text: str) -> bool:
    return text.rstrip("\"'”’)]0123456789,").endswith((".", "!", "?", ":", "…"))


def _is_heading(group: Sequence[Line], text: str, body: float) -> bool:
    larger, bold = all(line.size > body * 1.08 for line in group), all(line.bold for line in group)
    return (larger or bold) and len(group) <= 3 and len(text) <= 200 and not (text.endswith(".") and not larger)


def _joined(group: Sequence[Line], words: set[str]) -> str:
    """The lines as one text; a word broken at a line's end is mended."""
    text = ""
    for line in group:
        if not text:
            text = line.text
        elif (broken := _BREAK.search(text)) and line.text[:1].islower():
            rest = re.match(r"[^\W\d_]*", line.text)
            text = _mended(text, broken[1], rest.group() if rest else "", words) + line.text
        else:
            glued = text.endswith(("-", "–", "/")) and not text.endswith((" -", " –"))
            text = text.removesuffix("\xad") + ("" if glued else " ") + line.text
    return text.replace("\xad", "")


def _mended(text: str, first: str, rest: str, words: set[str]) -> str:
    """The text up to the break, with or without its hyphen: as the word stands elsewhere in the file, else by its first part."""
    whole, hyphenated = (first + rest).lower(), f"{first}-{rest}".lower()
    soft = text.endswith("\xad")
    keep = not soft and (hyphenated in words or (whole not in words and first.lower() in _KEPT))
    return text[:-1] + ("-" if keep else "")
