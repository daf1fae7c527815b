"""Where points lie relative to the outlines of regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Places = npt.NDArray[np.int64]

KM_PER_DEGREE: Final = 111.195
_MARGIN: Final = 0.25


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of the lowest level of a geography (degrees), their centres, and a frame around all."""

    codes: Sequence[str]
    shapes: npt.NDArray[np.object_]
    lon: Floats
    lat: Floats
    west: float
    south: float
    east: float
    north: float


def outlines_of(regions: pl.DataFrame) -> Outlines:
    """The outlines of the regions that have a parent, ready for many questions; the frame has a margin of 0.25°."""
    import shapely

    towns = regions.filter(pl.col("parent").is_not_null(), pl.col("geometry").is_not_null())
    shapes = shapely.from_geojson(towns["geometry"].to_numpy())
    shapely.prepare(shapes)
    west, south, east, north = shapely.total_bounds(shapes)
    return Outlines(
        codes=towns["region"].to_list(),
        shapes=shapes,
        lon=towns["lon"].to_numpy(),
        lat=towns["lat"].to_numpy(),
        west=west - _MARGIN,
        south=south - _MARGIN,
        east=east + _MARGIN,
        north=north + _MARGIN,
    )


def places_of(regions: pl.Series, outlines: Outlines) -> Places:
    """The position in `outlines` of each region code; -1 where it has none."""
    positions = {code: position for position, code in enumerate(outlines.codes)}
    return regions.replace_strict(positions, default=-1, return_dtype=pl.Int64).to_numpy()


def is_in_frame(lon: Floats, lat: Floats, outlines: Outlines) -> Flags:
    """Whether each point is within the frame around the country; False for NaN."""
    across = (lon >= outlines.west) & (lon <= outlines.east)
    return across & (lat >= outlines.south) & (lat <= outlines.north)


def km_between(lon: Floats, lat: Floats, other_lon: Floats, other_lat: Floats) -> Floats:
    """Distances in kilometres over short stretches of a sphere; NaN where a point is."""
    middle = np.radians((lat + other_lat) / 2)
    distance: Floats = np.hypot((lon - other_lon) * np.cos(middle), lat - other_lat) * KM_PER_DEGREE
    return distance


def km_outside(lon: Floats, lat: Floats, places: Places, outlines: Outlines) -> Floats:
    """How many kilometres outside the outline of its region each point lies: 0 inside, NaN where unknown.

    `places` as from `places_of`. The nearest point of the outline is found in degrees, then measured.
    """
    import shapely

    km = np.full(len(lon), np.nan)
    asked = np.flatnonzero((places >= 0) & ~np.isnan(lon))
    inside = shapely.contains_xy(outlines.shapes[places[asked]], lon[asked], lat[asked])
    km[asked] = 0.0
    out = asked[~inside]
    lines = shapely.shortest_line(shapely.points(lon[out], lat[out]), outlines.shapes[places[out]])
    nearest = shapely.get_coordinates(shapely.get_point(lines, 1))
    km[out] = km_between(lon[out], lat[out], nearest[:, 0], nearest[:, 1])
    return km


def regions_at(lon: Floats, lat: Floats, outlines: Outlines) -> list[str | None]:
    """The code of the region in which each point lies; None outside all of them or where a point is NaN."""
    import shapely

    found: list[str | None] = [None] * len(lon)
    points, shapes = shapely.STRtree(outlines.shapes).query(shapely.points(lon, lat), predicate="within")
    for point, shape in zip(points.tolist(), shapes.tolist(), strict=True):
        found[point] = outlines.codes[shape]
    return found
