"""Weights as pairs of regions, each once: the form in which global statistics are computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    Numbers = NDArray[np.float64]


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
        both = (matrix + matrix.T).tocoo()
        margins = np.bincount(both.row, both.data, minlength=matrix.shape[0]).astype(np.float64)
        upper = both.row < both.col
        a, b = (side[upper].astype(np.int32) for side in (both.row, both.col))
        return cls(a, b, both.data[upper], margins)
