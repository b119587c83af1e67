"""The section on management controls: what auditors asked for, and whether the text of the agreements here shows it."""

from __future__ import annotations

from open287g.oversight.controls.checks import CHECKS, edition_on
from open287g.oversight.controls.checks import Subject as Agreement
from open287g.oversight.controls.register import State, controls
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.record.asking.whole_tables import Row
from open287g.ui.paper import Section
from open287g.vocabulary.messages import N_

STATES: dict[str, str] = {
    "met": N_("met"),
    "partly": N_("partly met"),
    "not": N_("not met"),
    "unknown": N_("unknown"),
}
_WORST: tuple[State, ...] = ("not", "unknown", "partly", "met")


def controls_here(reader: Reader, subject: Subject) -> Section:
    """Each control with its state; of several agreements in force the worst."""
    held = [row for key in sorted(subject.ids) for row in reader.record.agreements_by_agency.get(key, ())]
    agreements = [_agreement(row) for row in held if row["valid_to"] is None]
    if not agreements:
        return Section("")
    say = reader.say
    rows = tuple(
        (say(control.says), f"{control.source} ({control.year})", say(STATES[_state(control.id, agreements)]))
        for control in controls()
    )
    lines = (
        say("By the text that each model had on the day of signing; of several agreements the worst is told."),
        say("Unknown is not unmet: ICE publishes almost nothing on these by agency."),
    )
    head = (say("Control"), say("Asked for by"), say("Here"))
    return Section(say("Controls that auditors asked for"), lines, head, rows, (8, 3, 2))


def _agreement(row: Row) -> Agreement:
    return Agreement(
        row["agreement_id"], row["model"], row["signed"], int(row["n"]), edition_on(row["model"], row["signed"])
    )


def _state(control: str, agreements: list[Agreement]) -> State:
    return min((CHECKS[control](one).state for one in agreements), key=_WORST.index)
