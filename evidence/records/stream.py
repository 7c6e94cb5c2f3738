"""Bytes -> the elements of records, some at a time, with nothing of the outside let in.

No DTD is loaded, no address fetched, no entity resolved; a declared entity is refused before it can grow (ecosystem.md, section 2).
``huge_tree`` stays off: libxml2's own limits (10 MB for one text, 256 levels) are far above any real record. A quarter of a megabyte of the
file is held at a time, so memory does not grow with it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, BinaryIO

from lxml import etree

from evidence.errors import RecordsError

_CHUNK = 128 * 1024
_DOCUMENT = 256 * 1024  # bytes read at once, some 30 records
_LARGEST = 32 * 1024 * 1024  # bytes without any record's end, after which the event parser takes over
_HARDENED: dict[str, Any] = {
    "load_dtd": False,
    "no_network": True,
    "resolve_entities": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_ENDS = (b"</PubmedArticle>", b"</PubmedBookArticle>")
_ROOT_TAG = re.compile(rb"<(PubmedArticleSet|PubmedBookArticleSet)(?:\s[^<>]*)?>")
_RECORDS = ("PubmedArticle", "PubmedBookArticle", "DeleteCitation")
_ROOTS = {"PubmedArticleSet", "PubmedBookArticleSet", "PubmedArticle", "PubmedBookArticle"}
_ENTITY = b"<!ENTITY"
_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
# Encodings in which ASCII bytes stand for themselves, so that the search for entities sees them.
_PLAIN_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1"}


@dataclass(frozen=True, slots=True)
class Deleted:
    """A PMID that PubMed took out of its database (``DeleteCitation`` of an update file)."""

    pmid: str


Document = tuple[etree._Element, ...]
Kept = tuple[dict[str, Any], ...]


def chunks(source: BinaryIO) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes (after unpacking) to look at, and all of them in pieces; gzip is recognised by its magic number."""
    pieces = _unpacked(source)
    head = b""
    for piece in pieces:
        head += piece
        if len(head.lstrip()) >= 256:
            break
    return head, _joined(head, pieces)


def documents(
    head: bytes, pieces: Iterable[bytes], cut: Callable[[bytes], tuple[bytes, Kept]] = lambda data: (data, ())
) -> Iterator[tuple[Document, Kept]]:
    """The elements of some records at a time, complete, in the order of the file, and what ``cut`` took out of them beforehand.

    The file is cut behind a record's end tag about every quarter of a megabyte and each part is read as a document of its own, which
    libxml2 does much faster than giving an event for every record. Where a part is no document by itself (a fault in the file, or an
    end tag quoted in a comment) the event parser goes on from there: it alone decides what is broken and after which record.
    """
    _refuse_what_is_not_xml(head)
    checked = _without_entities(pieces)
    started = _ROOT_TAG.search(head)
    if started is None:
        yield from _by_events(checked, 0)
        return
    before, root = head[: started.end()], started.group()
    parser = etree.XMLParser(collect_ids=False, **_HARDENED)
    number = 0
    for part, rest, end in _parts(started, checked):
        plain, kept = cut(part)
        found = _document(root + plain + end, parser)
        if found is None:
            yield from _by_events(_joined(before + part + rest, checked), number)
            return
        number += len(found)
        if found:
            yield found, kept


def share(
    head: bytes, pieces: Iterable[bytes], place: int, shares: int, cut: Callable[[bytes], tuple[bytes, Kept]]
) -> Iterator[tuple[Document, Kept]]:
    """Every ``shares``-th part of a file, from the ``place``-th on; RecordsError at the first that is not as PubMed makes them."""
    _refuse_what_is_not_xml(head)
    started = _ROOT_TAG.search(head)
    parser = etree.XMLParser(collect_ids=False, **_HARDENED)
    if started is None:
        raise RecordsError("The file cannot be read in parts.")
    for number, (part, _, end) in enumerate(_parts(started, _without_entities(pieces))):
        if number % shares == place:
            plain, kept = cut(part)
            found = _document(started.group() + plain + end, parser)
            if found is None:
                raise RecordsError("A part of the file is no document by itself.")
            yield found, kept


def _parts(started: re.Match[bytes], pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(what stands behind the root's tag up to a record's end, what has come behind it, the end tag it lacks)."""
    waiting, behind = b"", False
    for piece in pieces:
        waiting += piece
        if not behind:
            if len(waiting) < started.end():
                continue
            waiting, behind = waiting[started.end() :], True
        if len(waiting) < _DOCUMENT:
            continue
        end = max(waiting.rfind(tag) + len(tag) if tag in waiting else 0 for tag in _ENDS)
        if end:
            part, waiting = waiting[:end], waiting[end:]
            yield part, waiting, b"</" + started.group(1) + b">"
        elif len(waiting) >= _LARGEST:
            break
    yield waiting, b"", b""


def _document(data: bytes, parser: etree.XMLParser[etree._Element]) -> Document | None:
    try:
        return tuple(etree.fromstring(data, parser).iterchildren(*_RECORDS))
    except etree.XMLSyntaxError:
        return None


def _by_events(pieces: Iterator[bytes], number: int) -> Iterator[tuple[Document, Kept]]:
    """The records of a document that comes in pieces, one by one; ``number`` of them were read before."""
    parser = etree.XMLPullParser(events=("end",), tag=_RECORDS, **_HARDENED)
    before = number
    for fault in _fed(parser, pieces):
        for _, element in parser.read_events():
            if number == before:
                _check_root(element.getroottree().getroot())
            number += 1
            yield (deepcopy(element),), ()  # the parser's own goes at once, so that memory stays flat
            _drop(element)
        if fault is not None:  # only now: the records before it in the same piece are whole
            raise _broken(fault, number)
    try:
        root = parser.close()
    except etree.XMLSyntaxError as fault:
        raise _broken(fault, number) from fault
    if number == before:
        _check_root(root)


def _without_entities(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces; RecordsError before any that declares an entity reaches a parser."""
    tail = b""
    for piece in pieces:
        if _ENTITY in piece or _ENTITY in tail + piece[: len(_ENTITY)]:
            raise RecordsError("The file declares XML entities, which PubMed never does; it was not read.")
        tail = (tail + piece)[-len(_ENTITY) :]
        yield piece


def _fed(parser: etree.XMLPullParser[etree._Element], pieces: Iterable[bytes]) -> Iterator[etree.XMLSyntaxError | None]:
    """Feeds the parser; gives None after each piece, or the fault that ended it."""
    for piece in pieces:
        try:
            parser.feed(piece)
        except etree.XMLSyntaxError as error:
            yield error
        yield None


def _broken(fault: etree.XMLSyntaxError, number: int) -> RecordsError:
    place = f"after record {number}" if number else "at its beginning"
    said = str(fault).split(", line")[0][:160]
    return RecordsError(f"The file is broken or cut off {place} ({said}).")


def _unpacked(source: BinaryIO) -> Iterator[bytes]:
    first = source.read(_CHUNK)
    while len(first) == 1 and (more := source.read(_CHUNK)):
        first += more
    raw = _joined(first, iter(lambda: source.read(_CHUNK), b""))
    if first[:2] != b"\x1f\x8b":
        yield from raw
        return
    unzip = zlib.decompressobj(31)
    try:
        for data in raw:
            while data:
                if unzip.eof:  # another member follows: gzip files may be strung together
                    unzip = zlib.decompressobj(31)
                piece = unzip.decompress(data, _CHUNK * 4)
                data = unzip.unconsumed_tail or unzip.unused_data
                if piece:
                    yield piece
    except zlib.error as error:
        raise RecordsError("The file's compression is damaged.") from error
    if not unzip.eof:
        raise RecordsError("The compressed file is cut off in the middle.", advice="Fetch the file again; it is shorter than it should be.")


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _refuse_what_is_not_xml(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    declared = _ENCODING.match(head.lstrip(b"\xef\xbb\xbf"))
    if b"\x00" in head[:256] or (declared and declared.group(1).decode().lower() not in _PLAIN_ENCODINGS):
        raise RecordsError("The file is not in UTF-8, as PubMed's files are.")
    if not start:
        raise RecordsError("The file is empty.")
    if start.startswith((b"<!doctype html", b"<html")):
        raise RecordsError("This is a web page, not PubMed XML.", advice="Save the records as XML, not the page that shows them.")
    if start.startswith((b"{", b"[")):
        raise RecordsError("This is JSON, not PubMed XML.")
    if not start.startswith(b"<"):
        raise RecordsError("This is no XML file.")


def _check_root(root: etree._Element) -> None:
    if root.tag in _ROOTS:
        return
    said = " ".join((root.findtext(".//ERROR") or "").split())[:200]
    if said:
        raise RecordsError(f"The file holds no records but an error message: {said}")
    raise RecordsError(f"The file's root is <{str(root.tag)[:60]}>, not <PubmedArticleSet>.")


def _drop(element: etree._Element) -> None:
    """Frees the record; the one before it goes altogether, this one's place stays (libxml2 may still add its tail)."""
    element.clear(keep_tail=True)
    parent, before = element.getparent(), element.getprevious()
    if parent is not None and before is not None:
        parent.remove(before)
