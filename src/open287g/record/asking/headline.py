"""The record in a dozen lines: what held on the day of the newest list, what changed lately, what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from open287g.places.states import state_meant
from open287g.record.asking.asks import Asks
from open287g.record.asking.changes import after_first_list, first_day_of
from open287g.record.asking.in_state import counted
from open287g.vocabulary.labels import STATES
from open287g.vocabulary.messages import N_, translations


def headline(record: Asks, state: str | None = None, since: date | None = None) -> dict[str, Any]:
    """Keys: publication, published, agreements, agencies, states, by_model, since (the first day of the changes: the
    one asked for, by default 30 days up to the newest publication; never that of the first list, of which nothing was
    new), changes (events by kind from that day on), pending (in the pending list of the day pending_published; None
    where that list is too old to tell), ended (by grade), quarantined (names), signals, rests_on (day and age of the
    lists).

    Of one state what is its own: `state`, its postal code, takes the place of `states` and of `quarantined`, since a
    file that is not believed tells of no state. Raises NotFoundError for what is no state, UnknownError for a `since`
    after the newest publication.
    """
    publication = record.publication()
    day, ages = publication["published"], record.ages()
    code = state_meant(state).code if state is not None else None
    first = after_first_list(record, first_day_of(record, since, None))
    tables = _Tables(record, code)
    pending = tables.count("pending", "status = 'pending'")
    held = record.asof(day) if code is None else counted(record, day, None, code)
    whose = {"states": held["states"]} if code is None else {"state": code}
    return {
        "publication": publication["publication_id"],
        "published": day,
        "agreements": held["agreements"],
        "agencies": held["agencies"],
        **whose,
        "by_model": held["by_model"],
        "since": first,
        "changes": tables.by("kind", "events", "known >= ?", first),
        "pending": pending if ages.pending_is_known else None,
        "pending_published": ages.pending and ages.pending.published,
        "ended": tables.by("grade", "endings"),
        **({"quarantined": _quarantined(record)} if code is None else {}),
        "signals": tables.count("signals") if code is None else len(record.questions.signals(code).dicts()),
        "rests_on": ages.facts(),
    }


@dataclass(frozen=True)
class _Tables:
    """Counts over the record's tables, or over the rows of one state in them."""

    record: Asks
    state: str | None

    def count(self, table: str, where: str = "true") -> int:
        return int(self._rows(f"SELECT count(*) FROM {table}", where)[0][0])

    def by(self, column: str, table: str, where: str = "true", *values: Any) -> dict[str, int]:
        asked, ends = f"SELECT {column}, count(*) FROM {table}", f" GROUP BY {column} ORDER BY {column}"
        return dict(self._rows(asked, where, ends, values))

    def _rows(self, asked: str, where: str, ends: str = "", values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        of, states = ("", []) if self.state is None else (" AND state = ?", [self.state])
        cursor = self.record.connection.cursor()
        return cursor.execute(f"{asked} WHERE {where}{of}{ends}", [*values, *states]).fetchall()


def _quarantined(record: Asks) -> list[str]:
    found = record.connection.cursor().execute("SELECT name FROM snapshots WHERE verdict = 'quarantined' ORDER BY name")
    return [name for (name,) in found.fetchall()]


_SAYS = N_(
    "On %(day)s ICE listed %(agreements)s agreements (%(models)s) of %(agencies)s agencies in %(states)s states and "
    "territories. From %(since)s on, %(new)s were new in the list and %(gone)s were gone from it."
)


_OF_STATE = N_(
    "In ICE's list of %(day)s, agreements in %(state)s: %(agreements)s; agencies: %(agencies)s. From %(since)s on, new "
    "in the list: %(new)s; gone from it: %(gone)s."
)


def sentence(facts: dict[str, Any], language: str = "en") -> str:
    """The headline in a sentence or two, as one would tell it."""
    say = translations(language).gettext
    told: dict[str, str] = {name: f"{facts[name]:,}" for name in ("agreements", "agencies", "states") if name in facts}
    told["models"] = ", ".join(f"{number:,} {model}" for model, number in facts["by_model"].items() if number)
    if "state" in facts:
        told["state"] = say(STATES[facts["state"]])
        told["agreements"] += f" ({told['models']})" if told["models"] else ""
    changed = {"new": facts["changes"].get("listed", 0), "gone": facts["changes"].get("delisted", 0)}
    told |= {name: f"{number:,}" for name, number in changed.items()}
    form = _OF_STATE if "state" in facts else _SAYS
    return say(form) % {"day": facts["published"], "since": facts["since"], **told}
