"""The law of every state on a day: a map, a table, the days on which it changed, and what ended after a ban."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from open287g.core.days import today
from open287g.core.errors import NotFoundError
from open287g.places.law import Law, Rule, law_of, rules
from open287g.places.states import states
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.whole_tables import Row
from open287g.ui import maps
from open287g.web.view.page import MovedError, Page
from open287g.web.view.parameters import day_of
from open287g.web.view.registry import page
from open287g.web.view.request import View

STATUSES = ("required", "allowed", "banned", "unknown")


def law_turns() -> list[date]:
    """The days since 2018 on which a rule that binds local agencies began or ended, oldest first."""
    bound = [rule for rule in rules() if rule.who != "state agencies" and rule.status != "unknown"]
    return sorted({day for rule in bound for day in (rule.start, rule.end) if day and day <= today()})


@page("/law")
def law(view: View) -> Page:
    """The law of today; `?day=` goes to that of another day."""
    asked = view.query.get("day")
    if asked:
        raise MovedError(f"/law/{day_of(asked)}")
    return _page(view, today())


@page("/law/{day}", every=lambda record: (f"/law/{day}" for day in law_turns()))
def law_on(view: View, day: str) -> Page:
    """The law of a day."""
    if len(day) != 10:
        raise NotFoundError("that is not a day", remedy="Write it as YYYY-MM-DD.")
    return _page(view, day_of(day))


def _page(view: View, day: date) -> Page:
    laws = {code: law_of(code, day) for code in states()}
    groups = {status: [c for c, law in laws.items() if law.status == status] for status in STATUSES}
    return view.render(
        "law_nation.html",
        day=day,
        now=day == today(),
        laws=[(code, law, _behind(law), _listed(view.record, code)) for code, law in laws.items()],
        groups=groups,
        turns=law_turns(),
        changed=list(_changed()),
        ended=after_bans(view.record),
        frame=maps.frame(maps.NATION),
        labels=maps.insets(),
        file=f"{view.site.base}/map/{maps.NATION}.svg",
    )


def _behind(law: Law) -> Rule | None:
    """The rule that the status rests on, where there is one."""
    return next((rule for rule in law.rules if rule.status == law.status), None)


def _listed(record: LoadedRecord, code: str) -> int:
    return sum(row["status"] == "listed" for row in record.agreements_by_state.get(code, ()))


def _changed() -> Iterable[tuple[date, list[tuple[str, str, str]]]]:
    """Each day of change, newest first, with (state, status before, status from that day on)."""
    for before, day in reversed(list(pairwise([date(1996, 1, 1), *law_turns()]))):
        sides = ((code, law_of(code, before).status, law_of(code, day).status) for code in states())
        yield day, [(code, was, now) for code, was, now in sides if was != now]


def after_bans(record: LoadedRecord) -> list[tuple[Row, int]]:
    """Agreements that were first absent while a ban was in force, with the days since it began, soonest first."""
    found = []
    for row in record.tables["endings"]:
        rule = _behind(law_of(row["state"], row["first_absent"]))
        if rule is not None and rule.status == "banned" and rule.start is not None:
            found.append((row, (row["first_absent"] - rule.start).days))
    return sorted(found, key=lambda pair: (pair[1], pair[0]["agreement_id"]))
