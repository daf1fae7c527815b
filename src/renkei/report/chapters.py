"""What a brief says about a region: rows taken from one evidence build, nothing computed anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei.diagnosis import chances, prospects, standing
from renkei.errors import NotFoundError
from renkei.evidence.cluster_rows import clusters_told, plants_inside
from renkei.language import name_column, text_column
from renkei.report.cluster_words import momentum_in_words, needed_data, short_type, stage_name
from renkei.tables.naming import with_full_names

if TYPE_CHECKING:
    from renkei.evidence import Evidence
    from renkei.language import LanguageCode

SHOWN_INDUSTRIES: Final = 15
SHOWN_FINDINGS: Final = 12
SHOWN_NEEDS: Final = 5
MINIMUM_PLANTS: Final = 5
"""Industries with fewer plants are left out of the ranking: their quotients jump with a single plant."""
PAIR_INDICATORS: Final = (
    "establishments",
    "share_of_region",
    "location_quotient",
    "share_of_nation",
    "opening_rate",
)

COMPARED: Final = (
    "establishments_total",
    "establishment_density",
    "opening_rate",
    "diversity_herfindahl",
    "related_variety",
    "economic_complexity",
    "complexity_outlook",
)
"""The indicators by which a region is held against those most similar to it."""

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
    needed: tuple[str, ...]
    chances: Rows
    similar: Rows
    position: Rows
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
    inside = plants_inside(evidence, "region", region)
    clusters = _clusters(evidence, inside, language)
    similar, position = _position(evidence, region, language)
    return Chapters(
        region={**row, "name": row[name_column(language)]},
        parent=None if parent.is_empty() else parent[name_column(language)][0],
        figures=_figures(evidence, region),
        rank=rank,
        peers=peers,
        findings=_findings(evidence, region, inside, language),
        industries=_industries(evidence, region, language),
        clusters=clusters,
        needed=_needed(evidence, clusters, language),
        chances=_chances(evidence, region, language),
        similar=similar,
        position=position,
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


def _clusters(evidence: Evidence, inside: pl.DataFrame, language: LanguageCode) -> Rows:
    """The clusters with plants inside, the most plants first, with stage, momentum and type in words."""
    rows = clusters_told(evidence).join(inside, on="cluster")
    named = rows.with_columns(name=pl.col(name_column(language)))
    return [
        row
        | {
            "stage": stage_name(row["life_cycle_stage"], language) if row["life_cycle_stage"] else None,
            "momentum": momentum_in_words(row, language),
            "type": short_type(row, language),
        }
        for row in named.sort("inside", "cluster", descending=[True, False]).to_dicts()
    ]


def _needed(evidence: Evidence, clusters: Rows, language: LanguageCode) -> tuple[str, ...]:
    """The data that would decide the type of the largest cluster whose type cannot be told."""
    untold = [row["cluster"] for row in clusters if row["structure"] == "cannot_tell"]
    answers = evidence.rows("cluster_types").filter(
        pl.col("cluster").is_in(untold[:1]) & (pl.col("question") == "structure")
    )
    return needed_data(answers["needed"][0], language)[:SHOWN_NEEDS] if answers.height else ()


def _chances(evidence: Evidence, region: str, language: LanguageCode) -> Rows:
    """The industries that the region lacks and that are near and complex, the best first."""
    level = evidence.table("industries").filter(pl.col("level") == evidence.config.data.industry_level)
    indicators = evidence.table("indicators").filter(pl.col("year") == evidence.year)
    found = chances(prospects(indicators, level["industry"], region=region))
    names = level.select("industry", name=pl.col(name_column(language)))
    return found.join(names, on="industry", how="left", maintain_order="left").to_dicts()


def _position(evidence: Evidence, region: str, language: LanguageCode) -> tuple[Rows, Rows]:
    """The regions with the most similar mix of industries, and where the region stands among them and all."""
    similar = evidence.rows("similar_regions").filter(pl.col("region") == region).sort("rank")
    regions = with_full_names(evidence.table("regions"))
    names = regions.select(peer="region", name=pl.col(name_column(language)))
    peers = similar.join(names, on="peer", how="left", maintain_order="left").to_dicts()
    if not peers:
        return [], []
    level = regions.filter(pl.col("region") == region)["level"][0]
    every = regions.filter(pl.col("level") == level)["region"].to_list()
    among = [_stands(evidence, name, region, [row["peer"] for row in peers], every) for name in COMPARED]
    return peers, [row for row in among if row["value"] is not None]


def _stands(
    evidence: Evidence, indicator: str, region: str, peers: list[str], every: list[str]
) -> dict[str, Any]:
    rows = evidence.indicator(indicator).filter(pl.col("industry") == "")
    mine = pl.col("region") == region
    near = standing(rows, [region, *peers]).row(by_predicate=mine, named=True)
    usual = standing(rows, peers).row(0, named=True)
    far = standing(rows, every).row(by_predicate=mine, named=True)
    return {
        "indicator": indicator,
        "value": near["value"],
        "median": usual["median"],
        **{f"near_{key}": near[key] for key in ("rank", "of")},
        **{f"far_{key}": far[key] for key in ("rank", "of")},
    }


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
