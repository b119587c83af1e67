"""Where the law is read in two ways: what each reading makes of an act, and which courts hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from open287g.core.errors import NotFoundError
from open287g.core.suggest import suggestion
from open287g.rulebook.law.cases import Case, cases, questions

NARROW, WIDE = "narrow", "wide"


@dataclass(frozen=True)
class Reading:
    """One question on an act: the answer of each reading (pass, fail, unknown, or none where no provision gives it),
    which of them bound the verdict, and the decisions that bear on it where the act took place.
    """

    question: str
    asks: str
    narrow: str
    wide: str
    binding: str
    cases: tuple[str, ...]
    contested: str


def readings_of(
    row: Mapping[str, Any],
    results: Mapping[str, str],
    day: date | None,
    chosen: Mapping[str, str],
    language: str = "en",
) -> tuple[Reading, ...]:
    """The questions on which the readings differ for an act, or on which a court of its place has decided."""
    state = str(row["agreement_agency_id"] or row["act_agency_id"] or row["officer_agency_id"] or "")[:2]
    found = []
    for name, told in questions().items():
        narrow, wide = (_answer(told.get(side, {}), row, results) for side in (NARROW, WIDE))
        mine = [one for one in cases() if one.question == name and one.binds(state, day)]
        asked = row["act_act"] in told.get("acts", ())
        if ((narrow or wide) and narrow != wide) or (asked and mine):
            binding = chosen.get(name, NARROW) if narrow or wide else ""
            found.append(Reading(name, told[language], narrow, wide, binding, _told(mine), _contested(name)))
    return tuple(found)


def _answer(side: Mapping[str, Any], row: Mapping[str, Any], results: Mapping[str, str]) -> str:
    if not side or side["provision"] not in results:
        return ""
    for word, result in (("fails_when", "fail"), ("passes_when", "pass")):
        if word in side and row[side[word].replace(".", "_", 1)]:
            return result
    return results[side["provision"]]


def _told(mine: list[Case]) -> tuple[str, ...]:
    return tuple(f"{one.case}, {one.cites}{'' if one.read else ' (unread)'}" for one in mine)


def _contested(question: str) -> str:
    """The courts that decided it one way, and those that decided it the other."""
    sides = {side: [one.court for one in cases() if one.question == question and one.supports == side]
             for side in (NARROW, WIDE)}  # fmt: skip
    return "; ".join(f"{side}: {', '.join(courts)}" for side, courts in sides.items() if courts)


def case_rows(question: str | None, language: str = "en") -> list[dict[str, Any]]:
    """The questions, each with its readings and with the decisions on it. Raises NotFoundError for one not known."""
    if question is not None and question not in questions():
        raise NotFoundError(
            f"no question is called {question!r}", remedy=suggestion(question, list(questions())), exit_code=2
        )
    rows: list[dict[str, Any]] = []
    for name, told in questions().items():
        if question not in (None, name):
            continue
        for side in (NARROW, WIDE):
            if side in told:
                rows.append(_row(name, told[language], side, told[side][language], told[side]["provision"]))
        for one in cases():
            if one.question == name:
                where = "all" if one.states == ("all",) else " ".join(one.states)
                rows.append(
                    _row(name, told[language], one.supports, one.holding, f"{one.case}, {one.cites}", one.decided)
                    | {"states": where, "status": one.status, "read_in": one.read_in}
                )
    return rows


def _row(question: str, asks: str, side: str, says: str, by: str, decided: date | None = None) -> dict[str, Any]:
    return {
        "question": question, "asks": asks, "reading": side, "says": says, "by": by, "decided": decided,
        "states": "", "status": "", "read_in": "",
    }  # fmt: skip
