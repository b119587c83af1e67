"""How much of an edition's text was checked in a document, and what was not."""

from __future__ import annotations

from dataclasses import dataclass, field

from open287g.documents.alignment.cells import SAME
from open287g.documents.findings.word_changes import DOUBTFUL, Comparison
from open287g.documents.words.printed import BLANK, NAME


@dataclass(frozen=True)
class Checked:
    """Words of the edition: all, those that stand the same, changed and doubtful; `blanks` filled in, not compared.

    `unchecked`: words by the reason why they could not be checked. `notes`: what was seen on the pages or not looked
    at, in words of the catalog. `scans`: pages (from 0) that are pictures.
    """

    words: int = 0
    same: int = 0
    changed: int = 0
    doubtful: int = 0
    blanks: int = 0
    copies: int = 0
    unchecked: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    scans: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """The share of the words that was checked, 0 to 1; 0 where nothing was."""
        return (self.words - sum(self.unchecked.values())) / self.words if self.words else 0.0


def checked(
    found: Comparison, copies: int, unread: int, notes: tuple[str, ...] = (), scans: tuple[int, ...] = ()
) -> Checked:
    """The counts of `found`. `copies`: memoranda its wording rests on; `unread`: pages without any text."""
    slots = sum(word in (BLANK, NAME, "@") for word in found.wording.plain)
    words = len(found.wording.words) - slots
    sizes = {grade: 0 for grade in ("sure", DOUBTFUL)}
    for change in found.changes:
        sizes[change.grade] += change.at_end - change.at
    missing: dict[str, int] = {}
    if unread and sizes["sure"]:
        pages = max(1, max((word.page for word in found.words), default=0) + 1)
        missing["pages without text"] = min(sizes["sure"], round(unread * words / pages))
    same = sum(cell.at_end - cell.at for cell in found.cells if cell.kind == SAME)
    return Checked(words, min(same, words), sizes["sure"], sizes[DOUBTFUL], slots, copies, missing, notes, scans)
