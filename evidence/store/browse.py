"""The newest audit of every article, filtered, counted, sorted and paged in the database: the Evidence page and the overview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.sql.selectable import Join

from evidence.model import Label, Risk, State
from evidence.store.database import Database
from evidence.store.numbers import pmid_number
from evidence.store.schema import articles, audits, claims, findings, judgements, reached, standings, verdicts
from evidence.text import normal


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show: an empty part lets everything pass, several values of one part mean any of them.

    ``text``: words that all occur in the claim (normal form). ``levels``: of the best counted evidence, 0 for claims without.
    ``label`` etc. hold the values of the enumerations. ``pmids``: a judgement on one of these. ``run``: this audit, not the newest.
    ``review``: states of the review (evidence.review.STATES), or "disagreement".
    """

    text: str = ""
    label: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    risk: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    article: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    run: str = ""
    sort: str = "article"
    descending: bool = False
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One claim of an audit as a line of a table; ``label`` and ``reason`` are "" where the claim was not judged."""

    run: str
    article: str
    title: str
    position: int
    claim: str
    text: str
    kind: str
    risk: str
    certainty: str
    state: str
    label: str
    reason: str
    best_level: int | None
    supports: int
    refutes: int
    neutral: int
    excluded: int
    overstated: bool
    finished_at: str
    review: str = "draft"
    reviewer: str = ""
    disagreement: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and how many there are in all."""

    rows: tuple[FindingRow, ...]
    total: int


def _in_order(column: ColumnElement[str], members: Sequence[str]) -> ColumnElement[int]:
    return case(*((column == member, place) for place, member in enumerate(members)), else_=len(members))


_LABEL = func.coalesce(verdicts.c.label, "")
_REASON = func.coalesce(verdicts.c.reason, "")
# An alarm makes a judged finding stale without a change to its row.
_MOVED = exists().where(reached.c.finding == findings.c.number, reached.c.stands)
_STATE = case((and_(findings.c.state == State.JUDGED.value, _MOVED), State.STALE.value), else_=findings.c.state)
# What people decided, as anybody may see it: a claim that nobody has touched is a draft.
_REVIEW = func.coalesce(standings.c.state, "draft")
_APART = func.coalesce(standings.c.disagreement, literal(False))
# By what the rows can be sorted; risk, label and state in the order of their enumerations.
SORTS: dict[str, ColumnElement[Any]] = {
    "article": func.lower(articles.c.title),
    "text": claims.c.folded,
    "kind": claims.c.kind,
    "risk": _in_order(claims.c.risk, [*Risk]),
    "label": _in_order(_LABEL, [*Label]),
    "reason": _REASON,
    "state": _in_order(_STATE, [*State]),
    "level": func.coalesce(verdicts.c.best_level, 9),
    "supports": func.coalesce(verdicts.c.supports, 0),
    "refutes": func.coalesce(verdicts.c.refutes, 0),
    "finished_at": audits.c.finished_at,
    "review": _REVIEW,
}
# By what findings, and with them their judgements, can be counted.
OF_FINDINGS: dict[str, ColumnElement[Any]] = {
    "article": articles.c.key,
    "state": _STATE,
    "label": _LABEL,
    "reason": _REASON,
    "kind": claims.c.kind,
    "risk": claims.c.risk,
    "level": func.coalesce(verdicts.c.best_level, 0),
    "source": audits.c.source,
    "review": _REVIEW,
}
OF_JUDGEMENTS: dict[str, ColumnElement[Any]] = {
    **OF_FINDINGS,
    "claim": claims.c.claim,
    "pmid": judgements.c.pmid,
    "stance": judgements.c.stance,
    "design": judgements.c.design,
    "level": func.coalesce(judgements.c.level, 0),
    "year": func.coalesce(judgements.c.year, 0),
    "status": judgements.c.status,
    "strength": judgements.c.strength,
    "directness": judgements.c.directness,
    "counted": case((judgements.c.counted, 1), else_=0),
}


class Browse:
    """Looking across articles."""

    database: Database

    def findings_page(self, filters: Filters = Filters(), limit: int = 50, offset: int = 0) -> Page:
        """The rows ``offset`` to ``offset + limit`` of what passes the filters, and the number of all that pass."""
        if filters.sort not in SORTS:
            raise ValueError(f"rows are sorted by one of {', '.join(SORTS)}, not by {filters.sort}")
        first = SORTS[filters.sort].desc() if filters.descending else SORTS[filters.sort].asc()
        query = _narrowed(select(*_ROW), filters, _all_findings(filters))
        ordered = query.order_by(first, func.lower(articles.c.title), articles.c.key, findings.c.position)
        total = _narrowed(select(func.count()), filters, _all_findings(filters))
        with self.database.reading() as connection:
            rows = connection.execute(ordered.limit(limit).offset(offset)).all()
            number = int(connection.execute(total).scalar_one())
        return Page(tuple(FindingRow(*row) for row in rows), number)

    def finding_counts(self, by: Sequence[str], filters: Filters = Filters()) -> tuple[tuple[Any, ...], ...]:
        """How many findings there are for each combination of ``by`` (names of OF_FINDINGS): rows (value, ..., number), sorted."""
        return self._counts(OF_FINDINGS, by, filters, _all_findings(filters))

    def judgement_counts(self, by: Sequence[str], filters: Filters = Filters()) -> tuple[tuple[Any, ...], ...]:
        """How many judgements there are for each combination of ``by`` (names of OF_JUDGEMENTS; year and level 0: unknown)."""
        return self._counts(OF_JUDGEMENTS, by, filters, _all_findings(filters).join(judgements, judgements.c.finding == findings.c.number))

    def where_used(self, pmid: str) -> tuple[FindingRow, ...]:
        """The claims of the newest audits that hold a judgement on this record."""
        return self.findings_page(Filters(pmids=(pmid,)), limit=10_000).rows

    def _counts(
        self, known: dict[str, ColumnElement[Any]], by: Sequence[str], filters: Filters, source: Join
    ) -> tuple[tuple[Any, ...], ...]:
        inner = _narrowed(select(*(known[name].label(f"by_{name}") for name in by)), filters, source).subquery()
        query = select(*inner.c, func.count()).group_by(*inner.c)
        with self.database.reading() as connection:
            return tuple(sorted(tuple(row) for row in connection.execute(query)))


_ROW = (
    audits.c.run,
    articles.c.key,
    articles.c.title,
    findings.c.position,
    claims.c.claim,
    claims.c.text,
    claims.c.kind,
    claims.c.risk,
    claims.c.certainty,
    _STATE,
    _LABEL,
    _REASON,
    verdicts.c.best_level,
    func.coalesce(verdicts.c.supports, 0),
    func.coalesce(verdicts.c.refutes, 0),
    func.coalesce(verdicts.c.neutral, 0),
    func.coalesce(verdicts.c.excluded, 0),
    findings.c.overstated,
    audits.c.finished_at,
    _REVIEW,
    func.coalesce(standings.c.reviewer, ""),
    _APART,
)


def _all_findings(filters: Filters) -> Join:
    """Findings of one run, or of each article's newest audit."""
    newest = articles.c.latest == audits.c.number
    one = articles.c.key == audits.c.article
    return (
        articles.join(audits, one if filters.run else newest)
        .join(findings, findings.c.audit == audits.c.number)
        .join(claims, claims.c.number == findings.c.claim)
        .join(verdicts, verdicts.c.finding == findings.c.number, isouter=True)
        .join(standings, standings.c.claim == claims.c.claim, isouter=True)
    )


def _narrowed(query: Select[Any], filters: Filters, source: Join) -> Select[Any]:
    parts: list[ColumnElement[bool]] = [claims.c.folded.contains(word, autoescape=True) for word in normal(filters.text).split()]
    for column, values in (
        (_LABEL, filters.label),
        (_REASON, filters.reason),
        (_STATE, filters.state),
        (claims.c.kind, filters.kind),
        (claims.c.risk, filters.risk),
        (articles.c.key, filters.article),
        (func.coalesce(verdicts.c.best_level, 0), filters.levels),
        (audits.c.run, (filters.run,) if filters.run else ()),
    ):
        if values:
            parts.append(column.in_(values))
    if filters.review:
        states = _REVIEW.in_([state for state in filters.review if state != "disagreement"])
        parts.append(or_(states, _APART) if "disagreement" in filters.review else states)
    if filters.pmids:
        wanted = [number for pmid in filters.pmids if (number := pmid_number(pmid)) is not None]
        parts.append(findings.c.number.in_(select(judgements.c.finding).where(judgements.c.pmid.in_(wanted))))
    return query.select_from(source).where(and_(literal(True), *parts))
