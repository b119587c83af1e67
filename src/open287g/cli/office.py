"""Commands of the room `office`: begin one, record, see what is due and what falls, verify, prove, export, back up."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows

if TYPE_CHECKING:
    from open287g.office.office import Office

office = typer.Typer(
    no_args_is_help=True, help="The working office of an agreement, on a ledger that anyone can check."
)

Database = Annotated[
    str | None,
    typer.Option(
        "--database", help="sqlite:///PATH or postgresql+psycopg://... (default: OPEN287G_OFFICE, else the home)."
    ),
]
As = Annotated[str, typer.Option("--as", help="The account that acts.")]
On = Annotated[str | None, typer.Option("--on", help="The day, YYYY-MM-DD.")]


class Table(StrEnum):
    """What the rows of a file are."""

    officers = "officers"
    agreements = "agreements"
    acts = "acts"


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    for command in (
        init,
        demo,
        record,
        due,
        cascade,
        replay,
        verify,
        checkpoint,
        prove,
        export,
        backup,
        restore,
        doctor,
    ):
        office.command()(command)
    office.command("import")(import_rows)
    app.add_typer(office, name="office")


def _open(database: str | None, home: Path | None) -> Office:
    from open287g.office.office import open_office

    return open_office(database, home)


def init(
    account: Annotated[str, typer.Option("--account", help="The first administrator's account.")] = "admin",
    person: Annotated[str, typer.Option("--person", help="An opaque reference to who holds it.")] = "staff-1",
    upgrade: Annotated[
        bool, typer.Option("--upgrade", help="Bring the schema of an office that is there up to date.")
    ] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Begin an office: its tables, its keys, and one administrator. Tells the public key, which outsiders need.

    Example: open287g office init --account admin
    """
    from open287g.office.ledger.database import migrate
    from open287g.office.office import begin_office
    from open287g.office.setup import begin_accounts

    if upgrade:
        opened = _open(database, home)
        migrate(opened.engine)
    else:
        opened = begin_office(database, home)
        begin_accounts(opened, account, person, opened.clock().date().isoformat())
    show_facts({"key": opened.keys.public, "administrator": None if upgrade else account}, format, "Office")


def demo(
    out: Annotated[Path, typer.Option("--out", help="A new folder; it becomes the home of the office.")],
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it when it is made.")] = True,
    seed: Annotated[int, typer.Option("--seed", help="The same seed tells the same story.")] = 287,
    acts: Annotated[int, typer.Option("--acts", min=0, max=100_000, help="How many acts.")] = 600,
    format: Fmt = Format.table,
) -> None:
    """Make a synthetic agency of 40 officers with a year of acts, labeled as synthetic: nothing in it is real.

    Example: open287g office demo --no-serve --out demo-office
    """
    from open287g.office.demo.write import write_demo

    show_facts(write_demo(out, seed, acts), format, "Synthetic office")
    if serve:
        typer.echo("The pages of the office are not built yet; see it with: open287g office due --home DIR", err=True)


def record(
    event: Annotated[Path, typer.Argument(help="The event as JSON; - reads it from standard input.")],
    account: As,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Record one event, or be told every reason why not. Exits with 3 when it is refused.

    Example: open287g office record event.json --as manager-1
    """
    from open287g.core.errors import InputError
    from open287g.office.record import record as take_in
    from open287g.office.told import parse

    try:
        text = sys.stdin.read() if str(event) == "-" else event.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", str(event), exit_code=2) from None
    show_facts(asdict(take_in(_open(database, home), account, parse(text))), format, "Receipt")


def due(
    agency: Annotated[list[str] | None, typer.Option("--agency", help="Only of this agency. Repeat it.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    ics: Annotated[Path | None, typer.Option("--ics", help="Also write it as a calendar feed.")] = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List what is due and overdue, until when, and by whom. Each clock counts as its provision does.

    Example: open287g office due --overdue --ics office.ics
    """
    from open287g.core.files import write_atomic
    from open287g.office.clocks.due import due as running
    from open287g.office.clocks.feed import feed
    from open287g.office.ledger.database import read

    opened = _open(database, home)
    now = opened.clock()
    items = read(opened.engine, lambda connection: running(connection, now, agency))
    chosen = [one for one in items if one.overdue or not overdue]
    if ics is not None:
        write_atomic(ics, feed(chosen, now))
    show_rows([asdict(one) for one in chosen], format, ["local", "overdue", "who", "subject", "says", "cites"], "Due")


def cascade(
    agency: Annotated[str, typer.Argument(help="The agency's id.")],
    on: On = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List what has no authority behind it: officers, grants to cut, acts to stop. Exits with 3 if there is any.

    Example: open287g office cascade FL-example-county-sheriffs-office --on 2026-02-03
    """
    from open287g.core.days import parse_day
    from open287g.office.falls import falls
    from open287g.office.ledger.database import read

    opened = _open(database, home)
    day = parse_day(on, "--on") if on else opened.clock().date()
    found = asdict(read(opened.engine, lambda connection: falls(connection, agency, day)))
    if format is Format.json:
        show_facts({"agency_id": agency, "on": day, **found}, format)
    else:
        rows = [{"what": kind, "subject": name} for kind, names in found.items() for name in names]
        show_rows(rows, format, ["what", "subject"], f"Without authority on {day}")
    raise typer.Exit(3 if any(found.values()) else 0)


def replay(
    on: On = None,
    known: Annotated[str | None, typer.Option("--known", help="As known at the end of this day, UTC.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file, and print its sha256.")] = None,
    database: Database = None,
    home: Home = None,
) -> None:
    """Replay the state of everything on a day, as known on a day: one line of JSON a subject, the same bytes each time.

    Example: open287g office replay --on 2025-10-01 --known 2025-10-15 --out exhibit.ndjson
    """
    from open287g.core.days import parse_day
    from open287g.core.files import write_atomic
    from open287g.office import replay as again
    from open287g.office.ledger.database import read

    day = parse_day(on, "--on") if on else None
    until = again.end_of(parse_day(known, "--known")) if known else None
    content = read(_open(database, home).engine, lambda connection: again.replay(connection, day, until))
    if out is None:
        sys.stdout.write(content.decode())
    else:
        write_atomic(out, content)
        typer.echo(again.sha256(content))


def verify(
    checkpoints: Annotated[
        list[Path] | None, typer.Option("--checkpoint", help="A checkpoint kept elsewhere. Repeat it.")
    ] = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Only the ledger, not the texts and tables beside it.")
    ] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Verify everything, and name the first entry that was altered, removed, inserted or moved. Exits with 3 if any.

    Without a checkpoint kept elsewhere, an older copy put back as a whole cannot be told from the office.

    Example: open287g office verify --checkpoint kept.json
    """
    from open287g.office.checks import verify as check
    from open287g.office.ledger.database import read

    opened = _open(database, home)
    kept = [_json(path) for path in checkpoints or []]
    found = read(opened.engine, lambda connection: check(connection, opened.keys, kept, ledger))
    show_facts(asdict(found), format, "Ledger")
    raise typer.Exit(0 if found.ok else 3)


def checkpoint(
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file.")] = None,
    database: Database = None,
    home: Home = None,
) -> None:
    """Keep a signed checkpoint of the ledger, and give it: hand it to others, and keep it elsewhere.

    Example: open287g office checkpoint --out kept.json
    """
    from open287g.office.ledger.append import keep_checkpoint
    from open287g.office.ledger.database import write

    _write_json(write(_open(database, home).engine, keep_checkpoint), out)


def prove(
    number: Annotated[int | None, typer.Argument(min=0, help="The entry to prove.")] = None,
    since: Annotated[
        Path | None, typer.Option("--since", help="Prove that all since this checkpoint was only added.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option("--check", help="Check a proof, as an outsider does; needs --key.")
    ] = None,
    key: Annotated[str | None, typer.Option("--key", help="The office's public key, known from elsewhere.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the proof to this file.")] = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Prove that the ledger holds an entry, or only grew since a checkpoint; or check such a proof without the office.

    Examples: open287g office prove 17 --out proof.json; open287g office prove --check proof.json --key KEY
    """
    from open287g.core.errors import InputError
    from open287g.office.ledger.database import read
    from open287g.office.ledger.outsider import proof_holds
    from open287g.office.ledger.proofs import prove_consistency, prove_inclusion

    if (number is not None) + (since is not None) + (check is not None) != 1 or (check is not None and not key):
        raise InputError("say an entry, --since, or --check with --key", "prove", exit_code=2)
    if check is not None:
        try:
            holds = proof_holds(_json(check), str(key))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise InputError("is no proof of an office", str(check)) from None
        if format is Format.table:
            typer.echo("holds" if holds else "does not hold")
        else:
            show_facts({"holds": holds}, format)
        raise typer.Exit(0 if holds else 3)
    engine = _open(database, home).engine
    if since is not None:
        _write_json(read(engine, lambda connection: prove_consistency(connection, _json(since))), out)
    elif number is not None:
        _write_json(read(engine, lambda connection: prove_inclusion(connection, number)), out)


def export(
    out: Annotated[Path, typer.Option("--out", help="A new folder.")],
    agency: Annotated[list[str] | None, typer.Option("--agency", help="Only of this agency. Repeat it.")] = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Export the files of the audit (acts, officers, agreements), the ledger, and the program that verifies its proofs.

    Example: open287g office export --out leaving
    """
    from open287g.office.exchange.leaving import export as write_out

    show_facts(write_out(_open(database, home), out, agency), format, "Exported")


def import_rows(
    file: Annotated[Path, typer.Argument(help="A CSV file with the columns of docs/schema/log.md.")],
    account: As,
    table: Annotated[Table, typer.Option("--table", help="What its rows are.")] = Table.officers,
    on: On = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Take nothing in; list every problem by row.")] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Import a roster, agreements or acts: all rows or none, with every problem by row. Exits with 3 if there is any.

    Imported officers and agreements wait until another role confirms them.

    Example: open287g office import roster.csv --as manager-1 --dry-run
    """
    from open287g.office.exchange.rows import import_rows as take_in

    opened = _open(database, home)
    day = on or opened.clock().date().isoformat()
    found = take_in(opened, account, file, table.value, day, dry_run)
    if format is Format.table:
        show_rows([asdict(one) for one in found.problems], format, ["row", "rule", "says"], "Problems")
        show_facts({name: value for name, value in asdict(found).items() if name != "problems"}, format, "Import")
    else:
        show_facts(asdict(found), format)
    raise typer.Exit(3 if found.problems else 0)


def backup(
    out: Annotated[Path, typer.Argument(help="A new file.")],
    keys: Annotated[
        bool, typer.Option("--keys", help="With the office's keys: guard such a file as you guard them.")
    ] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Back the office up while it runs, into one file that either database takes back.

    Example: open287g office backup office.zip --keys
    """
    from open287g.office.exchange.backup import backup as write_out

    show_facts(write_out(_open(database, home), out, keys), format, "Backup")


def restore(
    source: Annotated[Path, typer.Argument(help="A backup.")],
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Restore a backup into an empty database, on SQLite or PostgreSQL; it stands only if it verifies.

    Example: open287g office restore office.zip --database sqlite:///again.sqlite
    """
    from open287g.office.exchange.backup import restore as bring_back
    from open287g.office.ledger.database import url_of
    from open287g.office.office import key_folder

    show_facts(asdict(bring_back(source, url_of(database, home), key_folder(home))), format, "Restored")


def doctor(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="First make the tables again from the ledger.")] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Look for what may be wrong: keys, place, schema, ledger, clock, administrators, dues. Exits with 3 if any.

    Example: open287g office doctor
    """
    from open287g.office.doctor import examine
    from open287g.office.ledger.database import write
    from open287g.office.office import key_folder
    from open287g.office.tables import rebuild as again

    opened = _open(database, home)
    if rebuild:
        write(opened.engine, again)
    found = examine(opened, key_folder(home))
    show_rows([asdict(one) for one in found], format, ["check", "ok", "says", "remedy"], "Doctor")
    raise typer.Exit(0 if all(one.ok for one in found) else 3)


def _json(path: Path) -> dict[str, Any]:
    import json

    from open287g.core.errors import InputError

    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read as JSON: {error}", str(path)) from None
    if not isinstance(told, dict):
        raise InputError("is no JSON object", str(path))
    return told


def _write_json(told: dict[str, Any], out: Path | None) -> None:
    import json

    from open287g.core.files import write_atomic

    text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        write_atomic(out, text.encode())
