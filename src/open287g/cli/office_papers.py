"""Commands of the office that write papers: the brief of an operation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from open287g.cli.office_options import Database, opened
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows

Language = Annotated[str, typer.Option("--lang", help="en or es.")]


def operation(
    name: Annotated[str, typer.Argument(help="The operation's id; with --announced, its name.")],
    announced: Annotated[
        bool, typer.Option("--announced", help="One that was announced with a number, from the register; no office.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the brief to this .html or .pdf.")] = None,
    language: Language = "en",
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Brief an operation: its plan beside the authority of each day, deconfliction and tallies; small counts withheld.

    Examples: open287g office operation op-1 --out brief.pdf

    open287g office operation "Operation Tidal Wave" --announced
    """
    from open287g.office.ledger.database import read
    from open287g.office.papers.operation import announced_brief, brief
    from open287g.office.papers.operation_paper import paper
    from open287g.ui.paper import write_paper
    from open287g.vocabulary.messages import language_named

    language_named(language)
    told = announced_brief(name) if announced else read(opened(database, home).engine, lambda c: brief(c, name))
    if out is not None:
        write_paper(paper(told, language), out)
    if format is Format.csv:
        show_rows(told["tallies"], format)
        return
    show_facts(told, format, told["name"])
