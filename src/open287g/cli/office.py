"""Commands of the room `office`: begin one, record, see what is due and what has no authority, replay."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from open287g.cli import office_files as files
from open287g.cli import office_ledger as ledger
from open287g.cli import office_pages as pages
from open287g.cli import office_papers as papers
from open287g.cli import office_tokens as tokens
from open287g.cli.lines import put
from open287g.cli.office_options import As, Database, Known, On, must_be_enrolled, opened
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows

commands = typer.Typer(no_args_is_help=True, help="The working office of an agreement, on a ledger anyone can check.")


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    own: list[Callable[..., None]] = [init, pages.demo, pages.serve, password, record, due, cascade, replay]
    own += [ledger.verify, ledger.checkpoint, ledger.countersign, ledger.prove, ledger.attest]
    own += [papers.document, papers.operation, papers.notices, papers.switch_model, papers.costs]
    own += [files.export, files.backup, files.restore, files.doctor, tokens.link, tokens.unlink]
    for command in own:
        commands.command()(command)
    commands.command("import")(files.import_rows)
    commands.add_typer(tokens.commands, name="tokens")
    app.add_typer(commands, name="office")


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
        office = opened(database, home)
        migrate(office.engine)
    else:
        office = begin_office(database, home)
        begin_accounts(office, account, person, office.clock().date().isoformat())
    show_facts({"key": office.keys.public, "administrator": None if upgrade else account}, format, "Office")


def password(
    account: Annotated[str, typer.Argument(help="An open account.")],
    database: Database = None,
    home: Home = None,
) -> None:
    """Set an account's password, asked for twice, and print the address that its authenticator takes for the codes.

    Example: open287g office password manager-1
    """
    from open287g.office.ledger.database import write
    from open287g.office.login.passwords import set_password

    office = opened(database, home)
    secret = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    put(write(office.engine, lambda connection: set_password(connection, office.keys, account, secret)))


def record(
    event: Annotated[Path, typer.Argument(help="The event as JSON; - reads it from standard input.")],
    account: As,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Take nothing in; only say whether it would be.")] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Record one event, or be told every reason why not. Exits with 3 when it is refused.

    Example: open287g office record event.json --as manager-1
    """
    from open287g.core.errors import InputError
    from open287g.core.files import reason, unread
    from open287g.office.entering.told import parse
    from open287g.office.model.kinds import kind_named
    from open287g.office.record import attempt
    from open287g.office.record import record as take_in

    try:
        text = sys.stdin.read() if str(event) == "-" else event.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(unread(error), str(event)) from None
    except UnicodeDecodeError as error:
        raise InputError(f"cannot be read: {reason(error)}", str(event)) from None
    told = parse(text)
    if kind_named(str(told.get("kind", ""))).of_file:
        raise InputError("is told of a file that was read", "kind", "Run open287g office document.", exit_code=2)
    office = opened(database, home)
    if dry_run:
        show_facts(asdict(attempt(office, account, told)), format, "It would be taken in")
    else:
        show_facts(asdict(take_in(office, account, told)), format, "Receipt")


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

    office = opened(database, home)
    now = office.clock()
    for one in agency or ():
        must_be_enrolled(office, one)
    items = read(office.engine, lambda connection: running(connection, now, agency))
    chosen = [one for one in items if one.overdue or not overdue]
    if ics is not None:
        write_atomic(ics, feed(chosen, now))
    show_rows([asdict(one) for one in chosen], format, ["local", "overdue", "who", "subject", "says", "cites"], "Due")


def cascade(
    agency: Annotated[str, typer.Argument(help="The agency's id.")],
    on: On = None,
    ending: Annotated[
        str, typer.Option("--if", help="An agreement or officer: what would be, if it ended that day.")
    ] = "",
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List what has no authority behind it: officers, grants to cut, acts to stop. Exits with 3 if there is any.

    Examples: open287g office cascade FL-example-county-sheriffs-office --on 2026-02-03

    open287g office cascade FL-example-county-sheriffs-office --if agreement:FL-example-county-sheriffs-office:TFM:1
    """
    from open287g.core.errors import NotFoundError
    from open287g.office.entering.falls import falls
    from open287g.office.ledger.database import read
    from open287g.office.office import state_of

    office = opened(database, home)
    must_be_enrolled(office, agency)
    day = on or office.clock().date()
    known = ending.startswith(("agreement:", "officer:"))
    if ending and not (known and read(office.engine, lambda connection: state_of(connection, ending)).state):
        raise NotFoundError("there is no agreement and no officer of that name", "--if", "Write agreement: or officer:")
    falling = asdict(read(office.engine, lambda connection: falls(connection, agency, day, ending)))
    if format is Format.json:
        show_facts({"agency_id": agency, "on": day, **falling}, format)
    else:
        rows = [{"what": kind, "subject": name} for kind, names in falling.items() for name in names]
        show_rows(rows, format, ["what", "subject"], f"Without authority on {day}")
    raise typer.Exit(3 if any(falling.values()) else 0)


def replay(
    on: On = None,
    known: Known = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file, and print its sha256.")] = None,
    database: Database = None,
    home: Home = None,
) -> None:
    """Replay the state of everything on a day, as known on a day: one line of JSON a subject, the same bytes each time.

    Example: open287g office replay --on 2025-10-01 --known 2025-10-15 --out exhibit.ndjson
    """
    from open287g.core.files import write_atomic
    from open287g.office import replay as again
    from open287g.office.ledger.database import read

    until = again.end_of(known) if known else None
    content = read(opened(database, home).engine, lambda connection: again.replay(connection, on, until))
    if out is None:
        sys.stdout.write(content.decode())
    else:
        write_atomic(out, content)
        put(again.sha256(content))
