"""The years before the first list in the sample record: two lists, an agency of both eras, one of the early alone."""

from __future__ import annotations

from datetime import date
from typing import Any

D = date
SHA = "cd" * 32
BOTH, ALONE = "GA-cobb-county-sheriffs-office", "TX-hostile-constable"
LISTS = (D(2011, 2, 20), D(2013, 4, 2))


def rows(hostile: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by table; `hostile` is what a printed name may hold."""
    names = {BOTH: ("GA", "Cobb County Sheriff's Office"), ALONE: ("TX", hostile)}
    listed = [(0, BOTH), (0, ALONE), (1, BOTH)]
    return {
        "early_sources": [_source(day, sum(at == n for at, _ in listed)) for n, day in enumerate(LISTS)],
        "early_statements": [_statement(n, at, who, *names[who]) for n, (at, who) in enumerate(listed, 2)],
        "early_agencies": [_agency(who, *name) for who, name in names.items()],
        "early_names": [_name(who, *name) for who, name in names.items()],
        "early_spans": [_span(BOTH, "GA", LISTS[1], None), _span(ALONE, "TX", LISTS[0], LISTS[1])],
        "early_agreements": [_agreement(who, state) for who, (state, _) in names.items()],
        "early_events": [_event("listed", ALONE, LISTS[0], hostile), _event("delisted", ALONE, LISTS[1], "gone")],
        "addenda": [_addendum(BOTH, *names[BOTH])],
    }


def _source(day: date, rows: int) -> dict[str, Any]:
    told = {"source_id": f"ice-{day}", "kind": "list", "publisher": "ICE", "title": "table", "seen": day, "rows": rows}
    return told | {
        "as_of": "2010-10-29",
        "published": str(day),
        "claims": 2,
        "file": "rows.csv",
        "sha256": SHA,
        "cites": "",
    }


def _statement(row: int, at: int, who: str, state: str, name: str) -> dict[str, Any]:
    told = {"source_id": f"ice-{LISTS[at]}", "row": row, "state": state, "agency_name": name, "agency_id": who}
    return told | {"says": "listed", "model": "JEM", "day": D(2007, 2, 13), "told": LISTS[at]}


def _agency(who: str, state: str, name: str) -> dict[str, Any]:
    fips = ["13067"] if who == BOTH else ["48113"]
    told = {"agency_id": who, "name": name, "state": state, "counties": fips, "county_names": ["County"]}
    return told | {"first_seen": LISTS[0], "last_seen": LISTS[0], "in_later_lists": who == BOTH}


def _name(who: str, state: str, name: str) -> dict[str, Any]:
    return {"state": state, "agency_name": name, "agency_id": who, "tier": "only", "evidence": "no other spelling"}


def _span(who: str, state: str, last: date, after: date | None) -> dict[str, Any]:
    told = {"agency_id": who, "state": state, "model": "JEM", "first_seen": LISTS[0], "last_seen": last, "lists": 1}
    source = f"ice-{LISTS[0]}"
    return told | {
        "absent_after": after, "first_source": source, "first_row": 2, "last_source": source, "last_row": 2,
    }  # fmt: skip


def _agreement(who: str, state: str) -> dict[str, Any]:
    told = {
        "agreement_id": f"{who}:JEM:2007-02-13",
        "agency_id": who,
        "state": state,
        "model": "JEM",
        "models": ["JEM"],
    }
    seen = {"signed": D(2007, 2, 13), "other_days": [], "signed_source": f"ice-{LISTS[0]}", "signed_row": 2}
    return told | seen | {"first_seen": LISTS[0], "last_seen": LISTS[0], "in_later_lists": False}


def _event(kind: str, who: str, known: date, says: str) -> dict[str, Any]:
    told = {
        "event_id": f"{kind}-early",
        "kind": kind,
        "agency_id": who,
        "state": who[:2],
        "model": "JEM",
        "known": known,
    }
    return told | {"says": says, "publication_id": f"ice-{known}", "file": "rows.csv", "sha256": SHA}


def _addendum(who: str, state: str, name: str) -> dict[str, Any]:
    day = D(2019, 5, 1)
    told = {"row": 2, "agency_id": who, "state": state, "agency_name": name, "moa_signed": D(2016, 6, 30)}
    return told | {"ice_signed": day, "agency_signed": day, "executed": day, "extends_to": D(2020, 6, 30)}
