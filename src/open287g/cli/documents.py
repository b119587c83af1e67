"""Commands of the room `documents`: read, show, check and pack; those on their texts stand in `document_texts`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from open287g.cli import document_texts
from open287g.cli.asked import note
from open287g.cli.document_options import Again, Jobs, Ocr, Paths, library_of, tell_failures, tell_left_aside
from open287g.cli.options import Fmt, Home, Spoken
from open287g.cli.show import Format, names_of, show_facts, show_rows
from open287g.core.counted import counted


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
    from open287g.core.files import shown
    from open287g.documents.library import rows
    from open287g.documents.library.reading import read_files

    results = read_files(library_of(home), paths or [], ocr, jobs, again=again)
    shape = rows.json_row if format is Format.json else rows.table_row
    told: list[dict[str, Any]] = [shape(result.document) for result in results if result.document]
    if format is Format.json:
        told += [{"file": shown(result.path.name), "error": str(result.error)} for result in results if result.error]
    if told or format is not Format.table:  # of files that were all refused "none" would be no answer
        show_rows(told, format, list(rows.COLUMNS))
    tell_left_aside(paths or [])
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
    compared: Annotated[
        bool,
        typer.Option("--compared", help="Every comparison, those that agree and those not made, in place of findings."),
    ] = False,
    ocr: Ocr = "auto",
    jobs: Jobs = 0,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Agreements against the record: what was compared, what agrees, what does not, and what could not be told.

    With paths, those documents are checked; without, all that are kept, and the record's agreements that lack an MOA.
    Each document's agency, state, model and SIGNED are held against every agreement that links its file. The exit code
    is 1 where a file could not be read.

    Examples:

      open287g documents check moa/

      open287g documents check moa/ --compared --format csv

      open287g documents check --kind no_moa --format csv
    """
    from open287g.documents.check import Disagreement
    from open287g.documents.comparisons import Checked
    from open287g.documents.library.checking import checked

    result = checked(library_of(home), paths or [], ocr, jobs, kind)
    if result.alone:
        note(f"open287g: the documents are checked on their own: {result.alone}")
    rows = result.rows(result.compared if compared else result.findings)
    if language != "en":
        from open287g.ui.told_rows import lines_in

        rows = lines_in(rows, ["says", "why"], language)
    if format is Format.table and not result.documents and any(each.error for each in result.read):
        tell_failures(result.read)  # nothing was checked, so that "none" would be no answer
    if compared:
        columns = ["agency", *names_of(Checked)]
        show_rows(rows, format, columns, "Compared", [*names_of(Checked), "agency"])
    else:
        columns = ["kind", "agency", "agreement_id", "file", "record", "document", "says"]
        show_rows(
            rows, format, columns, f"Findings on {result.documents} documents", [*names_of(Disagreement), "agency"]
        )
    if format is Format.table:
        show_rows(result.counts(), format, title="What was compared")
    tell_left_aside(paths or [])
    tell_failures(result.read)


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
    if not any(result.document for result in results):
        tell_failures(results)  # tables without a row would take the place of facts
    counts = write([result.document for result in results if result.document], to)
    show_rows([{"table": name, "rows": rows} for name, rows in counts.items()], format)
    tell_left_aside(paths)
    tell_failures(results)


def fetch(
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Ask for at most so many.", show_default=False)
    ] = None,
    pause: Annotated[float, typer.Option("--pause", min=0, help="Seconds between two requests.")] = 1.0,
    web_archive: Annotated[
        str, typer.Option("--web-archive", help="Address before that of a file that is gone; empty to ask nobody.")
    ] = "https://web.archive.org/web/0id_/",
    again: Annotated[bool, typer.Option("--again", help="Ask those too that were gone before.")] = False,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Fetch the agreements that the record links, those ended too, into the archive; each only once.

    One after another, with a pause; a server that refuses five in a row is left alone. What has arrived stays when the
    run is cut off, and the next run goes on. Each failure is told with its reason, and the exit code is 1.

    Example:

      open287g documents fetch --limit 50 && open287g documents read
    """
    from dataclasses import asdict

    from open287g.core.settings import home as home_folder
    from open287g.documents.library import fetching

    place = home_folder(home)
    answers = fetching.fetch(
        place, fetching.linked(place), limit=limit, pause=pause, web_archive=web_archive, again=again
    )
    show_rows([asdict(answer) for answer in answers], format, ["state", "address", "sha256", "reason"])
    if any(answer.state in ("gone", "failed") for answer in answers):
        raise typer.Exit(1)


def corpus(
    by: Annotated[str, typer.Option("--by", help="clause, edition or cluster.")] = "clause",
    kind: Annotated[str, typer.Option("--kind", help="Differences of this kind: negotiated, edition, assembly.")] = (
        "negotiated"
    ),
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """All agreements kept, together: clauses that were changed, where and since when; editions; changes made alike.

    Examples:

      open287g documents corpus

      open287g documents corpus --by edition --format csv

      open287g documents corpus --by cluster
    """
    from open287g.core.errors import InputError
    from open287g.documents.library import corpus as together
    from open287g.documents.library.reading import documents_kept

    if by not in ("clause", "edition", "cluster"):
        raise InputError(f"nothing is told by {by!r}", remedy="Use clause, edition or cluster.", exit_code=2)
    documents = documents_kept(library_of(home))
    changed = together.changes(documents, kind)
    if by == "edition":
        show_rows(together.drift(documents), format, title=f"Editions of {counted(len(documents), 'document')}")
        return
    rows = together.by_clause(changed) if by == "clause" else together.clusters(changed)
    show_rows(rows, format, title=f"{counted(len(changed), f'{kind} change')} in {counted(len(documents), 'document')}")


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    documents = typer.Typer(no_args_is_help=True, help="Agreements as PDF: read, compare, check and search them.")
    texts = document_texts
    on_texts = (texts.clause, texts.compare, texts.review, texts.search, texts.templates, texts.template)
    for command in (read, show, *on_texts, check, pack, fetch, corpus):
        documents.command(command.__name__)(command)
    app.add_typer(documents, name="documents", rich_help_panel="Look closer")
