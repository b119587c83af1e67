"""Write the table of signature pages that the record reads: rows read by eye first, the reader's own where none is.

    python -m tools.signatures moa/ moa-more/ --to signatures.csv

Rows of the record's own table stay as they are; then come the labels of bench/labels (`agency_signed_on` and
`ice_signed_on`, all read by eye), then what `documents` reads surely. The table goes to `record/data/signatures.csv`
after a look at what it changes (`make golden`); the record ignores nothing but the column `edition`, which is left out
unless --edition asks for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from open287g.core.bundled import read_table, read_table_at
from open287g.core.settings import home
from open287g.documents.agency_state import state_of
from open287g.documents.library.library import Library
from open287g.documents.library.reading import read_files
from open287g.documents.library.signatures import signature_rows, write_signatures
from open287g.vocabulary.file_names import file_key

LABELS = Path(__file__).resolve().parents[1] / "bench" / "labels"


def labeled(states: dict[str, str]) -> Iterator[dict[str, Any]]:
    """A row for each hand-read document whose state is known; of several signers' days the last, once all are known."""
    for name in ("documents_fields.csv", "documents_fields_more.csv"):
        for row in read_table_at(LABELS / name):
            days = [day.strip() for day in row["agency_signed_on"].split(";")]
            agency, ice = max(days) if all(days) else "", row["ice_signed_on"]
            if row["sha256"] in states and (agency or ice):
                yield {
                    "state": states[row["sha256"]],
                    "model": row["model"],
                    "file": row["file"],
                    "agency_signed": agency,
                    "ice_signed": ice,
                    "source": f"signature page of {row['sha256'][:12]}, read by eye",
                    "edition": row["edition"],
                }


def merged(*sources: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of all sources, the first source's where two speak of one file."""
    out: dict[tuple[str, str, str], dict[str, Any]] = {}
    for source in sources:
        for row in source:
            out.setdefault((row["state"], row["model"], file_key(row["file"])), dict(row))
    return list(out.values())


def main() -> None:
    """Read the folders named and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--edition", action="store_true")
    asked = parser.parse_args()
    results = read_files(Library(home()), asked.folders)
    documents = [result.document for result in results if result.document]
    states = {document.sha256: state for document in documents if (state := state_of(document))}
    rows = merged(iter(read_table("record/data/signatures.csv")), labeled(states), signature_rows(documents, states))
    count = write_signatures(asked.to, rows, edition=asked.edition)
    print(f"{asked.to}: {count} rows")
    if failed := [str(result.error) for result in results if result.error]:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
