"""The section on money: the fiscal note, both bases, and what must be told before it can be a sum."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from open287g.costs.asked import ONE_OFFICER
from open287g.costs.assumptions import Assumption
from open287g.costs.line import BASES
from open287g.costs.note import Note, Row, Total, fiscal_note
from open287g.costs.told import Plain
from open287g.costs.totals import Amount
from open287g.publish.dossier.note_tables import courts, left_out
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.ui.paper import Section
from open287g.vocabulary import money_words

_YEARS = 5


def note_of(subject: Subject, known: Mapping[str, Assumption], seed: int) -> Note | None:
    """The note of the first model that the dossier explains; None where it explains none."""
    return _note(subject.models[0], tuple(known.values()), seed) if subject.models else None


@lru_cache(maxsize=8)
def _note(model: str, known: tuple[Assumption, ...], seed: int) -> Note:
    """The note; kept for a moment, since a dossier is often asked in both languages."""
    return fiscal_note(model, {one.name: one for one in known}, years=_YEARS, seed=seed)


def money(reader: Reader, subject: Subject, note: Note | None) -> Section:
    """What the note counts over its years, new money beside the full cost."""
    say = reader.say
    title = say("What it costs")
    if note is None:
        return Section(title, (say("No model is named, so no costs are counted: name one."),))
    rows: dict[str, dict[str, Row]] = {}
    for row in note.lines:
        if row.year is None:
            rows.setdefault(row.line, {})[row.basis] = row
    left = {(one.line, one.basis) for one in note.left_out}
    told = [_line(reader, name, by_basis, left) for name, by_basis in rows.items()]
    told.append(_sum(reader, note.totals))
    head = (say("Cost over five years"), say("Paid by"), say("New money"), say("With what is paid anyway"))
    lines = (*_of_what(reader, subject, note), *_remarks(reader, note))
    return Section(title, lines, head, tuple(told) if rows else (), (5, 2, 4, 5))


def not_counted(reader: Reader, facts: Plain | None) -> Section:
    """The costs that are in no sum until their figures are told."""
    return Section("") if facts is None else left_out(reader, facts)


def courts_of(reader: Reader, facts: Plain | None) -> Section:
    """What courts may order, with the mean and the chance of a bad year beside the middle; nothing where uncounted."""
    return Section("") if facts is None else courts(reader, facts)


def _line(
    reader: Reader, name: str, by_basis: Mapping[str, Row], left: set[tuple[str, str]]
) -> tuple[str, str, str, str]:
    """A cost on both bases; on one that it has not it costs nothing new, on one that is left out it is unknown."""
    first = next(iter(by_basis.values()))
    say = reader.say
    missing = {basis: say("unknown") if (name, basis) in left else say("nothing new") for basis in BASES}
    new, full = (_range(reader, by_basis[basis].amount) if basis in by_basis else missing[basis] for basis in BASES)
    says = first.says_es if reader.language == "es" else first.says
    return says, reader.word(first.payer, money_words.PAYERS), new, full


def _sum(reader: Reader, totals: tuple[Total, ...]) -> tuple[str, str, str, str]:
    of_all = {total.basis: total for total in totals if total.year is None and total.payer == "all"}
    at_least = any(total.at_least for total in of_all.values())
    new, full = (
        reader.say("unknown") if of_all[basis].unknown else _range(reader, of_all[basis].amount) for basis in BASES
    )
    return reader.say("All of these, at least") if at_least else reader.say("All of these"), "", new, full


def _range(reader: Reader, amount: Amount) -> str:
    """The middle, then the range of 90 in 100 possible courses where there is one."""
    if amount.p5 == amount.p95:
        return reader.dollars(amount.p50)
    ends = {"low": reader.dollars(amount.p5), "high": reader.dollars(amount.p95)}
    within = reader.say("%(low)s to %(high)s") % ends
    return f"{reader.dollars(amount.p50)} ({within})"


def _of_what(reader: Reader, subject: Subject, note: Note) -> tuple[str, ...]:
    """The model that is counted, those that are not, and for how many officers."""
    told = [reader.say("Counted for the model %(model)s.") % {"model": reader.model(note.model)}]
    others = ", ".join(reader.model(model) for model in subject.models if model != note.model)
    if others:
        told.append(reader.say("Not counted here: %(models)s. Name one of them to count it.") % {"models": others})
    if note.assumptions["officers"].source == ONE_OFFICER:
        told.append(reader.say("The number of officers is not told: the figures are for one."))
    return tuple(told)


def _remarks(reader: Reader, note: Note) -> tuple[str, ...]:
    say = reader.say
    told = [say("Two sums are told always: new money, and the full cost with salaries that are paid anyway.")]
    if note.lines:
        told.append(say("Each figure is the middle; 90 of 100 possible courses lie in the range behind it."))
    else:
        told.append(say("No cost is counted: each wants figures that nobody told. They are named below."))
    back = sum(row.amount.p50 for row in note.repaid if row.year is None and row.payer == "ICE")
    if back:
        paid = say(
            "ICE has announced to pay back %(usd)s over these years, mostly for officers whom the agency has already."
        )
        told.append(paid % {"usd": reader.dollars(back)})
    return tuple(told)
