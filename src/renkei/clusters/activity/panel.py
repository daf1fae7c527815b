"""One matrix for each year of an activity table, and tables of pairs made from matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from renkei.clusters.activity.matrix import RegionIndustryMatrix
from renkei.clusters.activity.rows import activity_rows

if TYPE_CHECKING:
    import numpy as np
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class YearOfActivity:
    """The matrix of one year; `year` holds it once, or is missing where the table has no such column."""

    year: pl.Series | None
    matrix: RegionIndustryMatrix

    def table(self, columns: dict[str, Any], keys: tuple[str, ...]) -> pl.DataFrame:
        """`columns` as a table sorted by `keys`, with the year after them where there is one."""
        rows = pl.DataFrame(columns)
        if self.year is not None:
            after = rows.get_column_index(keys[-1]) + 1
            rows.insert_column(after, same_throughout(self.year, rows.height))
        return rows.sort(*keys)


def yearly_matrices(activity: IntoFrame, value: str) -> list[YearOfActivity]:
    """A matrix for each year of an activity table (region, industry, `value`; year), or the one without years.

    Raises `TableError` as `location_quotient`, and if a value is unknown: a matrix has no place for it.
    """
    counted = activity_rows(activity, value)
    rows: pl.DataFrame = counted.rows.collect("polars").to_native()
    if not counted.period:
        return [YearOfActivity(None, _matrix(rows, value))]
    years = rows["year"].unique().sort()
    if years.is_empty():
        return [YearOfActivity(years, _matrix(rows, value))]
    return [
        YearOfActivity(years[n : n + 1], _matrix(rows.filter(pl.col("year") == year), value))
        for n, year in enumerate(years)
    ]


def _matrix(rows: pl.DataFrame, value: str) -> RegionIndustryMatrix:
    return RegionIndustryMatrix.from_table(rows.select("region", "industry", value), value=value)


def same_throughout(year: pl.Series, height: int) -> pl.Series:
    """A column of `height` rows that all hold the one `year`; an empty one where there is none."""
    return year.new_from_index(0, height) if len(year) else year


def pair_labels(
    labels: tuple[str, ...], unit: str, pairs: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> dict[str, pl.Series]:
    """The columns `unit`_a and `unit`_b that name each of `pairs` of places among `labels`."""
    names = pl.Series(labels, dtype=pl.String)
    return {f"{unit}_{side}": names.gather(places) for side, places in zip("ab", pairs, strict=True)}
