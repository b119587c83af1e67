"""What the record of the years before 2021 rests on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import table
from open287g.record.values import EarlySource

if TYPE_CHECKING:
    from open287g.record.history.draft import Draft


class EarlySourceRow(NamedTuple):
    """One source of the years before 2021: a list of ICE as an archive captured it, or what others wrote."""

    source_id: Annotated[str, "Permanent id; of a list, ice- and the day of its capture."]
    kind: Annotated[str, "{}. Only a list proves who was listed on a day.", EarlySource]
    publisher: Annotated[str, "Who published it."]
    title: Annotated[str, "What it is, with the caption of a table."]
    seen: Annotated[date | None, "Day of capture, of lists alone: a list shows this day and no other."]
    as_of: Annotated[str | None, "Day, month or year that it says it tells of, year first; a claim."]
    published: Annotated[str | None, "Day or month of its publication, where known."]
    claims: Annotated[int | None, "Agreements it claims to count."]
    claims_tfm: Annotated[int | None, "Of these, task force."]
    claims_jem: Annotated[int | None, "Of these, jail alone."]
    claims_hybrid: Annotated[int | None, "Of these, joint."]
    rows: Annotated[int, "Rows it has on agencies, as far as they are held."]
    file: Annotated[str | None, "File of facts that its rows were read from."]
    sha256: Annotated[str | None, "Hash of that file."]
    cites: Annotated[str, "Where it is from."]


TABLE = table("early_sources", "source_id", EarlySourceRow)


def rows(draft: Draft) -> list[EarlySourceRow]:
    """A row for each source."""
    counted = Counter(said.source.source_id for said in draft.era.statements)
    return sorted(
        EarlySourceRow(
            source.source_id,
            source.kind,
            source.publisher,
            source.title,
            source.seen,
            source.as_of or None,
            source.published or None,
            source.claims,
            source.claims_tfm,
            source.claims_jem,
            source.claims_hybrid,
            counted[source.source_id],
            source.file or None,
            source.sha256 or None,
            source.cites,
        )
        for source in draft.era.sources
    )
