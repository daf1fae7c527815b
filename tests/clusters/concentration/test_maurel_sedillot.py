"""Maurel and Sédillot's index: from its definition by pairs of plants, and its exact variance under chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import ellison_glaeser, maurel_sedillot

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

PLANTS = {
    "establishment": ["p1", "p2", "p3", "p4", "p5", "p6"],
    "region": ["a", "a", "b", "b", "c", "c"],
    "industry": ["x", "x", "x", "y", "y", "y"],
    "jobs": [20, 10, 10, 30, 20, 10],
}
TOTALS = {"region": ["a", "b", "c", "d"], "jobs": [300, 400, 200, 100]}


def by_pairs(jobs: np.ndarray, regions: np.ndarray, weights: np.ndarray) -> float:
    x, z = weights / weights.sum(), jobs / jobs.sum()
    together = pairs = 0.0
    for j in range(len(z)):
        for k in range(len(z)):
            if j != k:
                pairs += z[j] * z[k]
                together += z[j] * z[k] * (regions[j] == regions[k])
    return (together / pairs - (x**2).sum()) / (1 - (x**2).sum())


def test_index_of_six_plants(kind: Kind) -> None:
    found = kind.rows(maurel_sedillot(kind.frame(PLANTS), region_totals=kind.frame(TOTALS)))
    assert found.columns[-5:] == [
        "raw_concentration",
        "plant_herfindahl",
        "maurel_sedillot",
        "standard_error",
        "z",
    ]
    weights = np.array(TOTALS["jobs"])
    expected = [
        by_pairs(np.array([20, 10, 10]), np.array([0, 0, 1]), weights),
        by_pairs(np.array([30, 20, 10]), np.array([1, 2, 2]), weights),
    ]
    assert found["maurel_sedillot"].to_list() == pytest.approx(expected)
    assert (found["maurel_sedillot"] / found["standard_error"]).to_list() == pytest.approx(
        found["z"].to_list()
    )


def simulated(plants: int, industries: int, rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Industries of the same plants, placed by chance, and the regions' weights."""
    x = rng.dirichlet(np.full(8, 1.5))
    sizes = np.tile(rng.lognormal(2, 1, plants), industries)
    names = np.repeat([f"i{i}" for i in range(industries)], plants)
    table = pl.DataFrame(
        {
            "establishment": [f"p{p}" for p in range(len(sizes))],
            "region": [f"r{r}" for r in rng.choice(8, len(sizes), p=x)],
            "industry": names,
            "jobs": sizes,
        }
    )
    return table, pl.DataFrame({"region": [f"r{r}" for r in range(8)], "jobs": x})


def test_both_standard_errors_are_those_of_chance() -> None:
    plants, totals = simulated(12, 4_000, np.random.default_rng(5))
    for function in (maurel_sedillot, ellison_glaeser):
        found = function(plants, region_totals=totals)
        index, error = found[function.__name__], found["standard_error"][0]
        assert index.std() == pytest.approx(error, rel=0.05)
        assert index.mean() == pytest.approx(0, abs=4 * error / np.sqrt(4_000))


def test_it_does_not_depend_on_the_order_of_plants_or_their_unit() -> None:
    plants, totals = simulated(9, 5, np.random.default_rng(6))
    found = maurel_sedillot(plants, region_totals=totals)
    shuffled = plants.sample(fraction=1, shuffle=True, seed=3).with_columns(pl.col("jobs") * 7)
    other = maurel_sedillot(shuffled, region_totals=totals.reverse())
    for name in ("maurel_sedillot", "z"):
        assert other[name].to_list() == pytest.approx(found[name].to_list())


def test_one_plant_or_one_region_has_no_index() -> None:
    table = pl.DataFrame(PLANTS).filter(pl.col("establishment").is_in(["p1", "p4", "p5"]))
    assert maurel_sedillot(table)["maurel_sedillot"].is_null().to_list() == [True, False]
    one = maurel_sedillot(pl.DataFrame(PLANTS).with_columns(region=pl.lit("a")))
    assert one["maurel_sedillot"].to_list() == [None, None]
    assert one["standard_error"].to_list() == [None, None]
