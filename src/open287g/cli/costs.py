"""Commands of the room `costs`: a fiscal note, and the registers of figures it rests on."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.asked import note as remark
from open287g.cli.note_shown import show_note
from open287g.cli.options import Fmt, Home, Spoken, model_code
from open287g.cli.show import Format, show_rows

if TYPE_CHECKING:
    from open287g.costs.asked import Asked
    from open287g.costs.assumptions import Assumption

NOTE_HELP = """What an agreement costs over some years, who pays, what comes back, and what courts may order.

Every figure has a source or is yours to tell; a line that wants one is named and left out, and the sum then says "at \
least". Two bases are printed always: what would not be spent otherwise (incremental), and with the salaries that are \
paid anyway (full).

[bold]Examples[/bold]

  open287g fiscal-note "collier fl" --model TFM --officers 10 --set wage=34 --set benefits=0.42

  open287g fiscal-note "frederick county md" --model JEM --assumptions ours.yaml --format json > note.json

  open287g fiscal-note "collier fl" --model JEM --audit our-audit --set defense=40000

  open287g fiscal-note --list-assumptions --model WSO
"""


def fiscal_note(
    agency: Annotated[list[str] | None, typer.Argument(metavar="AGENCY", help="A name, id, ORI or FIPS code.")] = None,
    model: Annotated[
        str | None, typer.Option("--model", parser=model_code, metavar="MODEL", help="JEM, WSO or TFM.")
    ] = None,
    officers: Annotated[float | None, typer.Option("--officers", min=0, help="Officers trained.")] = None,
    years: Annotated[int, typer.Option("--years", min=1, max=30)] = 5,
    assumptions: Annotated[Path | None, typer.Option("--assumptions", help="YAML: name: value, a line each.")] = None,
    told: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="One assumption.")] = None,
    wages: Annotated[Path | None, typer.Option("--wages", help="Workbook of states or areas of the BLS.")] = None,
    area: Annotated[str | None, typer.Option("--area", help="For --wages: the area as that file writes it.")] = None,
    travel: Annotated[
        str | None, typer.Option("--travel", help="Place of training, for federal per diem: 'Charleston SC'.")
    ] = None,
    audit: Annotated[
        Path | None, typer.Option("--audit", help="Folder of an audit: days held over as its log measured them.")
    ] = None,
    prices: Annotated[
        str | None, typer.Option("--prices", metavar="YYYY-MM", help="Carry dated dollars to this month's prices.")
    ] = None,
    scenarios: Annotated[
        list[str] | None, typer.Option("--scenario", metavar="'NAME: A=1, B=2'", help="Beside it, with these changed.")
    ] = None,
    without: Annotated[
        str | None, typer.Option("--without", metavar="MODEL", help="Beside it, the cost of another model, to compare.")
    ] = None,
    reimbursement: Annotated[bool, typer.Option(help="Count what is paid back.")] = True,
    draws: Annotated[int, typer.Option("--draws", min=100, max=1_000_000, help="Possible worlds.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 287,
    score: Annotated[Path | None, typer.Option("--score", help="A note in JSON from earlier, to be scored.")] = None,
    happened: Annotated[
        Path | None, typer.Option("--happened", help="For --score: CSV of line, basis, year, usd.")
    ] = None,
    list_assumptions: Annotated[bool, typer.Option("--list-assumptions", help="Only list what can be told.")] = False,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Print a fiscal note."""
    from open287g.costs.asked import known_assumptions
    from open287g.costs.comparison import compared
    from open287g.vocabulary.messages import language_named

    language_named(language)
    if score is not None:
        _show_score(score, happened, format)
        return
    told_by: dict[str, Any] = {"file": assumptions, "told": told or ()}
    if list_assumptions:
        _show_assumptions(model, told_by, language, format)
        return
    told_by |= {"wages": _workbook(wages, area), "travel": travel, "officers": officers, "prices": prices}
    asked = _asked(agency, model, home)
    told_by["measured"] = (audit, asked.agency_id) if audit else None
    known = known_assumptions(asked.model, residents=asked.residents, **told_by)
    how: dict[str, Any] = {
        "years": years,
        "draws": draws,
        "seed": seed,
        "reimbursement": reimbursement,
        "prices": prices,
    }
    facts = compared(asked, known, scenarios=scenarios or (), without=without, language=language, **how)
    show_note(asked, facts, format)


def _show_assumptions(model: str | None, told_by: dict[str, Any], language: str, format: Format) -> None:
    from open287g.costs.asked import known_assumptions, model_named

    known = known_assumptions(model_named(model or "TFM"), **told_by)
    show_rows([_assumption_row(one, language) for one in known.values()], format, title="Assumptions")


def _workbook(wages: Path | None, area: str | None) -> tuple[Path, str] | None:
    """The workbook of wages and an area in it; None where neither is named."""
    from open287g.core.errors import InputError

    if (wages is None) != (area is None):
        raise InputError("the one wants the other", "--wages, --area", "Name both.", exit_code=2)
    return (wages, area) if wages and area else None


def _asked(agency: list[str] | None, model: str | None, home: Path | None) -> Asked:
    from open287g.core.errors import InputError
    from open287g.costs.asked import asked_of
    from open287g.record.asking.record import open_record

    if not agency:
        raise InputError("no agency is named", remedy='Name one: open287g fiscal-note "collier fl".', exit_code=2)
    with open_record(home) as record:
        return asked_of(record, " ".join(agency), model)


def _assumption_row(known: Assumption, language: str) -> dict[str, Any]:
    within = known.range
    told = {"low": within.low, "likely": within.likely, "high": within.high} if within else {}
    says = known.says_es if language == "es" else known.says
    empty = {"low": None, "likely": None, "high": None}
    return {"name": known.name, "unit": known.unit, **empty, **told, "says": says, "source": known.source}


def _show_score(note: Path, happened: Path | None, format: Format) -> None:
    from open287g.core.errors import InputError
    from open287g.costs.score import score

    if happened is None:
        remedy = "Name a CSV of line, basis, year, usd: --happened."
        raise InputError("what happened is not told", remedy=remedy, exit_code=2)
    scores = score(note, happened)
    show_rows([asdict(one) for one in scores], format, title="The note and what happened")
    within = sum(one.within for one in scores)
    print(f"{within} of {len(scores)} within the note's range from 5 to 95 in 100", file=sys.stderr)


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
    model: Annotated[
        str | None,
        typer.Option("--model", parser=model_code, metavar="MODEL", help="The model voted on: JEM, WSO or TFM."),
    ] = None,
    language: Spoken = "en",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write: .pdf or .html.")] = None,
    officers: Annotated[float | None, typer.Option("--officers", min=0, help="Officers trained.")] = None,
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
    typer.echo(f"written: {path}")


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.command()(dossier)
    app.command("fiscal-note", help=NOTE_HELP)(fiscal_note)
    app.command()(registers)
