"""Where an industry's plants crowd far beyond plants at large: hot spots, from the grid cells of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study, cells_of_level

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material

PERMUTATIONS: Final = 199


def _hot(material: Material) -> Outcome:
    import numpy as np

    from renkei.clusters import hot_spots

    cells = cells_of_level(material)
    if cells.is_empty():
        return Outcome({}, {"skipped": ["no_points"]})
    rng = np.random.default_rng(material.config.clusters.seed)
    found = hot_spots(cells, permutations=PERMUTATIONS, rng=rng)
    level = material.tables["regions"].filter(pl.col("level") == material.config.data.region_level)
    return Outcome({"hot_spots": found.with_columns(_regions(found, level))})


def _regions(spots: pl.DataFrame, regions: pl.DataFrame) -> pl.Series:
    """The region in whose outline the middle of each spot lies; empty off all outlines, as at sea."""
    import numpy as np
    import shapely

    drawn = regions.drop_nulls("geometry").sort("region")
    inside: list[str | None] = [None] * spots.height
    if not drawn.is_empty():
        tree = shapely.STRtree(shapely.from_geojson(drawn["geometry"].to_list()))
        middles = shapely.points(np.column_stack([spots["lon"], spots["lat"]]))
        for spot, outline in zip(*tree.query(middles, predicate="intersects"), strict=True):
            # On a border both sides hold it: the first by code.
            inside[spot] = inside[spot] or drawn["region"][int(outline)]
    return pl.Series("region", inside, dtype=pl.String)


HOT_SPOTS = Study("hot_spots", "Drawing hot spots", _hot)
