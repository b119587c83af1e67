"""Raw files and what is odd in them, of one state: told by the rows of the state that they show."""

from __future__ import annotations

from open287g.record.asking.question import Question
from open287g.record.asking.rows import Rows


def snapshots_of(rows: Rows, state: str) -> Question:
    """The files that have rows of `state` (a postal code): those of `snapshots`, and `rows_of_state`."""
    return Question(rows, _SNAPSHOTS, [state], "snapshots")


def signals_of(rows: Rows, state: str) -> Question:
    """The signals that stand in a row of `state`; one of a whole file or sheet is of no state."""
    return Question(rows, _SIGNALS, [state], "signals")


_SNAPSHOTS = """
    SELECT s.*, o.n AS rows_of_state
    FROM snapshots s JOIN (
        SELECT publication_id, count(*) AS n FROM observations JOIN lines USING (line) WHERE lines.state = ? GROUP BY 1
    ) o USING (publication_id)
    ORDER BY s.name, s.sha256
"""
_SIGNALS = """
    SELECT g.* FROM signals g WHERE (g.sha256, g."row") IN (
        SELECT s.sha256, o."row"
        FROM snapshots s JOIN observations o USING (publication_id) JOIN lines USING (line) WHERE lines.state = ?
    )
    ORDER BY g.kind, g.file, g."row", g."column", g.value
"""
