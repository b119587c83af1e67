"""What stands below the provisions of a decision, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from open287g.rulebook.decide import Decision
from open287g.rulebook.law.cases import questions
from open287g.rulebook.readings import Reading
from open287g.vocabulary.messages import N_, translations

WORDS = (N_("kept"), N_("breached"), N_("open"), N_("pass"), N_("fail"), N_("unknown"), N_("narrow"), N_("wide"))
"""Words of results that stand in the lines."""


def verdicts_line(decision: Decision, language: str = "en") -> str:
    """Both verdicts, each with what it is of."""
    _ = translations(language).gettext
    told = {"power": _(decision.verdict), "done": _(decision.lawfulness), "duties": _(decision.duties)}
    return _(N_("Within the power: %(power)s. Lawfully done: %(done)s. Duties: %(duties)s.")) % told


def lines_of(
    decision: Decision, language: str = "en", told: Callable[[str, str], str] = lambda line, language: line
) -> Iterator[str]:
    """The lines, in the order in which a lawyer asks: whose act, what contradicts, what is disputed, what is
    missing. `told` says the decision's own sentences in the language.
    """
    _ = translations(language).gettext
    if decision.covered is False:
        yield _(N_("The rulebook does not hold this edition, or the law of this day: it gives no verdict."))
    used = (decision.agency or _(N_("no agency named")), decision.agreement or _(N_("no agreement named")))
    yield _(N_("Agency and agreement: %(used)s")) % {"used": ", ".join(used)}
    contradicts = _(N_("Contradiction, not judged: %(line)s"))
    yield from (contradicts % {"line": told(line, language)} for line in decision.contradictions)
    for one in decision.readings:
        yield from _of_reading(one, language)
    named = {
        N_("Not under this agreement is not unlawful; see"): decision.other_sources,
        N_("To settle it, tell"): decision.missing,
        N_("To settle how it was done, tell"): decision.asked_by("standard"),
        N_("To settle the duties, tell"): decision.asked_by("duty"),
        N_(
            "Left open by facts that contradict each other, by a clock that had not run when the log was closed, or by "
            "words that are read in two ways"
        ): [one.id for one in decision.left_open() if not one.missing and one.id != "rulebook.covered"],
        N_("Authorized if"): decision.subject_to,
    }
    yield from (f"{_(label)}: {', '.join(names)}" for label, names in named.items() if names)
    rests = _(N_("Rests on: %(line)s"))
    yield from (rests % {"line": told(line, language)} for line in decision.basis)
    hashes = {"rulebook": decision.rulebook_sha256[:16], "facts": decision.facts_sha256[:16]}
    yield _(N_("Rulebook sha256 %(rulebook)s, facts sha256 %(facts)s")) % hashes


def _of_reading(one: Reading, language: str) -> Iterator[str]:
    _ = translations(language).gettext
    yield _(N_("Two readings: %(asks)s")) % {"asks": questions()[one.question][language]}
    if one.binding:
        none = _(N_("no answer"))
        sides = {side: _(result) if result else none for side, result in (("narrow", one.narrow), ("wide", one.wide))}
        told = {**sides, "binding": _(one.binding)}
        yield "  " + _(N_("narrow: %(narrow)s; wide: %(wide)s; %(binding)s binds")) % told
    if one.cases:
        told = {"cases": "; ".join(one.cases), "courts": one.contested}
        yield "  " + _(N_("decided here: %(cases)s; by courts: %(courts)s")) % told
