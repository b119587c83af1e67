"""What adds a row to its subject, as a tally does, is kept out of the subject's facts, and can be passed over.

The ledger stays as it is: the rows of the table of subjects are made from it, and an index of entries is added.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KINDS = ("operation.tallied", "operation.deconflicted", "agreement.cost_recorded")
MOVES = " and ".join(f"""length(body) - length(replace(body, '"kind":"{kind}"', '')) = 0""" for kind in KINDS)
LISTS = ("tallies", "deconflictions", "costs")
"""The facts that such entries grow."""


def upgrade() -> None:
    """The index, and the subjects that hold such facts without them."""
    where = sa.text(MOVES)
    op.create_index("entries_that_move", "entries", ["subject", "number"], sqlite_where=where, postgresql_where=where)
    subjects = sa.table("subjects", *(sa.column(name, sa.Text) for name in ("subject", "kind", "facts")))
    held = sa.select(subjects.c.subject, subjects.c.facts).where(subjects.c.kind.in_(("operation", "agreement")))
    for subject, facts in op.get_bind().execute(held).all():
        told = json.loads(facts)
        left = {name: value for name, value in told.items() if name not in LISTS}
        if left != told:
            text = json.dumps(left, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            op.execute(subjects.update().where(subjects.c.subject == subject).values(facts=text))
