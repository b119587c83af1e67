"""Commands of the room `archive`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from open287g.cli.asked import note
from open287g.cli.lines import put, tell
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows
from open287g.core.counted import counted
from open287g.core.errors import InputError
from open287g.record.rebuild import Rebuilt, rebuild

if TYPE_CHECKING:
    from open287g.archive.fetching.found import Update
    from open287g.archive.store.sightings import Sighting

_QUARANTINED = 3
_SHOWN = 40

archive_app = typer.Typer(
    no_args_is_help=True,
    help="The raw files: stored by the hash of their bytes, never changed, each sighting logged.",
    rich_markup_mode="rich",
)

ADD_HELP = """Store files, or whole folders, with name, source, capture time and first-seen time.

All of them are stored or, if anything is wrong with one, none. The same bytes twice are one object and two \
sightings. In folders, hidden files (.DS_Store and the like) are passed over and counted; name one to store it. Links \
to files are followed, links to folders are refused. The capture time is taken from a web archive's 14 digits in the \
name or source unless --captured gives it.

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
    from open287g.archive.store.archive import Archive
    from open287g.archive.store.intake import parse_moment, select
    from open287g.core.settings import home as home_folder

    moment = parse_moment(captured) if captured else None
    chosen = select(paths, source=source, captured_at=moment, name=name)
    archive = Archive(home_folder(home), max_bytes=max_size << 20)
    before = {s.sha256 for s in archive.sightings()}
    seen = archive.add_all(chosen.files)
    if chosen.hidden:
        note(f"{counted(len(chosen.hidden), 'hidden path')} passed over, such as {chosen.hidden[0]}")
    if format is not Format.table:
        show_rows([s.as_row() for s in seen], format)
        return
    sizes = {s.sha256: s.size for s in seen}
    new = sizes.keys() - before
    put(f"{counted(len(seen), 'sighting')} of {counted(len(sizes), 'object')} recorded in {archive.root}")
    put(f"{len(new):,} new ({sum(sizes[sha256] for sha256 in new):,} bytes), {len(sizes) - len(new):,} held before")


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
    from dataclasses import fields

    from open287g.archive.store.archive import Archive
    from open287g.archive.store.sightings import Sighting
    from open287g.core.settings import home as home_folder

    archive = Archive(home_folder(home))
    wanted = like.casefold()
    chosen = [s for s in archive.sightings() if wanted in f"{s.name}\n{s.source}\n{s.sha256}".casefold()]
    if format is Format.table:
        columns = ["object", "name", "bytes", "captured (UTC)", "first seen", "source"]
        columns = columns if any(s.source for s in chosen) else columns[:-1]
        show_rows([_short(s) for s in chosen], format, columns, title=f"Sightings in {archive.root}")
        put(f"{counted(len(chosen), 'sighting')} of {counted(len({s.sha256 for s in chosen}), 'object')}")
    else:
        show_rows([s.as_row() for s in chosen], format, [field.name for field in fields(Sighting)])


def _short(sighting: Sighting) -> dict[str, str]:
    captured = sighting.captured_at
    return {
        "object": sighting.sha256[:12],
        "name": sighting.name,
        "bytes": f"{sighting.size:,}",
        "captured (UTC)": f"{captured:%Y-%m-%d %H:%M}" if captured else "",
        "first seen": f"{sighting.first_seen:%Y-%m-%d}",
        "source": sighting.source,
    }


VERIFY_HELP = """Hash every object again and name each one damaged or missing.

Exits with 1 when evidence is damaged or gone. Leftovers of a stopped command (unreferenced objects, scratch files) \
are told but are no loss.

[bold]Examples[/bold]

  open287g archive verify

  open287g archive verify --format json
"""


@archive_app.command("verify", help=VERIFY_HELP)
def verify(home: Home = None, format: Fmt = Format.table) -> None:
    """Hash everything again."""
    from open287g.archive.store.archive import Archive
    from open287g.core.settings import home as home_folder

    archive = Archive(home_folder(home))
    damages = archive.verify()
    lost = sum(damage.is_loss for damage in damages)
    if damages or format is not Format.table:
        show_rows([damage.as_row() for damage in damages], format, ["kind", "names", "sha256", "path", "detail"])
    if lost:
        told = (
            f"{counted(lost, 'loss')} in {archive.root}. Add the original files again, or restore them from a backup."
        )
        tell(told)
        raise typer.Exit(1)
    note(f"No losses: every object in {archive.root} matches its hash.")


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
    from open287g.archive.store.archive import Archive
    from open287g.core.files import write_atomic
    from open287g.core.settings import home as home_folder

    archive = Archive(home_folder(home))
    content = archive.read(archive.find(sha256))
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_atomic(out, content)


UPDATE_HELP = """Fetch ICE's 287(g) page and its lists, store what is new, rebuild the record and say what changed.

The page and its lists are stored together or, if one is refused, cut short or not what it should be, not at all: then \
the archive is as it was and the command exits with 1. A list that the page links no more, or that is gone, is told, \
noted with its day, and stops nothing. A file is downloaded again only if it may have changed.

A list that was fetched and that the record does not believe is named with the reason, and the command exits with 3: \
the record then stands without it.

Agreements (MOA) are well over a thousand PDF files and come only when --moas asks for them.

[bold]Examples[/bold]

  open287g update

  open287g update --dry-run

  open287g update --moas 50      (fetch 50 agreements not held yet)

  open287g update --moas all     (fetch all, and ask whether held ones have changed)
"""


def update(
    page: Annotated[
        str | None, typer.Option(metavar="URL", help="Address of the page, if it has moved.", show_default="ICE's own")
    ] = None,
    moas: Annotated[str, typer.Option(metavar="N|all", help="How many agreements to fetch too.")] = "0",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Fetch and check, keep nothing, only tell.")] = False,
    max_size: Annotated[int, typer.Option(min=1, help="Refuse larger files, in MiB.")] = 32,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take the new record even if it loses more than a tenth of its agreements.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds for one file, further attempts included.")] = 180,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Fetch what is new and rebuild the record."""
    from open287g.archive.fetching.download import Bounds
    from open287g.archive.fetching.update import ICE_PAGE
    from open287g.archive.fetching.update import update as fetch
    from open287g.core.settings import home as home_folder

    where = home_folder(home)
    bounds = Bounds(max_bytes=max_size << 20, seconds=timeout)
    updated = fetch(where, page=page or ICE_PAGE, moas=_how_many(moas), dry_run=dry_run, bounds=bounds)
    note(_summary(updated, dry_run))
    built = Rebuilt() if dry_run else rebuild(where, [file.sha256 for file in updated.files], accept=accept)
    _show_update(updated, built, format)
    for row in built.unbelieved:
        tell(f"{row['name']}: fetched, and in quarantine: {row['reason']}")
    if built.unbelieved:
        tell("The record stands without it. Look: open287g snapshots; open287g signals.")
        raise typer.Exit(_QUARANTINED)


def _show_update(found: Update, built: Rebuilt, format: Format) -> None:
    events = built.events
    files = [file.as_row() for file in found.files]
    if format is Format.json:
        lists = [answer.as_row() for answer in found.lists]
        show_facts(
            {**vars(found), "files": files, "lists": lists, "events": events, "quarantined": built.unbelieved}, format
        )
        return
    failed = any(file.reason for file in found.files)
    show_rows(files, format, ["kind", "state", "name", "size", *(["address", "reason"] if failed else [])])
    if format is Format.table and events:
        show_rows(events[:_SHOWN], format, ["known", "state", "says", "event_id"], title="What changed")
    if format is Format.table and len(events) > _SHOWN:
        put(f"and {len(events) - _SHOWN:,} more: open287g changes --since {events[_SHOWN]['known']}")


def _how_many(moas: str) -> int | None:
    if moas == "all":
        return None
    if not moas.isdecimal():
        raise InputError(f"--moas {moas!r} is neither a number nor 'all'", remedy="Try --moas 50.", exit_code=2)
    return int(moas)


def _summary(found: Update, dry_run: bool) -> str:
    failed = sum(file.state == "failed" for file in found.files)
    told = f"{counted(len(found.new), 'new file')}{' (dry run: nothing was kept)' if dry_run else ''}"
    told += f"; {found.moas_absent:,} of {counted(found.moas_linked, 'linked agreement')} not held"
    return told + (f"; {counted(failed, 'agreement')} could not be fetched" if failed else "")


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.add_typer(archive_app, name="archive")
    app.command("update", help=UPDATE_HELP)(update)
