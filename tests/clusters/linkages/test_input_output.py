"""Similarity of industries in trade: worked by hand, invariants, unknown flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as hnp

from renkei.clusters import input_output_correlation, input_output_similarity
from renkei.errors import TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

# a sells 30 to b and 10 to c; b sells 20 to a and 20 to c; c sells 5 to a and keeps 15.
FLOWS = {
    "from_industry": ["a", "a", "b", "b", "c", "c"],
    "to_industry": ["b", "c", "a", "c", "a", "c"],
    "value": [30.0, 10.0, 20.0, 20.0, 5.0, 15.0],
}
SHARES = ("a_buys_from_b", "b_buys_from_a", "a_sells_to_b", "b_sells_to_a")
SQUARES = hnp.arrays(np.float64, (5, 5), elements=st.integers(0, 50).map(float))


def as_flows(values: np.ndarray) -> pl.DataFrame:
    a, b = np.indices(values.shape)
    names = {"from_industry": [f"i{x}" for x in a.ravel()], "to_industry": [f"i{x}" for x in b.ravel()]}
    return pl.DataFrame({**names, "value": values.ravel()})


def test_the_largest_of_the_four_shares_is_taken(kind: Kind) -> None:
    found = kind.rows(input_output_similarity(kind.frame(FLOWS)))
    assert found.columns == ["industry_a", "industry_b", "input_output_similarity", *SHARES]
    assert found.select("industry_a", "industry_b").rows() == [("a", "b"), ("a", "c"), ("b", "c")]
    assert found.row(0)[2:] == pytest.approx((1.0, 20 / 25, 1.0, 30 / 40, 20 / 40))
    assert found.row(1)[2:] == pytest.approx((10 / 40, 5 / 25, 10 / 45, 10 / 40, 5 / 20))
    assert found.row(2)[2:] == pytest.approx((20 / 40, 0.0, 20 / 45, 20 / 40, 0.0))


def test_sales_to_final_demand_lower_the_shares_of_sales(kind: Kind) -> None:
    outputs = kind.frame({"industry": ["a", "b", "c"], "value": [400.0, 40.0, 10.0]})
    found = kind.rows(input_output_similarity(kind.frame(FLOWS), outputs))
    assert found["a_sells_to_b"][0] == pytest.approx(30 / 400)
    assert found["b_sells_to_a"][1] == pytest.approx(5 / 20), "c sells more than its output: imports count"


def test_own_pairs_are_there_when_asked_for() -> None:
    found = input_output_similarity(pl.DataFrame(FLOWS), own_pairs=True)
    assert found.height == 6
    assert found.filter(industry_a="c", industry_b="c")["input_output_similarity"].item() == pytest.approx(
        0.75
    )


@settings(max_examples=10)
@given(SQUARES)
def test_names_and_units_do_not_matter(values: np.ndarray) -> None:
    one = input_output_similarity(as_flows(values))["input_output_similarity"]
    assert input_output_similarity(as_flows(values * 7))["input_output_similarity"].equals(
        one
    ) or np.allclose(
        input_output_similarity(as_flows(values * 7))["input_output_similarity"].fill_null(-1).to_numpy(),
        one.fill_null(-1).to_numpy(),
    )
    turned = input_output_similarity(as_flows(values[::-1, ::-1]))["input_output_similarity"]
    assert sorted(turned.fill_null(-1)) == pytest.approx(sorted(one.fill_null(-1)))
    assert one.drop_nulls().is_between(0, 1.0000001).all()


@settings(max_examples=10)
@given(SQUARES)
def test_correlations_are_those_of_numpy(values: np.ndarray) -> None:
    found = input_output_correlation(as_flows(values))
    for row in found.iter_rows(named=True):
        a, b = int(row["industry_a"][1:]), int(row["industry_b"][1:])
        for name, x, y in (
            ("alike_suppliers", values[:, a], values[:, b]),
            ("alike_customers", values[a], values[b]),
            ("b_supplies_as_a_sells", values[a], values[:, b]),
            ("a_supplies_as_b_sells", values[:, a], values[b]),
        ):
            if np.ptp(x) and np.ptp(y):
                assert row[name] == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)
            else:
                assert row[name] is None


def test_the_correlation_is_the_largest_of_the_four(kind: Kind) -> None:
    found = kind.rows(input_output_correlation(kind.frame(FLOWS)))
    largest = found.select(pl.max_horizontal(found.columns[3:]))
    assert found["input_output_correlation"].to_list() == pytest.approx(largest.to_series().to_list())


def test_an_unknown_flow_leaves_its_pair_unknown() -> None:
    flows = pl.DataFrame({**FLOWS, "value": [30.0, None, 20.0, 20.0, 5.0, 15.0]})
    found = input_output_similarity(flows)
    assert found["input_output_similarity"].is_null().to_list() == [False, True, False]
    assert input_output_correlation(flows)["input_output_correlation"].is_null().to_list() == [
        False,
        True,
        False,
    ]


def test_an_industry_without_trade_has_no_similarity() -> None:
    flows = pl.DataFrame({"from_industry": ["a", "c"], "to_industry": ["b", "c"], "value": [1.0, 0.0]})
    found = input_output_similarity(flows)
    assert found["input_output_similarity"].to_list() == [1.0, None, None]


def test_each_year_is_computed_by_itself(kind: Kind) -> None:
    late = pl.DataFrame(FLOWS).with_columns(
        pl.col("value") * pl.Series([1, 2, 3, 4, 5, 6]), year=pl.lit(2017)
    )
    early = pl.DataFrame(FLOWS).with_columns(year=pl.lit(2012))
    outputs = pl.DataFrame({"industry": ["a"] * 2, "year": [2012, 2017], "value": [400.0, 50.0]})
    panel = kind.rows(input_output_similarity(kind.frame(pl.concat([early, late])), kind.frame(outputs)))
    assert panel.columns[:3] == ["industry_a", "industry_b", "year"]
    alone = input_output_similarity(late.drop("year"), outputs.filter(year=2017).drop("year"))
    assert panel.filter(year=2017).drop("year").equals(alone)


def test_repeated_flows_are_refused() -> None:
    with pytest.raises(TableError, match="occur more than once"):
        input_output_similarity(pl.concat([pl.DataFrame(FLOWS)] * 2))
