"""The connection: SQLite in WAL mode or PostgreSQL, transactions that wait for each other, errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, TimeoutError
from sqlalchemy.pool import StaticPool

from evidence.errors import SettingsError, StoreError

# How long a writer waits for the one before it; an import writes batches of well under a second.
WAIT_S = 30

# What a driver says -> what a person is told and advised; the first that fits.
TROUBLES = (
    ("database is locked", "The database is busy: another program writes to it.", "Wait for the other work to end, then try again."),
    ("database or disk is full", "The disk is full; nothing was written.", "Free some space in the data folder, then try again."),
    ("no space left", "The disk is full; nothing was written.", "Free some space on the database's disk, then try again."),
    ("readonly database", "The database cannot be written to.", "Give this user the right to write to the file and its folder."),
    ("file is not a database", "The file is not an SQLite database.", "Set EVIDENCE_DATABASE_URL to another file, or move this one away."),
    ("malformed", "The database file is damaged.", "Restore a backup with: evidence database restore FILE."),
    ("unable to open database file", "The database file cannot be opened.", "Check that EVIDENCE_DATA_FOLDER can be written to."),
    ("append-only", "The log is append-only; the database refused the change.", "Correct an event by adding another one."),
    ("password authentication", "The database refused the user name or the password.", "Correct EVIDENCE_DATABASE_URL."),
    ("does not exist", "The database, its user or a table does not exist.", "Create the database, or run: evidence database upgrade."),
    ("no such table", "A table of the database is missing.", "Run `evidence database upgrade`, or restore a backup."),
    ("connection", "The database server does not answer.", "Start the database server, or correct EVIDENCE_DATABASE_URL."),
)


def now() -> str:
    """The time as ISO 8601 UTC to the microsecond: texts that sort as times."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@contextmanager
def told() -> Iterator[None]:
    """Turns the driver's errors into StoreError. `from None`: the driver's message may repeat the address."""
    try:
        yield
    except IntegrityError as error:
        if "append-only" in str(error.orig):
            raise _trouble(error) from None
        raise StoreError("The database refused a row that contradicts another one; nothing was written.") from None
    except (DBAPIError, TimeoutError, sqlite3.Error) as error:
        raise _trouble(error) from None


@contextmanager
def told_of_files() -> Iterator[None]:
    """The same where we handle files ourselves."""
    try:
        with told():
            yield
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise StoreError(
            f"The database file cannot be opened: {reason}.", advice="Check that EVIDENCE_DATA_FOLDER can be written to."
        ) from None


def _trouble(error: Exception) -> StoreError:
    origin = str(error.orig if isinstance(error, DBAPIError) else error)
    low = origin.lower()
    for sign, message, advice in TROUBLES:
        if sign in low:
            return StoreError(message, advice=advice)
    return StoreError(f"The database failed: {origin.splitlines()[0] if origin else type(error).__name__}")


class Database:
    """One engine; ``reading()`` and ``writing(topic)`` give a connection inside one transaction."""

    def __init__(self, url: str) -> None:
        try:
            self.url: URL = make_url(url)
        except ArgumentError:
            raise SettingsError("The database address cannot be understood.") from None
        self.sqlite = self.url.get_backend_name() == "sqlite"
        # Whether people sign in (else they type a name): said in the log, and roles are then always asked for.
        self.signed_in = False
        with told_of_files():
            self.engine = _sqlite(self.url) if self.sqlite else _postgresql(self.url)

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for PostgreSQL or a database in memory."""
        name = self.url.database
        return Path(name) if self.sqlite and name and name != ":memory:" else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database: what others write meanwhile is not seen half."""
        options = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        with told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, topic: str) -> Iterator[Connection]:
        """All or nothing. Writers of one ``topic`` wait for each other (in SQLite: all writers)."""
        with told(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            self.wait(connection, topic)
            yield connection

    def wait(self, connection: Connection, topic: str) -> None:
        """Inside a writing transaction: waits until no other one writes to ``topic`` (in SQLite that is so already)."""
        if not self.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": crc32(f"evidence {topic}".encode())})

    def bytes(self) -> int:
        """What the database takes, as it says itself: the file alone leaves out what still waits in SQLite's log beside it."""
        asked = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        with self.reading() as connection:
            return int(connection.scalar(text(asked if self.sqlite else "SELECT pg_database_size(current_database())")) or 0)

    def close(self) -> None:
        self.engine.dispose()


def _sqlite(url: URL) -> Engine:
    memory = not url.database or url.database == ":memory:"
    if not memory:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    engine = create_engine(url, connect_args={"timeout": WAIT_S, "check_same_thread": False}, **options)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # The driver's own transactions begin too late (reads first, then fails to write): ours begin at once.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": WAIT_S})
