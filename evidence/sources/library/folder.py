"""The index on disk: where it lies, who may write, and how it is kept equal to the shelf.

A folder holds numbered indexes ("index-3"), of which ``stamp.json`` names the one in use with the count and digest of the shelf it answers
for. Before a batch goes to the shelf its PMIDs are written to ``pending``; they are cleared when the index was committed and stamped.
So after a kill at any point the next opening knows which records to index again, and a stamp that does not fit the shelf (a restored
database, a lost or damaged folder) leads to a new index made from the shelf. A lock on the folder keeps a second writer out.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from evidence.errors import StoreError
from evidence.sources.library.frequencies import Frequencies
from evidence.sources.library.index import FORM, document, prepare, schema
from evidence.sources.library.writer import Writer

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from evidence.sources.library import Shelf

_MEMORY = 128_000_000  # bytes the writer may use before it writes a segment
_BATCH = 1000
_SPACE = "Check the free space and the rights of the data folder with: evidence check."


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which index is in use and what it answers for."""

    folder: str
    records: int
    digest: str
    form: str = FORM


@dataclass(frozen=True, slots=True)
class Reader:
    """One committed state of the index, for searching."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    seal: tuple[int, int]
    frequencies: Frequencies


class Folder:
    def __init__(self, place: Path, patience: float) -> None:
        self.place, self.patience = place, patience
        self._stamp, self._pending = place / "stamp.json", place / "pending"

    # ------------------------------------------------------------ reading

    def open(self, shelf: Shelf) -> Reader:
        """The index in step with the shelf. While another process writes, its last commit is what is read."""
        stamp = self.stamp()
        if stamp is None or not self._fits(stamp, shelf):
            try:
                with self.writing(shelf, patience=0.0):
                    pass
            except StoreError:
                if stamp is None or self._opened(stamp.folder) is None:
                    raise
        stamp = self.stamp()
        index = self._opened(stamp.folder) if stamp is not None else None
        if stamp is None or index is None:
            raise StoreError("The library's index could not be made.", advice=_SPACE)
        index.config_reader("manual")
        index.reload()
        searcher = index.searcher()
        return Reader(index.schema, searcher, self._seal(), Frequencies(searcher))

    def is_current(self, reader: Reader) -> bool:
        """Whether nothing was committed since, by any process."""
        return reader.seal == self._seal()

    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.place.rglob("*") if file.is_file()) if self.place.is_dir() else 0

    def stamp(self) -> Stamp | None:
        try:
            return Stamp(**json.loads(self._stamp.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _seal(self) -> tuple[int, int]:
        try:
            found = self._stamp.stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)

    def _fits(self, stamp: Stamp, shelf: Shelf) -> bool:
        if stamp.form != FORM or self._waiting() or self._opened(stamp.folder) is None:
            return False
        return stamp.records == shelf.count_citations() and stamp.digest == shelf.library_digest()

    def _opened(self, name: str) -> tantivy.Index | None:
        where = self.place / name
        try:
            if not tantivy.Index.exists(str(where)):
                return None
            return prepare(tantivy.Index(schema(), path=str(where)))
        except (ValueError, OSError):
            return None

    # ------------------------------------------------------------ writing

    @contextmanager
    def writing(self, shelf: Shelf, patience: float | None = None) -> Iterator[Writer]:
        """The one writer, caught up with the shelf first; committed when the block ends, also by a fault."""
        with self._alone(patience):
            stamp = self.stamp()
            index = self._opened(stamp.folder) if stamp is not None and stamp.form == FORM else None
            waiting = self._waiting()
            fits = stamp is not None and (stamp.records, stamp.digest) == (shelf.count_citations(), shelf.library_digest())
            if stamp is None or index is None or not (fits or waiting):
                self._build(shelf, None)
                waiting = ()
                stamp = self.stamp()
                index = self._opened(stamp.folder) if stamp is not None else None
            if stamp is None or index is None:
                raise StoreError("The library's index could not be made.", advice=_SPACE)
            writer = Writer(self, shelf, stamp.folder, index, _writer(index))
            try:
                if waiting:
                    writer.index_again(waiting)
                    writer.commit()
                try:
                    yield writer
                finally:
                    writer.commit()
            finally:
                writer.close()

    def rebuild(self, shelf: Shelf, progress: Callable[[int, float], None] | None = None) -> int:
        """A new index from all records of the shelf, put in the place of the old one in one step."""
        with self._alone(None):
            return self._build(shelf, progress)

    def _build(self, shelf: Shelf, progress: Callable[[int, float], None] | None) -> int:
        number = max(self._numbers(), default=0) + 1
        name = f"index-{number}"
        try:
            (self.place / name).mkdir()
            fresh = prepare(tantivy.Index(schema(), path=str(self.place / name), reuse=False))
            writer = _writer(fresh)
            records, digest, total = 0, shelf.library_digest(), shelf.count_citations()
            for record in shelf.all_citations():
                writer.add_document(document(record))
                records += 1
                if progress is not None and records % _BATCH == 0:
                    progress(records, records / max(total, 1))
            writer.commit()
            writer.wait_merging_threads()
            self._put(Stamp(name, records, digest))
            self._pending.unlink(missing_ok=True)
        except (ValueError, OSError) as error:
            raise StoreError(f"The library's index could not be made ({error}).", advice=_SPACE) from error
        for other in self._numbers():
            if other != number:
                shutil.rmtree(self.place / f"index-{other}", ignore_errors=True)
        return records

    def _numbers(self) -> list[int]:
        return sorted(int(name.name[6:]) for name in self.place.glob("index-*") if name.name[6:].isdigit())

    @contextmanager
    def _alone(self, patience: float | None) -> Iterator[None]:
        """Holds the folder's lock, which falls with the process that holds it; StoreError when another writer keeps it too long."""
        end = time.monotonic() + (self.patience if patience is None else patience)
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            file = (self.place / "lock").open("a+b")
        except OSError as error:
            raise StoreError(f"The library's index folder cannot be used ({error.strerror}).", advice=_SPACE) from error
        with file:
            while not _locked(file.fileno()):
                if time.monotonic() >= end:
                    raise StoreError(
                        "Another process is writing to the library.", advice="Wait until its import or search has finished, then try again."
                    )
                time.sleep(0.02)
            yield  # closing the file gives the lock back

    def agree(self, name: str, shelf: Shelf) -> None:
        """Says that this index holds what the shelf holds now; nothing waits any more."""
        self._put(Stamp(name, shelf.count_citations(), shelf.library_digest()))
        self._pending.unlink(missing_ok=True)

    def _put(self, stamp: Stamp) -> None:
        text = json.dumps({"folder": stamp.folder, "records": stamp.records, "digest": stamp.digest, "form": stamp.form})
        fresh = self._stamp.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._stamp)

    def await_(self, pmids: Sequence[str]) -> None:
        """Remembers records that are about to change on the shelf, before they do."""
        with self._pending.open("a", encoding="ascii") as file:
            file.write("".join(f"{pmid}\n" for pmid in pmids))
            file.flush()
            os.fsync(file.fileno())

    def _waiting(self) -> tuple[str, ...]:
        """PMIDs whose indexing was interrupted; a last line cut off by a kill had not reached the shelf."""
        try:
            lines = self._pending.read_text("ascii", "replace").split("\n")[:-1]
        except OSError:
            return ()
        return tuple(dict.fromkeys(line for line in lines if line.isdigit()))


def _writer(index: tantivy.Index) -> tantivy.IndexWriter:
    try:
        return index.writer(_MEMORY, 2)
    except ValueError as error:
        raise StoreError(f"The library's index cannot be written ({error}).", advice=_SPACE) from error


def _locked(file: int) -> bool:
    """Takes the lock of an open file without waiting; False when somebody else has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
