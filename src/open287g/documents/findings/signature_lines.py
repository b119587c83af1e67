"""The lines of one side of the signature block: who signs in each, with what title, on which day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce

from rapidfuzz import fuzz

from open287g.core.thresholds import threshold, whole
from open287g.documents.findings.written_days import WrittenDay, days_in
from open287g.documents.pages.frame import Box, around

_REVISED = threshold("documents", "revised_likeness")
_TITLE_LETTERS = whole("documents", "title_letters")
_SURE = threshold("documents", "name_sure")
_SURER = threshold("documents", "closer_name_sure")
_BY_LINES = ("block", "closer")
"""Readings of an engine that gives lines, drops spaces between words, and says how sure it is of each line."""
_Said = tuple[str, str]
_NOTHING = ("", "")
_BLOCK_LINES = 3
"""Lines of the shortest block of the older layout: a day, a signature, a printed name."""

_LABEL = re.compile(
    r"^\W*(?P<label>D\s?at[eo](?=\W|\d|_)|(?:Signat\w{1,6}|S[i;]gnat\w{1,5}|N\s?am\s?e|Ti[tl]{1,2}l?e|A?\s?gency)\b)\s?[^\w\s'(]{0,3}\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_PARTY = re.compile(r"For\s*(?:the\s*)?(?P<party>LEA|ICE|I\s?CE|[A-Z]{2,6})\s*[:;]?\s*(?P<value>.*)$")
TITLE = re.compile(
    r"\b(?:under)?sheriff\b|\bchief\b|\bdirector\b|\bcommissioner\b|\bmayor\b|\bmanager\b|\bjudge\b|\bchairman\b|\bchair\b"
    r"|\bjailer\b|\bgeneral\b|\bsuperintendent\b|\badministrator\b|\bsecretary\b|\bcolonel\b|\bcaptain\b|\bmajor\b"
    r"|director\W*\w{0,2}\W*designee|\blieutenant\b|\bpresident\b|\bwarden\b|\bconstable\b|\bmarshal\b|\bdeputy\b|\bsupervisor\b|\bexecutive\b",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(r"office\b|department|agency|enforcement and removal|digitally|signed by", re.IGNORECASE)
_NAME = re.compile(r"^(?:[A-Z\"“][A-Za-z.'’\"”\-]*\.?\s*){2,5}(?:,?\s*(?:Jr|Sr|II|III|IV|V)\.?)?$")
_OFFICE_AND_NAME = re.compile(
    r"^(?P<office>(?:Interim |Acting |Deputy )?"
    r"(?:Sheriff|Chief|Mayor|Director|Colonel|Captain|Major|Constable|Marshal))"
    r"\.?\s+(?P<name>(?!.*\b(?:County|City|Town|Office|Police|Department|of)\b)[A-Z].*)$"
)
_WITNESS = re.compile(
    r"approved\s+as\s+to|form\W+approved|legal\s+(?:form|sufficiency)|attest|clerk|notary"
    r"|\b(?:assistant|associate|county|city)\s+(?:general\s+)?counsel\b"
    r"|\b(?:town|city|county|village|staff|deputy|assistant)\s+attorney\b",
    re.IGNORECASE,
)
"""Lines of those who attest or approve beside the signatures: they sign for neither side."""


@dataclass(frozen=True)
class PlacedWord:
    """A word or run of words on the page."""

    text: str
    box: Box
    source: str
    sure: float = 1.0
    """The confidence of the engine that read it, 0 to 1."""


@dataclass
class Signer:
    """One block of the signature page: each list holds (value, source), as read; days also where their digits stand."""

    names: list[tuple[str, str]] = field(default_factory=list)
    titles: list[tuple[str, str]] = field(default_factory=list)
    days: list[tuple[WrittenDay, str, Box]] = field(default_factory=list)
    agencies: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    titled_at: int = 0


def is_revision(text: str) -> bool:
    first = re.match(r"[A-Za-z]+", text)
    if first is None or first[0][0] not in "Rr":
        return False
    return first[0] == "Rev" or (5 < len(first[0]) < 9 and fuzz.ratio(first[0].lower(), "revised") >= _REVISED)


def line_text(row: Sequence[PlacedWord]) -> str:
    text = " ".join(_spaced(w.text) if w.source in _BY_LINES else w.text for w in row)
    return re.sub(r"\s+", " ", re.sub(r"[_~]{2,}|B{4,}_*", " ", text)).strip(" _|—-")


def _spaced(text: str) -> str:
    """`text` of a line recognizer that drops spaces, with those put back that letters and colons betray."""
    return re.sub(r"(?<=[a-z.,:;])(?<!Mc)(?<!Mac)(?=[A-Z])|(?<=[:,;])(?=[A-Za-z0-9])|(?<=[a-z])(?=\d)", " ", text)


def signers_in(rows: Sequence[Sequence[PlacedWord]]) -> list[Signer]:
    signers = [Signer()]
    previous = _NOTHING
    for row in rows:
        said = line_text(row)
        if not said:
            continue
        if _begins(said, signers[-1]):
            signers.append(Signer())
        signers[-1].lines.append(said)
        if not _WITNESS.search(said):
            if not any(is_revision(word) for word in said.split()):
                signers[-1].days += [(day, row[0].source, _digits_of(row)) for day in days_in(said)]
            previous = _line(signers[-1], said, previous, row[0].source, _name_source(row))
    return [s for s in signers if s.names or s.titles or s.days]


def _begins(said: str, current: Signer) -> bool:
    """Whether a line begins another signer's block: a witness, a second date line, or a second unlabeled title."""
    if _WITNESS.search(said):
        return True
    label = _LABEL.match(said)
    if label:
        of_day = label["label"][:1] in "Dd"
        return of_day and bool(current.titles or (current.names and current.days) or _is_whole(current))
    second = _is_title(said) and not _continues(current.titles)
    return second and bool(current.titles) and len(current.lines) > current.titled_at


def _is_whole(current: Signer) -> bool:
    """Whether a block without other labels has a line for the day, a signature, and a name under it: what was read of
    them may be neither a name nor a title."""
    labels = [match["label"][:1] if (match := _LABEL.match(line)) else "" for line in current.lines]
    dated = next((at for at, label in enumerate(labels) if label in ("D", "d")), None)
    return dated is not None and len(labels) - dated > _BLOCK_LINES and not any(label not in "Dd" for label in labels)


def _name_source(row: Sequence[PlacedWord]) -> str:
    """Where a name on this row comes from: one of which the engine itself is not sure has lost or changed a letter.

    Of a finer picture it has to be surer: on the coarser one it may have read the same stroke as a letter.
    """
    sure = min((word.sure for word in row if not _is_bare_label(word.text)), default=1.0)
    least = {"block": _SURE, "closer": _SURER}.get(row[0].source, 0.0)
    return "unsure" if sure < least else row[0].source


def _is_bare_label(text: str) -> bool:
    """Whether a word is a label of the form by itself, whose own letters say nothing of the name beside it."""
    label = _LABEL.match(text)
    return label is not None and not label["value"].strip()


def _line(signer: Signer, said: str, previous: _Said, source: str, name_source: str) -> _Said:
    """Take what one line says; the line itself, as names have it, when it may be one that stands over a title."""
    party, label = _PARTY.search(said), _LABEL.match(said)
    if party and _is_name(party["value"].strip(" —–-_.")):
        signer.names.append((party["value"].strip(" —–-_."), name_source))
    elif label:
        _take(signer, label["label"], label["value"].strip(" .:_-"), source, name_source)
    elif _continues(signer.titles):
        signer.titles[-1] = (f"{signer.titles[-1][0]} {said}", source)
    elif _is_title(said):
        signer.titled_at = len(signer.lines)
        both = _OFFICE_AND_NAME.match(said)
        signer.titles.append((both["office"] if both else said, source))
        if both:
            signer.names.append((both["name"], name_source))
        elif _is_name(previous[0]):
            signer.names.append(previous)
    return _NOTHING if label or party else (said, name_source)


def _digits_of(row: Sequence[PlacedWord]) -> Box:
    """Where a row's digits stand: of a word that holds letters too, the part from its first digit to its last."""
    parts = []
    for word in row:
        places = [at for at, letter in enumerate(word.text) if letter.isdigit()]
        if places:
            share = (word.box.right - word.box.left) / len(word.text)
            left, right = word.box.left + places[0] * share, word.box.left + (places[-1] + 1) * share
            parts.append(Box(left, word.box.top, right, word.box.bottom))
    return reduce(around, parts) if parts else reduce(around, (word.box for word in row))


def _take(signer: Signer, label: str, value: str, source: str, name_source: str) -> None:
    kind = re.sub(r"\s", "", label.lower())
    if kind.startswith("name") and len(value) > 3:
        both = _OFFICE_AND_NAME.match(value)
        signer.names.append((both["name"] if both else value, name_source))
    elif kind.endswith("gency") and len(value) > 3:
        signer.agencies.append((value, source))
    elif kind.startswith("tit") and len(value) > 3:
        signer.titles.append((value, source))


def _continues(titles: Sequence[tuple[str, str]]) -> bool:
    return bool(titles) and bool(re.search(r"(?:,|\band|\bof|&)$", titles[-1][0]))


def _is_title(said: str) -> bool:
    of_an_office = re.match(rf"(?:{TITLE.pattern})\s*,", said, re.IGNORECASE)
    no_title = _NOT_A_TITLE.search(said) and not of_an_office
    return bool(TITLE.search(said)) and len(said) < _TITLE_LETTERS and not no_title


def _is_name(said: str) -> bool:
    return bool(_NAME.match(said.strip())) and not TITLE.search(said) and 4 < len(said) < 40


def is_witness(signer: Signer) -> bool:
    return any(_WITNESS.search(line) for line in signer.lines)
