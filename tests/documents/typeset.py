"""Memoranda made on the spot: the words of an edition, filled in, signed, edited at will, and typeset as PDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

FOLDER = Path(__file__).parent / "memoranda"
REVISED = {"WSO-2025": "02/14/2025", "TFM-2025-0307": "03/07/2025"}
"""The editions whose words are at hand, and the revision that each prints."""

AGENCY = "Sample County Sheriff's Office"
Pages = list[list[str]]
Edit = Callable[[Pages], None]


@dataclass(frozen=True)
class Signer:
    """One who signs, for the LEA or for ICE; the day as it is written."""

    party: str
    day: str
    name: str
    title: str
    agency: str

    def lines(self, edition: str) -> list[str]:
        """The lines of the signature block; name and agency have lines since March 2025."""
        own = [f"For {self.party}:", f"Date: {self.day}", "Signature: (signed)"]
        if edition == "TFM-2025-0307":
            return [*own, f"Name: {self.name}", f"Title: {self.title}", f"Agency: {self.agency}"]
        return [*own, f"Title: {self.title}"]


SHERIFF = Signer("the LEA", "03/18/2025", "Pat Example", "Sheriff", AGENCY)
DIRECTOR = Signer(
    "ICE", "March 26, 2025", "Todd M. Lyons", "Acting Director", "U.S. Immigration and Customs Enforcement"
)


def pages_of(edition: str, agency: str = AGENCY) -> Pages:
    """The lines of each page of an edition, its blanks filled in but for the signatures."""
    filled = {
        "agency": agency,
        "field_office": "the field office of Sample City",
        "agency_contact": "the Sheriff",
        "ice_contact": "ICE ERO Sample Field Office Director",
        "mailbox": "reports@example.gov",
    }
    text = (FOLDER / f"{edition}.txt").read_text(encoding="utf-8")
    for blank, words in filled.items():
        text = text.replace(f"{{{blank}}}", words)
    return [page.split("\n") for page in text.strip().split("\n---\n")]


def memorandum(
    edition: str,
    *edits: Edit,
    agency: str = AGENCY,
    signers: Sequence[Signer] = (SHERIFF, DIRECTOR),
    revised: str | None = None,
) -> bytes:
    """A PDF of an edition after `edits` to its pages, signed, with `revised` (else the edition's own) in its footer."""
    pages = pages_of(edition, agency)
    for edit in edits:
        edit(pages)
    told = {
        "agency": agency,
        "revised": f"Revised {revised or REVISED[edition]}",
        "pages": pages,
        "signatures": [signer.lines(edition) for signer in signers],
    }
    source = (FOLDER / "memorandum.typ").read_bytes()
    return bytes(typst.compile(source, sys_inputs={"told": json.dumps(told)}, timestamp=0))


def insert(page: int, line: int, *words: str) -> Edit:
    """Put lines of one's own into a page (from 1), before its line `line`."""

    def edit(pages: Pages) -> None:
        pages[page - 1][line:line] = words

    return edit


def strike(page: int, first: str, lines: int = 1) -> Edit:
    """Take lines out of a page, from the one that begins with `first` on."""

    def edit(pages: Pages) -> None:
        at = next(n for n, line in enumerate(pages[page - 1]) if line.startswith(first))
        del pages[page - 1][at : at + lines]

    return edit


def drop(page: int) -> Edit:
    """Leave out a page."""

    def edit(pages: Pages) -> None:
        del pages[page - 1]

    return edit


def add_page(page: int, lines: Sequence[str]) -> Edit:
    """Put in a page so that it has the number `page`."""

    def edit(pages: Pages) -> None:
        pages.insert(page - 1, list(lines))

    return edit
