"""Plants in space, as the search for hot spots reads them: places, plants there, and those of each industry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy import sparse

from renkei.clusters.activity.rows import check_numbers
from renkei.clusters.distance.coordinates import check_coordinates
from renkei.errors import TableError
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray
    from pyproj import Transformer

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PlacedPlants:
    """`background[p]` plants at place p, of which `cases[p, i]` are of `industries[i]`; `xy` in metres.

    The plane is Lambert's azimuthal equal-area projection about the middle of the plants (`crs`).
    """

    xy: Numbers
    background: NDArray[np.int64]
    industries: tuple[str, ...]
    cases: sparse.csc_array
    crs: str

    @classmethod
    def read(cls, points: IntoFrame, *, spacing: float) -> PlacedPlants:
        """The plants of a table of establishments or grid cells.

        `points` has lon and lat, and either `industries` (a list; each row is one plant) or `industry` (with
        `establishments`, if there, the plants of that industry at the point). With a column `cell` each point
        is a place of its own; else plants are gathered on a square grid of `spacing` metres. A row without
        coordinates is left out. Raises `TableError` for absent columns, text or impossible coordinates, and
        counts that are unknown, negative or not whole.
        """
        rows = _rows(points)
        lon, lat = rows["lon"].to_numpy(), rows["lat"].to_numpy()
        crs = plane_around(_middle(lon), _middle(lat))
        xy = on_plane(lon, lat, crs)
        if "cell" not in rows.columns:
            xy = (np.floor(xy / spacing) + 0.5) * spacing
        # Rounded to millimetres, so that a point is the same place in each of its rows.
        places, position = np.unique(np.round(xy, 3), axis=0, return_inverse=True)
        position = position.ravel()
        background = np.bincount(position, rows["plants"].to_numpy(), len(places)).astype(np.int64)
        return cls(places, background, *_cases(rows, position, len(places)), crs)

    def degrees(self, xy: Numbers) -> Numbers:
        """Points of the plane as longitude and latitude (WGS 84), one row each."""
        return np.column_stack(_transformer(self.crs, "EPSG:4326").transform(xy[:, 0], xy[:, 1]))


def plane_around(lon: float, lat: float) -> str:
    """The equal-area projection in metres centred there, as pyproj reads it."""
    return f"+proj=laea +lon_0={lon:.4f} +lat_0={lat:.4f} +datum=WGS84 +units=m"


def _middle(values: Numbers) -> float:
    """Halfway between the ends, so that it does not depend on how plants are spread over rows."""
    return float(values.min() + values.max()) / 2 if len(values) else 0.0


def on_plane(lon: Numbers, lat: Numbers, crs: str) -> Numbers:
    """Longitudes and latitudes as points of the plane `crs`, in metres, one row each."""
    return np.column_stack(_transformer("EPSG:4326", crs).transform(lon, lat))


@cache
def _transformer(source: str, target: str) -> Transformer:
    """Kept, since making one takes longer than transforming with it."""
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def _cases(
    rows: pl.DataFrame, position: NDArray[np.intp], places: int
) -> tuple[tuple[str, ...], sparse.csc_array]:
    """The industries in rising order, and their plants by place."""
    entries = rows.with_columns(place=pl.Series(position)).explode("industry").drop_nulls("industry")
    codes = entries["industry"].unique().sort()
    column = entries["industry"].cast(pl.Enum(codes)).to_physical().to_numpy()
    cells = (entries["plants"].to_numpy().astype(np.float64), (entries["place"].to_numpy(), column))
    return tuple(codes), sparse.coo_array(cells, shape=(places, len(codes))).tocsc()


def _rows(points: IntoFrame) -> pl.DataFrame:
    """lon, lat, industry (a list), plants and (if there) cell of the rows with coordinates."""
    given = lazy_rows(points, needs=("lon", "lat"), table="points")
    present = given.collect_schema().names()
    if "industries" not in present and "industry" not in present:
        raise TableError(
            "Table `points` has neither `industries` (a list for each plant) nor `industry`; it has {present}. "
            "Say of which industry the plants are.",
            present=", ".join(present),
        )
    listed = "industries" in present
    optional = ("cell",) if listed else ("cell", "establishments")
    kept = ["lon", "lat", "industries" if listed else "industry", *(n for n in optional if n in present)]
    check_coordinates(given, ("lon", "lat"), "points")
    if "establishments" in kept:
        check_numbers(given, "establishments", "points")
    rows: pl.DataFrame = given.select(*kept).collect("polars").to_native()
    located = rows.with_columns(pl.col("lon", "lat").cast(pl.Float64).fill_nan(None)).drop_nulls(
        ["lon", "lat"]
    )
    industry = _distinct(pl.col("industries")) if listed else _alone(pl.col("industry"))
    named = located.select("lon", "lat", *kept[3:], industry.alias("industry"))
    return _counted(named).filter(pl.col("plants") > 0)


def _distinct(industries: pl.Expr) -> pl.Expr:
    return industries.cast(pl.List(pl.String)).list.drop_nulls().list.unique(maintain_order=True)


def _alone(industry: pl.Expr) -> pl.Expr:
    text = industry.cast(pl.String)
    return pl.when(text.is_not_null()).then(pl.concat_list(text))


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    """With `plants`: one for each row, or what `establishments` says."""
    if "establishments" not in rows.columns:
        return rows.with_columns(plants=pl.lit(1, pl.Int64))
    count = pl.col("establishments").cast(pl.Float64)
    whole = count.is_finite() & (count >= 0) & (count == count.floor())
    wrong = rows.filter(~whole.fill_null(value=False))
    if wrong.height:
        raise TableError(
            "{count} value(s) of `establishments` in `points` are not whole numbers of plants (such as "
            "{example}). Fill them in, or take these rows out.",
            count=wrong.height,
            example=wrong["establishments"][0],
        )
    return rows.with_columns(plants=count.cast(pl.Int64))
