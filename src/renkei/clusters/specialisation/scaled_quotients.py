"""The location quotient brought to other scales: symmetric, as a difference, and relative to the region's mean.

All functions take and return what `renkei.clusters.specialisation.quotients` describes; one row per row of
the activity table, sorted by key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from renkei.clusters.activity.mix import QUOTIENT, one_where, ratio, with_compared, with_quotients
from renkei.clusters.activity.rows import AMOUNT, activity_rows
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from renkei.tables.frames import FrameT


def symmetric_location_quotient(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """The location quotient on a scale from -1 (none) over 0 (the national share) to below 1.

    Columns: region, industry, (year,) `value`, location_quotient, symmetric_location_quotient =
    (LQ - 1) / (LQ + 1), without unit. Twice and half the national share lie equally far from 0. For exports it
    is the revealed symmetric comparative advantage (RSCA). Missing where LQ is. Sorted by key. Raises
    `TableError` as `location_quotient`.

    Source: Laursen (2015), Eurasian Business Review 5, 99-115 (first: Dalum, Laursen & Villumsen 1998,
    International Review of Applied Economics 12, 423-443).
    """
    counted = activity_rows(activity, value)
    quotient, name = nw.col(QUOTIENT), "symmetric_location_quotient"
    found = with_quotients(counted).with_columns(ratio(quotient - 1.0, quotient + 1.0).alias(name))
    return same_kind(found.select(*counted.keys, value, QUOTIENT, name).sort(*counted.keys), activity)


def additive_location_quotient(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How many points of share each industry has in a region above (or below) its national share.

    Columns: region, industry, (year,) `value`, share_of_region = e_ri / e_r, additive_location_quotient =
    e_ri / e_r - e_i / e, a difference of shares from -1 to 1. Over all industries of a region it adds up to
    zero, a pair without a row having -e_i / e. Unlike LQ it is not blown up by small industries. For exports
    it is the additive revealed comparative advantage. Missing where the value is unknown or the region has no
    known activity. Sorted by key. Raises `TableError` as `location_quotient`.

    Source: Hoen & Oosterhaven (2006), Annals of Regional Science 40, 677-691.
    """
    counted = activity_rows(activity, value)
    rows = with_quotients(counted).with_columns(
        ratio(nw.col(AMOUNT), nw.col("region_total")).alias("share_of_region"),
        ratio(nw.col("industry_total"), nw.col("total")).alias("national"),
    )
    name = "additive_location_quotient"
    found = rows.with_columns((nw.col("share_of_region") - nw.col("national")).alias(name))
    return same_kind(
        found.select(*counted.keys, value, "share_of_region", name).sort(*counted.keys), activity
    )


def weighted_location_quotient(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """The location quotient divided by the region's mean quotient over all industries.

    Columns: region, industry, (year,) `value`, location_quotient, weighted_location_quotient, a ratio whose
    mean over the industries compared is 1 in every region, so that regions can be compared with each other.
    Compared are the industries that exist in the nation, less those unknown in the region; a pair without a
    row counts with LQ 0. Missing where LQ is. Sorted by key. Raises `TableError` as `location_quotient`.

    Source: Proudman & Redding (2000), Review of International Economics 8, 373-396; for exports the weighted
    revealed comparative advantage.
    """
    counted = activity_rows(activity, value)
    keys, name = ["region", *counted.period], "weighted_location_quotient"
    rows = with_quotients(counted).with_columns(
        one_where(nw.col(AMOUNT).is_null() & (nw.col("industry_total") > 0)).alias("unknown")
    )
    sums = rows.group_by(*keys).agg(nw.col("unknown").sum(), nw.col(QUOTIENT).sum().alias("sum"))
    means = with_compared(sums, counted, "region").select(*keys, "compared", "sum")
    weighted = ratio(nw.col(QUOTIENT) * nw.col("compared"), nw.col("sum")).alias(name)
    found = rows.join(means, on=keys, how="inner").with_columns(weighted)
    return same_kind(found.select(*counted.keys, value, QUOTIENT, name).sort(*counted.keys), activity)
