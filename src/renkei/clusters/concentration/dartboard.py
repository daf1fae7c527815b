"""Plants thrown on the map as Ellison and Glaeser's model has it, many times over: the loop alone, compiled.

In the model an industry draws its probabilities of regions from a Dirichlet distribution around x whose variance
is γ x (1 - x), and its plants choose by them. The same law without the regions' probabilities: the k-th plant
chooses by x with probability θ / (θ + k - 1), θ = (1 - γ) / γ, and else goes where one of the earlier plants is,
each as likely (the urn of Blackwell and MacQueen 1973). So time does not depend on the number of regions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit, prange

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def alias_table(x: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """Walker's table: draw a place evenly, keep it with the probability found there, else take its alias."""
    n = len(x)
    height, alias = x * n / x.sum(), np.arange(n)
    low, high = (
        [int(i) for i in np.flatnonzero(height < 1.0)],
        [int(i) for i in np.flatnonzero(height >= 1.0)],
    )
    keep = height.copy()
    while low and high:
        small, large = low.pop(), high[-1]
        keep[small], alias[small] = height[small], large
        height[large] -= 1.0 - height[small]
        if height[large] < 1.0:
            low.append(high.pop())
    for left in (*low, *high):
        keep[left] = 1.0
    return keep, alias


@njit(cache=True)
def _next(state: Any) -> Any:
    """The next state of SplitMix64 (Steele, Lea & Flood 2014)."""
    return state + np.uint64(0x9E3779B97F4A7C15)


@njit(cache=True)
def _mixed(state: Any) -> Any:
    mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@njit(cache=True)
def _unit(state: Any) -> Any:
    """A number from 0 to below 1."""
    return np.float64(_mixed(state) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True)
def _throw(sizes: Any, theta: float, board: Any, state: Any, places: Any, share: Any) -> Any:
    """Place each plant; Σ (s² - 2 s x) over regions and the state of the generator afterwards."""
    keep, alias, x = board
    for k in range(len(sizes)):
        state = _next(state)
        chance = _unit(state)
        state = _next(state)
        if theta < 0.0 or chance * (theta + k) < theta:
            spot = _unit(state) * len(keep)
            place = int(spot)
            place = place if spot - place < keep[place] else alias[place]
        else:
            place = places[int(_unit(state) * k)]
        places[k] = place
        share[place] += sizes[k]
    found = 0.0
    for k in range(len(sizes)):
        place = places[k]
        found += sizes[k] * (share[place] - 2.0 * x[place])
    for k in range(len(sizes)):
        share[places[k]] = 0.0
    return found, state


@njit(cache=True, parallel=True)
def thrown(sizes: Any, starts: Any, thetas: Any, board: Any, seeds: Any, replicates: int) -> Any:
    """Industries × replicates: Σ s² - 2 Σ s x when the plants of each industry are placed by its θ.

    `sizes` are plants' shares of their industry, industry j's at `starts[j]` up to `starts[j + 1]`; a θ below 0
    stands for chance (γ = 0). `board` is the alias table of x, and x. Each industry has a seed of its own, so
    the number of threads changes nothing.
    """
    industries = len(starts) - 1
    found = np.empty((industries, replicates))
    for j in prange(industries):
        own = sizes[starts[j] : starts[j + 1]]
        places, share = np.empty(len(own), np.int64), np.zeros(len(board[2]))
        state = seeds[j]
        for replicate in range(replicates):
            found[j, replicate], state = _throw(own, thetas[j], board, state, places, share)
    return found
