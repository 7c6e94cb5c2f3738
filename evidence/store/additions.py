"""Citations that a person added to a claim: events of the log, added and withdrawn, never changed.

An addition stands beside what the machine found. It carries how the judge read the citation against the claim when it was added; the
claim's label moves only when its article is audited again, which judges what was added along with what the searches find.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from evidence.errors import Conflict, NotStored
from evidence.model import Event, Judgement
from evidence.review import Act
from evidence.store import codec, log, people
from evidence.store.database import Database, now
from evidence.store.schema import events

ADDED, WITHDRAWN = "citation_added", "citation_withdrawn"


@dataclass(frozen=True, slots=True)
class Added:
    """One citation on one claim, by a person. ``number`` of its event; ``stance`` to ``judge``: the machine's reading then, "" for none."""

    number: int
    pmid: str
    title: str
    claim: str
    article: str
    by: str
    at: str
    reason: str
    stance: str = ""
    strength: str = ""
    directness: str = ""
    design: str = ""
    level: int | None = None
    judge: str = ""


class Additions:
    """Adding citations by hand."""

    database: Database

    def add_citation(
        self, pmid: str, claim: str, article: str, by: str, reason: str, *, title: str = "", judged: Judgement | None = None
    ) -> Added:
        """Notes that a person put a citation beside a claim. Conflict when it stands there already; both name and reason are needed."""
        if not (by.strip() and reason.strip()):
            raise ValueError("a citation is added by somebody and for a reason")
        with self.database.writing("additions") as connection:
            people.allow(self.database, connection, by, Act.CITE, article)
            for one in _standing(connection, article):
                if (one.claim, one.pmid) == (claim, pmid):
                    raise Conflict(f"{one.by} has added PMID {pmid} to this claim already ({one.at[:10]}): {one.reason}")
            facts: dict[str, object] = {"pmid": pmid, "title": title}
            if judged is not None:
                facts |= {
                    "stance": judged.stance.value,
                    "strength": judged.strength.value,
                    "directness": judged.directness.value,
                    "design": judged.graded.design.value,
                    "level": judged.graded.level,
                    "judge": judged.judge,
                }
            event = Event(ADDED, by.strip(), now(), claim, after=codec.text(facts), reason=reason.strip(), article=article)
            return _added(log.write(self.database, connection, event))

    def withdraw_citation(self, pmid: str, claim: str, article: str, by: str, reason: str) -> None:
        """Takes an addition back; the log keeps both. NotStored where none stands."""
        if not (by.strip() and reason.strip()):
            raise ValueError("an addition is withdrawn by somebody and for a reason")
        with self.database.writing("additions") as connection:
            people.allow(self.database, connection, by, Act.CITE, article)
            standing = [one for one in _standing(connection, article) if (one.claim, one.pmid) == (claim, pmid)]
            if not standing:
                raise NotStored(
                    f"PMID {pmid} was not added to this claim by anybody.", advice="Reload the page: it may have been withdrawn."
                )
            before = codec.text({"pmid": pmid, "title": standing[0].title})
            log.write(
                self.database, connection, Event(WITHDRAWN, by.strip(), now(), claim, before=before, reason=reason.strip(), article=article)
            )

    def added(self, *, article: str = "", pmid: str = "") -> tuple[Added, ...]:
        """The additions that stand, in the order they were made: all, those of one article, those of one record."""
        with self.database.reading() as connection:
            return tuple(one for one in _standing(connection, article) if not pmid or one.pmid == pmid)


def _standing(connection: Connection, article: str) -> tuple[Added, ...]:
    query = select(events).where(events.c.kind.in_((ADDED, WITHDRAWN))).order_by(events.c.number)
    if article:
        query = query.where(events.c.article == codec.shown(article))
    standing: dict[tuple[str, str, str], Added] = {}
    for row in connection.execute(query):
        if row.kind == ADDED:
            made = _added(Event(**{name: getattr(row, name) for name in Event.__dataclass_fields__}))
            standing[made.article, made.claim, made.pmid] = made
        else:
            standing.pop((row.article, row.subject, str(json.loads(row.before)["pmid"])), None)
    return tuple(standing.values())


def _added(event: Event) -> Added:
    facts = json.loads(event.after)
    return Added(
        event.number,
        str(facts["pmid"]),
        str(facts.get("title", "")),
        event.subject,
        event.article,
        event.actor,
        event.at,
        event.reason,
        stance=str(facts.get("stance", "")),
        strength=str(facts.get("strength", "")),
        directness=str(facts.get("directness", "")),
        design=str(facts.get("design", "")),
        level=facts.get("level"),
        judge=str(facts.get("judge", "")),
    )
