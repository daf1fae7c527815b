"""The location quotient on other scales: worked examples on every kind of frame, and what must always hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

from renkei.clusters import (
    additive_location_quotient,
    location_quotient,
    symmetric_location_quotient,
    weighted_location_quotient,
)
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

FUNCTIONS = (symmetric_location_quotient, additive_location_quotient, weighted_location_quotient)


def test_symmetric_quotient_of_six_rows(kind: Kind) -> None:
    found = kind.rows(symmetric_location_quotient(kind.frame(SIX_ROWS)))
    assert found.columns[-2:] == ["location_quotient", "symmetric_location_quotient"]
    quotients = np.array([30 / 16, 10 / 14, 10 / 16, 25 / 14, 0.5, 4])
    assert found["symmetric_location_quotient"].to_list() == pytest.approx((quotients - 1) / (quotients + 1))


def test_additive_quotient_of_six_rows(kind: Kind) -> None:
    found = kind.rows(additive_location_quotient(kind.frame(SIX_ROWS)))
    assert found.columns[-2:] == ["share_of_region", "additive_location_quotient"]
    expected = [0.75 - 0.4, 0.25 - 0.35, 0.25 - 0.4, 0.625 - 0.35, 0.125 - 0.25, 1 - 0.25]
    assert found["additive_location_quotient"].to_list() == pytest.approx(expected)


def test_weighted_quotient_of_six_rows(kind: Kind) -> None:
    found = kind.rows(weighted_location_quotient(kind.frame(SIX_ROWS)))
    # Region c has the quotients 0, 0, 4: its mean is 4 / 3.
    assert found["weighted_location_quotient"].to_list()[-1] == pytest.approx(3)
    assert found["weighted_location_quotient"].to_list()[0] == pytest.approx(
        1.875 / ((1.875 + 10 / 14 + 0) / 3)
    )


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_the_three_scales_keep_their_sums(counts: np.ndarray) -> None:
    table = as_activity(counts)
    additive = (
        additive_location_quotient(table).group_by("region").agg(pl.col("additive_location_quotient").sum())
    )
    assert (additive["additive_location_quotient"].abs() < 1e-9).all()
    weighted = weighted_location_quotient(table).filter(pl.col("weighted_location_quotient").is_not_null())
    exist = np.count_nonzero(counts.sum(axis=0))
    sums = weighted.group_by("region").agg(pl.col("weighted_location_quotient").sum())
    assert sums["weighted_location_quotient"].to_list() == pytest.approx([exist] * sums.height)
    symmetric = symmetric_location_quotient(table).drop_nulls()
    assert symmetric["symmetric_location_quotient"].is_between(-1, 1).all()


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_ten_times_the_activity_changes_no_scale(counts: np.ndarray) -> None:
    for function in FUNCTIONS:
        one, ten = (function(as_activity(counts * factor)).drop("establishments") for factor in (1, 10))
        assert_frame_equal(one, ten, abs_tol=1e-12)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_unknown_is_missing_and_years_are_apart(function: Any, kind: Kind) -> None:
    table = pl.DataFrame(SIX_ROWS | {"establishments": [30, 10, 10, 25, 5, None]})
    found = kind.rows(function(kind.frame(table)))
    assert found[found.columns[-1]].is_null().to_list() == [False] * 5 + [True]
    panel = pl.concat(
        [table.with_columns(year=pl.lit(2015)), pl.DataFrame(SIX_ROWS).with_columns(year=pl.lit(2016))]
    )
    both = kind.rows(function(kind.frame(panel)))
    alone = function(pl.DataFrame(SIX_ROWS))
    assert_frame_equal(both.filter(year=2016).drop("year"), alone, check_dtypes=False)


def test_industries_unknown_in_a_region_are_not_in_its_mean() -> None:
    table = pl.DataFrame(SIX_ROWS | {"establishments": [30, None, 10, 25, 5, 20]})
    found = weighted_location_quotient(table).filter(region="a", industry="x").row(0, named=True)
    quotient = location_quotient(table).filter(region="a", industry="x")["location_quotient"][0]
    # y is unknown in region a: x and z (of which a has none) are compared.
    assert found["weighted_location_quotient"] == pytest.approx(quotient / ((quotient + 0) / 2))
