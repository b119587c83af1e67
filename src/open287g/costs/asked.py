"""What a reader asks for: an agency, a model, and the assumptions that are known for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from open287g.core.errors import InputError, NotFoundError, NotListedError
from open287g.costs.assumption_file import read_assumptions
from open287g.costs.assumptions import Assumption, Range, assumptions_for, with_value
from open287g.costs.line import MODELS
from open287g.costs.registers.measured import agencies_of, with_measured
from open287g.costs.registers.per_diem import SOURCE as PER_DIEM
from open287g.costs.registers.per_diem import per_diem
from open287g.costs.registers.prices import carried
from open287g.costs.registers.wages import OCCUPATIONS, wage
from open287g.costs.told_numbers import with_told

if TYPE_CHECKING:
    from open287g.record.asking.record import Record

ONE_OFFICER = "not told: the figures are for one officer"


@dataclass(frozen=True)
class Asked:
    """Whose note it is: `agency_id` is None where ICE's lists do not have the agency; `listed` says what they say."""

    agency: str
    agency_id: str | None
    model: str
    listed: str
    residents: Assumption | None


def asked_of(record: Record, name: str, model: str | None) -> Asked:
    """The agency that is meant and the model of its note.

    Raises NotFoundError where nothing is called so, InputError where no model is told and the record has not one.
    """
    try:
        page = record.agency(name)
    except NotListedError as error:
        if model is None:
            raise InputError(
                "no list names it, so no model is known", remedy="Choose one: --model.", exit_code=2
            ) from error
        return Asked(name, None, model_named(model), error.what, None)
    now = sorted({str(row["model"]) for row in page["agreements"] if row["valid_to"] is None})
    if model is None and len(now) != 1:
        held = f"agreements of: {', '.join(now)}" if now else "no agreement in force, so no model is known"
        raise InputError(f"{page['name']} has {held}", remedy="Choose one: --model.", exit_code=2)
    published = record.publication()["published"]
    listed = f"in ICE's list of {published}: {', '.join(now) or 'no agreement in force'}"
    return Asked(page["name"], page["agency_id"], model_named(model or now[0]), listed, _residents(page))


def require_own(record: Record, asked: Asked, audit: Path) -> None:
    """Raise InputError where `audit` is of the log of another agency, as the record knows what the log calls it.

    A name that is no agency's of the record is taken for a log's own word for the agency asked for.
    """
    called = agencies_of(audit)
    if asked.agency_id in called:
        return
    for name in called:
        try:
            of = record.find(name)
        except NotFoundError:
            continue
        if of != asked.agency_id:
            own = f" ({asked.agency_id})" if asked.agency_id else ""
            raise InputError(
                f"it is the audit of {record.agency(of)['name']} ({of}), and the note is of {asked.agency}{own}",
                str(audit),
                "Name the audit of its own log, or the agency whose log it is.",
                exit_code=2,
            )


def model_named(model: str) -> str:
    """The model of this name. Raises InputError where there is none."""
    if model.upper() not in MODELS:
        raise InputError("there is no such model", remedy=f"Choose {', '.join(MODELS)}.", exit_code=2)
    return model.upper()


def _residents(page: Mapping[str, Any]) -> Assumption | None:
    """People of the agency's counties: the county runs the jail and pays for it, whatever city signed."""
    from open287g.places.counties import counties

    known = [counties()[fips].population for fips in page["counties"] or [] if fips in counties()]
    people = [number for number in known if number is not None]
    if not people or len(people) != len(known):
        return None
    return residents_of(sum(people))


def residents_of(people: int) -> Assumption:
    """So many residents of a county or counties, as the assumption of a note."""
    base = assumptions_for("TFM")["residents"]
    within = Range(float(people), float(people), float(people))
    return replace(base, range=within, source="U.S. Census Bureau, ACS 2013-17, of its counties")


def known_assumptions(
    model: str,
    *,
    residents: Assumption | None = None,
    wages: tuple[Path, str] | None = None,
    travel: str | None = None,
    measured: tuple[Path, str | None] | None = None,
    file: Path | None = None,
    told: Iterable[str] = (),
    officers: float | None = None,
    prices: str | None = None,
) -> dict[str, Assumption]:
    """What is shipped for the model, then what registers say, then the reader's file, then values told as name=value.

    The last word counts. `wages` is the workbook of the BLS and an area in it, `travel` a place of the per diem table,
    `measured` the folder of an audit and the agency's id in it, `prices` a month to whose prices all dated dollars are
    carried.
    """
    known = assumptions_for(model)
    if residents is not None:
        known["residents"] = residents
    if wages is not None:
        path, area = wages
        source = f"Bureau of Labor Statistics, {path.name}, {area}, occupation {OCCUPATIONS[model]}"
        known["wage"] = replace(known["wage"], range=wage(path, area, model), source=source)
    if travel is not None:
        for name, within in zip(("lodging", "meals"), per_diem(travel), strict=True):
            known[name] = replace(known[name], range=within, source=f"{PER_DIEM}, {travel}", year=2026)
    if measured is not None:
        known = with_measured(known, *measured)
    if file is not None:
        known = read_assumptions(file, known)
    if officers is not None:
        known = with_value(known, "officers", officers, "--officers")
    for text in told:
        known = _told(known, text)
    if known["officers"].range is None:
        known["officers"] = replace(known["officers"], range=Range(1, 1, 1), source=ONE_OFFICER)
    return {name: carried(one, prices) for name, one in known.items()} if prices else known


def _told(known: Mapping[str, Assumption], text: str) -> dict[str, Assumption]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError("it is no name=number", "--set", "Write it as --set waiting_days=10.", exit_code=2)
    try:
        return with_told(known, name.strip(), value, "--set")
    except InputError as error:
        raise InputError(error.what, error.where, error.remedy, exit_code=2) from error


def scenario(known: Mapping[str, Assumption], text: str) -> tuple[str, dict[str, Assumption]]:
    """A scenario's name and its assumptions, from "name: assumption=value, assumption=value"."""
    label, colon, told = text.partition(":")
    if not colon:
        remedy = 'Write it as --scenario "ICE takes 10 days: waiting_days=10".'
        raise InputError("it has no name", "--scenario", remedy, exit_code=2)
    changed = dict(known)
    for part in told.split(","):
        changed = _told(changed, part.strip())
    return label.strip(), changed
