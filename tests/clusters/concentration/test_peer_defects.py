"""Faults found in other programs (EconGeo 2.1, REAT 3.0.3, econcomplex 1.0.1), each shown to be absent here."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    coagglomeration,
    diversity_entropy,
    diversity_herfindahl,
    ellison_glaeser,
    gini,
    krugman_specialisation,
    locational_gini,
    mean_log_deviation,
    relative_diversity,
    specialisation_gini,
    theil,
    weighted_gini,
    weighted_locational_gini,
)
from renkei.errors import TableError
from tests.clusters.examples import SIX_ROWS

JOBS = {"Wien": [200, 650, 12000, 100, 50], "Linz": [16000, 13000, 1500, 1500], "Graz": [25000]}
TOTALS = pl.DataFrame({"region": ["Wien", "Linz", "Graz"], "jobs": [500_000, 400_000, 100_000]})


def plants(order: list[str]) -> pl.DataFrame:
    rows = [(f"{place}-{n}", place, "x", jobs) for place in order for n, jobs in enumerate(JOBS[place])]
    return pl.DataFrame(rows, schema=["establishment", "region", "industry", "jobs"], orient="row")


@pytest.mark.parametrize(
    "function",
    [
        diversity_entropy,
        diversity_herfindahl,
        krugman_specialisation,
        relative_diversity,
        specialisation_gini,
    ],
)
def test_a_region_of_zeros_keeps_its_named_row(function: Any) -> None:
    """EconGeo drops zero rows and returns a shorter vector without names, which fits no table any more."""
    empty = pl.DataFrame({"region": ["b0"], "industry": ["x"], "establishments": [0]})
    found = function(pl.concat([pl.DataFrame(SIX_ROWS), empty]))
    assert found["region"].to_list() == ["a", "b", "b0", "c"]
    assert found[function.__name__].is_null().to_list() == [False, False, True, False]


def test_nothing_is_rounded() -> None:
    """EconGeo rounds the Gini to three digits."""
    assert gini([1, 2, 4, 9, 17]) == 2 * (1 + 4 + 12 + 36 + 85) / (5 * 33) - 6 / 5
    found = locational_gini(pl.DataFrame(SIX_ROWS))["locational_gini"]
    assert any(value != round(value, 6) for value in found)


def test_both_locational_ginis_are_there_and_neither_is_halved() -> None:
    """EconGeo's is region-weighted and halved (0.18625), REAT's unweighted (0.4069): here each has its name."""
    part, whole = [500, 500, 1000, 7000, 1000], [20_000, 15_000, 20_000, 40_000, 5_000]
    table = pl.DataFrame(
        {
            "region": [f"r{r}" for r in range(5)] * 2,
            "industry": ["one"] * 5 + ["rest"] * 5,
            "establishments": part + [w - p for p, w in zip(part, whole, strict=True)],
        }
    )
    assert locational_gini(table)["locational_gini"][0] == pytest.approx(0.4068965517)
    assert weighted_locational_gini(table)["weighted_locational_gini"][0] == pytest.approx(2 * 0.18625)


def test_the_weighted_gini_sorts_weights_with_values() -> None:
    """REAT sorts the values alone: 0.5278 becomes 0.4393 when rows change places."""
    values, weights = [500, 1500, 2500, 4000, 7500, 15000], [1000, 1200, 1600, 400, 200, 600]
    rng = np.random.default_rng(1)
    for _ in range(10):
        order = rng.permutation(6)
        found = weighted_gini(np.array(values)[order], np.array(weights)[order])
        assert found == pytest.approx(0.527826087)


@pytest.mark.parametrize(
    "order", [["Wien", "Linz", "Graz"], ["Graz", "Wien", "Linz"], ["Linz", "Graz", "Wien"]]
)
def test_regions_are_matched_by_name_not_by_first_appearance(order: list[str]) -> None:
    """REAT matches region totals by the order in which plants appear: 0.0599 becomes 0.1186."""
    for totals in (TOTALS, TOTALS.reverse()):
        found = ellison_glaeser(plants(order), region_totals=totals)
        assert found["ellison_glaeser"].to_list() == pytest.approx([0.05990628], abs=5e-9)


def test_a_region_without_plants_counts_and_recycles_nothing() -> None:
    """REAT recycles the totals when a region has no plant."""
    some = plants(["Wien", "Linz"])
    found = ellison_glaeser(some, region_totals=TOTALS)["ellison_glaeser"][0]
    z, x = some["jobs"] / some["jobs"].sum(), np.array([0.5, 0.4, 0.1])
    s = np.array([z[:5].sum(), z[5:].sum(), 0])
    h, x2 = float((z * z).sum()), float(x @ x)
    assert found == pytest.approx((((s - x) ** 2).sum() - (1 - x2) * h) / ((1 - x2) * (1 - h)))


def test_sample_totals_and_region_totals_are_told_apart() -> None:
    """REAT's `ellison.a2` takes the sample's totals for the regions'."""
    two = pl.concat(
        [plants(["Wien", "Linz", "Graz"]), plants(["Graz", "Linz"]).with_columns(industry=pl.lit("y"))]
    )
    own, given = ellison_glaeser(two), ellison_glaeser(two, region_totals=TOTALS)
    assert own["ellison_glaeser"].to_list() != pytest.approx(given["ellison_glaeser"].to_list())
    sums = two.group_by("region").agg(pl.col("jobs").sum())
    same = ellison_glaeser(two, region_totals=sums)["ellison_glaeser"]
    assert own["ellison_glaeser"].to_list() == pytest.approx(same.to_list())


def test_an_industry_beside_its_own_copy_is_as_coagglomerated_as_its_plants_lie() -> None:
    """REAT's `ellison.c` gives 12 where the index is a weighted mean of Σ (s_i - x)(s_j - x) / (1 - Σ x²)."""
    one = plants(["Wien", "Linz", "Graz"])
    copy = one.with_columns(industry=pl.lit("y"), establishment="copy " + pl.col("establishment"))
    found = coagglomeration(pl.concat([one, copy]), region_totals=TOTALS)["coagglomeration"][0]
    raw = ellison_glaeser(one, region_totals=TOTALS)["raw_concentration"][0]
    assert found == pytest.approx(raw / (1 - (0.25 + 0.16 + 0.01)))


def test_theil_of_a_list_with_a_zero_is_a_number() -> None:
    """REAT's `theil` is missing."""
    assert theil([0, 10]) == pytest.approx(np.log(2))
    assert mean_log_deviation([0, 10]) == np.inf


@pytest.mark.parametrize("function", [gini, theil, mean_log_deviation])
def test_a_column_as_a_two_dimensional_array_is_refused(function: Any) -> None:
    """econcomplex gives a Gini of 3.75 for [[20], [50], [20], [10]]; in one dimension it is 0.3."""
    with pytest.raises(TableError, match="`values` must be one list of finite numbers"):
        function(np.array([[20], [50], [20], [10]]))
    assert gini([20, 50, 20, 10]) == pytest.approx(0.3)


def test_the_gini_of_nothing_is_not_a_number_and_of_equal_amounts_zero() -> None:
    assert np.isnan(gini([0, 0, 0]))
    assert np.isnan(gini([]))
    assert gini([7]) == 0
    assert gini([0.1] * 7) == pytest.approx(0, abs=1e-15)
