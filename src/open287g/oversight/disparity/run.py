"""A file of stops through every test: prepared with its ledger, each asked whether it can, run or refused, written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from open287g.activity.log.load import connect
from open287g.core.folders import scratch_folder
from open287g.core.period import Period, in_force_sql
from open287g.core.progress import step
from open287g.oversight.answer import Answer, Said
from open287g.oversight.disparity import rates
from open287g.oversight.disparity.load import Stops, load
from open287g.oversight.disparity.sources import Cluster
from open287g.oversight.disparity.sun import Place
from open287g.oversight.disparity.threshold_answer import threshold
from open287g.oversight.disparity.veil import veil
from open287g.record.asking.periods import periods_of
from open287g.record.asking.record import open_record
from open287g.vocabulary.messages import N_


@dataclass(frozen=True)
class Asked:
    """What to ask of a file of stops."""

    stops: Path
    place: Place | None = None
    county: str | None = None
    agency: str | None = None
    full: bool = False
    seed: int = 0
    memory: str = "3GB"
    threads: int | None = None
    home: Path | None = None
    master: str | None = None
    """The Spark cluster that counts the file; None: this machine."""


@dataclass(frozen=True)
class Told:
    """What came of it: the ledger and an answer a test."""

    ledger: tuple[Said, ...]
    answers: tuple[Answer, ...]


def disparity(asked: Asked) -> Told:
    """Every test on the file. Raises InputError where it cannot be read."""
    with (
        scratch_folder("open287g-stops-") as scratch,
        connect(scratch, asked.memory, asked.threads) as con,
        step("reading and testing the stops"),
    ):
        stops = load(con, asked.stops, Cluster(asked.master, scratch) if asked.master else None)
        answers = (
            rates.benchmark(stops, asked.county),
            rates.search(stops),
            rates.outcome(stops),
            threshold(stops, full=asked.full, seed=asked.seed),
            veil(stops, asked.place),
            *(_by_agreement(stops, asked) if asked.agency else ()),
        )
        return Told(tuple(stops.ledger), answers)


def _by_agreement(stops: Stops, asked: Asked) -> Iterator[Answer]:
    """The plain rates again, before, during and after the agreements of an agency of the record."""
    title = N_("Before, during and after the agreement")
    if "day" not in stops.has or "day" in stops.faults:
        reason = stops.faults.get("day", Said(N_("no column tells the day of a stop")))
        yield Answer("agreement", title, reasons=[reason])
        return
    with open_record(asked.home) as record:
        agency = record.find(asked.agency or "")
        own = [row for row in record.questions.table("agreements").dicts() if row["agency_id"] == agency]
        spans = [period for row in own if row["status"] != "moved" for period in periods_of(row)]
    if not spans:
        yield Answer("agreement", title, reasons=[Said(N_("the record holds no dated agreement of this agency"))])
        return
    for method in (rates.search, rates.outcome):
        yield method(stops, _period(spans))


def _period(spans: list[Period]) -> str:
    """SQL of the period of a day, before, during or after `spans`, of which each has a start."""
    first = min(span.start for span in spans if span.start)
    within = " or ".join(in_force_sql("day", *map(_day_sql, (span.start, span.end))) for span in spans)
    return f"""case when day is null then 'no day' when {within} then 'during'
        when day < date '{first}' then 'before' else 'after' end"""


def _day_sql(day: date | None) -> str:
    return f"date '{day}'" if day else "null"
