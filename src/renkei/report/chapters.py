"""What a brief says about a region: rows taken from one evidence build, nothing computed anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei.errors import NotFoundError
from renkei.language import name_column, text_column

if TYPE_CHECKING:
    from renkei.evidence import Evidence
    from renkei.language import LanguageCode

SHOWN_INDUSTRIES: Final = 15
SHOWN_FINDINGS: Final = 12
MINIMUM_PLANTS: Final = 5
"""Industries with fewer plants are left out of the ranking: their quotients jump with a single plant."""
PAIR_INDICATORS: Final = (
    "establishments",
    "share_of_region",
    "location_quotient",
    "share_of_nation",
    "opening_rate",
)

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Chapters:
    """Everything a brief shows, in the reader's language."""

    region: dict[str, Any]
    parent: str | None
    figures: dict[str, float | None]
    rank: int | None
    peers: int
    findings: Rows
    industries: Rows
    clusters: Rows
    zones: Rows


def chapters(evidence: Evidence, region: str, language: LanguageCode) -> Chapters:
    """The content of the brief of `region`. Raises `NotFoundError` if the build has no such region."""
    regions = evidence.table("regions")
    found = regions.filter(pl.col("region") == region)
    if found.is_empty():
        raise NotFoundError("No region has the code `{code}`.", code=region)
    row = found.row(0, named=True)
    parent = regions.filter(pl.col("region") == (row["parent"] or ""))
    rank, peers = _rank(evidence, row)
    inside = _plants_inside(evidence, region)
    return Chapters(
        region={**row, "name": row[name_column(language)]},
        parent=None if parent.is_empty() else parent[name_column(language)][0],
        figures=_figures(evidence, region),
        rank=rank,
        peers=peers,
        findings=_findings(evidence, region, inside, language),
        industries=_industries(evidence, region, language),
        clusters=_clusters(evidence, inside, language),
        zones=_zones(evidence, region, language),
    )


def _figures(evidence: Evidence, region: str) -> dict[str, float | None]:
    figures: dict[str, float | None] = {}
    for name in ("establishments_total", "establishment_density", "diversity_herfindahl", "opening_rate"):
        mine = evidence.indicator(name).filter((pl.col("region") == region) & (pl.col("industry") == ""))
        figures[name] = None if mine.is_empty() else mine["value"][0]
    return figures


def _rank(evidence: Evidence, row: dict[str, Any]) -> tuple[int | None, int]:
    """The rank of the region by plants among regions of its level, and how many there are."""
    level = evidence.table("regions").filter(pl.col("level") == row["level"]).select("region")
    totals = evidence.indicator("establishments_total").join(level, on="region", how="semi")
    mine = totals.filter(pl.col("region") == row["region"])["value"]
    rank = None if mine.is_empty() else int((totals["value"] > mine[0]).sum()) + 1
    return rank, level.height


def _industries(evidence: Evidence, region: str, language: LanguageCode) -> Rows:
    """The region's industries at the level of the evidence, most specialised first."""
    data = evidence.config.data
    names = evidence.table("industries").filter(pl.col("level") == data.industry_level)
    named = names.select("industry", name=pl.col(name_column(language)))
    wide = named
    for indicator in PAIR_INDICATORS:
        values = evidence.indicator(indicator).filter(pl.col("region") == region)
        wide = wide.join(
            values.select("industry", pl.col("value").alias(indicator)), on="industry", how="left"
        )
    return (
        wide.filter(pl.col("establishments") >= MINIMUM_PLANTS)
        .sort("location_quotient", "industry", descending=[True, False], nulls_last=True)
        .head(SHOWN_INDUSTRIES)
        .to_dicts()
    )


def _plants_inside(evidence: Evidence, region: str) -> pl.DataFrame:
    """`cluster`, `inside`: the plants that each cluster has in `region` or in the regions that it contains."""
    if "cluster_members" not in evidence.table_names:
        return pl.DataFrame(schema={"cluster": pl.String, "inside": pl.Int64})
    parts = evidence.table("regions").filter(pl.col("parent") == region)["region"]
    here = (pl.col("region") == region) | pl.col("region").is_in(parts.implode())
    members = evidence.table("cluster_members").filter(here)
    return members.group_by("cluster").agg(inside=pl.col("establishments").sum())


def _clusters(evidence: Evidence, inside: pl.DataFrame, language: LanguageCode) -> Rows:
    if inside.is_empty():
        return []
    clusters = evidence.table("clusters").join(inside, on="cluster")
    named = clusters.with_columns(name=pl.col(name_column(language)))
    return named.sort("inside", "cluster", descending=[True, False]).to_dicts()


def _zones(evidence: Evidence, region: str, language: LanguageCode) -> Rows:
    if "zones" not in evidence.table_names:
        return []
    inside = evidence.table("regions").filter((pl.col("parent") == region) | (pl.col("region") == region))
    zones = evidence.table("zones").join(inside.select("region"), on="region", how="semi")
    named = zones.with_columns(name=pl.col(name_column(language)))
    return named.sort("establishments", "zone", descending=[True, False], nulls_last=True).to_dicts()


def _findings(evidence: Evidence, region: str, inside: pl.DataFrame, language: LanguageCode) -> Rows:
    """Findings about the region, then those about its clusters, the ones with most plants here first."""
    findings = evidence.table("findings").with_columns(text=pl.col(text_column(language)))
    own = findings.filter((pl.col("subject_kind") == "region") & (pl.col("subject") == region))
    of_clusters = (
        findings.filter(pl.col("subject_kind") == "cluster")
        .join(inside, left_on="subject", right_on="cluster")
        .sort("inside", "weight", "finding", descending=[True, True, False])
    )
    ordered = pl.concat(
        [own.sort("weight", "finding", descending=[True, False]), of_clusters], how="diagonal"
    )
    return ordered.head(SHOWN_FINDINGS).to_dicts()
