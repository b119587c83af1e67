"""What a command refused, in the language that was asked for; what no form wrote stays in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from open287g.cli.speaking import language_here
from open287g.core.errors import Open287gError, SeveralError
from open287g.vocabulary.messages import N_

_OPTION = re.compile(r"(?:--lang(?:uage)?=?|-l=?)(.*)")
_SENTENCE = re.compile(r"(?<=[.)])(?<!\bco\.) (?=The lists name )", re.IGNORECASE)
"""Between two sentences on what the lists name, each written by a form."""

_NOT_LISTED, _MORE = N_("in no list"), N_(" and %(n)s more")


def language_typed(words: Sequence[str]) -> str:
    """The language that a command line asks for, else the one of the environment."""
    from open287g.vocabulary.messages import LANGUAGES

    for word, after in zip(words, [*words[1:], ""], strict=True):
        if (found := _OPTION.fullmatch(word)) and (told := found[1] or after) in LANGUAGES:
            return told
    return language_here()


def without_language(words: Sequence[str]) -> list[str]:
    """The words without the option that asks for a language, and what it asks for."""
    kept: list[str] = []
    value = False
    for word in words:
        found = None if value else _OPTION.fullmatch(word)
        if not value and not found:
            kept.append(word)
        value = found is not None and not found[1]
    return kept


def refused(error: Open287gError, language: str) -> str:
    """The text of an error in the language."""
    if language == "en":
        return str(error)
    if isinstance(error, SeveralError):
        return "\n".join(refused(one, language) for one in error.every)
    what = _told(error.what, language)
    remedy = " ".join(_told(sentence, language) for sentence in _SENTENCE.split(error.remedy))
    return "\n".join([f"{error.where}: {what}" if error.where else what, *([remedy] if remedy else [])])


def _told(sentence: str, language: str) -> str:
    """A sentence in the language, and in it what stands beside the names of agencies."""
    from open287g.ui.told_rows import line_in
    from open287g.vocabulary.columns import body_in
    from open287g.vocabulary.messages import translations

    say, told = translations(language).gettext, line_in(sentence, language)
    if told == sentence:
        return told
    told = body_in(told, say).replace(f", {_NOT_LISTED})", f", {say(_NOT_LISTED)})")
    return re.sub(r" and (\d+) more(?=\.)", lambda found: say(_MORE) % {"n": found[1]}, told)
