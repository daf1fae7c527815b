"""What a region is made of: worked examples on every kind of frame, invariants, zero and unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from polars.testing import assert_frame_equal

from renkei.clusters import diversity_herfindahl, location_quotient, shares, specialisation_gini
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind


def column(frame: pl.DataFrame, name: str) -> list[Any]:
    return frame.sort("region", *(["industry"] if "industry" in frame.columns else []))[name].to_list()


def test_location_quotient_of_six_rows(kind: Kind) -> None:
    found = kind.rows(location_quotient(kind.frame(SIX_ROWS)))
    assert found.columns == ["region", "industry", "establishments", "expected", "location_quotient"]
    # Region a has 40 of 100 plants and industry x 40: 16 are expected, 30 are there.
    assert column(found, "expected") == pytest.approx([16, 14, 16, 14, 10, 5])
    assert column(found, "location_quotient") == pytest.approx([30 / 16, 10 / 14, 10 / 16, 25 / 14, 0.5, 4])
    assert found.schema["establishments"] == pl.Int64


def test_shares_of_six_rows(kind: Kind) -> None:
    found = kind.rows(shares(kind.frame(SIX_ROWS)))
    assert found.columns == ["region", "industry", "establishments", "share_of_region", "share_of_nation"]
    assert column(found, "share_of_region") == pytest.approx([0.75, 0.25, 0.25, 0.625, 0.125, 1])
    assert column(found, "share_of_nation") == pytest.approx([0.75, 10 / 35, 0.25, 25 / 35, 0.2, 0.8])


def test_herfindahl_of_the_mix_of_six_rows(kind: Kind) -> None:
    found = kind.rows(diversity_herfindahl(kind.frame(SIX_ROWS)))
    assert found.columns == [
        "region",
        "industries",
        "unknown",
        "establishments",
        "diversity_herfindahl",
        "equivalent_number",
    ]
    assert found["industries"].to_list() == [2, 3, 1]
    assert found["establishments"].to_list() == [40, 40, 20]
    assert found["diversity_herfindahl"].to_list() == pytest.approx([0.625, 0.46875, 1])
    assert found["equivalent_number"].to_list() == pytest.approx([1.6, 1 / 0.46875, 1])


def test_specialisation_gini_of_six_rows(kind: Kind) -> None:
    found = kind.rows(specialisation_gini(kind.frame(SIX_ROWS)))
    assert found.columns == ["region", "industries", "unknown", "specialisation_gini"]
    assert found["industries"].to_list() == [3, 3, 3]
    # Region c has the quotients 0, 0, 4: 2 (3 × 4) / (3 × 4) - 4 / 3.
    assert found["specialisation_gini"][2] == pytest.approx(2 / 3)


def test_each_year_of_a_panel_is_computed_by_itself(kind: Kind) -> None:
    first, second = (
        pl.DataFrame(SIX_ROWS),
        pl.DataFrame(SIX_ROWS)[:4].with_columns(pl.col("establishments") * 7),
    )
    panel = pl.concat([first.with_columns(year=pl.lit(2015)), second.with_columns(year=pl.lit(2016))])
    for function in (location_quotient, shares, diversity_herfindahl, specialisation_gini):
        found = kind.rows(function(kind.frame(panel)))
        for year, rows in ((2015, first), (2016, second)):
            alone, order = function(rows), pl.all().exclude("x")
            assert_frame_equal(
                found.filter(pl.col("year") == year).drop("year").sort(order),
                alone.sort(order),
                check_dtypes=False,
            )


@pytest.mark.parametrize("unknown", ["null", "nan", "suppressed"])
def test_an_unknown_value_stays_unknown_and_is_never_zero(kind: Kind, unknown: str) -> None:
    table = pl.DataFrame(SIX_ROWS).with_columns(
        establishments=pl.Series([30.0, 10, 10, 25, 5, None]), flag=pl.lit(None, pl.String)
    )
    last = pl.int_range(pl.len()) == 5
    if unknown == "nan":
        table = table.with_columns(establishments=pl.col("establishments").fill_null(float("nan")))
    if unknown == "suppressed":
        table = table.with_columns(
            establishments=pl.col("establishments").fill_null(0),
            flag=pl.when(last).then(pl.lit("suppressed")).otherwise(pl.lit("reported")),
        )
    found = kind.rows(location_quotient(kind.frame(table)))
    assert column(found, "location_quotient")[5] is None
    assert column(found, "expected")[5] is None
    assert column(found, "establishments")[5] is None
    # The other cells rest on the known 80 plants: x has 40 of them, region a has 40.
    assert column(found, "location_quotient")[0] == pytest.approx(30 / 20)
    assert column(kind.rows(shares(kind.frame(table))), "share_of_nation")[4:] == [1.0, None]
    mix = kind.rows(diversity_herfindahl(kind.frame(table)))
    assert mix["unknown"].to_list() == [0, 0, 1]
    assert mix["establishments"].to_list() == [40, 40, 0]
    assert mix["diversity_herfindahl"][2] is None
    assert mix["equivalent_number"][2] is None
    gini = kind.rows(specialisation_gini(kind.frame(table)))
    assert gini["unknown"].to_list() == [0, 0, 1]
    assert gini["specialisation_gini"][2] is None


def test_an_estimated_value_counts_as_it_is() -> None:
    table = pl.DataFrame(SIX_ROWS).with_columns(flag=pl.lit("estimated"))
    assert_frame_equal(location_quotient(table), location_quotient(pl.DataFrame(SIX_ROWS)))


def test_a_region_of_zeros_has_neither_quotient_nor_share(kind: Kind) -> None:
    empty = pl.DataFrame({"region": ["d"], "industry": ["x"], "establishments": [0]})
    table = pl.concat([pl.DataFrame(SIX_ROWS), empty])
    found = kind.rows(location_quotient(kind.frame(table)))
    assert column(found, "expected")[6] == 0
    assert column(found, "location_quotient")[6] is None
    assert column(kind.rows(shares(kind.frame(table))), "share_of_region")[6] is None
    assert kind.rows(diversity_herfindahl(kind.frame(table)))["diversity_herfindahl"][3] is None
    assert kind.rows(specialisation_gini(kind.frame(table)))["specialisation_gini"][3] is None
    alone = column(location_quotient(pl.DataFrame(SIX_ROWS)), "location_quotient")
    assert column(found, "location_quotient")[:6] == pytest.approx(alone)


def test_a_table_of_zeros_has_no_quotient(kind: Kind) -> None:
    table = pl.DataFrame(SIX_ROWS).with_columns(establishments=pl.lit(0))
    assert column(kind.rows(location_quotient(kind.frame(table))), "location_quotient") == [None] * 6
    assert kind.rows(specialisation_gini(kind.frame(table)))["specialisation_gini"].to_list() == [None] * 3


def test_with_regions_or_one_industry_every_quotient_is_one(kind: Kind) -> None:
    pair = pl.col("region") + pl.col("industry")
    regions = pl.DataFrame(SIX_ROWS).with_columns(region=pair, industry=pl.lit("x"))
    industries = regions.rename({"region": "industry", "industry": "region"})
    for table in (regions, industries):
        found = kind.rows(location_quotient(kind.frame(table)))
        assert found["location_quotient"].to_list() == pytest.approx([1] * 6)
        assert kind.rows(specialisation_gini(kind.frame(table)))[
            "specialisation_gini"
        ].to_list() == pytest.approx([0] * table["region"].n_unique(), abs=1e-12)


def test_an_empty_table_gives_an_empty_table(kind: Kind) -> None:
    empty = kind.frame(pl.DataFrame(SIX_ROWS).clear())
    for function in (location_quotient, shares, diversity_herfindahl, specialisation_gini):
        assert kind.rows(function(empty)).height == 0


def test_the_table_of_the_caller_is_not_changed() -> None:
    table = pl.DataFrame(SIX_ROWS).to_pandas()
    before = table.copy()
    location_quotient(table)
    assert table.equals(before)


def test_rows_are_sorted_by_key_and_another_value_can_be_chosen() -> None:
    table = pl.DataFrame(SIX_ROWS).rename({"establishments": "jobs"})
    found = location_quotient(table.reverse(), value="jobs")
    assert_frame_equal(found.select("region", "industry", "jobs"), table.sort("region", "industry"))


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_ten_times_the_plants_leave_every_quotient_as_it_was(counts: np.ndarray) -> None:
    table = as_activity(counts)
    ten = location_quotient(table.with_columns(pl.col("establishments") * 10))
    assert_frame_equal(ten.select("location_quotient"), location_quotient(table).select("location_quotient"))


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_the_mean_quotient_of_an_industry_weighted_by_region_is_one(counts: np.ndarray) -> None:
    found = location_quotient(as_activity(counts))["location_quotient"].to_numpy().reshape(counts.shape)
    weights = counts.sum(axis=1) / max(counts.sum(), 1)
    for industry in np.flatnonzero(counts.sum(axis=0)):
        assert weights @ np.nan_to_num(found[:, industry]) == pytest.approx(1)


@given(COUNTS, st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_changes_no_number(counts: np.ndarray, random: Any) -> None:
    table = as_activity(counts)
    order = list(range(table.height))
    random.shuffle(order)
    for function in (location_quotient, shares, diversity_herfindahl, specialisation_gini):
        assert_frame_equal(function(table[order]), function(table))


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_a_pair_without_a_row_counts_as_zero(counts: np.ndarray) -> None:
    table = as_activity(counts)
    without = table.filter(pl.col("establishments") > 0)
    found = location_quotient(without)
    assert_frame_equal(location_quotient(table).filter(pl.col("establishments") > 0), found)
    stated, left_out = specialisation_gini(table), specialisation_gini(without)
    assert_frame_equal(stated.join(left_out.select("region"), on="region", how="semi"), left_out)


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_gini_and_herfindahl_stay_in_their_range(counts: np.ndarray) -> None:
    table = as_activity(counts)
    gini = specialisation_gini(table)["specialisation_gini"].drop_nulls()
    mix = diversity_herfindahl(table)["diversity_herfindahl"].drop_nulls()
    assert ((gini >= 0) & (gini < 1)).all()
    assert ((mix >= 1 / counts.shape[1] - 1e-12) & (mix <= 1 + 1e-12)).all()
