"""Options every command shares."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.show import Format

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder of archive and record (default: OPEN287G_HOME, else the platform's data folder).",
    ),
]
Fmt = Annotated[Format, typer.Option("--format", "-f", help="How to print: table, json or csv.")]
