"""Whether a document is of the agency that the record lists: by every place that names one, not by one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz

from open287g.core.thresholds import threshold, whole
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.editions.wording import wordings
from open287g.vocabulary.file_names import words_in_name

_NAMED = threshold("documents", "named_agency_confidence")
_SAME_WORD = threshold("documents", "same_agency_word")
_SHARE = threshold("documents", "same_agency_share")
_MENTIONS = whole("documents", "same_agency_mentions")
_GENERIC = re.compile(
    r"\b(county|co|cnty|sheriffs?|sheriff s|office|police|department|dept|dep|pd|so|city|town|village|borough|of|the"
    r"|and|by|through|for|parish|township|state|division|public|safety|board|commissioners?|corrections?|detention|center"
    r"|jail|law|enforcement|[a-z]{1,2})\b"
)

_SMALL = frozenset(["of", "the", "and", "for", "by"])
"""Words that initials leave out."""


def core(name: str) -> tuple[str, ...]:
    """The words that set an agency apart from others of its kind: its name without county, sheriff and the like."""
    plain = re.sub(r"[^a-z ]", " ", name.lower().replace("'", "").replace("’", ""))
    return tuple(_GENERIC.sub(" ", plain).split())


def named_in(document: AgreementDocument) -> list[str]:
    """Every reading of the agency's name, the file's own name last."""
    field = document.fields["agency"]
    names = [field.value, *(other.value for other in field.alternatives)]
    return [*(str(name) for name in names if name), words_in_name(document.file)]


def is_of(document: AgreementDocument, listed: str) -> bool | None:
    """Whether `document` is of the agency called `listed`; None where too little was read to tell.

    It is, where a place that names the agency, or its pages several times, hold the words that set `listed` apart. It
    is not, where its pages lack them though they name an agency readably.
    """
    wanted = core(listed)
    if not wanted:
        return None
    if any(_held(wanted, core(_spelled_out(name, listed))) for name in named_in(document)[:-1]):
        return True
    if _mentioned(document, wanted):
        return True
    return False if _names_another(document, wanted) else None


def _spelled_out(name: str, listed: str) -> str:
    """`name` with initials put in words where they are those of words of `listed` ("DFS" of a Department of Financial
    Services), if it has another word of `listed` too: by themselves initials are many agencies'."""
    if not any(_alike(word, other) for word in core(name) for other in core(listed)):
        return name
    words = [word for word in re.findall(r"[A-Za-z]+", re.sub(r"['’]s?", "", listed)) if word not in _SMALL]
    for initials in re.findall(r"\b[A-Z]{3,6}\b", name):
        for at in range(len(words) - len(initials) + 1):
            spelled = words[at : at + len(initials)]
            if "".join(word[0] for word in spelled).upper() == initials:
                return name.replace(initials, " ".join(spelled))
    return name


def _mentioned(document: AgreementDocument, wanted: tuple[str, ...]) -> bool:
    """Whether the pages name, several times each, most of the words wanted that no edition has by itself."""
    telling = [name for name in wanted if name not in _of_editions()]
    words = [word for page in document.pages if not page.kind for word in re.findall(r"[a-z]{3,}", page.text.lower())]
    named = sum(sum(_alike(word, name) for word in words) >= _MENTIONS for name in telling)
    return bool(telling) and named >= _SHARE * len(telling)


@cache
def _of_editions() -> frozenset[str]:
    """The words of the editions, which stand in every agreement and set no agency apart."""
    return frozenset(word for wording in wordings().values() for word in wording.plain)


def _names_another(document: AgreementDocument, wanted: tuple[str, ...]) -> bool:
    """Whether a readable name of an agency has none of the words wanted."""
    field = document.fields["agency"]
    own = core(str(field.value or ""))
    return field.confidence >= _NAMED and any(len(word) > 3 for word in own) and not _held(wanted, own)


def _held(wanted: Iterable[str], words: tuple[str, ...]) -> bool:
    wanted = list(wanted)
    found = sum(any(_alike(word, name) for word in words) for name in wanted)
    joined = fuzz.ratio("".join(wanted), "".join(words)) >= _SAME_WORD
    return joined or found >= _SHARE * len(wanted)


@lru_cache(maxsize=65_536)
def _alike(word: str, name: str) -> bool:
    return word == name or (min(len(word), len(name)) > 4 and fuzz.ratio(word, name) >= _SAME_WORD)
