"""Which raw files the record believes: each is accepted, a duplicate, or quarantined, with the day and the reason.

A list is judged against the lists around it (see `chain`). One that lost too many rows for the days between, or whose
cells are not what their headers say, or that is an old file served again, is kept aside: it must never end agreements.
It is judged again with every list that comes later.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import numpy as np

from open287g.core.thresholds import threshold
from open287g.record.believing.chain import Fault, faults
from open287g.record.believing.dating import (
    LONG_LIST,
    Clocks,
    Dating,
    date_file,
    has_digits,
    newest_credible,
    untimely,
)
from open287g.record.believing.naming import named_day
from open287g.record.believing.soundness import Codes, codes_of
from open287g.record.reading.corpus import Corpus, Listing, Numbers, Seen
from open287g.record.reading.lines import Entry
from open287g.record.values import ListName, Verdict, values

_USABLE_SHARE = threshold("record", "usable_share")


@dataclass(frozen=True)
class Snapshot:
    """One raw file with its clocks and the verdict on it; `list` is what its rows are."""

    seen: Seen
    list: ListName | None
    listing: Listing | None
    clocks: Clocks
    dating: Dating
    verdict: Verdict | None = None
    reason: str = ""
    publication: int | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts files of one list by when they were published."""
        saved = self.clocks.modified_at or datetime.min
        day = self.dating.published or date.max
        return day, self.dating.half, self.clocks.captured_at or saved, saved, len(self.seen.name), self.seen.name

    @property
    def day(self) -> date:
        """The day of its publication; the first of all where it has none."""
        return self.dating.published or date.min

    @property
    def lines(self) -> Numbers:
        """The rows of its list, by number of line; none where it cannot be read."""
        return np.empty(0, np.int32) if self.listing is None else self.listing.lines


@dataclass
class Publications:
    """The accepted states of one list, in order: for each the file that first shows it and the days it was seen."""

    first: list[Snapshot] = field(default_factory=list)
    last_seen: list[date] = field(default_factory=list)
    content: list[bytes] = field(default_factory=list)
    by_file: dict[str, int] = field(default_factory=dict)


def judge(corpus: Corpus, entries: list[Entry]) -> tuple[list[Snapshot], dict[str, Publications]]:
    """The verdict on every sighting of `corpus`, and the publications of each list. `entries` are of corpus.lines."""
    codes = codes_of(entries)
    signed = np.array([entry.signed.toordinal() if entry.signed else 0 for entry in entries], np.int32)
    snapshots = [_snapshot(corpus, signed, seen) for seen in corpus.seen]
    judged: list[Snapshot] = [s for s in snapshots if s.verdict]
    publications = {name: Publications() for name in values(ListName)}
    # The participating list first: a pending list that repeats it is one of its faults.
    for name in publications:
        files = sorted((s for s in snapshots if s.list == name and not s.verdict), key=lambda s: s.order)
        refused = _refused(files, publications, codes)
        for snapshot in files:
            judged.append(_judge_file(snapshot, publications[name], refused, codes))
    return sorted(judged, key=lambda s: (s.seen.name, s.seen.sha256)), publications


def _snapshot(corpus: Corpus, signed: Numbers, seen: Seen) -> Snapshot:
    """One sighting with its clocks; `signed` is the ordinal of each line's SIGNED, 0 where it has none."""
    named, half = named_day(seen.name) if seen.captured_at is None or not _captured_name(seen) else (None, 1)
    listing = corpus.listings.get(seen.sha256)
    if listing is None:
        clocks = Clocks(named, half, seen.captured_at, None, None)
        why = corpus.unreadable.get(seen.sha256, "never read")
        return Snapshot(seen, None, None, clocks, Dating(None, half, ""), "quarantined", why)
    ends = [d for d in (named, _day(seen.captured_at), _day(listing.modified_at)) if d is not None]
    newest = newest_credible(signed[listing.lines], max(ends, default=None))
    clocks = Clocks(named, half, seen.captured_at, listing.modified_at, newest)
    dating = date_file(clocks, has_digits(seen.name))
    name: ListName = "participating" if "signed" in listing.columns else "pending"
    snapshot = Snapshot(seen, name, listing, clocks, dating)
    if dating.published is None:
        return replace(snapshot, verdict="quarantined", reason=dating.reason)
    return snapshot


def _captured_name(seen: Seen) -> bool:
    return seen.captured_at is not None and seen.captured_at.strftime("%Y%m%d%H%M%S") in seen.name


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _refused(files: list[Snapshot], publications: dict[str, Publications], codes: Codes) -> dict[str, str]:
    """Why files are not believed, by hash: what is wrong in themselves, and then what no neighbor says too."""
    listed = publications["participating"].first
    first: dict[str, Snapshot] = {}
    for snapshot in files:
        first.setdefault(snapshot.seen.sha256, snapshot)
    alone = {sha: why for sha, s in first.items() if (why := _wrong_in_itself(s, listed, codes))}
    sound = [s for s in first.values() if s.seen.sha256 not in alone and not untimely(s.clocks, len(s.lines))]
    is_pending = bool(sound) and sound[0].list == "pending"
    faulty = faults(sound, codes, is_pending=is_pending)
    return alone | {sound[at].seen.sha256: _said(fault, sound) for at, fault in faulty.items()}


def _said(fault: Fault, files: list[Snapshot]) -> str:
    names = [files[near].seen.name for near in fault.neighbors]
    said = "; ".join(f"{count} {bound.says.format(names[0])}" for bound, count in fault.broken.items())
    if len(names) == 2:
        return f"{said}: not believed, for {names[1]} shows nothing of it"
    return f"{said}: not believed until later lists confirm it"


def _judge_file(snapshot: Snapshot, mine: Publications, refused: dict[str, str], codes: Codes) -> Snapshot:
    assert snapshot.listing is not None
    listing = snapshot.listing
    content = np.sort(listing.lines).tobytes()
    latest = len(mine.first) - 1
    held = mine.by_file.get(snapshot.seen.sha256)
    if held is not None and held == latest:
        return _duplicate(snapshot, mine, "the same bytes as")
    if latest >= 0 and content == mine.content[latest]:
        mine.by_file.setdefault(snapshot.seen.sha256, latest)
        return _duplicate(snapshot, mine, "the same rows as")
    if latest >= 0 and snapshot.clocks.modified_at is None and _same_agreements(listing, mine.first[latest], codes):
        return _duplicate(snapshot, mine, "a copy, made by somebody else, of the agreements of")
    fault = (
        _stale(snapshot, mine, held, content)
        or untimely(snapshot.clocks, len(listing.rows))
        or refused.get(snapshot.seen.sha256, "")
    )
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


def _same_agreements(listing: Listing, other: Snapshot, codes: Codes) -> bool:
    """Whether two lists name the same agreements, whatever became of links and spaces in a copy."""
    if other.listing is None or other.clocks.modified_at is None:
        return False
    mine, theirs = codes.signing[listing.lines], codes.signing[other.listing.lines]
    return bool(np.array_equal(np.sort(mine), np.sort(theirs)))


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
    saved, latest = snapshot.clocks.modified_at, mine.first[-1] if mine.first else None
    public = None if latest is None else _saved_before_public(latest)
    if saved is None or latest is None or public is None or public <= saved:
        return ""
    before = f"saved before {latest.seen.name}"
    if content in mine.content:
        return f"stale: the rows of {mine.first[mine.content.index(content)].seen.name}, {before}"
    if (public - saved).days >= 1:
        return f"stale: saved {saved.date()}, before {latest.seen.name}, which was already public"
    return ""


def _saved_before_public(snapshot: Snapshot) -> datetime | None:
    """When a list was saved; None where that is after the day on which it was public already, for then it lies."""
    saved = snapshot.clocks.modified_at
    return saved if saved is not None and saved.date() <= snapshot.day + timedelta(days=1) else None


def _wrong_in_itself(snapshot: Snapshot, listed: list[Snapshot], codes: Codes) -> str:
    lines = snapshot.lines
    if len(lines) == 0:
        return "" if "pending" in snapshot.seen.name.lower() and snapshot.list == "pending" else "an empty list"
    unread = codes.unread_in(lines)
    if unread > 1 and len(lines) - unread < _USABLE_SHARE * len(lines):
        return f"{unread} of {len(lines)} rows name no state, agency or model: not what the headers say"
    if snapshot.list == "pending" and len(lines) > LONG_LIST and listed and codes.share(lines, listed[-1].lines) > 0.5:
        return "the participating list without its SIGNED column"
    return ""
