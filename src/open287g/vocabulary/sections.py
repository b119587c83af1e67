"""The sections of the agreements, by wording: one table, `sections.csv`, read from the clearest memorandum of each."""

from __future__ import annotations

from functools import cache

from open287g.core.bundled import read_table
from open287g.core.table import Column, Table
from open287g.vocabulary.editions import EDITIONS

TABLE = Table(
    "sections",
    "The sections of each wording, in the order of its pages.",
    ("profile", "section"),
    (
        Column("profile", "VARCHAR", "The wording, which editions share."),
        Column("section", "VARCHAR", "The section as it is cited, such as IV.D or App.A."),
        Column("heading", "VARCHAR", "The heading it prints; empty where it prints none."),
    ),
)


@cache
def sections() -> dict[str, dict[str, str]]:
    """By wording, the heading of each section, in order."""
    headings: dict[str, dict[str, str]] = {}
    for row in read_table("vocabulary/sections.csv", TABLE.names):
        headings.setdefault(row["profile"], {})[row["section"]] = row["heading"]
    return headings


def sections_of(edition: str) -> dict[str, str]:
    """The heading of each section of `edition`, in order; none where its text is not held."""
    return sections().get(EDITIONS[edition].profile, {})
