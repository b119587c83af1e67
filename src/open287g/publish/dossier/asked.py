"""Sections at the end: questions a commission may ask, and what all this rests on."""

from __future__ import annotations

from open287g.core.version import __version__
from open287g.places.shapes import shapes_source
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.ui.paper import Section


def questions(reader: Reader) -> Section:
    """What is worth asking before a vote, each with the duty or cost behind it."""
    say = reader.say
    return Section(
        say("Questions to ask"),
        (
            say("Which model, and why this one? Who asked for it: the agency, the state, ICE?"),
            say("How many officers, for how many hours, and who does their work meanwhile?"),
            say("On which paper, and for how long, will a person be kept past release? Who watches the hours?"),
            say("How soon did ICE come for people in our jail last year?"),
            say("Who pays when a court finds that a person was held too long? What does our insurance exclude?"),
            say("Who hears complaints, in which languages, and who outside the agency sees the results?"),
            say("Which figures will be published, how often, and by whom?"),
            say("How does it end, who may end it, and which duties outlive it?"),
        ),
    )


def sources(reader: Reader, subject: Subject) -> Section:
    """Lists, law, figures and program versions."""
    say = reader.say
    newest = reader.record.newest
    rests = say("ICE's list of participating agencies of %(day)s, %(file)s; record %(version)s; open287g %(program)s.")
    told = {
        "day": reader.day(reader.record.today),
        "file": newest["publication_id"],
        "version": reader.record.version,
        "program": __version__,
    }
    neighbors = () if subject.county is None else (say("Neighbors: by shared borders."), f"{say(shapes_source())}.")
    return Section(
        say("What this rests on"),
        (
            rests % told,
            " ".join(
                (
                    say("Powers and duties: the memoranda of agreement, as each line says."),
                    say("Costs: the figures named in the fiscal note, each with its source."),
                    *neighbors,
                )
            ),
        ),
    )
