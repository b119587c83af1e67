"""Lists of things and one of them: officers, agreements, grants, acts, complaints, operations, findings, accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.responses import Response

from open287g.office.clocks.outlook import against
from open287g.office.entering.falls import SERVING
from open287g.office.entering.refusal import Reason
from open287g.office.ledger.entry import Entry
from open287g.office.ledger.private import text_of
from open287g.office.model.kinds import Kind, subjects
from open287g.office.model.state import State
from open287g.office.reading import shown
from open287g.office.web.menu import BESIDE
from open287g.office.web.registry import page
from open287g.office.web.view import View
from open287g.rulebook.language.provision import provision_named
from open287g.vocabulary import facts
from open287g.vocabulary.messages import N_

PER_PAGE = 50


WAYS = {
    "agreement": (("/switch", N_("Think another model through")), ("/costs", N_("What it cost"))),
    "operation": (("/brief", N_("Brief: plan and outcome")),),
}
"""Pages about one thing of a kind, for whoever sees what is due there."""


@dataclass(frozen=True)
class Shelf:
    """Where things of a kind are found: the address, what a role must be allowed, and the columns of the list."""

    path: str
    kind: str
    needs: str
    columns: tuple[str, ...]


SHELVES = {
    one.kind: one
    for one in (
        Shelf("/officers", "officer", "read", ("id", "model", "agency", "authority", "since")),
        Shelf("/agreements", "agreement", "read", ("id", "since")),
        Shelf("/grants", "grant", "read", ("id", "officer_id", "model", "system", "since")),
        Shelf("/acts", "act", "read", ("id", "act", "officer_id", "model", "at")),
        Shelf("/complaints", "complaint", "due", ("id", "agency", "officer_id", "received_at")),
        Shelf("/operations", "operation", "due", ("id", "name", "first_day", "last_day")),
        Shelf("/findings", "finding", "due", ("id", "agency", "says", "provision")),
        Shelf("/attestations", "attestation", "due", ("id", "officer_id", "asked_at")),
        Shelf("/agencies", "agency", "due", ("id", "name", "area")),
        Shelf("/accounts", "account", "account.read", ("id", "role", "agency", "area")),
        Shelf("/tokens", "token", "token.issued", ("id", "account", "scopes", "expires_on")),
    )
}


def address_of(subject: str) -> str:
    """The address of a thing, by its name."""
    kind, _, id = subject.partition(":")
    return f"{SHELVES[kind].path}/{id}"


def listing(view: View, kind: str) -> Response:
    """The list of a kind, narrowed to a state where the address says one."""
    shelf, counts = SHELVES[kind], view.at_desk.counts(kind)
    chosen = view.query.get("state", "")
    chosen = chosen if chosen in counts else ""
    last = max(1, -(-(counts[chosen] if chosen else sum(counts.values())) // PER_PAGE))
    number = min(view.page_number(), last)
    part = slice((number - 1) * PER_PAGE, number * PER_PAGE)
    shown = view.at_desk.things(kind, [chosen] if chosen else [], part)
    rows = [(one, _cells(view, one, shelf.columns)) for one in shown]
    return view.page(
        "things.html", shelf=shelf, rows=rows, total=sum(counts.values()), counts=counts,
        chosen=chosen, number=number, last=last, begins=_begins(view, kind), address_of=address_of,
    )  # fmt: skip


def _begins(view: View, kind: str) -> list[Kind]:
    """Steps that begin one by a form; rows of files come in by their own page, acts and intake too."""
    return [one for one in view.at_desk.begins(kind) if one.name not in BESIDE]


def _cells(view: View, state: State, columns: Sequence[str]) -> dict[str, Any]:
    return {name: _cell(view, state, name) for name in columns}


def _cell(view: View, state: State, name: str) -> Any:
    if name == "id":
        return state.id.partition(":")[0] if state.kind == "officer" else state.id
    if name == "agency":
        return state.agency_id or state.facts.get("agency_id", "")
    if name == "model" and state.kind == "officer":
        return state.id.split(":")[2]
    if name == "since":
        return state.since
    if name == "authority":
        return has_authority(view, state)
    return state.facts.get(name, state.facts.get("began_on") if name == "at" else None)


def has_authority(view: View, officer: State) -> bool:
    """Whether an officer has authority today."""
    if officer.state not in SERVING:
        return False
    if view.at_desk.viewer.has_a_file:
        return not _against(view, officer)
    return officer.subject not in view.without(officer.agency_id).falls.officers


def _against(view: View, officer: State) -> tuple[Reason, ...]:
    """What is against an officer's authority today."""
    desk = view.at_desk
    with desk.grounds():
        return against(desk.connection, officer, desk.today(officer.agency_id))


def one(view: View, kind: str, id: str) -> Response:
    """A thing: what is known of it, what may be done with it, and its entries in the ledger."""
    desk = view.at_desk
    state = desk.thing(f"{kind}:{id}")
    entries = desk.history(state)
    number = view.query.get("done", "")
    receipt = view.site.remembered.receipt(view.account, int(number)) if number.isascii() and number.isdigit() else None
    clocks = view.dues([state.agency_id]) if state.agency_id and desk.may_of("due", state) else []
    return view.page(
        "thing.html", state=state, facts=_facts(state), steps=desk.steps(state), entries=entries[::-1],
        voids=desk.voids(state), voidable=_standing(entries), clocks=[x for x in clocks if x.subject == state.subject],
        receipt=receipt, zone=str(desk.zone(state.agency_id)), address_of=address_of, **_more(view, state, entries),
    )  # fmt: skip


def _more(view: View, state: State, entries: Sequence[Entry]) -> dict[str, Any]:
    """What only some kinds have."""
    desk = view.at_desk
    more: dict[str, Any] = {"against": (), "held": None, "texts": {}, "broken": (), "related": [], "related_of": 0}
    more["ways"] = WAYS.get(state.kind, ()) if desk.ever("due") else ()
    if state.kind == "officer":
        more["held"] = has_authority(view, state)
        more["against"] = () if more["held"] else _against(view, state)
        more |= _of_officer(view, state)
    if state.kind == "act":
        more["broken"] = tuple(provision_named(id) for id in state.facts.get("failed", ()))
    if state.kind == "complaint":
        more["texts"] = _texts(view, entries)
    return more


NEWEST = 40
"""So many acts, and so many grants, the page of an officer shows: one who works for years has thousands."""


def _of_officer(view: View, officer: State) -> dict[str, Any]:
    """The newest grants and acts of an officer, and how many there are in all."""
    grants, of_grants = view.at_desk.of_officer("grant", officer, NEWEST)
    acts, of_acts = view.at_desk.of_officer("act", officer, NEWEST)
    return {"related": [*grants, *acts], "related_of": of_grants + of_acts}


def _texts(view: View, entries: Sequence[Entry]) -> Mapping[str, str | None]:
    """What a complainant wrote, by field; None once its key was destroyed."""
    told = {name: commitment for entry in entries for name, commitment in entry.private.items()}
    connection, keys = view.at_desk.connection, view.office.keys
    with view.at_desk.beyond():
        return {name: text_of(connection, keys, commitment) for name, commitment in told.items()}


HIDDEN = frozenset({"verdict", "failed", "missing", "tallies", "entry"})
"""Facts that a page shows in a place of their own, or that say nothing."""


def _facts(state: State) -> dict[str, Any]:
    """The facts that are told, in the order of the vocabulary."""
    order = {name: place for place, name in enumerate(facts.RECORDS.get(state.kind, {}))}
    hidden = {*HIDDEN, *subjects()[state.kind].key}
    told = {name: value for name, value in shown(state.facts).items() if value not in ("", None) and name not in hidden}
    return {name: told[name] for name in sorted(told, key=lambda name: order.get(name, -1))}


def _standing(entries: Sequence[Entry]) -> frozenset[int]:
    """The entries that were not taken back and take nothing back."""
    void = {entry.data["entry"] for entry in entries if entry.kind.endswith(".voided")}
    return frozenset(e.number for e in entries if e.number not in void and not e.kind.endswith(".voided"))


for _shelf in SHELVES.values():
    page(_shelf.path, _shelf.needs)(partial(listing, kind=_shelf.kind))
    page(_shelf.path + "/{id}", _shelf.needs)(partial(one, kind=_shelf.kind))
