"""Tables of neighbours made from points (the nearest, those within a distance) or from other neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.spatial import cKDTree

from renkei.clusters.activity.options import check_at_least
from renkei.clusters.activity.rows import in_memory
from renkei.clusters.autocorrelation.weights import SIDES, SpatialWeights
from renkei.clusters.distance.coordinates import (
    GLOBE,
    Geometry,
    check_coordinates,
    coordinate_columns,
    positions,
)
from renkei.errors import TableError
from renkei.tables.frames import as_kind_of, lazy_rows
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Places = NDArray[np.intp]
    Numbers = NDArray[np.float64]


def nearest_neighbours(points: FrameT, *, nearest: int = 6) -> FrameT:
    """The `nearest` regions of each region, by the distance between their points.

    Columns: region_a, region_b (one of the nearest of region_a; not always the other way round),
    distance_km, weight (1). `points` has region and lon, lat in degrees (WGS 84; great circle, as
    `places_within`) or x, y in metres. A region without coordinates is in no row. Equally near regions come in
    the order of their codes as far as they are found. Sorted by key. Time grows as n log n, memory as
    n × `nearest`.

    Raises `TableError` if a column is absent, a region is empty or repeated, coordinates are text or out of
    range, or there are not more regions than `nearest`; `ParameterError` if `nearest` is below 1.
    """
    check_at_least("nearest", nearest, 1)
    sites = _sites(points)
    if len(sites.regions) <= nearest:
        raise TableError(
            "`points` has {count} region(s) with coordinates, too few for {nearest} neighbours each. "
            "Ask for fewer, or add regions.",
            count=len(sites.regions),
            nearest=nearest,
        )
    # A region that shares its point with others need not be the first of its own nearest.
    found = cKDTree(sites.at).query(sites.at, nearest + 1)[1]
    a = np.repeat(np.arange(len(sites.regions)), nearest)
    return as_kind_of(sites.pairs(a, _without_self(found).ravel(), power=0.0), points)


def neighbours_within(points: FrameT, *, km: float, power: float = 0.0) -> FrameT:
    """The regions no farther than `km` from each region, by the distance between their points.

    Columns: region_a, region_b, distance_km, weight = distance_km^(-power): 1 for all with power 0, inverse
    distance with 1, and so on. Each pair is there in both directions. `points` as in `nearest_neighbours`; a
    region with none so near is in no row, and thus an island. Sorted by key. Time and memory grow with the
    number of pairs.

    Raises `TableError` as `nearest_neighbours`, and if two regions share a point and `power` is above 0 (their
    weight would be infinite); `ParameterError` if `km` or `power` is negative or not a number.

    Source: distance decay, Cliff & Ord (1973), Spatial Autocorrelation, 12.
    """
    for name, value in (("km", km), ("power", power)):
        check_at_least(name, value, 0)
    sites = _sites(points)
    # The small margin keeps a pair at exactly this distance, in spite of rounding; the rest goes below.
    reach = sites.geometry.chord(km * 1000.0) * (1.0 + 1e-9)
    near = (
        cKDTree(sites.at).query_pairs(reach, output_type="ndarray")
        if len(sites.regions)
        else np.empty((0, 2))
    )
    pairs = near.astype(np.intp)
    a, b = np.concatenate([pairs, pairs[:, ::-1]]).T
    return as_kind_of(sites.pairs(a, b, power=power), points)


def neighbours_of_order(neighbours: FrameT, *, order: int = 2) -> FrameT:
    """The regions that are reached from each region in `order` steps over neighbours, and not in fewer.

    Columns: region_a, region_b, weight (1), both directions of each pair where neighbours are mutual; sorted
    by key. `neighbours` as in `SpatialWeights.from_neighbours`. Order 1 gives the neighbours themselves.
    Raises `TableError` as there, `ParameterError` if `order` is below 1.

    Source: Blommestein (1985), Regional Science and Urban Economics 15, 251-258 (without circular routes).
    """
    check_at_least("order", order, 1)
    weights = SpatialWeights.from_neighbours(neighbours).binary()
    step = weights.matrix
    reached = found = step
    for _ in range(order - 1):
        further = found @ step
        further.data[:] = 1.0
        further.setdiag(0.0)
        further.eliminate_zeros()
        found = further - further.multiply(reached)
        found.eliminate_zeros()
        reached = reached + found
    entries = found.tocoo()
    names = pl.Series(weights.regions, dtype=pl.String)
    sides = {"region_a": names.gather(entries.row), "region_b": names.gather(entries.col)}
    return as_kind_of(pl.DataFrame({**sides, "weight": np.ones(entries.nnz)}).sort(*SIDES), neighbours)


@dataclass(frozen=True, slots=True)
class _Sites:
    """Where the regions with coordinates lie: `at` has a row of three metres for each."""

    regions: pl.Series
    at: Numbers
    geometry: Geometry

    def pairs(self, a: Places, b: Places, *, power: float) -> pl.DataFrame:
        """The table of neighbours `b` of `a`, weighing distance in km to the power -`power`."""
        straight = np.sqrt(np.square(self.at[a] - self.at[b]).sum(axis=1))
        km = self.geometry.distance(straight) / 1000.0
        self._check_apart(a[km == 0.0], power)
        sides = {"region_a": self.regions.gather(a), "region_b": self.regions.gather(b)}
        return pl.DataFrame({**sides, "distance_km": km, "weight": km**-power}).sort(*SIDES)

    def _check_apart(self, together: Places, power: float) -> None:
        if power > 0.0 and together.size:
            raise TableError(
                "{count} region(s) of `points` share their point with another ({example}), so their weight "
                "would be infinite. Move them apart, or use `power` 0.",
                count=np.unique(together).size,
                example=self.regions[int(together.min())],
            )


def _without_self(found: Places) -> Places:
    """Rows of nearest regions without the region itself; without the last where it is not among them."""
    others = found != np.arange(len(found))[:, np.newaxis]
    others[:, -1] &= ~others.all(axis=1)
    return np.asarray(found[others].reshape(len(found), -1))


def _sites(points: IntoFrame) -> _Sites:
    present = lazy_rows(points, needs=("region",), table="points").collect_schema().names()
    names = coordinate_columns(present)
    rows = lazy_rows(points, needs=("region", *names), table="points").select("region", *names)
    check_coordinates(rows, names, "points")
    table = in_memory(rows, "points")
    region = Column("region", "text", "region", required=True)
    check_table(table, TableSpec("points", "points", ("region",), (region,)))
    known = table.with_columns(pl.col(names).cast(pl.Float64).fill_nan(None)).drop_nulls(names).sort("region")
    geometry = Geometry(round_earth=names == GLOBE)
    at = positions(known[names[0]].to_numpy(), known[names[1]].to_numpy(), geometry)
    return _Sites(known["region"], np.ascontiguousarray(at.T), geometry)
