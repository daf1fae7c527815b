"""Any dataframe in, the same kind out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from renkei.errors import TableError
from renkei.tables.frames import as_kind_of, lazy_rows, same_kind

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = {"region": ["A", "B"], "jobs": [1, 2]}
KINDS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "polars lazy": pl.LazyFrame,
    "pyarrow": pa.table,
    "duckdb": lambda data: duckdb.from_arrow(pa.table(data)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_kind_of_frame_comes_back(kind: str) -> None:
    frame = KINDS[kind](DATA)
    rows = lazy_rows(frame, needs=("region",), table="activity").with_columns(twice=nw.col("jobs") * 2)
    result = same_kind(rows, frame)
    assert type(result) is type(frame)
    assert nw.from_native(result).lazy().collect()["twice"].to_list() == [2, 4]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_computed_in_memory_becomes_the_kind_of_the_given_frame(kind: str) -> None:
    frame = KINDS[kind](DATA)
    result = as_kind_of(pl.DataFrame({"region": ["A", "B"], "share": [0.5, None]}), frame)
    assert type(result) is type(frame)
    assert nw.from_native(result).lazy().collect("polars")["share"].to_list() == [0.5, None]


def test_the_callers_frame_is_not_changed() -> None:
    frame = pd.DataFrame(DATA)
    same_kind(lazy_rows(frame, needs=(), table="activity").with_columns(x=nw.lit(1)), frame)
    assert list(frame.columns) == ["region", "jobs"]


def test_missing_columns_are_named_beside_those_that_are_there() -> None:
    with pytest.raises(
        TableError, match=r"`activity` lacks the column\(s\) industry, year; it has region, jobs"
    ):
        lazy_rows(pl.DataFrame(DATA), needs=("region", "industry", "year"), table="activity")


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(TableError, match="`activity` is a list; expected a pandas, Polars"):
        lazy_rows([1, 2], needs=(), table="activity")  # type: ignore[arg-type]
