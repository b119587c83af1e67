"""Logins and sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What an account proves itself by, and who is in."""
    op.create_table(
        "logins",
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("code_key", sa.LargeBinary, nullable=False),
        sa.Column("code_used", sa.BigInteger, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("closed_until", sa.Text, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, nullable=False, index=True),
        sa.Column("began", sa.Text, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
    )
