"""Carry the facts of 2002 to 2020 over from the raw inputs: record/early/data, one small table for each kind of fact.

    python -m tools.early SHARED            write lists.csv, listed.csv, statements.csv, addenda.csv and names.csv anew
    python -m tools.early SHARED --check    write nothing; exit 1 where one of them is out of date

SHARED is the folder of raw inputs; its data/history/ORIGIN.md says where each file is from and where it misleads.
sources.csv, claims.csv and judgments.csv are written by hand.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from open287g.core.cells import csv_text
from open287g.core.files import write_atomic
from open287g.places.states import parse_state
from open287g.record.reading.lines import tidy
from tools.early_names import names

DATA = Path(__file__).parents[1] / "src" / "open287g" / "record" / "early" / "data"
Cells = dict[str, str]
Facts = tuple[tuple[str, ...], list[tuple[str, ...]]]

_MODELS = {"Jail Enforcement": "JEM", "Task Force": "TFM", "Hybrid": "HYBRID", "": ""}
_CHART_MODELS = {"JEO": "JEM", "TFO": "TFM", "JEO/TFO": "HYBRID"}
_FIXED_MODELS = {"Jail Enforcement Model": "JEM", "Task Force Model": "TFM"}
_STATEMENT = ("source_id", "row", "state", "agency_name", "says", "model", "day", "moa_file", "note")
# Corrections of lists since 2021 are the business of record/fixes.
_FIXED_BY = "2020-12-31"


def facts(history: Path) -> dict[str, Facts]:
    """The header and the lines of each file of record/early/data that is derived, by its name."""
    lists, listed = _captures(history)
    statements = list(_statements(history))
    addenda = list(_addenda(history))
    printed = {(line[1], line[2]) for line in listed} | {(line[2], line[3]) for line in statements}
    printed |= {(line[1], line[2]) for line in addenda}
    claimed = {(row["state"], row["agency_name"]) for row in _own("claims.csv")}
    return {
        "lists.csv": (("source_id", "seen", "captured", "caption", "claims", "as_of", "rows", "file"), lists),
        "listed.csv": (("row", "state", "agency_name", "model", "signed", "moa_file", "first", "last"), listed),
        "statements.csv": (_STATEMENT, statements),
        "addenda.csv": (
            ("row", "state", "agency_name", "moa_signed", "ice_signed", "agency_signed", "extends_to"),
            addenda,
        ),
        "files.csv": (("file", "sha256"), _files(history)),
        "names.csv": (("state", "agency_name", "agency_id", "tier", "evidence"), names(sorted(printed | claimed))),
    }


def _files(history: Path) -> list[tuple[str, ...]]:
    """The hash of each raw file that a source names."""
    named = sorted({row["file"] for row in _own("sources.csv")} | {"rows.csv", "ice_lists_2007_2008.csv"})
    return [(name, hashlib.sha256((history / name).read_bytes()).hexdigest()) for name in named if name]


def _captures(history: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """ICE's lists in the order of days, and for each row of its tables the captures in a run that show it."""
    lists = [*_lists_without_day(history), *(_capture(row) for row in _read(history / "captures.csv"))]
    printed = {row["row_id"]: (n, row) for n, row in enumerate(_read(history / "rows.csv"), 2)}
    open_runs: dict[str, str] = {}
    runs: list[tuple[str, str, str]] = []
    before = ""
    for row in _read(history / "presence.csv"):
        seen = _list_id(row["snapshot_ts"])
        runs += [(row_id, open_runs.pop(row_id), before) for row_id in row["removed"].split()]
        open_runs |= dict.fromkeys(row["added"].split(), seen)
        before = seen
    runs += [(row_id, first, before) for row_id, first in open_runs.items()]
    return lists, [_listed(*printed[row_id], first, last) for row_id, first, last in sorted(runs)]


def _listed(number: int, row: Cells, first: str, last: str) -> tuple[str, ...]:
    name = tidy(row["agency"].replace("<U+2019>", "’"))
    model = _MODELS[row["support_type"]]
    return str(number), _state(row["state"]), name, model, row["date_signed"], row["moa_file"], first, last


def _capture(row: Cells) -> tuple[str, ...]:
    seen = _list_id(row["snapshot_ts"])
    as_of = row["content_asof"] if row["caption"] and row["asof_basis"] == "on-page caption" else ""
    return (
        seen,
        _day(row["snapshot_ts"]),
        row["snapshot_ts"],
        row["caption"],
        row["caption_n"],
        as_of,
        row["rows"],
        "rows.csv",
    )


def _lists_without_day(history: Path) -> Iterator[tuple[str, ...]]:
    rows = _read(history / "ice_lists_2007_2008.csv")
    for captured in dict.fromkeys(row["snapshot_ts"] for row in rows):
        own = [row for row in rows if row["snapshot_ts"] == captured]
        as_of, file = own[0]["content_asof"], "ice_lists_2007_2008.csv"
        yield _list_id(captured), _day(captured), captured, "", "", as_of, str(len(own)), file


def _statements(history: Path) -> Iterator[tuple[str, ...]]:
    for n, row in enumerate(_read(history / "ice_lists_2007_2008.csv"), 2):
        yield _list_id(row["snapshot_ts"]), str(n), _state(row["state"]), tidy(row["agency"]), "listed", "", "", "", ""
    for n, row in enumerate(_read(history / "gao_2007-09-01.csv"), 2):
        name, _, place = row["agency"].removesuffix(")").partition(" (")
        yield "gao-09-109", str(n), _state(place or _first_state(name)), tidy(name), "reported", "", "", "", ""
    yield from _released(history)
    for source, file in (
        ("crs-rl32270", "crs_2009-02.csv"),
        ("mpi-2010-08", "mpi_2010-08.csv"),
        ("mccann-2024", "mccann_2016_2020.csv"),
    ):
        yield from _reported(source, history / file)
    yield from _reported("mirror-2017-08-01", history / "mirror_2017-08-01_extra.csv")
    for n, row in enumerate(_read(history / "oig_2009-10-28.csv"), 2):
        says = "pending" if row["status"] == "pending" else "reported"
        yield *_of("oig-10-63", n, row), says, _MODELS[row["model"]], row["date_signed_original"], "", ""
    yield from _chart(history)
    yield from _archived(history)
    for n, row in enumerate(_read(history / "signings_not_listed.csv"), 2):
        other = f"{row['source']} {row['signed']}" if row["ice_signature_day"] not in ("", row["signed"]) else ""
        day = row["ice_signature_day"] or row["signed"]
        yield *_of("moa-signatures", n, row), "signed", "", day, row["moa_file"], other or row["source"]
    for n, row in enumerate(_read(history / "signed_date_fixes.csv"), 2):
        if row["right"] <= _FIXED_BY:
            note = f"printed {row['printed']}: {row['evidence']}"
            yield *_of("signed-fixes", n, row), "corrected", "", row["right"], "", note
    for n, row in enumerate(_read(history / "support_type_fixes.csv"), 2):
        if row["signed"] <= _FIXED_BY:
            note = f"printed {row['printed']}: {row['evidence']}"
            yield *_of("model-fixes", n, row), "corrected", _FIXED_MODELS[row["right"]], row["signed"], "", note


def _released(history: Path) -> Iterator[tuple[str, ...]]:
    """Memoranda released in January 2008, by place; one county's state is cut short."""
    for n, row in enumerate(_read(history / "foia_yale_2008-01-17.csv"), 2):
        name, _, place = row["jurisdiction"].rpartition(", ")
        state = _state(place.replace("N.C", "NC") if name else _first_state(place))
        yield "foia-yale-2008", str(n), state, tidy(name or place), "reported", "", "", "", ""


def _reported(source: str, file: Path) -> Iterator[tuple[str, ...]]:
    says = "listed" if source.startswith("mirror") else "reported"
    for n, row in enumerate(_read(file), 2):
        at = _of(source, n, row)
        # One source writes the state behind a county that two states have.
        name = at[3].removesuffix(f" {at[2]}")
        yield *at[:3], name, says, _MODELS[row.get("model", "")], row["date_signed"], "", ""


def _chart(history: Path) -> Iterator[tuple[str, ...]]:
    """The chart of May 2010: the first memorandum, and what became of the one of 2009."""
    for n, row in enumerate(_read(history / "chart_2010-05-08.csv"), 2):
        at, model = _of("chart-2010-05-08", n, row), _CHART_MODELS[row["type"]]
        for first in row["signed_former_moa"].split("; "):
            if first != "n/a":
                yield *at, "reported", "", _us_day(first), "", "the former memorandum"
        new = row["signed_new_moa"]
        if new[0].isdigit():
            yield *at, "reported", model, _us_day(new), "", "the new memorandum"
        else:
            yield *at, "withdrew" if new == "withdrew" else "pending", model, "", "", new


def _archived(history: Path) -> Iterator[tuple[str, ...]]:
    fixes = {row["row"]: row for row in _own("fixes.csv") if row["source_id"] == "ice-archive-index"}
    for n, row in enumerate(_read(history / "archive_index.csv"), 2):
        day, note = row["date_signed"], ""
        if str(n) in fixes:
            fix = fixes[str(n)]
            if fix["printed"] != day:
                sys.exit(f"fixes.csv: row {n} of archive_index.csv prints another day than the fix says")
            day, note = fix["right"], f"printed {day}: {fix['evidence']}"
        file = row["moa_file"]
        yield *_of("ice-archive-index", n, row), "archived", _model_in(file), day, file, note


def _addenda(history: Path) -> Iterator[tuple[str, ...]]:
    for n, row in enumerate(_read(history / "addenda_2013_2022.csv"), 2):
        days = row["moa_signed"], row["ice_signed"], row["agency_signed"], row["extends_to"]
        yield str(n), _state(row["state"]), tidy(row["agency"]), *days


def _of(source: str, number: int, row: Cells) -> tuple[str, str, str, str]:
    return source, str(number), _state(row["state"]), tidy(row["agency"].replace(" (Addendum)", ""))


def _model_in(file: str) -> str:
    return next((model for model in ("JEM", "WSO") if f"287g{model}_" in file), "")


def _state(text: str) -> str:
    code = parse_state(text.rstrip("*")).code
    if code is None:
        sys.exit(f"{text!r} is no state: add it to places/data/state_spellings.csv")
    return code


def _first_state(name: str) -> str:
    """The state that a name begins with."""
    words = name.split()
    return next(text for n in (2, 1) if parse_state(text := " ".join(words[:n])).code)


def _list_id(captured: str) -> str:
    return f"ice-{_day(captured)}"


def _day(captured: str) -> str:
    return f"{captured[:4]}-{captured[4:6]}-{captured[6:8]}"


def _us_day(text: str) -> str:
    month, day, year = (int(part) for part in text.split("/"))
    return f"{year + 2000 if year < 100 else year}-{month:02}-{day:02}"


def _read(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _own(name: str) -> list[Cells]:
    return _read(DATA / name)


def main() -> None:
    """Write record/early/data anew, or check it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", type=Path, help="the folder of raw inputs")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file is out of date")
    options = parser.parse_args()
    stale = []
    for name, (header, lines) in facts(options.shared / "data" / "history").items():
        text = csv_text(header, lines).encode()
        path = DATA / name
        if not path.exists() or path.read_bytes() != text:
            stale.append(name)
            if not options.check:
                write_atomic(path, text)
    print("; ".join(stale) or "record/early/data says what the raw inputs say")
    sys.exit(1 if stale and options.check else 0)


if __name__ == "__main__":
    main()
