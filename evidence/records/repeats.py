"""What stands word for word in many records - a journal, a heading, a day - is read once and kept.

Before libxml2 sees a part of a file, the blocks named here are cut out, and an empty element in their place says where their fields
are kept. A block is read by the very readers of ``article``, as a document of its own, so whatever is odd in it (broken, or with
more in it than its entries) stays where it is for libxml2 to judge; nothing is cut from a part that holds comments, processing
instructions or CDATA, in which a tag could be only quoted. References seldom repeat but are many and plain: a pattern reads those
that hold nothing but text in NLM's order of tags. (The same for people gained nothing.) A test reads real files both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from evidence.records import article
from evidence.records.article import Found
from evidence.records.parts import plain

_MOST = 4096  # values kept of one kind; then all are forgotten, so that memory stays flat
_PARSER = etree.XMLParser(
    collect_ids=False, load_dtd=False, no_network=True, resolve_entities=False, huge_tree=False, remove_comments=True, remove_pis=True
)
_REFERENCES = re.compile(
    r"(?:\s*<Reference>\s*<Citation>[^<]*</Citation>"
    r"(?:\s*<ArticleIdList>(?:\s*<ArticleId IdType=\"[a-z]+\">[^<]*</ArticleId>)*\s*</ArticleIdList>)?\s*</Reference>)*\s*"
)
_REFERENCE = re.compile(r"<(Citation|ArticleId IdType=\"pubmed\")>([^<]*)")
# What XML allows and does not change; beyond it are control characters and carriage returns.
_FINE = bytes((9, 10, *range(32, 256)))
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos);")
_LETTERS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


class Repeats:
    """The values of one stream of records; not for several threads at once."""

    def __init__(self) -> None:
        self._memory: dict[bytes, dict[bytes, Found | None]] = {name: {} for name in _BLOCKS}

    def cut(self, data: bytes) -> tuple[bytes, tuple[Found, ...]]:
        """A part of a file with blocks cut out, and the fields of each in the order of the numbers that stand in their places."""
        if b"<!" in data or b"<?" in data or b"<kept-" in data or b"<PubmedBook" in data:
            return data, ()
        kept: list[Found] = []
        out: list[bytes] = []
        done = 0
        opened = _OPENED.search(data)
        while opened is not None:
            name = opened[1]
            start = opened.end()
            end = data.find(b"</" + name + b">", start)
            if end < 0:
                break
            mark, read = _BLOCKS[name]
            value = read(self, name, data[start:end])
            if value is not None:
                out += (data[done : opened.start()], b"<kept-%s n='%d'/>" % (mark, len(kept)))
                kept.append(value)
                done = end = end + len(name) + 3
            elif name == b"ReferenceList":
                end = data.find(b"</PubmedArticle>", end)  # lists may stand in lists: none of this record's is touched
                if end < 0:
                    break
            opened = _OPENED.search(data, end)
        out.append(data[done:])
        return b"".join(out), tuple(kept)

    def whole(self, name: bytes, block: bytes) -> Found | None:
        """A block that stands in many records as it is."""
        memory = self._memory[name]
        return memory[block] if block in memory else _remember(memory, name, block, block)

    def listed(self, name: bytes, block: bytes) -> Found | None:
        """A list whose entries stand in many records."""
        memory, closed = self._memory[name], _ENTRIES[name]
        *entries, rest = block.split(closed)
        if rest.strip():
            return None
        found: dict[str, list[Any]] = {}
        for entry in entries:
            value = memory[entry] if entry in memory else _remember(memory, name, entry, entry + closed)
            if value is None:
                return None
            for field, more in value.items():
                if field in found:
                    found[field] += more
                else:
                    found[field] = list(more)
        return {field: tuple(values) for field, values in found.items()}

    def references(self, name: bytes, block: bytes) -> Found | None:
        """Text as printed and PMID of each reference of a plain list."""
        words = _decoded(block)
        if words is None or _REFERENCES.fullmatch(words) is None:
            return None
        escaped = "&" in words
        found: list[tuple[str, str]] = []
        for tag, text in _REFERENCE.findall(words):
            if tag == "Citation":
                found.append((plain(_unescaped(text) if escaped else text), ""))
            else:
                found[-1] = (found[-1][0], text.strip())
        return {"references": tuple(found)}


def _remember(memory: dict[bytes, Found | None], name: bytes, key: bytes, block: bytes) -> Found | None:
    if len(memory) >= _MOST:
        memory.clear()
    memory[key] = value = _read(name, block)
    return value


def _read(name: bytes, block: bytes) -> Found | None:
    """The fields of a block as ``article`` reads them; None for what is no document by itself."""
    try:
        element = etree.fromstring(b"<" + name + b">" + block + b"</" + name + b">", _PARSER)
    except etree.XMLSyntaxError:
        return None
    found: dict[str, Any] = {}
    article.READERS[name.decode()](element, found)
    return found


def _decoded(block: bytes) -> str | None:
    """The block as text; None where it holds more than tags, plain text and XML's five entities."""
    if block.translate(None, _FINE):
        return None
    try:
        words = block.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\ufffe" in words or "\uffff" in words or "]]>" in words:
        return None
    return words if "&" not in words or words.count("&") == len(_ENTITY.findall(words)) else None


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda found: _LETTERS[found.group()], text) if "&" in text else text


# Name -> the part of the record it must stand in, and how it is read.
_BLOCKS: dict[bytes, tuple[bytes, Callable[[Repeats, bytes, bytes], Found | None]]] = {
    b"Journal": (b"article", Repeats.whole),
    b"PublicationTypeList": (b"article", Repeats.whole),
    b"ArticleDate": (b"article", Repeats.whole),
    b"MedlineJournalInfo": (b"medline", Repeats.whole),
    b"DateRevised": (b"medline", Repeats.whole),
    b"DateCompleted": (b"medline", Repeats.whole),
    b"MeshHeadingList": (b"medline", Repeats.listed),
    b"ChemicalList": (b"medline", Repeats.listed),
    b"History": (b"pubmed", Repeats.listed),
    b"ReferenceList": (b"pubmed", Repeats.references),
}
_ENTRIES = {b"MeshHeadingList": b"</MeshHeading>", b"History": b"</PubMedPubDate>", b"ChemicalList": b"</Chemical>"}
# The attribute says nothing that is kept.
_OPENED = re.compile(b"<(" + b"|".join(_BLOCKS) + b')(?: DateType="Electronic")?>')
