"""Commands on the texts of documents: one section, two texts side by side, search, editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from open287g.cli.asked import current, in_language, note, say
from open287g.cli.document_options import library_of
from open287g.cli.editions import newest_said
from open287g.cli.lines import put
from open287g.cli.options import Fmt, Home, Model, Spoken, State
from open287g.cli.show import Format, names_of, show_facts, show_rows

if TYPE_CHECKING:
    from open287g.documents.compare import Beside


def clause(
    document: Annotated[str, typer.Argument(help="A PDF, or the file name or sha256 of one read before.")],
    section: Annotated[str, typer.Argument(help="A section, as the edition numbers it: IV.F, XVIII, App.A.")],
    boxes: Annotated[bool, typer.Option("--boxes", help="With the place of each line, in shares of the page.")] = False,
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """A section of an agreement: its words, on which pages, and the provisions of the rulebook that rest on it.

    Examples:

      open287g documents clause LeeCoSheriffsOffice_JEM_MOA.pdf IV.F

      open287g documents clause moa.pdf App.A --boxes --format json
    """
    from open287g.documents.findings.clauses import same_section
    from open287g.documents.library.places import section_in
    from open287g.rulebook.listing.sections import provisions_in

    place = section_in(library_of(home), document, section)
    words: dict[str, Any] = {name: place.pop(name) for name in ("text", "boxes") if name in place}
    provisions = provisions_in(place["edition"], place["section"])
    if not same_section(place["section"], section):
        note(f"open287g: {place['edition']} has no section {section} of its own; this is all of {place['section']}")
    if not place["found"]:
        note(f"open287g: no word of {place['section']} was found; it would begin on page {place['page']}")
    if format is not Format.table:
        lines = {"boxes": words["boxes"]} if boxes and "boxes" in words else {}
        show_facts({**place, "provisions": provisions, "text": words["text"], **lines}, format)
        return
    pages = f"p. {place['page']}" if place["page"] == place["page_end"] else f"pp. {place['page']}-{place['page_end']}"
    put(f"{place['file']}, {place['edition']} {place['section']} {place['heading']}, {pages}\n")
    put(words["text"])
    if provisions:
        put()
        show_rows(provisions, format, ["id", "says"], title="Provisions that rest on it")
    if boxes:
        show_rows(words.get("boxes", []), format, title="Lines, in shares of the page")


def compare(
    first: Annotated[str, typer.Argument(help="An edition, or a PDF, a .docx, a file name, sha256 or agency read.")],
    second: Annotated[str, typer.Argument(help="The same; what it has and the first has not counts as added.")],
    html: Annotated[Path | None, typer.Option("--html", help="Write the redline as a web page to this file.")] = None,
    word: Annotated[Path | None, typer.Option("--docx", help="Write it as a Word file with tracked changes.")] = None,
    language: Spoken = "en",
    home: Home = None,
    format: Fmt = Format.table,
) -> None:
    """Redline of an agreement or a draft against its edition, or of two agreements, word by word.

    The package ships the wording of every edition, derived from many signed copies; a document is never compared with
    itself. A draft in Word (.docx) is read as if every tracked change were accepted.

    Examples:

      open287g documents compare TFM-2025-0212 KansasBureauOfInv_TFM_MOA.pdf

      open287g documents compare WSO-2025 draft.docx --docx answer.docx

      open287g documents compare a.pdf b.pdf --html redline.html
    """
    from dataclasses import asdict

    from open287g.cli.redline import print_redline
    from open287g.core.errors import InputError
    from open287g.documents.compare import Change
    from open287g.documents.library.reading import compared_texts
    from open287g.documents.told_beside import faults_said, marks_said

    for path, endings in ((html, (".html", ".htm")), (word, (".docx",))):
        if path and path.suffix.lower() not in endings:
            raise InputError(f"it does not end in {endings[0]}", str(path), "Name one that does.", exit_code=2)
    first, second = newest_said(first), newest_said(second)
    told = compared_texts(library_of(home), first, second)
    _warn(told, second)
    if html or word:
        _write_redline(told, html, word, language)
        return
    beside = [*faults_said(told.faults, str), *marks_said(told.notes, str)]
    if format is Format.table:
        print_redline(told.first, told.second, told.changes, beside)
        return
    for line in beside:
        note(f"open287g: beside the words of {told.second}: {line}")
    show_rows([asdict(change) for change in told.changes], format, every=names_of(Change))


def _warn(told: Beside, second: str) -> None:
    """Say what keeps the answer from being the whole answer: another edition, pages that were not read."""
    if told.own_edition:
        note(
            f"open287g: {told.second} is of edition {told.own_edition}, not {told.first}: most of what differs is the"
            f" edition's, not the agency's. For what the agency changed: documents compare {told.own_edition} {second}"
        )
    for pages in told.unread:
        note(f"open287g: not compared, since nothing was read there: {pages}")


def _write_redline(told: Beside, html: Path | None, word: Path | None, language: str) -> None:
    from open287g.core.files import write_atomic
    from open287g.documents.redline_page import redline_page

    made: dict[Path, bytes] = {}
    if html:
        made[html] = redline_page(told, language=language).encode()
    if word:
        from open287g.documents.redline_word import redline_word

        made[word] = redline_word(told)
    for path, content in made.items():
        write_atomic(path, content)
        note(f"The redline of {told.first} and {told.second} is in {path}.")


def template(
    edition: Annotated[str, typer.Argument(help="An edition, or a model: its newest edition.")],
    section: Annotated[str, typer.Argument(help="Only this section: IV.E, XVIII, App.A.")] = "",
    text: Annotated[bool, typer.Option("--text", help="Print the wording; otherwise the sections are listed.")] = False,
    format: Fmt = Format.table,
) -> None:
    """What would we sign? The text of an edition, by section, with the provisions of the rulebook that each holds.

    {agency} stands where the agency's name does, {7} where about seven words are filled in.

    Examples:

      open287g documents template WSO-2025 --text

      open287g documents template TFM-2025-0307 XIV --text

      open287g documents template JEM-2025 --format json
    """
    from open287g.documents.editions.register import edition_called
    from open287g.documents.library.standard_text import rests_on, standard_text
    from open287g.rulebook.listing.sections import provisions_in
    from open287g.vocabulary.columns import called

    edition = edition_called(newest_said(edition)).name
    rows = [
        {**row, "provisions": [p["id"] for p in provisions_in(edition, row["section"])]}
        for row in standard_text(edition, section)
    ]
    rests = rests_on(edition)
    if format is not Format.table or not text:
        shown = (
            rows
            if format is not Format.table
            else [{**row, "text": in_language(f"{len(row['text'].split())} words")} for row in rows]
        )
        show_rows(shown, format, ["section", "heading", "text", "provisions"])
        return
    say(f"{edition}: the wording that {rests['copies']} signed memoranda print alike.")
    if few := rests["few"]:
        say(few)
    held_called = called("provisions", current().language)
    for row in rows:
        held = f"  [{held_called}: {', '.join(row['provisions'])}]" if row["provisions"] else ""
        put(f"\n== {row['section']}{held}\n{row['text']}")


def review(
    document: Annotated[str, typer.Argument(help="A PDF, a .docx, or the file name or sha256 of one read before.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write: .pdf or .html.")] = None,
    language: Spoken = "en",
    home: Home = None,
) -> None:
    """One report for an attorney: edition, what differs clause by clause with the page beside it, the provisions each
    change touches, who else changed the section, what is missing, what was not checked, questions to ask.

    Examples:

      open287g documents review our-agreement.pdf --out review.pdf

      open287g documents review draft.docx --lang es --out revision.html
    """
    from open287g.publish.review.make import write_review

    put(f"written: {write_review(library_of(home), document, language, out)}")


def search(
    query: Annotated[str, typer.Argument(help='Words that must stand on one page; "two words" as a phrase.')] = "",
    state: State = None,
    model: Model = None,
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
    from open287g.documents.editions.register import edition_called
    from open287g.documents.library import search as searching

    edition = edition and edition_called(edition).name
    folder = home_folder(home)
    if facets:
        counts = searching.facets(folder)
        show_rows([{"facet": f, "value": v, "documents": n} for f, of in counts.items() for v, n in of.items()], format)
        return
    columns = ["score", "agency", "state", "model", "edition", "page", "excerpt", "file"]
    found = searching.search(folder, query, limit, state or "", model or "", edition)
    show_rows(found, format, columns, every=searching.FOUND)


def templates(
    edition: Annotated[str, typer.Argument(help="Show this edition's sections.")] = "",
    make: Annotated[
        list[Path] | None, typer.Option("--make", help="Make the wordings again from this folder's PDFs; repeatable.")
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
        profile = profiles()[edition_called(newest_said(edition)).profile]
        show_rows([asdict(section) for section in profile.sections], format)
    else:
        rows = edition_rows()
        if format is Format.table:
            rows = [row | {name: in_language(row[name]) for name in ("marks", "evidence")} for row in rows]
        show_rows(rows, format)
