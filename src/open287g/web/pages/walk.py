"""From stop to release: at each step what each model lists, and which clock runs."""

from __future__ import annotations

from dataclasses import dataclass

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
            "An officer stops a car or speaks with a person. The stop itself rests on state law; no agreement "
            "adds a reason for it. Only under the task force model may a trained officer ask, outside the jail, "
            "about the right to be in the country."
        ),
        ("interrogate", "query_database"),
        ("interrogate.believed-alien", "standard.brief-detention", "tfm.contact-supervisor"),
    ),
    Step(
        N_("The arrest"),
        N_(
            "An arrest for a crime rests on state law. An immigration arrest without a warrant is listed under "
            "the task force model alone, and needs its own grounds."
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
            "The jail books a person under state law. Under the jail enforcement model a trained officer may search "
            "federal systems and take sworn statements there; under the warrant service model not."
        ),
        ("query_database", "take_evidence"),
        ("jem.in-jail", "jem.record-checks"),
    ),
    Step(
        N_("Questions in jail"),
        N_(
            "Under the jail enforcement model a trained officer may question a person held there. Under the "
            "warrant service model nobody may question. A claim of United States citizenship starts a clock."
        ),
        ("interrogate", "process"),
        ("jem.interrogate-detained", "standard.no-coercion", "jem.interpretation-recorded", "citizenship.reported"),
        ("citizenship.report_hours",),
    ),
    Step(
        N_("The detainer"),
        N_(
            "A detainer asks a jail to hold a person for ICE beyond release. ICE may issue one to any jail; under "
            "an agreement a trained officer may issue one too."
        ),
        ("issue_detainer", "prepare_charging_document"),
        ("detainer.person-in-custody", "policy.detainer-with-warrant", "charging.signed-by-ice", "tfm.category"),
        ("jem.detainer_notice_hours",),
    ),
    Step(
        N_("The warrant"),
        N_(
            "An immigration officer signs it, not a judge. In the jail it is served when the person is due for "
            "release from criminal custody."
        ),
        ("serve_arrest_warrant", "serve_removal_warrant"),
        ("warrant.issued-by-immigration-officer", "wso.at-release", "jem.at-release", "wso.service-notice"),
        ("wso.service_notice_hours",),
    ),
    Step(
        N_("Held past release"),
        N_("Here the hold is for immigration alone, and its clocks are short."),
        ("hold_past_release", "detain"),
        ("hold.basis", "hold.past-release", "hold.after-transfer"),
        ("hold.past_release_hours", "hold.form_hours", "hold.after_transfer_hours"),
    ),
    Step(
        N_("To ICE, or free"),
        N_(
            "ICE takes the person, or a trained officer brings the person to ICE, or the person is released when "
            "the time is over."
        ),
        ("transport",),
        ("custody.local-charges", "jem.approved-facility", "tfm.approved-facility", "tfm.same-day"),
    ),
    Step(
        N_("Afterwards: a complaint"),
        N_(
            "Anybody may complain to the agency or to ICE. The agency must tell ICE; under the task force model "
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


@page("/walk")
def walk(view: View) -> Page:
    """All steps on one page."""
    steps = [(step, powers.for_models(SHOWN, step.acts), rules(step), clocks(step)) for step in STEPS]
    return view.render("walk.html", steps=steps)
