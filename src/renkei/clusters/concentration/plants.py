"""What the indices of agglomeration are made of: plants by industry and region, their sizes, regions' weights.

For an industry with plants of shares z_j, regional shares s_r and regions' shares of all activity x_r: the sums
Σz², Σz³, Σz⁴ of its plants, Σx², Σx³ of all regions (also those without plants), Σs² and Σsx.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.activity.mix import one_where, ratio
from renkei.clusters.activity.region_keys import check_joinable, check_regions_known, first_regions
from renkei.clusters.activity.rows import AMOUNT, CheckedRows, checked_rows
from renkei.errors import TableError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

POWERS: Final = ("x2", "x3")
SIZE_POWERS: Final = ("square", "cube", "fourth")


def plant_rows(plants: IntoFrame, value: str) -> CheckedRows:
    """The rows of a table of plants: establishment, industry, region, `value` (and year)."""
    return checked_rows(
        plants, table="plants", keys=("establishment", "industry"), value=value, carried=("region",)
    )


def plant_cells(plants: CheckedRows) -> CheckedRows:
    """Plants added up by industry and region: known amounts, their second to fourth powers, counts."""
    size, square = nw.col(AMOUNT), nw.col("square")
    keys = ("industry", "region", *plants.period)
    rows = plants.rows.with_columns((size * size).alias("square"), nw.col(plants.value).fill_null(0))
    rows = rows.with_columns(
        (square * size).alias("cube"),
        (square * square).alias("fourth"),
        one_where(size.is_null()).alias("unknown"),
    )
    sums = rows.group_by(*keys).agg(
        size.count().alias("establishments"), nw.col("unknown", plants.value, AMOUNT, *SIZE_POWERS).sum()
    )
    # What follows reads the cells three times; Polars would group the plants anew for each.
    kept = sums.collect().lazy() if sums.implementation.is_polars() else sums
    return replace(plants, rows=kept, keys=keys)


def sizes_of_plants(cells: CheckedRows) -> nw.LazyFrame[Any]:
    """Each industry's sum (`AMOUNT`), Σz² (`plant_herfindahl`), Σz³ (`cube`), Σz⁴ (`fourth`) and counts."""
    whole = nw.col(AMOUNT)
    sums = cells.rows.group_by("industry", *cells.period).agg(
        nw.col("establishments", "unknown", cells.value, AMOUNT, *SIZE_POWERS).sum()
    )
    powers = (whole * whole, whole * whole * whole, whole * whole * whole * whole)
    shares = (ratio(nw.col(name), power) for name, power in zip(SIZE_POWERS, powers, strict=True))
    names = ("plant_herfindahl", "cube", "fourth")
    return sums.with_columns(share.alias(name) for name, share in zip(names, shares, strict=True))


def sizes_alike(cells: CheckedRows) -> nw.LazyFrame[Any]:
    """As `sizes_of_plants`, each of an industry's n plants having the size 1 / n."""
    whole, one = nw.col(AMOUNT), nw.lit(1.0)
    sums = cells.rows.group_by("industry", *cells.period).agg(
        nw.col("establishments", "unknown", AMOUNT).sum()
    )
    return sums.with_columns(
        ratio(one, whole).alias("plant_herfindahl"),
        ratio(one, whole * whole).alias("cube"),
        ratio(one, whole * whole * whole).alias("fourth"),
    )


def region_weights(
    plants: CheckedRows, cells: CheckedRows, region_totals: IntoFrame | None
) -> nw.LazyFrame[Any]:
    """Each region's share x of all activity, given or added up from the cells, with Σx² and Σx³ beside it.

    Raises `TableError` if a region's total is unknown, or a plant lies in a region without one.
    """
    return own_regions(cells) if region_totals is None else _given_regions(plants, region_totals)


def own_regions(cells: CheckedRows) -> nw.LazyFrame[Any]:
    """Each region's share x of what the cells add up to, with Σx² and Σx³ beside it."""
    known = cells.rows.with_columns(nw.col(AMOUNT).fill_null(0.0))
    sums = known.group_by("region", *cells.period).agg(nw.col(AMOUNT).sum())
    return _with_moments(replace(cells, rows=sums))


def _given_regions(plants: CheckedRows, region_totals: IntoFrame) -> nw.LazyFrame[Any]:
    given = checked_rows(region_totals, table="region_totals", keys=("region",), value=plants.value)
    check_joinable(plants, given, ("plants", "region_totals"))
    unknown = given.rows.filter(nw.col(AMOUNT).is_null()).select("region", *given.period).collect()
    if len(unknown):
        raise TableError(
            "{count} region(s) in `region_totals` have no known `{column}` ({examples}). "
            "The index needs the total of each region: fill them in, or take these regions' plants out.",
            count=len(unknown),
            column=plants.value,
            examples=first_regions(unknown),
        )
    check_regions_known(plants, given, ("plants", "region_totals"))
    return _with_moments(given)


def _with_moments(regions: CheckedRows) -> nw.LazyFrame[Any]:
    """Each region's share x of all activity, with Σx² and Σx³ (of the year) beside it."""
    x = nw.col("x")
    weighed = regions.rows.with_columns(ratio(nw.col(AMOUNT), regions.total()).alias("x"))
    powers = weighed.with_columns((x * x).alias("x2"), (x * x * x).alias("x3"))
    sums = (nw.col(name).sum() for name in POWERS)
    moments = (total.over(*regions.period) if regions.period else total for total in sums)
    return powers.with_columns(*moments).select("region", *regions.period, "x", *POWERS)


def spread_over_regions(
    cells: CheckedRows, sizes: nw.LazyFrame[Any], regions: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    """The `sizes` of each industry with Σs² (`s2`), Σsx (`sx`), Σx² and Σx³; the first two 0 without activity."""
    keys = ["industry", *cells.period]
    whole = sizes.select(*keys, nw.col(AMOUNT).alias("whole"))
    joined = cells.rows.join(whole, on=keys, how="inner").join(
        regions, on=["region", *cells.period], how="inner"
    )
    share = joined.with_columns(ratio(nw.col(AMOUNT), nw.col("whole")).alias("s"))
    s, x = nw.col("s"), nw.col("x")
    sums = (
        share.with_columns((s * s).alias("s2"), (s * x).alias("sx"))
        .group_by(*keys)
        .agg(nw.col("s2", "sx").sum(), nw.col(*POWERS).max())
    )
    found = sums.join(sizes, on=keys, how="inner")
    counts = nw.col("establishments", "unknown").cast(nw.Int64)
    return found.with_columns(nw.col(cells.value).cast(cells.number)).with_columns(counts)


def raw_concentration() -> nw.Expr:
    """Ellison and Glaeser's G = Σ (s - x)², of rows from `spread_over_regions`; missing without activity."""
    return nw.when(nw.col(AMOUNT) > 0).then(nw.col("x2") + nw.col("s2") - 2.0 * nw.col("sx"))
