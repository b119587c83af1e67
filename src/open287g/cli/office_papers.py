"""Commands of the office that write for others: the brief of an operation, notices."""

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


def notices(
    settings: Annotated[
        Path | None, typer.Option("--settings", help="To whom (default: office/notices.yaml of the home).")
    ] = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Send what is due and was not told yet: a line of the log each, e-mail, web hooks. One pass, for a timer.

    Exits with 3 where a way failed; that is tried again at the next pass.

    Example: open287g office notices --settings notices.yaml
    """
    from open287g.office.notices.post import one_pass
    from open287g.office.notices.settings import read_settings
    from open287g.office.office import key_folder

    folder = key_folder(home).parent
    told = read_settings(settings or folder / "notices.yaml", settings is not None)
    sent = one_pass(opened(database, home), told, folder / "notices", lambda line: typer.echo(line, err=True))
    rows = [{"way": one.way, "to": one.to, "ok": one.ok, "why": one.why, **one.notice.told()} for one in sent]
    show_rows(rows, format, ["way", "to", "ok", "why", "stage", "local", "subject", "clock"], "Notices")
    raise typer.Exit(0 if all(one.ok for one in sent) else 3)
