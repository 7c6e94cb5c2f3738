"""DOOR to lists of retractions on disk: the Retraction Watch CSV and lists of retracted PMIDs -> notices in the store.

Files are read as streams, in whatever of the usual encodings they come, plain or gzipped; a row that cannot be used is named
with its line and left out, the others go on. From Retraction Watch only facts are taken: identifiers, dates, nature of notice.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from evidence.errors import Cancelled, RecordsError
from evidence.model import PublicationStatus
from evidence.rules.notices import NATURES
from evidence.status import Notice

RETRACTION_WATCH, PMID_LIST = "Retraction Watch", "List of retracted PMIDs"
_COLUMNS = (
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
)
_NATURES = {nature.name.lower(): nature for nature in NATURES}
_SILENT = {"", "0", "unavailable", "n/a", "na", "none"}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?|(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_CHUNK = 1 << 20
# No cell of a list of notices is longer; one that seems to be has lost its closing quote.
_LONGEST_CELL = 1 << 20
_SHOWN = 20
_ADVICE = "Give the Retraction Watch CSV as Crossref delivers it, or a file with one PMID a line; either may be gzipped."


class NoticeShelf(Protocol):
    """What this door needs of the database; the store implements it."""

    def put_notices(
        self,
        source: str,
        found: Iterable[Notice],
        *,
        file: str,
        sha256: str = "",
        as_of: str = "",
        faults: int | Callable[[], int] = 0,
        replace: bool = False,
    ) -> int: ...

    def fail_notices(self, source: str, file: str, reason: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that could not be used, or not wholly: its line in the file and what is wrong with it."""

    line: int
    what: str


@dataclass(slots=True)
class Outcome:
    """What one import did. ``faults``: the first of the rows at fault, ``faulty`` the number of all. ``alarms``: raised by it."""

    name: str
    source: str
    as_of: str = ""
    notices: int = 0
    faulty: int = 0
    alarms: int = 0
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, what: str) -> None:
        self.faulty += 1
        if len(self.faults) < _SHOWN:
            self.faults.append(Fault(line, what))


def import_file(
    shelf: NoticeShelf,
    path: Path | str,
    *,
    source: str = "",
    as_of: str = "",
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome:
    """Reads one file into the shelf, whole or not at all; the same file twice changes nothing.

    ``source`` names where it comes from (else by its form), ``as_of`` the day up to which it speaks (else the newest notice's, or
    the gzip's own time). ``replace``: it is the whole source, so what is not in it goes. ``progress`` gets the number of notices
    so far. RecordsError: no such file, neither form, or damaged; the shelf then knows that this source failed.
    """
    file = _File(Path(path))
    outcome = Outcome(file.name, source)
    try:
        with file.text() as stream:
            table, first = _form(stream)
            outcome.source = source or (RETRACTION_WATCH if table else PMID_LIST)
            found = _watched(stream, first, outcome) if table else _listed(stream, first, outcome)
            outcome.as_of = as_of or (file.newest(outcome.source) if table else file.packed)
            outcome.alarms = shelf.put_notices(
                outcome.source,
                _told(found, outcome, progress, cancelled),
                file=file.name,
                sha256=file.sha256,
                as_of=outcome.as_of,
                faults=lambda: outcome.faulty,
                replace=replace,
            )
    except RecordsError as error:
        if outcome.source:
            shelf.fail_notices(outcome.source, file.name, str(error))
        raise
    return outcome


def read(path: Path | str, outcome: Outcome | None = None) -> Iterator[Notice]:
    """The notices of a file, without keeping them; rows at fault go into ``outcome``."""
    kept = outcome or Outcome(Path(path).name, "")
    with _File(Path(path)).text() as stream:
        table, first = _form(stream)
        yield from _watched(stream, first, kept) if table else _listed(stream, first, kept)


class _File:
    """A file on disk, its SHA-256 and its encoding found in one first pass."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name
        with self._told():
            with path.open("rb") as raw:
                self.sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
            with path.open("rb") as raw:
                head = raw.read(8)
            self.zipped = head[:2] == b"\x1f\x8b"
            stamp = int.from_bytes(head[4:8], "little") if self.zipped and len(head) == 8 else 0
            # The only date a bare list carries: when it was packed.
            self.packed = datetime.fromtimestamp(stamp, UTC).date().isoformat() if stamp else ""
            self.encoding = self._encoding()

    @contextmanager
    def text(self) -> Iterator[io.TextIOBase]:
        with self._told(), self._bytes() as raw, io.TextIOWrapper(raw, self.encoding, errors="replace", newline="") as stream:
            yield stream

    def newest(self, source: str) -> str:
        """The date of the newest notice that is not in the future: up to then at least the file speaks."""
        today = datetime.now(UTC).date().isoformat()
        return max((one.date for one in read(self.path, Outcome(self.name, source)) if one.date <= today), default="")

    def _encoding(self) -> str:
        """UTF-16 by its mark, UTF-8 if every byte of the file is, else Windows-1252, as spreadsheets write it."""
        with self._bytes() as raw:
            start = raw.read(2)
            if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                return "utf-16"
            decoder, chunk = codecs.getincrementaldecoder("utf-8")(), start
            try:
                while chunk:
                    decoder.decode(chunk)
                    chunk = raw.read(_CHUNK)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return "cp1252"
            except (EOFError, gzip.BadGzipFile, zlib.error):
                # The reading comes to the same place and says so, when it knows whose file this is.
                return "utf-8-sig"
        return "utf-8-sig"

    def _bytes(self) -> BinaryIO:
        return gzip.open(self.path, "rb") if self.zipped else self.path.open("rb")  # type: ignore[return-value]

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, gzip.BadGzipFile, zlib.error):
            what = f"{self.name} is damaged: it ends too early or cannot be unpacked."
            raise RecordsError(what, advice="Fetch the file again.") from None
        except OSError as error:
            reason = error.strerror or "an error"
            raise RecordsError(f"{self.name} cannot be read: {reason}.", advice="Check the path and its rights.") from None


def _form(stream: io.TextIOBase) -> tuple[bool, str]:
    """Whether the file is the CSV, and its first line; RecordsError when it is neither that nor a list of PMIDs."""
    first = stream.readline(_CHUNK)
    if {"Record ID", "OriginalPaperPubMedID"} <= set(next(csv.reader([first]), [])):
        return True, first
    start = re.split(r"[\t,; ]", first.strip(), maxsplit=1)[0]
    if start.isdigit() or re.fullmatch(r'"?#?\s*(?:pmids?|pubmed ?ids?|pubmed_id)"?', start, re.IGNORECASE):
        return False, first
    raise RecordsError("This is neither the Retraction Watch CSV nor a list of PMIDs.", advice=_ADVICE)


def _told(
    found: Iterable[Notice], outcome: Outcome, progress: Callable[[int], None] | None, cancelled: Callable[[], bool] | None
) -> Iterator[Notice]:
    for notice in found:
        outcome.notices += 1
        if outcome.notices % 1000 == 0:
            if cancelled is not None and cancelled():
                raise Cancelled("The import was stopped; nothing of this file was kept.")
            if progress is not None:
                progress(outcome.notices)
        yield notice


def _listed(stream: io.TextIOBase, first: str, outcome: Outcome) -> Iterator[Notice]:
    for number, line in enumerate(_lines(first, stream), 1):
        pmid = re.split(r"[\t,; ]", line.strip(), maxsplit=1)[0].strip('"')
        if _pmid(pmid):
            yield Notice(_pmid(pmid), PublicationStatus.RETRACTED, _pmid(pmid), nature="retracted")
        elif line.strip() and number > 1:
            outcome.fault(number, f"{pmid[:40]!r} is no PMID")


def _lines(first: str, stream: io.TextIOBase) -> Iterator[str]:
    yield first
    yield from stream


def _watched(stream: io.TextIOBase, first: str, outcome: Outcome) -> Iterator[Notice]:
    header = [name.strip() for name in next(csv.reader([first]))]
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise RecordsError(f"The Retraction Watch CSV lacks the column {missing[0]}.", advice=_ADVICE)
    places = [header.index(name) for name in _COLUMNS]
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = csv.reader(stream)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                outcome.fault(rows.line_num + 1, f"the row cannot be taken apart ({error})")
                continue
            if any(cell.strip() for cell in row):
                notice = _noticed(row, len(header), places, rows.line_num + 1, outcome)
                if notice is not None:
                    yield notice
    finally:
        csv.field_size_limit(before)


def _noticed(row: Sequence[str], width: int, places: Sequence[int], line: int, outcome: Outcome) -> Notice | None:
    """One row as a notice; None where it names no paper, has no number or an unknown nature."""
    # The file's own last column is empty and may be missing.
    if not width - 1 <= len(row) <= width:
        outcome.fault(line, f"{len(row)} columns where {width} are due")
        return None
    record, day, notice_doi, notice_pmid, doi, pmid, nature = (" ".join(row[place].split()) for place in places)
    known = _NATURES.get(nature.lower())
    if known is None:
        outcome.fault(line, f"the nature of the notice is {nature[:40]!r}" if nature else "the nature of the notice is not stated")
        return None
    if not record.isdigit():
        outcome.fault(line, f"{record[:40]!r} is no record number")
        return None
    for name, value, used in (("PMID", pmid, _pmid(pmid)), ("DOI", doi, _doi(doi))):
        if value.lower() not in _SILENT and not used:
            outcome.fault(line, f"{value[:60]!r} is no {name}")
    if not (_pmid(pmid) or _doi(doi)):
        outcome.fault(line, "names no paper by PMID or DOI")
        return None
    date = _date(day)
    if day and not date:
        outcome.fault(line, f"{day[:40]!r} is no date")
    return Notice(record, known.status, _pmid(pmid), _doi(doi), known.name, date, _pmid(notice_pmid), _doi(notice_doi))


def _pmid(text: str) -> str:
    clean = text.lstrip("0")
    return clean if clean.isascii() and clean.isdigit() and len(clean) < 10 else ""


def _doi(text: str) -> str:
    clean = _DOI_PREFIX.sub("", text.strip()).lower()
    return clean if _DOI.fullmatch(clean) else ""


def _date(text: str) -> str:
    """ISO 8601 of "3/6/2004 0:00" (month first, as Retraction Watch writes) or of an ISO date; "" for anything else."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return ""
    month, day, year, *iso = found.groups()
    parts = (year, month, day) if year else tuple(iso)
    try:
        return datetime(int(parts[0]), int(parts[1]), int(parts[2])).date().isoformat()
    except ValueError:
        return ""
