"""Commands that ask the record: what holds, what changed, one agency, what proves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.asked import note, population_is
from open287g.cli.options import DAY, Fmt, Home, OfState, Since, Spoken, State, Until, day_told
from open287g.cli.rests_on import opened, tell_moved
from open287g.cli.show import Format, show_facts, show_rows
from open287g.core.errors import UNKNOWN

if TYPE_CHECKING:
    from open287g.core.found import Found
    from open287g.record.asking.record import Record

SAID = ("rests_on", "redirected")
"""What JSON and CSV carry, and is said on standard error beside a table."""


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    commands: list[Callable[..., None]] = [headline, asof, changes, agency, resolve, evidence]
    for command in commands:
        app.command()(command)


def headline(
    state: State = None, since: Since = None, language: Spoken = "en", home: Home = None, format: Fmt = Format.table
) -> None:
    """Print what held on the day of ICE's newest list, what changed lately, and what is in doubt.

    Changes are those from --since on; without it, of the 30 days up to that list. Exits with 4 for a day after it.

    Examples: open287g headline; open287g headline --state FL --lang es; open287g headline --since 2026-01
    """
    from open287g.record.asking.headline import headline as facts_of
    from open287g.record.asking.headline import sentence

    facts = facts_of(opened(home), state, since)
    if format is Format.table:
        note(sentence(facts, language))
    title = f"287(g) agreements{f' of {state}' if state else ''} as ICE listed them on {facts['published']}"
    if since and since < facts["since"]:
        begun = facts["since"] - timedelta(days=1)
        note(f"The first list that is held is of {begun}: what was new before it is unknown.")
    if format is Format.table and facts["pending"] is None:
        facts["pending"] = "unknown: that list is too old to tell"
    show_facts(_in_table(facts, format), format, title)


def _in_table(facts: dict[str, Any], format: Format) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if format is not Format.table or key not in SAID}


def asof(
    day: Annotated[date, typer.Argument(parser=day_told, metavar="DATE", help=f"Day in the world: {DAY}.")],
    known: Annotated[
        date | None,
        typer.Option(
            "--known",
            parser=day_told,
            metavar="DAY",
            help="As could be known on this day (default: by the newest list).",
        ),
    ] = None,
    agreements: Annotated[bool, typer.Option("--agreements", help="List the agreements instead of counting.")] = False,
    state: State = None,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Count the agreements in force on a day, as known by the newest list or as could be known on another day.

    Exits with 4 for a day outside the span of the lists that are held: the answer is unknown, not 0.

    Before the first list of the record, a list that an archive captured tells its own day and no other: between two of
    them the answer is unknown, with both neighbors.

    Examples: open287g asof 2025-04-24 --known 2025-04-24;  open287g asof 2026-05-18 --agreements --format csv;
    open287g asof 2013-04-02; open287g asof 2025-04-24 --state FL
    """
    from open287g.record.asking.in_state import asof_in

    record = opened(home)
    held = f"In force on {day}" if known is None or day <= known else f"Taken on {known} to be in force on {day}"
    if agreements:
        columns = ["name", "model", "signed", "valid_from", "valid_to", "known_from", "agreement_id"]
        rows = record.questions.in_force(day, known).named().found()
        if known is not None and day > known:
            note(f"{day} was still to come on {known}: what was in force is taken to last.")
        show_rows(of_state(rows, state), format, columns, held)
    else:
        told = asof_in(record, day, known, state) if state else record.asof(day, known)
        unknown = told["agreements"] is None
        if language != "en":
            from open287g.ui.told_rows import day_in

            told = day_in(told, language)
        show_facts(_in_table(told, format), format, f"Unknown on {day}" if unknown else held)
        if unknown:
            raise typer.Exit(UNKNOWN)


def of_state(rows: Found, state: str | None) -> Found:
    """The rows of a state; all of them without one."""
    return rows if state is None else rows.where(lambda row: row["state"] == state)


def changes(
    since: Since = None,
    until: Until = None,
    days: Annotated[
        int | None,
        typer.Option("--days", min=1, help="The last so many days up to the newest list."),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only changes of this kind, such as listed; may be repeated.")
    ] = None,
    state: State = None,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """List what ICE's lists made known between two days, each with the file and row that show it.

    Without --since: the 30 days up to the newest list. Exits with 4 for days after it, and for days of which no list
    is held: what changed then is unknown.

    Examples:

      open287g changes --days 7 --kind listed

      open287g changes --since 2026-05 --state FL
    """
    from open287g.record.asking.changes import first_day_of, kinds_meant, require_told

    kinds = kinds_meant(kind or [])
    record = opened(home)
    first = first_day_of(record, since, days)
    rows = record.questions.changes(first, until, state, kinds).named().found()
    if not rows.rows:
        require_told(record, first, until or date.max)
    if language != "en":
        from open287g.ui.told_rows import events_in

        rows = events_in(rows, language)
    columns = ["known", "kind", "state", "says", "event_id", "file", "row"]
    show_rows(rows, format, columns, f"Changes from {first} to {until}" if until else f"Changes since {first}")


def agency(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME-OR-ID", help='An id, ORI or FIPS code, or a name such as "collier fl".')
    ],
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Show one agency: agreements, events with evidence, place, ORI and the spellings seen.

    Exits with 3 where what is asked for exists and is in no list of ICE that is held; with 1 where several agencies
    could be meant or nothing is called so, and names the nearest, which are never the answer.

    An id that was published and is no longer in use leads to the one in its place, and says so.

    Examples: open287g agency collier fl; open287g agency FL0110000; open287g agency maricopa county sheriff az;
    open287g agency alguacil de Collier --lang es; open287g agency FL-collier-county-sheriffs-office:TFM:1
    """
    record = opened(home)
    page = record.agency(" ".join(name))
    tell_moved(page["redirected"])
    if language != "en":
        from open287g.ui.told_rows import page_in

        page = page_in(page, language)
    if format is Format.table:
        _show_page(page, record, language)
    else:
        show_facts(page, format)


_PARTS: dict[str, tuple[str, list[str]]] = {
    "agreements": (
        "Agreements",
        ["model", "agreement_id", "signed", "status", "valid_from", "valid_to", "moa_url"],
    ),
    "events": ("Events", ["known", "kind", "says", "event_id", "file", "row"]),
    "pending": ("Pending", ["model", "first_pending", "last_pending", "status", "listed"]),
    "spellings": ("Spellings", ["agency_name", "tier", "evidence", "first_seen", "last_seen"]),
    "doubts": ("What does not fit", ["kind", "agreement_id", "value", "against", "file", "row"]),
    "statements": ("What others say", ["agreement_id", "says", "day", "who", "source"]),
}
"""The tables of an agency's page: the title of each, and what a terminal shows of it."""
_ALWAYS = ("agreements", "events", "spellings")
"""Shown also where they are empty: that there is none is an answer."""
_EARLY = {
    "agreements": ["agreement_id", "signed", "models", "last_seen", "ended_by", "end_basis", "signed_source"],
    "spans": ["model", "absent_before", "first_seen", "last_seen", "absent_after", "lists"],
    "events": ["known", "kind", "not_before", "says", "event_id", "publication_id", "row"],
    "addenda": ["moa_signed", "executed", "extends_to", "row"],
}
"""The tables of the years before the first list."""


def _show_page(page: dict[str, Any], record: Record, language: str) -> None:
    """An agency's page in a terminal: a sentence, its facts, a table for each part that holds something."""
    from open287g.record.asking.in_words import in_words

    note(in_words(page, record.publication()["published"], language))
    population_is("served")
    facts = {key: value for key, value in page.items() if key not in (*_PARTS, "early", *SAID)}
    show_facts(facts, Format.table, page["name"])
    for part, (title, columns) in _PARTS.items():
        if page[part] or part in _ALWAYS:
            show_rows(page[part], Format.table, columns, title)
    for part, columns in _EARLY.items():
        if page["early"][part]:
            show_rows(page["early"][part], Format.table, columns, f"Before the first list: {part}")


def resolve(
    name: Annotated[str, typer.Argument(help="A spelling of an agency's name.")],
    state: OfState,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Tell which agency a spelling is; exit 1 with the nearest candidates where none is.

    Example: open287g resolve "Colier County Sheriffs Office" --state FL
    """
    resolution = opened(home).resolve(name, state)
    facts = {
        "agency_id": resolution.agency_id,
        "name": resolution.name,
        "tier": resolution.tier,
        "evidence": resolution.evidence,
    }
    show_facts(facts if resolution.agency_id else {**facts, "candidates": resolution.candidates}, format)
    if resolution.agency_id is None:
        raise typer.Exit(1)


def evidence(
    asked: Annotated[
        list[str],
        typer.Argument(metavar="ID", help="Of an agreement, an event or a publication; or a raw file's name or hash."),
    ],
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Show what proves an event: file, hash, row, and the cells as they stand there.

    Of an agreement, what proves its first listing; an id of one that is no longer in use leads to the present one. Of
    a publication, the files that show it; of a raw file, what is known of it.

    Examples: open287g evidence FL-collier-county-sheriffs-office:TFM:1

    open287g evidence participating-2025-04-10-04e0b56b
    """
    told = opened(home).evidence(" ".join(asked))
    tell_moved(told.get("redirected"))
    if language != "en":
        from open287g.ui.told_rows import event_in

        told = event_in(told, language)
    show_facts(told, format, " ".join(asked))
