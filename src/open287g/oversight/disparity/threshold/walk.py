"""Draws from the posterior itself, by Hamiltonian steps in coordinates in which it is nearly round.

A quarter turn of a few steps there forgets where it began. The gradient comes with every draw and has mean 0; what a
draw differs by from the mean is told by it in good part, and taken off (Mira, Solgi and Imparato 2013, Statistics and
Computing 23).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from open287g.oversight.disparity.threshold.bent import Bent
from open287g.oversight.disparity.threshold.model import Floats
from open287g.oversight.disparity.threshold.normal import Law, Layout
from open287g.oversight.disparity.threshold.posterior import Posterior

CHAINS, MORE_CHAINS, FEW_ENTRIES = 4, 12, 60
"""Few entries cost little, and leave more unsure."""
_ROUNDS, _WARM, _UNSETTLED, _KEPT = 4, 30, 10, 600
_TURN, _LEAST_STEPS, _MOST_STEPS = np.pi / 2, 4, 20
_WISHED, _FIRST_SIZE = 0.8, 0.25
_BEHIND = 3.5
"""In times the spread that the log density of so many unknowns has."""


@dataclass(frozen=True)
class Walk:
    """Draws of each entry's threshold (chains, draws, entries), its posterior mean, and the share of steps taken."""

    draws: Floats
    mean: Floats
    taken: float


class State(NamedTuple):
    """Where the chains are: points (chains, size), the density and its gradient there, and the size of a step."""

    points: Floats
    value: Floats
    gradient: Floats
    size: float


def walk(layout: Layout, law: Law, seed: int) -> Walk:
    """Draws from the posterior, from `law` on; the same seed gives the same draws."""
    random = np.random.default_rng(seed)
    posterior, at = _warmed(layout, law, random)
    states, taken = [], []
    for _ in range(_KEPT):
        at, chance = _turn(posterior, at, random)
        states.append(at)
        taken.append(chance)
    w = [posterior.bent.x(one.points)[0][:, layout.of_entry] for one in states]
    draws = expit(np.stack(w, axis=1))
    mean = _mean(posterior, draws, np.stack([one.gradient for one in states], axis=1))
    return Walk(draws, mean, float(np.mean(taken)))


def _warmed(layout: Layout, law: Law, random: np.random.Generator) -> tuple[Posterior, State]:
    """The posterior in coordinates laid where the chains settle, as wide as they show it, and where they are."""
    chains = CHAINS if len(layout.of_entry) >= FEW_ENTRIES else MORE_CHAINS
    center, sd = np.concatenate([law.mean, np.log(law.spread)]), law.seen(layout)[1]
    bent = Bent(layout, center[: layout.size], sd)
    posterior = Posterior(bent, bent.y(center[None]))
    points = bent.y(center[None]) + random.standard_normal((chains, len(center))) @ posterior.root.T
    at, seen = _round(posterior, points, _FIRST_SIZE, random)
    for _ in range(_ROUNDS - 1):
        u, v, _ = layout.sees(seen)
        w = posterior.bent.y(seen)[:, layout.of_entry]
        bent = Bent(layout, seen.mean(axis=0)[: layout.size], np.stack([u.std(axis=0), v.std(axis=0), w.std(axis=0)]))
        points = bent.y(posterior.bent.x(_kept_up(at))[0])
        posterior = Posterior(bent, points)
        posterior.widen(bent.y(seen))
        at, seen = _round(posterior, points, at.size, random)
    posterior.widen(posterior.bent.y(seen))
    return posterior, at


def _kept_up(at: State) -> Floats:
    """The points of the chains, with those that a bad start left far below put where the best one is."""
    behind = at.value < at.value.max() - _BEHIND * np.sqrt(at.points.shape[1] / 2)
    return np.where(behind[:, None], at.points[at.value.argmax()], at.points)


def _round(posterior: Posterior, points: Floats, size: float, random: np.random.Generator) -> tuple[State, Floats]:
    """Some turns from `points` on that find the size of a step; with the unknowns on the way, but for the first."""
    at, seen = State(points, *posterior(points), size=size), []
    for turn in range(_WARM):
        at, chance = _turn(posterior, at, random)
        at = at._replace(size=at.size * np.exp((float(chance.mean()) - _WISHED) / (1 + turn) ** 0.5))
        seen.append(at.points)
    return at, posterior.bent.x(np.concatenate(seen[_UNSETTLED:]))[0]


def _turn(posterior: Posterior, at: State, random: np.random.Generator) -> tuple[State, Floats]:
    """One quarter turn of every chain, each taken or refused; with the chance that it was taken."""
    root, speed = posterior.root, random.standard_normal(at.points.shape)
    steps = min(max(_LEAST_STEPS, round(_TURN / at.size)), _MOST_STEPS)
    start = at.value - 0.5 * (speed**2).sum(axis=1)
    new, step = at.points, at.size * random.uniform(0.85, 1.0)
    with np.errstate(all="ignore"):  # A step too long leaves all bounds, and is refused.
        slope = posterior.steer(new)
        for _ in range(steps):
            speed = speed + 0.5 * step * slope @ root
            new = new + step * speed @ root.T
            slope = posterior.steer(new)
            speed = speed + 0.5 * step * slope @ root
        told, exact = posterior(new)
        end = np.nan_to_num(told - 0.5 * (speed**2).sum(axis=1), nan=-np.inf, posinf=-np.inf)
    chance = np.exp(np.minimum(0.0, end - start))
    goes = random.uniform(size=len(new)) < chance
    points, gradients = (np.where(goes[:, None], *pair) for pair in ((new, at.points), (exact, at.gradient)))
    return State(points, np.where(goes, told, at.value), gradients, at.size), chance


def _mean(posterior: Posterior, draws: Floats, slopes: Floats) -> Floats:
    """Posterior means of the thresholds, with what the gradient tells of each draw taken off.

    It is told by what groups have in common, by the entry's place and by all entries there.
    """
    layout = posterior.bent.layout
    groups, places = len(layout.numbers), len(layout.counts.places)
    flat = draws.reshape(-1, draws.shape[-1])
    controls = slopes.reshape(-1, slopes.shape[-1]) @ (posterior.root @ posterior.root.T)
    means = np.empty(flat.shape[1])
    for place in range(places):
        entries = np.flatnonzero(layout.counts.place == place)
        of_place = [3 * groups + place - 1, 3 * groups + places - 1 + place - 1] if place else []
        by = controls[:, np.r_[posterior.head, of_place, layout.of_entry[entries]].astype(int)]
        off = flat[:, entries] - flat[:, entries].mean(axis=0)
        weight = np.linalg.lstsq(by - by.mean(axis=0), off, rcond=None)[0]
        means[entries] = flat[:, entries].mean(axis=0) - by.mean(axis=0) @ weight
    return means
