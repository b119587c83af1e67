"""The functions of the public surface that join rooms; `open287g` hands them out, and says what else is public."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from open287g.core.days import Day, day_given
from open287g.core.given import path_given, text_given

if TYPE_CHECKING:
    from open287g.documents.agreement_document import AgreementDocument
    from open287g.documents.compare import Change
    from open287g.oversight.audit.request import Outcome
    from open287g.places.law import Law


def audit(
    acts: Path | str,
    officers: Path | str,
    agreements: Path | str | None = None,
    *,
    out: Path | str,
    home: Path | str | None = None,
    time_zone: str | None = None,
    hash_columns: bool = False,
    replace: bool = False,
    language: str = "en",
    csv: Literal["auto", "always", "never"] = "auto",
    memory: str = "3GB",
    threads: int | None = None,
    engine: Literal["duckdb", "spark"] = "duckdb",
    master: str = "local[*]",
) -> Outcome:
    """Judge every act of a log, and write verdicts, findings, summaries and a report to the new folder `out`.

    `acts` and `officers` are CSV, Excel, Parquet or folders of them with the columns of docs/schema/log.md;
    `agreements` the same, or None for those of the record in `home`. `time_zone` (IANA's name) is that of acts that
    name none; `hash_columns` drops columns that identify persons and hashes their references; `replace` replaces an
    earlier audit; `language` ("en" or "es") is that of the report; `csv` says whether large tables are written as CSV
    too; `memory` and `threads` bound what it uses; `engine` "spark" runs on the cluster `master`.

    Returns how many `acts` were judged, how many by each of the `verdicts`, how many `findings`, `rejected` rows and
    `signals` there are, and the provisions broken most often (`top`). Raises InputError, which names file, row and
    remedy, when a file or a value cannot be used; then nothing is written. Needs the extra `audit`: MissingExtraError
    says so.
    """
    from open287g.oversight.audit.request import Request
    from open287g.oversight.audit.run import run_audit

    request = Request(
        path_given(acts, "acts"),
        path_given(officers, "officers"),
        _path(agreements, "agreements"),
        path_given(out, "out"),
        engine=engine,
        master=master,
        memory=memory,
        threads=threads,
        time_zone=time_zone,
        hash_columns=hash_columns,
        csv=csv,
        replace=replace,
        home=_path(home, "home"),
        language=text_given(language, "language"),
    )
    return run_audit(request)


def _path(given: Path | str | None, name: str) -> Path | None:
    return None if given is None else path_given(given, name)


def read_agreement(path: Path | str, *, ocr: str = "auto", cache: Path | str | None = None) -> AgreementDocument:
    """Read one signed agreement, a PDF: its edition, signatories, days, clauses and what differs from the edition.

    `ocr` is the engine for scanned pages: "auto", "tesseract", "rapidocr" or "none"; `cache` a folder that keeps what
    it read. The file is read in a process of its own, with bounded time and memory, so a script calls this below
    `if __name__ == "__main__":`, as Python asks of every script that starts processes.

    Returns a document: `file`, `sha256`, `identity` (model, edition and how like it is), `fields` by name (each with
    value, page, method and confidence; None is unknown), `clauses`, `differences`, and `pages` with their text. Raises
    InputError for a file that cannot be read.
    """
    from open287g.documents.pages.engines import check_engine
    from open287g.documents.pages.pdf import check_head
    from open287g.documents.read import ReadOptions
    from open287g.documents.read_many import read_many

    check_engine(ocr)
    options = ReadOptions(engine=ocr, cache=_path(cache, "cache"))
    given = path_given(path, "path")
    check_head(given, options.limits)  # What is no such file needs no process to be told.
    (result,) = read_many([given], options, jobs=1)
    if result.document is None:
        raise result.error or RuntimeError(f"{path}: neither read nor refused")
    return result.document


def compare(first: Path | str | AgreementDocument, second: Path | str | AgreementDocument) -> list[Change]:
    """What differs between two agreements, word by word: files, or documents that `read_agreement` gave.

    Returns one row for each stretch that differs, in the order of the text: `section`, `page_before` and `page_after`
    (from 1; 0 where that document has no words there), the words `removed` and `added`, and those `before` and `after`
    them. Names of agencies, page numbers and footers count as equal. Raises InputError as `read_agreement` does.
    """
    from open287g.documents.agreement_document import AgreementDocument
    from open287g.documents.compare import beside

    first_read, second_read = (
        given if isinstance(given, AgreementDocument) else read_agreement(given) for given in (first, second)
    )
    return list(beside(first_read, second_read).changes)


def law_of(state: str, day: Day) -> Law:
    """What the law of a state says of 287(g) agreements on a day, from the register in places/data/state_law.yaml.

    `state` is a postal code or a name, `day` a date, or a text
    such as 2026-05-18, today or 7d. Returns `status` (what binds local agencies:
    required, allowed, banned or unknown), `rules` in force on that day and `other` rules, of other days or of no known
    day, each with its citation and sources; `confirmed` says whether every rule behind the answer was read in its own
    text. Raises NotFoundError for a name that is no state's, InputError for what is no day.
    """
    from open287g.places import law, states

    return law.law_of(states.state_meant(text_given(state, "state")).code, day_given(day))
