"""DOOR to the local library: PubMed records on a shelf (the database) and a full-text index over them, in PubMed's query syntax.

``find`` answers a query string as PubMed would, without the network; ``add`` and ``import_file`` keep shelf and index in step; whatever
happens in between (a kill, a restored database, a lost folder), the next opening brings the index back to what the shelf holds.

The rooms of this folder: ``fields`` and ``query`` (the language), ``mapping`` (words to MeSH), ``words`` (what a word is),
``subsets`` (tables), ``trees`` and ``index`` (what is indexed), ``search``, ``ranking`` and ``frequencies`` (asking), ``nearness``
(proximity), ``folder`` and ``writer`` (the index on disk, its lock, shelf and index in step), ``files`` (reading PubMed's files),
``series`` (their numbers), ``ahead`` (other processes that help to read).

Where an answer differs from PubMed's for the same records: a phrase is searched as it stands, without PubMed's list of known phrases (which
breaks unknown ones into words); entry terms and variants are those of the shipped vocabulary; supplementary concepts are searched by name;
subheadings below a subheading only where NLM's tutorial prints the family (said as a warning); the order is our own (``search``).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from evidence import mesh
from evidence.model import Citation, Found, LibraryState, Query
from evidence.records import Deleted
from evidence.sources.library import files, nearness, series
from evidence.sources.library.ahead import Ahead, Prepared, Trouble
from evidence.sources.library.folder import Folder, Reader
from evidence.sources.library.mapping import Headings, Mapping, show
from evidence.sources.library.query import Node, Term
from evidence.sources.library.search import Hits, Search

__all__ = ["Answer", "Library", "Shelf"]

_BATCH = 1000  # records per transaction of the shelf
_COMMIT = 20_000  # records per commit of the index
_LARGE = 4_000_000  # bytes of a file that is worth starting helpers for


class Imported(Protocol):
    """A file that was read, as the shelf remembers it."""

    @property
    def name(self) -> str: ...

    @property
    def sha256(self) -> str: ...

    @property
    def records(self) -> int: ...


class Shelf(Protocol):
    """What the library needs of the database; the store implements it."""

    def put_citations(self, records: Iterable[Citation]) -> int: ...

    def get_citations(self, pmids: Sequence[str]) -> tuple[Citation, ...]: ...

    def all_citations(self) -> Iterator[Citation]: ...

    def delete_citations(self, pmids: Sequence[str], place: int = 0) -> object: ...

    def deleted_after(self, pmids: Sequence[str], place: int) -> frozenset[str]: ...

    def count_deleted(self) -> int: ...

    def count_citations(self) -> int: ...

    def library_digest(self) -> str: ...

    def note_import(self, name: str, sha256: str, records: int) -> None: ...

    def imports(self) -> Sequence[Imported]: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: PMIDs in order from the place asked for, the count of all, and how the query was understood."""

    pmids: tuple[str, ...]
    count: int
    translation: str
    warnings: tuple[str, ...] = ()


def utc_now() -> str:
    """ISO 8601 UTC to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Library:
    """A shelf with its index. One process writes at a time; any number read. Safe for several threads."""

    name = "library"

    def __init__(
        self,
        shelf: Shelf,
        index_folder: Path | str,
        *,
        headings: Headings | None = None,
        clock: Callable[[], str] = utc_now,
        patience: float = 10.0,
        helpers: int | None = None,
    ) -> None:
        """``index_folder`` is made when missing. ``headings``: the MeSH vocabulary, the shipped one by default, read at the first
        query. ``clock`` gives ISO 8601 UTC. ``patience``: seconds to wait for another writer before StoreError.
        ``helpers``: processes that prepare the records of large files; by default one for each further processor, at most six."""
        self.shelf = shelf
        self.helpers = min(6, (os.cpu_count() or 1) - 1) if helpers is None else helpers
        self.folder = Folder(Path(index_folder), patience)
        self.clock = clock
        self._headings = headings
        self._reader: Reader | None = None
        self._opening = threading.RLock()

    # ------------------------------------------------------------ searching

    def find(self, query: Query) -> Found:
        """The records that a query finds here, best first. QueryError when it cannot be read."""
        answer = self.search(query.text, query.limit)
        found = self.shelf.get_citations(answer.pmids)
        return Found(query, found, answer.count, answer.translation, self.name, self.clock(), answer.warnings)

    def search(self, text: str, limit: int = 20, sort: str = "relevance", start: int = 0) -> Answer:
        """PMIDs by ``sort`` "relevance" or "date" (newest first), from the ``start``-th on, with the exact count of all."""
        reader = self._current()
        search = self._search(reader)
        mapping, node = self._mapped(text, search)
        hits: Hits = search.run(node, max(start, 0), max(limit, 0), sort == "date")
        missing = hits.missing if hits.count else tuple(dict.fromkeys((*hits.missing, *search.absent(node))))
        warnings = (*mapping.warnings, *(f"Not found in the library: {term}." for term in missing))
        return Answer(hits.pmids, hits.count, show(node), tuple(dict.fromkeys(warnings)))

    def translate(self, text: str) -> str:
        """How a query is understood, as PubMed prints it: every term with its field."""
        return show(self._mapped(text, self._search(self._current()))[1])

    def _mapped(self, text: str, search: Search) -> tuple[Mapping, Node]:
        mapping = Mapping(self.headings, search.known, self.clock()[:10])
        return mapping, mapping.query(text)

    def _search(self, reader: Reader) -> Search:
        return Search(reader.schema, reader.searcher, self.headings, self._near, reader.frequencies)

    def _near(self, term: Term, pmids: Sequence[str]) -> Sequence[int]:
        return nearness.holding(term, self.shelf.get_citations, pmids)

    @property
    def headings(self) -> Headings:
        if self._headings is None:
            self._headings = mesh.vocabulary()
        return self._headings

    # ------------------------------------------------------------ keeping

    def add(self, records: Iterable[Citation]) -> int:
        """Keeps records (all of them or, after a fault, some whole batches) and says how many were new or changed.

        StoreError when another process is writing and does not finish within ``patience``.
        """
        changed = 0
        with self.folder.writing(self.shelf) as writer:
            for batch in files.batches(records, _BATCH):
                changed += writer.put([record for record in batch if isinstance(record, Citation)])
        return changed

    def delete(self, pmids: Sequence[str]) -> None:
        """Takes records out, as PubMed did."""
        with self.folder.writing(self.shelf) as writer:
            writer.delete(list(pmids))

    def import_file(
        self,
        path: Path | str,
        progress: Callable[[int, float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> files.Outcome:
        """Reads one file of PubMed XML (plain or .gz) or the starter library into the library.

        A file whose content was read before is skipped; an import that was killed is simply started again: nothing is lost or doubled.
        Deletions and newer versions are applied; of PubMed's numbered files a later one's deletions hold whichever is read first.
        ``progress`` gets (records so far, share of the file 0-1). A file ``NAME.md5`` beside it,
        as PubMed's FTP service delivers, is checked first. RecordsError: not such a file, or damaged; what came before the fault is
        kept. Cancelled: ``cancelled()`` said so; what was read is kept.
        """
        source = files.Source(Path(path))
        place = series.place(source.name)
        if any(known.sha256 == source.sha256 for known in self.shelf.imports()):
            return files.Outcome(source.name, source.sha256, skipped=True, checked=source.checked)
        outcome = files.Outcome(source.name, source.sha256, checked=source.checked)
        with self.folder.writing(self.shelf) as writer, closing(self._read(source, outcome)) as batches:
            for batch in batches:
                files.refuse_if_cancelled(cancelled, outcome.records)
                late = self.shelf.deleted_after([one.pmid for one in batch if not isinstance(one, Deleted)], place) if place else ()
                records = [one for one in batch if isinstance(one, Citation) and one.pmid not in late]
                prepared = [one for one in batch if isinstance(one, Prepared) and one.pmid not in late]
                outcome.records += sum(1 for one in batch if not isinstance(one, Deleted))
                outcome.outdated += len(late)
                outcome.changed += writer.put(records) + (writer.put_prepared(prepared, self._keep()) if prepared else 0)
                gone = [record.pmid for record in batch if isinstance(record, Deleted)]
                if gone:
                    writer.delete(gone, place)
                    outcome.deleted += len(gone)
                if writer.waiting >= _COMMIT:
                    writer.commit()
                if progress is not None:
                    progress(outcome.records, source.share)
        self.shelf.note_import(source.name, source.sha256, outcome.records)
        return outcome

    def listed(self, paths: Iterable[Path | str]) -> list[Path]:
        """The files of these paths, folders opened, in the order in which they are to be read."""
        return files.listed(paths)

    def _read(self, source: files.Source, outcome: files.Outcome) -> Generator[list[Citation | Prepared | Deleted], None, None]:
        """The file in batches: a large one prepared by helpers, from its beginning without them at the first trouble."""
        pack = getattr(self.shelf, "pack", None)
        if self.helpers and pack is not None and source.size >= _LARGE:
            helped = Ahead(source.path, self.helpers, pack)
            try:
                batch: list[Citation | Prepared | Deleted] = []
                for share, part in helped:
                    source.share = share
                    batch += part
                    if len(batch) >= _BATCH:
                        yield batch
                        batch = []
                yield batch
                return
            except Trouble:
                outcome.start_again()
            finally:
                helped.close()
        for records in files.batches(source.records(), _BATCH):
            yield list(records)

    def _keep(self) -> Callable[[Sequence[Any]], int]:
        return self.shelf.put_packed  # type: ignore[attr-defined, no-any-return]

    def import_files(
        self,
        paths: Iterable[Path | str],
        progress: Callable[[int, float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[files.Outcome, ...]:
        """Several files or folders of them, PubMed's numbered ones in their order; the first fault ends it."""
        return tuple(self.import_file(path, progress, cancelled) for path in files.listed(paths))

    # ------------------------------------------------------------ state

    def numbered(self) -> tuple[series.Series, ...]:
        """Which of PubMed's numbered files were read, and which are missing among them."""
        return series.of(known.name for known in self.shelf.imports())

    def state(self) -> LibraryState:
        return LibraryState(self.shelf.count_citations(), self.shelf.library_digest())

    def index_bytes(self) -> int:
        """The size of the index on disk."""
        return self.folder.size()

    def rebuild(self, progress: Callable[[int, float], None] | None = None) -> int:
        """Makes the index anew from the shelf and says how many records it holds; the old one serves until the new one is whole."""
        with self._opening:
            count = self.folder.rebuild(self.shelf, progress)
            self._reader = None
        return count

    def _current(self) -> Reader:
        """The index as last committed; made, mended or caught up with the shelf where needed."""
        with self._opening:
            if self._reader is None or not self.folder.is_current(self._reader):
                self._reader = self.folder.open(self.shelf)
            return self._reader
