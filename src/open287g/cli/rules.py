"""Commands of the room `rules`: decide one act, read the law, compare editions, see who should hold access."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.asked import note
from open287g.cli.options import DAY, Fmt, Home, day_told, model_code
from open287g.cli.rests_on import tell_age, tell_moved
from open287g.cli.show import Format, show_facts, show_rows

if TYPE_CHECKING:
    from open287g.rulebook.decide import Decision

rules = typer.Typer(no_args_is_help=True, help="Read the law: provisions, facts, editions, comparisons, coverage.")


class Language(StrEnum):
    """The language of the words."""

    en = "en"
    es = "es"


Spoken = Annotated[Language, typer.Option("--language", "--lang", "-l", help="en or es.")]
Told = Annotated[
    list[str] | None,
    typer.Option("--fact", "-F", metavar="RECORD.NAME=VALUE", help="A fact, such as act.place=jail. Repeat it."),
]


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.command()(decide)
    app.command()(access)
    for command in (show, compare, coverage, facts, cases):
        rules.command()(command)
    rules.command("list")(list_rules)
    rules.command("diff")(diff)
    rules.command("prove-removal")(prove_removal)
    app.add_typer(rules, name="rules")


def decide(
    file: Annotated[Path | None, typer.Option("--facts", help="JSON with act, officer, agreement; - reads it.")] = None,
    fact: Told = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Take the agreement of this agency's record.")] = None,
    act: Annotated[
        str | None, typer.Option("--act", help="What the officer did, such as interrogate: short for -F act.act=...")
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            parser=day_told,
            metavar="DAY",
            help=f"The day for --agency: {DAY} (default: the day of the act).",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", parser=model_code, metavar="MODEL", help="JEM, WSO or TFM, where the agency has several."
        ),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask for the facts that still matter (as when nothing is told).")
    ] = False,
    reading: Annotated[
        list[str] | None,
        typer.Option("--reading", metavar="QUESTION=wide", help="Choose the wide of two readings. See rules cases."),
    ] = None,
    language: Spoken = Language.en,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Decide one act: whether it lies within the power, and whether it was done lawfully, with each provision.

    A fact left out is unknown. Exits with 0 authorized, 5 authorized if (something no log holds remains), 4
    undetermined, 3 not authorized or not lawful, 1 or 2 for errors.

    Examples: open287g decide --facts act.json --format json

    open287g decide -F act.act=interrogate -F agreement.model=WSO -F agreement.edition=WSO-2025

    open287g decide --act interrogate --agency "collier fl" --on 2025-06-01 --model TFM

    open287g decide --agency "collier fl" --on 2025-06-01 --model TFM --ask

    open287g decide --facts act.json --reading hold-limit=wide
    """
    from open287g import open_record
    from open287g.core.errors import InputError
    from open287g.rulebook.decide import decide as judge
    from open287g.rulebook.from_record import with_agreement
    from open287g.rulebook.prompting import ask_for, gather
    from open287g.vocabulary.verdicts import exit_of

    given = gather(file, [*(fact or []), *([f"act.act={act}"] if act is not None else [])])
    ask = ask or (sys.stdin.isatty() and not any(given.values()) and format is Format.table)
    if agency is not None:
        with open_record(home) as record:
            tell_age(record)
            tell_moved(record.finding.found(agency).moved)
            given = with_agreement(record, given, agency, on, model and model.upper())
        given = _with_edition(given, home)
    if not ask and not given.get("act", {}).get("act"):
        raise InputError(
            "no act is told, and without one every provision stays open",
            remedy="Say what the officer did: --act interrogate (see: open287g rules facts act), or --ask.",
            exit_code=2,
        )
    chosen = dict(text.partition("=")[::2] for text in reading or [])
    decision = ask_for(given, typer.prompt, language.value) if ask else judge(given)
    if chosen:
        decision = judge(given, readings=chosen)
    _show_decision(decision, language, format)
    raise typer.Exit(exit_of(decision.verdict, decision.lawfulness))


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


def _show_decision(decision: Decision, language: Language, format: Format) -> None:
    from dataclasses import asdict

    from open287g.rulebook.listing.lines import lines_of, verdicts_line
    from open287g.rulebook.listing.spanish import says_es

    rows = [asdict(one) for one in decision.provisions]
    if language is Language.es:
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
    told = verdicts_line(decision, language.value)
    show_rows(rows, format, ["result", "kind", "id", "says", "cites"], told)
    typer.echo(told)
    for line in lines_of(decision, language.value):
        typer.echo(line)


def list_rules(
    model: Annotated[
        str | None, typer.Option("--model", parser=model_code, metavar="MODEL", help="JEM, WSO or TFM.")
    ] = None,
    act: Annotated[str | None, typer.Option("--act", help="Only what bears on this act.")] = None,
    edition: Annotated[str | None, typer.Option("--edition", help="Only what this edition has.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="condition, premise, standard, duty, source or reading.")
    ] = None,
    language: Spoken = Language.en,
    format: Fmt = Format.table,
) -> None:
    """List the provisions.

    Example: open287g rules list --model WSO --act serve_arrest_warrant
    """
    from open287g.rulebook.listing.rows import chosen, row_of

    rows = [row_of(p, language.value) for p in chosen(model, act, edition, kind)]
    show_rows(rows, format, ["id", "kind", "models", "says", "cites"], "Provisions")


def show(
    id: Annotated[str, typer.Argument(help="A provision, such as wso.at-release.")],
    document: Annotated[
        str | None, typer.Option("--in", help="Where this agreement holds it: a PDF, or one read before.")
    ] = None,
    language: Spoken = Language.en,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Show one provision: its words, citation, where the agreements hold it, the facts it needs.

    Examples: open287g rules show hold.past-release, open287g rules show wso.at-release --in moa.pdf
    """
    from open287g.core.settings import home as home_folder
    from open287g.documents.library.library import Library
    from open287g.documents.library.places import places_of
    from open287g.rulebook.language.provision import provision_named
    from open287g.rulebook.listing.rows import row_of

    provision = provision_named(id)
    row = row_of(provision, language.value)
    if document:
        row["held_at"] = places_of(Library(home_folder(home)), document, provision.clauses, id)
    show_facts(row, format)


def facts(
    record: Annotated[str | None, typer.Argument(help="act, officer or agreement.")] = None,
    language: Spoken = Language.en,
    format: Fmt = Format.table,
) -> None:
    """List the facts a decision and an audit read: columns of files and keys of JSON.

    Example: open287g rules facts act
    """
    from open287g.rulebook.listing.rows import fact_rows

    show_rows(fact_rows(record, language.value), format, title="Facts")


def compare(
    a: Annotated[str, typer.Argument(help="An edition or a model.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    language: Spoken = Language.en,
    format: Fmt = Format.table,
) -> None:
    """Tell what differs between two editions or two models; a model stands for its newest edition.

    Examples: open287g rules compare WSO-2020b WSO-2025, open287g rules compare JEM WSO
    """
    from dataclasses import asdict

    from open287g.rulebook.listing.compare import compare as differences

    rows = [asdict(one) for one in differences(a, b, language.value)]
    renamed = [{"kind": r["kind"], "id": r["id"], "what": r["what"], a: r["a"], b: r["b"]} for r in rows]
    show_rows(rows if format is not Format.table else renamed, format, title=f"{a} and {b} differ in")


def diff(
    one: Annotated[date, typer.Argument(parser=day_told, metavar="DAY", help=f"A day: {DAY}.")],
    other: Annotated[date, typer.Argument(parser=day_told, metavar="DAY", help="Another one.")],
    language: Spoken = Language.en,
    format: Fmt = Format.table,
) -> None:
    """Tell what changed in the law between two days: provisions, numbers, editions, State law, decisions of courts.

    Example: open287g rules diff 2025-01-01 2026-11-27
    """
    from dataclasses import asdict

    from open287g.rulebook.listing.between import between

    rows = [asdict(row) for row in between(one, other, language.value)]
    show_rows(rows, format, title=f"The law of {one} and of {other}")


def cases(
    question: Annotated[str | None, typer.Argument(help="A question, such as hold-limit.")] = None,
    language: Spoken = Language.en,
    format: Fmt = Format.table,
) -> None:
    """List the questions that are read in two ways, and the decisions of courts on each.

    Example: open287g rules cases probable-cause
    """
    from open287g.rulebook.readings import case_rows

    show_rows(case_rows(question, language.value), format, title="Readings and decisions")


def prove_removal(
    ids: Annotated[list[str] | None, typer.Argument(help="Provisions (default: all).")] = None,
    format: Fmt = Format.table,
) -> None:
    """Prove that taking a fact away makes no verdict: every pattern of each provision's facts, every removal.

    Where the facts have too many patterns ("every pattern" is false), any two of them take all their values. Duties,
    readings and other sources bear on no verdict and are not proved. Exits with 3 when a removal made one.

    Example: open287g rules prove-removal hold.basis statute.supervision
    """
    from open287g.core.progress import step
    from open287g.rulebook.language.provision import provision_named
    from open287g.rulebook.removal import proofs, row_of

    chosen = [provision_named(id) for id in ids] if ids else None
    rows = []
    with step("proving", total=None) as progress:
        for proof in proofs(chosen):
            rows.append(row_of(proof))
            progress.advance()
    show_rows(rows, format, title="Removals")
    raise typer.Exit(3 if any(row["wrong"] for row in rows) else 0)


def coverage(
    scenarios: Annotated[Path | None, typer.Option("--scenarios", help="A folder of scenario files.")] = None,
    format: Fmt = Format.table,
) -> None:
    """Cross sections of the agreements, provisions and scenarios: what is in the text, in the code, in the tests.

    Example: open287g rules coverage --scenarios tests/scenarios/law
    """
    from open287g.rulebook.listing.coverage import coverage as crossed

    show_rows(crossed(scenarios), format, title="Coverage")


def access(
    officers: Annotated[Path, typer.Option("--officers", help="The roster: CSV with the officer facts.")],
    agreements: Annotated[Path, typer.Option("--agreements", help="CSV with the agreement facts.")],
    on: Annotated[date, typer.Option("--on", parser=day_told, metavar="DAY", help=f"The day: {DAY}.")],
    grants: Annotated[
        Path | None,
        typer.Option("--grants", help="CSV of grants: grant_id, officer_id, system, granted_on, ended_on."),
    ] = None,
    acts: Annotated[Path | None, typer.Option("--acts", help="CSV of pending acts: act_id, officer_id.")] = None,
    ending: Annotated[
        str | None, typer.Option("--ending", metavar="ID", help="An agreement or officer that ends on the day.")
    ] = None,
    format: Fmt = Format.table,
) -> None:
    """Say who should hold access to federal systems on a day, and which grants have no authority behind them.

    With --ending, say what falls when that agreement or officer is suspended or ended on that day. Exits with 3 when a
    grant has no authority behind it.

    Example: open287g access --officers roster.csv --agreements agreements.csv --grants grants.csv --on 2025-06-01
    """
    from open287g.rulebook.access_files import one_table, report

    answer = report(on, officers, agreements, grants, acts, ending)
    if format is Format.json:
        show_facts(answer, format)
    elif format is Format.csv:
        show_rows(one_table(answer), format)
    else:
        show_rows(answer["standing"], format, title=f"Standing on {on}")
        show_rows(answer["grants"], format, title="Grants")
        if ending is not None:
            show_facts(answer["falls"], format, f"Falls with {ending}")
    unsupported = [one for one in answer["grants"] if one["state"] == "no authority"]
    raise typer.Exit(3 if unsupported else 0)
