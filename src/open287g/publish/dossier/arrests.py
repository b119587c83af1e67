"""What is known of arrests by the program's own method at the places of the agencies here."""

from __future__ import annotations

from open287g.oversight.arrests.shipped import FIRST, LAST, SOURCE, program_arrests
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui.paper import Section


def arrests_here(reader: Reader, subject: Subject) -> Section:
    """The release of 2015 to 2019, agency by agency; whom it does not name is unknown, not 0."""
    say = reader.say
    ids = ids_ever(reader, subject)
    rows = tuple(
        (one.agency, say("withheld") if one.arrests is None else reader.number(one.arrests))
        for one in program_arrests()
        if one.agency_id in ids
    )
    days = {"first": reader.day(FIRST), "last": reader.day(LAST)}
    told = say("From %(first)s to %(last)s, by the place that ICE's release names; a place is not who made the arrest.")
    none = say("Not known: the release of %(first)s to %(last)s names no place of an agency here; that is not 0.")
    lines = [
        (told if rows else none) % days,
        say("Later arrests are not known: no release that names agencies and reaches beyond that day is held."),
    ]
    if rows:
        lines.insert(1, say("Counts under 5 are withheld, and those that would give them away."))
        lines.append(f"{say('Source')}: {say(SOURCE)}.")
    return Section(
        say("Arrests by the program here"), tuple(lines), (say("Agency"), say("Arrests")) if rows else (), rows, (6, 2)
    )


def ids_ever(reader: Reader, subject: Subject) -> frozenset[str]:
    """The agencies of the subject, and for a county those that had an agreement before the lists of today."""
    if subject.is_agency or subject.county is None:
        return subject.ids
    early = reader.record.once("early ids by county", lambda: _early_ids(reader.record))
    return subject.ids | early.get(subject.county.fips, frozenset())


def _early_ids(record: LoadedRecord) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in record.early_agencies.values():
        for fips in row["counties"] or ():
            found.setdefault(fips, set()).add(row["agency_id"])
    return found
