"""HTML -> article, by trafilatura: the page's own prose without navigation, footers and scripts.

Scripts, styles and attributes never reach the text; entities of a DTD are never resolved, as HTML has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from evidence.errors import ArticleError
from evidence.model import Article, PassageKind
from evidence.readers import blocks, front
from evidence.readers.blocks import Block

# The clock stays outside: a page's date is what the page says, even if it lies ahead.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31", "min_date": "1990-01-01"}
_NOTE_MARK = re.compile(r"\s*\[?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]?\s*")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_DEEPEST = 200


def read(text: str, name: str) -> Article:
    """The article inside a page; ArticleError when the page holds none."""
    try:
        page = trafilatura.load_html(text)
        if page is None:
            raise ArticleError(f"{name} is not HTML that can be read.", advice="Save the page again, or paste its text.")
        _mark_notes(page)
        document = trafilatura.bare_extraction(
            page, favor_recall=True, include_tables=True, include_comments=False, with_metadata=True, date_extraction_params=_DATES
        )
    except ArticleError:
        raise
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, etree.LxmlError) as error:
        raise ArticleError(f"{name} is not HTML that can be read.", advice="Save the page again, or paste its text.") from error
    if document is None or isinstance(document, dict) or document.body is None:
        raise _no_article(name)
    found = list(_blocks(document.body))
    title = " ".join((document.title or "").split())
    text, places = blocks.freeze(found)
    if not text:
        raise _no_article(name)
    author = front.known_author(document.author or "")
    return blocks.article(text, places, name, "text/html", title=title, date=front.date_of(document.date or ""), author=author)


def _no_article(name: str) -> ArticleError:
    return ArticleError(
        f"{name} is a page without an article's text.", advice="Open the page in a browser, copy the article and paste it as text."
    )


def _mark_notes(page: HtmlElement) -> None:
    """A raised note number becomes "[3]": glued to a word it would read as part of it."""
    for element in page.iter("sup"):
        if isinstance(element.tag, str) and (match := _NOTE_MARK.fullmatch("".join(element.itertext()))):
            for child in list(element):
                element.remove(child)
            element.text = f"[{match[1]}]"


def _blocks(body: etree._Element, depth: int = 0, level: int = 0) -> Iterator[Block]:
    """The blocks of trafilatura's own small XML: head, p, list/item, table/row/cell, quote, lb."""
    if depth > _DEEPEST:
        return
    for number, element in enumerate(body):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "head":
            rank = (element.get("rend") or "h2")[-1]
            yield from _lines(element, PassageKind.HEADING, int(rank) if rank in "123456" else 2)
        elif tag == "list":
            for item in element.iter("item"):
                nesting = sum(1 for ancestor in item.iterancestors("list"))
                yield from _lines(item, PassageKind.LIST_ITEM, max(1, min(nesting, 6)))
        elif tag == "table":
            for index, row in enumerate(element.iter("row")):
                for cell in row.iter("cell"):
                    yield Block(PassageKind.TABLE_CELL, _words(cell, stop=()), row=index + 1000 * number + 1)
        elif tag in ("div", "quote", "body", "main", "section") and any(child.tag in ("p", "list", "head", "table") for child in element):
            if (element.text or "").strip():
                yield Block(PassageKind.PARAGRAPH, _SPACE.sub(" ", element.text or ""))
            yield from _blocks(element, depth + 1, level)
        elif tag not in ("graphic", "comments"):
            yield from _lines(element, PassageKind.PARAGRAPH, 0)
        if tag and (element.tail or "").strip():
            yield Block(PassageKind.PARAGRAPH, _SPACE.sub(" ", element.tail or ""))


def _lines(element: etree._Element, kind: PassageKind, level: int) -> Iterator[Block]:
    """One block, or several where the page broke its lines by hand."""
    pieces = _words(element, stop=("list", "table")).split("\n")
    for piece in pieces if kind != PassageKind.HEADING else [" ".join(pieces)]:
        if piece.strip():
            yield Block(kind, piece.strip(), level)


def _words(element: etree._Element, stop: tuple[str, ...]) -> str:
    """An element's text with white space folded and ``lb`` as a line break; nested lists speak for themselves."""
    parts: list[str] = []
    stack: list[tuple[etree._Element, bool]] = [(element, True)]
    while stack:
        current, opening = stack.pop()
        if not opening:
            parts.append(_SPACE.sub(" ", current.tail or ""))
            continue
        if current is not element:
            stack.append((current, False))
        if not isinstance(current.tag, str) or (current is not element and current.tag in stop):
            continue
        inner_paragraph = current is not element and current.tag == "p" and bool(parts) and bool(parts[-1].strip())
        if current.tag == "lb" or inner_paragraph:
            parts.append("\n")
        parts.append(_SPACE.sub(" ", current.text or ""))
        stack.extend((child, True) for child in reversed(current))
    return "".join(parts).strip()
