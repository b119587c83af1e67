"""What people judged of spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.core.bundled import read_table
from open287g.record.tables.declare import STATE, ordered, table
from open287g.record.values import Judged

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class JudgmentRow(NamedTuple):
    """A human verdict on whether two spellings are one agency, or on a correction, with its evidence."""

    state: Annotated[str, STATE]
    name: Annotated[str, "One spelling."]
    other_name: Annotated[str, "The other."]
    verdict: Annotated[str, "{}.", Judged]
    evidence: Annotated[str, "What decides it."]


TABLE = table("judgments", "state name other_name", JudgmentRow)


def rows(draft: Draft) -> list[JudgmentRow]:
    """The rows of judgments.csv, whatever the lists say."""
    return ordered(JudgmentRow(*(row[name] for name in TABLE.names)) for row in read_table("record/judgments.csv"))
