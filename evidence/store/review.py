"""What people decide on claims: written as events, folded into what stands, in one transaction that also asks for role and lock.

The ``standings`` are the fold as anybody may see it, kept so that pages can filter and count in the database (``proof`` makes them anew
from the log and compares). A decision names the newest event on the claim that its writer has seen: nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from evidence import review
from evidence.errors import Conflict, NotStored, ReviewError
from evidence.model import Event, Finding, Label, Review, Stance
from evidence.review import Act, Assigned, Code, Comment, Content, Decided, Decision, Entry, Kind, Linked, LinkState, Standing
from evidence.store import codec, log, people
from evidence.store.database import Database, now
from evidence.store.schema import alone, articles, assigned, audits, claims, events, findings, roles, signings, standings, verdicts

CONTENTS: dict[Kind, type] = {
    Kind.DECIDED: Decided,
    Kind.ADJUDICATED: Decided,
    Kind.COMMENTED: Comment,
    Kind.ASSIGNED: Assigned,
    Kind.LINKED: Linked,
    Kind.REVIEWERS: review.Reviewers,
    Kind.SIGNED: review.Signed,
}
ON_CLAIMS = (Kind.DECIDED, Kind.ADJUDICATED, Kind.COMMENTED, Kind.ASSIGNED, Kind.LINKED)
_ACTS = {Kind.ADJUDICATED: Act.ADJUDICATE, Kind.COMMENTED: Act.COMMENT, Kind.ASSIGNED: Act.ASSIGN, Kind.LINKED: Act.CITE}


class Reviews:
    """Deciding, and reading what was decided."""

    database: Database

    # ------------------------------------------------------------ writing

    def decide(
        self,
        claim: str,
        decision: Decision,
        *,
        by: str,
        codes: Sequence[Code] = (),
        label: Label | None = None,
        wording: str = "",
        reason: str = "",
        run: str = "",
        seen: int | None = None,
    ) -> Standing:
        """One person's decision on a claim; gives what stands then, as he may see it.

        ``label``: the person's, where it is not the machine's. ``seen``: ``Standing.number`` that he decided on (None: whatever stands).
        ReviewError where something is missing, Conflict where somebody has decided meanwhile, Locked, NotAllowed.
        """
        made = Decided(decision, tuple(dict.fromkeys(codes)), label, wording.strip(), run=run)
        return self._write(claim, Kind.DECIDED, made, by, reason, seen)

    def adjudicate(
        self,
        claim: str,
        decision: Decision,
        *,
        by: str,
        codes: Sequence[Code] = (),
        label: Label | None = None,
        wording: str = "",
        reason: str = "",
        run: str = "",
        seen: int | None = None,
    ) -> Standing:
        """Settles a disagreement of two reviewers; by somebody who is neither of them."""
        made = Decided(decision, tuple(dict.fromkeys(codes)), label, wording.strip(), run=run)
        return self._write(claim, Kind.ADJUDICATED, made, by, reason, seen)

    def comment(self, claim: str, text: str, *, by: str) -> Standing:
        """A comment; who is named in it with an @ finds it among his mentions."""
        return self._write(claim, Kind.COMMENTED, Comment(text.strip()), by, "", None)

    def decide_link(
        self,
        claim: str,
        pmid: str,
        state: LinkState,
        *,
        by: str,
        stance: Stance | None = None,
        level: int | None = None,
        reason: str = "",
        run: str = "",
        seen: int | None = None,
    ) -> Standing:
        """Accepts or rejects a citation on a claim, or reads it otherwise than the machine did."""
        return self._write(claim, Kind.LINKED, Linked(pmid, state, stance, level, run), by, reason, seen)

    def assign(self, wanted: Iterable[str], to: Sequence[str], *, by: str, due: str = "", reason: str = "", seen: int | None = None) -> int:
        """Lays claims on people's desks, all or none, instead of whose they were; gives how many were changed."""
        made = Assigned(tuple(dict.fromkeys(name.strip() for name in to if name.strip())), due)
        changed = 0
        with self.database.writing("log") as connection:
            for claim in dict.fromkeys(wanted):
                changed += _write(self.database, connection, claim, Kind.ASSIGNED, made, by, reason, seen) is not None
        return changed

    def _write(self, claim: str, kind: Kind, made: Content, by: str, reason: str, seen: int | None) -> Standing:
        with self.database.writing("log") as connection:
            written = _write(self.database, connection, claim, kind, made, by, reason, seen)
        assert written is not None, "only an assignment may change nothing"
        return written

    # ------------------------------------------------------------ reading

    def standing(self, claim: str, viewer: str = "") -> Standing:
        """What stands on one claim, as this person may see it."""
        with self.database.reading() as connection:
            return standing(connection, claim, viewer)

    def standings(self, article: str, viewer: str = "") -> dict[str, Standing]:
        """What stands on every claim of the article that anybody has touched, by claim."""
        with self.database.reading() as connection:
            return standings_of(connection, article, viewer)

    def reviews(self, article: str) -> dict[str, Review]:
        """The same as findings carry it, as anybody may see it."""
        with self.database.reading() as connection:
            return reviewed(connection, article)

    def review_mark(self, article: str) -> int:
        """The number of the newest review event of an article: changed when anything was written."""
        query = select(events.c.number).where(events.c.article == article, events.c.kind.in_([*Kind]))
        with self.database.reading() as connection:
            return int(connection.execute(query.order_by(events.c.number.desc()).limit(1)).scalar_one_or_none() or 0)

    def agreement(self, article: str) -> tuple[review.Agreement, ...]:
        """Of every two people: how far they agreed on this article's claims before they saw each other's decisions."""
        with self.database.reading() as connection:
            return review.agreements(one.first for one in standings_of(connection, article, "").values())

    def mentions(self, person: str) -> tuple[Entry, ...]:
        """The comments that name this person, newest first."""
        query = select(events).where(events.c.kind == Kind.COMMENTED, events.c.after.contains(person, autoescape=True))
        with self.database.reading() as connection:
            found = log.seen_by(connection, map(log.event_of, connection.execute(query.order_by(events.c.number.desc())).all()), person)
        made = (entry(event) for event in found if event.after)
        return tuple(one for one in made if isinstance(one.content, Comment) and person in one.content.mentions)


def entry(event: Event | Row[Any]) -> Entry:
    """The event, or its row, as the review's rules want it."""
    kind = Kind(event.kind)
    noun: Any = CONTENTS.get(kind)
    content = codec.read(noun, event.after) if noun else None
    return Entry(event.number, kind, event.actor, event.at, event.subject, content, event.reason, event.article)


def reviewed(connection: Connection, article: str) -> dict[str, Review]:
    """What stands on the article's claims, as anybody may see it: claim -> review."""
    query = select(standings).where(standings.c.article == article)
    return {
        row.claim: Review(row.state, Label(row.label) if row.label else None, row.reviewer, row.reason, row.at)
        for row in connection.execute(query)
    }


def entries_of(connection: Connection, claim: str) -> list[Entry]:
    query = select(events).where(events.c.subject == claim, events.c.kind.in_([*ON_CLAIMS])).order_by(events.c.number)
    return [entry(row) for row in connection.execute(query)]


def reviewers(connection: Connection, article: str) -> int:
    """How many people review each claim of the article."""
    return int(connection.execute(select(signings.c.reviewers).where(signings.c.article == article)).scalar_one_or_none() or 1)


def standing(connection: Connection, claim: str, viewer: str) -> Standing:
    found = entries_of(connection, claim)
    article = found[0].article if found else _article(connection, claim)
    return review.standing(claim, found, reviewers(connection, article), viewer)


def standings_of(connection: Connection, article: str, viewer: str) -> dict[str, Standing]:
    query = select(events).where(events.c.article == article, events.c.kind.in_([*ON_CLAIMS])).order_by(events.c.number)
    made: dict[str, list[Entry]] = {}
    for row in connection.execute(query):
        made.setdefault(row.subject, []).append(entry(row))
    many = reviewers(connection, article)
    return {claim: review.standing(claim, found, many, viewer) for claim, found in made.items()}


def _write(
    database: Database, connection: Connection, claim: str, kind: Kind, made: Content, by: str, reason: str, seen: int | None
) -> Standing | None:
    """One act on a claim inside the transaction, and what stands then for its writer.

    None where it would change nothing: an assignment that stands already.
    """
    by, reason = codec.shown(by.strip()), reason.strip()
    article = _article(connection, claim)
    many = reviewers(connection, article)
    act = _ACTS.get(kind, Act.DECIDE if many == 1 else Act.DECIDE_SECOND)
    how = people.allow(database, connection, by, act, article)
    lacking = review.incomplete(made, reason)
    if lacking:
        raise ReviewError(lacking)
    found = entries_of(connection, claim)
    if seen is not None:
        _not_overtaken(found, many, kind, made, by, seen)
    stands = review.standing(claim, found, many, by)
    if kind == Kind.ASSIGNED and stands.assigned == made:
        return None
    deciders = {one.by for one in found if one.kind == Kind.DECIDED}
    why = review.blocked(stands, deciders, kind, made, by)
    if why:
        raise ReviewError(why, advice="Look at what stands on the claim now; nothing was written.")
    versions: dict[str, object] = {"people": how}
    if isinstance(made, Decided):
        made, versions = _dated(connection, claim, article, made, versions)
    if isinstance(made, Comment):
        made = Comment(made.text, review.mentions(made.text, _names(connection, article)))
    before = codec.text(before.content) if (before := _before(stands, kind, made, by)) is not None else ""
    written = log.write(
        database,
        connection,
        Event(kind, by, now(), claim, before, _held(made), reason, article, versions=codec.text(versions)),
    )
    found.append(entry(written))
    keep(connection, article, claim, found, many)
    return review.standing(claim, found, many, by)


def _held(made: Content) -> str:
    """As JSON with nothing in it that a database cannot hold."""
    return codec.shown(codec.text(made)) if made is not None else ""


def _before(stands: Standing, kind: Kind, made: Content, by: str) -> Entry | None:
    """What this act takes the place of."""
    if kind == Kind.DECIDED:
        return stands.of(by)
    if kind == Kind.ADJUDICATED:
        return stands.settled
    if isinstance(made, Linked):
        return next((one for one in stands.links if isinstance(one.content, Linked) and one.content.pmid == made.pmid), None)
    return None


def _not_overtaken(found: Sequence[Entry], many: int, kind: Kind, made: Content, by: str, seen: int) -> None:
    """Conflict where somebody has written the like after what the writer saw; what he may not see yet tells him nothing."""
    hidden = review.withheld(found, many, by)
    for one in reversed(found):
        if one.number <= seen:
            return
        same = not isinstance(made, Linked) or (isinstance(one.content, Linked) and one.content.pmid == made.pmid)
        if one.kind in review.CONTENDING.get(kind, ()) and one.number not in hidden and same:
            raise Conflict(f"{one.by} was first: {told(one)} ({one.at[:16].replace('T', ' ')} UTC).")


def told(one: Entry) -> str:
    """An entry in a few words."""
    said = one.content
    if isinstance(said, Decided):
        codes = ", ".join(code.value for code in said.codes)
        what = f"{'settled it as ' if one.kind == Kind.ADJUDICATED else ''}{said.decision.value}"
        return "; ".join(part for part in (what, codes, f"label {said.label.value}" if said.label else "", one.reason) if part)
    if isinstance(said, Assigned):
        return f"assigned to {', '.join(said.to) or 'nobody'}"
    if isinstance(said, Linked):
        return f"PMID {said.pmid} {said.state.value}" + (f"; {one.reason}" if one.reason else "")
    return one.kind.value.replace("_", " ")


def _dated(
    connection: Connection, claim: str, article: str, made: Decided, versions: dict[str, object]
) -> tuple[Decided, dict[str, object]]:
    """The decision with the machine's label it was made on, and the versions behind that; NotStored for a run of another article."""
    query = select(audits.c.number, audits.c.run, audits.c.version, audits.c.judge, audits.c.policy, audits.c.source)
    if made.run:
        row = connection.execute(query.where(audits.c.run == made.run, audits.c.article == article)).one_or_none()
        if row is None:
            raise NotStored(f"No audit {made.run} of this article is stored.")
    else:
        row = connection.execute(query.join(articles, articles.c.latest == audits.c.number).where(articles.c.key == article)).one_or_none()
    if row is None:
        return made, versions
    machine = machine_label(connection, claim, row.number)
    label = made.label if made.label is None or made.label.value != machine.partition(":")[0] else None
    versions = {**versions, "run": row.run, "version": row.version, "judge": row.judge, "policy": row.policy, "source": row.source}
    return Decided(made.decision, made.codes, label, made.wording, machine, row.run), versions


def machine_label(connection: Connection, claim: str, audit: int) -> str:
    """ "label:reason" of the claim in this audit, else of its newest audit by itself, else ""."""
    query = (
        select(verdicts.c.label, verdicts.c.reason)
        .join(findings, findings.c.number == verdicts.c.finding)
        .join(claims, claims.c.number == findings.c.claim)
        .where(findings.c.audit == audit, claims.c.claim == claim)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is not None:
        return f"{row.label}:{row.reason}"
    own = select(alone.c.payload).where(alone.c.claim == claim).order_by(alone.c.number.desc()).limit(1)
    payload = connection.execute(own).scalar_one_or_none()
    if payload is None:
        return ""
    verdict = codec.unpack(Finding, payload).verdict
    return f"{verdict.label.value}:{verdict.reason.value}" if verdict else ""


def _article(connection: Connection, claim: str) -> str:
    article = connection.execute(select(claims.c.article).where(claims.c.claim == claim).limit(1)).scalar_one_or_none()
    if article is None:
        raise NotStored(f"No claim {claim} is stored.", advice="Claim ids stand in `evidence export AUDIT --format csv`.")
    return str(article)


def _names(connection: Connection, article: str) -> list[str]:
    """Whom a comment may mean: people with roles, on whose desk claims lie, and who has written on this article."""
    held = connection.execute(select(roles.c.person).distinct()).scalars()
    desks = connection.execute(select(assigned.c.person).distinct()).scalars()
    wrote = connection.execute(select(events.c.actor).where(events.c.article == article).distinct()).scalars()
    return sorted({*held, *desks, *wrote} - {"machine", ""})


def kept_row(stands: Standing, entries: Sequence[Entry]) -> dict[str, Any]:
    """What the tables keep of a claim's standing: as anybody may see it."""
    seen, final = stands.review, stands.final
    said = final.content if final is not None and isinstance(final.content, Decided) else None
    return {
        "article": entries[0].article,
        "state": seen.state,
        "label": seen.label.value if seen.label else "",
        "reviewer": seen.reviewer,
        "reason": seen.reason,
        "at": seen.at,
        "machine": said.machine if said else "",
        "run": said.run if said else "",
        "due": stands.assigned.due,
        "reviewers": stands.reviewers,
        "deciders": len({one.by for one in entries if one.kind == Kind.DECIDED}),
        "revealed": stands.revealed,
        "disagreement": stands.disagreement,
        "number": entries[-1].number,
    }


def keep(connection: Connection, article: str, claim: str, entries: Sequence[Entry], many: int) -> None:
    stands = review.standing(claim, entries, many)
    row = kept_row(stands, entries)
    if connection.execute(update(standings).where(standings.c.claim == claim).values(row)).rowcount == 0:
        connection.execute(insert(standings).values(claim=claim, **row))
    deciders = {one.by for one in entries if one.kind == Kind.DECIDED}
    connection.execute(delete(assigned).where(assigned.c.claim == claim))
    if stands.assigned.to:
        desk = [{"claim": claim, "person": person, "done": person in deciders} for person in stands.assigned.to]
        connection.execute(insert(assigned), desk)
