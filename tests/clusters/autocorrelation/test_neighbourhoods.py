"""Neighbours from points and from neighbours: against all pairs written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    SpatialWeights,
    nearest_neighbours,
    neighbours_of_order,
    neighbours_within,
    places_within,
)
from renkei.errors import ParameterError, TableError
from tests.clusters.autocorrelation.countries import RING, grid, names

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

TOWNS = {
    "region": ["Lukang", "Shetou", "HSP", "CTSP", "STSP", "nowhere"],
    "lon": [120.4344, 120.5833, 121.0, 120.6167, 120.2833, None],
    "lat": [24.0567, 23.8967, 24.7833, 24.2167, 23.1, 24.0],
}


def scattered(count: int) -> pl.DataFrame:
    xy = np.random.default_rng(5).uniform(0, 50_000, (count, 2))
    return pl.DataFrame({"region": names(count), "x": xy[:, 0], "y": xy[:, 1]})


def all_distances(points: pl.DataFrame) -> np.ndarray:
    xy = points.select("x", "y").to_numpy() / 1000.0
    return np.sqrt(((xy[:, None] - xy) ** 2).sum(axis=2))


def test_the_nearest_are_those_of_all_pairs() -> None:
    points = scattered(60)
    found = nearest_neighbours(points, nearest=4)
    km = all_distances(points)
    expected = np.sort(km, axis=1)[:, 1:5]
    assert found.columns == ["region_a", "region_b", "distance_km", "weight"]
    near = np.sort(found["distance_km"].to_numpy().reshape(60, 4), axis=1)
    assert np.allclose(near, expected, rtol=1e-9)
    assert found.sort("region_a", "region_b").equals(found)


def test_distances_on_the_globe_are_great_circles(kind: Kind) -> None:
    found = kind.rows(nearest_neighbours(kind.frame(TOWNS), nearest=1))
    assert found["region_a"].to_list() == ["CTSP", "HSP", "Lukang", "STSP", "Shetou"]
    assert found["region_b"].to_list() == ["Lukang", "CTSP", "Shetou", "Shetou", "Lukang"]
    around = places_within(pl.DataFrame(TOWNS), lon=120.4344, lat=24.0567, km=30)
    shetou = found.filter(region_a="Lukang")["distance_km"][0]
    assert shetou == pytest.approx(around.filter(region="Shetou")["distance_km"][0], rel=1e-9)


def test_neighbours_within_a_distance_weigh_by_its_power(kind: Kind) -> None:
    points = scattered(40)
    found = kind.rows(neighbours_within(kind.frame(points), km=12, power=2))
    km = all_distances(points)
    near = (km <= 12) & (km > 0)
    assert found.height == near.sum()
    assert found["weight"].to_numpy() == pytest.approx(km[near] ** -2.0, rel=1e-9)
    assert neighbours_within(points, km=12)["weight"].unique().to_list() == [1.0]


def test_a_pair_at_the_distance_itself_is_within() -> None:
    points = pl.DataFrame({"region": ["a", "b"], "x": [0.0, 3000.0], "y": [0.0, 4000.0]})
    assert neighbours_within(points, km=5).height == 2
    assert neighbours_within(points, km=4.999).height == 0


def test_regions_that_share_a_point_are_neighbours_but_not_their_own() -> None:
    points = pl.DataFrame({"region": names(5), "x": [1.0] * 4 + [9.0], "y": [1.0] * 5})
    found = nearest_neighbours(points, nearest=2)
    assert found.height == 10
    assert (found["region_a"] != found["region_b"]).all()
    with pytest.raises(
        TableError, match=r"4 region\(s\) of `points` share their point with another \(r0000\)"
    ):
        neighbours_within(points, km=1, power=1)


def test_the_second_order_is_two_steps_away() -> None:
    ring = pl.DataFrame(RING)
    assert neighbours_of_order(ring, order=2).select("region_a", "region_b").rows()[:2] == [
        ("a", "c"),
        ("a", "d"),
    ]
    assert neighbours_of_order(ring, order=3).height == 0
    first = SpatialWeights.from_neighbours(neighbours_of_order(ring, order=1))
    assert (first.matrix != SpatialWeights.from_neighbours(ring).matrix).nnz == 0


@pytest.mark.parametrize("order", [2, 3, 4])
def test_orders_are_distances_in_steps(order: int) -> None:
    side = 5
    found = neighbours_of_order(grid(side), order=order)
    at = np.stack(np.divmod(np.arange(side * side), side), axis=1)
    steps = np.abs(at[:, None] - at).sum(axis=2)
    assert found.height == (steps == order).sum()


def test_what_makes_no_sense_is_refused() -> None:
    points = scattered(5)
    with pytest.raises(TableError, match=r"`points` has 5 region\(s\) with coordinates, too few for 5"):
        nearest_neighbours(points, nearest=5)
    with pytest.raises(ParameterError, match="`nearest` is 0; give 1 or more"):
        nearest_neighbours(points, nearest=0)
    with pytest.raises(ParameterError, match="`km` is -1; give 0"):
        neighbours_within(points, km=-1)
    with pytest.raises(ParameterError, match="`power` is nan"):
        neighbours_within(points, km=1, power=float("nan"))
    with pytest.raises(ParameterError, match="`order` is 0"):
        neighbours_of_order(grid(3), order=0)
    with pytest.raises(TableError, match="occur more than once"):
        nearest_neighbours(pl.concat([points, points]))
    with pytest.raises(TableError, match="`lat` in `points` are out of range"):
        nearest_neighbours(pl.DataFrame({"region": ["a"], "lon": [1.0], "lat": [120.0]}))
