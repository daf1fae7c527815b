"""The local statistics of one map as plain numbers, with what each is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.clusters.autocorrelation.draws import LocalSums
from renkei.clusters.autocorrelation.weights import row_sizes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.autocorrelation.fields import Field
    from renkei.clusters.autocorrelation.weights import SpatialWeights

    Numbers = NDArray[np.float64]
    Places = NDArray[np.intp]

QUADRANTS: Final = ("Low-Low", "Low-High", "High-Low", "High-High")
ASSOCIATIONS: Final = ("Low-Low", "Different", "Similar", "High-High")
SPOTS: Final = ("Cold", "Hot")
TINY: Final = 1e-9
"""A score within this of 0 is the mean itself, in spite of rounding."""
ROUNDING: Final = 1e-12
"""A difference below this part of the larger number is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class LocalFound:
    """What a method says of the regions of a field: numbers by column, a label each, and the sums to draw."""

    numbers: dict[str, Numbers]
    label: Places
    sums: LocalSums


def moran_scores(one: Field) -> LocalFound:
    """Local Moran: lag, statistic and z, with the quadrant."""
    z, lag = one.z, one.lag
    numbers = {
        "lag": np.asarray(one.weights.matrix @ one.x),
        "moran_local": z * lag,
        "z": np.sign(z) * _lag_score(one),
    }
    label = 2 * (z > TINY) + (lag > TINY)
    return LocalFound(numbers, label.astype(np.intp), LocalSums(z, lag, bent=False))


def geary_scores(one: Field) -> LocalFound:
    """Local Geary: lag, statistic and z, with the kind of association."""
    z, lag, weights = one.z, one.lag, one.weights.matrix
    sums = np.asarray(weights @ np.square(z)) - 2.0 * z * lag
    all_weights = one.weights.row_sums
    found = np.maximum(sums + all_weights * np.square(z), 0.0)
    # Over the others, (z_i - z_j)² has these means of itself and of its square, for Σ z = 0 and Σ z² = n.
    n, rest = z.size, z.size - 1
    cubes, fourths = float(np.sum(z**3)), float(np.sum(z**4))
    mean = n * (np.square(z) + 1.0) / rest
    square = (n * z**4 + 6.0 * n * np.square(z) - 4.0 * z * cubes + fourths) / rest
    score = _score(found - all_weights * mean, _difference(square, np.square(mean)), one.weights)
    alike = found < all_weights * mean
    extreme = np.where((z > TINY) & (lag > TINY), 3, np.where((z < -TINY) & (lag < -TINY), 0, 2))
    numbers = {"lag": np.asarray(weights @ one.x), "geary_local": found, "z": score}
    return LocalFound(numbers, np.where(alike, extreme, 1).astype(np.intp), LocalSums(z, sums, bent=True))


def getis_ord_scores(one: Field) -> LocalFound:
    """Getis–Ord G: lag, ratio and standardised statistic, with hot or cold."""
    lag, score = np.asarray(one.weights.matrix @ one.x), _lag_score(one)
    numbers = {"lag": lag, "ratio": _ratio(lag, one.x.sum() - one.x, one.x), "getis_ord_local": score}
    return LocalFound(numbers, (score > 0.0).astype(np.intp), LocalSums(one.z, one.lag, bent=False))


def star_scores(one: Field) -> LocalFound:
    """Getis–Ord G*: the same, each region among its own neighbours."""
    sizes, sums = np.maximum(row_sizes(one.weights), 1), one.weights.row_sums
    own = sums / sizes
    shrink = sizes / (sizes + 1.0) if one.weights.standardised else np.ones(sizes.size)
    squares = (one.weights.row_squares + np.square(own)) * np.square(shrink)
    total, n = (sums + own) * shrink, one.z.size
    deviation = np.sqrt(_difference(n * squares, np.square(total)) / (n - 1))
    score = _divided((one.lag + own * one.z) * shrink, deviation)
    lag = (one.weights.matrix @ one.x + own * one.x) * shrink
    numbers = {"lag": lag, "ratio": _ratio(lag, np.full(n, one.x.sum()), one.x), "getis_ord_star": score}
    return LocalFound(numbers, (score > 0.0).astype(np.intp), LocalSums(one.z, one.lag, bent=False))


def _lag_score(one: Field) -> Numbers:
    """The lag less its mean under conditional draws, in standard deviations."""
    z, rest = one.z, one.z.size - 1
    mean = -z / rest
    variance = _difference((z.size - np.square(z)) / rest, np.square(mean))
    return _score(one.lag - one.weights.row_sums * mean, variance, one.weights)


def _score(apart: Numbers, variance: Numbers, weights: SpatialWeights) -> Numbers:
    """`apart` in standard deviations of a weighted sum drawn without replacement from all other regions."""
    rest = apart.size - 1
    spread = _difference(rest * weights.row_squares, np.square(weights.row_sums)) / (rest - 1)
    return _divided(apart, np.sqrt(variance * spread))


def _difference(larger: Numbers, smaller: Numbers) -> Numbers:
    """`larger` - `smaller`, or 0 where that is rounding."""
    apart = larger - smaller
    return np.where(apart > ROUNDING * larger, apart, 0.0)


def _divided(part: Numbers, whole: Numbers) -> Numbers:
    """`part` / `whole`; NaN where the whole is not above zero."""
    return np.asarray(np.divide(part, whole, out=np.full(part.size, np.nan), where=whole > 0.0))


def _ratio(lag: Numbers, whole: Numbers, x: Numbers) -> Numbers:
    return _divided(lag, whole if bool((x >= 0.0).all()) else np.zeros(x.size))
