"""The words of a report in its reader's language: months, acts, provisions, and what the audit says of the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from markupsafe import Markup

from open287g.oversight.audit.summaries import Tables
from open287g.rulebook.listing.spanish import says_es
from open287g.ui import formats, notes
from open287g.vocabulary import labels, messages
from open287g.vocabulary.acts import act_name


def in_language(tables: Tables, language: str) -> Tables:
    """The tables with months, models and acts as the language names them; in English they stay codes."""
    if language == "en":
        return tables
    unknown = messages.translations(language).gettext("unknown")

    def known(name: Callable[[str], str]) -> Callable[[str | None], str]:
        return lambda code: unknown if code in (None, "unknown") else name(str(code))

    month = known(lambda code: formats.month(date.fromisoformat(f"{code}-01"), language))
    return replace(
        tables,
        by_month=_named(tables.by_month, "month", month),
        by_model=_named(tables.by_model, "model", known(str)),
        by_act=_named(tables.by_act, "act", known(lambda code: act_name(code, language))),
    )


def _named(rows: list[dict[str, Any]], column: str, name: Callable[[str | None], str]) -> list[dict[str, Any]]:
    return [{**row, column: name(row[column])} for row in rows]


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """What the report's template does with a value."""
    say = messages.translations(language).gettext

    def share(value: float) -> str:
        return f"{value:.1%}" if language == "en" else formats.share(value, language, say("unknown"))

    def told(text: str) -> str:
        """What the audit or a reader of files wrote; words that no form has are English, and marked so."""
        if language == "en":
            return text
        return notes.told(text, language) or Markup('<span lang="en">{}</span>').format(text)

    def about(signal: dict[str, Any]) -> str:
        """What a signal is about; where an id has " at " in it, the key stays as it is."""
        ids = str(signal["key"]).split(" at ")
        if signal["signal"] != "other agency" or len(ids) != 2:
            return str(signal["key"])
        return say("%(officer)s at %(agency)s") % {"officer": ids[0], "agency": ids[1]}

    return {
        "about": about,
        "n": lambda number: f"{number:,}",
        "percent": lambda part, whole: share(part / whole) if whole else say("none"),
        "share": share,
        "says": lambda row: row["says"] if language == "en" else says_es(row["provision"]),
        "told": told,
        "word": lambda code, table: code if language == "en" else say(getattr(labels, table)[code]),
    }
