"""Commands of the room `costs`: the dossier before a vote, and the registers of figures that costs rest on."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.asked import note as remark
from open287g.cli.lines import put
from open287g.cli.options import Fmt, Home, Officers, OneModel, Spoken
from open287g.cli.show import Format, show_rows


def registers(
    name: Annotated[
        str | None, typer.Argument(help="settlements, program_costs, reimbursement, penalties or prices.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only check them; exit 1 where one has a fault.")] = False,
    format: Fmt = Format.table,
) -> None:
    """Print a register of figures, each with its source and what it counts; without a name, list the registers.

    Examples: open287g registers settlements;  open287g registers --check
    """
    from open287g.costs.registers.check import faults
    from open287g.costs.registers.register import register
    from open287g.costs.registers.tables import REGISTERS
    from open287g.places.settlements import NOT_READ

    if check:
        wrong = [asdict(fault) for fault in faults()]
        show_rows(wrong, format, ["register", "line", "column", "why"], "Faults")
        raise typer.Exit(1 if wrong else 0)
    if name is None:
        show_rows([{"register": t.name, "says": t.description} for t in REGISTERS.values()], format, title="Registers")
        return
    rows = register(name)
    show_rows(rows, format, title=name)
    unread = sum(row["confirmed"] == NOT_READ for row in rows)
    if unread:
        remark(f"{unread} of {len(rows)} rows were not read at their source: no result rests on them.")


def dossier(
    name: Annotated[list[str], typer.Argument(metavar="COUNTY-OR-AGENCY", help='Such as "collier county fl".')],
    model: OneModel = None,
    language: Spoken = "en",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write: .pdf or .html.")] = None,
    officers: Officers = None,
    assumptions: Annotated[Path | None, typer.Option("--assumptions", help="YAML for the fiscal note.")] = None,
    packet: Annotated[
        bool, typer.Option("--packet", help="One PDF: dossier, agreement, redline, note and assumptions.")
    ] = False,
    agreement: Annotated[
        list[Path] | None, typer.Option("--agreement", help="For --packet: its PDF; else the archive's is taken.")
    ] = None,
    home: Home = None,
) -> None:
    """Write what a county needs before it votes: agreement, powers, duties, law, neighbors, costs, questions.

    Examples: open287g dossier "collier county fl" --out collier.pdf

    open287g dossier "frederick county md" --model JEM --lang es --out frederick.html

    open287g dossier "collier county fl" --packet --out collier-packet.pdf
    """
    from open287g.publish.dossier.write import write_dossier

    path = write_dossier(
        " ".join(name),
        home=home,
        model=model,
        language=language,
        out=out,
        officers=officers,
        assumptions=assumptions,
        whole=packet,
        agreements=agreement or (),
    )
    put(f"written: {path}")


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.command()(dossier)
    app.command()(registers)
