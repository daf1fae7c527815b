"""Which regions have the most similar mix of industries: the peers with which a comparison makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material

PEERS: Final = 9
"""With the region itself, as many as a comparison shows."""
FEWEST: Final = 30
"""Plants below which a mix of industries is an accident."""


def _peers(material: Material) -> Outcome:
    from renkei.clusters import krugman_dissimilarity

    data = material.config.data
    rows = material.activity.select("region", "industry", data.value).drop_nulls()
    totals = rows.group_by("region").agg(pl.col(data.value).sum())
    enough = totals.filter(pl.col(data.value) >= FEWEST).select("region")
    rows = rows.join(enough, on="region", how="semi")
    if enough.height < 2:
        return Outcome({})
    apart = krugman_dissimilarity(rows, value=data.value)
    both = pl.concat(
        [
            apart.select(region="region_a", peer="region_b", dissimilarity="krugman_dissimilarity"),
            apart.select(region="region_b", peer="region_a", dissimilarity="krugman_dissimilarity"),
        ]
    )
    rank = pl.struct("dissimilarity", "peer").rank("ordinal").over("region").cast(pl.Int64)
    return Outcome(
        {
            "similar_regions": both.with_columns(rank=rank)
            .filter(pl.col("rank") <= PEERS)
            .sort("region", "rank")
        }
    )


SIMILARITY = Study("similar_regions", "Finding similar regions", _peers)
