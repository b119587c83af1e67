"""Ids are made of what they name: adding, removing and reordering archives moves no id of an unchanged thing."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from open287g.record.asking.record import Record
from open287g.record.build import understand
from open287g.record.history.draft import Draft
from open287g.record.reading.bundle import SHIPPED, read_bundle
from open287g.record.reading.corpus import Corpus
from tests.record.small_lists import TFM, WSO, Row, participating, understood

SIGNED = date(2026, 5, 19)


@pytest.mark.parametrize("table", ["events", "publications", "agencies", "agreements"])
def test_an_id_names_one_thing(record: Record, table: str) -> None:
    column = {"agencies": "agency_id"}.get(table, f"{table.removesuffix('s')}_id")
    counted = Counter(record.table(table)[column].to_pylist())
    assert [name for name, times in counted.items() if times > 1] == []


def _named(draft: Draft) -> dict[str, tuple[object, ...]]:
    """What each id of publications and events names."""
    named: dict[str, tuple[object, ...]] = {}
    for among in (draft.participating, draft.pending):
        for name, snapshot, day in zip(among.ids, among.snapshots, among.days, strict=True):
            assert snapshot.listing is not None
            rows = sorted(draft.corpus.lines[i] for i in snapshot.listing.lines.tolist())
            named[name] = (among.list, day, rows)
    for event in draft.events:
        whose = (event.agency.agency_id, event.agreement_id, event.model)
        named[event.event_id] = (event.kind, *whose, event.known, event.before, event.after)
    return named


def _parted(corpus: Corpus, seed: int) -> Corpus:
    """A corpus without a tenth of its files, in another order."""
    chance = random.Random(seed)
    cut = Corpus()
    cut.add(corpus)
    cut.seen = [seen for seen in corpus.seen if chance.random() > 0.1]
    chance.shuffle(cut.seen)
    kept = {seen.sha256 for seen in cut.seen}
    cut.listings = {sha: listing for sha, listing in cut.listings.items() if sha in kept}
    return cut


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_fewer_files_in_another_order_move_no_id_of_an_unchanged_thing(seed: int) -> None:
    whole, part = (_named(understand(c)) for c in (read_bundle(SHIPPED), _parted(read_bundle(SHIPPED), seed)))
    assert len(whole.keys() & part.keys()) > 3000
    for name in whole.keys() & part.keys():
        assert whole[name] == part[name], "an id that both have names the same thing"
    ids = {repr(thing): name for name, thing in whole.items()}
    for name, thing in part.items():
        assert ids.get(repr(thing), name) == name, "a thing that both have has the same id"


def test_a_list_found_later_leaves_the_ids_of_its_day_alone(tmp_path: Path) -> None:
    rows = [Row("TEXAS", "Loving County Sheriff's Office", "Loving County", WSO, SIGNED)]
    more = [*rows, Row("TEXAS", "Wink Police Department", "Winkler County", TFM, SIGNED)]
    first = participating(tmp_path, date(2026, 5, 20), rows)
    late = participating(tmp_path, date(2026, 5, 21), more)
    late = late.rename(late.with_name("participatingAgencies05212026pm.xlsx"))
    before = understood(first, late)
    early = participating(
        tmp_path, date(2026, 5, 21), rows[:1] + more[1:] + [more[1]._replace(agency="Kermit Police Department")]
    )
    after = understood(first, early, late)
    assert set(before.participating.ids) <= set(after.participating.ids)
    assert len(after.participating.ids) == 3
