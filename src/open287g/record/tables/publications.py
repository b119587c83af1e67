"""Every distinct state of both lists, with what it counts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from open287g.record.tables.declare import FILE, SHA256, table
from open287g.record.values import ListName

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from open287g.record.history.draft import Draft

    Codes = npt.NDArray[np.int64]


class PublicationRow(NamedTuple):
    """One distinct state of a list as ICE published it."""

    publication_id: Annotated[
        str, "participating or pending, day, and a hash of the rows: the same whatever else is held."
    ]
    list: Annotated[str, "{}.", ListName]
    number: Annotated[int, "Order of publication within its list, from 0."]
    published: Annotated[date, "First day on which evidence shows it public."]
    last_seen: Annotated[date, "Last day on which an accepted file shows it."]
    file: Annotated[str, FILE]
    sha256: Annotated[str, SHA256]
    rows: Annotated[int, "Rows."]
    agreements: Annotated[int, "Distinct agreements (or applications, in the pending list)."]
    agencies: Annotated[int, "Distinct agencies."]
    states: Annotated[int, "Distinct states and territories."]
    spellings: Annotated[int, "Distinct spellings of agencies as they stand, state by state, space at the ends aside."]
    added: Annotated[int, "Agreements not in the publication before."]
    removed: Annotated[int, "Agreements of the publication before that are absent."]


TABLE = table("publications", "publication_id", PublicationRow)


def rows(draft: Draft) -> list[PublicationRow]:
    """A row for each publication, in the order of ids."""
    import numpy as np

    told: list[PublicationRow] = []
    codes = _codes(draft)
    for name, publications in draft.publications.items():
        presence = draft.presence(name)
        shown = [np.empty(0, np.int32) if s.listing is None else s.listing.lines for s in publications.first]
        agreements, *others = (_marked(column, shown) for column in codes)
        before = np.zeros_like(agreements)
        before[1:] = agreements[:-1]
        counts = [marks.sum(axis=1) for marks in (agreements, *others, agreements & ~before, before & ~agreements)]
        for p, (snapshot, *counted) in enumerate(zip(publications.first, *map(np.ndarray.tolist, counts), strict=True)):
            told.append(
                PublicationRow(
                    presence.ids[p],
                    name,
                    p,
                    presence.days[p],
                    publications.last_seen[p],
                    snapshot.seen.name,
                    snapshot.seen.sha256,
                    len(shown[p]),
                    *counted,
                )
            )
    return sorted(told)


def _marked(codes: Codes, shown: list[npt.NDArray[np.int32]]) -> npt.NDArray[np.bool_]:
    """Which of the codes, a column each, stand in the lines that each publication shows."""
    import numpy as np

    marks = np.zeros((len(shown), int(codes.max(initial=-1)) + 2), np.bool_)
    for p, lines in enumerate(shown):
        marks[p, codes[lines]] = True
    # What has no code marked the last.
    return marks[:, :-1]


def _codes(draft: Draft) -> tuple[Codes, ...]:
    """For each line, a code for its agreement, its agency, its state and its spelling; -1 where it has none."""
    import numpy as np

    def coded(values: Iterable[Hashable]) -> Codes:
        seen: dict[Hashable, int] = {}
        return np.array([-1 if v is None else seen.setdefault(v, len(seen)) for v in values], np.int64)

    agencies = [None if agency is None else agency.agency_id for agency in draft.agency_of_line]
    owners = map(draft.agreement_of_line.get, range(len(draft.entries)))
    agreements = (
        None if agency_id is None else (agency_id, entry.model, agreement and agreement.agreement_id)
        for agency_id, entry, agreement in zip(agencies, draft.entries, owners, strict=True)
    )
    states = (entry.state for entry in draft.entries)
    spellings = ((line.state.strip(), line.agency.strip()) for line in draft.corpus.lines)
    return coded(agreements), coded(agencies), coded(states), coded(spellings)
