"""Commands of the rooms `web` and `publish`: serve, publish, panel, release and what changed between two."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.lines import put
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_rows
from open287g.core.counted import counted


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.command()(serve)
    app.command()(publish)
    app.command()(release)
    app.command()(diff)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 opens it to the network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65_535)] = 2870,
    workers: Annotated[int, typer.Option(help="Processes.", min=1, max=64)] = 1,
    origin: Annotated[
        str, typer.Option(help="The site's public address, for feeds, such as https://example.org.")
    ] = "",
    rate: Annotated[
        float, typer.Option(help="Requests a second of one visitor for what is not in memory; 0: no bound.", min=0)
    ] = 20,
    home: Home = None,
) -> None:
    """Serve the atlas and its API, read-only.

    A rebuilt record is taken up within a second; nothing needs a restart. Who asks for too much is told when to come
    again (429, Retry-After).

    Examples:
      open287g serve
      open287g serve --host 0.0.0.0 --port 8080 --workers 2 --origin https://atlas.example.org
    """
    from open287g.web.server.serve import serve as run

    run(home, host, port, workers, origin.rstrip("/"), rate)


def publish(
    folder: Annotated[Path, typer.Argument(help="Folder to write; it must be new, empty, or a site published before.")],
    origin: Annotated[str, typer.Option(help="The site's public address, such as https://example.org/287g.")] = "",
    workers: Annotated[int, typer.Option(help="Processes; 0 takes one for each core.", min=0, max=64)] = 0,
    home: Home = None,
) -> None:
    """Write the whole atlas in both languages as files for any static host, its links checked.

    Examples:
      open287g publish site
      open287g publish site --origin https://example.org/287g
    """
    from open287g.web.static_site import publish as write

    done = write(folder, home, origin.rstrip("/"), workers)
    written = f"{counted(done.pages, 'page')} and {counted(done.files, 'other file')}"
    put(f"{written}, {counted(done.links, 'link')} checked, in {folder}")
    put(f"See it: python3 -m http.server --directory {folder} 8000")


def release(
    folder: Annotated[Path, typer.Argument(help="Folder to write; it must be new or empty.")],
    home: Home = None,
) -> None:
    """Write a dated release of the record: tables, data package, citation, checksums; the same bytes every time.

    Examples:
      open287g release release-2026-05-18
    """
    from open287g.publish.release import release as write

    done = write(folder, home)
    put(f"{done.name}: {counted(done.files, 'file')}, {done.size / 2**20:.1f} MiB, in {folder}")
    put(f"Check it: cd {folder} && sha256sum --check SHA256SUMS")


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of the earlier release or export.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of the later one.")],
    format: Fmt = Format.table,
) -> None:
    """Say what changed between two releases: agencies, agreements and events added, removed, or changed in a column.

    Examples:
      open287g diff release-2026-05-11 release-2026-05-18
      open287g diff release-2026-05-11 release-2026-05-18 --format csv
    """
    from open287g.publish.difference import differences

    rows = [found._asdict() for found in differences(old, new)]
    show_rows(rows, format, ["table", "change", "id", "column", "old", "new"], "What changed")
