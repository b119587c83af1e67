"""The dossier from top to bottom: facts of the record, the law, the texts and the money as one paper."""

from __future__ import annotations

from collections.abc import Mapping

from open287g.costs.assumptions import Assumption
from open287g.publish.dossier.around import neighbors_and_peers, not_known, people
from open287g.publish.dossier.asked import questions, sources
from open287g.publish.dossier.money import money, note_of
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.standing import agreements, history, law, question
from open287g.publish.dossier.subject import Subject
from open287g.publish.dossier.terms import differences, duties, officers_may
from open287g.record.asking.loaded import LoadedRecord
from open287g.ui.paper import Dossier
from open287g.vocabulary import labels


def make(
    record: LoadedRecord, subject: Subject, language: str, known: Mapping[str, Assumption], *, seed: int = 287
) -> Dossier:
    """The dossier of a county or agency in a language; the same record, assumptions and seed give the same paper."""
    reader = Reader(record, language)
    sections = (
        question(reader, subject),
        people(reader, subject),
        agreements(reader, subject),
        officers_may(reader, subject),
        duties(reader, subject),
        differences(reader, subject),
        law(reader, subject),
        neighbors_and_peers(reader, subject),
        money(reader, note_of(subject, known, seed)),
        history(reader, subject),
        not_known(reader),
        questions(reader),
        sources(reader),
    )
    day = reader.day(record.today)
    yes = reader.say("Yes: at least one agency here had an agreement with ICE, by ICE's list of %(day)s.")
    no = reader.say("No agency seated here had an agreement with ICE, by ICE's list of %(day)s.")
    source = reader.say("Source: ICE's list of %(day)s; open287g, record %(version)s.")
    return Dossier(
        title=f"{subject.title}, {reader.word(subject.state, labels.STATES)}",
        lead=(yes if subject.in_force else no) % {"day": day},
        source=source % {"day": day, "version": record.version},
        language=language,
        sections=tuple(section for section in sections if section.lines or section.rows),
    )
