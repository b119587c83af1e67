"""Commands of the room `oversight`: arrests counted, operations, footprints."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from open287g.cli.activity import AllCells, Memory
from open287g.cli.asked import note
from open287g.cli.lines import put
from open287g.cli.options import DAY, Fmt, Home, first_day, last_day, state_code
from open287g.cli.show import Format, show_facts, show_rows

Files = Annotated[list[Path], typer.Argument(help="ICE's releases of arrests: .csv, .csv.gz, .xlsx or .parquet.")]
Method = Annotated[str | None, typer.Option("--method", help='Only this method, such as "287(g) Program".')]


class Counting(NamedTuple):
    """What `arrests` counts: the keys, one method or all, whether with shares, and whether small counts are shown."""

    keys: list[str]
    method: str | None
    shares: bool
    all_cells: bool


def arrests(
    files: Files,
    by: Annotated[
        str, typer.Option("--by", help="Keys: day, month, year, state, area, method, criminality, agency, landmark.")
    ] = "month",
    method: Method = None,
    shares: Annotated[
        bool, typer.Option("--shares", help="Also the share by the program's own method and in local jails.")
    ] = False,
    around: Annotated[
        str | None, typer.Option("--around", help="Before, during and after the agreements of this agency.")
    ] = None,
    all_cells: AllCells = False,
    memory: Memory = "3GB",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Count arrests of ICE's releases by month, fiscal year, state, area, method, criminality or agency.

    State and agency are told by the landmark, so they need the record; the method is not the agency. Counts under 5
    are withheld, and those that would give them away by difference. Where ICE changed what a code means, counts are
    split, and shares across the change are refused: the command then exits with 4.

    Examples:

      open287g arrests arrests.xlsx --by month,area

      open287g arrests arrests-latest.parquet --by agency --method "287(g) Program" --format json

      open287g arrests arrests.xlsx --by state --shares

      open287g arrests arrests.xlsx --around "Wake County Sheriff's Office, NC"
    """
    from open287g.core.errors import InputError

    if around is None:
        keys = [key.strip() for key in by.split(",") if key.strip()]
        _count(files, Counting(keys, method, shares, all_cells), memory, home, format)
    elif method or shares:
        raise InputError("it counts by the days of agreements alone", "--around", "Leave --method and --shares out.", 2)
    else:
        _around(files, around, memory, home, format)


def _count(files: list[Path], asked: Counting, memory: str, home: Path | None, format: Format) -> None:
    from open287g.activity.releases.load import load_releases, reading
    from open287g.activity.releases.methods import absent
    from open287g.core.errors import UNKNOWN
    from open287g.oversight.arrests.count import count
    from open287g.oversight.arrests.frame import OF_LANDMARKS, arrests_of
    from open287g.record.asking.record import open_record

    record = open_record(home) if OF_LANDMARKS & set(asked.keys) else None
    with reading(memory) as con:
        loaded = list(load_releases(con, files))
        missing = absent(con, loaded, asked.method)
        frame = arrests_of(con, loaded, record)
        counted = count(frame, asked.keys, method=asked.method, shares=asked.shares, all_cells=asked.all_cells)
    if counted.refused:
        show_facts({"refused": True, "reasons": counted.reasons}, format, title="Refused")
        raise typer.Exit(UNKNOWN)
    show_rows(counted.rows, format, title="Arrests")
    for line in filter(None, (missing, *counted.notes)):
        note(f"note: {line}")


def _around(files: list[Path], agency: str, memory: str, home: Path | None, format: Format) -> None:
    from open287g.activity.releases.load import load_releases, reading
    from open287g.core.errors import UNKNOWN
    from open287g.oversight.arrests.around import around
    from open287g.oversight.arrests.frame import arrests_of
    from open287g.record.asking.record import open_record

    with reading(memory) as con, open_record(home) as record:
        agency_id = record.find(agency)
        told = around(arrests_of(con, list(load_releases(con, files)), record), record, agency_id)
    if format is Format.table and not told["refused"]:
        show_rows(told["periods"], format, title=f"Arrests around the agreements of {agency_id}")
        for line in [*told["notes"], *(f"cannot show {line}" for line in told["cannot_show"])]:
            put(f"note: {line}")
    else:
        show_facts(told, format, title="Arrests around agreements")
    if told["refused"]:
        raise typer.Exit(UNKNOWN)


def operation(
    first: Annotated[date, typer.Option("--from", parser=first_day, metavar="DAY", help=f"First day: {DAY}.")],
    last: Annotated[date, typer.Option("--to", parser=last_day, metavar="DAY", help=f"Last day: {DAY}.")],
    files: Annotated[list[Path] | None, typer.Argument(help="ICE's releases of arrests.")] = None,
    area: Annotated[str | None, typer.Option("--area", help="A field office, such as New Orleans.")] = None,
    state: Annotated[
        str | None, typer.Option("--state", parser=state_code, metavar="STATE", help="A postal code or a name.")
    ] = None,
    memory: Memory = "3GB",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """A brief on an operation: agreements in force there then, arrests a day against the usual of the same weekday.

    The usual is the median of the same weekday in the year before and the year after, with the interval that 95 of 100
    such days fall into. What the file cannot show is said; where it does not hold these days, arrests are refused, and
    the command exits with 4.

    Examples:

      open287g operation arrests.xlsx --from 2025-03-01 --to 2025-03-01 --area Miami

      open287g operation arrests-latest.parquet --from 2025-03-01 --to 2025-03-01 --state FL --format json
    """
    from open287g.activity.releases.load import load_releases, reading
    from open287g.core.errors import UNKNOWN
    from open287g.oversight.arrests.frame import arrests_of
    from open287g.oversight.arrests.operation import asked, brief
    from open287g.record.asking.record import open_record

    question = asked(first, last, area, state)
    with reading(memory) as con, open_record(home) as record:
        frame = arrests_of(con, list(load_releases(con, files)), record if state else None) if files else None
        told = brief(question, frame, record)
    _show_brief(told, format)
    if told["refused"]:
        raise typer.Exit(UNKNOWN)


def footprint(
    files: Files,
    finding: Annotated[str, typer.Option("--finding", help='Only this finding, such as "listed, never used".')] = "",
    memory: Memory = "3GB",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """When each agreement began to be used and when it died, by the days of arrests and not by ICE's list.

    An end lies between the last arrest by the program's method and the day by which the silence after it is no chance
    (1 in 20 at the agency's own rate); so does a beginning. Agencies that are listed and never used, or used and never
    listed, are told apart. Fewer than 20 arrests tell no day. Arrests come in bursts, so that these intervals are too
    narrow rather than too wide.

    Examples:

      open287g footprint arrests.xlsx

      open287g footprint arrests-latest.parquet --finding "listed, never used" --format json
    """
    from open287g.activity.releases.load import load_releases, reading
    from open287g.oversight.arrests.footprint import changes, finding_of, footprints
    from open287g.oversight.arrests.frame import arrests_of
    from open287g.record.asking.record import open_record

    only = finding_of(finding) if finding else None
    with reading(memory) as con, open_record(home) as record:
        frame = arrests_of(con, list(load_releases(con, files)), record)
        rows, crossing = footprints(frame, record), changes(frame)
    show_rows([row for row in rows if only in (None, row["finding"])], format, title="Footprints")
    for one in crossing:
        note(f"note: {one.told}")


def _show_brief(told: dict[str, Any], format: Format) -> None:
    if format is not Format.table:
        show_facts(told, format)
        return
    facts = ("from", "to", "area", "state", "refused", "reasons")
    show_facts({key: told[key] for key in facts if told[key] not in (None, [])}, format, title="Operation")
    agreements = {key: value for key, value in told["agreements"].items() if key != "ids"}
    show_facts(agreements, format, title="Agreements in force then")
    if not told["refused"]:
        _show_arrests(told, format)
    show_rows(told["register"], format, title="What was announced")
    show_rows([{"cannot show": line} for line in told["cannot_show"]], format, title="What the file cannot show")


def _show_arrests(told: dict[str, Any], format: Format) -> None:
    """What the file tells; a number that is withheld is said to be."""
    from open287g.oversight.arrests.operation import WITHHELD

    def number(value: Any) -> Any:
        return WITHHELD if value is None else value

    counts: dict[str, Any] = {key: number(told[key]) for key in ("arrests", "without_area") if key in told}
    show_facts(counts, format, title="Arrests")
    days = [{key: number(value) for key, value in day.items()} for day in told["days"]]
    show_rows(days, format, title="Arrests a day")
    for key in ("by_method", "criminality"):
        groups = told[key]
        rows = (
            [{"of": of, "arrests": number(count)} for of, count in groups.items()] if isinstance(groups, dict) else []
        )
        show_rows(rows or [{"of": groups}], format, title=key.replace("_", " ").capitalize())
    for line in told["notes"]:
        put(f"note: {line}")


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.command("arrests")(arrests)
    app.command("operation")(operation)
    app.command("footprint")(footprint)
