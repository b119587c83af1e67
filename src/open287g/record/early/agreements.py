"""The agreements of one agency before 2021: one for each signing that any source dates, and what bounds its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from open287g.core.thresholds import whole
from open287g.record.early.later import Later, LaterAgreement
from open287g.record.early.sources import lists
from open287g.record.early.statements import Statement
from open287g.record.values import EndBasis

_ONE_SIGNING = timedelta(days=whole("record", "one_signing_days"))
_DATING = ("listed", "reported", "signed", "archived", "corrected")
_IN_FORCE = ("listed", "reported", "extended")
# Whose own day, and not the time of the source, tells which agreement a model belongs to.
_DATES_ITS_MODEL = ("archived", "corrected")


@dataclass(frozen=True)
class EarlyAgreement:
    """One signing of one agency.

    `signed` is the day that stands on the best evidence, `other_days` what else sources print for it, `dated_by` the
    statement that gives the day. `models` is who says which model; `model` is None where nobody does. It was still in
    force, or still listed, on `last_seen`, and was over on `ended_by` (None: no source bounds it).
    """

    agency_id: str
    state: str
    signed: date
    other_days: tuple[date, ...]
    dated_by: Statement
    model: str | None
    models: tuple[tuple[str, str], ...]
    first_seen: date | None
    last_seen: date | None
    ended_by: date | None
    end_basis: EndBasis | None
    later_id: str | None

    @property
    def agreement_id(self) -> str:
        """The record's own id where the lists since 2021 show it too, else agency, model and day of signing."""
        return self.later_id or f"{self.agency_id}:{self.model or 'UNKNOWN'}:{self.signed}"


def agreements_of(agency_id: str, said: Sequence[Statement], later: Later) -> list[EarlyAgreement]:
    """The agreements of one agency, by day of signing."""
    own = [statement for statement in said if statement.says in _DATING and statement.day is not None]
    own_later = [agreement for agreement in later.of(agency_id) if agreement.signed is not None]
    days = {day for s in own if (day := s.day) is not None} | {day for a in own_later if (day := a.signed) is not None}
    groups = list(_signings(sorted(days), {agreement.signed for agreement in own_later}))
    listings = [source.seen for source in lists() if source.seen is not None]
    if (lacking := later.lacks(agency_id)) is not None:
        listings.append(lacking)
    agreements = []
    for n, group in enumerate(groups):
        dated = [statement for statement in own if statement.day in group]
        following = groups[n + 1][0] if n + 1 < len(groups) else None
        if dated:
            same = [agreement for agreement in own_later if agreement.signed in group]
            agreements.append(
                _agreement(agency_id, group, dated, following, _during(said, group[0], following), listings, same)
            )
    return agreements


def _signings(days: Sequence[date], told_apart: Set[date | None]) -> Iterator[tuple[date, ...]]:
    """Days that are one signing: a source may print the agency's day, ICE's, or a slip of either.

    Two days of `told_apart`, which the lists since 2021 give to two agreements, are two signings.
    """
    group: list[date] = []
    for day in days:
        another = day in told_apart and any(before in told_apart for before in group)
        if group and (another or day - group[-1] > _ONE_SIGNING):
            yield tuple(group)
            group = []
        group.append(day)
    if group:
        yield tuple(group)


def _during(said: Iterable[Statement], signed: date, following: date | None) -> list[Statement]:
    """What was said while the agreement was the newest that was signed."""
    times = [(statement, statement.told) for statement in said]
    return [s for s, time in times if time is not None and signed <= time and (following is None or time < following)]


def _agreement(
    agency_id: str,
    group: tuple[date, ...],
    dated: list[Statement],
    following: date | None,
    during: list[Statement],
    listings: Sequence[date],
    same: list[LaterAgreement],
) -> EarlyAgreement:
    best = max(dated, key=lambda statement: _weight(statement, dated))
    assert best.day is not None
    models = _models(dated, during)
    model = _model(models, dated) or (same[0].model if len(same) == 1 else None)
    seen = [s.source.seen for s in during if s.says == "listed" and s.source.seen is not None]
    alike = [agreement for agreement in same if model in (None, agreement.model)]
    ended_by, basis = _ended(during, model, best.day, following, listings)
    return EarlyAgreement(
        agency_id,
        dated[0].state,
        best.day,
        tuple(day for day in group if day != best.day),
        best,
        model,
        models,
        min(seen, default=None),
        max(seen, default=None),
        None if alike else ended_by,
        None if alike else basis,
        alike[0].agreement_id if len(alike) == 1 else None,
    )


def _weight(statement: Statement, dated: list[Statement]) -> tuple[int, str, int]:
    """A correction, then a signature page, then ICE's newest list, then what most others print."""
    rank = {"corrected": 3, "signed": 2, "listed": 1}.get(statement.says, 0)
    newest = str(statement.source.seen) if statement.says == "listed" else ""
    return rank, newest, Counter(s.day for s in dated)[statement.day]


def _models(dated: list[Statement], during: list[Statement]) -> tuple[tuple[str, str], ...]:
    """Each model and a source that says it, in the order of sources; ICE's lists by the first that prints it."""
    telling = [s for s in during if s.says in ("listed", "reported")] + [s for s in dated if s.says in _DATES_ITS_MODEL]
    told: dict[tuple[str, str], tuple[str, str]] = {}
    for statement in telling:
        if statement.model is not None:
            kind = "list" if statement.source.kind == "list" else statement.source.source_id
            told.setdefault((statement.model, kind), (statement.model, statement.source.source_id))
    return tuple(told.values())


def _model(models: tuple[tuple[str, str], ...], dated: list[Statement]) -> str | None:
    """A correction's, else joint where any source says so (tables print half of a joint agreement), else the one."""
    corrected = [statement.model for statement in dated if statement.says == "corrected" and statement.model]
    said = {model for model, _ in models}
    if corrected:
        return corrected[0]
    return "HYBRID" if "HYBRID" in said else next(iter(said)) if len(said) == 1 else None


def _ended(
    during: list[Statement], model: str | None, signed: date, following: date | None, listings: Sequence[date]
) -> tuple[date | None, EndBasis | None]:
    """The first day on which a source shows it over, and what shows it.

    A missing row is no end while another source still has the agreement that day or later: only the first list after
    the last word of it counts.
    """
    heard = max([signed, *(time for s in during if s.says in _IN_FORCE and (time := s.told) is not None)])
    silent = [day for day in listings if day > heard and (following is None or day < following)]
    over = [s for s in during if s.says == "ended" and s.model in (None, model)]
    told: list[tuple[date, EndBasis]] = [(day, "absent") for day in silent[:1]]
    told += [(following, "renewed")] if following is not None else []
    told += [(s.day, "announced") for s in over if s.day is not None]
    told += [(day, "withdrew") for s in during if s.says == "withdrew" and (day := s.source.latest) is not None]
    return min(told, default=(None, None))
