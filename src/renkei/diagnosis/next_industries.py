"""Where regions could go next: the industries that each lacks, by how near and how complex they are.

A chance is an industry in which a region is not specialised, and which is both nearer to what it has and more
complex than the middle (median) of the industries as this region sees them. The best are farthest beyond both
medians, in mean distances from each, so that nearness and complexity count alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters.places.detection import PRESENCE_MINIMUM

if TYPE_CHECKING:
    from collections.abc import Iterable

PAIRS: Final = ("relatedness_density", "complexity_gain", "location_quotient", "establishments")


def prospects(indicators: pl.DataFrame, industries: Iterable[str], *, region: str = "") -> pl.DataFrame:
    """One row per region and industry of `industries` whose relatedness density is known, by both codes.

    `indicators` are those of one year. Columns: region, industry, relatedness_density, complexity (of the
    industry), complexity_gain, present (specialised by the rule of relatedness: at least the national share,
    and enough plants), middle_density and middle_complexity (medians over the region's rows in which both are
    known), beyond (how far it is above both together), chance. No rows for a region that is specialised in
    nothing, to which nothing could be near.
    `region` limits the rows to one.
    """
    codes = list(industries)
    mine = indicators.filter(pl.col("industry").is_in(codes))
    if region:
        mine = mine.filter(pl.col("region").is_in(["", region]))
    rows = _pairs(mine).join(
        _of_industry(mine, "product_complexity", "complexity"), on="industry", how="left"
    )
    strong = (pl.col("location_quotient") >= 1) & (pl.col("establishments") >= PRESENCE_MINIMUM)
    rows = rows.with_columns(present=strong.fill_null(value=False))
    rows = rows.filter(pl.col("present").any().over("region"))
    known = pl.col("complexity").is_not_null()
    middles = [
        pl.col(column).filter(known).median().over("region").alias(f"middle_{name}")
        for name, column in (("density", "relatedness_density"), ("complexity", "complexity"))
    ]
    nearer = pl.col("relatedness_density") - pl.col("middle_density")
    better = pl.col("complexity") - pl.col("middle_complexity")
    chance = ((nearer > 0) & (better > 0) & ~pl.col("present")).fill_null(value=False)
    return (
        rows.with_columns(middles)
        .with_columns(chance=chance, beyond=_in_mean_distances(nearer) + _in_mean_distances(better))
        .drop("location_quotient", "establishments")
        .sort("region", "industry")
    )


def _in_mean_distances(distance: pl.Expr) -> pl.Expr:
    return distance / pl.max_horizontal(distance.abs().mean().over("region"), pl.lit(1e-12))


def chances(prospects: pl.DataFrame) -> pl.DataFrame:
    """The chances among `prospects`, the best of each region first."""
    return prospects.filter("chance").sort("region", "beyond", "industry", descending=[False, True, False])


def _pairs(indicators: pl.DataFrame) -> pl.DataFrame:
    keys = ["region", "industry"]
    of_pairs = indicators.filter(pl.col("region") != "")
    density, *others = (
        of_pairs.filter(pl.col("indicator") == name).select(*keys, pl.col("value").alias(name))
        for name in PAIRS
    )
    rows = density.drop_nulls("relatedness_density")
    for other in others:
        rows = rows.join(other, on=keys, how="left")
    return rows


def _of_industry(indicators: pl.DataFrame, name: str, column: str) -> pl.DataFrame:
    rows = indicators.filter((pl.col("indicator") == name) & (pl.col("region") == ""))
    return rows.select("industry", pl.col("value").alias(column))
