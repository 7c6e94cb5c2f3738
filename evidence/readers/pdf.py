"""PDF -> article: pypdf gives the lines with their places and fonts, paragraphs are put together from those.

Running heads and page numbers are left out; words broken at a line's end are mended, ligatures are written as letters. The
reading order is the file's own. A PDF of pictures has no text to read and is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from evidence.errors import ArticleError
from evidence.model import Article, PassageKind
from evidence.readers import blocks, front, plain
from evidence.readers.blocks import Block

_MOST_PAGES = 500
_MOST_TEXT = 10_000_000
_BROKEN = "Open it in a PDF program, save it again and give that file; or paste its text."
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x00": None})
_BOLD = re.compile(r"bold|black|heavy|medi(?:um)?\b|semibd|demi", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_MARKER = re.compile(r"(?:[•▪◦‣●○■□➢➤✓✔✅⁃∙]|[*–-](?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?=\s))\s*")
_SYMBOL = re.compile(r"[•▪◦‣●○■□➢➤✓✔✅⁃∙]")
_BREAK = re.compile(r"([^\W\d_]+)[-‐\xad]$")
# First parts after which a hyphen is more likely the word's own: "long-term", "self-report", "anti-fatigue".
_KEPT = frozenset(
    """
    long short self well high low non anti post pre co cross double single half full all one two three ten once meta placebo dose time
    evidence health follow off on out over under mid multi
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line; ``x``/``y`` in points from the page's lower left, ``size`` of its largest letters."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool


def read(data: bytes, name: str) -> Article:
    """The article of a PDF with a text layer; ArticleError for what is protected, scanned or broken."""
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected(name)
        if len(reader.pages) > _MOST_PAGES:
            raise ArticleError(
                f"{name} has {len(reader.pages)} pages; up to {_MOST_PAGES} are read.", advice="Give the article's own pages."
            )
        lines = tuple(_lines(reader))
        pages = len(reader.pages)
        pictures = not lines and any("/XObject" in (page.get("/Resources") or {}) for page in reader.pages)
        title, author = _properties(reader)
    except ArticleError:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise _protected(name) from error
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError, ArithmeticError,
            NotImplementedError, AssertionError, OSError, EOFError, LookupError) as error:  # fmt: skip
        raise ArticleError(f"{name} is a broken PDF.", advice=_BROKEN) from error
    if not any(character.isalpha() for line in lines for character in line.text):
        what = "holds scanned pictures and no text" if pictures else "holds no text"
        raise ArticleError(f"{name} {what}.", advice="Run text recognition (OCR) on it, or give the article's text itself.")
    found = tuple(_blocks(_without_running_heads(lines, pages)))
    text, places = blocks.freeze(found)
    if not text:
        raise ArticleError(f"{name} holds no text.", advice="Give the article's text itself.")
    return blocks.article(text, places, name, "application/pdf", title=_own_title(found) or title, author=_byline(found) or author)


def _protected(name: str) -> ArticleError:
    return ArticleError(f"{name} is protected with a password.", advice="Remove the password and give it again, or paste its text.")


def _properties(reader: PdfReader) -> tuple[str, str]:
    properties = reader.metadata
    if properties is None:
        return "", ""
    return front.known_title(str(properties.title or "")), front.known_author(str(properties.author or ""))


def _own_title(found: Sequence[Block]) -> str:
    return next((block.text for block in found[:6] if block.kind == PassageKind.HEADING and block.level == 1), "")


def _byline(found: Sequence[Block]) -> str:
    lines = [block.text for block in (*found[:12], *found[-12:]) if len(block.text) < 160]
    return next((person for line in lines if (person := front.author_of(line))), "")


# ---------------------------------------------------------------- lines


def _lines(reader: PdfReader) -> Iterator[_Line]:
    length = 0
    for number, page in enumerate(reader.pages):
        for line in _page_lines(page, number):
            length += len(line.text)
            if length > _MOST_TEXT:
                raise ArticleError("The PDF holds more text than an article can.", advice="Give the article's own pages.")
            yield line


def _page_lines(page: PageObject, number: int) -> list[_Line]:
    found: list[_Line] = []
    parts: list[str] = []
    seen: list[tuple[float, float, float, bool, int]] = []  # x, y, size, bold, letters

    def close() -> None:
        text = " ".join("".join(parts).translate(_LIGATURES).split())
        if text and seen:
            letters = sum(piece[4] for piece in seen)
            bold = sum(piece[4] for piece in seen if piece[3]) > 0.8 * letters
            found.append(_Line(text, number, seen[0][0], seen[0][1], max(piece[2] for piece in seen), bold))
        parts.clear()
        seen.clear()

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: dict[str, Any] | None, size: float) -> None:
        for index, piece in enumerate(text.split("\n")):
            if index:
                close()
            if not piece:
                continue
            parts.append(piece)
            if piece.strip():
                x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                scale = (abs(tm[3]) or abs(tm[1])) * (abs(cm[3]) or abs(cm[1])) or 1.0
                bold = bool(_BOLD.search(str((font or {}).get("/BaseFont", ""))))
                seen.append((float(x), float(y), round(float(size) * scale, 1), bold, len(piece.strip())))

    page.extract_text(visitor_text=visit)
    close()
    return found


def _without_running_heads(lines: Sequence[_Line], pages: int) -> tuple[_Line, ...]:
    """Lines at a page's edge that come back on most pages, and bare page numbers there, are no part of the article."""
    edges: list[tuple[int, str]] = []
    positions: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    for indices in by_page.values():
        height = sorted(indices, key=lambda index: lines[index].y)
        for index in {*height[:2], *height[-2:]}:
            positions.add(index)
            edges.append((index, re.sub(r"\d+", "#", lines[index].text)))
    often = Counter(words for _, words in edges)
    dropped = {index for index, words in edges if pages > 2 and often[words] >= max(3, pages // 2)}
    dropped |= {index for index in positions if _PAGE_NUMBER.fullmatch(lines[index].text) and len(by_page[lines[index].page]) > 1}
    return tuple(line for index, line in enumerate(lines) if index not in dropped)


# ---------------------------------------------------------------- blocks


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    if len({(line.x, line.y) for line in lines}) <= 1 < len(lines):
        # No places in the file: the text's own look must do.
        text = "\n".join(line.text for line in lines)
        for place in plain.places(text):
            yield Block(place.kind, " ".join(text[place.start : place.end].split()), place.level)
        return
    words = {word.strip(".,;:()").lower() for line in lines for word in line.text.split()}
    letters = Counter[float]()
    for line in lines:
        letters[line.size] += len(line.text)
    body = max(sorted(letters), key=lambda size: letters[size])
    sizes = sorted({line.size for line in lines if line.size > body * 1.08}, reverse=True)
    leading = _leading(lines, body)
    row = 0
    for group in _groups(lines, leading):
        first = group[0]
        if len({line.x for line in group}) > 1 and max(line.y for line in group) - min(line.y for line in group) < 2 and len(group) > 1:
            row += 1
            for line in group:
                yield Block(PassageKind.TABLE_CELL, line.text, row=row)
            continue
        text = _joined(group, words)
        if (marker := _MARKER.match(text)) and len(text) > marker.end() and not (first.size > body * 1.08):
            yield Block(PassageKind.LIST_ITEM, text[marker.end() :], 1)
        elif _is_heading(group, text, body):
            yield Block(PassageKind.HEADING, text, min(sizes.index(first.size) + 1 if first.size in sizes else len(sizes) + 1, 6))
        else:
            yield Block(PassageKind.PARAGRAPH, text)


def _leading(lines: Sequence[_Line], body: float) -> float:
    """The usual distance of two lines of running text, in points."""
    gaps = [
        above.y - below.y
        for above, below in pairwise(lines)
        if above.page == below.page and above.size == below.size == body and 0.8 * body < above.y - below.y < 2 * body
    ]
    return median(gaps) if gaps else 1.2 * body


def _groups(lines: Sequence[_Line], leading: float) -> Iterator[list[_Line]]:
    """Lines that make one block."""
    group: list[_Line] = []
    for line in lines:
        if group and _parts(group, line, leading):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(group: Sequence[_Line], line: _Line, leading: float) -> bool:
    """Whether ``line`` begins a new block after ``group``."""
    last = group[-1]
    if abs(last.size - line.size) > 0.6 and not (last.text.endswith("-") or len(line.text) < 3):
        return True
    if last.bold != line.bold and (len(group) == 1 or line.bold):
        return True
    gap = last.y - line.y
    if last.page == line.page and abs(gap) < 2:
        return line.x <= last.x  # the same printed line: cells of one row
    if len(group) > 1 and abs(group[0].y - last.y) < 2 and group[0].x != last.x:
        return True  # below a row of cells
    if _MARKER.match(line.text) and (_SYMBOL.match(line.text) or _finished(last.text) or _MARKER.match(group[0].text)):
        return True
    if last.page != line.page or gap < 0:
        return _finished(last.text) or bool(_MARKER.match(line.text))
    if gap > 1.3 * leading:
        return True
    return _finished(last.text) and line.x - group[-1].x > 6 and not _MARKER.match(group[0].text)


def _finished(text: str) -> bool:
    return text.rstrip("\"'”’)]0123456789,").endswith((".", "!", "?", ":", "…"))


def _is_heading(group: Sequence[_Line], text: str, body: float) -> bool:
    larger, bold = all(line.size > body * 1.08 for line in group), all(line.bold for line in group)
    return (larger or bold) and len(group) <= 3 and len(text) <= 200 and not (text.endswith(".") and not larger)


def _joined(group: Sequence[_Line], words: set[str]) -> str:
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
