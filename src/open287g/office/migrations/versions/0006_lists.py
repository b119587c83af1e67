"""A page of a long list is found in its order, instead of all being sorted for it."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Subjects of a kind by name, of all agencies and of one; which tells a kind as well as the index before."""
    op.create_index("subjects_of_kind", "subjects", ["kind", "subject"])
    op.create_index("subjects_of_agency", "subjects", ["kind", "agency_id", "subject"])
    op.drop_index("ix_subjects_kind", "subjects")
