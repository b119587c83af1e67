"""Disparity in stops: published numbers come out, known truths are found, odd files are refused in words."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from open287g.core.errors import InputError
from open287g.oversight.answer import Answer
from open287g.oversight.disparity.load import load
from open287g.oversight.disparity.run import Asked, disparity
from open287g.oversight.disparity.spline import natural
from open287g.oversight.disparity.sun import Place, evening, place_of
from open287g.oversight.disparity.threshold import walk
from open287g.oversight.disparity.threshold.bent import Bent
from open287g.oversight.disparity.threshold.fit import fit
from open287g.oversight.disparity.threshold.model import Counts
from open287g.oversight.disparity.threshold.normal import Layout, nearest
from open287g.oversight.disparity.threshold.posterior import Posterior
from open287g.oversight.disparity.veil import logit_of_darkness
from open287g.publish.answers import disparity_report, write_report
from tests.shifted import shifted, traces

SEATTLE = Place(47.6062, -122.3321, "America/Los_Angeles")
Write = Callable[..., Path]


@pytest.fixture
def stops(tmp_path: Path) -> Write:
    """Writes a file of stops from lines."""

    def write(*lines: str) -> Path:
        path = tmp_path / "stops.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def answers(path: Path, **options: Any) -> dict[str, Answer]:
    return {one.method: one for one in disparity(Asked(path, **options)).answers}


def ledger(path: Path, **options: Any) -> str:
    return " ".join(line.in_("en") for line in disparity(Asked(path, **options)).ledger)


def why(answer: Answer) -> str:
    return " ".join(reason.in_("en") for reason in answer.reasons)


@pytest.mark.shared
def test_the_veil_of_san_francisco_is_the_published_one(shared: Path) -> None:
    (told,) = answers(shared / "data/stops/sf_2015_veil.csv")["veil"].estimates
    assert told.low is not None and told.high is not None
    assert (round(told.value, 4), told.n) == (-0.2128, 8_746)
    assert math.isclose((told.high - told.low) / (2 * 1.959964), 0.0514, abs_tol=5e-5)


@pytest.mark.shared
def test_the_veil_of_seattle_is_found_from_days_and_clocks(shared: Path) -> None:
    told = answers(shared / "data/stops/seattle_terry_stops.csv.gz", place=SEATTLE)["veil"].estimates
    whole = {one.of: one for one in told if one.what == "dark against light"}
    assert abs(whole["Black"].value - 0.033) < 0.002 and abs((whole["Black"].n or 0) - 4_501) <= 5
    assert abs(whole["Hispanic"].value - 0.020) < 0.002 and abs((whole["Hispanic"].n or 0) - 3_013) <= 5
    assert all(one.p_adjusted is not None and one.p is not None and one.p_adjusted >= one.p for one in told)


@pytest.mark.shared
def test_a_former_agency_gets_rates_and_no_row_of_few(shared: Path) -> None:
    told = answers(shared / "data/benchmarks/nc_mecklenburg_sheriff_stops.csv", county="37119")
    rates = {one.of: one.n for one in told["search"].estimates if not one.against}
    assert rates == {"white": 14_164, "Black": 19_103, "Hispanic": 4_843}
    assert {one.of for one in told["outcome"].estimates} <= {"white", "Black", "Hispanic"}
    assert "day" in why(told["veil"]) and "place" in why(told["threshold"])
    assert not told["benchmark"].refused


@pytest.mark.shared
@pytest.mark.parametrize(
    ("state", "published"),
    [("CT", (0.2718, 0.1887, 0.2026)), ("RI", (0.2808, 0.2538, 0.2141))],
)
def test_thresholds_are_the_published_means(shared: Path, tmp_path: Path, state: str, published: tuple[float]) -> None:
    lines = (shared / "data/benchmarks/openpolicing_threshold_test.csv").read_text().splitlines()
    (tmp_path / "state.csv").write_text("\n".join([lines[0], *(line for line in lines if line.endswith(f",{state}"))]))
    told = answers(tmp_path / "state.csv")["threshold"].estimates
    found = {one.of: one.value for one in told if not one.against}
    for group, mean in zip(("white", "Black", "Hispanic"), published, strict=True):
        assert abs(found[group] - mean) < 0.005


def test_sunset_is_the_almanacs_to_the_minute() -> None:
    told = evening(Place(39.9526, -75.1652, "America/New_York"), date(2017, 12, 7))
    assert told is not None
    assert abs(told[0] - (16 * 60 + 35 + 6 / 60)) < 1


def test_alaska_has_no_evening_in_june(stops: Write) -> None:
    utqiagvik = Place(71.29, -156.79, "America/Anchorage")
    assert evening(utqiagvik, date(2017, 6, 20)) is None
    path = stops("date,time,race", *(f"2017-06-{day:02d},21:30,white" for day in range(1, 30)))
    assert "no day here on which the sun sets" in why(answers(path, place=utqiagvik)["veil"])


def test_days_in_two_orders_are_refused_and_said(stops: Write) -> None:
    rows = ["13/01/2020,18:00,white,Y,N", "01/13/2020,18:00,Black,N,N"] * 40
    told = answers(stops("date,time,race,searched,found", *rows), place=SEATTLE)
    assert "two orders" in why(told["veil"])
    assert not told["search"].refused or "no search" not in why(told["search"])


def test_days_that_tell_no_order_are_not_guessed(stops: Write) -> None:
    told = answers(stops("date,time,race", *["02/03/2020,18:00,white", "04/05/2020,18:00,Black"] * 9), place=SEATTLE)
    assert "whether month or day stands first" in why(told["veil"])


def test_one_group_has_nothing_to_be_compared_with(stops: Write) -> None:
    told = answers(stops("race,searched,found", *["white,yes,no", "white,no,no"] * 50))
    assert "only one group" in why(told["search"]) and "only one group" in why(told["outcome"])


def test_no_search_at_all_is_said(stops: Write) -> None:
    told = answers(stops("race,searched,found,county", *["white,no,no,A", "Black,no,no,A"] * 50))
    assert "no search is recorded" in why(told["search"])
    assert "no search is recorded" in why(told["outcome"])
    assert told["threshold"].refused


def test_more_hits_than_searches_are_refused(stops: Write) -> None:
    told = answers(stops("location,race,num_stops,num_searches,num_hits", "A,white,900,30,31", "A,Black,900,30,3"))
    assert "more was found than was searched" in why(told["outcome"])
    assert "more was found than was searched" in why(told["threshold"])


def test_a_time_no_clock_shows_is_counted_and_left_out(stops: Write) -> None:
    path = stops("date,time,race", *["2020-01-01,24:00,white"] * 7, *["2020-01-01,17:10,Black"] * 3)
    assert "7 rows have a time that no clock shows" in ledger(path, place=SEATTLE)


def test_a_region_of_connecticut_without_figures_is_refused(stops: Write) -> None:
    path = stops("race", *["Hispanic", "white"] * 20)
    assert "tell no residents" in why(answers(path, county="09110")["benchmark"])
    assert not answers(path, county="09003")["benchmark"].refused


def test_a_file_without_race_or_rows_is_an_error(stops: Write) -> None:
    with pytest.raises(InputError, match="no column tells the race"):
        disparity(Asked(stops("date,time", "2020-01-01,10:00")))
    with pytest.raises(InputError, match="holds no stop"):
        disparity(Asked(stops("race,searched")))
    with pytest.raises(InputError, match="two columns tell group"):
        disparity(Asked(stops("race,driver_race", "white,white")))


def test_a_place_that_is_none_is_an_error() -> None:
    with pytest.raises(InputError, match="no such time zone"):
        place_of("47,-122", "Mars/Olympus")
    with pytest.raises(InputError, match="no such place"):
        place_of("147,-122", "America/Chicago")
    assert place_of("", "") is None


def test_the_spline_is_straight_beyond_and_spans_lines() -> None:
    x = np.linspace(0, 100, 400)
    columns = np.column_stack([np.ones(400), natural(x, 6)])
    assert columns.shape == (400, 7)
    assert np.linalg.lstsq(columns, 3 - 2 * x, rcond=None)[1][0] < 1e-12


def simulated(effect: float, seed: int, n: int = 1_200) -> tuple[float, float]:
    """The veil's coefficient and its error for made stops whose group hides by `effect` in the dark."""
    random = np.random.default_rng(seed)
    minute, dark = random.integers(1_020, 1_260, n).astype(float), random.random(n) < 0.5
    odds = -0.4 + 0.3 * np.sin(minute / 40) + effect * dark
    group = random.random(n) < 1 / (1 + np.exp(-odds))
    return logit_of_darkness(minute, dark, group, np.ones(n))


def test_the_veil_finds_what_there_is_and_nothing_where_nothing_is() -> None:
    none = [simulated(0.0, seed) for seed in range(60)]
    some = [simulated(-0.4, seed) for seed in range(60, 120)]
    assert sum(abs(value / sd) > 1.96 for value, sd in none) <= 7
    assert sum(value / sd < -1.96 for value, sd in some) >= 45
    assert 52 <= sum(abs(value + 0.4) < 1.96 * sd for value, sd in some) <= 60


def made(truth: dict[int, float], seed: int) -> Counts:
    """Stops, searches and hits of twelve places whose groups have these thresholds."""
    random = np.random.default_rng(seed)
    place, group = (array.ravel() for array in np.meshgrid(range(12), range(3), indexing="ij"))
    stops = random.integers(3_000, 9_000, 36).astype(float)
    chance = random.beta(0.2166, 7.173, (36, 9_000))
    seen = np.arange(9_000) < stops[:, None]
    above = (chance > np.array([truth[one] for one in group])[:, None]) & seen
    hits = (random.random(above.shape) < chance) & above
    order = np.argsort(-np.bincount(place, stops), kind="stable")
    return Counts(
        tuple("abcdefghijkl"), ("white", "Black", "Hispanic"), np.argsort(order)[place], group, stops,
        above.sum(1).astype(float), hits.sum(1).astype(float),
    )  # fmt: skip


def test_bent_coordinates_keep_density_and_gradient() -> None:
    layout = Layout(made({0: 0.2, 1: 0.14, 2: 0.15}, 2))
    law = nearest(layout)
    x = np.concatenate([law.mean, np.log(law.spread)])[None]
    posterior = Posterior(Bent(layout, law.mean, law.seen(layout)[1]), x)
    y = posterior.bent.y(x) + 0.3 * np.random.default_rng(0).standard_normal(x.shape) @ posterior.root.T
    assert np.allclose(posterior.bent.y(posterior.bent.x(y)[0]), y)
    near = 1e-5 * np.eye(y.shape[1])
    gradient = (posterior(y + near) - posterior(y - near)) / 2e-5
    assert np.abs((posterior.steer(y) - gradient) @ posterior.root).max() < 0.2


def test_known_thresholds_are_found_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "_KEPT", 150)
    mean, draws = fit(made({0: 0.22, 1: 0.14, 2: 0.15}, 1), seed=3).of_groups()
    assert mean[0] - max(mean[1], mean[2]) > 0.03
    assert np.abs(mean - [0.22, 0.14, 0.15]).max() < 0.04
    assert np.quantile(draws[:, 0] - draws[:, 1], 0.05) > 0


def test_a_report_has_both_languages_no_nan_and_the_same_bytes(stops: Write, tmp_path: Path) -> None:
    rows = [f"{race},{found},{'true' if found == 'true' else searched}" for race in ("white", "Black", "x")
            for found in ("true", "false") for searched in ("true", "false") for _ in range(20)]  # fmt: skip
    asked = Asked(stops("race,contraband_found,search_conducted", *rows))
    for name in ("one", "two"):
        write_report(disparity_report(asked, disparity(asked)), tmp_path / name)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["SHA256SUMS", "answers.json", "estimates.csv", "report.en.html", "report.en.pdf",
                     "report.es.html", "report.es.pdf"]  # fmt: skip
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    spanish = (tmp_path / "one/report.es.html").read_text()
    assert "Disparidad en las paradas" in spanish and "<svg" in spanish and ">nan<" not in spanish.lower()
    assert "Project-Id-Version" not in spanish and "proporción registrada, negro" in spanish
    assert json.loads((tmp_path / "one/answers.json").read_text())["refused"] is False


def test_rates_are_told_before_and_during_an_agreement(stops: Write, home: Path) -> None:
    rows = [f"{day},{race},{searched},no" for day in ("2019-05-01", "2026-03-01") for race in ("white", "Hispanic")
            for searched in ("yes", "no") for _ in range(40)]  # fmt: skip
    asked = Asked(stops("date,race,searched,found", *rows), agency="collier county sheriff fl", home=home)
    split = disparity(asked).answers[-2]
    assert {one.period for one in split.estimates} == {"before", "during"}
    assert {one.n for one in split.estimates if not one.against} == {80}


def test_a_packed_file_and_markup_in_a_place_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "stops.csv.gz"
    path.write_bytes(gzip.compress(b"race,searched,county\n" + b"white,yes,<script>\nBlack,no,<script>\n" * 60))
    asked = Asked(path)
    write_report(disparity_report(asked, disparity(asked)), tmp_path / "out")
    assert "<script>" not in (tmp_path / "out/report.en.html").read_text()


def test_a_count_that_cannot_be_read_is_never_none(stops: Write) -> None:
    head = "location,race,num_stops,num_searches,num_hits"
    path = stops(head, 'A,white,"1,000",30,10', "A,white,900,30,10", "A,Black,-800,50,9", "A,Black,800,50,9")
    shares = {one.of: one for one in answers(path)["search"].estimates if not one.against}
    assert (shares["white"].n, shares["Black"].n) == (900, 800)
    assert math.isclose(shares["white"].value, 30 / 900)
    assert "2 rows have a count that is no number from 0" in ledger(path)


def test_more_searches_than_stops_are_refused(stops: Write) -> None:
    told = answers(stops("location,race,num_stops,num_searches,num_hits", "A,white,100,300,30", "A,Black,100,250,90"))
    for method in ("search", "outcome", "threshold"):
        assert "more were searched than stopped" in why(told[method])


def test_an_unknown_kind_of_search_is_no_stop_without_one(stops: Write) -> None:
    rows = ["white,unknown", "Black,unknown", *["white,", "white,consent", "Black,frisk", "Black,na"] * 40]
    shares = [one for one in answers(stops("race,search_type", *rows))["search"].estimates if not one.against]
    assert {one.n for one in shares} == {80}


def test_nothing_of_a_person_is_told_of_stops_whose_columns_are_shifted(tmp_path: Path) -> None:
    row = {
        "date": "2018-10-03",
        "time": "19:10",
        "race": "white",
        "search": "true",
        "found": "no",
        "location": "North",
        "Maria Gonzalez": "",
    }
    path = shifted(tmp_path / "stops.csv", list(row), row)
    told = disparity(Asked(path, county="53033", place=SEATTLE))
    said = [line.in_("en") for line in told.ledger]
    assert "76 stops were read" in said[0] and traces(said, told) == []


@pytest.mark.parametrize(
    "text",
    [
        "Maria Gonzalez,A200123456\n123-45-6789,1985-04-12\n",
        "race,race_ethnicity,Maria Gonzalez\nwhite,black,A200123456\n",
        'race,stops\n"Maria Gonzalez\n',
        "race,stops\nMaria Gonzalez,A200123456,123-45-6789\n",
        "race,stops\nMaria Gonzalez,123-45-6789\n",
    ],
)
def test_a_file_that_is_refused_is_refused_without_a_value_of_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "stops.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        disparity(Asked(tmp_path / "stops.csv"))
    assert traces(caught.value, repr(caught.value)) == []


def test_few_stops_are_withheld_from_the_benchmark_too(stops: Write) -> None:
    told = answers(stops("race", *["Hispanic"] * 2, *["white"] * 50), county="53033")["benchmark"]
    assert "fewer than 5" in why(told) and not told.estimates


def test_hours_are_read_by_their_half_of_the_day_and_odd_ones_counted(stops: Write) -> None:
    times = ["5:30 PM", "12:05 a.m.", "17:30:00", "7:99", "17.30", "13:00 PM", ""]
    path = stops("date,time,race", *(f"2020-01-01,{time},white" for time in times))
    with duckdb.connect() as con:
        assert sorted(load(con, path).ask("select minute from stops where minute is not null")) == [
            (5,), (1_050,), (1_050,)]  # fmt: skip
    assert "3 rows have a time that no clock shows" in ledger(path)


def test_no_number_of_minutes_is_neither_light_nor_dark(stops: Write) -> None:
    path = stops("race,minute,minutes_after_dark", *["white,1100,nan", "Black,1101,inf", "Black,1101,5"] * 9)
    with duckdb.connect() as con:
        assert load(con, path).ask("select count(after_dark) from stops") == [(9,)]


def test_the_threshold_leaves_out_what_is_unknown_and_says_what_was_not_checked(
    stops: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "_KEPT", 40)
    head = "location,race,num_stops,num_searches,num_hits"
    rows = [
        f"{place},{race},900,{40 + place},{hits}" for place in range(5) for race, hits in (("white", 9), ("Black", 7))
    ]
    told = answers(stops(head, *rows, "0,white,50,20,", "0,white,60,,"))["threshold"]
    said = " ".join(line.in_("en") for line in told.reads)
    assert {one.of: one.n for one in told.estimates if not one.against} == {"white": 4_500, "Black": 4_500}
    assert "110 stops do not tell" in said and "where places are few, ask --full" in said


def test_many_stops_of_the_same_minutes_and_no_search_are_refused_in_words(stops: Write) -> None:
    rows = [
        f"2018-0{1 + i % 9}-1{i % 9},1{i % 9}:30,{('white', 'Black', 'Hispanic')[i % 3]},no,,P{i % 6}"
        for i in range(9_000)
    ]
    told = answers(stops("date,time,race,searched,found,location", *rows), place=SEATTLE)
    assert "no search is recorded at all" in why(told["search"])
    assert "too few stops" in why(told["veil"])


@pytest.mark.parametrize("hidden", ["(b)(6)", "(B)(6);(B)(7)(C) ", "b(6)", "[b(6)]", "B6", "b7c", "N/A"])
def test_a_race_that_is_withheld_is_none_and_never_black(stops: Write, hidden: str) -> None:
    path = stops("race,searched", *["B,true"] * 40, *["w,false"] * 60, *[f"{hidden},true"] * 30)
    assert "30 have no race, 0 are of another group" in ledger(path)
    told = answers(path)["search"].estimates
    assert {(one.of, one.n) for one in told if one.n in (40, 60, 70)} == {("Black", 40), ("white", 60)}


def test_a_search_and_a_place_that_are_withheld_are_unknown_and_a_beat_b2_is_a_place(stops: Write) -> None:
    rows = ["B,(b)(7)(E),true,(b)(6)", "B,consent,true,B2", "w,N/A,false,B2"]
    con = duckdb.connect()
    load(con, stops("race,search_type,found,beat", *rows))
    cells = con.execute("select grp, searched::int, place from cells order by all").fetchall()
    assert sorted(cells, key=str) == sorted([("Black", None, None), ("Black", 1, "B2"), ("white", 0, "B2")], key=str)


def test_a_day_to_come_is_unknown_and_no_sun_is_blamed_for_it(stops: Write) -> None:
    path = stops("race,date,time", *["B,2199-03-01,19:00", "w,2199-03-01,19:05"] * 20)
    assert "40 rows have a day that cannot be read or is to come" in ledger(path)
    assert "too few stops" in why(answers(path, place=SEATTLE)["veil"])


def test_hours_that_no_clock_shows_are_no_fault_of_the_sun(stops: Write) -> None:
    path = stops("race,date,time", *["B,2018-03-01,24:00", "w,2018-03-01,24:00"] * 20)
    assert "too few stops" in why(answers(path, place=SEATTLE)["veil"])


def test_a_share_is_no_count_and_a_whole_number_with_a_point_is_one(stops: Write) -> None:
    path = stops("race,stops,searches", "B,1000,0.04", "w,1000.0,50.0", "h,999.6,20")
    assert "2 rows have a count that is no number" in ledger(path)
    con = duckdb.connect()
    load(con, path)
    assert con.execute("select grp, n, searched from cells order by 1").fetchall() == [
        ("Black", 1000, None),
        ("white", 1000, 50),
    ]


def test_an_empty_race_is_no_other_group(stops: Write) -> None:
    path = stops("race,searched", "white,yes", ",yes", '"",no', "NA,no", " - ,no", "Martian,no")
    assert "6 stops were read; 4 have no race, 1 are of another group." in ledger(path)


def test_a_place_of_one_group_is_fitted_and_a_group_of_few_places_is_not_told(
    stops: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "_KEPT", 10)
    head = "location,race,num_stops,num_searches,num_hits"
    rows = [f"P{p},white,3000,60,20" for p in range(8)] + [f"P{p},Black,900,40,9" for p in range(6)]
    path = stops(head, *rows, *(f"P{p},Hispanic,900,30,8" for p in (1, 6, 7)), "small,white,900,9,1")
    told = answers(path)["threshold"]
    assert {one.of: one.n for one in told.estimates if not one.against} == {"white": 24_000, "Black": 5_400}
    said = " ".join(line.in_("en") for line in told.reads)
    assert "Over 6 places that have every group" in said and "Not told of Hispanic: fewer than 5 places" in said
    path = stops(head, *(f"P{p},{race},3000,60,20" for p in range(9) for race in (("white", "Black")[p % 2],)))
    assert "a search of two groups" in why(answers(path)["threshold"])


def test_memory_that_is_none_is_an_error(stops: Write) -> None:
    with pytest.raises(InputError, match="memory"):
        disparity(Asked(stops("race", "white"), memory="much"))


def test_searches_of_stops_without_a_group_are_not_said_to_be_none(stops: Write) -> None:
    told = answers(stops("race,stops,searches,hits", "unknown,10,2,1", "NA,10,2,1"))
    assert {why(told[method]) for method in ("search", "outcome")} == {"no stop tells a group"}


def test_a_count_beyond_any_number_of_stops_is_left_out_and_said(stops: Write) -> None:
    path = stops("race,stops,searches,hits", f"white,{2**62},9,1", "white,100,9,1", "black,100,9,1")
    assert "1 row has a count that is no number" in ledger(path)
    with pytest.raises(InputError, match="no count of stops") as refused:
        answers(stops("race,stops", f"white,{2**62}", f"black,{2**62}"))
    assert str(2**62) not in str(refused.value)


def test_days_without_an_evening_are_counted(stops: Write) -> None:
    rows = [
        f"{('white', 'black')[i % 2]},2015-0{3 + 3 * (i % 3 == 0)}-{1 + i % 28:02d},{17 + i % 5}:{i % 60:02d}"
        for i in range(1_500)
    ]
    fairbanks = Place(64.84, -147.72, "America/Anchorage")
    reads = " ".join(line.in_("en") for line in answers(stops("race,date,time", *rows), place=fairbanks)["veil"].reads)
    assert "On 28 of 56 days the sun does not set" in reads
