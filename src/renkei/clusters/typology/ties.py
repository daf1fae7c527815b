"""Evidence from links: how local they are, whether they run through a few firms, and to public bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters.typology.facts import LARGEST, PUBLIC, item, over_zero, public_organisations

if TYPE_CHECKING:
    from renkei.clusters.typology.cluster_plants import ClusterPlants

KNOWLEDGE: Final = ("academia", "research")
INSTITUTIONS: Final = (*PUBLIC, "intermediary")
SUPPLY: Final = "supply"


def link_items(clusters: ClusterPlants) -> list[pl.DataFrame]:
    """The items that links tell; none without a table of links.

    A link counts with its weight (1 where it has none). Its partner is in the place if it runs one of the
    cluster's plants, or any plant or office in the cluster's regions.
    """
    if "links" not in clusters.tables or clusters.tables["links"].is_empty():
        return []
    ends = _ends(clusters)
    return [
        *_local_supply(ends),
        *_hub(clusters, ends),
        *_sector_shares(clusters, ends),
        *_per_firm(clusters, ends),
        *_institutions(clusters, ends),
    ]


def _ends(clusters: ClusterPlants) -> pl.DataFrame:
    """One row per cluster, link and end of it in the cluster: firm, partner, kind, weight, and the partner's place.

    `member`: the partner runs one of the cluster's plants; `local`: it is in the cluster's regions at all,
    missing where nobody knows where it is.
    """
    both = _both_ways(clusters.tables["links"])
    firms = clusters.open_plants.select("cluster", firm="organisation").drop_nulls().unique()
    own = both.join(firms, on="firm")
    partners = firms.select("cluster", partner="firm", member=pl.lit(value=True))
    places = _places(clusters)
    here = places.join(clusters.regions, on="region").select("cluster", "partner", here=True).unique()
    placed = places.select("partner", placed=True).unique()
    joined = (
        own.join(partners, on=["cluster", "partner"], how="left")
        .join(here, on=["cluster", "partner"], how="left")
        .join(placed, on="partner", how="left")
    )
    local = pl.col("member") | pl.col("here").fill_null(value=False)
    return joined.with_columns(pl.col("member").fill_null(value=False)).with_columns(
        local=pl.when(pl.col("member") | pl.col("placed").is_not_null()).then(local)
    )


def _both_ways(links: pl.DataFrame) -> pl.DataFrame:
    weighed = links.with_row_index("link").select(
        "link",
        "kind",
        a="source_organisation",
        b="target_organisation",
        weight=pl.col("weight").fill_null(1.0),
    )
    back = weighed.rename({"a": "partner", "b": "firm"})
    return pl.concat([weighed.rename({"a": "firm", "b": "partner"}), back], how="diagonal").filter(
        pl.col("firm") != pl.col("partner")
    )


def _places(clusters: ClusterPlants) -> pl.DataFrame:
    plants = clusters.tables["establishments"].select(partner="organisation", region="region")
    parts = [plants]
    if "organisations" in clusters.tables:
        parts.append(clusters.tables["organisations"].select(partner="organisation", region="region"))
    return pl.concat(parts).drop_nulls().unique()


def _once(ends: pl.DataFrame) -> pl.DataFrame:
    """Each link once per cluster: one with both ends in the cluster has two rows in `ends`."""
    return ends.sort("cluster", "link", "firm").unique(["cluster", "link"], keep="first", maintain_order=True)


def _local_supply(ends: pl.DataFrame) -> list[pl.DataFrame]:
    supply = _once(ends.filter(pl.col("kind") == SUPPLY))
    weight, local = pl.col("weight"), pl.col("local")
    value = weight.filter(local).sum() / over_zero(weight.filter(local.is_not_null()).sum())
    return [item(supply, "local_supply_share", value, local.count() / pl.len(), local.count())]


def _hub(clusters: ClusterPlants, ends: pl.DataFrame) -> list[pl.DataFrame]:
    inside = ends.filter(pl.col("member"))
    largest = _largest(clusters, inside)
    touched = (
        inside.join(largest, on=["cluster", "firm"], how="left")
        .group_by("cluster", "link")
        .agg(pl.col("weight").first(), touches=pl.col("large").is_not_null().any())
    )
    weight = pl.col("weight")
    value = weight.filter("touches").sum() / over_zero(weight.sum())
    return [item(touched, "hub_link_share", value, pl.lit(1.0), pl.len())]


def _largest(clusters: ClusterPlants, inside: pl.DataFrame) -> pl.DataFrame:
    """The largest firms of each cluster: by jobs where all are known, else by links."""
    plants = clusters.open_plants
    jobs = plants.group_by("cluster", "firm").agg(
        jobs=pl.when(pl.col("jobs").is_not_null().all()).then(pl.col("jobs").sum())
    )
    links = inside.group_by("cluster", "firm").agg(links=pl.col("weight").sum())
    sized = jobs.join(links, on=["cluster", "firm"], how="left").with_columns(
        size=pl.when(pl.col("jobs").is_not_null().all().over("cluster"))
        .then("jobs")
        .otherwise(pl.col("links").fill_null(0.0))
    )
    ordered = sized.sort(["cluster", "size", "firm"], descending=[False, True, False])
    return (
        ordered.group_by("cluster", maintain_order=True).head(LARGEST).select("cluster", "firm", large=True)
    )


def _sector_shares(clusters: ClusterPlants, ends: pl.DataFrame) -> list[pl.DataFrame]:
    if not clusters.has("organisations", "sectors"):
        return []
    known = (
        clusters.tables["organisations"]
        .filter(pl.col("sectors").list.len() > 0)
        .select(partner="organisation", told=True)
    )
    found = []
    for name, sectors in (("public_link_share", PUBLIC), ("knowledge_link_share", KNOWLEDGE)):
        wanted = public_organisations(clusters, sectors).select(partner="organisation", wanted=True)
        outward = _once(ends.filter(~pl.col("member"))).join(known, on="partner", how="left")
        within = _once(ends.filter(pl.col("member"))).with_columns(told=pl.lit(value=True))
        all_links = pl.concat([outward, within], how="diagonal").join(wanted, on="partner", how="left")
        weight, told = pl.col("weight"), pl.col("told").is_not_null()
        value = weight.filter(told & pl.col("wanted").is_not_null()).sum() / over_zero(
            weight.filter(told).sum()
        )
        found.append(item(all_links, name, value, told.mean(), told.sum()))
    return found


def _per_firm(clusters: ClusterPlants, ends: pl.DataFrame) -> list[pl.DataFrame]:
    """Links between two firms of the cluster, per firm: along the chain of supply, and of any other kind."""
    firms = clusters.open_plants.select("cluster", "organisation").drop_nulls().unique()
    counted = firms.group_by("cluster").agg(firms=pl.len())
    inside = counted.join(_once(ends.filter(pl.col("member"))), on="cluster", how="left")
    supply, many = pl.col("kind") == SUPPLY, pl.col("firms").first()
    return [
        item(inside, "vertical_links_per_firm", supply.sum() / many, pl.lit(1.0), many),
        item(inside, "horizontal_links_per_firm", (~supply).sum() / many, pl.lit(1.0), many),
    ]


def _institutions(clusters: ClusterPlants, ends: pl.DataFrame) -> list[pl.DataFrame]:
    """Institutions in the cluster's regions that firms of the cluster are linked to."""
    if not clusters.has("organisations", "sectors"):
        return []
    institutions = public_organisations(clusters, INSTITUTIONS).select(partner="organisation", wanted=True)
    marked = ends.join(institutions, on="partner", how="left")
    there = pl.col("wanted").is_not_null() & pl.col("local").fill_null(value=False)
    count = pl.col("partner").filter(there).n_unique()
    return [item(marked, "linked_institutions", count, pl.lit(1.0), pl.col("link").n_unique())]


def links_within(clusters: ClusterPlants) -> pl.DataFrame:
    """cluster, organisation, links with other firms of the cluster (weight), link_share of all such links.

    No row without a table of links; zero for a firm without links, where there is one.
    """
    types = {"cluster": pl.String, "organisation": pl.String, "links": pl.Float64, "link_share": pl.Float64}
    if "links" not in clusters.tables:
        return pl.DataFrame(schema=types)
    inside = _ends(clusters).filter(pl.col("member"))
    whole = inside.group_by("cluster").agg(whole=pl.col("weight").sum() / 2)
    own = inside.group_by("cluster", organisation="firm").agg(links=pl.col("weight").sum())
    firms = clusters.open_plants.select("cluster", "organisation").drop_nulls().unique()
    joined = firms.join(own, on=["cluster", "organisation"], how="left").join(whole, on="cluster", how="left")
    links = pl.col("links").fill_null(0.0)
    return joined.select(
        "cluster", "organisation", links=links, link_share=links / over_zero(pl.col("whole"))
    )
