"""The wording of an edition, word by word, as the package ships it: a work of the U.S. government.

A file of `data/wordings` has `== SECTION` before each section and one paragraph a line. `{agency}` stands where the
agency's name does, `{mailbox}` for one; `{7}` is a blank for about seven words. `copies.csv` names the memoranda it was
derived from (`derive`), by hash.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from open287g.core.bundled import read_table
from open287g.documents.editions.profile import Profile, Section, profile_of
from open287g.documents.words.fingerprints import fingerprints_of
from open287g.documents.words.printed import BLANK, NAME, Printed, printed_words
from open287g.vocabulary.sections import sections

FEW = 3
"""Copies below which a clause of one agency's own cannot be told from ICE's."""
_SLOT = re.compile(r"\{(?:agency|mailbox|(?P<room>\d+))\}")
_HEAD = re.compile(r"^== (\S+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Wording:
    """One wording: `text` with its slots, `words` with their places in it, `starts` the first word of each section.

    `rooms`: about how many words the blank at a word holds.
    """

    id: str
    text: str
    words: tuple[Printed, ...]
    starts: tuple[int, ...]
    names: tuple[str, ...]
    rooms: dict[int, int] = field(repr=False)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(word.word for word in self.words)

    @cached_property
    def profile(self) -> Profile:
        """What `align` looks the words up in."""
        ends = [*self.starts[1:], len(self.words)]
        parts = [
            Section(name, sections().get(self.id, {}).get(name, ""), 1, low, high - low)
            for name, low, high in zip(self.names, self.starts, ends, strict=True)
        ]
        return profile_of(self.id, parts, [0], {}, fingerprints_of(self.plain))

    def section_at(self, word: int) -> str:
        """The section that holds word `word`."""
        return self.names[max(0, bisect_right(self.starts, word) - 1)]

    def said(self, start: int, end: int) -> str:
        """What the edition says from word `start` up to `end`."""
        if end <= start:
            return ""
        last = self.words[end - 1]
        slot = _SLOT.match(self.text, last.start)
        return " ".join(self.text[self.words[start].start : slot.end() if slot else last.end].split())

    def section_text(self, section: str) -> str:
        """The text of one section, by its name among `names`, paragraphs on lines."""
        at = self.names.index(section)
        low = self.words[self.starts[at]].start
        end = self.words[self.starts[at + 1]].start if at + 1 < len(self.starts) else len(self.text)
        return self.text[low:end].strip()


@cache
def wordings() -> dict[str, Wording]:
    """The wordings the package ships, by id."""
    folder = files("open287g.documents").joinpath("data/wordings")
    return {name: wording_of(name, folder.joinpath(f"{name}.txt").read_text(encoding="utf-8")) for name in copies()}


@cache
def copies() -> dict[str, tuple[str, ...]]:
    """The sha256 of the memoranda that each wording was derived from, by wording."""
    out: dict[str, tuple[str, ...]] = {}
    for row in read_table("documents/data/wordings/copies.csv", ("profile", "sha256", "file", "read")):
        out[row["profile"]] = (*out.get(row["profile"], ()), row["sha256"])
    return out


def wording_of(name: str, content: str) -> Wording:
    """The wording that a file's `content` holds."""
    parts = _HEAD.split(content)
    text, names, starts = "", [], []
    for section, body in zip(parts[1::2], parts[2::2], strict=True):
        names.append(section)
        starts.append(len(text))
        text += body
    marked = _SLOT.sub(lambda m: _sign(m).ljust(len(m.group())), text)
    words = printed_words(marked, 0)
    places = [word.start for word in words]
    rooms = {i: int(_room(text, word)) for i, word in enumerate(words) if word.word == BLANK}
    first = [sum(1 for place in places if place < start) for start in starts]
    return Wording(name, text, tuple(words), tuple(first), tuple(names), rooms)


def _sign(slot: re.Match[str]) -> str:
    return BLANK if slot["room"] else "@" if slot.group() == "{mailbox}" else NAME


def _room(text: str, word: Printed) -> str:
    match = _SLOT.match(text, word.start)
    return match["room"] if match else "0"
