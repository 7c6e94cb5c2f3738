"""The log as people look at it: filtered by claim, article, person, day and kind, newest first, with titles and claims in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select

from evidence.model import Event
from evidence.store import codec, log
from evidence.store.database import Database
from evidence.store.schema import articles, claims, events


@dataclass(frozen=True, slots=True)
class HistoryFilters:
    """What to show; "" and () let everything pass. ``day``: an ISO day, or the first of ``day`` to ``until``."""

    claim: str = ""
    article: str = ""
    person: str = ""
    day: str = ""
    until: str = ""
    kind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One event with the words it is about: ``title`` of its article, ``text`` of its claim, "" where it has none."""

    event: Event
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    lines: tuple[Line, ...]
    total: int


class History:
    """Looking into the log."""

    database: Database

    def history(self, filters: HistoryFilters = HistoryFilters(), viewer: str = "", limit: int = 50, offset: int = 0) -> HistoryPage:
        """The events that pass, newest first, as the viewer may read them, and how many there are in all."""
        passes = _passes(filters)
        query = select(events).where(passes).order_by(events.c.number.desc()).limit(limit).offset(offset)
        with self.database.reading() as connection:
            found = log.seen_by(connection, map(log.event_of, connection.execute(query).all()), viewer)
            total = int(connection.execute(select(func.count()).select_from(events).where(passes)).scalar_one())
            titles, texts = _words(connection, found)
        lines = tuple(Line(event, titles.get(event.article, ""), texts.get(event.subject, "")) for event in found)
        return HistoryPage(lines, total)

    def history_choices(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Whoever wrote to the log, and the kinds of events in it; both sorted."""
        with self.database.reading() as connection:
            actors = connection.execute(select(events.c.actor).distinct()).scalars().all()
            kinds = connection.execute(select(events.c.kind).distinct()).scalars().all()
        return tuple(sorted(actors, key=lambda name: (name.casefold(), name))), tuple(sorted(kinds))


def _passes(filters: HistoryFilters) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [literal(True)]
    for column, value in ((events.c.subject, filters.claim), (events.c.article, filters.article), (events.c.actor, filters.person)):
        if value:
            parts.append(column == codec.shown(value))
    if filters.kind:
        parts.append(events.c.kind.in_(filters.kind))
    if filters.day and not filters.until:
        parts.append(events.c.at.startswith(filters.day, autoescape=True))
    elif filters.day or filters.until:
        # Times sort as texts, and "~" behind every sign of a time.
        parts.append(and_(events.c.at >= filters.day, or_(literal(not filters.until), events.c.at <= filters.until + "~")))
    return and_(*parts)


def _words(connection: Connection, found: tuple[Event, ...]) -> tuple[dict[str, str], dict[str, str]]:
    keys, subjects = sorted({event.article for event in found}), sorted({event.subject for event in found})
    titles: dict[Any, Any] = {}
    texts: dict[Any, Any] = {}
    for start in range(0, len(keys), 500):
        query = select(articles.c.key, articles.c.title).where(articles.c.key.in_(keys[start : start + 500]))
        titles |= {row.key: row.title for row in connection.execute(query)}
    for start in range(0, len(subjects), 500):
        said = select(claims.c.claim, claims.c.text).where(claims.c.claim.in_(subjects[start : start + 500])).order_by(claims.c.number)
        texts |= {row.claim: row.text for row in connection.execute(said)}
    return titles, texts
