"""What a state's law asks of one kind of body: may it agree, must it, by what, with which penalty, may it end it."""

from __future__ import annotations

from datetime import date
from typing import Any

from open287g.places.dated_rule import agreed
from open287g.places.law import Law, Rule, law_of
from open287g.places.states import states
from open287g.vocabulary.bodies import Body
from open287g.vocabulary.labels import LAW, WHO
from open287g.vocabulary.messages import N_, translations

BOUND = {
    Body.sheriff: ("all agencies", "sheriffs with jails"),
    Body.jail: ("all agencies", "sheriffs with jails"),
    Body.city: ("all agencies",),
    Body.state_agency: ("all agencies", "state agencies"),
}
"""Of whom a rule must speak to bind a body; a sheriff without a jail is bound by what binds all agencies alone."""

_END = {
    "banned": N_("it must end: the law forbids agreements"),
    "banned by": N_("it must end by %(day)s: the law forbids agreements"),
    "banned making": N_("not known: the law forbids making agreements, and its words do not say that older ones end"),
    "allowed": N_("yes, by the notice that the agreement itself asks for"),
    "required sign": N_("not while the rule is in force: it asks that an agreement be signed"),
    "required seek": N_("not known: the rule asks to seek an agreement and was not read to forbid ending one"),
    "unknown": N_("not known: no rule for this body was found"),
    "unsure": N_("not known: a rule behind it was not read in its own text, or sources disagree"),
}
_OTHERS = N_("Rules in force bind others: %(who)s.")
_JAIL = N_("It binds a sheriff who runs a jail.")
_UNREAD = N_("Not every rule was read in its own text, or sources disagree: confirm before use.")
_PASSED = N_("Read as a house passed it: the act itself was not read.")
_COMING = N_("From %(day)s: %(status)s for %(who)s (%(citation)s).")


def binding(state: str, body: Body, day: date, language: str = "en") -> dict[str, Any]:
    """What binds `body` in `state` (a postal code) on `day`; sentences in the language, citations as they are.

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
    say = translations(language).gettext
    until = _ending(rules, day) if status == "banned" else None
    end = _END["unsure" if confirmed is False else _how_it_ends(rules, status, until, duty)]
    return {
        "state": state,
        "name": states()[state].name,
        "body": body.value,
        "day": day,
        "status": status,
        "compelled": required if confirmed and status != "unknown" else None,
        "to_do": duty if required else "",
        "may_end": say(end) % {"day": until},
        "by": _told(rules, "citation"),
        "penalties": [say(text) for text in _told(rules, "penalties")],
        "approval": [say(text) for text in _told(rules, "approval")],
        "says": [say(rule.says) for rule in rules],
        "confirmed": confirmed,
        "note": _note(law, rules, body, language),
    }


def _ending(rules: list[Rule], day: date) -> date | None:
    """By when bans of `day` had agreements of before them ended, where that day was still to come; the first of all."""
    bans = [rule for rule in rules if rule.status == "banned"]
    waiting = [rule.existing_until for rule in bans if rule.existing_until and day < rule.existing_until]
    return min(waiting) if waiting and len(waiting) == len(bans) else None


def _how_it_ends(rules: list[Rule], status: str, until: date | None, duty: str) -> str:
    """The key of `_END` for rules that agree on `status`."""
    if status == "banned" and until is None and all(rule.making_only for rule in rules if rule.status == "banned"):
        return "banned making"
    return f"required {duty}" if status == "required" else "banned by" if until else status


def _told(rules: list[Rule], field: str) -> list[str]:
    return [text for rule in rules if (text := getattr(rule, field))]


def _note(law: Law, rules: list[Rule], body: Body, language: str) -> str:
    """What keeps the answer from being more: rules for others, rules not read, a body that may have no jail."""
    say = translations(language).gettext
    notes = []
    if not rules and law.rules:
        notes.append(say(_OTHERS) % {"who": ", ".join(sorted({_who(rule, language) for rule in law.rules}))})
    if body is Body.sheriff and any(rule.who == "sheriffs with jails" for rule in rules):
        notes.append(say(_JAIL))
    if rules and not all(rule.certain for rule in rules):
        notes.append(say(_UNREAD))
    if any(rule.confirmed and not rule.enacted for rule in rules):
        notes.append(say(_PASSED))
    coming = [rule for rule in law.other if rule.start and rule.start > law.day and rule.status != "unknown"]
    for rule in coming:
        who, status = _who(rule, language), say(LAW[rule.status])
        notes.append(say(_COMING) % {"day": rule.start, "status": status, "who": who, "citation": rule.citation})
    return " ".join(notes)


def _who(rule: Rule, language: str) -> str:
    """Whom a rule binds: in English as the register writes it, which other commands show too."""
    return rule.who if language == "en" else translations(language).gettext(WHO[rule.who])


def every_state(body: Body, day: date, language: str = "en") -> list[dict[str, Any]]:
    """`binding` of all states, the District and the territories, by postal code."""
    return [binding(code, body, day, language) for code in sorted(states())]
