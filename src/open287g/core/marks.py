"""Text as an eye sees it: without marks that take no room, every kind of space as one space."""

from __future__ import annotations

import unicodedata


def as_seen(text: str) -> str:
    """`text` without invisible marks (a zero-width space, a byte-order mark, a soft hyphen) and with single spaces.

    What neither shows nor is such a mark, as a tab or a line's end, parts words as a space does.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if not plain.isprintable():
        plain = "".join(map(_seen, plain))
    return " ".join(plain.split())


def _seen(character: str) -> str:
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else " "
