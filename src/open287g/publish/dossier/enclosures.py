"""What an agenda packet encloses beside the dossier: the agreements, and where each differs from its edition.

Only a file that is at hand is enclosed: named, or in the archive of the home. For every other agreement a page says
which file ICE's list links, and that it is not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from open287g.core.errors import InputError, NotFoundError
from open287g.core.files import shown
from open287g.documents.compare import Beside
from open287g.documents.library.library import Library
from open287g.documents.library.pdf_files import archived
from open287g.documents.library.reading import compared_texts, document_called
from open287g.publish.dossier.binder import Part, pages_of
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.record.asking.whole_tables import Row
from open287g.ui.paper import Dossier, Section, pdf
from open287g.vocabulary.file_names import file_key
from open287g.vocabulary.labels import PARTS

_MOST = 12
"""Agreements enclosed at most; a county of more is asked to name the ones that it votes on."""


@dataclass(frozen=True)
class Enclosed:
    """An agreement at hand: the file, and whether ICE's list links one of its name for an agency here."""

    path: Path
    linked: bool


def enclosures(
    reader: Reader, subject: Subject, source: str, named: Sequence[Path], library: Library
) -> Iterator[Part]:
    """The parts: for each agreement its pages and its redline, or the page that says why they are not here."""
    say = reader.say
    here = _at_hand(subject, reader, named, library.root.parent)
    if not here:
        yield Part(say("The agreement"), _page(reader, source, say("The agreement"), *_not_here(reader, subject)))
        return
    for one in here[:_MOST]:
        title = say("The agreement: %(file)s") % {"file": shown(one.path.name)}
        try:
            yield Part(title, pages_of(one.path))
        except InputError as error:
            why = say("This file is at hand and its pages could not be bound in: %(why)s.") % {"why": error.what}
            yield Part(title, _page(reader, source, title, why))
            continue
        yield _redline(reader, source, one, library)
    if len(here) > _MOST:
        more = say("%(number)s more agreements are at hand: name those you vote on with --agreement.")
        yield Part(
            say("More agreements"), _page(reader, source, say("More agreements"), more % {"number": len(here) - _MOST})
        )


def _at_hand(subject: Subject, reader: Reader, named: Sequence[Path], home: Path) -> list[Enclosed]:
    for path in named:
        if not path.is_file():
            raise NotFoundError("there is no such file", str(path), "Name the PDF of an agreement.")
    linked = dict.fromkeys(file_key(row["moa_file"]) for row in _agreements(reader, subject) if row["moa_file"])
    if named:
        return [Enclosed(path, file_key(path.name) in linked) for path in named]
    try:
        files = {file_key(name): path for path, name in archived(home).items()}
    except NotFoundError:
        return []
    return [Enclosed(files[key], linked=True) for key in linked if key in files]


def _agreements(reader: Reader, subject: Subject) -> list[Row]:
    rows = [row for key in sorted(subject.ids) for row in reader.record.agreements_by_agency.get(key, ())]
    return [row for row in rows if row["valid_to"] is None]


def _not_here(reader: Reader, subject: Subject) -> Iterator[str]:
    say = reader.say
    yield say("The signed agreement is not in this packet: no file of it is at hand.")
    linked = [row for row in _agreements(reader, subject) if row["moa_file"]]
    for row in linked:
        name = reader.record.agencies[row["agency_id"]]["name"]
        told = {"agency": name, "model": reader.model(row["model"]), "file": shown(row["moa_file"])}
        yield say("ICE's list links for %(agency)s, %(model)s: %(file)s.") % told
    if not linked:
        yield say("ICE's list links no file of an agreement here.")
    yield say("With the file at hand, make the packet again and name it with --agreement.")


def _redline(reader: Reader, source: str, one: Enclosed, library: Library) -> Part:
    say = reader.say
    title = say("Redline: %(file)s") % {"file": shown(one.path.name)}
    try:
        edition = document_called(library, str(one.path)).identity.edition
        if not edition:
            return Part(
                title, _page(reader, source, title, say("No edition of ICE's standard text is like this file."))
            )
        told = compared_texts(library, edition, str(one.path))
    except (InputError, NotFoundError) as error:
        why = say("This is not compared: %(why)s.") % {"why": error.what}
        return Part(title, _page(reader, source, title, why))
    sections = tuple(_redlined(reader, told, one.linked))
    return Part(
        title, pdf(Dossier(title, say("Beside %(edition)s.") % {"edition": edition}, source, reader.language, sections))
    )


def _redlined(reader: Reader, told: Beside, linked: bool) -> Iterator[Section]:
    say = reader.say
    lines = [say("Differences: %(count)s.") % {"count": len(told.changes)}]
    if not linked:
        lines.append(say("ICE's list links no file of this name for an agency here: see whose agreement it is."))
    if told.unread:
        unread = say("Not compared, since nothing was read there: %(pages)s.")
        lines.append(unread % {"pages": "; ".join(told.unread)})
    lines.append(say("Agency names, page numbers, footers, contacts and signatures are left out of the comparison."))
    lines.append(say("Underlined and in [+ +]: only in this text. Struck and in [- -]: only in the edition."))
    yield Section(say("What was compared"), lines)
    by_section: dict[str, list[tuple[str, str]]] = {}
    for stretch in told.stretches:
        by_section.setdefault(stretch.section, []).append((stretch.tag, stretch.text))
    for section, marked in by_section.items():
        named = say(PARTS[section]) if section in PARTS else section
        yield Section(named or say("Before the first section"), marked=tuple(marked))


def _page(reader: Reader, source: str, title: str, *lines: str) -> bytes:
    return pdf(Dossier(title, "", source, reader.language, (Section(reader.say("What is not here"), lines),)))
