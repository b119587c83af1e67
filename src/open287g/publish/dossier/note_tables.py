"""The whole fiscal note as sections: sums, years, lines, what comes back, what is left out, and every assumption.

They stand in the agenda packet and on the pages of the atlas alike. What they say comes from `costs.told`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from open287g.costs.asked import ONE_OFFICER
from open287g.costs.assumptions import YOURS
from open287g.costs.told import ALL_YEARS, per_is_least
from open287g.publish.dossier.reader import Reader
from open287g.ui.paper import Section
from open287g.vocabulary import money_words

Facts = Mapping[str, Any]
_SUMS = ("all", "agency", "county", "ICE")
"""What is announced to be paid back stands apart and is never taken off here: it is no saving of new money."""
_CENTS_BELOW = 1000
"""Values of an assumption below this keep their cents or decimals; a wage of 34.50 is not 35."""


def note_sections(reader: Reader, facts: Facts) -> tuple[Section, ...]:
    """Every section of the note `facts`; those with nothing to tell are left out."""
    made = (
        sums(reader, facts),
        years(reader, facts),
        lines(reader, facts),
        repaid(reader, facts),
        courts(reader, facts),
        swings(reader, facts),
        scenarios(reader, facts),
        left_out(reader, facts),
    )
    return tuple(section for section in made if section.lines or section.rows)


def sums(reader: Reader, facts: Facts) -> Section:
    """Who pays over all years, on both bases."""
    say = reader.say
    title = _over_years(reader, facts)
    if not facts["lines"]:
        return Section(title, (say("No cost is counted: each wants figures that nobody told. They are named below."),))
    rows = [row for row in facts["totals"] if row["year"] == ALL_YEARS and row["payer"] in _SUMS]
    rows.sort(key=lambda row: (row["basis"] != "incremental", _SUMS.index(row["payer"])))
    told = tuple((_basis(reader, row), _payer(reader, row), *_range(reader, row)) for row in rows)
    head = (say("Counted as"), say("Paid by"), "5%", "50%", "95%")
    lines = [say("Of 100 possible courses 5 cost less than the first figure, 50 than the second, 95 than the third.")]
    if any(facts["at_least"].values()):
        lines.append(say("Every sum is at least this: costs that nobody told are not in it; they are named below."))
    return Section(title, (*lines, *_per(reader, facts)), head, told, (4, 5, 3, 3, 3))


def _over_years(reader: Reader, facts: Facts) -> str:
    years = facts["years"]
    return (
        reader.say("The sums of one year")
        if years == 1
        else reader.say("The sums over %(years)s years") % {"years": years}
    )


def _per(reader: Reader, facts: Facts) -> Iterable[str]:
    per = facts.get("per") or {}
    officer, resident = (per.get(f"usd_per_{one}_{ALL_YEARS}_years") for one in ("officer", "resident"))
    say, least = reader.say, per_is_least(facts)
    if officer is not None:
        told = (
            say("For each officer, with what is paid anyway: at least %(usd)s.")
            if least
            else say("For each officer, with what is paid anyway: %(usd)s.")
        )
        yield told % {"usd": reader.dollars(officer)}
    if resident is not None:
        told = (
            say("For each resident of the county, with what is paid anyway: at least %(usd)s.")
            if least
            else say("For each resident of the county, with what is paid anyway: %(usd)s.")
        )
        yield told % {"usd": f"${reader.cents(resident)}"}


def years(reader: Reader, facts: Facts) -> Section:
    """The middle of each year's sum on both bases, and what is announced to be paid back."""
    say = reader.say
    if not facts["lines"]:
        return Section("")
    held = {(row["basis"], row["payer"], row["year"]): row for row in facts["totals"]}
    told = (("incremental", "all"), ("full", "all"), ("full", "repaid"))
    rows = tuple(
        (str(year), *(_middle(reader, held[basis, payer, year]) for basis, payer in told))
        for year in range(1, facts["years"] + 1)
    )
    head = (say("Year"), say("New money"), say("With what is paid anyway"), say("Announced to be paid back"))
    note = say("The middle of each year. What is announced to be paid back is not taken off.")
    return Section(say("Year by year"), (note, *_cash(reader, facts)), head, rows, (2, 4, 4, 4))


def _cash(reader: Reader, facts: Facts) -> Iterable[str]:
    cash = facts["cash_low_point"].get("incremental")
    if cash is None:
        yield reader.say("How far cash falls before repayment comes is unknown: its delay is not told.")
        return
    told = reader.say("Of new money, cash stands lowest at the end of quarter %(quarter)s: %(usd)s.")
    yield told % {"quarter": cash["quarter"], "usd": reader.dollars(cash["p50"])}


def lines(reader: Reader, facts: Facts) -> Section:
    """Each cost over all years, with its source."""
    say = reader.say
    rows = tuple(
        (row["says"], _basis(reader, row), _payer(reader, row), *_range(reader, row), row["source"])
        for row in facts["lines"]
        if row["year"] == ALL_YEARS
    )
    head = (say("Cost"), say("Counted as"), say("Paid by"), "5%", "50%", "95%", say("Source"))
    return Section(say("Line by line"), (), head, rows, (5, 3, 2, 3, 3, 3, 6))


def repaid(reader: Reader, facts: Facts) -> Section:
    """What may come back over all years."""
    say = reader.say
    rows = tuple(
        (row["says"], _payer(reader, row), *_range(reader, row)) for row in facts["repaid"] if row["year"] == ALL_YEARS
    )
    head = (say("What comes back"), say("Paid by"), "5%", "50%", "95%")
    notes: tuple[str, ...] = (
        say("Most of it pays for officers whom the agency has already: it is no saving of new money."),
        say("Announced is not paid: a ceiling is no promise, awards hang on targets, and money comes quarters late."),
    )
    if any(row["name"] == "repaid_years" and row["low"] is None for row in facts["assumptions"]):
        notes = (*notes, say("It is counted for every year here: nobody told when it stops."))
    return Section(say("What may come back"), notes if rows else (), head, rows, (6, 2, 3, 3, 3))


def courts(reader: Reader, facts: Facts) -> Section:
    """What courts may order: the middle and the mean together, and the chance of a bad year."""
    say = reader.say
    names = ("legal-exposure", "class-judgment")
    found = [
        row for row in facts["lines"] if row["line"] in names and row["basis"] == "full" and row["year"] == ALL_YEARS
    ]
    rows = tuple(
        (row["says"], reader.dollars(row["p50"]), reader.dollars(row["mean"]), reader.dollars(row["p95"]))
        for row in found
    )
    chance = facts["chance_courts_order_over_1_percent_of_budget"]
    told = say("The chance that courts order more than one percent of the budget in a year: %(share)s.")
    unknown = say(
        "The chance of a year in which courts order more than one percent of the budget is unknown: not told."
    )
    line = unknown if chance is None else told % {"share": reader.share(chance)}
    head = (say("What courts may order, all years"), "50%", say("Mean"), "95%")
    return Section(say("What courts may order"), (line,) if rows else (), head, rows, (7, 3, 3, 3))


def swings(reader: Reader, facts: Facts) -> Section:
    """Which assumption moves the sum most."""
    say = reader.say
    says = {row["name"]: row["says"] for row in facts["assumptions"]}
    rows = tuple(
        (
            says[row["assumption"]],
            reader.dollars(row["at_low"]),
            reader.dollars(row["at_high"]),
            reader.share(row["share"]),
        )
        for row in facts.get("swings") or ()
    )
    head = (say("Assumption"), say("Sum at its lowest"), say("Sum at its highest"), say("Its part of the spread"))
    return Section(say("What moves the sum"), (), head, rows, (6, 3, 3, 3))


def scenarios(reader: Reader, facts: Facts) -> Section:
    """What stands beside the note: other assumptions, another model."""
    say = reader.say
    rows = tuple(
        (told["name"], _basis(reader, row), _payer(reader, row), *_range(reader, row))
        for told in facts.get("scenarios") or ()
        for row in told["totals"]
        if row["payer"] in ("all", "repaid")
    )
    head = (say("Otherwise"), say("Counted as"), say("Paid by"), "5%", "50%", "95%")
    return Section(say("If it comes otherwise"), (), head, rows, (4, 3, 4, 3, 3, 3))


def left_out(reader: Reader, facts: Facts) -> Section:
    """The costs that are in no sum, and what is wanted to count them."""
    say = reader.say
    says = {row["name"]: row["says"] for row in facts["assumptions"]}
    wanted: dict[str, dict[str, None]] = {}
    for row in facts["left_out"]:
        wanted.setdefault(row["says"], {}).update(dict.fromkeys(says[name] for name in row["wanted"]))
    rows = tuple((cost, "; ".join(names)) for cost, names in wanted.items())
    return Section(say("Not in the sum"), (), (say("Cost"), say("Tell this to count it")), rows, (6, 7))


def assumptions(reader: Reader, facts: Facts) -> Section:
    """Every assumption with its values, unit and source; what nobody told is unknown."""
    say = reader.say
    rows = tuple(
        (row["says"], value_of(reader, row), reader.word(row["unit"], money_words.UNITS), source_of(reader, row))
        for row in facts["assumptions"]
    )
    head = (say("Assumption"), say("Value, or low, likely and high"), say("Unit"), say("Source"))
    return Section(say("Assumptions"), (), head, rows, (6, 4, 3, 6))


def value_of(reader: Reader, row: Facts) -> str:
    """An assumption's value, or its low, likely and high; the word for unknown where nobody told it."""
    if row["low"] is None:
        return reader.say("unknown")
    told = [row["low"], row["likely"], row["high"]]
    shown = [_value(reader, value, row["unit"]) for value in (told[:1] if told[0] == told[2] else told)]
    return " – ".join(shown)


def source_of(reader: Reader, row: Facts) -> str:
    """Where a value comes from; empty for what nobody told."""
    if row["low"] is None:
        return ""
    own = {YOURS: reader.say("yours"), ONE_OFFICER: reader.say("not told: the figures are for one officer")}
    told = str(row["source"])
    source = own.get(told, reader.say(told))
    return f"{source} ({row['year']})" if row["year"] else source


def _value(reader: Reader, value: float, unit: str) -> str:
    if unit == "share":
        return reader.share(value)
    whole = value >= _CENTS_BELOW or value == int(value)
    if whole or not unit.startswith("usd"):
        return reader.number(value, 0 if whole else 2)
    return reader.cents(value)


def _basis(reader: Reader, row: Facts) -> str:
    return reader.word(row["basis"], money_words.BASES)


def _payer(reader: Reader, row: Facts) -> str:
    return reader.word(row["payer"], money_words.PAYERS)


def _range(reader: Reader, row: Facts) -> tuple[str, str, str]:
    if row.get("unknown"):
        unknown = reader.say("unknown")
        return unknown, unknown, unknown
    return reader.dollars(row["p5"]), reader.dollars(row["p50"]), reader.dollars(row["p95"])


def _middle(reader: Reader, row: Facts) -> str:
    return reader.say("unknown") if row["unknown"] else reader.dollars(row["p50"])
