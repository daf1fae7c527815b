"""Gini and Herfindahl of plain lists: worked examples, invariants, and what is refused."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, strategies as st

from renkei.clusters import gini, herfindahl, normalised_gini, normalised_herfindahl, weighted_gini
from renkei.errors import TableError

AMOUNTS = st.lists(st.integers(0, 1000), min_size=1, max_size=20)


def test_equal_amounts_have_no_inequality() -> None:
    assert gini([5, 5, 5]) == pytest.approx(0)
    assert weighted_gini([5, 5, 5], [1, 20, 3]) == pytest.approx(0)
    assert herfindahl([5, 5, 5, 5]) == pytest.approx(0.25)
    assert normalised_herfindahl([5, 5, 5, 5]) == pytest.approx(0)


def test_one_who_has_everything_is_as_unequal_as_can_be() -> None:
    assert gini([0, 0, 0, 9]) == pytest.approx(0.75)
    assert normalised_gini([0, 0, 0, 9]) == pytest.approx(1)
    assert herfindahl([0, 0, 0, 9]) == 1
    assert normalised_herfindahl([0, 0, 0, 9]) == 1


def test_nothing_at_all_has_no_number() -> None:
    for nothing in ([], [0], [0, 0]):
        assert math.isnan(gini(nothing))
        assert math.isnan(herfindahl(nothing))
        assert math.isnan(weighted_gini(nothing, nothing))
    assert math.isnan(normalised_gini([3]))
    assert math.isnan(normalised_herfindahl([3]))


def test_lists_of_any_library_are_taken() -> None:
    for values in ([1, 2, 5], (1, 2, 5), np.array([1, 2, 5]), pd.Series([1, 2, 5]), pl.Series([1, 2, 5])):
        assert gini(values) == pytest.approx(1 / 3)


@given(AMOUNTS, st.randoms(use_true_random=False))
def test_order_and_scale_change_nothing(values: list[int], random: Any) -> None:
    shuffled = [7 * value for value in values]
    random.shuffle(shuffled)
    for function in (gini, normalised_gini, herfindahl, normalised_herfindahl):
        assert function(shuffled) == pytest.approx(function(values), abs=1e-12, nan_ok=True)


@given(AMOUNTS)
def test_groups_of_one_are_as_unequal_as_their_members(values: list[int]) -> None:
    assert weighted_gini(values, [1] * len(values)) == pytest.approx(gini(values), abs=1e-12, nan_ok=True)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 5)), min_size=1, max_size=12))
def test_a_group_weighs_as_much_as_its_members_listed_one_by_one(groups: list[tuple[int, int]]) -> None:
    values, weights = [value for value, _ in groups], [weight for _, weight in groups]
    listed = [value for value, weight in groups for _ in range(weight)]
    assert weighted_gini(values, weights) == pytest.approx(gini(listed), abs=1e-12, nan_ok=True)


@given(AMOUNTS)
def test_the_gini_is_the_mean_difference_between_pairs(values: list[int]) -> None:
    amounts = np.array(values, dtype=float)
    if amounts.sum() > 0:
        differences = np.abs(amounts[:, None] - amounts[None, :]).mean()
        assert gini(values) == pytest.approx(differences / (2 * amounts.mean()), abs=1e-12)


@pytest.mark.parametrize("wrong", [[1, -1], [1, math.nan], [1, math.inf], [1, None], [[1, 2], [3, 4]]])
def test_only_one_list_of_finite_numbers_above_zero_will_do(wrong: list[Any]) -> None:
    for function in (gini, normalised_gini, herfindahl, normalised_herfindahl):
        with pytest.raises(TableError, match="one list of finite numbers, none below zero"):
            function(wrong)


@pytest.mark.parametrize("wrong", [["1", "2"], [1, "2"], [True, False], np.array(["2020-01-01"], "M8[D]")])
def test_text_dates_and_truth_values_are_refused_even_where_they_look_like_numbers(wrong: Any) -> None:
    with pytest.raises(TableError, match=r"`values` holds text, dates or truth values"):
        gini(wrong)


def test_things_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(TableError, match=r"`values` holds something that is not a number"):
        gini([1, object()])


def test_each_value_needs_a_weight() -> None:
    with pytest.raises(TableError, match=r"There are 3 values but 2 in `weights`\. Give one for each value"):
        weighted_gini([1, 2, 3], [1, 2])
    with pytest.raises(TableError, match="`weights` must be one list"):
        weighted_gini([1, 2], [1, -2])
