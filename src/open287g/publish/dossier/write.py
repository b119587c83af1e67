"""A dossier on disk: found by name, made, and written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from open287g.core.errors import InputError
from open287g.core.files import write_atomic
from open287g.core.settings import home as home_folder
from open287g.costs.asked import known_assumptions
from open287g.costs.assumptions import Assumption
from open287g.documents.library.library import Library
from open287g.publish.dossier.make import make
from open287g.publish.dossier.packet import packet
from open287g.publish.dossier.subject import Subject, subject_called
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
    whole: bool = False,
    agreements: Sequence[Path] = (),
) -> Path:
    """Write the dossier of a county or agency as PDF or HTML, by the ending of `out`; returns where.

    `whole`: as an agenda packet, PDF only, with the agreements named, else those of the home's archive.
    Raises NotFoundError where the name means nothing or several, InputError for a language or ending there is not.
    """
    language_named(language)
    with open_record(home) as record:
        loaded = LoadedRecord.load(record.path)
        subject = subject_called(loaded, record, name, model)
    kind = "packet" if whole else "dossier"
    wanted = out or Path(f"{kind}-{_plain(subject.title)}-{language}.pdf")
    _check(wanted, whole, agreements)
    known = _known(subject, assumptions, officers)
    if whole:
        library = Library(home_folder(home))
        write_atomic(wanted, packet(loaded, subject, language, known, library, agreements))
        return wanted
    paper = make(loaded, subject, language, known)
    write_atomic(wanted, pdf(paper) if wanted.suffix == ".pdf" else html(paper).encode())
    return wanted


def _known(subject: Subject, assumptions: Path | None, officers: float | None) -> dict[str, Assumption]:
    if not subject.models:
        return {}
    return known_assumptions(subject.models[0], residents=subject.residents, file=assumptions, officers=officers)


def _check(out: Path, whole: bool, agreements: Sequence[Path]) -> None:
    if out.suffix not in (".pdf", ".html"):
        raise InputError("it ends neither in .pdf nor in .html", str(out), "Name one that does.", exit_code=2)
    if whole and out.suffix != ".pdf":
        raise InputError("a packet is one PDF", str(out), "Name a file that ends in .pdf.", exit_code=2)
    if agreements and not whole:
        raise InputError("only a packet encloses agreements", "--agreement", "Add --packet.", exit_code=2)


def _plain(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
