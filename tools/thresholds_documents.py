"""Precision and recall of `documents` with a threshold changed, on agreements most of whose text layer is trusted.

OCR takes seconds a page, so a step is tried on text layers alone, and for fields of scans (`documents_scans`) on the
documents that the home keeps with their OCR (`open287g documents read`); thresholds that bear on how pages are read are
left out. Pages are read once. A trial is a process of its own, which changes the threshold before it loads the room,
since modules take their thresholds as they are loaded. Differences are scored on the labels and on edits planted in
plain agreements, the check on a record that fits each document and on one of which nothing fits.
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

LABELS = ("documents_editions", "documents_fields", "documents_differences", "documents_scans", "documents_check")
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
    from open287g.documents.pages.recognized import TRUSTED
    from tools.accuracy_documents import sample
    from tools.planted_documents import plants

    read = {path: _read(path, None) for path in pdfs([sample()])}
    scans = {path: document.pages for path in pdfs([sample(), sample("moa-more")]) if (document := _kept(path))}
    layered = {
        path: document
        for path, document in read.items()
        if sum(page.quality >= TRUSTED for page in document.pages) * 2 > len(document.pages)
    }
    planted = list(plants({path.name: document for path, document in layered.items()}, PLANTED))
    return pickle.dumps((layered, planted, scans))


def _kept(path: Path) -> Any:
    """The document that the home keeps of a file, if OCR read most of it; None otherwise."""
    from open287g.core.files import sha256_of
    from open287g.core.settings import home
    from open287g.documents.library.library import Library

    document = Library(home()).get(sha256_of(path.read_bytes()))
    by_ocr = document and sum(page.text_from == "ocr" for page in document.pages) * 2 > len(document.pages)
    return document if by_ocr else None


def _read(path: Path, pages: Sequence[Any] | None, engine: str = "none") -> Any:
    """One agreement, without OCR unless by `engine`; from `pages` where they were read before."""
    from open287g.core.files import sha256_of
    from open287g.core.settings import home
    from open287g.documents.library.library import Library
    from open287g.documents.pages import pdf
    from open287g.documents.read import ReadOptions, read_pages, understand

    options = ReadOptions(engine, Library(home()).ocr)
    content = pdf.content_of(path, options.limits)
    with pdf.opened(content, str(path), options.limits) as handle:
        return understand(handle, pages or read_pages(handle, options), path.name, sha256_of(content), options)


def _score(trial: Trial) -> Scores:
    """Run in a process that has not loaded `documents` yet."""
    _change(trial.changes)
    from tools.accuracy_documents import Score, difference_score, labeled
    from tools.planted_documents import lines

    layered, planted, scans = pickle.loads(trial.inputs)
    if trial.labels == "documents_scans":
        return _shares(_field_parts({path.name: _fields_alone(path, kept) for path, kept in scans.items()}))
    if trial.labels == "documents_check":
        return _shares([_checked(path, document) for path, document in layered.items()])
    anew = not OF_PAGES.isdisjoint(trial.changes)
    found = {path.name: _read(path, None if anew else document.pages) for path, document in layered.items()}
    if trial.labels == "documents_differences":
        parts = [difference_score(found, labeled("documents_differences.csv"))]
        return _shares(parts + [Score(right, told, there) for _, right, told, there in lines(planted)])
    return _shares(_field_parts(found, of_edition=trial.labels == "documents_editions"))


def _shares(parts: Sequence[Any]) -> Scores:
    """Precision and recall of all parts together."""
    right, given, there = (sum(getattr(part, name) for part in parts) for name in ("right", "given", "there"))
    return (right / given if given else None, right / there if there else None)


def _field_parts(found: Mapping[str, Any], *, of_edition: bool = False) -> list[Any]:
    """The score of each field on the labeled documents found: those of the edition, or all others."""
    from tools.accuracy_documents import FIELDS, field_score, labeled

    tables = ("documents_fields.csv", "documents_fields_more.csv")
    rows = [row for table in tables for row in labeled(table) if row["file"] in found]
    fields = [(n, same) for n, _, same in FIELDS if (n in ("model", "edition", "revision")) == of_edition]
    return [field_score(name, dict(found), rows, same) for name, same in fields]


def _fields_alone(path: Path, pages: Sequence[Any]) -> Any:
    """A scanned agreement read from `pages`, its words not compared; its signature block is read from the picture."""
    with mock.patch("open287g.documents.judge.word_by_word", lambda *_: (None, [])):
        return _read(path, pages, "auto")


def _checked(path: Path, document: Any) -> Any:
    """How the check does on a record that fits `document` as it was labeled, and on one of which nothing fits."""
    from open287g.documents.comparisons import compared
    from open287g.documents.same_agency import core
    from open287g.places.states import states
    from tools.accuracy_documents import Score, labeled

    rows = labeled("documents_fields.csv")
    row = next(row for row in rows if row["file"] == path.name)
    state = {each.name.upper(): code for code, each in states().items()}[path.parts[-3].replace("_", " ")]
    other = next(
        each for each in rows[rows.index(row) + 1 :] + rows if not set(core(each["agency"])) & set(core(row["agency"]))
    )
    elsewhere = "HI" if state != "HI" else "AK"
    fits = {
        "agrees": _listed(row["agency"], state, row["model"], row["ice_signed_on"], 0),
        "differs": _listed(
            other["agency"], elsewhere, "WSO" if row["model"] != "WSO" else "TFM", row["ice_signed_on"], 60
        ),
    }
    told = [(wanted, each.verdict) for wanted, listed in fits.items() for each in compared(listed, document)]
    given = [pair for pair in told if pair[1] != "not checked"]
    return Score(sum(wanted == verdict for wanted, verdict in given), len(given), len(told))


def _listed(agency: str, state: str, model: str, day: str, later: int) -> Any:
    """An agreement as a record would have it, SIGNED so many days `later` than `day`."""
    from datetime import date, timedelta

    from open287g.documents.listed import Listed

    signed = date.fromisoformat(day) + timedelta(later) if day else None
    return Listed("", agency, state, model, signed, "active", None, None, "", None)


def _change(changes: Mapping[str, str]) -> None:
    """From now on the thresholds of `documents` are `changes` where these name them."""
    from open287g.core import thresholds as core

    of_room = core.thresholds
    known = of_room("documents")
    changed = {**known, **{name: replace(known[name], value=value) for name, value in changes.items()}}
    mock.patch.object(core, "thresholds", lambda room: changed if room == "documents" else of_room(room)).start()
