"""Shift-share: a worked example on every kind of frame, exact identities, the unknown, each message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

from renkei.clusters import dynamic_shift_share, homothetic_shift_share, shift_share, shift_share_factors
from renkei.errors import ParameterError, TableError
from tests.clusters.dynamics.panels import SIX_ROWS, THREE_YEARS, TWO_YEARS, as_panel

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

ALL = (shift_share, homothetic_shift_share, shift_share_factors, dynamic_shift_share)
EFFECTS = ("national_effect", "mix_effect", "regional_effect")


def test_shift_share_of_six_rows(kind: Kind) -> None:
    found = kind.rows(shift_share(kind.frame(SIX_ROWS)))
    assert found.columns == [
        "region", "start", "end", "unknown", "before", "after", "growth", *EFFECTS, "net_shift",
    ]  # fmt: skip
    assert found["region"].to_list() == ["a", "b"]
    assert found["start"].to_list() == [2010, 2010]
    assert found["before"].to_list() == [50, 50]
    assert found["growth"].to_list() == [5, -5]
    # The nation stays at 100: x grows from 20 to 75 (2.75), y falls from 80 to 25 (-0.6875).
    assert found["national_effect"].to_list() == pytest.approx([0, 0], abs=1e-12)
    assert found["mix_effect"].to_list() == pytest.approx([20 * 2.75 - 30 * 0.6875, -50 * 0.6875])
    assert found["regional_effect"].to_list() == pytest.approx([30 - 75 + 25 - 9.375, 45 - 15.625])
    assert found["net_shift"].to_list() == pytest.approx([5, -5])
    assert found.schema["unknown"] == pl.Int64


def test_cells_add_up_to_regions_and_industries(kind: Kind) -> None:
    cells = kind.rows(shift_share(kind.frame(SIX_ROWS), by=("region", "industry")))
    assert cells.select("region", "industry").rows() == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    for key in ("region", "industry"):
        sums = kind.rows(shift_share(kind.frame(SIX_ROWS), by=(key,)))
        added = cells.group_by(key).agg(pl.col("growth", *EFFECTS).sum()).sort(key)
        assert_frame_equal(sums.select(key, "growth", *EFFECTS), added)


def test_homothetic_of_six_rows(kind: Kind) -> None:
    cells = kind.rows(homothetic_shift_share(kind.frame(SIX_ROWS), by=("region", "industry")))
    assert cells.columns[-3:] == ["homothetic", "competitive_effect", "allocation_effect"]
    # Region a has 50 of 100: at the national mix 10 x and 40 y. Its x grew by 0.5, the nation's by 2.75.
    assert cells["homothetic"].to_list() == pytest.approx([10, 40, 10, 40])
    assert cells["competitive_effect"][0] == pytest.approx(10 * (0.5 - 2.75))
    assert cells["allocation_effect"][0] == pytest.approx(10 * (0.5 - 2.75))
    # Region b had no x, so there is no rate of its own: all is allocation.
    assert cells["competitive_effect"][2] == 0
    assert cells["allocation_effect"][2] == 45


def test_factors_of_six_rows(kind: Kind) -> None:
    found = kind.rows(shift_share_factors(kind.frame(SIX_ROWS)))
    names = ["structural_factor", "location_factor", "regional_factor"]
    assert found.columns == ["region", "start", "end", "unknown", "before", "after", *names]
    assert found["structural_factor"].to_list() == pytest.approx([84.375 / 50, 15.625 / 50])
    assert found["location_factor"].to_list() == pytest.approx([55 / 84.375, 45 / 15.625])
    assert found["regional_factor"].to_list() == pytest.approx([55 / 50, 45 / 50])


def test_dynamic_adds_up_each_pair_of_years(kind: Kind) -> None:
    table = as_panel(np.random.default_rng(1).integers(0, 50, (3, 4, 4)))
    found = kind.rows(dynamic_shift_share(kind.frame(table)))
    assert found["steps"].to_list() == [3, 3, 3]
    assert found["start"].to_list() == [2010] * 3
    assert found["end"].to_list() == [2013] * 3
    steps = [shift_share(table, start=year, end=year + 1) for year in (2010, 2011, 2012)]
    for effect in EFFECTS:
        expected = sum(step[effect].to_numpy() for step in steps)
        assert found[f"dynamic_{effect}"].to_list() == pytest.approx(expected)
    assert dynamic_shift_share(table, start=2011, end=2012)["steps"].to_list() == [1, 1, 1]


def test_a_nation_larger_than_the_regions_sets_the_rates(kind: Kind) -> None:
    nation = {
        "industry": ["x", "x", "y", "y"],
        "year": [2010, 2015, 2010, 2015],
        "establishments": [100, 150, 300, 300],
    }
    found = kind.rows(shift_share(kind.frame(SIX_ROWS), nation=kind.frame(nation)))
    # g = 450 / 400 - 1; x grows by half, y not at all.
    assert found["national_effect"].to_list() == pytest.approx([6.25, 6.25])
    assert found["mix_effect"].to_list() == pytest.approx([10 - 6.25, -6.25])
    assert found["regional_effect"].to_list() == pytest.approx([-5, -5])
    cells = kind.rows(
        homothetic_shift_share(kind.frame(SIX_ROWS), nation=kind.frame(nation), by=("region", "industry"))
    )
    assert cells["homothetic"].to_list() == pytest.approx([12.5, 37.5, 12.5, 37.5])


def test_a_planted_advantage_is_the_regional_effect() -> None:
    before = np.array([[40, 60], [80, 20]])
    advantage = np.array([[7, -3], [0, 11]])
    after = before * np.array([1.5, 1.25]) + advantage
    nation = pl.DataFrame(
        {
            "industry": ["i00", "i00", "i01", "i01"],
            "year": [2010, 2011] * 2,
            "establishments": [200, 300, 400, 500],
        }
    )
    cells = shift_share(
        as_panel(np.stack([before, after], axis=-1)), nation=nation, by=("region", "industry")
    )
    assert cells["regional_effect"].to_list() == pytest.approx(advantage.ravel())


@given(TWO_YEARS)
@settings(max_examples=10, deadline=None)
def test_the_effects_add_up_to_growth(amounts: np.ndarray) -> None:
    table = as_panel(amounts)
    for by in (("region",), ("industry",), ("region", "industry")):
        found = homothetic_shift_share(table, by=by)
        if amounts[:, :, 0].sum() == 0:
            assert found["growth"].null_count() == found.height
            continue
        parts = found.select(
            pl.sum_horizontal("national_effect", "mix_effect", "competitive_effect", "allocation_effect")
        )
        assert parts.to_series().to_list() == pytest.approx(found["growth"].to_list(), abs=1e-9)
        assert found["growth"].to_list() == pytest.approx((found["after"] - found["before"]).to_list())


@given(TWO_YEARS)
@settings(max_examples=10, deadline=None)
def test_over_all_regions_the_regional_effects_cancel_unless_an_industry_is_new(amounts: np.ndarray) -> None:
    if amounts[:, :, 0].sum() == 0:
        return
    by_industry = shift_share(as_panel(amounts), by=("industry",))
    new = (by_industry["before"] == 0) & (by_industry["after"] > 0)
    old = by_industry.filter(~new)
    assert old["regional_effect"].to_list() == pytest.approx([0] * old.height, abs=1e-9)
    assert by_industry["net_shift"].sum() == pytest.approx(0, abs=1e-9)
    if not new.any():
        assert by_industry["mix_effect"].sum() == pytest.approx(0, abs=1e-9)
    entered = by_industry.filter(new)
    assert entered["regional_effect"].to_list() == pytest.approx(entered["after"].to_list())


@given(THREE_YEARS)
@settings(max_examples=10, deadline=None)
def test_dynamic_effects_add_up_to_the_whole_growth(amounts: np.ndarray) -> None:
    if (amounts.sum(axis=(0, 1))[:2] == 0).any():
        return
    found = dynamic_shift_share(as_panel(amounts))
    parts = sum(found[f"dynamic_{effect}"].to_numpy() for effect in EFFECTS)
    change = (amounts[:, :, -1] - amounts[:, :, 0]).sum(axis=1)
    assert found["growth"].to_list() == pytest.approx(change)
    assert parts == pytest.approx(change, abs=1e-9)


@given(TWO_YEARS)
@settings(max_examples=10, deadline=None)
def test_the_factors_multiply_to_relative_growth(amounts: np.ndarray) -> None:
    found = shift_share_factors(as_panel(amounts)).drop_nulls()
    product = found["structural_factor"] * found["location_factor"]
    assert product.to_list() == pytest.approx(found["regional_factor"].to_list())


def test_the_order_of_rows_and_ten_times_the_amounts_change_no_rate() -> None:
    table = as_panel(np.random.default_rng(2).integers(0, 50, (4, 3, 2)))
    shuffled = table.sample(fraction=1, shuffle=True, seed=1)
    for function in ALL:
        assert_frame_equal(function(shuffled), function(table))
    ten = shift_share_factors(table.with_columns(pl.col("establishments") * 10))
    assert_frame_equal(ten.drop("before", "after"), shift_share_factors(table).drop("before", "after"))
    tenfold = shift_share(table.with_columns(pl.col("establishments") * 10))["regional_effect"] / 10
    assert tenfold.to_list() == pytest.approx(shift_share(table)["regional_effect"].to_list())


@pytest.mark.parametrize("unknown", ["null", "nan", "suppressed"])
def test_a_pair_unknown_in_either_year_is_left_out_everywhere(kind: Kind, unknown: str) -> None:
    table = pl.DataFrame(SIX_ROWS).with_columns(
        pl.col("establishments").cast(pl.Float64), flag=pl.lit("reported")
    )
    last = pl.int_range(pl.len()) == 3
    lost = {"null": None, "nan": float("nan"), "suppressed": 0.0}[unknown]
    table = table.with_columns(
        establishments=pl.when(last).then(pl.lit(lost, pl.Float64)).otherwise("establishments"),
        flag=pl.when(last & (unknown == "suppressed")).then(pl.lit("suppressed")).otherwise("flag"),
    )
    found = kind.rows(shift_share(kind.frame(table)))
    assert found["unknown"].to_list() == [1, 0]
    # a's y is out: x grows from 20 to 75, y falls from 50 to 0; the nation from 70 to 75.
    assert found["before"].to_list() == [20, 50]
    assert found["national_effect"].to_list() == pytest.approx([20 * 5 / 70, 50 * 5 / 70])
    assert found["regional_effect"].to_list() == pytest.approx([30 - 75, 45])
    cells = kind.rows(shift_share(kind.frame(table), by=("region", "industry")))
    assert cells.row(1)[4:] == (1, None, None, None, None, None, None, None)
    dynamic = kind.rows(dynamic_shift_share(kind.frame(table)))
    assert dynamic["unknown"].to_list() == [1, 0]


def test_an_industry_unknown_in_the_nation_is_left_out() -> None:
    nation = pl.DataFrame(
        {"industry": ["x", "x", "y", "y"], "year": [2010, 2015] * 2, "establishments": [100, 150, None, 300]}
    )
    found = shift_share(pl.DataFrame(SIX_ROWS), nation=nation)
    assert found["unknown"].to_list() == [1, 1]
    assert found["national_effect"].to_list() == pytest.approx([10, 0])


def test_a_nation_that_began_with_nothing_has_no_effects(kind: Kind) -> None:
    table = kind.frame(
        {"region": ["a", "a"], "industry": ["x", "x"], "year": [1, 2], "establishments": [0, 5]}
    )
    found = kind.rows(shift_share(table))
    assert found["regional_effect"].to_list() == [None]
    assert found["after"].to_list() == [None]
    assert kind.rows(dynamic_shift_share(table))["steps"].to_list() == [0]
    assert kind.rows(shift_share_factors(table))["regional_factor"].to_list() == [None]


def test_one_region_or_one_industry_has_no_regional_or_mix_effect() -> None:
    table = pl.DataFrame(SIX_ROWS)
    whole = table.group_by("industry", "year").agg(pl.col("establishments").sum(), region=pl.lit("a"))
    assert shift_share(whole)["regional_effect"].to_list() == pytest.approx([0], abs=1e-9)
    one = table.group_by("region", "year").agg(pl.col("establishments").sum(), industry=pl.lit("x"))
    assert shift_share(one)["mix_effect"].to_list() == pytest.approx([0, 0], abs=1e-9)


def test_years_between_change_only_the_dynamic_version() -> None:
    table = as_panel(np.random.default_rng(3).integers(1, 50, (3, 3, 3)))
    ends = table.filter(pl.col("year") != 2011)
    assert_frame_equal(shift_share(table), shift_share(ends))
    assert not dynamic_shift_share(table).equals(dynamic_shift_share(ends))


def test_the_table_of_the_caller_is_not_changed() -> None:
    table = pl.DataFrame(SIX_ROWS).to_pandas()
    before = table.copy()
    for function in ALL:
        function(table)
    assert table.equals(before)


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize(
    ("change", "options", "error", "message"),
    [
        ({}, {"start": 2009}, ParameterError, "`start` is 2009, a year that `activity` does not have"),
        ({}, {"start": 2015, "end": 2010}, ParameterError, "`start` is 2015 and `end` is 2010. Change needs two years"),
        ({"year": [2010] * 6, "region": list("abcdef")}, {}, ParameterError, "`start` is 2010 and `end` is 2010"),
        ({"year": ["2010"] * 6, "region": list("abcdef")}, {}, TableError, "Column `year` of `activity`"),
        ({"establishments": [-1, 30, 30, 25, 50, 45]}, {}, TableError, r"1 value\(s\) of `establishments`"),
        ({"establishments": [float("inf"), 30, 30, 25, 50, 45]}, {}, TableError, "are infinite"),
        ({"establishments": ["20"] * 6}, {}, TableError, "not numbers"),
        ({"industry": ["x"] * 6}, {}, TableError, "occur more than once"),
        ({"region": [None] * 6}, {}, TableError, "leave a required column empty"),
    ],
)  # fmt: skip
def test_bad_tables_and_years_are_named(
    function: Any, change: dict[str, list[Any]], options: dict[str, int], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        function(pl.DataFrame(SIX_ROWS | change), **options)


def test_an_empty_table_a_missing_year_and_a_strange_key_are_refused() -> None:
    with pytest.raises(TableError, match="`activity` has no rows, so there is no change to compute"):
        shift_share(pl.DataFrame(SIX_ROWS).clear())
    with pytest.raises(TableError, match=r"lacks the column\(s\) year"):
        shift_share(pl.DataFrame(SIX_ROWS).drop("year"))
    with pytest.raises(ParameterError, match="`by` is"):
        shift_share(pl.DataFrame(SIX_ROWS), by=("year",))  # type: ignore[arg-type]


def test_a_nation_without_an_industry_or_a_year_is_refused() -> None:
    nation = pl.DataFrame({"industry": ["x", "x"], "year": [2010, 2015], "establishments": [1, 2]})
    with pytest.raises(TableError, match=r"1 industries of `activity` are not in `nation` \(y\)"):
        shift_share(pl.DataFrame(SIX_ROWS), nation=nation)
    with pytest.raises(ParameterError, match="`end` is 2015, a year that `nation` does not have"):
        shift_share(pl.DataFrame(SIX_ROWS), nation=nation[:1])
