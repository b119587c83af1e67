"""The columns of a panel, with what each says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from open287g.core.extras import extra
from open287g.core.table import Column, Table, arrow_type
from open287g.vocabulary.models import HELD_MODELS

if TYPE_CHECKING:
    import pyarrow as pa

Unit = Literal["agency", "county"]
Time = Literal["day", "month"]


def _of_model(model: str) -> tuple[Column, ...]:
    name = model.lower()
    return (
        Column(name, "INTEGER", f"{model} agreements in force at one time in the period, at most, as known today."),
        Column(f"{name}_days", "INTEGER", f"Days of the period on which a {model} agreement was in force."),
        Column(
            f"{name}_known",
            "INTEGER",
            f"{model} agreements in force at some time in the period, as could be known on its last day.",
        ),
        Column(f"{name}_signed", "DATE", "Of the first of them: the day it is believed to be in force from."),
        Column(
            f"{name}_start_after",
            "DATE",
            "Of the first: the last list that does not name it; empty where every list does, so that it began before.",
        ),
        Column(f"{name}_start_by", "DATE", "Of the first: the first list that names it."),
        Column(f"{name}_end_after", "DATE", "Of the last: the last list that names it; empty where none has ended."),
        Column(f"{name}_end_by", "DATE", "Of the last: the first list that no longer names it."),
    )


PANEL = Table(
    "panel",
    "One row a unit and period. Days outside the evidence count as unknown: a period without one is empty, never 0.",
    ("unit", "period"),
    (
        Column("unit", "VARCHAR", "Agency id, or FIPS code of a county of today."),
        Column("state", "VARCHAR", "Postal code."),
        Column("period", "DATE", "Its first day."),
        Column("days", "INTEGER", "Its days between the first and the last participating list held."),
        *(column for model in HELD_MODELS for column in _of_model(model)),
    ),
)


def schema() -> pa.Schema:
    """The columns as Arrow types."""
    with extra("arrow"):
        import pyarrow as pa

    return pa.schema([(column.name, arrow_type(column.type)) for column in PANEL.columns])
