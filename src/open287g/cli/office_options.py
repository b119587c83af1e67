"""Options, and small reads and writes, that the commands of the office share."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.options import DAY, day_told
from open287g.core.errors import InputError
from open287g.core.files import reason, unread, write_atomic

if TYPE_CHECKING:
    from open287g.office.office import Office

Database = Annotated[
    str | None,
    typer.Option(
        "--database", help="sqlite:///PATH or postgresql+psycopg://... (default: OPEN287G_OFFICE, else the home)."
    ),
]
As = Annotated[str, typer.Option("--as", help="The account that acts.")]
On = Annotated[date | None, typer.Option("--on", parser=day_told, metavar="DAY", help=f"The day: {DAY}.")]
Known = Annotated[
    date | None,
    typer.Option("--known", parser=day_told, metavar="DAY", help="As known at the end of this day, UTC."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Write it to this file.")]


def opened(database: str | None, home: Path | None) -> Office:
    """The office that the options name."""
    from open287g.office.office import open_office

    return open_office(database, home)


def must_be_enrolled(office: Office, agency: str) -> None:
    """Raises NotFoundError for an agency that the office does not know: nothing is due of it, and that says nothing."""
    from open287g.core.errors import NotFoundError
    from open287g.office.ledger.database import read
    from open287g.office.office import state_of

    if not read(office.engine, lambda connection: state_of(connection, f"agency:{agency}")).state:
        raise NotFoundError("the office has no such agency", agency, "Write its id as it was enrolled.")


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file. Raises InputError."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(unread(error), str(path)) from None
    except ValueError as error:
        raise InputError(f"cannot be read as JSON: {reason(error)}", str(path)) from None
    if not isinstance(told, dict):
        raise InputError("is no JSON object", str(path))
    return told


def write_json(told: dict[str, Any], out: Path | None) -> None:
    """Print an object, or write it to a file."""
    text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        write_atomic(out, text.encode())
