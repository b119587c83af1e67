"""Ids by their form: one that a command does not take is told which command does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of id: what it is called, how it is written, the command to name, and others that take it."""

    called: str
    form: re.Pattern[str]
    command: str
    others: tuple[str, ...] = ()


_AGENCY = r"[A-Z]{2}-[a-z0-9]+(-[a-z0-9]+)*"
_FOUND = ("agency", "who", "controls", "facilities", "dossier", "fiscal-note", "disparity", "arrests", "decide")
"""Commands that find an agency by each of its ids."""
_READ = ("documents", "archive", "dossier", "rules show", "audit", "activity", "office")
"""Commands that take files of agreements."""
_WRITES = ("-o", "--out", "--output", "--html", "--docx")
"""Options that name what is to be written, which is no id."""
_WRITERS = ("panel", "export", "publish", "release", "backup")
"""Commands of which the first word is what they write."""
_ENDING = r"(csv|docx?|gz|html|jsonl?|parquet|pdf|png|svg|txt|xlsx?|ya?ml|zip)"
"""Of files, which else look like provisions."""

KINDS = (
    Kind("the id of an agreement", re.compile(rf"{_AGENCY}:[A-Z]+:\S+"), "evidence", (*_FOUND, *_READ)),
    Kind("the id of an agency", re.compile(_AGENCY), "agency", (*_FOUND, *_READ)),
    Kind("the id of an event", re.compile(r"[a-z]+(_[a-z]+)*-[0-9a-f]{12}"), "evidence"),
    Kind(
        "the id of a publication of a list",
        re.compile(r"(participating|pending)-\d{4}-\d\d-\d\d-[0-9a-f]{8}"),
        "evidence",
    ),
    Kind("the hash of a raw file", re.compile(r"[0-9a-f]{64}"), "evidence", _READ),
    Kind("the file of a list", re.compile(r"(participating|pending)\S+\.xlsx?", re.IGNORECASE), "evidence", _READ),
    Kind("an agency's ORI", re.compile(r"[A-Z]{2}(?=[A-Z0-9]*\d)[A-Z0-9]{7}"), "agency", (*_FOUND, "places ori")),
    Kind("a county's FIPS code", re.compile(r"\d{5}"), "who", (*_FOUND, "places county", "office")),
    Kind(
        "a provision",
        re.compile(rf"(?!\S+\.{_ENDING}$)[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)+"),
        "rules show",
        ("rules", *_READ),
    ),
    Kind("an edition", re.compile(r"(JEM|WSO|TFM)-\d{4}[a-z]?(-\d{4})?"), "documents template", ("rules", *_READ)),
    Kind("an agreement's PDF", re.compile(r"\S+\.pdf", re.IGNORECASE), "documents show", _READ),
)


def pointed(words: Sequence[str], said: str) -> str:
    """Of a command line that ended with the error `said`: which command takes the id that the error speaks of.

    Empty where it is of a kind that this command takes, or no id.
    """
    typed = " ".join(words)
    for before, word in pairwise(words):
        if before in _WRITES or before in _WRITERS:
            continue
        kinds = [kind for kind in KINDS if kind.form.fullmatch(word)] if word in said else []
        taken = (command for kind in kinds for command in (kind.command, *kind.others))
        if kinds and not any(typed.startswith(f"{command} ") for command in taken):
            return f"{word} is written as {kinds[0].called} is: open287g {kinds[0].command} {word}"
    return ""
