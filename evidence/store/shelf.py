"""The library's records: PubMed's record stands above a starter note, the newer one above the older.

The digest over all records does not depend on the order they came in: the sum of the records' digests, kept up to date
in the transaction that changes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, update

from evidence.model import Citation, content_id
from evidence.store import codec
from evidence.store.database import Database, now
from evidence.store.numbers import pmid_number
from evidence.store.schema import citations, imports, meta
from evidence.store.sweep import GONE, sweep

_BATCH = 500
_MODULUS = 1 << 256
_LEVEL = 3  # of zlib: a tenth to a third less time than its usual 6 for 3 to 5 % more bytes (12,302 PubMed records)
# PMIDs that numbered files of PubMed deleted, each a row of ``meta`` with the file's place; ";" is the letter behind ":".
_DELETED = "deleted:"


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was read into the library; ``at`` ISO 8601 UTC."""

    name: str
    sha256: str
    records: int
    at: str


@dataclass(slots=True)
class _Tally:
    """How many records there are and the sum of their digests; read and written inside one transaction."""

    count: int
    total: int

    @classmethod
    def read(cls, connection: Connection) -> _Tally:
        value = connection.execute(select(meta.c.value).where(meta.c.key == "library")).scalar_one_or_none()
        count, total = (value or "0 0").split()
        return cls(int(count), int(total, 16))

    def write(self, connection: Connection) -> None:
        value = f"{self.count} {self.total % _MODULUS:x}"
        if connection.execute(update(meta).where(meta.c.key == "library").values(value=value)).rowcount == 0:
            connection.execute(insert(meta).values(key="library", value=value))

    def swap(self, old: int | None, new: int | None) -> None:
        """The digest of one record's canonical bytes goes, another comes."""
        for digest, sign in ((old, -1), (new, 1)):
            if digest is not None:
                self.count += sign
                self.total += sign * digest


@dataclass(frozen=True, slots=True)
class Packed:
    """A record as its row: what is needed to choose between two of one PMID, and the whole of it."""

    pmid: int
    title: str
    year: int | None
    note: bool
    version: int
    revised: str
    digest: int
    payload: bytes

    @property
    def rank(self) -> tuple[bool, int, str]:
        return not self.note, self.version, self.revised


def pack(record: Citation) -> Packed:
    """Makes the row; ValueError for a PMID that no database could hold."""
    number = pmid_number(record.pmid)
    if number is None:
        raise ValueError(f"no PMID is as long as {record.pmid[:40]}")
    plain = codec.canonical(record)
    note = record.note is not None
    payload = codec.squeeze(plain, _LEVEL)
    return Packed(number, codec.shown(record.title), record.year, note, record.version, record.revised, codec.digest(plain), payload)


class Shelf:
    """What the library needs of the database."""

    database: Database

    def put_citations(self, records: Iterable[Citation]) -> int:
        """Keeps the records, all or none of one call, and says how many were new or changed.

        A starter note never replaces PubMed's record and always gives way to it; else the higher version, then the later
        revision stands, and of equals the one that comes last. One call is one transaction: give batches of about a thousand.
        A record that tells of a new status raises alarms where audits have used it.
        """
        return self.put_packed(map(pack, records))

    # How a record is made ready for ``put_packed``, by its name: other processes may do it.
    pack = staticmethod(pack)

    def put_packed(self, records: Iterable[Packed]) -> int:
        """The same for records that are rows already."""
        stream = iter(records)
        batch = list(islice(stream, _BATCH))
        if not batch:
            return 0
        changed: list[int] = []
        with self.database.writing("library") as connection:
            tally = _Tally.read(connection)
            while batch:
                changed += _put(connection, batch, tally)
                batch = list(islice(stream, _BATCH))
            if changed:
                tally.write(connection)
                sweep(self.database, connection, changed, "PubMed's record")
        return len(changed)

    def get_citations(self, pmids: Sequence[str]) -> tuple[Citation, ...]:
        """The records in the order asked; those that are not there are left out."""
        wanted = [pmid_number(pmid) for pmid in pmids]
        with self.database.reading() as connection:
            held = _payloads(connection, sorted({number for number in wanted if number is not None}))
        made = {number: codec.unpack(Citation, payload) for number, payload in held.items()}
        return tuple(made[number] for number in wanted if number is not None and number in made)

    def all_citations(self) -> Iterator[Citation]:
        """Every record, by PMID as a number, in batches: no transaction stays open between them."""
        last = -1
        while True:
            query = select(citations.c.pmid, citations.c.payload).where(citations.c.pmid > last)
            with self.database.reading() as connection:
                rows = connection.execute(query.order_by(citations.c.pmid).limit(_BATCH)).all()
            for row in rows:
                yield codec.unpack(Citation, row.payload)
            if not rows:
                return
            last = rows[-1].pmid

    def delete_citations(self, pmids: Sequence[str], place: int = 0) -> int:
        """Takes the records out (PubMed deleted them) and says how many were there. Judgements on them stay; alarms say so.

        ``place``: of the numbered file that says so, if it was one; remembered, so that an earlier file read later brings none back.
        """
        wanted = sorted({number for pmid in pmids if (number := pmid_number(pmid)) is not None})
        with self.database.writing("library") as connection:
            if place:
                _remember_deleted(connection, wanted, place)
            held = _payloads(connection, wanted)
            if not held:
                return 0
            tally = _Tally.read(connection)
            for payload in held.values():
                tally.swap(codec.digest(codec.stretch(payload)), None)
            connection.execute(delete(citations).where(citations.c.pmid == bindparam("gone")), [{"gone": n} for n in held])
            tally.write(connection)
            titles = {number: codec.unpack(Citation, payload).title for number, payload in held.items()}
            sweep(self.database, connection, titles, GONE, gone=titles)
        return len(held)

    def deleted_after(self, pmids: Sequence[str], place: int) -> frozenset[str]:
        """Which of these a numbered file behind this place deleted."""
        wanted = {f"{_DELETED}{number}": pmid for pmid in pmids if (number := pmid_number(pmid)) is not None}
        with self.database.reading() as connection:
            said = _deletions(connection, sorted(wanted))
        return frozenset(wanted[key] for key, at in said.items() if at > place)

    def count_deleted(self) -> int:
        """How many PMIDs the numbered files deleted."""
        with self.database.reading() as connection:
            query = select(func.count()).select_from(meta).where(meta.c.key.startswith(_DELETED))
            return int(connection.execute(query).scalar_one())

    def count_citations(self) -> int:
        with self.database.reading() as connection:
            return _Tally.read(connection).count

    def library_digest(self) -> str:
        """A digest over all records' contents, whatever order they came in; one row is read."""
        with self.database.reading() as connection:
            tally = _Tally.read(connection)
        return content_id("library", str(tally.count), f"{tally.total:x}")

    def recounted_digest(self) -> str:
        """The same digest made anew from every record: differs from ``library_digest`` when rows were changed by hand."""
        tally, last = _Tally(0, 0), -1
        while True:
            query = select(citations.c.pmid, citations.c.payload).where(citations.c.pmid > last)
            with self.database.reading() as connection:
                rows = connection.execute(query.order_by(citations.c.pmid).limit(_BATCH)).all()
            if not rows:
                return content_id("library", str(tally.count), f"{tally.total % _MODULUS:x}")
            for row in rows:
                tally.swap(None, codec.digest(codec.stretch(row.payload)))
            last = rows[-1].pmid

    def note_import(self, name: str, sha256: str, records: int) -> None:
        """Remembers that a file was read."""
        row = {"name": codec.shown(name), "sha256": sha256, "records": records, "at": now()}
        with self.database.writing("library") as connection:
            connection.execute(insert(imports).values(row))

    def imports(self) -> tuple[Import, ...]:
        """The files that were read, in order."""
        with self.database.reading() as connection:
            rows = connection.execute(select(imports).order_by(imports.c.number)).all()
        return tuple(Import(row.name, row.sha256, row.records, row.at) for row in rows)


def _deletions(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    said: dict[str, int] = {}
    for start in range(0, len(keys), _BATCH):
        query = select(meta.c.key, meta.c.value).where(meta.c.key.in_(keys[start : start + _BATCH]))
        said.update((row.key, int(row.value)) for row in connection.execute(query))
    return said


def _remember_deleted(connection: Connection, numbers: Sequence[int], place: int) -> None:
    keys = [f"{_DELETED}{number}" for number in numbers]
    known = _deletions(connection, keys)
    rows = [{"key": key, "value": str(place)} for key in keys if key not in known]
    if rows:
        connection.execute(insert(meta), rows)
    later = [{"old": key, "new": str(place)} for key, at in known.items() if at < place]
    if later:
        connection.execute(update(meta).where(meta.c.key == bindparam("old")).values(value=bindparam("new")), later)


def _payloads(connection: Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    held: dict[int, bytes] = {}
    for start in range(0, len(numbers), _BATCH):
        query = select(citations.c.pmid, citations.c.payload).where(citations.c.pmid.in_(numbers[start : start + _BATCH]))
        held.update((row.pmid, row.payload) for row in connection.execute(query))
    return held


def _put(connection: Connection, batch: Sequence[Packed], tally: _Tally) -> list[int]:
    """Writes one batch and gives the PMIDs that are new or changed; of records with one PMID the one above the others."""
    best: dict[int, Packed] = {}
    for record in batch:
        if record.pmid not in best or record.rank >= best[record.pmid].rank:
            best[record.pmid] = record
    columns = (citations.c.pmid, citations.c.note, citations.c.version, citations.c.revised, citations.c.payload)
    query = select(*columns).where(citations.c.pmid.in_(sorted(best)))
    held = {row.pmid: row for row in connection.execute(query)}
    new, changed = [], []
    for number, record in sorted(best.items()):
        old = held.get(number)
        if old is not None and (not old.note, old.version, old.revised) > record.rank:
            continue
        before = codec.digest(codec.stretch(old.payload)) if old is not None else None
        if before == record.digest:
            continue
        tally.swap(before, record.digest)
        row = {name: getattr(record, name) for name in ("pmid", "title", "year", "note", "version", "revised", "payload")}
        if old is None:
            new.append(row)
        else:
            changed.append({**row, "old": number})
    if new:
        connection.execute(insert(citations), new)
    if changed:
        values: dict[str, BindParameter[object]] = {name: bindparam(name) for name in changed[0] if name not in ("old", "pmid")}
        connection.execute(update(citations).where(citations.c.pmid == bindparam("old")).values(values), changed)
    return [*(int(row["pmid"]) for row in (*new, *changed))]
