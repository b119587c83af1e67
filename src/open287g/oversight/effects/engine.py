"""The estimates, by diff-diff: Callaway and Sant'Anna first, then what a reader needs to doubt it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import chi2, norm

from open287g.core.errors import InputError
from open287g.oversight.answer import Estimate
from open287g.oversight.effects.bounds import EventStudy, relative_magnitudes
from open287g.vocabulary.messages import N_

_DRAWS = 999
_COLUMNS = {"outcome": "outcome", "unit": "unit", "time": "time", "first_treat": "first"}
_BEFORE, _AFTER = 5, 4
FEW = 20
"""With fewer treated units than these, intervals come from a wild bootstrap too."""


@contextmanager
def _quiet() -> Iterator[None]:
    """What the engine warns of is told in our own words, or is a change of its names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@dataclass(frozen=True)
class Fit:
    """A fit of Callaway and Sant'Anna: the engine's own result, and its event study with a simultaneous band."""

    result: Any
    study: Any
    plain: Any


_NOTHING_TO_COMPARE = ("Could not estimate any group-time effects", "No never-treated units found")
"""What the engine says where no cell can be estimated; any other fault of it is no answer about the panel."""


def fit(rows: pd.DataFrame, seed: int) -> Fit:
    """Callaway and Sant'Anna 2021 on `rows` (unit, time, outcome, first); controls are never treated units.

    Raises ArithmeticError where no treated unit can be compared.
    """
    from diff_diff import CallawaySantAnna

    with _quiet():
        control = {"control_group": "never_treated", "base_period": "universal"}
        try:
            plain = CallawaySantAnna(**control).fit(rows, **_COLUMNS)
        except ValueError as error:
            if not str(error).startswith(_NOTHING_TO_COMPARE):
                raise
            raise ArithmeticError("no treated unit can be compared") from error
        drawn = CallawaySantAnna(**control, n_bootstrap=_DRAWS, seed=seed, cband=True).fit(rows, **_COLUMNS)
        return Fit(plain, drawn.aggregate("event_study"), plain.aggregate("event_study"))


def overall(found: Fit) -> Iterator[Estimate]:
    """The effect, by weight of cells, groups, and periods since."""
    with _quiet():
        for what, level in (
            (N_("effect on the treated"), "simple"),
            (N_("effect, groups weighted"), "group"),
            (N_("effect, periods since weighted"), "event_study"),
        ):
            yield _of(what, *summary(found.result, level))


def summary(result: Any, level: str) -> tuple[float, float]:
    """One number of a fit and its standard error: level simple, group or event_study (called dynamic elsewhere)."""
    told = result.aggregate("simple" if level == "simple" else level)
    if level == "simple":
        return float(np.ravel(told.att)[0]), float(np.ravel(told.se)[0])
    if level == "group":
        weights = np.array([_size(result, label) for label in told.label], dtype=float)
        weights /= weights.sum()
        return float(weights @ np.asarray(told.att, float)), float(
            np.sqrt(weights**2 @ np.asarray(told.se, float) ** 2)
        )
    times = np.asarray(told.event_time)
    after = (times >= 0) & np.isfinite(np.asarray(told.att, float))
    share = after / after.sum()
    cov = _cov(told, times)
    return float(np.asarray(told.att, float)[after].mean()), float(
        np.sqrt(share[after] @ cov[np.ix_(after, after)] @ share[after])
    )


def _size(result: Any, group: Any) -> float:
    return float(max(cell["n_treated"] for key, cell in result.group_time_effects.items() if key[0] == group))


def _cov(told: Any, times: Any) -> np.ndarray:
    """The covariance by event time, 0 where the engine gives none (the reference)."""
    full = np.zeros((len(times), len(times)))
    index = [list(times).index(at) for at in told.vcov_index]
    full[np.ix_(index, index)] = told.vcov
    return full


def event_study(found: Fit) -> Iterator[Estimate]:
    """The effect by periods since treatment, with a band that holds all of them at once in 95 of 100 samples."""
    told = found.study
    for at, value, low, high in zip(told.event_time, told.att, told.cband_lower, told.cband_upper, strict=True):
        if np.isfinite([value, low, high]).all():
            yield Estimate(N_("periods since"), float(value), float(low), float(high), period=f"{int(at):+d}")


def pretrend(found: Fit) -> float | None:
    """The chance of departures before treatment as large as these, were there none."""
    told = found.plain
    times = np.asarray(told.event_time)
    before = (times < -1) & np.isfinite(np.asarray(told.se, float)) & (np.asarray(told.se, float) > 0)
    if not before.any():
        return None
    value, cov = np.asarray(told.att, float)[before], _cov(told, times)[np.ix_(before, before)]
    return float(chi2.sf(value @ np.linalg.pinv(cov) @ value, np.linalg.matrix_rank(cov)))


def study_of(found: Fit) -> EventStudy:
    """The last five periods before and the first four after, for honest bounds."""
    told = found.plain
    times, se = np.asarray(told.event_time), np.nan_to_num(np.asarray(told.se, float))
    kept = [at for at, time in enumerate(times) if se[at] > 0 and -_BEFORE - 1 <= time < _AFTER and time != -1]
    cov = _cov(told, times)[np.ix_(kept, kept)]
    return EventStudy(np.asarray(told.att, float)[kept], cov, int((times[kept] < 0).sum()))


def honest(found: Fit) -> Iterator[Estimate]:
    """The effect in the first period, were trends unparallel by up to m times the largest step before.

    None where fewer than two periods before can be seen, or where there are too many.
    """
    study = study_of(found)
    for m in (0.5, 1.0, 2.0):
        try:
            low, high = relative_magnitudes(study, m)
        except InputError:
            return
        if low <= high:
            yield Estimate(
                N_("honest bounds, first period"), float(study.estimates[study.before]), low, high, period=f"M = {m:g}"
            )


def imputed(rows: pd.DataFrame) -> Estimate | None:
    """The effect by imputation: Borusyak, Jaravel and Spiess 2024."""
    from diff_diff import ImputationDiD

    with _quiet():
        told = ImputationDiD().fit(rows, **_COLUMNS)
    value, se = float(told.overall_att), float(told.overall_se)
    return _of(N_("effect by imputation"), value, se) if np.isfinite([value, se]).all() else None


def bacon(rows: pd.DataFrame) -> Any:
    """The decomposition of the two-way estimate: Goodman-Bacon 2021."""
    from diff_diff import BaconDecomposition

    with _quiet():
        return BaconDecomposition().fit(rows, **_COLUMNS)


def placebo(rows: pd.DataFrame, seed: int, early: int = 2) -> Estimate | None:
    """The effect as if treatment had begun `early` periods sooner, on the periods before it really began."""
    ahead = rows[(rows["first"] == 0) | (rows["time"] < rows["first"])]
    moved = ahead.assign(first=ahead["first"].where(ahead["first"] == 0, ahead["first"] - early))
    start = int(moved["time"].min())
    moved = moved[(moved["first"] == 0) | (moved["first"] > start)]
    if moved.loc[moved["first"] > 0, "unit"].nunique() < 2:
        return None
    try:
        value, se = summary(fit(moved, seed).result, "simple")
    except (ArithmeticError, ValueError, KeyError):
        return None
    return _of(N_("placebo, two periods early"), value, se) if np.isfinite([value, se]).all() else None


def wild(rows: pd.DataFrame, seed: int) -> Estimate | None:
    """The two-way estimate with a wild cluster bootstrap under the null: for few treated units."""
    from diff_diff import wild_bootstrap_se

    treated = ((rows["first"] > 0) & (rows["time"] >= rows["first"])).astype(float)
    y, d = (_within(column, rows) for column in (rows["outcome"].astype(float), treated))
    value = float(d @ y / (d @ d))
    units = pd.factorize(rows["unit"])[0]
    with _quiet():
        told = wild_bootstrap_se(d[:, None], y, y - d * value, units, 0, n_bootstrap=_DRAWS, seed=seed)
    if not np.isfinite([told.ci_lower, told.ci_upper, told.p_value]).all():
        return None
    return Estimate(
        N_("two-way, wild bootstrap"), value, float(told.ci_lower), float(told.ci_upper), p=float(told.p_value)
    )


def _within(column: pd.Series, rows: pd.DataFrame) -> np.ndarray:
    """The column less means of units and periods, by turns until nothing moves."""
    left = column.to_numpy(float) - column.mean()
    for _ in range(500):
        before = left
        for by in ("unit", "time"):
            left = left - pd.Series(left).groupby(rows[by].to_numpy()).transform("mean").to_numpy()
        if np.max(np.abs(left - before)) < 1e-10:
            break
    return np.asarray(left)


def _of(what: str, value: float, se: float) -> Estimate:
    z = float(norm.ppf(0.975))
    p = float(2 * norm.sf(abs(value / se))) if se > 0 else None
    return Estimate(what, value, value - z * se, value + z * se, p=p)
