"""Which places lie within so many kilometres of a point."""

from __future__ import annotations

from math import cos, isfinite, pi, radians, sin
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.distance.coordinates import EARTH_RADIUS_KM, GLOBE, check_coordinates
from renkei.errors import ParameterError
from renkei.tables.frames import lazy_rows, same_kind

if TYPE_CHECKING:
    from renkei.tables.frames import FrameT

DISTANCE: Final = "distance_km"
HALVINGS: Final = 4


def places_within(places: FrameT, *, lon: float, lat: float, km: float) -> FrameT:
    """The rows of `places` no farther than `km` from (`lon`, `lat`), nearest first, with `distance_km` added.

    `places` has lon and lat in degrees (WGS 84); its other columns stay as they are. The distance is the
    great circle on a sphere of 6371.0088 km (mean Earth radius; at most 0.56 % from the ellipsoid), in km. A
    place without coordinates is not within any distance. Equally distant places come in the order of the
    first column of text or numbers.

    Raises `ParameterError` if the point is not on Earth or `km` is negative or not a number; `TableError` if
    a coordinate column is absent, text, or out of range.

    Source: haversine formula, Sinnott (1984), Sky and Telescope 68 (2), 159; radius: Moritz (2000), Journal
    of Geodesy 74, 128-133.
    """
    _check_circle(lon, lat, km)
    rows = lazy_rows(places, needs=("lon", "lat"), table="places")
    check_coordinates(rows, GLOBE, "places")
    half_angle = min(km / (2.0 * EARTH_RADIUS_KM), pi / 2.0)
    haversine = nw.col(DISTANCE)
    apart = rows.with_columns(_haversine(lon, lat).alias(DISTANCE)).with_columns(
        nw.when(haversine > 1.0).then(1.0).otherwise(haversine).alias(DISTANCE)
    )
    near = apart.filter(haversine <= sin(half_angle) ** 2)
    return same_kind(_in_km(near).sort(DISTANCE, _first_sortable(rows)), places)


def _first_sortable(rows: nw.LazyFrame[Any]) -> str:
    schema = rows.collect_schema()
    return next(name for name, kind in schema.items() if kind == nw.String or kind.is_numeric())


def _haversine(lon: float, lat: float) -> nw.Expr:
    """sin² of half the angle between each row and the point."""
    across = ((_degrees("lon") - lon) * (pi / 360.0)).sin()
    up = ((_degrees("lat") - lat) * (pi / 360.0)).sin()
    along = (_degrees("lat") * (pi / 180.0)).cos() * cos(radians(lat))
    return up * up + along * across * across


def _degrees(name: str) -> nw.Expr:
    return nw.col(name).cast(nw.Float64).fill_nan(None)


def _in_km(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """`rows` with the haversine in `DISTANCE` turned into km by square roots alone: not all engines know arcsin.

    The angle is halved four times, sin²(a/2) = sin² a / (2 (1 + cos a)), so that its sine is below 0.1; then
    five terms of the power series of arcsin leave a relative error under 1e-11, a fraction of a millimetre.
    """
    q = nw.col(DISTANCE)
    for _ in range(HALVINGS):
        rows = rows.with_columns((q / (2.0 + 2.0 * (1.0 - q).sqrt())).alias(DISTANCE))
    series = 1.0 + q * (1 / 6 + q * (3 / 40 + q * (15 / 336 + q * (105 / 3456))))
    return rows.with_columns((2.0 ** (HALVINGS + 1) * EARTH_RADIUS_KM * q.sqrt() * series).alias(DISTANCE))


def _check_circle(lon: float, lat: float, km: float) -> None:
    if not (abs(lon) <= 180.0 and abs(lat) <= 90.0):
        raise ParameterError(
            "The point lon {lon}, lat {lat} is not on Earth. "
            "Longitude is -180 to 180, latitude -90 to 90, in degrees; are they swapped?",
            lon=lon,
            lat=lat,
        )
    if not (isfinite(km) and km >= 0.0):
        raise ParameterError("`km` is {km}; give a distance of zero or more kilometres.", km=km)
