"""What a region is made of: location quotient, shares, diversity, and how uneven its specialisation is.

All functions take an activity table of one level of regions and one level of industries (filter first: a
table that holds both a county and its townships counts everything twice), as pandas, Polars, PyArrow,
DuckDB or PySpark frame, and return the same kind. With a column `year` each year is computed by itself.

Zero and unknown: a pair of region and industry without a row has none of the activity. A row whose value is
empty, NaN or flagged `suppressed` is unknown: it has no quotient or share, and totals are sums of the known
parts, so beside unknown values a total is a lower bound and quotients of the known cells rest on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from renkei.clusters.activity.mix import (
    QUOTIENT,
    herfindahl_within,
    quotient_gini_within,
    ratio,
    weighted_quotient_gini_within,
    with_quotients,
)
from renkei.clusters.activity.rows import AMOUNT, activity_rows
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from renkei.tables.frames import FrameT


def location_quotient(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How many times its national share each industry has in each region.

    Columns: region, industry, (year,) `value`, expected, location_quotient; one row per row of `activity`.
    expected = e_r e_i / e, in the unit of `value`: what the region would have at the national mix.
    LQ = e_ri / expected, a ratio; 1 is the national share; the mean of an industry's LQ over all regions,
    weighted by e_r, is 1. Both are missing where the value is unknown; LQ also where nothing is expected
    (0 ÷ 0). Sorted by key.

    Raises `TableError` if a column is absent, a key is empty or repeated, or a value is text, negative or
    infinite.

    Source: Florence (1939), Report on the Location of Industry; Billings & Johnson (2012), Regional Science
    and Urban Economics 42, eq. 1.
    """
    counted = activity_rows(activity, value)
    found = with_quotients(counted).select(*counted.keys, value, "expected", QUOTIENT)
    return same_kind(found.sort(*counted.keys), activity)


def shares(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """Each cell's share of its region and of its industry nationwide.

    Columns: region, industry, (year,) `value`, share_of_region = e_ri / e_r, share_of_nation = e_ri / e_i;
    both are ratios from 0 to 1. Missing where the value is unknown or the total is zero; totals are of known
    parts. Sorted by key. Raises `TableError` as `location_quotient`.
    """
    counted = activity_rows(activity, value)
    amount = nw.col(AMOUNT)
    split = counted.rows.with_columns(
        ratio(amount, counted.total("region")).alias("share_of_region"),
        ratio(amount, counted.total("industry")).alias("share_of_nation"),
    )
    found = split.select(*counted.keys, value, "share_of_region", "share_of_nation")
    return same_kind(found.sort(*counted.keys), activity)


def diversity_herfindahl(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How far each region depends on few industries: the Herfindahl index of its mix.

    Columns: region, (year,) industries (with a value above zero), unknown (cells left out), `value` (known
    total), diversity_herfindahl = Σ_i (e_ri / e_r)², from 1 / industries (all equal) to 1 (one industry),
    equivalent_number = 1 / Herfindahl, the number of equally large industries with the same index. Missing
    where the known total is zero. Sorted by key. Raises `TableError` as `location_quotient`.

    Source: Herfindahl (1950), Concentration in the Steel Industry; Hirschman (1964), American Economic
    Review 54 (5), 761; equivalent number: Adelman (1969), Review of Economics and Statistics 51, 99-101.
    """
    counted = activity_rows(activity, value)
    return same_kind(herfindahl_within(counted, "region", "diversity_herfindahl"), activity)


def specialisation_gini(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How unevenly each region is specialised: the Gini coefficient of its location quotients.

    Columns: region, (year,) industries (compared: all that exist in the nation, less the unknown), unknown,
    specialisation_gini from 0 (the national mix) to below 1. Industries weigh the same, whatever their size;
    one that the region lacks counts with LQ 0. Missing where the region has no known activity. Sorted by key.
    Raises `TableError` as `location_quotient`.

    Source: Farhauer & Kröll (2013), Standorttheorien, Springer Gabler: Gini of regional specialisation,
    worked example 0.6222.
    """
    counted = activity_rows(activity, value)
    return same_kind(quotient_gini_within(counted, "region", "specialisation_gini"), activity)


def weighted_specialisation_gini(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How unevenly each region is specialised, each industry weighing as much as it has in the nation.

    Columns: region, (year,) industries, unknown, weighted_specialisation_gini: twice the area between the
    diagonal and the Lorenz curve of the region's shares y against the nation's shares x of each industry,
    industries in rising order of LQ: 1 - Σ x (2 Y - y), Y the running sum of y. 0 is the national mix. Missing
    values and errors as `specialisation_gini`. Sorted by key.

    Source: as `weighted_locational_gini`, with regions and industries exchanged: Amiti (1999),
    Weltwirtschaftliches Archiv 135, 573-593.
    """
    counted = activity_rows(activity, value)
    found = weighted_quotient_gini_within(counted, "region", "weighted_specialisation_gini")
    return same_kind(found, activity)
