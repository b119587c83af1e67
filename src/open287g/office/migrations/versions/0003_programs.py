"""Answers of the API that are given again, and sign-ins at an organization's provider."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """What outlives a request: an answer for a day, a sign-in for some minutes."""
    op.create_table(
        "answers",
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("key_hash", sa.Text, primary_key=True),
        sa.Column("request_hash", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False, index=True),
    )
    op.create_table(
        "signins",
        sa.Column("state_hash", sa.Text, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("began", sa.Text, nullable=False, index=True),
    )
