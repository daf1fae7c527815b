"""Who is within which distance of each establishment: the loops of Marcon & Puech's M and of Ripley's K.

Distances are 64-bit, because plants on a grid lie exactly at round distances: a neighbour at the distance shown
counts, also where rounding puts it a billionth of a step beyond. On the globe `bend` = 1 / R² turns the straight
line c into the arc c (1 + c² / 24 R² + 3 c⁴ / 640 R⁴ + 5 c⁶ / 7168 R⁶), in the plane it is 0.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit, prange

_SLACK: Final = 1e-9


@njit(fastmath=True, cache=True)
def _steps_away(at: Any, point: Any, steps: Any, found: Any) -> None:
    """Into `found`: the first step within which each position `at` lies; one past the last for farther ones.

    `steps` is (steps per metre, last step, bend).
    """
    per_metre, last, bend = steps
    for j in range(at.shape[1]):
        dx, dy, dz = at[0, j] - point[0], at[1, j] - point[1], at[2, j] - point[2]
        square = dx * dx + dy * dy + dz * dz
        q = square * bend
        arc = np.sqrt(square) * (1.0 + q * (1.0 / 24.0 + q * (3.0 / 640.0 + q * (5.0 / 7168.0))))
        found[j] = np.int32(min(np.ceil(arc * per_metre - _SLACK), last + 1.0))


@njit(fastmath=True, cache=True)
def _around(at: Any, weights: Any, point: Any, steps: Any, row: Any) -> Any:
    """The weight of the positions `at` within each step of `point`."""
    found = np.zeros(row[1], np.float64)
    _steps_away(at, point, steps, row[0])
    for j in range(at.shape[1]):
        found[row[0][j]] += weights[j]
    return np.cumsum(found)


@njit(parallel=True, cache=True)
def within(at: Any, others: Any, weights: Any, steps: Any) -> Any:
    """The weight of `others` within each step of each position `at`, by (position, step)."""
    count = int(steps[1]) + 1
    found = np.empty((at.shape[1], count))
    for i in prange(at.shape[1]):
        row = np.empty(others.shape[1], np.int32)
        point = (at[0, i], at[1, i], at[2, i])
        found[i] = _around(others, weights, point, steps, (row, count + 1))[:count]
    return found


@njit(cache=True)
def _taken(at: Any, order: Any) -> Any:
    """The positions in `order`, one behind the other in memory."""
    found = np.empty((3, len(order)))
    for axis in range(3):
        for place in range(len(order)):
            found[axis, place] = at[axis, order[place]]
    return found


@njit(parallel=True, cache=True)
def ratios(at: Any, orders: Any, centres: Any, facing: Any, everyone: Any, steps: Any) -> Any:
    """M by (draw, step): Σ (weight facing / weight of everyone around) ÷ Σ shares, NaN without anyone around.

    The places in a draw of `orders` are given by their number in it: `centres` is (numbers, their shares of the
    whole), `facing` (numbers, weights, the weight of each centre among them), `everyone` (what is around each
    position `at` and step, the weights of all of a draw: the one or the other is empty, and the weight of each
    centre).
    """
    numbers, shares = centres
    others, weights, own = facing
    around, all_weights, itself = everyone
    count = int(steps[1]) + 1
    found = np.empty((len(orders), count))
    for draw in prange(len(orders)):
        order = orders[draw]
        near, every = _taken(at, order[others]), _taken(at, order[: len(all_weights)])
        row, long_row = np.empty(len(others), np.int32), np.empty(len(all_weights), np.int32)
        above, below = np.zeros(count), np.zeros(count)
        for i in range(len(numbers)):
            place = order[numbers[i]]
            point = (at[0, place], at[1, place], at[2, place])
            seen = _around(near, weights, point, steps, (row, count + 1))
            if len(all_weights):
                whole = _around(every, all_weights, point, steps, (long_row, count + 1))[:count] - itself[i]
            else:
                whole = around[place]
            for step in range(count):
                if whole[step] > 0.0:
                    above[step] += (seen[step] - own[i]) / whole[step]
                    below[step] += shares[i]
        for step in range(count):
            found[draw, step] = above[step] / below[step] if below[step] > 0.0 else np.nan
    return found
