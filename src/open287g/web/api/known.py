"""Values of filters that the API's description cannot name: ids, counties, a table's own words. None is passed over."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError

from open287g.core.table import Table
from open287g.places.counties import counties
from open287g.record.asking.loaded import LoadedRecord
from open287g.web.api.models import EXACT

_MOST_NAMED = 30


def meant(record: LoadedRecord, table: Table, query: Mapping[str, Any]) -> dict[str, Any]:
    """The query with each old id as the one that took its place.

    Raises RequestValidationError (422) for what no list would ever have: an agency, agreement, county or word that the
    record does not know, and days that end before they begin.
    """
    asked = dict(query)
    errors = []
    for name in EXACT:
        value = asked.get(name)
        if value is None:
            continue
        asked[name] = _present(record, name, value)
        if name.endswith("_id") and not _is_known(record, table, name, asked[name]):
            errors.append(refused(name, "the record knows none of this id; search for it by name"))
        elif not (name.endswith("_id") or _described(table, name) or value in record.by(table.name, name)):
            errors.append(refused(name, _choose(record, table, name)))
    if asked.get("county") is not None and not is_county(asked["county"]):
        errors.append(refused("county", _NO_COUNTY))
    if asked.get("since") and asked.get("until") and asked["since"] >= asked["until"]:
        errors.append(refused("until", "until is the first day left out: give a day after since"))
    if errors:
        raise RequestValidationError(errors)
    return asked


def refused(name: str, why: str) -> dict[str, object]:
    """What is wrong with a parameter, as the framework tells it."""
    return {"loc": ("query", name[:40]), "msg": why, "type": "value_error"}


_NO_COUNTY = "no county has this FIPS code"


def is_county(fips: str) -> bool:
    """Whether a county has this FIPS code, today or before."""
    return fips in counties()


def require_county(fips: str | None) -> None:
    """RequestValidationError (422) where a code is given that no county has."""
    if fips is not None and not is_county(fips):
        raise RequestValidationError([refused("county", _NO_COUNTY)])


def _present(record: LoadedRecord, name: str, value: str) -> str:
    found = record.present(value) if name.endswith("_id") else None
    return found.present if found else value


def _is_known(record: LoadedRecord, table: Table, name: str, value: str) -> bool:
    """Whether there is such an agency or agreement, also where the table has no row of it."""
    early = record.by("early_agreements", "agreement_id")
    everywhere: tuple[Container[str], ...] = (
        (record.agencies, record.early_agencies) if name == "agency_id" else (record.agreements, early)
    )
    return any(value in some for some in (*everywhere, record.by(table.name, name)))


def _described(table: Table, name: str) -> bool:
    """Whether the description itself names what this filter takes."""
    return name in ("state", "model") or bool(table.column(name).values)


def _choose(record: LoadedRecord, table: Table, name: str) -> str:
    words = sorted(word for word in record.by(table.name, name) if word is not None)
    return f"choose {', '.join(words[:_MOST_NAMED])}" if words else "the table has no row yet"
