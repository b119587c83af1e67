"""What a question of several parts asks of a record: the record's own questions, and its connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from open287g.core.days import Day
from open287g.record.asking.age import Ages
from open287g.record.asking.finding import Finding
from open287g.record.asking.questions import Questions

if TYPE_CHECKING:
    import duckdb


class Asks(Protocol):
    """A record, as `record.asking.record` has it, to the questions that it hands on."""

    connection: duckdb.DuckDBPyConnection

    @property
    def questions(self) -> Questions:
        """See `Record.questions`."""

    @property
    def finding(self) -> Finding:
        """See `Record.finding`."""

    def ages(self) -> Ages:
        """See `Record.ages`."""

    def publication(self, known: Day | None = None) -> dict[str, Any]:
        """See `Record.publication`."""

    def asof(self, valid: Day, known: Day | None = None) -> dict[str, Any]:
        """See `Record.asof`."""

    def find(self, name_or_id: str) -> str:
        """See `Record.find`."""
