"""From raw files to the record, top to bottom: this is the main flow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from open287g.core.files import only_one
from open287g.record.believing.verdicts import judge
from open287g.record.history.absences import live
from open287g.record.history.instruments import instruments
from open287g.record.history.presence import presence
from open287g.record.history.successors import successors
from open287g.record.identity.agencies import name_agencies
from open287g.record.identity.joining import identify
from open287g.record.identity.spellings import Spelling, spellings
from open287g.record.reading.corpus import Corpus
from open287g.record.reading.gather import gather
from open287g.record.reading.lines import read_line
from open287g.record.tables.database import clear_scratch, record_path, write_record, writing
from open287g.record.tables.rows import table_rows
from open287g.record.tables.understanding import World


@dataclass(frozen=True)
class BuildReport:
    """What a build made: where, and how many rows each table has."""

    path: Path
    tables: dict[str, int]
    quarantined: int


def build(home: Path, *, shipped: bool = True, remember: bool = True) -> BuildReport:
    """Make `home`'s record from the shipped bundle and the home's archive, and put it in place at once.

    Readers see the old record until the new one is whole. Raises DamageError or InputError, and then the old stays.
    """
    with (
        writing(home, "the old record is as it was"),
        only_one(home / "record" / "lock", "another build of this home is under way"),
        _cleared(home / "record", home / "cache" / "bundle"),
    ):
        corpus = gather(home, shipped=shipped, remember=remember)
        world = understand(corpus)
        tables = table_rows(world)
        write_record(tables, world, record_path(home))
    quarantined = sum(s.verdict == "quarantined" for s in world.snapshots)
    return BuildReport(record_path(home), {name: len(rows) for name, rows in tables.items()}, quarantined)


@contextmanager
def _cleared(*folders: Path) -> Iterator[None]:
    """Before and after, without the scratch that a stopped build leaves."""
    for folder in folders:
        clear_scratch(folder)
    try:
        yield
    finally:
        for folder in folders:
            clear_scratch(folder)


def understand(corpus: Corpus, *, judgments: bool = True) -> World:
    """Read every line, judge every file, tell agencies apart, and follow each agreement.

    Without `judgments` agencies are told apart by the rules alone; that is for measuring the rules.
    """
    corpus.sort()
    readings = [read_line(line) for line in corpus.lines]
    snapshots, publications = judge(corpus, readings)
    listed = presence(publications["participating"], len(readings))
    pending = presence(publications["pending"], len(readings))
    found = spellings(readings, listed, pending)
    identity = identify(found, readings, listed, judgments=judgments)
    agencies, redirects = name_agencies(found, identity, listed)
    agency_of_line = _agency_of_line(found, [a.spellings for a in agencies], len(readings))
    lives = [live(made, readings, listed) for made in instruments(readings, agency_of_line, listed)]
    return World(
        corpus,
        readings,
        snapshots,
        publications,
        listed,
        pending,
        found,
        identity,
        agencies,
        redirects,
        agency_of_line,
        lives,
        successors(lives, agencies, listed),
    )


def _agency_of_line(found: list[Spelling], members: list[tuple[int, ...]], lines: int) -> list[int]:
    owner = np.full(lines, -1, np.int64)
    for agency, numbers in enumerate(members):
        for number in numbers:
            owner[list(found[number].lines)] = agency
    return [int(agency) for agency in owner]
