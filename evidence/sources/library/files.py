"""PubMed's files on disk: named, checked, read in order and in batches."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from evidence import records
from evidence.errors import Cancelled, RecordsError
from evidence.model import Citation
from evidence.records import Deleted

T = TypeVar("T")
_MD5 = re.compile(r"\b[0-9a-f]{32}\b")
_NUMBERED = re.compile(r"(\d+)")


@dataclass(slots=True)
class Outcome:
    """What one import did: records read, how many of them were new or changed, PMIDs deleted, records left out because a later file
    deleted them; or that it was known already. ``checked``: there was a checksum beside the file, and it fits."""

    name: str
    sha256: str
    records: int = 0
    changed: int = 0
    deleted: int = 0
    skipped: bool = False
    outdated: int = 0
    checked: bool = False

    def start_again(self) -> None:
        """What was read is read once more; what it changed stays changed."""
        self.records = self.deleted = self.outdated = 0


class Source:
    """One file to import; its SHA-256 is its identity, whatever it is called."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name
        self._read, self.share = 0, 0.0  # how much of the file was read, 0-1
        self.checked = False
        try:
            self.size = path.stat().st_size
            with path.open("rb") as file:
                self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            self._check_md5()
        except OSError as error:
            raise RecordsError(
                f"{path.name} cannot be opened: {error.strerror or error}.", advice="Check the path and its rights."
            ) from error

    def records(self) -> Iterator[Citation | Deleted]:
        """The records; every fault names the file."""
        try:
            with self.path.open("rb") as file:
                yield from records.read(_Counted(file, self))  # type: ignore[arg-type]
        except RecordsError as error:
            raise RecordsError(f"{self.name}: {error}", advice=error.advice) from error
        except OSError as error:
            raise RecordsError(f"{self.name} cannot be read: {error.strerror or error}.") from error

    def note(self, size: int) -> None:
        self._read += size
        self.share = min(1.0, self._read / self.size) if self.size else 1.0

    def _check_md5(self) -> None:
        beside = self.path.with_name(self.name + ".md5")
        if not beside.is_file():
            return
        said = _MD5.search(beside.read_text("ascii", "replace").lower())
        with self.path.open("rb") as file:
            made = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
        if said is None or said.group() != made:
            raise RecordsError(
                f"{self.name} does not fit its checksum in {beside.name}.", advice="Fetch both again; nothing of it was read."
            )
        self.checked = True


class _Counted:
    """A stream that tells its source how far it was read."""

    def __init__(self, file: BinaryIO, source: Source) -> None:
        self._file, self._source = file, source

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._source.note(len(data))
        return data


def listed(paths: Iterable[Path | str]) -> list[Path]:
    """The files themselves and, of a folder, the XML files in it (.xml, .xml.gz); each once, in order. RecordsError for an empty folder."""
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.is_dir():
            found.append(path)
            continue
        inside = [file for file in path.iterdir() if file.name.endswith((".xml", ".xml.gz")) and file.is_file() and file.name[0] != "."]
        if not inside:
            raise RecordsError(
                f"The folder {path.name} has no file ending in .xml or .xml.gz.", advice="Name the folder of PubMed's files."
            )
        found += inside
    return in_order(dict.fromkeys(found))


def in_order(paths: Iterable[Path | str]) -> list[Path]:
    """By name with numbers as numbers: pubmed26n0002 before pubmed26n0010, whatever folder they lie in."""

    def by(path: Path) -> tuple[tuple[int, int, str], ...]:
        return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in _NUMBERED.split(path.name))

    return sorted((Path(path) for path in paths), key=lambda path: (by(path), str(path)))


def batches(stream: Iterable[T], size: int) -> Iterator[list[T]]:
    """The stream in lists of ``size``; what came before a fault is given before the fault is raised."""
    source = iter(stream)
    fault: BaseException | None = None
    while fault is None:
        batch: list[T] = []
        try:
            _fill(batch, source, size)
        except (RecordsError, OSError) as error:
            fault = error
        if batch:
            yield batch
        if fault is not None:
            raise fault
        if len(batch) < size:
            return


def _fill(batch: list[T], source: Iterator[T], size: int) -> None:
    for item in source:
        batch.append(item)
        if len(batch) == size:
            return


def refuse_if_cancelled(cancelled: Callable[[], bool] | None, done: int) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled(f"The import was stopped after {done:,} records.", advice="Start it again when you like; what was read is kept.")
