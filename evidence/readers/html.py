"""HTML -> article, by trafilatura: the page's own prose without navigation, footers and scripts.

Scripts, styles and attributes never reach the text; where a link leads stands beside it. Entities of a DTD are never resolved, as HTML
has none.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.metadata import extract_metadata

from evidence.errors import ArticleError
from evidence.model import Article, PassageKind
from evidence.readers import blocks, front, html_page, links
from evidence.readers.blocks import Block

# The clock stays outside: a page's date is what the page says, even if it lies ahead.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31", "min_date": "1990-01-01"}
_NOTE_MARK = re.compile(r"\s*\[?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]?\s*")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_DEEPEST = 200
_MOST_ELEMENTS = 60_000
_SHORT = 2_000  # letters; below, an extractor has too little to tell prose from the rest
# What trafilatura and lxml raise on pages that no browser would show.
_FOREIGN = (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, etree.LxmlError)
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # a person sees our own errors only


def read(text: str, name: str) -> Article:
    """The article inside a page; ArticleError when the page holds none."""
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        page = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        if sum(1 for _ in page.iter()) > _MOST_ELEMENTS:
            raise ArticleError(
                f"{name} has more parts than an article can.", advice="Copy the article out of the page and paste it as text."
            )
        _mark_notes(page)
        about = extract_metadata(page, date_config=dict(_DATES))
        anchors = links.anchors(page)
        own = html_page.blocks(page)
        found = own if sum(len(block.text) for block in own) < _SHORT else _extracted(page, own)
    except _FOREIGN as error:
        raise ArticleError(f"{name} is not HTML that can be read.", advice="Save the page again, or paste its text.") from error
    words, places = blocks.freeze(found)
    if not words:
        raise _no_article(name)
    title, author = front.known_title(about.title or ""), front.known_author(about.author or "")
    made = blocks.article(words, places, name, "text/html", title=title, date=front.date_of(about.date or ""), author=author)
    return replace(made, links=links.placed(anchors, words))


def _extracted(page: HtmlElement, own: tuple[Block, ...]) -> tuple[Block, ...]:
    """What trafilatura takes for the article; the page's own blocks where it finds nothing or one lump."""
    document = trafilatura.bare_extraction(page, favor_recall=True, include_tables=True, include_comments=False)
    if document is None or isinstance(document, dict) or document.body is None:
        return own
    found = tuple(_blocks(document.body))
    return found if len(found) > 1 or (found and len(own) <= 1) else own


def _no_article(name: str) -> ArticleError:
    return ArticleError(
        f"{name} is a page without an article's text.", advice="Open the page in a browser, copy the article and paste it as text."
    )


def _mark_notes(page: HtmlElement) -> None:
    """A raised note number becomes "[3]": glued to a word it would read as part of it."""
    for element in page.iter("sup"):
        if isinstance(element.tag, str) and (match := _NOTE_MARK.fullmatch("".join(element.itertext()))):
            addresses = [link.get("href", "") for link in element.iter("a")]
            for child in list(element):
                element.remove(child)
            element.text = f"[{match[1]}]"
            if len(addresses) == 1:
                element.set(links.NOTE, addresses[0])


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
