"""Which places lie near one another, and how much each counts there: the biweight kernel on pairs of places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int32]

LINK: Final = 0.5
"""Hot places up to this share of the radius apart belong to one hot spot."""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """For each place the places within the radius (itself first to last), as a sparse matrix in parts.

    The neighbours of place p are `neighbours[start[p]:start[p + 1]]`, with `weights` = (1 - d²/h²)²: 1 at the
    place itself, 0 at the radius h; `linked` says which are near enough to belong to one hot spot.
    """

    start: NDArray[np.int64]
    neighbours: Places
    weights: Numbers
    linked: NDArray[np.bool_]

    @classmethod
    def of(cls, xy: Numbers, radius: float) -> Surroundings:
        """The surroundings of the points `xy`, one row each, in the unit of `radius`.

        Time and memory grow with the number of pairs within the radius.
        """
        from scipy.spatial import cKDTree

        pairs = (
            cKDTree(xy).query_pairs(radius, output_type="ndarray") if len(xy) else np.empty((0, 2), np.intp)
        )
        itself = np.arange(len(xy))
        a = np.concatenate([pairs[:, 0], pairs[:, 1], itself])
        b = np.concatenate([pairs[:, 1], pairs[:, 0], itself])
        squared = ((xy[a] - xy[b]) ** 2).sum(axis=1) / radius**2
        order = np.lexsort((b, a))
        start = np.concatenate([[0], np.cumsum(np.bincount(a, minlength=len(xy)))]).astype(np.int64)
        # The tolerance lets places exactly at the linking distance belong together in spite of rounding.
        linked = squared[order] <= LINK**2 * (1 + 1e-9)
        return cls(start, b[order].astype(np.int32), (1.0 - squared[order]) ** 2, linked)

    def matrix(self) -> sparse.csr_array:
        """The weights as a matrix, places × places."""
        count = len(self.start) - 1
        return sparse.csr_array((self.weights, self.neighbours, self.start), shape=(count, count))

    def links(self) -> sparse.csr_array:
        """Places × places, stored where two are near enough to belong to one hot spot."""
        count = len(self.start) - 1
        rows = np.repeat(np.arange(count), np.diff(self.start))[self.linked]
        cells = (np.ones(rows.size, np.int8), (rows, self.neighbours[self.linked]))
        return sparse.coo_array(cells, shape=(count, count)).tocsr()
