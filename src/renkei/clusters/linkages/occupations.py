"""How alike two industries are in the occupations they employ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.clusters.activity.rows import checked_rows
from renkei.clusters.linkages.correlation import column_correlation
from renkei.clusters.linkages.pairs import pair_rows, pairs_by_year
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    import polars as pl

    from renkei.clusters.linkages.crosstable import CrossTable
    from renkei.tables.frames import FrameT


def occupation_similarity(staffing: FrameT, *, value: str = "jobs") -> FrameT:
    """The correlation of two industries' occupational mixes: do they employ the same skills?

    `staffing` has industry, occupation, `value` (and year), any kind of frame: persons of each occupation in
    each industry. Columns: industry_a, industry_b (a < b), (year,) occupation_similarity from -1 to 1,
    occupations (of which both numbers are known). Each industry's mix is its share of each occupation; all
    occupations of the table are compared, one that an industry lacks is zero. A value that is empty, NaN or
    flagged `suppressed` leaves that occupation out for that industry. Missing with fewer than three common
    occupations, or where a mix does not vary. Sorted by key. Raises `TableError` as `location_quotient`.

    Source: Ellison, Glaeser & Kerr (2010), American Economic Review 100, 1195-1213, section on labour market
    pooling; Delgado, Porter & Stern (2016), Journal of Economic Geography 16, 1-38. Growth, for O occupations
    and I industries: time O·I², memory 8·(2 O·I + 6 I²) bytes.
    """

    def of_year(table: CrossTable) -> pl.DataFrame:
        similarity, occupations = column_correlation(table)
        return pair_rows(table.columns, {"occupation_similarity": similarity, "occupations": occupations})

    counted = checked_rows(staffing, table="staffing", keys=("industry", "occupation"), value=value)
    return as_kind_of(pairs_by_year(counted, ("occupation", "industry"), of_year), staffing)
