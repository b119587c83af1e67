"""From raw files to the record, top to bottom: this is the main flow."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from open287g.core.lock import only_one
from open287g.record.believing.presence import digests_of, presence
from open287g.record.believing.verdicts import judge
from open287g.record.history.agreements import connect, follow
from open287g.record.history.claims import groups
from open287g.record.history.draft import Draft
from open287g.record.history.instruments import told_apart
from open287g.record.history.statements import Statement, read_statements
from open287g.record.history.successors import departures
from open287g.record.identity.agencies import Agency, name_agencies
from open287g.record.identity.joining import identify
from open287g.record.identity.mended_names import without_document_words
from open287g.record.identity.spellings import Spelling, spellings_of
from open287g.record.identity.wrong_states import in_their_states
from open287g.record.reading.corpus import Corpus
from open287g.record.reading.gather import gather
from open287g.record.reading.lines import read_line
from open287g.record.tables.database import clear_scratch, record_path, require_kept, write_record, writing


@dataclass(frozen=True)
class BuildReport:
    """What a build made: where, and how many rows each table has."""

    path: Path
    tables: dict[str, int]
    quarantined: int


def build(home: Path, *, shipped: bool = True, remember: bool = True, accept: bool = True) -> BuildReport:
    """Make `home`'s record from the shipped bundle and the home's archive, and put it in place at once.

    Readers see the old record until the new one is whole. Raises DamageError or InputError, and then the old stays;
    unless `accept`, also where more than a tenth of its agreements would be lost.
    """
    with (
        writing(home, _kept(home)),
        only_one(home / "record" / "lock", "another build of this home is under way"),
        _cleared(home / "record", home / "cache" / "bundle"),
        _unswept(),
    ):
        corpus = gather(home, shipped=shipped, remember=remember)
        draft = understand(corpus, statements=read_statements(home), early=True)
        if not accept:
            require_kept(record_path(home), len(draft.agreements))
        rows = write_record(draft, record_path(home))
    quarantined = sum(s.verdict == "quarantined" for s in draft.snapshots)
    return BuildReport(record_path(home), rows, quarantined)


def _kept(home: Path) -> str:
    """What becomes of the record that stands there where a build fails."""
    try:
        there = record_path(home).exists()
    except OSError:  # A folder that may not be looked into.
        return "what stood there is as it was"
    return "the old record is as it was" if there else "there is no record yet"


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


@contextmanager
def _unswept() -> Iterator[None]:
    """Without the search for circles of things nobody holds: a build makes a million small things and few circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def understand(
    corpus: Corpus, *, judgments: bool = True, statements: Sequence[Statement] = (), early: bool = False
) -> Draft:
    """Read every line, judge every file, tell agencies apart, and follow each agreement.

    Without `judgments` agencies are told apart by the rules alone; that is for measuring the rules. `statements` of
    others than ICE stand beside what the lists say. With `early` the bundled sources of the years before the lists
    stand beside them too.
    """
    corpus.sort()
    entries = without_document_words([read_line(line) for line in corpus.lines])
    entries = in_their_states(entries, corpus.lines)
    snapshots, publications = judge(corpus, entries)
    digests = digests_of(corpus.lines)
    participating, pending = (presence(states, digests, name) for name, states in publications.items())
    spellings = spellings_of(entries, participating, pending)
    identity = identify(spellings, entries, participating, judgments=judgments)
    agencies, redirects = name_agencies(spellings, identity, entries)
    agency_of_line = _agency_of_line(agencies, spellings, len(entries))
    claimed = groups(entries, agency_of_line, participating, pending)
    agreements = [follow(instrument, entries) for group in claimed for instrument in told_apart(group)]
    left = departures(agreements)
    connect(left.successors)
    return Draft(
        corpus,
        entries,
        snapshots,
        publications,
        participating,
        pending,
        spellings,
        identity,
        agencies,
        redirects,
        agency_of_line,
        claimed,
        agreements,
        left.moves,
        list(statements),
        early,
    )


def _agency_of_line(agencies: list[Agency], spellings: Sequence[Spelling], lines: int) -> list[Agency | None]:
    """Whose line each is; None where it names no agency, or stands in no list that is believed."""
    owner: list[Agency | None] = [None] * lines
    for agency in agencies:
        for number in agency.spellings:
            for line in spellings[number].lines:
                owner[line] = agency
    return owner
