"""PostgreSQL: what is done for an account enters the ledger in that account's name, and in no other."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

PROGRAM = "current_setting('office.role', true) = 'program'"
OWN = "coalesce(current_setting('office.account', true), '') in ('', (body::jsonb) ->> 'by')"
"""An entry for nobody's account is of the program itself: a restore, a complaint of the public."""


def upgrade() -> None:
    """The policy for adding entries, with whose they are."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("drop policy office_added on entries")
    op.execute(f"create policy office_added on entries for insert to open287g_office with check ({PROGRAM} and {OWN})")
