"""Commands of the office that read and write files: export, import, backup, restore, and the doctor."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.office_options import Database, On, must_be_enrolled, opened
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows


class Table(StrEnum):
    """What the rows of a file are."""

    officers = "officers"
    agreements = "agreements"
    acts = "acts"


def export(
    out: Annotated[Path, typer.Option("--out", help="A new folder.", file_okay=False)],
    agency: Annotated[list[str] | None, typer.Option("--agency", help="Only of this agency. Repeat it.")] = None,
    keys: Annotated[
        bool, typer.Option("--keys", help="With the office's keys, which open what complainants wrote.")
    ] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Export the files of the audit (acts, officers, agreements), the ledger, and the program that verifies its proofs.

    The whole comes back elsewhere, to the same root: open287g office import DIR.

    Example: open287g office export --out leaving
    """
    from open287g.office.exchange.leaving import export as write_out

    office = opened(database, home)
    for one in agency or ():
        must_be_enrolled(office, one)
    show_facts(write_out(office, out, agency, keys), format, "Exported")


def import_rows(
    file: Annotated[
        Path, typer.Argument(help="A CSV file with the columns of docs/schema/log.md, or the folder of an export.")
    ],
    account: Annotated[str, typer.Option("--as", help="The account that acts; a folder wants none.")] = "",
    table: Annotated[Table, typer.Option("--table", help="What its rows are.")] = Table.officers,
    on: On = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Take nothing in; list every problem by row.")] = False,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Import a roster, agreements or acts: all rows or none, with every problem by row. Exits with 3 if there is any.

    Imported officers and agreements wait until another role confirms them. A folder that `export` wrote becomes an
    office in an empty database, with the same root.

    Examples: open287g office import roster.csv --as manager-1 --dry-run

    open287g office import leaving --database sqlite:///again.sqlite
    """
    from open287g.core.errors import InputError
    from open287g.office.exchange.arriving import arrive
    from open287g.office.exchange.rows import import_rows as take_in
    from open287g.office.ledger.database import url_of
    from open287g.office.office import key_folder

    if file.is_dir():
        show_facts(asdict(arrive(file, url_of(database, home), key_folder(home))), format, "Imported")
        return
    if not account:
        raise InputError("no account is named", "--as", "Rows are entered by an account.", exit_code=2)
    office = opened(database, home)
    day = (on or office.clock().date()).isoformat()
    taken = take_in(office, account, file, table.value, day, dry_run)
    if format is Format.table:
        show_rows([asdict(one) for one in taken.problems], format, ["row", "rule", "says"], "Problems")
        show_facts({name: value for name, value in asdict(taken).items() if name != "problems"}, format, "Import")
    else:
        show_facts(asdict(taken), format)
    raise typer.Exit(3 if taken.problems else 0)


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

    show_facts(write_out(opened(database, home), out, keys), format, "Backup")


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
    """Look for what may be wrong; exits with 3 if anything is.

    Keys, permissions, place and room of the database, versions, schema, ledger, clock, administrators, checkpoints,
    access that is not cut yet, what is overdue.

    Example: open287g office doctor
    """
    from open287g.office.doctor import examine
    from open287g.office.ledger.database import write
    from open287g.office.office import key_folder
    from open287g.office.tables import rebuild as again

    office = opened(database, home)
    if rebuild:
        write(office.engine, again)
    examined = examine(office, key_folder(home))
    show_rows([asdict(one) for one in examined], format, ["check", "ok", "says", "remedy"], "Doctor")
    raise typer.Exit(0 if all(one.ok for one in examined) else 3)
