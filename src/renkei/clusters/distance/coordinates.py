"""Where points lie: metres in a plane, or degrees on the globe; and how far apart two of them are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from renkei.clusters.activity.rows import check_numbers
from renkei.errors import TableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EARTH_RADIUS_KM: Final = 6371.0088
EARTH_RADIUS_M: Final = EARTH_RADIUS_KM * 1000.0
PLANE: Final = ("x", "y")
GLOBE: Final = ("lon", "lat")


@dataclass(frozen=True, slots=True)
class Geometry:
    """How the straight line between two positions, in metres, relates to their distance."""

    round_earth: bool

    def distance(self, chord: Floats) -> Floats:
        """The distance over the ground of two positions with this straight line between them, in metres."""
        if not self.round_earth:
            return chord
        half = np.clip(chord / (2.0 * EARTH_RADIUS_M), 0.0, 1.0)
        return np.asarray(2.0 * EARTH_RADIUS_M * np.arcsin(half))

    def chord(self, distance: float) -> float:
        """The straight line between two positions at this distance over the ground, in metres."""
        if not self.round_earth:
            return distance
        return float(2.0 * EARTH_RADIUS_M * np.sin(min(distance / (2.0 * EARTH_RADIUS_M), np.pi / 2.0)))


def coordinate_columns(present: list[str]) -> tuple[str, str]:
    """The two columns that say where: x and y if both are there, else lon and lat."""
    return PLANE if set(PLANE) <= set(present) else GLOBE


def check_coordinates(rows: nw.LazyFrame[Any], names: tuple[str, str], table: str) -> None:
    """Raise `TableError` unless the coordinates in `rows` are numbers, finite, and degrees where they should be."""
    limits = (180.0, 90.0) if names == GLOBE else (np.finfo(np.float64).max,) * 2
    for name, limit in zip(names, limits, strict=True):
        check_numbers(rows, name, table)
        value = nw.col(name).cast(nw.Float64).fill_nan(None)
        wrong = rows.filter((value < -limit) | (value > limit)).select(name).collect()
        if len(wrong):
            _refuse(name, table, wrong[name].min(), len(wrong))


def _refuse(name: str, table: str, example: object, count: int) -> None:
    if name in PLANE:
        raise TableError(
            "{count} value(s) of `{column}` in `{table}` are infinite. Leave unknown coordinates empty.",
            count=count,
            column=name,
            table=table,
        )
    raise TableError(
        "{count} value(s) of `{column}` in `{table}` are out of range (such as {example}). "
        "Longitude is -180 to 180, latitude -90 to 90, in degrees; are they swapped, or in metres?",
        count=count,
        column=name,
        table=table,
        example=example,
    )


def positions(first: Floats, second: Floats, geometry: Geometry) -> Floats:
    """Three rows of metres: x, y and 0 in the plane; the point on the sphere where they are lon and lat."""
    if not geometry.round_earth:
        return np.stack([first, second, np.zeros_like(first)])
    lon, lat = np.radians(first), np.radians(second)
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    return np.asarray(EARTH_RADIUS_M * unit)


def on_a_plane(at: Floats, geometry: Geometry, around: Floats) -> Floats:
    """Two rows of metres: `at` as it is in the plane; else on Lambert's equal-area map around the middle of `around`.

    A distance on the map is off by at most the share (ρ / R)² / 8, where ρ is how far the farthest point lies
    from the middle: 0.02 % for ρ = 250 km (Snyder 1987, USGS Professional Paper 1395, p. 182).
    """
    if not geometry.round_earth:
        return at[:2]
    middle = around.mean(axis=1)
    up = middle / np.linalg.norm(middle)
    pole = np.array([0.0, 0.0, 1.0]) if abs(up[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    east = np.cross(pole, up)
    east /= np.linalg.norm(east)
    north = np.cross(up, east)
    stretch = np.sqrt(2.0 / (1.0 + np.clip(up @ at / EARTH_RADIUS_M, -0.999, 1.0)))
    return np.asarray(np.stack([east @ at, north @ at]) * stretch)
