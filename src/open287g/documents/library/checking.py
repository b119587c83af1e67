"""A folder, or all that is kept, held against the record of a home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from open287g.core.days import today
from open287g.core.errors import InputError, NotFoundError
from open287g.documents.check import KINDS, Disagreement, check
from open287g.documents.comparisons import Checked, comparisons
from open287g.documents.library.library import Library
from open287g.documents.library.reading import documents_kept, read_files
from open287g.documents.listed import listed_in
from open287g.documents.read_many import ReadResult
from open287g.vocabulary.file_names import file_key


@dataclass(frozen=True)
class CheckResult:
    """What a check found: findings, every comparison behind them, and the files read for it.

    `alone`: why there is no record to check against; empty where there is one. `agencies`: what the agency of an
    agreement is called, by the agreement's id.
    """

    documents: int
    findings: list[Disagreement]
    compared: list[Checked]
    read: list[ReadResult]
    agencies: dict[str, str]
    alone: str = ""

    def rows(self, of: Iterable[Disagreement | Checked]) -> list[dict[str, Any]]:
        """Findings or comparisons as rows, with the agency's name beside the agreement's id."""
        return [{**asdict(each), "agency": self.agencies.get(each.agreement_id)} for each in of]

    def counts(self) -> list[dict[str, Any]]:
        """One row for each thing compared: how many agree, differ, and were not checked."""
        counts = Counter((each.what, each.verdict) for each in self.compared)
        return [
            {"compared": what, **{verdict: counts[what, verdict] for verdict in ("agrees", "differs", "not checked")}}
            for what in ("agreement", "agency", "state", "model", "signed")
            if any(counted == what for counted, _ in counts)
        ]


def checked(
    library: Library, paths: Iterable[Path], engine: str = "auto", jobs: int = 0, kind: str = ""
) -> CheckResult:
    """Check the files and folders named, after reading them; else all that is kept, and agreements without an MOA.

    `kind`: the one kind of findings wanted. Raises InputError for a kind that there is not.
    """
    if kind and kind not in KINDS:
        raise InputError(f"no finding is of kind {kind!r}", remedy=f"Use one of {', '.join(KINDS)}.", exit_code=2)
    asked = list(paths)
    results = read_files(library, asked, engine, jobs) if asked else []
    documents = [result.document for result in results if result.document] if asked else documents_kept(library)
    alone = ""
    try:
        listed = listed_in(library.root.parent)
    except NotFoundError as missing:
        listed, alone = [], str(missing)
    if asked:  # the record's other agreements are no matter of this folder
        named = {file_key(document.file) for document in documents}
        listed = [agreement for agreement in listed if file_key(agreement.moa_file) in named]
    findings = [each for each in check(listed, documents, today()) if kind in ("", each.kind)]
    agencies = {agreement.agreement_id: agreement.agency for agreement in listed}
    return CheckResult(len(documents), findings, comparisons(listed, documents), results, agencies, alone)
