"""Polynomials of what an entry sees, many at once, with their slopes."""

from __future__ import annotations

import numpy as np

from open287g.oversight.disparity.threshold.model import Floats

_DEGREE, _SIDE = 4, 7
POWERS = tuple(
    sorted(
        ((i, j, k) for i, j, k in np.ndindex(_DEGREE + 1, _DEGREE + 1, _DEGREE + 1) if i + j + k <= _DEGREE),
        key=lambda powers: (sum(powers), powers),
    )
)
"""Of u, v and w in each term; a term stands after those it is a product of."""
_FLAT = [at for at, (i, j, k) in enumerate(POWERS) if k == 0 and i + j > 0]


def _less(powers: tuple[int, ...], axis: int) -> int:
    return POWERS.index((*powers[:axis], powers[axis] - 1, *powers[axis + 1 :]))


_PRODUCTS = [(_less(powers, axis), axis) for powers in POWERS[1:] for axis in [int(np.flatnonzero(powers)[0])]]


def terms(u: Floats, v: Floats, w: Floats) -> Floats:
    """The terms at points of any shape: (terms, ...)."""
    told, seen = np.empty((len(POWERS), *u.shape)), (u, v, w)
    told[0] = 1.0
    for at, (less, axis) in enumerate(_PRODUCTS, start=1):
        np.multiply(told[less], seen[axis], out=told[at])
    return told


def with_slopes(coefficients: Floats) -> Floats:
    """Polynomials (rows, terms) with their slopes in u, v and w: (rows, terms, 4)."""
    told = np.zeros((*coefficients.shape, 4))
    told[..., 0] = coefficients
    for at, powers in enumerate(POWERS):
        for axis in (axis for axis in range(3) if powers[axis]):
            told[:, _less(powers, axis), 1 + axis] += powers[axis] * coefficients[:, at]
    return told


def told_by(polynomials: Floats, at: Floats) -> Floats:
    """What polynomials (rows, terms, values) give at terms (terms, points, rows): (values, points, rows)."""
    return np.asarray(np.matmul(at.transpose(2, 1, 0), polynomials).transpose(2, 1, 0))


def fitted(values: Floats, reach: Floats, *, flat: bool = False) -> Floats:
    """Polynomials (rows, terms) through `values` (points, rows) at the points of GRID, times `reach` (3, rows).

    `flat`: of u and v alone, without a constant, at the points of FLAT.
    """
    chosen = _FLAT if flat else list(range(len(POWERS)))
    grid = FLAT if flat else GRID
    near = np.exp(-(grid**2).sum(axis=0))[:, None]
    found = np.linalg.lstsq(terms(*grid)[chosen].T * near, values * near, rcond=None)[0]
    told = np.zeros((values.shape[1], len(POWERS)))
    told[:, chosen] = (found / [np.prod(reach ** np.array(POWERS[at])[:, None], axis=0) for at in chosen]).T
    return told


def _grid() -> Floats:
    side = np.linspace(-1, 1, _SIDE)
    return np.stack(np.meshgrid(side, side, side, indexing="ij")).reshape(3, -1)


GRID = _grid()
"""Points (3, points) at which polynomials are fitted, in units of the reach."""
FLAT = GRID[:, GRID[2] == 0]
"""Those in the middle of w."""
