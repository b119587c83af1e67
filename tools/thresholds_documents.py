"""Precision and recall of `documents` with a threshold changed, on agreements most of whose text layer is trusted.

OCR takes ten seconds a page, so a step is tried on text layers alone; thresholds that bear on OCR are left out. Pages
are read once. A trial is a process of its own, which changes the threshold before it loads the room, since modules take
their thresholds as they are loaded. Differences are scored on the labels and on edits planted in plain agreements.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any
from unittest import mock

LABELS = ("documents_editions", "documents_fields", "documents_differences")
Scores = tuple[float | None, float | None]
PLANTED = 60
"""Edits planted: ten of each kind."""

OF_PAGES = {"scan_share", "shifted_letters"}
"""Thresholds that decide how a page is read: their trials read the pages again."""


@dataclass(frozen=True)
class Trial:
    """What to measure, with what changed, on which inputs (see `_prepare`)."""

    labels: str
    changes: Mapping[str, str]
    inputs: bytes


def scores(wanted: Sequence[tuple[str, Mapping[str, str]]]) -> Iterator[Scores]:
    """Precision and recall for each pair of labels (documents_editions, ...) and changed thresholds, in order."""
    with _processes() as pool:
        inputs = pool.apply(_prepare)
        yield from pool.imap(_score, (Trial(labels, changes, inputs) for labels, changes in wanted))


def at_hand() -> bool:
    """Whether the published agreements are here."""
    from tools.accuracy_documents import sample

    return sample().is_dir()


@contextmanager
def _processes() -> Iterator[Pool]:
    """One process a trial, as many at a time as there are processors; none has loaded the room before."""
    with multiprocessing.get_context("spawn").Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        yield pool


def _prepare() -> bytes:
    """The agreements whose text layer can be read, as they are read today, with their paths; and the planted edits."""
    from open287g.documents.library.pdf_files import pdfs
    from open287g.documents.pages.page_text import TRUSTED
    from tools.accuracy_documents import sample
    from tools.planted_documents import plants

    read = {path: _read(path, None) for path in pdfs([sample()])}
    layered = {
        path: document
        for path, document in read.items()
        if sum(page.quality >= TRUSTED for page in document.pages) * 2 > len(document.pages)
    }
    planted = list(plants({path.name: document for path, document in layered.items()}, PLANTED))
    return pickle.dumps(({path: document.pages for path, document in layered.items()}, planted))


def _read(path: Path, pages: Sequence[Any] | None) -> Any:
    """One agreement without OCR, from `pages` where they were read before."""
    from open287g.core.files import sha256_of
    from open287g.documents.pages import pdf
    from open287g.documents.read import ReadOptions, read_pages, understand

    options = ReadOptions(engine="none")
    content = pdf.content_of(path, options.limits)
    with pdf.opened(content, str(path), options.limits) as handle:
        return understand(handle, pages or read_pages(handle, options), path.name, sha256_of(content), options)


def _score(trial: Trial) -> Scores:
    """Run in a process that has not loaded `documents` yet."""
    _change(trial.changes)
    from tools.accuracy_documents import FIELDS, Score, difference_score, field_score, labeled
    from tools.planted_documents import lines

    pages, planted = pickle.loads(trial.inputs)
    anew = not OF_PAGES.isdisjoint(trial.changes)
    found = {path.name: _read(path, None if anew else kept) for path, kept in pages.items()}
    if trial.labels == "documents_differences":
        parts = [difference_score(found, labeled("documents_differences.csv"))]
        parts += [Score(right, told, there) for _, right, told, there in lines(planted)]
    else:
        rows = [row for row in labeled("documents_fields.csv") if row["file"] in found]
        of_edition = trial.labels == "documents_editions"
        fields = [(n, same) for n, _, same in FIELDS if (n in ("model", "edition", "revision")) == of_edition]
        parts = [field_score(name, found, rows, same) for name, same in fields]
    right, given, there = (sum(getattr(part, name) for part in parts) for name in ("right", "given", "there"))
    return (right / given if given else None, right / there if there else None)


def _change(changes: Mapping[str, str]) -> None:
    """From now on the thresholds of `documents` are `changes` where these name them."""
    from open287g.core import thresholds as core

    known = core.thresholds("documents")
    changed = {**known, **{name: replace(known[name], value=value) for name, value in changes.items()}}
    mock.patch.object(core, "thresholds", lambda room: changed).start()
