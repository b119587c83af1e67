"""One decision from options, JSON, the record and questions."""

from __future__ import annotations

import json
import time
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from open287g.cli.main import app
from open287g.core.errors import InputError, NotFoundError, UnknownError
from open287g.record.asking.age import Ages, Span
from open287g.record.asking.record import Record
from open287g.rulebook.decide import decide
from open287g.rulebook.engine.given import base_rows
from open287g.rulebook.from_record import agreement_facts, with_agreement
from open287g.rulebook.prompting import ask_for, gather
from open287g.vocabulary.facts import RECORDS
from tests.rulebook.scenarios import start

RUN = CliRunner()


def test_json_has_verdict_provisions_and_missing(tmp_path: Path) -> None:
    told = start("WSO serve_arrest_warrant")
    del told["officer"]["exam_score"]
    file = tmp_path / "act.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    result = RUN.invoke(app, ["decide", "--facts", str(file), "--format", "json"])
    assert result.exit_code == 4
    answer = json.loads(result.stdout)
    assert (answer["verdict"], answer["missing"]) == ("undetermined", ["officer.exam_score"])
    assert {"id", "result", "says", "cites"} <= set(answer["provisions"][0])
    again = RUN.invoke(app, ["decide", "--facts", "-", "-F", "officer.exam_score=70"], input=json.dumps(told))
    assert again.exit_code == 0
    assert "Within the power: authorized. Lawfully done: lawful." in again.stdout


def test_options_alone_show_that_a_wso_may_not_interrogate() -> None:
    asked = ["decide", "-F", "act.act=interrogate", "-F", "agreement.model=WSO", "--format", "json"]
    result = RUN.invoke(app, [*asked, "-F", "act.at=2026-06-01"])
    assert result.exit_code == 3
    failed = [one["id"] for one in json.loads(result.stdout)["provisions"] if one["result"] == "fail"]
    assert failed == ["power.interrogate"]
    undated = RUN.invoke(app, asked)
    assert (undated.exit_code, json.loads(undated.stdout)["missing"][-1]) == (4, "act.at")


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2025-06-02T10:00:00Z", "not authorized"),
        ("2027-12-30T10:00:00Z", "not authorized"),
        ("2027-12-31T23:00:00Z", "undetermined"),
        ("2027-12-31T10:00:00-05:00", "not authorized"),
        ("2030-06-02T10:00:00-05:00", "undetermined"),
        ("", "undetermined"),
    ],
)
def test_what_a_text_bars_is_barred_on_days_of_a_known_law_alone(at: str, verdict: str) -> None:
    told = {"act": {"act": "interrogate", "at": at}, "agreement": {"model": "WSO", "edition": "WSO-2025"}}
    assert decide(told).verdict == verdict
    assert decide(told, officer={"us_citizen": False}).verdict == "not authorized", "every text and day bars it"


def test_nothing_known_is_undetermined_and_an_empty_value_is_none_only_where_it_may_be() -> None:
    assert decide({}).verdict == "undetermined"
    told = start("WSO serve_arrest_warrant")
    told["officer"]["revoked_on"] = None
    assert decide(told).verdict == "authorized"
    told["officer"]["certified_on"] = None
    assert decide(told).missing == ("officer.certified_on",)


def test_a_refused_edition_is_said_and_lists_nothing_missing() -> None:
    told = start("WSO serve_arrest_warrant")
    told["agreement"]["edition"] = "WSO-2031"
    decision = decide(told)
    assert (decision.verdict, decision.covered, decision.missing) == ("undetermined", False, ())


def test_an_unknown_premise_is_said_with_the_verdict() -> None:
    told = start("WSO serve_arrest_warrant")
    for record in told:
        told[record]["agency_id"] = "UT-example-county-sheriffs-office"
    del told["agreement"]["state_law_permits"]
    decision = decide(told)
    assert (decision.verdict, decision.subject_to) == ("authorized if", ("statute.state-law",))


@pytest.mark.parametrize(
    ("record", "name", "value", "word"),
    [
        ("act", "plac", "jail", "act.plac"),
        ("act", "act", "deport", "act.act is refused: not one of"),
        ("act", "at", "yesterday", "not a time"),
        ("act", "hold_ended_at", "2025-06-02", "a day without an hour"),
        ("act", "at", "0001-01-01T00:00:00+05:00", "outside 1996-09-30"),
        ("act", "hold_ended_at", "9999-12-31T23:00:00-05:00", "outside 1996-09-30"),
        ("act", "time_zone", "Mars/Olympus", "act.time_zone is refused"),
        ("officer", "us_citizen", "perhaps", "not true or false"),
        ("officer", "exam_score", "high", "not a number"),
        ("officer", "exam_score", float("nan"), "not a number"),
        ("officer", "exam_failures", 1.5, "not a whole number"),
        ("officer", "certified_on", "2025-02-30", "not a day"),
        ("agreement", "edition", 7, "not a text"),
        ("subject", "name", "x", "subject"),
    ],
)
def test_a_fact_whose_value_cannot_be_read_is_named(record: str, name: str, value: Any, word: str) -> None:
    with pytest.raises(InputError, match=word):
        decide({record: {name: value}})


@pytest.mark.parametrize("secret", ["Jane Roe", "ROE,JANE", "078-05-1120", "A012345678", "1985-03-12", "j@roe.example"])
def test_a_value_in_the_wrong_fact_is_never_repeated(secret: str) -> None:
    told = []
    for record, known in RECORDS.items():
        for given in [*({name: secret} for name in known), {secret: True}]:
            try:
                base_rows({record: given})
            except InputError as error:
                told.append(str(error))
    assert len(told) > 50
    assert [says for says in told if secret in says] == []


@pytest.mark.parametrize("text", ["{", "[]", '{"act": 1}', '{"act": {"x": 1}}', "[" * 200_000, " " * 1_100_000 + "{}"])
def test_bad_json_is_an_error_and_no_traceback(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        decide(gather(file, []))


def test_a_mark_of_the_byte_order_is_no_part_of_the_facts(tmp_path: Path) -> None:
    file = tmp_path / "marked.json"
    file.write_bytes(b'\xef\xbb\xbf{"act": {"act": "transport"}}')
    assert gather(file, [])["act"] == {"act": "transport"}


def test_more_hours_that_come_twice_than_can_be_tried_are_refused() -> None:
    times = [name for name, fact in RECORDS["act"].items() if fact.kind == "time"]
    twice = {"time_zone": "America/New_York", **dict.fromkeys(times, "2025-11-02T01:30:00")}
    with pytest.raises(InputError, match=f"{len(times)} times .* comes twice"):
        base_rows({"act": twice})


def test_only_what_still_matters_is_asked() -> None:
    whole = start("WSO serve_arrest_warrant")
    told = {record: dict(values) for record, values in whole.items()}
    del told["officer"]["exam_score"], told["officer"]["revoked_on"], told["act"]["ice_notified_at"]
    answers = iter(["high", "88", "none"])
    asked = []

    def prompt(question: str, **options: Any) -> str:
        asked.append(question)
        return next(answers)

    assert ask_for(told, prompt).verdict == "authorized"
    assert [question.split("(")[0].strip() for question in asked] == [
        "The score, 0 to 100, on which certification rests; the lowest where there are several.",
        "The score, 0 to 100, on which certification rests; the lowest where there are several.",
        "First day on which the authority is revoked or withdrawn.",
    ]


def test_asking_stops_once_a_provision_fails() -> None:
    told = start("WSO serve_arrest_warrant")
    del told["officer"]["us_citizen"], told["officer"]["exam_score"]
    assert ask_for(told, lambda question, **options: "no").verdict == "not authorized"


class Page:
    """Stands for a record that knows one agency."""

    def __init__(self, *agreements: dict[str, Any]) -> None:
        self.agreements = list(agreements)

    @property
    def finding(self) -> SimpleNamespace:
        return SimpleNamespace(found=lambda name: SimpleNamespace(agency_id=f"FL-{name}", moved=None))

    def find(self, name: str) -> str:
        return f"FL-{name}"

    def agency(self, agency_id: str) -> dict[str, Any]:
        early: dict[str, list[Any]] = {"agreements": []}
        return {"name": "Example", "agency_id": agency_id, "agreements": self.agreements, "early": early}

    def publication(self) -> dict[str, Any]:
        return {"published": date(2026, 5, 18)}

    def ages(self) -> Ages:
        return Ages(None, None, (Span(date(2021, 1, 13), date(2026, 5, 18)),))


def listed(model: str, start_day: date, end_day: date | None = None) -> dict[str, Any]:
    told = {"agreement_id": f"FL-example:{model}:1", "model": model, "signed": start_day}
    return told | {"gaps": [], "valid_from": start_day, "valid_to": end_day}


def test_the_record_gives_the_agreement_in_force_on_the_day() -> None:
    record: Any = Page(listed("WSO", date(2019, 5, 6), date(2024, 1, 1)), listed("WSO", date(2025, 2, 26)))
    facts = agreement_facts(record, "example", date(2025, 6, 1))
    assert (facts["listed_signed_on"], facts["listed_until"]) == (date(2025, 2, 26), date(2026, 5, 18))
    assert not {"ice_signed_on", "agency_signed_on", "terminated_on"} & facts.keys()
    assert "edition" not in facts and "suspended_from" not in facts
    with pytest.raises(NotFoundError, match="no agreement in force on 2024-06-01"):
        agreement_facts(record, "example", date(2024, 6, 1))
    with pytest.raises(UnknownError, match="no list that is held tells of 2018-06-01") as unknown:
        agreement_facts(record, "example", date(2018, 6, 1))
    assert unknown.value.exit_code == 4
    both: Any = Page(listed("WSO", date(2025, 2, 26)), listed("TFM", date(2025, 3, 1)))
    with pytest.raises(InputError, match="TFM, WSO"):
        agreement_facts(both, "example", date(2025, 6, 1))
    assert agreement_facts(both, "example", date(2025, 6, 1), "TFM")["model"] == "TFM"


def test_a_day_told_for_the_record_leaves_the_hour_unknown_and_says_on_what_it_rests(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record = Page(listed("WSO", date(2025, 2, 26)))
    monkeypatch.setattr("open287g.open_record", lambda home: nullcontext(record), raising=False)
    told = start("WSO serve_arrest_warrant")
    told["agreement"] = {name: told["agreement"][name] for name in ("edition", "suspended_from", "suspended_to")}
    told["act"] = {**told["act"], "at": None, "ice_notified_at": "2025-06-02T09:00:00-05:00", "agency_id": "FL-example"}
    told["officer"]["agency_id"] = "FL-example"
    file = tmp_path / "act.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    asked = ["decide", "--facts", str(file), "--agency", "example", "--on", "2025-06-02"]
    answer = json.loads(RUN.invoke(app, [*asked, "--format", "json"]).stdout)
    results = {one["id"]: one for one in answer["provisions"]}
    assert (answer["verdict"], answer["duties"]) == ("authorized if", "open")
    assert (results["wso.service-notice"]["result"], results["wso.service-notice"]["missing"]) == (
        "unknown",
        ["act.at"],
    )
    assert results["agreement.signed"]["result"] == "pass"
    shown = " ".join(RUN.invoke(app, asked).stdout.split())
    for line in (
        "Only the day of the act is known",
        "one day of signing, 2025-02-26, and not whose",
        "list of 2026-05-18",
    ):
        assert line in shown


def test_the_agreement_is_that_of_the_local_day_of_the_act() -> None:
    record: Any = Page(listed("WSO", date(2025, 6, 2), date(2025, 6, 3)))
    act = {"at": "2025-06-03T04:30:00Z", "time_zone": "America/Chicago"}
    assert with_agreement(record, {"act": act}, "example", None, None)["agreement"]["model"] == "WSO"
    with pytest.raises(InputError, match="the day of the act is not known"):
        with_agreement(record, {"act": {"at": "2025-06-03T04:30:00Z"}}, "example", None, None)
    with pytest.raises(InputError, match="another day than at"):
        decide(
            with_agreement(record, {"act": {**act, "time_zone": "America/New_York"}}, "example", date(2025, 6, 2), None)
        )


@pytest.mark.parametrize("value", ["Jane Roe", "A012345678", "roe@example.org"])
def test_a_refused_reference_to_a_person_is_not_repeated(value: str) -> None:
    with pytest.raises(InputError, match="looks like a name or number of a person") as caught:
        decide({"act": {"subject_ref": value}})
    assert value not in str(caught.value)


@pytest.mark.parametrize(("place", "flag"), [("JAIL", "Yes"), ("jail", True), ("Jail", 1)])
def test_words_and_flags_are_read_in_any_case(place: str, flag: Any) -> None:
    told = start("WSO serve_arrest_warrant")
    told["act"] |= {"place": place, "at_scheduled_release": flag}
    assert decide(told).verdict == "authorized"


def test_questions_are_asked_in_spanish_and_an_answer_out_of_order_is_asked_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = start("TFM interrogate")
    del told["officer"]["us_citizen"], told["officer"]["authorized_on"]
    asked: list[str] = []
    answers = iter(["yes", "2027-03-13", "2025-03-12"])

    def prompt(question: str, **options: Any) -> str:
        asked.append(question)
        return next(answers)

    assert ask_for(told, prompt, "es").verdict == "authorized"
    assert asked[0] == "El agente es ciudadano de los Estados Unidos. (yes = sí, no = no)"
    assert asked[1] == asked[2] == "Fecha de la autorización firmada. (AAAA-MM-DD)"
    assert "earlier than authorized_on" in capsys.readouterr().err


def test_a_warm_decision_takes_under_ten_milliseconds() -> None:
    told = start("JEM issue_detainer")
    decide(told)
    spent = []
    for _ in range(20):
        begun = time.process_time()
        decide(told)
        spent.append(time.process_time() - begun)
    assert sorted(spent)[10] < 0.010


def test_a_row_that_ice_moved_is_no_agreement_of_the_first_agency(record: Record) -> None:
    with pytest.raises(NotFoundError):
        agreement_facts(record, "FL-okaloosa-county-sheriffs-office", date(2025, 5, 1), "WSO")


def test_no_agreement_is_in_force_while_the_list_had_ended_it(record: Record) -> None:
    agency = "TX-southside-place-police-department"
    assert agreement_facts(record, agency, date(2025, 7, 1))["model"] == "TFM"
    assert agreement_facts(record, agency, date(2026, 5, 1))["model"] == "TFM"
    with pytest.raises(NotFoundError):
        agreement_facts(record, agency, date(2025, 10, 1))


def test_a_decision_shows_its_two_verdicts_and_what_fails() -> None:
    shown = repr(decide({"act": {"act": "interrogate", "began_on": "2026-06-01"}, "agreement": {"model": "WSO"}}))
    assert shown.startswith("<Decision, within the power: not authorized; lawfully done: ")
    assert "fails: power.interrogate" in shown
    assert len(shown) < 300
