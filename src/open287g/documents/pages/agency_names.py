"""The agency as an agreement writes it, and every way it names it further on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from open287g.core.thresholds import whole
from open287g.documents.pages.margins import Margins, blank, letters
from open287g.documents.words.vocabulary import shipped_vocabulary

_ACRONYM = whole("documents", "acronym_letters")
_USES = whole("documents", "acronym_uses")

_PREAMBLE = re.compile(
    r"Security\W{0,4}\(?\s*[DO]\s?HS\s*\)?\W{0,6}and\s*(?:the\b\s*|the(?=[A-Z]))?(?P<name>[^\W_].{2,199}?)"
    r"(?=\W{0,4}\(?\s*(?:that\s+is\s+)?\w?hereina|\W{0,4}\w{0,2}ursuant\s+to\s+which|\W{0,3}[({][A-Z]{2,8}[)}]|\W{0,3}[({]LEA)",
    re.DOTALL,
)
_SHORT = re.compile(r"[({]\s*(?P<short>[A-Z][A-Z&. ]{1,8})\s*[)}]")
_EMPLOYEES = re.compile(r"employees\s*of\s*(?:the\s*)?(?P<name>.{2,120}?)\s*\W?\(?\s*hereinafter", re.DOTALL)
_REPRESENTS = re.compile(
    r"LEA\W{0,3}represents\s+(?:the\s+)?(?P<name>.{2,100}?)\s*\W?\s*in\s+the\s+implement", re.DOTALL
)
_FORM_RULE = re.compile(r"[_~]{2,}|B{4,}")
_TWICE = re.compile(r"(?P<name>.{6,80}?)(?:\s+(?P=name))+")
_LONGEST = 400
"""Letters beyond which a line is not looked at for a name said again and again."""
_LEAST = 12
"""Letters from which a name of common words sets an agency apart."""
_KIND = re.compile(r"sheriff|police|department|office|county|city|town|bureau|patrol|college|state|guard|agency", re.I)
_COMMON = {
    "ICE",
    "LEA",
    "DHS",
    "MOA",
    "FOD",
    "INA",
    "OPR",
    "JIC",
    "SOP",
    "ISA",
    "DOJ",
    "ERO",
    "OHS",
    "OPLA",
    "US",
    "II",
    "III",
}


@dataclass(frozen=True)
class AgencyNames:
    """`written`: as the first paragraph has it; `mentions`: every place that names it, with the place."""

    written: str
    short: str
    mentions: tuple[tuple[str, str], ...]
    """(place, name): place is preamble, employees, represents or footer."""

    def known_as(self) -> list[str]:
        """The names that stand for the agency throughout, longest first; a name only one blank holds is left out."""
        sure = {name for place, name in self.mentions if place in ("preamble", "footer")}
        own = {letters(name) for name in sure}
        others = {name for _, name in self.mentions if _is_acronym(name) or any(letters(name) in o for o in own)}
        names = sure | others | ({self.short} if self.short else set())
        return sorted(names, key=len, reverse=True)


def one_line(text: str) -> str:
    """`text` with its white space and signs that nobody sees drawn together."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip(" ,.;:_-·")


def find_names(pages: Sequence[str], margins: Margins) -> AgencyNames:
    """Read the agency's names from the first page with a preamble and from the footers; empty where unreadable."""
    mentions: list[tuple[str, str]] = []
    short = ""
    first = next(
        (text for text in pages[:3] if re.search(r"constitutes\s+an\s+agreement", text)), pages[0] if pages else ""
    )
    head = first[:3000]
    match = _PREAMBLE.search(head)
    if match and len(letters(name := one_line(match["name"]))) > 3:
        mentions.append(("preamble", name))
        short_match = _SHORT.search(head, match.end("name"), match.end("name") + 14)
        short = short_match["short"].replace(" ", "") if short_match else ""
        short = "" if short in _COMMON else short
    for place, pattern in (("employees", _EMPLOYEES), ("represents", _REPRESENTS)):
        preamble = pattern.search(head)
        if preamble and len(letters(name := one_line(_FORM_RULE.sub(" ", preamble["name"])))) > 2:
            mentions.append((place, name))
    filled = {letters(name) for _, name in mentions}
    named = (line for line in margins.running if _KIND.search(line) or letters(line) in filled)
    mentions += [("footer", one_line(line)) for line in named]
    if not mentions:
        mentions += [("footer", line) for line in _filled_in(first)]
    written = mentions[0][1] if mentions and mentions[0][0] == "preamble" else ""
    return AgencyNames(written, short, tuple(mentions))


def _filled_in(text: str) -> list[str]:
    """Names that stand on a line twice and more and nothing else: what a form's fields hold, apart from the text."""
    lines = (_TWICE.fullmatch(one_line(line)) for line in text.splitlines() if len(line) < _LONGEST)
    return list(dict.fromkeys(match["name"] for match in lines if match and _KIND.search(match["name"])))


def mask(pages: Sequence[str], names: AgencyNames) -> list[str]:
    """The pages with every name of the agency written over by spaces; offsets stay true."""
    known = [name for name in names.known_as() if len(letters(name)) >= 3]
    acronyms = [_spaced_out(name) for name in known if _is_acronym(name)]
    spelled = [_loose(name) for name in known if not _is_acronym(name) and _tells(name)]
    return [_mask_page(page, acronyms, spelled) for page in pages]


def _mask_page(text: str, acronyms: Sequence[re.Pattern[str]], spelled: Sequence[re.Pattern[str]]) -> str:
    spans = [match.span() for pattern in acronyms for match in pattern.finditer(text)]
    lowered = text.lower()
    spans += [match.span() for pattern in spelled for match in pattern.finditer(lowered)]
    for start, end in spans:
        text = blank(text, start, end)
    return text


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= _ACRONYM


def _spaced_out(acronym: str) -> re.Pattern[str]:
    """A pattern for `acronym` that forgives spaces between its letters."""
    return re.compile(r"\b" + r"\s?".join(map(re.escape, acronym)) + r"(?:'s|’s)?\b")


def _tells(name: str) -> bool:
    """Whether a name sets its agency apart: of a garbled one a word or two may be left that every page has."""
    words = _words(name)
    return len("".join(words)) >= _LEAST or not all(word in shipped_vocabulary() for word in words)


def _words(name: str) -> list[str]:
    """The words of `name` in lower case, single letters left out where there are others."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    return [word for word in words if len(word) > 1] or words


def _loose(name: str) -> re.Pattern[str]:
    """A pattern for `name`, in lower case, that forgives spaces, punctuation and a lost apostrophe."""
    return re.compile(r"[\W_]{0,4}(?:s\W{0,3})?".join(map(re.escape, _words(name))) + r"(?:'s|’s)?")


def common_short(pages: Sequence[str]) -> str:
    """The acronym that stands where others write LEA: the commonest one no template has; empty where it is rare."""
    counts = Counter(word for text in pages for word in re.findall(r"\b[A-Z]{3,6}\b", text) if word not in _COMMON)
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= _USES else ""
