"""Deriving the wordings anew: what many copies of an edition print alike is its wording, word by word.

No copy is the edition: each has an agency's name, addresses, noise of OCR, sometimes a clause of its own. Each word
is what most copies have at its place, and so are its capitals and the marks after it; where each copy has
something else stands a blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Indel

from open287g.core.errors import NotFoundError
from open287g.core.thresholds import threshold, whole
from open287g.documents.editions.consensus import blanks, vote
from open287g.documents.editions.from_documents import profile_by_marks
from open287g.documents.editions.wording import FEW
from open287g.documents.pages.agency_names import AgencyNames, common_short, find_names, mask
from open287g.documents.pages.margins import clear
from open287g.documents.words.printed import NAME, Printed, named, plain, printed_words
from open287g.documents.words.vocabulary import shipped_vocabulary
from open287g.vocabulary.sections import sections

SINGLE = ("TFM-OAG",)
"""Wordings of which there is one copy: an agreement of its own."""
MOST = 24
"""Copies that vote on one wording: the clearest ones."""
_CLEAR = threshold("documents", "clear_share")
_WHOLE = whole("documents", "whole_words")
_GENERIC = whole("documents", "lea_uses")
_SHORTS = ("dhs", "fod", "opr", "ina", "moa", "lea", "ice")
_ROOM_AFTER = [text.split() for text in ("field location at", "chief counsel at", "lea represents")]
"""Words after which the editions leave room for a place or a name."""
_BULLETS = ("x", "o", "•", "·", "-")
_NEAR = 6
"""Letters from which an unknown word votes for the known one within a letter or two of it."""
_SHORT = 0.72
"""Share of a page's longest line below which a line ends its paragraph."""
_BLOCK = 90
"""About how many words a signature block holds; none of it is compared."""
_CONTACTS = 60
"""About how many words a list of contacts holds; none of it is compared."""
_PLAIN_MARKS = str.maketrans("—–’‘“”", "--''\"\"")
_TIDY = [
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\S*@\S*", "{mailbox}"),
        (r"\(l\)", "(1)"),
        (r"\bl(?=-?\d)", "1"),
        (r"I￾(?=\d)", "I-"),
        (r"\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}", "{3}"),
        (r"(?m)^[eo] (?=[A-Z])|(?<=[:;.] )e (?=[A-Z])", ""),
        (r"\bB{2,}\b", "{agency}"),
        (r"[ \t]*\n(?=[a-z(])|[ \t]{2,}", " "),
        (r"(?m)(?<=\}|\w)\s*\n(?=[.,;])| (?=[,;.)])|[ \t]+$", ""),
        (r"(?m)^\d{1,2}$", ""),
        (r"\n\s*\n+", "\n"),
    )
]
"""How the text is set: no mailbox, no telephone, no bullet; no line broken before a small letter."""
_LAST_WORDS = ["fullest", "extent", "allowed", "by", "law"]


@dataclass(frozen=True)
class Copy:
    """One memorandum: its words, what each prints with the marks after it, and the share of known words."""

    words: list[Printed]
    printed: list[str]
    clear: float


def voting(documents: Mapping[str, Sequence[str]], digital: Collection[str] = ()) -> dict[str, list[tuple[str, Copy]]]:
    """The copies among `documents` (name -> page texts) that vote on each wording, the clearest first.

    `digital`: the names of those that are no scans. Where there are enough of them they alone vote.
    """
    groups: dict[str, list[tuple[str, Copy]]] = {}
    for name, pages in sorted(documents.items()):
        profile = profile_by_marks(pages)
        mended = profile not in SINGLE and name not in digital
        copy = copy_of(_without_addendum(pages) if profile == "JEM-2020" else pages, mended)
        if profile and copy.clear >= _CLEAR and len(copy.words) >= _WHOLE:
            groups.setdefault(profile, []).append((name, copy))
    out = {}
    for profile, found in sorted(groups.items()):
        born = [item for item in found if item[0] in digital]
        out[profile] = sorted(born if len(born) >= FEW else found, key=lambda item: (-item[1].clear, item[0]))[:MOST]
    return out


def copy_of(pages: Sequence[str], mended: bool = True) -> Copy:
    """One copy from the texts of its pages: margins taken out, the agency's name one word.

    `mended`: unknown words vote for the known ones near them, which the only copy of a wording must not do.
    """
    cleared, margins = clear(pages)
    names = find_names(pages, margins)
    if not names.short and sum(text.count("LEA") for text in pages) < _GENERIC and (short := common_short(pages)):
        names = AgencyNames(names.written, short, names.mentions)
    words: list[Printed] = []
    printed: list[str] = []
    for page, (before, after) in enumerate(zip(cleared, mask(cleared, names), strict=True)):
        text = named(before, after)
        found = _whole_words([part for word in printed_words(text, page) for part in _parted(word, mended)])
        longest = max((len(line) for line in text.splitlines()), default=0)
        ends = [*(word.start for word in found[1:]), len(text)][: len(found)]
        words += found
        printed += [_with_marks(text, word, end, longest) for word, end in zip(found, ends, strict=True)]
    share = shipped_vocabulary().glance(" ".join(pages))[0]
    return Copy(words, printed, share)


def _parted(word: Printed, mended: bool) -> list[Printed]:
    """A word in two where the layer lost the space between known ones; an unknown one as the known one near it."""
    cut, said = _known_parts(word.word)
    if not cut:
        return [word._replace(word=said) if mended else word]
    middle = word.start + cut
    rest = Printed(word.word[cut:], word.page, middle, word.end)
    return [Printed(word.word[:cut], word.page, word.start, middle), *_parted(rest, mended)]


@cache
def _known_parts(word: str) -> tuple[int, str]:
    """Where `word` parts into two known words (`ofthe`, `appendixb`), else 0; and the known word that it stands for."""
    known = shipped_vocabulary()
    if word in known or not word.isalpha():
        return 0, word
    if said := known.confused(word):
        return 0, said
    for cut in range(len(word) - 1, 0, -1):
        left, right = word[:cut], word[cut:]
        if left in known and (right in known or (left == "appendix" and right in "abcd") or known.parted(right)):
            return cut, word
    near = known.nearest(word) if len(word) >= _NEAR else ""
    return 0, near if near and near.rstrip("s") != word.rstrip("s") else word


def _whole_words(words: list[Printed]) -> list[Printed]:
    """`words` with those torn into single letters (`t h e`) whole again where that makes a known word."""
    out: list[Printed] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and len(words[end].word) == 1 and words[end].word.isalpha():
            end += 1
        joined = "".join(word.word for word in words[at:end])
        if end - at >= 3 and joined in shipped_vocabulary():
            out.append(words[at]._replace(word=joined, end=words[end - 1].end))
            at = end
        else:
            out.append(words[at])
            at += 1
    return out


def _with_marks(text: str, word: Printed, end: int, longest: int) -> str:
    """What `word` prints and the marks before the next word, white space one blank, the end of a paragraph a line."""
    said, gap = text[word.start : word.end], text[word.end : end]
    broken = re.search(r"[\r\n]", gap)
    if broken:
        line = text[text.rfind("\n", 0, word.end) + 1 : word.end + broken.start()].rstrip()
        mark = "\n" if len(line) < _SHORT * longest or re.search(r"\n\s*\n", gap) else " "
        after = re.sub(r"\s+", "", gap[broken.end() :])
        return said + re.sub(r"\s+", "", gap[: broken.start()]) + mark + ("• " if after in _BULLETS else after)
    return said + (re.sub(r"\s+", " ", gap) or (" " if word.end == end else ""))


def wording_text(profile: str, found: Sequence[Copy]) -> str:
    """The file of one wording: what `found`, clearest first, print alike. NotFoundError where a heading lacks."""
    for first in range(len(found)):
        ordered = [found[first], *found[:first], *found[first + 1 :]]
        words, rooms = _shared([copy.words for copy in ordered])
        try:
            return _laid_out(profile, words, _printed(words, found), rooms)
        except NotFoundError:
            if first == len(found) - 1:
                raise
    raise NotFoundError(f"no copy of {profile}", remedy="Name a folder of agreements.")


def _shared(documents: Sequence[Sequence[Printed]]) -> tuple[list[str], dict[int, int]]:
    """The words that copies share, begun from the first, and the room of each blank by the word that follows it."""
    words, origins = [word.word for word in documents[0]], list(documents[0])
    if len(documents) == 1:
        return words, {}
    fills: dict[int, Counter[tuple[str, ...]]] = {}
    for _ in range(3):
        words, origins, fills = vote(words, origins, documents)
    return words, blanks(fills, len(documents))


def _printed(words: Sequence[str], found: Sequence[Copy]) -> list[str]:
    """Each word as most copies print it, with the marks after it."""
    votes: list[Counter[str]] = [Counter() for _ in words]
    for copy in found:
        for op in Indel.opcodes(words, [word.word for word in copy.words]):
            if op.tag == "equal":
                for offset in range(op.src_end - op.src_start):
                    votes[op.src_start + offset][copy.printed[op.dest_start + offset]] += 1
    return [_commonest(each, word) for each, word in zip(votes, words, strict=True)]


def _commonest(votes: Counter[str], word: str) -> str:
    """The commonest printing that reads as `word`; among equals the shortest, then the first in order, so that a
    rebuild is the same."""
    true = [said for said in votes if plain(said)[:1] == [word] or word in (NAME, "@")]
    if not true:
        return f"{word.upper() if word in _SHORTS else word} "
    return min(true, key=lambda said: (-votes[said], len(said), said))


def _laid_out(profile: str, words: Sequence[str], printed: Sequence[str], rooms: Mapping[int, int]) -> str:
    starts = _starts(profile, words, printed)
    parts: list[str] = []
    block = range(starts["Signatures"], starts["App.A"]) if "Signatures" in starts else range(0)
    for at, said in enumerate([*printed, ""]):
        parts += [f"\n== {name}\n" for name, start in starts.items() if start == at]
        if at == block.start and block:
            parts.append(f"{{{_BLOCK}}}\n")
        if at in block:
            continue
        if at in rooms and _is_blank(words, at):
            parts.append(f"{{{rooms[at]}}} ")
        parts.append(said.replace(NAME, "{agency}"))
    text = "".join(parts).translate(_PLAIN_MARKS)
    for pattern, said in _TIDY:
        text = pattern.sub(said, text)
    return _without_contacts(profile, text.strip() + "\n")


def _is_blank(words: Sequence[str], at: int) -> bool:
    """Whether the edition leaves room at word `at`: elsewhere what copies put in is noise of their own."""
    return any(list(words[max(0, at - len(before)) : at]) == before for before in _ROOM_AFTER)


def _without_contacts(profile: str, text: str) -> str:
    """The text with a blank for the people whom each list of contacts names."""
    listing = ("App.A", "App.C") if profile.startswith("TFM") else ("VII", "App.C")
    for name in listing:
        pattern = rf"(?s)(\n== {re.escape(name)}\n(?:(?!\n== ).)*?\bare:)(?:(?!\n== ).)*"
        text = re.sub(pattern, lambda found: found[1] + f"\n{{{_CONTACTS}}}", text, count=1)
    return text.rstrip() + "\n"


def _starts(profile: str, words: Sequence[str], printed: Sequence[str]) -> dict[str, int]:
    """The first word of each section, by its heading in capitals with the numeral before it."""
    starts: dict[str, int] = {}
    position = 0
    for name, heading in sections()[profile].items():
        if name == "Signatures":
            position = _find(words, _LAST_WORDS, position) + len(_LAST_WORDS)
        elif name == "Preamble":
            position = _find(words, ["this", "memorandum"], 0)
        elif heading:
            position = _heading(words, printed, plain(heading.split(":")[0]), position)
        starts[name] = position
    return starts


def _heading(words: Sequence[str], printed: Sequence[str], wanted: list[str], position: int) -> int:
    at = position
    while True:
        at = _find(words, wanted, at)
        if all(re.sub(r"[^A-Za-z]", "", said).isupper() for said in printed[at : at + len(wanted)]):
            numbered = at > position and len(words[at - 1]) <= 5 and printed[at - 1].strip()[:1].isupper()
            return at - 1 if numbered and wanted[0] != "appendix" else at
        at += 1


def _find(words: Sequence[str], wanted: Sequence[str], start: int) -> int:
    for at in range(start, len(words) - len(wanted) + 1):
        if list(words[at : at + len(wanted)]) == list(wanted):
            return at
    raise NotFoundError(f"the wording has no {' '.join(wanted)!r} after word {start}")


def _without_addendum(pages: Sequence[str]) -> list[str]:
    """The pages before the first that is headed as an addendum."""
    at = next((n for n, text in enumerate(pages) if "ADDENDUM" in text[:600].upper()), len(pages))
    return list(pages[:at])
