"""Small edits planted in every edition: one word, a number, a modal, a negation, a party, a sentence; found or not.

Each edition is typeset with a name of our own, with edits at random places of its text, and read as any file is: once
by its text layer, once as a scan (drawn, turned a little, with noise). No such document voted on a wording.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SEED = 287
TEXT_EDITS, SCAN_EDITS = 200, 96
_A_DOCUMENT = 4
AGENCY = "Sample County Sheriff's Office"
CLAUSES = (
    "ICE shall indemnify the county for every claim that arises from this program.",
    "The sheriff may withdraw any deputy from these duties whenever local needs so demand.",
    "Records made under this agreement remain open to inspection as state law requires.",
    "No arrest under this agreement is made at schools, hospitals or houses of worship.",
    "Nothing herein waives the sovereign immunity of the state.",
)
_SWAPS: dict[str, tuple[tuple[str, str], ...]] = {
    "modal": ((r"\bshall\b", "may"), (r"\bwill\b", "may"), (r"\bmay\b", "shall"), (r"\bmust\b", "should")),
    "negation": ((r"\b(shall|will|may|is|are) (?!not)(?=[a-z])", r"\1 not "), (r"\bnot ", ""), (r"\bno\b", "any")),
    "party": ((r"\bLEA\b", "ICE"), (r"\bICE\b", "LEA"), (r"\{agency\} will", "ICE will")),
    "citation": ((r"\b1357\b", "1375"), (r"\b287\.5\b", "287.7"), (r"\b50\.15\b", "50.16"), (r"\b2671\b", "2674")),
    "number": ((r"\b48\b", "43"), (r"\b70\b", "76"), (r"\b90\b", "30"), (r"\bone\b", "ten"), (r"\b12\b", "18")),
    "days": ((r"\b90(?=[ -]day)", "10"), (r"\b48(?= hours)", "96"), (r"\b70(?=[ -]percent)", "60")),
    "liability": (
        (r"(LEA|\{agency\})(?= will be responsible and bear)", "ICE"),
        (r"(LEA|\{agency\}) (is|are) responsible", r"ICE \2 responsible"),
        (r"\bICE (is|will be) responsible", r"LEA \1 responsible"),
    ),
    "one word": (
        (r"\btraining\b", "housing"),
        (r"\bcustody\b", "county"),
        (r"\bwritten\b", "spoken"),
        (r"\breimburse\b", "refuse"),
        (r"\bterminate[sd]?\b", "renew"),
        (r"\bany\b", "some"),
        (r"\ball\b", "few"),
    ),
}
KINDS = (*_SWAPS, "sentence added", "sentence removed", "any word changed", "any word dropped", "word put in", "figure")
_PUT_IN = ("only", "promptly", "lawfully", "jointly", "solely", "first", "then", "county", "written", "unless")
_COMMON = frozenset(["a", "an", "the", "of", "and", "or", "to", "in", "on", "at", "by", "for", "with", "as"])


@dataclass(frozen=True)
class Edit:
    """One edit of `kind`: words `before` that it took away and `after` that it put in, either may be empty."""

    kind: str
    before: str
    after: str
    section: str


@dataclass(frozen=True)
class Edited:
    """A document of the wording `profile` as paragraphs by section, and the edits in it."""

    profile: str
    paragraphs: tuple[str, ...]
    edits: tuple[Edit, ...]


def edited_documents(count: int, each: int = _A_DOCUMENT, seed: int = SEED) -> Iterator[Edited]:
    """Documents with `count` edits in all, editions and kinds in turn, the same each time for one `seed`."""
    from open287g.documents.editions.wording import wordings

    dice = random.Random(seed)
    names = sorted(wordings())
    for number in range(0, count, each):
        wording = wordings()[names[number // each % len(names)]]
        kinds = [KINDS[(number + offset) % len(KINDS)] for offset in range(min(each, count - number))]
        sections = {name: wording.section_text(name).split("\n") for name in wording.names}
        edits = [edit for kind in kinds if (edit := _edit(sections, kind, dice))]
        lines = [line for body in sections.values() for line in body]
        yield Edited(wording.id, tuple(_filled(line) for line in lines), tuple(edits))


def unedited(profile: str) -> Edited:
    """A document of the wording `profile` as the edition has it."""
    from open287g.documents.editions.wording import wordings

    wording = wordings()[profile]
    lines = [line for name in wording.names for line in wording.section_text(name).split("\n")]
    return Edited(profile, tuple(_filled(line) for line in lines), ())


def _filled(line: str) -> str:
    line = line.replace("{agency}", AGENCY).replace("{mailbox}", "reports@example.gov")
    return re.sub(r"\{\d+\}", "Sample City", line)


def _edit(sections: dict[str, list[str]], kind: str, dice: random.Random) -> Edit | None:
    """Make one edit of `kind` at a random place of the text, neither in headings nor in an edited line."""
    places = [
        (name, at)
        for name, body in sections.items()
        if name not in ("Title", "Signatures")
        for at, line in enumerate(body)
        if len(line) > 120 and "\u200b" not in line and not line.startswith("{")
    ]
    dice.shuffle(places)
    for name, at in places:
        made = planted_in(sections[name][at], kind, dice)
        if made:
            line, before, after = made
            sections[name][at] = line + "\u200b"
            return Edit(kind, before, after, name)
    return None


def planted_in(line: str, kind: str, dice: random.Random) -> tuple[str, str, str] | None:
    """`line` with one edit, the words it took away and those it put in; None where it has no place for it."""
    sentences = re.split(r"(?<=[a-z]\.) (?=[A-Z])", line)
    if kind == "sentence added":
        words = dice.choice(CLAUSES)
        sentences.insert(dice.randrange(1, len(sentences) + 1), words)
        return " ".join(sentences), "", words
    if kind == "sentence removed":
        if len(sentences) < 3 or len(sentences[1].split()) < 5:
            return None
        return " ".join([sentences[0], *sentences[2:]]), sentences[1], ""
    if kind not in _SWAPS:
        return _any_place(line, kind, dice)
    swaps = list(_SWAPS[kind])
    dice.shuffle(swaps)
    for pattern, said in swaps:
        found = list(re.finditer(pattern, line))
        if found:
            match = dice.choice(found)
            after = match.expand(said)
            return line[: match.start()] + after + line[match.end() :], match.group(), after
    return None


def _any_place(line: str, kind: str, dice: random.Random) -> tuple[str, str, str] | None:
    """An edit that no list foresees: a word of the line changed to one of another line's, dropped, or put in."""
    found = [m for m in re.finditer(r"(?<![\w{.§])[a-z]{3,}(?![\w}'’.-])", line) if m.group() not in _COMMON]
    if kind == "figure":
        found = list(re.finditer(r"(?<=\d)\d(?!\})", line))
    if not found:
        return None
    match = dice.choice(found)
    said = match.group()
    if kind == "figure":
        after = str((int(said) + dice.randrange(1, 10)) % 10)
        whole = next(m for m in re.finditer(r"\d(?:[\d.]*\d)?[a-z]?", line) if m.start() <= match.start() < m.end())
        there = whole.group()
        after = there[: match.start() - whole.start()] + after + there[match.end() - whole.start() :]
        return line[: whole.start()] + after + line[whole.end() :], there, after
    if kind == "any word dropped":
        return line[: match.start()] + line[match.end() + 1 :], said, ""
    if kind == "word put in":
        after = dice.choice(_PUT_IN)
        return f"{line[: match.start()]}{after} {line[match.start() :]}", "", after
    after = dice.choice([word for word in _words() if word != said])
    return line[: match.start()] + after + line[match.end() :], said, after


@cache
def _words() -> tuple[str, ...]:
    """Words of four letters and more that the editions use, in small letters."""
    from open287g.documents.editions.wording import wordings

    said = {word for wording in wordings().values() for word in re.findall(r"\b[a-z]{4,}\b", wording.text)}
    return tuple(sorted(said))


_SOURCE = """
#let told = json(bytes(sys.inputs.told))
#set page(paper: "us-letter", margin: 1in, footer: align(center, context counter(page).display()))
#set text(font: "Liberation Serif", size: 11pt, hyphenate: false)
#set par(justify: false)
#for line in told [#line #parbreak()]
"""


def typeset(document: Edited) -> bytes:
    """The document as a PDF with a text layer."""
    import typst

    lines = [line.replace("\u200b", "") for line in document.paragraphs]
    return bytes(typst.compile(_SOURCE.encode(), sys_inputs={"told": json.dumps(lines)}, timestamp=0))


def scanned(content: bytes, dice: random.Random) -> bytes:
    """A PDF of pictures of the pages, turned by up to half a degree, blurred, with specks."""
    import numpy as np
    import pypdfium2 as pdfium
    from PIL import Image, ImageFilter

    pages = []
    noise = np.random.default_rng(dice.randrange(1 << 30))
    source = pdfium.PdfDocument(content)
    for page in source:
        image = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(dice.uniform(-0.5, 0.5), fillcolor=255, resample=Image.Resampling.BICUBIC)
        image = image.filter(ImageFilter.GaussianBlur(0.6))
        values = np.asarray(image, dtype=np.float32) + noise.normal(0, 14, image.size[::-1])
        values[noise.random(values.shape) < 0.0006] = 40
        pages.append(Image.fromarray(values.clip(0, 255).astype("uint8")))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "scan.pdf"
        pages[0].save(target, save_all=True, append_images=pages[1:], resolution=200)
        return target.read_bytes()


@dataclass
class Counts:
    """By kind of edit: planted, found, found as doubtful; and what else was told of how many documents."""

    planted: dict[str, int]
    found: dict[str, int]
    doubtful: dict[str, int]
    alarms: int = 0
    doubts: int = 0
    documents: int = 0
    missed: list[str] | None = None


def measured(
    documents: Sequence[Edited], scan: bool, engine: str = "auto", ocr: Path | None = None, seed: int = SEED
) -> Counts:
    """Read each document and count the edits found and the false alarms; `ocr` remembers readings of pictures."""
    from open287g.documents.read import read_document
    from open287g.documents.read_options import ReadOptions

    counts = Counts(dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0), missed=[])
    dice = random.Random(seed)
    for document in documents:
        content = typeset(document)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "planted.pdf"
            path.write_bytes(scanned(content, dice) if scan else content)
            read = read_document(path, ReadOptions(engine if scan else "none", ocr))
        _count(counts, document, [d for d in read.differences if d.word_class])
    return counts


def _count(counts: Counts, document: Edited, told: Sequence[Any]) -> None:
    left = list(told)
    counts.documents += 1
    for edit in document.edits:
        counts.planted[edit.kind] += 1
        hits = [item for item in left if _fits(item, edit)]
        sure = [item for item in hits if item.grade == "sure"]
        counts.found[edit.kind] += bool(sure)
        counts.doubtful[edit.kind] += bool(hits) and not sure
        left = [item for item in left if item not in hits]
        if not hits and counts.missed is not None:
            counts.missed.append(f"{document.profile} {edit}")
    left = [item for item in left if item.kind != "edition"]
    counts.alarms += sum(item.grade == "sure" for item in left)
    counts.doubts += sum(item.grade != "sure" for item in left)
    if counts.missed is not None:
        counts.missed += [
            f"{document.profile} ALARM {i.section} {i.grade} {i.why} {i.standard!r} -> {i.words!r}" for i in left
        ]


def _fits(item: Any, edit: Edit) -> bool:
    after, before = bare_words(_filled(edit.after)), bare_words(_filled(edit.before))
    if item.section != edit.section and edit.section not in item.section:
        return False
    new = after - before
    gone = before - after
    told, lost = bare_words(item.words), bare_words(item.standard)
    wanted = min(len(new), 3)
    return len(new & told) >= wanted if new else len(gone & lost) >= min(len(gone), 3)


def bare_words(text: str) -> set[str]:
    """The words of `text` without the mark of possession."""
    from open287g.documents.words.printed import plain

    return {word.removesuffix("'s") for word in plain(text)}
