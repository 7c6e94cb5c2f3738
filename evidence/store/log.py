"""The log: events are added, never changed; each carries the hash of the one before it.

The database refuses updates, deletes and replacements by itself (the triggers of migration 0001). ``verify_log`` finds what
somebody changed behind its back, and ``meta`` keeps the newest number and hash, so that a cut-off end is seen too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from evidence.errors import Conflict, VerificationError
from evidence.model import Event
from evidence.store import codec
from evidence.store.database import Database, now
from evidence.store.schema import events, meta

_BATCH = 1000
_FIELDS = tuple(Event.__dataclass_fields__)


class Log:
    """Adding events and reading them."""

    database: Database

    def append(self, event: Event, *, seen: int | None = None) -> Event:
        """Adds the event and gives it back with number, previous hash, hash and, where it has none, the time.

        ``seen``: the number of the newest event about the same subject that the writer knew (0 for none); a newer one there
        makes it a Conflict that says who did what, and nothing is written.
        """
        with self.database.writing("log") as connection:
            if seen is not None:
                newer = select(events).where(events.c.subject == codec.shown(event.subject), events.c.number > seen)
                row = connection.execute(newer.order_by(events.c.number.desc()).limit(1)).one_or_none()
                if row is not None:
                    raise Conflict(f"{row.actor} has written to this first ({row.kind}, {row.at}).")
            return write(self.database, connection, event)

    def events(self, subject: str | None = None, article: str | None = None) -> tuple[Event, ...]:
        """The events in order: all, or those about one subject or one article."""
        query = select(events).order_by(events.c.number)
        if subject is not None:
            query = query.where(events.c.subject == codec.shown(subject))
        if article is not None:
            query = query.where(events.c.article == codec.shown(article))
        with self.database.reading() as connection:
            return tuple(_event(row) for row in connection.execute(query))

    def verify_log(self) -> int:
        """Walks the chain and gives the number of events; VerificationError names the first bad one."""
        last, previous = 0, ""
        with self.database.reading() as connection:
            for event in _all(connection):
                if event.number != last + 1:
                    raise VerificationError(f"The log is broken: event {last + 1} is missing.")
                if event.hash != _hash(event):
                    raise VerificationError(f"The log is broken: event {event.number} was changed after it was written.")
                if event.previous != previous:
                    raise VerificationError(f"The log is broken: event {event.number} does not follow event {last}.")
                last, previous = event.number, event.hash
            number, head = _head(connection)
        if number > last:
            raise VerificationError(f"The log is broken: it ends at event {last}, but {number} were written.")
        if number < last:
            raise VerificationError(f"The log is broken: event {number + 1} was put in behind its end.")
        if head != previous:
            raise VerificationError(f"The log is broken: event {last} is not the one that was written last.")
        return last


def write(database: Database, connection: Connection, event: Event) -> Event:
    """Adds the event inside a transaction that is open already; the one way into the table."""
    database.wait(connection, "log")
    number, previous = _head(connection)
    values = {name: codec.shown(str(getattr(event, name))) for name in _FIELDS if name not in ("number", "previous", "hash")}
    full = Event(**{**values, "at": values["at"] or now()}, number=number + 1, previous=previous)
    full = replace(full, hash=_hash(full))
    connection.execute(insert(events).values({name: getattr(full, name) for name in _FIELDS}))
    head = f"{full.number} {full.hash}"
    if connection.execute(update(meta).where(meta.c.key == "log").values(value=head)).rowcount == 0:
        connection.execute(insert(meta).values(key="log", value=head))
    return full


def _head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the newest event as ``meta`` remembers them."""
    value = connection.execute(select(meta.c.value).where(meta.c.key == "log")).scalar_one_or_none()
    if value is None:
        # An emptied head must not start a second chain.
        return int(connection.execute(select(func.coalesce(func.max(events.c.number), 0))).scalar_one()), ""
    number, _, head = value.partition(" ")
    return int(number), head


def _all(connection: Connection) -> Iterator[Event]:
    last = -(1 << 62)
    while True:
        rows = connection.execute(select(events).where(events.c.number > last).order_by(events.c.number).limit(_BATCH)).all()
        yield from map(_event, rows)
        if not rows:
            return
        last = rows[-1].number


def _event(row: Row[Any]) -> Event:
    return Event(**{name: getattr(row, name) for name in _FIELDS})


def _hash(event: Event) -> str:
    """SHA-256 over the canonical JSON of everything but the hash itself."""
    return "sha256:" + sha256(codec.canonical(replace(event, hash=""))).hexdigest()
