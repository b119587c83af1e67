"""Damaged and hostile PDFs, made on the spot; as a program, a run over many of them with what came of it.

python -m tests.documents.hostile 0 1000
python -m tests.documents.hostile 0 120 --drawn     with OCR, so that each page is drawn
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from open287g.documents.pages.limits import Limits
from open287g.documents.read import ReadOptions
from open287g.documents.read_many import read_many
from tests.documents.hostile_families import FAMILIES, NAMES, bits, no_pdf
from tests.documents.samples import MOA, pdf_of
from tests.documents.wordings import edition_pages

LIMITS = Limits(bytes=30_000_000, pages=60, seconds=120, memory=1_500_000_000)
OPTIONS = ReadOptions(engine="none", limits=LIMITS)


def _bomb() -> bytes:
    """A content stream that unpacks to two hundred million bytes."""
    packed = zlib.compress(b"0 0 m\n" * 33_000_000, 9)
    stream = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed.decode('latin-1')}\nendstream"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
    base = pdf_of([])
    return base.replace(b"/Kids [] /Count 0", b"/Kids [5 0 R] /Count 1") + (
        f"4 0 obj\n{stream}\nendobj\n5 0 obj\n{page}\nendobj\n".encode("latin-1")
    )


def _loop() -> bytes:
    """A page tree that holds itself."""
    return pdf_of([["text"]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


def _encrypted() -> bytes:
    key = "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"
    return pdf_of([["secret"]], f"/Encrypt {key} /ID [<00> <00>]")


def _many_pages() -> bytes:
    return pdf_of([["x"]] * 80)


def _huge_page() -> bytes:
    return pdf_of([["x"]]).replace(b"[0 0 612 792]", b"[0 0 9999999 9999999]")


def _deep() -> bytes:
    return pdf_of([["x"]], extra=["[" * 100_000 + "]" * 100_000])


def _long_text() -> bytes:
    return pdf_of([["word " * 400] * 100])


def _turned(degrees: str) -> bytes:
    """A page whose /Rotate is no quarter turn, or no number."""
    return pdf_of([["words on a page"] * 30]).replace(b"/MediaBox", f"/Rotate {degrees} /MediaBox".encode())


def _boxed(box: str) -> bytes:
    """A page whose box has no extent, is upside down or out of all bounds."""
    return pdf_of([["words on a page"] * 30]).replace(b"[0 0 612 792]", box.encode())


def _self_drawn() -> bytes:
    """A form that draws itself."""
    form = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 6 0 R >> >> /Length 5 >>"
        "\nstream\n/F Do\nendstream"
    )
    content = pdf_of([["words"]], extra=[form])
    return content.replace(b"/Font << /F1 3 0 R >>", b"/Font << /F1 3 0 R >> /XObject << /F 6 0 R >>")


def _odd_font(kind: str) -> bytes:
    """A font of a kind that is none, without widths, with a map that leads nowhere."""
    odd = f"/Subtype /{kind} /BaseFont /\xff\xfe /ToUnicode 99 0 R /FirstChar -5 /LastChar 99999999 /Widths [1 0 R]"
    return pdf_of([["words set in an odd font"] * 20]).replace(
        b"/Subtype /Type1 /BaseFont /Helvetica", odd.encode("latin-1")
    )


def _fields(count: int) -> bytes:
    """A page with one filled field, named `count` times over, that is its own parent and has no appearance."""
    field = "<< /Subtype /Widget /FT /Tx /T (a) /V (words) /Parent 6 0 R /Kids [6 0 R] /Rect [9 9 99 30] >>"
    form = b"/Type /Catalog /AcroForm << /Fields [6 0 R] >>"
    content = pdf_of([["words"]], extra=[field]).replace(b"/Type /Catalog", form)
    return content.replace(b"/Contents", f"/Annots [{'6 0 R ' * count}] /Contents".encode())


def _huge_picture() -> bytes:
    """A picture that says it has ten thousand million pixels."""
    picture = (
        "<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        " /Length 3 >>\nstream\nxyz\nendstream"
    )
    content = pdf_of([["words"]], extra=[picture])
    return content.replace(b"/Font << /F1 3 0 R >>", b"/Font << /F1 3 0 R >> /XObject << /I 6 0 R >>")


NAMED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "html": lambda: b"<!DOCTYPE html><html><running>403 Forbidden</running></html>",
    "html-late": lambda: b"\n\n  <html>\n" + b"x" * 5000,
    "text": lambda: b"just words",
    "header-only": lambda: b"%PDF-1.7\n",
    "zip": lambda: b"PK\x03\x04" + b"\x00" * 2000,
    "nulls": lambda: b"\x00" * 100_000,
    "bomb": _bomb,
    "loop": _loop,
    "encrypted": _encrypted,
    "many-pages": _many_pages,
    "huge-page": _huge_page,
    "deep": _deep,
    "long-text": _long_text,
    "turned-45": lambda: _turned("45"),
    "turned-wild": lambda: _turned("-987654321987"),
    "turned-name": lambda: _turned("/Ninety"),
    "no-extent": lambda: _boxed("[0 0 0 0]"),
    "upside-down": lambda: _boxed("[612 792 0 0]"),
    "box-of-names": lambda: _boxed("[/a /b null true]"),
    "self-drawn": _self_drawn,
    "odd-font": lambda: _odd_font("Type9"),
    "odd-type3": lambda: _odd_font("Type3"),
    "huge-picture": _huge_picture,
    "fields-of-itself": lambda: _fields(1),
    "many-fields": lambda: _fields(60_000),
}
REASONS = {
    "empty": "empty",
    "html": "web page",
    "html-late": "web page",
    "text": "not a PDF",
    "header-only": "damaged",
    "zip": "not a PDF",
    "encrypted": "password",
    "many-pages": "80 pages",
}


def mutant(seeds: list[bytes], dice: random.Random) -> bytes:
    """One of `seeds` with bytes or bits changed, cut, doubled or shuffled."""
    content = bytearray(dice.choice(seeds))
    way = dice.randrange(6)
    if way == 5:
        return bits(bytes(content), dice)
    if way == 0:
        for _ in range(dice.randrange(1, 200)):
            content[dice.randrange(len(content))] = dice.randrange(256)
    elif way == 1:
        del content[dice.randrange(len(content)) :]
    elif way == 2:
        start = dice.randrange(len(content))
        del content[start : start + dice.randrange(1, 5000)]
    elif way == 3:
        start = dice.randrange(len(content))
        content[start:start] = content[start : start + dice.randrange(1, 5000)]
    else:
        for _ in range(20):
            start = dice.randrange(max(1, len(content) - 8))
            content[start : start + 4] = str(dice.randrange(10**4)).zfill(4).encode()
    return bytes(content)


def seeds_at_hand() -> list[bytes]:
    seeds = [pdf_of([page[:20] for page in edition_pages()]), _encrypted(), pdf_of([["one"], ["two"], []])]
    if MOA.is_dir():
        small = sorted((p for p in MOA.rglob("*.pdf")), key=lambda p: (p.stat().st_size, p.name))[:4]
        seeds += [path.read_bytes() for path in small]
    return seeds


def written(folder: Path, count: int) -> list[Path]:
    """`count` hostile files under `folder`, always the same: named ones, odd names, families and mutants in turn."""
    dice, seeds = random.Random(287), seeds_at_hand()
    for name, make in NAMED.items():
        (folder / f"{name}.pdf").write_bytes(make())
    for odd in NAMES:
        (folder / os.fsdecode(odd + b".pdf")).write_bytes(no_pdf(dice))
    for number in range(count - len(NAMED) - len(NAMES)):
        family = FAMILIES[number // 2 % len(FAMILIES)]
        content = mutant(seeds, dice) if number % 2 else family(dice)
        (folder / f"{'mutant' if number % 2 else family.__name__}-{number:04}.pdf").write_bytes(content)
    return sorted(folder.glob("*.pdf"))


def _endings(paths: list[Path], options: ReadOptions) -> Iterator[tuple[str, str]]:
    for result in read_many(paths, options, jobs=2):
        what = result.error.what if result.error else ""
        told = {"ended the reader": "died", "more than": "late", "more memory": "memory"}
        ending = "read" if result.document else next((v for k, v in told.items() if k in what), "refused")
        yield result.path.name, ending


def main() -> None:
    """Read hostile files from the first to the last number given, of so many as the last; drawn too with --drawn."""
    first, last = int(sys.argv[1]), int(sys.argv[2])
    options = replace(OPTIONS, engine="tesseract" if "--drawn" in sys.argv else "none")
    with tempfile.TemporaryDirectory() as folder:
        paths = written(Path(folder), last)[first:]
        begun = time.monotonic()
        endings = list(_endings(paths, options))
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        counts = dict(Counter(ending for _, ending in endings))
        print(f"{len(endings)} of {len(paths)} files in {time.monotonic() - begun:.0f} s, CPU {spent.ru_utime:.0f} s")
        print(f"largest child {spent.ru_maxrss / 1024:.0f} MiB: {counts}")
        print(*(f"{name!r} {ending}" for name, ending in endings if ending not in ("read", "refused")), sep="\n")


if __name__ == "__main__":
    main()
