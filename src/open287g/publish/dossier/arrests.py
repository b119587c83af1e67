"""What is known of arrests by the program's own method at the places of the agencies here."""

from __future__ import annotations

from open287g.oversight.arrests.shipped import FIRST, LAST, SOURCE, program_arrests
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.ui.paper import Section


def arrests_here(reader: Reader, subject: Subject) -> Section:
    """The release of 2015 to 2019, agency by agency; whom it does not name is unknown, not 0."""
    say = reader.say
    rows = tuple(
        (one.agency, say("withheld") if one.arrests is None else reader.number(one.arrests))
        for one in program_arrests()
        if one.agency_id in _ids(reader, subject)
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
        lines.append(f"{say('Source')}: {SOURCE}.")
    return Section(
        say("Arrests by the program here"), tuple(lines), (say("Agency"), say("Arrests")) if rows else (), rows, (6, 2)
    )


def _ids(reader: Reader, subject: Subject) -> frozenset[str]:
    """The agencies of the subject, and for a county those that had an agreement before the lists of today."""
    if subject.is_agency or subject.county is None:
        return subject.ids
    early = reader.record.early_agencies.values()
    return subject.ids | {row["agency_id"] for row in early if subject.county.fips in (row["counties"] or ())}
