"""How thickly plants lie: establishments per square kilometre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from renkei.clusters.activity.mix import ratio
from renkei.clusters.activity.region_keys import check_joinable, check_regions_known
from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.tables.frames import lazy_rows, same_kind

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT


def establishment_density(establishments: FrameT, regions: IntoFrame) -> FrameT:
    """Establishments per km² of each region, or of each region and industry if the table has `industry`.

    `establishments` has region, establishments (and industry, year); `regions` has region, area_km2 (and
    year, if the other has). Columns: the keys, establishments, area_km2, establishment_density (per km²).
    Nothing is added up: a plant that counts in two industries would count twice in a sum, so give the
    region's own total for the density of the region. Missing where the count or the area is unknown or the
    area is zero. Sorted by key.

    Raises `TableError` if a column is absent, a key is empty or repeated, a number is text, negative or
    infinite, or a region is not in `regions`.
    """
    rows = lazy_rows(establishments, needs=("region", "establishments"), table="establishments")
    keys = ("region", "industry") if "industry" in rows.collect_schema() else ("region",)
    counted = checked_rows(establishments, table="establishments", keys=keys, value="establishments")
    areas = checked_rows(regions, table="regions", keys=("region",), value="area_km2")
    check_joinable(counted, areas, ("establishments", "regions"))
    check_regions_known(counted, areas, ("establishments", "regions"))
    by_area = areas.rows.select("region", *areas.period, "area_km2", nw.col(AMOUNT).alias("area"))
    joined = counted.rows.join(by_area, on=["region", *counted.period], how="inner")
    density = ratio(nw.col(AMOUNT), nw.col("area")).alias("establishment_density")
    found = joined.with_columns(density).select(
        *counted.keys, "establishments", "area_km2", "establishment_density"
    )
    return same_kind(found.sort(*counted.keys), establishments)
