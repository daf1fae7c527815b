"""What chance alone would give: mean and variance of the global statistics, exactly.

All of them are cross-products Γ = Σ w_ij a_ij of weights with how alike or unlike the values of two regions
are. When the values are dealt out anew over the regions at random (randomisation), mean and variance follow
from three sums of each side (Mantel 1967; Cliff & Ord 1981, eq. 2.44): for Moran, Getis–Ord and join counts
a_ij = u_i u_j, for Geary and joins of unlike regions a_ij = (u_i - u_j)².
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.autocorrelation.pairs import Pairs

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CrossSums:
    """S0 = Σ w_ij, S1 = ½ Σ (w_ij + w_ji)², S2 = Σ (w_i. + w_.i)² of weights, or the same of values."""

    all: float
    squares: float
    margins: float


@dataclass(frozen=True, slots=True)
class Chance:
    """What a statistic is by chance: its mean and variance (NaN with fewer than four regions)."""

    mean: float
    variance: float

    def z(self, found: float) -> float:
        """How many standard deviations `found` lies from the mean; NaN where nothing can vary."""
        steady = not self.variance > 1e-18 * max(1.0, self.mean * self.mean)
        return float("nan") if steady else (found - self.mean) / sqrt(self.variance)

    def scaled(self, factor: float) -> Chance:
        """The chance of `factor` times the statistic."""
        return Chance(self.mean * factor, self.variance * factor * factor)


def weight_sums(pairs: Pairs) -> CrossSums:
    """S0, S1 and S2 of spatial weights (Cliff & Ord 1981, 18-19)."""
    return CrossSums(float(pairs.margins.sum() / 2.0), _squared(pairs.weights), _squared(pairs.margins))


def product_sums(u: Numbers) -> CrossSums:
    """The sums of a_ij = u_i u_j over pairs of different regions."""
    squares, rest = float(u @ u), u.sum() - u
    quartic = float(np.square(u * u).sum())
    margins = u * rest
    return CrossSums(
        float(margins.sum()), 2.0 * (squares * squares - quartic), 4.0 * float(margins @ margins)
    )


def difference_sums(u: Numbers) -> CrossSums:
    """The sums of a_ij = (u_i - u_j)²."""
    z, n = u - u.mean(), u.size
    squares, quartic = _squared(z), _squared(z * z)
    margins = n * z * z + squares
    fourth = 2.0 * n * quartic + 6.0 * squares * squares
    return CrossSums(float(margins.sum()), 2.0 * fourth, 4.0 * _squared(margins))


def _squared(numbers: Numbers) -> float:
    """The sum of squares, without the threads of BLAS: they cost more than these sums."""
    return float(np.square(numbers).sum())


def randomisation(w: CrossSums, a: CrossSums, n: int) -> Chance:
    """Mean and variance of Σ w_ij a_ij over all ways to deal the `n` values out (Cliff & Ord 1981, eq. 2.44)."""
    if n < 4:
        return Chance(float("nan"), float("nan"))
    pairs, triples, fours = n * (n - 1), n * (n - 1) * (n - 2), n * (n - 1) * (n - 2) * (n - 3)
    mean = w.all * a.all / pairs
    second = (
        w.squares * a.squares / (2.0 * pairs)
        + (w.margins - 2.0 * w.squares) * (a.margins - 2.0 * a.squares) / (4.0 * triples)
        + (w.all**2 + w.squares - w.margins) * (a.all**2 + a.squares - a.margins) / fours
    )
    return Chance(mean, second - mean * mean)


def moran_if_normal(w: CrossSums, n: int) -> Chance:
    """Mean and variance of Moran's I of independent normal values (Cliff & Ord 1981, eq. 2.31 and 2.35)."""
    if n < 4:
        return Chance(float("nan"), float("nan"))
    mean = -1.0 / (n - 1)
    second = (n * n * w.squares - n * w.margins + 3.0 * w.all**2) / (w.all**2 * (n * n - 1.0))
    return Chance(mean, second - mean * mean)


def geary_if_normal(w: CrossSums, n: int) -> Chance:
    """Mean and variance of Geary's C of independent normal values (Cliff & Ord 1981, eq. 2.33 and 2.36)."""
    if n < 4:
        return Chance(float("nan"), float("nan"))
    variance = ((2.0 * w.squares + w.margins) * (n - 1.0) - 4.0 * w.all**2) / (2.0 * (n + 1.0) * w.all**2)
    return Chance(1.0, variance)


def two_sided(z: float) -> float:
    """The probability that a standard normal number lies farther from 0 than `z`; NaN for NaN."""
    return erfc(abs(z) / sqrt(2.0))
