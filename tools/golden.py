"""What the record of the bundled lists says, as text a person can compare: tests/golden.

    python -m tools.golden            write it anew; then `git diff tests/golden` shows which events moved
    python -m tools.golden --check    write nothing; exit 1 and print the difference

counts.txt holds numbers; agreements.txt, doubts.txt, endings.txt and events.txt hold a line each, under their agency,
so that the head of each hunk of a difference names the agency.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from open287g.core.files import write_atomic
from open287g.record.asking.record import Record, open_record
from open287g.record.build import build
from open287g.record.tables.catalog import TABLES

FOLDER = Path(__file__).parents[1] / "tests" / "golden"
Row = dict[str, Any]
# What is counted: a table, and the columns by which; `month` is the year and month of `known`.
_COUNTED = (
    ("snapshots", "list verdict"),
    ("publications", "list"),
    ("agencies", "agency_type"),
    ("agencies", "county_tier"),
    ("agencies", "ori_tier"),
    ("agreements", "model status ending"),
    ("agreements", "state model status"),
    ("events", "kind"),
    ("events", "month kind"),
    ("endings", "grade model"),
    ("flickers", "treated_as"),
    ("pending", "status model"),
    ("spellings", "tier"),
    ("signals", "kind action"),
    ("redirects", "reason"),
)


def golden(record: Record) -> dict[str, str]:
    """The text of each file of tests/golden by its name."""
    return {
        "counts.txt": "".join(f"{line}\n" for line in _counts(record)),
        "agreements.txt": _by_agency(_rows(record, "agreements"), _agreement),
        "endings.txt": _by_agency(_rows(record, "endings"), _ending),
        "doubts.txt": _by_agency(_rows(record, "doubts"), _doubt),
        "events.txt": _by_agency(sorted(_rows(record, "events"), key=_told), _event),
    }


def differences(now: dict[str, str], folder: Path = FOLDER, limit: int = 200) -> str:
    """A unified difference between the files of `folder` and `now`, cut after `limit` lines; empty if there is none."""
    lines: list[str] = []
    for name, text in now.items():
        path = folder / name
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        lines += _difference(name, kept.splitlines(), text.splitlines())
    more = [f"... and {len(lines) - limit:,} lines more"] if len(lines) > limit else []
    return "\n".join([*lines[:limit], *more])


def _difference(name: str, kept: list[str], now: list[str]) -> Iterator[str]:
    """Changed lines of one file alone, each under the agency it belongs to, after a line that counts them."""
    before, after = list(_whole(kept)), list(_whole(now))
    changed = [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[0] in "+-"][2:]
    if changed:
        gone = sum(line[0] == "-" for line in changed)
        yield f"{name}: {gone:,} of {len(before):,} lines gone, {len(changed) - gone:,} new"
        yield from changed


def _whole(lines: list[str]) -> Iterator[str]:
    """Each line with the heading it stands under, so that it can be read alone; no heading by itself."""
    heading = ""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if line.startswith(" "):
            yield f"{heading} {line.strip()}"
        else:
            heading = line
            if not following.startswith(" "):
                yield line


def _rows(record: Record, table: str) -> list[Row]:
    rows: list[Row] = record.table(table).to_pylist()
    return rows


def _counts(record: Record) -> Iterator[str]:
    yield from (f"{table.name} {record.table(table.name).num_rows}" for table in TABLES)
    for table, columns in _COUNTED:
        names = columns.split()
        yield f"{table} by {', '.join(names)}"
        counted = Counter(" ".join(_cell(row, name) for name in names) for row in _rows(record, table))
        yield from (f"  {key}: {count}" for key, count in sorted(counted.items()))


def _cell(row: Row, column: str) -> str:
    value = str(row["known"])[:7] if column == "month" else row[column]
    return str(value or "-").replace(" ", "_")


def _by_agency(rows: list[Row], line: Any) -> str:
    """`line` of each row, under a heading with its agency's id."""
    ordered = sorted(rows, key=lambda row: str(row["agency_id"]))
    parts = groupby(ordered, key=lambda row: str(row["agency_id"]))
    return "".join(f"{agency}\n" + "".join(f"  {line(row)}\n" for row in own) for agency, own in parts)


def _agreement(row: Row) -> str:
    listed = f"listed {row['first_listed']} to {row['last_listed']}"
    start = row["valid_from_basis"] if row["valid_from"] in (row["signed"], row["first_listed"]) else row["valid_from"]
    ended = f"{row['status']} {row['ending'] or ''} {row['valid_to'] or ''}".rstrip()
    linked = row["moa_first_linked"] or "-"
    return f"{_short(row)} signed {row['signed'] or '-'}, {listed}, from {start}, {ended}, moa {linked}"


def _ending(row: Row) -> str:
    return f"{_short(row)} {row['grade']} {row['first_absent']}: {row['reason']}"


def _doubt(row: Row) -> str:
    return f"{_short(row)} {row['kind']}: {row['value']}, {row['against']} @{row['row']}"


def _told(row: Row) -> tuple[str, ...]:
    return str(row["known"]), str(row["kind"]), _short(row), str(row["before"]), str(row["after"])


def _event(row: Row) -> str:
    before = f"{row['before']} -> " if row["before"] else ""
    place = f"@{row['row']}" if row["row"] else "@absent"
    return f"{row['known']} {row['kind']} {_short(row)} {before}{row['after'] or '-'} {place}"


def _short(row: Row) -> str:
    """The agreement without its agency; the model where it has none."""
    return str(row["agreement_id"] or row.get("model") or "-").removeprefix(f"{row['agency_id']}:")


def main() -> None:
    """Write tests/golden anew, or check it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where it is out of date")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        with open_record(Path(folder)) as record:
            now = golden(record)
    told = differences(now)
    if not options.check:
        for name, text in now.items():
            write_atomic(FOLDER / name, text.encode())
    print(told or "tests/golden says what the record says")
    sys.exit(1 if told and options.check else 0)


if __name__ == "__main__":
    main()
