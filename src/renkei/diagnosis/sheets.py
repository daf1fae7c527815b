"""Sheets: one row per subject, with the columns that rules speak about.

Every sheet has `subject`, `name_zh_hant`, `name_en`, `name_ja`; a column that the data do not give is
there and empty, so that a rule about it stays silent instead of failing.
"""

from __future__ import annotations

from typing import Final

import polars as pl

NAMES: Final = ("name_zh_hant", "name_en", "name_ja")


def region_sheet(indicators: pl.DataFrame, regions: pl.DataFrame, industries: pl.DataFrame) -> pl.DataFrame:
    """One row per region in `regions`, with its totals, diversity and largest industry in `industries`.

    `top_share` is the largest industry's share of the region (0 to 1), `equivalent_number` the inverse
    of the Herfindahl index.
    """
    wide = _by_subject(
        indicators, "region", ("establishments_total", "establishment_density", "diversity_herfindahl")
    )
    top = _largest(
        indicators.filter(
            (pl.col("indicator") == "share_of_region")
            & pl.col("industry").is_in(industries["industry"].implode())
        ),
        subject="region",
        other="industry",
        names=_names(industries, "industry", "top_industry"),
    )
    return (
        _names(regions, "region", "name")
        .join(wide, on="region", how="left")
        .join(top, on="region", how="left")
        .with_columns(equivalent_number=1 / pl.col("diversity_herfindahl"))
        .rename({"region": "subject"})
    )


def industry_sheet(indicators: pl.DataFrame, industries: pl.DataFrame, regions: pl.DataFrame) -> pl.DataFrame:
    """One row per industry in `industries`, with its concentration and the region that has most of it.

    `ellison_glaeser` is the index with plant sizes where they are known, else the count version.
    """
    columns = ("establishments_industry", "ellison_glaeser", "ellison_glaeser_count", "locational_gini")
    wide = _by_subject(indicators, "industry", columns)
    top = _largest(
        indicators.filter(
            (pl.col("indicator") == "share_of_nation") & pl.col("region").is_in(regions["region"].implode())
        ),
        subject="industry",
        other="region",
        names=_names(regions, "region", "top_region"),
    )
    return (
        _names(industries, "industry", "name")
        .join(wide, on="industry", how="left")
        .join(top, on="industry", how="left")
        .with_columns(ellison_glaeser=pl.coalesce("ellison_glaeser", "ellison_glaeser_count"))
        .rename({"industry": "subject"})
    )


def cluster_sheet(clusters: pl.DataFrame) -> pl.DataFrame:
    """One row per cluster, with `excess`: plants beyond those that the national mix would give."""
    return clusters.with_columns(excess=pl.col("establishments") - pl.col("expected")).rename(
        {"cluster": "subject"}
    )


def zone_sheet(
    zones: pl.DataFrame, zone_activity: pl.DataFrame, activity: pl.DataFrame, industries: pl.DataFrame
) -> pl.DataFrame:
    """One row per zone, with the industry in which it is most specialised and that location quotient.

    Shares are taken among `industries`, in the zone and in the whole of `activity` (one region level,
    one year).
    """
    codes = industries["industry"].implode()
    national = (
        activity.filter(pl.col("industry").is_in(codes))
        .group_by("industry")
        .agg(nation=pl.col("establishments").sum())
    )
    inside = zone_activity.filter(pl.col("industry").is_in(codes)).join(national, on="industry", how="left")
    quotients = inside.with_columns(
        top_lq=(pl.col("establishments") / pl.col("establishments").sum().over("zone"))
        / (pl.col("nation") / national["nation"].sum()),
    ).rename({"establishments": "top_establishments"})
    top = (
        quotients.filter(pl.col("top_establishments") >= 10)
        .sort("top_lq", "industry", descending=[True, False])
        .unique("zone", keep="first", maintain_order=True)
        .select("zone", "industry", "top_lq", "top_establishments")
        .join(_names(industries, "industry", "top_industry"), on="industry", how="left")
        .drop("industry")
    )
    return (
        zones.select("zone", *NAMES, "establishments")
        .join(top, on="zone", how="left")
        .rename({"zone": "subject"})
    )


def _names(table: pl.DataFrame, key: str, prefix: str) -> pl.DataFrame:
    renamed = {name: name.replace("name", prefix, 1) for name in NAMES}
    return table.select(key, *NAMES).rename(renamed)


def _by_subject(indicators: pl.DataFrame, subject: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """`indicators` that `subject` alone keys, one column each; a column without data is empty."""
    mine = indicators.filter(pl.col("indicator").is_in(columns) & (pl.col(subject) != ""))
    wide = mine.pivot(on="indicator", index=subject, values="value")
    absent = [pl.lit(None, pl.Float64).alias(name) for name in columns if name not in wide.columns]
    return wide.with_columns(absent).select(subject, *columns)


def _largest(shares: pl.DataFrame, *, subject: str, other: str, names: pl.DataFrame) -> pl.DataFrame:
    """For each `subject`, the `other` with the largest share, as `top_share` and its names."""
    return (
        shares.sort("value", other, descending=[True, False])
        .unique(subject, keep="first", maintain_order=True)
        .select(subject, other, top_share="value")
        .join(names, on=other, how="left")
        .drop(other)
    )
