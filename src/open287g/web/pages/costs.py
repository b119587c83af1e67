"""What an agreement costs: a fiscal note asked for by a form without script, and the registers behind its figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cachetools import LRUCache, cached
from markupsafe import Markup

from open287g.core.cells import csv_of
from open287g.core.errors import NotFoundError
from open287g.costs.address import MOST_YEARS, SCENARIOS, YEARS, NoteAsked, facts_key, note_asked
from open287g.costs.asked import Asked
from open287g.costs.assumptions import assumptions_for
from open287g.costs.comparison import compared
from open287g.costs.line import MODELS
from open287g.costs.registers.register import Row, register
from open287g.costs.registers.tables import REGISTERS
from open287g.places.counties import counties
from open287g.publish.dossier.note_tables import assumptions, note_sections, value_of
from open287g.publish.dossier.reader import Reader
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui.charts.intervals import Dot
from open287g.ui.charts.ranges import ranges
from open287g.vocabulary import money_words
from open287g.web.view.page import Page
from open287g.web.view.registry import nowhere, page
from open287g.web.view.request import View

_DRAWS = 10_000
_BARS = 12
"""Bars of a chart at most: those that say most."""
_GROUPS = {
    "officers": (
        "officers", "wage", "benefits", "hours_per_year", "duty_share", "overtime_hours", "overtime_factor",
        "supervisor_hours", "supervisor_wage", "administration_hours", "administration_wage",
    ),
    "training": (
        "training_hours", "refresher_hours", "backfill_share", "turnover", "travel_nights", "lodging", "meals",
    ),
    "things": ("equipment", "vehicles", "it", "interpretation", "insurance", "transports", "transport_cost"),
    "jail": ("detainers", "held_share", "waiting_days", "bed_day_incremental", "bed_day_full"),
    "courts": (
        "late_share", "late_days", "usd_per_day_held", "claiming_share", "defense", "retention",
        "class_judgment_chance", "class_usd_per_person", "budget",
    ),
    "back": ("award", "state_grant", "repayment_delay", "repaid_years"),
    "place": ("residents",),
}  # fmt: skip


@page("/costs")
def costs(view: View) -> Page:
    """Where the note and the registers are."""
    held = [(table, len(register(table.name))) for table in REGISTERS.values()]
    return view.render("costs.html", registers=held, titles=money_words.REGISTERS)


@page("/costs/note", every=nowhere)
def note(view: View) -> Page:
    """The form; with a model told, the note too. What cannot be read is told line by line."""
    asked = note_asked(view.query)
    wrong = asked.wrong
    view = replace(view, carries=not wrong)
    facts = _facts(asked, view.language) if "model" in view.query and not wrong else None
    reader = Reader(view.record, view.language)
    shown = {} if facts is None else _shown(view, reader, facts)
    return view.render(
        "costs_note.html",
        status=400 if wrong else 200,
        asked=asked,
        county=counties().get(asked.county),
        groups=_fields(view, reader, asked),
        models=MODELS,
        most_years=MOST_YEARS,
        years=asked.told.get("years", str(YEARS)),
        scenario_names=SCENARIOS,
        says={name: _says(one, view.language) for name, one in assumptions_for("TFM").items()},
        facts=facts,
        shown=shown,
    )


@cached(LRUCache(maxsize=64), key=lambda asked, language: (facts_key(asked), language))
def _facts(asked: NoteAsked, language: str) -> dict[str, Any]:
    of = Asked("", None, asked.model, "", None)
    return compared(
        of,
        asked.known,
        scenarios=asked.scenarios,
        without=asked.without or None,
        years=asked.years,
        draws=_DRAWS,
        seed=asked.seed,
        reimbursement=asked.reimbursement,
        language=language,
        prices=asked.prices or None,
    )


def _shown(view: View, reader: Reader, facts: dict[str, Any]) -> dict[str, Any]:
    totals = {(row["basis"], row["payer"]): row for row in facts["totals"] if row["year"] == "all"}
    costly = [row for row in facts["lines"] if row["year"] == "all" and row["basis"] == "full" and row["p95"] > 0]
    costly.sort(key=lambda row: -row["p95"])
    says = {row["name"]: row["says"] for row in facts["assumptions"]}
    bars = [Dot(row["says"], row["p50"], row["p5"], row["p95"]) for row in costly[:_BARS]]
    moved = [
        Dot(says[s["assumption"]], (s["at_low"] + s["at_high"]) / 2, *sorted((s["at_low"], s["at_high"])))
        for s in facts["swings"][:_BARS]
    ]
    return {
        "totals": [(basis, totals[basis, "all"]) for basis in ("incremental", "full")],
        "words": money_words.BASES,
        "sections": note_sections(reader, facts),
        "assumptions": assumptions(reader, facts),
        "lines": _chart(view, bars, view.gettext("Costs over all years, with what is paid anyway, by line")),
        "swings": _chart(view, moved, view.gettext("The mean sum over all years at each assumption's low and high")),
        "dollars": reader.dollars,
    }


def _chart(view: View, bars: list[Dot], title: str) -> Markup | None:
    return ranges(bars, title, view.language) if bars else None


def _fields(view: View, reader: Reader, asked: NoteAsked) -> list[tuple[str, list[dict[str, Any]]]]:
    """The form's fields by group: what each asks, in which unit, what was told, and what stands there if nothing is."""
    shipped = assumptions_for(asked.model)
    wrong = {one.name: one for one in asked.wrong}
    fields = {}
    for name, known in shipped.items():
        row = {"low": None} if known.range is None else {**vars(known.range), "unit": known.unit}
        fields[name] = {
            "name": name,
            "says": _says(known, view.language),
            "unit": reader.word(known.unit, money_words.UNITS),
            "told": asked.told.get(name, ""),
            "shipped": "" if known.range is None else value_of(reader, row),
            "source": known.source,
            "wrong": wrong.get(name),
        }
    return [(group, [fields[name] for name in names]) for group, names in _GROUPS.items()]


def _says(known: Any, language: str) -> str:
    return str(known.says_es if language == "es" else known.says)


def _names(record: LoadedRecord) -> Iterable[str]:
    return (f"/costs/registers/{name}" for name in REGISTERS)


def _files(record: LoadedRecord) -> Iterable[str]:
    return (f"/costs/registers/{name}.csv" for name in REGISTERS)


@page("/costs/registers/{name}.csv", every=_files, in_languages=False)
def register_file(view: View, name: str) -> Page:
    """A register as CSV."""
    table = REGISTERS[_named(name)]
    return Page(csv_of(register(name), table.names), media_type="text/csv; charset=utf-8")


@page("/costs/registers/{name}", every=_names)
def register_page(view: View, name: str) -> Page:
    """A register as a page: what was read at its source first, then what still is to be."""
    rows = sorted(register(_named(name)), key=lambda row: row["confirmed"] == "not confirmed")
    if name == "prices":
        rows.reverse()
    return view.render(
        "costs_register.html",
        name=name,
        table=REGISTERS[name],
        columns=[column for column in REGISTERS[name].columns if any(row[column.name] is not None for row in rows)],
        rows=[_cells(view, row) for row in rows],
        titles=money_words.REGISTERS,
        heads=money_words.COLUMNS,
        own=money_words.TRANSLATED,
    )


def _cells(view: View, row: Row) -> dict[str, str]:
    """A row's cells as the reader reads them; what is not told is empty."""
    reader = Reader(view.record, view.language)
    cells = {}
    for column, value in row.items():
        if value is None:
            cells[column] = ""
        elif isinstance(value, float) and column == "share":
            cells[column] = reader.share(value)
        elif isinstance(value, (int, float)):
            cells[column] = reader.number(value, 0 if value == int(value) else 3 if column == "index" else 2)
        else:
            cells[column] = view.gettext(value) if column in money_words.TRANSLATED else value
    return cells


def _named(name: str) -> str:
    if name not in REGISTERS:
        raise NotFoundError(f"there is no register {name[:20]!r}")
    return name
