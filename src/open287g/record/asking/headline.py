"""The record in a dozen lines: what held on the day of the newest list, what changed lately, what is in doubt."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from open287g.record.asking.record import Record
from open287g.vocabulary.messages import N_, translations

RECENT = timedelta(days=30)


def headline(record: Record) -> dict[str, Any]:
    """Keys: publication, published, agreements, agencies, states, by_model, since, changes (events by kind in the 30
    days up to the newest publication), pending (in the pending list of the day pending_published; None where that list
    is too old to tell), ended (by grade), quarantined (names), signals, rests_on (day and age of the lists).
    """
    publication = record.publication()
    day = publication["published"]
    now = record.asof(day)
    cursor = record.connection.cursor()
    changes = cursor.execute(
        "SELECT kind, count(*) FROM events WHERE known > ? GROUP BY kind ORDER BY kind", [day - RECENT]
    ).fetchall()
    grades = cursor.execute("SELECT grade, count(*) FROM endings GROUP BY grade ORDER BY grade").fetchall()
    pending = cursor.execute("SELECT count(*) FROM pending WHERE status = 'pending'").fetchall()[0][0]
    ages = record.ages()
    signals = cursor.execute("SELECT count(*) FROM signals").fetchall()[0][0]
    names = cursor.execute("SELECT name FROM snapshots WHERE verdict = 'quarantined' ORDER BY name").fetchall()
    return {
        "publication": publication["publication_id"],
        "published": day,
        "agreements": now["agreements"],
        "agencies": now["agencies"],
        "states": now["states"],
        "by_model": now["by_model"],
        "since": day - RECENT,
        "changes": dict(changes),
        "pending": pending if ages.pending_is_known else None,
        "pending_published": ages.pending and ages.pending.published,
        "ended": dict(grades),
        "quarantined": [name for (name,) in names],
        "signals": signals,
        "rests_on": ages.facts(),
    }


_SAYS = N_(
    "On %(day)s ICE listed %(agreements)s agreements (%(models)s) of %(agencies)s agencies in %(states)s states and "
    "territories. In the %(span)s days before, %(new)s were new in the list and %(gone)s were gone from it."
)


def sentence(facts: dict[str, Any], language: str = "en") -> str:
    """The headline in a sentence or two, as one would tell it."""
    counts = {name: f"{facts[name]:,}" for name in ("agreements", "agencies", "states")}
    changed = {"new": facts["changes"].get("listed", 0), "gone": facts["changes"].get("delisted", 0)}
    return translations(language).gettext(_SAYS) % {
        "day": facts["published"],
        "models": ", ".join(f"{number:,} {model}" for model, number in facts["by_model"].items() if number),
        "span": RECENT.days,
        **counts,
        **{name: f"{number:,}" for name, number in changed.items()},
    }
