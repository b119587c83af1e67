"""Sentences in Spanish: what a command says in words it says in the language asked for; ids and names stay."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner, Result

from open287g.cli.main import app
from open287g.cli.options import language_code
from open287g.core.errors import InputError
from open287g.oversight.controls.score import scorecard
from open287g.places.binding import every_state
from open287g.record.asking.early import early_asof
from open287g.record.asking.headline import headline, sentence
from open287g.record.asking.in_words import in_words
from open287g.record.asking.record import Record
from open287g.ui import notes
from open287g.ui.told_rows import card_in, day_in
from open287g.vocabulary.bodies import Body
from open287g.vocabulary.labels import STATES

ENGLISH = re.compile(r"\b(the|of|was|is|list|signed|listed|under|with)\b", re.IGNORECASE)


def run(home: Path, *words: str) -> Result:
    done = CliRunner().invoke(app, [*words, "--home", str(home)])
    assert done.exit_code == 0, done.output
    return done


def test_the_headline_and_the_age_of_the_lists(home: Path) -> None:
    said = run(home, "headline", "--lang", "es").stderr
    assert "1,843" in said and "TFM" in said
    assert not ENGLISH.search(said), said


def test_the_headlines_of_the_states_add_up_to_the_whole(record: Record) -> None:
    whole, states = headline(record), [headline(record, code) for code in STATES]
    assert whole["agreements"] == sum(one["agreements"] for one in states)
    assert whole["agencies"] == sum(one["agencies"] for one in states)
    for name in ("by_model", "changes", "ended"):
        assert Counter(whole[name]) == sum((Counter(one[name]) for one in states), Counter())
    assert whole["states"] == sum(one["agreements"] > 0 for one in states)
    for one in states:
        assert not ENGLISH.search(sentence(one, "es").replace("U.S.", ""))
        assert "()" not in sentence(one)


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


@pytest.mark.parametrize("day", ["2025-04-24", "2013-04-02", "2012-01-01", "2010-06-01"])
def test_what_an_answer_says_of_a_day(record: Record, day: str) -> None:
    english = record.asof(day)
    spanish = day_in(english, "es")
    for name in ("differences", "claims", "says"):
        told, before = (one.get(name) or () for one in (spanish, english))
        pairs = [(told, before)] if isinstance(before, str) else zip(told, before, strict=True)
        for says, was in pairs:
            assert says != was
            assert numbers(says) == numbers(was)
    assert {**spanish, "differences": 0, "claims": 0, "says": 0} == {
        **english,
        "differences": 0,
        "claims": 0,
        "says": 0,
    }


def test_every_note_of_the_years_before_the_lists_has_a_form(record: Record) -> None:
    early = record.early
    days = [shown.day + timedelta(days=n) for shown in early.lists for n in (-1, 0, 1)]
    for day in days:
        told = early_asof(early, day)
        for text in (*told["differences"], *told["claims"], *filter(None, [told.get("says")])):
            assert notes.told(text, "es"), text


def test_a_scorecard_of_controls(record: Record) -> None:
    for of in ("collier fl", "FL", "GU", "program"):
        english = scorecard(record, of)
        spanish = card_in(english, "es")
        assert spanish["basis"] != english["basis"]
        for told, before in zip(spanish["controls"], english["controls"], strict=True):
            assert told["says"] != before["says"] and told["evidence"] != before["evidence"]
            assert {**told, "says": 0, "evidence": 0} == {**before, "says": 0, "evidence": 0}
    refused = scorecard(record, "VT", date(2021, 6, 1))
    assert refused["refused"]
    assert card_in(refused, "es")["reasons"] != refused["reasons"]


def test_who_is_missing_at_a_place(home: Path) -> None:
    said = run(home, "who", "houston tx", "--lang", "es").stderr
    assert "No están en esa lista: Policía de Houston" in said
    assert not ENGLISH.search(said.replace("Police of Houston", "")), said


def numbers(text: str) -> set[int]:
    """The numbers of a sentence, without those of months, which Spanish names."""
    return {int(number) for number in re.findall(r"\d+", text.replace(",", ""))} - set(range(1, 13))


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

    every = commands(get_command(app))
    found = [
        (command, option)
        for command in every
        for option in command.params  # type: ignore[attr-defined]
        if option.name == "language"
    ]
    with_format = [c for c in every if any(o.name == "format" for o in c.params)]  # type: ignore[attr-defined]
    assert len(with_format) > 60
    assert {id(command) for command in with_format} <= {id(command) for command, _ in found}
    for command, option in found:
        assert {"--language", "--lang", "-l"} == set(option.opts)
        assert option.process_value(typer.Context(command), "es") == language_code("es")
        with pytest.raises(InputError):
            option.process_value(typer.Context(command), "fr")
