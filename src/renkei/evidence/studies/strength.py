"""How strong regions are in the broad industries, and which clusters could work together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material


def _stars(material: Material) -> Outcome:
    from renkei.clusters import cluster_strength

    data = material.config.data
    level = material.tables["industries"].filter(pl.col("level") == data.industry_level)
    definition = level.select("industry", definition=pl.coalesce("parent", "industry"))
    panel = material.panel.select("region", "industry", "year", data.value)
    stars = cluster_strength(panel, definition, value=data.value, years=data.recent_years)
    latest = stars.filter(pl.col("year") == material.year).drop("year").rename({"definition": "industry"})
    earned = latest.filter(pl.col("cluster_strength") > 0)
    return Outcome({"cluster_strength": earned.sort("region", "industry")})


def _groups(material: Material) -> Outcome:
    from renkei.clusters import cluster_groups

    if "cluster_members" not in material.tables:
        return Outcome({})
    found = cluster_groups(
        material.tables["cluster_members"],
        material.tables["neighbours"],
        relatedness=material.tables["relatedness"],
    )
    return Outcome({"cluster_groups": found.groups, "cluster_group_members": found.clusters})


STRENGTH = Study("cluster_strength", "Judging the strength of clusters", _stars)
GROUPS = Study("cluster_groups", "Grouping clusters", _groups)
