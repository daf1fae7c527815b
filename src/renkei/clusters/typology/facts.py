"""Evidence from plants: how large they and their firms are, who controls them, how young they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from renkei.clusters.typology.cluster_plants import ClusterPlants

SMALL_PLANT: Final = 100
"""Jobs below which a plant is small."""
LARGEST: Final = 3
"""How many firms count as the largest."""
PUBLIC: Final = ("government", "academia", "research")
HIGH_TECHNOLOGY: Final = ("medium-high", "high")

_PLANT: Final = pl.col("establishment").len()


def item(rows: pl.DataFrame, name: str, value: pl.Expr, known: pl.Expr, basis: pl.Expr) -> pl.DataFrame:
    """One evidence item per cluster of `rows`: value, the share of plants or links it rests on, how many."""
    return (
        rows.group_by("cluster")
        .agg(value=value.cast(pl.Float64), known_share=known.cast(pl.Float64), basis=basis.cast(pl.Int64))
        .select("cluster", pl.lit(name).alias("item"), "value", "known_share", "basis")
    )


def size_items(clusters: ClusterPlants) -> list[pl.DataFrame]:
    """Jobs in the largest firms, in small plants, and the chance that two plants are of one firm."""
    plants, jobs = clusters.open_plants, pl.col("jobs")
    sized = plants.filter(jobs.is_not_null())
    known = (
        sized.group_by("cluster")
        .agg(seen=pl.len())
        .join(plants.group_by("cluster").agg(all=pl.len()), on="cluster")
    )
    share, basis = (pl.col("seen") / pl.col("all")).first(), pl.col("seen").first()
    firms = sized.group_by("cluster", "firm").agg(jobs.sum()).join(known, on="cluster")
    largest = jobs.top_k(LARGEST).sum() / over_zero(jobs.sum())
    small = jobs.filter(jobs < SMALL_PLANT).sum() / over_zero(jobs.sum())
    n, of_firm = pl.col("plants").sum(), pl.col("plants")
    run = plants.group_by("cluster", "firm").agg(
        plants=pl.len().cast(pl.Int64), named=pl.col("organisation").count()
    )
    pairs = (of_firm * (of_firm - 1)).sum() / over_zero(n * (n - 1))
    return [
        item(firms, "largest_firms_share", largest, share, basis),
        item(sized.join(known, on="cluster"), "small_plants_share", small, share, basis),
        item(run, "firm_plants_herfindahl", pairs, pl.col("named").sum() / n, n),
    ]


def over_zero(whole: pl.Expr) -> pl.Expr:
    """`whole`, missing where it is zero, so that nothing is divided by zero."""
    return pl.when(whole > 0).then(whole)


def control_items(clusters: ClusterPlants) -> list[pl.DataFrame]:
    """The share of plants (of jobs, where every located plant has them) whose controlling firm sits elsewhere.

    The controlling firm is the organisation's parent, or else itself. Nothing is said if the organisations'
    regions are none of the plants' regions: then they are of another level.
    """
    if not clusters.has("organisations", "region"):
        return []
    organisations = clusters.tables["organisations"].select("organisation", "parent", home="region")
    used = clusters.tables["establishments"]["region"].unique()
    if not organisations["home"].is_in(used.implode()).any():
        return []
    run = clusters.open_plants.join(
        organisations.select("organisation", "parent"), on="organisation", how="left"
    )
    controlled = run.with_columns(head=pl.coalesce("parent", "organisation")).join(
        organisations.select(head="organisation", home="home"), on="head", how="left"
    )
    here = clusters.regions.select("cluster", home="region", local=pl.lit(value=True))
    located = controlled.join(here, on=["cluster", "home"], how="left").with_columns(
        outside=pl.when(pl.col("home").is_not_null()).then(pl.col("local").is_null())
    )
    outside, weight = pl.col("outside"), _weight()
    value = weight.filter(outside).sum() / over_zero(weight.filter(outside.is_not_null()).sum())
    return [item(located, "external_control_share", value, outside.count() / pl.len(), outside.count())]


def _weight() -> pl.Expr:
    """Jobs where each plant of the cluster has them, else one for each plant."""
    jobs = pl.col("jobs")
    return pl.when(jobs.is_not_null().all()).then(jobs).otherwise(1.0)


def public_items(clusters: ClusterPlants) -> list[pl.DataFrame]:
    """Jobs of public bodies in the cluster's regions, of these and the cluster's own jobs together."""
    if not (clusters.has("organisations", "sectors") and clusters.has("establishments", "jobs")):
        return []
    public = public_organisations(clusters, PUBLIC)
    bodies = clusters.tables["establishments"].join(public, on="organisation", how="semi")
    there = clusters.regions.join(bodies, on="region").select("cluster", "establishment", "jobs", public=True)
    own = clusters.open_plants.select("cluster", "establishment", "jobs", public=False)
    own = own.join(there, on=["cluster", "establishment"], how="anti")
    jobs = pl.col("jobs")
    value = jobs.filter(pl.col("public")).sum() / over_zero(jobs.sum())
    return [item(pl.concat([own, there]), "public_jobs_share", value, jobs.count() / pl.len(), jobs.count())]


def public_organisations(clusters: ClusterPlants, sectors: tuple[str, ...]) -> pl.DataFrame:
    """The organisations of any of these sectors."""
    mine = pl.col("sectors").list.eval(pl.element().is_in(sectors)).list.any()
    return clusters.tables["organisations"].filter(mine).select("organisation")


def age_items(clusters: ClusterPlants, years: int) -> list[pl.DataFrame]:
    """Plants opened of late, and openings and closures per year where closures are recorded at all."""
    if clusters.year is None or not clusters.has("establishments", "opened"):
        return []
    since, opened, closed = clusters.year - years, pl.col("opened").dt.year(), pl.col("closed").dt.year()
    recent = (opened > since) & (opened <= clusters.year)
    dated = pl.col("opened").count()
    found = [
        item(clusters.open_plants, "opening_rate", recent.sum() / over_zero(dated), dated / pl.len(), dated)
    ]
    if not clusters.has("establishments", "closed"):
        return found
    shut = (closed > since) & (closed <= clusters.year)
    before = ((opened <= since) & (closed.is_null() | (closed > since))).sum()
    after = ((opened <= clusters.year) & (closed.is_null() | (closed > clusters.year))).sum()
    moved = (recent.sum() + shut.sum()) / 2 / years
    rate = moved / over_zero((before + after) / 2)
    return [*found, item(clusters.plants, "turnover_rate", rate, dated / pl.len(), dated)]


def place_items(clusters: ClusterPlants) -> list[pl.DataFrame]:
    """Plants in zones that were set up for industry, where the data recognise zones at all."""
    if not clusters.has("establishments", "zone"):
        return []
    zoned = pl.col("zone").is_not_null().mean()
    return [item(clusters.open_plants, "public_zone_share", zoned, pl.lit(1.0), _PLANT)]


def technology_items(clusters: ClusterPlants) -> list[pl.DataFrame]:
    """Plants that are in an industry of medium-high or high technology, among those of a known class."""
    if not clusters.has("industries", "technology"):
        return []
    classes = clusters.tables["industries"].select("industry", "technology").drop_nulls()
    high = pl.col("technology").is_in(HIGH_TECHNOLOGY).any()
    listed = clusters.open_plants.select("cluster", "establishment", "region", industry="industries").explode(
        "industry"
    )
    cells = listed.join(clusters.cells, on=["cluster", "region", "industry"], how="semi")
    classed = cells.join(classes, on="industry", how="left")
    plants = classed.group_by("cluster", "establishment").agg(
        high=pl.when(pl.col("technology").is_not_null().any()).then(high)
    )
    value, known = pl.col("high").mean(), pl.col("high").count()
    return [item(plants, "high_technology_share", value, known / pl.len(), known)]


def patent_items(clusters: ClusterPlants) -> list[pl.DataFrame]:
    """Patents per firm of the cluster ÷ patents per firm of the same industries nationwide."""
    if "documents" not in clusters.tables:
        return []
    patents = (
        clusters.tables["documents"]
        .filter(pl.col("kind") == "patent")
        .select("document", organisation="organisations")
        .explode("organisation")
        .group_by("organisation")
        .agg(patents=pl.len())
    )
    if patents.is_empty():
        return []
    plants = (
        clusters.tables["establishments"].select("organisation", industry="industries").explode("industry")
    )
    wanted = clusters.cells.select("cluster", "industry").unique()
    firms = plants.drop_nulls().join(wanted, on="industry").select("cluster", "organisation").unique()
    rate = pl.col("patents").fill_null(0).mean()
    nation = firms.join(patents, on="organisation", how="left").group_by("cluster").agg(nation=rate)
    own = clusters.open_plants.select("cluster", "organisation").unique()
    known = own.join(patents, on="organisation", how="left").join(nation, on="cluster")
    named = known.filter(pl.col("organisation").is_not_null())
    value = rate / over_zero(pl.col("nation").first())
    return [item(named, "patent_ratio", value, pl.lit(1.0), pl.len())]
