"""The cluster tables of a build: detected clusters with names, growth and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.clusters import detected_clusters
from renkei.evidence.indicators import at_levels
from renkei.language import Text
from renkei.tables.naming import with_full_names

if TYPE_CHECKING:
    from renkei.evidence.config import ClusterThresholds, DataChoice

Tables = dict[str, pl.DataFrame]

NAME = Text("{region}・{industry}聚落", "{industry} · {region}", "{region}・{industry}集積")
"""How a cluster is called: after its lead region and its lead industry."""


def cluster_tables(
    activity: pl.DataFrame, tables: Tables, data: DataChoice, thresholds: ClusterThresholds, *, year: int
) -> Tables:
    """`clusters` and `cluster_members` in `activity` (region, industry, establishments): one level each, `year`."""
    import numpy as np

    found = detected_clusters(
        activity,
        tables["neighbours"],
        rules=thresholds,
        rng=np.random.default_rng(thresholds.seed),
    )
    named = _named(found.clusters, tables)
    placed = named.join(_centres(found.members, tables), on="cluster", how="left")
    opened = placed.join(_opening_rates(found.members, tables, data, year), on="cluster", how="left")
    growing = opened.join(_growth(found.members, tables, year), on="cluster", how="left")
    return {"clusters": growing, "cluster_members": found.members}


def _named(clusters: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    owners = {"region": with_full_names(tables["regions"]), "industry": tables["industries"]}
    for key, owner in owners.items():
        names = owner.select(
            pl.col(key).alias(f"lead_{key}"),
            *(pl.col(f"name_{code}").alias(f"{key}_{code}") for code in ("zh_hant", "en", "ja")),
        )
        clusters = clusters.join(names, on=f"lead_{key}", how="left", maintain_order="left")
    patterns = {"zh_hant": NAME.zh_hant, "en": NAME.en, "ja": NAME.ja}
    named = [
        pl.format(_positional(pattern), *(pl.col(f"{key}_{code}") for key in _order(pattern))).alias(
            f"name_{code}"
        )
        for code, pattern in patterns.items()
    ]
    first = ["cluster", "name_zh_hant", "name_en", "name_ja"]
    given = [name for name in clusters.columns if not name.startswith(("region_", "industry_"))]
    return clusters.with_columns(named).select(first + given[1:])


def _order(pattern: str) -> list[str]:
    return sorted(("region", "industry"), key=lambda key: pattern.index("{" + key + "}"))


def _positional(pattern: str) -> str:
    return pattern.replace("{region}", "{}").replace("{industry}", "{}")


def _centres(members: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """The plant-weighted mean of the member regions' points, per cluster."""
    points = tables["regions"].select("region", "lon", "lat")
    weight = pl.col("establishments")
    return (
        members.join(points, on="region", how="left")
        .group_by("cluster")
        .agg(
            *(
                (pl.col(axis) * weight).sum().truediv(weight.sum()).round(5).alias(axis)
                for axis in ("lon", "lat")
            )
        )
    )


def _opening_rates(members: pl.DataFrame, tables: Tables, data: DataChoice, year: int) -> pl.DataFrame:
    """Share of dated plants opened in the recent years, and that ÷ the same industries' nationwide.

    The national rate is weighted by the cluster's own mix of industries. Empty without `openings`.
    """
    if "openings" not in tables:
        empty = [pl.lit(None, pl.Float64).alias(name) for name in ("opening_rate", "relative_opening_rate")]
        return members.select(pl.col("cluster").unique()).with_columns(empty)
    dated = at_levels(
        tables["openings"].filter(pl.col("year") <= year),
        tables,
        region=data.region_level,
        industry=data.industry_level,
    ).with_columns(recent=pl.when(pl.col("year") > year - data.recent_years).then("openings").otherwise(0))
    national = dated.group_by("industry").agg(rate=pl.col("recent").sum() / pl.col("openings").sum())
    local = dated.group_by("region", "industry").agg(pl.col("openings", "recent").sum())
    joined = members.join(local, on=["region", "industry"], how="left").join(
        national, on="industry", how="left"
    )
    sums = joined.group_by("cluster").agg(
        opening_rate=pl.col("recent").sum() / pl.col("openings").sum(),
        expected=(pl.col("rate") * pl.col("openings")).sum() / pl.col("openings").sum(),
    )
    return sums.select(
        "cluster",
        "opening_rate",
        relative_opening_rate=pl.when(pl.col("expected") > 0).then(
            pl.col("opening_rate") / pl.col("expected")
        ),
    )


def _growth(members: pl.DataFrame, tables: Tables, year: int) -> pl.DataFrame:
    """The mean annual growth of each cluster's plants from the first year of the data to `year`.

    (last ÷ first)^(1 ÷ years) - 1 over the cells that the cluster has in `year`; missing where the data have
    one year only, or a cell's count is unknown.
    """
    rows = (
        tables["activity"]
        .filter(pl.col("year") <= year)
        .select("region", "industry", "year", "establishments")
    )
    first = rows["year"].min()
    if not isinstance(first, int) or first == year:
        return members.select(pl.col("cluster").unique(), growth=pl.lit(None, pl.Float64))
    cells = members.select("cluster", "region", "industry").join(rows, on=["region", "industry"], how="left")
    count = pl.col("establishments")
    sums = cells.group_by("cluster").agg(
        first=pl.when(count.is_not_null().all()).then(count.filter(pl.col("year") == first).sum()),
        last=pl.when(count.is_not_null().all()).then(count.filter(pl.col("year") == year).sum()),
    )
    rate = (pl.col("last") / pl.col("first")).pow(1 / (year - first)) - 1
    return sums.select("cluster", growth=pl.when(pl.col("first") > 0).then(rate))
