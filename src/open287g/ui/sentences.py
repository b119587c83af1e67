"""What happened, in a sentence of the reader's language."""

from __future__ import annotations

from datetime import date

from open287g.record.asking.age import AHEAD, Age, Ages
from open287g.record.asking.whole_tables import Row
from open287g.ui import formats
from open287g.vocabulary import labels, messages
from open287g.vocabulary.messages import N_

_SAYS = {
    "pended": N_("%(agency)s appears in the list of pending agencies under %(model)s."),
    "listed": N_("%(agency)s appears in the list of participating agencies under %(model)s, signed %(valid)s."),
    "moa_posted": N_("The list links a memorandum of %(agency)s under %(model)s."),
    "date_corrected": N_("The signing date of %(agency)s under %(model)s changes from %(before)s to %(after)s."),
    "renewed": N_("%(agency)s signs again under %(model)s, on %(valid)s."),
    "model_changed": N_("%(agency)s changes its model from %(before)s to %(after)s."),
    "renamed": N_("The list writes “%(after)s” where it wrote “%(before)s”."),
    "delisted": N_("%(agency)s under %(model)s is absent from the list for the first time."),
    "moved": N_("ICE gives the row of %(agency)s under %(model)s to another agency or model."),
    "relisted": N_("%(agency)s under %(model)s is in the list again after an absence."),
}


def event(row: Row, agency: str, language: str) -> str:
    """The event as one sentence; `agency` is the name to use."""
    translate = messages.translations(language).gettext
    kind = "moved" if row["kind"] == "delisted" and row["after"] == "moved" else row["kind"]
    return translate(_SAYS[kind]) % {
        "agency": agency,
        "model": translate(labels.MODELS[row["model"] or "OTHER"]),
        "valid": formats.day(row["valid"], language, translate("unknown")),
        "before": _value(row["before"], language),
        "after": _value(row["after"], language),
    }


def tells(row: Row) -> bool:
    """Whether `event` has a sentence for the row: one of the years before 2021 has it from `early_event` alone."""
    return row["kind"] in _SAYS and (row["model"] is not None or row["kind"] == "renamed")


_EARLY = {
    "listed": (
        N_("ICE's list has %(agency)s for the first time among the lists held, under %(model)s, signed %(valid)s."),
        N_("ICE's list has %(agency)s for the first time among the lists held, under %(model)s."),
        N_("ICE's list has %(agency)s for the first time among the lists held, signed %(valid)s."),
        N_("ICE's list has %(agency)s for the first time among the lists held."),
    ),
    "relisted": (
        N_("ICE's list has %(agency)s again under %(model)s, signed %(valid)s."),
        N_("ICE's list has %(agency)s again under %(model)s."),
        N_("ICE's list has %(agency)s again, signed %(valid)s."),
        N_("ICE's list has %(agency)s again."),
    ),
    "delisted": (
        N_("%(agency)s is no longer listed under %(model)s: last seen %(since)s; the lists do not say why."),
        N_("%(agency)s is no longer listed: last seen %(since)s; the lists do not say why."),
    ),
    "model_changed": (N_("ICE's list has %(agency)s under %(after)s and no longer under %(before)s."),),
    "date_corrected": (
        _SAYS["date_corrected"],
        N_("The signing date of %(agency)s changes from %(before)s to %(after)s."),
    ),
    "renewed": (
        N_("The signing date of %(agency)s under %(model)s moves on from %(before)s to %(after)s: signed anew."),
        N_("The signing date of %(agency)s moves on from %(before)s to %(after)s: signed anew."),
    ),
    "signed_pages": (
        N_("%(agency)s signed anew under %(model)s on %(valid)s; the lists print the first signing."),
        N_("%(agency)s signed anew on %(valid)s; the lists print the first signing."),
    ),
    "announced_signing": (
        N_("A signing of %(agency)s under %(model)s is announced."),
        N_("A signing of %(agency)s is announced."),
    ),
    "announced_end": (
        N_("An end of the agreement of %(agency)s under %(model)s is announced."),
        N_("An end of the agreement of %(agency)s is announced."),
    ),
}
"""Of each kind before 2021: its sentence, then that for want of a model; of a listing also those without its day."""


def early_event(row: Row, agency: str, language: str) -> str:
    """An event of the years before 2021 as one sentence; what the list of that time left out is left out."""
    translate = messages.translations(language).gettext
    forms = _EARLY["signed_pages" if row["kind"] == "renewed" and row["before"] is None else row["kind"]]
    if len(forms) == 4:
        forms = forms[0 if row["valid"] else 1 :: 2]
    return translate(forms[-1] if row["model"] is None else forms[0]) % {
        "agency": agency,
        "model": translate(labels.MODELS[row["model"] or "OTHER"]),
        "valid": formats.day(row["valid"], language, translate("unknown")),
        "since": formats.day(row["not_before"], language, translate("unknown")),
        "before": _value(row["before"], language),
        "after": _value(row["after"], language),
    }


def lists(ages: Ages, language: str) -> str:
    """Which lists are the newest, by their days."""
    say = messages.translations(language).gettext
    return say("The newest list of participating agencies is of %(day)s, that of pending agencies of %(pending)s.") % {
        "day": _published(ages.participating, language),
        "pending": _published(ages.pending, language),
    }


def age(ages: Ages, on: date, language: str) -> str:
    """How many days old the newest lists are on a day, and whether what is pending is known."""
    say = messages.translations(language).gettext
    told = say("Age of these lists on %(on)s, in days: %(days)s and %(pending)s.") % {
        "on": formats.day(on, language, ""),
        "days": formats.number(ages.participating and ages.participating.days(on), language, say("unknown")),
        "pending": formats.number(ages.pending and ages.pending.days(on), language, say("unknown")),
    }
    ahead = say(AHEAD) % {"on": formats.day(on, language, "")} if ages.are_ahead(on) else ""
    unknown = "" if ages.pending_is_known else say("What is pending is unknown.")
    return " ".join(filter(None, (told, unknown, ahead)))


def _published(list_age: Age | None, language: str) -> str:
    return formats.day(list_age and list_age.published, language, messages.translations(language).gettext("unknown"))


def _value(text: str | None, language: str) -> str:
    translate = messages.translations(language).gettext
    if not text:
        return translate("unknown")
    if text in labels.MODELS:
        return translate(labels.MODELS[text])
    try:
        return formats.day(date.fromisoformat(text), language, "")
    except ValueError:
        return text
