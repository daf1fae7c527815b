"""Entry forecast: what counts as entry, planted relatedness is found, nothing of the future leaks, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from renkei.clusters import EntryBacktest, EntryRule, entry_backtest, entry_forecast, relatedness_density
from renkei.clusters.dynamics.transitions import (
    FEATURES,
    Panel,
    candidates,
    density_among_others,
    outcomes,
)
from renkei.errors import ParameterError, TableError
from tests.clusters.dynamics.panels import as_panel

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

REGIONS, INDUSTRIES, KINDS = 40, 30, 3


def simulated(rng: np.random.Generator, *, relatedness: float, years: int = 6) -> pl.DataFrame:
    """A country in which absent industries enter where their kind is common (if `relatedness` is above zero)."""
    kind = np.arange(INDUSTRIES) % KINDS
    leaning = rng.integers(0, KINDS, REGIONS)
    there = rng.random((REGIONS, INDUSTRIES)) < np.where(leaning[:, None] == kind, 0.55, 0.15)
    amounts = []
    for _ in range(years):
        amounts.append(
            np.where(there, rng.integers(8, 13, there.shape), 0) + (rng.random(there.shape) < 0.05)
        )
        own = np.stack([there[:, kind == one].mean(axis=1) for one in range(KINDS)], axis=1)[:, kind]
        rate = 0.06 * np.exp(relatedness * (own - own.mean()))
        there = np.where(there, rng.random(there.shape) > 0.05, rng.random(there.shape) < rate)
    return as_panel(np.stack(amounts, axis=-1))


@pytest.fixture(scope="module")
def related() -> pl.DataFrame:
    return simulated(np.random.default_rng(11), relatedness=5.0)


@pytest.fixture(scope="module")
def backtest(related: pl.DataFrame) -> EntryBacktest:
    return entry_backtest(related, rng=np.random.default_rng(1), horizon=1, replicates=49)


def test_density_of_a_small_country_by_hand() -> None:
    present = np.array([[1, 1, 0], [1, 1, 0], [0, 1, 1]], dtype=bool)
    # u = 2, 3, 1; φ(0,1) = 2/3, φ(0,2) = 0, φ(1,2) = 1/3.
    expected = [[1, 2 / 3, 1], [1, 2 / 3, 1], [1, 1 / 3, 1]]
    assert density_among_others(present) == pytest.approx(np.array(expected))
    alone = np.array([[1, 0], [0, 1]], dtype=bool)
    assert density_among_others(alone).tolist() == [[0, 0], [0, 0]]


def test_an_absent_pair_enters_when_its_quotient_reaches_one() -> None:
    before = np.array([[10, 0, 2], [10, 10, 10], [0, 0, 0]], dtype=float)
    after = np.array([[10, 12, 2], [10, 10, np.nan], [0, 0, 0]], dtype=float)
    found = candidates(before, EntryRule())
    # Region 2 has nothing at all; region 0 lacks industry 1, and has LQ 2/12 ÷ 12/42 = 0.583 of industry 2.
    assert list(zip(found.region, found.industry, strict=True)) == [(0, 1)]
    assert found.features[0, FEATURES.index("foothold")] == 0
    wider = candidates(before, EntryRule(absent=0.6))
    assert list(zip(wider.region, wider.industry, strict=True)) == [(0, 1), (0, 2)]
    assert wider.features[1, FEATURES.index("location_quotient")] == pytest.approx(2 / 12 * 42 / 12)
    assert wider.features[1, FEATURES.index("region_size")] == 12
    valid, entered = outcomes(wider, after, EntryRule())
    assert valid.tolist() == [True, True]
    assert entered.tolist() == [True, True]
    assert outcomes(wider, after, EntryRule(minimum=3))[1].tolist() == [True, False]
    gone = np.where([False, True, False], 0, after)
    assert outcomes(wider, gone, EntryRule())[0].tolist() == [False, True]


def test_an_unknown_pair_is_neither_candidate_nor_outcome() -> None:
    before = np.array([[10, np.nan, 2], [10, 10, 10]])
    found = candidates(before, EntryRule(absent=1.0))
    assert (0, 1) not in set(zip(found.region, found.industry, strict=True))
    valid, _ = outcomes(found, np.array([[10, 5, np.nan], [10, 10, 10]]), EntryRule(absent=1.0))
    assert valid.tolist() == [False] if len(found.region) == 1 else not valid.all()


def test_the_forecast_lists_every_absent_pair_once(kind: Kind, related: pl.DataFrame) -> None:
    found = kind.rows(entry_forecast(kind.frame(related), horizon=2))
    assert found.columns == [
        "region", "industry", "base", "end", "establishments", "location_quotient", "relatedness_density", "ubiquity",
        "diversity", "entry_probability", "rank",
    ]  # fmt: skip
    assert found.select("region", "industry").equals(
        found.select("region", "industry").sort("region", "industry")
    )
    assert found.select("region", "industry").is_unique().all()
    assert (found["location_quotient"] < 0.5).all()
    assert found["base"].unique().to_list() == [2015]
    assert found["end"].unique().to_list() == [2017]
    assert ((found["entry_probability"] > 0) & (found["entry_probability"] < 1)).all()
    best = found.filter(pl.col("rank") == 1)
    assert best.height == found["region"].n_unique()
    highest = found.group_by("region").agg(pl.col("entry_probability").max()).sort("region")
    assert best.sort("region")["entry_probability"].to_list() == highest["entry_probability"].to_list()


def test_density_is_that_of_the_relatedness_indicator(related: pl.DataFrame) -> None:
    forecast = entry_forecast(related, horizon=2)
    last = related.filter(pl.col("year") == 2015).drop("year")
    public = relatedness_density(last, itself="excluded", minimum=1.0)
    both = forecast.join(public, on=["region", "industry"], suffix="_public")
    assert both.height == forecast.height
    assert both["relatedness_density"].to_list() == pytest.approx(
        both["relatedness_density_public"].to_list(), abs=1e-6
    )


def test_planted_relatedness_is_found(backtest: EntryBacktest) -> None:
    scores = backtest.scores.group_by("model").agg(pl.col("auc").mean())
    auc = dict(scores.rows())
    assert auc["base_rate"] == 0.5
    assert auc["relatedness"] > 0.66
    assert auc["full"] > auc["without_relatedness"] + 0.08
    gains = backtest.gains.filter((pl.col("model") == "full") & (pl.col("baseline") == "without_relatedness"))
    assert (gains["auc_gain_low"] > 0).mean() >= 0.75
    skill = backtest.scores.filter(pl.col("model") == "full")["brier_skill"]
    assert skill.mean() > 0.01  # type: ignore[operator]


def test_where_entry_is_random_nothing_is_found() -> None:
    table = simulated(np.random.default_rng(12), relatedness=0.0)
    found = entry_backtest(table, rng=np.random.default_rng(1), horizon=1, replicates=49)
    auc = found.scores.filter(pl.col("model") == "relatedness")["auc"]
    assert 0.42 < auc.mean() < 0.58  # type: ignore[operator]
    gains = found.gains.filter((pl.col("model") == "full") & (pl.col("baseline") == "without_relatedness"))
    assert (gains["auc_gain_low"] <= 0.01).all()


def test_predicted_shares_come_true(backtest: EntryBacktest) -> None:
    full = backtest.calibration.filter((pl.col("model") == "full") & (pl.col("base") == 2014))
    assert full["tenth"].to_list() == list(range(1, 11))
    assert full["pairs"].sum() == backtest.scores.filter(pl.col("base") == 2014)["pairs"][0]
    inside = (full["low"] <= full["predicted"]) & (full["predicted"] <= full["high"])
    assert inside.sum() >= 7
    base_rate = backtest.calibration.filter(pl.col("model") == "base_rate")
    assert base_rate.group_by("base").len()["len"].to_list() == [1] * base_rate["base"].n_unique()


def test_every_year_with_something_to_learn_from_is_held_back(backtest: EntryBacktest) -> None:
    assert backtest.scores["base"].unique().sort().to_list() == [2011, 2012, 2013, 2014]
    assert (backtest.scores["end"] == backtest.scores["base"] + 1).all()
    assert set(backtest.coefficients["feature"]) == set(FEATURES)
    numbers = backtest.scores.select("auc", "auc_low", "auc_high")
    assert (numbers["auc_low"] <= numbers["auc"] + 1e-9).all()
    assert (numbers["auc"] <= numbers["auc_high"] + 1e-9).all()


def test_nothing_after_the_base_year_takes_part_in_a_forecast(related: pl.DataFrame) -> None:
    later = pl.col("year") > 2013
    noise = pl.Series(np.random.default_rng(3).integers(0, 40, related.height))
    changed = related.with_columns(establishments=pl.when(later).then(noise).otherwise("establishments"))
    assert_frame_equal(
        entry_forecast(changed, base=2013, horizon=1), entry_forecast(related, base=2013, horizon=1)
    )
    assert_frame_equal(
        entry_forecast(related.filter(~later), horizon=1), entry_forecast(related, base=2013, horizon=1)
    )


def test_years_after_the_outcome_take_no_part_in_its_test(
    related: pl.DataFrame, backtest: EntryBacktest
) -> None:
    early = entry_backtest(
        related.filter(pl.col("year") <= 2013), rng=np.random.default_rng(1), horizon=1, replicates=49
    )
    assert early.scores["base"].unique().sort().to_list() == [2011, 2012]
    assert_frame_equal(early.scores, backtest.scores.filter(pl.col("base") <= 2012))


def test_the_same_seed_gives_the_same_intervals_and_another_does_not(related: pl.DataFrame) -> None:
    one, same, other = (
        entry_backtest(related, rng=np.random.default_rng(seed), horizon=2, replicates=29).scores
        for seed in (5, 5, 6)
    )
    assert_frame_equal(one, same)
    assert one["auc"].to_list() == other["auc"].to_list()
    assert one["auc_low"].to_list() != other["auc_low"].to_list()


def test_the_order_of_rows_changes_no_probability(related: pl.DataFrame) -> None:
    shuffled = related.sample(fraction=1, shuffle=True, seed=2)
    assert_frame_equal(entry_forecast(shuffled, horizon=1), entry_forecast(related, horizon=1))
    sparse = related.filter(pl.col("establishments") > 0)
    assert_frame_equal(entry_forecast(sparse, horizon=1), entry_forecast(related, horizon=1))


def test_no_transition_spans_a_break_of_the_classification(related: pl.DataFrame) -> None:
    rule = EntryRule(breaks=(2013,))
    found = entry_backtest(related, rng=np.random.default_rng(1), horizon=2, rule=rule, replicates=19)
    assert found.scores["base"].unique().to_list() == [2013]
    with pytest.raises(ParameterError, match="From 2012 to 2014 the classification changes"):
        entry_forecast(related, base=2012, horizon=2, rule=rule)


def test_each_part_of_the_rule_changes_the_forecast(related: pl.DataFrame) -> None:
    usual = entry_forecast(related, horizon=2)
    for options in (
        {"absent": 1.0},
        {"present": 1.5},
        {"minimum": 12},
        {"penalty": 100.0},
        {"breaks": (2013,)},
    ):
        assert not entry_forecast(related, horizon=2, rule=EntryRule(**options)).equals(usual)


def test_a_panel_keeps_the_unknown_apart_from_zero() -> None:
    table = as_panel(np.array([[[1, 2], [0, 3]]])).with_columns(
        establishments=pl.when(pl.col("year") == 2010).then(pl.col("establishments"))
    )
    panel = Panel.from_table(table, "establishments")
    assert panel.years == [2010, 2011]
    assert panel.amounts[2010].tolist() == [[1, 0]]
    assert np.isnan(panel.amounts[2011]).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"absent": 0.0}, "`absent` is 0.0 and `present` is 1.0; expected 0 < absent ≤ present"),
        ({"absent": 2.0}, "`absent` is 2.0 and `present` is 1.0"),
        ({"minimum": -1.0}, "`minimum` is -1.0; give 0 or more"),
        ({"penalty": float("nan")}, "`penalty` is nan"),
    ],
)
def test_impossible_rules_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        EntryRule(**options)


def test_forecasts_that_cannot_be_made_are_refused(related: pl.DataFrame) -> None:
    rng = np.random.default_rng(1)
    with pytest.raises(ParameterError, match="`horizon` is 0; give 1 or more"):
        entry_forecast(related, horizon=0)
    with pytest.raises(ParameterError, match="`base` is 1999, a year that `activity` does not have"):
        entry_forecast(related, base=1999)
    with pytest.raises(ParameterError, match=r"No two years up to 2010 are 3 year\(s\) apart"):
        entry_forecast(related, base=2010)
    with pytest.raises(ParameterError, match="No year can be held back"):
        entry_backtest(related, rng=rng, horizon=3)
    with pytest.raises(ParameterError, match="`replicates` is 5; at least 19 are needed"):
        entry_backtest(related, rng=rng, replicates=5)
    with pytest.raises(TableError, match="`activity` has no rows"):
        entry_forecast(related.clear())
    still = related.with_columns(pl.col("establishments").first().over("region", "industry"))
    with pytest.raises(TableError, match=r"Of \d+ absent pairs in the years before 2015, 0 entered"):
        entry_forecast(still, horizon=1)
