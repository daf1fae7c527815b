"""Which industries are found in the same regions: correlation of their employment, and coagglomeration.

Both functions take an activity table of one level of regions and one level of industries, in any kind of
frame, and compute each `year` by itself where there is such a column. A pair of region and industry without a
row has none of the activity. A value that is empty, NaN or flagged `suppressed` is unknown: the correlation
leaves the region out for that industry; the coagglomeration, which needs shares of a whole, leaves the
industry out.

Growth, for R regions and I industries: time R·I² (matrix products), memory 8·(2 R·I + 6 I²) bytes: 55 MB at
1,000 industries and 100 regions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from renkei.clusters.activity.rows import activity_rows
from renkei.clusters.linkages.correlation import column_correlation
from renkei.clusters.linkages.pairs import pair_rows, pairs_by_year
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from renkei.clusters.linkages.crosstable import CrossTable
    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]


def locational_correlation(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How far two industries' activity rises and falls together over the regions: Pearson's correlation.

    Columns: industry_a, industry_b (a < b), (year,) locational_correlation from -1 to 1, regions (in which
    both are known). With `value="jobs"` it is LC-Employment, with `value="establishments"` LC-Establishments
    of Delgado, Porter and Stern. Whether amounts or shares of the industry are taken makes no difference.
    A region that has neither counts; regions absent from the table do not. Missing with fewer than three
    common regions, or where one of the two does not vary. Sorted by key. Raises `TableError` as
    `location_quotient`.

    Big regions have more of everything, so nearly all industries correlate positively: read it as a rank among
    pairs, not as a measure of ties. `pairwise_coagglomeration` takes the regions' size out.

    Source: Porter (2003), Regional Studies 37, 549-578 (locational correlation of employment); Delgado, Porter
    & Stern (2016), Journal of Economic Geography 16, 1-38, section on similarity matrices.
    """

    def of_year(table: CrossTable) -> pl.DataFrame:
        correlation, regions = column_correlation(table)
        return pair_rows(table.columns, {"locational_correlation": correlation, "regions": regions})

    counted = activity_rows(activity, value)
    return as_kind_of(pairs_by_year(counted, ("region", "industry"), of_year), activity)


def pairwise_coagglomeration(activity: FrameT, *, value: str = "jobs") -> FrameT:
    """The coagglomeration index of each pair of industries: do they deviate from the average in the same places?

    Columns: industry_a, industry_b (a < b), (year,) pairwise_coagglomeration γᶜ, without unit:

        γᶜ_ij = Σ_r (s_ri - x_r)(s_rj - x_r) / (1 - Σ_r x_r²)

    with s_ri industry i's share in region r and x_r the mean of these shares over all industries. 0 is what
    chance gives; plants' sizes cancel out for pairs. Missing for an industry with no activity or an unknown
    value, and where one region has everything. Sorted by key. Raises `TableError` as `location_quotient`.

    Source: Ellison, Glaeser & Kerr (2010), American Economic Review 100, 1195-1213, the index of pairs, which
    is Ellison & Glaeser (1997), Journal of Political Economy 105, 889-927, for two industries.
    """

    def of_year(table: CrossTable) -> pl.DataFrame:
        return pair_rows(table.columns, {"pairwise_coagglomeration": _coagglomeration(table)})

    counted = activity_rows(activity, value)
    return as_kind_of(pairs_by_year(counted, ("region", "industry"), of_year), activity)


def _coagglomeration(table: CrossTable) -> Numbers:
    whole = table.values.sum(axis=0)
    usable = (whole > 0) & table.known.all(axis=0)
    shares = np.divide(table.values, whole, out=np.full_like(table.values, np.nan), where=usable)
    if not usable.any():
        return np.full((len(whole), len(whole)), np.nan)
    x = shares[:, usable].mean(axis=1)
    distance = shares - x[:, np.newaxis]
    spread = 1.0 - x @ x
    return np.asarray(distance.T @ distance / spread) if spread > 0 else np.full((len(whole),) * 2, np.nan)
