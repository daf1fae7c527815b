"""Which regions touch, from their outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCE: float = 1e-6
"""In degrees, about 0.1 m: outlines that differ by rounding still touch."""


def contiguous_regions(regions: pl.DataFrame) -> pl.DataFrame:
    """One row per pair of regions with a common border: region_a < region_b.

    `regions` has `region` and `geometry` (GeoJSON text, WGS 84); a region without geometry has no
    neighbours. Touching in a point counts (queen contiguity), since imported outlines seldom share exact
    borders.
    """
    import numpy as np
    import shapely

    located = regions.filter(pl.col("geometry").is_not_null()).sort("region")
    codes = np.array(located["region"].to_list(), dtype=object)
    if not codes.size:
        return pl.DataFrame(schema={"region_a": pl.String, "region_b": pl.String})
    outlines: NDArray[np.object_] = shapely.from_geojson(located["geometry"].to_list())
    tree = shapely.STRtree(outlines)
    a, b = tree.query(outlines, predicate="dwithin", distance=TOLERANCE)
    once = a < b
    pairs = {"region_a": codes[a[once]].tolist(), "region_b": codes[b[once]].tolist()}
    return pl.DataFrame(pairs, schema={"region_a": pl.String, "region_b": pl.String}).sort(
        "region_a", "region_b"
    )
