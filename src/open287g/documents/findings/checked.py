"""How much of an edition's text was checked in a document, and what was not."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Checked:
    """Words of the edition: all, those that stand the same, changed and doubtful; `blanks` filled in, not compared.

    `unchecked`: words by the reason why they could not be checked (`word_changes.UNREAD`, `MISREAD`). `notes`: what was
    seen on the pages or not looked at, in words of the catalog. `scans`: pages (from 0) that are pictures.
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
