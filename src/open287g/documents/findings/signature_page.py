"""The page with the signature block, and every reading of its block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from open287g.documents.alignment.align import Alignment
from open287g.documents.findings.signature_block import SignatureBlock, signature_block
from open287g.documents.findings.signature_evidence import page_signed
from open287g.documents.findings.signature_lines import PlacedWord, Signer
from open287g.documents.findings.written_days import FIRST
from open287g.documents.pages.engines import OcrPage
from open287g.documents.pages.frame import Box
from open287g.documents.pages.margins import letters
from open287g.documents.pages.running_text import RunningText


@dataclass(frozen=True)
class SignaturePage:
    """The page with the signature block: `layer` words, `ocr` if the page was read, `block` to look a second time."""

    index: int
    layer: tuple[PlacedWord, ...]
    ocr: OcrPage | None
    block: Callable[[], OcrPage | None]
    signed_days: tuple[str, ...] = ()
    since: date = FIRST
    """A day before which nobody can have signed this edition."""
    scanned: bool = False
    """Whether the page is a picture, so that its layer is somebody's OCR."""
    printed: Callable[[Box], bool] = lambda box: True
    """Whether what stands in a part of the page's picture looks printed rather than written by hand."""
    whole: Callable[[], OcrPage | None] = lambda: None
    """The page read by another engine than the block was, for a name that this one is not sure of."""
    closer: Callable[[], OcrPage | None] = lambda: None
    """The block once more, from a finer picture, for names that the other readings do not have alike."""


def signature_index(running: RunningText, alignment: Alignment | None) -> int | None:
    """The page (from 0) with the signature block: that with most evidence, else where the edition has it."""
    signed = page_signed(running.pages)
    if signed is None and alignment is not None:
        section = alignment.profile.section("Signatures")
        return running.page_of(max(0, alignment.doc_position(section.start - 1)))
    return signed


def block_readings(page: SignaturePage) -> list[SignatureBlock]:
    """The block as the layer has it, as OCR has it, and, when these leave something open, as a second look has it."""
    source = "scan" if page.scanned else "layer"
    blocks = [signature_block([PlacedWord(w.text, w.box, source) for w in page.layer])] if page.layer else []
    if page.ocr:
        blocks.append(signature_block([PlacedWord(p.text, p.box, "ocr") for p in page.ocr.pieces]))
    if page.scanned or not _complete(blocks):
        second = page.block()
        if second:
            blocks.append(signature_block([PlacedWord(p.text, p.box, "block", p.sure) for p in second.pieces]))
        if not page.ocr and _has_unsure_name(blocks) and (third := page.whole()):
            blocks.append(signature_block([PlacedWord(p.text, p.box, "ocr") for p in third.pieces]))
    if page.scanned and _names_differ(blocks) and (closer := page.closer()):
        blocks.append(_names_of(signature_block([PlacedWord(p.text, p.box, "closer", p.sure) for p in closer.pieces])))
    return blocks


def _names_of(block: SignatureBlock) -> SignatureBlock:
    """`block` with nothing but its signers' names: what a finer picture is asked for."""
    ice, agency = (tuple(Signer(names=s.names, lines=s.lines) for s in side) for side in (block.ice, block.agency))
    return SignatureBlock(ice, agency)


def _names_differ(blocks: Sequence[SignatureBlock]) -> bool:
    """Whether one reading has a signer of the agency's otherwise than another, to the letter."""
    read = [{letters(name) for s in block.agency for name, _ in s.names} for block in blocks]
    return len({frozenset(names) for names in read if names}) > 1


def _has_unsure_name(blocks: Sequence[SignatureBlock]) -> bool:
    return any(source == "unsure" for block in blocks for signer in block.agency for _, source in signer.names)


def _complete(blocks: Sequence[SignatureBlock]) -> bool:
    sides = [[s for b in blocks for s in getattr(b, side)] for side in ("ice", "agency")]
    return all(
        any(s.days for s in side) and any(s.titles for s in side) and any(s.names for s in side) for side in sides
    )
