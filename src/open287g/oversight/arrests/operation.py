"""A brief on an operation: agreements there then, arrests a day against the usual, what a file cannot show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from open287g.activity.areas import office_of
from open287g.activity.landmarks.holders import Holders
from open287g.activity.landmarks.where import states_of
from open287g.activity.operations import announced
from open287g.activity.small_cells import LEAST, withheld
from open287g.core.errors import InputError
from open287g.oversight.arrests.breaks import crossed
from open287g.oversight.arrests.frame import TABLE, Frame
from open287g.oversight.arrests.usual import WEEKS, usual
from open287g.places.areas import area_of
from open287g.record.asking.record import Record
from open287g.vocabulary.messages import N_

CANNOT = (
    N_("whether an agency's officers or ICE's made an arrest: the method of a record is not its agency"),
    N_("whether an arrest was part of the operation: an arrest on its days is all that a day tells"),
    N_("what became of the people: an arrest is no removal"),
)
"""What no file of arrests shows."""

WITHHELD = "withheld"
"""What stands in a table for a number that is not told."""
WITHHELD_NOTE = "null, or withheld: a number under 5, or one that would give such a number away"


@dataclass(frozen=True)
class Asked:
    """Days [first, last], and an area (its field office), a state, or both None for the whole file."""

    first: date
    last: date
    office: str | None = None
    state: str | None = None

    @property
    def days(self) -> list[date]:
        """Each of the days."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def asked(first: date, last: date, area: str | None, state: str | None) -> Asked:
    """The question, its area known. Raises InputError for days in the wrong order or an area that is none."""
    if last < first:
        raise InputError("the last day is before the first", "--to", "Give the days in order.", exit_code=2)
    office = office_of(area).name if area else None
    if area and office is None:
        raise InputError(
            f"there is no area {area!r}", "--area", "Name a field office, such as New Orleans.", exit_code=2
        )
    return Asked(first, last, office, state)


def brief(question: Asked, frame: Frame | None, record: Record) -> dict[str, Any]:
    """What is known; `refused` with `reasons` where the arrests cannot be told, the rest told all the same."""
    told: dict[str, Any] = {
        "from": question.first,
        "to": question.last,
        "area": question.office,
        "state": question.state,
        "agreements": agreements_then(question, record),
        "register": _registered(question),
        "cannot_show": list(CANNOT),
    }
    reasons = _reasons(question, frame)
    if reasons or frame is None:
        return told | {"refused": True, "reasons": reasons}
    return told | {"refused": False, "reasons": []} | _arrests(question, frame)


def agreements_then(question: Asked, record: Record) -> dict[str, Any]:
    """Agencies with an agreement in force on a day of the operation, by model, as the record knows them."""
    holders = Holders(record)
    found = []
    for agency_id, agency in holders.known.items():
        terms = holders.in_force(agency_id, question.first, question.last)
        if terms and _lies_in(question, agency.state, agency.counties):
            found.append((agency_id, sorted({term.model or "unknown" for term in terms})))
    models = Counter(model for _, own in found for model in own)
    return {
        "agencies": len(found),
        "by_model": dict(sorted(models.items())),
        "ids": [agency_id for agency_id, _ in found],
    }


def _lies_in(question: Asked, state: str, counties: Sequence[str]) -> bool:
    if question.state is not None and state != question.state:
        return False
    if question.office is None:
        return True
    areas = [area_of(state, fips) for fips in counties] or [area_of(state)]
    return any(area is not None and area.office == question.office for area in areas)


def _registered(question: Asked) -> list[Mapping[str, Any]]:
    within = set(states_of(question.office)) if question.office else {question.state} if question.state else None
    return [
        one
        for one in announced()
        if one["first"] <= question.last
        and question.first <= one["last"]
        and (within is None or within & set(one["states"]))
    ]


def _reasons(question: Asked, frame: Frame | None) -> list[str]:
    if frame is None:
        return ["no file of arrests is given"]
    if question.first < frame.first or question.last > frame.last:
        return [f"the files hold {frame.first} to {frame.last}, and not all of these days"]
    return []


def _arrests(question: Asked, frame: Frame) -> dict[str, Any]:
    here = _counts(frame, question, _place(question))
    nowhere = _counts(frame, question, "area is null") if question.office else {}
    told_here, told_nowhere = (_cells({day: found.get(day, 0) for day in question.days}) for found in (here, nowhere))
    lines = []
    for day in question.days:
        normal = usual(here, day, question.days, frame.first, frame.last)
        line: dict[str, Any] = {"day": day, "weekday": f"{day:%A}", "arrests": told_here[day]}
        if question.office:
            line["without_area"] = told_nowhere[day]
        lines.append(line | ({"usual": normal.median, "low": normal.low, "high": normal.high} if normal else {}))
    total = sum(here.get(day, 0) for day in question.days)
    without = sum(nowhere.get(day, 0) for day in question.days)
    notes = []
    if without > total:
        notes.append("more arrests of these days stand under no area than under this one: a count by area misses them")
    notes += _dayless(frame, question)
    year = timedelta(weeks=WEEKS)
    around = max(frame.first, question.first - year), min(frame.last, question.last + year)
    if question.office:
        notes += [f"the usual reaches across a change: {one.told}" for one in crossed(*around, ["area"])]
    told: dict[str, Any] = {
        "arrests": _told(total),
        **({"without_area": _told(without)} if question.office else {}),
        "days": lines,
        "criminality": _criminality(frame, question),
        "by_method": _groups(frame, question, "method"),
    }
    return told | {"notes": notes + ([WITHHELD_NOTE] if _withholds(told) else [])}


def _dayless(frame: Frame, question: Asked) -> list[str]:
    where = _place(question)
    sql = f"select count(*) from {TABLE} left join offices using (area) where {where} and day is null"
    ((number,),) = frame.con.execute(sql, _parameters(question, where)).fetchall()
    if not number:
        return []
    told = f"{number:,}" if number >= LEAST else f"fewer than {LEAST}"
    return [f"{told} arrests here tell no day that can be read; they may be of these days and are in no count"]


def _withholds(told: Any) -> bool:
    """Whether any number of an answer is withheld."""
    inside = told.values() if isinstance(told, Mapping) else told if isinstance(told, list) else ()
    return told is None or any(map(_withholds, inside))


def _place(question: Asked) -> str:
    """SQL of where: areas are compared by the office they are, so that spellings do not matter."""
    return "office = $office" if question.office else "state = $state" if question.state else "true"


def _parameters(question: Asked, where: str) -> dict[str, Any]:
    given = {"office": question.office, "state": question.state}
    return {name: value for name, value in given.items() if f"${name}" in where}


def _offices(frame: Frame) -> None:
    areas = [
        area for (area,) in frame.con.execute(f"select distinct area from {TABLE} where area is not null").fetchall()
    ]
    frame.con.execute("create or replace temp table offices (area varchar, office varchar)")
    if areas:
        frame.con.executemany("insert into offices values (?, ?)", [(area, office_of(area).name) for area in areas])


def _counts(frame: Frame, question: Asked, where: str) -> dict[date, int]:
    _offices(frame)
    sql = (
        f"select day, count(*) from {TABLE} left join offices using (area) where {where} and day is not null group by 1"
    )
    return dict(frame.con.execute(sql, _parameters(question, where)).fetchall())


def _groups(frame: Frame, question: Asked, column: str) -> dict[str, int | None]:
    where = _place(question)
    sql = f"""select coalesce({column}, 'unknown'), count(*) from {TABLE} left join offices using (area)
        where {where} and day between $first and $last group by 1 order by 2 desc, 1"""
    found = frame.con.execute(
        sql, _parameters(question, where) | {"first": question.first, "last": question.last}
    ).fetchall()
    return _cells(dict(found))


def _criminality(frame: Frame, question: Asked) -> dict[str, int | None] | str:
    groups = _groups(frame, question, "criminality")
    return "the file does not tell it" if set(groups) <= {"unknown"} else groups


def _cells(counts: Mapping[Any, int]) -> dict[Any, int | None]:
    """Counts that add up to a total that is told: None where one is withheld, small or given away by the others."""
    rows = withheld([{"of": key, "count": number} for key, number in counts.items()], ("of",), "count")
    return {row["of"]: row["count"] for row in rows}


def _told(number: int) -> int | None:
    """A number, None where it is small and withheld."""
    return None if 0 < number < LEAST else number
