"""Making the shipped wordings again: which edition each document is by its marks, then what each edition shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from open287g.core.errors import InputError, NotFoundError
from open287g.core.thresholds import threshold, whole
from open287g.documents.editions.consensus import consensus
from open287g.documents.editions.outline import build
from open287g.documents.editions.profile import Profile
from open287g.documents.pages.margins import clear
from open287g.documents.pages.running_text import words_without_names
from open287g.documents.words.tokens import Token, raw_tokens
from open287g.documents.words.vocabulary import Vocabulary, shipped_vocabulary
from open287g.vocabulary.sections import sections

MOST = whole("documents", "voting_documents")
_CLEAR = threshold("documents", "clear_share")
_WHOLE = whole("documents", "whole_words")
_ADDENDUM = "ADDENDUM-2020"


def profile_by_marks(pages: Sequence[str]) -> str:
    """The profile of a document by its title, headings and footer alone, without any wording; empty when unclear."""
    text = " ".join(" ".join(pages).split())
    _, margins = clear(pages)
    revision = Counter(margins.revisions.values()).most_common(1)
    head = text[:2500]
    if "DETENTION ISSUES" in text:
        return "TFM-OAG"
    if "RESOLUTION OF LOCAL" in text:
        return "TFM-2025-early" if "receipt of the certification" in text else "TFM-2025"
    of_2025 = bool(revision) or "ICEOPRI" in text
    if "Jail Enforcement Model" in head:
        return "JEM-2025" if of_2025 else "JEM-2020"
    if "Warrant Service Officer" in head:
        return "WSO-2025" if of_2025 else "WSO-2020b"
    return "WSO-2019" if re.search(r"warrants? of (?:arrest|removal)", text) else ""


def make(documents: Mapping[str, Sequence[str]]) -> dict[str, Profile]:
    """The wordings that `documents` (name -> page texts) hold, by profile id."""
    vocabulary = shipped_vocabulary()
    groups: dict[str, list[tuple[float, Sequence[str], list[Token]]]] = {}
    addenda: list[list[Token]] = []
    for pages in documents.values():
        tokens, known = _tokens(pages, vocabulary)
        profile = profile_by_marks(pages)
        if known < _CLEAR or len(tokens) < _WHOLE or not profile:
            continue
        if profile == "JEM-2020":
            tokens, addendum = _without_addendum(tokens)
            addenda += [addendum] if addendum else []
        groups.setdefault(profile, []).append((known, pages, tokens))
    if not groups:
        raise InputError("no document is clear enough to make a wording from", remedy="Name a folder of agreements.")
    out = {}
    for name, headings in sections().items():
        if name in groups:
            clearest = sorted(groups[name], key=lambda item: -item[0])[:MOST]
            voting = [(pages, tokens) for _, pages, tokens in clearest]
            out[name] = _made(name, voting, list(headings.items()), vocabulary)
    if addenda:
        shared = consensus(sorted(addenda, key=len), vocabulary)
        out[_ADDENDUM] = build(_ADDENDUM, shared, [("Addendum", "")], [])
    return out


def _made(
    name: str,
    documents: Sequence[tuple[Sequence[str], list[Token]]],
    outline: Sequence[tuple[str, str]],
    vocabulary: Vocabulary,
) -> Profile:
    """The wording of `documents`, with the sections of the clearest one whose headings can all be read."""
    for first in range(len(documents)):
        ordered = [documents[first], *documents[:first], *documents[first + 1 :]]
        shared = consensus([tokens for _, tokens in ordered], vocabulary)
        try:
            return build(name, shared, outline, ordered[0][0])
        except NotFoundError:
            if first == len(documents) - 1:
                raise
    raise InputError(f"no document of {name}", remedy="Name a folder of agreements.")


def _tokens(pages: Sequence[str], vocabulary: Vocabulary) -> tuple[list[Token], float]:
    tokens, _, _, _ = words_without_names(pages, vocabulary)
    return tokens, vocabulary.share_known([token for n, text in enumerate(pages) for token in raw_tokens(text, n)])


def _without_addendum(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens before the first page that speaks of an addendum, and those of that page from the word on."""
    at = next((i for i, token in enumerate(tokens) if token.word == "addendum"), None)
    if at is None:
        return tokens, []
    return tokens[:at], [token for token in tokens[at:] if token.page == tokens[at].page]


def candidates(documents: Mapping[str, Sequence[str]], least: int = 3) -> list[tuple[str, int]]:
    """Words that at least `least` documents have and the vocabulary lacks, commonest first: to be judged by eye."""
    vocabulary = shipped_vocabulary()
    counts: Counter[str] = Counter()
    for pages in documents.values():
        counts.update({token.word for token in _tokens(pages, vocabulary)[0] if token.word not in vocabulary})
    return [(word, count) for word, count in counts.most_common() if count >= least]
