"""The evidence about each cluster, as far as the canonical tables tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters.typology import facts
from renkei.clusters.typology.cluster_plants import cluster_plants
from renkei.clusters.typology.ties import link_items
from renkei.errors import ParameterError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT

KNOWN: Final = 0.5
"""The share of a cluster's plants (or links) that must tell something before the cluster is said to."""
BASIS: Final = 10
"""The number of plants (or links) from which a share is a share."""
_COUNTS: Final = ("linked_institutions",)
_TYPES: Final = {
    "cluster": pl.String,
    "item": pl.String,
    "value": pl.Float64,
    "known_share": pl.Float64,
    "basis": pl.Int64,
}


def cluster_evidence(
    members: FrameT, tables: Mapping[str, IntoFrame], *, year: int | None = None, years: int = 5
) -> FrameT:
    """What the data say about each cluster, item by item, for `cluster_types` and `cluster_parts`.

    `members` has cluster, region, industry (as `detected_clusters` or `clusters_in_place` give it); `tables`
    maps names to canonical tables: establishments, and as many of organisations, links, documents, industries
    as there are, with as many of their columns as are known. `year` is the year described (default: the last
    in the plants' dates); `years` how far back recent openings and closures go.

    One row per cluster and item that can be told: cluster, item, value (a share from 0 to 1 unless said
    otherwise), known_share (of the plants or links that the item is about, those it rests on), basis (how
    many). An item with a known_share below one half, or a basis below ten, has no value: it is unknown, not
    zero. An item that the tables cannot tell has no row. Items: largest_firms_share, small_plants_share,
    firm_plants_herfindahl, external_control_share, public_jobs_share, opening_rate, turnover_rate (per year),
    public_zone_share, high_technology_share, patent_ratio (nation = 1), local_supply_share, hub_link_share,
    public_link_share, knowledge_link_share, vertical_links_per_firm, horizontal_links_per_firm,
    linked_institutions (a count). wage_ratio, research_jobs_share, skilled_ratio, location_quotient and
    shared_culture are not in canonical tables: append their rows where you have them.

    Sorted by key. Raises `ParameterError` for an unknown table, none of establishments, or `years` below one;
    `TableError` if a table breaks its spec or no plant lies in any cell. Source of what to look at: Markusen
    (1996), Economic Geography 72, 293, table 1; Rabellotti (1995), World Development 23, 29.
    """
    if years < 1:
        raise ParameterError("`years` is {years}; give one year or more.", years=years)
    clusters = cluster_plants(members, tables, year=year)
    parts = [
        *facts.size_items(clusters),
        *facts.control_items(clusters),
        *facts.public_items(clusters),
        *facts.age_items(clusters, years),
        *facts.place_items(clusters),
        *facts.technology_items(clusters),
        *facts.patent_items(clusters),
        *link_items(clusters),
    ]
    rows = pl.concat([pl.DataFrame(schema=_TYPES), *parts])
    enough = (pl.col("known_share") >= KNOWN) & ((pl.col("basis") >= BASIS) | pl.col("item").is_in(_COUNTS))
    told = rows.with_columns(value=pl.when(enough).then("value"))
    return as_kind_of(told.sort("cluster", "item"), members)
