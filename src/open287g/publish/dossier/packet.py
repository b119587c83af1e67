"""The agenda packet: dossier, agreement, redline, fiscal note and assumptions as one PDF with bookmarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from open287g.costs.asked import Asked
from open287g.costs.assumptions import Assumption
from open287g.costs.comparison import compared
from open287g.documents.library.library import Library
from open287g.publish.dossier.binder import Part, bound
from open287g.publish.dossier.enclosures import enclosures
from open287g.publish.dossier.make import make
from open287g.publish.dossier.note_tables import assumptions, note_sections
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui.paper import Dossier, Section, pdf


def packet(
    record: LoadedRecord,
    subject: Subject,
    language: str,
    known: Mapping[str, Assumption],
    library: Library,
    agreements: Sequence[Path] = (),
    *,
    seed: int = 287,
) -> bytes:
    """The packet of a county or agency; the same record, files, assumptions and seed give the same bytes.

    Raises NotFoundError where an agreement is named that is not there.
    """
    reader = Reader(record, language)
    dossier = make(record, subject, language, known, seed=seed)
    parts = [Part(reader.say("Dossier"), pdf(dossier))]
    parts += enclosures(reader, subject, dossier.source, agreements, library)
    parts += _money(reader, subject, known, dossier, seed)
    title = reader.say("Agenda packet: %(place)s") % {"place": dossier.title}
    return bound(parts, title, language)


def _money(
    reader: Reader, subject: Subject, known: Mapping[str, Assumption], dossier: Dossier, seed: int
) -> list[Part]:
    say = reader.say
    if not subject.models:
        line = say("No model is named, so no costs are counted: name one.")
        return [
            Part(
                say("Fiscal note"),
                _paper(reader, dossier, say("Fiscal note"), (Section(say("What it costs"), (line,)),)),
            )
        ]
    asked = Asked(subject.title, None, subject.models[0], "", None)
    facts: dict[str, Any] = compared(asked, known, seed=seed, language=reader.language)
    note, told = say("Fiscal note"), say("Assumptions")
    return [
        Part(note, _paper(reader, dossier, f"{note}: {reader.model(asked.model)}", note_sections(reader, facts))),
        Part(told, _paper(reader, dossier, told, (assumptions(reader, facts),))),
    ]


def _paper(reader: Reader, dossier: Dossier, title: str, sections: Sequence[Section]) -> bytes:
    return pdf(Dossier(title, dossier.title, dossier.source, reader.language, tuple(sections)))
