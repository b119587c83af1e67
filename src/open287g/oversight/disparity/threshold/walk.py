"""Draws from the posterior itself, by Hamiltonian steps in coordinates in which it is nearly round.

A quarter turn of a few steps there forgets where it began.
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

CHAINS = 12
"""Many short ones: a place far off that one of few would not leave for long is one of many, and costs little more."""
_ROUNDS, _WARM, _UNSETTLED, _KEPT = 5, 30, 10, 500
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
    """Where the chains are: points (chains, size), the density there, and the size of a step."""

    points: Floats
    value: Floats
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
    return Walk(draws, draws.mean(axis=(0, 1)), float(np.mean(taken)))


def _warmed(layout: Layout, law: Law, random: np.random.Generator) -> tuple[Posterior, State]:
    """The posterior in coordinates laid where the chains settle, as wide as they show it, and where they are."""
    center, sd = np.concatenate([law.mean, np.log(law.spread)]), law.seen(layout)[1]
    bent = Bent(layout, center[: layout.size], sd)
    posterior = Posterior(bent, bent.y(center[None]))
    points = bent.y(center[None]) + random.standard_normal((CHAINS, len(center))) @ posterior.root.T
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
    at, seen = State(points, posterior(points), size), []
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
        pull = posterior.steer(new) @ root
        for _ in range(steps):
            speed = speed + 0.5 * step * pull
            new = new + step * speed @ root.T
            pull = posterior.steer(new) @ root
            speed = speed + 0.5 * step * pull
        told = posterior(new)
        end = np.nan_to_num(told - 0.5 * (speed**2).sum(axis=1), nan=-np.inf, posinf=-np.inf)
    chance = np.exp(np.minimum(0.0, end - start))
    goes = random.uniform(size=len(new)) < chance
    return State(np.where(goes[:, None], new, at.points), np.where(goes, told, at.value), at.size), chance
