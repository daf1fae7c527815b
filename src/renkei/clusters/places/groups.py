"""Groups of clusters: related clusters that share regions or lie side by side, across borders.

The groups of several clusters that regions form to work together (廣域連攜, inter-prefectural groups) need a
proposal from the data: which clusters are near one another and about related things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.cluster.hierarchy import fcluster, linkage

from renkei.clusters.activity.rows import check_numbers
from renkei.clusters.places.codes import coded_rows
from renkei.clusters.places.nearness import edges_between, near_pairs
from renkei.clusters.places.rules import check_share
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClusterGroups:
    """`groups`: one row per group, most clusters first; `clusters` and `regions`: what each consists of."""

    groups: pl.DataFrame
    clusters: pl.DataFrame
    regions: pl.DataFrame


_GROUP_TYPES: Final = {
    "group": pl.String,
    "lead_cluster": pl.String,
    "clusters": pl.Int64,
    "regions": pl.Int64,
    "industries": pl.Int64,
    "attraction": pl.Float64,
}


def cluster_groups(
    members: IntoFrame,
    pairs: IntoFrame,
    *,
    relatedness: IntoFrame | None = None,
    attraction: float = 0.25,
    share: float = 0.15,
) -> ClusterGroups:
    """Which clusters could work together: near one another and in the same or related industries.

    `members` has cluster, region, industry (as `detected_clusters` or `clusters_in_place` give it); `pairs` says
    which regions are near (as there; `share` is the commuting share that counts); `relatedness` has
    industry_a, industry_b, proximity (0 to 1) as `industry_relatedness` gives it; without it, only the same
    industry is related. Two clusters attract each other by nearness × relatedness, both from 0 to 1: nearness
    is the smaller of the two shares of regions that lie in or next to the other cluster; relatedness the
    smaller of the two means, over one cluster's industries, of the proximity of the nearest industry of the
    other (1 if it is the same). Average linkage joins clusters while their mean attraction is at least
    `attraction`, so that a chain of neighbours does not become one group.

    `groups`: group (group-lead cluster), lead_cluster (attracts the others most; then first by name), clusters,
    regions, industries (how many of each), attraction (mean over its pairs); `clusters` (group, cluster,
    attraction: mean to the others) and `regions` (group, region). A cluster that joins no other is in no
    group. The result does not depend on the order of rows.

    Raises `TableError` for columns that are absent, keys empty or repeated; `ParameterError` if `attraction`
    or `share` is not from 0 to 1. Average linkage: Sokal & Michener (1958), University of Kansas Science
    Bulletin 38, 1409; the measure of attraction is ours.
    """
    check_share("attraction", attraction)
    check_share("share", share)
    rows = coded_rows(members, keys=("cluster", "region", "industry"), table="members")
    clusters = rows["cluster"].unique().sort().to_list()
    nearness = _nearness(rows, clusters, near_pairs(pairs, share=share))
    strength = nearness * _relatedness(rows, clusters, relatedness)
    np.fill_diagonal(strength, 0.0)
    return _described(rows, clusters, strength, _labels(strength, attraction))


def _labels(strength: Numbers, attraction: float) -> NDArray[np.intp]:
    if len(strength) < 2:
        return np.arange(len(strength))
    upper = np.triu_indices(len(strength), 1)
    tree = linkage(1.0 - strength[upper], method="average")
    # Clusters that do not attract each other at all stay apart, whatever the threshold.
    height = min(1.0 - attraction + 1e-12, 1.0 - 1e-9)
    return np.asarray(fcluster(tree, height, criterion="distance"), dtype=np.intp)


def _membership(rows: pl.DataFrame, clusters: list[str], key: str) -> tuple[Numbers, tuple[str, ...]]:
    """Clusters × codes of `key`: 1 where the cluster has it."""
    codes = tuple(rows[key].unique().sort())
    place, column = ({code: i for i, code in enumerate(one)} for one in (clusters, codes))
    inside = np.zeros((len(clusters), len(codes)))
    inside[[place[c] for c in rows["cluster"]], [column[c] for c in rows[key]]] = 1.0
    return inside, codes


def _nearness(rows: pl.DataFrame, clusters: list[str], pairs: pl.DataFrame) -> Numbers:
    inside, regions = _membership(rows, clusters, "region")
    adjoining = np.eye(len(regions))
    edges = edges_between(pairs, regions)
    adjoining[edges[:, 0], edges[:, 1]] = adjoining[edges[:, 1], edges[:, 0]] = 1.0
    reach = (inside @ adjoining > 0).astype(np.float64)
    shares = inside @ reach.T / inside.sum(axis=1, keepdims=True)
    return np.asarray(np.minimum(shares, shares.T))


def _relatedness(rows: pl.DataFrame, clusters: list[str], relatedness: IntoFrame | None) -> Numbers:
    inside, industries = _membership(rows, clusters, "industry")
    near = np.eye(len(industries))
    if relatedness is not None:
        _fill_proximities(near, industries, relatedness)
    # best[c, i]: how near industry i is to the nearest industry of cluster c.
    best = np.stack([near[:, member > 0].max(axis=1) for member in inside]) if len(clusters) else inside
    means = inside @ best.T / inside.sum(axis=1, keepdims=True)
    return np.asarray(np.minimum(means, means.T))


def _fill_proximities(near: Numbers, industries: tuple[str, ...], relatedness: IntoFrame) -> None:
    given = lazy_rows(relatedness, needs=("industry_a", "industry_b", "proximity"), table="relatedness")
    check_numbers(given, "proximity", "relatedness")
    rows = coded_rows(
        relatedness, keys=("industry_a", "industry_b"), table="relatedness", numbers=("proximity",)
    )
    place = {code: index for index, code in enumerate(industries)}
    for a, b, proximity in rows.drop_nulls("proximity").rows():
        if a in place and b in place and a != b:
            near[place[a], place[b]] = near[place[b], place[a]] = min(max(proximity, 0.0), 1.0)


def _described(
    rows: pl.DataFrame, clusters: list[str], strength: Numbers, labels: NDArray[np.intp]
) -> ClusterGroups:
    groups, members = [], []
    for label in np.unique(labels):
        inside = np.flatnonzero(labels == label)
        if inside.size < 2:
            continue
        mean = strength[np.ix_(inside, inside)].sum(axis=1) / (inside.size - 1)
        lead = clusters[inside[int(np.argmax(mean))]]
        names = [clusters[i] for i in inside]
        mine = rows.filter(pl.col("cluster").is_in(names))
        members += [(f"group-{lead}", name, float(m)) for name, m in zip(names, mean, strict=True)]
        counts = (len(names), mine["region"].n_unique(), mine["industry"].n_unique())
        groups.append((f"group-{lead}", lead, *counts, float(mean.mean())))
    table = pl.DataFrame(groups, schema=_GROUP_TYPES, orient="row").sort(-pl.col("clusters"), "group")
    types = {"group": pl.String, "cluster": pl.String, "attraction": pl.Float64}
    chosen = pl.DataFrame(members, schema=types, orient="row").sort("group", "cluster")
    regions = chosen.select("group", "cluster").join(rows, on="cluster").select("group", "region").unique()
    return ClusterGroups(table, chosen, regions.sort("group", "region"))
