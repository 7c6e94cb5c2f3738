"""Findings of claims that were audited by themselves, and the keys by which claims that say the same find each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "alone",
        sa.Column("number", Number, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("judge", sa.Text, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_alone_article_articles"),
        sa.PrimaryKeyConstraint("number", name="pk_alone"),
    )
    op.create_index("ix_alone_article", "alone", ["article"])
    op.create_table(
        "alike",
        sa.Column("claim", Number, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name="fk_alike_claim_claims"),
        sa.PrimaryKeyConstraint("claim", "key", name="pk_alike"),
    )
    op.create_index("ix_alike_key", "alike", ["key"])


def downgrade() -> None:
    for table in ("alike", "alone"):
        op.drop_table(table)
