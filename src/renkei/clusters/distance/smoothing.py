"""From counted distances to a density: Silverman's bandwidth, the Gaussian kernel, reflection at zero.

    K(d) = Σ_{i<j} w_i w_j f((d - d_ij) / h) / (h Σ_{i<j} w_i w_j),  f(u) = (φ(u) + φ of its mirror image at 0)

h = 0.9 min(s, IQR / 1.34) m^(-1/5), with the standard deviation s and the interquartile range of all m distances
between pairs: neither the distances shown nor the way null draws are counted come into it.

Source: Silverman (1986), Density Estimation for Statistics and Data Analysis, eq. 3.31 and section 2.10; Duranton
& Overman (2005), Review of Economic Studies 72, 1077-1106, eq. 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numba import njit

from renkei.clusters.distance.pairs import centred, pair_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.distance.coordinates import Geometry

    Floats = NDArray[np.float64]

_REACH: Final = 5.0
"""Bandwidths past the last distance shown that still count: beyond, a pair adds under 4e-6 of its peak."""
_FAR: Final = 8.0
_FINE: Final = 1 << 16
"""Bins over the whole extent, for the curve that was observed and its bandwidth."""
_PER_BANDWIDTH: Final = 8
_FEWEST, _MOST = 1024, 4096


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of equal width in the straight line between two points, in metres."""

    width: float
    count: int
    geometry: Geometry

    @property
    def per_metre(self) -> float:
        """How many bins a metre has."""
        return 1.0 / self.width

    def distances(self) -> Floats:
        """The distance over the ground at the middle of each bin, in metres."""
        return self.geometry.distance(np.arange(self.count, dtype=np.float64) * self.width + self.width / 2.0)


def whole_extent(at: Floats, geometry: Geometry) -> Bins:
    """Fine bins up to the farthest distance that two of the positions can have."""
    diagonal = float(np.linalg.norm(at.max(axis=1) - at.min(axis=1))) or 1.0
    return Bins(diagonal * (1.0 + 1e-6) / (_FINE - 1), _FINE, geometry)


def bins_for(distances: Floats, bandwidths: Floats, extent: Bins) -> Bins:
    """Bins for null draws: eight to the least of the `bandwidths` (1,024 to 4,096 in all), to where they reach."""
    farthest = extent.geometry.chord(float(distances[-1] + _REACH * bandwidths.max()))
    top = min(farthest, extent.width * extent.count)
    count = int(np.clip(np.ceil(top * _PER_BANDWIDTH / bandwidths.min()), _FEWEST, _MOST))
    return Bins(top / count, count, extent.geometry)


def observed_pairs(at: Floats, weights: Floats, extent: Bins) -> Floats:
    """Σ w w' of the pairs of the positions `at`, by bin of their distance."""
    found: Floats = pair_sums(centred(at), weights, extent.per_metre, extent.count)
    return found


def weight_of_pairs(weights: Floats) -> float:
    """Σ w w' over all pairs."""
    return float((weights.sum() ** 2 - (weights**2).sum()) / 2.0)


def silverman(pairs: Floats, bins: Bins, *, spread: float) -> float:
    """The bandwidth for distances counted in `pairs`, in metres; `spread` stands in where they do not vary."""
    return float((spread_of(pairs, bins) or spread) * pairs.sum() ** -0.2)


def spread_of(pairs: Floats, bins: Bins) -> float:
    """0.9 min(s, IQR / 1.34) of the counted distances, in metres; 0.9 s where half of them are the same."""
    total, distances = pairs.sum(), bins.distances()
    if total < 2:
        return 0.0
    mean = float(pairs @ distances / total)
    deviation = float(np.sqrt(pairs @ (distances - mean) ** 2 / (total - 1)))
    quarters = quantile(pairs, bins, 0.75) - quantile(pairs, bins, 0.25)
    return 0.9 * min(deviation, quarters / 1.34 if quarters > 0 else deviation)


def quantile(pairs: Floats, bins: Bins, share: float) -> float:
    """The distance with this share of the counted pairs below it (between order statistics, as R's type 7)."""
    ends, distances = np.cumsum(pairs), bins.distances()
    rank = share * (ends[-1] - 1.0)
    low, high = (
        distances[min(int(np.searchsorted(ends, place, side="right")), bins.count - 1)]
        for place in (np.floor(rank), np.ceil(rank))
    )
    return float(low + (rank - np.floor(rank)) * (high - low))


def smoothed(pairs: Floats, bins: Bins, distances: Floats, bandwidth: float) -> Floats:
    """The sum of what the counted pairs add to the density per km at each of the evenly spaced `distances`."""
    occupied = np.flatnonzero(pairs)
    narrow = _narrower(bandwidth, bins)
    found = _added(pairs[occupied], bins.distances()[occupied], distances, narrow)
    return np.asarray(found * _height(narrow))


@njit(cache=True)
def _added(amounts: Any, counted: Any, distances: Any, narrow: float) -> Any:
    """Σ of the kernel and of its mirror image, each as far as it reaches."""
    found = np.zeros(len(distances))
    step = distances[1] - distances[0]
    for place in range(len(amounts)):
        for middle in (counted[place], -counted[place]):
            first = max(0, int(np.ceil((middle - _FAR * narrow) / step)))
            last = min(len(distances) - 1, int(np.floor((middle + _FAR * narrow) / step)))
            for shown in range(first, last + 1):
                away = (distances[shown] - middle) / narrow
                found[shown] += amounts[place] * np.exp(-0.5 * away * away)
    return found


def kernel_matrix(bins: Bins, distances: Floats, bandwidth: float) -> Floats:
    """What a pair in each bin (row) adds to the density per km at each of the `distances` (column).

    Pairs are spread evenly within their bin, which widens the kernel; the width is taken off beforehand
    (Sheppard's correction: h² - width² / 12).
    """
    narrow, counted = _narrower(bandwidth, bins), bins.distances()[:, None]
    found = np.exp(-0.5 * ((distances - counted) / narrow) ** 2)
    found += np.exp(-0.5 * ((distances + counted) / narrow) ** 2)
    return np.asarray(found * _height(narrow))


def _narrower(bandwidth: float, bins: Bins) -> float:
    return float(np.sqrt(max(bandwidth**2 - bins.width**2 / 12.0, bandwidth**2 / 4.0)))


def _height(narrow: float) -> float:
    """The peak of the kernel, per km."""
    return float(1000.0 / (narrow * np.sqrt(2.0 * np.pi)))
