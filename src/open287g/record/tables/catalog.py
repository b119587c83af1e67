"""The tables of the record, in the order in which they are written, and what fills each.

A table's module loads what it takes to fill it inside its functions: whoever asks needs only what the tables are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from open287g.core.table import Table
from open287g.record.tables import (
    agencies,
    agreements,
    beliefs,
    candidates,
    doubts,
    endings,
    events,
    flickers,
    judgments,
    lines,
    observations,
    pending,
    publications,
    redirects,
    signals,
    signings,
    snapshots,
    sources,
    spellings,
    statements,
)
from open287g.record.tables.early import addenda as early_addenda
from open287g.record.tables.early import agencies as early_agencies
from open287g.record.tables.early import agreements as early_agreements
from open287g.record.tables.early import events as early_events
from open287g.record.tables.early import names as early_names
from open287g.record.tables.early import sources as early_sources
from open287g.record.tables.early import spans as early_spans
from open287g.record.tables.early import statements as early_statements

if TYPE_CHECKING:
    from open287g.core.filling import Columns
    from open287g.record.history.draft import Draft

Fill = Callable[["Draft"], "Sequence[tuple[Any, ...]] | Columns"]

FILLED: tuple[tuple[Table, Fill], ...] = (
    (snapshots.TABLE, snapshots.rows),
    (publications.TABLE, publications.rows),
    (sources.TABLE, sources.rows),
    (lines.TABLE, lines.rows),
    (observations.TABLE, observations.rows),
    (agencies.TABLE, agencies.rows),
    (agreements.TABLE, agreements.rows),
    (beliefs.TABLE, beliefs.rows),
    (events.TABLE, events.rows),
    (endings.TABLE, endings.rows),
    (flickers.TABLE, flickers.rows),
    (pending.TABLE, pending.rows),
    (spellings.TABLE, spellings.rows),
    (candidates.TABLE, candidates.rows),
    (redirects.TABLE, redirects.rows),
    (signals.TABLE, signals.rows),
    (signings.TABLE, signings.rows),
    (doubts.TABLE, doubts.rows),
    (statements.TABLE, statements.rows),
    (judgments.TABLE, judgments.rows),
    (early_sources.TABLE, early_sources.rows),
    (early_statements.TABLE, early_statements.rows),
    (early_agencies.TABLE, early_agencies.rows),
    (early_names.TABLE, early_names.rows),
    (early_spans.TABLE, early_spans.rows),
    (early_agreements.TABLE, early_agreements.rows),
    (early_events.TABLE, early_events.rows),
    (early_addenda.TABLE, early_addenda.rows),
)
TABLES: tuple[Table, ...] = tuple(table for table, _ in FILLED)
BY_NAME = {table.name: table for table in TABLES}
