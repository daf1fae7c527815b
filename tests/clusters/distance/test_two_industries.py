"""Joint localisation and M: worked by hand, by SciPy, planted neighbours, labels exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from scipy.spatial.distance import cdist

from renkei.clusters import cross_k_density, cross_m_function, joint_localisation, m_function
from tests.clusters.distance.plants import (
    SIX_ROWS,
    country,
    density_by_scipy,
    m_by_scipy,
    places,
    silverman_by_scipy,
)

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

PAIR = pl.DataFrame({"industry_a": ["weaving"], "industry_b": ["dyeing"]})


def rng(seed: int = 2016) -> np.random.Generator:
    return np.random.default_rng(seed)


def neighbours(seed: int) -> pl.DataFrame:
    """Dyers 500 m from a weaver each, both anywhere in the country; and others."""
    points = country({"weaving": 40, "other": 200}, rng(seed))
    beside = points.filter(pl.col("industry") == "weaving").with_columns(
        pl.col("establishment") + 1000, industry=pl.lit("dyeing"), x=pl.col("x") + 500
    )
    return pl.concat([points, beside])


def test_the_density_between_two_industries_is_that_of_scipy(kind: Kind) -> None:
    points = country({"weaving": 30, "dyeing": 20, "other": 60}, rng())
    found = kind.rows(
        cross_k_density(kind.frame(points), kind.frame(PAIR), to_km=50, simulations=19, rng=rng())
    )
    assert found.columns[:4] == ["industry_a", "industry_b", "distance_km", "cross_k_density"]
    distances = cdist(places(points, "weaving"), places(points, "dyeing")).ravel()
    at = found["distance_km"].to_numpy() * 1000
    known = density_by_scipy(distances, at, silverman_by_scipy(distances)) * 1000
    np.testing.assert_allclose(found["cross_k_density"], known, rtol=1e-3)


def test_weights_multiply_between_industries() -> None:
    points = country({"weaving": 10, "dyeing": 8, "other": 30}, rng()).with_columns(
        weight=pl.Series(rng().lognormal(1, 1, 48))
    )
    found = cross_k_density(points, PAIR, to_km=50, bandwidth_km=4, simulations=19, rng=rng())
    weights = [points.filter(pl.col("industry") == one)["weight"].to_numpy() for one in ("weaving", "dyeing")]
    distances = cdist(places(points, "weaving"), places(points, "dyeing")).ravel()
    at = found["distance_km"].to_numpy() * 1000
    known = density_by_scipy(distances, at, 4000.0, np.outer(*weights).ravel()) * 1000
    np.testing.assert_allclose(found["cross_k_density"], known, rtol=1e-3)


def test_a_plant_of_both_industries_is_no_pair_with_itself() -> None:
    rows = pl.DataFrame(
        {
            "establishment": ["a", "a", "b", "c"],
            "industry": ["weaving", "dyeing", "dyeing", "other"],
            "x": [0.0, 0.0, 4000.0, 9000.0],
            "y": 0.0,
        }
    )
    found = joint_localisation(rows, PAIR, to_km=10, bandwidth_km=0.5, simulations=19, rng=rng())
    counts = found.select("establishments_a", "establishments_b", "in_both", "unknown")
    assert counts.rows() == [(1, 2, 1, 0)]
    curve = cross_k_density(rows, PAIR, to_km=10, bandwidth_km=0.5, simulations=19, rng=rng())
    assert curve["cross_k_density"][0] == pytest.approx(0.0, abs=1e-6)
    assert curve["cross_k_density"][40] == pytest.approx(0.39894 / 0.5, rel=1e-3)
    alone = rows.filter(pl.col("establishment") != "b")
    empty = joint_localisation(alone, PAIR, to_km=10, simulations=19, rng=rng())
    assert empty["joint_localisation"].to_list() == [None]
    assert cross_k_density(alone, PAIR, to_km=10, simulations=19, rng=rng()).is_empty()


def test_planted_neighbours_are_found_also_when_only_their_labels_are_exchanged() -> None:
    points = neighbours(1)
    joint = joint_localisation(points, PAIR, to_km=10, simulations=99, rng=rng())
    assert joint["p_localised"][0] == 1 / 100
    assert joint["peak_km"][0] < 2.0
    own = points.filter(pl.col("industry") != "other")
    assert joint_localisation(own, PAIR, to_km=10, simulations=99, rng=rng())["p_localised"][0] == 1 / 100


def test_two_industries_in_one_town_are_jointly_localised_but_not_closer_than_their_own_pattern() -> None:
    points = country({"weaving": 40, "dyeing": 40, "other": 300}, rng(2), weaving=3e3, dyeing=3e3)
    assert joint_localisation(points, PAIR, to_km=20, simulations=99, rng=rng())["p_localised"][0] == 0.01
    own = points.filter(pl.col("industry") != "other")
    assert joint_localisation(own, PAIR, to_km=20, simulations=99, rng=rng())["p_localised"][0] > 0.05


def test_pairs_come_by_key_and_year() -> None:
    points = country({"weaving": 6, "dyeing": 5, "other": 9}, rng())
    years = pl.concat([points.with_columns(year=pl.lit(one)) for one in (2017, 2016)])
    pairs = pl.DataFrame(
        {"industry_a": ["weaving", "other", "weaving"], "industry_b": ["other", "dyeing", "other"]}
    )
    found = joint_localisation(years, pairs, simulations=19, rng=rng())
    assert found.select("industry_a", "industry_b", "year").rows() == [
        ("other", "dyeing", 2016),
        ("other", "dyeing", 2017),
        ("weaving", "other", 2016),
        ("weaving", "other", 2017),
    ]


def test_m_of_six_rows_worked_by_hand(kind: Kind) -> None:
    """Within 1 km the outer weavers see one weaver, the middle one two: all neighbours are weavers, of 2 in 5."""
    found = kind.rows(
        m_function(kind.frame(SIX_ROWS), industries=("weaving",), to_km=10, simulations=19, rng=rng())
    )
    assert found["m_function"][0] is None
    assert found["m_function"][10] == pytest.approx(1.0 / (2 / 5))
    # Within 10 km: the first sees 2 weavers and the dyer at 10.0 km; the second 2 and 2; the third 2 and 3.
    assert found["m_function"][100] == pytest.approx((2 / 3 + 2 / 4 + 2 / 5) / 3 / (2 / 5))


@given(st.integers(2, 15), st.integers(2, 15), st.booleans(), st.integers(0, 99))
@settings(max_examples=10, deadline=None)
def test_m_is_that_of_the_whole_matrix_of_distances(a: int, b: int, heavy: bool, seed: int) -> None:
    points = country({"weaving": a, "dyeing": b, "other": 20}, rng(seed), side=1000.0)
    # Places on a lattice of 50 m: many plants lie at exactly the distance that is shown.
    points = points.with_columns((pl.col("x", "y") / 50).round() * 50)
    if heavy:
        points = points.with_columns(weight=pl.Series(rng(seed).lognormal(1, 1, points.height)))
    same = m_function(points, industries=("weaving",), to_km=1, simulations=19, rng=rng())
    cross = cross_m_function(points, PAIR, to_km=1, simulations=19, rng=rng())
    for step in (5, 20, 35, 100):
        assert (
            same["m_function"][step]
            == pytest.approx(
                m_by_scipy(points, "weaving", "weaving", step * 10.0 + 1e-6), rel=1e-9, nan_ok=True
            )
            or same["m_function"][step] is None
        )
        assert (
            cross["cross_m_function"][step]
            == pytest.approx(
                m_by_scipy(points, "weaving", "dyeing", step * 10.0 + 1e-6), rel=1e-9, nan_ok=True
            )
            or cross["cross_m_function"][step] is None
        )


def test_m_is_one_where_the_whole_country_is_around() -> None:
    points = country({"weaving": 30, "dyeing": 10, "other": 60}, rng()).with_columns(
        weight=pl.Series(rng().lognormal(1, 1, 100))
    )
    assert m_function(points, to_km=200, simulations=19, rng=rng())["m_function"][100] == pytest.approx(1.0)
    cross = cross_m_function(points, PAIR, to_km=200, simulations=19, rng=rng())
    assert cross["cross_m_function"][100] == pytest.approx(1.0)


def test_m_finds_planted_neighbours_and_chance_is_around_one() -> None:
    points = neighbours(4)
    found = cross_m_function(points, PAIR, to_km=20, simulations=99, rng=rng())
    near = found.filter(pl.col("distance_km") == 1.0).row(0, named=True)
    assert near["cross_m_function"] > 3.0 > near["expected"]
    assert near["cross_m_function"] > near["global_high"]
    np.testing.assert_allclose(found["expected"][25:], 1.0, atol=0.1)


def test_m_of_weights_that_are_all_one_is_m_without_weights() -> None:
    points = country({"weaving": 12, "other": 40}, rng())
    options = {"industries": ("weaving",), "to_km": 60.0, "simulations": 199}
    bare = m_function(points, **options, rng=rng())
    weighed = m_function(points.with_columns(weight=pl.lit(1.0)), **options, rng=rng())
    assert bare["m_function"].to_list() == pytest.approx(weighed["m_function"].to_list(), nan_ok=True)
    np.testing.assert_allclose(bare["expected"][10:], weighed["expected"][10:], rtol=0.1)


def test_m_counts_at_grid_points_are_that_many_plants() -> None:
    cells = pl.DataFrame(
        {
            "cell": ["p", "p", "q"],
            "industry": ["weaving", "dyeing", "weaving"],
            "x": [0.0, 0.0, 3000.0],
            "y": 0.0,
            "establishments": [2, 1, 1],
        }
    )
    found = m_function(cells, industries=("weaving",), to_km=5, simulations=19, rng=rng())
    # Within 0 m: each of the two weavers at p sees one weaver and one dyer; expected 2 of 3.
    assert found["m_function"][0] == pytest.approx((1 / 2) / (2 / 3))
    cross = cross_m_function(cells, PAIR, to_km=5, simulations=19, rng=rng())
    assert cross["cross_m_function"][0] == pytest.approx((1 / 2) / (1 / 3))


def test_m_on_the_globe_uses_great_circles() -> None:
    """Plants at 0, 1 and 2 degrees of the equator: 111.19 and 222.39 km."""
    points = pl.DataFrame(
        {"establishment": range(3), "industry": ["a", "b", "a"], "lon": [0.0, 1.0, 2.0], "lat": 0.0}
    )
    found = m_function(points, industries=("a",), to_km=300, simulations=19, rng=rng())
    first_neighbour = found.filter(pl.col("m_function").is_not_null())["distance_km"][0]
    first_alike = found.filter(pl.col("m_function") > 0)["distance_km"][0]
    assert (first_neighbour, first_alike) == (114.0, 225.0)
