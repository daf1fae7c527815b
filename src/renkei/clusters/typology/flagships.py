"""The firms that lead a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.clusters.typology.cluster_plants import cluster_plants
from renkei.clusters.typology.facts import over_zero
from renkei.clusters.typology.ties import links_within
from renkei.errors import ParameterError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT


def flagship_firms(members: FrameT, tables: Mapping[str, IntoFrame], *, firms: int = 3) -> FrameT:
    """The largest firms of each cluster, and how much of it runs through them: candidates for its flagship.

    `members` and `tables` as `cluster_evidence`. Up to `firms` rows per cluster, largest first: cluster, rank,
    organisation, plants, jobs, jobs_share (of the cluster's jobs), plants_share, links (with other firms of
    the cluster), link_share (of all links within the cluster that involve it). Firms are ordered by jobs where
    all plants of the cluster have them, else by plants, then links, then by name. jobs and jobs_share are
    missing where a plant does not tell its jobs, links and link_share without a table of links. A flagship is
    large and linked; which firm is one, people decide. Plants without organisation are left out of the list.

    Raises as `cluster_evidence`; `ParameterError` if `firms` is below one. Source: D'Cruz & Rugman (1994),
    European Management Journal 12, 275, on the flagship firm and its network.
    """
    if firms < 1:
        raise ParameterError("`firms` is {found}; give one or more.", found=firms)
    clusters = cluster_plants(members, tables)
    plants, jobs = clusters.open_plants, pl.col("jobs")
    known = jobs.is_not_null().all()
    totals = plants.group_by("cluster").agg(
        all_jobs=pl.when(known).then(jobs.sum()), all_plants=pl.len().cast(pl.Int64)
    )
    own = (
        plants.drop_nulls("organisation")
        .group_by("cluster", "organisation")
        .agg(plants=pl.len().cast(pl.Int64), jobs=pl.when(known).then(jobs.sum()))
    )
    linked = own.join(totals, on="cluster").join(
        links_within(clusters), on=["cluster", "organisation"], how="left"
    )
    shares = linked.with_columns(
        jobs_share=jobs / over_zero(pl.col("all_jobs")),
        plants_share=pl.col("plants") / pl.col("all_plants"),
        size=pl.col("jobs").fill_null(0.0) * pl.col("all_jobs").is_not_null(),
    )
    order = ["cluster", "size", "plants", "links", "organisation"]
    ranked = shares.sort(order, descending=[False, True, True, True, False], nulls_last=True).with_columns(
        rank=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("cluster")
    )
    first = ["cluster", "rank", "organisation", "plants", "plants_share", "jobs", "jobs_share"]
    return as_kind_of(ranked.filter(pl.col("rank") <= firms).select(*first, "links", "link_share"), members)
