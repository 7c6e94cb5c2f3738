"""Raising alarms: used papers whose status is no longer the one that the audits were told, or whose record PubMed has deleted.

A deleted record has no status any more: its alarm tells of ``UNKNOWN`` with the reason, stands until the record comes back, and reaches
later audits too that still hold the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import Connection, insert, select, update

from evidence.model import Citation, Event, PublicationStatus, Stance, StarterNote
from evidence.status import StatusReport, answered, is_news
from evidence.store import codec, log
from evidence.store.answers import ask
from evidence.store.database import Database, now
from evidence.store.schema import alarms, audits, citations, cited, claims, findings, judgements, reached

_BATCH = 500
GONE = "PubMed deleted the record"
_NONE: Mapping[int, str] = MappingProxyType({})


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


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a paper now. ``gone``: PubMed deleted its record; ``back``: it did, and the record is here again."""

    report: StatusReport
    title: str
    gone: bool = False
    back: bool = False

    def is_news(self, before: PublicationStatus) -> bool:
        """Whether this is news to somebody who was told ``before``."""
        if self.gone:
            return True
        return is_news(before, self.report.status) or (self.back and before == PublicationStatus.UNKNOWN)


def sweep(
    database: Database, connection: Connection, pmids: Iterable[int] | None, cause: str, *, gone: Mapping[int, str] = _NONE
) -> int:
    """Raises an alarm for every used paper whose status is no longer the one that audits were told; gives their number.

    ``pmids``: only these (None: all that are used). ``gone``: those whose record PubMed has just deleted, with its title. What was
    reached before and still is raises nothing again, so a sweep may be repeated at any time. Runs inside the transaction that
    brought the change.
    """
    used = _used(connection, pmids)
    raised = 0
    for start in range(0, len(used), _BATCH):
        some = used[start : start + _BATCH]
        last = _last(connection, some)
        known = _reports(connection, some, gone, {pmid for pmid, (_, after) in last.items() if after == PublicationStatus.UNKNOWN})
        told = _told(connection, some)
        for pmid in some:
            now_known = known[pmid]
            before = last.get(pmid)
            stirred = before is not None and now_known.is_news(before[1])
            if stirred or any(now_known.is_news(status) for status in told.get(pmid, ())):
                # Only now: whoever raises alarms waits here for the one before, then looks again.
                database.wait(connection, "alarms")
                raised += _raise(database, connection, pmid, now_known, cause)
    return raised


def raised_meanwhile(database: Database, connection: Connection, audit: int) -> None:
    """For an audit that was just recorded: alarms raised while it ran reach it too."""
    mine = select(judgements.c.pmid).join(findings, findings.c.number == judgements.c.finding).where(findings.c.audit == audit)
    own = select(cited.c.pmid).where(cited.c.audit == audit)
    query = select(alarms.c.pmid).distinct().where(alarms.c.pmid.in_(mine.union(own)))
    touched = list(connection.execute(query).scalars())
    if touched:
        sweep(database, connection, touched, "recorded after the change")


def _raise(database: Database, connection: Connection, pmid: int, known: _Known, cause: str) -> int:
    report = known.report
    rows = _rows(connection, pmid)
    newest = connection.execute(select(alarms).where(alarms.c.pmid == pmid).order_by(alarms.c.number.desc()).limit(1)).one_or_none()
    before = PublicationStatus(newest.after) if newest is not None else None
    was: set[tuple[int, int | None]] = set()
    if newest is not None:
        earlier_ones = select(reached.c.audit, reached.c.finding).where(reached.c.alarm == newest.number)
        was = {(row.audit, row.finding) for row in connection.execute(earlier_ones)}
    hit = [row for row in rows if known.gone or is_news(PublicationStatus(row.status), report.status)]
    fresh = [row for row in hit if (row.audit, row.finding) not in was]
    if before is None or (known.gone and before == report.status) or not known.is_news(before):
        if not fresh:
            return 0
        before = PublicationStatus(max(fresh, key=lambda row: (row.audit, row.finding or 0)).status)
    reaches = [row for row in rows if row in hit or (row.audit, row.finding) in was]
    at = now()
    title = known.title or (newest.title if newest is not None else "")
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


def _reports(connection: Connection, pmids: Sequence[int], gone: Mapping[int, str], lost: set[int]) -> dict[int, _Known]:
    """Status by all sources, and title; a paper that is not in the library is known to the other sources alone.

    ``gone``: deleted just now, with title; ``lost``: those whose newest alarm told that PubMed had deleted the record.
    """
    rows = connection.execute(select(citations.c.pmid, citations.c.payload).where(citations.c.pmid.in_(pmids)))
    held = {row.pmid: codec.unpack(Citation, row.payload) for row in rows}
    records = [held.get(pmid) or Citation(str(pmid), "", note=StarterNote()) for pmid in pmids]
    said = ask(connection, records)
    found = {}
    for record in records:
        pmid = int(record.pmid)
        known = _Known(answered(record, said[record.pmid]), record.title)
        absent = pmid not in held and (pmid in gone or pmid in lost)
        if absent and known.report.status in (PublicationStatus.CURRENT, PublicationStatus.UNKNOWN):
            report = replace(known.report, status=PublicationStatus.UNKNOWN, why=GONE)
            known = _Known(report, gone.get(pmid, ""), gone=True)
        elif pmid in lost and pmid in held and record.note is None:
            known = replace(known, back=True)
        found[pmid] = known if known.title else replace(known, title=gone.get(pmid, ""))
    return found
