"""The tables of the record, in the order in which they are written, and what fills each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from open287g.core.table import Table
from open287g.record.tables import (
    agencies,
    agreements,
    beliefs,
    candidates,
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
    snapshots,
    sources,
    spellings,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from open287g.record.history.draft import Draft

Fill = Callable[["Draft"], "Sequence[tuple[Any, ...]] | pa.Table"]

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
    (judgments.TABLE, judgments.rows),
)
TABLES: tuple[Table, ...] = tuple(table for table, _ in FILLED)
BY_NAME = {table.name: table for table in TABLES}
