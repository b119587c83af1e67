"""A dossier on disk: found by name, made, and written whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

from open287g.core.errors import InputError
from open287g.core.files import write_atomic
from open287g.costs.asked import known_assumptions
from open287g.publish.dossier.make import make
from open287g.publish.dossier.subject import subject_called
from open287g.record.asking.loaded import LoadedRecord
from open287g.record.asking.record import open_record
from open287g.ui.paper import html, pdf
from open287g.vocabulary.messages import language_named


def write_dossier(
    name: str,
    *,
    home: Path | None = None,
    model: str | None = None,
    language: str = "en",
    out: Path | None = None,
    officers: float | None = None,
    assumptions: Path | None = None,
) -> Path:
    """Write the dossier of a county or agency as PDF or HTML, by the ending of `out`; returns where.

    Raises NotFoundError where the name means nothing or several, InputError for a language or ending there is not.
    """
    language_named(language)
    with open_record(home) as record:
        loaded = LoadedRecord.load(record.path)
        subject = subject_called(loaded, record, name, model)
    wanted = out or Path(f"dossier-{_plain(subject.title)}-{language}.pdf")
    if wanted.suffix not in (".pdf", ".html"):
        raise InputError("it ends neither in .pdf nor in .html", str(wanted), "Name one that does.", exit_code=2)
    known = known_assumptions(subject.models[0], file=assumptions, officers=officers) if subject.models else {}
    paper = make(loaded, subject, language, known)
    write_atomic(wanted, pdf(paper) if wanted.suffix == ".pdf" else html(paper).encode())
    return wanted


def _plain(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
