"""From stop to release: which agency? Then at each step what its agreements let an officer do, and which clock runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from open287g.core.errors import NotFoundError
from open287g.places.complaints import complaint_bodies
from open287g.places.counties import counties
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.search import LONGEST, find
from open287g.rulebook.language.provision import Provision, provision_named
from open287g.rulebook.law.numbers import Parameter, parameters
from open287g.rulebook.listing import powers
from open287g.vocabulary.messages import N_
from open287g.vocabulary.models import SHOWN
from open287g.web.view.page import Page
from open287g.web.view.registry import page
from open287g.web.view.request import View


@dataclass(frozen=True)
class Step:
    """One step: its words, the acts that may happen, provisions to know, and the parameters whose clocks run."""

    title: str
    says: str
    acts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()


STEPS = (
    Step(
        N_("The stop"),
        N_(
            "An officer stops your car or speaks with you. The stop itself rests on state law; no agreement adds a "
            "reason for it. Only under the task force model may a trained officer ask you, outside the jail, about "
            "your right to be in the country."
        ),
        ("interrogate", "query_database"),
        ("interrogate.believed-alien", "standard.brief-detention", "tfm.contact-supervisor"),
    ),
    Step(
        N_("The arrest"),
        N_(
            "If you are arrested for a crime, that rests on state law. To arrest you for immigration without a warrant "
            "is listed under the task force model alone, and needs its own grounds."
        ),
        ("arrest_without_warrant",),
        (
            "arrest.in-view-or-likely-to-escape",
            "arrest.in-violation",
            "arrest.brought-before-officer",
            "standard.identify",
        ),
        ("arrest.before_officer_hours", "tfm.contact_hours"),
    ),
    Step(
        N_("Booking into jail"),
        N_(
            "The jail books you under state law. Under the jail enforcement model a trained officer may search federal "
            "systems on you and take your sworn statement there; under the warrant service model not."
        ),
        ("query_database", "take_evidence"),
        ("jem.in-jail", "jem.record-checks"),
    ),
    Step(
        N_("Questions in jail"),
        N_(
            "Under the jail enforcement model a trained officer may question you while you are held there. Under the "
            "warrant service model nobody may. If you say that you are a citizen of the United States, a clock starts."
        ),
        ("interrogate", "process"),
        ("jem.interrogate-detained", "standard.no-coercion", "jem.interpretation-recorded", "citizenship.reported"),
        ("citizenship.report_hours",),
    ),
    Step(
        N_("The detainer"),
        N_(
            "A detainer asks a jail to hold you for ICE beyond your release. ICE may send one to any jail; under an "
            "agreement of the jail or task force model a trained officer may issue one too."
        ),
        ("issue_detainer", "prepare_charging_document"),
        ("detainer.person-in-custody", "policy.detainer-with-warrant", "charging.signed-by-ice", "tfm.category"),
        ("jem.detainer_notice_hours",),
    ),
    Step(
        N_("The warrant"),
        N_(
            "An immigration officer signs it, not a judge. In the jail it is served on you when you are due for "
            "release from criminal custody."
        ),
        ("serve_arrest_warrant", "serve_removal_warrant"),
        ("warrant.issued-by-immigration-officer", "wso.at-release", "jem.at-release", "wso.service-notice"),
        ("wso.service_notice_hours",),
    ),
    Step(
        N_("Held past release"),
        N_("Here you are held for immigration alone, and the clocks are short."),
        ("hold_past_release", "detain"),
        ("hold.basis", "hold.past-release", "hold.after-transfer"),
        ("hold.past_release_hours", "hold.form_hours", "hold.after_transfer_hours"),
    ),
    Step(
        N_("To ICE, or free"),
        N_("ICE takes you, or a trained officer brings you to ICE, or you are released when the time is over."),
        ("transport",),
        ("custody.local-charges", "jem.approved-facility", "tfm.approved-facility", "tfm.same-day"),
    ),
    Step(
        N_("Afterwards: a complaint"),
        N_(
            "You may complain to the agency or to ICE. The agency must tell ICE; under the task force model "
            "the officer steps aside until it is decided."
        ),
        (),
        ("complaint.reported", "complaint.result-reported", "complaint.resolved", "tfm.no-discipline-pending"),
        ("complaint.report_hours", "complaint.result_days", "complaint.resolve_days"),
    ),
)


def clocks(step: Step) -> list[Parameter]:
    """The step's clocks with their values."""
    return [parameters()[name] for name in step.clocks]


def rules(step: Step) -> list[Provision]:
    """The step's provisions."""
    return [provision_named(name) for name in step.rules]


NONE = "none"
"""How the address of the walk says that there is no agreement."""

_CHOICES = tuple("-".join(some) for n in range(1, len(SHOWN) + 1) for some in combinations(sorted(SHOWN), n))


def walk_of(models: Iterable[str]) -> str:
    """The address of the walk under the agreements of these models."""
    held = sorted(set(models) & set(SHOWN))
    return f"/walk/{'-'.join(held) or NONE}"


@page("/walk")
def walk(view: View) -> Page:
    """Which agency? `?q=` names it; below stand the steps under every model."""
    query = view.query.get("q", "").strip()[:LONGEST]
    hits = [hit for hit in find(view.record, query, 12) if hit.kind in ("agency", "county")] if query else []
    models = {hit.path: _models_of(view.record, hit.key) for hit in hits}
    found = [(hit, walk_of(models[hit.path]) + f"?{urlencode({'of': hit.key})}") for hit in hits]
    return _page(view, SHOWN, query=query, found=found)


@page("/walk/{models}", every=lambda record: (f"/walk/{choice}" for choice in (*_CHOICES, NONE)))
def walk_under(view: View, models: str) -> Page:
    """The steps under the agreements of one agency; `?of=` names it by its id, or a county by its FIPS code."""
    if models not in (*_CHOICES, NONE):
        raise NotFoundError("there is no such walk", remedy="Name models, as /walk/JEM-TFM does, or none.")
    held = tuple(model for model in SHOWN if model in models.split("-"))
    return _page(view, held, of=_named(view, view.query.get("of", ""), models))


def _named(view: View, key: str, models: str) -> str:
    """The name of the agency or county, if what it has now is what the address says; else nothing."""
    agency, county = view.record.agencies.get(key), counties().get(key)
    if walk_of(_models_of(view.record, key)) != f"/walk/{models}":
        return ""
    return (agency["name"] or key) if agency else county.name if county else ""


def _models_of(record: LoadedRecord, key: str) -> set[str]:
    """The models that an agency, or a county's agencies together, have in the newest list."""
    rows = [record.agencies[key]] if key in record.agencies else record.agencies_by_county.get(key, ())
    return {model for row in rows for model in row["models_now"] or ()}


def _page(view: View, models: Sequence[str], **more: Any) -> Page:
    steps = [(step, powers.for_models(models, step.acts), _rules(step, models), clocks(step)) for step in STEPS]
    told: dict[str, Any] = {"query": "", "found": [], "of": "", "chosen": view.path != "/walk"} | more
    return view.render(
        "walk.html", steps=steps, models=models, choices=(*_CHOICES, NONE), bodies=complaint_bodies(), **told
    )


def _rules(step: Step, models: Sequence[str]) -> list[Provision]:
    """The step's provisions that bind under these models."""
    return [rule for rule in rules(step) if set(rule.models) & set(models)]
