"""The plain rates: stops against residents, searches of those stopped, finds of those searched, by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import chi2_contingency, norm

from open287g.activity.small_cells import withheld
from open287g.core.errors import NotFoundError
from open287g.oversight.answer import Answer, Estimate, Said
from open287g.oversight.disparity.adjust import adjusted
from open287g.oversight.disparity.load import Stops
from open287g.oversight.disparity.words import ASSUMES, CANNOT, RATIOS, SHARES, TITLES
from open287g.places.counties import county
from open287g.places.residents import residents
from open287g.vocabulary.messages import N_

BASE = "white"
FEWEST = 30
"""Fewer stops or searches of a group than these tell nothing that would not change with the next few."""
SMALL = 5
"""A count below this is told nowhere: few enough to be known by name."""
_Z = float(norm.ppf(0.975))


def search(stops: Stops, periods: str = "''") -> Answer:
    """The share of each group's stops with a search, against that of white people."""
    reasons = []
    if not stops.has & {"searched", "searches", "kind_of_search"}:
        reasons.append(Said(N_("no column tells whether a search was made")))
    if "searched" in stops.faults:
        reasons.append(stops.faults["searched"])
    rows = stops.ask(
        f"""select {periods} as period, grp, sum(n) as n, sum(searched) as k from {_source(periods)}
        where grp is not null and grp <> 'other' and searched is not null group by all order by 1, 2"""
    )
    return _compared("search", rows, reasons or _no_group(stops), N_("no search is recorded at all"))


def outcome(stops: Stops, periods: str = "''") -> Answer:
    """The share of each group's searches that found something, against that of white people."""
    reasons = []
    if not stops.has & {"found", "hits"}:
        reasons.append(Said(N_("no column tells what a search found")))
    if not stops.has & {"searched", "searches", "kind_of_search"}:
        reasons.append(Said(N_("no column tells whether a search was made")))
    reasons += [stops.faults[fact] for fact in ("searched", "found") if fact in stops.faults]
    rows = stops.ask(
        f"""select {periods} as period, grp, sum(searched) as n, sum(found) as k from {_source(periods)}
        where grp is not null and grp <> 'other' and searched > 0 and found is not null group by all order by 1, 2"""
    )
    return _compared("outcome", rows, reasons or _no_group(stops), N_("no search is recorded at all"))


def _no_group(stops: Stops) -> list[Said]:
    """Why nothing can be told by group, where no stop tells one that is compared."""
    found = stops.ask("select 1 from cells where grp is not null and grp <> 'other' limit 1")
    return [] if found else [Said(N_("no stop tells a group"))]


def _source(periods: str) -> str:
    """Counts are enough where no day is asked for."""
    return "cells" if periods == "''" else "stops"


def _compared(method: str, rows: Sequence[tuple[str, str, int, int]], reasons: list[Said], none: str) -> Answer:
    if not reasons and not any(row[3] for row in rows) and method == "search":
        reasons = [Said(none)]
    if not reasons and not rows:
        reasons = [Said(none)]
    if not reasons and len({row[1] for row in rows}) < 2:
        reasons = [Said(N_("only one group is told, so there is nothing to compare"))]
    if reasons:
        return _refused(method, reasons)
    estimates: list[Estimate] = []
    thin: set[str] = set()
    for period in sorted({row[0] for row in rows}):
        of = {group: (int(n), int(k)) for at, group, n, k in rows if at == period}
        for group, (n, k) in of.items():
            if min(n, k or n, n - k or n) < SMALL:
                thin.add(group)
                continue
            low, high = wilson(k, n)
            estimates.append(Estimate(SHARES[method], k / n, low, high, of=group, period=period, n=n))
        for group in sorted(set(of) - {BASE}):
            if BASE in of and min(of[group][0], of[BASE][0]) >= FEWEST and min(of[group][1], of[BASE][1]) >= SMALL:
                estimates.append(_ratio(method, group, of[group], of[BASE], period))
            else:
                thin.add(group)
    reads = (
        [
            Said(
                N_("Not all is told of %(groups)s: a ratio wants %(n)s cases, and counts under 5 are withheld."),
                {"groups": ", ".join(sorted(thin)), "n": FEWEST},
            )
        ]
        if thin
        else []
    )
    return Answer(method, TITLES[method], adjusted(estimates), (), reads, ASSUMES[method], CANNOT[method])


def _ratio(method: str, group: str, one: tuple[int, int], base: tuple[int, int], period: str) -> Estimate:
    (n, k), (m, j) = one, base
    value = (k / n) / (j / m)
    sd = np.sqrt(1 / k - 1 / n + 1 / j - 1 / m)
    whole = k == n and j == m
    p = 1.0 if whole else float(chi2_contingency([[k, n - k], [j, m - j]], correction=False).pvalue)
    low, high = value * np.exp(-_Z * sd), value * np.exp(_Z * sd)
    return Estimate(RATIOS[method], value, float(low), float(high), group, BASE, period=period, n=n + m, p=p)


def wilson(k: int, n: int) -> tuple[float, float]:
    """The interval of a share by Wilson's score."""
    share, z2 = k / n, _Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * np.sqrt(share * (1 - share) / n + z2 / (4 * n**2)) / (1 + z2 / n)
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))


def benchmark(stops: Stops, fips: str | None) -> Answer:
    """Each group's share of stops over its share of residents of a county; refused where no county is named."""
    if fips is None:
        return _refused("benchmark", [Said(N_("no county is named whose residents to compare with (--county)"))])
    try:
        there = county(fips)
    except NotFoundError:
        return _refused("benchmark", [Said(N_("no county has this FIPS code"))])
    held = residents().get(fips)
    if held is None or not there.population:
        return _refused(
            "benchmark",
            [Said(N_("the Census tables held tell no residents by origin of %(name)s"), {"name": there.name})],
        )
    found = stops.ask("select grp, sum(n)::bigint from cells where grp is not null group by 1 order by 1")
    if not found:
        return _refused("benchmark", [Said(N_("no stop tells a group"))])
    rows = withheld([{"group": group, "stops": int(n)} for group, n in found], ("group",), "stops")
    n = sum(int(number) for _, number in found)
    told = [
        _over_residents(row["group"], row["stops"], n, held[row["group"]] / there.population)
        for row in rows
        if row["stops"] and held.get(row["group"])
    ]
    if not told:
        return _refused("benchmark", [Said(N_("fewer than 5 stops are of one side, and such counts are withheld"))])
    reads = [Said(N_("Residents: %(name)s, American Community Survey 2013-17."), {"name": there.name})]
    silent = sorted({group for group, _ in found} - {one.of for one in told} - {"other"})
    if silent:
        few = N_("Not told of %(groups)s: counts under 5 are withheld, and those that would give them away.")
        reads.append(Said(few, {"groups": ", ".join(silent)}))
    if any(group == "other" for group, _ in found):
        reads.append(
            Said(N_("Stops of other groups count among all stops; how many residents are of them is not held."))
        )
    return Answer("benchmark", TITLES["benchmark"], told, (), reads, ASSUMES["benchmark"], CANNOT["benchmark"])


def _over_residents(group: str, k: int, n: int, share: float) -> Estimate:
    low, high = wilson(k, n)
    return Estimate(N_("stops over residents"), k / n / share, low / share, high / share, group, "residents", n=n)


def _refused(method: str, reasons: Sequence[Said]) -> Answer:
    return Answer(method, TITLES[method], reasons=tuple(reasons), cannot=CANNOT[method])
