"""What is due, as a page and as a calendar feed."""

from __future__ import annotations

from starlette.responses import Response

from open287g.office.clocks.due import Due
from open287g.office.clocks.feed import feed
from open287g.office.web.pages.things import address_of
from open287g.office.web.registry import page
from open287g.office.web.view import View


@page("/due", "due")
def show(view: View) -> Response:
    """Every clock that runs or has run out, the earliest first; narrowed to who acts, or to what is overdue."""
    dues = view.dues(view.at_desk.agencies("due"))
    roles = list(dict.fromkeys(one.who for one in dues))
    who = view.query.get("who", "")
    kept = [one for one in dues if who in ("", one.who) and (one.overdue or "overdue" not in view.query)]
    return view.page(
        "due.html", dues=kept, total=len(dues), overdue=sum(one.overdue for one in dues), roles=roles,
        who=who if who in roles else "", late="overdue" in view.query, address_of=address_of,
    )  # fmt: skip


@page("/due.ics", "due")
def calendar(view: View) -> Response:
    """The same for a calendar program."""
    dues: list[Due] = view.dues(view.at_desk.agencies("due"))
    headers = {"content-disposition": 'attachment; filename="office.ics"'}
    return Response(feed(dues, view.now, view.language), media_type="text/calendar; charset=utf-8", headers=headers)
