"""How often plants of two industries share a region, beyond what chance gives: Howard, Newman and Tarp's index.

Counting replaces simulation. The authors compare the observed index with its mean over samples in which the
plants' places are dealt out at random. That mean, and the variance, are known exactly: with S ordered pairs of
plants in a common region, T ordered triples, and n plants in all, of which n_a and n_b are of the two industries,
write n(k) for n (n - 1) … (n - k + 1). The number C of pairs, one plant of each industry, in a common region has

    E C    = S n_a n_b / n(2)
    E C²   = S n_a n_b / n(2) + T (n_a(2) n_b + n_a n_b(2)) / n(3) + (S² - 2 S - 4 T) n_a(2) n_b(2) / n(4)

Source: Howard, Newman & Tarp (2016), Journal of Economic Geography 16, 1055-1078. The moments are those of the
join-count statistic under random labels: Cliff & Ord (1981), Spatial Processes, ch. 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import polars as pl

from renkei.clusters.activity.options import check_choice
from renkei.clusters.activity.panel import YearOfActivity, pair_labels, yearly_matrices
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]

Sites = Literal["pair", "all"]
SITES: Final = ("pair", "all")
KEYS: Final = ("industry_a", "industry_b")


def colocation(activity: FrameT, *, sites: Sites = "pair") -> FrameT:
    """How likely a plant of one industry and one of another are in the same region, beside chance.

    `activity` has region, industry, establishments (and year). Columns: industry_a, industry_b (as text, a
    before b), (year,) colocation CL = Σ_r n_ra n_rb / (n_a n_b) from 0 to 1, expected_colocation (its mean if
    places were dealt out at random), excess_colocation XCL = CL - expected, z (XCL in standard deviations).
    Dealt out are the places of the plants of the two industries ("pair", as the authors have it), or of all
    plants in the table (`sites` "all", so that pairs are held to one standard). Industries without plants
    are in no pair; z is missing where all places are one region. Time grows with industries² × regions (a
    matrix product), memory with industries × regions and industries². Sorted by key.

    Raises `ParameterError` for other sites, `TableError` as `location_quotient`, and if a count is unknown.
    Formulas and source: this module.
    """
    check_choice("sites", sites, SITES)
    years = yearly_matrices(activity, "establishments")
    found = pl.concat([_of_year(year, sites) for year in years])
    return as_kind_of(found.sort(*KEYS, *(["year"] if "year" in found.columns else [])), activity)


def _of_year(year: YearOfActivity, sites: Sites) -> pl.DataFrame:
    there = np.flatnonzero(year.matrix.industry_totals() > 0)
    counts = year.matrix.dense()[:, there]
    names = tuple(year.matrix.industries[i] for i in there)
    a, b = np.triu_indices(len(names), 1)
    together, pool = _together_and_pool(counts, (a, b), sites)
    n_a, n_b = counts.sum(axis=0)[a], counts.sum(axis=0)[b]
    mean, deviation = pool.chance(n_a, n_b)
    pairs = n_a * n_b
    z = np.divide(together - mean, deviation, out=np.full(len(a), np.nan), where=deviation > 0)
    columns = {
        "colocation": together / pairs,
        "expected_colocation": mean / pairs,
        "excess_colocation": (together - mean) / pairs,
        "z": z,
    }
    series = {name: pl.Series(column).fill_nan(None) for name, column in columns.items()}
    return year.table(pair_labels(names, "industry", (a, b)) | series, KEYS)


@dataclass(frozen=True, slots=True)
class _Pool:
    """The places that chance deals out: plants, ordered pairs and triples of them in a common region."""

    plants: Numbers
    pairs: Numbers
    triples: Numbers

    def chance(self, n_a: Numbers, n_b: Numbers) -> tuple[Numbers, Numbers]:
        """Mean and standard deviation of the number of pairs, one of each industry, in a common region."""
        n, s, t = self.plants, self.pairs, self.triples
        two, three, four = n * (n - 1.0), n * (n - 1.0) * (n - 2.0), n * (n - 1.0) * (n - 2.0) * (n - 3.0)
        a2, b2 = n_a * (n_a - 1.0), n_b * (n_b - 1.0)
        mean = _over(s * n_a * n_b, two)
        apart = s * s - 2.0 * s - 4.0 * t
        square = mean + _over(t * (a2 * n_b + n_a * b2), three) + _over(apart * a2 * b2, four)
        variance = square - mean * mean
        # What rounding leaves of a variance that is zero.
        variance[variance < 1e-10 * np.maximum(mean * mean, 1.0)] = 0.0
        return mean, np.sqrt(variance)


def _together_and_pool(
    counts: Numbers, pairs: tuple[NDArray[np.intp], NDArray[np.intp]], sites: Sites
) -> tuple[Numbers, _Pool]:
    """The number of pairs of plants in a common region, by pair of industries, and the places dealt out."""
    a, b = pairs
    products = counts.T @ counts
    together = products[a, b]
    if sites == "all":
        m = counts.sum(axis=1)
        sums = [np.array([value]) for value in (m.sum(), (m * m).sum(), (m * m * m).sum())]
    else:
        squares = (counts * counts).T @ counts
        own, cubes, n = products.diagonal(), squares.diagonal(), counts.sum(axis=0)
        second = own[a] + own[b] + 2.0 * together
        third = cubes[a] + cubes[b] + 3.0 * (squares[a, b] + squares[b, a])
        sums = [n[a] + n[b], second, third]
    first, second, third = sums
    return together, _Pool(first, second - first, third - 3.0 * second + 2.0 * first)


def _over(part: Numbers, whole: Numbers) -> Numbers:
    """`part` ÷ `whole`, 0 where fewer plants are there than the term counts."""
    whole = np.broadcast_to(whole, part.shape)
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
