"""How clusters and regions change: momentum, stage of life, and what the growth of a region is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from renkei.evidence.indicators import at_levels
from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material


def _courses(material: Material) -> Outcome:
    """`cluster_dynamics`: one row per cluster with its momentum and its stage of life."""
    from renkei.clusters import momentum

    if "clusters" not in material.tables:
        return Outcome({})
    activity = _of_clusters(material, material.panel, ["establishments"])
    openings = _openings(material)
    if openings is None and activity["year"].n_unique() < 2:
        return Outcome({}, {"skipped": ["no_course"]})
    paced = momentum(activity, openings, end=material.year, by=("cluster",))
    kept = ("cluster", "momentum", "low", "high", "coverage", "steps")
    stages = _stages(material, activity, openings)
    return Outcome(
        {"cluster_dynamics": paced.select(kept).join(stages, on="cluster", how="left").sort("cluster")}
    )


def _stages(material: Material, activity: pl.DataFrame, openings: pl.DataFrame | None) -> pl.DataFrame:
    """The stage by years of activity where there are enough, else by the years in which plants opened."""
    from renkei.clusters import LifeCycleRule, life_cycle_from_openings, life_cycle_stage

    kept = ("cluster", "life_cycle_stage", "because")
    if openings is None or activity["year"].n_unique() > LifeCycleRule().recent:
        found = life_cycle_stage(activity, end=material.year, by=("cluster",))
        return found.select(*kept, basis=pl.lit("activity"))
    found = life_cycle_from_openings(openings, year=material.year, by=("cluster",))
    return found.select(*kept, basis=pl.lit("openings"))


def _openings(material: Material) -> pl.DataFrame | None:
    if "openings" not in material.tables:
        return None
    data = material.config.data
    rows = at_levels(
        material.tables["openings"].filter(pl.col("year") <= material.year),
        material.tables,
        region=data.region_level,
        industry=data.industry_level,
    )
    return _of_clusters(material, rows, ["openings"])


def _of_clusters(material: Material, rows: pl.DataFrame, values: list[str]) -> pl.DataFrame:
    """`rows` of regions and industries added up over the cells of each cluster; unknown where a cell is."""
    cells = material.tables["cluster_members"].select("cluster", "region", "industry")
    known: list[Any] = [
        pl.when(pl.col(value).is_not_null().all()).then(pl.col(value).sum()).alias(value) for value in values
    ]
    return (
        cells.join(rows, on=["region", "industry"])
        .group_by("cluster", "year")
        .agg(known)
        .sort("cluster", "year")
    )


def _growth(material: Material) -> Outcome:
    """`shift_share`: what the growth of each region from the first year to the last is made of."""
    from renkei.clusters import shift_share

    data = material.config.data
    panel = material.panel.select("region", "industry", "year", data.value)
    years = panel["year"].unique().sort()
    if years.len() < 2:
        return Outcome({}, {"skipped": ["one_year"]})
    if panel[data.value].null_count():
        return Outcome({}, {"skipped": ["unknown_panel"]})
    found = shift_share(panel, start=int(years[0]), end=int(years[-1]), value=data.value)
    return Outcome({"shift_share": found})


DYNAMICS = Study("cluster_dynamics", "Following clusters through time", _courses)
SHIFT_SHARE = Study("shift_share", "Taking growth apart", _growth)
