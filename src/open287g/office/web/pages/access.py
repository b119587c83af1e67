"""Access to federal systems, and the cascade: what has no authority behind it, until each cut is confirmed."""

from __future__ import annotations

from starlette.responses import Response

from open287g.core.errors import NotFoundError
from open287g.office.reading import NOTHING
from open287g.office.web.pages.things import address_of
from open287g.office.web.registry import page
from open287g.office.web.view import View

ENDING = ("agreement", "officer")
"""What may end, and take access with it."""


@page("/access", "read")
def show(view: View) -> Response:
    """What is to be cut and stopped now, in every agency of the desk; and the grants that are open."""
    desk = view.at_desk
    found = [view.without(name) for name in desk.agencies()]
    grants = desk.things("grant", ("open", "requested"))
    to_cut = {name for one in found for name in one.falls.grants}
    return view.page(
        "access.html", found=[one for one in found if one.serving or one.falls.grants or one.falls.acts],
        grants=grants, to_cut=to_cut,
        begins=desk.begins("grant"), can_cut=desk.ever("grant.cut"), address_of=address_of,
    )  # fmt: skip


@page("/cascade", "read")
def what_if(view: View) -> Response:
    """What would fall if an agreement or an officer's authority ended today."""
    state = view.at_desk.thing(view.query.get("if", ""))
    if state.kind not in ENDING:
        raise NotFoundError(NOTHING)
    now, then = view.without(state.agency_id), view.without(state.agency_id, state.subject)
    return view.page("cascade.html", state=state, then=then.falls.beyond(now.falls), address_of=address_of)
