"""Gathers raw files into a corpus: the shipped bundle, what this home has read before, and what is new in its archive.

A new file is read apart, in bounded memory and time, so that a hostile one can end that process and nothing
else: it is then unreadable, with the reason.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from open287g.archive.fetching.told import MARK
from open287g.archive.fetching.told import read as read_told
from open287g.archive.store.archive import Archive
from open287g.archive.store.intake import captured_in
from open287g.archive.store.sightings import Sighting
from open287g.archive.workbooks.apart import BOUNDS, TOO_MUCH, read_guarded, reason
from open287g.archive.workbooks.package import MAX_FILE, UnreadableWorkbook
from open287g.archive.workbooks.sheet import Sheet
from open287g.core.files import sha256_of
from open287g.core.guarded import Outcome, read_each
from open287g.core.progress import step
from open287g.record.reading.bundle import QUICK, SHIPPED, Engine, open_engine, read_bundle, write_bundle
from open287g.record.reading.corpus import Corpus, ListTold, Seen


class Lost(str):
    """Why an object of the archive could not be read this time; not remembered, for that may mend itself."""


Files = list[tuple[str, str]]
"""Hash and path of each file that one reader is given at once."""

# Files that one process reads before it hands over what it found: each hand-over carries each distinct row once.
_PART = 128
# An agreement is read by `documents`. Whatever else stands in an archive is a list, a page of ICE, or quarantined.
_AGREEMENT = ".pdf"
_LIST_NAME = re.compile("participat|pending", re.IGNORECASE)


def gather(home: Path, *, shipped: bool = True, remember: bool = True) -> Corpus:
    """Everything known: the shipped bundle (unless `shipped` is False), and every list in `home`'s archive.

    With `remember`, what is read is kept in `home`, so that the next build reads only what is new.
    """
    with open_engine() as engine:
        return _gathered(home, engine, shipped, remember)


def _gathered(home: Path, engine: Engine, shipped: bool, remember: bool) -> Corpus:
    corpus = read_bundle(SHIPPED, engine) if shipped else Corpus()
    remembered = read_bundle(home / "cache" / "bundle", engine) if remember else Corpus()
    told, sightings = _told(Archive(home))
    seen = [Seen(s.name, s.sha256, s.source, s.captured_at and s.captured_at.replace(tzinfo=None)) for s in sightings]
    # Those of one name after another: they repeat each other, and what was just read is found again sooner.
    by_name = sorted((s.name, s.sha256) for s in seen)
    new = [sha for sha in dict.fromkeys(sha for _, sha in by_name) if not (corpus.known(sha) or remembered.known(sha))]
    read = _read_all([(sha, str(Archive(home).path(sha))) for sha in new])
    lost = {sha: str(why) for sha, why in read.unreadable.items() if isinstance(why, Lost)}
    read.unreadable = {sha: why for sha, why in read.unreadable.items() if sha not in lost}
    remembered.add(read)
    if new and remember:
        write_bundle(remembered, home / "cache" / "bundle", QUICK, engine)
    remembered.unreadable.update(lost)
    remembered.saw([s for s in seen if s.sha256 not in remembered.pages])
    wanted = {s.sha256 for s in seen}
    remembered.listings = {sha: x for sha, x in remembered.listings.items() if sha in wanted}
    corpus.add(remembered)
    corpus.told = told
    return corpus


def _told(archive: Archive) -> tuple[list[ListTold], list[Sighting]]:
    """What updates told of the lists, and the sightings of all other files that are no agreement."""
    told, others = [], []
    for seen in archive.sightings():
        answers = read_told(archive.read(seen.sha256)) if seen.source.endswith(MARK) else None
        if answers is None or seen.captured_at is None:
            others += [] if _is_agreement(seen.name) else [seen]
            continue
        page, day = seen.source.removesuffix(MARK), seen.captured_at.date()
        told += [ListTold(day, a.list, a.answer, a.address, page, seen.name, seen.sha256) for a in answers]
    return sorted(set(told)), others


def _is_agreement(name: str) -> bool:
    return name.lower().endswith(_AGREEMENT) and not _LIST_NAME.search(name)


def read_files(paths: Iterable[Path]) -> Corpus:
    """The corpus of workbooks outside any archive, for packing."""
    corpus = Corpus()
    paths_by_hash: dict[str, str] = {}
    for path in sorted(paths):
        sha = sha256_of(path.read_bytes())
        captured = captured_in(path.name)
        corpus.saw([Seen(path.name, sha, "", captured and captured.replace(tzinfo=None))])
        paths_by_hash[sha] = str(path)
    corpus.add(_read_all(sorted(paths_by_hash.items())))
    return corpus


def _read_all(files: Files) -> Corpus:
    """What stands in each file, or why it cannot be read."""
    corpus = Corpus()
    if not files:
        return corpus
    workers = min(len(files), os.cpu_count() or 1)
    size = min(_PART, -(-len(files) // workers))
    parts = [files[i : i + size] for i in range(0, len(files), size)]
    with step("reading", len(files)) as progress:
        for outcome in _in_order(read_each(_read_part, parts, BOUNDS, jobs=workers, forked=True)):
            corpus.add(outcome.answer or _read_singly(outcome.item))
            progress.advance(len(outcome.item))
    return corpus


def _in_order(outcomes: Iterable[Outcome[Files, Corpus]]) -> Iterator[Outcome[Files, Corpus]]:
    """The outcomes in the order of the parts, so that what is remembered does not depend on which came first."""
    early: dict[int, Outcome[Files, Corpus]] = {}
    due = 0
    for outcome in outcomes:
        early[outcome.number] = outcome
        while due in early:
            yield early.pop(due)
            due += 1


def _read_singly(part: Files) -> Corpus:
    """A part of which one file cost the reader its life, its time or its memory: only that file is lost."""
    corpus = Corpus()
    for outcome in _in_order(read_each(_read_part, [[file] for file in part], BOUNDS, jobs=1, forked=True)):
        if outcome.answer is not None:
            corpus.add(outcome.answer)
        elif outcome.failure is not None:
            why = reason(outcome.failure)
            corpus.unreadable[outcome.item[0][0]] = Lost(why) if outcome.failure.ending == "late" else why
    return corpus


def _read_part(part: Files) -> Corpus:
    corpus = Corpus()
    for file in part:
        sheet = _read_one(file)
        if sheet is None:
            corpus.pages.add(file[0])
        elif isinstance(sheet, str):
            corpus.unreadable[file[0]] = sheet
        else:
            corpus.put(file[0], sheet)
    return corpus


def _read_one(file: tuple[str, str]) -> Sheet | str | None:
    """The list in a file, or why there is none; None where the file is a page of ICE that links its lists."""
    sha, path = file
    try:
        with Path(path).open("rb") as handle:
            # To ask for no more than there is spares the claim of MAX_FILE for each file.
            content = handle.read(min(MAX_FILE, os.fstat(handle.fileno()).st_size) + 1)
    except FileNotFoundError:
        return Lost("the archive's object is missing; see `open287g archive verify`")
    except OSError as error:
        return Lost(f"the archive's object was not read ({error.strerror}); see `open287g archive verify`")
    if len(content) <= MAX_FILE and sha256_of(content) != sha:
        return Lost("the archive's object no longer matches its hash; see `open287g archive verify`")
    try:
        return read_guarded(content)
    except UnreadableWorkbook as error:
        from open287g.archive.fetching.page import links_lists

        return None if links_lists(content) else error.what
    except MemoryError:
        return TOO_MUCH
