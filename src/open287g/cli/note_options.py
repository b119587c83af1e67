"""Options of `fiscal-note`: what is told, what is taken from registers and logs, what stands beside the note."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.options import model_code

Agency = Annotated[list[str] | None, typer.Argument(metavar="AGENCY", help="A name, id, ORI or FIPS code.")]
Years = Annotated[int, typer.Option("--years", min=1, max=30, help="How many years.")]
Assumptions = Annotated[Path | None, typer.Option("--assumptions", help="YAML: name: value, a line each.")]
Told = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="One assumption.")]
Wages = Annotated[Path | None, typer.Option("--wages", help="Workbook of states or areas of the BLS.")]
Area = Annotated[str | None, typer.Option("--area", help="For --wages: the area as that file writes it.")]
Travel = Annotated[
    str | None, typer.Option("--travel", help="Place of training, for federal per diem: 'Charleston SC'.")
]
Audit = Annotated[
    Path | None, typer.Option("--audit", help="Folder of an audit: days held over as its log measured them.")
]
Prices = Annotated[
    str | None, typer.Option("--prices", metavar="YYYY-MM", help="Carry dated dollars to this month's prices.")
]
Scenarios = Annotated[
    list[str] | None, typer.Option("--scenario", metavar="'NAME: A=1, B=2'", help="Beside it, with these changed.")
]
Without = Annotated[
    str | None,
    typer.Option(
        "--without", parser=model_code, metavar="MODEL", help="Beside it, the cost of another model, to compare."
    ),
]
Reimbursement = Annotated[bool, typer.Option(help="Count what is paid back.")]
Draws = Annotated[int, typer.Option("--draws", min=100, max=1_000_000, help="Possible worlds.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")]
Score = Annotated[Path | None, typer.Option("--score", help="A note in JSON from earlier, to be scored.")]
Happened = Annotated[Path | None, typer.Option("--happened", help="For --score: CSV of line, basis, year, usd.")]
ListAssumptions = Annotated[bool, typer.Option("--list-assumptions", help="Only list what can be told.")]
