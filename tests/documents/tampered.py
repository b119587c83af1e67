"""Memoranda that somebody tampered with, one kind each: what a page shows is not what its layer says, or the reverse.

python -m tests.documents.tampered            each kind, and what is told of it without OCR
python -m tests.documents.tampered --ocr      the same with the pages' pictures read
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from tests.documents.samples import pdf_of
from tests.documents.typeset import pages_of

NOTICE = "The LEA will make every attempt, where practicable, to provide ICE with a 90 day notice if"
NOT = "and directed by ICE. Participating LEA personnel are not authorized to perform immigration"
Box = tuple[float, float, float, float]


@cache
def _plain() -> bytes:
    """The sample as its edition has it."""
    return pdf_of([[line.encode("latin-1", "replace").decode("latin-1") for line in p] for p in pages_of("WSO-2025")])


def _place(line: str, old: str) -> tuple[int, Box]:
    """The page (from 0) of `old` on a line of the sample, and its left, bottom, right and top in points."""
    with pdfium.PdfDocument(_plain()) as handle:
        for index, page in enumerate(handle):
            textpage = page.get_textpage()
            at = textpage.get_text_range().find(line)
            if at >= 0:
                textpage.count_rects(at + line.index(old), len(old))
                return index, textpage.get_rect(0)
    raise LookupError(line)


def drawn(line: str, old: str, operators: str, after: str = "", extra: Callable[[Any], None] | None = None) -> bytes:
    """The sample with `old` of a line set by `operators`, in which {} is old, and `after` drawn when its page is.

    In `after` the names l, b, r and t stand for the sides of `old`.
    """
    before, _, rest = line.partition(old)
    shown = f"({before}) Tj {operators.replace('{}', f'({old}) Tj')} ({rest}) Tj"
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_plain())))
    index, (left, bottom, right, top) = _place(line, old)
    page = writer.pages[index]
    content = page.get_contents().get_data().replace(f"({line}) Tj".encode("latin-1"), shown.encode("latin-1"))
    for name, value in (("l", left - 1), ("b", bottom - 2), ("r", right + 1), ("t", top + 2)):
        after = after.replace(f"<{name}>", f"{value:.2f}")
    stream = DecodedStreamObject()
    stream.set_data(content + f"\n{after}".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    if extra:
        extra(page)
    return _written(writer)


def _written(writer: Any) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _numbers(*some: float) -> Any:
    return ArrayObject(map(FloatObject, some))


def _named(entries: Mapping[str, Any]) -> Any:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def annotated(line: str, old: str, subtype: str, contents: str = "", appearance: str = "") -> bytes:
    """The sample with an annotation over `old` of a line."""
    index, (left, bottom, right, top) = _place(line, old)
    middle = (bottom + top) / 2
    quad = _numbers(left, top, right, top, left, bottom, right, bottom)
    own = {
        "StrikeOut": {"QuadPoints": quad},
        "Redact": {"QuadPoints": quad, "IC": _numbers(0, 0, 0)},
        "Ink": {"InkList": ArrayObject([_numbers(left, middle - 1, (left + right) / 2, middle + 1, right, middle)])},
        "Line": {"L": _numbers(left, middle, right, middle)},
        "PolyLine": {"Vertices": _numbers(left, middle, right, middle)},
        "Square": {"IC": _numbers(1, 1, 1), "C": _numbers(1, 1, 1)},
        "FreeText": {"DA": TextStringObject("/Helv 10 Tf 0 g")},
    }
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_plain())))
    made = _named({"Type": NameObject("/Annot"), "Subtype": NameObject(f"/{subtype}"), "F": FloatObject(4)})
    made.update(_named({"Rect": _numbers(left - 1, bottom - 1, right + 1, top + 1), **own.get(subtype, {})}))
    if contents:
        made[NameObject("/Contents")] = TextStringObject(contents)
    if appearance:
        stream = DecodedStreamObject()
        stream.set_data(appearance.encode("latin-1"))
        kind = {"Type": NameObject("/XObject"), "Subtype": NameObject("/Form")}
        fonts = writer.pages[0]["/Resources"]["/Font"]
        stream.update(_named({**kind, "BBox": _numbers(0, 0, right - left + 2, top - bottom + 2)}))
        stream.update(_named({"Resources": _named({"Font": fonts})}))
        made[NameObject("/AP")] = _named({"N": writer._add_object(stream)})
    writer.pages[index][NameObject("/Annots")] = ArrayObject([writer._add_object(made)])
    return _written(writer)


def _switched_off(page: Any) -> None:
    """A layer that is off, as /oc1 of a page."""
    writer = page.pdf
    layer = writer._add_object(_named({"Type": NameObject("/OCG"), "Name": TextStringObject("draft")}))
    page["/Resources"][NameObject("/Properties")] = _named({"oc1": layer})
    config = _named({"OFF": ArrayObject([layer]), "Order": ArrayObject([layer])})
    properties = _named({"OCGs": ArrayObject([layer]), "D": config})
    writer._root_object[NameObject("/OCProperties")] = properties


def _see_through(page: Any) -> None:
    page["/Resources"][NameObject("/ExtGState")] = _named(
        {"g1": _named({"ca": FloatObject(0)}), "g2": _named({"ca": FloatObject(1)})}
    )


WHITE = "1 g <l> <b> m <r> <b> l <r> <t> l <l> <t> l f 0 g"
RETYPED = f"{WHITE} BT /F1 10 Tf <l> <b> Td 1 2.2 Td (10) Tj ET"


def _form_of(operators: str) -> Callable[[Any], None]:
    """A drawing /Fm1 of a page, half as large as the page's plane, in which `operators` draw."""

    def set_in(page: Any) -> None:
        stream = DecodedStreamObject()
        stream.set_data(operators.encode())
        kind = {"Type": NameObject("/XObject"), "Subtype": NameObject("/Form"), "BBox": _numbers(0, 0, 400, 400)}
        stream.update(_named({**kind, "Resources": _named({"Font": page["/Resources"]["/Font"]})}))
        page["/Resources"][NameObject("/XObject")] = _named({"Fm1": page.pdf._add_object(stream)})

    return set_in


def _flattened(line: str, old: str, operators: str) -> bytes:
    """The sample with a mark over `old` as editors leave it that flatten: a drawing of its own, moved and enlarged.

    In `operators` w and h stand for the sides of `old`.
    """
    _, (left, bottom, right, top) = _place(line, old)
    for name, value in (("w", right - left + 2), ("h", top - bottom + 2)):
        operators = operators.replace(f"<{name}>", f"{value / 2:.2f}")
    return drawn(line, old, "{}", "q 2 0 0 2 <l> <b> cm /Fm1 Do Q", _form_of(operators))


KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "white-out, retyped": (lambda: drawn(NOTICE, "90", "{}", RETYPED), "10"),
    "black bar": (lambda: drawn(NOT, "not", "{}", WHITE.replace("1 g", "0 g")), "not"),
    "stroke over it": (lambda: drawn(NOT, "not", "{}", "1 w <l> <b> m <r> <t> l S"), "not"),
    "thick white stroke": (lambda: drawn(NOT, "not", "{}", "1 G 16 w <l> <b> m 0 5 m <l> <t> m <r> <t> l S"), "not"),
    "white word of the edition": (lambda: drawn(NOT, "not", "1 g {} 0 g"), "not"),
    "white word put in": (lambda: drawn(NOT, "not", "{} 1 g ( solely) Tj 0 g"), "solely"),
    "pale word": (lambda: drawn(NOT, "not", "0.97 g {} 0 g"), "not"),
    "tiny word put in": (lambda: drawn(NOT, "not", "{} /F1 0.5 Tf ( solely) Tj /F1 10 Tf"), "solely"),
    "tiny word of the edition": (lambda: drawn(NOT, "not", "/F1 0.5 Tf {} /F1 10 Tf"), "not"),
    "word without ink": (lambda: drawn(NOT, "not", "3 Tr {} 0 Tr"), "not"),
    "word without ink put in": (lambda: drawn(NOT, "not", "{} 3 Tr ( solely) Tj 0 Tr"), "solely"),
    "clear word": (lambda: drawn(NOT, "not", "/g1 gs {} /g2 gs", extra=_see_through), "not"),
    "layer off, word of the edition": (
        lambda: drawn(NOT, "not", "/OC /oc1 BDC {} EMC", extra=_switched_off),
        "not",
    ),
    "layer off, word put in": (
        lambda: drawn(NOT, "not", "{} /OC /oc1 BDC ( solely) Tj EMC", extra=_switched_off),
        "solely",
    ),
    "beside the page": (lambda: drawn(NOT, "not", "{}", "BT /F1 10 Tf 900 300 Td (solely) Tj ET"), "solely"),
    "clipped away": (
        lambda: drawn(NOT, "not", "{}", "q 0 0 5 5 re W n BT /F1 10 Tf 60 300 Td (solely) Tj ET Q"),
        "solely",
    ),
    "line in a drawing": (lambda: _flattened(NOT, "not", "0 2.6 m <w> 2.6 l S"), "not"),
    "box in a drawing": (lambda: _flattened(NOT, "not", "1 g 0 0 <w> <h> re f"), "not"),
    "white-out and number in a drawing": (
        lambda: _flattened(NOTICE, "90", "1 g 0 0 <w> 6 re f 0 g BT /F1 5 Tf 0.5 1.2 Td (10) Tj ET"),
        "'90' -> '10'",
    ),
    "typed note": (lambda: annotated(NOTICE, "90", "FreeText", "10 only if paid"), "10 only"),
    "typed note, drawn": (
        lambda: annotated(NOTICE, "90", "FreeText", "10", "1 g 0 0 99 99 re f 0 g BT /F1 9 Tf 1 3 Td (10) Tj ET"),
        "10",
    ),
    "note": (lambda: annotated(NOTICE, "90", "Text", "we strike this"), "we strike this"),
    "strikeout": (lambda: annotated(NOT, "not", "StrikeOut"), "not"),
    "ink": (lambda: annotated(NOT, "not", "Ink"), "not"),
    "line": (lambda: annotated(NOT, "not", "Line"), "not"),
    "polyline": (lambda: annotated(NOT, "not", "PolyLine"), "not"),
    "square": (lambda: annotated(NOT, "not", "Square"), "not"),
    "redaction": (lambda: annotated(NOT, "not", "Redact"), "not"),
    "stamp": (lambda: annotated(NOT, "not", "Stamp", "", "1 g 0 0 99 99 re f"), "not"),
    "caret": (lambda: annotated(NOT, "not", "Caret", "insert: ever"), "insert: ever"),
    "highlight": (lambda: annotated(NOT, "not", "Highlight", "unclear"), "highlight"),
    "unnamed mark": (lambda: annotated(NOT, "not", "Watermark", "", "1 g 0 0 99 99 re f"), "not"),
}


def told(content: bytes, engine: str = "none") -> Iterator[str]:
    """A line for each difference and each note of a PDF."""
    from open287g.documents.read import ReadOptions, read_document

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tampered.pdf"
        path.write_bytes(content)
        read = read_document(path, ReadOptions(engine))
    for item in read.differences:
        yield f"p. {item.page} {item.standard!r} -> {item.words!r} ({item.kind} {item.what}, {item.grade}: {item.why})"
    yield from read.checked.notes


def main() -> None:
    """Print each kind and what is told of it."""
    for kind, (make, says) in {"plain": (_plain, "?"), **KINDS}.items():
        lines = list(told(make(), "auto" if "--ocr" in sys.argv else "none"))
        seen = any(says in line.partition(" ")[2] for line in lines)
        print("seen  " if seen else "UNSEEN", kind, *lines, sep="\n      ", flush=True)


if __name__ == "__main__":
    main()
