"""What waits for people, over the newest audit of every article: claims in queues, and articles on their way to the sign-off.

Claims that people added or changed are no rows of an audit; of the few articles with such edits they are put beside the rows in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, exists, func, not_, or_, select

from evidence import editing
from evidence.model import Kind, State
from evidence.review.queues import DECIDED_STATES, OPEN_STATES, Queue, Waiting, belongs, needed, urgency
from evidence.store import browse, codec
from evidence.store.browse import Filters
from evidence.store.claims import _KINDS as EDITS
from evidence.store.database import Database
from evidence.store.schema import alarms, articles, assigned, audits, claims, events, findings, reached, signings, standings, verdicts

_NEEDED = and_(claims.c.check_worthy, claims.c.kind.not_in([Kind.REGULATORY.value, Kind.PROMOTIONAL.value, Kind.TESTIMONIAL.value]))
_REVIEW, _APART = browse._REVIEW, browse._APART
_MACHINE = func.coalesce(verdicts.c.label + ":" + verdicts.c.reason, "")
_OUTDATED = and_(func.coalesce(standings.c.machine, "") != "", standings.c.machine != _MACHINE)
_DESK = exists().where(assigned.c.claim == claims.c.claim)
_ALARMED = exists().where(
    reached.c.finding == findings.c.number, reached.c.stands, alarms.c.number == reached.c.alarm, alarms.c.seen_at == ""
)
_DUE = case((func.coalesce(standings.c.due, "") == "", "9"), else_=standings.c.due)


@dataclass(frozen=True, slots=True)
class Desk:
    """An article on its way to the sign-off, in numbers of claims. ``moved``: signed, and audited anew since. ``due``: the first one."""

    article: str
    title: str
    run: str
    finished_at: str
    needed: int
    decided: int
    undecided: int
    disagreements: int
    reviewers: int
    locked: bool
    signed_by: str
    signed_at: str
    signed_run: str
    due: str = ""

    @property
    def ready(self) -> bool:
        """Whether it waits for a sign-off alone."""
        return not self.locked and self.undecided == 0 and self.disagreements == 0

    @property
    def moved(self) -> bool:
        return self.locked and self.signed_run != self.run


class Queues:
    """Asking for what waits."""

    database: Database

    def queue(self, queue: Queue, person: str = "", limit: int = 200, article: str = "") -> tuple[tuple[Waiting, ...], int]:
        """The claims of a queue, highest risk and earliest due day first, at most ``limit`` of them; and how many there are."""
        with self.database.reading() as connection:
            edited = set(connection.execute(select(events.c.article).where(events.c.kind.in_(EDITS)).distinct()).scalars())
            plain = _asked(queue, person, edited, article)
            rows = _rows(connection, plain, limit)
            total = int(connection.execute(_from(select(func.count())).where(plain)).scalar_one())
        own = [row for key in sorted(edited) if article in ("", key) for row in self._edited(key) if belongs(row, queue, person)]
        return tuple(sorted([*rows, *own], key=urgency)[:limit]), total + len(own)

    def desks(self) -> tuple[Desk, ...]:
        """Every audited article, those that wait for a sign-off first, then by the day due and title."""
        done = _REVIEW.in_(DECIDED_STATES)
        count = [
            func.coalesce(func.sum(case((_NEEDED, 1), else_=0)), 0).label("needed"),
            func.coalesce(func.sum(case((done, 1), else_=0)), 0).label("decided"),
            func.coalesce(func.sum(case((and_(_NEEDED, not_(done), not_(_APART)), 1), else_=0)), 0).label("undecided"),
            func.coalesce(func.sum(case((_APART, 1), else_=0)), 0).label("apart"),
            func.min(_DUE).label("due"),
        ]
        per = _from(select(articles.c.key, *count)).group_by(articles.c.key).subquery()
        query = (
            select(articles.c.key, articles.c.title, audits.c.run, audits.c.finished_at)
            .add_columns(per.c.needed, per.c.decided, per.c.undecided, per.c.apart, per.c.due)
            .add_columns(signings.c.reviewers, signings.c.locked, signings.c.by, signings.c.at, signings.c.run.label("signed_run"))
            .select_from(
                articles.join(audits, audits.c.number == articles.c.latest)
                .join(per, per.c.key == articles.c.key, isouter=True)
                .join(signings, signings.c.article == articles.c.key, isouter=True)
            )
        )
        with self.database.reading() as connection:
            rows = connection.execute(query).all()
            edited = set(connection.execute(select(events.c.article).where(events.c.kind.in_(EDITS)).distinct()).scalars())
        made = [self._recounted(_desk(row)) if row.key in edited else _desk(row) for row in rows]
        return tuple(sorted(made, key=lambda one: (not one.ready, one.due or "9", one.title.casefold(), one.article)))

    def _recounted(self, desk: Desk) -> Desk:
        rows = self._edited(desk.article)
        done = sum(row.review in DECIDED_STATES for row in rows)
        apart = sum(row.disagreement for row in rows)
        left = sum(row.needed and row.review not in DECIDED_STATES and not row.disagreement for row in rows)
        due = min((row.due for row in rows if row.due), default="")
        return replace(desk, needed=sum(row.needed for row in rows), decided=done, undecided=left, disagreements=apart, due=due)

    def _edited(self, article: str) -> list[Waiting]:
        """The claims of an article as they stand after people's edits."""
        audit = self.latest(article)  # type: ignore[attr-defined]
        if audit is None:
            return []
        edits = self.claim_edits(article)  # type: ignore[attr-defined]
        outcome = editing.replay(audit.article.text, [finding.claim for finding in audit.findings], edits)
        own = {editing.said(one.finding.claim): one.finding for one in self.alone(article)}  # type: ignore[attr-defined]
        stand = {finding.claim.id: finding for finding in editing.findings(outcome, audit.findings, own)}
        with self.database.reading() as connection:
            kept = {row.claim: row for row in _rows(connection, articles.c.key == article, 1_000_000)}
            ids = [one.claim.id for one in outcome.claims if one.claim.id not in kept]
            known = {row.claim: row for row in connection.execute(select(standings).where(standings.c.claim.in_(ids)))}
            desks = _desks(connection, ids)
        found = []
        for place, one in enumerate(outcome.claims):
            claim, finding, row = one.claim, stand.get(one.claim.id), known.get(one.claim.id)
            if claim.id in kept:
                found.append(replace(kept[claim.id], position=place, needed=needed(claim), risk=claim.risk.value))
                continue
            verdict = finding.verdict if finding else None
            machine = f"{verdict.label.value}:{verdict.reason.value}" if verdict else ""
            everybody, still = desks.get(claim.id, ((), ()))
            found.append(
                Waiting(
                    audit.run.id, article, audit.article.title, place, claim.id, claim.text, claim.kind.value, claim.risk.value,
                    finding.state.value if finding else State.NOT_SEARCHED.value,
                    verdict.label.value if verdict else "", verdict.reason.value if verdict else "",
                    row.state if row else "draft", row.reviewer if row else "", row.due if row else "",
                    row.reviewers if row else 1, row.deciders if row else 0, row.disagreement if row else False, needed(claim),
                    bool(row and row.machine and row.machine != machine), False, everybody, still,
                )
            )  # fmt: skip
        return found


def _asked(queue: Queue, person: str, edited: set[Any], article: str) -> ColumnElement[bool]:
    """``belongs``, as the database asks it; articles whose claims people changed are left to ``_edited``."""
    undecided = _REVIEW.in_(OPEN_STATES)
    mine = exists().where(assigned.c.claim == claims.c.claim, assigned.c.person == codec.shown(person), not_(assigned.c.done))
    rule = {
        Queue.MINE: and_(mine, undecided),
        Queue.UNASSIGNED: and_(_NEEDED, not_(_DESK), undecided, not_(_APART)),
        Queue.DISAGREEMENTS: _APART,
        Queue.STALE: or_(browse._STATE.in_([State.STALE.value]), _OUTDATED),
        Queue.ALARMS: _ALARMED,
    }[queue]
    parts = [rule, articles.c.key.not_in(sorted(edited))]
    return and_(*parts, articles.c.key == article) if article else and_(*parts)


def _from(query: Any) -> Any:
    return query.select_from(browse._all_findings(Filters()))


def _rows(connection: Connection, asked: ColumnElement[bool], limit: int) -> list[Waiting]:
    columns = (
        audits.c.run, articles.c.key, articles.c.title, findings.c.position, claims.c.claim, claims.c.text, claims.c.kind, claims.c.risk,
        browse._STATE, browse._LABEL, browse._REASON, _REVIEW, func.coalesce(standings.c.reviewer, ""), func.coalesce(standings.c.due, ""),
        func.coalesce(standings.c.reviewers, 1), func.coalesce(standings.c.deciders, 0), case((_APART, 1), else_=0),
        case((_NEEDED, 1), else_=0), case((_OUTDATED, 1), else_=0), case((_ALARMED, 1), else_=0),
    )  # fmt: skip
    query = _from(select(*columns)).where(asked).order_by(browse.SORTS["risk"], _DUE, func.lower(articles.c.title), articles.c.key)
    rows = connection.execute(query.order_by(findings.c.position).limit(limit)).all()
    desks = _desks(connection, [row.claim for row in rows])
    return [_waiting(row, *desks.get(row.claim, ((), ()))) for row in rows]


def _waiting(row: Any, everybody: tuple[str, ...], still: tuple[str, ...]) -> Waiting:
    facts: tuple[Any, ...] = (*row[:16], *(bool(flag) for flag in row[16:]), everybody, still)
    return Waiting(*facts)


def _desks(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Claim -> (on whose desk it lies, who of them has not decided), by name."""
    found: dict[str, list[Row[Any]]] = {}
    for start in range(0, len(ids), 500):
        query = select(assigned).where(assigned.c.claim.in_(ids[start : start + 500])).order_by(assigned.c.person)
        for row in connection.execute(query):
            found.setdefault(row.claim, []).append(row)
    return {claim: (tuple(row.person for row in rows), tuple(row.person for row in rows if not row.done)) for claim, rows in found.items()}


def _desk(row: Row[Any]) -> Desk:
    return Desk(
        row.key,
        row.title,
        row.run,
        row.finished_at,
        row.needed or 0,
        row.decided or 0,
        row.undecided or 0,
        row.apart or 0,
        row.reviewers or 1,
        bool(row.locked),
        row.by or "",
        row.at or "",
        row.signed_run or "",
        "" if row.due in (None, "9") else row.due,
    )
