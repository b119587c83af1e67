"""The words of facts and of their kinds, in English and in Spanish."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from open287g.vocabulary.facts import Fact


def says(record: str, fact: Fact, language: str = "en") -> str:
    """What a fact says."""
    return fact.says if language == "en" else str(_words(language)[record][fact.name])


def kind_says(fact: Fact, language: str = "en") -> str:
    """How values of its kind are written."""
    return str(_words(language)["kinds"][fact.kind])


def values_of(fact: Fact, language: str = "en") -> str:
    """The values it may hold, where they are few or bounded."""
    if fact.low is not None and fact.high is not None:
        return f"{fact.low:g} {_words(language)['to']} {fact.high:g}"
    return ", ".join(fact.choices)


def none_word(language: str = "en") -> str:
    """What a person answers for "it never happened"."""
    return str(_words(language)["none"])


def hint(fact: Fact, language: str = "en") -> str:
    """How to answer a question about a fact."""
    words = _words(language)
    parts = [values_of(fact, language) or str(words["hints"][fact.kind])]
    return ", ".join([*parts, *([str(words["or_none"])] if fact.none_when_empty else [])])


def spoken(language: str) -> dict[str, set[str]]:
    """Record -> the facts that have words in a language other than English; a test holds it whole."""
    words = _words(language)
    return {record: set(words.get(record, {})) for record in ("act", "officer", "agreement")}


@cache
def _words(language: str) -> dict[str, dict[str, Any]]:
    text = files("open287g.vocabulary").joinpath(f"facts_{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return loaded
