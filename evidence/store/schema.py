"""The tables. A row keeps what is asked for in columns and the whole value, compressed, in ``payload``.

Column texts are for looking and finding (``codec.shown``); the truth of a value is its payload. Times are ISO 8601 UTC.
A change here needs a migration beside it: a test compares both.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
# SQLite numbers rows by itself only for a column declared INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

citations = Table(
    "citations",
    metadata,
    Column("pmid", Number, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("note", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revised", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    Column("number", Number, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("records", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Index(None, "sha256"),
)

articles = Table(
    "articles",
    metadata,
    Column("key", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    # The number of the newest audit, set in the transaction that records it. No foreign key: audits point here already.
    Column("latest", Number),
    Index(None, "latest"),
)

article_versions = Table(
    "article_versions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article", Text, ForeignKey("articles.key"), nullable=False),
    Column("sha256", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Index(None, "article"),
)

audits = Table(
    "audits",
    metadata,
    Column("number", Number, primary_key=True),
    Column("run", Text, nullable=False),
    Column("article", Text, ForeignKey("articles.key"), nullable=False),
    Column("version", Text, ForeignKey("article_versions.id"), nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("judge", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("supported", Integer, nullable=False),
    Column("mixed", Integer, nullable=False),
    Column("unsourced", Integer, nullable=False),
    Column("not_checkable", Integer, nullable=False),
    Column("search_failed", Integer, nullable=False),
    Column("not_searched", Integer, nullable=False),
    Column("alarming", Integer, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    UniqueConstraint("run"),
    Index(None, "article", "finished_at"),
)

claims = Table(
    "claims",
    metadata,
    Column("number", Number, primary_key=True),
    Column("article", Text, ForeignKey("articles.key"), nullable=False),
    Column("claim", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("check_worthy", Boolean, nullable=False),
    Column("risk", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    UniqueConstraint("article", "digest"),
    Index(None, "claim"),
)

findings = Table(
    "findings",
    metadata,
    Column("number", Number, primary_key=True),
    Column("audit", Number, ForeignKey("audits.number"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("claim", Number, ForeignKey("claims.number"), nullable=False),
    Column("state", Text, nullable=False),
    Column("overstated", Boolean, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    UniqueConstraint("audit", "position"),
    Index(None, "claim"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("finding", Number, ForeignKey("findings.number"), primary_key=True, autoincrement=False),
    Column("label", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("best_level", Integer),
    Column("supports", Integer, nullable=False),
    Column("refutes", Integer, nullable=False),
    Column("neutral", Integer, nullable=False),
    Column("excluded", Integer, nullable=False),
)

searches = Table(
    "searches",
    metadata,
    Column("finding", Number, ForeignKey("findings.number"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("rung", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("fetched", Integer, nullable=False),
    Column("failed", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("finding", Number, ForeignKey("findings.number"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("pmid", Number),
    Column("stance", Text, nullable=False),
    Column("strength", Text, nullable=False),
    Column("directness", Text, nullable=False),
    Column("design", Text, nullable=False),
    Column("level", Integer),
    Column("status", Text, nullable=False),
    Column("year", Integer),
    Column("counted", Boolean, nullable=False),
    Index(None, "pmid"),
)

# What an article itself refers to, as it was resolved in one audit.
cited = Table(
    "cited",
    metadata,
    Column("audit", Number, ForeignKey("audits.number"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("pmid", Number),
    Column("state", Text, nullable=False),
    Column("mismatch", Boolean, nullable=False),
    Column("status", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Index(None, "pmid"),
)

notice_sources = Table(
    "notice_sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("imported_at", Text, nullable=False),
    Column("faults", Integer, nullable=False),
    # Why the newest import failed; until a good one, what this source does not list is unknown.
    Column("failed", Text, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("number", Number, primary_key=True),
    Column("source", Text, ForeignKey("notice_sources.name"), nullable=False),
    Column("record", Text, nullable=False),
    Column("pmid", Number),
    Column("doi", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("nature", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("notice_pmid", Text, nullable=False),
    Column("notice_doi", Text, nullable=False),
    UniqueConstraint("source", "record"),
    Index(None, "pmid"),
    Index(None, "doi"),
)

alarms = Table(
    "alarms",
    metadata,
    Column("number", Number, primary_key=True),
    Column("pmid", Number, nullable=False),
    Column("title", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("raised_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("seen_by", Text, nullable=False),
    Column("seen_reason", Text, nullable=False),
    Index(None, "pmid"),
    Index(None, "seen_at"),
)

# What an alarm reaches: findings that hold a judgement on the paper, and audits (finding empty) whose article cites it itself.
reached = Table(
    "reached",
    metadata,
    Column("alarm", Number, ForeignKey("alarms.number"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("audit", Number, ForeignKey("audits.number"), nullable=False),
    Column("finding", Number, ForeignKey("findings.number")),
    # Whether the finding rests on the paper's status as it was: it is stale until the article is audited again.
    Column("stands", Boolean, nullable=False),
    Index(None, "finding"),
    Index(None, "audit"),
)

# A claim that was audited by itself after a person had added or changed it; ``said`` is a digest of what it says, place left out.
alone = Table(
    "alone",
    metadata,
    Column("number", Number, primary_key=True),
    Column("article", Text, ForeignKey("articles.key"), nullable=False),
    Column("claim", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("judge", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Index(None, "article"),
)

# By what a claim may be found by others that say the same (evidence.alike); filled when somebody asks.
alike = Table(
    "alike",
    metadata,
    Column("claim", Number, ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Index(None, "key"),
)

# Who holds which role; given and taken by events of the log.
roles = Table(
    "roles",
    metadata,
    Column("person", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("given_by", Text, nullable=False),
    Column("given_at", Text, nullable=False),
)

# What stands of a claim's review as anybody may see it, made from its events in the transaction that adds one.
standings = Table(
    "standings",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("article", Text, ForeignKey("articles.key"), nullable=False),
    Column("state", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    # "label:reason" of the machine when it was decided, and the audit it was decided on.
    Column("machine", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("reviewers", Integer, nullable=False),
    Column("deciders", Integer, nullable=False),
    Column("revealed", Boolean, nullable=False),
    Column("disagreement", Boolean, nullable=False),
    Column("number", Number, nullable=False),
    Index(None, "article"),
)

# Whose desk a claim lies on; ``done``: that person has decided.
assigned = Table(
    "assigned",
    metadata,
    Column("claim", Text, ForeignKey("standings.claim"), primary_key=True),
    Column("person", Text, primary_key=True),
    Column("done", Boolean, nullable=False),
    Index(None, "person"),
)

# How many people review an article, and its newest sign-off; ``locked`` until it is unlocked.
signings = Table(
    "signings",
    metadata,
    Column("article", Text, ForeignKey("articles.key"), primary_key=True),
    Column("reviewers", Integer, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("run", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("number", Number, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("versions", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(None, "subject"),
    Index(None, "article"),
    Index(None, "kind"),
    Index(None, "actor"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("worker", Text, nullable=False),
    Column("lease", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("stop", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text, nullable=False),
    UniqueConstraint("id"),
    Index(None, "state", "number"),
)
