"""Which line stands in which row of which publication: some 200,000 rows, made as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import AGREEMENT_ID, table

if TYPE_CHECKING:
    from open287g.core.filling import Columns
    from open287g.record.history.draft import Draft


class ObservationRow(NamedTuple):
    """One row of one publication: which line stands where."""

    publication_id: Annotated[str, "The publication."]
    row: Annotated[int, "Row in its first file, the header being row 1."]
    line: Annotated[int, "The row content."]
    agreement_id: Annotated[str | None, AGREEMENT_ID]


TABLE = table("observations", "publication_id row", ObservationRow)


def rows(draft: Draft) -> Columns:
    """The columns of the table, in the order of lists, publications and rows."""
    import numpy as np

    from open287g.core.filling import objects

    agreement = np.full(len(draft.entries), -1, np.int64)
    for i, followed in enumerate(draft.agreements):
        agreement[followed.instrument.lines] = i
    # The last stands for a line of no agreement, which is numbered -1.
    ids = objects([*(followed.agreement_id for followed in draft.agreements), None])
    none = np.empty(0, np.int32)
    publication, row, line = [none], [none], [none]
    names: list[str] = []
    for presence in (draft.participating, draft.pending):
        for snapshot, publication_id in zip(presence.snapshots, presence.ids, strict=True):
            if snapshot.listing is not None:
                publication.append(np.full(len(snapshot.listing.rows), len(names), np.int32))
                row.append(snapshot.listing.rows)
                line.append(snapshot.listing.lines)
            names.append(publication_id)
    lines = np.concatenate(line)
    owner = agreement[lines] if len(lines) else np.empty(0, np.int64)
    return {
        "publication_id": objects(names)[np.concatenate(publication)],
        "row": np.concatenate(row),
        "line": lines,
        "agreement_id": ids[owner],
    }
