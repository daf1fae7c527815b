"""What `check_table` accepts and what it says of the rest, on each kind of frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from renkei.errors import TableError
from renkei.language import LANGUAGES
from renkei.tables import ACTIVITY, INPUT_TABLES, RESULT_TABLES, ZONES, check_table

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = {"region": ["A", "B"], "industry": ["11", "11"], "year": [2016, 2016], "establishments": [3, 0]}
KINDS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "polars lazy": pl.LazyFrame,
    "pyarrow": pa.table,
    "duckdb": lambda data: duckdb.from_arrow(pa.table(data)),
}


@pytest.fixture(params=KINDS)
def frame(request: pytest.FixtureRequest) -> Callable[[dict[str, Any]], Any]:
    return KINDS[request.param]


def test_a_table_that_keeps_its_rules_passes(frame: Callable[[dict[str, Any]], Any]) -> None:
    check_table(frame(GOOD), ACTIVITY)


def test_a_further_column_and_an_unknown_value_are_no_error(frame: Callable[[dict[str, Any]], Any]) -> None:
    check_table(frame({**GOOD, "establishments": [3, None], "remark": ["x", "y"]}), ACTIVITY)


WRONG = {
    "column": (
        {"region": ["A"], "year": [2016]},
        r"lacks the required column\(s\) industry; it has region, year",
    ),
    "empty": (
        {**GOOD, "industry": ["11", None]},
        r"1 row\(s\) of `activity` leave a required column empty \(region=B",
    ),
    "repeat": (
        {**GOOD, "region": ["A", "A"]},
        r"1 key\(s\) of `activity` occur more than once \(region=A, industry=11, year=2016\). Each region \+",
    ),
    "low": (
        {**GOOD, "establishments": [3, -1]},
        r"`establishments` in `activity` .* Expected 0 … ∞ establishments",
    ),
    "high": ({**GOOD, "year": [2016, 3016]}, r"1 value\(s\) of `year` .* Expected 1800 … 2200"),
    "choice": (
        {**GOOD, "flag": ["reported", "guessed"]},
        r"`flag` .*flag=guessed.* Expected reported / suppressed / estimated",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_broken_rule_is_named_with_its_rows(case: str, frame: Callable[[dict[str, Any]], Any]) -> None:
    data, message = WRONG[case]
    with pytest.raises(TableError, match=message):
        check_table(frame(data), ACTIVITY)


@pytest.mark.parametrize("case", WRONG)
def test_each_message_exists_in_three_languages(case: str) -> None:
    with pytest.raises(TableError) as raised:
        check_table(pl.DataFrame(WRONG[case][0]), ACTIVITY)
    texts = {raised.value.in_language(language) for language in LANGUAGES}
    assert len(texts) == 3


def test_a_coordinate_off_the_earth_is_out_of_range() -> None:
    zone = pl.DataFrame({"zone": ["a"], "kind": ["centre"], "lat": [121.5]})
    with pytest.raises(TableError, match=r"`lat` in `zones` .* Expected -90 … 90 °"):
        check_table(zone, ZONES)


@pytest.mark.parametrize(
    "spec", [*INPUT_TABLES.values(), *RESULT_TABLES.values()], ids=lambda spec: spec.name
)
def test_keys_are_columns_that_must_be_filled(spec: Any) -> None:
    assert set(spec.keys) <= set(spec.required)
    assert spec.column(spec.keys[0]).meaning
    assert len({column.name for column in spec.columns}) == len(spec.columns)
