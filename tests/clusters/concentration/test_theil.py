"""Theil's index of regional concentration: worked examples, exact decomposition, zeros, unknown cells, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from polars.testing import assert_frame_equal

from renkei.clusters import hoover, mean_log_deviation, theil, theil_concentration, theil_decomposition
from renkei.errors import ParameterError, TableError
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

PARENTS = {"region": ["a", "b", "c"], "parent": ["north", "north", "south"]}


def test_theil_of_six_rows(kind: Kind) -> None:
    found = kind.rows(theil_concentration(kind.frame(SIX_ROWS)))
    assert found.columns == ["industry", "regions", "unknown", "establishments", "theil_concentration"]
    # x has three quarters of its plants in region a, which has 0.4 of all.
    expected = 0.75 * np.log(0.75 / 0.4) + 0.25 * np.log(0.25 / 0.4)
    assert found["theil_concentration"][0] == pytest.approx(expected)
    assert found["regions"].to_list() == [3] * 3


def test_with_equal_weights_it_is_the_index_of_plain_numbers(kind: Kind) -> None:
    found = kind.rows(theil_concentration(kind.frame(SIX_ROWS), weights="equal"))
    expected = [theil([30, 10, 0]), theil([10, 25, 0]), theil([0, 5, 20])]
    assert found["theil_concentration"].to_list() == pytest.approx(expected)


def test_decomposition_of_six_rows(kind: Kind) -> None:
    found = kind.rows(theil_decomposition(kind.frame(SIX_ROWS), kind.frame(PARENTS)))
    assert found.columns[-3:] == ["theil_between", "theil_within", "theil_concentration"]
    # x is in the north alone, which has 0.8 of all; there region a has half of it.
    assert found["theil_between"][0] == pytest.approx(np.log(1 / 0.8))
    assert found["theil_within"][0] == pytest.approx(0.75 * np.log(0.75 / 0.5) + 0.25 * np.log(0.25 / 0.5))
    assert found["groups"].to_list() == [1, 1, 2]
    column = pl.DataFrame(SIX_ROWS).join(pl.DataFrame(PARENTS), on="region")
    assert_frame_equal(kind.rows(theil_decomposition(kind.frame(column))), found, check_exact=False)


@given(COUNTS, st.sampled_from(["activity", "equal"]))
@settings(max_examples=10, deadline=None)
def test_between_and_within_add_up_to_the_whole(counts: np.ndarray, weights: str) -> None:
    table = as_activity(counts)
    groups = pl.DataFrame({"region": [f"r{r}" for r in range(6)], "parent": list("aabbbc")})
    found = theil_decomposition(table, groups, weights=weights)
    whole = theil_concentration(table, weights=weights)
    sums = found["theil_between"] + found["theil_within"]
    np.testing.assert_allclose(sums, found["theil_concentration"], atol=1e-12)
    np.testing.assert_allclose(whole["theil_concentration"], found["theil_concentration"], atol=1e-12)
    assert (found.drop_nulls().select("theil_between", "theil_within").min_horizontal() >= 0).all()


def test_regions_without_the_industry_weigh_in_their_group() -> None:
    # i is in r0 alone; its group has r1 too, which has nothing of it: inside, all of it is in half of the group.
    table = as_activity(np.array([[10, 0], [0, 10], [0, 20]]))
    groups = pl.DataFrame({"region": ["r0", "r1", "r2"], "parent": ["g", "g", "h"]})
    found = theil_decomposition(table, groups).row(0, named=True)
    assert found["theil_within"] == pytest.approx(np.log(2))
    assert found["theil_between"] == pytest.approx(np.log(2))
    sparse = theil_decomposition(table.filter(pl.col("establishments") > 0), groups).row(0, named=True)
    assert sparse == found


def test_an_unknown_region_is_compared_with_nothing(kind: Kind) -> None:
    table = pl.DataFrame(SIX_ROWS | {"establishments": [30, 10, 10, 25, None, 20]})
    found = kind.rows(theil_concentration(kind.frame(table))).row(2, named=True)
    assert (found["unknown"], found["regions"]) == (1, 2)
    # z is known in region c alone; without b, c has 20 of the 60 plants known elsewhere.
    assert found["theil_concentration"] == pytest.approx(np.log(3))
    split = kind.rows(theil_decomposition(kind.frame(table), kind.frame(PARENTS))).row(2, named=True)
    assert split["theil_between"] + split["theil_within"] == pytest.approx(split["theil_concentration"])


def test_empty_industries_have_no_index_and_years_are_apart(kind: Kind) -> None:
    zero = pl.DataFrame(SIX_ROWS | {"establishments": [30, 0, 10, 0, 5, 20]})
    found = kind.rows(theil_concentration(kind.frame(zero)))
    assert found["theil_concentration"].is_null().to_list() == [False, True, False]
    panel = pl.concat(
        [pl.DataFrame(SIX_ROWS).with_columns(year=pl.lit(2015)), zero.with_columns(year=pl.lit(2016))]
    )
    both = kind.rows(theil_decomposition(kind.frame(panel), kind.frame(PARENTS)))
    alone = theil_decomposition(zero, pl.DataFrame(PARENTS))
    assert_frame_equal(both.filter(year=2016).drop("year"), alone, check_dtypes=False)


def test_plain_theil_takes_zeros_as_nothing() -> None:
    """REAT's `theil` is missing for a list that holds a zero."""
    assert theil([0, 0, 0, 12]) == pytest.approx(np.log(4))
    assert theil([0, 5, 5, 0]) == pytest.approx(np.log(2))
    assert theil([3, 3, 3]) == 0
    assert mean_log_deviation([0, 1]) == np.inf
    assert all(np.isnan(function([0, 0])) for function in (theil, mean_log_deviation))


@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=30), st.floats(0.01, 100))
def test_plain_measures_do_not_depend_on_units_or_order(values: list[float], factor: float) -> None:
    for function in (theil, mean_log_deviation):
        changed = function([value * factor for value in reversed(values)])
        assert changed == pytest.approx(function(values), abs=1e-9)
    assert hoover(values, [value * factor for value in values]) == pytest.approx(0, abs=1e-12)


def test_plain_hoover_is_the_part_to_be_moved() -> None:
    assert hoover([10, 0], [5, 5]) == pytest.approx(0.5)
    assert hoover([1, 0, 0], [0, 0, 1]) == 1
    assert np.isnan(hoover([0, 0], [1, 1]))
    with pytest.raises(TableError, match="There are 2 values but 3 in `reference`"):
        hoover([1, 2], [1, 2, 3])
    with pytest.raises(TableError, match="`reference` must be one list of finite numbers"):
        hoover([1, 2], [1, -2])


def test_other_weights_and_regions_without_a_group_are_refused(kind: Kind) -> None:
    with pytest.raises(ParameterError, match="`weights` is area; choose one of activity, equal"):
        theil_concentration(kind.frame(SIX_ROWS), weights="area")
    with pytest.raises(
        TableError, match=r"1 of the codes in `region` of `activity` are not in `regions` \(c\)"
    ):
        theil_decomposition(kind.frame(SIX_ROWS), kind.frame(pl.DataFrame(PARENTS).head(2)))
