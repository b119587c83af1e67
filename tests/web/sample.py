"""A small record made by hand from the schema: real shapes, hostile words, every kind of event."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from open287g.record.tables.catalog import TABLES
from tests.web import early_sample

D = date
SHA = "ab" * 32
HOSTILE = "<script>alert(1)</script> & “Sons” Police"

PUBLICATIONS = (D(2021, 1, 13), D(2025, 3, 6), D(2025, 4, 10), D(2025, 5, 2), D(2026, 5, 18))
AGENCIES = (
    ("FL-collier-county-sheriffs-office", "Collier County Sheriff's Office", "FL", "county", ["12021"]),
    ("FL-lee-county-sheriffs-office", "Lee County Sheriff's Office", "FL", "county", ["12071"]),
    ("FL-highway-patrol", "Florida Highway Patrol", "FL", "state", []),
    ("GA-cobb-county-sheriffs-office", "Cobb County Sheriff's Office", "GA", "county", ["13067"]),
    ("TX-harris-county-sheriffs-office", "Harris County Sheriff's Office", "TX", "county", ["48201"]),
    ("TX-hostile", HOSTILE, "TX", "municipality", ["48113"]),
)
# agency, model, n, signed, first list, last list (indexes of PUBLICATIONS)
AGREEMENTS = (
    (0, "JEM", 1, D(2020, 6, 2), 0, 4),
    (0, "TFM", 1, D(2025, 2, 26), 1, 4),
    (1, "WSO", 1, D(2025, 3, 1), 2, 4),
    (2, "TFM", 1, D(2025, 2, 25), 1, 4),
    (3, "JEM", 1, D(2007, 2, 13), 0, 0),
    (4, "WSO", 1, None, 3, 4),
    (5, "TFM", 1, D(2025, 4, 30), 3, 4),
)


def build(path: Path, shift: int = 0) -> Path:
    """Write the sample as a record file at `path`; `shift` drops that many of the last agreements."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".part")
    scratch.unlink(missing_ok=True)
    connection = duckdb.connect(str(scratch))
    rows = _rows(AGREEMENTS[: len(AGREEMENTS) - shift])
    for table in TABLES:
        columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
        connection.execute(f"CREATE TABLE {table.name} ({columns})")
        for row in rows.get(table.name, []):
            marks = ", ".join("?" for _ in row)
            names = ", ".join(f'"{name}"' for name in row)
            connection.execute(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(row.values()))
    connection.close()
    scratch.replace(path)
    return path


def _rows(agreements: tuple[Any, ...]) -> dict[str, list[dict[str, Any]]]:
    made = [_agreement(*one) for one in agreements]
    found: dict[str, list[dict[str, Any]]] = {
        "publications": [_publication(n, day, made) for n, day in enumerate(PUBLICATIONS)] + [_pending_publication()],
        "sources": [
            {
                "day": PUBLICATIONS[-1],
                "list": "pending",
                "fact": "not linked",
                "says": "asked at ICE's page",
                "file": "287g-lists.json",
                "sha256": SHA,
            }
        ],
        "snapshots": [_loaded("a.xlsx", "accepted"), _loaded("b.xlsx", "quarantined")],
        "agencies": [_agency(made, *one) for one in AGENCIES],
        "agreements": made,
        "beliefs": [belief for one in made for belief in _beliefs(one)],
        "events": [event for number, one in enumerate(made) for event in _events(number, one)],
        "endings": [_ending(one) for one in made if one["status"] == "ended"],
        "flickers": [_flicker(made[0])],
        "doubts": [_doubt(made[0])],
        "signings": [_signing(made[0])],
        "statements": [_statement(made[0])],
        "pending": [_pending(one) for one in made[2:4]] + [_still_pending()],
        "spellings": [_spelling(*one[:3]) for one in AGENCIES],
        "redirects": [{"old_id": "FL-colier-county-so", "new_id": AGENCIES[0][0], "reason": "renamed"}],
        "signals": [_signal("state misspelt"), _signal("=cmd|evil")],
        "candidates": [_candidate()],
        "judgments": [_judgment()],
    }
    return found | early_sample.rows(HOSTILE)


def _agreement(at: int, model: str, n: int, signed: date | None, first: int, last: int) -> dict[str, Any]:
    agency_id, _, state, *_ = AGENCIES[at]
    listed = last == len(PUBLICATIONS) - 1
    return {
        "agreement_id": f"{agency_id}:{model}:{n}",
        "agency_id": agency_id,
        "state": state,
        "model": model,
        "n": n,
        "signed": signed,
        "status": "listed" if listed else "ended",
        "valid_from": signed or PUBLICATIONS[first],
        "valid_from_basis": "signed" if signed else "listed",
        "valid_to": None if listed else PUBLICATIONS[last + 1],
        "ending": None if listed else "confirmed",
        "ended_as": None if listed else "unexplained",
        "first_listed": PUBLICATIONS[first],
        "last_listed": PUBLICATIONS[last],
        "moa_url": "javascript:alert(1)" if at == 5 else f"https://www.ice.gov/doclib/{agency_id}.pdf",
        "moa_file": f"{agency_id}.pdf",
        "moa_first_linked": PUBLICATIONS[first],
        "days_signed_to_listed": (PUBLICATIONS[first] - signed).days if signed else None,
    }


def _agency(made: list[dict[str, Any]], agency_id: str, name: str, state: str, kind: str, fips: list[str]) -> Any:
    mine = [one for one in made if one["agency_id"] == agency_id]
    now = [one for one in mine if one["status"] == "listed"]
    return {
        "agency_id": agency_id,
        "name": name,
        "state": state,
        "agency_type": kind,
        "counties": fips,
        "county_names": [f"County {each}" for each in fips],
        "ori": "FL0110000" if agency_id.startswith("FL-collier") else None,
        "population": 360_000 if fips else None,
        "officers": 612 if fips else None,
        "officers_year": 2024 if fips else None,
        "first_listed": min((one["first_listed"] for one in mine), default=None),
        "last_listed": max((one["last_listed"] for one in mine), default=None),
        "agreements_now": len(now),
        "models_now": sorted({one["model"] for one in now}),
    }


def _publication(number: int, day: date, made: list[dict[str, Any]]) -> dict[str, Any]:
    there = [one for one in made if one["first_listed"] <= day <= one["last_listed"]]
    return {
        "publication_id": f"participating-{day}",
        "list": "participating",
        "number": number,
        "published": day,
        "last_seen": day,
        "file": f"p{number}.xlsx",
        "sha256": SHA,
        "rows": len(there),
        "agreements": len(there),
        "agencies": len({one["agency_id"] for one in there}),
        "states": len({one["state"] for one in there}),
        "spellings": len({one["agency_id"] for one in there}),
        "added": 1,
        "removed": 0,
    }


def _pending_publication() -> dict[str, Any]:
    return _publication(0, D(2026, 2, 27), []) | {"publication_id": "pending-2026-02-27", "list": "pending"}


def _beliefs(one: dict[str, Any]) -> list[dict[str, Any]]:
    base = {key: one[key] for key in ("agreement_id", "agency_id", "state", "model", "signed", "valid_from")}
    known = one["first_listed"]
    if one["status"] == "listed":
        return [
            base | {"valid_to": None, "known_from": known, "known_to": None, "publication_id": f"participating-{known}"}
        ]
    until = one["valid_to"]
    return [
        base | {"valid_to": None, "known_from": known, "known_to": until, "publication_id": f"participating-{known}"},
        base | {"valid_to": until, "known_from": until, "known_to": None, "publication_id": f"participating-{until}"},
    ]


def _events(number: int, one: dict[str, Any]) -> list[dict[str, Any]]:
    base = {key: one[key] for key in ("agency_id", "agreement_id", "state", "model")}
    base |= {"file": "p.xlsx", "sha256": SHA, "row": number + 2, "before": None, "after": None, "says": "It happened."}
    listed = base | {"event_id": f"e{number}a", "kind": "listed", "valid": one["signed"], "known": one["first_listed"]}
    linked = base | {"event_id": f"e{number}b", "kind": "moa_posted", "valid": None, "known": one["first_listed"]}
    found = [listed, linked]
    if one["status"] == "ended":
        ended = {"event_id": f"e{number}c", "kind": "delisted", "valid": None, "known": one["valid_to"], "row": None}
        found.append(base | ended)
    if number == 0:
        found += _rare_events(base)
    return [event | {"publication_id": f"participating-{event['known']}"} for event in found]


def _rare_events(base: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = {
        "pended": (None, None),
        "date_corrected": ("2020-06-01", "2020-06-02"),
        "renewed": (None, None),
        "model_changed": ("WSO", "JEM"),
        "renamed": ("Colier County SO", "Collier County Sheriff's Office"),
        "relisted": (None, None),
    }
    return [
        base | {"event_id": f"r{n}", "kind": kind, "valid": None, "known": D(2025, 4, 10), "before": b, "after": a}
        for n, (kind, (b, a)) in enumerate(kinds.items())
    ]


def _ending(one: dict[str, Any]) -> dict[str, Any]:
    base = {key: one[key] for key in ("agreement_id", "agency_id", "state", "model", "signed", "last_listed")}
    absent = {"first_absent": one["valid_to"], "days_absent": 1899, "publications_absent": 4}
    return (
        base
        | absent
        | {
            "grade": "confirmed",
            "ended_as": "unexplained",
            "reason": "Absent for years.",
            "file": "p1.xlsx",
            "sha256": SHA,
        }
    )


def _flicker(one: dict[str, Any]) -> dict[str, Any]:
    base = {key: one[key] for key in ("agreement_id", "agency_id", "state", "model")}
    days = {"last_listed": D(2025, 3, 6), "first_absent": D(2025, 4, 10), "relisted": D(2025, 5, 2), "days": 22}
    return base | days | {"publications_absent": 1, "treated_as": "flicker", "file": "p2.xlsx", "sha256": SHA, "row": 2}


def _doubt(one: dict[str, Any]) -> dict[str, Any]:
    base = {key: one[key] for key in ("agreement_id", "agency_id", "state")}
    what = {"kind": "memorandum of another day", "column": "MOA", "value": "a.pdf", "against": "2020-06-09"}
    return base | what | {"file": "p2.xlsx", "sha256": SHA, "row": 2}


def _signing(one: dict[str, Any]) -> dict[str, Any]:
    base = {key: one[key] for key in ("agreement_id", "agency_id", "state", "model")}
    told = {"witness": "list", "day": one["signed"], "read_as": "same", "known": one["first_listed"]}
    return base | told | {"source": "SIGNED", "file": "p2.xlsx", "sha256": SHA, "row": 2}


def _statement(one: dict[str, Any]) -> dict[str, Any]:
    base = {key: one[key] for key in ("agreement_id", "agency_id", "state", "model")}
    said = {"agency_name": "A name", "says": "never_signed", "who": "its chief", "source": "A report <b>read</b> once"}
    return base | said | {"listed_from": one["first_listed"], "listed_to": one["last_listed"]}


def _pending(one: dict[str, Any]) -> dict[str, Any]:
    base = {key: one[key] for key in ("agreement_id", "agency_id", "state", "model")}
    days = {"first_pending": D(2025, 2, 21), "last_pending": D(2025, 2, 28), "listed": one["first_listed"]}
    more = {"name": "A name", "status": "listed", "days_to_listed": 13, "already_listed": False}
    return base | days | more | {"file": "q.xlsx", "sha256": SHA, "row": 3}


def _still_pending() -> dict[str, Any]:
    agency_id, name, state, *_ = AGENCIES[4]
    base = {"agency_id": agency_id, "name": name, "state": state, "model": "TFM", "status": "pending"}
    days = {"first_pending": D(2026, 1, 5), "last_pending": D(2026, 2, 27), "already_listed": True}
    return base | days | {"file": "q.xlsx", "sha256": SHA, "row": 4}


def _spelling(agency_id: str, name: str, state: str) -> dict[str, Any]:
    days = {"first_seen": PUBLICATIONS[0], "last_seen": PUBLICATIONS[-1], "publications": 5}
    return days | {
        "agency_id": agency_id,
        "agency_name": name,
        "state": state,
        "tier": "only",
        "evidence": "It is the only one.",
    }


def _loaded(name: str, verdict: str) -> dict[str, Any]:
    return {
        "name": name,
        "sha256": SHA,
        "list": "participating" if verdict == "accepted" else None,
        "published": D(2025, 3, 6) if verdict == "accepted" else None,
        "verdict": verdict,
        "reason": "Every clock agrees." if verdict == "accepted" else "Not a workbook.",
        "publication_id": "participating-2025-03-06" if verdict == "accepted" else None,
        "rows": 5 if verdict == "accepted" else None,
    }


def _signal(value: str) -> dict[str, Any]:
    return {
        "kind": "spelling",
        "action": "repaired",
        "file": "p1.xlsx",
        "sha256": SHA,
        "row": 3,
        "column": "STATE",
        "value": value,
        "read_as": "Florida",
        "reason": "by the table of spellings",
        "sightings": 2,
    }


def _candidate() -> dict[str, Any]:
    first, other = AGENCIES[0], AGENCIES[1]
    names = {"agency_id": first[0], "other_id": other[0], "state": "FL", "name": first[1], "other_name": other[1]}
    return names | {"likeness": 71.0, "why_not": "both are listed at once"}


def _judgment() -> dict[str, Any]:
    return {
        "state": "GA",
        "name": "Cobb County",
        "other_name": "Bibb County",
        "verdict": "distinct",
        "evidence": "Two counties.",
    }
