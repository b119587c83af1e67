"""Speed and memory of `documents`: text beside bare pypdfium2, OCR beside bare tesseract, growth with pages."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.measure import Measure, peak_of_children_gib

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
OCR_PAGES = 4

_BARE = """
import sys, pypdfium2
for name in sys.argv[1:]:
    document = pypdfium2.PdfDocument(name)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
"""
_OURS = """
import sys
from pathlib import Path
from open287g.documents.identified import spare_collections, text_to_clauses
spare_collections()
for name in sys.argv[1:]:
    text_to_clauses(Path(name))
"""


def agreements() -> list[Path]:
    """The published agreements at hand, smallest first; none where they are not."""
    shared = Path(os.environ.get("OPEN287G_SHARED") or ROOT.parent / "shared")
    return sorted((shared / "data" / "moa").rglob("*.pdf"), key=lambda path: (path.stat().st_size, path.name))


def run() -> list[Measure]:
    """The measures; none where no agreement is at hand."""
    paths = agreements()
    if not paths:
        return []
    layered, pages = _with_layer(paths)
    return [*_text(layered, pages), *_growth(layered), *_ocr(paths)]


def _with_layer(paths: Sequence[Path]) -> tuple[list[Path], int]:
    """Files most of whose pages have a text layer, and the number of their pages."""
    import pypdfium2

    found, pages = [], 0
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        full = sum(document[index].get_textpage().count_chars() > 200 for index in range(len(document)))
        if full * 2 > len(document):
            found.append(path)
            pages += len(document)
        document.close()
    return found, pages


def _text(paths: Sequence[Path], pages: int) -> list[Measure]:
    bare = min(_cpu(_BARE, paths) for _ in range(ROUNDS))
    ours = min(_cpu(_OURS, paths) for _ in range(ROUNDS))
    note = f"{len(paths)} files, {pages} pages, whole process, CPU seconds, best of {ROUNDS}"
    return [
        Measure("documents", "text to clauses, beside bare pypdfium2", ours / bare, "times", 1.5, note),
        Measure("documents", "text to clauses", 1000 * ours / pages, "ms a page", None, note),
        Measure("documents", "bare pypdfium2", 1000 * bare / pages, "ms a page", None, note),
        Measure("documents", "memory of the text path", peak_of_children_gib() * 1024, "MiB", 512, "largest child"),
    ]


def _growth(paths: Sequence[Path]) -> list[Measure]:
    """Four times the files should cost about four times the CPU, start left out."""
    quarter = paths[: len(paths) // 4]
    start = _cpu(_OURS, [])
    small, large = _cpu(_OURS, quarter) - start, _cpu(_OURS, paths) - start
    ratio = (large / len(paths)) / (small / len(quarter)) if small > 0 else 0.0
    return [
        Measure("documents", "cost of a file among many, beside among few", ratio, "times", 1.5, "growth with pages")
    ]


def _cpu(script: str, paths: Sequence[Path]) -> float:
    """User and system seconds of one run of `script` over `paths`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", script, *map(str, paths)], check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _ocr(paths: Sequence[Path]) -> list[Measure]:
    """The same pages by the room and by the bare tesseract program, drawing included on both sides."""
    program = shutil.which("tesseract")
    if not program:
        return []
    from open287g.documents.pages import ocr, pdf
    from open287g.documents.pages.engines import engine_named
    from open287g.documents.pages.limits import DEFAULT

    engine = engine_named("tesseract")
    bare = ours = 0.0
    with pdf.opened(paths[0], str(paths[0]), DEFAULT) as document, tempfile.TemporaryDirectory() as folder:
        for index in range(min(OCR_PAGES, len(document))):
            begun = time.perf_counter()
            picture = Path(folder) / "page.pgm"
            document[index].render(scale=pdf.OCR_DPI / 72, grayscale=True).to_pil().save(picture)
            command = [program, str(picture), "-", "--dpi", str(pdf.OCR_DPI), "-l", "eng", "tsv"]
            single = {**os.environ, "OMP_THREAD_LIMIT": "1"}
            subprocess.run(command, capture_output=True, check=True, env=single)
            middle = time.perf_counter()
            ocr.read_page(pdf.picture(document, index, DEFAULT), engine, None, DEFAULT)
            bare, ours = bare + middle - begun, ours + time.perf_counter() - middle
        pages = min(OCR_PAGES, len(document))
    return [
        Measure("documents", "OCR, beside bare tesseract", ours / bare, "times", 1.5, f"{pages} pages at 200 dpi"),
        Measure("documents", "OCR", ours / pages, "seconds a page", None, "tesseract, one thread"),
    ]
