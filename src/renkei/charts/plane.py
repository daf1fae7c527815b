"""From longitude and latitude to a flat map in kilometres, true to area, centred on what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM: Final = 6371.0088

Bounds = tuple[float, float, float, float]
"""West, south, east, north; or left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Centre:
    """The point of the sphere that lies at (0, 0) of the plane; degrees, WGS 84."""

    lon: float
    lat: float

    def to_plane(self, lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """East and north of the centre in km: Lambert's azimuthal equal-area projection of the sphere.

        x = R k cos φ sin(λ−λ₀), y = R k (cos φ₀ sin φ − sin φ₀ cos φ cos(λ−λ₀)),
        k = √(2 / (1 + sin φ₀ sin φ + cos φ₀ cos φ cos(λ−λ₀))) (Snyder 1987, eq. 22-4, 22-5, 24-2).
        The antipode of the centre has no image: infinity.
        """
        longitude = np.radians(np.asarray(lon, dtype=np.float64) - self.lon)
        latitude, middle = np.radians(np.asarray(lat, dtype=np.float64)), np.radians(self.lat)
        cosine = np.sin(middle) * np.sin(latitude) + np.cos(middle) * np.cos(latitude) * np.cos(longitude)
        with np.errstate(divide="ignore", invalid="ignore"):
            k = EARTH_RADIUS_KM * np.sqrt(2 / (1 + cosine))
            east = k * np.cos(latitude) * np.sin(longitude)
            north = np.cos(middle) * np.sin(latitude)
            north = k * (north - np.sin(middle) * np.cos(latitude) * np.cos(longitude))
        return east, north

    def circle(self, km: float, corners: int = 120) -> NDArray[np.float64]:
        """The points `km` from the centre along the sphere, as rows of longitude and latitude, closed."""
        angle, bearing = km / EARTH_RADIUS_KM, np.linspace(0, 2 * np.pi, corners + 1)
        lat0, lon0 = np.radians(self.lat), np.radians(self.lon)
        lat = np.arcsin(np.sin(lat0) * np.cos(angle) + np.cos(lat0) * np.sin(angle) * np.cos(bearing))
        lon = lon0 + np.arctan2(
            np.sin(bearing) * np.sin(angle) * np.cos(lat0), np.cos(angle) - np.sin(lat0) * np.sin(lat)
        )
        return np.asarray(np.degrees(np.column_stack((lon, lat))))


def centre_of(polygons: NDArray[Any]) -> Centre:
    """The centre of gravity of polygons in degrees, on the sphere, so that the date line does no harm."""
    import shapely

    points = shapely.get_coordinates(shapely.centroid(polygons))
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    weight = shapely.area(polygons) * np.cos(lat)
    x, y, z = (
        float(np.average(axis, weights=weight))
        for axis in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    )
    return Centre(float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y)))))


def flattened(polygons: NDArray[Any], centre: Centre) -> NDArray[Any]:
    """The polygons in km on the plane of `centre`."""
    import shapely

    def to_plane(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(centre.to_plane(points[:, 0], points[:, 1]))

    return np.asarray(shapely.transform(polygons, to_plane))


def bounds_of(shapes: Any) -> Bounds:
    """The box around all of `shapes`, in their unit."""
    import shapely

    low_x, low_y, high_x, high_y = (float(side) for side in shapely.total_bounds(shapes))
    return low_x, low_y, high_x, high_y
