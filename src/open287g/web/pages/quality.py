"""Quality: what the files had wrong, what was repaired, quarantined, flickering, doubtful, decided by hand."""

from __future__ import annotations

from collections import Counter

from open287g.core.bundled import read_table
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.web.view.page import Page
from open287g.web.view.parameters import known_word, page_of
from open287g.web.view.registry import page
from open287g.web.view.request import View

_SIZE = 60
_AT_A_GLANCE = 200
"""Rows of one table on the page of everything: pairs that look alike grow as the square of namesakes, and with ten
times the agencies the page was 79 MB."""
_CORRECTED = ("date_corrected", "renamed", "model_changed")


@page("/quality")
def quality(view: View) -> Page:
    """Everything at a glance, and of each table so many rows."""
    tables = view.record.tables
    snapshots = tables["snapshots"]
    return view.render(
        "quality.html",
        at_a_glance=_AT_A_GLANCE,
        accuracy=accuracy(),
        files=Counter(row["verdict"] for row in snapshots),
        quarantined=[row for row in snapshots if row["verdict"] == "quarantined"],
        kinds=_signal_kinds(view.record),
        flickers=tables["flickers"],
        grades=Counter(row["grade"] for row in tables["endings"]),
        corrections=Counter(row["kind"] for row in tables["events"] if row["kind"] in _CORRECTED),
        candidates=tables["candidates"],
        judgments=tables["judgments"],
        tiers=Counter(row["tier"] for row in tables["spellings"]),
        without_county=sum(not row["counties"] and row["agency_type"] != "state" for row in tables["agencies"]),
        with_ori=sum(bool(row["ori"]) for row in tables["agencies"] if row["agreements_now"]),
        now=sum(bool(row["agreements_now"]) for row in tables["agencies"]),
    )


@page("/quality/signals")
def signals(view: View) -> Page:
    """Signals one by one, by `?kind=`, in pages."""
    kind = known_word(view.query.get("kind", ""), view.record.by("signals", "kind"), "kind")
    rows = [row for row in view.record.tables["signals"] if kind in ("", row["kind"])]
    shown, number, last = page_of(view, rows, _SIZE)
    return view.render(
        "signals.html",
        rows=shown,
        total=len(rows),
        number=number,
        last=last,
        kind=kind,
        kinds=_signal_kinds(view.record),
    )


@page("/quality/snapshots")
def snapshots(view: View) -> Page:
    """Every raw file, its clocks and its verdict."""
    rows = sorted(view.record.tables["snapshots"], key=lambda row: (str(row["published"]), row["name"]), reverse=True)
    shown, number, last = page_of(view, rows, _SIZE)
    return view.render("snapshots.html", rows=shown, total=len(rows), number=number, last=last)


def accuracy() -> tuple[dict[str, str], ...]:
    """The record's measured errors, as its method page has them (`python -m tools.atlas_accuracy`)."""
    return read_table("web/data/accuracy.csv")


def _signal_kinds(record: LoadedRecord) -> list[Row]:
    kinds: Counter[tuple[str, str]] = Counter()
    sightings: Counter[tuple[str, str]] = Counter()
    for row in record.tables["signals"]:
        kinds[row["kind"], row["action"]] += 1
        sightings[row["kind"], row["action"]] += row["sightings"] or 0
    return [
        {"kind": kind, "action": action, "values": n, "sightings": sightings[kind, action]}
        for (kind, action), n in kinds.most_common()
    ]
