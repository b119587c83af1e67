"""What a field of a form may be chosen from: words of the vocabulary, agencies and officers of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from open287g.office.desk import Desk
from open287g.office.model.kinds import Kind, field
from open287g.office.model.moves import states_of
from open287g.office.model.roles import ROLES
from open287g.office.model.state import State
from open287g.office.words import ROLES as ROLE_WORDS
from open287g.places.areas import offices
from open287g.places.states import states
from open287g.rulebook.language.provision import provisions
from open287g.vocabulary import labels, messages
from open287g.vocabulary.editions import EDITIONS
from open287g.vocabulary.zones import zones

AGENCY, OFFICER = "agency_id", "officer"
"""An agency, and an officer of an agency and a model as one."""

GONE = ("revoked", "left", "failed", "rejected")
"""Officers of whom nothing new is entered."""


@dataclass(frozen=True)
class Choice:
    """One choice: what is posted, and what is read."""

    value: str
    label: str


def choices_of(desk: Desk, kind: Kind, name: str, language: str) -> tuple[Choice, ...]:
    """The choices of a field; none where it is written."""
    if name in (OFFICER, "officers"):
        return tuple(Choice(one.id, officer_name(one)) for one in officers(desk, kind.name))
    if name == AGENCY:
        return tuple(Choice(one, one) for one in desk.agencies(kind.name)) if kind.name != "agency.enrolled" else ()
    if name == "adjudicator":
        return tuple(Choice(one, one) for one in desk.who_may("complaint.resolved"))
    if name == "officer_id" and kind.name == "account.opened":
        return ()
    described = field(kind.subject, name)
    if described is None:
        return ()
    return _of_kind(name, described.kind, described.choices, language)


def _of_kind(name: str, kind: str, choices: tuple[str, ...], language: str) -> tuple[Choice, ...]:
    said = messages.translations(language).gettext
    if name == "edition":
        return tuple(Choice(one.name, one.name) for one in EDITIONS.values() if not one.historical)
    if name == "provision":
        return tuple(Choice(one.id, one.id) for one in provisions())
    if name == "role":
        return tuple(Choice(role, said(ROLE_WORDS[role])) for role in ROLES)
    if kind == "area":
        return tuple(Choice(one, one) for one in offices())
    if kind == "state":
        return tuple(Choice(code, one.name) for code, one in states().items())
    if kind == "zone":
        return tuple(Choice(one, one) for one in sorted(zones()))
    if name == "act":
        return tuple(Choice(one, said(labels.ACTS[one])) for one in choices)
    return tuple(Choice(one, said(labels.MODELS.get(one, one.replace("_", " ")))) for one in choices)


def officers(desk: Desk, action: str) -> list[State]:
    """The officers of whom the account may do this."""
    return [
        one for one in desk.things("officer", [one for one in states_of("officer") if one not in GONE])
        if desk.may(action, one.agency_id, one.id.partition(":")[0])
    ]  # fmt: skip


def officer_name(state: State) -> str:
    """An officer as a list shows one: the opaque id, the model, and the agency."""
    officer_id, agency_id, model = state.id.split(":")
    return f"{officer_id} · {model} · {agency_id}"
