"""How young the plants of a place or an industry are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from renkei.clusters.activity.mix import ratio
from renkei.clusters.activity.options import check_at_least
from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.clusters.dynamics.keys import Key, check_by
from renkei.errors import TableError
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from renkei.tables.frames import FrameT


def opening_rate(
    openings: FrameT, *, year: int, years: int = 5, by: tuple[Key, ...] = ("region", "industry")
) -> FrameT:
    """Share of dated plants that opened in the last `years` years up to `year`, of each key in `by`.

    `openings` has region, industry, year (of opening), openings: the plants that still exist, counted in the
    year they opened. Columns: `by`, openings (opened after `year` - `years` and not after `year`), dated (all
    opened not after `year`), opening_rate = openings / dated, a ratio from 0 to 1. Plants without a known
    opening year are in neither number; so are those that opened after `year`, and those that have closed:
    it says how young today's plants are, not how many were founded. A plant in several industries counts in
    each, so by region it may count more than once. Missing where no plant is dated. Sorted by key.

    Raises `ParameterError` if `years` is below one or `by` names no key; `TableError` if a column is absent,
    a key or count is empty, a key is repeated, or a count is text, negative or infinite.
    """
    _check_window(years, by)
    counted = checked_rows(openings, table="openings", keys=("region", "industry", "year"), value="openings")
    _check_counts_known(len(counted.rows.filter(nw.col(AMOUNT).is_null()).select("region").collect()))
    opened, plants = nw.col("year"), nw.col("openings")
    found = (
        counted.rows.filter(opened <= year)
        .with_columns(
            plants.alias("dated"),
            nw.when(opened > year - years).then(plants).otherwise(0).alias("openings"),
        )
        .group_by(*by)
        .agg(nw.col("openings", "dated").sum().cast(counted.number))
    )
    part, whole = (nw.col(name).cast(nw.Float64) for name in ("openings", "dated"))
    return same_kind(found.with_columns(ratio(part, whole).alias("opening_rate")).sort(*by), openings)


def _check_window(years: int, by: tuple[Key, ...]) -> None:
    check_at_least("years", years, 1)
    check_by(by)


def _check_counts_known(unknown: int) -> None:
    if unknown:
        raise TableError(
            "{count} row(s) of `openings` have no known count. Leave a year without openings out, "
            "and take unknown ones out of both numbers.",
            count=unknown,
        )
