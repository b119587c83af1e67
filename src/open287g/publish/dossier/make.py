"""The dossier from top to bottom: facts of the record, the law, the texts and the money as one paper."""

from __future__ import annotations

from collections.abc import Mapping

from open287g.costs.assumptions import Assumption
from open287g.costs.told import note_facts
from open287g.publish.dossier.around import neighbors_and_peers, not_known, people
from open287g.publish.dossier.arrests import arrests_here
from open287g.publish.dossier.asked import questions, sources
from open287g.publish.dossier.controls import controls_here
from open287g.publish.dossier.elsewhere import comes_back, elsewhere
from open287g.publish.dossier.money import courts_of, money, not_counted, note_of
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.standing import agreements, before, history, law, question
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
    note = note_of(subject, known, seed)
    facts = None if note is None else note_facts(note, language)
    sections = (
        question(reader, subject),
        people(reader, subject),
        agreements(reader, subject),
        before(reader, subject),
        officers_may(reader, subject),
        duties(reader, subject),
        differences(reader, subject),
        law(reader, subject),
        neighbors_and_peers(reader, subject),
        money(reader, subject, note),
        courts_of(reader, facts),
        comes_back(reader, subject),
        not_counted(reader, facts),
        elsewhere(reader),
        controls_here(reader, subject),
        history(reader, subject),
        arrests_here(reader, subject),
        not_known(reader),
        questions(reader),
        sources(reader, subject),
    )
    day = reader.day(record.today)
    if subject.is_agency:
        yes = reader.say("Yes: this agency had an agreement with ICE, by ICE's list of %(day)s.")
        no = reader.say("No: this agency had no agreement with ICE, by ICE's list of %(day)s.")
    else:
        yes = reader.say("Yes: at least one agency here had an agreement with ICE, by ICE's list of %(day)s.")
        no = reader.say("No agency seated here had an agreement with ICE, by ICE's list of %(day)s.")
    source = reader.say("Source: ICE's list of %(day)s; open287g, record %(version)s.")
    return Dossier(
        title=_title(subject.title, reader.word(subject.state, labels.STATES)),
        lead=(yes if subject.in_force else no) % {"day": day},
        source=source % {"day": day, "version": record.version},
        language=language,
        sections=tuple(section for section in sections if section.lines or section.rows),
    )


def _title(place: str, state: str) -> str:
    """The place with its state; a territory that is its own county is named once."""
    return place if place == state else f"{place}, {state}"
