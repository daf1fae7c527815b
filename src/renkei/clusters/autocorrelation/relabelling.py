"""The values dealt out over the regions again and again: the sums that global statistics need, compiled.

Each permutation starts its own random numbers (SplitMix64: Steele, Lea & Flood 2014) from the seed and its
number, so the result does not depend on how many threads share the work. Four permutations are computed side
by side, which lets a processor fetch each pair of regions once for all four. A place is drawn as the upper
half of 32 bits × number of places (Lemire 2019); its bias is below n / 2³².
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

LANES: Final = 4
STEP: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Each pair of regions once, with w_ij + w_ji; `margins` are w_i. + w_.i of each region."""

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    weights: Numbers
    margins: Numbers

    @classmethod
    def of(cls, matrix: sparse.csr_array) -> Pairs:
        """The pairs of a matrix of weights."""
        both = sparse.csr_array(matrix + matrix.T)
        upper = sparse.triu(both, format="coo")
        margins = np.asarray(both.sum(axis=1)).ravel()
        return cls(upper.row.astype(np.int32), upper.col.astype(np.int32), upper.data, margins)


@dataclass(frozen=True, slots=True, eq=False)
class RelabelledSums:
    """For each permutation π: Σ w_ij u_π(i) u_π(j), and Σ (w_i. + w_.i) u_π(i)²."""

    products: Numbers
    squares: Numbers


def relabelled_sums(values: Numbers, pairs: Pairs, permutations: int, seed: int) -> RelabelledSums:
    """The sums of `values` under random `permutations`; time grows as permutations × (regions + pairs)."""
    blocks = -(-permutations // LANES)
    threads = min(cpu_count() or 1, blocks)
    bounds = np.linspace(0, blocks, threads + 1).astype(np.int64) * LANES
    found = np.empty((2, blocks * LANES))

    def compute(start: int, stop: int) -> None:
        parts = (pairs.first, pairs.second, pairs.weights, pairs.margins)
        _relabel(values, *parts, np.uint64(seed), start, found[:, start:stop])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(compute, bounds[:-1].tolist(), bounds[1:].tolist()))
    return RelabelledSums(found[0, :permutations], found[1, :permutations])


@njit(cache=True, nogil=True)
def _shuffle(values: Numbers, seed: np.uint64, permutation: int) -> None:
    """Deal `values` out anew (Fisher–Yates), with random numbers that belong to this permutation alone."""
    state = _mixed(seed + np.uint64(permutation) * STEP)
    for last in range(values.size - 1, 0, -1):
        state += STEP
        place = ((_mixed(state) >> np.uint64(32)) * np.uint64(last + 1)) >> np.uint64(32)
        values[last], values[place] = values[place], values[last]


@njit(cache=True, nogil=True)
def _mixed(state: np.uint64) -> np.uint64:
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


@njit(cache=True, nogil=True)
def _relabel(
    values: Numbers,
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    weights: Numbers,
    margins: Numbers,
    seed: np.uint64,
    start: int,
    found: Numbers,
) -> None:
    """Fill `found` (products, squares) for the permutations from `start` on, four at a time."""
    dealt = np.empty((values.size, LANES))
    one = np.empty(values.size)
    for block in range(0, found.shape[1], LANES):
        for lane in range(LANES):
            one[:] = values
            _shuffle(one, seed, start + block + lane)
            dealt[:, lane] = one
        products, squares = np.zeros(LANES), np.zeros(LANES)
        for pair in range(first.size):
            a, b = first[pair], second[pair]
            for lane in range(LANES):
                products[lane] += weights[pair] * dealt[a, lane] * dealt[b, lane]
        for place in range(values.size):
            for lane in range(LANES):
                squares[lane] += margins[place] * dealt[place, lane] * dealt[place, lane]
        found[0, block : block + LANES] = products
        found[1, block : block + LANES] = squares
