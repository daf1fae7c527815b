"""Standardised quotients, and intervals that hold the true quotient as often as they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from renkei.clusters import (
    location_quotient_bootstrap,
    location_quotient_interval,
    standardised_location_quotient,
)
from renkei.errors import ParameterError, TableError
from tests.clusters.examples import SIX_ROWS, as_activity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.clusters.conftest import Kind


def seeded(seed: int = 7) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_standardised_quotient_of_six_rows(kind: Kind) -> None:
    found = kind.rows(standardised_location_quotient(kind.frame(SIX_ROWS)))
    assert found.columns[-2:] == ["location_quotient", "standardised_location_quotient"]
    x = np.array([30 / 16, 10 / 16, 0])
    z = (x - x.mean()) / x.std(ddof=1)
    values = found.filter(industry="x")["standardised_location_quotient"].to_list()
    assert values == pytest.approx(z[:2])


def test_logarithms_are_standardised_over_the_regions_that_have_the_industry(kind: Kind) -> None:
    found = kind.rows(standardised_location_quotient(kind.frame(SIX_ROWS), scale="logarithm"))
    # Two regions each: one lies as far above the mean as the other below.
    assert found["standardised_location_quotient"].to_list() == pytest.approx(
        [0.5**0.5, -(0.5**0.5), -(0.5**0.5), 0.5**0.5, -(0.5**0.5), 0.5**0.5]
    )


def test_where_all_regions_are_alike_nothing_stands_out() -> None:
    even = as_activity(np.outer([3, 5, 7], [2, 4]))
    for scale in ("quotient", "logarithm"):
        found = standardised_location_quotient(even, scale=scale)
        assert found["standardised_location_quotient"].to_list() == [None] * 6


def test_a_planted_cluster_stands_out_among_many_regions() -> None:
    counts = seeded().poisson(20, (60, 5))
    counts[17, 2] = 200
    found = standardised_location_quotient(as_activity(counts))
    assert found.sort("standardised_location_quotient").row(-1)[:2] == ("r17", "i2")
    assert found["standardised_location_quotient"].max() > 1.96


def test_the_asymptotic_interval_by_hand(kind: Kind) -> None:
    found = kind.rows(location_quotient_interval(kind.frame(SIX_ROWS)))
    assert found.columns[-3:] == ["location_quotient_error", "low", "high"]
    # Region a, industry x: 30 of 40; region b has 10 of 40.
    v_a, v_b = 30 * 0.25, 10 * 0.75
    error = 1.875 * np.sqrt((1 / 30 - 1 / 40) ** 2 * v_a + v_b / 40**2)
    first = found.row(0, named=True)
    assert first["location_quotient_error"] == pytest.approx(error)
    assert (first["low"], first["high"]) == pytest.approx(
        (1.875 - 1.959963985 * error, 1.875 + 1.959963985 * error)
    )
    logarithm = kind.rows(location_quotient_interval(kind.frame(SIX_ROWS), scale="logarithm", level=0.9))
    factor = np.exp(1.644853627 * error / 1.875)
    assert logarithm.row(0)[-2:] == pytest.approx((1.875 / factor, 1.875 * factor))


def test_intervals_say_nothing_of_zero_and_unknown(kind: Kind) -> None:
    table = pl.DataFrame(SIX_ROWS | {"establishments": [30, 0, 10, 25, None, 20]})
    # Regions a and c have nothing else: their shares cannot vary by the formula, but by drawing they can.
    for function, alone in ((location_quotient_interval, True), (bootstrap, False)):
        found = kind.rows(function(kind.frame(table))).sort("region", "industry")
        for column in ("low", "high"):
            assert found[column].is_null().to_list() == [alone, True, False, False, True, alone]


def bootstrap(activity: Any, **options: Any) -> Any:
    return location_quotient_bootstrap(activity, rng=seeded(), **({"replicates": 99} | options))


def test_the_bootstrap_is_that_of_whole_tables_drawn_anew() -> None:
    counts = np.array([[30, 10, 0], [10, 25, 5], [0, 0, 20]])
    draws = seeded(1).multinomial(counts.sum(), (counts / counts.sum()).ravel(), 20_000).reshape(-1, 3, 3)
    expected = draws.sum(2, keepdims=True) * draws.sum(1, keepdims=True) / counts.sum()
    quotients = np.divide(draws, expected, out=np.zeros(draws.shape), where=expected > 0)
    there = counts > 0
    found = bootstrap(pl.DataFrame(SIX_ROWS), replicates=20_000)
    errors = found["location_quotient_bootstrap_error"].to_list()
    assert errors == pytest.approx(quotients.std(axis=0)[there], rel=0.03)
    for name, percent in (("low", 0.025), ("high", 0.975)):
        assert found[name].to_list() == pytest.approx(
            np.quantile(quotients, percent, axis=0)[there], rel=0.05
        )


def test_the_same_seed_gives_the_same_bootstrap(kind: Kind) -> None:
    one, other = (kind.rows(bootstrap(kind.frame(SIX_ROWS))) for _ in range(2))
    assert_frame_equal(one, other)


def test_intervals_hold_the_true_quotient_about_as_often_as_they_say() -> None:
    rng = seeded(3)
    shares: NDArray[Any] = np.exp(rng.normal(0, 0.6, (10, 6)))
    shares /= shares.sum()
    true = shares / (shares.sum(axis=1, keepdims=True) * shares.sum(axis=0))
    held: dict[str, list[float]] = {"quotient": [], "logarithm": [], "bootstrap": []}
    for _ in range(20):
        table = as_activity(rng.multinomial(2_000, shares.ravel()).reshape(shares.shape))
        for name in held:
            drawn = (
                location_quotient_bootstrap(table, replicates=199, rng=rng)
                if name == "bootstrap"
                else location_quotient_interval(table, scale=name)
            )
            low, high = (drawn[side].to_numpy().reshape(true.shape) for side in ("low", "high"))
            held[name].append(float(((low <= true) & (true <= high)).mean()))
    for name, coverage in held.items():
        assert np.mean(coverage) == pytest.approx(0.95, abs=0.025), name


def test_a_level_that_is_no_probability_is_refused() -> None:
    for level in (0.0, 1.0, 95):
        with pytest.raises(ParameterError, match=r"`level` is .*; give the probability"):
            location_quotient_interval(pl.DataFrame(SIX_ROWS), level=level)
        with pytest.raises(ParameterError, match=r"`level` is .*; give the probability"):
            bootstrap(pl.DataFrame(SIX_ROWS), level=level)


def test_too_few_replicates_are_refused() -> None:
    with pytest.raises(ParameterError, match="`replicates` is 10; at least 99 are needed"):
        bootstrap(pl.DataFrame(SIX_ROWS), replicates=10)


def test_another_scale_is_refused() -> None:
    for function in (standardised_location_quotient, location_quotient_interval):
        with pytest.raises(ParameterError, match="`scale` is log; choose one of quotient, logarithm"):
            function(pl.DataFrame(SIX_ROWS), scale="log")


def test_amounts_that_are_not_counted_have_no_interval(kind: Kind) -> None:
    table = kind.frame(pl.DataFrame(SIX_ROWS | {"establishments": [30.5, 10, 10, 25, 5, 20]}))
    for function in (location_quotient_interval, bootstrap):
        with pytest.raises(TableError, match=r"1 value\(s\) of `establishments`.*not whole numbers.*a, x"):
            function(table)
