"""What the commands on documents share: their options, the library they read, how failures are told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from open287g.cli.lines import tell

if TYPE_CHECKING:
    from open287g.documents.library.library import Library
    from open287g.documents.read_many import ReadResult

Paths = Annotated[list[Path], typer.Argument(help="PDF files, or folders that hold them.", show_default=False)]
Ocr = Annotated[str, typer.Option("--ocr", help="OCR engine: auto, tesseract, rapidocr or none.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Files read at a time (0: one a processor).")]
_NAMED = 5
"""Files that were left aside of which the names are told."""
Again = Annotated[bool, typer.Option("--again", help="Read again what was read before.")]


def library_of(home: Path | None) -> Library:
    """The documents of the home that was chosen."""
    from open287g.core.settings import home as home_folder
    from open287g.documents.library.library import Library

    return Library(home_folder(home))


def tell_left_aside(paths: Iterable[Path]) -> None:
    """Say on standard error which files of the folders named are no PDFs by name, and so were not read."""
    from open287g.core.files import shown
    from open287g.documents.library.pdf_files import left_aside

    aside = [shown(path.name) for path in left_aside(paths)]
    if aside:
        more = f" and {len(aside) - _NAMED} more" if len(aside) > _NAMED else ""
        tell(f"open287g: not read, since no PDF by name: {', '.join(aside[:_NAMED])}{more}")


def tell_failures(results: Iterable[ReadResult]) -> None:
    """Say on standard error which files could not be read; the exit code is 1 where there are any."""
    failed = [result for result in results if result.error]
    for result in failed:
        tell(f"open287g: {result.error}")
    if failed:
        raise typer.Exit(1)
