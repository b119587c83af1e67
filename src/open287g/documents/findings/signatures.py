"""The signature block: who signed for ICE and for the agency, with what title, on which day.

Two layouts exist. Since 2025 two columns head "For the LEA" and "For ICE" with labeled lines; in 2019 and 2020 each
column has a date line, a signature, and the printed name and title under it. Both are read by place, not by the order
of the text: stamps and form values come out of a text layer far from their labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from open287g.documents.findings.days import DayRead, days_in
from open287g.documents.pages.pdf import Box

_LABEL = re.compile(
    r"^\W*(?P<label>D\s?at[eo](?=\W|\d|_)|(?:Signat\w{1,6}|S[i;]gnat\w{1,5}|N\s?am\s?e|Ti[tl]{1,2}l?e|A?\s?gency)\b)\s?[^\w\s'(]{0,3}\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_PARTY = re.compile(r"For\s*(?:the\s*)?(?P<party>LEA|ICE|I\s?CE|[A-Z]{2,6})\s*[:;]?\s*(?P<value>.*)$")
_ICE_MARKS = re.compile(
    r"customs\s+enf|immigration\s*(?:and|&)\s*customs|enforcement\s+and\s+removal|homeland\s+security|for\s*i\s?ce\b"
    r"|acting\s+director|executive\s+associate|assistant\s+director,\s*enf|director\W*\w{0,2}\W*designee",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:under)?sheriff\b|\bchief\b|\bdirector\b|\bcommissioner\b|\bmayor\b|\bmanager\b|\bjudge\b|\bchairman\b|\bchair\b"
    r"|\bjailer\b|\bgeneral\b|\bsuperintendent\b|\badministrator\b|\bsecretary\b|\bcolonel\b|\bcaptain\b|\bmajor\b"
    r"|director\W*\w{0,2}\W*designee|\blieutenant\b|\bpresident\b|\bwarden\b|\bconstable\b|\bmarshal\b|\bdeputy\b|\bsupervisor\b|\bexecutive\b",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(r"office\b|department|agency|enforcement and removal|digitally|signed by", re.IGNORECASE)
_NAME = re.compile(r"^(?:[A-Z][A-Za-z.'’\-]*\.?\s*){2,5}(?:,?\s*(?:Jr|Sr|II|III|IV)\.?)?$")
_WITNESS = re.compile(r"approved\s+as\s+to\s+form|attest|office\s+of\s+the\s+town\s+attorney|clerk", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A word or run of words on the page."""

    text: str
    box: Box
    source: str


@dataclass
class Signer:
    """One block of the signature page: each list holds (value, source), as read."""

    names: list[tuple[str, str]] = field(default_factory=list)
    titles: list[tuple[str, str]] = field(default_factory=list)
    days: list[tuple[DayRead, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    titled_at: int = 0


@dataclass(frozen=True)
class Block:
    """The signers of both sides."""

    ice: tuple[Signer, ...]
    agency: tuple[Signer, ...]


def signature_block(words: Sequence[Word]) -> Block:
    """The signers found among `words`, all of one reading (layer or OCR) of one page."""
    words = _below_the_text(words)
    split = _split(words)
    left = _rows([w for w in words if _middle(w) < split])
    right = _rows([w for w in words if _middle(w) >= split])
    ice_left = _ice_score(left) > _ice_score(right)
    ice, agency = (left, right) if ice_left else (right, left)
    return Block(tuple(_signers(ice)), tuple(s for s in _signers(agency) if not _is_witness(s)))


def _middle(word: Word) -> float:
    return (word.box.left + word.box.right) / 2


def _middle_y(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _below_the_text(words: Sequence[Word]) -> list[Word]:
    """Words under the paragraph that ends "to the fullest extent allowed by law" and above the footer's revision."""
    marks = [w.box.bottom for w in words if re.search(r"fullest|allowed", w.text, re.IGNORECASE)]
    top = max(marks, default=0.0)
    below = [w for w in words if w.box.top >= top - 0.004]
    footers = [_middle_y(w) for w in below if _is_revision(w.text) and w.box.top > top + 0.05]
    end = min(footers, default=1.0) - 0.006
    return [w for w in below if _middle_y(w) < end]


def _is_revision(text: str) -> bool:
    first = re.match(r"[A-Za-z]+", text)
    if first is None or first[0][0] not in "Rr":
        return False
    return first[0] == "Rev" or (5 < len(first[0]) < 9 and fuzz.ratio(first[0].lower(), "revised") >= 55)


def _split(words: Sequence[Word]) -> float:
    """The x that parts the two columns: halfway between two labels that stand side by side, else a little left of
    the middle."""
    labels = [w for w in words if re.match(r"\W*(?:Date|Signat|Name|Title|For)\b", w.text, re.IGNORECASE)]
    lefts = sorted(w.box.left for w in labels)
    if lefts and lefts[-1] - lefts[0] > 0.2:
        return lefts[-1] - 0.015 if lefts[-1] > 0.4 else 0.48
    return 0.48


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=_middle_y):
        middle = _middle_y(word)
        if rows and middle - _row_middle(rows[-1]) < 0.008:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.box.left) for row in rows]


def _row_middle(row: Sequence[Word]) -> float:
    return sum(map(_middle_y, row)) / len(row)


def _said(row: Sequence[Word]) -> str:
    text = " ".join(_spaced(w.text) if w.source == "block" else w.text for w in row)
    return re.sub(r"\s+", " ", re.sub(r"[_~]{2,}|B{4,}_*", " ", text)).strip(" _|—-")


def _spaced(text: str) -> str:
    """`text` of a line recognizer that drops spaces, with those put back that letters and colons betray."""
    return re.sub(r"(?<=[a-z.,:;])(?<!Mc)(?<!Mac)(?=[A-Z])|(?<=[:,;])(?=[A-Za-z0-9])|(?<=[a-z])(?=\d)", " ", text)


def _ice_score(rows: Sequence[Sequence[Word]]) -> int:
    return sum(len(_ICE_MARKS.findall(_said(row))) for row in rows)


def _signers(rows: Sequence[Sequence[Word]]) -> list[Signer]:
    signers = [Signer()]
    previous = ""
    for row in rows:
        said = _said(row)
        if not said:
            continue
        if _begins(said, signers[-1]):
            signers.append(Signer())
        signers[-1].lines.append(said)
        if not _WITNESS.search(said):
            previous = _line(signers[-1], said, previous, row[0].source)
    return [s for s in signers if s.names or s.titles or s.days]


def _begins(said: str, current: Signer) -> bool:
    """Whether a line begins another signer's block: a witness, a second date line, or a second unlabeled title."""
    if _WITNESS.search(said):
        return True
    label = _LABEL.match(said)
    if label:
        return label["label"][:1] in "Dd" and bool(current.titles or (current.names and current.days))
    second = _is_title(said) and not _continues(current.titles)
    return second and bool(current.titles) and len(current.lines) > current.titled_at


def _line(signer: Signer, said: str, previous: str, source: str) -> str:
    """Take what one line says; the line itself when it may be a name that stands over a title."""
    if not any(_is_revision(word) for word in said.split()):
        signer.days += [(day, source) for day in days_in(said)]
    party, label = _PARTY.search(said), _LABEL.match(said)
    if party and _is_name(party["value"]):
        signer.names.append((party["value"].strip(), source))
    elif label:
        _take(signer, label["label"], label["value"].strip(" .:_-"), source)
    elif _continues(signer.titles):
        signer.titles[-1] = (f"{signer.titles[-1][0]} {said}", source)
    elif _is_title(said):
        signer.titled_at = len(signer.lines)
        signer.titles.append((said, source))
        if _is_name(previous):
            signer.names.append((previous, source))
    return "" if label or party else said


def _take(signer: Signer, label: str, value: str, source: str) -> None:
    kind = re.sub(r"\s", "", label.lower())
    if kind.startswith("name") and len(value) > 3:
        signer.names.append((value, source))
    elif kind.startswith("tit") and len(value) > 3:
        signer.titles.append((value, source))


def _continues(titles: Sequence[tuple[str, str]]) -> bool:
    return bool(titles) and bool(re.search(r"(?:,|\band|\bof|&)$", titles[-1][0]))


def _is_title(said: str) -> bool:
    return bool(TITLE.search(said)) and len(said) < 70 and not _NOT_A_TITLE.search(said)


def _is_name(said: str) -> bool:
    return bool(_NAME.match(said.strip())) and not TITLE.search(said) and 4 < len(said) < 40


def _is_witness(signer: Signer) -> bool:
    return any(_WITNESS.search(line) for line in signer.lines)
