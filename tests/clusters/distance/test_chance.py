"""Null draws and bands: drawn as they should be, at the level they claim, and a planted pattern is found."""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from scipy.stats import norm

from renkei.clusters import k_densities, localisation
from renkei.clusters.distance.bands import bands, beyond
from tests.clusters.distance.plants import Floats, country


def rng(seed: int = 2016) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_band_of_curves_worked_by_hand() -> None:
    """39 flat curves 1…39 and an observed 50, or 38.5: with 40 curves two are the most extreme 5 %."""
    simulated = np.tile(np.arange(1.0, 40.0)[:, None], (1, 3))
    found = bands(np.full(3, 50.0), simulated)
    assert found.expected.tolist() == [20.0] * 3
    assert (found.p_above, found.p_below) == (1 / 40, 1.0)
    assert found.global_high.tolist() == [38.0] * 3
    assert found.global_low.tolist() == [3.0] * 3
    assert found.local_high.tolist() == [37.0] * 3
    assert bands(np.full(3, 38.5), simulated).p_above == 2 / 40
    assert bands(np.full(3, 37.5), simulated).p_above == 3 / 40
    assert beyond(np.full(3, 50.0), found, 0.5) == (12.0, 0.0)
    low = bands(np.full(3, 0.5), simulated)
    assert beyond(np.full(3, 0.5), low, 0.5) == (0.0, 1.5)


def test_curves_that_are_all_the_same_are_not_beyond_anything() -> None:
    found = bands(np.zeros(5), np.zeros((19, 5)))
    assert (found.p_above, found.p_below) == (1.0, 1.0)
    assert beyond(np.zeros(5), found, 1.0) == (0.0, 0.0)


@pytest.mark.parametrize("seed", range(20))
def test_a_curve_crosses_the_global_band_exactly_when_its_p_value_says_so(seed: int) -> None:
    walks = rng(seed).normal(size=(100, 30)).cumsum(axis=1)
    found = bands(walks[0] * 1.3, walks[1:])
    assert (found.p_above <= 0.05) == bool((walks[0] * 1.3 > found.global_high).any())
    assert (found.p_below <= 0.05) == bool((walks[0] * 1.3 < found.global_low).any())
    assert np.all(found.global_high >= found.local_high - 1e-12)
    assert np.all(found.global_low <= found.local_low + 1e-12)


def test_one_curve_in_twenty_leaves_the_global_band() -> None:
    walks = rng().normal(size=(400, 40)).cumsum(axis=1)
    found = [bands(one, rng(place).normal(size=(99, 40)).cumsum(axis=1)) for place, one in enumerate(walks)]
    for rate in (
        np.mean([one.p_above <= 0.05 for one in found]),
        np.mean([one.p_below <= 0.05 for one in found]),
    ):
        assert 0.02 < rate < 0.09


def test_draws_take_every_set_of_sites_equally_often() -> None:
    """Four sites, an industry of two: its expected curve is the mean over the six possible pairs."""
    at = np.array([[0.0, 0.0], [1000.0, 0.0], [0.0, 3000.0], [5000.0, 5000.0]])
    points = pl.DataFrame(
        {"establishment": range(4), "industry": ["a", "a", "b", "b"], "x": at[:, 0], "y": at[:, 1]}
    )
    found = k_densities(points, industries=("a",), to_km=10, bandwidth_km=0.5, simulations=3000, rng=rng())
    distances = np.array([np.hypot(*(at[i] - at[j])) for i, j in combinations(range(4), 2)])
    shown = found.curves["distance_km"].to_numpy() * 1000
    known = norm.pdf(shown[:, None], distances, 500).mean(axis=1) * 1000
    np.testing.assert_allclose(found.curves["expected"][20:], known[20:], atol=0.02)


def test_weights_go_to_random_sites() -> None:
    """Of three sites two have nearly all the weight: each of the three distances is as likely to be theirs."""
    points = pl.DataFrame(
        {
            "establishment": range(3),
            "industry": "a",
            "x": [0.0, 2000.0, 8000.0],
            "y": 0.0,
            "weight": [100.0, 100.0, 0.001],
        }
    )
    found = k_densities(points, to_km=10, bandwidth_km=0.3, simulations=3000, rng=rng())
    peaks = found.curves.filter(pl.col("distance_km").is_in([2.0, 6.0, 8.0]))
    np.testing.assert_allclose(peaks["expected"], 0.39894 / 0.3 / 3, rtol=0.06)
    assert peaks["k_density"][0] == pytest.approx(0.39894 / 0.3, rel=1e-3)


def test_shared_draws_are_draws_for_each_industry() -> None:
    """One shuffle serves industries of all sizes: each expects the density of all pairs of sites."""
    points = country({"a": 10, "b": 40, "c": 160, "other": 100}, rng())
    found = k_densities(points, to_km=90, bandwidth_km=5, simulations=300, rng=rng()).curves
    wide = found.pivot(on="industry", index="distance_km", values="expected")
    for code in ("a", "b", "c"):
        np.testing.assert_allclose(wide[code][5:], wide["other"][5:], rtol=0.05)
    spread = found.group_by("industry").agg((pl.col("local_high") - pl.col("local_low")).mean())
    widths = dict(spread.iter_rows())
    assert widths["a"] > 2 * widths["b"] > 4 * widths["c"]


def test_planted_clusters_and_distances_are_found_and_chance_is_not() -> None:
    sizes = {"town": 40, "apart": 64, "chance": 50, "other": 300}
    points = country(sizes, rng(3), town=4_000.0)
    lattice = np.stack(np.meshgrid(np.arange(8), np.arange(8))).reshape(2, -1) * 12_500.0 + 6_250.0
    chosen = points["industry"] == "apart"
    x, y = points["x"].to_numpy().copy(), points["y"].to_numpy().copy()
    x[chosen.to_numpy()], y[chosen.to_numpy()] = lattice
    found = localisation(points.with_columns(x=x, y=y), to_km=40, simulations=199, rng=rng())
    rows = {row["industry"]: row for row in found.iter_rows(named=True)}
    assert rows["town"]["p_localised"] == 1 / 200
    assert rows["town"]["localisation"] > 0.5
    assert rows["town"]["peak_km"] < 10.0
    assert rows["apart"]["p_dispersed"] <= 0.02
    assert rows["apart"]["dispersion"] > 0.0
    assert rows["chance"]["localisation"] == rows["chance"]["dispersion"] == 0.0


def test_industries_placed_at_random_are_localised_one_time_in_twenty() -> None:
    points = country({f"i{code:03}": 15 for code in range(60)}, rng(11))
    found = localisation(points, simulations=59, rng=rng())
    for name in ("p_localised", "p_dispersed"):
        values: Floats = found[name].to_numpy()
        assert 0.0 <= (values <= 0.05).mean() <= 0.12
        assert 0.35 < values.mean() < 0.7


def test_hosiery_of_the_example_is_localised_and_its_towns_are_small() -> None:
    """Hosiery sits in Shetou and its neighbours: the pairs in excess are a few km apart (plants of Taiwan, 2016)."""
    cells = pl.read_parquet(files("renkei.example") / "taiwan_2016" / "cells.parquet")
    found = localisation(cells, industries=("123",), simulations=39, rng=rng())
    assert found["p_localised"][0] == 1 / 40
    assert found["localisation"][0] > 0.02
    assert found["peak_km"][0] < 5.0


def test_an_industry_that_has_every_site_is_not_compared_with_chance() -> None:
    at = np.random.default_rng(3).uniform(0, 9_000, (40, 2))
    points = pl.DataFrame(
        {"establishment": [f"P{n}" for n in range(40)], "industry": "A", "x": at[:, 0], "y": at[:, 1]}
    )
    found = k_densities(points, simulations=19, rng=np.random.default_rng(1))
    assert found.curves["k_density"].null_count() == 0
    assert found.curves["global_high"].is_null().all()
    row = found.industries.row(0, named=True)
    assert row["bandwidth_km"] > 0
    assert row["p_localised"] is row["localisation"] is None
