"""Two documents word by word: what one has and the other has not, by section and page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from rapidfuzz.distance import Indel

from open287g.core.errors import NotFoundError
from open287g.documents.editions.templates import editions
from open287g.documents.read import Reading, words_of
from open287g.documents.words.align import Alignment
from open287g.documents.words.body import Body

CONTEXT = 8
"""Words shown before and after a difference in the terminal."""
_APART = 4
"""Equal words between two differences that join them into one."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `tag` equal, removed (only the first document has it) or added (only the second)."""

    tag: str
    text: str
    section: str
    page: int


@dataclass(frozen=True)
class Change:
    """One difference with the words around it; pages from 1, 0 where that document has no words there."""

    section: str
    page_before: int
    page_after: int
    before: str
    removed: str
    added: str
    after: str


def pieces(first: Reading, second: Reading) -> list[Piece]:
    """The text of `second` with what `first` has besides, in order; agency names and footers count as equal."""
    (body_a, _), (body_b, aligned) = words_of(first), words_of(second)
    out: list[Piece] = []
    for op in Indel.opcodes(body_a.words, body_b.words):
        if op.tag == "delete":
            section = _section(aligned, op.dest_start)
            out += _chunks(
                "removed", body_a, op.src_start, op.src_end, dict.fromkeys(range(op.src_start, op.src_end), section)
            )
        else:
            tag = "added" if op.tag == "insert" else "equal"
            named = {index: _section(aligned, index) for index in range(op.dest_start, op.dest_end)}
            out += _chunks(tag, body_b, op.dest_start, op.dest_end, named)
    return out


def changes(first: Reading, second: Reading) -> list[Change]:
    """The differences between two documents, near ones joined, each with `CONTEXT` words around it."""
    (body_a, aligned_a), (body_b, aligned) = words_of(first), words_of(second)
    out = []
    for a0, a1, b0, b1 in _spans(Indel.opcodes(body_a.words, body_b.words)):
        section = _section(aligned, b0) if aligned else _section(aligned_a, a0)
        out.append(
            Change(
                section,
                body_a.page_of(a0) + 1 if a1 > a0 else 0,
                body_b.page_of(b0) + 1 if b1 > b0 else 0,
                body_b.said(max(0, b0 - CONTEXT), b0) if b0 else "",
                body_a.said(a0, a1) if a1 > a0 else "",
                body_b.said(b0, b1) if b1 > b0 else "",
                body_b.said(b1, min(len(body_b.words), b1 + CONTEXT)) if b1 < len(body_b.words) else "",
            )
        )
    return out


def reference(readings: Sequence[Reading], edition: str) -> Reading:
    """The clearest document of `edition` (or of its wording) at hand, to stand for the edition in a redline."""
    known = {e.id: e.profile for e in editions()}
    if edition not in known:
        raise NotFoundError(f"no edition is called {edition!r}", remedy=f"They are: {', '.join(known)}.")
    of_edition = [r for r in readings if r.identity.edition == edition]
    of_wording = [r for r in readings if r.identity.profile == known[edition]]
    likely = of_edition or of_wording
    if not likely:
        raise NotFoundError(
            f"no document of {edition} is kept here; the package ships its facts, not its sentences",
            remedy="Read one first (open287g documents read PATH), then compare again.",
        )
    return max(likely, key=lambda r: (-len(r.differences), sum(p.quality for p in r.pages) / len(r.pages), r.sha256))


def html(first: Reading, second: Reading, language: str = "en") -> str:
    """A whole page: the second document's text, additions and removals marked, headed by section and page."""
    rows: list[str] = []
    section, page = "", 0
    for piece in pieces(first, second):
        if (piece.section, piece.page) != (section, page) and piece.tag != "removed":
            if piece.section != section:
                rows.append(f"</p><h2>{escape(piece.section)}</h2><p>")
            rows.append(f"<small>p. {piece.page}</small> ")
            section, page = piece.section, piece.page
        text = escape(piece.text)
        rows.append({"equal": text, "added": f"<ins>{text}</ins>", "removed": f"<del>{text}</del>"}[piece.tag] + " ")
    title = f"{escape(first.file)} → {escape(second.file)}"
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:1rem/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
        "ins{background:#d7f0d7;text-decoration:underline}del{background:#f6d5d5}small{color:#555}</style></head>"
        f"<body><h1>{title}</h1><p>Removed: <del>only in the first</del>. Added: <ins>only in the second</ins>. "
        f"Agency names, page numbers and footers are left out of the comparison.</p>"
        f"<p>{''.join(rows)}</p></body></html>\n"
    )


def _spans(opcodes: Iterable[object]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches that differ, joined where fewer than `_APART` equal words part them."""
    current: list[int] = []
    for op in opcodes:
        tag, a0, a1, b0, b1 = (getattr(op, n) for n in ("tag", "src_start", "src_end", "dest_start", "dest_end"))
        if tag == "equal":
            if current and a1 - a0 > _APART:
                yield current[0], current[1], current[2], current[3]
                current = []
        elif current:
            current[1], current[3] = a1, b1
        else:
            current = [a0, a1, b0, b1]
    if current:
        yield current[0], current[1], current[2], current[3]


def _chunks(tag: str, body: Body, start: int, end: int, sections: Mapping[int, str]) -> Iterator[Piece]:
    """The text of tokens [start, end), cut where page or section changes; `sections`: token -> section."""
    low = start
    for index in range(start + 1, end + 1):
        if index == end or body.page_of(index) != body.page_of(low) or sections[index] != sections[low]:
            yield Piece(tag, body.said(low, index), sections[low], body.page_of(low) + 1)
            low = index


def _section(alignment: Alignment | None, doc: int) -> str:
    if alignment is None:
        return ""
    at = 0
    for run in alignment.runs:
        if run.doc > doc:
            break
        at = run.at + min(doc - run.doc, run.words - 1)
    return alignment.profile.section_at(at).id
