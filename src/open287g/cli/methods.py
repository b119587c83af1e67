"""Commands of the methods: disparity in stops, the effect of agreements, what others have found of it."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.activity import Engine, Master
from open287g.cli.asked import note
from open287g.cli.lines import put
from open287g.cli.options import Fmt, Home, model_code, zone_name
from open287g.cli.show import Format, names_of, show_facts, show_rows
from open287g.core.extras import extra

if TYPE_CHECKING:
    from open287g.publish.answers import Report

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="A new folder for reports (HTML, PDF, EN, ES) and numbers; or a file (.csv, .json, .xlsx) for the answer.",
        file_okay=False,
    ),
]
Replace = Annotated[bool, typer.Option("--replace", help="Replace the results of an earlier run.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")]


class ClockChoice(StrEnum):
    """What counts as the beginning."""

    signed = "signed"
    listed = "listed"


class TimeUnit(StrEnum):
    """How long a period of the outcomes is."""

    month = "month"
    year = "year"


def disparity(
    stops: Annotated[Path, typer.Argument(metavar="STOPS", help="CSV or Parquet: a row a stop, or counts.")],
    out: Out = None,
    at: Annotated[str, typer.Option("--at", metavar="LAT,LON", help="Where the stops were made, for the sun.")] = "",
    zone: Annotated[
        str | None, typer.Option("--time-zone", parser=zone_name, metavar="ZONE", help="The zone of the clocks there.")
    ] = None,
    county: Annotated[str | None, typer.Option("--county", help="FIPS code whose residents to compare with.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Split by this agency's agreements.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Threshold test by NUTS: hours (extra nuts).")] = False,
    seed: Seed = 0,
    memory: Annotated[str, typer.Option("--memory", help="How much memory to use; more spills to disk.")] = "3GB",
    threads: Annotated[int | None, typer.Option("--threads", min=1, help="How many cores to use.")] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="duckdb: this machine. spark: a cluster counts a Parquet file.")
    ] = Engine.duckdb,
    master: Master = "local[*]",
    replace: Replace = False,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Test stops for disparity: benchmark, search rate, outcome, threshold, veil of darkness.

    Each test first says whether the file allows it. Exits with 0 when done, 4 when every test is refused, 1 for a file
    that cannot be used.

    Examples:

      open287g disparity stops.csv --out disparity

      open287g disparity stops.csv --at 47.61,-122.33 --time-zone America/Los_Angeles --county 53033 --format json

      open287g disparity stops.parquet --engine spark --master spark://host:7077
    """
    # Matrices of a few hundred rows: on a busy machine a second thread waits longer than it works. Before numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with extra("methods"):
        from open287g.oversight.disparity.run import Asked
        from open287g.oversight.disparity.run import disparity as test
        from open287g.oversight.disparity.sun import place_of
    from open287g.publish.answers import disparity_report

    cluster = master if engine is Engine.spark else None
    asked = Asked(stops, place_of(at, zone or ""), county, agency, full, seed, memory, threads, home, cluster)
    _show(disparity_report(asked, test(asked)), out, replace, format)


def effect(
    outcomes: Annotated[Path, typer.Argument(metavar="OUTCOMES", help="CSV or Parquet: unit, period, outcome.")],
    unit: Annotated[str, typer.Option("--unit", help="county or agency.")] = "county",
    time: Annotated[TimeUnit, typer.Option("--time", help="month or year.")] = TimeUnit.month,
    outcome: Annotated[str, typer.Option("--outcome", help="The column to explain (default: the one number).")] = "",
    model: Annotated[
        str | None,
        typer.Option("--model", parser=model_code, metavar="MODEL", help="Only agreements of JEM, WSO or TFM."),
    ] = None,
    clock: Annotated[ClockChoice, typer.Option("--clock", help="When it begins.")] = ClockChoice.signed,
    treated: Annotated[Path | None, typer.Option("--treated", help="Or: CSV of unit and first period treated.")] = None,
    break_at: Annotated[
        str | None, typer.Option("--break", metavar="YYYY-MM", help="Where the outcome's codes change.")
    ] = None,
    out: Out = None,
    seed: Seed = 0,
    replace: Replace = False,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Estimate what agreements changed in an outcome, or say why these data cannot tell and what could.

    Exits with 0 for an estimate, 4 for a refusal, 1 for a file that cannot be used.

    Examples:

      open287g effect outcomes.csv --unit county --time month --model JEM --out effect

      open287g effect employment.csv --time year --treated minimum-wages.csv --format json
    """
    with extra("methods"):
        from open287g.oversight.effects.run import Asked
        from open287g.oversight.effects.run import effect as estimate
    from open287g.publish.answers import effect_report

    asked = Asked(
        outcomes, unit, time.value, outcome, model and model.upper(), clock.value, treated, break_at, seed, home
    )
    _show(effect_report(asked, estimate(asked)), out, replace, format)


def effects_published(
    outcome: Annotated[str, typer.Option("--outcome", help="Only of this outcome, such as crime.")] = "",
    format: Fmt = Format.table,
) -> None:
    """List published effects of 287(g) and its kin: design, place, years, what was found; unread is said.

    Examples:

      open287g effects-published

      open287g effects-published --outcome crime --format json
    """
    from open287g.core.errors import InputError
    from open287g.core.suggest import suggestion
    from open287g.oversight.effects.published import published

    outcomes = sorted({one.outcome for one in published()})
    if outcome and outcome not in outcomes:
        raise InputError("no effect on that outcome is listed", "--outcome", suggestion(outcome, outcomes), exit_code=2)
    rows: list[dict[str, Any]] = [one.model_dump() for one in published() if outcome in ("", one.outcome)]
    columns = ["name", "of", "outcome", "design", "place", "years", "found", "read"]
    show_rows(rows, format, columns, title="Published effects")


def _show(report: Report, out: Path | None, replace: bool, format: Format) -> None:
    if out is not None:
        from open287g.publish.answers import write_report

        write_report(report, out, replace=replace)
    told = report.plain()
    rows = [{"method": one["method"], **row} for one in told["answers"] for row in one["estimates"]]
    if format is Format.json:
        show_facts(told, format)
    elif format is Format.csv:
        from open287g.oversight.answer import Estimate

        show_rows(rows, format, every=["method", *names_of(Estimate)])
        # A file of numbers has no place for them.
        for line in [*_refusals(told), *_readings(told)]:
            note(line)
    else:
        for line in [*told["ledger"], *_readings(told), *_refusals(told)]:
            put(line)
        for text in dict.fromkeys(text for one in told["answers"] for text in one["instead"]):
            put(f"What could answer: {text}")
        columns = ["method", "what", "of", "against", "period", "value", "low", "high", "p_adjusted", "n"]
        show_rows(rows, format, columns)
    if told["refused"]:
        raise typer.Exit(4)


def _refusals(told: dict[str, Any]) -> list[str]:
    return [f"{one['method']}: refused, because {why}" for one in told["answers"] for why in one["reasons"]]


def _readings(told: dict[str, Any]) -> list[str]:
    return [f"{one['method']}: {line}" for one in told["answers"] for line in one["reads"]]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("disparity")(disparity)
    app.command("effect")(effect)
    app.command("effects-published")(effects_published)
