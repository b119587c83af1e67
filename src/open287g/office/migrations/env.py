"""Run by Alembic over the connection that `ledger.database.migrate` hands it."""

from __future__ import annotations

from alembic import context

from open287g.office.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
