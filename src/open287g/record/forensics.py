"""Which raw files the record believes: each is accepted, a duplicate, or quarantined, with the day and the reason.

A list is judged against the lists before it. One that lost too many rows, or whose cells are not what their headers
say, or that is an old file served again, is kept aside: it must never end agreements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np

from open287g.record.clocks import Clocks, Dating, date_file, has_digits, named_day, newest_credible
from open287g.record.corpus import Corpus, Listing, Numbers, Seen
from open287g.record.normalize import Reading

# The largest true loss between two lists in 2021-2026 is 5 rows in a thousand.
_LOSS_ROWS, _LOSS_SHARE = 10, 0.02
_USABLE_SHARE = 0.98
_KEPT_SHARE = 0.75
_FOLLOWERS = 2


@dataclass(frozen=True)
class Snapshot:
    """One raw file with its clocks and the verdict on it; `list` is what its rows are."""

    seen: Seen
    list: str | None
    listing: Listing | None
    clocks: Clocks
    dating: Dating
    verdict: str = ""
    reason: str = ""
    publication: int | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts files of one list by when they were published."""
        saved = self.clocks.modified_at or datetime.min
        day = self.dating.published or date.max
        return day, self.dating.half, self.clocks.captured_at or saved, saved, len(self.seen.name), self.seen.name


@dataclass
class Publications:
    """The accepted states of one list, in order: for each the file that first shows it and the days it was seen."""

    first: list[Snapshot] = field(default_factory=list)
    last_seen: list[date] = field(default_factory=list)
    content: list[bytes] = field(default_factory=list)
    by_file: dict[str, int] = field(default_factory=dict)


def judge(corpus: Corpus, readings: list[Reading]) -> tuple[list[Snapshot], dict[str, Publications]]:
    """The verdict on every sighting of `corpus`, and the publications of each list. `readings` are of corpus.lines."""
    usable = np.array([r.usable for r in readings], bool)
    keys = _agreement_keys(readings)
    snapshots = [_snapshot(corpus, readings, seen) for seen in corpus.seen]
    judged: list[Snapshot] = [s for s in snapshots if s.verdict]
    publications = {"participating": Publications(), "pending": Publications()}
    # The participating list first: a pending list that repeats it is one of its faults.
    for kind in ("participating", "pending"):
        files = sorted((s for s in snapshots if s.list == kind and not s.verdict), key=lambda s: s.order)
        for i, snapshot in enumerate(files):
            judged.append(_judge_one(snapshot, files[i + 1 :], publications, usable, keys))
    return sorted(judged, key=lambda s: (s.seen.name, s.seen.sha256)), publications


def _snapshot(corpus: Corpus, readings: list[Reading], seen: Seen) -> Snapshot:
    named, half = named_day(seen.name) if seen.captured_at is None or not _captured_name(seen) else (None, 1)
    listing = corpus.listings.get(seen.sha256)
    if listing is None:
        clocks = Clocks(named, half, seen.captured_at, None, None)
        why = corpus.unreadable.get(seen.sha256, "never read")
        return Snapshot(seen, None, None, clocks, Dating(None, half, ""), "quarantined", why)
    ends = [d for d in (named, _day(seen.captured_at), _day(listing.modified_at)) if d is not None]
    signed = [d for line in listing.lines if (d := readings[line].signed) is not None]
    clocks = Clocks(
        named, half, seen.captured_at, listing.modified_at, newest_credible(signed, max(ends, default=None))
    )
    dating = date_file(clocks, has_digits(seen.name))
    kind = "participating" if "signed" in listing.columns else "pending"
    snapshot = Snapshot(seen, kind, listing, clocks, dating)
    if dating.published is None:
        return replace(snapshot, verdict="quarantined", reason=dating.reason)
    return snapshot


def _captured_name(seen: Seen) -> bool:
    return seen.captured_at is not None and seen.captured_at.strftime("%Y%m%d%H%M%S") in seen.name


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _agreement_keys(readings: list[Reading]) -> Numbers:
    numbers: dict[tuple[object, ...], int] = {}
    return np.array(
        [
            numbers.setdefault((r.state, re.sub(r"\W", "", r.agency.lower()), r.model, r.signed), len(numbers))
            for r in readings
        ],
        np.int32,
    )


def _judge_one(
    snapshot: Snapshot,
    later: list[Snapshot],
    publications: dict[str, Publications],
    usable: np.ndarray[tuple[int], np.dtype[np.bool_]],
    keys: Numbers,
) -> Snapshot:
    assert snapshot.listing is not None and snapshot.list is not None
    mine, listing = publications[snapshot.list], snapshot.listing
    content = np.sort(listing.lines).tobytes()
    latest = len(mine.first) - 1
    held = mine.by_file.get(snapshot.seen.sha256)
    if held is not None and held == latest:
        return _duplicate(snapshot, mine, "the same bytes as")
    if latest >= 0 and content == mine.content[latest]:
        mine.by_file.setdefault(snapshot.seen.sha256, latest)
        return _duplicate(snapshot, mine, "the same rows as")
    if latest >= 0 and snapshot.clocks.modified_at is None and _same_agreements(listing, mine.first[latest], keys):
        return _duplicate(snapshot, mine, "a copy, made by somebody else, of the agreements of")
    fault = _stale(snapshot, mine, held, content) or _unsound(snapshot, publications, later, usable, keys)
    if fault:
        return replace(snapshot, verdict="quarantined", reason=f"{fault}; {snapshot.dating.reason}")
    mine.first.append(snapshot)
    mine.last_seen.append(snapshot.dating.published or date.min)
    mine.content.append(content)
    mine.by_file[snapshot.seen.sha256] = latest + 1
    return replace(snapshot, verdict="accepted", reason=_named_other(snapshot), publication=latest + 1)


def _duplicate(snapshot: Snapshot, mine: Publications, how: str) -> Snapshot:
    latest = len(mine.first) - 1
    mine.last_seen[latest] = max(mine.last_seen[latest], snapshot.dating.published or date.min)
    reason = f"{how} {mine.first[latest].seen.name}; {_named_other(snapshot)}"
    return replace(snapshot, verdict="duplicate", reason=reason, publication=latest)


def _same_agreements(listing: Listing, other: Snapshot, keys: Numbers) -> bool:
    """Whether two lists name the same agreements, whatever became of links and spaces in a copy."""
    if other.listing is None or other.clocks.modified_at is None:
        return False
    return bool(np.array_equal(np.sort(keys[listing.lines]), np.sort(keys[other.listing.lines])))


def _named_other(snapshot: Snapshot) -> str:
    """The dating, and whether the name belongs to the other list."""
    other = "pending" if snapshot.list == "participating" else "participating"
    if other in snapshot.seen.name.lower():
        return f"lists swapped: the name says {other}, the rows are the {snapshot.list} list; {snapshot.dating.reason}"
    return snapshot.dating.reason


def _stale(snapshot: Snapshot, mine: Publications, held: int | None, content: bytes) -> str:
    if held is not None:
        since = len(mine.first) - 1 - held
        return f"stale: byte for byte {mine.first[held].seen.name}, which {since} later lists replaced"
    saved = snapshot.clocks.modified_at
    newer = [s for s in mine.first[-1:] if saved and s.clocks.modified_at and s.clocks.modified_at > saved]
    if newer and content in mine.content:
        return (
            f"stale: the rows of {mine.first[mine.content.index(content)].seen.name}, saved before {newer[0].seen.name}"
        )
    if newer and saved and (newer[0].clocks.modified_at - saved).days >= 1:  # type: ignore[operator]
        return f"stale: saved {saved.date()}, before {newer[0].seen.name}, which was already public"
    return ""


def _unsound(
    snapshot: Snapshot,
    publications: dict[str, Publications],
    later: list[Snapshot],
    usable: np.ndarray[tuple[int], np.dtype[np.bool_]],
    keys: Numbers,
) -> str:
    assert snapshot.listing is not None and snapshot.list is not None
    lines = snapshot.listing.lines
    if len(lines) == 0:
        return "" if "pending" in snapshot.seen.name.lower() and snapshot.list == "pending" else "an empty list"
    good = int(usable[lines].sum())
    if good < _USABLE_SHARE * len(lines) and len(lines) - good > 1:
        return f"{len(lines) - good} of {len(lines)} rows name no state, agency or model: not what the headers say"
    mine = publications[snapshot.list].first
    if snapshot.list == "pending":
        listed = publications["participating"].first
        if len(lines) > 400 and listed and _shared(keys, lines, listed[-1].listing) > 0.5:
            return "the participating list without its SIGNED column"
        return ""
    if not mine:
        return ""
    before = mine[-1].listing
    assert before is not None
    if _lost(lines, before.lines) and not _confirmed(snapshot, later, before):
        name = mine[-1].seen.name
        return f"{len(lines)} rows after the {len(before.lines)} of {name}: truncated, unless later lists confirm it"
    if _shared(keys, before.lines, snapshot.listing) < _KEPT_SHARE:
        return f"it keeps too few of the agreements of {mine[-1].seen.name} to be the same list"
    return ""


def _lost(lines: Numbers, before: Numbers) -> bool:
    loss = len(before) - len(lines)
    return loss > _LOSS_ROWS and loss > _LOSS_SHARE * len(before)


def _confirmed(snapshot: Snapshot, later: list[Snapshot], before: Listing) -> bool:
    """A loss is true if the next distinct files on later days show it too."""
    published = snapshot.dating.published or date.min
    followers = {s.seen.sha256: s for s in later if (s.dating.published or date.min) > published}
    next_ones = list(followers.values())[:_FOLLOWERS]
    return len(next_ones) == _FOLLOWERS and all(s.listing and _lost(s.listing.lines, before.lines) for s in next_ones)


def _shared(keys: Numbers, lines: Numbers, listing: Listing | None) -> float:
    """The share of the agreements in `lines` that `listing` has too."""
    if listing is None or len(lines) == 0:
        return 0.0
    mine = np.unique(keys[lines])
    return float(np.isin(mine, keys[listing.lines]).mean())
