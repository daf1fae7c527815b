"""Tables over years as series: one row per key, one column per year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.clusters.dynamics.keys import check_year, known_years
from renkei.errors import ParameterError, TableError
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """`amounts[value][s, t]`: series in the order of `keys`, years rising; NaN is unknown, no row is zero."""

    keys: pl.DataFrame
    years: NDArray[np.int64]
    amounts: dict[str, Numbers]

    def until(self, end: int | None) -> Series:
        """The years up to `end`, the last year unless set. Raises `ParameterError` if there is no such year."""
        chosen = int(self.years[-1]) if end is None else end
        check_year("end", chosen, self.years, "activity")
        kept = self.years <= chosen
        return Series(self.keys, self.years[kept], {name: x[:, kept] for name, x in self.amounts.items()})


def series_of(
    table: IntoFrame, by: tuple[str, ...], values: tuple[str, ...], name: str = "activity"
) -> Series:
    """The series of those `values` that `table` has, by the columns `by`.

    A key without a row in a year had none then; a year without any row is not known. Raises `TableError` if
    `table` has no rows or none of `values`, and as `checked_rows`.
    """
    if not by or "year" in by:
        raise ParameterError(
            "`by` is {found}; name the columns that identify a series, without year.", found=by
        )
    present = lazy_rows(table, needs=(*by, "year"), table=name).collect_schema().names()
    columns = [value for value in values if value in present]
    if not columns:
        raise TableError(
            "Table `{table}` lacks the column(s) {columns}; it has {present}.",
            table=name,
            columns=" / ".join(values),
            present=", ".join(present),
        )
    rows = {value: _rows(table, by, value, name) for value in columns}
    first = rows[columns[0]]
    if not len(first):
        raise TableError("`{table}` has no rows, so there is no change to compute.", table=name)
    keys = first.select(by).unique().sort(by)
    years = first["year"].unique().sort().to_numpy()
    return Series(keys, years, {value: placed(one, keys, years) for value, one in rows.items()})


def _rows(table: IntoFrame, by: tuple[str, ...], value: str, name: str) -> pl.DataFrame:
    counted = checked_rows(table, table=name, keys=(*by, "year"), value=value)
    known_years(counted, name)
    rows: pl.DataFrame = counted.rows.collect("polars").to_native()
    return rows.select(*by, pl.col("year").cast(pl.Int64), AMOUNT)


def placed(rows: pl.DataFrame, keys: pl.DataFrame, years: NDArray[np.int64]) -> Numbers:
    """The amounts of `rows` at the place of their key and year; zero where there is no row, NaN if unknown."""
    found = rows.join(keys.with_row_index("place"), on=keys.columns, how="inner", maintain_order="left")
    found = found.filter(pl.col("year").is_in(years))
    amounts = np.zeros((len(keys), len(years)))
    column = np.searchsorted(years, found["year"].to_numpy())
    amounts[found["place"].to_numpy(), column] = found[AMOUNT].fill_null(float("nan")).to_numpy()
    return amounts


def symmetric_growth(before: Numbers, after: Numbers) -> Numbers:
    """(after - before) ÷ their mean, from -2 to 2; NaN where either is unknown or both are zero."""
    mean = (before + after) / 2.0
    growth: Numbers = np.divide(after - before, mean, out=np.full(mean.shape, np.nan), where=mean > 0)
    return growth


def filled(numbers: Numbers) -> pl.Series:
    """The numbers as a column, missing where they are NaN."""
    return pl.Series(numbers, dtype=pl.Float64).fill_nan(None)
