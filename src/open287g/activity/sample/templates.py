"""What an act of the sample log may look like: one template for each proper kind and each way to go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from open287g.vocabulary.editions import EDITIONS

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SPAN = re.compile(r"^([+-]?\d+)([smhd])(?:\.\.([+-]?\d+)([smhd]))?$")


@dataclass(frozen=True)
class Template:
    """One kind of act: `group` names who does it, `first` to `last` the days on which, `facts` what it shows."""

    group: str
    act: str
    weight: float
    facts: dict[str, Any]
    first: int
    last: int
    fails: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    elsewhere: bool = False
    edition: str = field(default="")

    @property
    def planted(self) -> bool:
        """It carries a label."""
        return bool(self.fails or self.open)


def span(text: Any) -> tuple[int, int]:
    """Seconds from and to of "+5m..50m", "-1h" or "+0m"."""
    written = _SPAN.match(str(text))
    if written is None:
        raise ValueError(f"sample.yaml: {text!r} is not a time relative to the act")
    low = int(written[1]) * _UNITS[written[2]]
    high = int(written[3]) * _UNITS[written[4]] if written[3] else low
    return min(low, high), max(low, high)


def group_of(recipe: dict[str, Any], index: int) -> str:
    """The people who do what `recipe` says: the edition's own, or some made for it."""
    own = any(recipe.get(name) for name in ("officer", "agreement", "state"))
    return f"{recipe['edition']}#{index}" if own else recipe["edition"]


def numbered(book: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """Every recipe, proper or planted, with the number that names its people."""
    return list(enumerate([*book["proper"], *book["planted"]]))


def templates_of(book: dict[str, Any], violations: float) -> list[Template]:
    """Every template; the weights add up to 1."""
    planted = list(_planted(book, violations))
    proper = list(_proper(book))
    rest = 1 - sum(one.weight for one in (*planted, *proper))
    return [*planted, *proper, *_plain(book, rest)]


def _facts(book: dict[str, Any], edition: str, act: str, changes: dict[str, Any]) -> dict[str, Any]:
    model = EDITIONS[edition].model
    own = {name: value for name, value in book["acts"][model].get(act, {}).items() if name != "share"}
    return {**book["act"]["all"], **book["act"][model], **own, **changes}


def _plain(book: dict[str, Any], weight: float) -> Iterator[Template]:
    last = book["days"] - 1
    total = sum(one["share"] for one in book["editions"].values())
    for edition, entry in book["editions"].items():
        acts = book["acts"][EDITIONS[edition].model]
        for act, facts in acts.items():
            share = facts["share"] / sum(one["share"] for one in acts.values()) * entry["share"] / total
            if share:
                yield Template(edition, act, weight * share, _facts(book, edition, act, {}), 0, last, edition=edition)


def _proper(book: dict[str, Any]) -> Iterator[Template]:
    last = book["days"] - 1
    for index, recipe in enumerate(book["proper"]):
        facts = _facts(book, recipe["edition"], recipe["act"], recipe["set"])
        weight = recipe["share"] / 1000
        yield Template(group_of(recipe, index), recipe["act"], weight, facts, 0, last, edition=recipe["edition"])


def _planted(book: dict[str, Any], violations: float) -> Iterator[Template]:
    """Planted acts, and proper acts of the same people outside the days on which they go wrong."""
    weight = violations / len(book["planted"])
    last = book["days"] - 1
    for index, recipe in enumerate(book["planted"], start=len(book["proper"])):
        group, act, edition = group_of(recipe, index), recipe["act"], recipe["edition"]
        facts = _facts(book, edition, act, recipe.get("set", {}))
        start, end = recipe.get("from_day", 0), recipe.get("until_day", last)
        fails, left_open = tuple(recipe.get("fails", ())), tuple(recipe.get("open", ()))
        elsewhere = bool(recipe.get("elsewhere"))
        yield Template(group, act, weight, facts, start, end, fails, left_open, elsewhere, edition)
        if start > 0:
            yield Template(group, act, weight / 2, facts, 0, start - 1, edition=edition)
        elif end < last and recipe.get("proper_after", True):
            yield Template(group, act, weight / 2, facts, end + 1, last, edition=edition)
