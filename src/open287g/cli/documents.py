"""Commands of the room `documents`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows

if TYPE_CHECKING:
    from open287g.documents.kept.store import Store
    from open287g.documents.pages.many import Outcome
    from open287g.documents.read import Reading

documents = typer.Typer(no_args_is_help=True, help="Agreements as PDF: read, compare, check and search them.")

Paths = Annotated[list[Path], typer.Argument(help="PDF files, or folders that hold them.", show_default=False)]
Ocr = Annotated[str, typer.Option("--ocr", help="OCR engine: auto, tesseract, rapidocr or none.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Files read at a time (0: one a processor).")]
Again = Annotated[bool, typer.Option("--again", help="Read again what was read before.")]


@documents.command("read")
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
    from open287g.documents.kept import rows

    outcomes = _read(store_of(home), paths or [], ocr, jobs, again=again)
    good = [o.reading for o in outcomes if o.reading]
    shape = rows.json_row if format is Format.json else rows.table_row
    shown: list[dict[str, Any]] = [shape(reading) for reading in good]
    if format is Format.json:
        shown += [{"file": o.path.name, "error": str(o.error)} for o in outcomes if o.error]
    show_rows(shown, format, list(rows.COLUMNS))
    _tell_failures(outcomes)


@documents.command("show")
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
    from dataclasses import asdict

    from open287g.core.cells import cell_text
    from open287g.documents.kept import rows

    reading = one_read(store_of(home), document)
    row = rows.json_row(reading)
    if format is not Format.table:
        show_facts({**row, "clauses": [asdict(c) for c in reading.clauses]}, format)
        return
    names = ("file", "sha256", "model", "edition", "revision", "similarity", "bespoke")
    show_facts({name: row[name] for name in names}, format)
    fields = [
        {
            "field": name,
            "value": cell_text(row[name]),
            "confidence": row["confidence"][name],
            "page": row["evidence"][name]["page"],
            "method": row["evidence"][name]["method"],
            "other readings": "; ".join(o["value"] for o in row["evidence"][name]["other_readings"]),
        }
        for name in row["evidence"]
    ]
    show_rows(fields, format, title="Fields")
    show_rows(row["pages"], format, title="Pages")
    show_rows(
        [asdict(c) for c in reading.clauses], format, ["section", "heading", "page", "page_end", "found"], "Clauses"
    )
    show_rows(row["differences"], format, list(_DIFFERENCE), title="Differences")


_DIFFERENCE = ("kind", "what", "section", "page", "words", "missing", "like", "confidence")


@documents.command("clause")
def clause(
    document: Annotated[str, typer.Argument(help="A PDF, or the file name or sha256 of one read before.")],
    section: Annotated[str, typer.Argument(help="A section, as the edition numbers it: IV.F, XVIII, App.A.")],
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Where an agreement holds a section: page, lines' boxes (shares of the page) when the PDF is given, its words, and
    the provisions of the rulebook that rest on it.

    Examples:

      open287g documents clause LeeCoSheriffsOffice_JEM_MOA.pdf IV.F

      open287g documents clause moa.pdf App.A --format json
    """
    from dataclasses import asdict

    from open287g.cli.clauses import box_rows, provisions_in
    from open287g.documents.findings import clauses

    store = store_of(home)
    reading = one_read(store, document)
    found = clauses.clause(reading.clauses, section)
    facts: dict[str, Any] = {"file": reading.file, "edition": reading.identity.edition, **asdict(found)}
    facts["provisions"] = provisions_in(reading.identity.edition, section)
    facts["text"] = clauses.text_of(reading.pages, found)
    if Path(document).is_file():
        facts["boxes"] = box_rows(clauses.boxes_in(Path(document), reading.pages, found, store.ocr))
    show_facts(facts, format)


@documents.command("compare")
def compare(
    first: Annotated[str, typer.Argument(help="A PDF, a file name, sha256 or agency read before, or an edition.")],
    second: Annotated[str, typer.Argument(help="The same; what it has and the first has not counts as added.")],
    html: Annotated[Path | None, typer.Option("--html", help="Write the redline as a web page to this file.")] = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Redline of two agreements, or of an agreement and its edition.

    The package ships fingerprints of the editions, not their sentences: a redline against an edition needs one document
    of it among those read before, the clearest of which then stands for it.

    Examples:

      open287g documents compare TFM-2025-0212 KansasBureauOfInv_TFM_MOA.pdf

      open287g documents compare a.pdf b.pdf --html redline.html
    """
    from dataclasses import asdict

    from open287g.core.files import write_atomic
    from open287g.documents import compare as comparing

    store = store_of(home)
    one, two = one_read(store, first, editions=True), one_read(store, second, editions=True)
    if html:
        write_atomic(html, comparing.html(one, two).encode())
        print(f"The redline of {one.file} and {two.file} is in {html}.", file=sys.stderr)
        return
    found = comparing.changes(one, two)
    if format is not Format.table:
        show_rows([asdict(change) for change in found], format)
        return
    from open287g.cli.redline import print_redline

    print_redline(one.file, two.file, found)


@documents.command("check")
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

    from open287g.documents.check import check as findings

    store = store_of(home)
    outcomes = _read(store, paths, ocr, jobs) if paths else []
    readings = list(store.all())
    found = [asdict(f) for f in findings(_listed(home), readings, date.today()) if kind in ("", f.kind)]
    columns = ["kind", "agreement_id", "file", "record", "document", "says"]
    show_rows(found, format, columns, title=f"Findings on {len(readings)} documents")
    _tell_failures(outcomes)


@documents.command("search")
def search(
    query: Annotated[str, typer.Argument(help='Words that must stand on one page; "two words" as a phrase.')] = "",
    state: Annotated[str, typer.Option("--state", help="Postal code.")] = "",
    model: Annotated[str, typer.Option("--model", help="JEM, WSO or TFM.")] = "",
    edition: Annotated[str, typer.Option("--edition", help="An edition, as `documents templates` lists them.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most pages shown.")] = 20,
    facets: Annotated[bool, typer.Option("--facets", help="Count documents by state, model and edition.")] = False,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Search the text of every agreement read before, best pages first.

    Examples:

      open287g documents search "medical expenses"

      open287g documents search '"steering committee"' --model JEM --state TX

      open287g documents search --facets
    """
    from open287g.core.settings import home as home_folder
    from open287g.documents.kept import search as searching

    folder = home_folder(home)
    if facets:
        counts = searching.facets(folder)
        show_rows([{"facet": f, "value": v, "documents": n} for f, of in counts.items() for v, n in of.items()], format)
        return
    columns = ["score", "agency", "state", "model", "edition", "page", "excerpt", "file"]
    show_rows(searching.search(folder, query, limit, state, model, edition), format, columns)


@documents.command("templates")
def templates(
    edition: Annotated[str, typer.Argument(help="Show this edition's sections.")] = "",
    make: Annotated[
        Path | None, typer.Option("--make", help="Make the wordings again from this folder's PDFs.")
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", help="Folder for what --make finds.")] = None,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """The editions of the agreement that are known, and their sections.

    Examples:

      open287g documents templates

      open287g documents templates TFM-2025-0307

      open287g documents templates --make moa/ --to wordings/
    """
    from dataclasses import asdict

    from open287g.core.errors import InputError, NotFoundError
    from open287g.documents.editions import templates as wordings

    if make:
        if to is None:
            raise InputError("--make needs a folder to write to", remedy="Add --to FOLDER.", exit_code=2)
        from open287g.documents.editions.wordings import make as make_profiles

        outcomes = _read(store_of(home), [make], "auto", 0)
        texts = {o.reading.sha256: [p.text for p in o.reading.pages] for o in outcomes if o.reading}
        found = make_profiles(texts)
        wordings.save(to, found)
        show_rows(
            [{"profile": name, "words": p.words, "sections": len(p.sections)} for name, p in found.items()], format
        )
        return
    known = {e.id: e for e in wordings.editions()}
    if not edition:
        show_rows([asdict(e) for e in known.values()], format)
        return
    if edition not in known:
        raise NotFoundError(f"no edition is called {edition!r}", remedy=f"They are: {', '.join(known)}.")
    show_rows([asdict(s) for s in wordings.profiles()[known[edition].profile].sections], format)


@documents.command("pack")
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
    from open287g.documents.kept.facts import pack as write

    outcomes = _read(store_of(home), paths, ocr, jobs)
    counts = write([o.reading for o in outcomes if o.reading], to)
    show_rows([{"table": name, "rows": rows} for name, rows in counts.items()], format)
    _tell_failures(outcomes)


def register(app: typer.Typer) -> None:
    """Add this room's commands to `app`."""
    app.add_typer(documents, name="documents", rich_help_panel="Look closer")


def store_of(home: Path | None) -> Store:
    from open287g.core.settings import home as home_folder
    from open287g.documents.kept.store import Store

    return Store(home_folder(home))


def _read(store: Store, paths: Iterable[Path], ocr: str, jobs: int, *, again: bool = False) -> list[Outcome]:
    """Read files (the archive's, if none) with progress, in the order given; keep the search index in step."""
    from open287g.core.progress import step
    from open287g.documents.kept import search as searching
    from open287g.documents.kept.store import archived, pdfs
    from open287g.documents.pages.ocr import check_engine
    from open287g.documents.read import Options

    check_engine(ocr)
    given = list(paths)
    names = {} if given else archived(store.root.parent)
    files = pdfs(given) if given else list(names)
    found: dict[Path, Outcome] = {}
    with step("reading agreements", len(files)) as progress:
        for outcome in store.read(files, Options(engine=ocr, cache=store.ocr), jobs, again=again, names=names):
            found[outcome.path] = outcome
            progress.advance()
    searching.refresh(store)
    return [found[path] for path in files]


def one_read(store: Store, name: str, *, editions: bool = False) -> Reading:
    """The document meant by a path, a name, a hash, an agency, or an edition's name."""
    from open287g.documents import compare as comparing
    from open287g.documents.editions.templates import editions as known

    if Path(name).suffix.lower() == ".pdf" and Path(name).exists():
        outcome = _read(store, [Path(name)], "auto", 1)[0]
        if outcome.reading is None:
            raise outcome.error or RuntimeError(name)
        return outcome.reading
    if editions and name in {e.id for e in known()}:
        return comparing.reference(list(store.all()), name)
    return store.find(name)


def _listed(home: Path | None) -> list[Any]:
    """The record's agreements; none, with a word on standard error, where no record is built."""
    from open287g import open_record
    from open287g.core.errors import NotFoundError
    from open287g.documents.check import listed_from

    try:
        with open_record(home) as record:
            names = {row["agency_id"]: row["name"] for row in record.agencies().to_pylist()}
            return listed_from(record.agreements().to_pylist(), names)
    except NotFoundError as missing:
        print(f"open287g: the documents are checked on their own: {missing}", file=sys.stderr)
        return []


def _tell_failures(outcomes: Iterable[Outcome]) -> None:
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        print(f"open287g: {outcome.error}", file=sys.stderr)
    if failed:
        raise typer.Exit(1)
