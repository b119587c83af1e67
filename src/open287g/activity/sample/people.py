"""The invented agencies and officers of the sample log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from open287g.activity.sample.templates import group_of, numbered
from open287g.vocabulary.editions import EDITIONS

ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles")
AGENCY = "ZZ-example-agency"
_PER_AGENCY = 12
_DAYS = re.compile(r"^([+-]\d+)d$")


@dataclass(frozen=True)
class People:
    """Officers, their agencies' agreements, and for each group of a template who stands in it."""

    officers: list[dict[str, Any]]
    agreements: list[dict[str, Any]]
    members: list[dict[str, Any]]


def people_of(book: dict[str, Any], acts: int) -> People:
    """Enough people for `acts` acts: an agency for each 20,000 of an edition, at least two; some for each recipe."""
    people = People([], [], [])
    total = sum(entry["share"] for entry in book["editions"].values())
    for edition, entry in book["editions"].items():
        size = max(2, min(60, round(acts * entry["share"] / total / 20_000)))
        _staff(people, book, edition, edition, size, {}, {})
    for index, recipe in numbered(book):
        group = group_of(recipe, index)
        if group != recipe["edition"]:
            agency = f"{recipe['state']}-example-sheriffs-office" if "state" in recipe else AGENCY
            own = recipe.get("officer", {}), recipe.get("agreement", {})
            _staff(people, book, recipe["edition"], group, 1, *own, agency)
    return people


def _staff(
    people: People,
    book: dict[str, Any],
    edition: str,
    group: str,
    agencies: int,
    officer: dict[str, Any],
    agreement: dict[str, Any],
    called: str = AGENCY,
) -> None:
    model = EDITIONS[edition].model
    standard = {**book["officer"]["all"], **book["officer"][model], **officer}
    terms = {**book["agreement"]["all"], **book["agreement"][model], **agreement}
    for _ in range(agencies):
        number = len(people.agreements) + 1
        agency = f"{called}-{number:04d}"
        ids = {"agreement_id": f"{agency}:{model}:1", "agency_id": agency, "model": model, "edition": edition}
        people.agreements.append(ids | dict(_dated(book, terms)))
        for _ in range(_PER_AGENCY if not officer else 3):
            name = f"officer-{len(people.officers) + 1:06d}"
            people.officers.append(
                {"officer_id": name, "agency_id": agency, "model": model} | dict(_dated(book, standard))
            )
            place = sum(1 for one in people.members if one["grp"] == group)
            people.members.append(
                {
                    "grp": group,
                    "n": place,
                    "officer_id": name,
                    "agency_id": agency,
                    "time_zone": ZONES[number % len(ZONES)],
                }
            )


def _dated(book: dict[str, Any], facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    first: date = book["first_day"]
    for name, value in facts.items():
        days = _DAYS.match(value) if isinstance(value, str) else None
        if days is None:
            yield name, value
            continue
        day = first + timedelta(days=int(days[1]))
        # An instant of an officer (a notice) is given at noon of its day.
        yield name, datetime(day.year, day.month, day.day, 17, tzinfo=UTC) if name.endswith("_at") else day
