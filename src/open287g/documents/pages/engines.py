"""Programs that read a picture of a page: tesseract when it is installed, the bundled rapidocr otherwise."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, Protocol

from open287g.core.errors import InputError
from open287g.core.extras import extra
from open287g.documents.pages.frame import Box
from open287g.documents.pages.limits import Limits
from open287g.documents.pages.pdf import OCR_DPI


@dataclass(frozen=True)
class OcrPiece:
    """A word (tesseract) or a line (rapidocr) with its place; `start` is its offset in the page's text."""

    text: str
    start: int
    box: Box
    sure: float
    """The engine's confidence, 0 to 1."""


@dataclass(frozen=True)
class OcrPage:
    """What an engine read on one page."""

    engine: str
    text: str
    pieces: tuple[OcrPiece, ...]


class Engine(Protocol):
    """Something that reads a gray picture."""

    name: str

    def read(self, image: Any, limits: Limits) -> OcrPage:
        """The words of `image`, a gray PIL image."""
        ...


class Tesseract:
    """The `tesseract` program, one thread, English."""

    def __init__(self, program: str) -> None:
        self._program = program
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=20)
        self.name = "-".join(told.stdout.split()[:2] or ["tesseract"])

    def read(self, image: Any, limits: Limits) -> OcrPage:
        """The words of `image`; an InputError when tesseract fails or takes too long."""
        data = io.BytesIO()
        image.convert("L").save(data, format="PPM")
        try:
            done = subprocess.run(
                [self._program, "stdin", "stdout", "--dpi", str(OCR_DPI), "-l", "eng", "tsv"],
                input=data.getvalue(),
                capture_output=True,
                timeout=limits.ocr_seconds,
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired:
            raise InputError(f"OCR took more than {limits.ocr_seconds:.0f} seconds for one page") from None
        except subprocess.CalledProcessError as error:
            reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
            raise InputError(f"tesseract failed: {reason[-1] if reason else error.returncode}") from None
        return self._page(done.stdout.decode("utf-8", "replace"), image.size)

    def _page(self, table: str, size: tuple[int, int]) -> OcrPage:
        rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        words = [
            (
                (row["block_num"], row["par_num"], row["line_num"]),
                row["text"],
                _box([float(row[key]) for key in ("left", "top", "width", "height")], size),
                max(0.0, float(row["conf"])) / 100,
            )
            for row in rows
            if row["level"] == "5" and row["text"].strip()
        ]
        return _assembled(self.name, words)


class Rapid:
    """rapidocr with the models of its wheel; it gives lines. It fetches nothing."""

    def __init__(self, threads: int) -> None:
        from importlib.metadata import version

        with extra("ocr"):
            from rapidocr import RapidOCR

        self.name = f"rapidocr-{version('rapidocr')}"
        engine = "EngineConfig.onnxruntime"
        threaded = {f"{engine}.intra_op_num_threads": threads, f"{engine}.inter_op_num_threads": 1}
        # Whole pages are turned upright before (`lying`), so no line need be looked at for it.
        self._engine = RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False, **threaded})
        self._turn = Lock()

    def read(self, image: Any, limits: Limits) -> OcrPage:
        """The lines of `image`, top to bottom."""
        import numpy as np

        with self._turn:  # the engine keeps state between its steps; its own threads share one page
            found: Any = self._engine(np.asarray(image.convert("RGB")))
        read = [] if found.txts is None else zip(found.boxes, found.txts, found.scores, strict=True)
        lines = [(_around(corners, image.size), text, float(sure)) for corners, text, sure in read if text.strip()]
        rows = _rows(lines)
        return _assembled(self.name, [((row,), text, box, sure) for row, (box, text, sure) in rows])


def _rows(lines: Sequence[tuple[Box, str, float]]) -> list[tuple[int, tuple[Box, str, float]]]:
    """Number the printed rows: boxes whose middles lie within half a line of each other share one."""
    out: list[tuple[int, tuple[Box, str, float]]] = []
    row, middle = -1, -1.0
    for line in sorted(lines, key=lambda line: (line[0].top + line[0].bottom) / 2):
        box = line[0]
        at = (box.top + box.bottom) / 2
        if row < 0 or at - middle > (box.bottom - box.top) * 0.5:
            row, middle = row + 1, at
        out.append((row, line))
    return sorted(out, key=lambda item: (item[0], item[1][0].left))


def _box(place: Sequence[float], size: tuple[int, int]) -> Box:
    left, top, width, height = place
    return Box(left / size[0], top / size[1], (left + width) / size[0], (top + height) / size[1])


def _around(corners: Sequence[Sequence[float]], size: tuple[int, int]) -> Box:
    xs, ys = [float(c[0]) for c in corners], [float(c[1]) for c in corners]
    return Box(min(xs) / size[0], min(ys) / size[1], max(xs) / size[0], max(ys) / size[1])


def _assembled(engine: str, words: Sequence[tuple[tuple[Any, ...], str, Box, float]]) -> OcrPage:
    parts: list[str] = []
    pieces: list[OcrPiece] = []
    length, last = 0, None
    for line, text, box, sure in words:
        gap = "" if last is None else (" " if line == last else "\n")
        pieces.append(OcrPiece(text, length + len(gap), box, sure))
        parts.append(gap + text)
        length += len(gap) + len(text)
        last = line
    return OcrPage(engine, "".join(parts), tuple(pieces))


@cache
def engine_named(name: str = "auto", threads: int = 1) -> Engine:
    """The engine called `name`: tesseract, rapidocr, or auto for the best that is installed.

    `threads`: how many rapidocr uses for one page; tesseract always uses one.
    """
    program = shutil.which("tesseract")
    if name in ("auto", "tesseract") and program:
        return Tesseract(program)
    if name == "tesseract":
        raise InputError(
            "tesseract is not installed",
            remedy="Leave --ocr at auto to use the bundled rapidocr, or install tesseract with English data.",
        )
    if name in ("auto", "rapidocr"):
        return Rapid(threads)
    raise InputError(f"no OCR engine is called {name!r}", remedy="Use auto, tesseract, rapidocr or none.", exit_code=2)


def check_engine(name: str) -> None:
    """Raise an InputError when no engine of this name can be used here; `none` is one that reads nothing."""
    if name != "none":
        engine_named(name)
