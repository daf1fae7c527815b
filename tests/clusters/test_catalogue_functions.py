"""Every function of the catalogue keeps the same promises: its column, its keys, their order, the caller's tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import polars.selectors as cs
import pytest
from polars.testing import assert_frame_equal

from renkei.cli.calls import call_of
from renkei.clusters import INDICATORS
from renkei.errors import RenkeiError, TableError
from tests.clusters.invented import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

COMPUTED = {name: entry for name, entry in INDICATORS.items() if entry.function}
FIRST_WITH = {entry.function: entry for entry in reversed(COMPUTED.values())}
UNKEYED = {"definition_agreement", "validation_scores"}  # of one row each
RANKED = {"hot_spots": ["industry"]}  # the largest of an industry first


def result(function: str, change: Callable[[pl.DataFrame], Any] = lambda table: table) -> Any:
    """What the function gives, each of its tables changed by `change`."""
    call, example = call_of(FIRST_WITH[function]), EXAMPLES[function]
    random = {"rng": np.random.default_rng(1)} if call.seeded else {}
    return call.function(*(change(table) for table in example.tables), **example.options, **random)


plain = cache(result)


def numbers_of(function: str) -> set[str]:
    return {name for name, entry in COMPUTED.items() if entry.function == function}


def key_columns(found: pl.DataFrame, function: str) -> list[str]:
    keys = FIRST_WITH[function].keys
    return [*keys, *(["year"] if "year" in found.columns and "year" not in keys else [])]


def test_there_is_an_example_of_every_function() -> None:
    assert set(EXAMPLES) == set(FIRST_WITH)


@pytest.mark.parametrize("function", FIRST_WITH)
def test_the_result_has_its_columns_and_is_sorted_by_key(function: str) -> None:
    found, names = plain(function), numbers_of(function)
    keys = key_columns(found, function)
    assert isinstance(found, pl.DataFrame)
    assert names | set(keys) <= set(found.columns)
    assert all(found[name].is_not_null().any() for name in names), "the example says nothing"
    assert len({name.lower() for name in found.columns}) == found.width, "DuckDB tells no case apart"
    assert found.select(keys).is_unique().all()
    assert_frame_equal(found, found.sort(RANKED.get(function, keys), maintain_order=True))
    assert function in UNKEYED or found.height > 1
    if function not in UNKEYED:
        assert [name for name in found.columns if name in keys] == found.columns[: len(keys)]


@pytest.mark.parametrize("function", FIRST_WITH)
def test_pandas_in_any_order_gives_the_same_and_no_table_is_changed(function: str) -> None:
    given: list[tuple[pd.DataFrame, pd.DataFrame]] = []

    def turned(table: pl.DataFrame) -> pd.DataFrame:
        shuffled = table.sample(fraction=1.0, shuffle=True, seed=1)
        given.append((shuffled.to_pandas(), shuffled.to_pandas()))
        return given[-1][0]

    found = result(function, turned)
    assert isinstance(found, pd.DataFrame)
    assert list(found.index) == list(range(len(found)))
    same = pl.from_pandas(found)
    assert_frame_equal(same, plain(function), check_dtypes=False, rel_tol=1e-9, abs_tol=1e-12)
    for table, before in given:
        pd.testing.assert_frame_equal(table, before)


def no_rows(table: pl.DataFrame) -> pl.DataFrame:
    return table.clear()


def all_zero(table: pl.DataFrame) -> pl.DataFrame:
    amounts = [
        name for name in ("establishments", "jobs", "value", "openings", "similarity") if name in table
    ]
    return table.with_columns(pl.lit(0).cast(table[name].dtype).alias(name) for name in amounts)


def one_of(column: str) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """The rows that have the least value of `column`."""
    return lambda table: (
        table.filter(pl.col(column) == pl.col(column).min()) if column in table.columns else table
    )


TOO_LITTLE = {
    "no rows": no_rows,
    "all zero": all_zero,
    **{f"one {key}": one_of(key) for key in ("region", "industry", "industry_a", "from_industry", "year")},
}
CASES = [
    pytest.param(function, change, id=f"{function}-{name}")
    for function in FIRST_WITH
    for name, change in TOO_LITTLE.items()
    if any(not change(table).equals(table) for table in EXAMPLES[function].tables)
]


@pytest.mark.parametrize(("function", "change"), CASES)
def test_too_little_is_an_error_that_helps_or_a_missing_number(
    function: str, change: Callable[[pl.DataFrame], pl.DataFrame]
) -> None:
    try:
        found = result(function, change)
    except RenkeiError as error:
        assert error.in_language("ja") != str(error)
        return
    assert numbers_of(function) | set(key_columns(found, function)) <= set(found.columns)
    for column in found.select(cs.float()):
        assert column.drop_nulls().is_finite().all()


@pytest.mark.parametrize("function", sorted(set(FIRST_WITH) - {"hot_spots"}))
def test_keys_of_two_types_in_pandas_are_an_error_that_helps(function: str) -> None:
    def mixed(table: pl.DataFrame) -> pd.DataFrame:
        rows = table.to_pandas().astype(dict.fromkeys(table.select(cs.string()).columns, object))
        rows.loc[0, table.select(cs.string()).columns] = 7
        return rows

    with pytest.raises(TableError, match=r"A column of `\w+` mixes text and numbers"):
        result(function, mixed)
