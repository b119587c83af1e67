"""A dated, citable release of the record: the export, how to cite it, checksums. Same record, same bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError
from open287g.core.folders import SUMS, files_in, replacing_folder, write_sums
from open287g.core.version import __version__
from open287g.record.asking.export import export
from open287g.record.asking.record import Record, open_record

_CITATION = """\
cff-version: 1.2.0
message: Cite the release by its name; it names the newest list of ICE that it holds.
type: dataset
title: "open287g: {title}"
authors:
  - name: open287g contributors
version: "{name}"
date-released: {day}
license: CC0-1.0
abstract: >-
  {abstract}
"""
_NOTES = """\
# {name}

{abstract}

| | |
|---|---|
| newest list of participating agencies | {day} |
| newest list of pending agencies | {pending_day} |
| what is pending | {pending} |
| agreements in it | {agreements} |
| agencies in it | {agencies} |
| states and territories in it | {states} |
| lists read | {lists} |
| events with evidence | {events} |

`data/` holds every table as CSV and Parquet and a Frictionless data package (`data/datapackage.json`) with a
description of each field. `CITATION.cff` says how to cite. `sha256sum --check SHA256SUMS` checks every file.

The same record gives the same bytes: nothing here tells when or where the release was written.
"""


@dataclass(frozen=True)
class Released:
    """The release's name, how many files it has and their bytes."""

    name: str
    files: int
    size: int


def release(folder: Path, home: Path | None) -> Released:
    """Write the release of the record of `home` into `folder`, which must be new or empty, whole or not at all."""
    if folder.exists() and any(folder.iterdir()):
        raise InputError("the folder is not empty", str(folder), "Name a new folder.")
    with open_record(home) as record, replacing_folder(folder) as scratch:
        facts = _facts(record)
        _write(record, facts, scratch)
    files = files_in(folder)
    return Released(facts["name"], len(files), sum(path.stat().st_size for path in files))


def _write(record: Record, facts: dict[str, Any], folder: Path) -> None:
    export(record, folder / "data")
    # DuckDB stamps each file with a random identifier, and the export's own checksums cover that file.
    for name in ("open287g.duckdb", SUMS):
        (folder / "data" / name).unlink()
    (folder / "CITATION.cff").write_text(_CITATION.format(**facts), encoding="utf-8")
    (folder / "README.md").write_text(_NOTES.format(**facts), encoding="utf-8")
    (folder / "release.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    write_sums(folder)


def _facts(record: Record) -> dict[str, Any]:
    newest, ages = record.publication(), record.ages()
    day = newest["published"].isoformat()
    return {
        "name": f"open287g-{day}",
        "title": f"287(g) agreements as ICE published them, 13 January 2021 to {day}",
        "abstract": "Agencies, agreements, events and their evidence, derived from the lists that ICE publishes.",
        "day": day,
        "program": __version__,
        "agreements": newest["agreements"],
        "agencies": newest["agencies"],
        "states": newest["states"],
        "lists": len(record.questions.table("publications").dicts()),
        "events": len(record.questions.table("events").dicts()),
        "pending_day": str(ages.pending.published) if ages.pending else "none is held",
        "pending": "as that list says" if ages.pending_is_known else "unknown: that list is much older than the other",
        "rests_on": ages.lists(),
    }
