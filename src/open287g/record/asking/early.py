"""A day before the record's first list: what the list of that very day shows, else its two neighbors and unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """A list and the agencies it shows: of each, the row and its model as printed (None: the list prints none)."""

    source: Row
    rows: Sequence[Row]

    @property
    def day(self) -> date:
        """The day of its capture; of the record's first list, of its publication."""
        day: date = self.source["seen"]
        return day

    @property
    def agencies(self) -> set[str]:
        """Who stands in it."""
        return {row["agency_id"] for row in self.rows}

    @property
    def agreements(self) -> int:
        """How many agencies and models it shows."""
        return len({(row["agency_id"], row["model"]) for row in self.rows})

    def told(self) -> dict[str, Any]:
        """Its id, day and number of agreements."""
        return {"source": self.source["source_id"], "day": self.day, "agreements": self.agreements}


@dataclass(frozen=True)
class EarlyYears:
    """The lists before the record's own, by day, and its first list (None: it has none) with the day of its newest.

    `sources` are all of those years, `agreements` all that any of them dates.
    """

    lists: Sequence[Shown]
    first: Shown | None
    newest: date | None
    sources: Sequence[Row]
    agreements: Sequence[Row]

    def covers(self, day: date) -> bool:
        """Whether a day lies before the record's first list, and there is something older."""
        return bool(self.lists) and (self.first is None or day < self.first.day)

    def on(self, day: date) -> Shown | None:
        """The list that was captured on this very day."""
        return next((shown for shown in self.lists if shown.day == day), None)

    def around(self, day: date, known: date) -> tuple[Shown | None, Shown | None]:
        """The newest list before a day and the oldest after it, of those that could be known by `known`."""
        every = [*self.lists, *([self.first] if self.first else [])]
        could = [shown for shown in every if shown.day <= known]
        before = [shown for shown in could if shown.day < day]
        after = [shown for shown in could if shown.day > day]
        return (before[-1] if before else None), (after[0] if after else None)


def early_asof(years: EarlyYears, day: date, known: date | None = None) -> dict[str, Any]:
    """Counts for a day before the record's first list, as `Record.asof` gives them.

    Where a list was captured on that very day, what it shows. Else `before` and `after` are its neighbors, `in_both`
    counts the agencies of both, `only_before` and `only_after` name the others: of these it is unknown whether they had
    an agreement that day, and `agreements` is None unless the neighbors show the same. `claims` tells who says what.
    """
    seen = known or date.max
    shown = years.on(day) if seen >= day else None
    base = {"valid": day, "known": known or years.newest or day}
    if shown is not None:
        return {**base, **_counted(shown), "claims": _claims(years, day, day, seen)}
    before, after = years.around(day, seen)
    here = before.agencies if before else set()
    there = after.agencies if after else set()
    same = before if before is not None and after is not None and _alike(before, after) else None
    counted = _counted(same) if same else _UNKNOWN
    first = before.day if before else date.min
    last = after.day if after else date.max
    return {
        **base,
        **counted,
        "publication": None,
        "published": None,
        "says": _says(before, after, len(here & there), same is not None),
        "before": before.told() if before else None,
        "after": after.told() if after else None,
        "in_both": len(here & there) if before and after else None,
        "only_before": sorted(here - there) if before and after else None,
        "only_after": sorted(there - here) if before and after else None,
        "claims": [*_signed_by(years, day, known), *_claims(years, first, last, seen)],
    }


_UNKNOWN: dict[str, Any] = {
    "agreements": None, "agencies": None, "states": None, "by_model": {}, "by_state": {}, "rows": None,
    "spellings": None, "differences": [],
}  # fmt: skip


def _alike(before: Shown, after: Shown) -> bool:
    return {(r["agency_id"], r["model"]) for r in before.rows} == {(r["agency_id"], r["model"]) for r in after.rows}


def _counted(shown: Shown) -> dict[str, Any]:
    models = Counter(row["model"] or "unknown" for row in shown.rows)
    states = Counter(row["agency_id"][:2] for row in shown.rows)
    return {
        "publication": shown.source["source_id"],
        "published": shown.day,
        "agreements": shown.agreements,
        "agencies": len(shown.agencies),
        "states": len(states),
        "by_model": dict(sorted(models.items())),
        "by_state": dict(sorted(states.items())),
        "rows": len(shown.rows),
        "spellings": len({(row["state"], row["agency_name"]) for row in shown.rows}),
        "differences": list(_differences(shown)),
    }


def _differences(shown: Shown) -> Iterable[str]:
    source = shown.source
    if source["claims"] is not None and (source["claims"] != len(shown.rows) or source["as_of"]):
        of = f" as of {source['as_of']}" if source["as_of"] else ""
        yield f"ICE's caption claims {source['claims']}{of}; the table captured {source['seen']} has {len(shown.rows)}"
    if source["claims"] is None and source["as_of"]:
        yield f"the list is said to be of {source['as_of']}; it was captured on {source['seen']}"
    if any(row["model"] for row in shown.rows):
        yield "models as the table prints them: a joint agreement stands under one of the two"
    else:
        yield "the list prints no models"


def _says(before: Shown | None, after: Shown | None, both: int, same: bool) -> str:
    if before is None and after is None:
        return "unknown: no list is known that tells of this day"
    if before is None:
        assert after is not None
        return f"unknown: no list that is held is older; the first is of {after.day} and names {after.agreements}"
    if after is None:
        return f"unknown: the newest list known then is of {before.day} and names {before.agreements}"
    lists = f"the lists of {before.day} and {after.day}"
    if same:
        return f"no list of this day is held; {lists} name the same {both}, and what came and went between is unknown"
    return (
        f"unknown: no list of this day is held; {lists} name {before.agreements} and {after.agreements}, "
        f"{both} agencies in both"
    )


def _claims(years: EarlyYears, first: date, last: date, seen: date) -> list[str]:
    """What captions, auditors and mirrors claim of days from the one list to the other, as far as it could be known."""
    told = []
    for source in years.sources:
        tells = source["as_of"] or ""
        inside = first.isoformat()[: len(tells)] <= tells <= last.isoformat()[: len(tells)]
        published = source["published"]
        known = seen == date.max or (published is not None and published <= seen.isoformat()[: len(published)])
        if tells and inside and known and source["claims"] is not None:
            models = [f"{source[f'claims_{m}']} {m.upper()}" for m in _MODELS if source[f"claims_{m}"] is not None]
            parts = f" ({', '.join(models)})" if models else ""
            told.append(f"{source['claims']} on {tells}{parts}: {source['title']}")
        elif first == last and inside and known and source["kind"] == "mirror":
            told.append(f"{source['rows']} more: {source['title']}")
    return list(dict.fromkeys(told))


_MODELS = ("tfm", "jem", "hybrid")


def _signed_by(years: EarlyYears, day: date, known: date | None) -> list[str]:
    """How many agreements later sources date to that day or before, and do not show over; only as known today."""
    if known is not None:
        return []
    signed = [a for a in years.agreements if a["signed"] <= day and (a["ended_by"] is None or day < a["ended_by"])]
    signed_by = "1 agreement signed by then is" if len(signed) == 1 else f"{len(signed)} agreements signed by then are"
    return [f"{signed_by} not known to have ended, by the days that any source gives"]
