"""Null draws of large industries on a grid: all pair distances of a draw by one Fourier transform.

Each place moves to the middle of its cell, a square of half a bandwidth or more; the autocorrelation of the counts
by cell then has the number of pairs at each shift (Wiener & Khinchin). A distance is off by at most √2 sides of a
cell, so a draw's K-density by at most √2 · 0.242 · side / h² (per m; 0.242 is the steepest slope of φ). Nearly all
of that error is the same in each draw, because the places are the same: it is measured on up to 40,000 sites,
counted both ways, and taken off. What is left is measured on draws that are counted both ways (`draws`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numba import njit, prange
from scipy import fft

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.distance.smoothing import Bins

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

_CELLS_PER_BANDWIDTH: Final = 2.0
_MOST_CELLS: Final = 4_000_000
_AT_ONCE: Final = 8
WITHIN_A_CELL: Final = 0.5214
"""The mean distance of two points in a square of side 1: what pairs in one cell are counted at."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cell of each place, and the bin of the distance of each shift from cell to cell, one of each ± pair."""

    cells: Places
    shape: tuple[int, int]
    shifts: Places
    bin_of_shift: NDArray[np.int64]
    bin_within: int
    bins: int

    def sums(self, orders: Places, weights: Floats) -> Floats:
        """Σ w w' of pairs by (draw, bin); the first places of each draw in `orders` have the `weights`."""
        parts = [
            self._sums(orders[start : start + _AT_ONCE, : len(weights)], weights)
            for start in range(0, len(orders), _AT_ONCE)
        ]
        return np.concatenate(parts)

    def _sums(self, orders: Places, weights: Floats) -> Floats:
        counts = _by_cell(self.cells, orders, weights, self.shape[0] * self.shape[1])
        waves = fft.rfft2(counts.reshape(-1, *self.shape), workers=-1)
        powers = waves.real**2 + waves.imag**2
        pairs = fft.irfft2(powers.astype(np.complex64), s=self.shape, workers=-1).reshape(len(orders), -1)
        found: Floats = _by_bin(pairs, self.shifts, self.bin_of_shift, self.bins)
        found[:, self.bin_within] += (pairs[:, 0] - float(weights @ weights)) / 2.0
        return found


def grid_for(plane: Floats, bandwidth: float, bins: Bins) -> Grid:
    """Square cells of half a `bandwidth` (more if there would be over 4 million) over the places in the `plane`.

    The transform is periodic: the grid goes on past the last place for as far as pairs count.
    """
    low, extent = plane.min(axis=1, keepdims=True), np.ptp(plane, axis=1)
    top = float(bins.distances()[-1])
    side = max(bandwidth / _CELLS_PER_BANDWIDTH, float(np.sqrt(np.prod(extent + top) / _MOST_CELLS)))
    east, north = ((plane - low) / side).astype(np.int64)
    wide, high = (fft.next_fast_len(int((length + top) / side) + 2, real=True) for length in extent)
    reach = int(top / side) + 1
    over, up = np.meshgrid(np.arange(-reach, reach + 1), np.arange(reach + 1))
    apart = np.hypot(over, up) * side
    kept = ((up > 0) | (over > 0)) & (apart < top)
    shifts = (up[kept] * wide + over[kept] % wide).astype(np.int64)
    edges = bins.distances()
    return Grid(
        cells=north * wide + east,
        shape=(high, wide),
        shifts=shifts,
        bin_of_shift=np.searchsorted((edges[1:] + edges[:-1]) / 2.0, apart[kept]),
        bin_within=int(np.searchsorted(edges, WITHIN_A_CELL * side)),
        bins=bins.count,
    )


@njit(parallel=True, cache=True)
def _by_cell(cells: Any, orders: Any, weights: Any, count: int) -> Any:
    found = np.zeros((len(orders), count), np.float32)
    for draw in prange(len(orders)):
        for place in range(len(weights)):
            found[draw, cells[orders[draw, place]]] += weights[place]
    return found


@njit(parallel=True, cache=True)
def _by_bin(pairs: Any, shifts: Any, bin_of_shift: Any, bins: int) -> Any:
    found = np.zeros((len(pairs), bins))
    for draw in prange(len(pairs)):
        for place in range(len(shifts)):
            found[draw, bin_of_shift[place]] += pairs[draw, shifts[place]]
    return found
