"""How sure the Ellison–Glaeser index is: simulated plants follow the model, whatever the threads and the order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from numba import get_num_threads, set_num_threads
from polars.testing import assert_frame_equal

from renkei.clusters import ellison_glaeser, ellison_glaeser_interval
from renkei.errors import ParameterError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

REGIONS = 12


def world(
    gamma: float, industries: int = 150, plants: int = 25, seed: int = 1
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Industries that gather as the model says with γ, by Dirichlet draws, and the regions' weights."""
    rng = np.random.default_rng(seed)
    x = rng.dirichlet(np.full(REGIONS, 3.0))
    places = [
        rng.choice(REGIONS, plants, p=x if gamma == 0 else rng.dirichlet(x * (1 - gamma) / gamma))
        for _ in range(industries)
    ]
    table = pl.DataFrame(
        {
            "establishment": [f"p{n}" for n in range(plants * industries)],
            "region": [f"r{r:02}" for r in np.concatenate(places)],
            "industry": np.repeat([f"i{i:03}" for i in range(industries)], plants),
            "jobs": np.tile(rng.lognormal(2, 1, plants), industries),
        }
    )
    return table, pl.DataFrame({"region": [f"r{r:02}" for r in range(REGIONS)], "jobs": x})


def interval(plants: Any, totals: Any = None, **options: Any) -> Any:
    given = {"rng": np.random.default_rng(2), "replicates": 199} | options
    return ellison_glaeser_interval(plants, region_totals=totals, **given)


def test_columns_and_the_index_itself(kind: Kind) -> None:
    plants, totals = world(0.1, industries=4)
    found = kind.rows(interval(kind.frame(plants), kind.frame(totals)))
    assert found.columns == [
        "industry",
        "establishments",
        "unknown",
        "ellison_glaeser",
        "ellison_glaeser_error",
        "low",
        "high",
        "p_value",
    ]
    index = ellison_glaeser(plants, region_totals=totals)["ellison_glaeser"]
    assert found["ellison_glaeser"].to_list() == pytest.approx(index.to_list())
    assert (found["low"] < found["high"]).all()


def test_by_chance_the_error_is_the_exact_one_and_p_values_are_even() -> None:
    plants, totals = world(0)
    found = interval(plants, totals, replicates=999)
    below = found["ellison_glaeser"] <= 0
    exact = ellison_glaeser(plants, region_totals=totals)["standard_error"]
    errors = found.filter(below)["ellison_glaeser_error"]
    assert errors.mean() == pytest.approx(exact[0], rel=0.03)
    assert (found["p_value"] <= 0.05).mean() == pytest.approx(0.05, abs=0.05)
    assert found["p_value"].mean() == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("gamma", [0.02, 0.2])
def test_the_error_is_the_spread_of_indices_in_the_model(gamma: float) -> None:
    plants, totals = world(gamma, industries=300)
    found = interval(plants, totals)
    assert found["ellison_glaeser_error"].mean() == pytest.approx(found["ellison_glaeser"].std(), rel=0.2)
    held = ((found["low"] <= gamma) & (gamma <= found["high"])).mean()
    assert 0.85 <= held <= 1
    strict = interval(plants, totals, level=0.5)
    assert (strict["high"] - strict["low"] < found["high"] - found["low"]).all()


def test_gathered_industries_have_small_p_values() -> None:
    plants, totals = world(0.5, industries=20)
    assert (interval(plants, totals)["p_value"] <= 0.05).mean() > 0.9


def test_threads_and_order_change_nothing() -> None:
    plants, totals = world(0.05, industries=6)
    found = interval(plants, totals)
    threads = get_num_threads()
    try:
        set_num_threads(1)
        assert_frame_equal(interval(plants.sample(fraction=1, shuffle=True, seed=1), totals.reverse()), found)
    finally:
        set_num_threads(threads)


def test_single_plants_unknown_sizes_and_years(kind: Kind) -> None:
    plants, _ = world(0.1, industries=3, plants=4)
    plants = plants.with_columns(
        jobs=pl.when(pl.col("industry") == "i002").then(None).otherwise(pl.col("jobs"))
    ).filter((pl.col("industry") != "i001") | (pl.col("establishment") == "p4"))
    found = kind.rows(interval(kind.frame(plants)))
    for name in ("ellison_glaeser_error", "low", "high", "p_value"):
        assert found[name].is_null().to_list() == [False, True, True]
    panel = pl.concat([plants.with_columns(year=pl.lit(year)) for year in (2015, 2016)])
    both = kind.rows(interval(kind.frame(panel)))
    assert both["year"].to_list() == [2015, 2016] * 3
    assert_frame_equal(both.filter(year=2015).drop("year"), found, check_dtypes=False, abs_tol=1e-12)


def test_options_out_of_range_are_refused() -> None:
    plants, totals = world(0.1, industries=2)
    with pytest.raises(ParameterError, match="`replicates` is 20; at least 99 are needed"):
        interval(plants, totals, replicates=20)
    with pytest.raises(ParameterError, match="`level` is 1; give the probability"):
        interval(plants, totals, level=1)
