"""Activity as every indicator reads it: checked, its values as known amounts or as unknown, never as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.errors import TableError
from renkei.tables.frames import lazy_rows
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    import polars as pl
    from narwhals.typing import IntoFrame

AMOUNT: Final = "known_amount"
SUPPRESSED: Final = "suppressed"


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """Rows with unique filled keys; the value, and as a float `AMOUNT`, are missing where it is unknown."""

    rows: nw.LazyFrame[Any]
    keys: tuple[str, ...]
    value: str
    number: type[nw.Int64 | nw.Float64]

    @property
    def period(self) -> list[str]:
        """`["year"]` where the rows are a panel, else nothing: each year is computed by itself."""
        return ["year"] if "year" in self.keys else []

    def total(self, *keys: str) -> nw.Expr:
        """The sum of the known amounts of the rows that share `keys`, within the year of a panel."""
        known = nw.col(AMOUNT).fill_null(0.0).sum()
        within = (*keys, *self.period)
        return known.over(*within) if within else known


def activity_rows(activity: IntoFrame, value: str) -> CheckedRows:
    """The rows of an activity table, one per region, industry and (if it has the column) year.

    A value that is empty, NaN or flagged "suppressed" is unknown. Raises `TableError` as `checked_rows`.
    """
    return checked_rows(activity, table="activity", keys=("region", "industry"), value=value)


def checked_rows(
    frame: IntoFrame, *, table: str, keys: tuple[str, ...], value: str, carried: tuple[str, ...] = ()
) -> CheckedRows:
    """The rows of `frame` with its `keys` (and `year`, if there), `carried` columns, value and `AMOUNT`.

    Raises `TableError` if a column is absent, a key or carried column is empty, a key is repeated, or the
    value is text, negative or infinite. Frames in memory are computed by Polars, others by their own engine.
    """
    given = lazy_rows(frame, needs=(*keys, *carried, value), table=table)
    present = given.collect_schema().names()
    keys = (*keys, "year") if "year" in present and "year" not in keys else keys
    kept = (*keys, *carried, value, *(("flag",) if "flag" in present else ()))
    rows = computable(given.select(*kept), table)
    check_numbers(rows, value, table)
    rows = rows.with_columns(_known(rows, value).alias(AMOUNT))
    check_table(rows.to_native(), TableSpec(table, table, keys, _columns(keys + carried, value)))
    check_finite(rows, AMOUNT, keys, (value, table))
    number = nw.Int64 if rows.collect_schema()[value].is_integer() else nw.Float64
    known = nw.when(~nw.col(AMOUNT).is_null()).then(nw.col(value)).cast(number)
    return CheckedRows(rows.select(*keys, *carried, known.alias(value), AMOUNT), keys, value, number)


def computable(rows: nw.LazyFrame[Any], table: str) -> nw.LazyFrame[Any]:
    """The rows on the engine that computes them: Polars for those of pandas and PyArrow, else their own."""
    if rows.implementation.is_pandas_like() or rows.implementation.is_pyarrow():
        return nw.from_native(in_memory(rows, table)).lazy()
    return rows


def in_memory(rows: nw.LazyFrame[Any], table: str) -> pl.DataFrame:
    """The rows of the table called `table` in Polars. Raises `TableError` if a column has no one type."""
    try:
        found: pl.DataFrame = rows.collect("polars").to_native()
    except (TypeError, ValueError) as error:
        raise TableError(
            "A column of `{table}` mixes text and numbers ({reason}). "
            "Give each column one type; leave unknown values empty.",
            table=table,
            reason=error,
        ) from error
    return found


def check_numbers(rows: nw.LazyFrame[Any], value: str, table: str) -> None:
    """Raise `TableError` unless the column `value` of `rows` holds numbers."""
    found = rows.collect_schema()[value]
    if not found.is_numeric() and found != nw.Unknown:
        raise TableError(
            "Column `{column}` of `{table}` holds {found}, not numbers. "
            "Turn it into numbers; leave unknown values empty.",
            column=value,
            table=table,
            found=str(found),
        )


def _known(rows: nw.LazyFrame[Any], value: str) -> nw.Expr:
    """The value as a float; missing where it is NaN or suppressed."""
    schema = rows.collect_schema()
    amount = nw.col(value).cast(nw.Float64)
    if schema[value].is_float():
        amount = amount.fill_nan(None)
    if "flag" not in schema:
        return amount
    return nw.when((nw.col("flag") != SUPPRESSED) | nw.col("flag").is_null()).then(amount)


def _columns(filled: tuple[str, ...], value: str) -> tuple[Column, ...]:
    keys = tuple(Column(name, "text", name, required=True) for name in filled)
    return (*keys, Column(value, "number", value, minimum=0))


def check_finite(rows: nw.LazyFrame[Any], column: str, keys: tuple[str, ...], names: tuple[str, str]) -> None:
    """Raise `TableError` if `column`, which the user knows by `names` (column and table), is infinite somewhere."""
    endless = rows.filter(nw.col(column).abs() == float("inf")).select(*keys).collect()
    if len(endless):
        raise TableError(
            "{count} value(s) of `{column}` in `{table}` are infinite (first key: {example}). "
            "Look for a division by zero where the table was made, or leave the value empty.",
            count=len(endless),
            column=names[0],
            table=names[1],
            example=", ".join(str(part) for part in endless.sort(*keys).row(0)),
        )
