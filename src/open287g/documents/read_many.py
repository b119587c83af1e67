"""Many agreement documents, each read apart, so that a hostile file harms nothing but its own document."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from open287g.core.errors import InputError
from open287g.core.files import shown
from open287g.core.guarded import Bounds, read_each
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.identified import spare_collections
from open287g.documents.pages import pdfium
from open287g.documents.read import ReadOptions, read_document

_REMEDY = "The file may be damaged or hostile; fetch it again from its source."


@dataclass(frozen=True)
class ReadResult:
    """What came of one file: a document or the reason why there is none."""

    path: Path
    document: AgreementDocument | None
    error: InputError | None = None


def read_many(paths: Sequence[Path], options: ReadOptions = ReadOptions(), jobs: int = 0) -> Iterator[ReadResult]:
    """Read `paths` in `jobs` processes (0: one for each processor), in the order in which they finish.

    Each process has bounded memory, each file bounded time; a process that dies or hangs costs that file only.
    """
    pdfium.require()
    count = min(jobs or os.cpu_count() or 1, len(paths))
    options = replace(options, threads=max(options.threads, (os.cpu_count() or 1) // max(1, count)))
    bounds = Bounds(options.limits.seconds, options.limits.memory)
    read = partial(read_document, options=options)
    for outcome in read_each(read, paths, bounds, jobs=count, prepare=spare_collections):
        told = outcome.failure
        where = shown((told and told.where) or outcome.item)
        error = InputError(shown(told.what), where, told.remedy or _REMEDY) if told else None
        yield ReadResult(outcome.item, outcome.answer, error)
