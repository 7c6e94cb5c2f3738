"""Signing off a whole article and unlocking it. A signature names the audit, the text's version and a digest of all that was decided.

The digest covers the audit as recorded, people's edits of claims and every claim's entries up to the signature: ``proof`` makes
it anew, so a changed verdict or a changed decision under a signature is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from evidence import editing
from evidence.errors import Conflict, NotAllowed, NotStored, ReviewError
from evidence.model import Audit, Edit, Event
from evidence.review import Act, Kind, Reviewers, Signed, Standing
from evidence.review.queues import needed
from evidence.store import codec, log, people
from evidence.store.database import Database, now
from evidence.store.review import entries_of, keep, reviewers, standings_of
from evidence.store.schema import articles, audits, signings, standings

# How old a sign-in may be for a signature, in seconds.
FRESH_S = 300


@dataclass(frozen=True, slots=True)
class Signing:
    """An article's lock and its newest signature ("" where there is none); ``number`` of that event."""

    article: str
    reviewers: int = 1
    locked: bool = False
    run: str = ""
    version: str = ""
    sha256: str = ""
    digest: str = ""
    by: str = ""
    at: str = ""
    reason: str = ""
    number: int = 0


class Signings:
    """Signing, unlocking, and how many people review."""

    database: Database

    def signing(self, article: str) -> Signing:
        """How the article stands; a Signing of defaults where nobody did anything."""
        with self.database.reading() as connection:
            row = connection.execute(select(signings).where(signings.c.article == article)).one_or_none()
        return Signing(**{name: getattr(row, name) for name in Signing.__dataclass_fields__}) if row is not None else Signing(article)

    def set_reviewers(self, article: str, number: int, *, by: str, reason: str = "") -> None:
        """How many people review each claim: two review blind. ReviewError once anybody has decided on a claim of the article."""
        made = Reviewers(number)
        with self.database.writing("log") as connection:
            how = people.allow(self.database, connection, by, Act.REVIEWERS, article)
            _stored(connection, article)
            before = reviewers(connection, article)
            if before == number:
                return
            decided = select(standings.c.claim).where(standings.c.article == article, standings.c.deciders > 0).limit(1)
            if connection.execute(decided).scalar_one_or_none() is not None:
                raise ReviewError(
                    "Claims of this article are decided already: who has seen a decision is not blind any more.",
                    advice="Choose one or two reviewers before the first decision.",
                )
            written = _note(
                self.database, connection, Kind.REVIEWERS, article, by, codec.text(made), reason, how, codec.text(Reviewers(before))
            )
            _put(connection, article, {"reviewers": number, "number": written.number})
            for claim in connection.execute(select(standings.c.claim).where(standings.c.article == article)).scalars().all():
                keep(connection, article, claim, entries_of(connection, claim), number)

    def sign(self, run: str, *, by: str, reason: str, undecided: int = 0, signed_in_at: str = "") -> Signed:
        """Signs off the article with its newest audit and locks it; gives what was signed.

        ``undecided``: how many claims the signer leaves undecided, as he was told. ``signed_in_at``: ISO time of the sign-in, which must be
        fresh where people sign in. ReviewError for a disagreement, another number of undecided claims or no reason; Conflict for an
        audit that is not the newest.
        """
        audit = self.audit(run, as_recorded=True)  # type: ignore[attr-defined]
        edits: tuple[Edit, ...] = self.claim_edits(audit.article.key)  # type: ignore[attr-defined]
        article = audit.article.key
        with self.database.writing("log") as connection:
            how = people.allow(self.database, connection, by, Act.SIGN, article)
            if not reason.strip():
                raise ReviewError(
                    "A signature needs a reason.", advice="Say in words what you sign, for example: reviewed for publication."
                )
            if self.database.signed_in and not _fresh(signed_in_at):
                raise NotAllowed("Your sign-in is too old for a signature.", advice="Sign in again, then sign within five minutes.")
            row = connection.execute(
                select(audits.c.run, audits.c.version, audits.c.judge, audits.c.policy, audits.c.source)
                .join(articles, articles.c.latest == audits.c.number)
                .where(articles.c.key == article)
            ).one()
            if row.run != run:
                raise Conflict(
                    f"A newer audit of this article is stored ({row.run}).", advice="Look at the newest audit, then sign that one."
                )
            stands = standings_of(connection, article, "")
            apart, left, done = _progress(audit, edits, stands)
            if apart:
                raise ReviewError(
                    f"{_claims(apart)} in disagreement.", advice="A medical director settles them first: queue Disagreements."
                )
            if left != undecided:
                raise ReviewError(f"{_claims(left)} not decided yet.", advice="Decide them, or sign expressly with that number undecided.")
            made = Signed(run, row.version, audit.article.sha256, digest(audit, edits, stands), done, left)
            doors = {"run": run, "version": row.version, "judge": row.judge, "policy": row.policy, "source": row.source}
            written = _note(self.database, connection, Kind.SIGNED, article, by, codec.text(made), reason, how, versions=doors)
            values = {"locked": True, "run": run, "version": row.version, "sha256": made.sha256, "digest": made.digest}
            _put(connection, article, {**values, "by": written.actor, "at": written.at, "reason": written.reason, "number": written.number})
        return made

    def unlock(self, article: str, *, by: str, reason: str) -> None:
        """Opens a signed article again, for a reason; the signature stays in the log."""
        with self.database.writing("log") as connection:
            how = people.allow(self.database, connection, by, Act.UNLOCK, article)
            if not reason.strip():
                raise ReviewError("An article is unlocked for a reason.")
            row = connection.execute(select(signings).where(signings.c.article == article, signings.c.locked)).one_or_none()
            if row is None:
                raise ReviewError("This article is not signed off.")
            before = codec.text(Signed(row.run, row.version, row.sha256, row.digest))
            written = _note(self.database, connection, Kind.UNLOCKED, article, by, "", reason, how, before)
            _put(connection, article, {"locked": False, "number": written.number})

    def undecided(self, run: str) -> tuple[int, int, int]:
        """(claims in disagreement, claims not decided, claims decided) of the article as this audit and people's edits have it."""
        audit = self.audit(run, as_recorded=True)  # type: ignore[attr-defined]
        edits = self.claim_edits(audit.article.key)  # type: ignore[attr-defined]
        with self.database.reading() as connection:
            return _progress(audit, edits, standings_of(connection, audit.article.key, ""))


def digest(audit: Audit, edits: tuple[Edit, ...], stands: dict[str, Standing]) -> str:
    """SHA-256 over the canonical JSON of the recorded audit, the edits and every claim's standing."""
    whole = [audit, edits, [stands[claim] for claim in sorted(stands)]]
    return "sha256:" + sha256(codec.canonical(whole)).hexdigest()


def _progress(audit: Audit, edits: tuple[Edit, ...], stands: dict[str, Standing]) -> tuple[int, int, int]:
    outcome = editing.replay(audit.article.text, [finding.claim for finding in audit.findings], edits)
    claims = [one.claim for one in outcome.claims]
    apart = sum(claim.id in stands and stands[claim.id].disagreement for claim in claims)
    done = {claim.id for claim in claims if claim.id in stands and stands[claim.id].decided}
    left = sum(needed(claim) and claim.id not in done for claim in claims)
    return apart, left - sum(needed(claim) and claim.id in stands and stands[claim.id].disagreement for claim in claims), len(done)


def _claims(number: int) -> str:
    return f"{number} claim is" if number == 1 else f"{number} claims are"


def _fresh(signed_in_at: str) -> bool:
    try:
        at = datetime.fromisoformat(signed_in_at.replace("Z", "+00:00"))
    except ValueError:
        return False
    # A provider's clock may run a minute ahead.
    return at.tzinfo is not None and -60 <= (datetime.now(UTC) - at).total_seconds() <= FRESH_S


def _stored(connection: Connection, article: str) -> None:
    if connection.execute(select(articles.c.key).where(articles.c.key == article)).scalar_one_or_none() is None:
        raise NotStored(f"No article {article} is stored.", advice="List the articles with: evidence review articles")


def _note(
    database: Database,
    connection: Connection,
    kind: Kind,
    article: str,
    by: str,
    after: str,
    reason: str,
    how: str,
    before: str = "",
    versions: dict[str, str] | None = None,
) -> Event:
    said = codec.text({"people": how, **(versions or {})})
    return log.write(database, connection, Event(kind, by.strip(), now(), article, before, after, reason.strip(), article, said))


def _put(connection: Connection, article: str, values: dict[str, object]) -> None:
    if connection.execute(update(signings).where(signings.c.article == article).values(values)).rowcount == 0:
        texts = dict.fromkeys(("run", "version", "sha256", "digest", "by", "at", "reason"), "")
        connection.execute(insert(signings).values({"article": article, "reviewers": 1, "locked": False, **texts, **values}))
