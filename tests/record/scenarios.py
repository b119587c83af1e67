"""Reads the scenarios of `tests/scenarios/record`: small lists in, what the record says out.

Each list becomes a workbook in a home's archive, and the record is built from it as from ICE's own lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from open287g.archive.store.archive import Archive
from open287g.archive.store.intake import Incoming
from open287g.record.build import build
from tests.record.sheets import TITLES, Cells, parts_of, zipped

FOLDER = Path(__file__).parents[1] / "scenarios" / "record"
OTHERS_STATE = "WY"
_LIST = {"day", "name", "saved", "captured", "list", "rows", "alone", "every", "until"}
_COLUMNS = {
    "participating": ("state", "agency", "type", "county", "model", "signed", "moa"),
    "pending": ("state", "agency", "type", "county", "model"),
}


@dataclass(frozen=True)
class Scenario:
    """`lists` as they stand in the file, and by the name of an answer what the record must say."""

    topic: str
    it: str
    lists: list[dict[str, Any]]
    expected: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.topic}: {self.it}"


def scenarios() -> Iterator[Scenario]:
    """Every scenario."""
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name != "others.yaml":
            for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
                expected = {name: told for name, told in case.items() if name not in ("it", "lists")}
                yield Scenario(path.stem, case["it"], case["lists"], expected)


def build_home(scenario: Scenario, home: Path) -> None:
    """Put the scenario's lists into `home`'s archive and build its record from them alone."""
    Archive(home).add_all([_incoming(number, told) for number, told in enumerate(_in_full(scenario.lists))])
    build(home, shipped=False, remember=False)


@cache
def _others() -> str:
    told: str = yaml.safe_load((FOLDER / "others.yaml").read_text(encoding="utf-8"))["rows"]
    return told


def _in_full(lists: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each list; one told as `every` some days `until` a day is as many lists."""
    for told in lists:
        assert set(told) <= _LIST, f"unknown: {set(told) - _LIST}"
        day = told["day"]
        yield told
        while "every" in told and day + timedelta(days=told["every"]) <= told["until"]:
            day += timedelta(days=told["every"])
            yield {**told, "day": day}


def _incoming(number: int, told: dict[str, Any]) -> Incoming:
    kind = told.get("list", "participating")
    day, _, half = str(told["day"]).partition(" ")
    on = date.fromisoformat(day)
    name = told.get("name") or f"{kind}Agencies{on:%m%d%Y}{half or 'am'}.xlsx"
    rows = [_row(line, kind) for line in told["rows"].splitlines() if line.strip()]
    if kind == "participating" and not told.get("alone"):
        rows += [_row(line, kind) for line in _others().splitlines()]
        rows[-1][_COLUMNS[kind].index("county")] += " County" if number % 2 else ""
    header = [TITLES[column] for column in _COLUMNS[kind]]
    links = {(n, "MOA"): _address(row[-1]) for n, row in enumerate(rows) if kind == "participating" and row[-1]}
    shown = [[*row[:-1], "link"] if (n, "MOA") in links else row for n, row in enumerate(rows)]
    saved = told.get("saved", datetime.combine(on, time(20 if half == "pm" else 12)))
    parts = parts_of(Cells(header, shown, links), on if saved == "unknown" else saved)
    if saved == "unknown":
        del parts["docProps/core.xml"]
    return Incoming(zipped(parts), name, captured_at=told.get("captured"))


def _row(line: str, kind: str) -> list[Any]:
    cells: list[Any] = [cell.strip() for cell in line.split("|")]
    columns = _COLUMNS[kind]
    assert len(cells) == len(columns), f"{line!r} has {len(cells)} cells; a {kind} list has {', '.join(columns)}"
    if kind == "participating":
        # What is no day stays text, as ICE sometimes types it.
        with suppress(ValueError):
            cells[5] = date.fromisoformat(cells[5])
    return cells


def _address(file: str) -> str:
    return f"https://www.ice.gov/doclib/287gMOA/{file}"
