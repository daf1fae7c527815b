"""What the growth of a region is made of, beside those that it can be compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from renkei.office.atlas import profiles

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition

PARTS = {
    "national": "national_effect",
    "mix": "mix_effect",
    "regional": "regional_effect",
    "growth": "growth",
}


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth from `start` to `end`: `rows` has region and, as shares of the first year, the parts of it."""

    rows: pl.DataFrame
    start: int
    end: int


def growth_among(edition: Edition, region: str) -> Growth | None:
    """The growth of `region`, its neighbours and the regions most like it; None where it is not known."""
    table = edition.table("shift_share")
    own = table.filter(pl.col("region") == region, pl.col("before") > 0)
    if own.is_empty():
        return None
    neighbours = [one.id for one in profiles.neighbours(edition, edition.regions[region])]
    codes = [region, *neighbours, *similar_regions(edition, region)["region"]]
    # Growth from nothing has no rate; growth that is not known is drawn as such.
    rows = table.filter(pl.col("region").is_in(codes), (pl.col("before") > 0).fill_null(value=True))
    parts = {name: pl.col(column) / pl.col("before") for name, column in PARTS.items()}
    return Growth(rows.select("region", **parts), own["start"][0], own["end"][0])


def similar_regions(edition: Edition, region: str) -> pl.DataFrame:
    """The regions whose mix of industries is most like that of `region`: region, dissimilarity, the nearest first."""
    rows = edition.table("similar_regions").filter(region=region).sort("rank")
    return rows.select("dissimilarity", region="peer").select("region", "dissimilarity")
