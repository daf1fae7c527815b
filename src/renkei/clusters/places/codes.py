"""Tables of codes (definitions, pairs of regions) as checked Polars rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.tables.frames import lazy_rows
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


def coded_rows(
    frame: IntoFrame, *, keys: tuple[str, ...], table: str, numbers: tuple[str, ...] = ()
) -> pl.DataFrame:
    """The `keys` of `frame` as text, and those of the columns `numbers` that it has; sorted by key.

    Raises `TableError` if a key column is absent, or a key is empty or repeated.
    """
    rows = lazy_rows(frame, needs=keys, table=table)
    present = rows.collect_schema().names()
    kept = [*keys, *(name for name in numbers if name in present)]
    collected: pl.DataFrame = rows.select(*kept).collect("polars").to_native()
    columns = tuple(Column(name, "text", name, required=True) for name in keys)
    check_table(collected, TableSpec(table, table, keys, columns))
    return collected.with_columns(pl.col(keys).cast(pl.String)).sort(keys)
