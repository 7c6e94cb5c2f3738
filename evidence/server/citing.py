"""Which records of the library cite a record: the stored reference lists, turned round.

Made at the first question after the library changed, by reading every record once, and kept in a file beside the index, so that the next
process only reads it. Cost and memory: docs/citations.md. PubMed's own answer comes from PMC's full texts, so it differs from ours.
"""

from __future__ import annotations

import json
import logging
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

from evidence.model import Citation, LibraryState

log = logging.getLogger(__name__)
_FORM = "citing-1"
_LOW = (1 << 32) - 1


class Shelf(Protocol):
    def all_citations(self) -> Iterator[Citation]: ...


class Library(Protocol):
    """``evidence.sources.library.Library``."""

    @property
    def shelf(self) -> Shelf: ...

    def state(self) -> LibraryState: ...


class Citing:
    """The lists turned round. ``folder``: where they are kept; None: in memory alone. Safe to share between threads."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = folder / "citing" if folder is not None else None
        self._digest = ""
        self._pairs: array[int] = array("Q")
        self._lock = Lock()

    def of(self, library: Library, pmids: Sequence[str]) -> tuple[str, ...]:
        """PMIDs of the records whose lists name one of these, highest first."""
        pairs = self._current(library)
        found: set[int] = set()
        for number in {int(pmid) for pmid in pmids if pmid.isascii() and pmid.isdigit() and len(pmid) < 10}:
            start, end = bisect_left(pairs, number << 32), bisect_left(pairs, (number + 1) << 32)
            found.update(pair & _LOW for pair in pairs[start:end])
        return tuple(str(number) for number in sorted(found, reverse=True))

    def _current(self, library: Library) -> array[int]:
        """The pairs (cited << 32 | citing), sorted, for the library as it stands."""
        with self._lock:
            digest = library.state().digest
            if digest != self._digest:
                kept = self._kept(digest)
                self._pairs = kept if kept is not None else _turned(library.shelf.all_citations())
                self._digest = digest
                if kept is None:
                    self._keep()
            return self._pairs

    def _kept(self, digest: str) -> array[int] | None:
        """The pairs as some process kept them for this very state of the library; None when there are none."""
        if self._file is None:
            return None
        try:
            with self._file.open("rb") as file:
                about = json.loads(file.readline())
                if (about["form"], about["digest"], about["order"]) != (_FORM, digest, sys.byteorder):
                    return None
                pairs = array("Q")
                pairs.fromfile(file, int(about["pairs"]))
                return pairs
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return None

    def _keep(self) -> None:
        if self._file is None:
            return
        about = {"form": _FORM, "digest": self._digest, "order": sys.byteorder, "pairs": len(self._pairs)}
        fresh = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.write(json.dumps(about).encode() + b"\n")
                self._pairs.tofile(file)
            fresh.replace(self._file)
        except OSError as error:  # a full disk costs the next process the reading, and nothing else
            log.warning("the lists of citing records could not be kept: %s", error.strerror)


def _turned(records: Iterator[Citation]) -> array[int]:
    pairs: set[int] = set()
    for record in records:
        citing = int(record.pmid)
        for _, pmid in record.references:
            if pmid.isascii() and pmid.isdigit() and len(pmid) < 10:
                pairs.add(int(pmid) << 32 | citing)
    return array("Q", sorted(pairs))
