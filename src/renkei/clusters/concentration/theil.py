"""How unevenly an industry is spread over regions, in a measure that splits exactly by groups of regions.

Both functions take an activity table (region, industry, value, and year) of one level of regions and
industries, as any kind of frame, and return the same kind; each year by itself; a pair without a row is zero;
an unknown cell and its region's weight are left out for that industry and counted in `unknown`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import narwhals as nw

from renkei.clusters.activity.mix import one_where, ratio
from renkei.clusters.activity.options import check_choice
from renkei.clusters.activity.rows import AMOUNT, activity_rows
from renkei.clusters.activity.second_tables import with_groups
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.clusters.activity.rows import CheckedRows
    from renkei.tables.frames import FrameT

Weights = Literal["activity", "equal"]
WEIGHTS: Final = ("activity", "equal")


def theil_concentration(
    activity: FrameT, *, value: str = "establishments", weights: Weights = "activity"
) -> FrameT:
    """How far each industry's spread over regions lies from that of all activity: Theil's index.

    Columns: industry, (year,) regions (compared: those with any activity, less the unknown), unknown, `value`
    (known total), theil_concentration = Σ_r s_r ln(s_r / x_r), in nats, from 0 (spread as all activity is) to
    ln(1 / x) of the smallest region. s_r is the region's share of the industry; x_r its share of all activity
    (relative concentration), or, with `weights` "equal", the same for each region compared (absolute
    concentration, then at most ln(regions)). A region without the industry adds nothing. Missing where the
    industry has no known activity. Sorted by key.

    Raises `ParameterError` for other weights, `TableError` as `location_quotient`.

    Source: Theil (1967), Economics and Information Theory, ch. 4; for regions Brülhart & Traeger (2005),
    Regional Science and Urban Economics 35, 597-624.
    """
    check_choice("weights", weights, WEIGHTS)
    counted = activity_rows(activity, value)
    one_group = counted.rows.with_columns(nw.lit("all").alias("group"))
    found = _split(_with_weights(one_group, counted, weights), counted)
    kept = ("industry", *counted.period, "regions", "unknown", value, "theil_concentration")
    return same_kind(found.select(*kept).sort("industry", *counted.period), activity)


def theil_decomposition(
    activity: FrameT,
    regions: IntoFrame | None = None,
    *,
    value: str = "establishments",
    group: str = "parent",
    weights: Weights = "activity",
) -> FrameT:
    """Theil's index of each industry, split into unevenness between and within groups of regions.

    `regions` has region and the column `group` (say the country or county that it belongs to); left out, the
    activity table itself has that column. Columns: industry, (year,) regions (compared), groups (in which the
    industry is), unknown, `value` (known total), theil_between = Σ_g S_g ln(S_g / X_g), theil_within =
    Σ_g S_g Σ_(r in g) (s_r / S_g) ln((s_r / S_g) / (x_r / X_g)), theil_concentration, their sum, all in nats.
    S_g and X_g add up s_r and x_r, which are those of `theil_concentration`, as is `weights`. Missing where
    the industry has no known activity. Sorted by key.

    Raises `ParameterError` for other weights; `TableError` as `location_quotient`, if a group is empty, or a
    region is not in `regions` or is there twice.

    Source: as `theil_concentration`; between countries and within: Cutrini (2009), Regional Science and
    Urban Economics 39, 632-643.
    """
    check_choice("weights", weights, WEIGHTS)
    counted = with_groups(activity, regions, key="region", value=value, group=group)
    found = _split(_with_weights(counted.rows, counted, weights), counted)
    kept = ("regions", "groups", "unknown", value, "theil_between", "theil_within", "theil_concentration")
    keys = ["industry", *counted.period]
    return same_kind(found.select(*keys, *kept).sort(*keys), activity)


def _with_weights(rows: nw.LazyFrame[Any], counted: CheckedRows, weights: Weights) -> nw.LazyFrame[Any]:
    """The rows with `share` s_r, the region's `weight` x_r, its group's `group_weight`, and how many are `active`.

    Weights are shares over the regions known for the industry, counting those without a row of it.
    """
    period, keys = counted.period, ["region", "group", *counted.period]
    own = nw.col(AMOUNT) if weights == "activity" else one_where(nw.col(AMOUNT) > 0).cast(nw.Float64)
    sizes = counted.rows if "group" in counted.rows.collect_schema() else rows
    sizes = sizes.group_by(*keys).agg(nw.col(AMOUNT).fill_null(0.0).sum()).with_columns(own.alias("size"))
    group, all_sizes = ["group", *period], nw.col("size").sum()
    sizes = sizes.with_columns(
        nw.col("size").sum().over(*group).alias("group_size"),
        (all_sizes.over(*period) if period else all_sizes).alias("all_sizes"),
        _counted(nw.col("size") > 0, period).alias("active"),
    ).drop(AMOUNT)
    joined = rows.join(sizes, on=keys, how="inner")
    unknown = nw.when(nw.col(AMOUNT).is_null()).then(nw.col("size")).otherwise(0.0)
    joined = joined.with_columns(unknown.alias("lost"), counted.total("industry").alias("whole"))
    known = nw.col("all_sizes") - nw.col("lost").sum().over("industry", *period)
    known_group = nw.col("group_size") - nw.col("lost").sum().over("industry", *group)
    return joined.with_columns(
        ratio(nw.col(AMOUNT), nw.col("whole")).alias("share"),
        ratio(nw.col("size"), known).alias("weight"),
        ratio(known_group, known).alias("group_weight"),
    )


def _split(rows: nw.LazyFrame[Any], counted: CheckedRows) -> nw.LazyFrame[Any]:
    """One row per industry (and year): counts, known total, and the index between, within and in all."""
    keys = ["industry", *counted.period]
    share = nw.when(nw.col("share") > 0).then(nw.col("share"))
    rows = rows.with_columns(
        share.alias("share"),
        one_where(nw.col(AMOUNT).is_null() & (nw.col("size") > 0)).alias("unknown"),
        nw.col(counted.value).fill_null(0),
    ).with_columns((nw.col("share") * ratio(nw.col("share"), nw.col("weight")).log()).alias("relative"))
    groups = rows.group_by(*keys, "group").agg(
        nw.col("share").count().alias("above_zero"),
        nw.col("share", "relative", "unknown", counted.value).sum(),
        nw.col("group_weight", "active").max(),
    )
    inside = nw.when(nw.col("above_zero") > 0).then(nw.col("share")).alias("group_share")
    groups = groups.with_columns(inside)
    between = nw.col("group_share") * ratio(nw.col("group_share"), nw.col("group_weight")).log()
    sums = (
        groups.with_columns(between.alias("between"))
        .group_by(*keys)
        .agg(
            nw.col("group_share").count().alias("groups"),
            nw.col("relative", "between", "unknown", counted.value).sum(),
            nw.col("active").max(),
        )
    )
    return _whole_and_parts(sums, counted)


def _whole_and_parts(sums: nw.LazyFrame[Any], counted: CheckedRows) -> nw.LazyFrame[Any]:
    """The three indices, rounding noise below zero taken off; missing where there is no known activity."""
    parts = {
        "theil_concentration": nw.col("relative"),
        "theil_between": nw.col("between"),
        "theil_within": nw.col("relative") - nw.col("between"),
    }
    found = (
        nw.when(nw.col("groups") > 0).then(nw.when(nats > 0).then(nats).otherwise(0.0)).alias(name)
        for name, nats in parts.items()
    )
    return sums.with_columns(
        *found,
        (nw.col("active") - nw.col("unknown")).cast(nw.Int64).alias("regions"),
        nw.col("groups", "unknown").cast(nw.Int64),
        nw.col(counted.value).cast(counted.number),
    )


def _counted(condition: nw.Expr, period: list[str]) -> nw.Expr:
    count = one_where(condition).sum()
    return count.over(*period) if period else count
