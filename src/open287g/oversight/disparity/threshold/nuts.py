"""The same posterior by NUTS of numpyro, the field's sampler: the extra `nuts`, an hour and more for a large state."""

from __future__ import annotations

from typing import Any

import numpy as np

from open287g.core.extras import extra
from open287g.oversight.disparity.threshold import model
from open287g.oversight.disparity.threshold.fit import Thresholds
from open287g.oversight.disparity.threshold.model import Counts

CHAINS, WARM, DRAWS = 4, 500, 500
_NODES = 48
_MOST_RHAT, _FEWEST_ESS = 1.05, 100


class Unsettled(ArithmeticError):
    """The chains do not agree, or hold too few draws that count."""


def sampled(counts: Counts, seed: int = 0, *, warm: int = WARM, draws: int = DRAWS) -> Thresholds:
    """The posterior of every threshold by NUTS.

    Raises Unsettled where R-hat is above 1.05 or an effective sample below 100, MissingExtraError without the extra.
    """
    with extra("nuts"):
        import jax
        from numpyro.diagnostics import effective_sample_size, gelman_rubin
        from numpyro.infer import MCMC, NUTS, init_to_median
    jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]
    # From what is believed before data: numpyro's own start lies so far off that chains never come back.
    kernel = NUTS(_program, target_accept_prob=0.9, init_strategy=init_to_median)
    chain = MCMC(
        kernel, num_warmup=warm, num_samples=draws, num_chains=CHAINS, chain_method="vectorized", progress_bar=False
    )
    chain.run(jax.random.PRNGKey(seed), counts)
    found = np.asarray(chain.get_samples(group_by_chain=True)["threshold"], dtype=float)
    rhat, ess = float(gelman_rubin(found).max()), float(effective_sample_size(found).min())
    if not (rhat <= _MOST_RHAT and ess >= _FEWEST_ESS):
        raise Unsettled(f"R-hat {rhat:.3f}, effective sample {ess:.0f}")
    return Thresholds(counts, found.mean(axis=(0, 1)), found)


def _program(counts: Counts) -> None:
    import jax.numpy as jnp
    import numpyro
    from jax.nn import sigmoid
    from numpyro import distributions as dist

    groups, places = len(counts.groups), len(counts.places)

    def each(name: str, law: model.Normal, size: int) -> Any:
        return numpyro.sample(name, dist.Normal(law.mean, law.sd).expand([size]).to_event(1))

    t, phi, lam = (
        each(name, law, groups)
        for name, law in (("t", model.T_GROUP), ("phi", model.PHI_GROUP), ("lambda", model.LAMBDA_GROUP))
    )
    held = jnp.zeros(1)
    phi_place = jnp.concatenate([held, each("phi_place", model.PHI_PLACE, places - 1)])
    lam_place = jnp.concatenate([held, each("lambda_place", model.LAMBDA_PLACE, places - 1)])
    spread = numpyro.sample("spread", dist.HalfNormal(model.SPREAD_SD).expand([groups]).to_event(1))
    raw = each("raw", model.Normal(0, 1), len(counts.place))
    w = t[counts.group] + raw * spread[counts.group]
    mean = sigmoid(phi[counts.group] + phi_place[counts.place])
    size = jnp.exp(lam[counts.group] + lam_place[counts.place])
    log_rate, hit = _above(size * mean, size * (1 - mean), sigmoid(w))
    numpyro.deterministic("threshold", sigmoid(w))
    n, s, h = counts.stops, counts.searches, counts.hits
    numpyro.factor("searches", jnp.sum(s * log_rate + (n - s) * jnp.log(-jnp.expm1(log_rate))))
    numpyro.factor("hits", jnp.sum(h * jnp.log(hit) + (s - h) * jnp.log1p(-hit)))


def _above(a: Any, b: Any, t: Any) -> tuple[Any, Any]:
    """Log of the share above `t` of a beta law, and its mean there, by a rule of Gauss and Legendre."""
    import jax.numpy as jnp
    from jax.scipy.special import betaln, logsumexp

    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    # With x = 1 - (1 - t) y^3 the points crowd where the law ends.
    y, mass = (nodes + 1) / 2, weights / 2
    rest = (1 - t)[:, None] * y**3
    log_density = (a[:, None] - 1) * jnp.log1p(-rest) + (b[:, None] - 1) * jnp.log(rest)
    log_part = log_density + jnp.log(3 * y**2 * mass) + jnp.log1p(-t)[:, None]
    total = logsumexp(log_part, axis=1)
    hit = jnp.sum(jnp.exp(log_part - total[:, None]) * (1 - rest), axis=1)
    return jnp.minimum(total - betaln(a, b), -1e-12), jnp.clip(hit, 1e-12, 1 - 1e-12)
