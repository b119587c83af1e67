"""Commands on the texts of documents: one section, two texts side by side, search, editions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from open287g.cli.document_options import library_of
from open287g.cli.options import Fmt, Home
from open287g.cli.show import Format, show_facts, show_rows


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
    from open287g.documents.library.places import section_in
    from open287g.rulebook.listing.sections import provisions_in

    place = section_in(library_of(home), document, section)
    words: dict[str, Any] = {name: place.pop(name) for name in ("text", "boxes") if name in place}
    show_facts({**place, "provisions": provisions_in(place["edition"], section), **words}, format)


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

    from open287g.cli.redline import print_redline
    from open287g.core.files import write_atomic
    from open287g.documents.compare import changes
    from open287g.documents.library.reading import document_or_edition
    from open287g.documents.redline_page import redline_page

    library = library_of(home)
    before, after = document_or_edition(library, first), document_or_edition(library, second)
    if html:
        write_atomic(html, redline_page(before, after).encode())
        print(f"The redline of {before.file} and {after.file} is in {html}.", file=sys.stderr)
    elif format is Format.table:
        print_redline(before.file, after.file, changes(before, after))
    else:
        show_rows([asdict(change) for change in changes(before, after)], format)


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
    from open287g.documents.library import search as searching

    folder = home_folder(home)
    if facets:
        counts = searching.facets(folder)
        show_rows([{"facet": f, "value": v, "documents": n} for f, of in counts.items() for v, n in of.items()], format)
        return
    columns = ["score", "agency", "state", "model", "edition", "page", "excerpt", "file"]
    show_rows(searching.search(folder, query, limit, state, model, edition), format, columns)


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

    from open287g.core.errors import InputError
    from open287g.documents.editions.profile_files import profiles
    from open287g.documents.editions.register import edition_called, edition_rows

    if make:
        if to is None:
            raise InputError("--make needs a folder to write to", remedy="Add --to FOLDER.", exit_code=2)
        from open287g.documents.library.wordings import make_wordings

        show_rows(make_wordings(library_of(home), make, to), format)
    elif edition:
        show_rows([asdict(section) for section in profiles()[edition_called(edition).profile].sections], format)
    else:
        show_rows(edition_rows(), format)
