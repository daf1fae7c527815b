"""Random relabelling, compiled: the strongest hot spot that chance makes for an industry of each size.

One shuffle of all plants serves every industry: the first n of the shuffled plants are a random draw of n
plants without replacement, so each industry reads its null map off the same shuffle, and smoothing the first n
goes on from where the next smaller industry stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@njit(cache=True)
def _root(parent: NDArray[np.int32], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


@njit(cache=True)
def _likelihood(observed: float, expected: float, total: float) -> float:
    if observed <= expected:
        return 0.0
    strength = observed * np.log(observed / expected)
    if total > observed:
        strength += (total - observed) * np.log((total - observed) / (total - expected))
    return float(strength)


@njit(cache=True)
def strongest_by_chance(
    shuffled: NDArray[np.int32],
    sizes: NDArray[np.int64],
    background: NDArray[np.int64],
    around: tuple[Any, ...],
    limits: tuple[float, float],
) -> Numbers:
    """The strength of the strongest hot spot for each size in `sizes` (rising), on one shuffle.

    `shuffled` holds the place of each plant, in random order; `around` the parts of `Surroundings` (start,
    neighbours, weights, linked) and the smoothed background; `limits` the relative density and the minimum.
    """
    start, neighbours, weights, linked, usual = around
    count, everything = background.size, float(shuffled.size)
    smoothed, cases = np.zeros(count), np.zeros(count, np.int64)
    parent = np.arange(count).astype(np.int32)
    hot, inside, expected = np.zeros(count, np.bool_), np.zeros(count), np.zeros(count)
    best, done = np.zeros(sizes.size), 0
    for position in range(sizes.size):
        total = float(sizes[position])
        for plant in range(done, sizes[position]):
            place = shuffled[plant]
            cases[place] += 1
            for k in range(start[place], start[place + 1]):
                smoothed[neighbours[k]] += weights[k]
        done = sizes[position]
        for place in range(count):
            level = limits[0] * total / everything * usual[place]
            hot[place] = smoothed[place] >= limits[1] and smoothed[place] >= level
            parent[place], inside[place], expected[place] = place, 0.0, 0.0
        for place in range(count):
            if hot[place]:
                for k in range(start[place], start[place + 1]):
                    if linked[k] and hot[neighbours[k]]:
                        parent[_root(parent, neighbours[k])] = _root(parent, place)
        for place in range(count):
            if hot[place]:
                root = _root(parent, place)
                inside[root] += cases[place]
                expected[root] += background[place] * (total / everything)
        for place in range(count):
            if inside[place] > 0.0:
                best[position] = max(best[position], _likelihood(inside[place], expected[place], total))
    return best
