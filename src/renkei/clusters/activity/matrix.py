"""Activity as a labelled sparse matrix, regions × industries: the form in which numbers are computed fast.

A matrix has no place for the unknown: what is not stored is zero. So a table with unknown values makes no
matrix, and the table functions of this package are the ones to use there. On complete tables both agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy import sparse

from renkei.clusters.activity.rows import AMOUNT, CheckedRows, activity_rows
from renkei.errors import TableError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RegionIndustryMatrix:
    """`values[r, i]`: how much of `industries[i]` is in `regions[r]`; labels in rising order, none repeated."""

    regions: tuple[str, ...]
    industries: tuple[str, ...]
    values: sparse.csr_array

    @classmethod
    def from_table(cls, activity: IntoFrame, *, value: str = "establishments") -> RegionIndustryMatrix:
        """The matrix of an activity table (region, industry, `value`) of one year; any kind of frame.

        A region or industry with a row has a place even if all its values are zero; pairs without a row are
        zero. Raises `TableError` as `location_quotient`, and if a value is unknown or there are several years.
        """
        counted = activity_rows(activity, value)
        rows = counted.rows.collect("polars").to_native()
        _check_complete(rows, counted)
        regions, region_places = _places(rows["region"])
        industries, industry_places = _places(rows["industry"])
        cells = (rows[AMOUNT].to_numpy(), (region_places, industry_places))
        values = sparse.coo_array(cells, shape=(len(regions), len(industries))).tocsr()
        values.eliminate_zeros()
        return cls(regions, industries, values)

    def dense(self) -> Numbers:
        """The values as an array with a place for every pair."""
        return np.asarray(self.values.toarray())

    def region_totals(self) -> Numbers:
        """Each region's sum over industries."""
        return np.asarray(self.values.sum(axis=1)).ravel()

    def industry_totals(self) -> Numbers:
        """Each industry's sum over regions."""
        return np.asarray(self.values.sum(axis=0)).ravel()

    def location_quotients(self) -> RegionIndustryMatrix:
        """The location quotients, as `location_quotient` defines them; 0 where nothing is there."""
        by_region, by_industry = self.region_totals(), self.industry_totals()
        expected = np.repeat(by_region, np.diff(self.values.indptr)) * by_industry[self.values.indices]
        quotients = self.values.data / expected * by_region.sum()
        same_places = (quotients, self.values.indices, self.values.indptr)
        return RegionIndustryMatrix(
            self.regions, self.industries, sparse.csr_array(same_places, shape=self.values.shape)
        )

    def locational_gini(self) -> Numbers:
        """Each industry's `locational_gini`, in the order of `industries`; NaN for one that is nowhere."""
        n = int(np.count_nonzero(self.region_totals()))
        by_industry = self.location_quotients().values.tocsc()
        bounds = by_industry.indptr.tolist()
        ranks = np.arange(n + 1, dtype=np.float64)
        found = np.full(len(self.industries), np.nan)
        for industry, (start, stop) in enumerate(pairwise(bounds)):
            if stop > start:
                rising = np.sort(by_industry.data[start:stop])
                # Zeros take the lowest ranks and add nothing, so the k quotients above zero have the last k.
                found[industry] = (
                    2.0 * (ranks[n + 1 - len(rising) :] @ rising) / (n * rising.sum()) - (n + 1) / n
                )
        found[found < 0.0] = 0.0
        return found

    def ellison_glaeser(self, plant_herfindahl: Numbers) -> Numbers:
        """Each industry's Ellison–Glaeser γ, given the Herfindahl index of its plants' sizes; else NaN.

        Regions weigh their own sum over industries. With `1 / industry_totals()` of counts it is
        `ellison_glaeser_count`. Formula and source: `renkei.clusters.concentration.agglomeration`.
        """
        by_region, by_industry = self.region_totals(), self.industry_totals()
        weights = by_region / by_region.sum() if by_region.any() else by_region
        shares = self.values.data / by_industry[self.values.indices]
        distance = shares * (shares - 2.0 * np.repeat(weights, np.diff(self.values.indptr)))
        spread = 1.0 - weights @ weights
        raw = weights @ weights + np.bincount(self.values.indices, distance, minlength=len(by_industry))
        scale = spread * (1.0 - plant_herfindahl)
        known = (by_industry > 0) & (scale > 0)
        found = np.full(len(raw), np.nan)
        np.divide(raw - spread * plant_herfindahl, scale, out=found, where=known)
        return found


def _check_complete(rows: pl.DataFrame, counted: CheckedRows) -> None:
    if counted.period and rows["year"].n_unique() > 1:
        raise TableError(
            "The activity table has {count} years ({first} to {last}); a matrix holds one. "
            "Keep the rows of one year.",
            count=rows["year"].n_unique(),
            first=rows["year"].min(),
            last=rows["year"].max(),
        )
    if rows[AMOUNT].null_count():
        raise TableError(
            "{count} value(s) of `{column}` are unknown; a matrix cannot tell unknown from zero. "
            "Estimate them or take their industries out, or use the functions for tables.",
            count=rows[AMOUNT].null_count(),
            column=counted.value,
        )


def _places(labels: pl.Series) -> tuple[tuple[str, ...], NDArray[np.uint32]]:
    """The distinct labels in rising order, and for each row the place of its label among them."""
    text = labels.cast(pl.String)
    ordered = text.unique().sort()
    return tuple(ordered), text.cast(pl.Enum(ordered)).to_physical().cast(pl.UInt32).to_numpy()
