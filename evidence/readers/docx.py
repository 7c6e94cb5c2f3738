"""DOCX -> article: python-docx opens the package, the body is walked in reading order.

The walk is our own because python-docx passes over content controls, inserted (tracked) text and text boxes, and repeats
merged cells. Deleted text, comments and field codes are left out.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from evidence.errors import ArticleError
from evidence.model import Article, PassageKind
from evidence.readers import blocks, front
from evidence.readers.blocks import Block

_MOST_PARTS = 5000
_MOST_BYTES = 100 * 1024 * 1024  # unpacked, all parts
_MOST_XML = 40 * 1024 * 1024  # unpacked, one part of XML
# What python-docx, lxml and zipfile raise on bytes that no Word ever wrote.
_FOREIGN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, RuntimeError, EOFError, AssertionError, struct.error,
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, etree.LxmlError, OpcError,
)  # fmt: skip
_BROKEN = "Open it in Word, save it again as DOCX and give that file."

_P, _TBL, _TR, _TC, _SDT, _SDT_CONTENT = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "sdt", "sdtContent"))
_T, _TAB, _BR, _CR, _HYPHEN, _TEXT_BOX = (qn(f"w:{tag}") for tag in ("t", "tab", "br", "cr", "noBreakHyphen", "txbxContent"))
_LEFT_OUT = frozenset(
    [
        *(qn(f"w:{tag}") for tag in ("del", "moveFrom", "instrText", "pPr", "rPr", "tabs", "delText")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    ]
)
_VAL, _STYLE, _NUMBERS = qn("w:val"), qn("w:pStyle"), qn("w:numPr")


def read(data: bytes, name: str) -> Article:
    """The article of a Word file; ArticleError for what is broken, protected, hostile or no Word file."""
    _inspect(data, name)
    try:
        document = docx.Document(BytesIO(data))
        found = tuple(_blocks(document))
        properties = document.core_properties
        title, author = front.known_title(properties.title or ""), front.known_author(properties.author or "")
    except _FOREIGN as error:
        raise ArticleError(f"{name} is a broken Word file.", advice=_BROKEN) from error
    text, places = blocks.freeze(found)
    if not text:
        raise ArticleError(f"{name} holds no text.", advice="If it holds pictures of text, give the text itself.")
    own = _own_title(found)
    return blocks.article(text, places, name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                          title=own or title, author=_byline(found) or author)  # fmt: skip


def _own_title(found: tuple[Block, ...]) -> str:
    """What carries the style Title, else a heading at the very top that no other heading equals in rank."""
    headings = [block for block in found if block.kind == PassageKind.HEADING]
    if not headings:
        return ""
    best = min(block.level for block in headings)
    top = [block for block in headings if block.level == best]
    return top[0].text if best == 1 or (len(top) == 1 and top[0] in found[:3]) else ""


def _byline(found: tuple[Block, ...]) -> str:
    lines = [block.text for block in (*found[:12], *found[-12:]) if len(block.text) < 160]
    return next((person for line in lines if (person := front.author_of(line))), "")


def _inspect(data: bytes, name: str) -> None:
    """Looks into the package before anything is unpacked: what it is, and that it does not grow out of all measure."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise ArticleError(f"{name} is protected with a password.", advice="Remove the password and give it again.")
            if "word/document.xml" not in names and not any(part.startswith("word/") for part in names):
                raise ArticleError(f"{name} is {_other(names)}, not a Word file.", advice="Save it as DOCX, PDF or plain text.")
            too_large = sum(part.file_size for part in parts) > _MOST_BYTES or any(
                part.file_size > _MOST_XML for part in parts if part.filename.endswith((".xml", ".rels"))
            )
            if len(parts) > _MOST_PARTS or too_large:
                raise ArticleError(
                    f"{name} unpacks to more than an article can be.", advice="Copy the article's text into a new document and give that."
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    head = package.read(part)[:2048].replace(b"\x00", b"")
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise ArticleError(f"{name} holds a document type, which Word never writes.", advice=_BROKEN)
    except ArticleError:
        raise
    except _FOREIGN as error:
        raise ArticleError(f"{name} is a broken Word file.", advice=_BROKEN) from error


def _other(names: set[str]) -> str:
    if any(part.startswith("xl/") for part in names):
        return "a workbook"
    if any(part.startswith("ppt/") for part in names):
        return "a presentation"
    if "mimetype" in names:
        return "an OpenDocument file or a book"
    return "a packed folder"


def _blocks(document: Document) -> Iterator[Block]:
    styles = {style.style_id: style for style in document.styles}
    row = 0
    for element in _flat(document.element.body):
        if element.tag == _P:
            yield from _paragraph(element, styles)
            for box in element.iter(_TEXT_BOX):
                for inner in box.iter(_P):
                    yield from _paragraph(inner, styles)
        else:
            for line in element.iter(_TR):
                row += 1
                for cell in line.iterchildren(_TC):
                    words = " ".join(part for inner in cell.iter(_P) if (part := _words(inner).strip()))
                    if words:
                        yield Block(PassageKind.TABLE_CELL, " ".join(words.split("\n")), row=row)


def _flat(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, also those inside content controls and tracked insertions."""
    stack = list(reversed(body))
    while stack:
        element = stack.pop()
        if element.tag in (_P, _TBL):
            yield element
        elif element.tag not in _LEFT_OUT:
            stack.extend(reversed(element))


def _paragraph(element: etree._Element, styles: dict[str, Any]) -> Iterator[Block]:
    words = _words(element)
    if not words.strip():
        return
    kind, level = _kind(element, styles)
    if kind == PassageKind.HEADING:
        yield Block(kind, " ".join(words.split()), level)
        return
    for line in words.split("\n"):
        if line.strip():
            yield Block(kind, line.strip(), level)


def _kind(element: etree._Element, styles: dict[str, Any]) -> tuple[PassageKind, int]:
    """By style (its id, name and those it is based on), outline level and numbering."""
    properties = element.find(qn("w:pPr"))
    depth = _depth(properties)
    name = properties.find(_STYLE) if properties is not None else None
    style = styles.get(name.get(_VAL, "")) if name is not None else None
    for _ in range(12):
        if style is None:
            break
        words = f"{style.style_id} {style.name}".lower()
        if "title" in words.split() and "subtitle" not in words:
            return PassageKind.HEADING, 1
        if words.startswith("heading") or " heading" in words:
            digits = [character for character in words if character in "123456789"]
            return PassageKind.HEADING, min(int(digits[0]) + 1, 6) if digits else 2
        if depth == 0 and ("list" in words.split()[0] or "list " in words) and "paragraph" not in words:
            digits = [character for character in words if character in "23456"]
            depth = int(digits[0]) if digits else 1
        if depth == 0 and (found := _depth(style.element.find(qn("w:pPr")))):
            depth = found
        style = getattr(style, "base_style", None)  # numbering styles have none
    outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
    if outline is not None and outline.get(_VAL, "9") in "012345":
        return PassageKind.HEADING, min(int(outline.get(_VAL, "1")) + 2, 6)
    return (PassageKind.LIST_ITEM, min(depth, 6)) if depth else (PassageKind.PARAGRAPH, 0)


def _depth(properties: etree._Element | None) -> int:
    """The nesting depth of a numbered or bulleted paragraph, from 1; 0 for none."""
    numbers = properties.find(_NUMBERS) if properties is not None else None
    if numbers is None:
        return 0
    number, level = numbers.find(qn("w:numId")), numbers.find(qn("w:ilvl"))
    if number is None or number.get(_VAL) == "0":
        return 0
    text = level.get(_VAL, "0") if level is not None else "0"
    return int(text) + 1 if text.isdigit() else 1


def _words(element: etree._Element) -> str:
    """A paragraph's text as a reader sees it once all tracked changes are accepted; line breaks as "\\n"."""
    parts: list[str] = []
    stack = [element]
    while stack:
        current = stack.pop()
        tag = current.tag
        if tag == _T:
            parts.append(current.text or "")
        elif tag == _TAB:
            parts.append(" ")
        elif tag in (_BR, _CR):
            parts.append("\n")
        elif tag == _HYPHEN:
            parts.append("-")
        elif tag not in _LEFT_OUT and (tag != _TEXT_BOX):
            stack.extend(reversed(current))
    return "".join(parts)
