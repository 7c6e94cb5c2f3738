"""Which claims of which articles say the same, with what was decided on them. Offered to a person, never taken over.

Each claim has the key of its block (evidence.alike) in a row of its own; claims that came since are keyed when somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from evidence import alike
from evidence.alike import Form
from evidence.model import Claim
from evidence.store import codec
from evidence.store.claims import EVENTS
from evidence.store.database import Database
from evidence.store.schema import alike as keys
from evidence.store.schema import articles, audits, claims, events, findings, meta, standings

_BATCH = 500
# How many places of one claim are shown; a claim that stands in more articles than that is known well enough.
MOST = 40
EDITED = tuple(EVENTS.values())


@dataclass(frozen=True, slots=True)
class Same:
    """A claim that says the same as the one asked for. ``run``: the newest audit that holds it, "" where only a person's edit does.

    ``state`` to ``at``: what stands decided on it as anybody may see ("" where nothing does).
    """

    claim: str
    text: str
    article: str
    title: str
    run: str
    state: str = ""
    label: str = ""
    reviewer: str = ""
    reason: str = ""
    at: str = ""

    @property
    def decided(self) -> bool:
        return self.state in ("approved", "approved with changes", "rejected")


class AlikeClaims:
    """Where else a claim stands."""

    database: Database

    def same(self, claim: Claim, article: str) -> tuple[Same, ...]:
        """The claims that say the same, decided ones first, then by article; the claim itself is left out."""
        self.key_claims()
        wanted = alike.form(claim)
        query = (
            select(claims.c.claim, claims.c.article, claims.c.number, claims.c.payload, articles.c.title)
            .join(keys, keys.c.claim == claims.c.number)
            .join(articles, articles.c.key == claims.c.article)
            .where(keys.c.key == wanted.key)
            .order_by(claims.c.number)
        )
        with self.database.reading() as connection:
            found: dict[tuple[str, str], Same] = {}
            for row in connection.execute(query):
                if (row.article, row.claim) == (article, claim.id):
                    continue
                other = codec.unpack(Claim, row.payload)
                if alike.alike(wanted, alike.form(other)) and len(found) < MOST:
                    run = _run(connection, row.claim, row.article)
                    found[row.article, row.claim] = Same(row.claim, other.text, row.article, row.title, run)
            made = [_decided(connection, one) for one in found.values() if _stands(connection, one)]
        return tuple(sorted(made, key=lambda one: (not one.decided, one.title.casefold(), one.article, one.claim)))

    def key_claims(self) -> int:
        """Gives every claim that has none the key of its block; the number of claims that got one."""
        with self.database.reading() as connection:
            version, done = _mark(connection)
            newest = int(connection.execute(select(func.coalesce(func.max(claims.c.number), 0))).scalar_one())
        if version == alike.VERSION and done >= newest:
            return 0
        keyed = 0
        with self.database.writing("alike") as connection:
            version, done = _mark(connection)
            if version != alike.VERSION:
                connection.execute(delete(keys))
                done = 0
            while True:
                query = select(claims.c.number, claims.c.payload).where(claims.c.number > done).order_by(claims.c.number).limit(_BATCH)
                some = connection.execute(query).all()
                if not some:
                    break
                made = [{"claim": row.number, "key": alike.form(codec.unpack(Claim, row.payload)).key} for row in some]
                connection.execute(insert(keys), made)
                done, keyed = some[-1].number, keyed + len(some)
            value = f"{alike.VERSION} {done}"
            if connection.execute(update(meta).where(meta.c.key == "alike").values(value=value)).rowcount == 0:
                connection.execute(insert(meta).values(key="alike", value=value))
        return keyed

    def alike_groups(self) -> tuple[tuple[Same, ...], ...]:
        """All groups of claims that say the same and stand in more than one place, largest first."""
        self.key_claims()
        many = select(keys.c.key).group_by(keys.c.key).having(func.count() > 1)
        query = (
            select(claims.c.claim, claims.c.article, claims.c.payload, articles.c.title)
            .join(keys, keys.c.claim == claims.c.number)
            .join(articles, articles.c.key == claims.c.article)
            .where(keys.c.key.in_(many))
            .order_by(claims.c.number)
        )
        forms: dict[str, Form] = {}
        known: dict[str, Same] = {}
        with self.database.reading() as connection:
            for row in connection.execute(query):
                claim = codec.unpack(Claim, row.payload)
                name = f"{row.article} {row.claim}"
                one = Same(row.claim, claim.text, row.article, row.title, _run(connection, row.claim, row.article))
                if name not in known and _stands(connection, one):
                    forms[name], known[name] = alike.form(claim), _decided(connection, one)
        found = [tuple(known[name] for name in names) for names in alike.groups(forms)]
        return tuple(sorted(found, key=lambda group: (-len(group), group[0].text, group[0].claim)))


def _mark(connection: Connection) -> tuple[str, int]:
    """Version of the keys and number of the last claim that has one."""
    value = connection.execute(select(meta.c.value).where(meta.c.key == "alike")).scalar_one_or_none() or " 0"
    version, _, done = value.partition(" ")
    return version, int(done or 0)


def _run(connection: Connection, claim: str, article: str) -> str:
    query = (
        select(audits.c.run)
        .join(findings, findings.c.audit == audits.c.number)
        .join(claims, claims.c.number == findings.c.claim)
        .where(claims.c.claim == claim, claims.c.article == article)
        .order_by(audits.c.number.desc())
        .limit(1)
    )
    own = connection.execute(query).scalar_one_or_none()
    if own is None:  # a person's own claim stands with the article's newest audit
        newest = select(audits.c.run).join(articles, articles.c.latest == audits.c.number).where(articles.c.key == article)
        own = connection.execute(newest).scalar_one_or_none()
    return str(own or "")


def _stands(connection: Connection, one: Same) -> bool:
    """Whether no person has taken this claim off its article's list since it last came onto it."""
    made = select(func.coalesce(func.max(events.c.number), 0)).where(events.c.article == one.article, events.c.kind.in_(EDITED))
    taken = connection.execute(made.where(events.c.before.contains(one.claim, autoescape=True))).scalar_one()
    given = connection.execute(made.where(events.c.after.contains(one.claim, autoescape=True))).scalar_one()
    return bool(given >= taken)


def _decided(connection: Connection, one: Same) -> Same:
    row = connection.execute(select(standings).where(standings.c.claim == one.claim)).one_or_none()
    if row is None:
        return one
    return Same(one.claim, one.text, one.article, one.title, one.run, row.state, row.label, row.reviewer, row.reason, row.at)
