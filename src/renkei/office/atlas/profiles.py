"""The rows that a subject's page shows: selections from the build's tables, computed nowhere else anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters.dynamics.stages import LifeCycleRule
from renkei.clusters.dynamics.youth import OpeningStageRule
from renkei.evidence.cluster_rows import clusters_told, plants_inside

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Cluster, Industry, Region, Zone

FEW: Final = 5
PAIR_INDICATORS: Final = (
    "establishments",
    "location_quotient",
    "share_of_region",
    "share_of_nation",
    "opening_rate",
)
REGION_INDICATORS: Final = (
    "establishments_total",
    "establishment_density",
    "diversity_herfindahl",
    "opening_rate",
    "economic_complexity",
    "related_variety",
)
INDUSTRY_INDICATORS: Final = (
    "establishments_industry",
    "concentration_herfindahl",
    "locational_gini",
    "ellison_glaeser",
    "ellison_glaeser_count",
    "opening_rate",
    "product_complexity",
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
    return strongest_first(wide, "location_quotient", plants="establishments")


def strongest_first(rows: pl.DataFrame, value: str, *, plants: str = "basis") -> pl.DataFrame:
    """`rows` by `value`, the highest first; those that rest on fewer than `FEW` plants come last.

    With so few plants one more or less changes a ratio beyond recognition.
    """
    few = (pl.col(plants) < FEW).fill_null(value=False)
    return rows.sort(few, value, *rows.columns[:2], descending=[False, True, False, False], nulls_last=True)


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


def stars_of(edition: Edition, region: Region) -> pl.DataFrame:
    """The broad industries in which `region` earns stars, the most stars, then the most plants, first."""
    rows = edition.table("cluster_strength").filter(region=region.id)
    return rows.sort(
        "cluster_strength", "establishments", "industry", descending=[True, True, False], nulls_last=True
    )


def cluster_table(edition: Edition) -> pl.DataFrame:
    """The clusters with their course and type, the largest excess of plants over the expected number first."""
    order = pl.DataFrame({"cluster": list(edition.clusters)}, schema={"cluster": pl.String})
    return order.join(clusters_told(edition.evidence), on="cluster", how="left", maintain_order="left")


def paces(clusters: pl.DataFrame) -> tuple[int, int]:
    """How many of `clusters` gain pace, and how many lose it, with the whole interval of their momentum."""
    return clusters.filter(pl.col("low") > 0).height, clusters.filter(pl.col("high") < 0).height


def clusters_with(edition: Edition, *, region: str = "", industry: str = "") -> pl.DataFrame:
    """The clusters that have a member in a region or an industry, or in a part of it, in order of excess.

    `plants_here` counts the plants of the members that match.
    """
    inside = plants_inside(edition.evidence, "region" if region else "industry", region or industry)
    here = inside.rename({"inside": "plants_here"})
    return cluster_table(edition).join(here, on="cluster", how="inner", maintain_order="left")


def members(edition: Edition, cluster: Cluster) -> pl.DataFrame:
    """The region–industry cells of `cluster`, the most plants first."""
    rows = edition.table("cluster_members").filter(cluster=cluster.id)
    return rows.sort("establishments", "region", "industry", descending=[True, False, False])


def openings(edition: Edition, kind: str, code: str) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """Plants by year of opening (`year`, `openings`) of a region, industry or cluster, and of the country.

    The country's are those of the same industries, None for an industry, whose own are the country's. Only
    plants that still exist at the reference date are in the data, so early years are too low.
    """
    table = edition.table("openings")
    finest_codes = [one.id for one in edition.regions.values() if one.level == edition.region_level]
    if kind == "region":
        top = [one.id for one in edition.industries.values() if not one.parent]
        rows = table.filter(pl.col("industry").is_in(top))
        return _by_year(rows.filter(region=code)), _by_year(rows.filter(pl.col("region").is_in(finest_codes)))
    finest = table.filter(pl.col("region").is_in(finest_codes))
    if kind == "industry":
        return _by_year(finest.filter(industry=code)), None
    cells = members(edition, edition.cluster(code)).select("region", "industry")
    same = finest.join(cells.select("industry").unique(), on="industry", how="semi")
    return _by_year(finest.join(cells, on=["region", "industry"], how="semi")), _by_year(same)


def course(edition: Edition, cluster: Cluster) -> tuple[pl.DataFrame, str]:
    """What `cluster` did by year, and which of the two columns it is: openings, or establishments of a panel.

    Rows: year, that column, stage. The stage is told from the last years only; it is missing before them.
    """
    told = edition.table("cluster_dynamics").filter(cluster=cluster.id).to_dicts()
    basis = told[0]["basis"] if told else "openings"
    value = "establishments" if basis == "activity" else "openings"
    cells = members(edition, cluster).select("region", "industry")
    table = edition.table("activity" if basis == "activity" else "openings")
    rows = table.filter(pl.col("year") <= edition.year).join(cells, on=["region", "industry"], how="semi")
    known = rows.group_by("year").agg(pl.col(value).sum() if value == "openings" else _known_sum(value))
    recent = OpeningStageRule().recent if basis == "openings" else LifeCycleRule().recent
    stage = pl.lit(told[0]["life_cycle_stage"] if told else None, pl.String)
    return (
        _every_year(known, edition.year, value).with_columns(
            stage=pl.when(pl.col("year") > edition.year - recent).then(stage)
        ),
        value,
    )


def _known_sum(value: str) -> pl.Expr:
    return pl.when(pl.col(value).is_not_null().all()).then(pl.col(value).sum()).alias(value)


def _every_year(rows: pl.DataFrame, last: int, value: str) -> pl.DataFrame:
    """Every year from the first to `last`: a year in which none opened is 0, one that was not counted missing."""
    if rows.is_empty():
        return rows.select("year", value)
    first = int(rows["year"].to_numpy().min())
    whole = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int64})
    filled = whole.join(rows.cast({"year": pl.Int64}), on="year", how="left", maintain_order="left")
    return filled.with_columns(pl.col(value).fill_null(0)) if value == "openings" else filled


def _by_year(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by("year").agg(pl.col("openings").sum()).sort("year")


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
