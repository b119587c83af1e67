"""The threshold test of a file: whether its stops allow it, and each group's threshold beside that of white people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from open287g.oversight.answer import Answer, Estimate, Said
from open287g.oversight.disparity.adjust import adjusted
from open287g.oversight.disparity.load import Stops
from open287g.oversight.disparity.rates import BASE
from open287g.oversight.disparity.threshold.fit import Thresholds, fit
from open287g.oversight.disparity.threshold.model import Counts
from open287g.oversight.disparity.threshold.nuts import sampled
from open287g.oversight.disparity.words import ASSUMES, CANNOT, QUICK, TITLES
from open287g.vocabulary.messages import N_

FEWEST_STOPS, FEWEST_PLACES, MOST_PLACES = 1_000, 5, 100
"""As Pierson and others: places of 1,000 stops or more, the 100 largest at most, five at least."""

_KNOWN = "(searched = 0 or searched > 0 and found is not null)"


def threshold(stops: Stops, *, full: bool = False, seed: int = 0) -> Answer:
    """The threshold of each group. `full` asks NUTS, which takes an hour and more where the other way takes seconds."""
    reasons = _reasons(stops)
    counts = None if reasons else counts_of(stops)
    if counts is None and not reasons:
        reasons = [
            Said(
                N_("fewer than %(places)s places have %(stops)s stops and a search of two groups"),
                {"places": FEWEST_PLACES, "stops": f"{FEWEST_STOPS:,}"},
            )
        ]
    if reasons or counts is None:
        return Answer("threshold", TITLES["threshold"], reasons=reasons, cannot=CANNOT["threshold"])
    try:
        told = sampled(counts, seed) if full else fit(counts, seed)
    except (ArithmeticError, np.linalg.LinAlgError):
        reasons = [Said(N_("the chains do not agree on an answer for these counts"))]
        return Answer("threshold", TITLES["threshold"], reasons=reasons, cannot=CANNOT["threshold"])
    reads = _reads(stops, told, full)
    return Answer(
        "threshold", TITLES["threshold"], _estimates(told), (), reads, ASSUMES["threshold"], CANNOT["threshold"]
    )


def _reads(stops: Stops, told: Thresholds, full: bool) -> list[Said]:
    rhat = {"rhat": f"{told.rhat():.2f}"}
    lower = N_("A lower threshold: searched on less suspicion. Over %(n)s places that have every group.")
    reads = [Said(lower, {"n": _whole(told.counts)})]
    if full:
        reads.append(Said(N_("By full sampling (NUTS). The chains agree to %(rhat)s (R-hat)."), rhat))
    else:
        reads += [
            Said(N_("The chains agree to %(rhat)s (R-hat); above 1.1 the intervals are too narrow: ask --full."), rhat),
            *QUICK,
        ]
    found = stops.ask("select distinct grp from cells where grp in ('white', 'Black', 'Hispanic') order by 1")
    if silent := [group for (group,) in found if group not in told.counts.groups]:
        few = N_("Not told of %(groups)s: fewer than %(places)s places have a search of each group with theirs.")
        reads.append(Said(few, {"groups": tuple(Said(one) for one in silent), "places": FEWEST_PLACES}))
    ((left,),) = stops.ask(f"select coalesce(sum(n) filter (not coalesce({_KNOWN}, false)), 0) from cells")
    if left:
        unknown = N_("%(n)s stops do not tell whether there was a search or what it found, and are left out.")
        reads.append(Said(unknown, {"n": f"{left:,}"}))
    return reads


def _reasons(stops: Stops) -> list[Said]:
    reasons = []
    if "place" not in stops.has:
        reasons.append(Said(N_("no column tells the place of a stop, and the test needs several places")))
    if not stops.has & {"searched", "searches", "kind_of_search"}:
        reasons.append(Said(N_("no column tells whether a search was made")))
    if not stops.has & {"found", "hits"}:
        reasons.append(Said(N_("no column tells what a search found")))
    return reasons + [stops.faults[fact] for fact in ("searched", "found") if fact in stops.faults]


def counts_of(stops: Stops) -> Counts | None:
    """Stops, searches and hits by place and group; None where too few places have enough of two groups.

    A stop of which it is unknown whether it was searched, or what its search found, counts in none of them. A place
    where one group alone was searched stays: it tells of that group, though nothing is compared there.
    """
    rows = stops.ask(
        f"""with known as (select place, grp, sum(n) as n, sum(searched) as s,
                    sum(least(coalesce(found, 0), searched)) as h
                from cells where {_KNOWN} and place is not null and grp in ('white', 'Black', 'Hispanic') group by all),
            large as (select place, sum(n) as total from known group by place
                having sum(n) >= {FEWEST_STOPS} and sum(s) > 0 order by total desc, place limit {MOST_PLACES})
        select place, grp, n, s, h from known join large using (place) where s > 0 order by total desc, place, grp"""
    )
    groups = _compared(rows)
    if len(groups) < 2:
        return None
    rows = [row for row in rows if row[1] in groups]
    places = tuple(dict.fromkeys(row[0] for row in rows))
    place, group, n, s, h = zip(*rows, strict=True)
    return Counts(
        places,
        groups,
        np.array([places.index(one) for one in place]),
        np.array([groups.index(one) for one in group]),
        *(np.array([float(one) for one in column]) for column in (n, s, h)),
    )


def _compared(rows: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    """The groups of (place, group, ...), white first, less those that leave too few places that have every group."""
    of: dict[str, set[str]] = defaultdict(set)
    for place, group, *_ in rows:
        of[group].add(place)
    groups = sorted(of, key=lambda group: (group != BASE, group))
    while len(groups) > 1 and len(set.intersection(*(of[group] for group in groups))) < FEWEST_PLACES:
        groups.remove(min(groups[1:], key=lambda group: len(of[group])))
    return tuple(groups)


def _whole(counts: Counts) -> int:
    return int((np.bincount(counts.place, minlength=len(counts.places)) == len(counts.groups)).sum())


def _estimates(told: Thresholds) -> tuple[Estimate, ...]:
    mean, draws = told.of_groups()
    found = []
    for at, group in enumerate(told.counts.groups):
        low, high = np.quantile(draws[:, at], [0.025, 0.975])
        stops = int(told.counts.stops[told.counts.group == at].sum())
        found.append(Estimate(N_("threshold"), float(mean[at]), float(low), float(high), group, n=stops))
    for at, group in enumerate(told.counts.groups[1:], start=1):
        off = draws[:, at] - draws[:, 0]
        low, high = np.quantile(off, [0.025, 0.975])
        p = 2 * min((1 + (off > 0).sum()) / (1 + len(off)), (1 + (off < 0).sum()) / (1 + len(off)))
        value = float(mean[at] - mean[0])
        found.append(
            Estimate(
                N_("threshold, difference"),
                value,
                float(low),
                float(high),
                group,
                told.counts.groups[0],
                p=min(1.0, float(p)),
            )
        )
    return adjusted(found)
