"""PDF -> article: pypdf gives the lines with their places and fonts, paragraphs are put together from those.

Ligatures are written as letters. The reading order is the file's own. A PDF of pictures has no text to read and is refused.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from evidence.errors import ArticleError
from evidence.model import Article, PassageKind
from evidence.readers import blocks, front, pdf_layout
from evidence.readers.blocks import Block
from evidence.readers.pdf_layout import Line

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # a person sees our own errors only
_MOST_PAGES = 500
_MOST_TEXT = 10_000_000
_BROKEN = "Open it in a PDF program, save it again and give that file; or paste its text."
# Ligatures as letters; bullets as symbol fonts and reportlab encode them.
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x00": None, "\x7f": "•", "\uf0b7": "•", "\uf0a7": "▪"}
)
_BOLD = re.compile(r"bold|black|heavy|medi(?:um)?\b|semibd|demi", re.IGNORECASE)

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
    found = tuple(pdf_layout.blocks(pdf_layout.without_running_heads(lines, pages)))
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


def _lines(reader: PdfReader) -> Iterator[Line]:
    length = 0
    for number, page in enumerate(reader.pages):
        for line in _page_lines(page, number):
            length += len(line.text)
            if length > _MOST_TEXT:
                raise ArticleError("The PDF holds more text than an article can.", advice="Give the article's own pages.")
            yield line


def _page_lines(page: PageObject, number: int) -> list[Line]:
    found: list[Line] = []
    parts: list[str] = []
    seen: list[tuple[float, float, float, bool, int]] = []  # x, y, size, bold, letters

    def close() -> None:
        text = " ".join("".join(parts).translate(_LETTERS).split())
        if text and seen:
            letters = sum(piece[4] for piece in seen)
            bold = sum(piece[4] for piece in seen if piece[3]) > 0.8 * letters
            found.append(Line(text, number, seen[0][0], seen[0][1], max(piece[2] for piece in seen), bold))
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
