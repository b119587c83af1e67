"""The veil of darkness: at one hour of the clock, are stops of a group fewer when officers cannot see who drives?

Grogger and Ridgeway 2006 (Journal of the American Statistical Association 101). Used are stops between the earliest and
the latest end of twilight of the year, less those between sunset and dark, which are neither.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from open287g.oversight.answer import Answer, Estimate, Said
from open287g.oversight.disparity.adjust import adjusted
from open287g.oversight.disparity.load import Stops
from open287g.oversight.disparity.spline import natural
from open287g.oversight.disparity.sun import Place, evening
from open287g.oversight.disparity.words import ASSUMES, CANNOT, TITLES, VEIL_COVER
from open287g.vocabulary.messages import N_

Floats = npt.NDArray[np.float64]
_DF, _FEWEST, _AROUND = 6, 100, 30
_Z = float(norm.ppf(0.975))
_BRIGHT = N_(
    "On %(n)s of %(days)s days the sun does not set or no night comes before midnight, as in June in Alaska; "
    "their stops are not used."
)
WHOLE = N_("dark against light")
_FEW = N_("too few stops of any two groups lie in the evening's window, in light and in dark")
_NO_NIGHT = N_("there is no day here on which the sun sets and night comes before midnight")


@dataclass(frozen=True)
class Window:
    """Stops of the evening, a row for each group, minute and light: arrays of equal length; `n` counts the stops.

    Of `days` with a stop, `bright` had no sunset or no night before midnight, and none of their stops is used.
    """

    minute: Floats
    dark: npt.NDArray[np.bool_]
    group: npt.NDArray[np.str_]
    near_change: npt.NDArray[np.bool_]
    n: Floats
    bright: int = 0
    days: int = 0


def veil(stops: Stops, place: Place | None) -> Answer:
    """The change of the log odds that a stop is of each group, against white, from light to dark."""
    reasons = _reasons(stops, place)
    window = None if reasons else _window(stops, place)
    if window is None and not reasons:
        reasons = [Said(_NO_NIGHT if _never_dark(stops, place) else _FEW)]
    if reasons or window is None:
        return Answer("veil", TITLES["veil"], reasons=reasons, cannot=CANNOT["veil"])
    told, thin = [], []
    for group in sorted({str(one) for one in window.group} - {"white", "other"}):
        for what, chosen in ((WHOLE, True), (N_("the same, around the change of clocks"), False)):
            found = _fitted(window, group, what, window.near_change | chosen)
            if found is not None:
                told.append(found)
            elif chosen:
                thin.append(group)
    if not told:
        reasons = [Said(_FEW)]
        return Answer("veil", TITLES["veil"], reasons=reasons, cannot=CANNOT["veil"])
    reads = [
        Said(N_("Below 0: fewer stops of the group once it is dark, as if it were seen and stopped by daylight.")),
        *(
            Said(
                N_("%(group)s: an effect of %(size)s on the log odds would be found four times in five."),
                {"group": Said(one.of), "size": f"{2.8 * _sd(one):.3f}"},
            )
            for one in told
            if one.what == WHOLE
        ),
        VEIL_COVER,
    ]
    if window.bright:
        values = {"n": f"{window.bright:,}", "days": f"{window.days:,}"}
        reads.append(Said(_BRIGHT, values))
    if thin:
        reads.append(Said(N_("Too few stops to tell of: %(groups)s."), {"groups": tuple(Said(one) for one in thin)}))
    return Answer("veil", TITLES["veil"], adjusted(told), (), reads, ASSUMES["veil"], CANNOT["veil"])


def _sd(one: Estimate) -> float:
    return (one.high - one.low) / (2 * _Z) if one.low is not None and one.high is not None else np.inf


def _reasons(stops: Stops, place: Place | None) -> list[Said]:
    told = "after_dark" in stops.has and "minute" in stops.has
    if told:
        return []
    reasons = []
    if "day" not in stops.has:
        reasons.append(Said(N_("no column tells the day of a stop")))
    elif "day" in stops.faults:
        reasons.append(stops.faults["day"])
    if not stops.has & {"clock", "minute"}:
        reasons.append(Said(N_("no column tells the time of a stop")))
    if place is None:
        reasons.append(Said(N_("no place is told whose sun to ask (--at and --time-zone)")))
    return reasons


def _window(stops: Stops, place: Place | None) -> Window | None:
    if place is None or "after_dark" in stops.has:
        rows = stops.ask(
            """select minute, after_dark > 0, grp, false, sum(n::double) from stops
            where grp is not null and minute is not null and after_dark is not null group by all order by all"""
        )
        return _arrays(rows)
    days = [day for (day,) in stops.ask("select distinct day from stops where day is not null order by 1")]
    told = [(day, *found) for day in days if (found := evening(place, day)) is not None]
    if not told:
        return None
    near = _near_changes(place.zone, days)
    stops.con.execute("create or replace temp table suns (day date, sets double, dark double, near boolean)")
    stops.con.executemany("insert into suns values (?, ?, ?, ?)", [[*row, row[0] in near] for row in told])
    return _arrays(
        stops.ask(
            """select minute, minute >= dark, grp, near, sum(n::double) from stops join suns using (day)
            where grp is not null and minute between (select min(dark) from suns) and (select max(dark) from suns)
                and not (minute > sets and minute < dark) group by all order by all"""
        ),
        bright=len(days) - len(told),
        days=len(days),
    )


def _never_dark(stops: Stops, place: Place | None) -> bool:
    """Whether there are days, and night falls in none; else it is the stops that tell no evening."""
    if place is None or "after_dark" in stops.has:
        return False
    days = [day for (day,) in stops.ask("select distinct day from stops where day is not null")]
    return bool(days) and all(evening(place, day) is None for day in days)


def _arrays(rows: list[tuple[int, bool, str, bool, int]], bright: int = 0, days: int = 0) -> Window | None:
    if not rows:
        return None
    minute, dark, group, near, n = zip(*rows, strict=True)
    return Window(
        np.array(minute, float), np.array(dark), np.array(group), np.array(near), np.array(n, float), bright, days
    )


def _near_changes(zone: str, days: list[date]) -> set[date]:
    """The days at most 30 from a change of the clocks."""
    clock, first, last = ZoneInfo(zone), min(days) - timedelta(_AROUND), max(days) + timedelta(_AROUND)
    every = [first + timedelta(at) for at in range((last - first).days + 1)]
    offsets = [_offset(clock, day) for day in every]
    changes = [day for day, old, new in zip(every[1:], offsets, offsets[1:], strict=False) if old != new]
    return {change + timedelta(off) for change in changes for off in range(-_AROUND, _AROUND)}


def _offset(clock: ZoneInfo, day: date) -> timedelta | None:
    return datetime.combine(day, time(12), clock).utcoffset()


def _fitted(window: Window, group: str, what: str, chosen: npt.NDArray[np.bool_]) -> Estimate | None:
    """The coefficient of darkness; None with fewer than 100 stops of either group or light, or where it has no size."""
    chosen = chosen & np.isin(window.group, ["white", group])
    minute, n = window.minute[chosen], window.n[chosen]
    dark, is_group = window.dark[chosen], window.group[chosen] == group
    if min(n[is_group].sum(), n[~is_group].sum(), n[dark].sum(), n[~dark].sum()) < _FEWEST:
        return None
    value, sd = logit_of_darkness(minute, dark, is_group, n)
    if not np.isfinite([value, sd]).all() or sd > 10:
        return None
    low, high = value - _Z * sd, value + _Z * sd
    p = float(2 * norm.sf(abs(value / sd)))
    return Estimate(what, value, low, high, group, "white", n=int(n.sum()), p=p)


def logit_of_darkness(
    minute: Floats, dark: npt.NDArray[np.bool_], is_group: npt.NDArray[np.bool_], n: Floats
) -> tuple[float, float]:
    """Coefficient and standard error of darkness in a logit of the group on darkness and a spline of the minute.

    The arrays have one entry a cell, `n` the stops in it.
    """
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    curve = natural(np.repeat(minute, n.astype(int)), _DF) if n.max() > 1 else natural(minute, _DF)
    if n.max() > 1:
        first = np.concatenate([[0], np.cumsum(n.astype(int))[:-1]])
        curve = curve[first]
    columns = np.column_stack([np.ones(len(minute)), dark.astype(float), curve])
    with warnings.catch_warnings():
        # Where darkness tells the group wholly, the error comes out too large to be an answer: see _fitted.
        warnings.simplefilter("ignore")
        fit = GLM(is_group.astype(float), columns, family=Binomial(), freq_weights=n).fit()
    return float(fit.params[1]), float(fit.bse[1])
