"""Litzenberger and Sternberg's cluster index: is an industry dense, important and made of many small plants here?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.activity.mix import ratio
from renkei.clusters.activity.region_keys import check_joinable, check_regions_known
from renkei.clusters.activity.rows import AMOUNT, CheckedRows, activity_rows, checked_rows
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT

SIZES: Final = ("area_km2", "population")
NAME: Final = "litzenberger_sternberg"


def litzenberger_sternberg(activity: FrameT, regions: IntoFrame, *, value: str = "jobs") -> FrameT:
    """The cluster index of each industry in each region: density × stock ÷ size of plants.

    `activity` has region, industry, `value`, establishments (and year); `regions` has region, area_km2,
    population (and year), and all regions of the country, also those without plants. Columns: region,
    industry, (year,) `value`, establishments, industrial_density (the region's share of the industry ÷ its
    share of the area), industrial_stock (the same ÷ its share of the population), plant_share (its share of
    the industry's plants ÷ its share of the industry), litzenberger_sternberg, their product: a ratio, 1
    where the region is as the country. The index has no upper limit; small dense towns reach high values.
    Missing where a value, a count, the area or the population is unknown, or one of the latter two zero;
    plant_share also where the value is zero, and the index is 0. Each year by itself. Sorted by key.

    Raises `TableError` if a column is absent, a key is empty or repeated, a number is text, negative or
    infinite, or a region is not in `regions`.

    Source: Litzenberger & Sternberg (2006), Zeitschrift für Wirtschaftsgeographie 50, 209-224; worked example
    21.87: Farhauer & Kröll (2014), Standorttheorien.
    """
    counted, plants = activity_rows(activity, value), activity_rows(activity, "establishments")
    sizes = [checked_rows(regions, table="regions", keys=("region",), value=name) for name in SIZES]
    check_joinable(counted, sizes[0], ("activity", "regions"))
    check_regions_known(counted, sizes[0], ("activity", "regions"))
    rows = _with_share(counted, "industry", "share").drop(AMOUNT)
    if value != "establishments":
        columns = (*counted.keys, "establishments", "plants")
        rows = rows.join(
            _with_share(plants, "industry", "plants").select(*columns), on=[*counted.keys], how="inner"
        )
    else:
        rows = rows.with_columns(nw.col("share").alias("plants"))
    for size in sizes:
        part = _with_share(size, None, f"{size.value}_share").select(*size.keys, f"{size.value}_share")
        rows = rows.join(part, on=[*size.keys], how="inner")
    return same_kind(_index(rows, counted), activity)


def _with_share(rows: CheckedRows, within: str | None, name: str) -> nw.LazyFrame[Any]:
    """The rows with `name`: each amount's share of its industry, or of the country where `within` is none."""
    whole = rows.total(within) if within else rows.total()
    return rows.rows.with_columns(ratio(nw.col(AMOUNT), whole).alias(name))


def _index(rows: nw.LazyFrame[Any], counted: CheckedRows) -> nw.LazyFrame[Any]:
    share, plants = nw.col("share"), nw.col("plants")
    density, people = nw.col("area_km2_share"), nw.col("population_share")
    factors = {
        "industrial_density": ratio(share, density),
        "industrial_stock": ratio(share, people),
        "plant_share": ratio(plants, share),
        # The product of the three, in which a share of zero is zero and not 0 x 0 / 0.
        NAME: ratio(share * plants, density * people),
    }
    kept = dict.fromkeys((*counted.keys, counted.value, "establishments", *factors))
    return (
        rows.with_columns(found.alias(name) for name, found in factors.items())
        .select(*kept)
        .sort(*counted.keys)
    )
