"""Conditional permutation: the regions that chance would give a region for neighbours.

Anselin (1995) keeps the value of a region where it is and draws its k neighbours' values without replacement
from the other n - 1 regions. One list of distinct regions serves all: a region takes the first k of a list,
and where it finds itself among them, the next one takes its place. That is an exact draw from the others, as
a random list without one of its items is a random list of the rest.

All regions thus meet the same lists, as in esda and in GeoDa's lookup tables. Each region's p-value is as
valid and as exact as with lists of its own; but the errors of p-values from finite numbers of permutations
are shared by the whole map instead of averaging out over it. The remedy is many permutations, and shared
lists make them cheap: regions with equally many neighbours that all count the same share one distribution of
sums, which is sorted once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.clusters.autocorrelation.weights import row_sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from renkei.clusters.autocorrelation.weights import SpatialWeights

    Numbers = NDArray[np.float64]
    Places = NDArray[np.intp]
    Counts = NDArray[np.int64]

CELLS: Final = 1 << 21
"""Numbers in an array held at a time: 16 MB; some four such arrays are there at once."""
WIDE: Final = 128
"""Lists longer than this are cut from whole permutations, shorter ones drawn region by region."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The regions with `size` neighbours, and their weights; `rank` is the first one's in rising order of size."""

    size: int
    rank: int
    regions: Places
    weights: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhoods:
    """Weights as draws see them: regions grouped by their number of neighbours.

    `ranks` number the regions by rising number of neighbours, islands first; `even`: all neighbours of a
    region count the same, namely `level`.
    """

    sizes: Counts
    ranks: Places
    level: Numbers
    even: bool
    groups: tuple[Rows, ...]

    @classmethod
    def of(cls, weights: SpatialWeights) -> Neighbourhoods:
        """The neighbourhoods of `weights`."""
        matrix, sizes = weights.matrix, row_sizes(weights)
        order = np.argsort(sizes, kind="stable")
        ranks = np.empty_like(order)
        ranks[order] = np.arange(order.size)
        level, groups = np.ones(sizes.size), []
        for size in np.unique(sizes[sizes > 0]).tolist():
            regions = np.flatnonzero(sizes == size)
            cells = matrix.data[matrix.indptr[regions][:, np.newaxis] + np.arange(size)]
            level[regions] = cells[:, 0]
            groups.append(Rows(size, int(ranks[regions[0]]), regions, cells))
        even = all(
            bool((np.ptp(rows.weights, axis=1) <= 1e-12 * rows.weights[:, 0]).all()) for rows in groups
        )
        return cls(sizes, ranks, level, even, tuple(groups))

    @property
    def width(self) -> int:
        """How long a list must be: the largest number of neighbours, and one to spare."""
        return int(self.sizes.max(initial=0)) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Lists of distinct regions, one in each column; and where a region is drawn for its own neighbour.

    There, in rising rank of the region: its rank, itself, the number of the list, and the place in it.
    """

    drawn: Places
    ranks: Places
    regions: Places
    numbers: Places
    places: Places

    @classmethod
    def of(cls, drawn: Places, near: Neighbourhoods) -> Lists:
        """The lists `drawn`, for the regions of `near`."""
        places, numbers = np.nonzero(np.arange(len(drawn))[:, np.newaxis] < near.sizes[drawn])
        regions = drawn[places, numbers]
        order = np.argsort(near.ranks[regions], kind="stable")
        regions = regions[order]
        return cls(drawn, near.ranks[regions], regions, numbers[order], places[order])


def random_lists(regions: int, width: int, permutations: int, rng: np.random.Generator) -> Iterator[Places]:
    """`permutations` lists of `width` distinct places below `regions`, some columns at a time."""
    whole = width > WIDE or 4 * width > regions
    step = max(1, CELLS // (regions if whole else width))
    for start, stop in pairwise([*range(0, permutations, step), permutations]):
        if whole:
            orders = np.tile(np.arange(regions), (stop - start, 1))
            yield np.ascontiguousarray(rng.permuted(orders, axis=1, out=orders)[:, :width].T)
        else:
            yield _drawn_one_by_one(regions, width, stop - start, rng)


def _drawn_one_by_one(regions: int, width: int, count: int, rng: np.random.Generator) -> Places:
    drawn = rng.integers(regions, size=(width, count), dtype=np.intp)
    for place in range(1, width):
        again = np.flatnonzero((drawn[:place] == drawn[place]).any(axis=0))
        while again.size:
            drawn[place, again] = rng.integers(regions, size=again.size, dtype=np.intp)
            again = again[(drawn[:place, again] == drawn[place, again]).any(axis=0)]
    return drawn
