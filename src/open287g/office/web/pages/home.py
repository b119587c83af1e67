"""The home of a role: what is due and overdue and by whom, whose authority ends, who acts without, what waits."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.responses import Response

from open287g.office.clocks.outlook import WITHIN, by_window, endings
from open287g.office.desk import awaiting
from open287g.office.web.pages.things import address_of, has_authority
from open287g.office.web.registry import ANY_ROLE, page
from open287g.office.web.view import View

SHOWN = 8
"""Rows of each list on the home page; all of them stand a click away."""

WAITING = ("agreement", "officer", "grant", "act", "complaint", "finding")
"""What may stand still until somebody takes a step, in the order of weight."""


@page("/", ANY_ROLE)
def home(view: View) -> Response:
    """Each role sees its own."""
    desk = view.at_desk
    agencies = desk.agencies("due") if desk.ever("due") else []
    waits = [one for kind in WAITING for one in awaiting(desk, kind)]
    return view.page(
        "home.html", agencies=agencies, waits=waits[:SHOWN], waiting=len(waits), address_of=address_of,
        shown=SHOWN, **_ahead(view, agencies), **_own(view),
    )  # fmt: skip


def _ahead(view: View, agencies: list[str]) -> dict[str, Any]:
    """What is due in the agencies of the desk, and what has no authority behind it."""
    dues = view.dues(agencies) if agencies else []
    ends = endings(view.at_desk.connection, dues, view.now, agencies) if agencies else []
    without = [view.without(name) for name in agencies]
    windows = by_window(ends)
    until = {days: sum(len(windows[one]) for one in WITHIN if one <= days) for days in WITHIN}
    return {
        "dues": dues[:SHOWN], "overdue": sum(one.overdue for one in dues), "running": sum(not x.overdue for x in dues),
        "by_role": Counter(one.who for one in dues if one.overdue), "endings": ends[:SHOWN], "until": until,
        "serving": [one for found in without for one in found.serving],
        "grants": [name for found in without for name in found.falls.grants],
        "acts": [name for found in without for name in found.falls.acts],
    }  # fmt: skip


def _own(view: View) -> dict[str, Any]:
    """An officer's own file and acts."""
    desk = view.at_desk
    if desk.role != "officer":
        return {"files": [], "own_acts": []}
    files = [(one, has_authority(view, one)) for one in desk.things("officer")]
    return {"files": files, "own_acts": desk.things("act", part=slice(-SHOWN, None))[::-1]}
