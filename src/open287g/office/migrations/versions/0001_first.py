"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Ledger, head, checkpoints, private texts with their keys, and what the ledger says of each subject."""
    op.create_table(
        "entries",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("leaf", sa.LargeBinary(32), nullable=False),
    )
    op.create_index("entries_of_subject", "entries", ["subject", "number"])
    op.create_table("head", *_signed(sa.Column("one", sa.Integer, primary_key=True, autoincrement=False), False))
    op.create_table("checkpoints", *_signed(None, True))
    op.create_table(
        "texts",
        sa.Column("commitment", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "keys",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "subjects",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False, index=True),
        sa.Column("agency_id", sa.Text, nullable=False, index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
    )


def _signed(first: sa.Column[int] | None, by_size: bool) -> list[sa.Column[int] | sa.Column[str] | sa.Column[bytes]]:
    """The columns of a signed checkpoint, after those that are its own."""
    size = sa.Column("size", sa.BigInteger, primary_key=by_size, nullable=False, autoincrement=False)
    own = [] if first is None else [first]
    roots = [] if by_size else [sa.Column("roots", sa.LargeBinary, nullable=False)]
    texts = [sa.Column(name, sa.Text, nullable=False) for name in ("root", "known", "signature")]
    return [*own, size, *roots, *texts]
