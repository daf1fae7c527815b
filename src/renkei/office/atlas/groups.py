"""Groups of clusters: which clusters are near one another and in related industries, across borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from renkei.errors import NotFoundError
from renkei.language import Text

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition


@dataclass(frozen=True, slots=True)
class Group:
    """A group of clusters; `attraction` is the mean over its pairs, from 0 to 1."""

    id: str
    name: Text
    lead: str
    clusters: int
    regions: int
    industries: int
    attraction: float | None


def group(edition: Edition, code: str) -> Group:
    """The group `code`. Raises `NotFoundError`."""
    rows = edition.table("cluster_groups").filter(group=code)
    if rows.is_empty():
        raise NotFoundError(
            "There is no group of clusters `{id}` in this atlas. Choose one from the list of groups.", id=code
        )
    row = rows.row(0, named=True)
    return Group(
        row["group"],
        group_name(edition, row["lead_cluster"]),
        row["lead_cluster"],
        row["clusters"],
        row["regions"],
        row["industries"],
        row["attraction"],
    )


def group_name(edition: Edition, lead: str) -> Text:
    """What a group is called: after the cluster that attracts the others most."""
    known = edition.clusters.get(lead)
    name = known.name if known else Text(lead, lead, lead)
    return Text(
        zh_hant=f"{name.zh_hant}群",
        en=f"Group around {name.en}",
        ja=f"{name.ja}群",
    )


def group_table(edition: Edition) -> pl.DataFrame:
    """The groups with `plants` in all, those with most clusters first, then those with most plants."""
    plants = (
        edition.table("cluster_group_members")
        .join(edition.table("clusters").select("cluster", "establishments"), on="cluster", how="left")
        .group_by("group")
        .agg(plants=pl.col("establishments").sum())
    )
    rows = edition.table("cluster_groups").join(plants, on="group", how="left")
    return rows.sort("clusters", "plants", "group", descending=[True, True, False])


def clusters_of_group(edition: Edition, code: str) -> pl.DataFrame:
    """The clusters of a group with their numbers and their attraction to the others, the strongest first."""
    members = edition.table("cluster_group_members").filter(group=code)
    rows = members.join(edition.table("clusters"), on="cluster", how="left")
    return rows.sort("attraction", "cluster", descending=[True, False])


def cells_of_group(edition: Edition, code: str) -> pl.DataFrame:
    """Region and industry of every cell of the group's clusters, each once, with its plants."""
    members = edition.table("cluster_group_members").filter(group=code).select("cluster")
    cells = edition.table("cluster_members").join(members, on="cluster", how="semi")
    return cells.group_by("region", "industry").agg(pl.col("establishments").max()).sort("region", "industry")


def fellows(edition: Edition, cluster: str, code: str) -> pl.DataFrame:
    """The other clusters of the group `code`, which `cluster` belongs to."""
    return clusters_of_group(edition, code).filter(pl.col("cluster") != cluster)
