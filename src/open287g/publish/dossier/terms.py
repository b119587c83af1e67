"""Sections on what is promised: powers, duties and their clocks, and where the signed text differs."""

from __future__ import annotations

from open287g.documents.library.shipped import documents_of_agency, shipped_documents
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.rulebook.listing import powers
from open287g.rulebook.listing.compare import terms_of
from open287g.ui.paper import Section
from open287g.vocabulary import labels
from open287g.vocabulary.editions import editions_of


def officers_may(reader: Reader, subject: Subject) -> Section:
    """What the models list, act by act."""
    say = reader.say
    table = powers.for_models(subject.explained)
    rows = tuple(
        (
            reader.word(row.act, labels.ACTS),
            *(reader.word(p.verdict, labels.POWERS) for p in row.powers),
            _cites(reader, row.cites),
        )
        for row in table.rows
    )
    head = (say("Act"), *table.models, say("Where it says so"))
    widths = (5, *(2 for _ in table.models), 6)
    note = say("This is a reading of public texts for information. It is not legal advice.")
    notes = (note,) if subject.models else (say("No model is named: all are told."), note)
    return Section(say("What their officers may do"), notes, head, rows, widths)


def _cites(reader: Reader, cites: str) -> str:
    """Citations stand as the law is cited; only the word that joins two models is the reader's."""
    joined = reader.say("and")
    return cites.replace(" and ", f" {joined} ")


def duties(reader: Reader, subject: Subject) -> Section:
    """What the newest edition of each model asks of the agency and of ICE, with its clocks."""
    say = reader.say
    rows = []
    for model in subject.explained:
        edition = editions_of(model)[-1]
        rows += [(model, term.says, term.told, term.section) for term in terms_of(edition, reader.language)]
    note = say("By the newest edition of each model that is held; your own text may say otherwise.")
    head = (say("Model"), say("Duty"), say("What it says"), say("Section"))
    return Section(say("Duties and their clocks"), (note,) if rows else (), head, tuple(rows), (2, 7, 5, 2))


def differences(reader: Reader, subject: Subject) -> Section:
    """Where the agency's own signed texts differ from their edition, where they were read."""
    say = reader.say
    own = {each.key for key in subject.ids for each in documents_of_agency(reader.record, key)}
    read = [document for document in shipped_documents().values() if document.key in own]
    rows = tuple(
        (
            document.file,
            document.facts["edition"],
            reader.word(d["kind"], labels.DIFFERENCES),
            reader.word(d["what"], labels.WHAT),
            d["section"],
        )
        for document in read
        for d in document.differences
    )
    title = say("How the signed text differs from ICE's standard text")
    if not read:
        return Section(title, (say("No signed agreement of these agencies was read. This is not checked."),))
    told = say("Read: %(files)s. Changes of one to three words may go unseen.")
    lines = (told % {"files": ", ".join(document.file for document in read)},)
    head = (say("File"), say("Edition"), say("Kind"), say("What"), say("Section"))
    return Section(title, lines, head, rows, (5, 3, 3, 3, 2))
