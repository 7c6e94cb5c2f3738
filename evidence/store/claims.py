"""What people do to an article's claims: append-only events, and the findings of claims that were audited by themselves.

An edit is an event like any other; nothing of the audit that it starts from is changed. Its ``before`` and ``after`` hold the whole
claims, so that the machine's text and the person's both stay, and what stands is a fold over them (evidence.editing).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from evidence import editing
from evidence.errors import Conflict, NotStored
from evidence.model import Claim, Edit, EditKind, Event, Finding, Run, content_id
from evidence.review import Act
from evidence.store import codec, log, people, rows
from evidence.store.database import Database, now
from evidence.store.schema import alone, articles, events

# Kind of edit -> kind of its event.
EVENTS = {
    EditKind.ADD: "claim_added",
    EditKind.EDIT: "claim_edited",
    EditKind.SPLIT: "claim_split",
    EditKind.MERGE: "claim_merged",
    EditKind.DROP: "claim_dropped",
    EditKind.RESTORE: "claim_restored",
}
AUDITED = "claim_audited"
_LONE = re.compile("[\ud800-\udfff]")
_KINDS = {event: kind for kind, event in EVENTS.items()}


@dataclass(frozen=True, slots=True)
class _After:
    """What an event of an edit keeps as ``after``."""

    claims: tuple[Claim, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alone:
    """A claim's own audit: by which run's doors, and when."""

    number: int
    finding: Finding
    source: str
    judge: str
    policy: str
    at: str


class ClaimEdits:
    """Writing edits and reading them."""

    database: Database

    def edit_claims(self, article: str, edit: Edit, *, run: str = "") -> Edit:
        """Adds the edit to the log and gives it back with number and time. ``run``: the audit that the person looked at.

        Conflict where somebody has changed one of the claims in the meantime: it says who and what, and nothing is written.
        """
        if not edit.actor.strip():
            raise ValueError("an edit is made by somebody")
        with self.database.writing("audits") as connection:
            if connection.execute(select(articles.c.key).where(articles.c.key == article)).scalar_one_or_none() is None:
                raise NotStored(f"No article {article} is stored.")
            people.allow(self.database, connection, edit.actor, Act.EDIT, article)
            earlier = editing.overtaken(_edits(connection, article), edit)
            if earlier is not None:
                raise Conflict(f"{earlier.actor} was first to change this ({EVENTS[earlier.kind].replace('_', ' ')}, {earlier.at[:19]}).")
            subject = (edit.before or edit.after)[0].id
            event = Event(
                EVENTS[edit.kind],
                edit.actor.strip(),
                edit.at,
                subject,
                before=_written(edit.before),
                after=_written(_After(edit.after, edit.quotes)),
                reason=edit.reason.strip(),
                article=article,
                versions=codec.text({"run": run}),
            )
            written = log.write(self.database, connection, event)
            rows.keep_claims(connection, article, edit.after)
        return _edit(written)

    def claim_edits(self, article: str) -> tuple[Edit, ...]:
        """All edits of an article's claims, oldest first."""
        with self.database.reading() as connection:
            return _edits(connection, article)

    def claims_mark(self, article: str) -> tuple[int, int]:
        """The numbers of the newest edit and of the newest audit of a single claim of this article: changed when there is another."""
        edit = select(func.coalesce(func.max(events.c.number), 0)).where(events.c.article == article, events.c.kind.in_(_KINDS))
        audit = select(func.coalesce(func.max(alone.c.number), 0)).where(alone.c.article == article)
        with self.database.reading() as connection:
            return int(connection.execute(edit).scalar_one()), int(connection.execute(audit).scalar_one())

    def record_alone(self, article: str, finding: Finding, run: Run, *, actor: str = "machine") -> None:
        """Keeps the audit of a single claim, whole or not at all, and notes it in the log. ``run``: its doors and times."""
        verdict = finding.verdict
        said = {"state": finding.state.value, "label": verdict.label.value if verdict else None}
        with self.database.writing("audits") as connection:
            row = {
                "article": article,
                "claim": finding.claim.id,
                "said": _digest(finding.claim),
                "source": run.source,
                "judge": run.judge,
                "policy": run.policy,
                "at": run.finished_at,
                "payload": codec.pack(finding),
            }
            connection.execute(insert(alone), rows.holdable([row]))
            rows.keep_claims(connection, article, (finding.claim,))
            versions = codec.text([run.judge, run.policy, run.software, run.library, run.id])
            after = codec.text(said)
            log.write(
                self.database,
                connection,
                Event(AUDITED, actor, run.finished_at or now(), finding.claim.id, after=after, article=article, versions=versions),
            )

    def alone(self, article: str) -> tuple[Alone, ...]:
        """The newest audit by itself of every claim of the article that has one, by what the claim says."""
        newest = select(func.max(alone.c.number)).where(alone.c.article == article).group_by(alone.c.said)
        with self.database.reading() as connection:
            found = connection.execute(select(alone).where(alone.c.number.in_(newest)).order_by(alone.c.number)).all()
        return tuple(Alone(row.number, codec.unpack(Finding, row.payload), row.source, row.judge, row.policy, row.at) for row in found)


def _edits(connection: Connection, article: str) -> tuple[Edit, ...]:
    query = select(events).where(events.c.article == codec.shown(article), events.c.kind.in_(_KINDS)).order_by(events.c.number)
    return tuple(_edit(row) for row in connection.execute(query))


def _edit(event: Any) -> Edit:
    """The edit in an event, or in its row."""
    after = codec.read(_After, event.after)
    before: Any = tuple[Claim, ...]
    kind = _KINDS[event.kind]
    return Edit(kind, codec.read(before, event.before), after.claims, after.quotes, event.reason, event.actor, event.at, event.number)


def _written(value: object) -> str:
    """As JSON that every database can hold: lone surrogates of an article stand as escapes, and come back as they were."""
    return _LONE.sub(lambda one: f"\\u{ord(one.group()):04x}", codec.text(value))


def _digest(claim: Claim) -> str:
    return content_id("said", codec.text(editing.said(claim)))
