"""Requirements of industries from Make and Use tables: worked by hand, and what must hold for any tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as hnp

from renkei.clusters import direct_requirements, industry_requirements, total_requirements
from renkei.errors import TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

# Two industries, two commodities. Industry 1 makes 90 of the first commodity and nothing else; industry 2 makes
# 10 of the first and 100 of the second. (The size and shape of the example of Miller & Blair 2009, chapter 5.)
MAKE = {"industry": ["1", "2", "2"], "commodity": ["a", "a", "b"], "value": [90.0, 10.0, 100.0]}
USE = {
    "commodity": ["a", "a", "b", "b"],
    "industry": ["1", "2", "1", "2"],
    "value": [12.0, 10.0, 10.0, 7.0],
}
FLOWS = hnp.arrays(np.float64, (4, 5), elements=st.integers(0, 50).map(float))


def long(values: np.ndarray, rows: str, columns: str) -> pl.DataFrame:
    r, c = np.indices(values.shape)
    names = {rows: [f"{rows}{x}" for x in r.ravel()], columns: [f"{columns}{x}" for x in c.ravel()]}
    return pl.DataFrame({**names, "value": values.ravel()})


def test_direct_requirements_are_use_over_output(kind: Kind) -> None:
    found = kind.rows(direct_requirements(kind.frame(MAKE), kind.frame(USE)))
    assert found.columns == ["commodity", "industry", "value", "direct_requirements"]
    assert found["direct_requirements"].to_list() == pytest.approx([12 / 90, 10 / 110, 10 / 90, 7 / 110])


def test_industry_requirements_follow_market_shares(kind: Kind) -> None:
    found = kind.rows(industry_requirements(kind.frame(MAKE), kind.frame(USE)))
    assert found.select("from_industry", "to_industry").rows() == [
        ("1", "1"),
        ("1", "2"),
        ("2", "1"),
        ("2", "2"),
    ]
    assert found["value"].to_list() == pytest.approx([10.8, 9.0, 11.2, 8.0])
    assert found["industry_requirements"].to_list() == pytest.approx([0.12, 9 / 110, 11.2 / 90, 8 / 110])


def test_total_requirements_invert_what_remains(kind: Kind) -> None:
    found = kind.rows(total_requirements(kind.frame(MAKE), kind.frame(USE)))
    a = np.array([[0.12, 9 / 110], [11.2 / 90, 8 / 110]])
    series = sum(np.linalg.matrix_power(a, power) for power in range(60))
    assert found["total_requirements"].to_numpy() == pytest.approx(series.ravel())


@settings(max_examples=10)
@given(make=FLOWS, use=FLOWS)
def test_all_that_is_used_and_made_somewhere_has_a_seller(make: np.ndarray, use: np.ndarray) -> None:
    flows = industry_requirements(long(make, "industry", "commodity"), long(use.T, "commodity", "industry"))
    made_somewhere = make.sum(axis=0) > 0
    assert flows["value"].sum() == pytest.approx(use.T[made_somewhere].sum())


def test_ten_times_the_money_leaves_requirements_as_they_are() -> None:
    make, use = pl.DataFrame(MAKE), pl.DataFrame(USE)
    ten = pl.col("value") * 10
    one = industry_requirements(make, use)["industry_requirements"]
    other = industry_requirements(make.with_columns(ten), use.with_columns(ten))["industry_requirements"]
    assert other.to_list() == pytest.approx(one.to_list())


def test_an_industry_without_output_has_no_requirements_but_its_purchases_stay() -> None:
    use = pl.concat(
        [pl.DataFrame(USE), pl.DataFrame({"commodity": ["a"], "industry": ["3"], "value": [5.0]})]
    )
    row = direct_requirements(pl.DataFrame(MAKE), use).filter(pl.col("industry") == "3")
    assert row.select("value", "direct_requirements").rows() == [(5.0, None)]
    assert "3" not in total_requirements(pl.DataFrame(MAKE), use)["to_industry"]


def test_totals_left_among_the_rows_are_found_out() -> None:
    use = pl.DataFrame(USE).with_columns(pl.col("value") * 6)
    with pytest.raises(TableError, match="Are totals, value added or final demand still among the rows"):
        total_requirements(pl.DataFrame(MAKE), use)


def test_an_unknown_value_is_refused() -> None:
    use = pl.DataFrame(USE).with_columns(pl.Series("value", [12.0, None, 10.0, 7.0]))
    with pytest.raises(TableError, match="1 value\\(s\\) of `use` are unknown; requirements need them all"):
        direct_requirements(pl.DataFrame(MAKE), use)


def test_several_years_are_refused() -> None:
    use = pl.concat([pl.DataFrame(USE).with_columns(year=pl.lit(year)) for year in (2007, 2012)])
    with pytest.raises(TableError, match="`use` holds 2 years; this is computed for one"):
        direct_requirements(pl.DataFrame(MAKE), use)


@pytest.mark.parametrize(("value", "message"), [(-1.0, "out of range"), (float("inf"), "infinite")])
def test_impossible_amounts_are_refused(value: float, message: str) -> None:
    with pytest.raises(TableError, match=message):
        industry_requirements(pl.DataFrame({**MAKE, "value": [90.0, value, 100.0]}), pl.DataFrame(USE))
