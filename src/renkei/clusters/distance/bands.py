"""What chance gives: local and global bands of simulated curves, p-values of an observed one, indices beyond.

The local band has at each distance 5 % of the simulated values above it and 5 % below: its limits are the (k + 1)-th
values from either end, k = 5 % of (simulations + 1). The global band is one-sided on either side: at most 5 % of the
curves leave it upwards anywhere, and 5 % downwards. Curves are ordered by how extreme they are anywhere: by their
most extreme rank over all distances, and of equal ranks the farthest from the mean, in standard deviations, first.
The observed curve is one of them. So p = (curves at least as extreme) / (simulations + 1), and the observed curve
crosses the global band exactly when p ≤ 0.05.

Source: Duranton & Overman (2005), Review of Economic Studies 72, 1077-1106, section 3 (global bands); order by the
extreme rank: Myllymäki et al. (2017), Journal of the Royal Statistical Society B 79, 381-404, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ranks = NDArray[np.int64]

LEVEL: Final = 0.05


@dataclass(frozen=True, slots=True)
class Bands:
    """Per distance: the mean of the simulated curves and the four limits; and the two p-values of the observed."""

    expected: Floats
    local_low: Floats
    local_high: Floats
    global_low: Floats
    global_high: Floats
    p_above: float
    p_below: float


def no_bands(distances: int) -> Bands:
    """Bands where chance can draw nothing but what was observed: not defined anywhere."""
    nothing = np.full(distances, np.nan)
    return Bands(nothing, nothing, nothing, nothing, nothing, np.nan, np.nan)


def bands(observed: Floats, simulated: Floats) -> Bands:
    """The bands of the `simulated` curves (simulation × distance), all finite, and where `observed` lies in them."""
    curves = np.vstack([observed, simulated])
    ordered, local = np.sort(simulated, axis=0), _most_extreme(len(curves))
    spread = curves.std(axis=0)
    excess = np.divide(curves - curves.mean(axis=0), spread, out=np.zeros_like(curves), where=spread > 0.0)
    at_least, at_most = _ranks(curves)
    kept_above, p_above = _less_extreme(at_least, excess)
    kept_below, p_below = _less_extreme(at_most, -excess)
    return Bands(
        expected=simulated.mean(axis=0),
        local_low=ordered[local],
        local_high=ordered[-1 - local],
        global_low=curves[kept_below].min(axis=0),
        global_high=curves[kept_above].max(axis=0),
        p_above=p_above,
        p_below=p_below,
    )


def _ranks(curves: Floats) -> tuple[Ranks, Ranks]:
    """For each value, how many curves have at least, and how many at most, that value at its distance."""
    ordered = np.sort(curves, axis=0)
    at_least, at_most = np.empty(curves.shape, np.int64), np.empty(curves.shape, np.int64)
    for place in range(curves.shape[1]):
        at_least[:, place] = len(curves) - np.searchsorted(ordered[:, place], curves[:, place], side="left")
        at_most[:, place] = np.searchsorted(ordered[:, place], curves[:, place], side="right")
    return at_least, at_most


def _less_extreme(ranks: Ranks, excess: Floats) -> tuple[NDArray[np.bool_], float]:
    """Which curves are not among the most extreme 5 %, and the p-value of the first curve."""
    order = np.stack([ranks.min(axis=1).astype(np.float64), -excess.max(axis=1)])
    _, place = np.unique(order, axis=1, return_inverse=True)
    as_extreme = np.searchsorted(np.sort(place.ravel()), place.ravel(), side="right")
    kept = as_extreme > _most_extreme(len(ranks))
    return kept, float(as_extreme[0] / len(ranks))


def _most_extreme(curves: int) -> int:
    return int(LEVEL * curves * (1.0 + 1e-12))


def beyond(observed: Floats, limits: Bands, step: float) -> tuple[float, float]:
    """How far the curve lies above, and below, its global band, as areas; below counts only if nothing is above.

    Γ = ∫ max(K - upper, 0), Ψ = ∫ max(lower - K, 0) where Γ = 0, else 0 (Duranton & Overman 2005, eq. 3-6).
    """
    above = float(np.trapezoid(np.maximum(observed - limits.global_high, 0.0), dx=step))
    below = float(np.trapezoid(np.maximum(limits.global_low - observed, 0.0), dx=step))
    return above, below if above == 0.0 else 0.0
