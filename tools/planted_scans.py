"""Small edits planted on the pictures of real memoranda: found, found as doubtful, or missed; and what else is told.

    python -m tools.planted_scans 0 9 > scans.tsv       documents 0 to 8, editions in turn, eight edits each
    python -m tools.planted_scans 3 6 --seed 1129       the same with edits of another seed, that no mend has seen
    python -m tools.planted_scans 0 4 --wears fax,steep the same by other scanners (`scan_wear.WEARS`), in turn
    python -m tools.planted_scans 0 4 --clean 5         no edits: what is told of five pages that became pictures
    python -m tools.planted_scans --of scans.tsv        the counts of such files, by kind, wear and edition

A word of a page is painted over and the rest of its line set again, a sentence is painted over, or two lines are pushed
in; the page is then worn: turned, blurred, specked, or coarse. A page with an edit becomes a picture without a layer,
so that all its words are read by OCR; with --whole every page does, else the others stay as they are. What the document
was told without edits is not counted, nor what stands on pages that had no layer.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import linear_regression
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from tools.planted_words import CLAUSES, SEED, Edit, bare_words, planted_in
from tools.scan_wear import DPI, FIRST, WEARS, worn
from tools.wilson import wilson

FONTS = ("LiberationSerif-Regular.ttf", "Times New Roman.ttf", "DejaVuSerif.ttf")
ON_A_LINE = ("one word", "number", "modal", "negation", "party", "citation", "figure", "days")
ANYWHERE = ("any word changed", "any word dropped", "word put in")
KINDS = (*ON_A_LINE, *ANYWHERE, "sentence added", "sentence removed")
EACH = 8
"""Edits a document, each on a page of its own."""


_LEAST_WORDS, _LEAST_LINE = 250, 7


@dataclass(frozen=True)
class Line:
    """A line of a page as OCR has it: its words and their boxes."""

    words: tuple[str, ...]
    boxes: tuple[Any, ...]

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Planted:
    """A document of pictures with edits, each with its page from 0."""

    name: str
    content: bytes
    edits: tuple[tuple[int, Edit], ...]
    edition: str = ""
    wear: str = ""


def planted(
    path: Path,
    document: Any,
    kinds: Sequence[str],
    dice: random.Random,
    wear: str = "light",
    whole: bool = False,
    further: int = 0,
) -> Planted:
    """`path` with an edit of each of `kinds` on pages of its own, as pictures; `document` is its reading.

    `whole`: every page with a layer becomes a picture; `further`: so many full pages without an edit do.
    """
    from open287g.documents.pages import pdf
    from open287g.documents.pages.limits import DEFAULT

    pictures: dict[int, Any] = {}
    edits: list[tuple[int, Edit]] = []
    with pdf.opened(path.read_bytes(), path.name, DEFAULT) as handle:
        full = [n for n, page in enumerate(document.pages) if _is_text(page)]
        dice.shuffle(full)
        for kind in kinds:
            for index in full:
                page = document.pages[index]
                if index in pictures:
                    continue
                picture = pdf.picture(handle, index, DEFAULT, page.turned, dpi=DPI).convert("L")
                made = edited(picture, lines_of(pdf.words(handle, index, page.turned)), kind, dice)
                if made:
                    pictures[index] = worn(made[0], dice, WEARS[wear])
                    edits.append((index, made[1]))
                    break
        unedited = [index for index in full if index not in pictures][:further]
        for index, page in enumerate(document.pages):
            if (whole and index not in pictures and page.layer.strip()) or index in unedited:
                picture = pdf.picture(handle, index, DEFAULT, page.turned, dpi=DPI).convert("L")
                pictures[index] = worn(picture, dice, WEARS[wear])
        content = assembled(handle, pictures, WEARS[wear].dpi)
        return Planted(path.name, content, tuple(edits), document.identity.profile, wear)


def _is_text(page: Any) -> bool:
    """Whether a page is full of running text, as those of contacts and signatures are not."""
    return len(page.text.split()) > _LEAST_WORDS


def lines_of(words: Sequence[tuple[str, Any]]) -> list[Line]:
    """The lines of a page, by its words and their boxes in the order of its layer."""
    rows: list[list[tuple[str, Any]]] = []
    for word, box in words:
        last = rows[-1][-1][1] if rows else None
        goes_on = last and box.left > last.left and box.top < last.bottom and last.top < box.bottom
        if goes_on:
            rows[-1].append((word, box))
        else:
            rows.append([(word, box)])
    return [Line(tuple(word for word, _ in row), tuple(box for _, box in row)) for row in rows]


def edited(picture: Any, lines: list[Line], kind: str, dice: random.Random) -> tuple[Any, Edit] | None:
    """`picture` with an edit of `kind` at some place of its lines; None where it has no place for one."""
    if kind == "sentence removed":
        return _sentence_painted_over(picture, lines, dice)
    whole = [n for n, line in enumerate(lines) if _is_whole(line)]
    dice.shuffle(whole)
    for at in whole:
        line = lines[at]
        if kind == "sentence added":
            if line.words[-1].endswith("."):
                said = dice.choice(CLAUSES)
                return _pushed_in(picture, line, said), Edit(kind, "", said, "")
            continue
        made = planted_in(line.text, kind, dice)
        if made:
            return _set_again(picture, line, made[0].split()), Edit(kind, made[1], made[2], "")
    return None


def _is_whole(line: Line) -> bool:
    """Whether a line is running text that was read without a slip."""
    from open287g.documents.words.vocabulary import shipped_vocabulary

    words = re.findall(r"[a-z]{3,}", line.text.lower())
    return len(line.words) >= _LEAST_LINE and all(word in shipped_vocabulary() for word in words)


def _set_again(picture: Any, line: Line, words: Sequence[str]) -> Any:
    """The line from its first changed word on, set again with `words`, in its own size and room."""
    out, size = picture.copy(), picture.size
    same = [a == b for a, b in zip(line.words, words, strict=False)]
    first = min(same.index(False) if False in same else len(same), len(line.words) - 1)
    left, top, right, bottom = _around(line.boxes[first:], size)
    _paint(out, (left, top, right, bottom))
    height = max(round(b.bottom * size[1]) - round(b.top * size[1]) for b in line.boxes)
    room = right - left
    font = _font_as_wide(" ".join(line.words[first:]), room, height)
    slope, feet = _baseline(line, size)
    _write(out, " ".join(words[first:]), font, (left, round(feet + slope * left)), room, slope)
    return out


def _baseline(line: Line, size: tuple[int, int]) -> tuple[float, float]:
    """The slope of a line and its height at the page's left edge, by the feet of words with no letter below them."""
    placed = [
        ((box.left + box.right) / 2 * size[0], box.bottom * size[1])
        for word, box in zip(line.words, line.boxes, strict=True)
        if not re.search(r"[gjpqy,;()]", word)
    ]
    if len({x for x, _ in placed}) < 2:
        return 0.0, max(box.bottom for box in line.boxes) * size[1] - 8
    slope, feet = linear_regression(*zip(*placed, strict=True))
    return slope, feet


def _sentence_painted_over(picture: Any, lines: list[Line], dice: random.Random) -> tuple[Any, Edit] | None:
    """A whole sentence of eight to forty words painted over."""
    flat = [(word, box) for line in lines for word, box in zip(line.words, line.boxes, strict=True)]
    ends = [n for n, (word, _) in enumerate(flat) if re.fullmatch(r"[a-z]{4,}\.", word)]
    spans = [(a + 1, b + 1) for a, b in pairwise(ends) if 8 <= b - a <= 40]
    spans = [(a, b) for a, b in spans if flat[a][0][:1].isupper()]
    if not spans:
        return None
    start, end = dice.choice(spans)
    out = picture.copy()
    for _, box in flat[start:end]:
        _paint(out, _around([box], picture.size))
    return out, Edit("sentence removed", " ".join(word for word, _ in flat[start:end]), "", "")


def _pushed_in(picture: Any, line: Line, said: str) -> Any:
    """Lines with `said` below `line`; what follows moves down."""
    size = picture.size
    left, _, right, bottom = _around(line.boxes, size)
    height = max(round((b.bottom - b.top) * size[1]) for b in line.boxes)
    font = _font_as_wide(line.text, right - left, height)
    rows, room = [""], int(size[0] * 0.76)
    for word in said.split():
        wider = f"{rows[-1]} {word}".strip()
        rows = [*rows[:-1], wider] if font.getlength(wider) < room else [*rows, word]
    pitch = round(height * 1.35)
    out = picture.copy()
    out.paste(255, (0, bottom + 4, size[0], size[1]))
    down = pitch * len(rows) + pitch // 3
    out.paste(picture.crop((0, bottom + 4, size[0], size[1] - down)), (0, bottom + 4 + down))
    for number, row in enumerate(rows, 1):
        _write(out, row, font, (left, bottom + pitch * number), room + 40)
    return out


def _around(boxes: Sequence[Any], size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, right = min(b.left for b in boxes), max(b.right for b in boxes)
    top, bottom = min(b.top for b in boxes), max(b.bottom for b in boxes)
    return round(left * size[0]) - 2, round(top * size[1]) - 2, round(right * size[0]) + 2, round(bottom * size[1]) + 2


def _paint(picture: Any, box: tuple[int, int, int, int]) -> None:
    picture.paste(255, box)


def _font_as_wide(text: str, width: int, height: int) -> Any:
    """The font in the size at which `text` is as wide as it stood there, and not beyond the line's height."""
    probe = _font(100)
    return _font(max(12, min(round(100 * width / probe.getlength(text)), round(height * 1.3))))


def _font(size: int) -> Any:
    """The first of `FONTS` that is installed."""
    for name in FONTS[:-1]:
        with suppress(OSError):
            return ImageFont.truetype(name, size)
    return ImageFont.truetype(FONTS[-1], size)


def _write(picture: Any, text: str, font: Any, at: tuple[int, int], room: int, slope: float = 0.0) -> None:
    """`text` with its feet at `at`, narrowed where it would exceed `room`, running down by `slope`."""
    wide, up = int(font.getlength(text)) + 4, font.getmetrics()[0]
    strip = Image.new("L", (wide, up + round(font.size * 0.4)), 255)
    ImageDraw.Draw(strip).text((0, up), text, fill=25, font=font, anchor="ls")
    if wide > room:
        strip = strip.resize((room, strip.height))
    rise = max(0, round(-slope * strip.width))
    turned = (strip.width, strip.height + round(abs(slope) * strip.width) + 1)
    strip = strip.transform(turned, Image.Transform.AFFINE, (1, 0, 0, -slope, 1, -rise), fillcolor=255)
    picture.paste(strip, (at[0], at[1] - up - rise), strip.point(lambda value: 255 - value))


def assembled(handle: Any, pictures: Mapping[int, Any], dpi: int = DPI) -> bytes:
    """The PDF with the pages of `pictures`, of `dpi`, in place of its own."""
    import pypdfium2 as pdfium

    made = pdfium.PdfDocument.new()
    for index in range(len(handle)):
        if index not in pictures:
            made.import_pages(handle, [index])
            continue
        width, height = (side * 72 / dpi for side in pictures[index].size)
        page, packed, image = made.new_page(width, height), io.BytesIO(), pdfium.PdfImage.new(made)
        pictures[index].save(packed, "JPEG", quality=85)
        image.load_jpeg(packed, inline=True)
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        page.insert_obj(image)
        page.gen_content()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


Told = tuple[str, str, str, str, str, str]
"""Document, edition, wear, kind of edit or `alarm` or `read`, how it came out, and what it was."""


def measured(
    paths: Sequence[Path],
    numbers: Sequence[int],
    cache: Path | None,
    seed: int = SEED,
    whole: bool = False,
    wears: Sequence[str] = tuple(FIRST),
    clean: int = 0,
) -> Iterator[Told]:
    """What came of each edit, and each other thing told, of the documents of these `numbers`; `paths` and `wears` in
    turn. `clean`: so many pages of each become pictures without an edit, and nothing is planted."""
    from open287g.documents.read import read_document
    from open287g.documents.read_options import ReadOptions

    for number in numbers:
        dice, path = random.Random(f"{seed} {number}"), paths[number % len(paths)]
        before = read_document(path, ReadOptions("none"))
        kinds = [KINDS[(number * EACH + n) % len(KINDS)] for n in range(0 if clean else EACH)]
        wear = wears[number % len(wears)]
        plant = planted(path, before, kinds, dice, wear, whole, clean)
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "planted.pdf"
            target.write_bytes(plant.content)
            read = read_document(target, ReadOptions("auto", cache))
        yield plant.name, plant.edition, wear, "read", str(len(read.pages)), f"{read.identity.profile}"
        told = [item for item in read.differences if not before.pages[item.page - 1].note]
        for _, kind, how, what in judged(plant, told, before.differences):
            yield plant.name, plant.edition, wear, kind, how, what


def judged(plant: Planted, told: Sequence[Any], before: Sequence[Any]) -> Iterator[tuple[str, str, str, str]]:
    known = {(item.standard, item.words) for item in before}
    left = [item for item in told if (item.standard, item.words) not in known and item.kind != "edition"]
    for page, edit in plant.edits:
        hits = [item for item in left if _fits(item, page, edit)]
        left = [item for item in left if item not in hits]
        how = "missed" if not hits else "found" if any(item.grade == "sure" for item in hits) else "doubtful"
        yield plant.name, edit.kind, how, f"page {page + 1}: {edit.before!r} -> {edit.after!r}"
    for item in left:
        yield plant.name, "alarm", item.grade, f"page {item.page}: {item.standard!r} -> {item.words!r} ({item.why})"


def _fits(item: Any, page: int, edit: Edit) -> bool:
    if not item.page - 1 <= page <= item.page_end - 1:
        return False
    after, before = bare_words(edit.after), bare_words(edit.before)
    new, gone = after - before, before - after
    there, lost = new & bare_words(item.words), gone & bare_words(item.standard)
    return bool(new and len(there) >= min(len(new), 3)) or bool(gone and len(lost) >= min(len(gone), 3))


def main() -> None:
    """Plant, read and print; or count what was printed before."""
    from open287g.core.settings import home
    from open287g.documents.library.library import Library
    from open287g.documents.library.pdf_files import pdfs
    from tools.accuracy_documents import sample

    if sys.argv[1] == "--of":
        rows = [tuple(line.split("\t")) for name in sys.argv[2:] for line in Path(name).read_text().splitlines()]
        for line in counted(rows):
            print(*line, sep="\t")
        return
    paths = in_turn(pdfs([sample(), sample("moa-more")]))
    numbers, whole = range(int(sys.argv[1]), int(sys.argv[2])), "--whole" in sys.argv
    seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else SEED
    wears = sys.argv[sys.argv.index("--wears") + 1].split(",") if "--wears" in sys.argv else tuple(FIRST)
    clean = int(sys.argv[sys.argv.index("--clean") + 1]) if "--clean" in sys.argv else 0
    for row in measured(paths, numbers, Library(home()).ocr, seed, whole, wears, clean):
        print(*row, sep="\t", flush=True)


def counted(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str, int, int, int, str]]:
    """Of each kind, wear and edition: edits found, found as doubtful, planted, and the interval of both; then alarms.

    Alarms are counted by document: those told nothing that no edit explains.
    """
    edits = [row for row in rows if row[3] not in ("read", "alarm")]
    for by, column in (("kind", 3), ("wear", 2), ("edition", 1), ("all", None)):
        for name in sorted({row[column] for row in edits} if column is not None else {"edits"}):
            hows = Counter(row[4] for row in edits if column is None or row[column] == name)
            total, seen = hows.total(), hows["found"] + hows["doubtful"]
            yield by, name, hows["found"], hows["doubtful"], total, _interval(seen, total)
    read = Counter(row[:1] for row in rows if row[3] == "read")
    for grade in ("sure", "doubtful"):
        told = {row[0] for row in rows if row[3] == "alarm" and row[4] == grade}
        yield "no alarm", grade, len(read) - len(told), 0, len(read), _interval(len(read) - len(told), len(read))


def _interval(hits: int, total: int) -> str:
    low, high = wilson(hits, total)
    return f"{low:.2f}-{high:.2f}"


def in_turn(paths: Sequence[Path]) -> list[Path]:
    """The documents of each edition most of whose pages have a text layer, editions in turn."""
    from open287g.documents.read import read_document
    from open287g.documents.read_options import ReadOptions

    of: dict[str, list[Path]] = {}
    for path in paths:
        read = read_document(path, ReadOptions("none"))
        layered = sum(len(page.layer.split()) > _LEAST_WORDS for page in read.pages)
        if read.identity.profile and layered >= EACH - 1:
            of.setdefault(read.identity.profile, []).append(path)
    longest = max(map(len, of.values()))
    return [some[n] for n in range(longest) for _, some in sorted(of.items()) if n < len(some)]


if __name__ == "__main__":
    main()
