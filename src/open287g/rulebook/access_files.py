"""The access report from files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError, NotFoundError
from open287g.core.files import reason
from open287g.rulebook.access import cascade, grants_on, standing_on
from open287g.vocabulary import facts
from open287g.vocabulary.cells import OF_A_PERSON, is_of_a_person, names_somebody

GRANT = ("grant_id", "officer_id", "system", "granted_on", "ended_on")
_OF_BODIES = ("agreement_id",)
"""Ids in which the name of an agency may stand."""


def report(
    day: date, officers: Path, agreements: Path, grants: Path | None, acts: Path | None, ending: str | None
) -> dict[str, Any]:
    """Keys: `standing`, `grants`, and `falls` (what falls with the agreement or officer `ending`)."""
    roster, signed = _rows(officers, "officer"), _rows(agreements, "agreement")
    given = _plain(grants, GRANT) if grants else []
    pending = _plain(acts, ("act_id", "officer_id")) if acts else []
    before = standing_on(day, roster, signed)
    falls: dict[str, Any] = {}
    if ending is not None:
        after = standing_on(day, *_ended(roster, signed, ending, day))
        falls = cascade(before, after, given, pending, day)
    held = grants_on(day, given, before)
    # Of flat records this is `asdict`, which would copy every text.
    return {
        "standing": [dict(vars(one)) for one in before],
        "grants": [dict(vars(one)) for one in held],
        "falls": falls,
    }


def one_table(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """A `report` as rows of one table: `part` says whether a row is of the standing, of the grants or of what falls."""
    rows = [{"part": part, **row} for part in ("standing", "grants") for row in answer[part]]
    for what, ids in answer["falls"].items():
        named = {"grants": "grant_id", "acts": "act_id"}.get(what, "officer_id")
        state = "reduced" if what == "reduced" else "falls"
        rows += [{"part": "falls", named: id, "state": state} for id in ids]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [{name: row.get(name) for name in names} for row in rows]


def _ended(
    roster: list[dict[str, Any]], signed: list[dict[str, Any]], id: str, day: date
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if id not in {one.get("officer_id") for one in roster} | {one.get("agreement_id") for one in signed}:
        raise NotFoundError(f"no officer and no agreement is called {id!r}", remedy="Take an id from the files.")
    return (
        [one | ({"revoked_on": day} if one.get("officer_id") == id else {}) for one in roster],
        [one | ({"terminated_on": day} if one.get("agreement_id") == id else {}) for one in signed],
    )


def _rows(path: Path, record: str) -> list[dict[str, Any]]:
    """Rows of known facts; an empty cell stays only where it means none."""
    known = facts.RECORDS[record]
    return [
        {name: value for name, value in row.items() if name in known and (value != "" or name in facts.NONE_WHEN_EMPTY)}
        for row in _plain(path, (f"{record}_id",))
    ]


def _plain(path: Path, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            lacking = [name for name in needed if name not in (reader.fieldnames or ())]
            rows = [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]
    except FileNotFoundError:
        raise InputError("there is no such file", str(path), f"Name a CSV file with a column {needed[0]}.") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        remedy = f"Name a CSV file with a column {needed[0]}."
        raise InputError(f"cannot be read as CSV: {reason(error)}", str(path), remedy) from None
    if lacking:
        raise InputError(f"has no column {lacking[0]}", str(path), f"It needs {', '.join(needed)}.")
    for number, row in enumerate(rows, 2):
        _screen(row, needed, f"{path}, row {number}")
    return rows


def _screen(row: dict[str, Any], needed: tuple[str, ...], where: str) -> None:
    """Raise InputError, without the value, where a column that is told again names a person an officer met."""
    for name in needed:
        text = row.get(name, "")
        is_id = name.endswith("_id")
        if (is_id and names_somebody(text, name not in _OF_BODIES)) or (name == "system" and is_of_a_person(text)):
            raise InputError(f"{name} {OF_A_PERSON}", where, "Write an id that says nothing of anybody.")
