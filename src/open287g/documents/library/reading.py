"""Reading files into the library: with progress, the search index kept in step, one document or many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from open287g.core.errors import InputError
from open287g.core.progress import step
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.compare import Beside, beside, beside_edition
from open287g.documents.editions.register import editions
from open287g.documents.library import search
from open287g.documents.library.library import Library
from open287g.documents.library.pdf_files import archived, pdfs
from open287g.documents.library.standard_text import wording_called
from open287g.documents.library.word_draft import read_draft
from open287g.documents.listed import Listed, links_in
from open287g.documents.pages.engines import check_engine
from open287g.documents.read import ReadOptions
from open287g.documents.read_many import ReadResult
from open287g.documents.with_record import with_record
from open287g.vocabulary.file_names import file_key


def read_files(
    library: Library, paths: Iterable[Path], engine: str = "auto", jobs: int = 0, *, again: bool = False
) -> list[ReadResult]:
    """Read the files and folders named, the archive's PDFs if none is; the results in the order given.

    Raises InputError for an OCR engine that cannot be used here, NotFoundError where there is no PDF.
    """
    check_engine(engine)
    asked = list(paths)
    names = {} if asked else archived(library.root.parent)
    files = pdfs(asked) if asked else list(names)
    results: dict[Path, ReadResult] = {}
    with step("reading agreements", len(files)) as progress:
        for result in library.read(files, ReadOptions(engine, library.ocr), jobs, again=again, names=names):
            results[result.path] = result
            progress.advance()
    links = links_in(library.root.parent)
    search.refresh(library, links)
    return [_beside(results[path], links) for path in files]


def documents_kept(library: Library) -> list[AgreementDocument]:
    """Every document kept, beside what the home's record lists of it."""
    links = links_in(library.root.parent)
    return [with_record(document, links.get(file_key(document.file), [])) for document in library.all()]


def _beside(result: ReadResult, links: dict[str, list[Listed]]) -> ReadResult:
    document = result.document
    if document is None:
        return result
    return replace(result, document=with_record(document, links.get(file_key(document.file), [])))


def document_called(library: Library, name: str) -> AgreementDocument:
    """The document meant by the path of a PDF, or by the file name, sha256 or agency of one read before.

    Raises InputError where the file cannot be read, NotFoundError where nothing or more than one is called so.
    """
    if Path(name).suffix.lower() == ".pdf" and Path(name).exists():
        (result,) = read_files(library, [Path(name)], jobs=1)
        if result.document is None:
            raise result.error or InputError("it cannot be read", where=name)
        return result.document
    if Path(name).suffix.lower() == ".docx":
        return read_draft(Path(name))
    if Path(name).is_file():
        raise InputError("it is neither a PDF nor a Word file (.docx)", where=name, remedy="Save it as one of them.")
    return library.find(name)


def compared_texts(library: Library, first: str, second: str) -> Beside:
    """The text called `second` beside the one called `first`: a PDF, a Word draft, one read before, or an edition.

    An edition is its wording as the package ships it; never a signed agreement of somebody's. Raises InputError where
    both are one text.
    """
    names = {edition.name for edition in editions()}
    if second in names and first not in names:
        raise InputError("the edition comes first", second, f"Write: compare {second} {first}", exit_code=2)
    if first in names and second in names:
        raise InputError(
            "these are two editions", f"{first} {second}", f"Compare their terms: rules compare {first} {second}", 2
        )
    if first in names:
        return beside_edition(document_called(library, second), wording_called(first), first)
    return beside(document_called(library, first), document_called(library, second))
