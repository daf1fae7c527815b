"""A map ready to compute with: its known values, the same as standard scores, and the weights between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from renkei.clusters.activity.options import check_draws
from renkei.clusters.autocorrelation.weights import row_sizes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.autocorrelation.weights import SpatialWeights

    Numbers = NDArray[np.float64]

LEAST: int = 39
"""With fewer permutations no two-sided p-value reaches 0.05."""
LEVEL: float = 1e-12
"""A difference below this part of the largest value is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """The known values `x` of a map, as standard scores `z` (mean 0, mean square 1), and the weights between."""

    x: Numbers
    z: Numbers
    weights: SpatialWeights

    @property
    def lag(self) -> Numbers:
        """The weighted sum of the neighbours' scores."""
        return np.asarray(self.weights.matrix @ self.z)


def field(x: Numbers, weights: SpatialWeights) -> Field | None:
    """The field of the values `x`, or None if it says nothing: fewer than three, all the same, or no neighbours."""
    z = standard_scores(x)
    return None if z is None or not weights.matrix.nnz else Field(x, z, weights)


def standard_scores(x: Numbers) -> Numbers | None:
    """`x` with mean 0 and mean square 1; None for fewer than three values, or if all are the same."""
    largest = float(np.abs(x).max(initial=0.0))
    if x.size < 3 or np.ptp(x / (largest or 1.0)) <= LEVEL:
        return None
    apart = x / largest - (x / largest).mean()
    apart /= np.abs(apart).max()
    apart -= apart.mean()
    return np.asarray(apart / np.sqrt(np.square(apart).mean()))


def island_count(weights: SpatialWeights) -> int:
    """How many regions have no neighbour."""
    return int(np.count_nonzero(row_sizes(weights) == 0))


def check_permutations(permutations: int) -> None:
    """Raise `ParameterError` if there are too few permutations for a two-sided p-value of 0.05."""
    check_draws("permutations", permutations, LEAST)


def seed_from(rng: np.random.Generator) -> int:
    """One number from `rng` to start all draws from, so that a map's result does not depend on other maps."""
    return int(rng.integers(2**63))
