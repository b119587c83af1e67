"""What signature pages say, as the table `signatures.csv` that the record reads, with the edition beside it.

Only days that a text layer, a machine's stamp or two readings make sure are written; a day that a hand wrote stays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from open287g.core.cells import csv_text
from open287g.core.files import write_atomic
from open287g.core.thresholds import threshold
from open287g.documents.agency_state import state_of
from open287g.documents.agreement_document import AgreementDocument
from open287g.documents.findings.field import Field

COLUMNS = ("state", "model", "file", "agency_signed", "ice_signed", "executed", "lacks", "source", "edition")
"""Those of the record's table; `edition` is one more, which the record may read or leave."""
_SURE = threshold("documents", "checked_day_confidence")


def signature_rows(
    documents: Iterable[AgreementDocument], states: dict[str, str] | None = None
) -> Iterator[dict[str, Any]]:
    """One row for each document with a day that is sure; `states`: sha256 -> postal code where it is known better."""
    for document in documents:
        agency, ice = (_day(document.fields[name]) for name in ("agency_signed_on", "ice_signed_on"))
        state = (states or {}).get(document.sha256) or state_of(document)
        if not document.identity.model or not state or not (agency or ice):
            continue
        yield {
            "state": state,
            "model": document.identity.model,
            "file": document.file,
            "agency_signed": agency,
            "ice_signed": ice,
            "executed": max(agency, ice) if agency and ice else "",
            "lacks": "",
            "source": f"signature page of {document.sha256[:12]}, read by open287g",
            "edition": document.identity.edition,
        }


def write_signatures(target: Path, rows: Iterable[dict[str, Any]], *, edition: bool = True) -> int:
    """Write the rows in the order of the record's table, as a CSV file; their number."""
    columns = COLUMNS if edition else COLUMNS[:-1]
    ordered = sorted(rows, key=lambda row: (row["state"], row["model"], row["file"]))
    lines = [tuple(row.get(name, "") for name in columns) for row in ordered]
    write_atomic(target, csv_text(columns, lines).encode())
    return len(lines)


def _day(field: Field) -> str:
    """The day of a side, of several signatures the last once all are known; empty where it is not sure."""
    days = field.value if isinstance(field.value, tuple) else (field.value,)
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) and field.confidence >= _SURE else ""
