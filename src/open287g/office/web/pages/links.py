"""Let somebody of the organization's provider into an account: who they are is hashed here and kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import Response

from open287g.core.errors import NotFoundError
from open287g.office.entering.refusal import Reason, Refused
from open287g.office.login.openid import identity_of
from open287g.office.reading import NOTHING
from open287g.office.web.pages.steps import take_once
from open287g.office.web.pages.things import address_of
from open287g.office.web.registry import page
from open287g.office.web.view import View

LINKED = "account.linked"


@page("/link", LINKED)
def ask(view: View) -> Response:
    """The form: the issuer of the provider, and who somebody is there."""
    return _form(view, view.query.get("of", ""))


@page("/link", LINKED, posts=True)
def take(view: View) -> Response:
    """Link the two in the ledger, by a hash alone."""
    of, issuer, subject = (view.told(name) for name in ("of", "issuer", "subject"))
    if not (issuer and subject):
        lacking = [Reason("field", f"{name} is missing") for name in ("issuer", "subject") if not view.told(name)]
        return view.reading(lambda inside: _form(inside, of, lacking))
    today = view.reading(lambda inside: inside.at_desk.today())
    event = {"kind": LINKED, "on": today.isoformat(), "account": of.removeprefix("account:"),
             "identity": identity_of(issuer, subject)}  # fmt: skip
    try:
        receipt = take_once(view, event)
    except Refused as refused:
        reasons = refused.reasons
        return view.reading(lambda inside: _form(inside, of, reasons))
    return view.go(f"{address_of(receipt.subject)}?done={receipt.number}")


def _form(view: View, of: str, reasons: Sequence[Reason] = ()) -> Response:
    state = view.at_desk.thing(of)
    if state.kind != "account":
        raise NotFoundError(NOTHING)
    issuer = view.told("issuer") or (view.site.provider.issuer if view.site.provider else "")
    return view.page(
        "link.html", HTTPStatus.UNPROCESSABLE_ENTITY if reasons else 200, state=state, reasons=reasons, issuer=issuer,
        subject=view.told("subject"), address_of=address_of,
    )  # fmt: skip
