"""Languages of the product: gettext catalogs read from committed .po files."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from pathlib import Path

from open287g.core.errors import InputError

LANGUAGES = ("en", "es")
NAMES = {"en": "English", "es": "Español"}
LOCALE = Path(__file__).parent / "locale"


def N_(message: str) -> str:
    """Mark `message` for translation where it is written; it is translated where it is shown."""
    return message


def language_named(text: str) -> str:
    """The language of this code. Raises InputError where there is none."""
    if text not in LANGUAGES:
        raise InputError("there is no such language", "language", f"Choose {' or '.join(LANGUAGES)}.", exit_code=2)
    return text


@cache
def translations(language: str) -> NullTranslations:
    """The catalog of a language; English is what the source says."""
    if language == "en":
        return NullTranslations()
    # Whoever asks in English needs none of it.
    from open287g.vocabulary.catalog import Catalog

    return Catalog((LOCALE / f"{language}.po").read_text(encoding="utf-8"))
