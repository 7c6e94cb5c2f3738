"""Roles of people, what stands of each claim's review, who has a claim on his desk, and the sign-off of articles.

All of it can be made again from the log: ``evidence database verify-log`` compares them with it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "roles",
        *_text("person", "role", "given_by", "given_at"),
        sa.PrimaryKeyConstraint("person", "role", name="pk_roles"),
    )
    op.create_table(
        "standings",
        *_text("claim", "article", "state", "label", "reviewer", "reason", "at", "machine", "run", "due"),
        sa.Column("reviewers", sa.Integer, nullable=False),
        sa.Column("deciders", sa.Integer, nullable=False),
        sa.Column("revealed", sa.Boolean, nullable=False),
        sa.Column("disagreement", sa.Boolean, nullable=False),
        sa.Column("number", Number, nullable=False),
        sa.PrimaryKeyConstraint("claim", name="pk_standings"),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_standings_article_articles"),
    )
    op.create_index("ix_standings_article", "standings", ["article"])
    op.create_table(
        "assigned",
        *_text("claim", "person"),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("claim", "person", name="pk_assigned"),
        sa.ForeignKeyConstraint(["claim"], ["standings.claim"], name="fk_assigned_claim_standings"),
    )
    op.create_index("ix_assigned_person", "assigned", ["person"])
    op.create_table(
        "signings",
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("reviewers", sa.Integer, nullable=False),
        sa.Column("locked", sa.Boolean, nullable=False),
        *_text("run", "version", "sha256", "digest", "by", "at", "reason"),
        sa.Column("number", Number, nullable=False),
        sa.PrimaryKeyConstraint("article", name="pk_signings"),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_signings_article_articles"),
    )
    op.create_index("ix_events_kind", "events", ["kind"])
    op.create_index("ix_events_actor", "events", ["actor"])


def downgrade() -> None:
    op.drop_index("ix_events_actor", "events")
    op.drop_index("ix_events_kind", "events")
    for table in ("signings", "assigned", "standings", "roles"):
        op.drop_table(table)
