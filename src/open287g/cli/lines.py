"""Every line that a command says beside its tables; a terminal of plain letters gets plain letters."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from typing import TextIO

_PLAIN = {"→": "->", "←": "<-", "█": "#", "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "•": "*", "×": "x",
          "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "¿": "", "¡": "", "§": "Sec.",
          "¶": "Par.", "≤": "<=", "≥": ">=", "½": "1/2", "¼": "1/4", "\u00a0": " "}  # fmt: skip
"""What stands for a sign that has no plain letter within it."""


def put(text: str = "") -> None:
    """A line of the answer, on standard output."""
    print(text)


def tell(text: str) -> None:
    """A line on standard error: what went wrong, or what `--quiet` does not silence."""
    print(text, file=sys.stderr)


def takes_every_letter(stream: TextIO) -> bool:
    """Whether a stream can write every letter there is."""
    return (stream.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def write_plain_letters() -> None:
    """Let standard output and error write the nearest plain letter where they have not the letter itself."""
    codecs.register_error("open287g.plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="open287g.plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_letter, error.object[error.start : error.end])), error.end


def _letter(letter: str) -> str:
    """The letter without its marks, or what stands for it; a question mark for one that has neither."""
    if letter in _PLAIN:
        return _PLAIN[letter]
    bare = unicodedata.normalize("NFKD", letter)
    return "".join(one for one in bare if one.isascii()) or "?"
