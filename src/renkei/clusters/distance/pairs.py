"""The distances of all pairs of points, counted in narrow bins: the loops that everything else rests on.

Bin b has the pairs whose straight line is between b and b + 1 bin widths; pairs past the last bin are left out.
Positions are 32-bit floats around their middle, good to 3 cm per 400 km. Each draw is counted by one thread and
added up in one order, so that the number of threads changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numba import njit, prange

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SPARE: Final = 64
"""Bins past the last one over which longer distances are spread: one bin would be a queue for the processor."""
_PARTS: Final = 16
"""Parts in which one large set of pairs is counted, whatever the number of threads."""


def centred(at: Floats) -> NDArray[np.float32]:
    """Positions around their middle, as 32-bit floats."""
    middle = (at.min(axis=1, keepdims=True) + at.max(axis=1, keepdims=True)) / 2.0
    return np.ascontiguousarray(at - middle, dtype=np.float32)


@njit(fastmath=True, cache=True)
def _row_bins(at: Any, point: Any, stop: int, per_metre: Any, last: Any, found: Any) -> None:
    """Into `found`: the bin of the line from `point` to each of the first `stop` positions `at`."""
    x, y, z = at[0], at[1], at[2]
    px, py, pz = point
    for j in range(stop):
        dx, dy, dz = x[j] - px, y[j] - py, z[j] - pz
        bins = np.sqrt(dx * dx + dy * dy + dz * dz) * per_metre
        found[j] = np.uint32(min(bins, last + np.float32(j & 63)))


@njit(fastmath=True, cache=True)
def _add_counts(at: Any, start: int, stop: int, per_metre: Any, counts: Any, found: Any) -> None:
    """To `counts`: the pairs of the points from `start` to `stop` with all before each of them."""
    last = np.float32(len(counts) - _SPARE)
    for i in range(start, stop):
        _row_bins(at, (at[0, i], at[1, i], at[2, i]), i, per_metre, last, found)
        for j in range(i):
            counts[found[j]] += 1


@njit(fastmath=True, cache=True)
def _add_weights(at: Any, weights: Any, rows: Any, per_metre: Any, sums: Any, found: Any) -> None:
    """To `sums`: the products of the weights of the points from rows[0] to rows[1] with all before each."""
    last = np.float32(len(sums) - _SPARE)
    for i in range(rows[0], rows[1]):
        _row_bins(at, (at[0, i], at[1, i], at[2, i]), i, per_metre, last, found)
        weight = weights[i]
        for j in range(i):
            sums[found[j]] += weight * weights[j]


@njit(cache=True)
def _taken(at: Any, order: Any, wide: int) -> Any:
    """The positions of the first `wide` places in `order`, one behind the other in memory."""
    found = np.empty((3, wide), np.float32)
    for axis in range(3):
        for place in range(wide):
            found[axis, place] = at[axis, order[place]]
    return found


# Whole-array statements would bring NumPy's checks and error texts with them, which take numba seconds to
# compile on a machine that runs this for the first time: numbers are copied and added one by one.
@njit(cache=True)
def _copy(counted: Any, found: Any) -> None:
    """Into `found`: as many of the bins in `counted` as it has."""
    for place in range(len(found)):
        found[place] = counted[place]


@njit(parallel=True, cache=True)
def nested_counts(at: Any, orders: Any, sizes: Any, per_metre: float, bins: int) -> Any:
    """Pairs by (draw, size, bin) among the first `sizes` (rising) places of each draw in `orders`.

    Each size adds the pairs that the size before it did not have: all sizes cost as much as the largest.
    """
    draws, wide = orders.shape
    found = np.empty((draws, len(sizes), bins), np.int32)
    for draw in prange(draws):
        points = _taken(at, orders[draw], wide)
        counts, row = np.zeros(bins + _SPARE, np.int32), np.empty(wide, np.uint32)
        start = 0
        for place in range(len(sizes)):
            _add_counts(points, start, sizes[place], np.float32(per_metre), counts, row)
            _copy(counts, found[draw, place])
            start = sizes[place]
    return found


@njit(parallel=True, cache=True)
def weighted_sums(at: Any, orders: Any, weights: Any, per_metre: float, bins: int) -> Any:
    """Σ w w' of pairs by (draw, bin); the first places of each draw have the `weights`, in their order."""
    wide = len(weights)
    found = np.empty((len(orders), bins))
    for draw in prange(len(orders)):
        points = _taken(at, orders[draw], wide)
        sums, row = np.zeros(bins + _SPARE), np.empty(wide, np.uint32)
        _add_weights(points, weights, (0, wide), np.float32(per_metre), sums, row)
        _copy(sums, found[draw])
    return found


def pair_sums(points: Any, weights: Any, per_metre: float, bins: int) -> Floats:
    """Σ w w' of the pairs of one set of points, by bin; exact where the weights are 1."""
    summed: Floats = _part_sums(points, weights, per_metre, bins).sum(axis=0)[:bins]
    return summed


@njit(parallel=True, cache=True)
def _part_sums(points: Any, weights: Any, per_metre: float, bins: int) -> Any:
    """Those of each part of the rows, with the spare bins."""
    size = points.shape[1]
    sums = np.zeros((_PARTS, bins + _SPARE))
    for part in prange(_PARTS):
        # The later half of the rows has three quarters of the pairs: parts end at square roots.
        rows = (int(size * np.sqrt(part / _PARTS)), int(size * np.sqrt((part + 1) / _PARTS)))
        _add_weights(points, weights, rows, np.float32(per_metre), sums[part], np.empty(size, np.uint32))
    return sums


@njit(fastmath=True, parallel=True, cache=True)
def cross_sums(at: Any, orders: Any, one: Any, other: Any, scale: Any) -> Any:
    """Σ w w' by (draw, bin) of the pairs of a member of `one` with a member of `other`.

    Both are (places in the draw, weights); `scale` is (bins per metre, bins). A place that is in both has a
    pair with itself, in bin 0.
    """
    per_metre, bins = scale
    places, weights = one
    others, other_weights = other
    found = np.empty((len(orders), bins))
    for draw in prange(len(orders)):
        points = _taken(at, orders[draw][places], len(places))
        facing = _taken(at, orders[draw][others], len(others))
        sums, row = np.zeros(bins + _SPARE), np.empty(len(others), np.uint32)
        for i in range(len(places)):
            point = (points[0, i], points[1, i], points[2, i])
            _row_bins(facing, point, len(others), np.float32(per_metre), np.float32(bins), row)
            weight = weights[i]
            for j in range(len(others)):
                sums[row[j]] += weight * other_weights[j]
        _copy(sums, found[draw])
    return found
