"""Values on a map: one map for each industry and year, a value for each region, unknown ones apart from zeros."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals as nw
import numpy as np
import polars as pl

from renkei.clusters.activity.rows import SUPPRESSED, check_finite, check_numbers, in_memory
from renkei.errors import TableError
from renkei.tables.frames import lazy_rows
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

PARTS: Final[tuple[str, ...]] = ("industry", "year")
TABLE: Final = "values"


@dataclass(frozen=True, slots=True, eq=False)
class ValueMap:
    """One map: `values[column, region]` is NaN where unknown or not there; `there`: regions it has at all."""

    values: Numbers
    there: Flags

    @property
    def known(self) -> Flags:
        """The regions whose value is known in every column."""
        return np.asarray(~np.isnan(self.values).any(axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class ValueMaps:
    """The maps of a table: `regions` in rising order, `labels` with a row (industry, year) for each map."""

    regions: pl.Series
    labels: pl.DataFrame
    amounts: Numbers
    places: NDArray[np.intp]
    bounds: NDArray[np.intp]
    home: tuple[Flags, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The regions as text."""
        return tuple(self.regions.cast(pl.String))

    def __iter__(self) -> Iterator[ValueMap]:
        for number, there in enumerate(self.home):
            rows = slice(self.bounds[number], self.bounds[number + 1])
            values = np.full((len(self.amounts), len(there)), np.nan)
            values[:, there] = 0.0
            values[:, self.places[rows]] = self.amounts[:, rows]
            yield ValueMap(values, there)


def value_maps(table: IntoFrame, columns: tuple[str, ...]) -> ValueMaps:
    """The maps of a table (region, `columns`; industry and year if it has them); any kind of frame.

    A value that is empty, NaN or flagged "suppressed" is unknown. With an industry, a pair of region and
    industry without a row is zero if the region has any row (in that year); else what has no row is not
    there. Raises `TableError` if a column is absent, there is no row, a key is empty or repeated, or a value
    is text or infinite.
    """
    rows, parts = _rows(table, columns)
    regions = rows["region"].unique().sort()
    rows = rows.join(regions.to_frame().with_row_index("place"), on="region").sort(*parts, "place")
    labels = rows.group_by(*parts, maintain_order=True).len("rows") if parts else rows.select(rows=pl.len())
    bounds = np.concatenate([[0], labels["rows"].cum_sum().to_numpy()]).astype(np.intp)
    return ValueMaps(
        regions,
        labels.drop("rows"),
        np.ascontiguousarray(rows.select(columns).to_numpy().T),
        rows["place"].cast(pl.Int64).to_numpy(),
        bounds,
        _home(rows, labels, regions.len()),
    )


def _home(rows: pl.DataFrame, labels: pl.DataFrame, size: int) -> tuple[Flags, ...]:
    """For each map the regions it has: those of its year where there are industries, else those of its rows."""
    by = ["year"] if "year" in labels.columns else []
    years = rows.select(*by, "place").unique()
    found = {}
    for key, part in years.group_by(by) if by else [((), years)]:
        there = np.zeros(size, dtype=np.bool_)
        there[part["place"].to_numpy()] = True
        found[tuple(key)] = there
    return (
        tuple(found[tuple(label)] for label in labels.select(by).rows())
        if by
        else (found[()],) * labels.height
    )


def _rows(table: IntoFrame, columns: tuple[str, ...]) -> tuple[pl.DataFrame, list[str]]:
    given = lazy_rows(table, needs=("region", *columns), table=TABLE)
    for column in columns:
        check_numbers(given, column, TABLE)
    present = given.collect_schema().names()
    parts = [name for name in PARTS if name in present]
    flag = ["flag"] if "flag" in present else []
    rows = in_memory(given.select(*dict.fromkeys(("region", *parts, *columns, *flag))), TABLE)
    keys = ("region", *parts)
    check_table(rows, TableSpec(TABLE, TABLE, keys, tuple(Column(k, "text", k, required=True) for k in keys)))
    known = [pl.col(column).cast(pl.Float64).fill_nan(None) for column in columns]
    if flag:
        known = [pl.when(pl.col("flag").ne_missing(SUPPRESSED)).then(one) for one in known]
    rows = rows.with_columns(one.alias(column) for one, column in zip(known, columns, strict=True))
    for column in columns:
        check_finite(nw.from_native(rows).lazy(), column, keys, (column, TABLE))
    if not rows.height:
        raise TableError("Table `{table}` has no rows. Give at least one region.", table=TABLE)
    return rows, parts
