"""Numbers that were chosen by measuring: each stands in its room's `thresholds.csv`, with its proof.

A row gives `name`, `value`, `step` (the change that was tried on both sides), `decides` (in words), `set_on` (the
labels of bench/labels it was set on; empty where no label bears on it, and then `decides` says why it is what it is),
and precision and recall of that labeled decision one step down, as it stands, and one step up. `make accuracy`
measures and writes the last six columns; nobody else does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from open287g.core.bundled import read_table

MEASURED = ("precision_down", "recall_down", "precision", "recall", "precision_up", "recall_up")
"""Columns that `make accuracy` writes: shares of 1, empty where nothing was measured."""

COLUMNS = ("name", "value", "step", "decides", "set_on", *MEASURED)


@dataclass(frozen=True)
class Threshold:
    """One row: `value` and `step` as they are written, so that a whole number stays one."""

    name: str
    value: str
    step: str
    decides: str
    set_on: str
    measured: Mapping[str, str]


@cache
def thresholds(room: str) -> dict[str, Threshold]:
    """Every threshold of `room` (such as "record") by name. Raises DamageError where its file is not whole."""
    return {row["name"]: _threshold(row) for row in read_table(f"{room}/thresholds.csv", COLUMNS)}


def _threshold(row: Mapping[str, str]) -> Threshold:
    proof = {column: row[column] for column in MEASURED}
    return Threshold(row["name"], row["value"], row["step"], row["decides"], row["set_on"], proof)


def threshold(room: str, name: str) -> float:
    """The value of one threshold. Raises KeyError for a name that the room's file does not hold."""
    return float(thresholds(room)[name].value)


def whole(room: str, name: str) -> int:
    """The value of a threshold that counts things. Raises ValueError where the file holds no whole number."""
    return int(thresholds(room)[name].value)
