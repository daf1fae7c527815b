"""Versioned geographies: regions with names in three languages and outlines, and which of them touch."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.errors import NotFoundError
from renkei.reference.topology import Topology, outline_geojson, shared_borders, topology_from_topojson

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

GEOGRAPHIES: Final[dict[str, str]] = {"TW-2016": "tw_2016"}
"""The geographies that ship with Renkei, and the folder of each under `reference/data`."""

_REGION_COLUMNS: Final = {
    "region": pl.String,
    "name_zh_hant": pl.String,
    "name_en": pl.String,
    "name_ja": pl.String,
    "parent": pl.String,
    "level": pl.String,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "area_km2": pl.Float64,
}


@cache
def regions(geography: str) -> pl.DataFrame:
    """The `regions` table of `geography`, counties before townships, in code order.

    `geometry` is GeoJSON text (WGS 84, 4 decimals, exterior rings counter-clockwise as in RFC 7946);
    neighbours share the same border points, so there are no gaps or overlaps. `area_km2` is geodesic
    and belongs to the outline before simplification. No population. Raises `NotFoundError` for an
    unknown geography. Sources: `README.md` beside the data.
    """
    folder = geography_folder(geography)
    table = pl.read_csv((folder / "regions.csv").read_bytes(), schema=_REGION_COLUMNS)
    topology = _topology(geography)
    outlines = {
        region: outline_geojson(topology, outline)
        for level in topology.outlines.values()
        for region, outline in level.items()
    }
    return table.with_columns(
        pl.lit(geography).alias("geography"),
        pl.col("region").replace_strict(outlines, return_dtype=pl.String).alias("geometry"),
    ).select("geography", *table.columns[:6], "geometry", "lon", "lat", "area_km2")


@cache
def neighbours(geography: str, level: str) -> pl.DataFrame:
    """One row per pair of regions of `level` with a common border: region_a < region_b, shared_km.

    Taken from the shared arcs of the outlines, so it is exact; `shared_km` is the geodesic length of the
    border before simplification. Regions that meet only in a point or across water are not neighbours
    (rook contiguity). Raises `NotFoundError` for an unknown geography or level.
    """
    topology = _topology(geography)
    if level not in topology.outlines:
        raise NotFoundError(
            "Geography {geography} has no level `{level}`; its levels are {known}.",
            geography=geography,
            level=level,
            known=", ".join(sorted(topology.outlines)),
        )
    rows = [(a, b, round(km, 3)) for (a, b), km in shared_borders(topology, level).items()]
    schema = {"region_a": pl.String, "region_b": pl.String, "shared_km": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def geography_folder(geography: str) -> Traversable:
    """The folder of the data of `geography`. Raises `NotFoundError` for one that does not ship."""
    if geography not in GEOGRAPHIES:
        raise NotFoundError(
            "Geography {geography} does not come with Renkei; {known} do(es). "
            "Choose one of these, or import a `regions` table of your own.",
            geography=geography,
            known=", ".join(GEOGRAPHIES),
        )
    return files("renkei.reference") / "data" / GEOGRAPHIES[geography]


@cache
def _topology(geography: str) -> Topology:
    return topology_from_topojson((geography_folder(geography) / "outlines.json").read_text("utf-8"))
