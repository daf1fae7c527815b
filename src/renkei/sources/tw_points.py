"""Points of plants in Taiwan: degrees or TWD97 metres, in either order, checked against their regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.sources.numbers import read_numbers
from renkei.sources.outlines import Outlines, is_in_frame, km_between, km_outside
from renkei.sources.problem_kinds import (
    COORDINATES_DISAGREE,
    COORDINATES_OUTSIDE,
    COORDINATES_SWAPPED,
    COORDINATES_UNREADABLE,
    COORDINATES_ZERO,
    POINT_OUTSIDE_REGION,
    ProblemKind,
)
from renkei.sources.problems import problem_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renkei.sources.draft import Draft
    from renkei.sources.outlines import Flags, Floats, Places

    Pair = tuple[str, str]

APART_KM: Final = 0.1
"""Two points of one plant farther apart than this disagree; rounding stays far below it."""

OUTSIDE_KM: Final = 2.0
"""Farther than this outside the simplified outline of its region, a point is doubtful."""

_CENTRAL_121: Final = "EPSG:3826"
_CENTRAL_119: Final = "EPSG:3825"
_WEST: Final = 120.0
_METRES: Final = 1000.0
"""Degrees never reach this; TWD97 metres of Taiwan always exceed it in at least one of the two."""


@dataclass(frozen=True, slots=True)
class PairReading:
    """One pair of columns: degrees (NaN if unusable) and the rows that each kind of problem touches."""

    lon: Floats
    lat: Floats
    odd: tuple[tuple[ProblemKind, Flags], ...]


def plant_points(draft: Draft, pairs: Sequence[Pair], places: Places, outlines: Outlines) -> Draft:
    """`draft` with `lon` and `lat` in degrees (WGS 84; null if unknown), and the problems on the way.

    `pairs` are (east, north) columns of its rows, `places` the positions of their regions in `outlines`. The
    first pair counts; where it is unusable the second; where the two are over 100 m apart, the one nearer to
    its region. A point over 2 km outside its region's outline is kept and reported.
    """
    lon = lat = np.full(draft.rows.height, np.nan)
    for pair in pairs:
        reading = read_pair(draft.rows, pair, places, outlines)
        for kind, flags in reading.odd:
            draft = _reporting(draft, flags, kind, pair)
        apart = km_between(lon, lat, reading.lon, reading.lat)
        draft = _reporting(draft, apart > APART_KM, COORDINATES_DISAGREE, pair, apart)
        better = np.isnan(lon) | ((apart > APART_KM) & _is_nearer(reading, lon, lat, places, outlines))
        lon, lat = np.where(better, reading.lon, lon), np.where(better, reading.lat, lat)
    outside = km_outside(lon, lat, places, outlines)
    draft = draft.with_rows(draft.rows.with_columns(lon=_degrees(lon), lat=_degrees(lat)))
    return _reporting(draft, outside > OUTSIDE_KM, POINT_OUTSIDE_REGION, ("lon", "lat"), outside)


def read_pair(rows: pl.DataFrame, pair: Pair, places: Places, outlines: Outlines) -> PairReading:
    """The points in the columns `pair` of `rows`, put right where the order is wrong, NaN where unusable."""
    x, y = (_values(rows[column]) for column in pair)
    filled = rows.select(pl.any_horizontal(pl.col(*pair).is_not_null())).to_series().to_numpy()
    unreadable = filled & (np.isnan(x) | np.isnan(y))
    zero = (x == 0) | (y == 0)
    swapped = ~zero & _is_swapped(x, y, outlines)
    east, north = np.where(swapped, y, x), np.where(swapped, x, y)
    unusable = unreadable | zero
    east, north = np.where(unusable, np.nan, east), np.where(unusable, np.nan, north)
    lon, lat = _in_degrees(east, north, places, outlines)
    outside = ~np.isnan(lon) & ~is_in_frame(lon, lat, outlines)
    kinds = {
        COORDINATES_UNREADABLE: unreadable,
        COORDINATES_ZERO: zero & ~unreadable,
        COORDINATES_SWAPPED: swapped & ~outside,
        COORDINATES_OUTSIDE: outside,
    }
    return PairReading(np.where(outside, np.nan, lon), np.where(outside, np.nan, lat), tuple(kinds.items()))


def _values(column: pl.Series) -> Floats:
    """The numbers in `column`, NaN where there is none."""
    plain = column.cast(pl.Float64, strict=False)
    if plain.null_count() > column.null_count():
        plain = column.to_frame("text").select(read_numbers(pl.col("text"))).to_series()
    return np.array(plain.to_numpy(), dtype=np.float64)


def _is_swapped(x: Floats, y: Floats, outlines: Outlines) -> Flags:
    """Metres: the northing of Taiwan exceeds 2,000 km, its easting never; degrees: only one order is in it."""
    metres = (np.abs(x) > 1_500_000) & (np.abs(y) < 1_000_000) & (np.abs(y) > _METRES)
    return metres | (is_in_frame(y, x, outlines) & ~is_in_frame(x, y, outlines))


def _in_degrees(east: Floats, north: Floats, places: Places, outlines: Outlines) -> tuple[Floats, Floats]:
    """Degrees as they are; metres from TWD97 TM2 with the central meridian 121°.

    Penghu, Kinmen and Matsu are published with 121° or 119°: of the two the point nearer to their centre.
    """
    metres = np.fmax(np.abs(east), np.abs(north)) > _METRES
    lon, lat = np.where(metres, np.nan, east), np.where(metres, np.nan, north)
    if not metres.any():
        return lon, lat
    lon[metres], lat[metres] = _from_twd97(east[metres], north[metres], _CENTRAL_121)
    western = np.flatnonzero(metres & (places >= 0) & (outlines.lon[places] < _WEST))
    if len(western):
        centre = outlines.lon[places[western]], outlines.lat[places[western]]
        other = _from_twd97(east[western], north[western], _CENTRAL_119)
        nearer = km_between(*other, *centre) < km_between(lon[western], lat[western], *centre)
        lon[western[nearer]], lat[western[nearer]] = other[0][nearer], other[1][nearer]
    return lon, lat


def _from_twd97(east: Floats, north: Floats, crs: str) -> tuple[Floats, Floats]:
    from pyproj import Transformer

    lon, lat = Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform(east, north)
    return np.where(np.isfinite(lon), lon, 0.0), np.where(np.isfinite(lat), lat, 0.0)


def _is_nearer(reading: PairReading, lon: Floats, lat: Floats, places: Places, outlines: Outlines) -> Flags:
    apart = km_between(lon, lat, reading.lon, reading.lat) > APART_KM
    asked = np.where(apart, places, -1)
    theirs = km_outside(reading.lon, reading.lat, asked, outlines)
    return theirs < km_outside(lon, lat, asked, outlines)


def _degrees(values: Floats) -> pl.Series:
    return pl.Series(values.round(6), nan_to_null=True)


def _reporting(draft: Draft, flags: Flags, kind: ProblemKind, pair: Pair, km: Floats | None = None) -> Draft:
    if not flags.any():
        return draft
    odd = draft.rows.filter(pl.Series(flags))
    detail = None if km is None else pl.Series(km[flags].round(1)).cast(pl.String)
    east, north = (pl.col(column).cast(pl.String).fill_null("") for column in pair)
    return draft.with_problems(
        [
            problem_rows(
                odd,
                kind,
                column=", ".join(draft.headers.get(column, column) for column in pair),
                value=pl.format("{}, {}", east, north),
                detail=None if detail is None else pl.lit(detail),
            )
        ]
    )
