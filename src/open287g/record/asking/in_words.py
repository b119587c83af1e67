"""What a page of an agency says first: whether it has an agreement by ICE's newest list, in a sentence or two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from open287g.vocabulary import labels
from open287g.vocabulary.messages import N_, translations

Say = Callable[[str], str]

_BETWEEN = N_("from %(first)s to %(last)s")
_LISTED = N_("In ICE's list of %(day)s: %(models)s.")
_NOT_LISTED = N_("Not in ICE's list of %(day)s.")
_ENDED = N_("%(model)s was last listed on %(day)s; its end is %(grade)s.")
_PENDING = N_("%(model)s was in pending lists, %(days)s.")
_EARLY = N_("In lists before 2021: %(model)s, %(days)s.")


def in_words(page: dict[str, Any], newest: date, language: str = "en") -> str:
    """The answer of `Record.agency` as one would tell it; `newest` is the day of ICE's newest list."""
    return " ".join(_sentences(page, newest, translations(language).gettext))


def _sentences(page: dict[str, Any], newest: date, say: Say) -> Iterator[str]:
    now = [row for row in page["agreements"] if row["status"] == "listed"]
    models = say(" and ").join(f"{row['model']} ({_signed(row['signed'], say)})" for row in now)
    yield say(_LISTED if now else _NOT_LISTED) % {"day": newest, "models": models}
    for row in page["agreements"]:
        if row["status"] == "ended":
            grade = labels.GRADES[row["ending"]]
            yield say(_ENDED) % {"model": row["model"], "day": row["last_listed"], "grade": say(grade)}
    if not page["agreements"]:
        for row in page["pending"]:
            yield say(_PENDING) % {"model": row["model"], "days": _days(row, "pending", say)}
    for row in page["early"]["spans"]:
        yield say(_EARLY) % {"model": row["model"], "days": _days(row, "seen", say)}


def _signed(day: date | str | None, say: Say) -> str:
    return say("signed %(day)s") % {"day": day} if day else say("day of signing unknown")


def _days(row: dict[str, Any], what: str, say: Say) -> str:
    first, last = row[f"first_{what}"], row[f"last_{what}"]
    return say("on %(day)s") % {"day": first} if first == last else say(_BETWEEN) % {"first": first, "last": last}
