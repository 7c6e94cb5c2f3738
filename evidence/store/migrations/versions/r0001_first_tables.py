"""The first tables, and the triggers by which the database itself keeps the log append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# The insert trigger catches INSERT OR REPLACE also where a program has not set recursive_triggers.
SQLITE = (
    """CREATE TRIGGER events_never_change BEFORE UPDATE ON events
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER events_never_go BEFORE DELETE ON events
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER events_never_replaced BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE number = NEW.number)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION events_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    """CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE ON events
       FOR EACH ROW EXECUTE FUNCTION events_append_only()""",
    """CREATE TRIGGER events_never_go BEFORE TRUNCATE ON events
       FOR EACH STATEMENT EXECUTE FUNCTION events_append_only()""",
)


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("latest", Number, nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_articles"),
    )
    op.create_index("ix_articles_latest", "articles", ["latest"])
    op.create_table(
        "citations",
        sa.Column("pmid", Number, autoincrement=False, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=True),
        sa.Column("note", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revised", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("pmid", name="pk_citations"),
    )
    op.create_table(
        "events",
        sa.Column("number", Number, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("versions", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
    )
    op.create_index("ix_events_article", "events", ["article"])
    op.create_index("ix_events_subject", "events", ["subject"])
    op.create_table(
        "imports",
        sa.Column("number", Number, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_imports"),
    )
    op.create_index("ix_imports_sha256", "imports", ["sha256"])
    op.create_table(
        "jobs",
        sa.Column("number", Number, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("advice", sa.Text, nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("lease", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("stop", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("finished_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_jobs"),
        sa.UniqueConstraint("id", name="uq_jobs_id"),
    )
    op.create_index("ix_jobs_state_number", "jobs", ["state", "number"])
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "article_versions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_article_versions_article_articles"),
        sa.PrimaryKeyConstraint("id", name="pk_article_versions"),
    )
    op.create_index("ix_article_versions_article", "article_versions", ["article"])
    op.create_table(
        "claims",
        sa.Column("number", Number, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("certainty", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("check_worthy", sa.Boolean, nullable=False),
        sa.Column("risk", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_claims_article_articles"),
        sa.PrimaryKeyConstraint("number", name="pk_claims"),
        sa.UniqueConstraint("article", "digest", name="uq_claims_article_digest"),
    )
    op.create_index("ix_claims_claim", "claims", ["claim"])
    op.create_table(
        "audits",
        sa.Column("number", Number, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("finished_at", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("judge", sa.Text, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("supported", sa.Integer, nullable=False),
        sa.Column("mixed", sa.Integer, nullable=False),
        sa.Column("unsourced", sa.Integer, nullable=False),
        sa.Column("not_checkable", sa.Integer, nullable=False),
        sa.Column("search_failed", sa.Integer, nullable=False),
        sa.Column("not_searched", sa.Integer, nullable=False),
        sa.Column("alarming", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_audits_article_articles"),
        sa.ForeignKeyConstraint(["version"], ["article_versions.id"], name="fk_audits_version_article_versions"),
        sa.PrimaryKeyConstraint("number", name="pk_audits"),
        sa.UniqueConstraint("run", name="uq_audits_run"),
    )
    op.create_index("ix_audits_article_finished_at", "audits", ["article", "finished_at"])
    op.create_table(
        "findings",
        sa.Column("number", Number, nullable=False),
        sa.Column("audit", Number, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("claim", Number, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("overstated", sa.Boolean, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["audit"], ["audits.number"], name="fk_findings_audit_audits"),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name="fk_findings_claim_claims"),
        sa.PrimaryKeyConstraint("number", name="pk_findings"),
        sa.UniqueConstraint("audit", "position", name="uq_findings_audit_position"),
    )
    op.create_index("ix_findings_claim", "findings", ["claim"])
    op.create_table(
        "judgements",
        sa.Column("finding", Number, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("pmid", Number, nullable=True),
        sa.Column("stance", sa.Text, nullable=False),
        sa.Column("strength", sa.Text, nullable=False),
        sa.Column("directness", sa.Text, nullable=False),
        sa.Column("design", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=True),
        sa.Column("counted", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["findings.number"], name="fk_judgements_finding_findings"),
        sa.PrimaryKeyConstraint("finding", "position", name="pk_judgements"),
    )
    op.create_index("ix_judgements_pmid", "judgements", ["pmid"])
    op.create_table(
        "searches",
        sa.Column("finding", Number, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("rung", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("fetched", sa.Integer, nullable=False),
        sa.Column("failed", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["findings.number"], name="fk_searches_finding_findings"),
        sa.PrimaryKeyConstraint("finding", "position", name="pk_searches"),
    )
    op.create_table(
        "verdicts",
        sa.Column("finding", Number, autoincrement=False, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("best_level", sa.Integer, nullable=True),
        sa.Column("supports", sa.Integer, nullable=False),
        sa.Column("refutes", sa.Integer, nullable=False),
        sa.Column("neutral", sa.Integer, nullable=False),
        sa.Column("excluded", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["findings.number"], name="fk_verdicts_finding_findings"),
        sa.PrimaryKeyConstraint("finding", name="pk_verdicts"),
    )

    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    # Children before parents; dropping a table drops its triggers.
    for table in (
        "verdicts",
        "searches",
        "judgements",
        "findings",
        "audits",
        "claims",
        "article_versions",
        "meta",
        "jobs",
        "imports",
        "events",
        "citations",
        "articles",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION events_append_only()")
