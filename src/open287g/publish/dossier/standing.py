"""Sections on what stands now: the question, the agreements and their history, the state's law."""

from __future__ import annotations

from open287g.costs.registers.register import penalties_of
from open287g.places.law import Rule
from open287g.publish.dossier.arrests import ids_ever
from open287g.publish.dossier.reader import Reader
from open287g.publish.dossier.subject import Subject
from open287g.record.asking import state_law
from open287g.record.asking.whole_tables import Row
from open287g.ui.paper import Section
from open287g.vocabulary import labels

_EVENTS = 10


def question(reader: Reader, subject: Subject) -> Section:
    """What is voted on, and that federal law does not ask for it."""
    say = reader.say
    now = say("In force here, by ICE's list of %(day)s: %(models)s.")
    none = say("No agency named here is in ICE's list of %(day)s.")
    day = reader.day(reader.record.today)
    models = ", ".join(map(reader.model, subject.in_force))
    return Section(
        say("The question before you"),
        (
            say(
                "An agreement under section 287(g) lets trained officers of the agency do some of the work of "
                "immigration officers, under ICE's direction and supervision, at the agency's expense unless the "
                "agreement says otherwise."
            ),
            say("Federal law requires no state or county to sign one (8 U.S.C. 1357(g)(9))."),
            (now if models else none) % {"day": day, "models": models},
            _state_says(reader, subject),
        ),
    )


def _state_says(reader: Reader, subject: Subject) -> str:
    """The state's answer in a line: a reader must not take federal law's silence for it."""
    known = state_law.of(reader.record, subject.state)
    told = {"day": reader.day(known.day), "law": reader.word(known.status, labels.LAW_SAYS)}
    return (
        reader.say("The state's law on %(day)s: %(law)s. Whom it binds, and rules of later days, are told below.")
        % told
    )


def agreements(reader: Reader, subject: Subject) -> Section:
    """Agreements of the agencies, those in force first."""
    say = reader.say
    rows = [row for key in subject.ids for row in reader.record.agreements_by_agency.get(key, ())]
    rows.sort(key=lambda row: (row["status"] != "listed", row["agreement_id"]))
    head = (say("Agency"), say("Model"), say("Signed"), say("Status"))
    lines = () if rows else (say("None is in the lists that are held. That is not proof that there never was one."),)
    return Section(say("Agreements"), lines, head, tuple(_agreement(reader, row) for row in rows), (5, 3, 3, 3))


def _agreement(reader: Reader, row: Row) -> tuple[str, ...]:
    name = reader.record.agencies[row["agency_id"]]["name"]
    return (name, reader.model(row["model"]), reader.day(row["signed"]), reader.word(row["status"], labels.STATUSES))


def before(reader: Reader, subject: Subject) -> Section:
    """Agreements of the years before the lists of today, which those lists do not show."""
    say = reader.say
    rows = [
        row for key in sorted(ids_ever(reader, subject)) for row in reader.record.early_of_agency(key)["agreements"]
    ]
    rows = [row for row in rows if not row["in_later_lists"]]
    rows.sort(key=lambda row: (row["agency_id"], str(row["signed"] or "")))
    head = (say("Agency"), say("Model"), say("Signed"), say("Over on this day at the latest"), say("Shown by"))
    return Section(say("Before 2021"), (), head, tuple(_early(reader, row) for row in rows), (5, 3, 3, 3, 3))


def _early(reader: Reader, row: Row) -> tuple[str, ...]:
    known = reader.record.agencies.get(row["agency_id"]) or reader.record.early_agencies[row["agency_id"]]
    name = known["name"]
    model = reader.model(row["model"]) if row["model"] else reader.say("unknown")
    shown = reader.word(row["end_basis"], labels.EARLY_ENDS)
    return (name, model, reader.day(row["signed"]), reader.day(row["ended_by"]), shown)


def history(reader: Reader, subject: Subject) -> Section:
    """The newest events with their evidence."""
    say = reader.say
    events = [event for key in sorted(subject.ids) for event in reader.record.events_by_agency.get(key, ())]
    events.sort(key=lambda event: (event["known"], event["event_id"]), reverse=True)
    rows = tuple(
        (reader.day(e["known"]), reader.event(e), f"{e['file']} {e['row'] or ''} {e['sha256'][:12]}")
        for e in events[:_EVENTS]
    )
    head = (say("Day"), say("What happened, with evidence"), say("Evidence"))
    return Section(say("What changed lately"), (), head, rows, (3, 7, 5))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _penalties(reader: Reader, state: str) -> list[str]:
    """What the state does to who refuses or signs against its law; what was only heard of is said to be that."""
    say = reader.say
    read, heard = penalties_of(state)
    lines = [f"{say('Penalties:')} {say(row['what'])} [{row['law']}]" for row in read]
    if heard:
        laws = "; ".join(row["law"] for row in heard)
        lines.append(say("A penalty is told of and was not read in the law: %(laws)s.") % {"laws": laws})
    return lines or [say("Penalties for officials who refuse or who sign: not known here.")]


def _of_another_day(reader: Reader, rule: Rule) -> str:
    """A rule that was not in force on the day of the list: a vote comes after it, and the rule may bind by then."""
    say = reader.say
    told = {
        "from": reader.day(rule.start),
        "to": reader.day(rule.end),
        "who": reader.word(rule.who, labels.WHO),
        "says": say(rule.says),
        "law": rule.citation,
    }
    if rule.vetoed:
        return say("A bill that was vetoed and binds no one: %(says)s [%(law)s]") % told
    if rule.start is None:
        return say("Of no known first day, %(who)s: %(says)s [%(law)s]") % told
    if rule.end is None:
        return say("From %(from)s, %(who)s: %(says)s [%(law)s]") % told
    return say("From %(from)s until %(to)s, %(who)s: %(says)s [%(law)s]") % told


def law(reader: Reader, subject: Subject) -> Section:
    """The state's law on the day of the list, then its rules of other days."""
    say = reader.say
    known = state_law.of(reader.record, subject.state)
    others = [rule for rule in known.other if rule.status != "unknown" or rule.vetoed]
    told = {"day": reader.day(known.day), "status": reader.word(known.status, labels.LAW)}
    lines = [say("For local agencies, on %(day)s: %(status)s.") % told]
    if not known.rules and not others:
        lines.append(say("No rule of this state is held. That is not proof that there is none."))
    if any(rule.who != "all agencies" for rule in known.rules):
        lines.append(say("A rule binds those whom it names, and no other agency."))
    for rule in known.rules:
        lines.append(f"{_capital(reader.word(rule.who, labels.WHO))}: {say(rule.says)} [{rule.citation}]")
        if rule.approval:
            lines.append(f"{say('Who must agree:')} {say(rule.approval)}.")
        if rule.confirmed and not rule.enacted:
            lines.append(say("This was read as a house passed it: the act itself was not read."))
    lines += [_of_another_day(reader, rule) for rule in others]
    if not all(rule.certain for rule in (*known.rules, *others)):
        lines.append(say("Not every rule was read in the law's own words: confirm it before you rely on it."))
    lines += _penalties(reader, subject.state)
    return Section(say("What the state's law says"), tuple(lines))
