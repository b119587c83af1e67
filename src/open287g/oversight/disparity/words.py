"""What the tests of disparity assume and cannot show, in words for a judge; one list a test."""

from __future__ import annotations

from open287g.oversight.answer import Said
from open287g.vocabulary.messages import N_

TITLES = {
    "benchmark": N_("Stops against residents"),
    "search": N_("How often those stopped are searched"),
    "outcome": N_("How often searches find something"),
    "threshold": N_("How much suspicion a search takes"),
    "veil": N_("Stops by daylight and in the dark"),
}

SHARES = {"search": N_("share searched"), "outcome": N_("share of searches that found something")}
RATIOS = {"search": N_("ratio of shares searched"), "outcome": N_("ratio of shares that found something")}
GROUPS = (N_("white"), N_("Black"), N_("Hispanic"), N_("Asian"), N_("Native"), N_("residents"))
PERIODS = (N_("before"), N_("during"), N_("after"), N_("no day"))

QUICK = (
    Said(
        N_("By the quick way: single places were within %(most)s of the published means of nine states."),
        {"most": ".005"},
    ),
    Said(
        N_(
            "In a made-up sample whose places do not differ a group's threshold was .03 too low and its interval "
            "missed the truth: where places are few, ask --full."
        )
    ),
)
"""What is known of the quick way of the threshold test, as docs/methods/oversight.md has it."""
VEIL_COVER = Said(
    N_("In made-up stops, 200 samples at a time, these intervals held the truth in 91.5 to 96.5 of 100: near 95.")
)

ASSUMES: dict[str, tuple[Said, ...]] = {
    "benchmark": (Said(N_("That residents are on the road as much as their share, at the hours of the stops.")),),
    "search": (Said(N_("That groups are stopped for like reasons, at like places and hours.")),),
    "outcome": (
        Said(N_("That officers who search without bias would find something equally often at the margin.")),
        Said(N_("That what is found is recorded alike for all.")),
    ),
    "threshold": (
        Said(N_("That the signs of contraband follow a beta law, whose mean differs by group and by place.")),
        Said(N_("That every person stopped who looks likelier than the threshold is searched.")),
        Said(N_("The beliefs before data of Pierson and others 2020.")),
    ),
    "veil": (
        Said(N_("That in the dark an officer sees less of who is driving.")),
        Said(N_("That at one hour of the clock, who is on the road does not change with the light.")),
    ),
}

CANNOT: dict[str, tuple[Said, ...]] = {
    "benchmark": (Said(N_("Whether officers treat groups differently: who lives somewhere is not who drives there.")),),
    "search": (Said(N_("Whether a difference comes from bias or from what officers saw: it is not proof of intent.")),),
    "outcome": (
        Said(N_("Equal rates do not prove equal treatment, nor unequal ones bias: groups may differ off the margin.")),
    ),
    "threshold": (
        Said(N_("Intent: a lower threshold shows a lower standard of search, not why it is lower.")),
        Said(N_("Anything of the decision to stop.")),
    ),
    "veil": (
        Said(N_("Anything of stops at other hours, of streets lit at night, or of what happens after the stop.")),
        Said(N_("No difference found is not proof of none: see how small an effect these stops could show.")),
    ),
}
