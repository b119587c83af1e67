"""The section on money: the fiscal note, both bases, and what must be told before it can be a sum."""

from __future__ import annotations

from collections.abc import Mapping

from open287g.costs.asked import ONE_OFFICER
from open287g.costs.assumptions import Assumption
from open287g.costs.note import Note, fiscal_note
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.ui.paper import Section

_YEARS = 5


def note_of(subject: Subject, known: Mapping[str, Assumption], seed: int) -> Note | None:
    """The note of the first model that the dossier explains; None where it explains none."""
    return fiscal_note(subject.models[0], known, years=_YEARS, seed=seed) if subject.models else None


def money(reader: Reader, note: Note | None) -> Section:
    """What the note counts over its years, with what is left out of it."""
    say = reader.say
    title = say("What it costs")
    if note is None:
        return Section(title, (say("No model is named, so no costs are counted: name one."),))
    rows = [
        (
            row.says_es if reader.language == "es" else row.says,
            say("new money") if row.basis == "incremental" else say("with what is paid anyway"),
            row.payer,
            *(reader.dollars(value) for value in (row.amount.p5, row.amount.p50, row.amount.p95)),
        )
        for row in note.lines
        if row.year is None
    ]
    rows += [
        (
            say("All of these, at least") if total.at_least else say("All of these"),
            say("new money") if total.basis == "incremental" else say("with what is paid anyway"),
            "",
            *(
                say("unknown") if total.unknown else reader.dollars(value)
                for value in (total.amount.p5, total.amount.p50, total.amount.p95)
            ),
        )
        for total in note.totals
        if total.year is None and total.payer == "all"
    ]
    head = (say("Cost over five years"), say("Counted as"), say("Paid by"), "5%", "50%", "95%")
    lines = (*_of_what(reader, note), *_remarks(reader, note), *_wanted(reader, note))
    return Section(title, lines, head, tuple(rows) if note.lines else (), (6, 3, 2, 2, 2, 2))


def _of_what(reader: Reader, note: Note) -> tuple[str, ...]:
    """The model that is counted, and for how many officers."""
    told = [reader.say("Counted for the model %(model)s.") % {"model": reader.model(note.model)}]
    if note.assumptions["officers"].source == ONE_OFFICER:
        told.append(reader.say("The number of officers is not told: the figures are for one."))
    return tuple(told)


def _remarks(reader: Reader, note: Note) -> tuple[str, ...]:
    say = reader.say
    told = [say("Two sums are told always: new money, and the full cost with salaries that are paid anyway.")]
    back = sum(row.amount.p50 for row in note.repaid if row.year is None)
    if back:
        paid = say(
            "ICE has announced to pay back %(usd)s over these years, mostly for officers whom the agency has already."
        )
        told.append(paid % {"usd": reader.dollars(back)})
    return tuple(told)


def _wanted(reader: Reader, note: Note) -> tuple[str, ...]:
    wanted = dict.fromkeys(name for left in note.left_out for name in left.wanted)
    if not wanted:
        return ()
    known = note.assumptions
    names = [known[name].says_es if reader.language == "es" else known[name].says for name in wanted]
    return (reader.say("Not counted until it is told:") + " " + "; ".join(names) + ".",)
