"""Commands under `rules`: read the law, compare editions and days, prove and cover the provisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.editions import newest_said
from open287g.cli.options import DAY, Fmt, Home, OneModel, Spoken, day_told
from open287g.cli.show import Format, show_facts, show_rows

rules = typer.Typer(no_args_is_help=True, help="Read the law: provisions, facts, editions, comparisons, coverage.")


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    for command in (show, compare, coverage, facts, cases):
        rules.command()(command)
    rules.command("list")(list_rules)
    rules.command("diff")(diff)
    rules.command("prove-removal")(prove_removal)
    app.add_typer(rules, name="rules")


def list_rules(
    model: OneModel = None,
    act: Annotated[str | None, typer.Option("--act", help="Only what bears on this act.")] = None,
    edition: Annotated[str | None, typer.Option("--edition", help="Only what this edition has.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="condition, premise, standard, duty, source or reading.")
    ] = None,
    language: Spoken = "en",
    format: Fmt = Format.table,
) -> None:
    """List the provisions.

    Example: open287g rules list --model WSO --act serve_arrest_warrant
    """
    from open287g.rulebook.listing.rows import ROW, chosen, row_of

    rows = [row_of(p, language) for p in chosen(model, act, edition, kind)]
    show_rows(rows, format, ["id", "kind", "models", "says", "cites"], "Provisions", ROW)


def show(
    id: Annotated[str, typer.Argument(help="A provision, such as wso.at-release.")],
    document: Annotated[
        str | None, typer.Option("--in", help="Where this agreement holds it: a PDF, or one read before.")
    ] = None,
    language: Spoken = "en",
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
    row = row_of(provision, language)
    if document:
        row["held_at"] = places_of(Library(home_folder(home)), document, provision.clauses, id)
    show_facts(row, format)


def facts(
    record: Annotated[str | None, typer.Argument(help="act, officer or agreement.")] = None,
    language: Spoken = "en",
    format: Fmt = Format.table,
) -> None:
    """List the facts a decision and an audit read: columns of files and keys of JSON.

    Example: open287g rules facts act
    """
    from open287g.rulebook.listing.rows import fact_rows

    show_rows(fact_rows(record, language), format, title="Facts")


def compare(
    a: Annotated[str, typer.Argument(help="An edition or a model.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    language: Spoken = "en",
    format: Fmt = Format.table,
) -> None:
    """Tell what differs between two editions or two models; a model stands for its newest edition.

    Examples: open287g rules compare WSO-2020b WSO-2025, open287g rules compare JEM WSO
    """
    from dataclasses import asdict

    from open287g.rulebook.listing.compare import DIFFERENCE
    from open287g.rulebook.listing.compare import compare as differences

    for one in (a, b):
        newest_said(one)
    rows = [asdict(one) for one in differences(a, b, language)]
    renamed = [{"kind": r["kind"], "id": r["id"], "what": r["what"], a: r["a"], b: r["b"]} for r in rows]
    shown = rows if format is not Format.table else renamed
    show_rows(shown, format, title=f"{a} and {b} differ in", every=DIFFERENCE)


def diff(
    one: Annotated[date, typer.Argument(parser=day_told, metavar="DAY", help=f"A day: {DAY}.")],
    other: Annotated[date, typer.Argument(parser=day_told, metavar="DAY", help="Another one.")],
    language: Spoken = "en",
    format: Fmt = Format.table,
) -> None:
    """Tell what changed in the law between two days: provisions, numbers, editions, State law, decisions of courts.

    Example: open287g rules diff 2025-01-01 2026-11-27
    """
    from dataclasses import asdict

    from open287g.rulebook.listing.between import between
    from open287g.rulebook.listing.compare import DIFFERENCE

    rows = [asdict(row) for row in between(one, other, language)]
    show_rows(rows, format, title=f"The law of {one} and of {other}", every=DIFFERENCE)


def cases(
    question: Annotated[str | None, typer.Argument(help="A question, such as hold-limit.")] = None,
    language: Spoken = "en",
    format: Fmt = Format.table,
) -> None:
    """List the questions that are read in two ways, and the decisions of courts on each.

    Example: open287g rules cases probable-cause
    """
    from open287g.rulebook.readings import case_rows

    show_rows(case_rows(question, language), format, title="Readings and decisions")


def prove_removal(
    ids: Annotated[list[str] | None, typer.Argument(help="Provisions (default: all).")] = None,
    format: Fmt = Format.table,
) -> None:
    """Prove that taking a fact away makes no verdict: every pattern of each provision's facts, every removal.

    Where the facts have too many patterns ("every pattern" is false), any two of them take all their values. Duties,
    readings and other sources bear on no verdict and are not proved. Exits with 3 when a removal made one.

    Example: open287g rules prove-removal hold.basis statute.supervision
    """
    from open287g.core.extras import extra
    from open287g.core.progress import step
    from open287g.rulebook.language.provision import provision_named

    with extra("audit"):
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
