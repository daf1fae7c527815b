"""Every kind of dataframe that a caller may bring; a test that takes `kind` runs on each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS: dict[str, tuple[type, Callable[[pl.DataFrame], Any]]] = {
    "pandas": (pd.DataFrame, lambda table: table.to_pandas()),
    "polars": (pl.DataFrame, lambda table: table),
    "polars-lazy": (pl.LazyFrame, lambda table: table.lazy()),
    "pyarrow": (pa.Table, lambda table: table.to_arrow()),
    "duckdb": (duckdb.DuckDBPyRelation, lambda table: duckdb.from_arrow(table.to_arrow())),
}


@dataclass(frozen=True)
class Kind:
    """One kind of frame: `frame(columns)` makes one, `rows(frame)` reads it back and checks its kind."""

    type: type
    convert: Callable[[pl.DataFrame], Any]

    def frame(self, columns: dict[str, list[Any]] | pl.DataFrame) -> Any:
        return self.convert(columns if isinstance(columns, pl.DataFrame) else pl.DataFrame(columns))

    def rows(self, frame: Any) -> pl.DataFrame:
        assert isinstance(frame, self.type)
        return nw.from_native(frame).lazy().collect("polars").to_native()


@pytest.fixture(params=list(KINDS))
def kind(request: pytest.FixtureRequest) -> Kind:
    """The kinds of frame, one after another."""
    return Kind(*KINDS[request.param])
