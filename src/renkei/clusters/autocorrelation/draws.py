"""How often chance reaches what is observed: each region's weighted sum over drawn neighbours, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.clusters.autocorrelation.lists import CELLS, Lists, Neighbourhoods, Rows, random_lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.intp]
    Counts = NDArray[np.int64]

TOLERANCE: Final = 1e-9
"""In units of the largest possible sum: an equal sum counts as reached, in spite of rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """In how many draws each region's sum was at least, and at most, as large as the observed one."""

    at_least: Counts
    at_most: Counts

    def p_values(self, permutations: int) -> Numbers:
        """Two-sided: twice the smaller of the two tails, the observed map counted among the draws."""
        tail = np.minimum(self.at_least, self.at_most)
        return np.minimum(1.0, 2.0 * (tail + 1.0) / (permutations + 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class LocalSums:
    """The sums Σ_j w_ij g_i(z_j) to be compared: g_i(v) = v, or `bent`: v² - 2 z_i v (local Geary)."""

    z: Numbers
    observed: Numbers
    bent: bool

    @property
    def limit(self) -> float:
        """More than any value can add to a sum."""
        largest = float(np.abs(self.z).max(initial=0.0))
        return largest * (3.0 * largest if self.bent else 1.0)


def reached(sums: list[LocalSums], near: Neighbourhoods, permutations: int, seed: int) -> list[Reached]:
    """For each of `sums` how often draws reach what is observed; all meet the same lists.

    Time grows as permutations × neighbours and the logarithm of regions where all neighbours of a region
    count the same and g is straight, else as permutations × weights that are not zero. Memory: some 100 MB at
    most, and the results.
    """
    regions = near.sizes.size
    found = [Reached(np.zeros(regions, np.int64), np.zeros(regions, np.int64)) for _ in sums]
    if not sums:
        return found
    rng = np.random.default_rng(seed)
    for drawn in random_lists(regions, near.width, permutations, rng):
        lists = Lists.of(drawn, near)
        for one, counts in zip(sums, found, strict=True):
            count = _count_sorted if near.even and not one.bent else _count_each
            count(one, near, lists, counts)
    return found


def _count_sorted(sums: LocalSums, near: Neighbourhoods, lists: Lists, found: Reached) -> None:
    """Count by looking each region up in the sorted sums of its number of neighbours."""
    observed = sums.observed / near.level
    margin = TOLERANCE * sums.limit * near.sizes
    low, high = observed - margin, observed + margin
    values = sums.z[lists.drawn]
    added = np.cumsum(values, axis=0)
    for rows in near.groups:
        rising = np.sort(added[rows.size - 1])
        found.at_least[rows.regions] += rising.size - np.searchsorted(rising, low[rows.regions], "left")
        found.at_most[rows.regions] += np.searchsorted(rising, high[rows.regions], "right")
    own, size = lists.regions, near.sizes[lists.regions]
    before = added[size - 1, lists.numbers]
    after = before - sums.z[own] + values[size, lists.numbers]
    np.add.at(found.at_least, own, (after >= low[own]).astype(np.int64) - (before >= low[own]))
    np.add.at(found.at_most, own, (after <= high[own]).astype(np.int64) - (before <= high[own]))


def _count_each(sums: LocalSums, near: Neighbourhoods, lists: Lists, found: Reached) -> None:
    """Count by computing every region's sum in every list."""
    values = sums.z[lists.drawn]
    for rows in near.groups:
        terms = _terms(sums, values, rows.size, near.even)
        step = max(1, CELLS // values.shape[1])
        for start in range(0, rows.regions.size, step):
            part = slice(start, start + step)
            regions, weights = rows.regions[part], rows.weights[part]
            drawn = _factors(sums, regions, weights, near.even) @ terms
            _replace_own(drawn, sums, values, lists, Rows(rows.size, rows.rank + start, regions, weights))
            margin = (TOLERANCE * sums.limit * weights.sum(axis=1))[:, np.newaxis]
            observed = sums.observed[regions, np.newaxis]
            found.at_least[regions] += (drawn >= observed - margin).sum(axis=1, dtype=np.int32)
            found.at_most[regions] += (drawn <= observed + margin).sum(axis=1, dtype=np.int32)


def _terms(sums: LocalSums, values: Numbers, size: int, even: bool) -> Numbers:
    """What the factors of `_factors` multiply: drawn values (and their squares), summed where that is enough."""
    first = values[:size]
    parts = [np.square(first), first] if sums.bent else [first]
    return np.concatenate([part.sum(axis=0, keepdims=True) for part in parts] if even else parts)


def _factors(sums: LocalSums, regions: Places, weights: Numbers, even: bool) -> Numbers:
    each = weights[:, :1] if even else weights
    return np.hstack([each, -2.0 * sums.z[regions, np.newaxis] * each]) if sums.bent else each


def _replace_own(drawn: Numbers, sums: LocalSums, values: Numbers, lists: Lists, rows: Rows) -> None:
    """In the sums `drawn` of `rows`, put the next of a list where a region was drawn for its own neighbour."""
    first, last = np.searchsorted(lists.ranks, [rows.rank, rows.rank + rows.regions.size])
    own, number = lists.regions[first:last], lists.numbers[first:last]
    row = lists.ranks[first:last] - rows.rank
    change = values[rows.size, number] - sums.z[own]
    if sums.bent:
        change *= change
    drawn[row, number] += rows.weights[row, lists.places[first:last]] * change
