"""Other sources of publication status, alarms and what they reach, and the article's own references."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "cited",
        sa.Column("audit", Number, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("pmid", Number, nullable=True),
        *_text("state"),
        sa.Column("mismatch", sa.Boolean, nullable=False),
        *_text("status"),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["audit"], ["audits.number"], name="fk_cited_audit_audits"),
        sa.PrimaryKeyConstraint("audit", "position", name="pk_cited"),
    )
    op.create_index("ix_cited_pmid", "cited", ["pmid"])
    op.create_table(
        "notice_sources",
        *_text("name", "file", "sha256", "as_of", "imported_at"),
        sa.Column("faults", sa.Integer, nullable=False),
        *_text("failed"),
        sa.PrimaryKeyConstraint("name", name="pk_notice_sources"),
    )
    op.create_table(
        "notices",
        sa.Column("number", Number, nullable=False),
        *_text("source", "record"),
        sa.Column("pmid", Number, nullable=True),
        *_text("doi", "status", "nature", "date", "notice_pmid", "notice_doi"),
        sa.ForeignKeyConstraint(["source"], ["notice_sources.name"], name="fk_notices_source_notice_sources"),
        sa.PrimaryKeyConstraint("number", name="pk_notices"),
        sa.UniqueConstraint("source", "record", name="uq_notices_source_record"),
    )
    op.create_index("ix_notices_pmid", "notices", ["pmid"])
    op.create_index("ix_notices_doi", "notices", ["doi"])
    op.create_table(
        "alarms",
        sa.Column("number", Number, nullable=False),
        sa.Column("pmid", Number, nullable=False),
        *_text("title", "before", "after", "why", "cause", "raised_at", "seen_at", "seen_by", "seen_reason"),
        sa.PrimaryKeyConstraint("number", name="pk_alarms"),
    )
    op.create_index("ix_alarms_pmid", "alarms", ["pmid"])
    op.create_index("ix_alarms_seen_at", "alarms", ["seen_at"])
    op.create_table(
        "reached",
        sa.Column("alarm", Number, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("audit", Number, nullable=False),
        sa.Column("finding", Number, nullable=True),
        sa.Column("stands", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["alarm"], ["alarms.number"], name="fk_reached_alarm_alarms"),
        sa.ForeignKeyConstraint(["audit"], ["audits.number"], name="fk_reached_audit_audits"),
        sa.ForeignKeyConstraint(["finding"], ["findings.number"], name="fk_reached_finding_findings"),
        sa.PrimaryKeyConstraint("alarm", "position", name="pk_reached"),
    )
    op.create_index("ix_reached_finding", "reached", ["finding"])
    op.create_index("ix_reached_audit", "reached", ["audit"])


def downgrade() -> None:
    for table in ("reached", "alarms", "notices", "notice_sources", "cited"):
        op.drop_table(table)
