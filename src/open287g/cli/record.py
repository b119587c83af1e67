"""Commands of the room `record`: build it, ask it, export it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.archive import archive_app
from open287g.cli.asked import note
from open287g.cli.options import DAY, Fmt, Home, Since, State, Until, day_told, state_code
from open287g.cli.rests_on import tell_age, tell_moved
from open287g.cli.show import Format, show_facts, show_rows
from open287g.core.errors import UNKNOWN

if TYPE_CHECKING:
    from open287g.record.asking.record import Record


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    archive_app.command("pack")(pack)
    asked: list[Callable[..., None]] = [headline, asof, changes, agency, resolve, ended, pending, flickers, signals]
    looked_into: list[Callable[..., None]] = [snapshots, candidates, evidence]
    for command in asked + looked_into:
        app.command()(command)
    app.command()(build)
    app.command()(export)
    app.command()(doctor)


def _open(home: Path | None) -> Record:
    """The home's record; the day and age of the lists that every answer rests on are said on standard error."""
    from open287g.record.asking.record import open_record

    record = open_record(home)
    tell_age(record)
    return record


def build(
    home: Home = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="Leave the bundled record out and read every file of the archive again.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take the new record even if it loses more than a tenth of its agreements.")
    ] = False,
    format: Fmt = Format.table,
) -> None:
    """Build the record from the bundled public record and the home's archive.

    The old record serves until the new one is whole. A record that would lose more than a tenth of the agreements of
    the one that stands there is refused, unless --accept says that the loss is right.

    Example: open287g build
    """
    from open287g.core.settings import home as home_folder
    from open287g.record.build import build as build_record

    report = build_record(home_folder(home), shipped=not raw, remember=not raw, accept=accept)
    show_facts({"record": str(report.path), **report.tables, "quarantined": report.quarantined}, format)


def doctor(home: Home = None, format: Fmt = Format.table) -> None:
    """Look for what may be wrong with the home; exits with 3 if anything is.

    Folder, permissions, room on the disk, every object of the archive against its hash, the record and the age of its
    lists, leftovers of stopped runs, versions, and the clock. Nothing is changed.

    Example: open287g doctor
    """
    from dataclasses import asdict
    from datetime import UTC, datetime

    from open287g.core.settings import home as home_folder
    from open287g.record.doctor import examine

    found = examine(home_folder(home), datetime.now(UTC))
    show_rows([asdict(check) for check in found], format)
    if not all(check.ok for check in found):
        raise typer.Exit(3)


def headline(home: Home = None, format: Fmt = Format.table) -> None:
    """Print what held on the day of ICE's newest list, what changed in the 30 days before, and what is in doubt."""
    from open287g.record.asking.headline import headline as facts_of
    from open287g.record.asking.headline import sentence

    facts = facts_of(_open(home))
    if format is Format.table:
        note(sentence(facts))
    title = f"287(g) agreements as ICE listed them on {facts['published']}"
    if format is Format.table and facts["pending"] is None:
        facts["pending"] = "unknown: that list is too old to tell"
    show_facts(_in_table(facts, format), format, title)


SAID = ("rests_on", "redirected")
"""What JSON and CSV carry, and is said on standard error beside a table."""


def _in_table(facts: dict[str, Any], format: Format) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if format is not Format.table or key not in SAID}


def asof(
    day: Annotated[date, typer.Argument(parser=day_told, metavar="DATE", help=f"Day in the world: {DAY}.")],
    known: Annotated[
        date | None,
        typer.Option(
            "--known",
            parser=day_told,
            metavar="DAY",
            help="As could be known on this day (default: by the newest list).",
        ),
    ] = None,
    agreements: Annotated[bool, typer.Option("--agreements", help="List the agreements instead of counting.")] = False,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Count the agreements in force on a day, as known by the newest list or as could be known on another day.

    Exits with 4 for a day outside the span of the lists that are held: the answer is unknown, not 0.

    Before the first list of the record, a list that an archive captured tells its own day and no other: between two of
    them the answer is unknown, with both neighbors.

    Examples: open287g asof 2025-04-24 --known 2025-04-24;  open287g asof 2026-05-18 --agreements --format csv;
    open287g asof 2013-04-02
    """
    record = _open(home)
    if agreements:
        columns = ["name", "model", "signed", "valid_from", "valid_to", "known_from", "agreement_id"]
        show_rows(record.named(record.in_force(day, known)), format, columns, f"In force on {day}")
    else:
        told = record.asof(day, known)
        unknown = told["agreements"] is None
        show_facts(_in_table(told, format), format, f"{'Unknown' if unknown else 'In force'} on {day}")
        if unknown:
            raise typer.Exit(UNKNOWN)


def changes(
    since: Since = None,
    until: Until = None,
    days: Annotated[
        int | None,
        typer.Option("--days", min=1, help="The last so many days up to the newest list."),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only changes of this kind, such as listed; may be repeated.")
    ] = None,
    state: State = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List what ICE's lists made known between two days, each with the file and row that show it.

    Without --since: the 30 days up to the newest list. Exits with 4 for days after it: what changed then is unknown.

    Examples:

      open287g changes --days 7 --kind listed

      open287g changes --since 2026-05 --state FL
    """
    from open287g.record.asking.changes import first_day_of, kinds_meant

    kinds = kinds_meant(kind or [])
    record = _open(home)
    first = first_day_of(record, since, days)
    rows = record.named(record.changes(first, until, state, kinds))
    columns = ["known", "kind", "state", "says", "event_id", "file", "row"]
    show_rows(rows, format, columns, f"Changes since {first}")


def agency(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME-OR-ID", help='An id, ORI or FIPS code, or a name such as "collier fl".')
    ],
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Show one agency: agreements, events with evidence, place, ORI and the spellings seen.

    Exits with 3 where what is asked for exists and is in no list of ICE that is held; with 1 where several agencies
    could be meant or nothing is called so, and names the nearest, which are never the answer.

    An id that was published and is no longer in use leads to the one in its place, and says so.

    Examples: open287g agency collier fl; open287g agency FL0110000; open287g agency maricopa county sheriff az;
    open287g agency alguacil de Collier; open287g agency FL-collier-county-sheriffs-office:TFM:1
    """
    from open287g.record.asking.in_words import in_words

    record = _open(home)
    page = record.agency(" ".join(name))
    tell_moved(page["redirected"])
    if format is not Format.table:
        show_facts(page, format)
        return
    note(in_words(page, record.publication()["published"]))
    lists = ("agreements", "events", "pending", "spellings", "doubts", "statements", "early")
    facts = {key: value for key, value in page.items() if key not in (*lists, *SAID)}
    show_facts(facts, format, page["name"])
    show_rows(
        page["agreements"],
        format,
        ["model", "agreement_id", "signed", "status", "valid_from", "valid_to", "moa_url"],
        "Agreements",
    )
    show_rows(page["events"], format, ["known", "kind", "says", "event_id", "file", "row"], "Events")
    if page["pending"]:
        show_rows(page["pending"], format, ["model", "first_pending", "last_pending", "status", "listed"], "Pending")
    show_rows(page["spellings"], format, ["agency_name", "tier", "evidence", "first_seen", "last_seen"], "Spellings")
    if page["doubts"]:
        show_rows(
            page["doubts"], format, ["kind", "agreement_id", "value", "against", "file", "row"], "What does not fit"
        )
    if page["statements"]:
        show_rows(page["statements"], format, ["agreement_id", "says", "day", "who", "source"], "What others say")
    for part, columns in _EARLY.items():
        if page["early"][part]:
            show_rows(page["early"][part], format, columns, f"Before the first list: {part}")


_EARLY = {
    "agreements": ["agreement_id", "signed", "models", "last_seen", "ended_by", "end_basis", "signed_source"],
    "spans": ["model", "absent_before", "first_seen", "last_seen", "absent_after", "lists"],
    "events": ["known", "kind", "not_before", "says", "event_id", "publication_id", "row"],
    "addenda": ["moa_signed", "executed", "extends_to", "row"],
}


def resolve(
    name: Annotated[str, typer.Argument(help="A spelling of an agency's name.")],
    state: Annotated[
        str, typer.Option("--state", parser=state_code, metavar="STATE", help="Its state: a postal code or a name.")
    ],
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Tell which agency a spelling is; exit 1 with the nearest candidates where none is.

    Example: open287g resolve "Colier County Sheriffs Office" --state FL
    """
    resolution = _open(home).resolve(name, state)
    facts = {
        "agency_id": resolution.agency_id,
        "name": resolution.name,
        "tier": resolution.tier,
        "evidence": resolution.evidence,
    }
    show_facts(facts if resolution.agency_id else {**facts, "candidates": resolution.candidates}, format)
    if resolution.agency_id is None:
        raise typer.Exit(1)


def ended(state: State = None, home: Home = None, format: Fmt = Format.table) -> None:
    """List agreements that the newest publication no longer lists, each ending graded by its evidence."""
    record = _open(home)
    columns = ["name", "model", "grade", "last_listed", "first_absent", "agreement_id", "days_absent", "reason"]
    show_rows(record.named(record.endings(state)), format, columns, "Ended")


def pending(state: State = None, home: Home = None, format: Fmt = Format.table) -> None:
    """List what the pending lists showed, and what became of it."""
    record = _open(home)
    columns = ["name", "model", "first_pending", "last_pending", "status", "listed", "days_to_listed", "agency_id"]
    show_rows(record.named(record.pending(state)), format, columns, "Pending")


def flickers(home: Home = None, format: Fmt = Format.table) -> None:
    """List absences after which the same agreement came back."""
    record = _open(home)
    columns = ["name", "model", "last_listed", "first_absent", "relisted", "days", "treated_as", "agreement_id"]
    show_rows(record.named(record.flickers()), format, columns, "Flickers")


def signals(home: Home = None, format: Fmt = Format.table) -> None:
    """List what was repaired, ignored or could not be read, with file, row, column and reason."""
    show_rows(
        _open(home).signals(),
        format,
        ["kind", "action", "file", "row", "column", "value", "read_as", "reason"],
        "Signals",
    )


def snapshots(
    quarantined: Annotated[bool, typer.Option("--quarantined", help="Only files the record does not believe.")] = False,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List every raw file with its day, the verdict on it and the reason."""
    rows = [row for row in _open(home).snapshots().to_pylist() if not quarantined or row["verdict"] == "quarantined"]
    show_rows(rows, format, ["name", "list", "published", "verdict", "rows", "reason"], "Snapshots")


def candidates(home: Home = None, format: Fmt = Format.table) -> None:
    """List agencies that look alike and that no rule would join."""
    show_rows(_open(home).candidates(), format, ["state", "name", "other_name", "likeness", "why_not"], "Candidates")


def evidence(
    event_id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of an event, from changes or agency; or of an agreement.")
    ],
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Show what proves an event: file, hash, row, and the cells as they stand there.

    Of an agreement, what proves its first listing; an id of one that is no longer in use leads to the present one.

    Example: open287g evidence FL-collier-county-sheriffs-office:TFM:1
    """
    told = _open(home).evidence(event_id)
    tell_moved(told.get("redirected"))
    show_facts(told, format, event_id)


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace what stands in DIR.")] = False,
    home: Home = None,
) -> None:
    """Write the record as CSV, Parquet, one DuckDB file and a data package with checksums.

    Example: open287g export build/record
    """
    from open287g.record.asking.export import export as write

    files = write(_open(home), folder, replace=replace)
    typer.echo(f"{len(files)} files in {folder}; check them with: cd {folder} && sha256sum -c SHA256SUMS")


def pack(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Workbooks, or folders of them.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the bundle (default: the package's own data).")
    ] = None,
) -> None:
    """Pack raw workbooks into the bundle that the package ships.

    Example: open287g archive pack ice-sheets/ --out build/data
    """
    from open287g.record.pack import DATA
    from open287g.record.pack import pack as pack_files

    corpus = pack_files(paths, out or DATA)
    typer.echo(f"{len(corpus.seen)} files, {len(corpus.listings)} distinct lists, {len(corpus.lines)} distinct rows")
