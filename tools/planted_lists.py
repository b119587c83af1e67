"""Lists with planted faults and lists with true changes, to prove the bounds by which files are believed.

Each is made from one of ICE's lists and stands as the newest of the lists around it. A planted fault should be held
back (recall), a true change and each of ICE's own files should not (precision). How large each is stands in the tables
below: the faults a little above what the next list of 2021 to 2026 ever changed, the true changes a little below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np

from open287g.archive.workbooks.sheet import Line
from open287g.record.believing.verdicts import judge
from open287g.record.reading.bundle import SHIPPED, read_bundle
from open287g.record.reading.corpus import Corpus, Listing, Seen
from open287g.record.reading.lines import Entry, read_line

WRONG = {"participatingAgencies04212025am.xlsx"}
"""ICE's files that are no list of their day, read by hand."""
SEEDS = ("participatingAgencies05182026am.xlsx", "participatingAgencies06272025am.xlsx")
_AROUND = 6
Rows = list[Line]
Plant = tuple[str, int, Callable[[Rows], Rows]]
"""What is done, how many days after the seed it is published, and to which rows."""


def _every(rows: Rows, share: float, **cells: Callable[[Line], str]) -> Rows:
    """Rows of which a share, spread over the list, has other cells."""
    step = max(int(1 / share), 1)
    return [
        row._replace(**{name: made(row) for name, made in cells.items()}) if n % step == 0 else row
        for n, row in enumerate(rows)
    ]


def _without(share: float, *, at_end: bool) -> Callable[[Rows], Rows]:
    def cut(rows: Rows) -> Rows:
        gone = round(len(rows) * share)
        if at_end:
            return rows[: len(rows) - gone]
        chosen = {round(n * len(rows) / gone) for n in range(gone)} if gone else set()
        return [row for n, row in enumerate(rows) if n not in chosen]

    return cut


def _other(share: float, cell: str, value: str) -> Callable[[Rows], Rows]:
    return lambda rows: _every(rows, share, **{cell: lambda _: value})


def _later(share: float, days: int) -> Callable[[Rows], Rows]:
    return lambda rows: _every(rows, share, signed=lambda row: _moved(row.signed, days))


def _moved(text: str, days: int) -> str:
    try:
        return str(date.fromisoformat(text) + timedelta(days=days))
    except ValueError:
        return text


def _new(share: float, **cells: str) -> Callable[[Rows], Rows]:
    """Rows and so many more, of agencies never seen."""

    def grown(rows: Rows) -> Rows:
        more = [
            row._replace(agency=f"Planted {n} Police Department", **cells)
            for n, row in enumerate(rows[: round(len(rows) * share)])
        ]
        return [*rows, *more]

    return grown


FAULTS: tuple[Plant, ...] = (
    ("3% cut off at the end", 1, _without(0.03, at_end=True)),
    ("3% lost here and there", 1, _without(0.03, at_end=False)),
    ("a quarter lost within a quarter", 90, _without(0.25, at_end=False)),
    ("six of ten lost within a year", 365, _without(0.6, at_end=False)),
    ("3% with another SIGNED", 1, _later(0.03, -30)),
    ("15% with another SIGNED after a month", 30, _later(0.15, -30)),
    ("1% with another COUNTY", 1, _other(0.01, "county", "Washington County")),
    ("6% with another TYPE", 1, _other(0.06, "type", "Tribal")),
    ("2% with another memorandum", 1, _other(0.02, "moa_url", "https://www.ice.gov/doclib/287gMOA/Other.pdf")),
    ("1% more in a county that the state lacks", 1, _new(0.01, county="Nowhere County")),
    ("1% without a SIGNED", 1, _other(0.01, "signed", "pending")),
    ("1% without an agency", 1, _other(0.01, "agency", "")),
    ("a fifth without a model", 1, _other(0.2, "model", "")),
    ("another list altogether", 1, lambda rows: _new(1.0)(rows)[len(rows) :]),
)
TRUE: tuple[Plant, ...] = (
    ("1% gone", 1, _without(0.01, at_end=False)),
    ("5% gone within a month", 30, _without(0.05, at_end=False)),
    ("a quarter gone within a year", 365, _without(0.25, at_end=False)),
    ("1% re-dated", 1, _later(0.01, 7)),
    ("3% re-dated within a month", 30, _later(0.03, 7)),
    ("a fifth more within a month", 30, _new(0.2)),
    ("two rows with another COUNTY", 1, _other(0.001, "county", "Washington County")),
    ("2% with another TYPE", 1, _other(0.02, "type", "Tribal")),
    ("0.4% with another memorandum", 1, _other(0.004, "moa_url", "https://www.ice.gov/doclib/287gMOA/Other.pdf")),
)


def scores() -> tuple[float | None, float | None]:
    """Precision and recall of holding a file back."""
    shipped = read_bundle(SHIPPED)
    snapshots, _ = judge(shipped, [read_line(line) for line in shipped.lines])
    held = {s.seen.name for s in snapshots if s.verdict == "quarantined"}
    found = [name for seed in SEEDS for name in _held(shipped, seed, FAULTS)]
    false = [name for seed in SEEDS for name in _held(shipped, seed, TRUE)]
    right = len(found) + len(held & WRONG)
    claimed = right + len(false) + len(held - WRONG)
    return (right / claimed if claimed else None), right / (len(FAULTS) * len(SEEDS) + len(WRONG))


def _held(shipped: Corpus, seed: str, plants: Sequence[Plant]) -> list[str]:
    """The plants that are held back as the newest file after `seed` and the lists before it."""
    files = sorted(
        (s for s in shipped.seen if s.captured_at is None and s.name.startswith("participating")),
        key=lambda s: str(shipped.listings[s.sha256].modified_at) if s.sha256 in shipped.listings else "",
    )
    at = next(n for n, seen in enumerate(files) if seen.name == seed)
    around = [seen for seen in files[max(at - _AROUND, 0) : at + 1] if seen.sha256 in shipped.listings]
    listing = shipped.listings[files[at].sha256]
    assert listing.modified_at is not None
    rows = [shipped.lines[number] for number in listing.lines.tolist()]
    entries: dict[Line, Entry] = {}
    return [what for what, days, made in plants if _is_held(shipped, around, listing, days, made(rows), entries)]


def _is_held(
    shipped: Corpus, around: Sequence[Seen], listing: Listing, days: int, rows: Rows, entries: dict[Line, Entry]
) -> bool:
    corpus = Corpus()
    for seen in around:
        own = shipped.listings[seen.sha256]
        lines = [shipped.lines[number] for number in own.lines.tolist()]
        corpus.listings[seen.sha256] = replace(own, lines=corpus._numbers(iter(lines)))
    saved = (listing.modified_at or datetime.min) + timedelta(days=days)
    planted = Seen(f"participatingAgencies{saved:%m%d%Y}pm.xlsx", "planted")
    numbers = np.arange(2, len(rows) + 2, dtype=np.int32)
    corpus.listings["planted"] = replace(
        listing, rows=numbers, lines=corpus._numbers(iter(rows)), modified_at=saved, oddities=()
    )
    corpus.saw([*around, planted])
    read = [
        entries.setdefault(line, read_line(line)) if line not in entries else entries[line] for line in corpus.lines
    ]
    snapshots, _ = judge(corpus, read)
    return next(s for s in snapshots if s.seen == planted).verdict == "quarantined"


if __name__ == "__main__":
    print(scores())
    shipped = read_bundle(SHIPPED)
    for seed in SEEDS:
        print(seed, "not held:", {what for what, _, _ in FAULTS} - {*_held(shipped, seed, FAULTS)})
        print(seed, "held, though true:", _held(shipped, seed, TRUE))
