"""PubMed XML -> citations, as a stream: every field of a real record, nothing lost, flat memory.

``read`` takes the bytes as PubMed, its FTP service or E-utilities deliver them (plain or gzip, any number of records) and yields
records as they come, and ``Deleted`` for PMIDs that PubMed took out. It also reads the starter library's JSON, so that
one import serves both. The rules that real records taught are in the rooms of this folder:
``stream`` (bytes to elements, hardened), ``article`` and ``book`` (elements to citations), ``parts`` (people, dates,
abstracts), ``repeats`` (what stands in many records), ``markup`` (clean text), ``starter`` (notes in our own words).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from evidence.errors import RecordsError
from evidence.model import Citation
from evidence.records import article, book, starter, stream
from evidence.records.repeats import Repeats
from evidence.records.stream import Deleted

__all__ = ["Batch", "Deleted", "batches", "of", "parse", "read", "share", "truncated"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of a file as elements (or, for the starter library, as notes); ``before``: how many stood before them."""

    before: int
    elements: stream.Document
    kept: stream.Kept = ()
    notes: tuple[Citation, ...] = ()


_CUT = "(ABSTRACT TRUNCATED AT "


def read(source: BinaryIO) -> Iterator[Citation | Deleted]:
    """Records and deletions in the order of the file; what came before a fault has been yielded when it raises.

    RecordsError: not PubMed XML (a web page, JSON, another root), broken or cut off, an entity declared, a record without PMID.
    """
    return (record for batch in batches(source) for record in of(batch))


def parse(source: BinaryIO) -> Iterator[Citation]:
    """The records alone, as ``read`` gives them."""
    return (record for record in read(source) if isinstance(record, Citation))


def batches(source: BinaryIO) -> Iterator[Batch]:
    """The first half of ``read``: a file's records as elements, some at a time; RecordsError as there.

    It spends its time in zlib and libxml2 without Python's lock, so that a door may run it ahead in a thread of its own.
    """
    head, chunks = stream.chunks(source)
    if starter.is_starter(head):
        yield Batch(0, (), notes=tuple(starter.read(b"".join(chunks))))
        return
    before = 0
    for elements, kept in stream.documents(head, chunks, Repeats().cut):
        yield Batch(before, elements, kept)
        before += len(elements)


def share(source: BinaryIO, place: int, shares: int) -> Iterator[Batch]:
    """Every ``shares``-th batch from the ``place``-th on, for several readers of one file; RecordsError for what is not plain PubMed XML
    from beginning to end: ``read`` says what is wrong with it."""
    head, chunks = stream.chunks(source)
    for elements, kept in stream.share(head, chunks, place, shares, Repeats().cut):
        yield Batch(0, elements, kept)


def of(batch: Batch) -> Iterator[Citation | Deleted]:
    """The second half: the records of one batch. RecordsError for a record without a PMID, by its number in the file."""
    yield from batch.notes
    for number, element in enumerate(batch.elements, batch.before + 1):
        tag = element.tag
        if tag == "DeleteCitation":
            yield from (Deleted(pmid) for child in element if (pmid := (child.text or "").strip()))
            continue
        try:
            record = article.citation(element, batch.kept) if tag == "PubmedArticle" else book.citation(element)
        except ValueError as error:
            raise RecordsError(f"Record {number} of the file has no usable PMID ({error}).") from error
        yield record


def truncated(citation: Citation) -> bool:
    """Whether NLM cut the abstract off (1975-2000: "(ABSTRACT TRUNCATED AT 250 WORDS)")."""
    return _CUT in citation.abstract[-60:]
