"""How often the intervals of the quick threshold test hold the truth, in stops made up from the model's own beliefs.

    python -m tools.threshold_coverage              200 samples of six places by two groups, about 5 CPU seconds each
    python -m tools.threshold_coverage 100 150      only those of these numbers, so that two machines can share them

Each line tells a sample's number, where the truth lies among the draws (0 to 1: of two groups' thresholds and of their
difference) and how far the chains agree (R-hat). An interval of 95 in 100 holds a truth between .025 and .975.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
from scipy.special import expit

from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.fit import fit
from open287g.oversight.disparity.threshold.model import Counts, Floats

PLACES, GROUPS = 6, ("white", "Black")
SHARES = np.array([0.7, 0.3])
FEWEST, MOST = 4_000, 20_000
"""Stops of a place."""
APART = 1.1
"""R-hat above which the report says that the intervals are too narrow."""


def made(seed: int) -> tuple[Counts, Floats]:
    """Stops whose thresholds, and all else, are drawn from what is believed before data; and each entry's threshold."""
    random, groups = np.random.default_rng([287, seed]), len(GROUPS)
    t, phi, size = (random.normal(*law, groups) for law in (model.T_GROUP, model.PHI_GROUP, model.LAMBDA_GROUP))
    spread = np.abs(random.normal(0, model.SPREAD_SD, groups))
    of_place = np.sort(random.integers(FEWEST, MOST, PLACES))[::-1]
    phi_place, size_place = (random.normal(*law, PLACES) for law in (model.PHI_PLACE, model.LAMBDA_PLACE))
    phi_place[0] = size_place[0] = 0
    place, group = (array.ravel() for array in np.meshgrid(range(PLACES), range(groups), indexing="ij"))
    stops = (of_place[place] * SHARES[group]).astype(int)
    threshold = expit(random.normal(t[group], spread[group]))
    mean, sizes = expit(phi[group] + phi_place[place]), np.exp(size[group] + size_place[place])
    seen = [random.beta(s * m, s * (1 - m), n) for s, m, n in zip(sizes, mean, stops, strict=True)]
    searched = [chance[chance > least] for chance, least in zip(seen, threshold, strict=True)]
    hits = [(random.random(len(chance)) < chance).sum() for chance in searched]
    found = np.array([float(len(chance)) for chance in searched])
    counts = Counts(tuple("abcdef"), GROUPS, place, group, stops.astype(float), found, np.array(hits, dtype=float))
    return counts, threshold


def ranks(seed: int) -> tuple[list[float], float]:
    """Where the truth lies among the draws, of each group and of the difference; and R-hat."""
    counts, threshold = made(seed)
    told = fit(counts, seed)
    weight = counts.stops_of_places()[counts.place]
    truth = [np.average(threshold[counts.group == at], weights=weight[counts.group == at]) for at in (0, 1)]
    draws = told.of_groups()[1]
    pairs = [(draws[:, 0], truth[0]), (draws[:, 1], truth[1]), (draws[:, 1] - draws[:, 0], truth[1] - truth[0])]
    return [float((drawn < true).mean()) for drawn, true in pairs], told.rhat()


def samples(first: int, end: int) -> Iterator[tuple[list[float], float]]:
    """Those from `first` up to `end`, each printed as it is done; a refusal is printed and counts in none."""
    for seed in range(first, end):
        try:
            found, rhat = ranks(seed)
        except (ArithmeticError, np.linalg.LinAlgError) as error:
            print(seed, "refused:", error, flush=True)
            continue
        print(seed, *(f"{rank:.4f}" for rank in found), f"{rhat:.3f}", flush=True)
        yield found, rhat


def main() -> None:
    """Print each sample, and how many of all, and of those whose chains agree, held the truth."""
    parser = argparse.ArgumentParser(prog="python -m tools.threshold_coverage", description=__doc__.split("\n")[0])
    parser.add_argument("first", nargs="?", type=int, default=0)
    parser.add_argument("end", nargs="?", type=int, default=200)
    asked = parser.parse_args()
    told = list(samples(asked.first, asked.end))
    for name, kept in (("all", told), (f"R-hat up to {APART}", [one for one in told if one[1] <= APART])):
        held = np.array([[0.025 <= rank <= 0.975 for rank in found] for found, _ in kept]).sum(axis=0)
        print(f"{name}: {len(kept)} samples; white {held[0]}, Black {held[1]}, their difference {held[2]}")


if __name__ == "__main__":
    main()
