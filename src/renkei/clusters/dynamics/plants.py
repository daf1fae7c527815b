"""How many plants opened and closed, from a register with dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.activity.mix import one_where, ratio
from renkei.clusters.activity.rows import computable
from renkei.clusters.dynamics.keys import check_period
from renkei.errors import ParameterError, TableError
from renkei.tables.frames import lazy_rows, same_kind
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT

    Rows = nw.LazyFrame[Any]

COUNTS: Final = ("undated", "plants_before", "plants_after", "openings", "closures")


def plant_turnover(
    establishments: FrameT, *, start: int, end: int, by: tuple[str, ...] = ("region",)
) -> FrameT:
    """How many plants opened and closed after `start` and not after `end`, in each `by`.

    `establishments` has establishment, the columns `by`, opened and closed (dates or years; a plant that still
    exists has no `closed`). A plant is there at the end of a year if it opened by then and had not closed.
    Columns: `by`, start, end, undated (plants without an opening date, in no other number), plants_before,
    plants_after, openings, closures; plants_after = plants_before + openings - closures. Rates over the mean
    stock (plants_before + plants_after) / 2: plant_opening_rate, plant_closure_rate, plant_churn = their sum,
    plant_net_rate = their difference; missing where there were none at either time. Sorted by key.

    A register that holds only plants that still exist has no closures at all. If no plant of the table has a
    `closed`, then closures, and all that rests on them (plants_before, plants_after, rates), is missing, not
    zero, and openings are of survivors only: too low, the more so the longer ago.

    Raises `ParameterError` if `start` is not before `end`; `TableError` if a column is absent, a key is empty,
    an establishment is repeated in `by`, a date is text, or a plant closed before it opened.

    Source: Davis, Haltiwanger & Schuh (1996), Job Creation and Destruction, ch. 2, each plant counted as one.
    """
    check_period(start, end)
    rows = _dated(establishments, by)
    recorded = len(rows.filter(~nw.col("closed").is_null()).select("closed").head(1).collect()) > 0
    sums = _stocks(rows, by, start, end).with_columns(
        nw.lit(start).cast(nw.Int64).alias("start"), nw.lit(end).cast(nw.Int64).alias("end")
    )
    return same_kind(_rates(sums if recorded else _survivors(sums), by), establishments)


def _dated(establishments: IntoFrame, by: tuple[str, ...]) -> Rows:
    """The plants with `opened` and `closed` as years."""
    if not by:
        raise ParameterError("`by` is empty; name one or more columns of `establishments`.")
    keys = (*dict.fromkeys(("establishment", *by)),)
    rows = lazy_rows(establishments, needs=(*keys, "opened", "closed"), table="establishments")
    rows = computable(rows.select(*keys, "opened", "closed"), "establishments")
    columns = tuple(Column(name, "text", name, required=True) for name in keys)
    check_table(rows.to_native(), TableSpec("establishments", "establishments", keys, columns))
    dated = rows.with_columns(*(_year(rows, name).alias(name) for name in ("opened", "closed")))
    _check_order(dated)
    return dated


def _year(rows: Rows, name: str) -> nw.Expr:
    found = rows.collect_schema()[name]
    if found in (nw.Date, nw.Datetime):
        return nw.col(name).dt.year().cast(nw.Int64)
    if found.is_numeric() or found == nw.Unknown:
        year = nw.col(name).fill_nan(None) if found.is_float() else nw.col(name)
        return year.cast(nw.Int64)
    raise TableError(
        "Column `{column}` of `establishments` holds {found}. Give dates, or years as whole numbers.",
        column=name,
        found=str(found),
    )


def _check_order(rows: Rows) -> None:
    wrong = rows.filter(nw.col("closed") < nw.col("opened")).select("establishment").collect()
    if len(wrong):
        raise TableError(
            "{count} plant(s) of `establishments` closed before they opened ({examples}). "
            "Correct the dates, or leave both empty.",
            count=len(wrong),
            examples=", ".join(sorted(str(one) for one in wrong["establishment"].to_list())[:3]),
        )


def _stocks(rows: Rows, by: tuple[str, ...], start: int, end: int) -> Rows:
    opened, closed = nw.col("opened"), nw.col("closed")
    dated = ~opened.is_null()

    def there(year: int) -> nw.Expr:
        return dated & (opened <= year) & (closed.is_null() | (closed > year))

    counted = rows.with_columns(
        one_where(~dated).alias("undated"),
        one_where(there(start)).alias("plants_before"),
        one_where(there(end)).alias("plants_after"),
        one_where(dated & (opened > start) & (opened <= end)).alias("openings"),
        one_where(dated & (closed > start) & (closed <= end)).alias("closures"),
    )
    return counted.group_by(*by).agg(nw.col(*COUNTS).sum()).with_columns(nw.col(*COUNTS).cast(nw.Int64))


def _survivors(sums: Rows) -> Rows:
    never = nw.lit(None).cast(nw.Int64)
    return sums.with_columns(*(never.alias(name) for name in ("plants_before", "plants_after", "closures")))


def _rates(sums: Rows, by: tuple[str, ...]) -> Rows:
    stock = (nw.col("plants_before") + nw.col("plants_after")) / 2.0
    rates = sums.with_columns(
        ratio(nw.col("openings"), stock).alias("plant_opening_rate"),
        ratio(nw.col("closures"), stock).alias("plant_closure_rate"),
    )
    opening, closure = nw.col("plant_opening_rate"), nw.col("plant_closure_rate")
    found = rates.with_columns(
        (opening + closure).alias("plant_churn"), (opening - closure).alias("plant_net_rate")
    )
    names = ("plant_opening_rate", "plant_closure_rate", "plant_churn", "plant_net_rate")
    return found.select(*by, "start", "end", *COUNTS, *names).sort(*by)
