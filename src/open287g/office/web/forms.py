"""Forms of steps, made from the kinds of events: their fields, and the event that a posted form tells."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData

from open287g.office.desk import Desk
from open287g.office.entering.refusal import Reason
from open287g.office.model.kinds import Kind, field, subjects
from open287g.office.model.state import State
from open287g.office.office import next_agreement
from open287g.office.web.choices import AGENCY, OFFICER, Choice, choices_of
from open287g.office.web.templates_of import fact_label
from open287g.office.words import thing
from open287g.vocabulary import messages
from open287g.vocabulary.facts import Fact

WIDGETS = {
    "flag": "flag", "time": "datetime-local", "day": "date", "number": "number", "count": "number", "text": "area",
    "private": "area", "code": "choice", "area": "choice", "state": "choice", "zone": "choice", "agency": "choice",
    "ids": "boxes",
}  # fmt: skip
"""Kind of a field -> how it is filled in; all others are a line of text."""

MADE = frozenset({"grant", "act", "complaint", "operation", "finding", "attestation"})
"""Things whose names the office makes up itself."""

FEW = 8
"""More fields that may be left out than this are folded away."""


@dataclass(frozen=True)
class Field:
    """One field of a form. `error` is the reason against what was entered, `open` shows it without unfolding."""

    name: str
    label: str
    widget: str
    value: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    error: Reason | None = None
    open: bool = True

    @property
    def chosen(self) -> frozenset[str]:
        """The boxes that are ticked."""
        return frozenset(self.value.split())


def fields_of(
    desk: Desk, kind: Kind, language: str, state: State | None = None, first: Iterable[str] = ()
) -> list[Field]:
    """The fields of a step on `state`, or of one that begins something; `first` are asked for before the others."""
    keys = subjects()[kind.subject].key
    lead = [name.partition(".")[2] for name in first if name.startswith("act.")]
    folded = len(kind.may) > FEW
    names: list[tuple[str, bool, bool]] = []
    if state is None and kind.subject not in MADE and kind.subject != "agreement":
        names += [(name, True, True) for name in keys]
    names += [(name, True, True) for name in kind.needs]
    names += [(name, False, not folded or name in lead) for name in kind.may]
    order = sorted(dict.fromkeys(names), key=lambda one: (not one[2], one[0] not in lead and not one[1]))
    made = [_field(desk, kind, language, *one) for one in _joined(kind, order, state)]
    return [one for one in made if one is not None]


def _joined(kind: Kind, names: Sequence[tuple[str, bool, bool]], state: State | None) -> list[tuple[str, bool, bool]]:
    """An officer is chosen as one, of their agency and model; what belongs to no officer names its agency."""
    told = {name for name, _, _ in names}
    if kind.subject == "officer" or "officer_id" not in told or "model" not in told:
        unnamed = state is None and "agency_id" not in told and kind.subject not in ("account",)
        return [(AGENCY, True, True), *names] if unnamed else list(names)
    needed = "officer_id" in kind.needs
    rest = [one for one in names if one[0] not in ("officer_id", "model")]
    lead = [] if needed or state is not None else [(AGENCY, True, True)]
    return [*lead, (OFFICER, needed, True), *rest]


def _field(desk: Desk, kind: Kind, language: str, name: str, required: bool, shown: bool) -> Field | None:
    choices = choices_of(desk, kind, name, language)
    if name == OFFICER:
        label = messages.translations(language).gettext(thing("officer"))
        return Field(OFFICER, label, "choice", required=required, choices=choices)
    described: Fact | None = field(kind.subject, name) or field("account", name)
    if described is None:
        return None
    widget = "choice" if choices and described.kind != "ids" else WIDGETS.get(described.kind, "text")
    label = fact_label(kind.subject if field(kind.subject, name) else "account", name, language)
    alone = choices[0].value if required and len(choices) == 1 else ""
    return Field(name, label, widget, alone, required, choices, described.low, described.high, open=shown)


def filled(fields: Sequence[Field], told: Mapping[str, str], reasons: Sequence[Reason] = ()) -> list[Field]:
    """The fields with what was entered, and the reason beside each that was refused."""
    against = {reason.says.partition(" ")[0]: reason for reason in reasons if reason.rule == "field"}
    against[OFFICER] = against.get("officer_id", against.get("model"))  # type: ignore[assignment]
    return [
        replace(
            one, value=told.get(one.name, one.value), error=against.get(one.name), open=one.open or one.name in told
        )
        for one in fields
    ]


def entered(form: FormData) -> dict[str, str]:
    """What was entered: each field as one text, ticked boxes side by side."""
    names = dict.fromkeys(form.keys())
    texts = {name: [v.strip() for v in form.getlist(name) if isinstance(v, str)] for name in names}
    return {name: " ".join(filter(None, values)) for name, values in texts.items()}


def event_of(desk: Desk, kind: Kind, told: Mapping[str, str], state: State | None) -> dict[str, Any]:
    """The event that a form tells: what was left empty is left out; the name of what it is about is added."""
    names = {*subjects()[kind.subject].key, *kind.fields, AGENCY, "on", "reason"}
    event: dict[str, Any] = {"kind": kind.name} | {
        name: value for name, value in told.items() if value and name in names
    }
    if told.get(OFFICER):
        parts = dict(zip(("officer_id", "agency_id", "model"), told[OFFICER].split(":"), strict=False))
        event |= parts if state is None else {name: parts[name] for name in ("officer_id", "model") if name in parts}
    if state is not None:
        event |= dict(zip(subjects()[kind.subject].key, key_of(state), strict=True))
    elif kind.subject in MADE:
        event[subjects()[kind.subject].key[0]] = f"{kind.subject}-{desk.now:%Y%m%d}-{secrets.token_hex(4)}"
    elif kind.subject == "agreement":
        event["agreement_id"] = next_agreement(desk.connection, str(event.get(AGENCY, "")), str(event.get("model", "")))
    if kind.name == "attestation.made" and told.get("asked_at"):
        event["on"] = told["asked_at"][:10]  # An answer about a time holds on its day, whatever day the form showed.
    return event


def key_of(state: State) -> list[str]:
    """The values that name a thing, in the order of its key."""
    return state.id.split(":") if state.kind == "officer" else [state.id]
