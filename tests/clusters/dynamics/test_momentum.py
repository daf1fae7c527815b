"""Momentum: worked numbers, planted growth is ranked, only what is known counts, intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import spearmanr

from renkei.clusters import MomentumRule, momentum
from renkei.errors import ParameterError, TableError
from tests.clusters.dynamics.panels import as_series

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

FLAT_RISING_FALLING = np.array([[100, 100, 100], [100, 100, 120], [100, 100, 80]])


def test_momentum_of_three_series(kind: Kind) -> None:
    rule = MomentumRule(half_life=1.0)
    found = kind.rows(momentum(kind.frame(as_series(FLAT_RISING_FALLING)), by=("cluster",), rule=rule))
    # Steps weigh 1/2 and 1: growth is (2/3) × 20/110 and (2/3) × -20/90; the median is 0.
    rates = [0, 2 / 3 * 20 / 110, -2 / 3 * 20 / 90]
    assert found["establishments_growth"].to_list() == pytest.approx(rates)
    deviation = 1.4826 * rates[1]
    assert found["momentum"].to_list() == pytest.approx([0, 1 / 1.4826, rates[2] / deviation])
    assert found["coverage"].to_list() == [0.25] * 3
    assert found["steps"].to_list() == [2] * 3
    assert found["low"].to_list() == [None] * 3
    assert found["jobs_growth_score"].to_list() == [None] * 3


def test_four_components_are_weighed_and_entries_are_rates(kind: Kind) -> None:
    base = as_series(FLAT_RISING_FALLING)
    activity = base.with_columns(
        jobs=pl.col("establishments") * pl.Series([1, 1, 2] * 3), output=pl.lit(None, pl.Float64)
    )
    openings = pl.DataFrame(
        {"cluster": ["c000", "c001", "c002"], "year": [2002] * 3, "openings": [10, 24, 4]}
    )
    found = kind.rows(momentum(kind.frame(activity), kind.frame(openings), by=("cluster",)))
    assert found["coverage"].to_list() == [0.75] * 3
    assert found["output_growth"].to_list() == [None] * 3
    assert found["entry_rate"].to_list()[0] > 0
    mean = found.select(
        pl.mean_horizontal("establishments_growth_score", "jobs_growth_score", "entry_rate_score")
    ).to_series()
    assert found["momentum"].to_list() == pytest.approx(mean.to_list())
    jobs_only = MomentumRule(establishments=0, output=0, openings=0)
    alone = kind.rows(momentum(kind.frame(activity), kind.frame(openings), by=("cluster",), rule=jobs_only))
    assert alone["momentum"].to_list() == pytest.approx(alone["jobs_growth_score"].to_list())
    assert alone["coverage"].to_list() == [1] * 3


def test_planted_growth_is_ranked_and_lies_in_the_interval() -> None:
    rng = np.random.default_rng(4)
    growth = rng.normal(0.02, 0.04, 300)
    expected = 400 * np.exp(np.outer(growth, np.arange(8)))
    found = momentum(as_series(rng.poisson(expected)), by=("cluster",), rule=MomentumRule(years=7, limit=9))
    assert spearmanr(found["momentum"], growth).statistic > 0.9
    middle = np.median(growth)
    true = (growth - middle) / (1.4826 * np.median(np.abs(growth - middle)))
    inside = (found["low"].to_numpy() <= true) & (true <= found["high"].to_numpy())
    assert 0.85 <= inside.mean() <= 1.0


def test_a_shock_to_all_series_widens_no_interval() -> None:
    amounts = np.random.default_rng(6).poisson(300, (40, 7)).astype(float)
    shocked = amounts * np.array([1, 1, 1, 0.5, 0.5, 0.5, 0.5])
    calm, hit = (momentum(as_series(one), by=("cluster",)) for one in (amounts, shocked))
    widths = [(one["high"] - one["low"]).median() for one in (calm, hit)]
    assert widths[1] < 1.3 * widths[0]


def test_recent_years_weigh_more() -> None:
    early_and_late = as_series(np.array([[100, 150, 150, 150], [100, 100, 100, 150], [100, 100, 100, 100]]))
    rates = momentum(early_and_late, by=("cluster",), rule=MomentumRule(half_life=1))["establishments_growth"]
    assert rates[1] == pytest.approx(4 * rates[0])
    even = momentum(early_and_late, by=("cluster",), rule=MomentumRule(half_life=1e9))[
        "establishments_growth"
    ]
    assert even[1] == pytest.approx(even[0])


def test_the_window_the_limit_and_the_end_change_the_index() -> None:
    table = as_series(np.array([[10, 90, 90, 95], [50, 50, 50, 50], [50, 50, 50, 51], [50, 50, 50, 49]]))
    assert momentum(table, by=("cluster",))["momentum"][0] == 3
    assert momentum(table, by=("cluster",), rule=MomentumRule(limit=1))["momentum"][0] == 1
    assert momentum(table, by=("cluster",), rule=MomentumRule(years=1))["steps"].to_list() == [1] * 4
    assert momentum(table, by=("cluster",), end=2002)["year"].to_list() == [2002] * 4


def test_what_is_unknown_takes_no_part(kind: Kind) -> None:
    table = as_series(FLAT_RISING_FALLING).with_columns(pl.col("establishments").cast(pl.Float64))
    lost = table.with_columns(
        establishments=pl.when((pl.col("cluster") == "c001") & (pl.col("year") == 2001))
        .then(None)
        .otherwise("establishments")
    )
    found = kind.rows(momentum(kind.frame(lost), by=("cluster",)))
    assert found["steps"].to_list() == [2, 0, 2]
    assert found["momentum"].to_list()[1] is None
    assert found["coverage"].to_list()[1] == 0
    # Two series that are known do not make a scale.
    assert found["momentum"].to_list() == [None] * 3


def test_one_year_of_activity_and_openings_give_an_index_of_entries_alone() -> None:
    activity = pl.DataFrame({"region": list("abcd"), "year": [2016] * 4, "establishments": [50, 40, 30, 20]})
    openings = pl.DataFrame(
        {"region": list("abcd"), "year": [2014, 2015, 2016, 2010], "openings": [5, 5, 5, 9]}
    )
    found = momentum(activity, openings, by=("region",))
    assert found["coverage"].to_list() == [0.25] * 4
    assert found["entry_rate"].to_list()[3] == 0
    assert found["momentum"].rank().to_list() == [2, 3, 4, 1]


def test_series_that_do_not_differ_have_no_momentum() -> None:
    found = momentum(as_series(np.full((4, 5), 7)), by=("cluster",))
    assert found["momentum"].to_list() == [None] * 4


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"years": 0}, "`years` is 0; give 1 or more"),
        ({"half_life": 0}, "`half_life` is 0; give a number above zero"),
        ({"jobs": -1}, "The weights of momentum are establishments 1, jobs -1, output 1, openings 1"),
        ({"establishments": 0, "jobs": 0, "output": 0, "openings": 0}, "and one above zero"),
    ],
)
def test_impossible_rules_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        MomentumRule(**options)


def test_a_table_without_any_component_is_refused() -> None:
    table = as_series(FLAT_RISING_FALLING).rename({"establishments": "plants"})
    with pytest.raises(TableError, match=r"lacks the column.*establishments / jobs / output"):
        momentum(table, by=("cluster",))
