"""Words that make no command: what may have been meant is said, in the same way whichever command they meet."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.main import get_command

from open287g.cli import called
from open287g.cli.main import app, asked_for_help, main
from open287g.core.days import day_meant
from open287g.core.errors import InputError, NotFoundError
from open287g.core.suggest import suggestion
from open287g.office.office import open_office
from open287g.vocabulary.models import model_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pending FL", "open287g pending --state FL"),
        ("ended maryland --limit 3", "open287g ended --limit 3 --state MD"),
        ("ended TFM", "open287g ended --model TFM"),
        ("chart florida", "open287g chart --state FL"),
        ("chart state", "Did you mean states?"),
        ("headline --format jsno", "Did you mean json?"),
        ("law TX --body sherif", "Did you mean sheriff?"),
        ("activity schema act", "Did you mean acts?"),
        ("--lang es headline", "va después de su comando"),
        ("decide arrest", "Did you mean arrest_without_warrant or serve_arrest_warrant?"),
        ("list", "Did you mean open287g who?"),
        ("map texas", "Did you mean open287g chart?"),
        ("headline --csv", "Did you mean --format csv?"),
        ("who texas --xlsx", "Did you mean -o FILE.xlsx?"),
        ("law FL --body county", "Did you mean sheriff or jail?"),
        ("law TX --body police", "Did you mean city?"),
        ("decide -F act=interrogate", "Did you mean act.act=interrogate?"),
        (
            "decide interrogate -F model=TFM",
            "Did you mean act.model=TFM or officer.model=TFM or agreement.model=TFM?",
        ),
    ],
)
def test_what_may_have_been_meant_is_said(
    typed: str, meant: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["open287g", *typed.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert meant in said.err
    assert "Value error" not in said.err
    assert not said.out


def test_what_people_call_a_command_is_none_and_leads_to_one() -> None:
    known = get_command(app).commands  # type: ignore[attr-defined]
    assert not set(called.COMMANDS) & set(known)
    assert {name.split()[0] for name in called.COMMANDS.values()} <= set(known)


def test_help_is_asked_for_as_of_other_programs() -> None:
    assert asked_for_help(["help"]) == ["--help"]
    assert asked_for_help(["help", "rules", "list"]) == ["rules", "list", "--help"]
    assert asked_for_help(["rules", "help"]) == ["rules", "help"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("04/15/2025", "2025-04-15"),
        ("4/5/25", "2025-04-05"),
        ("April 15, 2025", "2025-04-15"),
        ("15 april 2025", "2025-04-15"),
        ("2025-4-5", "2025-04-05"),
        ("2025", "2025-01-01"),
    ],
)
def test_a_day_written_otherwise_is_refused_and_the_day_suggested(typed: str, day: str) -> None:
    with pytest.raises(InputError) as refused:
        day_meant(typed)
    assert f"Did you mean {day}?" in refused.value.remedy
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("typed", ["13/45/2025", "last week", "", "2025-02-30", "0"])
def test_what_is_no_day_in_any_form_is_suggested_none(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        day_meant(typed)
    assert "Did you mean" not in refused.value.remedy


def test_what_several_begin_with_means_each_of_them() -> None:
    assert suggestion("TFM", ["TFM-1", "TFM-2", "WSO-1"]) == "Did you mean TFM-1 or TFM-2?"
    assert suggestion("", ["a", "b"]) == "It has: a, b."


def test_a_model_by_its_whole_name() -> None:
    assert [model_meant(text) for text in ("Task Force Model", "jail enforcement model", "tfm agreement")] == [
        "TFM",
        "JEM",
        "TFM",
    ]


def test_a_question_to_an_office_that_was_never_begun_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no office here yet"):
        open_office(None, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_command_that_a_hint_names_exists() -> None:
    for names in (called.COMMANDS, *called.WITHIN.values()):
        for name in names.values():
            command, words = get_command(app), name.split()
            while words and hasattr(command, "commands"):
                command = command.commands[words.pop(0)]
            assert hasattr(command, "callback"), name


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("costs collier", "open287g fiscal-note?"),
        ("rules editions", "open287g documents templates?"),
        ("documents diff a b", "open287g documents compare?"),
        ("changes yesterday", "open287g changes --since 2026-11-26?"),
        ("ended 2026-03", "open287g ended --since 2026-03-01?"),
    ],
)
def test_what_people_call_a_command_or_an_option_is_known(
    line: str, meant: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPEN287G_TODAY", "2026-11-27")
    monkeypatch.setattr("sys.argv", ["open287g", *line.split()])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().err
    assert meant in told
    assert told.count("Did you mean") == 1
