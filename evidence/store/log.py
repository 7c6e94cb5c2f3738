"""The log: events are added, never changed; each carries the hash of the one before it.

The database refuses updates, deletes and replacements by itself (the triggers of migration 0001). ``verify_log`` finds what
somebody changed behind its back, and ``meta`` keeps the newest number and hash, so that a cut-off end is seen too.

While two people review a claim blind, what one of them wrote about it is read by nobody else: every call that gives events out goes
through ``seen_by``. The chain itself is checked over the events as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from evidence.errors import Conflict, VerificationError
from evidence.model import Event
from evidence.review import BLIND
from evidence.store import codec
from evidence.store.database import Database, now
from evidence.store.schema import events, meta, standings

_BATCH = 1000
_FIELDS = tuple(Event.__dataclass_fields__)
WITHHELD = "withheld until both reviewers have decided"


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

    def events(self, subject: str | None = None, article: str | None = None, *, viewer: str = "") -> tuple[Event, ...]:
        """The events in order as the viewer may read them: all, or those about one subject or one article."""
        query = select(events).order_by(events.c.number)
        if subject is not None:
            query = query.where(events.c.subject == codec.shown(subject))
        if article is not None:
            query = query.where(events.c.article == codec.shown(article))
        with self.database.reading() as connection:
            return seen_by(connection, map(event_of, connection.execute(query).all()), viewer)

    def log_head(self) -> tuple[int, str]:
        """Number and hash of the newest event: written down elsewhere, they prove later that nothing before was made anew."""
        with self.database.reading() as connection:
            return _head(connection)

    def verify_log(self, expected: tuple[int, str] | None = None) -> int:
        """Walks the chain and gives the number of events; VerificationError names the first bad one.

        ``expected``: number and hash of an event as somebody wrote them down: a chain made anew from before it is found by that.
        """
        last, previous = 0, ""
        with self.database.reading() as connection:
            for event in _all(connection):
                if event.number != last + 1:
                    raise VerificationError(f"The log is broken: event {last + 1} is missing.")
                if event.hash != _hash(event):
                    raise VerificationError(f"The log is broken: event {event.number} was changed after it was written.")
                if event.previous != previous:
                    raise VerificationError(f"The log is broken: event {event.number} does not follow event {last}.")
                if expected is not None and event.number == expected[0] and event.hash != expected[1]:
                    raise VerificationError(f"The log was made anew: event {event.number} had another hash when it was written down.")
                last, previous = event.number, event.hash
            number, head = _head(connection)
        if number > last:
            raise VerificationError(f"The log is broken: it ends at event {last}, but {number} were written.")
        if number < last:
            raise VerificationError(f"The log is broken: event {number + 1} was put in behind its end.")
        if head != previous:
            raise VerificationError(f"The log is broken: event {last} is not the one that was written last.")
        if expected is not None and expected[0] > last:
            raise VerificationError(f"The log ends at event {last}, but event {expected[0]} was written down once.")
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


def seen_by(connection: Connection, found: Iterable[Event], viewer: str) -> tuple[Event, ...]:
    """The events as this person may read them. One that is withheld keeps who and when; its words go, and the hashes they stand in."""
    blind = set(connection.execute(select(standings.c.claim).where(~standings.c.revealed)).scalars())
    if not blind:
        return tuple(found)
    query = select(events.c.number).where(
        events.c.kind.in_(BLIND), events.c.subject.in_(sorted(blind)), events.c.actor != codec.shown(viewer)
    )
    gone = set(connection.execute(query).scalars())
    return tuple(_masked(event, gone) for event in found)


def _masked(event: Event, gone: set[int]) -> Event:
    if event.number in gone:
        event = replace(event, before="", after="", reason=WITHHELD, versions="", hash="")
    return replace(event, previous="") if event.number - 1 in gone else event


def event_of(row: Row[Any]) -> Event:
    return Event(**{name: getattr(row, name) for name in _FIELDS})


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
        yield from map(event_of, rows)
        if not rows:
            return
        last = rows[-1].number


def _hash(event: Event) -> str:
    """SHA-256 over the canonical JSON of everything but the hash itself."""
    return "sha256:" + sha256(codec.canonical(replace(event, hash=""))).hexdigest()
