"""Sheets: one row per subject, with the columns that rules speak about.

Every sheet has `subject`, `name_zh_hant`, `name_en`, `name_ja`; a column that the data do not give is
there and empty, so that a rule about it stays silent instead of failing.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from renkei.diagnosis.next_industries import chances, prospects

NAMES: Final = ("name_zh_hant", "name_en", "name_ja")
RANKED: Final = ("economic_complexity", "complexity_outlook", "related_variety")
REGION_NUMBERS: Final = (
    "establishments_total",
    "establishment_density",
    "diversity_herfindahl",
    *RANKED,
)


def region_sheet(indicators: pl.DataFrame, regions: pl.DataFrame, industries: pl.DataFrame) -> pl.DataFrame:
    """One row per region in `regions`, with totals, structure, its largest industry and its chances.

    `top_share` is the share of the largest of `industries` (0 to 1), `equivalent_number` the inverse of the
    Herfindahl index. Of economic_complexity, complexity_outlook and related_variety there are `…_rank` (1 is the
    highest), `…_of` (regions compared) and `…_top` (rank ÷ regions compared). `chances` counts the industries
    that the region lacks and that are near and complex; `top_chance` is the best of them.
    """
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
        .join(_by_subject(indicators, "region", REGION_NUMBERS), on="region", how="left")
        .join(top, on="region", how="left")
        .join(_chances(indicators, industries), on="region", how="left")
        .with_columns(equivalent_number=1 / pl.col("diversity_herfindahl"))
        .with_columns(column for name in RANKED for column in _rank(name))
        .with_columns((pl.col(f"{name}_rank") / pl.col(f"{name}_of")).alias(f"{name}_top") for name in RANKED)
        .rename({"region": "subject"})
    )


def _rank(name: str) -> list[pl.Expr]:
    value = pl.col(name)
    rank = value.rank("min", descending=True).cast(pl.Int64).alias(f"{name}_rank")
    return [rank, value.count().cast(pl.Int64).alias(f"{name}_of")]


def _chances(indicators: pl.DataFrame, industries: pl.DataFrame) -> pl.DataFrame:
    """For each region with any, `chances` and the names of the best of them."""
    found = chances(prospects(indicators, industries["industry"]))
    return (
        found.group_by("region", maintain_order=True)
        .agg(chances=pl.len().cast(pl.Int64), industry=pl.col("industry").first())
        .join(_names(industries, "industry", "top_chance"), on="industry", how="left")
        .drop("industry")
    )


def with_lone_hot_spots(
    sheet: pl.DataFrame, hot_spots: pl.DataFrame, members: pl.DataFrame, industries: pl.DataFrame
) -> pl.DataFrame:
    """The region sheet with the largest hot spot of each region that belongs to no detected cluster.

    A hot spot belongs to a cluster if `members` has its region (where its middle lies) and industry. Columns:
    spot_plants, spot_density (times the expected), spot_area (km²) and the names of `spot_industry`.
    """
    alone = hot_spots.join(members, on=["region", "industry"], how="anti").drop_nulls("region")
    largest = (
        alone.sort("plants", "hot_spot", descending=[True, False])
        .unique("region", keep="first", maintain_order=True)
        .select(
            "industry",
            subject="region",
            spot_plants="plants",
            spot_density="relative_density",
            spot_area="area_km2",
        )
        .join(_names(industries, "industry", "spot_industry"), on="industry", how="left")
        .drop("industry")
    )
    return sheet.join(largest, on="subject", how="left")


def industry_sheet(
    indicators: pl.DataFrame, industries: pl.DataFrame, regions: pl.DataFrame, localisation: pl.DataFrame
) -> pl.DataFrame:
    """One row per industry in `industries`, with its concentration and the region that has most of it.

    `ellison_glaeser` is the index with plant sizes where they are known, else the count version; median_km,
    localisation and p_localised are those of the table `localisation` (which may have no rows).
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
        .join(
            localisation.select("industry", "median_km", "localisation", "p_localised"),
            on="industry",
            how="left",
        )
        .with_columns(ellison_glaeser=pl.coalesce("ellison_glaeser", "ellison_glaeser_count"))
        .rename({"industry": "subject"})
    )


def cluster_sheet(clusters: pl.DataFrame, dynamics: pl.DataFrame) -> pl.DataFrame:
    """One row per cluster, with `excess`: plants beyond those that the national mix would give, and its course.

    `dynamics` is the table `cluster_dynamics` (which may have no rows): momentum with momentum_low and
    momentum_high, and 1 or 0 for `forming` and `past_growth` (declining, or mature or declining where closures
    are not known).
    """
    stage = pl.col("life_cycle_stage")
    course = dynamics.select(
        "cluster",
        "momentum",
        momentum_low="low",
        momentum_high="high",
        forming=(stage == "forming").cast(pl.Int64),
        past_growth=stage.is_in(["declining", "mature_or_declining"]).cast(pl.Int64),
    )
    return (
        clusters.with_columns(excess=pl.col("establishments") - pl.col("expected"))
        .join(course, on="cluster", how="left")
        .rename({"cluster": "subject"})
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
