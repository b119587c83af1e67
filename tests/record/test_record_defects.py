"""Every class of defect that ICE's lists are known to have, and what the record makes of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import pytest

from open287g.archive.workbooks.sheet import Line
from open287g.record.asking.record import Record
from open287g.record.reading.lines import read_line
from open287g.vocabulary.file_names import day_in_name


def _snapshot(record: Record, name: str) -> dict[str, Any]:
    return next(row for row in record.snapshots().to_pylist() if row["name"] == name)


def _signals(record: Record, kind: str) -> list[dict[str, Any]]:
    return [row for row in record.signals().to_pylist() if row["kind"] == kind]


def test_an_old_list_served_again_is_kept_aside_and_ends_nothing(record: Record) -> None:
    stale = _snapshot(record, "participatingAgencies04212025am.xlsx")
    assert (stale["verdict"], stale["publication_id"]) == ("quarantined", None)
    assert "byte for byte participatingAgencies03062025am.xlsx" in stale["reason"]
    assert not [e for e in record.events().to_pylist() if e["known"] == date(2025, 4, 21)]


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("participatingAgencies08022025pm.xlsx", date(2025, 9, 2)),
        ("participatingAgencies01052025pm.xlsx", date(2026, 1, 5)),
        ("participatingAgencies01062025pm.xlsx", date(2026, 1, 6)),
        ("participatingAgencies01092025pm.xlsx", date(2026, 1, 9)),
        ("pendingAgencies01052025pm.xlsx", date(2026, 1, 5)),
        ("pendingAgencies01092025pm.xlsx", date(2026, 1, 9)),
    ],
)
def test_a_misdated_name_gives_way_to_the_other_clocks(record: Record, name: str, published: date) -> None:
    snapshot = _snapshot(record, name)
    assert snapshot["published"] == published
    assert snapshot["verdict"] in ("accepted", "duplicate")
    assert "misdated name" in snapshot["reason"]


def test_a_name_with_a_digit_too_many_is_dated_by_its_saving(record: Record) -> None:
    odd = [row for row in record.snapshots().to_pylist() if "090022025" in row["name"]]
    assert odd
    for row in odd:
        assert row["published"] == date(2025, 9, 2)
        assert "cannot be read" in row["reason"]


def test_swapped_lists_are_read_as_what_they_are(record: Record) -> None:
    one = _snapshot(record, "participatingAgencies09222025pm.xlsx")
    other = _snapshot(record, "pendingAgencies09222025pm.xlsx")
    assert (one["list"], one["rows"]) == ("pending", 42)
    assert (other["list"], other["rows"]) == ("participating", 1000)
    assert "lists swapped" in one["reason"] and "lists swapped" in other["reason"]


def test_hidden_rows_are_data(record: Record) -> None:
    hiding = _snapshot(record, "participatingAgencies10222025mid.xlsx")
    assert (hiding["rows"], hiding["hidden_rows"]) == (1097, 963)
    publication = next(
        row for row in record.publications().to_pylist() if row["publication_id"] == hiding["publication_id"]
    )
    assert publication["rows"] == 1097
    assert publication["removed"] <= 5


def test_a_scratch_sheet_is_ignored_by_name(record: Record) -> None:
    ignored = _signals(record, "sheet ignored")
    assert [(s["file"], s["value"], s["action"]) for s in ignored] == [
        ("participatingAgencies03022026am.xlsx", "Sheet2", "ignored")
    ]


def test_misspelt_states_are_repaired_and_their_rows_kept(record: Record) -> None:
    repaired = {s["value"]: s["read_as"] for s in _signals(record, "state misspelt")}
    assert repaired["PENNSLYVANIA"] == "PA"
    assert repaired["UTAHJ"] == "UT"
    assert not _signals(record, "state unreadable")
    lost = [row for row in record.table("lines").to_pylist() if row["raw_state"].strip() and row["state"] is None]
    assert lost == []


@pytest.mark.parametrize(
    ("agency_id", "not_in"),
    [
        ("FL-lake-placid-police-department", "NY"),
        ("MN-crow-wing-county-sheriffs-office", "MA"),
        ("MN-cass-county-sheriffs-office", "MT"),
        ("TX-wichita-county-sheriffs-office", "OK"),
        ("SC-kershaw-county-sheriffs-office", "FL"),
    ],
)
def test_agencies_put_under_a_wrong_state_stand_in_their_own_only(record: Record, agency_id: str, not_in: str) -> None:
    page = record.agency(agency_id)
    assert page["state"] == agency_id[:2]
    namesakes = [a for a in record.agencies().to_pylist() if a["state"] == not_in and a["name"] == page["name"]]
    assert namesakes == []
    listed = [e for e in page["events"] if e["kind"] in ("listed", "pended")]
    assert len([e for e in listed if e["kind"] == "listed"]) == len(page["agreements"])


def test_every_wrong_state_leaves_a_signal_with_its_reason(record: Record) -> None:
    moved = _signals(record, "wrong state")
    assert {(s["value"].upper(), s["read_as"]) for s in moved} >= {("NEW YORK", "FL"), ("MASSACHUSETTS", "MN")}
    assert all(len(s["reason"]) > 20 for s in moved)


def test_models_misspelt_are_read_and_told(record: Record) -> None:
    repaired = {s["value"].strip().lower(): s["read_as"] for s in _signals(record, "model misspelt")}
    assert repaired["warrant services officer"] == "WSO"
    assert repaired["task force officer"] == "TFM"
    models = {a["model"] for a in record.agreements().to_pylist()}
    assert models == {"JEM", "WSO", "TFM"}


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("TFM", "TFM"),
        ("Task Force", "TFM"),
        ("Task Force Modle", "TFM"),
        ("Jail Enforcemnt Model", "JEM"),
        ("Warrant Service Oficer", "WSO"),
        ("TFN", None),
        ("Model", None),
        ("Warrant Model", None),
    ],
)
def test_a_model_is_read_by_its_abbreviation_or_but_for_one_letter(text: str, model: str | None) -> None:
    cells = Line("TEXAS", "Loving County Sheriff's Office", "", "", text, "", "", "", "none", "", "", "none")
    assert read_line(cells).model == model


def test_odd_dates_are_read_or_told(record: Record) -> None:
    read = {s["value"]: s["read_as"] for s in _signals(record, "date as text")}
    assert read["05/082025"] == "2025-05-08"
    assert read["7/72025"] == "2025-07-07"
    impossible = {s["value"]: s["read_as"] for s in _signals(record, "date impossible")}
    assert impossible["5025-07-07"] == "2025-07-07"
    for agreement in record.agreements().to_pylist():
        assert agreement["signed"] is None or date(2002, 1, 1) <= agreement["signed"] <= date(2026, 5, 18)


def test_the_first_day_in_force_is_the_day_of_what_it_rests_on(record: Record) -> None:
    redated = {e["agreement_id"] for e in record.events().to_pylist() if e["kind"] == "date_corrected"}
    for agreement in record.agreements().to_pylist():
        basis, since = agreement["valid_from_basis"], agreement["valid_from"]
        if basis in ("signed", "executed"):
            assert since == agreement[basis]
        if basis in ("signed", "listed") and agreement["agreement_id"] not in redated:
            assert since <= agreement["first_listed"]
        if basis == "memorandum":
            assert since == day_in_name(agreement["moa_file"])
        if agreement["executed"] and agreement["agency_signed"] and agreement["ice_signed"]:
            assert agreement["executed"] == max(agreement["agency_signed"], agreement["ice_signed"])


def test_addresses_are_unwrapped(record: Record) -> None:
    urls = [row[c] for row in record.table("lines").to_pylist() for c in ("moa_url", "addendum_url") if row[c]]
    assert len(set(urls)) > 1500
    for url in set(urls):
        assert url.startswith(("https://", "http://")), url
        for wrapper in ("safelinks", "chrome-extension", "web.archive.org", "//https"):
            assert wrapper not in url, url


def test_curly_quotes_and_inner_spaces_do_not_part_an_agency(record: Record) -> None:
    raw = defaultdict(set)
    for row in record.table("lines").to_pylist():
        if row["agency_id"]:
            raw[row["agency_id"]].add(row["raw_agency"])
    calhoun, walker = raw["TX-calhoun-county-sheriffs-office"], raw["TX-walker-county-sheriffs-department"]
    assert {"Calhoun County Sheriff's Office", "Calhoun County Sheriff’s Office"} <= calhoun
    assert {"Walker County Sheriff's Office", "Walker County Sheriff’s Department"} <= walker


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        ("GA", "Cobb County Sheriff's Office", "Bibb County Sheriff's Office"),
        ("TN", "Moore County Sheriff's Office", "Monroe County Sheriff's Office"),
        ("FL", "Melbourne Police Department", "Melbourne Beach Police Department"),
        ("AZ", "Pinal County Sheriff's Office", "Pinal County Attorney's Office"),
    ],
)
def test_look_alikes_are_two_agencies(record: Record, state: str, one: str, other: str) -> None:
    first, second = record.resolve(one, state), record.resolve(other, state)
    assert first.agency_id and second.agency_id
    assert first.agency_id != second.agency_id


def test_pima_is_not_taken_for_pinal(record: Record) -> None:
    assert record.resolve("Pinal County Sheriff's Office", "AZ").agency_id == "AZ-pinal-county-sheriffs-office"
    assert record.resolve("Pima County Sheriff's Office", "AZ").agency_id is None


@pytest.mark.parametrize(
    ("state", "spelling", "agency_id"),
    [
        ("FL", "Waria-labelon County Sheriff's Office", "FL-walton-county-sheriffs-office"),
        ("MN", "Freedom County Sheriff's Office", "MN-freeborn-county-sheriffs-office"),
    ],
)
def test_mistyped_names_lead_to_their_agency(record: Record, state: str, spelling: str, agency_id: str) -> None:
    assert record.resolve(spelling, state).agency_id == agency_id


def test_one_agreement_listed_twice_in_one_list_is_one(record: Record) -> None:
    twice = (
        record.connection.cursor()
        .execute(
            """SELECT publication_id, agreement_id, count(*) FROM observations
        WHERE agreement_id IS NOT NULL AND publication_id LIKE 'participating%' GROUP BY ALL HAVING count(*) > 1"""
        )
        .fetchall()
    )
    assert any("fort-walton-beach" in agreement for _, agreement, _ in twice)
    for publication, _, _ in twice:
        day = record.publications().to_pylist()
        published = next(row for row in day if row["publication_id"] == publication)
        assert published["agreements"] < published["rows"]


def test_corrections_of_signed_keep_the_agreement_and_renewals_begin_another(record: Record) -> None:
    kinds = Counter(e["kind"] for e in record.events().to_pylist())
    assert kinds["date_corrected"] > kinds["renewed"] > 0
    by_pair = defaultdict(list)
    for agreement in record.agreements().to_pylist():
        by_pair[agreement["agency_id"], agreement["model"]].append(agreement)
    for agreements in by_pair.values():
        assert sorted(a["n"] for a in agreements) == list(range(1, len(agreements) + 1))
    rows = {a["agreement_id"]: a for a in record.agreements().to_pylist()}
    # After a row that was another agency's the next one is the first signing, whatever its number.
    before = {name: f"{name.rpartition(':')[0]}:{row['n'] - 1}" for name, row in rows.items() if row["n"] > 1}
    again = {name for name, earlier in before.items() if rows[earlier]["status"] != "moved"}
    assert {e["agreement_id"] for e in record.events().to_pylist() if e["kind"] == "renewed"} == again


def test_most_corrections_are_by_one_day(record: Record) -> None:
    gaps = Counter(
        abs((date.fromisoformat(e["after"]) - date.fromisoformat(e["before"])).days)
        for e in record.events().to_pylist()
        if e["kind"] == "date_corrected" and e["before"] and e["after"]
    )
    assert gaps.most_common(1)[0][0] == 1


def test_an_agreement_that_comes_back_soon_had_not_ended(record: Record) -> None:
    flickers = record.flickers().to_pylist()
    assert flickers
    since = {row["agreement_id"]: row["valid_from"] for row in record.agreements().to_pylist()}
    for flicker in flickers:
        assert flicker["last_listed"] <= flicker["first_absent"] < flicker["relisted"]
        gap = record.in_force(flicker["first_absent"])["agreement_id"].to_pylist()
        at_the_time = record.in_force(flicker["first_absent"], flicker["first_absent"])["agreement_id"].to_pylist()
        signed = since[flicker["agreement_id"]] <= flicker["first_absent"]
        assert (flicker["agreement_id"] in gap) == (flicker["treated_as"] == "flicker" and signed)
        assert flicker["agreement_id"] not in at_the_time, "at the time nobody could know that it would return"


def test_a_long_absence_is_two_periods_in_the_world(record: Record) -> None:
    rejoined = [f for f in record.flickers().to_pylist() if f["treated_as"] == "rejoined"]
    assert rejoined
    for flicker in rejoined:
        today = [
            b for b in record.table("beliefs").to_pylist()
            if b["agreement_id"] == flicker["agreement_id"] and b["known_to"] is None
        ]  # fmt: skip
        assert {b["valid_to"] for b in today} >= {flicker["first_absent"]}
        assert flicker["relisted"] in {b["valid_from"] for b in today}


def test_a_row_that_ice_moved_to_another_agency_ended_nothing(record: Record) -> None:
    moved = [a for a in record.agreements().to_pylist() if a["status"] == "moved"]
    assert moved
    endings = {row["agreement_id"] for row in record.endings().to_pylist()}
    for agreement in moved:
        assert agreement["agreement_id"] not in endings
        assert agreement["ending"] is None


def test_endings_are_graded_by_days_and_publications(record: Record) -> None:
    for ending in record.endings().to_pylist():
        if ending["ended_as"] in ("unexplained", "withdrawn"):
            days, publications = ending["days_absent"], ending["publications_absent"]
            grade = "suspected"
            if days >= 14 and publications >= 4:
                grade = "probable"
            if days >= 90 and publications >= 20:
                grade = "confirmed"
            assert ending["grade"] == grade, ending
        else:
            assert ending["grade"] in ("probable", "confirmed")


def test_every_ended_agreement_has_its_delisting_and_no_other_has(record: Record) -> None:
    delisted = {e["agreement_id"] for e in record.events().to_pylist() if e["kind"] == "delisted"}
    gone = {a["agreement_id"] for a in record.agreements().to_pylist() if a["status"] != "listed"}
    rejoined = {f["agreement_id"] for f in record.flickers().to_pylist() if f["treated_as"] == "rejoined"}
    assert delisted == gone | rejoined


def test_pending_applications_are_followed_to_their_listing(record: Record) -> None:
    rows = record.pending().to_pylist()
    listed = [row for row in rows if row["status"] == "listed"]
    assert len(listed) > 0.85 * len(rows)
    for row in listed:
        assert row["listed"] >= row["first_pending"]
        assert row["days_to_listed"] == (row["listed"] - row["first_pending"]).days
        assert row["agreement_id"]
    waited = sorted(row["days_to_listed"] for row in listed)
    assert 5 <= waited[len(waited) // 2] <= 14


def test_the_line_of_a_file_not_believed_belongs_to_no_list(record: Record) -> None:
    shown = dict(
        record.connection.cursor()
        .execute("SELECT DISTINCT line, split_part(publication_id, '-', 1) FROM observations")
        .fetchall()
    )
    for row in record.table("lines").to_pylist():
        assert row["list"] == shown.get(row["line"]) or (row["list"] == "participating" and row["line"] in shown)
