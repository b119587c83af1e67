"""What is told of deadlines: which notices are wanted now, and which of them a pass has sent."""

from __future__ import annotations

from starlette.responses import Response

from open287g.office.notices.new import STAGES, notices
from open287g.office.notices.post import sent
from open287g.office.notices.settings import Settings, read_settings
from open287g.office.web.pages.things import address_of
from open287g.office.web.registry import page
from open287g.office.web.view import View


@page("/notices", "due")
def show(view: View) -> Response:
    """The notices of the agencies of the desk, with the ways by which each was sent; no mailbox is shown."""
    home = view.site.home
    settings = read_settings(home / "notices.yaml", False) if home is not None else Settings()
    told = sent(home / "notices") if home is not None else {}
    rows = notices(view.dues(view.at_desk.agencies("due")), view.now, settings.before)
    return view.page(
        "notices.html", rows=[(one, sorted(told.get(one.id, ()))) for one in rows], stages=STAGES,
        before=settings.before, mail=settings.mail is not None, hooks=len(settings.hooks), known=home is not None,
        address_of=address_of,
    )  # fmt: skip
