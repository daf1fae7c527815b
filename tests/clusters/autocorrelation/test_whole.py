"""Moran, Geary, Getis–Ord, bivariate Moran and join counts of whole maps: formulas, chance, missing values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.clusters import (
    SpatialWeights,
    geary_global,
    getis_ord_global,
    join_counts,
    moran_bivariate,
    moran_global,
    nearest_neighbours,
)
from renkei.errors import ParameterError, TableError
from tests.clusters.autocorrelation.countries import RING, SIX, dense, grid, maps, names, valued

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

GLOBAL = {"moran_global": moran_global, "geary_global": geary_global, "getis_ord_global": getis_ord_global}


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def row(statistic: Any, table: Any, neighbours: Any, **options: Any) -> dict[str, Any]:
    found = statistic(table, neighbours, **{"permutations": 199, "rng": rng(), **options})
    assert found.height == 1
    return dict(found.row(0, named=True))


def test_six_regions_by_hand(kind: Kind) -> None:
    found = kind.rows(moran_global(kind.frame(SIX), kind.frame(RING), permutations=99, rng=rng()))
    assert found.columns == [
        *("regions", "unknown", "islands", "moran_global", "expected", "z_normal", "p_normal"),
        *("z_random", "p_random", "p_value"),
    ]
    # Deviations 4 2 -4 -3 3 -2 (the island's too), lags 2.5 0 -0.5 -0.5 0.5; I = 6/5 × Σ z lag / Σ z².
    lagged = 4 * 2.5 + 2 * 0.0 - 4 * -0.5 - 3 * -0.5 + 3 * 0.5
    assert found.row(0)[:5] == (6, 0, 1, pytest.approx(6 / 5 * lagged / 58), -1 / 5)


def test_statistics_equal_their_definitions() -> None:
    x, y = rng(3).gamma(2.0, size=(2, 36))
    w, table = dense(grid(6), names(36)), valued(x).with_columns(other=y)
    z, b = x - x.mean(), w > 0
    expected = {
        "moran_global": z @ w @ z / (z @ z),
        "geary_global": 35 * (w * (x[:, None] - x) ** 2).sum() / (2 * 36 * (z @ z)),
        "getis_ord_global": x @ b @ x / (x.sum() ** 2 - x @ x),
    }
    for name, statistic in GLOBAL.items():
        assert row(statistic, table, grid(6))[name] == pytest.approx(expected[name], rel=1e-12)
    both = row(moran_bivariate, table, grid(6), value="establishments", beside="other")
    v = y - y.mean()
    assert both["moran_bivariate"] == pytest.approx(z @ w @ v / np.sqrt((z @ z) * (v @ v)), rel=1e-10)
    assert both["correlation"] == pytest.approx(np.corrcoef(x, y)[0, 1], rel=1e-10)
    hot = (x >= 2).astype(float)
    joins = row(join_counts, table, grid(6), value="establishments", minimum=2)
    assert joins["chosen"] == hot.sum()
    assert (joins["joins"], joins["join_counts"]) == (60, hot @ b @ hot / 2)
    assert joins["mixed"] == (b * (hot[:, None] - hot) ** 2).sum() / 2


def test_join_counts_of_half_a_board() -> None:
    """PySAL's docstring: a 4 × 4 board, the lower half chosen: 10 joins of a kind, 4 mixed, 24 in all."""
    table = valued(np.repeat([0.0, 1.0], 8))
    found = row(join_counts, table, grid(4), value="establishments", permutations=9999)
    assert (found["join_counts"], found["mixed"], found["joins"]) == (10, 4, 24)
    # Of 16 regions 8 are chosen: a join is BB with probability 8/16 · 7/15, mixed with 2 · 8/16 · 8/15.
    assert found["expected"] == pytest.approx(24 * 7 / 30)
    assert found["mixed_expected"] == pytest.approx(24 * 8 / 15)
    assert found["p_value"] < 0.01
    assert found["mixed_p_value"] < 0.01


def test_simulated_and_exact_chance_agree() -> None:
    x = rng(3).gamma(2.0, size=100)
    table = valued(x).with_columns(other=rng(4).gamma(2.0, size=100))
    options: dict[str, Any] = {"permutations": 9_999}
    for name, statistic in GLOBAL.items():
        found = row(statistic, table, grid(10), **options)
        assert found["p_value"] == pytest.approx(found["p_random"], abs=0.05), name
    both = row(moran_bivariate, table, grid(10), value="establishments", beside="other", **options)
    assert both["p_value"] == pytest.approx(both["p_random"], abs=0.03)
    joins = row(join_counts, table, grid(10), value="establishments", minimum=2, **options)
    assert joins["p_value"] == pytest.approx(joins["p_random"], abs=0.12)


@given(st.integers(0, 10**6), st.floats(0.01, 100.0), st.floats(-1e3, 1e3))
@settings(max_examples=8, deadline=None)
def test_unit_and_origin_do_not_matter(seed: int, factor: float, origin: float) -> None:
    x = rng(seed).normal(size=25)
    for name, statistic in (("moran_global", moran_global), ("geary_global", geary_global)):
        one, other = (row(statistic, valued(values), grid(5)) for values in (x, factor * x + origin))
        assert other[name] == pytest.approx(one[name], rel=1e-7, abs=1e-9)
        assert other["p_value"] == one["p_value"]
        assert other["z_random"] == pytest.approx(one["z_random"], rel=1e-6, abs=1e-7)


def test_a_gradient_is_found_and_a_board_of_checks_too() -> None:
    r, c = np.divmod(np.arange(64), 8)
    slope = row(moran_global, valued((r + c).astype(float)), grid(8), permutations=999)
    assert slope["moran_global"] > 0.7
    assert slope["p_value"] == 0.002
    checks = row(moran_global, valued(((r + c) % 2).astype(float)), grid(8), permutations=999)
    assert checks["moran_global"] == pytest.approx(-1.0)
    assert checks["p_value"] == 0.002
    assert row(geary_global, valued(((r + c) % 2).astype(float)), grid(8))["geary_global"] > 1.9


def test_few_maps_without_a_pattern_are_called_patterned() -> None:
    x = maps(rng(5).normal(size=(300, 49)))
    found = moran_global(x, grid(7), permutations=199, rng=rng())
    for column in ("p_value", "p_random", "p_normal"):
        assert (found[column] <= 0.05).mean() == pytest.approx(0.05, abs=0.035)


def test_a_map_by_itself_has_the_same_numbers() -> None:
    table = maps(rng().poisson(2.0, (3, 25)).astype(float)).with_columns(year=pl.lit(2016))
    for statistic in GLOBAL.values():
        together = statistic(table, grid(5), permutations=99, rng=rng())
        alone = statistic(table.filter(industry="i001"), grid(5), permutations=99, rng=rng())
        assert together.filter(industry="i001").equals(alone)
        assert together.columns[:3] == ["industry", "year", "regions"]
        assert together["industry"].to_list() == ["i000", "i001", "i002"]


def test_unknown_values_are_left_out_and_counted() -> None:
    """esda 2.9: one NaN makes Moran's I NaN with p = .01."""
    table = valued(rng(2).gamma(2.0, size=25))
    hole = table.with_columns(
        establishments=pl.when(pl.col("region") == "r0012").then(float("nan")).otherwise("establishments")
    )
    for name, statistic in GLOBAL.items():
        found = row(statistic, hole, grid(5))
        assert (found["regions"], found["unknown"], found["islands"]) == (24, 1, 0)
        without = row(statistic, table.filter(pl.col("region") != "r0012"), grid(5))
        assert {**found, "unknown": 0} == without
        assert found[name] is not None


@pytest.mark.parametrize(
    "x", [[5.0] * 6, [0.1 + 0.2, 0.3] * 3, [0.0] * 6, [None] * 6, [1.0, 2.0] + [None] * 4]
)
def test_where_all_values_are_the_same_nothing_is_said(x: list[float | None]) -> None:
    table = pl.DataFrame({"region": SIX["region"], "establishments": pl.Series(x, dtype=pl.Float64)})
    for statistic in GLOBAL.values():
        found = row(statistic, table, pl.DataFrame(RING))
        assert {name for name, value in found.items() if value is not None} == {
            "regions",
            "unknown",
            "islands",
        }


def test_where_all_are_chosen_only_counts_are_told() -> None:
    found = row(join_counts, valued(np.ones(9)), grid(3), value="establishments")
    assert (found["join_counts"], found["mixed"], found["joins"]) == (12, 0, 12)
    assert found["expected"] is found["p_value"] is found["mixed_p_value"] is None


def test_with_three_regions_there_is_no_exact_variance() -> None:
    found = row(moran_global, pl.DataFrame(SIX).head(3), pl.DataFrame(RING))
    assert found["moran_global"] is not None
    assert found["p_value"] is not None
    assert found["z_random"] is found["z_normal"] is None


def test_weights_of_a_record_are_taken_as_they_are() -> None:
    table = valued(rng(2).gamma(2.0, size=25))
    binary = SpatialWeights.from_neighbours(grid(5))
    assert (
        row(moran_global, table, binary)["moran_global"] != row(moran_global, table, grid(5))["moran_global"]
    )
    assert row(getis_ord_global, table, binary) == row(getis_ord_global, table, grid(5))
    standardised = row(moran_global, table, binary.row_standardised())
    assert standardised == row(moran_global, table, grid(5))


def test_neighbours_that_are_not_mutual_are_welcome() -> None:
    at = rng().uniform(0, 1e5, (30, 2))
    points = pl.DataFrame({"region": names(30), "x": at[:, 0], "y": at[:, 1]})
    found = row(moran_global, valued(at[:, 0]), nearest_neighbours(points, nearest=3))
    assert found["moran_global"] > 0.7


def bad_table(columns: dict[str, list[Any]]) -> pl.DataFrame:
    return pl.DataFrame({"region": ["a", "b", "c"], **columns})


def test_what_makes_no_sense_is_refused() -> None:
    ring = pl.DataFrame(RING)
    with pytest.raises(ParameterError, match="`permutations` is 38; at least 39 are needed"):
        moran_global(pl.DataFrame(SIX), ring, permutations=38, rng=rng())
    with pytest.raises(ParameterError, match="`minimum` is nan; give a number"):
        join_counts(pl.DataFrame(SIX), ring, minimum=float("nan"), rng=rng())
    with pytest.raises(TableError, match=r"2 value\(s\) of a map are negative \(such as -4.0\)"):
        getis_ord_global(bad_table({"establishments": [-4.0, -1.0, 2.0]}), ring, rng=rng())
    with pytest.raises(TableError, match=r"`values` lacks the column\(s\) jobs"):
        moran_global(pl.DataFrame(SIX), ring, value="jobs", rng=rng())
    with pytest.raises(TableError, match="`establishments` of `values` holds String"):
        moran_global(bad_table({"establishments": ["1", "2", "3"]}), ring, rng=rng())
    with pytest.raises(TableError, match=r"are infinite \(first key: b\)"):
        moran_global(bad_table({"establishments": [1.0, float("inf"), 2.0]}), ring, rng=rng())
    with pytest.raises(TableError, match="occur more than once"):
        moran_global(pl.concat([pl.DataFrame(SIX)] * 2), ring, rng=rng())
    with pytest.raises(TableError, match="leave a required column empty"):
        moran_global(pl.DataFrame({"region": ["a", None], "establishments": [1, 2]}), ring, rng=rng())
    with pytest.raises(TableError, match="Table `values` has no rows"):
        moran_global(pl.DataFrame(SIX).clear(), ring, rng=rng())


def test_text_among_numbers_is_refused() -> None:
    pandas = pytest.importorskip("pandas")
    mixed = pandas.DataFrame({"region": ["a", "b"], "establishments": pandas.Series([1, "x"], dtype=object)})
    with pytest.raises(TableError, match="numbers"):
        moran_global(mixed, pl.DataFrame(RING), rng=rng())
