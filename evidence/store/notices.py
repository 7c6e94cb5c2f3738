"""What sources other than PubMed say about papers, how far each of them was read, and what they answer about a record.

A source keeps its notices under its own numbers: reading a newer file adds and replaces, and only ``replace`` takes away. An
import that failed changes no notice and is remembered: what that source does not list is ``UNKNOWN`` until it is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, delete, func, insert, select, update

from evidence.errors import NotStored
from evidence.model import Citation, PublicationStatus
from evidence.status import Answer, Notice, StatusReport, answered
from evidence.store import codec
from evidence.store.answers import ask
from evidence.store.database import Database, now
from evidence.store.numbers import pmid_number
from evidence.store.schema import notice_sources, notices
from evidence.store.sweep import sweep

_BATCH = 500


@dataclass(frozen=True, slots=True)
class NoticeSource:
    """One source: its newest file, up to which day it speaks, when it was read, and why the last reading failed ("" if it did not)."""

    name: str
    file: str
    sha256: str
    as_of: str
    imported_at: str
    faults: int
    failed: str
    notices: int


class Notices:
    """Keeping notices and asking them."""

    database: Database

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
    ) -> int:
        """Keeps the notices, all or none, raises the alarms they give cause for, and says how many alarms that was.

        ``replace``: the file is the whole source, so what is not in it goes. ``faults``: rows that could not be used; a function is
        asked when all is read.
        """
        about = {"file": codec.shown(file), "sha256": sha256, "as_of": as_of, "imported_at": now(), "faults": 0, "failed": ""}
        stream = iter(found)
        with self.database.writing("notices") as connection:
            if connection.execute(update(notice_sources).where(notice_sources.c.name == source).values(about)).rowcount == 0:
                connection.execute(insert(notice_sources).values(name=source, **about))
            if replace:
                connection.execute(delete(notices).where(notices.c.source == source))
            while batch := list(islice(stream, _BATCH)):
                rows = {one.record: _row(source, one) for one in batch}
                connection.execute(delete(notices).where(notices.c.source == source, notices.c.record.in_(sorted(rows))))
                connection.execute(insert(notices), list(rows.values()))
            number = faults() if callable(faults) else faults
            connection.execute(update(notice_sources).where(notice_sources.c.name == source).values(faults=number))
            return sweep(self.database, connection, None, f"{source}: {file}")

    def fail_notices(self, source: str, file: str, reason: str) -> None:
        """Remembers that a reading of this source failed; what it said before stays."""
        about = {"file": codec.shown(file), "imported_at": now(), "failed": codec.shown(reason)}
        with self.database.writing("notices") as connection:
            if connection.execute(update(notice_sources).where(notice_sources.c.name == source).values(about)).rowcount == 0:
                connection.execute(insert(notice_sources).values(name=source, sha256="", as_of="", faults=0, **about))

    def forget_notices(self, source: str) -> int:
        """Takes a source out with all it said and says how many notices that were; NotStored."""
        with self.database.writing("notices") as connection:
            gone = connection.execute(delete(notices).where(notices.c.source == source)).rowcount
            if connection.execute(delete(notice_sources).where(notice_sources.c.name == source)).rowcount == 0:
                raise NotStored(f"There is no source {source!r}.", advice="List them with: evidence notices status.")
            sweep(self.database, connection, None, f"{source} was taken out")
            return gone

    def notice_sources(self) -> tuple[NoticeSource, ...]:
        """The sources by name."""
        with self.database.reading() as connection:
            return _sources(connection)

    def answers(self, records: Sequence[Citation]) -> dict[str, tuple[Answer, ...]]:
        """What every source says about each record, by PMID; sources by name."""
        with self.database.reading() as connection:
            return ask(connection, records)

    def others(self, records: Sequence[Citation]) -> dict[str, Mapping[str, PublicationStatus]]:
        """The same as ``status.of`` wants it: PMID -> source -> status."""
        return {pmid: {one.source: one.status for one in said} for pmid, said in self.answers(records).items()}

    def status(self, record: Citation) -> StatusReport:
        """The status of a record by all sources, with their dates."""
        return answered(record, self.answers([record])[record.pmid])


def _sources(connection: Connection) -> tuple[NoticeSource, ...]:
    many = select(notices.c.source, func.count().label("n")).group_by(notices.c.source)
    count = {row.source: row.n for row in connection.execute(many)}
    rows = connection.execute(select(notice_sources).order_by(notice_sources.c.name))
    return tuple(
        NoticeSource(row.name, row.file, row.sha256, row.as_of, row.imported_at, row.faults, row.failed, count.get(row.name, 0))
        for row in rows
    )


def _row(source: str, one: Notice) -> dict[str, object]:
    texts = {name: codec.shown(getattr(one, name)) for name in ("record", "nature", "date", "notice_pmid", "notice_doi")}
    return {"source": source, "pmid": pmid_number(one.pmid), "doi": codec.shown(one.doi.lower()), "status": one.status.value, **texts}
