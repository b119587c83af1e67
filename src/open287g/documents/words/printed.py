"""The words of a page exactly as it prints them: every number, every single letter, nothing repaired.

A sign `~` in a word stands for letters that a reader gave up.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from open287g.documents.words.tokens import close_up

NAME = "□"
BLANK = "▭"
"""NAME stands where a page names its agency: one word, whatever the name; BLANK where an edition leaves room."""
CONTACT = "[contact]"
"""What people see in the place of a contact; a draft made of a redline has it, and it is read as a mailbox."""
GARBLED_MAILBOX = r"(?<!\S)(?!\S*(?:https?://|www\.))(?:\S{6,} \S )?\S*\.(?:dhs\.[^\s,;]{2,6}|g[o0][vyw])\b"
"""A mailbox whose sign @ a reader took for letters: a run of signs that ends as a department's mailboxes do."""
LONGEST = 400
"""Signs of a mailbox before its @ at most: a page that is one run of signs is not searched from each to its end."""
_WORD = re.compile(
    rf"(?:https?://|www\.)\S+|\S{{0,{LONGEST}}}@\S*(?: ?\.(?: ?[a-z]+ ?\.)* ?(?:gov|org|com|us|net|mil)\b)?"
    rf"|{re.escape(CONTACT)}|{GARBLED_MAILBOX}"
    r"|(?:(?<!~)~+)?[0-9A-Za-zÀ-ÿ][0-9A-Za-zÀ-ÿ~]*(?:(?:(?<=\d)[.,](?=\d)|['’](?=[A-Za-z]))[0-9A-Za-zÀ-ÿ]+)*|[%§$□▭]"
)
_BULLET = re.compile(r"(?m)(?:^|(?<=[.:;]))[ \t]*[xo](?=[ \t]+[A-Z])")


class Printed(NamedTuple):
    """One word: `word` in lower case to compare, `page` from 0, `start` and `end` its place in the page's text."""

    word: str
    page: int
    start: int
    end: int


def printed_words(text: str, page: int) -> list[Printed]:
    """The words, numbers and signs of `text` in order; a mailbox or a link is one word, `@` or `www`."""
    lowered = close_up(_BULLET.sub(lambda match: " " * len(match.group()), text).lower())
    return [Printed(_plain(match.group()), page, match.start(), match.end()) for match in _WORD.finditer(lowered)]


def plain(text: str) -> list[str]:
    """The words of `text` alone."""
    return [token.word for token in printed_words(text, 0)]


def named(text: str, masked: str) -> str:
    """`masked`, which has spaces where `text` names the agency, with one `NAME` at the start of each such place."""
    if text == masked:
        return masked
    out = list(masked)
    inside = False
    for index, (before, after) in enumerate(zip(text, masked, strict=True)):
        gone = before != after
        if gone and not inside:
            out[index] = NAME
        inside = gone or (inside and before.isspace())
    return "".join(out)


def _plain(word: str) -> str:
    if word.startswith(("http", "www.")):
        return "www"
    if "@" in word or ".dhs." in word or ".g" in word or word == CONTACT:
        return "@"
    return "1" if word == "l" else word.replace("’", "'")
