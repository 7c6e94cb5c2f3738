"""Articles and their audits. An audit is written in one transaction and never changed; findings keep their claim once per wording.

What an alarm reaches afterwards shows when the audit is read: the finding is then ``stale`` and its explanation says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from evidence.errors import Conflict, NotStored
from evidence.model import Article, Audit, CitedReference, Claim, Event, Finding, Flag, Review, Run, State, content_id
from evidence.store import codec, log, rows
from evidence.store.alarms import stale
from evidence.store.database import Database, now
from evidence.store.review import reviewed
from evidence.store.schema import article_versions, articles, audits, cited, claims, findings
from evidence.store.sweep import raised_meanwhile


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """One audit in numbers. ``alarming``: claims of high risk that are unsourced or contradicted."""

    run: str
    article: str
    title: str
    sha256: str
    started_at: str
    finished_at: str
    source: str
    judge: str
    policy: str
    claims: int
    supported: int
    mixed: int
    unsourced: int
    not_checkable: int
    search_failed: int
    not_searched: int
    alarming: int


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One article with how often it was audited and its newest audit; None when none was finished."""

    key: str
    title: str
    source: str
    added_at: str
    audits: int
    latest: AuditSummary | None


@dataclass(frozen=True, slots=True)
class _Rest:
    """What an audit's row keeps beside its columns."""

    run: Run
    flags: tuple[Flag, ...] = ()


class Audits:
    """Keeping audits and reading them back, equal to what was kept."""

    database: Database

    def put_article(self, article: Article) -> str:
        """Keeps this version of the article, if it is new, and gives its id for ``article``."""
        with self.database.writing("audits") as connection:
            return _keep_article(connection, article)

    def article(self, version: str) -> Article:
        """The article as it was kept under this id; NotStored."""
        with self.database.reading() as connection:
            payload = connection.execute(select(article_versions.c.payload).where(article_versions.c.id == version)).scalar_one_or_none()
        if payload is None:
            raise NotStored(f"No version {version} of an article is stored.")
        return codec.unpack(Article, payload)

    def record(self, audit: Audit) -> str:
        """Keeps the audit, whole or not at all, notes it in the log and gives its run id. Conflict when that id is taken."""
        with self.database.writing("audits") as connection:
            if connection.execute(select(audits.c.number).where(audits.c.run == audit.run.id)).scalar_one_or_none() is not None:
                raise Conflict(f"An audit {audit.run.id} is stored already.", advice="Give the new audit an id of its own.")
            version = _keep_article(connection, audit.article)
            counted = rows.counts(audit.findings)
            run = audit.run
            row = {
                "run": run.id,
                "article": audit.article.key,
                "version": version,
                "started_at": run.started_at,
                "finished_at": run.finished_at,
                "source": run.source,
                "judge": run.judge,
                "policy": run.policy,
                **counted,
                "payload": codec.pack(_Rest(run, audit.flags)),
            }
            number = int(connection.execute(insert(audits).values(*rows.holdable([row])).returning(audits.c.number)).scalar_one())
            rows.keep_findings(connection, number, audit)
            rows.keep_references(connection, number, audit)
            _make_latest(connection, audit.article.key)
            log.write(
                self.database,
                connection,
                Event(
                    kind="audit",
                    actor="machine",
                    at=run.finished_at,
                    subject=run.id,
                    article=audit.article.key,
                    after=codec.text(counted),
                    versions=codec.text([run.judge, run.policy, run.software, run.library]),
                ),
            )
            raised_meanwhile(self.database, connection, number)
        return audit.run.id

    def audit(self, run: str, *, as_recorded: bool = False) -> Audit:
        """The audit with this run id; NotStored. Equal to the one recorded, but that findings an alarm reaches are ``stale``,
        and that those which people have decided on carry what stands.

        ``as_recorded``: without either, equal in every part.
        """
        with self.database.reading() as connection:
            head = (
                select(audits, article_versions.c.payload.label("text"))
                .select_from(audits.join(article_versions))
                .where(audits.c.run == run)
            )
            row = connection.execute(head).one_or_none()
            if row is None:
                raise NotStored(f"No audit {run} is stored.")
            query = select(findings.c.number, findings.c.payload, claims.c.payload.label("claim")).join_from(findings, claims)
            items = connection.execute(query.where(findings.c.audit == row.number).order_by(findings.c.position)).all()
            named = select(cited.c.payload).where(cited.c.audit == row.number).order_by(cited.c.position)
            references = connection.execute(named).scalars().all()
            old = {} if as_recorded else stale(connection, row.number)
            decided = {} if as_recorded else reviewed(connection, row.article)
        rest = codec.unpack(_Rest, row.payload)
        made = (codec.unpack(Finding, item.payload, claim=codec.unpack(Claim, item.claim)) for item in items)
        kept = tuple(
            _decided(_looked_at(finding, old.get(item.number)), decided.get(finding.claim.id))
            for finding, item in zip(made, items, strict=True)
        )
        own = tuple(codec.unpack(CitedReference, one) for one in references)
        return Audit(codec.unpack(Article, row.text), rest.run, kept, rest.flags, own)

    def audits(self, article: str | None = None) -> tuple[AuditSummary, ...]:
        """All audits, or those of one article, newest first."""
        query = _summaries().order_by(audits.c.finished_at.desc(), audits.c.number.desc())
        if article is not None:
            query = query.where(audits.c.article == article)
        with self.database.reading() as connection:
            return tuple(_summary(row) for row in connection.execute(query))

    def latest(self, article: str) -> Audit | None:
        """The newest audit of an article, None when there is none."""
        query = select(audits.c.run).join(articles, articles.c.latest == audits.c.number).where(articles.c.key == article)
        with self.database.reading() as connection:
            run = connection.execute(query).scalar_one_or_none()
        return self.audit(run) if run is not None else None

    def articles(self) -> tuple[ArticleSummary, ...]:
        """All articles by title, each with its newest audit."""
        with self.database.reading() as connection:
            times = select(audits.c.article, func.count().label("n")).group_by(audits.c.article)
            many = {row.article: row.n for row in connection.execute(times)}
            latest = _summaries().join(articles, articles.c.latest == audits.c.number)
            newest = {row.article: _summary(row) for row in connection.execute(latest)}
            all_of_them = connection.execute(select(articles)).all()
        made = (
            ArticleSummary(one.key, one.title, one.source, one.added_at, many.get(one.key, 0), newest.get(one.key)) for one in all_of_them
        )
        return tuple(sorted(made, key=lambda one: (one.title.casefold(), one.key)))

    def runs(self, start: str) -> tuple[str, ...]:
        """The run ids that begin so, newest first, at most twenty: for people who type only the beginning."""
        query = select(audits.c.run).where(audits.c.run.startswith(start, autoescape=True))
        with self.database.reading() as connection:
            return tuple(connection.execute(query.order_by(audits.c.finished_at.desc(), audits.c.number.desc()).limit(20)).scalars())

    def claim_ids(self, start: str) -> tuple[tuple[str, str], ...]:
        """(claim id, run id of the newest audit that holds it) of the claims whose id begins so, at most twenty."""
        query = (
            select(claims.c.claim, func.max(audits.c.number).label("number"))
            .join(findings, findings.c.claim == claims.c.number)
            .join(audits, audits.c.number == findings.c.audit)
            .where(claims.c.claim.startswith(start, autoescape=True))
            .group_by(claims.c.claim)
            .order_by(claims.c.claim)
            .limit(20)
        ).subquery()
        with self.database.reading() as connection:
            pairs = connection.execute(select(query.c.claim, audits.c.run).join(audits, audits.c.number == query.c.number))
            return tuple(sorted((pair.claim, pair.run) for pair in pairs))


def _looked_at(finding: Finding, why: str | None) -> Finding:
    if why is None or finding.state != State.JUDGED:
        return finding
    return replace(finding, state=State.STALE, explanation=why)


def _decided(finding: Finding, review: Review | None) -> Finding:
    return finding if review is None else replace(finding, review=review)


# A name of its own, so that a query may join the articles once more for another purpose.
_TITLES = articles.alias("titles")


def _summaries() -> Select[Any]:
    columns = [column for column in audits.c if column.name not in ("number", "version", "payload")]
    source = audits.join(article_versions).join(_TITLES, _TITLES.c.key == audits.c.article)
    return select(*columns, audits.c.number, article_versions.c.sha256, _TITLES.c.title).select_from(source)


def _summary(row: Row[Any]) -> AuditSummary:
    return AuditSummary(**{name: getattr(row, name) for name in AuditSummary.__dataclass_fields__})


def _keep_article(connection: Connection, article: Article) -> str:
    version = content_id("version", codec.text(article))
    at = now()
    row = {"title": codec.shown(article.title), "source": codec.shown(article.source)}
    if connection.execute(update(articles).where(articles.c.key == article.key).values(row)).rowcount == 0:
        connection.execute(insert(articles).values(key=article.key, added_at=at, **row))
    if connection.execute(select(article_versions.c.id).where(article_versions.c.id == version)).scalar_one_or_none() is None:
        connection.execute(
            insert(article_versions).values(
                id=version,
                article=article.key,
                sha256=article.sha256,
                length=len(article.text),
                added_at=at,
                payload=codec.pack(article),
            )
        )
    return version


def _make_latest(connection: Connection, article: str) -> None:
    """The audit that finished last stands as the newest, also when an older one is recorded after it."""
    newest = select(audits.c.number).where(audits.c.article == article)
    newest = newest.order_by(audits.c.finished_at.desc(), audits.c.number.desc()).limit(1)
    connection.execute(update(articles).where(articles.c.key == article).values(latest=newest.scalar_subquery()))
