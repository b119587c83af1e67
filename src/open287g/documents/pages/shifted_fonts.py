"""Text drawn with a font whose letters come out 29 code points too low: "1DPH" is Name, "7LWOH" is Title."""

from __future__ import annotations

import re
from functools import lru_cache

from open287g.core.thresholds import whole
from open287g.documents.words.vocabulary import Vocabulary

_TELLING = whole("documents", "shifted_letters")

SHIFT = 29
_UPPER = str.isupper
"""A shifted word has no lower-case letter: a to z come out as D to ]."""
_RUN = re.compile(r"(?<!\S)[\x03-\x08\x0e-\x1b!-\x5d]{2,}?[\x03-\x08\x0e-\x1b!-+\-/-\x5d](?=[,.]*(?!\S))")
_WORDS = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")


def shifted(run: str) -> str:
    """`run` with every character moved up by 29."""
    return "".join(chr(ord(c) + SHIFT) for c in run)


def decode(text: str, vocabulary: Vocabulary) -> tuple[str, int]:
    """`text` with its shifted runs read as they look on the page, and the number of characters so read.

    A run is a stretch without space. It is taken for shifted when it holds no known word as it stands and known words
    once moved up. The text keeps its length, so that offsets stay true.
    """
    loud = {run.rstrip(",.") for run in filter(_UPPER, text.split())}
    if not any(len(run) > 2 and _is_shifted(run, vocabulary) for run in loud):
        return text, 0
    out: list[str] = []
    changed = position = 0
    for match in _RUN.finditer(text):
        run = match.group()
        if _is_shifted(run, vocabulary):
            out += [text[position : match.start()], shifted(run)]
            changed += len(run)
            position = match.end()
    return ("".join([*out, text[position:]]), changed) if changed else (text, 0)


@lru_cache(maxsize=50_000)
def _is_shifted(run: str, vocabulary: Vocabulary) -> bool:
    if run.isdigit() or len(set(run)) < 2:
        return False
    if any(part in vocabulary for part in re.findall(r"[a-z]{2,}", run.lower())):
        return False
    moved = shifted(run)
    if any(ord(c) > 0x7E for c in moved):
        return False
    parts = [part.lower() for part in _WORDS.findall(moved)]
    known = [part for part in parts if part in vocabulary]
    letters = sum(map(len, parts))
    return bool(known) and (
        any(len(part) >= _TELLING for part in known) or (len(known) * 2 >= len(parts) and letters >= 3)
    )
