"""The signature block: who signed for ICE and for the agency, with what title, on which day.

Two layouts exist. Since 2025 two columns head "For the LEA" and "For ICE" with labeled lines; in 2019 and 2020 each
column has a date line, a signature, and the printed name and title under it. Both are read by place, not by the order
of the text: stamps and form values come out of a text layer far from their labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from open287g.core.thresholds import threshold
from open287g.documents.findings.known_signatories import known_signatories
from open287g.documents.findings.signature_lines import (
    PlacedWord,
    Signer,
    is_revision,
    is_witness,
    line_text,
    signers_in,
)

_APART = threshold("documents", "column_apart")
_MIDDLE = threshold("documents", "column_middle")
_ROW = threshold("documents", "row_apart")

_HEADING = 0.06
"""Room of the columns' headings above their first line, a share of the page."""
_ICE_MARKS = re.compile(
    r"customs\s+enf|immigration\s*(?:and|&)\s*customs|enforcement\s+and\s+removal|homeland\s+security|for\s*i\s?ce\b"
    r"|acting\s+director|executive\s+associate|assistant\s+director,\s*enf|director\W*\w{0,2}\W*designee",
    re.IGNORECASE,
)
_AGENCY_MARKS = re.compile(
    r"for\s+the\s+lea|\bsheriff|chief\s+of\s+police|police\s+chief|\bmayor\b|city\s+manager|\bpolice\s+dep",
    re.IGNORECASE,
)
_Rows = Sequence[Sequence[PlacedWord]]
_LABELED = re.compile(r"\bSignature\b|For\s+the\s+LEA", re.IGNORECASE)


@dataclass(frozen=True)
class SignatureBlock:
    """The signers of both sides."""

    ice: tuple[Signer, ...]
    agency: tuple[Signer, ...]


def signature_block(words: Sequence[PlacedWord]) -> SignatureBlock:
    """The signers found among `words`, all of one reading (layer or OCR) of one page."""
    words = _below_the_text(words)
    split = _split(words)
    left = _rows([w for w in words if _middle(w) < split])
    right = _rows([w for w in words if _middle(w) >= split])
    ice_left = _ice_is_left(left, right)
    ice, agency = (left, right) if ice_left else (right, left)
    return SignatureBlock(tuple(signers_in(ice)), tuple(s for s in signers_in(agency) if not is_witness(s)))


def _middle(word: PlacedWord) -> float:
    return (word.box.left + word.box.right) / 2


def _middle_y(word: PlacedWord) -> float:
    return (word.box.top + word.box.bottom) / 2


def _below_the_text(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """Words under the paragraph that ends "to the fullest extent allowed by law", or else from a little above the first
    line for a day or a signature on, and above the footer's revision."""
    marks = [w.box.bottom for w in words if re.search(r"fullest|allowed", w.text, re.IGNORECASE)]
    labels = [w.box.top for w in words if re.match(r"\W*(?:Date|Signature)\s*[:;_]", w.text)]
    top = max(marks, default=max(0.0, min(labels, default=0.0) - _HEADING))
    below = [w for w in words if w.box.top >= top - 0.004]
    footers = [_middle_y(w) for w in below if is_revision(w.text) and w.box.top > top + 0.05]
    end = min(footers, default=1.0) - 0.006
    return [w for w in below if _middle_y(w) < end]


def _split(words: Sequence[PlacedWord]) -> float:
    """The x that parts the two columns: halfway between two labels that stand side by side, else a little left of
    the middle."""
    labels = [w for w in words if re.match(r"\W*(?:Date|Signat|Name|Title|For)\b", w.text, re.IGNORECASE)]
    lefts = sorted(w.box.left for w in labels)
    if lefts and lefts[-1] - lefts[0] > _APART:
        return lefts[-1] - 0.015 if lefts[-1] > 0.4 else _MIDDLE
    return _MIDDLE


def _rows(words: Sequence[PlacedWord]) -> list[list[PlacedWord]]:
    rows: list[list[PlacedWord]] = []
    for word in sorted(words, key=_middle_y):
        middle = _middle_y(word)
        if rows and middle - _row_middle(rows[-1]) < _ROW:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.box.left) for row in rows]


def _row_middle(row: Sequence[PlacedWord]) -> float:
    return sum(map(_middle_y, row)) / len(row)


def _ice_is_left(left: _Rows, right: _Rows) -> bool:
    """Which side is ICE's: the one with more of its marks, less those of agencies. Where neither tells, forms with a
    line for the signature have ICE on the right, older ones on the left."""
    lead = _ice_score(left) - _ice_score(right)
    if lead:
        return lead > 0
    return not any(_LABELED.search(line_text(row)) for row in [*left, *right])


def _ice_score(rows: _Rows) -> int:
    said = " \n ".join(line_text(row) for row in rows)
    surnames = sum(bool(re.search(rf"\b{name}\b", said, re.IGNORECASE)) for _, name in known_signatories())
    return len(_ICE_MARKS.findall(said)) + 2 * surnames - len(_AGENCY_MARKS.findall(said))
