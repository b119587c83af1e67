"""Ids are made of what they name: adding, removing and reordering archives moves no id of an unchanged thing."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from open287g.core.bundled import read_table
from open287g.core.errors import NotFoundError
from open287g.record.asking.ids import present_id
from open287g.record.asking.loaded import LoadedRecord
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
        after = "" if event.kind == "delisted" else event.after
        named[event.event_id] = (event.kind, *whose, event.known, event.before, after)
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
def test_fewer_files_in_another_order_move_no_id_of_an_unchanged_thing() -> None:
    whole = _named(understand(read_bundle(SHIPPED)))
    ids = {repr(thing): name for name, thing in whole.items()}
    for seed in range(3):
        part = _named(understand(_parted(read_bundle(SHIPPED), seed)))
        assert len(whole.keys() & part.keys()) > 3000
        for name in whole.keys() & part.keys():
            assert whole[name] == part[name], "an id that both have names the same thing"
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


RETIRED = [(row["old_id"], row["new_id"]) for row in read_table("record/data/retired_ids.csv")]


def test_an_ending_keeps_its_id_while_later_lists_make_it_surer(tmp_path: Path) -> None:
    gone = [Row("TEXAS", "Loving County Sheriff's Office", "Loving County", WSO, SIGNED)]
    days = [date(2026, 5, 20) + timedelta(days=5 * i) for i in range(8)]
    town = [Row("TEXAS", f"Wink {i} Police Department", "Winkler County", TFM, SIGNED) for i in range(8)]
    lists = [participating(tmp_path, day, [*(gone if i < 2 else []), town[i]]) for i, day in enumerate(days)]
    told = [
        {
            e.event_id: e.after
            for e in understood(*lists[:n]).events
            if e.kind == "delisted" and "loving" in str(e.agreement_id)
        }
        for n in (3, 8)
    ]
    assert told[0].keys() == told[1].keys() and len(told[0]) == 1
    assert [*told[0].values()] == ["suspected"] and [*told[1].values()] == ["probable"]


def test_every_id_of_an_agency_ever_published_leads_to_one_that_stands(record: Record) -> None:
    present = set(record.agencies()["agency_id"].to_pylist())
    published = {row["agency_id"] for row in read_table("record/data/agencies.csv")}
    for name in published | {old for old, _ in RETIRED if ":" not in old}:
        assert record.find(name) in present, name


def test_every_id_of_an_agreement_ever_published_leads_to_one_that_stands(record: Record) -> None:
    loaded = LoadedRecord.load(record.path)
    known = {*loaded.agreements, *record.table("early_agreements")["agreement_id"].to_pylist()}
    published = [row["agreement_id"] for row in read_table("record/data/agreement_ids.csv")]
    assert len(published) == len(set(published)) > 2_200
    assert set(loaded.agreements) <= set(published), "a new id stands in the register: run open287g archive pack"
    for name in published:
        found = loaded.present(name)
        assert found is not None and found.present in known, name


@pytest.mark.parametrize(("old", "new"), [pair for pair in RETIRED if ":" in pair[0]])
def test_a_retired_id_of_an_agreement_answers_with_the_present_one_and_says_so(
    record: Record, old: str, new: str
) -> None:
    page = record.agreement(old)
    assert page["agreement_id"] == new and page["events"]
    assert (page["redirected"]["from"], page["redirected"]["to"]) == (old, new) and page["redirected"]["reason"]
    assert record.evidence(old)["agreement_id"] == new
    assert record.evidence(old)["redirected"] == page["redirected"]
    assert record.agreement(new)["redirected"] is None
    told = record.agency(old)
    assert told["agency_id"] == new.partition(":")[0] and told["redirected"]["from"] == old


def test_an_agreement_of_a_renamed_agency_answers_under_its_present_name(record: Record) -> None:
    page = record.agreement("NJ-monmouth-county-sheriffs-office-addendum:JEM:1")
    assert page["agreement_id"] == "NJ-monmouth-county-sheriffs-office:JEM:1"
    assert "document" in page["redirected"]["reason"]


@pytest.mark.parametrize("name", ["TX-webb-county-sheriffs-office:JEM:3", "TX-nobody:TFM:1", "x:y", ":", "a:b:c:d"])
def test_an_id_that_never_was_is_not_found(record: Record, name: str) -> None:
    with pytest.raises(NotFoundError):
        record.agreement(name)
    with pytest.raises(NotFoundError):
        record.evidence(name)


def test_an_agreement_follows_its_agency_and_then_its_own_redirect() -> None:
    redirects = {"A": ("B", "renamed"), "B:TFM:2": ("B:TFM:1", "re-dated")}
    found = present_id("A:TFM:2", {"B", "B:TFM:1"}, redirects)
    assert found is not None and (found.present, found.reason) == ("B:TFM:1", "re-dated")
    assert present_id("A:TFM:1", {"B:TFM:1"}, redirects) == ("A:TFM:1", "B:TFM:1", "renamed")
    assert present_id("C:TFM:1", {"B:TFM:1"}, redirects) is None
