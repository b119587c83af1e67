"""Arrests counted: exact, split at breaks, small cells withheld; operations; footprints of agreements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from open287g.activity.releases.load import load_releases, reading
from open287g.cli.main import app
from open287g.core.errors import InputError
from open287g.oversight.arrests.around import around
from open287g.oversight.arrests.breaks import breaks, crossed
from open287g.oversight.arrests.count import count
from open287g.oversight.arrests.footprint import footprints, span_of
from open287g.oversight.arrests.frame import PROGRAM, Frame, arrests_of
from open287g.oversight.arrests.operation import asked, brief
from open287g.oversight.arrests.usual import usual
from open287g.record.asking.record import Record

HEAD = "Apprehension Date,Apprehension Method,Area of Responsibility,Apprehension Landmark,Gender\n"


@pytest.fixture(scope="module")
def real(shared: Path, record: Record) -> Iterator[Frame]:
    files = [shared / "data" / "arrests" / f"ice_arrests_fy{year}.csv.gz" for year in (2016, 2017, 2018, 2019)]
    with reading(threads=2) as con:
        yield arrests_of(con, list(load_releases(con, files)), record)


def made(tmp_path: Path, lines: Sequence[tuple[str, str, str, str]]) -> Path:
    path = tmp_path / "made.csv"
    path.write_text(HEAD + "".join(f"{','.join(line)},M\n" for line in lines))
    return path


def framed(con: Any, path: Path) -> Frame:
    return arrests_of(con, list(load_releases(con, [path])), None)


def told(frame: Frame, by: Sequence[str], **options: Any) -> dict[tuple[Any, ...], Any]:
    return {tuple(row[key] for key in by): row["arrests"] for row in count(frame, by, **options).rows}


def test_arrests_of_agencies_are_those_counted_by_hand(real: Frame) -> None:
    by_agency = told(real, ["agency"], method=PROGRAM, all_cells=True)
    assert by_agency["Mecklenburg County Sheriff's Office",] == 595
    # 5,731 and 230 at its jail, one at a town of the county that the landmark names.
    assert by_agency["Gwinnett County Sheriff's Office",] == 5_962
    by_year = told(real, ["year"], method=PROGRAM)
    assert by_year == {("2016",): 3_149, ("2017",): 7_164, ("2018",): 10_338, ("2019",): 8_361}


def test_a_year_that_is_not_whole_is_said(real: Frame) -> None:
    notes = count(real, ["year"]).notes
    assert any("eleven months" in note for note in notes)


def test_counts_by_area_add_up_and_name_what_has_none(real: Frame) -> None:
    rows = told(real, ["area"], all_cells=True)
    assert sum(rows.values()) == 544_059
    assert rows["unknown",] == 3_808


@pytest.mark.slow
def test_a_second_engine_counts_every_month_area_and_method_alike(real: Frame, shared: Path) -> None:
    names = {"Apprehension Date": "month", "Area of Responsibility": "area", "Apprehension Method": "method"}
    files = [shared / "data" / "arrests" / f"ice_arrests_fy{year}.csv.gz" for year in (2016, 2017, 2018, 2019)]
    # Five lines of preamble, as a person sees who opens the file; pandas guesses no type and no null.
    read = [
        pd.read_csv(one, sep="|", skiprows=5, usecols=list(names), dtype=str, keep_default_na=False) for one in files
    ]
    frame = pd.concat(read).rename(columns=names)
    frame["month"] = pd.to_datetime(frame["month"], format="%m/%d/%Y").dt.strftime("%Y-%m")
    for key in ("area", "method"):
        frame[key] = frame[key].str.strip().replace("", "unknown")
    theirs = frame.groupby(["month", "area", "method"]).size().to_dict()
    assert sum(theirs.values()) == 544_059 and len(theirs) > 5_000
    assert told(real, ["month", "area", "method"], all_cells=True) == theirs


def test_agencies_of_one_name_in_two_states_are_two(real: Frame) -> None:
    rows = [
        r for r in count(real, ["agency"], all_cells=True).rows if r["agency"] == "Washington County Sheriff's Office"
    ]
    assert len({row["agency_state"] for row in rows}) == len(rows) > 1


def test_a_quarter_of_the_programs_rows_is_at_no_agency_with_an_agreement(real: Frame, record: Record) -> None:
    listed = {row["agency_id"] for row in footprints(real, record) if row["listed_from"]} - {None}
    rows = count(real, ["agency"], method=PROGRAM, all_cells=True).rows
    under = sum(row["arrests"] for row in rows if row["agency_id"] in listed)
    unknown = sum(row["arrests"] for row in rows if row["agency"] == "unknown")
    assert 0.70 < under / 29_012 < 0.80
    assert 0.15 < unknown / 29_012 < 0.25


def test_mississippi_is_the_lesson_of_rows_without_area(real: Frame, record: Record) -> None:
    question = asked(date(2019, 8, 7), date(2019, 8, 7), "New Orleans Area of Responsibility", None)
    answer = brief(question, real, record)
    (day,) = answer["days"]
    assert (answer["refused"], answer["arrests"], answer["without_area"]) == (False, 115, 244)
    assert (day["weekday"], day["usual"]) == ("Wednesday", 37)
    assert day["high"] < 115
    assert answer["register"][0]["claimed"] == 680
    assert answer["notes"]
    assert answer["agreements"]["by_model"]["JEM"] > 0


def test_an_operation_outside_the_files_is_refused_with_its_register_and_agreements(
    real: Frame, record: Record
) -> None:
    answer = brief(asked(date(2025, 4, 21), date(2025, 4, 24), None, "FL"), real, record)
    assert answer["refused"]
    assert "2015-10-01 to 2019-09-01" in answer["reasons"][0]
    assert answer["register"][0]["claimed"] == 800
    assert answer["agreements"]["agencies"] > 100
    assert "arrests" not in answer


def test_a_small_day_of_an_operation_is_not_the_total_less_the_others(tmp_path: Path, record: Record) -> None:
    days = ["06/03/2018"] * 9 + ["06/04/2018"] * 2 + ["06/05/2018"] * 30
    rows = [(day, PROGRAM if n else "Located", "Miami", "X COUNTY JAIL") for n, day in enumerate(days)]
    with reading(threads=1) as con:
        answer = brief(
            asked(date(2018, 6, 3), date(2018, 6, 5), "Miami", None), framed(con, made(tmp_path, rows)), record
        )
    assert answer["arrests"] == 41
    assert [day["arrests"] for day in answer["days"]] == [None, None, 30]
    assert answer["by_method"] == {PROGRAM: None, "Located": None}


def test_the_usual_is_of_the_same_weekday() -> None:
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(400)]
    counts = {day: 100 if day.weekday() == 4 else 1 for day in days}
    found = usual(counts, date(2018, 6, 1), [], days[0], days[-1])
    assert found is not None
    assert (found.median, found.low, found.high) == (100, 100, 100)
    assert usual(counts, date(2018, 6, 1), [], date(2018, 5, 20), date(2018, 6, 10)) is None


def test_endings_are_seen_in_the_records_of_arrest(real: Frame, record: Record) -> None:
    found = {row["agency_id"] or row["agency"]: row for row in footprints(real, record)}
    mecklenburg, wake = found["NC-mecklenburg-county-sheriffs-office"], found["NC-wake-county-sheriffs-office"]
    assert (str(mecklenburg["ended_after"]), str(wake["ended_after"])) == ("2018-12-12", "2018-12-15")
    assert mecklenburg["ended_by"] - mecklenburg["ended_after"] < timedelta(days=7)
    assert found["GA-gwinnett-county-sheriffs-office"]["finding"] == "in use to the end of the file"
    assert found["Durham County Sheriff's Office"]["finding"] == "used, never listed"
    assert any(row["finding"] == "listed, never used" for row in found.values())


def test_no_day_of_few_arrests_is_told(real: Frame, record: Record) -> None:
    few = [row for row in footprints(real, record) if (row["arrests"] or 0) < 20]
    assert few
    assert all(row["ended_after"] is None and row["began_by"] is None for row in few)
    assert not any(0 < (row["arrests"] or 0) < 5 for row in few)


def test_a_silence_at_the_end_of_a_file_is_no_end() -> None:
    first, last = date(2018, 1, 1), date(2018, 12, 31)
    daily = [first + timedelta(days=n) for n in range(350)]
    assert span_of(daily, first, last).ended_by is None
    assert span_of(daily[:200], first, last).ended_after == daily[199]


def test_silence_since_the_method_is_recorded_otherwise_is_no_end_and_no_disuse(tmp_path: Path, record: Record) -> None:
    start = date(2025, 1, 1)
    used = [start + timedelta(days=n) for n in range(205)]
    lines = [(f"{day:%m/%d/%Y}", PROGRAM, "Miami", "COLLIER COUNTY JAIL") for day in used]
    lines += [("12/31/2025", "Located", "Miami", "COLLIER COUNTY JAIL")]
    with reading(threads=1) as con:
        frame = arrests_of(con, list(load_releases(con, [made(tmp_path, lines)])), record)
        found = {row["agency_id"]: row for row in footprints(frame, record)}
    collier = found["FL-collier-county-sheriffs-office"]
    assert (collier["arrests"], collier["ended_by"]) == (205, None)
    assert collier["finding"] == "end unknown: the method is recorded otherwise"
    assert not {row["finding"] for row in found.values()} & {"use ended", "listed, never used"}


def test_a_claim_whose_days_no_source_tells_says_so(record: Record) -> None:
    (claim,) = brief(asked(date(2025, 4, 3), date(2025, 4, 3), None, "FL"), None, record)["register"]
    assert (claim["name"], claim["claimed"]) == ("Operation Tidal Wave", 800)
    assert "which four days" in claim["unconfirmed"]


def test_a_count_by_method_is_split_at_a_break_and_shares_over_it_are_refused(tmp_path: Path) -> None:
    days = ["06/03/2025"] * 9 + ["09/03/2025"] * 9
    path = made(tmp_path, [(day, PROGRAM, "Miami", "X COUNTY JAIL") for day in days])
    with reading(threads=1) as con:
        frame = framed(con, path)
        split, refused, monthly = (
            count(frame, ["method"]),
            count(frame, ["area"], shares=True),
            count(frame, ["month"], shares=True),
        )
    assert [(row["period"], row["arrests"]) for row in split.rows] == [
        ("before about 2025-07-28", 9),
        ("from about 2025-07-28", 9),
    ]
    assert refused.refused
    assert "Custodial Arrest" in refused.reasons[0]
    assert all("2025-07-28 is not confirmed" in told for told in (refused.reasons[0], split.notes[0], monthly.notes[0]))
    assert [row["program_share"] for row in monthly.rows] == [1.0, 1.0]


def test_a_state_is_its_postal_code_however_a_file_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(
        f"2025-03-0{1 + n % 9},CAP Local Incarceration,{state}\n" for n in range(9) for state in ("FLORIDA", "fl ")
    )
    path.write_text("Apprehension Date,Apprehension Method,State\n" + rows)
    with reading(threads=1) as con:
        assert told(framed(con, path), ["state"]) == {("FL",): 18}


def test_every_break_has_words_and_evidence() -> None:
    assert all(one.says and one.evidence and one.touches and (one.day or one.years) for one in breaks())
    assert crossed(date(2025, 7, 27), date(2025, 7, 28), ["method"])
    assert not crossed(date(2025, 7, 28), date(2025, 8, 30), ["method"])


def test_other_kinds_and_keys_are_refused(tmp_path: Path, shared: Path) -> None:
    with reading(threads=1) as con:
        removals = list(load_releases(con, [shared / "data" / "faults" / "removals_ddp_like.parquet"]))
        with pytest.raises(InputError, match="removals"):
            arrests_of(con, removals, None)
        frame = framed(con, made(tmp_path, [("01/02/2018", PROGRAM, "Miami", "X")]))
        with pytest.raises(InputError, match="not counted by"):
            count(frame, ["name"])
    with pytest.raises(InputError, match="no area"):
        asked(date(2018, 1, 1), date(2018, 1, 2), "Atlantis", None)
    with pytest.raises(InputError, match="before the first"):
        asked(date(2018, 1, 2), date(2018, 1, 1), None, None)


def test_arrests_before_during_and_after_an_agreement(real: Frame, record: Record) -> None:
    told = around(real, record, "NC-mecklenburg-county-sheriffs-office")
    periods = {row["period"]: row for row in told["periods"]}
    assert not told["refused"] and told["cannot_show"]
    # Under five were made after it, and with the agency's sum the rest would give that away.
    assert {name: (row["arrests"], row["withheld"]) for name, row in periods.items()} == {
        "during": (None, True),
        "after": (None, True),
    }
    assert sum(row["days"] for row in told["periods"]) == (real.last - real.first).days + 1


def test_files_within_one_period_have_no_before_and_after(real: Frame, record: Record) -> None:
    told = around(real, record, "FL-miami-dade-county-sheriffs-office")
    assert told["refused"] and told["reasons"]


def test_what_is_withheld_of_an_operation_is_said(tmp_path: Path, record: Record) -> None:
    rows = [("06/03/2018", PROGRAM, "Miami", "X COUNTY JAIL")] * 2
    with reading(threads=1) as con:
        question = asked(date(2018, 6, 3), date(2018, 6, 3), "Miami", None)
        answer = brief(question, framed(con, made(tmp_path, rows)), record)
    assert answer["arrests"] is None
    assert any("withheld: a number under 5" in note for note in answer["notes"])


def test_arrests_without_a_day_are_said_in_the_brief_on_an_operation(tmp_path: Path, record: Record) -> None:
    rows = [(day, PROGRAM, "Miami", "X COUNTY JAIL") for day in ["06/03/2018"] * 8 + ["2/30/2018"] * 6]
    with reading(threads=1) as con:
        question = asked(date(2018, 6, 3), date(2018, 6, 3), "Miami", None)
        answer = brief(question, framed(con, made(tmp_path, rows)), record)
    assert answer["arrests"] == 8 and any(note.startswith("6 arrests here tell no day") for note in answer["notes"])


def test_the_usual_is_told_to_a_tenth() -> None:
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(400)]
    found = usual({day: day.day % 7 for day in days}, date(2018, 6, 1), [], days[0], days[-1])
    assert found and all(value == round(value, 1) for value in (found.median, found.low, found.high))


def test_the_brief_on_a_screen_says_what_is_withheld_and_has_no_endless_numbers(tmp_path: Path, home: Path) -> None:
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(120)]
    rows = [(f"{day:%m/%d/%Y}", "Located", "Miami", "X COUNTY JAIL") for day in days for _ in range(day.day)]
    rows += [("05/01/2018", PROGRAM, "Miami", "X COUNTY JAIL")] * 3
    asked_for = ["operation", str(made(tmp_path, rows)), "--from", "2018-04-30", "--to", "2018-05-01"]
    shown = CliRunner().invoke(app, [*asked_for, "--area", "Miami", "--home", str(home)])
    assert shown.exit_code == 0, shown.output
    assert "withheld" in shown.output and "a number under 5" in shown.output and "None" not in shown.output
    assert not re.search(r"\d\.\d{5}", shown.output)


def test_a_finding_or_a_method_that_there_is_not_is_refused_with_the_nearest(tmp_path: Path, home: Path) -> None:
    file = str(made(tmp_path, [("01/02/2018", PROGRAM, "Miami", "X"), ("01/03/2018", "Located", "Miami", "X")]))
    for asked_for, says in (
        (["footprint", file, "--finding", "listed never used"], "Did you mean listed, never used"),
        (["footprint", file, "--finding", "zork"], "use ended; in use to the end of the file"),
        (["arrests", file, "--method", "287g program"], "Did you mean 287(g) Program?"),
        (["arrests", file, "--method", "zork"], "The rows have: 287(g) Program, Located"),
        (["activity", "landmarks", file, "--method", "zork", "--home", str(home)], "The rows have: 287(g) Program"),
        (["arrests", file, "--around", "collier fl", "--method", PROGRAM], "Leave --method and --shares out"),
        (["activity", "releases", file, "--method", "zork"], "The rows have: 287(g) Program, Located"),
    ):
        refused = CliRunner().invoke(app, asked_for).exception
        assert isinstance(refused, InputError) and refused.exit_code == 2
        assert says in str(refused) and "zork" not in str(refused)


def test_a_method_of_ice_that_no_row_has_is_said_and_those_there_are_named(tmp_path: Path) -> None:
    file = str(made(tmp_path, [("01/02/2018", "Located", "Miami", "X")]))
    shown = CliRunner().invoke(app, ["arrests", file, "--method", "287(g) program"])
    assert shown.exit_code == 0
    assert "no row has this method; the rows have: Located" in " ".join(shown.output.split())
