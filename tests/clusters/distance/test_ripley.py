"""Ripley's K and L: lattices, an independent edge correction by shapely, complete chance, windows of any shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings, strategies as st

from renkei.clusters import ripley_k, ripley_l
from renkei.clusters.distance.window import _share_inside, _to_sides, polygon
from tests.clusters.distance.plants import SIX_ROWS, country

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

SQUARE = pl.DataFrame({"x": [0.0, 10_000, 10_000, 0], "y": [0.0, 0, 10_000, 10_000]})
# An L with a notch: neither convex nor symmetric.
CORNERS = [(0, 0), (8, 0), (8, 3), (5, 4), (5, 7), (9, 9), (2, 10), (0, 6)]


def rng(seed: int = 2016) -> np.random.Generator:
    return np.random.default_rng(seed)


def lattice(side: int) -> pl.DataFrame:
    at = (np.arange(side) + 0.5) * 10_000 / side
    x, y = np.meshgrid(at, at)
    return pl.DataFrame({"establishment": range(side**2), "industry": "all", "x": x.ravel(), "y": y.ravel()})


def test_k_of_six_rows_worked_by_hand(kind: Kind) -> None:
    """Three weavers in a row far from any edge: within 1 km four ordered pairs, within 2 km six, of six."""
    window = {"x": [-20_000.0, 40_000, 40_000, -20_000], "y": [-20_000.0, -20_000, 20_000, 20_000]}
    found = kind.rows(
        ripley_k(
            kind.frame(SIX_ROWS),
            kind.frame(window),
            industries=("weaving",),
            to_km=2,
            simulations=19,
            rng=rng(),
        )
    )
    area = 60.0 * 40.0
    assert found["ripley_k"][49] == 0.0
    assert found["ripley_k"][50] == pytest.approx(area * 4 / 6)
    assert found["ripley_k"][100] == pytest.approx(area)


def test_nobody_is_within_a_step_of_a_lattice_and_all_neighbours_at_it() -> None:
    """100 points, 1 km apart: 360 ordered pairs at 1 km. The 64 inner points need no correction; a circle of 1 km
    around a point 500 m inside an edge has 2 arccos(.5) of its 2π outside, in a corner twice that."""
    found = ripley_k(lattice(10), SQUARE, to_km=2, simulations=19, rng=rng())
    assert found["ripley_k"][49] == 0.0
    edge, corner = 1 / (1 - 1 / 3), 1 / (1 - 1 / 3 - 1 / 3 + 1 / 12)
    known = 100.0 / (100 * 99) * (64 * 4 + 32 * 3 * edge + 4 * 2 * corner)
    assert found["ripley_k"][50] == pytest.approx(known, rel=1e-9)


@given(st.floats(0.1, 7.9), st.floats(0.1, 9.9), st.floats(0.05, 12.0))
@settings(max_examples=60, deadline=None)
def test_the_share_of_a_circle_inside_is_that_of_shapely(x: float, y: float, radius: float) -> None:
    corners = np.array(CORNERS, dtype=float)
    edges = polygon(corners[:, 0], corners[:, 1]).edges
    share = _share_inside(x, y, radius, edges, _to_sides(x, y, edges), np.empty(2 * len(edges)))
    turn = np.linspace(0, 2 * np.pi, 20_001)
    circle = shapely.LineString(np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn)], axis=1))
    known = circle.intersection(shapely.Polygon(CORNERS)).length / circle.length
    assert share == pytest.approx(known, abs=2e-4)


def test_k_of_complete_chance_is_the_area_of_the_circle_in_any_window() -> None:
    corners = np.array(CORNERS, dtype=float) * 1000.0
    window = polygon(corners[:, 0], corners[:, 1])
    at = window.random(800, rng())
    points = pl.DataFrame({"establishment": range(800), "industry": "all", "x": at[0], "y": at[1]})
    found = ripley_k(points, pl.DataFrame(corners, schema=["x", "y"]), to_km=1.5, simulations=39, rng=rng())
    circle = np.pi * found["distance_km"].to_numpy() ** 2
    np.testing.assert_allclose(found["expected"][20:], circle[20:], rtol=0.02)
    inside = found.filter(
        (pl.col("ripley_k") <= pl.col("global_high")) & (pl.col("ripley_k") >= pl.col("global_low"))
    )
    assert inside.height == 101


def test_l_is_k_as_a_distance_and_finds_planted_towns() -> None:
    points = country({"weaving": 60, "other": 60}, rng(), side=10_000.0, weaving=800.0)
    options = {"industries": ("weaving",), "to_km": 2.0, "simulations": 39}
    k = ripley_k(points, SQUARE, **options, rng=rng())
    found = ripley_l(points, SQUARE, **options, rng=rng())
    for name, of_k in (
        ("ripley_l", "ripley_k"),
        *((one, one) for one in ("expected", "local_low", "global_high")),
    ):
        np.testing.assert_allclose(found[name], np.sqrt(k[of_k] / np.pi))
    assert (found["ripley_l"][30:] > found["global_high"][30:]).all()


def test_the_window_left_out_is_the_rectangle_around_all_points() -> None:
    points = country({"a": 20, "b": 20}, rng())
    x, y = points["x"], points["y"]
    box = pl.DataFrame({"x": [x.min(), x.max(), x.max(), x.min()], "y": [y.min(), y.min(), y.max(), y.max()]})
    one = ripley_k(points, simulations=19, rng=rng())
    other = ripley_k(points, box, simulations=19, rng=rng())
    assert one.equals(other)
    shorter = min(x.max() - x.min(), y.max() - y.min())
    assert one["distance_km"].max() == pytest.approx(shorter / 4000)


def test_degrees_are_mapped_onto_a_plane() -> None:
    """A lattice of .01 degrees around 24° north: north–south neighbours are 1.112 km apart, east–west 1.016 km."""
    lon, lat = np.meshgrid(120.5 + np.arange(10) / 100, 23.95 + np.arange(10) / 100)
    points = pl.DataFrame(
        {"establishment": range(100), "industry": "a", "lon": lon.ravel(), "lat": lat.ravel()}
    )
    window = pl.DataFrame({"lon": [120.49, 120.6, 120.6, 120.49], "lat": [23.94, 23.94, 24.05, 24.05]})
    found = ripley_k(points, window, to_km=1.2, simulations=19, rng=rng())
    first = found.filter(pl.col("ripley_k") > 0)["distance_km"][0]
    assert first == pytest.approx(1.016, abs=0.012)


def test_an_industry_of_one_plant_has_no_rows_and_years_stand_alone() -> None:
    rows = pl.DataFrame(SIX_ROWS)
    years = pl.concat([rows.with_columns(year=pl.lit(one)) for one in (2016, 2017)])
    window = pl.DataFrame({"x": [-1.0, 20_000, 20_000, -1], "y": [-1.0, -1, 5_000, 5_000]})
    found = ripley_k(years, window, simulations=19, rng=rng())
    assert found.select("industry", "year").unique().sort("industry", "year").rows() == [
        ("dyeing", 2016),
        ("dyeing", 2017),
        ("weaving", 2016),
        ("weaving", 2017),
    ]
