"""The two clocks: what was in force, and what was known of it."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from open287g.record.asking.record import Record
from open287g.record.build import understand
from open287g.record.history.draft import Draft
from open287g.record.reading.bundle import SHIPPED, read_bundle
from open287g.record.reading.corpus import Corpus

FIRST, NEWEST = date(2021, 1, 13), date(2026, 5, 18)


def _rows(record: Record, sql: str, *values: object) -> list[dict[str, Any]]:
    cursor = record.connection.cursor().execute(sql, list(values))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _listed(record: Record, day: date) -> tuple[str, set[str]]:
    """The newest participating list published by `day`, and the agreements that its rows show."""
    publication = record.publication(day)["publication_id"]
    rows = _rows(
        record,
        "SELECT DISTINCT agreement_id FROM observations WHERE publication_id = ? AND agreement_id IS NOT NULL",
        publication,
    )
    return publication, {row["agreement_id"] for row in rows}


def _superseded(record: Record) -> set[str]:
    """Agreements that were signed anew while the list still showed the row they had."""
    return {row["agreement_id"] for row in record.endings().to_pylist() if row["ended_as"] == "superseded"}


def _moved(record: Record) -> set[str]:
    return {row["agreement_id"] for row in record.agreements().to_pylist() if row["status"] == "moved"}


@pytest.mark.parametrize("seed", range(40))
def test_as_known_on_a_day_the_agreements_are_those_of_the_newest_list_by_then(record: Record, seed: int) -> None:
    day = FIRST + timedelta(days=random.Random(seed).randrange((NEWEST - FIRST).days + 1))
    publication, listed = _listed(record, day)
    believed = set(record.in_force(day, day)["agreement_id"].to_pylist())
    # A SIGNED date some days ahead of the list must not hide an agreement that the list already shows.
    assert believed <= listed, publication
    assert listed - believed <= _superseded(record), publication


def test_later_lists_do_say_more_of_a_day(record: Record) -> None:
    day = date(2025, 8, 1)
    first, now = (set(record.in_force(day, known)["agreement_id"].to_pylist()) for known in (day, NEWEST))
    assert first != now


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_what_was_known_on_a_day_is_what_a_record_of_the_lists_up_to_it_says(seed: int) -> None:
    day = FIRST + timedelta(days=random.Random(seed).randrange((NEWEST - FIRST).days + 1))
    corpus = read_bundle(SHIPPED)
    whole = understand(corpus)
    by_then = {s.seen.name for s in whole.snapshots if s.dating.published and s.dating.published <= day}
    cut = Corpus()
    cut.add(corpus)
    cut.seen = [seen for seen in corpus.seen if seen.name in by_then]
    kept = {seen.sha256 for seen in cut.seen}
    cut.listings = {sha: listing for sha, listing in cut.listings.items() if sha in kept}
    assert _known(understand(cut), day) == _known(whole, day)


def _known(draft: Draft, day: date) -> set[tuple[object, ...]]:
    return {
        (b.agreement_id, b.signed, b.valid_from, b.valid_to)
        for b in draft.beliefs
        if b.known_from <= day and (b.known_to is None or day < b.known_to)
    }


def test_beliefs_of_one_agreement_never_overlap_in_both_clocks(record: Record) -> None:
    by_agreement = defaultdict(list)
    for belief in record.table("beliefs").to_pylist():
        assert belief["valid_to"] is None or belief["valid_from"] < belief["valid_to"]
        assert belief["known_to"] is None or belief["known_from"] < belief["known_to"]
        by_agreement[belief["agreement_id"]].append(belief)
    assert len(by_agreement) == record.agreements().num_rows
    for beliefs in by_agreement.values():
        for i, one in enumerate(beliefs):
            for other in beliefs[i + 1 :]:
                known = _overlap(one, other, "known")
                assert not (known and _overlap(one, other, "valid")), (one, other)


def _overlap(one: dict[str, Any], other: dict[str, Any], clock: str) -> bool:
    start = max(one[f"{clock}_from"], other[f"{clock}_from"])
    end = min(one[f"{clock}_to"] or date.max, other[f"{clock}_to"] or date.max)
    return bool(start < end)


def test_something_is_believed_of_an_agreement_at_every_moment_since_its_first_listing(record: Record) -> None:
    moved = _moved(record)
    by_agreement = defaultdict(set)
    for belief in record.table("beliefs").to_pylist():
        by_agreement[belief["agreement_id"]].add((belief["known_from"], belief["known_to"] or date.max))
    for agreement, spans in by_agreement.items():
        ordered = sorted(spans)
        for (_, end), (start, _) in pairwise(ordered):
            assert start <= end, f"{agreement}: nothing believed from {end} to {start}"
        if agreement not in moved:
            assert max(end for _, end in ordered) == date.max


def test_the_agreements_table_says_what_beliefs_say_today(record: Record) -> None:
    listed = {a["agreement_id"] for a in record.agreements().to_pylist() if a["status"] == "listed"}
    assert listed == set(record.in_force(NEWEST)["agreement_id"].to_pylist())
    for agreement in record.agreements().to_pylist():
        assert (
            (agreement["status"] == "listed") == (agreement["valid_to"] is None) == (agreement["last_listed"] == NEWEST)
        )


def test_known_days_are_days_of_publications(record: Record) -> None:
    days = {row["published"] for row in record.publications().to_pylist() if row["list"] == "participating"}
    assert {belief["known_from"] for belief in record.table("beliefs").to_pylist()} <= days


def test_changes_between_two_days_are_the_events_made_known_then(record: Record) -> None:
    since, until = date(2026, 3, 1), date(2026, 3, 31)
    found = record.changes(since, until).to_pylist()
    expected = [e["event_id"] for e in record.events().to_pylist() if since <= e["known"] <= until]
    assert sorted(e["event_id"] for e in found) == sorted(expected)
    florida = record.changes(since, until, "Florida").to_pylist()
    assert [e["event_id"] for e in found if e["state"] == "FL"] == [e["event_id"] for e in florida]
    assert 0 < len(florida) < len(found)
