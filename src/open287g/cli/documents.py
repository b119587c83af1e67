"""Commands of the room `documents`: read, show, check and pack; those on their texts stand in `document_texts`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from open287g.cli import document_texts
from open287g.cli.document_options import Again, Jobs, Ocr, Paths, library_of, tell_failures
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows


def read(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="PDF files, or folders that hold them; the archive's PDFs if none.", show_default=False),
    ] = None,
    ocr: Ocr = "auto",
    jobs: Jobs = 0,
    again: Again = False,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Read agreements: edition, signatories, days, text of every page, differences from the edition.

    A file that cannot be read is told of with its reason; the rest goes on, and the exit code is 1. What was read is
    kept in the home and not read twice.

    Examples:

      open287g documents read LeeCoSheriffsOffice_JEM_MOA.pdf

      open287g documents read moa/ --format json > moa.json

      open287g documents read moa/ --ocr none --jobs 4

      open287g archive add moa/ && open287g documents read
    """
    from open287g.documents.library import rows
    from open287g.documents.library.reading import read_files

    results = read_files(library_of(home), paths or [], ocr, jobs, again=again)
    shape = rows.json_row if format is Format.json else rows.table_row
    shown: list[dict[str, Any]] = [shape(result.document) for result in results if result.document]
    if format is Format.json:
        shown += [{"file": result.path.name, "error": str(result.error)} for result in results if result.error]
    show_rows(shown, format, list(rows.COLUMNS))
    tell_failures(results)


def show(
    document: Annotated[str, typer.Argument(help="A PDF, or the file name or sha256 of one read before.")],
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """One agreement whole: fields with page, method and confidence; pages; clauses; differences.

    Examples:

      open287g documents show 287g_JEM_TarrantCoTX_06-16-2020.pdf

      open287g documents show 1d2f00 --format json
    """
    from open287g.documents.library import rows
    from open287g.documents.library.reading import document_called

    agreement = document_called(library_of(home), document)
    row, clauses = rows.json_row(agreement), rows.clause_rows(agreement)
    if format is not Format.table:
        show_facts({**row, "clauses": clauses}, format)
        return
    show_facts({name: row[name] for name in rows.HEAD}, format)
    show_rows(rows.field_rows(row), format, title="Fields")
    show_rows(row["pages"], format, title="Pages")
    show_rows(clauses, format, list(rows.CLAUSE_COLUMNS), "Clauses")
    show_rows(row["differences"], format, list(rows.DIFFERENCE_COLUMNS), title="Differences")


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="PDFs or folders to read first.", show_default=False)
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help="Only findings of this kind.")] = "",
    ocr: Ocr = "auto",
    jobs: Jobs = 0,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Agreements against the record: another agency, another model, days that disagree, replaced files, missing MOAs.

    Examples:

      open287g documents check moa/

      open287g documents check --kind no_moa --format csv
    """
    from dataclasses import asdict
    from datetime import date

    from open287g.core.errors import NotFoundError
    from open287g.documents.check import check as disagreements
    from open287g.documents.library.reading import read_files
    from open287g.documents.listed import listed_in

    library = library_of(home)
    results = read_files(library, paths, ocr, jobs) if paths else []
    agreements = list(library.all())
    try:
        listed = listed_in(home)
    except NotFoundError as missing:
        print(f"open287g: the documents are checked on their own: {missing}", file=sys.stderr)
        listed = []
    told = [asdict(each) for each in disagreements(listed, agreements, date.today()) if kind in ("", each.kind)]
    columns = ["kind", "agreement_id", "file", "record", "document", "says"]
    show_rows(told, format, columns, title=f"Findings on {len(agreements)} documents")
    tell_failures(results)


def pack(
    paths: Paths,
    to: Annotated[Path, typer.Option("--to", help="Folder for the tables.")],
    ocr: Ocr = "auto",
    jobs: Jobs = 0,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Write the facts of agreements as small tables: fields, clauses, differences; no sentences, no contacts.

    Example:

      open287g documents pack moa/ --to facts/
    """
    from open287g.documents.library.facts import pack as write
    from open287g.documents.library.reading import read_files

    results = read_files(library_of(home), paths, ocr, jobs)
    counts = write([result.document for result in results if result.document], to)
    show_rows([{"table": name, "rows": rows} for name, rows in counts.items()], format)
    tell_failures(results)


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    documents = typer.Typer(no_args_is_help=True, help="Agreements as PDF: read, compare, check and search them.")
    texts = document_texts
    on_texts = (texts.clause, texts.compare, texts.review, texts.search, texts.templates, texts.template)
    for command in (read, show, *on_texts, check, pack):
        documents.command(command.__name__)(command)
    app.add_typer(documents, name="documents", rich_help_panel="Look closer")
