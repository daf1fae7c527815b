"""Tables with one row per pair of industries: how they are made, read and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np
import polars as pl

from renkei.clusters.activity.rows import check_finite, check_numbers, in_memory
from renkei.clusters.linkages.crosstable import cross_tables
from renkei.errors import TableError
from renkei.tables.frames import lazy_rows
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.activity.rows import CheckedRows
    from renkei.clusters.linkages.crosstable import CrossTable

    Numbers = NDArray[np.float64]

PAIR: Final = ("industry_a", "industry_b")


def pair_rows(
    industries: tuple[str, ...], values: dict[str, NDArray[Any]], *, own_pairs: bool = False
) -> pl.DataFrame:
    """One row per pair a < b (a ≤ b with `own_pairs`) of square arrays `values`, by name; NaN becomes missing.

    An array is read at [a, b]. Sorted by industry_a, industry_b if `industries` are.
    """
    a, b = np.triu_indices(len(industries), 0 if own_pairs else 1)
    labels = pl.Series(industries, dtype=pl.String)
    columns = {name: pl.Series(array[a, b]) for name, array in values.items()}
    columns = {
        name: column.fill_nan(None) if column.dtype.is_float() else column for name, column in columns.items()
    }
    return pl.DataFrame({PAIR[0]: labels.gather(a), PAIR[1]: labels.gather(b), **columns})


def pairs_by_year(
    counted: CheckedRows, keys: tuple[str, str], pairs: Callable[[CrossTable], pl.DataFrame]
) -> pl.DataFrame:
    """`pairs` of the table `keys` of each year, one below the other, sorted by pair and year."""
    parts = []
    for table in cross_tables(counted, *keys):
        found = pairs(table)
        year = {"year": pl.lit(table.year)} if counted.period else {}
        parts.append(found.select(*PAIR, **year).with_columns(found.drop(PAIR)))
    return pl.concat(parts).sort(*PAIR, *counted.period) if parts else pl.DataFrame()


def read_pairs(table: IntoFrame, name: str) -> pl.DataFrame:
    """`industry_a` < `industry_b`, `similarity` of a table of pairs: as `read_own_pairs`, less these."""
    pairs, _ = read_own_pairs(table, name)
    return pairs.filter(pl.col(PAIR[0]) != pl.col(PAIR[1]))


def read_own_pairs(table: IntoFrame, name: str) -> tuple[pl.DataFrame, str]:
    """`industry_a` ≤ `industry_b`, `similarity` of a table of pairs, unknown ones left out, and its column's name.

    The similarity is the first further column of decimal numbers, or the first further column if there is
    none. The order in a pair does not matter. Raises `TableError` if a key column is absent or empty, there
    is no further column, it holds text or infinite numbers, a pair occurs twice, or there are several years.
    """
    given = lazy_rows(table, needs=PAIR, table=name)
    column = _similarity_column(given, name)
    _check_one_year(given, name)
    rows = given.select(*PAIR, column)
    check_numbers(rows, column, name)
    found = in_memory(rows, name)
    found = found.select(pl.col(*PAIR).cast(pl.String), pl.col(column).cast(pl.Float64).alias("similarity"))
    a, b = (pl.col(key) for key in PAIR)
    swapped = pl.when(a > b)
    ordered = found.with_columns(
        swapped.then(b).otherwise(a).alias(PAIR[0]), swapped.then(a).otherwise(b).alias(PAIR[1])
    )
    keys = tuple(Column(key, "text", key, required=True) for key in PAIR)
    check_table(ordered, TableSpec(name, name, PAIR, keys))
    known = ordered.filter(pl.col("similarity").is_not_null() & pl.col("similarity").is_not_nan())
    check_finite(nw.from_native(known).lazy(), "similarity", PAIR, (column, name))
    return known.sort(*PAIR), column


def _similarity_column(rows: nw.LazyFrame[Any], name: str) -> str:
    schema = rows.collect_schema()
    others = [column for column in schema.names() if column not in (*PAIR, "year")]
    if not others:
        raise TableError(
            "Table `{table}` has the columns industry_a and industry_b alone. "
            "Add the similarity of the pair as the third column.",
            table=name,
        )
    return next((column for column in others if schema[column].is_float()), others[0])


def _check_one_year(rows: nw.LazyFrame[Any], name: str) -> None:
    if "year" not in rows.collect_schema().names():
        return
    years = in_memory(rows.select("year").unique(), name)["year"]
    if years.len() > 1:
        raise TableError(
            "Table `{table}` holds {count} years; this is computed for one. Keep the rows of one year.",
            table=name,
            count=years.len(),
        )
