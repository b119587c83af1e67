"""Where the words of a scanned page stand: what a program read on the same picture before, taken from the home."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from open287g.core.errors import InputError, NotFoundError
from open287g.documents.pages import pdf
from open287g.documents.pages.engines import OcrPage, OcrPiece, Tesseract
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import DEFAULT, Limits
from open287g.documents.pages.ocr import read_page

_TURNS = (0, 90, 180, 270)


@dataclass(frozen=True)
class Scan:
    """A page's text as a program read it, the folder of a home's readings, and the names of the programs here."""

    text: str
    folder: Path
    engines: tuple[str, ...]


@dataclass
class _Remembered:
    """An engine that reads nothing: what is not remembered of it is not there."""

    name: str

    def read(self, image: Any, limits: Limits) -> OcrPage:
        raise NotFoundError(f"{self.name} has not read this picture")


@cache
def engine_names() -> tuple[str, ...]:
    """The names under which the programs that are installed here keep what they read; their models are not loaded."""
    names = []
    if program := shutil.which("tesseract"):
        names.append(Tesseract(program).name)
    with suppress(PackageNotFoundError):
        names.append(f"rapidocr-{version('rapidocr')}")
    return tuple(names)


def pieces_of(handle: Any, index: int, turned: int, scan: Scan) -> tuple[OcrPiece, ...]:
    """The words or lines of page `index`, upright at `turned`, with their places.

    Empty unless the very text of the page was read on the very same pixels: a place is certain or not told.
    """
    for further in _TURNS:  # a page that lay on its side was turned after it was drawn
        image = pdf.picture(handle, index, DEFAULT, (turned - further) % 360)
        image = image.rotate(-further, expand=True) if further else image
        for name in scan.engines:
            try:
                read = read_page(image, _Remembered(name), scan.folder, DEFAULT)
            except (NotFoundError, InputError, OSError, ValueError, KeyError, TypeError):
                continue
            if read.text == scan.text:
                return read.pieces
    return ()


def boxes_in(pieces: Sequence[OcrPiece], start: int, end: int) -> list[Box]:
    """Where characters `start` to `end` stand, one frame a row; the whole line where a program told no words."""
    found = [piece for piece in pieces if piece.start < end and piece.start + len(piece.text) > start]
    rows: list[Box] = []
    for piece in found:
        box, last = piece.box, rows[-1] if rows else None
        if last and last.top < (box.top + box.bottom) / 2 < last.bottom and box.left >= last.left:
            rows[-1] = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        else:
            rows.append(box)
    return rows


def of_a_line(pieces: Sequence[OcrPiece], at: int) -> bool:
    """Whether the piece at character `at` is a line of several words, in which a place between two is not known."""
    return any(re.search(r"\s", p.text) for p in pieces if p.start <= at < p.start + len(p.text))
