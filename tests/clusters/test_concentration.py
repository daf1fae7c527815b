"""Where an industry is: worked examples on every kind of frame, invariants, zero and unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from polars.testing import assert_frame_equal

from renkei.clusters import (
    concentration_herfindahl,
    gini,
    location_quotient,
    locational_gini,
    weighted_gini,
    weighted_locational_gini,
)
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    import numpy as np

    from tests.clusters.conftest import Kind

FUNCTIONS = (locational_gini, weighted_locational_gini, concentration_herfindahl)


def test_locational_gini_of_six_rows(kind: Kind) -> None:
    found = kind.rows(locational_gini(kind.frame(SIX_ROWS)))
    assert found.columns == ["industry", "regions", "unknown", "locational_gini"]
    assert found["industry"].to_list() == ["x", "y", "z"]
    assert found["regions"].to_list() == [3, 3, 3]
    # Industry x: quotients 0, 10/16, 30/16 have the ranks 1, 2, 3.
    expected = [gini([0, 10 / 16, 30 / 16]), gini([0, 10 / 14, 25 / 14]), gini([0, 0.5, 4])]
    assert found["locational_gini"].to_list() == pytest.approx(expected)
    assert expected[0] == pytest.approx(0.5)


def test_weighted_locational_gini_of_six_rows(kind: Kind) -> None:
    found = kind.rows(weighted_locational_gini(kind.frame(SIX_ROWS)))
    assert found.columns == ["industry", "regions", "unknown", "weighted_locational_gini"]
    # Industry x lies below the diagonal at (0.2, 0) and (0.6, 0.25): 1 - 0.4 (0.25) - 0.4 (1.25).
    assert found["weighted_locational_gini"][0] == pytest.approx(0.4)


def test_herfindahl_of_the_spread_of_six_rows(kind: Kind) -> None:
    found = kind.rows(concentration_herfindahl(kind.frame(SIX_ROWS)))
    assert found.columns == [
        "industry",
        "regions",
        "unknown",
        "establishments",
        "concentration_herfindahl",
        "equivalent_number",
    ]
    assert found["regions"].to_list() == [2, 2, 2]
    assert found["concentration_herfindahl"].to_list() == pytest.approx([0.625, (100 + 625) / 35**2, 0.68])
    assert found["equivalent_number"].to_list() == pytest.approx([1.6, 35**2 / 725, 1 / 0.68])


def test_each_year_of_a_panel_is_computed_by_itself(kind: Kind) -> None:
    first, second = pl.DataFrame(SIX_ROWS), pl.DataFrame(SIX_ROWS)[:4]
    panel = pl.concat([first.with_columns(year=pl.lit(2015)), second.with_columns(year=pl.lit(2016))])
    for function in FUNCTIONS:
        found = kind.rows(function(kind.frame(panel)))
        for year, rows in ((2015, first), (2016, second)):
            alone = found.filter(pl.col("year") == year).drop("year")
            assert_frame_equal(alone, function(rows))


def test_an_unknown_cell_is_not_compared_and_is_counted(kind: Kind) -> None:
    table = pl.DataFrame(SIX_ROWS | {"establishments": [30, 10, None, 25, 5, 20]})
    found = kind.rows(locational_gini(kind.frame(table)))
    assert found["regions"].to_list() == [2, 3, 3]
    assert found["unknown"].to_list() == [1, 0, 0]
    quotients = location_quotient(table).filter(industry="x")["location_quotient"].drop_nulls().to_list()
    assert found["locational_gini"][0] == pytest.approx(gini([0, *quotients]))
    # Weighted: region b is left out, so a (40 of 60) and c (20 of 60) are compared.
    weighted = kind.rows(weighted_locational_gini(kind.frame(table)))
    assert weighted["weighted_locational_gini"][0] == pytest.approx(1 / 3)
    assert weighted["unknown"].to_list() == [1, 0, 0]
    spread = kind.rows(concentration_herfindahl(kind.frame(table)))
    assert spread["unknown"].to_list() == [1, 0, 0]
    assert spread["concentration_herfindahl"][0] == 1


def test_an_industry_of_zeros_or_unknowns_has_no_number(kind: Kind) -> None:
    for nothing in (0, None):
        extra = pl.DataFrame({"region": ["a", "b"], "industry": ["w", "w"], "establishments": [nothing] * 2})
        table = pl.concat([pl.DataFrame(SIX_ROWS), extra.cast({"establishments": pl.Int64})])
        for function in FUNCTIONS:
            found = kind.rows(function(kind.frame(table)))
            assert found.filter(industry="w")[function.__name__].to_list() == [None]
            alone = function(pl.DataFrame(SIX_ROWS))[function.__name__].to_list()
            assert found.filter(pl.col("industry") != "w")[function.__name__].to_list() == pytest.approx(
                alone
            )


def test_regions_without_any_activity_are_not_compared(kind: Kind) -> None:
    extra = pl.DataFrame({"region": ["d"], "industry": ["x"], "establishments": [0]})
    found = kind.rows(locational_gini(kind.frame(pl.concat([pl.DataFrame(SIX_ROWS), extra]))))
    assert_frame_equal(found, locational_gini(pl.DataFrame(SIX_ROWS)), check_exact=False)


def test_with_one_region_nothing_can_be_uneven(kind: Kind) -> None:
    table = {"region": ["a", "a"], "industry": ["x", "y"], "establishments": [3, 5]}
    for function in (locational_gini, weighted_locational_gini):
        assert kind.rows(function(kind.frame(table)))[function.__name__].to_list() == pytest.approx([0, 0])
    spread = kind.rows(concentration_herfindahl(kind.frame(table)))
    assert spread["concentration_herfindahl"].to_list() == [1, 1]


def test_with_one_industry_every_region_has_the_national_mix(kind: Kind) -> None:
    table = {"region": ["a", "b"], "industry": ["x", "x"], "establishments": [3, 5]}
    for function in (locational_gini, weighted_locational_gini):
        assert kind.rows(function(kind.frame(table)))[function.__name__].to_list() == pytest.approx([0])


def test_a_table_of_zeros_and_an_empty_table_have_no_number(kind: Kind) -> None:
    zeros = pl.DataFrame(SIX_ROWS).with_columns(establishments=pl.lit(0))
    for function in FUNCTIONS:
        assert kind.rows(function(kind.frame(zeros)))[function.__name__].to_list() == [None] * 3
        assert kind.rows(function(kind.frame(zeros.clear()))).height == 0


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_both_ginis_are_those_of_the_plain_lists(counts: np.ndarray) -> None:
    table = as_activity(counts)
    quotients = location_quotient(table).drop_nulls()
    plain = locational_gini(table).drop_nulls()
    weighted = weighted_locational_gini(table).drop_nulls()
    totals = {f"r{r}": int(total) for r, total in enumerate(counts.sum(axis=1))}
    for industry, found, heavy in zip(
        plain["industry"], plain["locational_gini"], weighted["weighted_locational_gini"], strict=True
    ):
        rows = quotients.filter(pl.col("industry") == industry)
        assert found == pytest.approx(gini(rows["location_quotient"]), abs=1e-12)
        weights = [totals[region] for region in rows["region"]]
        assert heavy == pytest.approx(weighted_gini(rows["location_quotient"], weights), abs=1e-12)


@given(COUNTS, st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_changes_no_number(counts: np.ndarray, random: Any) -> None:
    table = as_activity(counts)
    order = list(range(table.height))
    random.shuffle(order)
    for function in FUNCTIONS:
        assert_frame_equal(function(table[order]), function(table))


@given(COUNTS)
@settings(max_examples=10, deadline=None)
def test_ten_times_the_plants_change_nothing_and_ginis_stay_below_one(counts: np.ndarray) -> None:
    table = as_activity(counts)
    ten = table.with_columns(pl.col("establishments") * 10)
    for function in FUNCTIONS:
        found = function(table)[function.__name__].drop_nulls()
        assert function(ten)[function.__name__].drop_nulls().to_list() == pytest.approx(
            found.to_list(), abs=1e-12
        )
        assert ((found >= 0) & (found <= 1)).all()
        if function is not concentration_herfindahl:
            assert (found < 1).all()
