"""The values that a map of regions shows: one per region of a level, zero where the register has no plant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition

COUNTED: Final = frozenset(
    {"establishments", "location_quotient", "share_of_region", "share_of_nation", "openings"}
)


def map_values(
    edition: Edition, indicator: str, *, level: str, industry: str = "", year: int | None = None
) -> pl.DataFrame:
    """One row per region of `level`: region, value, establishments (the plants that the value rests on).

    A region that has plants but none of `industry` has the value 0 of indicators that count plants: the
    register is complete. A region without any plant, or an indicator that was not computed there, is null.
    """
    regions = pl.DataFrame({"region": [one.id for one in edition.regions.values() if one.level == level]})
    rows = edition.indicator(indicator, industry=industry, year=year or edition.year)
    values = regions.join(rows, on="region", how="left", maintain_order="left").select(
        "region", "value", establishments="basis"
    )
    if indicator not in COUNTED:
        return values
    totals = edition.indicator("establishments_total", year=edition.year).filter(pl.col("value") > 0)
    counted = pl.col("region").is_in(totals["region"].implode()) & pl.col("value").is_null()
    return values.with_columns(
        value=pl.when(counted).then(0.0).otherwise("value"),
        establishments=pl.when(counted).then(0).otherwise("establishments"),
    )
