"""Behind the net change: what entered and left, what was created and destroyed.

Zero and unknown: a unit without a row in a year had none then. One that is unknown (empty, NaN, `suppressed`) in
either year is left out and counted in `unknown`. An industry code must mean the same in both years: one that
a new version of the classification brings looks like an entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from renkei.clusters.activity.mix import one_where, ratio
from renkei.clusters.activity.options import check_at_least
from renkei.clusters.activity.rows import checked_rows
from renkei.clusters.dynamics.keys import Key, check_by, known_years, only_where, period_of, two_years
from renkei.errors import ParameterError
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from renkei.tables.frames import FrameT

    Rows = nw.LazyFrame[Any]


def entry_exit(
    activity: FrameT,
    *,
    start: int | None = None,
    end: int | None = None,
    by: tuple[Key, ...] = ("region",),
    value: str = "establishments",
    above: float = 0.0,
) -> FrameT:
    """How many industries came to and left each region from `start` to `end` (or regions, for each industry).

    A pair of region and industry is there if its `value` is more than `above`. `start` and `end` are the first
    and last year unless set. Columns: `by`, start, end, unknown (pairs left out), present_before,
    present_after, entries, exits, staying; amounts in the unit of `value`: entered (what entries brought by
    `end`), left (what exits had), expansion and contraction (of those staying), growth = entered - left +
    expansion - contraction, growth of pairs at or below `above` at both ends aside; ratios: entry_rate =
    entries ÷ present_before, exit_rate = exits ÷ present_before. Rates are missing where nothing was present
    before, all numbers where nothing is known. Sorted by key. Errors as `shift_share`, and `ParameterError`
    if `above` is negative. Missing values: this module.

    Source: Dunne, Roberts & Samuelson (1988), RAND Journal of Economics 19 (4), 495-515, eq. 1-2.
    """
    check_at_least("above", above, 0)
    cells, start, end = _compared(activity, value, (start, end), by, ("region", "industry"))
    found = _rates_of_entry(_counted(cells, by, above))
    return same_kind(_with_period(found, by, (start, end)), activity)


def gross_flows(
    activity: FrameT,
    *,
    start: int | None = None,
    end: int | None = None,
    by: tuple[Key, ...] = ("region",),
    value: str = "establishments",
    unit: tuple[str, ...] = ("region", "industry"),
) -> FrameT:
    """What growing units created and shrinking units destroyed, by region or industry (Davis-Haltiwanger-Schuh).

    `unit` are the columns that identify what grows or shrinks: pairs of region and industry, or plants with
    ("establishment", "region", "industry") where sizes by plant and year are known. Flows inside a unit cancel,
    so those between pairs are lower bounds of those between plants.
    Columns: `by`, start, end, unknown (units left out), before, after, creation = Σ max(e' - e, 0),
    destruction = Σ max(e - e', 0), in the unit of `value`; and rates over the mean size z = (e + e') / 2 of
    both years: creation_rate, destruction_rate, symmetric_growth = creation_rate - destruction_rate, from -2
    (all gone) to 2 (all new), reallocation_rate = their sum, excess_reallocation = reallocation_rate -
    |symmetric_growth|: change beyond what net growth needed. Rates are missing where both years have nothing,
    all numbers where nothing is known. Sorted by key. Errors as `shift_share`, and `ParameterError` if `unit`
    lacks a column of `by`. Missing values: this module.

    Source: Davis, Haltiwanger & Schuh (1996), Job Creation and Destruction, MIT Press, ch. 2 and appendix.
    """
    if set(by) - set(unit):
        raise ParameterError(
            "`unit` is {unit}; it must contain the columns of `by`: {by}.",
            unit=", ".join(unit),
            by=", ".join(by),
        )
    cells, start, end = _compared(activity, value, (start, end), by, unit)
    return same_kind(_with_period(_flows(cells, by), by, (start, end)), activity)


def _compared(
    activity: FrameT,
    value: str,
    period: tuple[int | None, int | None],
    by: tuple[Key, ...],
    unit: tuple[str, ...],
) -> tuple[Rows, int, int]:
    check_by(by)
    counted = checked_rows(activity, table="activity", keys=(*unit, "year"), value=value)
    start, end = period_of(known_years(counted, "activity"), *period, "activity")
    return two_years(counted, unit, start, end), start, end


def _counted(cells: Rows, by: tuple[Key, ...], above: float) -> Rows:
    before, after = nw.col("before"), nw.col("after")
    was, gone, here, new = before > above, ~(after > above), after > above, ~(before > above)
    change = after - before
    parts = {
        "present_before": one_where(was),
        "present_after": one_where(here),
        "entries": one_where(here & new),
        "exits": one_where(was & gone),
        "staying": one_where(was & here),
        "entered": nw.when(here & new).then(change).otherwise(0.0),
        "left": nw.when(was & gone).then(-change).otherwise(0.0),
        "expansion": nw.when(was & here & (change > 0)).then(change).otherwise(0.0),
        "contraction": nw.when(was & here & (change < 0)).then(-change).otherwise(0.0),
    }
    return _added_up(cells, by, parts)


def _rates_of_entry(sums: Rows) -> Rows:
    amounts = ("entered", "left", "expansion", "contraction")
    entered, left, expansion, contraction = (nw.col(name) for name in amounts)
    counts = ("present_before", "present_after", "entries", "exits", "staying")
    stock = nw.col("present_before").cast(nw.Float64)
    return sums.with_columns(nw.col(*counts).cast(nw.Int64)).with_columns(
        (entered - left + expansion - contraction).alias("growth"),
        ratio(nw.col("entries"), stock).alias("entry_rate"),
        ratio(nw.col("exits"), stock).alias("exit_rate"),
    )


def _flows(cells: Rows, by: tuple[Key, ...]) -> Rows:
    change = nw.col("after") - nw.col("before")
    parts = {
        "creation": nw.when(change > 0).then(change).otherwise(0.0),
        "destruction": nw.when(change < 0).then(-change).otherwise(0.0),
    }
    sums = _added_up(cells, by, {"before": nw.col("before"), "after": nw.col("after"), **parts})
    size = (nw.col("before") + nw.col("after")) / 2.0
    rates = sums.with_columns(
        ratio(nw.col("creation"), size).alias("creation_rate"),
        ratio(nw.col("destruction"), size).alias("destruction_rate"),
    )
    made, lost = nw.col("creation_rate"), nw.col("destruction_rate")
    return rates.with_columns(
        (made - lost).alias("symmetric_growth"), (made + lost).alias("reallocation_rate")
    ).with_columns((nw.col("reallocation_rate") - (made - lost).abs()).alias("excess_reallocation"))


def _added_up(cells: Rows, by: tuple[Key, ...], parts: dict[str, nw.Expr]) -> Rows:
    """`parts` of the known cells summed by `by`, with `unknown`; missing where no cell is known."""
    rows = cells.with_columns(
        one_where(~nw.col("before").is_null()).alias("known"),
        *(part.alias(f"part_{name}") for name, part in parts.items()),
    )
    names = [f"part_{name}" for name in parts]
    sums = rows.group_by(*by).agg(nw.col("known", "unknown", *names).sum())
    known = only_where(nw.col("known") > 0, *names)
    return sums.with_columns(*known, nw.col("unknown").cast(nw.Int64)).select(
        *by, "unknown", *(nw.col(f"part_{name}").alias(name) for name in parts)
    )


def _with_period(found: Rows, by: tuple[Key, ...], period: tuple[int, int]) -> Rows:
    first, last = (nw.lit(year).cast(nw.Int64) for year in period)
    numbers = [name for name in found.collect_schema().names() if name not in by]
    dated = found.with_columns(first.alias("start"), last.alias("end"))
    return dated.select(*by, "start", "end", *numbers).sort(*by)
