"""Sections from the registers: what may come back and for how long, and what programs and courts cost elsewhere.

Only rows that were read at their source are told; a row that was only heard of is named as that.
"""

from __future__ import annotations

from open287g.costs.registers.register import Row, confirmed, register
from open287g.places.settlements import READ
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.ui.paper import Section
from open287g.vocabulary import money_words

_NATION = "nation"
"""`per` of a figure for all places together: it says nothing of one."""


def comes_back(reader: Reader, subject: Subject) -> Section:
    """The schemes of ICE and of the state that may pay back, as far as the models explained are theirs."""
    say = reader.say
    here = [row for row in register("reimbursement") if _may_pay(row, subject)]
    rows = tuple(_scheme(reader, row) for row in here if row["confirmed"] == READ)
    lines = [say("How long any of it lasts is not known: no scheme names the day on which it stops.")] if rows else []
    if rows:
        lines.insert(0, say("Announced, appropriated, approved and paid are four different figures."))
    if not any(row["payer"] == "ICE" for row in here):
        lines.append(say("Of ICE, no scheme is known that pays back under these models."))
    elif len(subject.explained) > 1:
        lines.append(say("What ICE announced is for the task force model alone."))
    if not any(row["payer"] == "state" for row in here):
        lines.append(say("Whether the state pays anything is not known here."))
    heard = dict.fromkeys(_told(reader, row, "what") for row in here if row["confirmed"] != READ)
    if heard:
        lines.append(say("Told of, and its amounts were not read: %(what)s.") % {"what": "; ".join(heard)})
    head = (say("Paid by"), say("What"), say("Figure"), say("Stage"), say("What it counts"))
    return Section(say("What may come back, and for how long"), tuple(lines), head, rows, (2, 4, 3, 3, 6))


def _may_pay(row: Row, subject: Subject) -> bool:
    if row["payer"] == "state":
        return bool(row["state"] == subject.state)
    models = (row["models"] or "TFM").split()
    return row["per"] != _NATION and row["state"] in (None, subject.state) and bool({*models} & {*subject.explained})


def _scheme(reader: Reader, row: Row) -> tuple[str, ...]:
    figure = reader.share(row["share"]) if row["usd"] is None else reader.dollars(row["usd"])
    payer = reader.word(row["payer"], money_words.PAYERS)
    what, stage, counts = (_told(reader, row, column) for column in ("what", "stage", "counts"))
    since = f" ({row['from']})" if row["from"] else ""
    return payer, what, f"{figure}{_per(reader, row)}", f"{stage}{since}", counts


def _told(reader: Reader, row: Row, column: str) -> str:
    """A column's text in the reader's language."""
    text: str = row[column]
    return reader.say(text)


def _per(reader: Reader, row: Row) -> str:
    return f" / {_told(reader, row, 'per')}" if row.get("per") else ""


def elsewhere(reader: Reader) -> Section:
    """One figure for each place and way to count, then what courts and settlements came to; alike in every dossier."""
    return reader.record.once(("elsewhere", reader.language), lambda: _elsewhere(reader))


def _elsewhere(reader: Reader) -> Section:
    say = reader.say
    costs: dict[tuple[str, str], Row] = {}
    for row in confirmed("program_costs"):
        costs.setdefault((row["place"], row["basis"]), row)
    rows = [_figure(reader, row, _told(reader, row, "basis")) for row in costs.values()]
    courts = say("courts")
    rows += [_figure(reader, row, f"{courts}: {_told(reader, row, 'status')}") for row in confirmed("settlements")]
    lines = (
        say("Figures of other places, of other years and counted in other ways: none of them is a forecast."),
        say("The same kind of program is said to cost thousands or millions a year: the basis is most of that."),
    )
    head = (say("Place"), say("Dollars"), say("Counted as"), say("What it counts"), say("Source"))
    return Section(say("What it cost, and what went wrong, elsewhere"), lines, head, tuple(rows), (3, 3, 3, 8, 5))


def _figure(reader: Reader, row: Row, counted_as: str) -> tuple[str, ...]:
    place = _told(reader, row, "place")
    if row["state"] and place[0].isupper():
        place = f"{place}, {row['state']}"
    bound = f"{_told(reader, row, 'bound')} " if row.get("bound") else ""
    period = f" ({row['period'].replace('/', ' – ')})" if row["period"] else ""
    dollars = f"{bound}{reader.dollars(row['usd'])}{_per(reader, row)}"
    return place, dollars, counted_as, f"{_told(reader, row, 'counts')}{period}", row["source"]
