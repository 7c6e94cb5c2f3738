"""Alarms: a paper's status changed after audits had used it. One change reaches every finding and article that rests on it.

An alarm is a row of a queue (open, then seen by somebody, with the reason) and events in the log, one for each article reached;
``sweep`` raises it.
Nothing of a recorded audit is changed: what an alarm reaches is kept beside it, and a finding that rests on the paper's former
status is ``stale`` when looked at, until its article is audited again or the status comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, distinct, func, select, update

from evidence.errors import Conflict, NotStored
from evidence.model import Event, PublicationStatus
from evidence.review import Act
from evidence.store import codec, log, people
from evidence.store.database import Database, now
from evidence.store.numbers import pmid_number
from evidence.store.schema import alarms, articles, audits, claims, findings, reached


@dataclass(frozen=True, slots=True)
class Alarm:
    """One change of status. ``cause``: what brought it. ``seen_*`` are "" while it is open. ``claims`` and ``articles``: reached."""

    number: int
    pmid: str
    title: str
    before: PublicationStatus
    after: PublicationStatus
    why: str
    cause: str
    raised_at: str
    seen_at: str = ""
    seen_by: str = ""
    seen_reason: str = ""
    claims: int = 0
    articles: int = 0

    @property
    def open(self) -> bool:
        return not self.seen_at


@dataclass(frozen=True, slots=True)
class Reached:
    """One claim of one audit that an alarm reaches; ``claim`` and ``text`` are "" where the article cites the paper itself.

    ``stands``: the finding rests on the status as it was, so it is stale.
    """

    run: str
    article: str
    title: str
    claim: str
    text: str
    stands: bool


class Alarms:
    """The queue."""

    database: Database

    def alarms(
        self, *, open_only: bool = False, article: str | None = None, pmid: str | None = None, limit: int = 1000
    ) -> tuple[Alarm, ...]:
        """Alarms newest first: all, those not seen yet, those that reach one article, those about one paper."""
        query = _alarms()
        if open_only:
            query = query.where(alarms.c.seen_at == "")
        if article is not None:
            mine = select(reached.c.alarm).join(audits, audits.c.number == reached.c.audit).where(audits.c.article == article)
            query = query.where(alarms.c.number.in_(mine))
        if pmid is not None:
            query = query.where(alarms.c.pmid == (pmid_number(pmid) or -1))
        with self.database.reading() as connection:
            return tuple(map(_alarm, connection.execute(query.limit(limit))))

    def alarm(self, number: int) -> Alarm:
        """One alarm; NotStored."""
        with self.database.reading() as connection:
            return _one(connection, number)

    def open_alarms(self) -> int:
        """How many alarms nobody has seen."""
        with self.database.reading() as connection:
            return int(connection.execute(select(func.count()).where(alarms.c.seen_at == "").select_from(alarms)).scalar_one())

    def newest_alarm(self) -> int:
        """The number of the newest alarm, 0 for none: what is kept of an audit read before it may have become stale."""
        with self.database.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(alarms.c.number), 0))).scalar_one())

    def reached(self, number: int) -> tuple[Reached, ...]:
        """Every claim and article that the alarm reaches, by article, newest audit first, in document order."""
        query = (
            select(audits.c.run, audits.c.article, articles.c.title, claims.c.claim, claims.c.text, reached.c.stands)
            .select_from(
                reached.join(audits, audits.c.number == reached.c.audit)
                .join(articles, articles.c.key == audits.c.article)
                .join(findings, findings.c.number == reached.c.finding, isouter=True)
                .join(claims, claims.c.number == findings.c.claim, isouter=True)
            )
            .where(reached.c.alarm == number)
            .order_by(func.lower(articles.c.title), articles.c.key, audits.c.number.desc(), reached.c.position)
        )
        with self.database.reading() as connection:
            _one(connection, number)
            rows = connection.execute(query).all()
        return tuple(Reached(row.run, row.article, row.title, row.claim or "", row.text or "", row.stands) for row in rows)

    def see_alarm(self, number: int, by: str, reason: str) -> Alarm:
        """Takes an alarm off the queue, with who did so and why, and notes it in the log. Conflict when somebody did already."""
        if not (by.strip() and reason.strip()):
            raise ValueError("an alarm is seen by somebody and for a reason")
        with self.database.writing("alarms") as connection:
            people.allow(self.database, connection, by, Act.SEE)
            alarm = _one(connection, number)
            if not alarm.open:
                raise Conflict(f"{alarm.seen_by} has seen alarm {number} already ({alarm.seen_at[:19]}): {alarm.seen_reason}")
            at = now()
            values = {"seen_at": at, "seen_by": codec.shown(by), "seen_reason": codec.shown(reason)}
            connection.execute(update(alarms).where(alarms.c.number == number).values(values))
            after = codec.text({"pmid": alarm.pmid, "status": alarm.after.value})
            event = Event("alarm_seen", by, at, f"alarm:{number}", after=after, reason=reason)
            log.write(self.database, connection, event)
            return _one(connection, number)


def stale(connection: Connection, audit: int) -> dict[int, str]:
    """Row number of a finding of this audit -> why it is stale."""
    query = (
        select(reached.c.finding, alarms.c.pmid, alarms.c.before, alarms.c.after, alarms.c.why, alarms.c.raised_at)
        .join(alarms, alarms.c.number == reached.c.alarm)
        .where(reached.c.audit == audit, reached.c.stands, reached.c.finding.is_not(None))
        .order_by(reached.c.finding, alarms.c.number)
    )
    found: dict[int, str] = {}
    for row in connection.execute(query):
        said = f"PMID {row.pmid} was {row.before} when this was judged and is {row.after} since {row.raised_at[:10]} ({row.why})."
        found[row.finding] = f"{found[row.finding]} {said}" if row.finding in found else said
    return found


def _alarms() -> Select[Any]:
    found = (
        select(
            reached.c.alarm,
            func.count(distinct(findings.c.claim)).label("claims"),
            func.count(distinct(audits.c.article)).label("articles"),
        )
        .select_from(
            reached.join(audits, audits.c.number == reached.c.audit).join(findings, findings.c.number == reached.c.finding, isouter=True)
        )
        .group_by(reached.c.alarm)
        .subquery()
    )
    return (
        select(alarms, found.c.claims, found.c.articles)
        .join(found, found.c.alarm == alarms.c.number, isouter=True)
        .order_by(alarms.c.number.desc())
    )


def _one(connection: Connection, number: int) -> Alarm:
    row = connection.execute(_alarms().where(alarms.c.number == number)).one_or_none()
    if row is None:
        raise NotStored(f"There is no alarm {number}.", advice="List them with: evidence alarms.")
    return _alarm(row)


def _alarm(row: Row[Any]) -> Alarm:
    return Alarm(
        row.number,
        str(row.pmid),
        row.title,
        PublicationStatus(row.before),
        PublicationStatus(row.after),
        row.why,
        row.cause,
        row.raised_at,
        row.seen_at,
        row.seen_by,
        row.seen_reason,
        row.claims or 0,
        row.articles or 0,
    )
