"""Raising alarms: used papers whose status is no longer the one that the audits were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from evidence.model import Citation, Event, PublicationStatus, Stance, StarterNote
from evidence.status import StatusReport, answered, is_news
from evidence.store import codec, log
from evidence.store.answers import ask
from evidence.store.database import Database, now
from evidence.store.schema import alarms, audits, citations, cited, claims, findings, judgements, reached

_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a paper: a judgement in a finding, or a reference of the article; ``rests``: the label leans on it."""

    audit: int
    finding: int | None
    run: str
    article: str
    claim: str
    status: str
    rests: bool


def sweep(database: Database, connection: Connection, pmids: Iterable[int] | None, cause: str) -> int:
    """Raises an alarm for every used paper whose status is no longer the one that audits were told; gives their number.

    ``pmids``: only these (None: all that are used). What was reached before and still is raises nothing again, so a sweep may be
    repeated at any time. Runs inside the transaction that brought the change.
    """
    used = _used(connection, pmids)
    raised = 0
    for start in range(0, len(used), _BATCH):
        some = used[start : start + _BATCH]
        reports = _reports(connection, some)
        told = _told(connection, some)
        last = _last(connection, some)
        for pmid in some:
            report, title = reports[pmid]
            before = last.get(pmid)
            stirred = before is not None and is_news(before[1], report.status)
            if stirred or any(is_news(status, report.status) for status in told.get(pmid, ())):
                # Only now: whoever raises alarms waits here for the one before, then looks again.
                database.wait(connection, "alarms")
                raised += _raise(database, connection, pmid, title, report, cause)
    return raised


def raised_meanwhile(database: Database, connection: Connection, audit: int) -> None:
    """For an audit that was just recorded: alarms raised while it ran reach it too."""
    mine = select(judgements.c.pmid).join(findings, findings.c.number == judgements.c.finding).where(findings.c.audit == audit)
    own = select(cited.c.pmid).where(cited.c.audit == audit)
    query = select(alarms.c.pmid).distinct().where(alarms.c.pmid.in_(mine.union(own)))
    touched = list(connection.execute(query).scalars())
    if touched:
        sweep(database, connection, touched, "recorded after the change")


def _raise(database: Database, connection: Connection, pmid: int, title: str, report: StatusReport, cause: str) -> int:
    rows = _rows(connection, pmid)
    newest = connection.execute(select(alarms).where(alarms.c.pmid == pmid).order_by(alarms.c.number.desc()).limit(1)).one_or_none()
    before = PublicationStatus(newest.after) if newest is not None else None
    was: set[tuple[int, int | None]] = set()
    if newest is not None:
        known = select(reached.c.audit, reached.c.finding).where(reached.c.alarm == newest.number)
        was = {(row.audit, row.finding) for row in connection.execute(known)}
    hit = [row for row in rows if is_news(PublicationStatus(row.status), report.status)]
    fresh = [row for row in hit if (row.audit, row.finding) not in was]
    if before is None or not is_news(before, report.status):
        if not fresh:
            return 0
        before = PublicationStatus(max(fresh, key=lambda row: (row.audit, row.finding or 0)).status)
    reaches = [row for row in rows if row in hit or (row.audit, row.finding) in was]
    at = now()
    values = {"pmid": pmid, "title": codec.shown(title), "before": before.value, "after": report.status.value}
    values |= {"why": codec.shown(report.why), "cause": codec.shown(cause), "raised_at": at}
    values |= dict.fromkeys(("seen_at", "seen_by", "seen_reason"), "")
    number = int(connection.execute(insert(alarms).values(values).returning(alarms.c.number)).scalar_one())
    earlier = select(alarms.c.number).where(alarms.c.pmid == pmid, alarms.c.number < number)
    connection.execute(update(reached).where(reached.c.alarm.in_(earlier)).values(stands=False))
    made = [
        {"alarm": number, "position": place, "audit": row.audit, "finding": row.finding, "stands": row in hit and row.rests}
        for place, row in enumerate(reaches)
    ]
    connection.execute(insert(reached), made)
    _note(database, connection, number, before, report, reaches, str(pmid), at, cause)
    return 1


def _note(
    database: Database,
    connection: Connection,
    number: int,
    before: PublicationStatus,
    report: StatusReport,
    rows: Sequence[_Use],
    pmid: str,
    at: str,
    cause: str,
) -> None:
    """One event for each article, so that its own history tells of it."""
    for key in sorted({row.article for row in rows}):
        mine = [row for row in rows if row.article == key]
        after = {
            "pmid": pmid,
            "status": report.status.value,
            "why": report.why,
            "claims": sorted({row.claim for row in mine if row.claim}),
            "audits": sorted({row.run for row in mine}),
        }
        log.write(
            database,
            connection,
            Event(
                kind="alarm",
                actor="machine",
                at=at,
                subject=f"alarm:{number}",
                before=codec.text({"pmid": pmid, "status": before.value}),
                after=codec.text(after),
                reason=cause,
                article=key,
            ),
        )


def _rows(connection: Connection, pmid: int) -> list[_Use]:
    judged = (
        select(findings.c.audit, audits.c.run, audits.c.article, claims.c.claim)
        .add_columns(judgements.c.finding, judgements.c.status, judgements.c.stance)
        .select_from(
            judgements.join(findings, findings.c.number == judgements.c.finding)
            .join(audits, audits.c.number == findings.c.audit)
            .join(claims, claims.c.number == findings.c.claim)
        )
        .where(judgements.c.pmid == pmid)
        .order_by(findings.c.audit, findings.c.position, judgements.c.position)
    )
    uses = {
        (row.audit, row.finding): _Use(
            row.audit, row.finding, row.run, row.article, row.claim, row.status, row.stance != Stance.NEUTRAL.value
        )
        for row in connection.execute(judged)
    }
    named = (
        select(cited.c.audit, audits.c.run, audits.c.article, cited.c.status)
        .join(audits, audits.c.number == cited.c.audit)
        .where(cited.c.pmid == pmid)
        .order_by(cited.c.audit, cited.c.position)
    )
    for row in connection.execute(named):
        uses.setdefault((row.audit, None), _Use(row.audit, None, row.run, row.article, "", row.status, False))
    return list(uses.values())


def _used(connection: Connection, pmids: Iterable[int] | None) -> list[int]:
    """Which papers any stored audit uses, of these or of all."""
    columns = (judgements.c.pmid, cited.c.pmid)
    if pmids is None:
        found = {number for column in columns for number in connection.execute(select(column).distinct()).scalars()}
        return sorted(number for number in found if number is not None)
    wanted = sorted(set(pmids))
    held: set[int] = set()
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        for column in columns:
            held.update(connection.execute(select(column).distinct().where(column.in_(some))).scalars())
    return sorted(held)


def _told(connection: Connection, pmids: Sequence[int]) -> dict[int, set[PublicationStatus]]:
    """The statuses that audits were told, by PMID."""
    told: dict[int, set[PublicationStatus]] = {}
    for table in (judgements, cited):
        query = select(table.c.pmid, table.c.status).where(table.c.pmid.in_(pmids)).distinct()
        for row in connection.execute(query):
            told.setdefault(row.pmid, set()).add(PublicationStatus(row.status))
    return told


def _last(connection: Connection, pmids: Sequence[int]) -> dict[int, tuple[int, PublicationStatus]]:
    """The newest alarm of each PMID with the status it told of."""
    query = select(alarms.c.pmid, alarms.c.number, alarms.c.after).where(alarms.c.pmid.in_(pmids)).order_by(alarms.c.number)
    return {row.pmid: (row.number, PublicationStatus(row.after)) for row in connection.execute(query)}


def _reports(connection: Connection, pmids: Sequence[int]) -> dict[int, tuple[StatusReport, str]]:
    """Status by all sources, and title; a paper that is not in the library is known to the other sources alone."""
    rows = connection.execute(select(citations.c.pmid, citations.c.payload).where(citations.c.pmid.in_(pmids)))
    held = {row.pmid: codec.unpack(Citation, row.payload) for row in rows}
    records = [held.get(pmid) or Citation(str(pmid), "", note=StarterNote()) for pmid in pmids]
    said = ask(connection, records)
    return {int(record.pmid): (answered(record, said[record.pmid]), record.title) for record in records}
