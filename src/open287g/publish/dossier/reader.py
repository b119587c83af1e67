"""Who reads a dossier: the record it rests on, and how values are put into the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui import formats, sentences
from open287g.vocabulary import labels, messages


@dataclass(frozen=True)
class Reader:
    """A record and a language, en or es."""

    record: LoadedRecord
    language: str

    @property
    def say(self) -> Callable[[str], str]:
        """The translation of a message."""
        return messages.translations(self.language).gettext

    def day(self, value: date | None) -> str:
        """A day in words."""
        return formats.day(value, self.language, self.say("unknown"))

    def number(self, value: float | None, digits: int = 0) -> str:
        """A number, whole or with so many decimals."""
        return formats.number(value, self.language, self.say("unknown"), digits)

    def cents(self, value: float) -> str:
        """A sum with its cents, both of them."""
        return format(value, ",.2f")

    def share(self, value: float | None) -> str:
        """A fraction as a percentage."""
        return formats.share(value, self.language, self.say("unknown"))

    def dollars(self, value: float) -> str:
        """Whole dollars; cents say nothing of a range."""
        sign = "−" if round(value) < 0 else ""
        return f"{sign}${formats.number(abs(round(value)), self.language, self.say('unknown'))}"

    def word(self, code: str | None, table: dict[str, str]) -> str:
        """A code in words."""
        return self.say(table[code]) if code in table else self.say("unknown")

    def model(self, code: str) -> str:
        """A model by name and code."""
        return f"{self.word(code, labels.MODELS)} ({code})"

    def event(self, event: Row) -> str:
        """An event in a sentence."""
        agency = self.record.agencies.get(event["agency_id"])
        name = agency["name"] if agency and agency["name"] else event["agency_id"]
        return sentences.event(event, name, self.language)
