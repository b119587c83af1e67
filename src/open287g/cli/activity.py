"""Commands of the room `activity`: audit a log, check it, make a synthetic one, count ICE's releases."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.asked import note
from open287g.cli.options import Fmt, Home, Spoken, zone_name
from open287g.cli.show import Format, show_facts, show_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from open287g.activity.releases.load import Release
    from open287g.oversight.audit.request import Outcome

activity = typer.Typer(no_args_is_help=True, help="Logs of acts and ICE's record-level releases.")


class Engine(StrEnum):
    """What runs the audit."""

    duckdb = "duckdb"
    spark = "spark"


class Csv(StrEnum):
    """Whether large tables are also written as CSV."""

    auto = "auto"
    always = "always"
    never = "never"


class Table(StrEnum):
    """A file an audit reads."""

    acts = "acts"
    officers = "officers"
    agreements = "agreements"


Master = Annotated[str, typer.Option("--master", help="The Spark cluster, such as spark://host:7077.")]
Memory = Annotated[str, typer.Option("--memory", help="How much memory to use; more spills to disk.")]
Threads = Annotated[int | None, typer.Option("--threads", min=1, help="How many cores to use (default: all).")]
Zone = Annotated[
    str | None, typer.Option("--time-zone", parser=zone_name, metavar="ZONE", help="The zone of acts that name none.")
]
HashColumns = Annotated[
    bool, typer.Option("--hash-columns", help="Drop columns that identify persons and hash subject_ref.")
]
AllCells = Annotated[
    bool, typer.Option("--all-cells", help="Show counts under 5 too: for your own eyes, never to publish.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 when a row was rejected.")]


def audit(
    acts: Annotated[Path, typer.Argument(help="The log: CSV, Excel, Parquet, or a folder of them.")],
    officers: Annotated[Path, typer.Option("--officers", help="The roster.")],
    out: Annotated[Path, typer.Option("--out", help="The new folder for the results.", file_okay=False)],
    agreements: Annotated[
        Path | None, typer.Option("--agreements", help="The agreements (default: the record's).")
    ] = None,
    engine: Annotated[Engine, typer.Option("--engine", help="duckdb: this machine. spark: a cluster.")] = Engine.duckdb,
    master: Master = "local[*]",
    memory: Memory = "3GB",
    threads: Threads = None,
    time_zone: Zone = None,
    hash_columns: HashColumns = False,
    csv: Annotated[Csv, typer.Option("--csv", help="CSV beside Parquet: auto up to a million rows.")] = Csv.auto,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the results of an earlier audit.")] = False,
    strict: Strict = False,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Audit a log of acts: which were authorized, which were not, which the log leaves open, and by which provision.

    Writes verdicts, findings, summaries, rejected rows, signals and report.html to a new folder; --lang es writes the
    report in Spanish. Exits with 0 when the audit is done, whatever it found; 1 when a file cannot be used; 2 for wrong
    options; 3 with --strict when a row was rejected.

    Examples:

      open287g audit acts.csv --officers officers.csv --agreements agreements.csv --out audit

      open287g audit logs/ --officers roster.parquet --out audit --memory 2GB --time-zone America/Chicago

      open287g audit acts.csv --officers officers.csv --agreements agreements.csv --out audit --lang es

      open287g audit logs/ --officers roster.parquet --out audit --engine spark --master spark://host:7077
    """
    from open287g.oversight.audit.request import Request
    from open287g.oversight.audit.run import run_audit

    request = Request(
        acts,
        officers,
        agreements,
        out,
        engine=engine.value,
        master=master,
        memory=memory,
        threads=threads,
        time_zone=time_zone,
        hash_columns=hash_columns,
        csv=csv.value,
        replace=replace,
        home=home,
        language=language,
    )
    done = run_audit(request)
    _show_audit(done, format)
    if strict and done.rejected:
        raise typer.Exit(3)


def _show_audit(done: Outcome, format: Format) -> None:
    """The counts of an audit, where its report is, what was not read; at a terminal what was broken most often, too."""
    facts = {"acts": done.acts, **done.verdicts, "findings": done.findings, "rejected rows": done.rejected}
    show_facts({**facts, "signals": done.signals, "report": f"{done.out}/report.html"}, format, title="Audit")
    if format is Format.table and done.top:
        show_rows(done.top, format, title="Broken most often")
    if done.left_out:
        note(f"Not read, no log by its name: {', '.join(done.left_out)}")


def sample_log(
    out: Annotated[Path, typer.Option("--out", help="The new folder for the log.", file_okay=False)],
    acts: Annotated[int, typer.Option("--acts", help="How many acts.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same rows.")] = 0,
    violations: Annotated[
        float, typer.Option("--violations", help="The share of acts with a planted violation.")
    ] = 0.05,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an earlier sample.")] = False,
    format: Fmt = Format.table,
) -> None:
    """Make a synthetic log with planted, labeled violations, to try the audit on. Nothing in it is real.

    Examples:

      open287g sample-log --acts 10000 --seed 7 --out sample

      open287g audit sample/acts.csv --officers sample/officers.csv --agreements sample/agreements.csv --out audit
    """
    from open287g.activity.sample.write import write_sample
    from open287g.core.folders import replacing_folder

    with replacing_folder(out, replace=replace) as folder:
        made = write_sample(folder, acts, seed, violations)
    facts = {"acts": made.acts, "labels": made.labels, "provisions planted": len(made.provisions)}
    show_facts({**facts, "log": str(out / made.acts_file.name)}, format, title="Synthetic log")


@activity.command("check")
def check(
    path: Annotated[Path, typer.Argument(help="CSV, Excel, Parquet, or a folder of them.")],
    table: Annotated[Table, typer.Option("--table", help="What the file is.")] = Table.acts,
    rejects_file: Annotated[Path | None, typer.Option("--rejects", help="Write every bad row here, as CSV.")] = None,
    memory: Memory = "3GB",
    time_zone: Zone = None,
    hash_columns: HashColumns = False,
    format: Fmt = Format.table,
) -> None:
    """Check a log, roster or agreement list: every bad row with column and reason. Exits with 3 if one is bad.

    Examples:

      open287g activity check acts.csv --rejects bad.csv

      open287g activity check roster.csv --table officers --format json
    """
    from open287g.activity.log.check import check_file

    report = check_file(path, table.value, rejects_file, memory, time_zone, hash_columns)
    show_facts(report.facts, format, title=f"Checked {path.name}")
    if format is Format.table and report.shown:
        show_rows(report.shown, format, title="The first bad cells")
    if report.rejected:
        raise typer.Exit(3)


@activity.command("schema")
def schema_command(
    table: Annotated[Table, typer.Argument(help="acts, officers or agreements.")] = Table.acts,
    format: Fmt = Format.table,
) -> None:
    """The columns of a log, a roster or an agreement list: kind, values and meaning.

    Examples:

      open287g activity schema acts

      open287g activity schema officers --format csv
    """
    from open287g.activity.log.page import columns_of

    show_rows(columns_of(table.value), format, title=f"Columns of {table.value}")


@activity.command("releases")
def releases(
    files: Annotated[list[Path], typer.Argument(help="ICE's releases: .csv, .csv.gz, .xlsx or .parquet.")],
    method: Annotated[str | None, typer.Option("--method", help='Only this method, such as "287(g) Program".')] = None,
    signals: Annotated[
        bool, typer.Option("--signals", help="Show what could not be read instead of the counts.")
    ] = False,
    all_cells: AllCells = False,
    engine: Annotated[Engine, typer.Option("--engine", help="duckdb or spark.")] = Engine.duckdb,
    master: Master = "local[*]",
    memory: Memory = "3GB",
    format: Fmt = Format.table,
) -> None:
    """Read ICE's record-level releases: what each file holds, what became of every row and column, counts by month.

    The kind is told by the whole header, wherever it stands; a header that fits two kinds is refused. Columns that
    identify persons are never read. JSON gives one object for each sheet (not in a list where there is one): kind,
    rows, first_day, last_day, ledger. CSV gives the counts by month, state and method.

    Examples:

      open287g activity releases arrests.xlsx

      open287g activity releases arrests-latest.parquet --method "287(g) Program" --format csv

      open287g activity releases arrests.xlsx detainers.xlsx --format csv

      open287g activity releases arrests-latest.parquet --engine spark --master spark://host:7077
    """
    from open287g.activity.releases.load import load_releases, reading
    from open287g.activity.releases.methods import absent

    with reading(memory) as con:
        loaded = list(load_releases(con, files))
        missing = absent(con, loaded, method)
        if missing:
            note(f"note: {missing}")
        if signals:
            rows = [asdict(one) for release in loaded for one in release.signals]
            show_rows(rows, format, title="Signals")
        elif format is Format.json:
            _show_abouts(loaded, method)
        else:
            cluster = master if engine is Engine.spark else None
            _show_counts(_counts(con, loaded, method, cluster), loaded, all_cells, format)


def _show_abouts(loaded: list[Release], method: str | None) -> None:
    """What each sheet holds, as JSON: one object where there is one."""
    from open287g.activity.releases.report import about

    if method:
        note("note: JSON tells of all rows; counts of one method are in the table and in CSV")
    told = [about(one) for one in loaded]
    if len(told) > 1:
        show_rows(told, Format.json)
    else:
        show_facts(told[0], Format.json)


def _counts(
    con: DuckDBPyConnection, loaded: list[Release], method: str | None, master: str | None
) -> list[dict[str, Any]]:
    """Records by month, state and method, counted here or on the cluster `master`."""
    from open287g.activity.releases.counts import counts, counts_on_spark
    from open287g.core.folders import scratch_folder

    if master is None:
        return counts(con, loaded, method)
    with scratch_folder("open287g-releases-") as scratch:
        return counts_on_spark(con, loaded, scratch, master, method)


def _show_counts(rows: list[dict[str, Any]], loaded: list[Release], all_cells: bool, format: Format) -> None:
    from open287g.activity.releases.counts import BY
    from open287g.activity.releases.report import column_lines, row_lines
    from open287g.activity.small_cells import withheld

    shown = rows if all_cells else withheld(rows, BY, "records", "without_repeats")
    show_rows(shown, format, title="Records by month, state and method")
    if format is Format.table:
        show_rows(row_lines(loaded), format, title="Rows")
        show_rows(column_lines(loaded), format, title="Columns")


@activity.command("landmarks")
def landmarks_command(
    files: Annotated[list[Path], typer.Argument(help="ICE's releases: .csv, .csv.gz, .xlsx or .parquet.")],
    method: Annotated[str | None, typer.Option("--method", help='Only this method, such as "287(g) Program".')] = None,
    all_cells: AllCells = False,
    memory: Memory = "3GB",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Where records say it happened: each landmark with its state, the agency that runs it, and how that is known.

    The verdict is agency; none (a federal site, a prison whose state had no agreement, a court: no agency of the record
    runs it); or unknown (the landmark does not tell). The method is not the agency: evidence names the agreements that
    the agency had in the days of the file, and says where it had none. Landmarks with fewer than 5 rows are listed
    without their number.

    Examples:

      open287g activity landmarks arrests.xlsx --method "287(g) Program"

      open287g activity landmarks arrests-latest.parquet --method "287(g) Program" --format json
    """
    from open287g.activity.landmarks.of_releases import COLUMNS, landmarks, told
    from open287g.activity.releases.load import load_releases, reading
    from open287g.activity.releases.methods import absent
    from open287g.activity.small_cells import withheld
    from open287g.record.asking.record import open_record

    with reading(memory) as con, open_record(home) as record:
        loaded = list(load_releases(con, files))
        missing = absent(con, loaded, method)
        found = told(con, loaded, landmarks(con, loaded, record, method))
    if missing:
        note(f"note: {missing}")
    rows = found if all_cells else withheld(found, ("landmark", "area"), "rows")
    show_rows(rows, format, COLUMNS if format is Format.table else None, title="Landmarks")


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.command("audit")(audit)
    app.command("sample-log")(sample_log)
    app.add_typer(activity, name="activity")
