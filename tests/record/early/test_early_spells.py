"""County spells of 2005 to 2015 that researchers drew from the same years: a check, and no source of the record."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from open287g.record.asking.record import Record

pytestmark = pytest.mark.shared

_END = date(2016, 1, 1)


@dataclass(frozen=True)
class Spell:
    """First month under 287(g), last month, and whether it went on beyond 2015; months counted from year 0."""

    start: int
    end: int
    open: bool


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def spells(shared: Path) -> dict[str, Spell]:
    with (shared / "data" / "reference" / "county_287g_spells_2005_2015.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    months = {
        row["fips"].zfill(5): [date.fromisoformat(f"{row[n]}-01") for n in ("start_ym", "end_ym")] for row in rows
    }
    return {
        row["fips"].zfill(5): Spell(*map(_month, months[row["fips"].zfill(5)]), row["right_censored"] == "TRUE")
        for row in rows
    }


def ours(record: Record) -> dict[str, list[dict[str, Any]]]:
    """Agreements signed before 2016, by each county of agencies of one county, by day of signing."""
    counties = {row["agency_id"]: row["counties"] for row in record.table("early_agencies").to_pylist()}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(record.table("early_agreements").to_pylist(), key=lambda row: row["signed"]):
        if row["signed"] < _END:
            for fips in counties[row["agency_id"]]:
                found[fips].append(row)
    return found


# A spell starts in the month after the signing, or in the month of a signing on its first day.
STARTS_DIFFER = {
    "37183": "Durham's police reach into Wake; Wake's own sheriff signed on 2008-06-25, as the spell says",
    "45063": "the spell starts with the signing of 2013; ICE shows Lexington from 2011-02-20, signed 2010-08-19",
    "51153": "the spell is of the regional jail, signed 2007-07-09, whose county the places room does not know",
}
NOT_PLACED = {"09001": "Danbury, which the places room has in Connecticut's planning region"}
ENDS_DIFFER = {
    "04013": "the spell ends with the task force of 2012; Mesa's jail agreement went on",
    "04019": "the spell goes on; ICE's tables lack Pima from 2012-10-07",
    "06065": "the spell ends in 2014-12; ICE's tables lack Riverside from 2013-09-04",
    "33011": "the spell ends in 2012-12; ICE's tables never show Hudson from 2011 on",
    "37001": "the spell ends in 2012-09; ICE's page still lists Alamance on 2012-10-07",
    "37025": "the spell ends in 2012-10; ICE's tables show Cabarrus throughout",
    "37081": "the spell ends in 2012-12; ICE's tables lack Guilford from 2011-08-18",
    "45063": "the spell ends in 2014-06; ICE's tables show Lexington throughout",
    "47037": "the spell ends in 2014-10; ICE's tables lack Davidson from 2013-01-18",
    "51153": "the spell is of the regional jail",
    "51165": "the spell goes on; ICE's tables lack Rockingham from 2013-01-18",
    "51171": "the spell goes on; ICE's tables lack Shenandoah from 2014-09-10",
}
# The spell ends in December 2012, when ICE let the task forces lapse; ICE's page shows them still on 2013-01-18.
PAGE_LAGS = {"12005", "37063", "45013", "49053", "51059", "51107"}
# In no spell: gone before the signings of 2009, or an independent city, or a county at the edge of a city.
ONLY_OURS = {"09190", "12009", "12081", "25001", "25017", "37051", "37135", "51683", "51685"}


def test_starts_agree_but_for_what_is_named(shared: Path, record: Record) -> None:
    found = ours(record)
    differ = set()
    for fips, spell in spells(shared).items():
        signed = [row["signed"] for row in found.get(fips, ())]
        if not signed or spell.start - _month(signed[0]) != (0 if signed[0].day == 1 else 1):
            differ.add(fips)
    assert differ <= STARTS_DIFFER.keys() | NOT_PLACED.keys()
    assert "45063" in differ


def test_ends_lie_between_last_seen_and_first_absent_but_for_what_is_named(shared: Path, record: Record) -> None:
    found = ours(record)
    differ, lag = set(), set()
    for fips, spell in spells(shared).items():
        own = found.get(fips, [])
        seen = max((row["last_seen"] for row in own if row["last_seen"]), default=None)
        over = max((row["ended_by"] or date.max for row in own), default=None)
        if seen is None or over is None:
            continue
        if spell.open:
            agrees = over >= _END
        else:
            agrees = _month(seen) <= spell.end <= _month(over)
            if not agrees and spell.end == _month(date(2012, 12, 1)) and seen == date(2013, 1, 18):
                lag.add(fips)
                continue
        if not agrees:
            differ.add(fips)
    assert lag == PAGE_LAGS
    assert differ <= ENDS_DIFFER.keys() and ENDS_DIFFER.keys() - differ <= {"51153"}


def test_counties_in_no_spell_are_those_named(shared: Path, record: Record) -> None:
    assert set(ours(record)) - set(spells(shared)) <= ONLY_OURS
    assert set(spells(shared)) - set(ours(record)) <= NOT_PLACED.keys()
