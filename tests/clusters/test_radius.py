"""Places within a radius: distances by an independent formula, edges of the Earth, and what is refused."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.clusters import places_within
from renkei.errors import ParameterError, TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

RADIUS = 6371.0088
# Six places in Taiwan: three science parks, two towns, and one whose location is not known.
PLACES = {
    "place": ["HSP", "CTSP", "STSP", "Lukang", "Shetou", "nowhere"],
    "lon": [121.0, 120.6167, 120.2833, 120.4344, 120.5833, None],
    "lat": [24.7833, 24.2167, 23.1, 24.0567, 23.8967, 24.0],
    "plants": [400, 170, 150, 90, 171, 1],
}
ANYWHERE = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def by_vectors(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """The great-circle distance from the angle between two unit vectors: no haversine in it."""

    def vector(x: float, y: float) -> np.ndarray:
        x, y = math.radians(x), math.radians(y)
        return np.array([math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y)])

    a, b = vector(lon, lat), vector(other_lon, other_lat)
    return RADIUS * math.atan2(float(np.linalg.norm(np.cross(a, b))), float(a @ b))


def test_places_within_a_radius_come_nearest_first(kind: Kind) -> None:
    found = kind.rows(places_within(kind.frame(PLACES), lon=120.5, lat=24.0, km=45))
    assert found.columns == ["place", "lon", "lat", "plants", "distance_km"]
    assert found["place"].to_list() == ["Lukang", "Shetou", "CTSP"]
    expected = [by_vectors(120.5, 24.0, lon, lat) for lon, lat in found.select("lon", "lat").iter_rows()]
    assert found["distance_km"].to_list() == pytest.approx(expected, rel=1e-9)
    assert found["plants"].to_list() == [90, 171, 170]


def test_one_degree_of_latitude_is_111_kilometres() -> None:
    found = places_within(pl.DataFrame({"lon": [0.0], "lat": [1.0]}), lon=0, lat=0, km=200)
    assert found["distance_km"][0] == pytest.approx(2 * math.pi * RADIUS / 360, rel=1e-12)


def test_the_radius_itself_is_within(kind: Kind) -> None:
    frame = kind.frame({"lon": [0.0, 0.0], "lat": [1.0, 1.001]})
    assert kind.rows(places_within(frame, lon=0, lat=0, km=math.radians(1) * RADIUS + 1e-9)).height == 1
    assert kind.rows(places_within(frame, lon=0, lat=1, km=0))["distance_km"].to_list() == [0.0]


def test_equally_distant_places_come_in_the_order_of_their_first_column(kind: Kind) -> None:
    frame = kind.frame({"place": ["w", "e", "c"], "lon": [119.0, 121.0, 120.0], "lat": [0.0, 0.0, 0.0]})
    assert kind.rows(places_within(frame, lon=120, lat=0, km=500))["place"].to_list() == ["c", "e", "w"]


def test_the_whole_earth_is_within_half_its_circumference(kind: Kind) -> None:
    frame = kind.frame({"lon": [0.0, 180.0, -180.0, 13.0], "lat": [90.0, -24.0, -24.0, float("nan")]})
    found = kind.rows(places_within(frame, lon=0, lat=24, km=25_000))
    assert found["distance_km"].to_list() == pytest.approx(
        [66 / 180 * math.pi * RADIUS] + [math.pi * RADIUS] * 2
    )


def test_whole_degrees_will_do(kind: Kind) -> None:
    assert (
        kind.rows(places_within(kind.frame({"lon": [121], "lat": [24]}), lon=121, lat=24, km=1)).height == 1
    )


@given(st.lists(ANYWHERE, min_size=1, max_size=20), ANYWHERE, st.floats(0, 20_100))
@settings(max_examples=50, deadline=None)
def test_distances_are_those_between_vectors_everywhere(points: list[Any], centre: Any, km: float) -> None:
    frame = pl.DataFrame(points, schema={"lon": pl.Float64, "lat": pl.Float64}, orient="row")
    found = places_within(frame, lon=centre[0], lat=centre[1], km=km)
    expected = sorted(by_vectors(*centre, *point) for point in points)
    # Near the antipode a haversine is flat: half a centimetre is all that doubles can tell there.
    assert found["distance_km"].to_list() == pytest.approx(expected[: found.height], rel=1e-9, abs=1e-3)
    assert all(distance <= km + 1e-3 for distance in found["distance_km"])
    assert all(distance >= km - 1e-3 for distance in expected[found.height :])


def test_other_columns_of_a_pandas_frame_may_hold_anything() -> None:
    frame = pd.DataFrame({"shape": [{"type": "Point"}, [1, "a"]], "lon": [120.0, 121.0], "lat": [24.0, 24.0]})
    found = places_within(frame.set_index(pd.Index([7, 8])), lon=120, lat=24, km=10)
    assert found["shape"].tolist() == [{"type": "Point"}]


@pytest.mark.parametrize(("lon", "lat"), [(24.0, 121.0), (181.0, 0.0), (math.nan, 0.0), (0.0, -90.5)])
def test_a_point_that_is_not_on_earth_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(ParameterError, match="is not on Earth"):
        places_within(pl.DataFrame(PLACES), lon=lon, lat=lat, km=10)


@pytest.mark.parametrize("km", [-1.0, math.inf, math.nan])
def test_a_radius_that_is_no_distance_is_refused(km: float) -> None:
    with pytest.raises(ParameterError, match="`km` is"):
        places_within(pl.DataFrame(PLACES), lon=121, lat=24, km=km)


def test_coordinates_in_metres_are_refused(kind: Kind) -> None:
    frame = kind.frame({"lon": [297458.94, 121.0], "lat": [24.0, 24.0]})
    with pytest.raises(
        TableError, match=r"1 value\(s\) of `lon` in `places` are out of range \(such as 297458"
    ):
        places_within(frame, lon=121, lat=24, km=10)


def test_coordinates_written_as_text_are_refused(kind: Kind) -> None:
    frame = kind.frame({"lon": [121.0], "lat": ["24.0"]})
    with pytest.raises(TableError, match="Column `lat` of `places` holds String, not numbers"):
        places_within(frame, lon=121, lat=24, km=10)


def test_a_table_without_coordinates_is_refused(kind: Kind) -> None:
    with pytest.raises(TableError, match=r"`places` lacks the column\(s\) lat; it has lon"):
        places_within(kind.frame({"lon": [121.0]}), lon=121, lat=24, km=10)
