"""The rows that a subject's page shows: selections from the build's tables, computed nowhere else anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Cluster, Industry, Region, Zone

PAIR_INDICATORS = (
    "establishments",
    "location_quotient",
    "share_of_region",
    "share_of_nation",
    "opening_rate",
)
REGION_INDICATORS = ("establishments_total", "establishment_density", "diversity_herfindahl", "opening_rate")
INDUSTRY_INDICATORS = (
    "establishments_industry",
    "concentration_herfindahl",
    "locational_gini",
    "ellison_glaeser",
    "ellison_glaeser_count",
    "opening_rate",
)


def industries_of_region(edition: Edition, region: Region, level: str) -> pl.DataFrame:
    """One row per industry of `level` present in `region`, with its pair indicators, the highest LQ first."""
    codes = [one.id for one in edition.industries.values() if one.level == level]
    return _pairs(edition, pl.col("region") == region.id, pl.col("industry").is_in(codes))


def regions_of_industry(edition: Edition, industry: Industry, level: str) -> pl.DataFrame:
    """One row per region of `level` that has `industry`, with its pair indicators, the highest LQ first."""
    codes = [one.id for one in edition.regions.values() if one.level == level]
    return _pairs(edition, pl.col("industry") == industry.id, pl.col("region").is_in(codes))


def _pairs(edition: Edition, *conditions: pl.Expr) -> pl.DataFrame:
    keys = ["region", "industry"]
    wide = (
        edition.indicator("establishments", year=edition.year)
        .filter(*conditions)
        .select(*keys, establishments="value")
    )
    for name in PAIR_INDICATORS[1:]:
        rows = edition.indicator(name, year=edition.year).filter(*conditions)
        wide = wide.join(rows.select(*keys, pl.col("value").alias(name)), on=keys, how="left")
    return wide.sort("location_quotient", *keys, descending=[True, False, False], nulls_last=True)


def region_table(edition: Edition, level: str) -> pl.DataFrame:
    """One row per region of `level`, in code order, with the region indicators; null where not computed."""
    codes = [one.id for one in edition.regions.values() if one.level == level]
    return _subjects(edition, "region", codes, REGION_INDICATORS)


def industry_table(edition: Edition, level: str) -> pl.DataFrame:
    """One row per industry of `level`, in code order, with the industry indicators; null where not computed."""
    codes = [one.id for one in edition.industries.values() if one.level == level]
    wide = _subjects(edition, "industry", codes, INDUSTRY_INDICATORS)
    return wide.with_columns(ellison_glaeser=pl.coalesce("ellison_glaeser", "ellison_glaeser_count"))


def _subjects(edition: Edition, key: str, codes: list[str], indicators: tuple[str, ...]) -> pl.DataFrame:
    other = "industry" if key == "region" else "region"
    wide = pl.DataFrame({key: codes}, schema={key: pl.String})
    for name in indicators:
        rows = edition.indicator(name, year=edition.year, **{other: ""}).select(
            key, pl.col("value").alias(name)
        )
        wide = wide.join(rows, on=key, how="left", maintain_order="left")
    return wide


def cluster_table(edition: Edition) -> pl.DataFrame:
    """The clusters, the largest excess of plants over the expected number first."""
    order = pl.DataFrame({"cluster": list(edition.clusters)}, schema={"cluster": pl.String})
    return order.join(edition.table("clusters"), on="cluster", how="left", maintain_order="left")


def clusters_with(edition: Edition, **key: str) -> pl.DataFrame:
    """The clusters that have a member in `key` (a region, its parts, or an industry), in order of excess.

    `plants_here` counts the plants of the members that match.
    """
    (column, code), *_ = key.items()
    family = {**edition.regions, **edition.industries}
    codes = [code, *(one.id for one in family.values() if one.parent == code)]
    here = (
        edition.table("cluster_members")
        .filter(pl.col(column).is_in(codes))
        .group_by("cluster")
        .agg(plants_here=pl.col("establishments").sum())
    )
    return cluster_table(edition).join(here, on="cluster", how="inner", maintain_order="left")


def members(edition: Edition, cluster: Cluster) -> pl.DataFrame:
    """The region–industry cells of `cluster`, the most plants first."""
    rows = edition.table("cluster_members").filter(cluster=cluster.id)
    return rows.sort("establishments", "region", "industry", descending=[True, False, False])


def openings(edition: Edition, *conditions: pl.Expr) -> pl.DataFrame:
    """Plants by year of opening (`year`, `openings`) over the rows that meet `conditions`; gaps are zero.

    Only plants that still exist at the reference date are in the data, so early years are too low.
    """
    rows = edition.table("openings").filter(*conditions).group_by("year").agg(pl.col("openings").sum())
    if rows.is_empty():
        return rows.select("year", "openings")
    years = pl.DataFrame(
        {"year": range(rows["year"].min(), edition.year + 1)}, schema={"year": rows.schema["year"]}
    )  # type: ignore[arg-type]
    return years.join(rows, on="year", how="left").with_columns(pl.col("openings").fill_null(0)).sort("year")


def openings_of_cluster(edition: Edition, cluster: Cluster) -> pl.DataFrame:
    """Plants of the cluster's cells by year of opening."""
    cells = members(edition, cluster).select(pl.struct("region", "industry").alias("cell"))["cell"]
    return openings(edition, pl.struct("region", "industry").is_in(cells.implode()))


def neighbours(edition: Edition, region: Region) -> list[Region]:
    """The regions that share a border with `region`, in code order."""
    pairs = edition.table("neighbours")
    touching = [
        *pairs.filter(region_a=region.id)["region_b"].to_list(),
        *pairs.filter(region_b=region.id)["region_a"].to_list(),
    ]
    return [edition.regions[code] for code in sorted(touching) if code in edition.regions]


def parts_of(edition: Edition, region: Region) -> list[Region]:
    """The regions that `region` contains, in code order."""
    return [one for one in edition.regions.values() if one.parent == region.id]


def zones_in(edition: Edition, region: Region) -> list[Zone]:
    """The zones in `region` or one of its parts, the most plants first."""
    inside = {region.id, *(part.id for part in parts_of(edition, region))}
    found = [zone for zone in edition.zones.values() if zone.region in inside]
    return sorted(found, key=lambda zone: (-(zone.establishments or 0), zone.id))


def related_industries(edition: Edition, industry: Industry) -> pl.DataFrame:
    """The industries related to `industry`: `industry`, `proximity`, `shared_regions`, the closest first."""
    pairs = edition.table("relatedness")
    sides = [
        pairs.filter(pl.col(mine) == industry.id).select(
            "proximity", "shared_regions", industry=pl.col(other)
        )
        for mine, other in (("industry_a", "industry_b"), ("industry_b", "industry_a"))
    ]
    return pl.concat(sides).sort("proximity", "industry", descending=[True, False])


def industries_of_zone(edition: Edition, zone: Zone, level: str) -> pl.DataFrame:
    """The industries of `level` recognised in `zone`: `industry`, `establishments`, the most plants first."""
    codes = [one.id for one in edition.industries.values() if one.level == level]
    rows = edition.table("zone_activity").filter(pl.col("zone") == zone.id, pl.col("industry").is_in(codes))
    return rows.select("industry", "establishments").sort(
        "establishments", "industry", descending=[True, False]
    )
