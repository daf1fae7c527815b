"""The radius question of a form: a point, a radius, a kind of place, and what lies inside."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

from renkei.errors import NotFoundError, ParameterError
from renkei.evidence import places_near

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from renkei.office.atlas.edition import Edition

LARGEST_KM: Final = 1000.0
DEFAULT_KM: Final = 45.0
ANY_ZONE: Final = "zone"


@dataclass(frozen=True, slots=True)
class Circle:
    """A point (degrees, WGS 84), a radius in km, and the kind of place to look for."""

    lon: float
    lat: float
    km: float
    kind: str


def kinds_offered(edition: Edition) -> list[str]:
    """The kinds of place that this edition can be asked for, all zones first."""
    zones = [ANY_ZONE, *sorted(edition.table("zones")["kind"].unique())] if edition.zones else []
    return [*zones, "region", *(["cluster"] if edition.clusters else [])]


def circle_from(query: Mapping[str, str]) -> Circle:
    """The circle that a form asks for; 45 km and zones of any kind unless it says otherwise.

    Raises `ParameterError` that names the field, what was found and what is expected.
    """
    return Circle(
        lon=_number(query, "lon", low=-180, high=180),
        lat=_number(query, "lat", low=-90, high=90),
        km=_number(query, "km", default=f"{DEFAULT_KM:g}", low=0.1, high=LARGEST_KM),
        kind=query.get("kind", "") or ANY_ZONE,
    )


def _number(query: Mapping[str, str], name: str, *, low: float, high: float, default: str = "") -> float:
    text = query.get(name, "").strip() or default
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or not low <= value <= high:
        raise ParameterError(
            "“{found}” is not a usable value for {name}. Give a number from {low} to {high}.",
            found=text,
            name=name,
            low=f"{low:g}",
            high=f"{high:g}",
        )
    return value


def inside(edition: Edition, circle: Circle) -> pl.DataFrame:
    """The places inside `circle`, nearest first: place, names, kind, lon, lat, establishments, distance_km.

    Raises `NotFoundError` for a kind of place that this edition does not have.
    """
    if circle.kind not in kinds_offered(edition):
        raise NotFoundError("This atlas has no places of kind `{kind}`.", kind=circle.kind)
    return places_near(edition.evidence, lon=circle.lon, lat=circle.lat, km=circle.km, kind=circle.kind)
