"""Who has an agreement here, what the law asks of us, a chart, SQL; days and values as people type them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from open287g.cli.main import app
from open287g.core.days import day_meant
from open287g.core.errors import InputError, NotFoundError, NotListedError, Open287gError, UnknownError
from open287g.places.binding import BOUND, binding, every_state
from open287g.places.law import last_read, law_of, rules
from open287g.places.states import states
from open287g.record.asking.here import place_meant
from open287g.record.asking.record import Record, open_record
from open287g.vocabulary.bodies import Body
from open287g.vocabulary.models import model_meant

TODAY = date(2026, 11, 27)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def told(home: Path, *words: str) -> Any:
    done = run(*words, "--home", str(home), "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def error_of(done: Result) -> Open287gError:
    assert isinstance(done.exception, Open287gError), done.output
    return done.exception


def test_who_without_a_place_is_every_agreement_of_the_newest_list(home: Path, record: Record) -> None:
    rows = told(home, "who")
    assert len(rows) == record.asof(record.publication()["published"])["agreements"] == 1843
    by_model = record.asof(record.publication()["published"])["by_model"]
    assert {model: sum(row["model"] == model for row in rows) for model in by_model} == by_model
    assert len(told(home, "who", "--model", "task force")) == by_model["TFM"]


def test_who_of_a_county_names_its_agencies_and_those_of_the_whole_state(home: Path) -> None:
    rows = told(home, "who", "collier", "county", "fl")
    reach = {row["name"]: row["reach"] for row in rows}
    assert reach["Collier County Sheriff's Office"] == "whole county"
    assert reach["Naples Police Department"] == "part of a county"
    assert all("Collier County" in row["county_names"] for row in rows if row["reach"] != "whole state")
    assert "whole state" in reach.values()
    assert {row["state"] for row in rows} == {"FL"}


def test_who_of_a_big_city_says_that_its_own_police_is_not_in_the_list(home: Path) -> None:
    done = run("who", "houston", "tx", "--home", str(home), "--format", "json")
    assert not [row for row in json.loads(done.stdout) if row["reach"] == "city"]
    assert "Not in that list: Police of Houston; Harris County Sheriff's Office" in done.stderr
    assert told(home, "who", "miami", "fl")[0]["reach"] == "city"


@pytest.mark.parametrize("place", ["california", "los angeles ca", "garrett county md", "06037"])
def test_a_place_without_an_agreement_ends_with_3(home: Path, place: str) -> None:
    error = error_of(run("who", *place.split(), "--home", str(home)))
    assert isinstance(error, NotListedError)
    assert error.exit_code == 3
    assert "open287g law" in error.remedy


@pytest.mark.parametrize("place", ["springfield", "washington county", "nowhere at all"])
def test_a_place_of_several_or_of_none_is_not_guessed(home: Path, place: str) -> None:
    error = error_of(run("who", *place.split(), "--home", str(home)))
    assert type(error) is NotFoundError
    assert error.exit_code == 1


def test_a_city_of_five_counties_is_not_the_whole_state(home: Path) -> None:
    done = run("who", "new", "york", "city", "--home", str(home), "--format", "json")
    assert json.loads(done.stdout) == []
    assert "Police of New York" in done.stderr and "not known here" not in done.stderr
    assert error_of(done).exit_code == 3


def test_what_was_signed_after_the_newest_list_is_unknown(home: Path) -> None:
    assert error_of(run("who", "--since", "2026-06", "--home", str(home))).exit_code == 4


def test_a_state_of_two_words_needs_no_quotes(home: Path) -> None:
    assert json.loads(run("law", "new", "mexico", "--format", "json").stdout)["state"] == "NM"
    rows = told(home, "facilities", "new", "mexico")
    assert rows and {row["state"] for row in rows} == {"NM"}
    assert {row["county_name"] for row in told(home, "facilities", "collier", "fl")} == {"Collier County"}


def test_the_law_of_a_day_to_come_is_told_as_what_is_known_today() -> None:
    assert "still to come" in run("law", "TX", "--day", "2050-01-01").stderr
    assert "still to come" not in run("law", "TX", "--day", "today").stderr


def test_the_law_of_a_day_after_the_last_reading_says_how_old_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN287G_TODAY", str(last_read() + timedelta(days=400)))
    assert f"last read on {last_read()}, 400 days before" in run("law", "TX").stderr
    assert "last read" not in run("law", "TX", "--day", str(last_read())).stderr


def test_a_day_that_was_to_come_is_counted_as_what_was_in_force(home: Path) -> None:
    asked = ("asof", "2025-04-24", "--known", "2025-01-01")
    assert "still to come on 2025-01-01" in told(home, *asked)["says"]
    assert "still to come on 2025-01-01" in told(home, *asked, "--state", "FL")["says"]
    assert "aún por llegar" in told(home, *asked, "--lang", "es")["says"]
    assert "Taken on 2025-01-01 to be in force on 2025-04-24" in run(*asked, "--home", str(home)).stdout
    assert "still to come on 2025-01-01" in run(*asked, "--agreements", "--home", str(home)).stderr
    assert "says" not in told(home, "asof", "2025-04-24", "--known", "2025-04-24")


def test_no_change_is_told_of_a_time_without_lists_as_unknown_and_not_as_none(home: Path) -> None:
    told = run("changes", "--since", "2019-01-01", "--until", "2019-06-01", "--home", str(home)).exception
    assert isinstance(told, UnknownError) and "no list that is held tells of 2019-01-01" in told.what
    assert "none" in run("changes", "--since", "2025-01-01", "--until", "2025-02-01", "--home", str(home)).stdout


def test_a_day_years_after_all_that_was_known_is_unknown(home: Path) -> None:
    told = run("asof", "2026-05-18", "--known", "2021-02-01", "--home", str(home)).exception
    assert isinstance(told, UnknownError) and "known by 2021-02-01 was last seen on 2021-02-01" in told.what


def test_truth_is_said_in_words_where_people_read() -> None:
    lines = run("law", "AR").stdout.splitlines()
    (confirmed,) = (line for line in lines if "confirmed" in line)
    assert "no" in confirmed and "False" not in "".join(lines)


def test_changes_of_the_last_days_and_of_one_kind(home: Path, record: Record) -> None:
    newest = record.publication()["published"]
    rows = told(home, "changes", "--days", "7", "--kind", "listed")
    assert rows
    assert {row["kind"] for row in rows} == {"listed"}
    assert min(row["known"] for row in rows) > str(newest - timedelta(days=7))
    assert all(row["name"] and row["model"] for row in rows)
    month = told(home, "changes", "--since", "2025-03", "--until", "2025-03")
    assert {row["known"][:7] for row in month} == {"2025-03"}
    assert told(home, "changes") == told(home, "changes", "--days", "30")


def test_changes_after_the_newest_list_are_unknown_and_not_none(home: Path) -> None:
    error = error_of(run("changes", "--since", "2027-01-01", "--home", str(home)))
    assert error.exit_code == 4
    assert "2026-05-18" in error.remedy


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("changes", "--kind", "liste"), "listed"),
        (("changes", "--since", "florida"), "YYYY-MM-DD"),
        (("changes", "--since", "2026-13"), "YYYY-MM-DD"),
        (("changes", "--days", "3", "--since", "today"), "one of them"),
        (("ended", "--state", "florda"), "Florida"),
        (("who", "--state", "Texsa"), "Texas"),
        (("places", "unmatched", "--state", "Pensylvania"), "Pennsylvania"),
        (("law", "Texsa"), "Texas"),
        (("who", "--model", "TMF"), "TFM"),
        (("asof", "2026-05"), "a day of it"),
        (("sql", "--table", "agreement"), "agreements"),
        (("chart", "--lang", "fr"), "en or es"),
        (("documents", "template", "WSO-205"), "WSO-2025"),
        (("rules", "list", "--edition", "JEM-202"), "JEM-2025"),
        (("rules", "compare", "TFM", "zork"), "WSO-2025"),
        (("rules", "cases", "hold-limt"), "hold-limit"),
        (("rules", "diff", "2025", "2026-01-01"), "YYYY-MM-DD"),
        (("registers", "price"), "prices"),
        (("controls", "--as-of", "2025-13"), "YYYY-MM-DD"),
        (("asof", "2025-04-24", "--known", "2030-01-01"), "a day that has come"),
    ],
)
def test_one_mistake_is_answered_in_one_way(home: Path, words: tuple[str, ...], near: str) -> None:
    more = () if words[0] in ("law", "documents", "rules", "registers") else ("--home", str(home))
    error = error_of(run(*words, *more))
    assert error.exit_code == 2
    assert near in error.remedy


def test_days_as_people_type_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN287G_TODAY", "2026-11-27")
    assert day_meant("today") == TODAY
    assert day_meant("Yesterday") == date(2026, 11, 26)
    assert day_meant("7d") == date(2026, 11, 20)
    assert day_meant("2024-02", month="last") == date(2024, 2, 29)
    assert day_meant("2024-02", month="first") == date(2024, 2, 1)
    for wrong in ("999999d", "0000-01", "2024-2", "", "7 d", "2024-02-30"):
        with pytest.raises(InputError):
            day_meant(wrong, month="first")


def test_models_by_code_and_name() -> None:
    assert [model_meant(text) for text in ("tfm", "Task Force", "task-force", "warrant service officer", "JEM")] == [
        "TFM",
        "TFM",
        "TFM",
        "WSO",
        "JEM",
    ]


def test_law_for_a_body_follows_the_rules_that_bind_it() -> None:
    texas = binding("TX", Body.sheriff, TODAY)
    assert (texas["status"], texas["compelled"], texas["to_do"]) == ("required", True, "sign")
    assert "attorney general" in texas["penalties"][0]
    city = binding("TX", Body.city, TODAY)
    assert (city["status"], city["compelled"], city["by"]) == ("unknown", None, [])
    assert "sheriffs with jails" in city["note"]
    assert binding("MD", Body.city, TODAY)["compelled"] is False
    assert "a house passed it" in binding("MD", Body.city, TODAY)["note"]
    assert binding("MD", Body.sheriff, date(2026, 2, 16))["status"] == "unknown"
    arkansas = binding("AR", Body.sheriff, TODAY)
    assert (arkansas["status"], arkansas["compelled"], arkansas["confirmed"]) == ("required", None, False)
    assert "not read in its own text" in arkansas["may_end"]


def test_a_ban_that_gives_time_says_by_when_an_agreement_must_end() -> None:
    ends = [binding("DE", Body.city, date(2025, 8, day))["may_end"] for day in (12, 13)]
    assert ends == [
        "it must end by 2025-08-13: the law forbids agreements",
        "it must end: the law forbids agreements",
    ]
    for state in ("OR", "WA"):
        assert "its words do not say that older ones end" in binding(state, Body.city, date(2025, 8, 12))["may_end"]
    assert binding("DE", Body.city, date(2025, 8, 12), "es")["may_end"].startswith("debe terminar a más tardar")


@pytest.mark.parametrize("body", list(Body))
def test_all_places_are_told_and_nothing_is_surer_than_the_register(body: Body) -> None:
    rows = every_state(body, TODAY)
    assert [row["state"] for row in rows] == sorted(states())
    for row in rows:
        behind = [rule for rule in law_of(row["state"], TODAY).rules if rule.who in BOUND[body]]
        assert row["by"] == [rule.citation for rule in behind]
        assert (row["status"] == "unknown") >= (not behind)
        assert row["compelled"] is None or (row["status"] != "unknown" and all(rule.certain for rule in behind))
    assert {rule.who for rule in rules()} == {who for names in BOUND.values() for who in names}


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("SELECT sum(n) AS x FROM agreements WHERE agreement_id = 'FL-collier-county-sheriffs-office:TFM:1'", 1),
        ("SELECT timestamptz '2020-01-01 06:00+06' AS x", "2020-01-01T00:00:00+00:00"),
        ("SELECT [timestamptz '2020-01-01 00:00+00'][1] IS NOT NULL AS x", True),
        ("SELECT {'at': CAST(NULL AS timestamptz), 'n': 1} AS x", {"at": None, "n": 1}),
        ("SELECT CAST(NULL AS timestamptz) AS x", None),
    ],
)
def test_sql_tells_values_of_every_kind(home: Path, query: str, value: object) -> None:
    assert told(home, "sql", query) == [{"x": value}]


def test_sql_reads_the_record_and_nothing_else(home: Path, tmp_path: Path) -> None:
    (row,) = told(home, "sql", "SELECT count(*) AS n FROM agreements WHERE status = 'listed'")
    assert row == {"n": 1843}
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for query in (
        f"SELECT * FROM '{tmp_path / 'secret.csv'}'",
        f"COPY agreements TO '{tmp_path / 'out.csv'}'",
        f"SELECT * FROM read_text('{tmp_path / 'secret.csv'}')",
        "DELETE FROM agreements",
        "SELECT 1; SELECT 2",
        "SET enable_external_access = true",
        "SELECT nothing FROM agreements",
        "ATTACH ':memory:' AS other",
    ):
        assert error_of(run("sql", query, "--home", str(home))).exit_code == 2
    assert not (tmp_path / "out.csv").exists()
    assert {row["table"] for row in told(home, "sql")} >= {"agencies", "agreements", "events"}
    assert told(home, "sql", "--table", "agreements")[0]["says"]


def test_charts_are_drawn_from_the_numbers_they_show(home: Path, tmp_path: Path) -> None:
    rows = told(home, "chart", "models")
    assert {row["model"]: row["agreements"] for row in rows} == {"TFM": 1162, "WSO": 499, "JEM": 182}
    drawn = run("chart", "models", "--home", str(home)).stdout
    assert "TFM" in drawn and "1,162" in drawn and "ICE's list of May 18, 2026" in drawn
    for ending, start in (("svg", b"<svg"), ("png", b"\x89PNG")):
        target = tmp_path / f"growth.{ending}"
        assert run("chart", "growth", "--state", "FL", "-o", str(target), "--home", str(home)).exit_code == 0
        assert target.read_bytes().startswith(start)
    error_of(run("chart", "-o", str(tmp_path / "growth.gif"), "--home", str(home)))


def test_the_headline_is_told_in_a_sentence_first(home: Path) -> None:
    done = run("headline", "--home", str(home))
    assert "On 2026-05-18 ICE listed 1,843 agreements (182 JEM, 1,162 TFM, 499 WSO) of 1,549 agencies" in done.stderr


PLACES = [
    "houston tx",
    "collier county fl",
    "kansas city ks",
    "new york",
    "washington",
    "florida state guard",
    "lee al",
]


@pytest.mark.parametrize("text", PLACES)
def test_a_place_is_found_in_a_part_of_the_index_as_in_the_whole(home: Path, record: Record, text: str) -> None:
    def found(of: Record) -> object:
        try:
            return place_meant(of, text)
        except Open287gError as no:
            return str(no)

    assert record.finding.index
    with open_record(home) as fresh:
        assert found(fresh) == found(record)
