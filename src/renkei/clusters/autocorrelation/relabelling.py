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

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.autocorrelation.pairs import Pairs

    Numbers = NDArray[np.float64]

LANES: Final = 4
STEP: Final = np.uint64(0x9E3779B97F4A7C15)


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
    """Fill `found` (products, squares) for the permutations from `start` on, four at a time.

    Number by number: statements on whole arrays take numba seconds to compile.
    """
    dealt = np.empty((values.size, LANES))
    lanes = np.empty((LANES, values.size))
    for block in range(0, found.shape[1], LANES):
        for lane in range(LANES):
            for place in range(values.size):
                lanes[lane, place] = values[place]
            _shuffle(lanes[lane], seed, start + block + lane)
        for place in range(values.size):
            for lane in range(LANES):
                dealt[place, lane] = lanes[lane, place]
        products = _products(dealt, first, second, weights)
        squares = _squares(dealt, margins)
        for lane in range(LANES):
            found[0, block + lane] = products[lane]
            found[1, block + lane] = squares[lane]


@njit(cache=True, nogil=True)
def _products(
    dealt: Numbers, first: NDArray[np.int32], second: NDArray[np.int32], weights: Numbers
) -> tuple[float, float, float, float]:
    """Four sums in four variables, which a processor keeps at hand; an array of four takes half as long again."""
    one = two = three = four = 0.0
    for pair in range(first.size):
        a, b, weight = first[pair], second[pair], weights[pair]
        one += weight * dealt[a, 0] * dealt[b, 0]
        two += weight * dealt[a, 1] * dealt[b, 1]
        three += weight * dealt[a, 2] * dealt[b, 2]
        four += weight * dealt[a, 3] * dealt[b, 3]
    return one, two, three, four


@njit(cache=True, nogil=True)
def _squares(dealt: Numbers, margins: Numbers) -> tuple[float, float, float, float]:
    one = two = three = four = 0.0
    for place in range(margins.size):
        margin = margins[place]
        one += margin * dealt[place, 0] ** 2
        two += margin * dealt[place, 1] ** 2
        three += margin * dealt[place, 2] ** 2
        four += margin * dealt[place, 3] ** 2
    return one, two, three, four
