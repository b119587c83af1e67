"""Commands of the room `archive`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_rows

archive_app = typer.Typer(
    no_args_is_help=True,
    help="The raw files: stored by the hash of their bytes, never changed, each sighting logged.",
    rich_markup_mode="rich",
)

ADD_HELP = """Store files, or whole folders, with name, source, capture time and first-seen time.

All of them are stored or, if anything is wrong with one, none. The same bytes twice are one object and two sightings.
In folders, hidden files (.DS_Store and the like) are passed over and counted; name one to store it. Links to files are
followed, links to folders are refused. The capture time is taken from a web archive's 14 digits in the name or source.

[bold]Examples[/bold]

  open287g archive add participatingAgencies11242026am.xlsx

  open287g archive add ice-sheets/ --source https://www.ice.gov/doclib/about/offices/ero/287g/

  open287g archive add page.html --name 287g.html --captured 2026-11-24T08:30:00Z
"""


@archive_app.command("add", help=ADD_HELP)
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders to store.")],
    name: Annotated[str | None, typer.Option(help="Store a single file under this name instead of its own.")] = None,
    source: Annotated[
        str, typer.Option(help="Address it came from; one that ends in / gets each file's path in the folder appended.")
    ] = "",
    captured: Annotated[
        str | None, typer.Option(help="When the source showed it: 2026-11-24T08:30:00Z or 20261124083000 (UTC).")
    ] = None,
    max_size: Annotated[int, typer.Option(min=1, help="Refuse larger files, in MiB.")] = 256,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Store files or folders."""
    from dataclasses import replace

    from open287g.archive.intake import parse_moment, select
    from open287g.archive.store import Archive
    from open287g.core.errors import InputError
    from open287g.core.settings import home as home_folder

    chosen = select(paths, source=source, captured_at=parse_moment(captured) if captured else None)
    files = chosen.files
    if name is not None:
        if len(files) != 1:
            raise InputError(f"--name fits one file, not {len(files)}", remedy="Leave --name out.", exit_code=2)
        files = [replace(files[0], name=name)]
    archive = Archive(home_folder(home), max_bytes=max_size << 20)
    before = {s.sha256 for s in archive.sightings()}
    seen = archive.add_all(files)
    new = {s.sha256 for s in seen} - before
    if chosen.hidden:
        print(f"{len(chosen.hidden)} hidden files or folders passed over, such as {chosen.hidden[0]}", file=sys.stderr)
    if format is not Format.table:
        show_rows([s.as_row() for s in seen], format)
        return
    size = sum({s.sha256: s.size for s in seen if s.sha256 in new}.values())
    print(f"{len(seen):,} sightings of {len({s.sha256 for s in seen}):,} objects recorded in {archive.root}")
    print(f"{len(new):,} objects are new ({size:,} bytes)")


LIST_HELP = """List every sighting in the order recorded.

[bold]Examples[/bold]

  open287g archive list

  open287g archive list --like pending --format csv > sightings.csv
"""


@archive_app.command("list", help=LIST_HELP)
def list_(
    like: Annotated[str, typer.Option(help="Only names, sources or hashes that contain this.")] = "",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List every sighting."""
    from open287g.archive.store import Archive
    from open287g.core.settings import home as home_folder

    archive = Archive(home_folder(home))
    wanted = like.casefold()
    rows = [
        s.as_row()
        for s in archive.sightings()
        if wanted in s.name.casefold() or wanted in s.source.casefold() or wanted in s.sha256
    ]
    if format is Format.table:
        rows = [{**row, "sha256": row["sha256"][:12]} for row in rows]
    show_rows(rows, format, title=f"Sightings in {archive.root}" if format is Format.table else "")


VERIFY_HELP = """Hash every object again and name each one damaged or missing.

Exits with 1 when evidence is damaged or gone. Leftovers of a stopped command (unreferenced objects, scratch files) are
told but are no loss.

[bold]Examples[/bold]

  open287g archive verify

  open287g archive verify --format json
"""


@archive_app.command("verify", help=VERIFY_HELP)
def verify(home: Home = None, format: Fmt = Format.table) -> None:
    """Hash everything again."""
    from open287g.archive.store import Archive
    from open287g.core.settings import home as home_folder

    archive = Archive(home_folder(home))
    found = archive.verify()
    lost = sum(damage.is_loss for damage in found)
    if found or format is not Format.table:
        show_rows([damage.as_row() for damage in found], format, ["kind", "names", "sha256", "path", "detail"])
    if lost:
        print(
            f"{lost} losses in {archive.root}. Add the original files again, or restore them from a backup.",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    print(f"No losses: every object in {archive.root} matches its hash.", file=sys.stderr)


GET_HELP = """Write one stored file out again, checked against its hash.

[bold]Examples[/bold]

  open287g archive get 3f9ac21b > list.xlsx

  open287g archive get 3f9ac21b --out list.xlsx
"""


@archive_app.command("get", help=GET_HELP)
def get(
    sha256: Annotated[str, typer.Argument(help="The object's hash, or its first digits.")],
    out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
    home: Home = None,
) -> None:
    """Write one stored file out again."""
    from open287g.archive.store import Archive
    from open287g.core.files import write_atomic
    from open287g.core.settings import home as home_folder

    archive = Archive(home_folder(home))
    content = archive.read(archive.find(sha256))
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_atomic(out, content)


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.add_typer(archive_app, name="archive")
