"""Commands of the office that write for others: the brief of an operation, notices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from open287g.cli.lines import tell
from open287g.cli.office_options import As, Database, On, opened
from open287g.cli.options import Fmt, Home, Spoken
from open287g.cli.show import Format, show_facts, show_rows


def operation(
    name: Annotated[str, typer.Argument(help="The operation's id; with --announced, its name.")],
    announced: Annotated[
        bool, typer.Option("--announced", help="One that was announced with a number, from the register; no office.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the brief to this .html or .pdf.")] = None,
    language: Spoken = "en",
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
    sent = one_pass(opened(database, home), told, folder / "notices", tell)
    rows = [{"way": one.way, "to": one.to, "ok": one.ok, "why": one.why, **one.notice.told()} for one in sent]
    show_rows(rows, format, ["way", "to", "ok", "why", "stage", "local", "subject", "clock"], "Notices")
    raise typer.Exit(0 if all(one.ok for one in sent) else 3)


def document(
    file: Annotated[Path, typer.Argument(help="The signed text as PDF.")],
    agreement: Annotated[str, typer.Option("--agreement", help="The agreement it is of.")],
    account: As,
    on: On = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare, and record nothing.")] = False,
    engine: Annotated[str, typer.Option("--ocr", help="OCR engine: auto, tesseract, rapidocr or none.")] = "auto",
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Hold the signed text of an agreement against its request, and record its hash and what came of it.

    Exits with 3 where something differs: ICE cannot sign it here until another person accepts it
    (agreement.text_accepted), and it is due until then.

    Example: open287g office document signed.pdf --agreement FL-example-county-sheriffs-office:TFM:1 --as manager-1
    """
    from open287g.office.entering.today import today_for
    from open287g.office.ledger.database import read
    from open287g.office.papers.signed_text import beside, event_of, read_text
    from open287g.office.record import record

    office = opened(database, home)
    text = read_text(file, engine)
    told = read(office.engine, lambda connection: beside(connection, agreement, text))
    number = None
    if not dry_run:
        subject = f"agreement:{agreement}"
        day = read(office.engine, lambda connection: today_for(connection, subject, office.clock()))
        event = event_of(told, (on or day).isoformat())
        number = record(office, account, event).number
    if format is Format.json:
        show_facts({**asdict(told), "entry": number}, format)
    else:
        show_rows([asdict(row) for row in told.rows], format, title=f"{told.reading}: {told.document}")
    raise typer.Exit(3 if told.reading == "differs" else 0)


def switch_model(
    agreement: Annotated[str, typer.Argument(help="The agreement, as AGENCY:MODEL:NUMBER.")],
    to: Annotated[str, typer.Option("--to", help="The model in its place: JEM, WSO or TFM.")],
    on: On = None,
    years: Annotated[int, typer.Option("--years", min=1, max=30, help="Years of costs.")] = 5,
    assumptions: Annotated[Path | None, typer.Option("--assumptions", help="YAML, as for fiscal-note.")] = None,
    told: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="One assumption.")] = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Think a change of model through: what falls away, what is due, what both cost. Nothing is changed.

    Example: open287g office switch-model FL-example-county-sheriffs-office:TFM:1 --to WSO --set wage=34
    """
    from open287g.cli.note_shown import money
    from open287g.office.ledger.database import read
    from open287g.office.papers.model_switch import model_switch

    office = opened(database, home)
    day = on or office.clock().date()
    facts = read(office.engine, lambda connection: model_switch(connection, agreement, to.upper(), day))
    facts["costs"] = costs_of_both(
        facts["from"], facts["to"], facts["serving"], name=agreement, years=years, file=assumptions, told=told or ()
    )
    if format is Format.json:
        show_facts(facts, format)
        return
    show_rows(facts["powers"], format, title="Acts that are listed otherwise")
    show_rows(facts["acts_of_last_year"], format, title=f"Acts of the year before that {facts['to']} does not list")
    falling = [{"what": kind, "subject": name} for kind, names in facts["falls"].items() for name in names]
    show_rows(falling, format, title="Falls with the agreement")
    columns = ["provision", "fails", "not_shown", "says", "missing"]
    show_rows(facts["officers"], format, columns, f"Between {facts['serving']} officers and authority")
    show_rows(facts["duties"], format, ["change", "provision", "says", "cites"], "Duties")
    show_rows(facts["clocks"], format, ["change", "clock", "who", "says"], "Clocks")
    sums = [{"model": name, **row} for name in (facts["from"], facts["to"]) for row in facts["costs"][name]]
    columns = ["model", "basis", "payer", "p5", "p50", "p95", "at_least"]
    show_rows(money(sums), format, columns, f"Costs over {years} years, dollars; see open287g fiscal-note")


def costs_of_both(
    model: str,
    to: str,
    officers: int,
    *,
    name: str = "an agreement of the office",
    years: int = 5,
    file: Path | None = None,
    told: Iterable[str] = (),
) -> dict[str, Any]:
    """Totals of both models over some years, with what is left out: the office and the costs know nothing of each
    other, and meet here.
    """
    from open287g.costs.asked import Asked, known_assumptions
    from open287g.costs.comparison import compared

    known = known_assumptions(model, file=file, told=told, officers=max(officers, 1))
    note = compared(Asked(name, None, model, "as the office has it", None), known, without=to, years=years)
    of_model = [row for row in note["totals"] if row["year"] == "all"]
    return {"years": years, model: of_model, to: note["scenarios"][0]["totals"], "left_out": note["left_out"]}


def costs(
    agreement: Annotated[str, typer.Argument(help="The agreement, as AGENCY:MODEL:NUMBER.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write it as CSV, for fiscal-note --happened.")] = None,
    database: Database = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Sum what an agreement cost as recorded (agreement.cost_recorded), by line, basis and year of the agreement.

    Example: open287g office costs FL-example-county-sheriffs-office:TFM:1 --out happened.csv
    """
    from open287g.core.cells import csv_of
    from open287g.core.errors import InputError
    from open287g.core.files import write_atomic
    from open287g.office.ledger.database import read
    from open287g.office.papers.costs import COLUMNS, happened

    if out is not None and out.suffix.lower() != ".csv":
        raise InputError("it is written as CSV", str(out), "End the name in .csv.", exit_code=2)
    rows = read(opened(database, home).engine, lambda connection: happened(connection, agreement))
    if out is not None:
        write_atomic(out, csv_of(rows, COLUMNS).encode())
    show_rows(rows, format, list(COLUMNS), "Recorded costs")
