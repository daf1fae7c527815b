"""What no function of relatedness accepts, and what each gives where there is nothing to compute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from renkei.clusters import (
    complexity_outlook,
    complexity_panel,
    economic_complexity,
    expy,
    fitness,
    industry_space,
    opportunities,
    product_complexity,
    product_fitness,
    product_gini,
    prody,
    reflected_complexity,
    reflected_product_complexity,
    related_industries,
    relatedness_density,
)
from renkei.errors import TableError
from tests.clusters.test_bad_input import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

PLACES = pl.DataFrame({"region": ["a", "b"], "income": [1.0, 2.0], "gini": [0.3, 0.4]})
TABLES: tuple[Callable[..., Any], ...] = (
    economic_complexity,
    product_complexity,
    reflected_complexity,
    reflected_product_complexity,
    fitness,
    product_fitness,
    relatedness_density,
    complexity_outlook,
    opportunities,
    related_industries,
    lambda rows: prody(rows, PLACES),
    lambda rows: expy(rows, PLACES),
    lambda rows: product_gini(rows, PLACES),
)
FUNCTIONS: tuple[Callable[..., Any], ...] = (*TABLES, complexity_panel, industry_space)
WRONG = {
    "negative": ({"establishments": [3, -1, 2]}, "are out of range"),
    "infinite": ({"establishments": [3.0, float("inf"), 2]}, "are infinite"),
    "text": ({"establishments": ["3", "1", "2"]}, "holds String, not numbers"),
    "no region": ({"region": ["a", "a", None]}, "leave a required column empty"),
    "repeated": ({"region": ["a", "a", "a"], "industry": ["x", "x", "y"]}, "occur more than once"),
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_refuses_what_is_no_activity(function: Callable[..., Any]) -> None:
    for change, message in WRONG.values():
        with pytest.raises(TableError, match=message):
            function(pl.DataFrame(ROWS | change))
    with pytest.raises(TableError, match=r"lacks the column\(s\) industry"):
        function(pl.DataFrame(ROWS).drop("industry"))


@pytest.mark.parametrize("function", TABLES)
@pytest.mark.parametrize("years", [False, True], ids=["one year", "panel"])
def test_an_empty_table_gives_an_empty_table_with_the_same_columns(
    function: Callable[..., Any], years: bool
) -> None:
    rows = pl.DataFrame(ROWS)
    rows = rows.with_columns(year=pl.lit(2001)) if years else rows
    if years and "lambda" in function.__name__:
        return
    full, empty = function(rows), function(rows.clear())
    assert empty.height == 0
    assert empty.columns == full.columns


@pytest.mark.parametrize("function", TABLES)
@pytest.mark.parametrize(
    "rows",
    [
        {"region": ["a", "b"], "industry": ["x", "x"], "establishments": [0, 0]},
        {"region": ["a", "a"], "industry": ["x", "y"], "establishments": [2, 3]},
        {"region": ["a", "b"], "industry": ["x", "x"], "establishments": [2, 3]},
        {"region": ["a", "b"], "industry": ["x", "y"], "establishments": [None, float("nan")]},
    ],
    ids=["all zero", "one region", "one industry", "all unknown"],
)
def test_where_nothing_can_be_computed_values_are_missing_and_never_nan(
    function: Callable[..., Any], rows: dict[str, Any]
) -> None:
    table = pl.DataFrame(rows, schema_overrides={"establishments": pl.Float64})
    found = function(table)
    for name, kind in found.schema.items():
        if kind.is_float():
            assert found[name].is_finite().all(), name


def test_flagged_suppression_is_unknown() -> None:
    table = pl.DataFrame(ROWS).with_columns(flag=pl.Series([None, "suppressed", None]))
    assert economic_complexity(table)["unknown"].to_list() == [1, 0]
