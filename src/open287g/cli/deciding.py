"""The command `decide`: one act, whether it lies within the power, and whether it was done lawfully."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.asked import note
from open287g.cli.lines import put
from open287g.cli.options import DAY, Fmt, Home, OneModel, Spoken, day_told
from open287g.cli.rests_on import tell_age, tell_moved
from open287g.cli.show import Format, show_facts, show_rows

if TYPE_CHECKING:
    from open287g.rulebook.decide import Decision

Facts = Annotated[
    Path | None, typer.Option("--facts", help="JSON with act, officer, agreement; - reads standard input.")
]
Told = Annotated[
    list[str] | None,
    typer.Option("--fact", "-F", metavar="RECORD.NAME=VALUE", help="A fact, such as act.place=jail. Repeat it."),
]
OfAgency = Annotated[str | None, typer.Option("--agency", help="Take the agreement of this agency's record.")]
Act = Annotated[
    str | None, typer.Option("--act", help="What the officer did, such as interrogate: short for -F act.act=...")
]
Named = Annotated[str | None, typer.Argument(metavar="[ACT]", help="The same, as the first word.", show_default=False)]
On = Annotated[
    date | None,
    typer.Option(
        "--on", parser=day_told, metavar="DAY", help=f"The day for --agency: {DAY}. Default: the day of the act."
    ),
]
Ask = Annotated[bool, typer.Option("--ask", help="Ask for the facts that still matter (as when nothing is told).")]
Reading = Annotated[
    list[str] | None,
    typer.Option("--reading", metavar="QUESTION=wide", help="Choose the wide of two readings. See rules cases."),
]


def decide(
    named: Named = None,
    file: Facts = None,
    fact: Told = None,
    agency: OfAgency = None,
    act: Act = None,
    on: On = None,
    model: OneModel = None,
    ask: Ask = False,
    reading: Reading = None,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Decide one act: whether it lies within the power, and whether it was done lawfully, with each provision.

    A fact left out is unknown. Exits with 0 authorized, 5 authorized if (something no log holds remains), 4
    undetermined, 3 not authorized or not lawful, 1 or 2 for errors.

    Examples: open287g decide --facts act.json --format json

    open287g decide -F act.act=interrogate -F act.at=2026-06-01 -F agreement.model=WSO

    open287g decide interrogate --agency "collier fl" --on 2025-06-01 --model TFM

    open287g decide --agency "collier fl" --on 2025-06-01 --model TFM --ask

    open287g decide --facts act.json --reading hold-limit=wide
    """
    from open287g.rulebook.prompting import gather
    from open287g.vocabulary.verdicts import exit_of

    acts = [f"act.act={one}" for one in (named, act) if one is not None]
    given = gather(file, [*(fact or []), *acts])
    ask = ask or (sys.stdin.isatty() and not any(given.values()) and format is Format.table)
    if agency is not None:
        given = _with_agreement(given, agency, on, model, home)
    decision = _judged(given, ask, reading or [], language)
    _show_decision(decision, language, format)
    raise typer.Exit(exit_of(decision.verdict, decision.lawfulness))


def _with_agreement(
    given: dict[str, Any], agency: str, on: date | None, model: str | None, home: Path | None
) -> dict[str, Any]:
    """The facts with those of the agency's agreement in the record, and the edition that its document shows."""
    from open287g import open_record
    from open287g.rulebook.from_record import with_agreement

    with open_record(home) as record:
        tell_age(record)
        tell_moved(record.finding.found(agency).moved)
        return _with_edition(with_agreement(record, given, agency, on, model), home)


def _with_edition(given: dict[str, Any], home: Path | None) -> dict[str, Any]:
    """The facts with the edition that the agreement's own document shows, where none is told; it is said."""
    from open287g.documents.library.edition_read import editions_read

    agreement = given["agreement"]
    read = editions_read(home, agreement_id=agreement["agreement_id"]) if not agreement.get("edition") else {}
    if not read:
        return given
    (one,) = read.values()
    note(one.says)
    return {**given, "agreement": {**agreement, "edition": one.edition}}


def _judged(given: dict[str, Any], ask: bool, readings: list[str], language: str) -> Decision:
    """The decision on what is given, or on what is answered where `ask` says to ask for it."""
    from open287g.core.errors import InputError
    from open287g.rulebook.decide import decide as judge
    from open287g.rulebook.prompting import ask_for

    if not ask and not given.get("act", {}).get("act"):
        raise InputError(
            "no act is told, and without one every provision stays open",
            remedy="Say what the officer did: --act interrogate (see: open287g rules facts act), or --ask.",
            exit_code=2,
        )
    chosen = dict(text.partition("=")[::2] for text in readings)
    decision = ask_for(given, typer.prompt, language) if ask else judge(given)
    return judge(given, readings=chosen) if chosen else decision


def _show_decision(decision: Decision, language: str, format: Format) -> None:
    from dataclasses import asdict

    from open287g.rulebook.listing.lines import lines_of, verdicts_line
    from open287g.rulebook.listing.spanish import says_es

    rows = [asdict(one) for one in decision.provisions]
    if language == "es":
        rows = [row | {"says": says_es(row["id"])} for row in rows]
    if format is Format.json:
        show_facts({**asdict(decision), "provisions": rows}, format)
        return
    order = {"fail": 0, "unknown": 1, "pass": 2}
    rows.sort(key=lambda row: (order[row["result"]], row["kind"] not in ("condition", "premise")))
    if format is Format.csv:
        both = {"verdict": decision.verdict, "lawfulness": decision.lawfulness, "duties": decision.duties}
        show_rows([{**both, **row} for row in rows], format)
        return
    told = verdicts_line(decision, language)
    show_rows(rows, format, ["result", "kind", "id", "says", "cites"], told)
    put(told)
    for line in lines_of(decision, language, _line_in):
        put(line)


def _line_in(line: str, language: str) -> str:
    if language == "en":
        return line
    from open287g.ui.told_rows import line_in

    return line_in(line, language)


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(decide)
