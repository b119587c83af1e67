"""Sentences in Spanish: what a command says in words it says in the language asked for; ids and names stay."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner, Result

from open287g.cli.main import app
from open287g.cli.options import language_code
from open287g.core.errors import InputError
from open287g.places.binding import every_state
from open287g.record.asking.in_words import in_words
from open287g.record.asking.record import Record
from open287g.vocabulary.bodies import Body

ENGLISH = re.compile(r"\b(the|of|was|is|list|signed|listed|under|with)\b", re.IGNORECASE)


def run(home: Path, *words: str) -> Result:
    done = CliRunner().invoke(app, [*words, "--home", str(home)])
    assert done.exit_code == 0, done.output
    return done


def test_the_headline_and_the_age_of_the_lists(home: Path) -> None:
    said = run(home, "headline", "--lang", "es").stderr
    assert "1,843" in said and "TFM" in said
    assert not ENGLISH.search(said), said


@pytest.mark.parametrize("name", ["collier fl", "frederick county md", "gwinnett county ga"])
def test_an_agency_in_words(record: Record, name: str) -> None:
    page, newest = record.agency(name), record.publication()["published"]
    said = in_words(page, newest, "es")
    assert not ENGLISH.search(said), said
    assert re.findall(r"\d{4}-\d\d-\d\d", said) == re.findall(r"\d{4}-\d\d-\d\d", in_words(page, newest))


def test_events_of_an_agency_and_changes_are_sentences_in_spanish(home: Path) -> None:
    page = json.loads(run(home, "agency", "collier fl", "--lang", "es", "--format", "json").stdout)
    english = json.loads(run(home, "agency", "collier fl", "--format", "json").stdout)
    assert len(page["events"]) == len(english["events"])
    for told, before in zip(page["events"], english["events"], strict=True):
        assert told["says"] != before["says"]
        assert {**told, "says": ""} == {**before, "says": ""}
    rows = json.loads(run(home, "changes", "--days", "20", "--lang", "es", "--format", "json").stdout)
    words = {row["kind"]: row["says"].replace(row["name"], "") for row in rows}
    assert len(words) > 2
    assert not [says for says in words.values() if re.search(r"\b(is listed|links|under)\b", says)]


def test_reasons_of_endings(home: Path) -> None:
    rows = json.loads(run(home, "ended", "--lang", "es", "--format", "json").stdout)
    assert rows
    assert not [row["reason"] for row in rows if re.search(r"\b(absent|the lists|signed anew)\b", row["reason"])]


def test_state_law_says_the_same_in_both_languages() -> None:
    day = date(2026, 11, 27)
    for body in Body:
        for english, spanish in zip(every_state(body, day), every_state(body, day, "es"), strict=True):
            words = ("may_end", "says", "note", "penalties", "approval")
            assert {k: v for k, v in english.items() if k not in words} == {
                k: v for k, v in spanish.items() if k not in words
            }
            for word in words:
                assert bool(english[word]) == bool(spanish[word])
                assert not english[word] or english[word] != spanish[word], (english["state"], word)


def test_every_option_of_a_language_is_the_same_option() -> None:
    def commands(group: object) -> list[object]:
        inner = getattr(group, "commands", {})
        return [each for one in inner.values() for each in (commands(one) or [one])]

    found = [
        (command, option)
        for command in commands(get_command(app))
        for option in command.params  # type: ignore[attr-defined]
        if option.name == "language"
    ]
    assert len(found) > 15
    for command, option in found:
        assert {"--language", "--lang", "-l"} == set(option.opts)
        assert option.process_value(typer.Context(command), "es") == language_code("es")
        with pytest.raises(InputError):
            option.process_value(typer.Context(command), "fr")
