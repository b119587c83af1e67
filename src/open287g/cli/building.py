"""Commands that make and keep the record: build it, look it over, write it out, pack the bundle that ships."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.archive import archive_app
from open287g.cli.lines import put
from open287g.cli.options import Fmt, Home, Spoken
from open287g.cli.rests_on import opened
from open287g.cli.show import Format, show_facts, show_rows
from open287g.core.counted import counted


def register(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    archive_app.command("pack")(pack)
    for command in (build, export, doctor):
        app.command()(command)


def build(
    home: Home = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="Leave the bundled record out and read every file of the archive again.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take the new record even if it loses more than a tenth of its agreements.")
    ] = False,
    format: Fmt = Format.table,
) -> None:
    """Build the record from the bundled public record and the home's archive.

    The old record serves until the new one is whole. A record that would lose more than a tenth of the agreements of
    the one that stands there is refused, unless --accept says that the loss is right.

    Example: open287g build
    """
    from open287g.core.settings import home as home_folder
    from open287g.record.build import build as build_record

    report = build_record(home_folder(home), shipped=not raw, remember=not raw, accept=accept)
    show_facts({"record": str(report.path), **report.tables, "quarantined": report.quarantined}, format)


def doctor(language: Spoken = "en", home: Home = None, format: Fmt = Format.table) -> None:
    """Look for what may be wrong with the home; exits with 3 if anything is.

    Folder, permissions, room on the disk, every object of the archive against its hash, the record and the age of its
    lists, leftovers of stopped runs, versions, and the clock. Nothing is changed.

    Examples: open287g doctor; open287g doctor --lang es
    """
    from dataclasses import asdict
    from datetime import UTC, datetime

    from open287g.core.settings import home as home_folder
    from open287g.record.doctor import examine

    found = examine(home_folder(home), datetime.now(UTC), language)
    rows = [asdict(check) for check in found]
    if language != "en":
        from open287g.ui.told_rows import lines_in

        rows = lines_in(rows, ["says", "remedy"], language)
    show_rows(rows, format)
    if not all(check.ok for check in found):
        raise typer.Exit(3)


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace what stands in DIR.")] = False,
    home: Home = None,
) -> None:
    """Write the record as CSV, Parquet, one DuckDB file and a data package with checksums.

    Example: open287g export build/record
    """
    from open287g.record.asking.export import export as write

    files = write(opened(home), folder, replace=replace)
    put(f"{counted(len(files), 'file')} in {folder}; check them with: cd {folder} && sha256sum -c SHA256SUMS")


def pack(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Workbooks, or folders of them.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the bundle (default: the package's own data).")
    ] = None,
) -> None:
    """Pack raw workbooks into the bundle that the package ships.

    Example: open287g archive pack ice-sheets/ --out build/data
    """
    from open287g.record.pack import DATA
    from open287g.record.pack import pack as pack_files

    corpus = pack_files(paths, out or DATA)
    put(
        f"{counted(len(corpus.seen), 'file')}, {counted(len(corpus.listings), 'distinct list')}, "
        f"{counted(len(corpus.lines), 'distinct row')}"
    )
