"""What the methods of change ask of their tables: which keys a result has, which years there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw

from renkei.clusters.activity.rows import AMOUNT
from renkei.errors import ParameterError, TableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.clusters.activity.rows import CheckedRows

Key = Literal["region", "industry"]


def check_by(by: tuple[Key, ...]) -> None:
    """Raise `ParameterError` unless `by` is region, industry, or both."""
    if not by or set(by) - {"region", "industry"}:
        raise ParameterError(
            '`by` is {found}; give ("region",), ("industry",) or ("region", "industry").', found=repr(by)
        )


def known_years(counted: CheckedRows, table: str) -> list[int]:
    """The years of the rows in rising order. Raises `TableError` unless they are whole numbers."""
    found = counted.rows.collect_schema()["year"]
    if not found.is_integer():
        raise TableError(
            "Column `year` of `{table}` holds {found}, not whole numbers. Give years such as 2016.",
            table=table,
            found=str(found),
        )
    years: nw.DataFrame[Any] = counted.rows.select("year").unique("year").collect()
    return sorted(int(year) for year in years["year"].to_list())


def period_of(years: list[int], start: int | None, end: int | None, table: str) -> tuple[int, int]:
    """`start` and `end`, or the first and last of `years` for those left out.

    Raises `ParameterError` if a year is not among `years`, or `start` is not before `end`.
    """
    if not years:
        raise TableError("`{table}` has no rows, so there is no change to compute.", table=table)
    chosen = {"start": years[0] if start is None else start, "end": years[-1] if end is None else end}
    for name, year in chosen.items():
        check_year(name, year, years, table)
    check_period(**chosen)
    return chosen["start"], chosen["end"]


def check_year(name: str, year: int, years: Iterable[int], table: str) -> None:
    """Raise `ParameterError` unless `year`, given as the option `name`, is among the `years` of the table."""
    known = [int(one) for one in years]
    if year not in known:
        raise ParameterError(
            "`{name}` is {year}, a year that `{table}` does not have; it has {years}.",
            name=name,
            year=year,
            table=table,
            years=", ".join(map(str, known)),
        )


def check_period(start: int, end: int) -> None:
    """Raise `ParameterError` unless `start` is before `end`."""
    if start >= end:
        raise ParameterError(
            "`start` is {start} and `end` is {end}. Change needs two years, the earlier one first.",
            start=start,
            end=end,
        )


def two_years(counted: CheckedRows, unit: tuple[str, ...], start: int, end: int) -> nw.LazyFrame[Any]:
    """One row per `unit` of either year: `before` and `after`, both missing where either is unknown; `unknown`.

    A unit without a row in one of the years had none then: zero.
    """
    amount, year = nw.col(AMOUNT), nw.col("year")
    chosen = counted.rows.filter((year == start) | (year == end)).with_columns(
        nw.when(year == start).then(amount).alias("before"),
        nw.when(year == end).then(amount).alias("after"),
        nw.when(amount.is_null()).then(1).otherwise(0).alias("unknown"),
    )
    sums = chosen.group_by(*unit).agg(nw.col("before", "after").sum(), nw.col("unknown").max())
    known = nw.col("unknown") == 0
    zero = sums.with_columns(nw.col("before", "after").fill_null(0.0))
    return zero.with_columns(*only_where(known, "before", "after"))


def only_where(condition: nw.Expr, *names: str) -> tuple[nw.Expr, ...]:
    """The columns called `names`, missing where `condition` does not hold."""
    return tuple(nw.when(condition).then(nw.col(name)).alias(name) for name in names)
