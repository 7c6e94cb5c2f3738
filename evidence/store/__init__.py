"""The door to the database: articles, audits, citations, the log and the jobs, in SQLite or PostgreSQL.

``Store.open(url)`` brings the database up to date and gives the whole of it; every write is all or nothing, and only errors
of the house come out. ``shelf``: the library's records. ``audits``: what was found. ``browse``: the Evidence page and the
overview, counted and paged in the database. ``log``: append-only events. ``jobs``: rows of long work. ``notices``: what other
sources say of a paper's status; ``alarms``: what a change of status reaches, raised by ``sweep``. ``uses``: where a record stands;
``additions``: citations that a person added to a claim; ``claims``: what people do to an article's claims; ``people``: who may write what;
``review``: decisions, ``signing``: the lock of an article, ``queues``: what waits for whom, ``history``: the log as people read it.
"""

from __future__ import annotations

from evidence.store import migrations
from evidence.store.additions import Added, Additions
from evidence.store.alarms import Alarm, Alarms, Reached
from evidence.store.alike import AlikeClaims, Same
from evidence.store.audits import ArticleSummary, Audits, AuditSummary
from evidence.store.browse import Browse, Filters, FindingRow, Page
from evidence.store.claims import Alone, ClaimEdits
from evidence.store.copies import Copies
from evidence.store.database import Database
from evidence.store.history import History, HistoryFilters, HistoryPage, Line
from evidence.store.jobs import JobRow, JobRows, JobState
from evidence.store.log import Log
from evidence.store.notices import Notices, NoticeSource
from evidence.store.people import People, Person
from evidence.store.proof import Proof
from evidence.store.queues import Desk, Queues
from evidence.store.review import Reviews
from evidence.store.shelf import Import, Shelf
from evidence.store.signing import Signing, Signings
from evidence.store.uses import Use, Uses

__all__ = [
    "Added",
    "Alarm",
    "Alone",
    "ArticleSummary",
    "AuditSummary",
    "Desk",
    "Filters",
    "FindingRow",
    "HistoryFilters",
    "HistoryPage",
    "Import",
    "JobRow",
    "JobState",
    "Line",
    "NoticeSource",
    "Page",
    "Person",
    "Reached",
    "Same",
    "Signing",
    "Store",
    "Use",
]


class Store(
    Shelf,
    Audits,
    Browse,
    Uses,
    Additions,
    Notices,
    Alarms,
    ClaimEdits,
    AlikeClaims,
    People,
    Reviews,
    Signings,
    Proof,
    Queues,
    History,
    Log,
    JobRows,
    Copies,
):
    """One open database. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, url: str) -> Store:
        """Opens the database at an SQLAlchemy address and brings its tables up to date; StoreError where it cannot be used."""
        database = Database(url)
        try:
            migrations.upgrade(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    @staticmethod
    def upgrade(url: str) -> tuple[str, str]:
        """Brings the tables up to date and says where they stood before ("" for none) and where they stand now."""
        database = Database(url)
        try:
            return migrations.upgrade(database), migrations.HEAD
        finally:
            database.close()

    def close(self) -> None:
        self.database.close()
