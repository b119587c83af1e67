"""The command `fiscal-note`: what an agreement costs, who pays, what comes back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from open287g.cli import note_options as option
from open287g.cli.asked import note as remark
from open287g.cli.note_shown import show_note
from open287g.cli.options import Fmt, Home, Officers, OneModel, Spoken
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
    agency: option.Agency = None,
    model: OneModel = None,
    officers: Officers = None,
    years: option.Years = 5,
    assumptions: option.Assumptions = None,
    told: option.Told = None,
    wages: option.Wages = None,
    area: option.Area = None,
    travel: option.Travel = None,
    audit: option.Audit = None,
    prices: option.Prices = None,
    scenarios: option.Scenarios = None,
    without: option.Without = None,
    reimbursement: option.Reimbursement = True,
    draws: option.Draws = 10_000,
    seed: option.Seed = 287,
    score: option.Score = None,
    happened: option.Happened = None,
    list_assumptions: option.ListAssumptions = False,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Print a fiscal note."""
    from open287g.costs.asked import known_assumptions
    from open287g.costs.comparison import compared

    if score is not None:
        _show_score(score, happened, format)
        return
    told_by: dict[str, Any] = {"file": assumptions, "told": told or ()}
    if list_assumptions:
        _show_assumptions(model, told_by, language, format)
        return
    asked = _asked(agency, model, audit, home)
    told_by |= {"wages": _workbook(wages, area), "travel": travel, "officers": officers, "prices": prices}
    told_by["measured"] = (audit, asked.agency_id) if audit else None
    known = known_assumptions(asked.model, residents=asked.residents, **told_by)
    how: dict[str, Any] = {"years": years, "draws": draws, "seed": seed, "reimbursement": reimbursement}
    beside: dict[str, Any] = {"scenarios": scenarios or (), "without": without, "prices": prices}
    show_note(asked, compared(asked, known, language=language, **beside, **how), format)


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


def _asked(agency: list[str] | None, model: str | None, audit: Path | None, home: Path | None) -> Asked:
    """The agency and model asked for; an audit of another agency's log is refused."""
    from open287g.core.errors import InputError
    from open287g.costs.asked import asked_of, require_own
    from open287g.record.asking.record import open_record

    if not agency:
        raise InputError("no agency is named", remedy='Name one: open287g fiscal-note "collier fl".', exit_code=2)
    with open_record(home) as record:
        asked = asked_of(record, " ".join(agency), model)
        if audit:
            require_own(record, asked, audit)
        return asked


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
    remark(f"{within} of {len(scores)} within the note's range from 5 to 95 in 100")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("fiscal-note", help=NOTE_HELP)(fiscal_note)
