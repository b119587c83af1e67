"""What a page of an agency says first: whether it has an agreement by ICE's newest list, in a sentence or two."""

from __future__ import annotations

from datetime import date
from typing import Any


def in_words(page: dict[str, Any], newest: date) -> str:
    """The answer of `Record.agency` as one would tell it; `newest` is the day of ICE's newest list."""
    said = [*_listed(page, newest), *_ended(page), *_pending(page), *_early(page)]
    return " ".join(f"{sentence}." for sentence in said)


def _listed(page: dict[str, Any], newest: date) -> list[str]:
    now = [row for row in page["agreements"] if row["status"] == "listed"]
    if not now:
        return [f"Not in ICE's list of {newest}"]
    models = " and ".join(f"{row['model']} ({_signed(row['signed'])})" for row in now)
    return [f"In ICE's list of {newest}: {models}"]


def _ended(page: dict[str, Any]) -> list[str]:
    gone = [row for row in page["agreements"] if row["status"] == "ended"]
    return [f"{row['model']} was last listed on {row['last_listed']}; its end is {row['ending']}" for row in gone]


def _pending(page: dict[str, Any]) -> list[str]:
    """What the pending lists tell of an agency that has had no agreement."""
    if page["agreements"] or not page["pending"]:
        return []
    return [f"{row['model']} was in pending lists, {_span(row, 'pending')}" for row in page["pending"]]


def _early(page: dict[str, Any]) -> list[str]:
    spans = page["early"]["spans"]
    return [f"In lists before 2021: {row['model']}, {_span(row, 'seen')}" for row in spans]


def _signed(day: date | str | None) -> str:
    return f"signed {day}" if day else "day of signing unknown"


def _span(row: dict[str, Any], what: str) -> str:
    first, last = row[f"first_{what}"], row[f"last_{what}"]
    return f"on {first}" if first == last else f"from {first} to {last}"
