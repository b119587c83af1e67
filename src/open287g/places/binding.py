"""What a state's law asks of one kind of body: may it agree, must it, by what, with which penalty, may it end it."""

from __future__ import annotations

from datetime import date
from typing import Any

from open287g.places.dated_rule import agreed
from open287g.places.law import Law, Rule, law_of
from open287g.places.states import states
from open287g.vocabulary.bodies import Body

BOUND = {
    Body.sheriff: ("all agencies", "sheriffs with jails"),
    Body.jail: ("all agencies", "sheriffs with jails"),
    Body.city: ("all agencies",),
    Body.state_agency: ("all agencies", "state agencies"),
}
"""Of whom a rule must speak to bind a body; a sheriff without a jail is bound by what binds all agencies alone."""

_END = {
    "banned": "it must end: the law forbids agreements",
    "allowed": "yes, by the notice that the agreement itself asks for",
    "required sign": "not while the rule is in force: it asks that an agreement be signed",
    "required seek": "not known: the rule asks to seek an agreement and was not read to forbid ending one",
    "unknown": "not known: no rule for this body was found",
    "unsure": "not known: a rule behind it was not read in its own text, or sources disagree",
}


def binding(state: str, body: Body, day: date) -> dict[str, Any]:
    """What binds `body` in `state` (a postal code) on `day`.

    Keys: state, name, body, day, status (required, allowed, banned, unknown), compelled (true, false; None unknown, as
    where a rule behind it was not read in its own text: only what was read settles a question), to_do (sign, seek or
    empty), may_end (in words), by (citations), penalties, approval, says, confirmed (every rule behind it was read in
    its own text and no source disagrees; None without a rule), note.
    """
    law = law_of(state, day)
    rules = [rule for rule in law.rules if rule.who in BOUND[body]]
    status = agreed(rules)
    duty = "sign" if any(rule.duty == "sign" for rule in rules) else "seek"
    required = status == "required"
    confirmed = all(rule.certain for rule in rules) if rules else None
    return {
        "state": state,
        "name": states()[state].name,
        "body": body.value,
        "day": day,
        "status": status,
        "compelled": required if confirmed and status != "unknown" else None,
        "to_do": duty if required else "",
        "may_end": _END["unsure" if confirmed is False else f"required {duty}" if required else status],
        "by": _told(rules, "citation"),
        "penalties": _told(rules, "penalties"),
        "approval": _told(rules, "approval"),
        "says": [rule.says for rule in rules],
        "confirmed": confirmed,
        "note": _note(law, rules, body),
    }


def _told(rules: list[Rule], field: str) -> list[str]:
    return [text for rule in rules if (text := getattr(rule, field))]


def _note(law: Law, rules: list[Rule], body: Body) -> str:
    """What keeps the answer from being more: rules for others, rules not read, a body that may have no jail."""
    notes = []
    if not rules and law.rules:
        notes.append(f"Rules in force bind others: {', '.join(sorted({rule.who for rule in law.rules}))}.")
    if body is Body.sheriff and any(rule.who == "sheriffs with jails" for rule in rules):
        notes.append("It binds a sheriff who runs a jail.")
    if rules and not all(rule.certain for rule in rules):
        notes.append("Not every rule was read in its own text, or sources disagree: confirm before use.")
    if any(rule.confirmed and not rule.enacted for rule in rules):
        notes.append("Read as a house passed it: the act itself was not read.")
    coming = [rule for rule in law.other if rule.start and rule.start > law.day and rule.status != "unknown"]
    notes += [f"From {rule.start}: {rule.status} for {rule.who} ({rule.citation})." for rule in coming]
    return " ".join(notes)


def every_state(body: Body, day: date) -> list[dict[str, Any]]:
    """`binding` of all states, the District and the territories, by postal code."""
    return [binding(code, body, day) for code in sorted(states())]
