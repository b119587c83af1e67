"""A gettext catalog read from the text of a committed .po file."""

from __future__ import annotations

import re
from gettext import NullTranslations

_ENTRY = re.compile(r"\n\s*\n")
_FIELD = re.compile(r'^(msgid_plural|msgid|msgstr(?:\[\d\])?)\s+((?:".*"\s*)+)', re.MULTILINE)
_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r"}


class Catalog(NullTranslations):
    """What messages are called in a language that says one thing by its singular and every other number by its plural.

    A message without a translation is told as it is.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._forms: dict[str, tuple[str, ...]] = {}
        for entry in _ENTRY.split(text):
            told = {name: _joined(pieces) for name, pieces in _FIELD.findall(entry)}
            forms = tuple(form for name, form in told.items() if name.startswith("msgstr"))
            if told.get("msgid") and all(forms):
                self._forms[told["msgid"]] = forms

    def gettext(self, message: str) -> str:
        """The message in the language."""
        return self._forms.get(message, (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of the message for so many."""
        return self._forms.get(msgid1, (msgid1, msgid2))[n != 1]


def _joined(pieces: str) -> str:
    text = "".join(_PIECE.findall(pieces))
    return _ESCAPED.sub(lambda found: _LETTERS.get(found[1], found[1]), text) if "\\" in text else text
