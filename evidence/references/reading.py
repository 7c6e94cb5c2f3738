"""Finding references in an article: identifiers in running text and behind links, entries of reference lists with their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence.model import Article, Passage, PassageKind, Reference, Span
from evidence.rules import reference_marks as marks

_HEADING = re.compile(marks.HEADING, re.IGNORECASE)
_NUMBER, _NEXT_LINE, _YEAR = re.compile(marks.NUMBER), re.compile(marks.NEXT_LINE), re.compile(marks.YEAR)
_DOI, _BEHIND_DOI = re.compile(marks.DOI, re.IGNORECASE), re.compile(marks.BEHIND_DOI, re.IGNORECASE)
_BEHIND_ADDRESS = re.compile(marks.BEHIND_ADDRESS, re.IGNORECASE)
_PMID, _ADDRESS_PMID = re.compile(marks.PMID, re.IGNORECASE), re.compile(marks.PMID_ADDRESS, re.IGNORECASE)
_PMCID, _ADDRESS = re.compile(marks.PMCID), re.compile(marks.ADDRESS)
_VANCOUVER, _APA, _APA_YEAR = re.compile(marks.VANCOUVER), re.compile(marks.APA), re.compile(marks.APA_YEAR)
_QUOTED, _AUTHORS, _FIRST_AUTHOR = re.compile(marks.QUOTED), re.compile(marks.AUTHORS), re.compile(marks.FIRST_AUTHOR)
_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_LABELS = re.compile(r"\b(?:doi|PMID|PMCID|Epub|Available (?:from|at)|Accessed|Retrieved)\b\s?:?[^.]*", re.IGNORECASE)
# Shorter pieces of text are no entries, longer ones are paragraphs that happen to stand below the heading.
_SHORTEST_WORDS, _LONGEST = 5, 1200


@dataclass(frozen=True, slots=True)
class _Mark:
    """An identifier and its place."""

    kind: str
    value: str
    start: int
    end: int


def find(article: Article) -> tuple[Reference, ...]:
    """All references in document order. An identifier inside an entry belongs to the entry and stands for nothing else."""
    marks_found = _marks(article.text)
    marks_found = sorted((*marks_found, *_linked(article, marks_found)), key=lambda one: (one.start, one.end))
    entries = [entry for passage in article.passages for entry in _entries(article, passage, marks_found)]
    taken = [Span(entry.start, entry.end) for entry in entries]
    alone = [mark for mark in marks_found if not any(mark.start < span.end and span.start < mark.end for span in taken)]
    inline = [_named(Reference(one.start, one.end, article.text[one.start : one.end]), one) for one in alone]
    return tuple(sorted((*entries, *inline), key=lambda one: (one.start, one.end)))


def _marks(text: str) -> list[_Mark]:
    found: list[_Mark] = []
    for match in _DOI.finditer(text):
        written = _trimmed(match.group())
        value = _decoded(written).lower()
        if not value.endswith("/"):
            found.append(_Mark("doi", value, match.start(), match.start() + len(written)))
    for pattern, kind, form in ((_PMID, "pmid", "{}"), (_ADDRESS_PMID, "pmid", "{}"), (_PMCID, "pmcid", "PMC{}")):
        for match in pattern.finditer(text):
            number = match[1].lstrip("0")
            if number and not any(one.start <= match.start() < one.end for one in found):
                found.append(_Mark(kind, form.format(number), match.start(), match.end()))
    return sorted(found, key=lambda one: (one.start, one.end))


def _linked(article: Article, shown: list[_Mark]) -> Iterator[_Mark]:
    """Identifiers that only the address of a link holds, at the words of the link; what these words show themselves is not said twice."""
    before = None
    for start, end, address in article.links:
        for mark in _marks(address):
            value = _BEHIND_ADDRESS.sub("", mark.value) if mark.kind == "doi" else mark.value
            # A page may link the same words twice over (an icon and its caption).
            known = (start, end, mark.kind, value)
            if known != before and not any(one.kind == mark.kind and one.start < end and start < one.end for one in shown):
                yield _Mark(mark.kind, value, start, end)
            before = known


def _trimmed(written: str) -> str:
    """A DOI without what the sentence or the markup glued behind it; brackets stay where they are closed."""
    clean = _BEHIND_DOI.sub("", written)
    while clean:
        if clean[-1] in ".,;:'’!?":
            clean = clean[:-1]
        elif clean[-1] == ")" and clean.count("(") < clean.count(")"):
            clean = clean[: clean.rindex(")")]
        else:
            break
    return clean


def _decoded(written: str) -> str:
    """A DOI out of an address, where some of its marks stand as "%2F"."""
    data = _PERCENT.sub(lambda match: bytes([int(match[1], 16)]), written.encode("utf-8", "surrogatepass"))
    return data.decode("utf-8", "replace")


def _entries(article: Article, passage: Passage, found: list[_Mark]) -> Iterator[Reference]:
    if passage.kind not in (PassageKind.LIST_ITEM, PassageKind.PARAGRAPH):
        return
    listed = _HEADING.match(passage.heading) is not None
    text = article.text[passage.start : passage.end]
    starts = [0, *(match.end() for match in _NEXT_LINE.finditer(text))] if listed else [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end].strip()
        begin = passage.start + start + text[start:end].find(piece) if piece else 0
        if not piece or len(piece) > _LONGEST or len(piece.split()) < _SHORTEST_WORDS:
            continue
        inside = [mark for mark in found if begin <= mark.start < begin + len(piece)]
        figures = _VANCOUVER.search(piece)
        # Outside a list of references only what is dated like one, or holds an identifier behind authors, is an entry.
        dated = _YEAR.search(piece) is not None
        if (listed and (inside or dated)) or (inside and (figures or (dated and _AUTHORS.match(_NUMBER.sub("", piece))))):
            yield _entry(piece, begin, inside)


def _entry(piece: str, start: int, inside: list[_Mark]) -> Reference:
    reference = Reference(start, start + len(piece), piece, entry=True)
    for mark in inside:
        if not getattr(reference, mark.kind):
            reference = _named(reference, mark)
    bare = _LABELS.sub("", _DOI.sub("", _ADDRESS.sub("", _NUMBER.sub("", piece))))
    bare = " ".join(bare.split())
    reference = _figured(reference, bare)
    return replace(reference, titles=tuple(title for title in _titles(bare) if title != reference.journal))


def _named(reference: Reference, mark: _Mark) -> Reference:
    if mark.kind == "doi":
        return replace(reference, doi=mark.value)
    return replace(reference, pmid=mark.value) if mark.kind == "pmid" else replace(reference, pmcid=mark.value)


def _titles(bare: str) -> tuple[str, ...]:
    """The pieces that may be the title: quoted, behind APA's year, or the first sentence that is no list of names."""
    found = [match[1] for match in _QUOTED.finditer(bare)]
    year = _APA_YEAR.search(bare)
    if year is not None:
        found.append(_SENTENCE.split(bare[year.end() :], maxsplit=1)[0])
    pieces = [piece for piece in _SENTENCE.split(bare) if not _AUTHORS.match(piece) and len(piece.split()) >= 3]
    found += [piece for piece in pieces if not _VANCOUVER.search(piece)][:2]
    return tuple(dict.fromkeys(title for piece in found if len((title := piece.strip(" .,;“”\"'")).split()) >= 3))


def _figured(reference: Reference, bare: str) -> Reference:
    """With author, journal, year, volume and first page as far as the entry states them in the usual order."""
    author = _FIRST_AUTHOR.match(bare)
    if author is not None:
        reference = replace(reference, author=f"{author[1]} {re.sub(r'[^A-Z]', '', author[2])}".strip().lower())
    figures, apa = _VANCOUVER.search(bare), _APA_YEAR.search(bare)
    if figures is not None:
        before = [piece for piece in _SENTENCE.split(bare[: figures.start()].strip(" ,;")) if piece]
        journal = before[-1].strip(" .,;") if before else ""
        return replace(reference, journal=journal, year=figures["year"], volume=figures["volume"], page=figures["page"])
    if apa is not None:
        rest = _SENTENCE.split(bare[apa.end() :], maxsplit=1)
        more = _APA.search(rest[1]) if len(rest) == 2 else None
        if more is None:
            return replace(reference, year=apa["year"])
        journal = rest[1][: more.start()].strip(" .,;")
        return replace(reference, journal=journal, year=apa["year"], volume=more["volume"], page=more["page"])
    year = _YEAR.search(bare)
    return replace(reference, year=year.group()[:4]) if year else reference
