"""Commands of the office that serve its pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from open287g.cli.office_options import Database, opened
from open287g.cli.office_papers import costs_of_both
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts

if TYPE_CHECKING:
    from open287g.office.web.app import ApiOf

Host = Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 opens it to the network.")]
Port = Annotated[int, typer.Option("--port", help="Port to listen on.", min=1, max=65_535)]


def _api() -> ApiOf:
    """The REST API, which is mounted under /api."""
    from open287g.office.api.app import api_app

    return api_app


def serve(
    host: Host = "127.0.0.1",
    port: Port = 2871,
    https: Annotated[
        bool, typer.Option("--https", help="Browsers reach it by https, through a proxy before it.")
    ] = False,
    database: Database = None,
    home: Home = None,
) -> None:
    """Serve the pages of an office, in English and Spanish; says where they are once they answer.

    Accounts sign in with a password and a code: set the first one with open287g office password. Beyond this machine,
    put a proxy with https before it and say --https: cookies then travel by https alone.

    Example: open287g office serve --port 2871
    """
    from open287g.office.office import key_folder
    from open287g.office.web.serve import serve as run

    folder = key_folder(home).parent
    run(opened(database, home), host, port, secure=https, api=_api(), home=folder, switched=costs_of_both)


def demo(
    out: Annotated[
        Path, typer.Option("--out", help="A new folder; it becomes the home of the office.", file_okay=False)
    ] = Path("demo-office"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it when it is made.")] = True,
    seed: Annotated[int, typer.Option("--seed", help="The same seed tells the same story.")] = 287,
    acts: Annotated[int, typer.Option("--acts", min=0, max=100_000, help="How many acts.")] = 600,
    host: Host = "127.0.0.1",
    port: Port = 2871,
    format: Fmt = Format.table,
) -> None:
    """Make a synthetic agency of 40 officers with a year of acts, labeled as synthetic, and serve it.

    Its pages are entered without a password, by one button for each account: nothing in it is real.

    Example: open287g office demo --no-serve --out demo-office
    """
    from open287g.office.demo.write import write_demo
    from open287g.ui.serving.port import must_be_free

    if serve:
        must_be_free(host, port)
    show_facts(write_demo(out, seed, acts), format, "Synthetic office")
    if serve:
        from open287g.office.demo.door import door
        from open287g.office.web.serve import serve as run

        office = opened(f"sqlite:///{out / 'office' / 'office.sqlite'}", out)
        run(office, host, port, demo=door(office), api=_api(), home=out / "office", switched=costs_of_both)
