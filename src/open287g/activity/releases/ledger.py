"""What became of every row and column of a release: read, empty, withheld, unreadable, refused as personal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Signal:
    """Something a reader should look at: where it stands and why, never what it is."""

    file: str
    sheet: str
    row: int | None
    column: str
    reason: str


@dataclass(frozen=True)
class ColumnLedger:
    """A column of the file, and what became of its cells.

    `use` is read, unused or personal (never read, so nothing is counted). `empty` are cells without text, `redacted`
    those that ICE withholds, `unread` texts that are not of the column's kind, `null` all cells without a value after
    reading. `unknown` counts values that are none of the column's codes; those are kept, but the
    rare ones, which are told as one that is withheld.
    """

    column: str
    header: str
    use: str
    empty: int | None = None
    redacted: int | None = None
    unread: int | None = None
    null: int | None = None
    values: int | None = None
    unknown: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RowLedger:
    """Rows below the header: `records` are those that count, the others say why they do not.

    `marked_repeats` are records that the release itself marks as likely duplicates; they count, and both numbers are
    shown. Rows that look alike are never taken for duplicates.
    """

    records: int
    header_again: int
    notes: int
    cut: int
    without_day: int
    marked_repeats: int

    @property
    def below_header(self) -> int:
        """All rows that stand below the header, without blank ones."""
        return self.records + self.header_again + self.notes + self.cut


@dataclass(frozen=True)
class Ledger:
    """Rows and columns of one sheet, and the days that lie outside what its own title says."""

    rows: RowLedger
    columns: tuple[ColumnLedger, ...]
    title: str
    outside_title: int | None

    def shown(self) -> dict[str, Any]:
        """As a program reads it."""
        rows = vars(self.rows) | {"below_header": self.rows.below_header, "outside_title": self.outside_title}
        return {"title": self.title, "rows": rows, "columns": [vars(column) for column in self.columns]}
