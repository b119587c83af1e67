"""Adds a wrong list as the newest file to what the package ships, and says what is wrong with the record after it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from open287g.archive.workbooks.sheet import Line
from open287g.archive.workbooks.workbook import read_workbook
from open287g.core.files import sha256_of
from open287g.places.states import states
from open287g.record.believing.verdicts import Snapshot, judge
from open287g.record.build import understand
from open287g.record.history.draft import Draft
from open287g.record.reading.bundle import SHIPPED, read_bundle
from open287g.record.reading.corpus import Corpus, Seen
from open287g.record.reading.gather import read_files
from open287g.record.reading.lines import Entry, read_line
from tests.record import mutants_cells, mutants_package
from tests.record.sheets import Cells, cells_of, parts_of, workbook

NEWEST, DAY = date(2026, 5, 18), date(2026, 5, 19)
DAYS = (date(2026, 4, 10), date(2026, 5, 1), NEWEST)
SAVED = datetime(2026, 5, 19, 9, 30)
NAMES = {"participating": "participatingAgencies05192026am.xlsx", "pending": "pendingAgencies05192026am.xlsx"}
SEEDS = {"participating": "participatingAgencies05182026am.xlsx", "pending": "pendingAgencies08272025pm.xlsx"}
ODD_NAMES = ("participatingAgencies.xlsx", "participatingAgencies99999999.xlsx", "participatingAgencies01012099am.xlsx",
             "participatingAgencies05192025am.xlsx", "participatingAgencies05192026pm (1).xlsx", "287g.xlsx",
             "participatingAgencies-20260519093000.xlsx", "pendingAgencies05192026am.xlsx", "=cmd|x.xlsx",
             "participatingAgencies05192027am.xlsx", "a" * 200 + ".xlsx", "списокЖ05192026am.xlsx")  # fmt: skip
# What the bounds of `record.believing.soundness` let through within a day, rounded up.
MOST_LOST, MOST_DATED, MOST_NEW = 40, 36, 60


@dataclass(frozen=True)
class Mutant:
    """One wrong file: what was done, the list it was made from, its name, its bytes, and what must become of it."""

    how: str
    list: str
    name: str
    content: bytes
    must: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: the verdict with its reason, and every complaint about the record after it."""

    mutant: Mutant
    verdict: str
    reason: str
    complaints: tuple[str, ...]


class Seeds:
    """The lists that mutants are made from, and the record without them."""

    def __init__(self) -> None:
        shipped = read_bundle(SHIPPED)
        shas = {seen.name: seen.sha256 for seen in shipped.seen}
        self.cells: dict[str, Cells] = {kind: cells_of(shipped, shas[name]) for kind, name in SEEDS.items()}
        self.corpus = _recent(shipped)
        # The sound lists, written as the mutants will be, are the newest that the record believes.
        for kind, cells in self.cells.items():
            content = workbook(cells, datetime(2026, 5, 18, 15))
            self.corpus.put(sha256_of(content), read_workbook(content))
            self.corpus.saw([Seen(f"{kind}Agencies05182026pm.xlsx", sha256_of(content))])
        self.corpus.sort()
        self.entries: dict[Line, Entry] = {line: read_line(line) for line in self.corpus.lines}
        self.draft = understand(self._copy())
        newest = [s for s in self.draft.snapshots if s.seen.name.endswith("05182026pm.xlsx")]
        assert [s.verdict for s in newest] == ["accepted", "accepted"], newest
        self.in_force = {day: _in_force(self.draft, day) for day in DAYS}
        self.events = {event.event_id for event in self.draft.events}
        self.confirmed = _confirmed(self.draft)

    def _copy(self) -> Corpus:
        return Corpus(
            list(self.corpus.seen), list(self.corpus.lines), dict(self.corpus.listings), dict(self.corpus.unreadable)
        )

    def make(self, number: int) -> Mutant:
        """The mutant of this number: always the same one."""
        chance = random.Random(number)
        kind = "pending" if number % 9 == 8 else "participating"
        cells = self.cells[kind].copy()
        if number % 5 < 3:
            makers = {n: m for n, m in mutants_cells.MAKERS.items() if kind == "participating" or "SIGNED" not in n}
            how = sorted(makers)[number // 5 % len(makers)]
            if kind == "pending":
                cells = _with_signed(cells)
            made = makers[how](chance, cells)
            made = _without_signed(made) if kind == "pending" else made
            mutant = Mutant(how, kind, NAMES[kind], workbook(made, SAVED), mutants_cells.MUST.get(how, ""))
        else:
            how = sorted(mutants_package.MAKERS)[number // 5 % len(mutants_package.MAKERS)]
            content = mutants_package.MAKERS[how](chance, parts_of(cells, SAVED))
            mutant = Mutant(how, kind, NAMES[kind], content, mutants_package.MUST.get(how, ""))
        if kind == "pending":
            return replace(mutant, must="")
        if number % 11 == 10:
            return replace(mutant, name=chance.choice(ODD_NAMES), how=f"{how}, odd name", must="")
        return mutant

    def outcomes(self, mutants: list[Mutant], folder: Path) -> Iterator[Outcome]:
        """Read the mutants as the archive's files are read, and judge each as the newest file of all."""
        paths = []
        for number, mutant in enumerate(mutants):
            path = folder / str(number) / mutant.name
            path.parent.mkdir()
            path.write_bytes(mutant.content)
            paths.append(path)
        read = read_files(paths)
        by_folder = {path.parent.name: path for path in paths}
        for number, mutant in enumerate(mutants):
            yield self._outcome(mutant, _one(read, by_folder[str(number)]))

    def _outcome(self, mutant: Mutant, one: Corpus) -> Outcome:
        corpus = self._copy()
        corpus.add(one)
        corpus.sort()
        entries = [self.entries.get(line) or read_line(line) for line in corpus.lines]
        snapshots, _ = judge(corpus, entries)
        sha = one.seen[0].sha256
        mine: Snapshot = next(s for s in snapshots if s.seen.sha256 == sha and s.seen.name == mutant.name)
        complaints = list(_about_verdict(mutant, mine))
        if mine.verdict != "quarantined":
            complaints += self._about_record(understand(corpus))
        return Outcome(mutant, mine.verdict, mine.reason, tuple(complaints))

    def _about_record(self, draft: Draft) -> Iterator[str]:
        for day, known in self.in_force.items():
            if known != _in_force(draft, day):
                yield f"what was known on {day} changed"
        kinds = Counter(event.kind for event in draft.events if event.event_id not in self.events)
        if kinds["delisted"] > MOST_LOST:
            yield f"{kinds['delisted']} agreements are said to have ended"
        if kinds["renewed"] + kinds["date_corrected"] > MOST_DATED:
            yield f"{kinds['renewed']} renewed and {kinds['date_corrected']} corrected"
        sure = _confirmed(draft) - self.confirmed
        if len(sure) > MOST_DATED:
            yield f"{len(sure)} are said to have ended for certain on the word of one list: {sorted(sure)[:3]}"
        yield from _about_agencies(self.draft, draft)


def _confirmed(draft: Draft) -> set[str]:
    gone = [a for a in draft.agreements if a.ending is not None and not a.moved_away]
    return {a.agreement_id for a in gone if a.ending_grade == "confirmed"}


def _about_agencies(before: Draft, after: Draft) -> Iterator[str]:
    known = {agency.agency_id for agency in before.agencies}
    gone = known - {agency.agency_id for agency in after.agencies}
    if gone:
        yield f"agencies vanished: {sorted(gone)[:3]}"
    new = [agency for agency in after.agencies if agency.agency_id not in known]
    if len(new) > MOST_NEW:
        yield f"{len(new)} new agencies"
    for agency in new:
        if not re.fullmatch(r"[A-Za-z0-9 .,;:'/&()#+–—-]{4,120}", agency.name) or agency.state not in states():
            yield f"an agency called {agency.name!r} in {agency.state!r}"


def _recent(corpus: Corpus) -> Corpus:
    """The lists of the last weeks: enough to be judged against."""
    corpus.seen = [s for s in corpus.seen if re.search("0[45]..2026", s.name)]
    kept = {seen.sha256 for seen in corpus.seen}
    corpus.listings = {sha: listing for sha, listing in corpus.listings.items() if sha in kept}
    used = sorted({int(line) for listing in corpus.listings.values() for line in listing.lines})
    place = np.full(len(corpus.lines), -1, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    listings = {sha: replace(listing, lines=place[listing.lines]) for sha, listing in corpus.listings.items()}
    return Corpus(corpus.seen, [corpus.lines[i] for i in used], listings)


def _one(read: Corpus, path: Path) -> Corpus:
    """The part of `read` that is of one file."""
    sha = sha256_of(path.read_bytes())
    one = Corpus(lines=list(read.lines))
    one.seen = [Seen(path.name, sha, "", next(s.captured_at for s in read.seen if s.name == path.name))]
    if sha in read.listings:
        numbers = read.listings[sha].lines
        kept = sorted(set(numbers.tolist()))
        place = {old: new for new, old in enumerate(kept)}
        one = Corpus(one.seen, [read.lines[i] for i in kept])
        listing = read.listings[sha]
        lines = numbers.copy()
        lines[:] = [place[i] for i in numbers.tolist()]
        one.listings[sha] = replace(listing, lines=lines)
    else:
        one = Corpus(one.seen, [], {}, {sha: read.unreadable[sha]})
    return one


def _about_verdict(mutant: Mutant, mine: Snapshot) -> Iterator[str]:
    if mine.verdict not in ("accepted", "duplicate", "quarantined") or len(mine.reason) < 10:
        yield f"no clear verdict: {mine.verdict!r} {mine.reason!r}"
    if mutant.must and mine.verdict != mutant.must:
        yield f"{mine.verdict} ({mine.reason}) where it must be {mutant.must}"
    if mine.publication is not None and mine.dating.published is None:
        yield "a publication without a day"


def _in_force(draft: Draft, day: date) -> set[tuple[Any, ...]]:
    """Agreement, SIGNED and period of all that was believed in force on `day` by `day`."""
    return {
        (belief.agreement_id, belief.signed, belief.valid_from)
        for belief in draft.beliefs
        if belief.known_from <= day < (belief.known_to or date.max)
        if belief.valid_from <= day < (belief.valid_to or date.max)
    }


def _with_signed(cells: Cells) -> Cells:
    return Cells([*cells.header, "SIGNED"], [[*row, ""] for row in cells.rows], cells.links)


def _without_signed(cells: Cells) -> Cells:
    if "SIGNED" not in cells.header:
        return cells
    at = cells.column("SIGNED")
    return replace(
        cells,
        header=[title for i, title in enumerate(cells.header) if i != at],
        rows=[[cell for i, cell in enumerate(row) if i != at] for row in cells.rows],
    )
