"""Local Moran, Geary and Getis–Ord: against dense formulas, their relations, planted spots, missing values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as hnp

from renkei.clusters import (
    SpatialWeights,
    geary_global,
    geary_local,
    getis_ord_local,
    getis_ord_star,
    moran_global,
    moran_local,
    neighbours_within,
)
from tests.clusters.autocorrelation.countries import RING, SIX, dense, grid, maps, names, valued

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

LOCAL = [moran_local, geary_local, getis_ord_local, getis_ord_star]
SIDE = 5
VALUES = hnp.arrays(
    np.float64, SIDE * SIDE, elements=st.integers(-500, 500).map(lambda number: number / 8)
).filter(lambda values: np.ptp(values) > 0)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def column(table: pl.DataFrame, name: str) -> np.ndarray:
    return table[name].to_numpy()


def test_six_regions_by_hand(kind: Kind) -> None:
    found = kind.rows(moran_local(kind.frame(SIX), kind.frame(RING), permutations=999, rng=rng()))
    assert found.columns == [
        *("region", "establishments", "lag", "moran_local", "z", "p_value", "q_value", "quadrant"),
        *("neighbours", "unknown"),
    ]
    assert found["region"].to_list() == ["a", "b", "c", "d", "e", "f"]
    # The mean is 5, so the deviations are 4 2 -4 -3 3 -2 and their mean square is 58 / 6.
    assert found["lag"].to_list() == [7.5, 5.0, 4.5, 4.5, 5.5, None]
    by_hand = [4 * 2.5, 2 * 0.0, -4 * -0.5, -3 * -0.5, 3 * 0.5]
    assert found["moran_local"].to_list()[:5] == pytest.approx([6 / 58 * one for one in by_hand], abs=1e-12)
    assert found["quadrant"].to_list() == ["High-High", "High-Low", "Low-Low", "Low-Low", "High-High", None]
    assert found["neighbours"].to_list() == [2, 2, 2, 2, 2, 0]
    assert found.row(5)[2:8] == (None,) * 6


def dense_local(x: np.ndarray, w: np.ndarray) -> dict[str, np.ndarray]:
    """The local statistics from their definitions, with full arrays and loops over the other regions."""
    n, z = len(x), (x - x.mean()) / x.std()
    found = {
        name: np.full(n, np.nan) for name in ("moran", "moran_z", "geary", "geary_z", "g", "ratio", "star")
    }
    for i in range(n):
        others = np.arange(n) != i
        unlike = (z[i] - z) ** 2
        found["moran"][i], found["geary"][i] = z[i] * (w[i] @ z), w[i] @ unlike
        for name, scores, statistic in (
            ("moran_z", z[i] * z, found["moran"][i]),
            ("geary_z", unlike, found["geary"][i]),
            ("g", x, w[i] @ x),
        ):
            mean, variance = scores[others].mean(), scores[others].var()
            spread = ((n - 1) * (w[i] ** 2).sum() - w[i].sum() ** 2) / (n - 2)
            found[name][i] = (statistic - w[i].sum() * mean) / np.sqrt(variance * spread)
        found["ratio"][i] = w[i] @ x / x[others].sum()
        own = w[i] + np.where(others, 0, w[i].sum() / np.count_nonzero(w[i]))
        own /= own.sum()
        spread = (n * (own**2).sum() - 1) / (n - 1)
        found["star"][i] = (own @ x - x.mean()) / (x.std() * np.sqrt(spread))
    return found


def test_all_four_equal_their_definitions() -> None:
    x, neighbours = rng().gamma(2.0, size=36), grid(6)
    expected = dense_local(x, dense(neighbours, names(36)))
    moran, geary, g, star = (f(valued(x), neighbours, permutations=39, rng=rng()) for f in LOCAL)
    for table, name, key in (
        (moran, "moran_local", "moran"),
        (moran, "z", "moran_z"),
        (geary, "geary_local", "geary"),
        (geary, "z", "geary_z"),
        (g, "getis_ord_local", "g"),
        (g, "ratio", "ratio"),
        (star, "getis_ord_star", "star"),
    ):
        assert column(table, name) == pytest.approx(expected[key], rel=1e-10), key
    assert (column(moran, "p_value") == column(star, "p_value")).all()
    assert g["spot"].to_list() == ["Hot" if one > 0 else "Cold" for one in expected["g"]]


@given(VALUES, st.floats(0.01, 100.0), st.floats(-1e4, 1e4))
@settings(max_examples=10, deadline=None)
def test_unit_and_origin_do_not_matter(x: np.ndarray, factor: float, origin: float) -> None:
    one = moran_local(valued(x), grid(SIDE), permutations=99, rng=rng())
    other = moran_local(valued(x * factor + origin), grid(SIDE), permutations=99, rng=rng())
    assert column(other, "moran_local") == pytest.approx(column(one, "moran_local"), rel=1e-6, abs=1e-6)
    assert (column(one, "p_value") == column(other, "p_value")).all()
    mirrored = moran_local(valued(-x), grid(SIDE), permutations=99, rng=rng())
    assert column(mirrored, "moran_local") == pytest.approx(column(one, "moran_local"), rel=1e-9, abs=1e-9)
    assert (column(one, "p_value") == column(mirrored, "p_value")).all()


@given(VALUES)
@settings(max_examples=10, deadline=None)
def test_local_statistics_add_up_to_the_global_ones(x: np.ndarray) -> None:
    table, n = valued(x), SIDE * SIDE
    for weights in (
        SpatialWeights.from_neighbours(grid(SIDE)),
        SpatialWeights.from_neighbours(grid(SIDE)).row_standardised(),
    ):
        total = weights.matrix.sum()
        moran = moran_global(table, weights, permutations=39, rng=rng())["moran_global"][0]
        local = column(moran_local(table, weights, permutations=39, rng=rng()), "moran_local")
        assert local.sum() == pytest.approx(total * moran, rel=1e-9, abs=1e-9)
        geary = geary_global(table, weights, permutations=39, rng=rng())["geary_global"][0]
        local = column(geary_local(table, weights, permutations=39, rng=rng()), "geary_local")
        assert local.sum() == pytest.approx(2 * n * total * geary / (n - 1), rel=1e-9)


@pytest.mark.parametrize("statistic", LOCAL)
def test_the_order_of_rows_does_not_matter(statistic: Any) -> None:
    table, neighbours = valued(rng().normal(size=25)), grid(5)
    one = statistic(table, neighbours, permutations=99, rng=rng())
    shuffled = (
        table.sample(fraction=1, shuffle=True, seed=2),
        neighbours.sample(fraction=1, shuffle=True, seed=3),
    )
    assert one.equals(statistic(*shuffled, permutations=99, rng=rng()))


@pytest.mark.parametrize("statistic", LOCAL)
def test_an_industry_by_itself_has_the_same_numbers(statistic: Any) -> None:
    table = maps(rng().poisson(2.0, (3, 25)).astype(float))
    together = statistic(table, grid(5), permutations=99, rng=rng())
    alone = statistic(table.filter(industry="i001").drop("industry"), grid(5), permutations=99, rng=rng())
    assert together.filter(industry="i001").drop("industry").equals(alone)
    assert together.columns[:2] == ["region", "industry"]
    assert together.equals(together.sort("region", "industry"))


@pytest.mark.parametrize("statistic", LOCAL)
def test_the_same_seed_gives_the_same_numbers(statistic: Any) -> None:
    table = valued(rng().normal(size=25))
    one, same, other = (statistic(table, grid(5), permutations=99, rng=rng(seed)) for seed in (7, 7, 8))
    assert one.equals(same)
    assert not one["p_value"].equals(other["p_value"])


def test_a_pair_without_a_row_is_zero_if_the_region_is_there_that_year() -> None:
    rows = [
        ("a", "x", 1, 4),
        ("b", "y", 1, 5),
        ("c", "x", 1, 6),
        ("a", "x", 2, 1),
        ("b", "x", 2, 2),
        ("d", "x", 2, 9),
    ]
    table = pl.DataFrame(rows, schema=["region", "industry", "year", "establishments"], orient="row")
    found = moran_local(table, pl.DataFrame(RING), permutations=39, rng=rng())
    assert found.select("region", "industry", "year", "establishments").rows() == [
        ("a", "x", 1, 4.0),
        ("a", "x", 2, 1.0),
        ("a", "y", 1, 0.0),
        ("b", "x", 1, 0.0),
        ("b", "x", 2, 2.0),
        ("b", "y", 1, 5.0),
        ("c", "x", 1, 6.0),
        ("c", "y", 1, 0.0),
        ("d", "x", 2, 9.0),
    ]
    assert found.filter(region="b", year=1)["neighbours"].to_list() == [2, 2]
    assert found.filter(region="b", year=2).select("neighbours", "unknown").row(0) == (1, 1)


@pytest.mark.parametrize("seed", range(4, 8))
def test_a_hot_spot_that_was_planted_is_found_and_little_else(seed: int) -> None:
    side = 20
    x = rng(seed).normal(size=(side, side))
    x[4:8, 12:16] += 4.0
    truth, inside = np.zeros((2, side, side), dtype=bool)
    truth[4:8, 12:16] = inside[5:7, 13:15] = True
    found = moran_local(valued(x.ravel()), grid(side), rng=rng())
    hot = ((found["q_value"] <= 0.05) & (found["quadrant"] == "High-High")).to_numpy().reshape(side, side)
    # A corner of the block has two of its four neighbours outside.
    assert hot[inside].all()
    assert hot[truth].sum() >= 9
    assert hot[~truth].sum() <= 1
    stars = getis_ord_star(valued(x.ravel()), grid(side), rng=rng())
    assert ((column(stars, "getis_ord_star") > 3).reshape(side, side) & truth).sum() >= 12


def test_without_a_pattern_few_maps_have_any_discovery() -> None:
    x = rng(11).normal(size=(200, 100))
    found = moran_local(maps(x), grid(10), permutations=1999, rng=rng())
    assert (column(found, "p_value") <= 0.05).mean() == pytest.approx(0.05, abs=0.01)
    worst = found.group_by("industry").agg(pl.col("q_value").min())["q_value"]
    assert (worst <= 0.05).mean() <= 0.09


def test_local_geary_sees_that_middling_regions_are_alike() -> None:
    side = 12
    x = rng(2).normal(0, 3, (side, side))
    x[3:8, 3:8] = 0.1
    found = geary_local(valued(x.ravel()), grid(side), rng=rng())
    inner = np.zeros((side, side), dtype=bool)
    inner[4:7, 4:7] = True
    alike = (
        found["association"].is_in(["Similar", "High-High", "Low-Low"]) & (found["p_value"] <= 0.05)
    ).to_numpy()
    assert alike.reshape(side, side)[inner].all()
    unlike = moran_local(valued(x.ravel()), grid(side), rng=rng())["q_value"].to_numpy().reshape(side, side)
    assert (unlike[inner] > 0.05).all()


@pytest.mark.parametrize("statistic", LOCAL)
@pytest.mark.parametrize("empty", [None, float("nan"), "suppressed"])
def test_an_unknown_value_is_left_out_and_poisons_nothing(statistic: Any, empty: Any) -> None:
    """esda 2.9: one NaN makes every region's local Moran p = .01, labelled Low-Low."""
    x = rng(3).gamma(2.0, size=25)
    table = valued(x).with_columns(flag=pl.lit("reported"))
    hole = pl.col("region") == "r0012"
    if empty == "suppressed":
        table = table.with_columns(flag=pl.when(hole).then(pl.lit(empty)).otherwise("flag"))
    else:
        table = table.with_columns(establishments=pl.when(hole).then(empty).otherwise("establishments"))
    found = statistic(table, grid(5), permutations=199, rng=rng())
    without = statistic(table.filter(~hole), grid(5), permutations=199, rng=rng())
    assert found.filter(~hole).equals(without)
    row = found.filter(hole).row(0, named=True)
    assert {name for name, value in row.items() if value is not None} == {"region", "neighbours", "unknown"}
    assert found.filter(~hole)["p_value"].null_count() == 0
    assert found["unknown"].sum() == 4
    assert found.filter(region="r0011").select("neighbours", "unknown").row(0) == (3, 1)


@pytest.mark.parametrize("statistic", LOCAL)
@pytest.mark.parametrize(
    "x", [[5.0] * 6, [0.1 + 0.2, 0.3] * 3, [0.0] * 6, [None] * 6, [1.0, 2.0] + [None] * 4]
)
def test_where_all_values_are_the_same_nothing_is_said(statistic: Any, x: list[float | None]) -> None:
    """esda 2.9: a constant gives p = .01 everywhere."""
    table = pl.DataFrame({"region": SIX["region"], "establishments": pl.Series(x, dtype=pl.Float64)})
    found = statistic(table, pl.DataFrame(RING), permutations=39, rng=rng())
    assert found.height == 6
    said = found.drop("region", "establishments", "neighbours", "unknown")
    assert all(said[name].null_count() == 6 for name in said.columns)


def test_regions_among_zeros_are_not_remarkable_for_their_zeros() -> None:
    """esda 2.9 counts draws that equal the observed sum on one side alone: p = 1 / (permutations + 1)."""
    x = np.zeros(100)
    x[[5, 50, 77]] = [4.0, 9.0, 2.0]
    found = moran_local(valued(x), grid(10), rng=rng())
    quiet = found.filter(pl.col("lag") == 0)
    assert quiet.height > 80
    assert quiet["p_value"].min() == 1.0


def test_a_region_with_all_others_for_neighbours_cannot_be_remarkable() -> None:
    everyone = pl.DataFrame({"region_a": ["a"] * 4, "region_b": ["b", "c", "d", "e"]})
    row = moran_local(pl.DataFrame(SIX).head(5), everyone, permutations=39, rng=rng()).row(0, named=True)
    assert (row["z"], row["p_value"]) == (None, 1.0)


def test_ratios_need_amounts_but_standardised_statistics_do_not() -> None:
    x = rng().normal(size=25)
    found = getis_ord_local(valued(x), grid(5), permutations=39, rng=rng())
    assert found["ratio"].null_count() == 25
    shifted = getis_ord_local(valued(x + 10), grid(5), permutations=39, rng=rng())
    assert column(found, "getis_ord_local") == pytest.approx(column(shifted, "getis_ord_local"), rel=1e-9)


def test_standardising_rows_leaves_the_standardised_g_as_it_is() -> None:
    """esda 2.9: with row-standardised weights Zs shrink (-1.01 becomes -0.62 in its own docstring)."""
    x, weights = valued(rng().gamma(2.0, size=25)), SpatialWeights.from_neighbours(grid(5))
    for statistic, name in ((getis_ord_local, "getis_ord_local"), (getis_ord_star, "getis_ord_star")):
        raw = statistic(x, weights, permutations=39, rng=rng())
        standardised = statistic(x, weights.row_standardised(), permutations=39, rng=rng())
        assert column(raw, name) == pytest.approx(column(standardised, name), rel=1e-9)


def test_distance_weights_of_any_unit_give_the_same_chance() -> None:
    at = rng().uniform(0, 1e5, (40, 2))
    points = pl.DataFrame({"region": names(40), "x": at[:, 0], "y": at[:, 1]})
    near = neighbours_within(points, km=40, power=1)
    far = near.with_columns(pl.col("weight") * 1e-9)
    x = valued(rng(2).normal(size=40))
    for statistic in LOCAL:
        one, other = (statistic(x, w, permutations=199, rng=rng()) for w in (near, far))
        assert one["p_value"].equals(other["p_value"])
    raw = [SpatialWeights.from_neighbours(w) for w in (near, far)]
    tables = [moran_local(x, w, permutations=199, rng=rng()) for w in raw]
    assert column(tables[0], "z") == pytest.approx(column(tables[1], "z"), rel=1e-9)
    assert tables[0]["p_value"].equals(tables[1]["p_value"])
