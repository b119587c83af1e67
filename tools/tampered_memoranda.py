"""Real memoranda tampered with, so that a page shows other words than its text layer holds: what is told of each kind.

    python -m tools.tampered_memoranda --seed 5                    each kind twice, without OCR
    python -m tools.tampered_memoranda --seed 5 --ocr --of lies    the kinds whose name holds "lies", pictures read

A line of a page with a layer is taken out and set again: its layer says what the agreement said, its picture what
somebody would have it say. Told: `change`, a difference at the place; `note`, only that something lies there or is
unseen; `UNSEEN`. `late` kinds are the reverse, a layer that says more than the page, and want no sure change.
"""

from __future__ import annotations

import ctypes
import io
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tools.planted_scans import lines_of
from tools.planted_words import Edit, bare_words, planted_in

EDITS = ("number", "modal", "negation", "party", "citation", "days", "one word", "any word changed")
FACE = "DejaVuSerif.ttf"
GLYPHS = {"0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven"}
GLYPHS |= {"8": "eight", "9": "nine", ".": "period", ",": "comma", "-": "hyphen", "(": "parenleft", ")": "parenright"}


@dataclass(frozen=True)
class Spot:
    """Words of a line with their left edges and widths in points, and what is changed of them.

    `before`: the layer's words [start, end); `after`: those in their place on the page.
    """

    page: int
    words: tuple[str, ...]
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    foot: float
    size: float
    before: tuple[str, ...]
    after: tuple[str, ...]
    start: int
    edit: Edit

    @property
    def end(self) -> int:
        """The word after the last that is changed."""
        return self.start + len(self.before)

    @property
    def left(self) -> float:
        """Where the change begins."""
        return self.lefts[self.start]

    @property
    def width(self) -> float:
        """The room of the words that are changed."""
        return self.rights[self.end - 1] - self.left


def spots(path: Path, kind: str, dice: random.Random) -> Spot | None:
    """A line of `path` with an edit of `kind` that leaves as many words, and where each word stands."""
    from open287g.documents.pages import pdf

    handle = pdfium.PdfDocument(path)
    pages = [n for n in range(1, len(handle) - 1) if handle[n].get_rotation() == 0]
    dice.shuffle(pages)
    for index in pages:
        lines = lines_of(pdf.words(handle, index))
        dice.shuffle(lines)
        for line in lines:
            made = planted_in(line.text, kind, dice) if len(line.words) >= 6 else None
            after = made[0].split() if made else []
            apart = [n for n, (a, b) in enumerate(zip(line.words, after, strict=False)) if a != b]
            if made and len(after) == len(line.words) and apart and set(line.text) <= set(map(chr, range(32, 127))):
                return _spot(handle[index], index, line, after, apart, Edit(kind, made[1], made[2], ""))
    return None


def _spot(page: Any, index: int, line: Any, after: Sequence[str], apart: Sequence[int], edit: Edit) -> Spot:
    width, height = page.get_size()
    start, end = apart[0], apart[-1] + 1
    lefts = tuple(box.left * width for box in line.boxes)
    rights = tuple(box.right * width for box in line.boxes)
    low = page.get_bbox()
    plain = [b.bottom for w, b in zip(line.words, line.boxes, strict=True) if not set(w) & set("gjpqy,;()")]
    foot = height * (1 - (sorted(plain)[len(plain) // 2] if plain else line.boxes[0].bottom)) + low[1]
    tall = sorted((b.bottom - b.top) * height for b in line.boxes)[-1]
    lefts, rights = (tuple(side + low[0] for side in sides) for sides in (lefts, rights))
    words = tuple(line.words)
    return Spot(
        index, words, lefts, rights, foot, min(13.0, max(9.0, tall * 1.1)), words[start:end],
        tuple(after[start:end]), start, edit,
    )  # fmt: skip


def without_line(path: Path, spot: Spot) -> bytes:
    """The file without the text of the spot's line, in whose place stands a mark."""
    handle = pdfium.PdfDocument(path)
    page, first = handle[spot.page], -1
    for number, item in enumerate(list(page.get_objects(max_depth=1))):
        _, low, _, high = item.get_bounds()
        of_line = low - 1 < spot.foot + spot.size * 0.3 < high + 1 and high - low < spot.size * 2
        if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT and of_line:
            first = number if first < 0 else first
            page.remove_obj(item)
    mark = pdfium_c.FPDFPageObj_NewTextObj(handle.raw, b"Courier", ctypes.c_float(7.77))
    text = (ctypes.c_ushort * 5)(*map(ord, "MARK"), 0)
    pdfium_c.FPDFText_SetText(mark, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
    pdfium_c.FPDFPage_InsertObjectAtIndex(page.raw, mark, max(0, first))
    page.gen_content()
    out = io.BytesIO()
    handle.save(out)
    return out.getvalue()


def shown(word: str, at: tuple[float, float], width: float, size: float, font: str = "/TmpTimes") -> str:
    """The operators that set `word` as wide as it stood."""
    own = ImageFont.truetype(FACE, 100).getlength(word) / 100 * size * 0.87
    said = word.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    place = f"1 0 0 1 {at[0]:.2f} {at[1]:.2f} Tm"
    return f"BT {font} {size:.2f} Tf {max(20, 100 * width / own):.1f} Tz {place} ({said}) Tj ET\n"


def rest_of(spot: Spot) -> str:
    """The words of the line that nobody changed."""
    return "".join(
        shown(word, (spot.lefts[n], spot.foot), spot.rights[n] - spot.lefts[n], spot.size)
        for n, word in enumerate(spot.words)
        if not spot.start <= n < spot.end
    )


def set_in(spot: Spot, words: Sequence[str], font: str = "/TmpTimes") -> str:
    """`words` in the room of the change."""
    return shown(" ".join(words), (spot.left, spot.foot), spot.width, spot.size, font)


def outlines(spot: Spot, words: Sequence[str]) -> str:
    """`words` drawn as shapes, of which a layer knows nothing."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.ttLib import TTFont

    font = TTFont(ImageFont.truetype(FACE, 10).path)
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), spot.size / font["head"].unitsPerEm
    text = " ".join(words)
    total = sum(glyphs[names[ord(c)]].width for c in text) * scale
    out, at = [], 0.0
    for letter in text:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[names[ord(letter)]].draw(pen)
        out += list(
            _path(
                pen.value,
                lambda p, x=at: (spot.left + (x + p[0] * scale) * spot.width / total, spot.foot + p[1] * scale),
            )
        )
        at += glyphs[names[ord(letter)]].width * scale
    return "0 g " + " ".join(out) + " f\n"


def _path(drawn: Sequence[Any], to: Callable[[Any], tuple[float, float]]) -> Iterator[str]:
    last: Any = (0, 0)
    for what, points in drawn:
        if what == "moveTo":
            yield "{:.2f} {:.2f} m".format(*to(points[0]))
        elif what == "lineTo":
            yield "{:.2f} {:.2f} l".format(*to(points[0]))
        elif what == "qCurveTo":
            some = list(points)
            for number, point in enumerate(some[:-1]):
                nxt = (
                    some[-1]
                    if number == len(some) - 2
                    else tuple((a + b) / 2 for a, b in zip(point, some[number + 1], strict=True))
                )
                one = tuple(a + 2 / 3 * (p - a) for a, p in zip(last, point, strict=True))
                two = tuple(e + 2 / 3 * (p - e) for e, p in zip(nxt, point, strict=True))
                yield "{:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c".format(*to(one), *to(two), *to(nxt))
                last = nxt
        elif what == "closePath":
            yield "h"
        if points:
            last = points[-1]


def composed(content: bytes, spot: Spot, operators: str, extra: Callable[[Any], None] | None = None) -> bytes:
    """The file with `operators` drawn where the spot's line stood; `extra` sets what they name."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    page = writer.pages[spot.page]
    resources = page["/Resources"].get_object()
    own = DictionaryObject(resources)
    fonts = DictionaryObject(own.get("/Font", DictionaryObject()).get_object())
    times = _named(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Times-Roman"))
    fonts[NameObject("/TmpTimes")] = writer._add_object(times)
    own[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = own
    if extra:
        extra(page)
    stream = DecodedStreamObject()
    said = page.get_contents().get_data()
    parts = re.split(rb"BT\s[^B]*?7\.77\S* Tf\s.*?ET", said, maxsplit=1, flags=re.DOTALL)
    if len(parts) != 2:
        raise LookupError("the mark of the line is not there")
    stream.set_data(parts[0] + b"\nq 0 g\n" + operators.encode("latin-1") + b"\nQ\n" + parts[1])
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _named(**entries: Any) -> Any:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def _numbers(*some: float) -> Any:
    return ArrayObject(map(FloatObject, some))


def lying_font(page: Any, shows: str, says: str) -> str:
    """A font of the page that draws `shows` and of which a reader hears `says`; the codes to show, as text."""
    writer = page.pdf
    parts = [says[len(says) * n // len(shows) : len(says) * (n + 1) // len(shows)] for n in range(len(shows))]
    if len(says) < len(shows):
        parts = [*says, *[" "] * (len(shows) - len(says))]
    rows = "".join(f"<{n + 33:02x}> <{''.join(f'{ord(c):04x}' for c in part)}>\n" for n, part in enumerate(parts))
    table = DecodedStreamObject()
    table.set_data(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        + f"{len(parts)} beginbfchar\n{rows}endbfchar\nendcmap end end".encode()
    )
    names = [NameObject(f"/{GLYPHS.get(c, 'space' if c == ' ' else c)}") for c in shows]
    coded = _named(Type=NameObject("/Encoding"), Differences=ArrayObject([NumberObject(33), *names]))
    font = _named(
        Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Times-Roman"), Encoding=coded
    )
    font[NameObject("/ToUnicode")] = writer._add_object(table)
    page["/Resources"]["/Font"][NameObject("/TmpLies")] = writer._add_object(font)
    return "".join(chr(33 + n) for n in range(len(shows)))


def _lies(path: Path, spot: Spot) -> bytes:
    shows, says = " ".join(spot.after), " ".join(spot.before)
    codes = "".join(chr(33 + n) for n in range(len(shows)))
    own = set_in(spot, [codes], "/TmpLies")
    return composed(without_line(path, spot), spot, rest_of(spot) + own, lambda page: lying_font(page, shows, says))


def _below(path: Path, spot: Spot, way: str, extra: Callable[[Any], None] | None = None, drawn: bool = True) -> bytes:
    """The layer's words set by `way`, in which {} is them, so that nobody sees them; the others drawn as shapes."""
    own = way.replace("{}", set_in(spot, spot.before)) + (outlines(spot, spot.after) if drawn else "")
    return composed(without_line(path, spot), spot, rest_of(spot) + own, extra)


def _white(path: Path, spot: Spot) -> bytes:
    return _below(path, spot, "1 g {} 0 g ")


def _no_ink(path: Path, spot: Spot) -> bytes:
    return _below(path, spot, "3 Tr {} 0 Tr ")


def _switched_off(page: Any) -> None:
    writer = page.pdf
    layer = writer._add_object(_named(Type=NameObject("/OCG"), Name=TextStringObject("draft")))
    page["/Resources"][NameObject("/Properties")] = _named(oc1=layer)
    config = _named(OFF=ArrayObject([layer]), Order=ArrayObject([layer]))
    writer._root_object[NameObject("/OCProperties")] = _named(OCGs=ArrayObject([layer]), D=config)


def _off(path: Path, spot: Spot) -> bytes:
    return _below(path, spot, "/OC /oc1 BDC {} EMC ", _switched_off)


def _off_text(path: Path, spot: Spot) -> bytes:
    own = "/OC /oc1 BDC " + set_in(spot, spot.before) + " EMC " + set_in(spot, spot.after)
    return composed(without_line(path, spot), spot, rest_of(spot) + own, _switched_off)


def _clipped(path: Path, spot: Spot) -> bytes:
    return _below(path, spot, "q 0 0 3 3 re W n {} Q ")


def _clear(path: Path, spot: Spot) -> bytes:
    def extra(page: Any) -> None:
        page["/Resources"][NameObject("/ExtGState")] = _named(TmpC=_named(ca=FloatObject(0)))

    return _below(path, spot, "q /TmpC gs {} Q ", extra)


def _beyond(path: Path, spot: Spot) -> bytes:
    """The layer's words beside the page, and shapes where they stood."""
    own = shown(" ".join(spot.before), (spot.left + 900, spot.foot), spot.width, spot.size)
    return composed(without_line(path, spot), spot, rest_of(spot) + own + outlines(spot, spot.after))


def _pasted(path: Path, spot: Spot) -> bytes:
    """A small picture with other words over the layer's."""
    content = composed(without_line(path, spot), spot, rest_of(spot) + set_in(spot, spot.before))
    picture = Image.new("RGB", (int(spot.width * 6) + 12, int(spot.size * 8)), "white")
    font = ImageFont.truetype(FACE, int(spot.size * 5))
    wide = font.getlength(" ".join(spot.after))
    strip = Image.new("RGB", (int(wide) + 2, picture.height), "white")
    ImageDraw.Draw(strip).text((0, int(spot.size * 6)), " ".join(spot.after), fill=0, font=font, anchor="ls")
    picture.paste(strip.resize((picture.width - 8, picture.height)), (4, 0))
    return _with_picture(
        content, spot, picture, (spot.left - 1, spot.foot - spot.size * 0.33, spot.width + 2, spot.size * 1.33)
    )


def _with_picture(content: bytes, spot: Spot, picture: Any, place: tuple[float, float, float, float]) -> bytes:
    handle = pdfium.PdfDocument(content)
    page, image = handle[spot.page], pdfium.PdfImage.new(handle)
    image.set_bitmap(pdfium.PdfBitmap.from_pil(picture))
    left, bottom, width, height = place
    image.set_matrix(pdfium.PdfMatrix().scale(width, height).translate(left, bottom))
    page.insert_obj(image)
    page.gen_content()
    out = io.BytesIO()
    handle.save(out)
    return out.getvalue()


def _stroke(path: Path, spot: Spot) -> bytes:
    """A clear picture as large as the page, with a stroke of the pen over the words."""
    content = composed(without_line(path, spot), spot, rest_of(spot) + set_in(spot, spot.before))
    width, height = pdfium.PdfDocument(content)[spot.page].get_size()
    picture = Image.new("RGBA", (int(width * 2), int(height * 2)), (0, 0, 0, 0))
    _draw_stroke(picture, spot, 2, height)
    return _with_picture(content, spot, picture, (0, 0, width, height))


def _draw_stroke(picture: Any, spot: Spot, scale: float, height: float) -> None:
    """A line through the words, as a hand draws it, two points beyond them."""
    y, left, right = height - spot.foot - spot.size * 0.22, spot.left - 2, spot.left + spot.width + 2
    points = [(left, y + 0.6), ((left + right) / 2, y - 0.7), (right, y + 0.4)]
    ImageDraw.Draw(picture).line([(x * scale, z * scale) for x, z in points], (20, 20, 90, 255), round(scale * 1.1))


def _pen_on_a_scan(path: Path, spot: Spot, layered: bool) -> bytes:
    """The page as a picture, a little turned, with a stroke of the pen; with or without the text that it had."""
    page = pdfium.PdfDocument(path)[spot.page]
    width, height = page.get_size()
    picture = page.render(scale=200 / 72, grayscale=True).to_pil().convert("RGB")
    _draw_stroke(picture, spot, 200 / 72, height)
    picture = picture.rotate(0.2, fillcolor=(255, 255, 255))
    if layered:
        return _with_picture(path.read_bytes(), spot, picture, (0, 0, width, height))
    handle = pdfium.PdfDocument(path)
    page = handle[spot.page]
    for item in list(page.get_objects(max_depth=1)):
        page.remove_obj(item)
    page.gen_content()
    out = io.BytesIO()
    handle.save(out)
    return _with_picture(out.getvalue(), spot, picture, (0, 0, width, height))


def _scan_below(path: Path, spot: Spot) -> bytes:
    """The page as a picture with other words, over the text that it had."""
    visible = composed(without_line(path, spot), spot, rest_of(spot) + set_in(spot, spot.after))
    said = composed(without_line(path, spot), spot, rest_of(spot) + set_in(spot, spot.before))
    page = pdfium.PdfDocument(visible)[spot.page]
    width, height = page.get_size()
    picture = page.render(scale=200 / 72, grayscale=True).to_pil().convert("RGB").rotate(0.2, fillcolor=(255, 255, 255))
    return _with_picture(said, spot, picture, (0, 0, width, height))


def annotated(path: Path, spot: Spot, subtype: str, appearance: str = "", **entries: Any) -> bytes:
    """The layer's words with an annotation over them."""
    content = composed(
        without_line(path, spot), spot, rest_of(spot) + ("" if subtype == "Widget" else set_in(spot, spot.before))
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    page = writer.pages[spot.page]
    low, high = spot.foot - spot.size * 0.3, spot.foot + spot.size
    rect = _numbers(spot.left, low, spot.left + spot.width, high)
    made = _named(Type=NameObject("/Annot"), Subtype=NameObject(f"/{subtype}"), F=NumberObject(4), Rect=rect, **entries)
    made[NameObject("/QuadPoints")] = _numbers(
        spot.left, high, spot.left + spot.width, high, spot.left, low, spot.left + spot.width, low
    )
    if appearance:
        stream = DecodedStreamObject()
        stream.set_data(appearance.encode("latin-1"))
        times = _named(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Times-Roman"))
        stream.update(
            _named(
                Type=NameObject("/XObject"),
                Subtype=NameObject("/Form"),
                BBox=_numbers(0, 0, spot.width, high - low),
                Resources=_named(Font=_named(TmpTimes=times)),
            )
        )
        made[NameObject("/AP")] = _named(N=writer._add_object(stream))
    made[NameObject("/P")] = page.indirect_reference
    reference = writer._add_object(made)
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", ArrayObject()), reference])
    if subtype == "Widget":
        form = writer._root_object.setdefault(NameObject("/AcroForm"), DictionaryObject()).get_object()
        form[NameObject("/Fields")] = ArrayObject([*form.get("/Fields", ArrayObject()), reference])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _over(spot: Spot) -> str:
    """An appearance: white, and the page's words on it."""
    return "1 g 0 0 900 90 re f 0 g " + shown(" ".join(spot.after), (0, spot.size * 0.3), spot.width, spot.size)


def _field(path: Path, spot: Spot) -> bytes:
    said = {"FT": NameObject("/Tx"), "T": TextStringObject("x"), "V": TextStringObject(" ".join(spot.before))}
    return annotated(path, spot, "Widget", _over(spot), DA=TextStringObject("/Helv 0 Tf 0 g"), **said)


def _cropped(path: Path, spot: Spot) -> bytes:
    """The page cut below the line above the change: what follows stands beyond it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(path.read_bytes())))
    page = writer.pages[spot.page]
    left, _, right, top = (float(side) for side in page.cropbox)
    page[NameObject("/CropBox")] = _numbers(left, spot.foot + spot.size * 1.1, right, top)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _late(path: Path, spot: Spot) -> bytes:
    """The layer has the change, the page the agreement's own words."""
    turned = Spot(**{**spot.__dict__, "before": spot.after, "after": spot.before})
    return _lies(path, turned)


KINDS: dict[str, Callable[[Path, Spot], bytes]] = {
    "a font that lies": _lies,
    "white, shapes over it": _white,
    "no ink, shapes over it": _no_ink,
    "no ink": lambda path, spot: _below(path, spot, "3 Tr {} 0 Tr ", drawn=False),
    "layer off, shapes over it": _off,
    "layer off, text over it": _off_text,
    "clipped, shapes over it": _clipped,
    "clear, shapes over it": _clear,
    "beside the page, shapes": _beyond,
    "picture pasted": _pasted,
    "pen on a clear picture": _stroke,
    "scan over the text": _scan_below,
    "pen on a scan with a text": lambda path, spot: _pen_on_a_scan(path, spot, True),
    "pen on a bare scan": lambda path, spot: _pen_on_a_scan(path, spot, False),
    "typed note over it": lambda path, spot: annotated(
        path, spot, "FreeText", _over(spot), Contents=TextStringObject(" ".join(spot.after))
    ),
    "stamp over it": lambda path, spot: annotated(path, spot, "Stamp", _over(spot)),
    "strikeout": lambda path, spot: annotated(path, spot, "StrikeOut"),
    "redaction": lambda path, spot: annotated(path, spot, "Redact"),
    "field that looks otherwise": _field,
    "page cut": _cropped,
    "late: a font that lies": _late,
}  # fmt: skip


def how_told(read: Any, plain: Any, spot: Spot) -> tuple[str, list[str]]:
    """`change`, `note` or `UNSEEN`, and all that is told besides what is told of the plain file."""
    known = {(item.standard, item.words) for item in plain.differences}
    fresh = [item for item in read.differences if (item.standard, item.words) not in known]
    notes = [note for note in read.checked.notes if note not in plain.checked.notes]
    lost = bare_words(" ".join(spot.before))
    hit = [item for item in fresh if item.page == spot.page + 1 and lost & bare_words(item.standard)]
    lines = [
        f"p. {i.page} {i.standard[:60]!r} -> {i.words[:60]!r} ({i.kind}, {i.grade}: {i.why})" for i in fresh
    ] + notes
    noted = [
        note for note in notes if note.rsplit(": ", 1)[-1] == str(spot.page + 1) or note.startswith(("layer", "pen"))
    ]
    right = any(bare_words(" ".join(spot.after)) & bare_words(item.words) for item in hit)
    grade = "/".join(sorted({item.grade for item in hit}))
    return f"change {grade}{' as shown' if right else ''}" if hit else "note" if noted else "UNSEEN", lines


def main() -> None:
    """Tamper, read and print, kind after kind."""
    from open287g.documents.library.pdf_files import pdfs
    from open287g.documents.read import ReadOptions, read_document
    from tools.accuracy_documents import sample

    seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 5
    wanted = sys.argv[sys.argv.index("--of") + 1] if "--of" in sys.argv else ""
    cache = Path(sys.argv[sys.argv.index("--cache") + 1]) if "--cache" in sys.argv else None
    options = ReadOptions("auto" if "--ocr" in sys.argv else "none", cache)
    paths = [path for path in pdfs([sample(), sample("moa-more")]) if path.name.startswith(PLAIN)]
    counts: Counter[tuple[str, str]] = Counter()
    for number, (name, make) in enumerate(item for item in KINDS.items() for _ in range(2)):
        if wanted not in name:
            continue
        dice = random.Random(f"{seed} {number}")
        path, kind = paths[(seed + number) % len(paths)], EDITS[(seed + number) % len(EDITS)]
        spot = spots(path, kind, dice)
        if spot is None:
            continue
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / path.name
            target.write_bytes(make(path, spot))
            told, lines = how_told(read_document(target, options), read_document(path, options), spot)
        counts[name, told] += 1
        print(told.ljust(24), name, f"{path.name[:24]} p. {spot.page + 1} {spot.before} -> {spot.after}", sep=" | ")
        print(*(f"      {line}" for line in lines[:6]), sep="\n", flush=True)
    for (name, told), count in sorted(counts.items()):
        print(name, told, count, sep="\t")


PLAIN = (
    "palmBeach",
    "IowaDept",
    "KansasBureau",
    "GraysonCountyDet",
    "OklahomaDept",
    "TexasOffice",
    "FloridaDFS",
    "SmithCo",
    "Owyhee",
)
"""Memoranda most of whose pages have a layer of their own and no picture."""

if __name__ == "__main__":
    main()
