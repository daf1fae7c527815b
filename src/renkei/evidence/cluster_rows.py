"""Rows about clusters as pages and briefs show them: selected and joined from one build, nothing computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import polars as pl

if TYPE_CHECKING:
    from renkei.evidence.snapshot import Evidence

COURSE: Final = (
    "momentum",
    "low",
    "high",
    "coverage",
    "steps",
    "life_cycle_stage",
    "because",
    "basis",
)


def clusters_told(evidence: Evidence) -> pl.DataFrame:
    """The clusters with their course and the answers about their type; empty where the build does not tell.

    Columns of `clusters`, those of `cluster_dynamics` (COURSE), and for each question of the typology
    (structure, strategy) `<question>` (the answer), `<question>_outcome`, `<question>_leading` and
    `<question>_score`.
    """
    told = evidence.rows("clusters").join(
        evidence.rows("cluster_dynamics").select("cluster", *COURSE), on="cluster", how="left"
    )
    types = evidence.rows("cluster_types")
    for question in ("structure", "strategy"):
        answers = types.filter(pl.col("question") == question).select(
            "cluster",
            pl.col("type").alias(question),
            *(pl.col(name).alias(f"{question}_{name}") for name in ("outcome", "leading", "score")),
        )
        told = told.join(answers, on="cluster", how="left")
    return told


def plants_inside(evidence: Evidence, kind: Literal["region", "industry"], code: str) -> pl.DataFrame:
    """`cluster`, `inside`: the plants that each cluster has in the region or industry `code` or in its parts."""
    family = evidence.rows("regions" if kind == "region" else "industries")
    parts = family.filter(pl.col("parent") == code)[kind].to_list()
    members = evidence.rows("cluster_members").filter(pl.col(kind).is_in([code, *parts]))
    return members.group_by("cluster").agg(inside=pl.col("establishments").sum()).sort("cluster")


def group_of(evidence: Evidence, cluster: str) -> str | None:
    """The group that `cluster` belongs to; None if it is in none."""
    members = evidence.rows("cluster_group_members").filter(pl.col("cluster") == cluster)
    return None if members.is_empty() else str(members["group"][0])


def hot_spots_inside(evidence: Evidence, cluster: str) -> pl.DataFrame:
    """The hot spots of the industries of `cluster` whose middle lies in its regions, the most plants first."""
    cells = evidence.rows("cluster_members").filter(pl.col("cluster") == cluster)
    spots = evidence.rows("hot_spots").join(
        cells.select("region", "industry"), on=["region", "industry"], how="semi"
    )
    return spots.sort("plants", "hot_spot", descending=[True, False])


def stars_inside(evidence: Evidence, cluster: str) -> pl.DataFrame:
    """The stars (`cluster_strength`) of the cluster's regions in the broad industries of its cells, most first."""
    industries = evidence.rows("industries").select("industry", broad=pl.coalesce("parent", "industry"))
    cells = (
        evidence.rows("cluster_members")
        .filter(pl.col("cluster") == cluster)
        .join(industries, on="industry", how="left")
        .group_by("region", industry="broad")
        .agg(plants_here=pl.col("establishments").sum())
    )
    stars = evidence.rows("cluster_strength").join(cells, on=["region", "industry"], how="inner")
    return stars.sort(
        "cluster_strength", "plants_here", "region", "industry", descending=[True, True, False, False]
    )
