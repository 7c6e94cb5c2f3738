"""Whether what stands is what the log says: decisions, roles and locks made anew from the events, and the digest under every signature."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from evidence import review
from evidence.errors import VerificationError
from evidence.review import Entry, Kind, Signed
from evidence.store import codec, people
from evidence.store.database import Database
from evidence.store.review import ON_CLAIMS, entry, kept_row, standings_of
from evidence.store.schema import article_versions, events, roles, signings, standings
from evidence.store.signing import digest


class Proof:
    """Checking; the chain of the log itself is ``verify_log``'s."""

    database: Database

    def check_all(self) -> tuple[int, int]:
        """Both of what follows: how many claims, and how many signed articles, stand as the log says."""
        return self.check_standings(), self.check_signings()

    def check_standings(self) -> int:
        """Makes all that stands anew from the log and compares; gives the number of claims.

        VerificationError names the first claim, person or article that differs.
        """
        with self.database.reading() as connection:
            kept = {row.claim: row for row in connection.execute(select(standings))}
            rows = connection.execute(select(events).where(events.c.kind.in_([*ON_CLAIMS])).order_by(events.c.number)).all()
            made: dict[str, list[Entry]] = {}
            for row in rows:
                made.setdefault(row.subject, []).append(entry(row))
            many = _all_reviewers(connection)
            for claim, entries in sorted(made.items()):
                stands = review.standing(claim, entries, many.get(entries[0].article, 1))
                stood: Any = kept.pop(claim) if claim in kept else None
                if stood is None or any(getattr(stood, name) != value for name, value in kept_row(stands, entries).items()):
                    raise VerificationError(f"What stands of claim {claim} is not what the log says (event {stands.number}).")
            if kept:
                raise VerificationError(f"Claim {min(kept)} has a standing decision that the log does not know.")
            _check_roles(connection)
            _check_locks(connection)
            return len(made)

    def check_signings(self) -> int:
        """Makes the digest under every signature that locks an article anew; gives their number. VerificationError names the article."""
        with self.database.reading() as connection:
            rows = connection.execute(select(signings).where(signings.c.locked).order_by(signings.c.article)).all()
        for row in rows:
            audit = self.audit(row.run, as_recorded=True)  # type: ignore[attr-defined]
            edits = self.claim_edits(row.article)  # type: ignore[attr-defined]
            with self.database.reading() as connection:
                stands = standings_of(connection, row.article, "")
                text = connection.execute(
                    select(article_versions.c.sha256).where(article_versions.c.id == row.version)
                ).scalar_one_or_none()
                event = connection.execute(select(events).where(events.c.number == row.number)).one_or_none()
            signed = entry(event).content if event is not None and event.kind == Kind.SIGNED else None
            made = digest(audit, edits, stands)
            if not isinstance(signed, Signed) or (made, text, row.digest) != (signed.digest, signed.sha256, signed.digest):
                raise VerificationError(f"What {row.by} signed of “{audit.article.title}” on {row.at[:10]} is not what stands now.")
        return len(rows)


def _all_reviewers(connection: Connection) -> dict[str, int]:
    """By the log alone: how many people review each article."""
    query = select(events.c.article, events.c.after).where(events.c.kind == Kind.REVIEWERS).order_by(events.c.number)
    return {row.article: codec.read(review.Reviewers, row.after).number for row in connection.execute(query)}


def _check_roles(connection: Connection) -> None:
    held: set[tuple[str, str]] = set()
    query = select(events).where(events.c.kind.in_((people.GIVEN, people.TAKEN))).order_by(events.c.number)
    for row in connection.execute(query):
        given = row.kind == people.GIVEN
        said = json.loads(row.after if given else row.before)
        (held.add if given else held.discard)((str(said["person"]), str(said["role"])))
    kept = {(row.person, row.role) for row in connection.execute(select(roles))}
    if kept != held:
        person, role = min(kept ^ held)
        raise VerificationError(f"Whether {person} is {role} is not what the log says.")


def _check_locks(connection: Connection) -> None:
    newest: dict[str, Any] = {}
    query = select(events.c.article, events.c.kind, events.c.number).where(events.c.kind.in_((Kind.SIGNED, Kind.UNLOCKED)))
    for row in connection.execute(query.order_by(events.c.number)):
        newest[row.article] = row
    many = _all_reviewers(connection)
    for row in connection.execute(select(signings)):
        last = newest.pop(row.article, None)
        signed = last is not None and last.kind == Kind.SIGNED
        if row.locked != signed or row.reviewers != many.get(row.article, 1):
            raise VerificationError(f"Whether article {row.article} is signed off, and by how many reviewed, is not what the log says.")
    if newest:
        raise VerificationError(f"The log signs off article {min(newest)}, but it does not stand so.")
