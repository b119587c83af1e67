"""Rows of the record with what they say in the reader's language; codes, names and ids stay as they are.

What the program wrote by a form is told by the same form; what a person or a source wrote stays in English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from open287g.core.found import Found
from open287g.ui import notes, sentences
from open287g.vocabulary.messages import translations

Plain = dict[str, Any]
NOTES = ("reason", "why_not", "evidence", "county_evidence", "ori_evidence")
"""Columns of notes."""


def notes_in(rows: Found, language: str) -> Found:
    """The rows with their notes in the language, under the same columns."""
    return rows.told(lambda row: _noted(row, language))


def lines_in(rows: Sequence[Plain], names: Sequence[str], language: str) -> list[Plain]:
    """Plain rows whose texts under `names` are in the language."""
    return [_lines_in(row, names, language) for row in rows]


def line_in(text: str, language: str) -> str:
    """One sentence in the language; as it is where no form wrote it."""
    return notes.told(text, language) or text


def _noted(row: Plain, language: str) -> Plain:
    held = {name: row[name] for name in NOTES if isinstance(row.get(name), str)}
    return row | {name: notes.told(text, language) or text for name, text in held.items()}


def events_in(rows: Found, language: str) -> Found:
    """Events as sentences, under the same columns; the rows carry the name of their agency."""
    return rows.told(lambda row: event_in(row, language))


def event_in(row: Plain, language: str, name: str = "") -> Plain:
    """An event, or what proves it, with its sentence; a row that is no event keeps its words."""
    called = row.get("name") or name or (row.get("cells") or {}).get("agency_name")
    if "event_id" not in row or not called:
        return row
    if "not_before" in row:
        return row | {"says": sentences.early_event(row, called, language)}
    return row | {"says": sentences.event(row, called, language)} if sentences.tells(row) else row


def page_in(page: Plain, language: str) -> Plain:
    """An agency's page, as `Record.agency` gives it."""
    name = str(page["name"])
    early: Mapping[str, list[Plain]] = page["early"]
    return {
        **_noted(page, language),
        "events": [event_in(row, language, name) for row in page["events"]],
        "spellings": [_noted(row, language) for row in page["spellings"]],
        "early": {**early, "events": [event_in(row, language, name) for row in early["events"]]},
    }


def day_in(told: Plain, language: str) -> Plain:
    """What was in force on a day, as `Record.asof` gives it."""
    return _lines_in(told, ("differences", "claims", "says"), language)


def card_in(card: Plain, language: str) -> Plain:
    """A scorecard of controls, as `oversight.controls.score.scorecard` gives it."""
    translate = translations(language).gettext
    rows = [_noted(row, language) | {"says": translate(row["says"])} for row in card.get("controls", [])]
    return _lines_in(card, ("basis", "reasons"), language) | ({"controls": rows} if "controls" in card else {})


def _lines_in(facts: Plain, names: Sequence[str], language: str) -> Plain:
    """Facts whose values under `names`, a note or a list of notes each, are in the language."""

    def told(value: Any) -> Any:
        return line_in(value, language) if isinstance(value, str) else [line_in(text, language) for text in value]

    return facts | {name: told(facts[name]) for name in names if facts.get(name)}
