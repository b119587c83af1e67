"""Damages of sound files, by chance: of their bytes, of their pieces, and inside a zip package of what it holds."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Sequence

WORDS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n", b'"', b"'", b",", b";", b"\t", b"<", b">", b"&",
    b"]]>", b"&#x0;", b"<a href=", b"</table>", b"<!--", b"<![CDATA[", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"{",
    b"}", b"[", b": ", b"&x", b"*x", b"!!python/object:os.system", b"- ", b"|", b"%s", b"-1", b"0", b"1e999", b"nan",
    b"9" * 40, b"2026-02-30", b"0000-00-00", b"9999-12-31T23:59:60Z", b"http://[", b"http://[::1", b"https://a@b",
    b"javascript:", b"A1048577", b"XFD1", b'r="A0"', b't="s"', b"\xed\xa0\x80", "\u202e".encode(), "\uff21".encode(),
    b"=cmd|'/C calc'!A0",
)  # fmt: skip
"""What readers of one kind or another take for more than a letter."""


def damaged(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """One of the sound files, damaged one to a few times."""
    content = chance.choice(seeds)
    if content.startswith(b"PK\x03\x04") and chance.random() < 0.7:
        return _inside(chance, content)
    return _several(chance, content, seeds)


def _several(chance: random.Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        content = chance.choice((_flipped, _worded, _cut, _doubled, _moved))(chance, content)
    if chance.random() < 0.1:
        other = chance.choice(seeds)
        content = content[: chance.randint(0, len(content))] + other[chance.randint(0, len(other)) :]
    return content


def _inside(chance: random.Random, content: bytes) -> bytes:
    """A package of which one part is damaged, and packed again so that its sums fit."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # A name twice is meant.
        names = package.namelist()
        harmed = chance.choice(names)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in names:
                part = package.read(name)
                packed.writestr(name, _several(chance, part, [part]) if name == harmed else part)
            if chance.random() < 0.05:
                packed.writestr(chance.choice(names), b"twice")
    return out.getvalue()


def _at(chance: random.Random, content: bytes) -> int:
    return chance.randint(0, len(content))


def _flipped(chance: random.Random, content: bytes) -> bytes:
    if not content:
        return content
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 10))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _worded(chance: random.Random, content: bytes) -> bytes:
    at = _at(chance, content)
    return content[:at] + chance.choice(WORDS) * chance.choice((1, 1, 2, 50)) + content[at:]


def _cut(chance: random.Random, content: bytes) -> bytes:
    at = _at(chance, content)
    return content[:at] + content[at + chance.choice((1, 10, 200, len(content))) :]


def _doubled(chance: random.Random, content: bytes) -> bytes:
    start = _at(chance, content)
    piece = content[start : start + chance.choice((1, 20, 500))]
    return content[:start] + piece * chance.choice((2, 3, 100)) + content[start:]


def _moved(chance: random.Random, content: bytes) -> bytes:
    start, end = sorted((_at(chance, content), _at(chance, content)))
    rest = content[:start] + content[end:]
    at = chance.randint(0, len(rest))
    return rest[:at] + content[start:end] + rest[at:]
