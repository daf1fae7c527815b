"""A long table as labelled arrays, one of each year: the form in which pairs of industries are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.activity.rows import AMOUNT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from renkei.clusters.activity.rows import CheckedRows

    Numbers = NDArray[np.float64]
    Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class CrossTable:
    """`values[r, c]` of `rows[r]` and `columns[c]`: 0 where there is no row, 0 and not `known` where unknown."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Numbers
    known: Truths
    year: object = None

    def taken(self, rows: tuple[str, ...], columns: tuple[str, ...]) -> Numbers:
        """The values with these labels in this order; 0 for a label that is not there."""
        down, across = _places(self.rows, rows), _places(self.columns, columns)
        framed = np.pad(self.values, ((0, 1), (0, 1)))
        return np.asarray(framed[np.ix_(down, across)])


def cross_tables(counted: CheckedRows, row: str, column: str) -> Iterator[CrossTable]:
    """The table of `row` × `column` of each year, in rising order; one table if there are no years."""
    cells = counted.rows.collect("polars").to_native()
    if not counted.period:
        yield _cross_table(cells, row, column, None)
        return
    for (year,), part in sorted(cells.partition_by("year", as_dict=True).items()):
        yield _cross_table(part, row, column, year)


def _cross_table(cells: pl.DataFrame, row: str, column: str, year: object) -> CrossTable:
    rows, columns = (tuple(cells[key].cast(pl.String).unique().sort()) for key in (row, column))
    values = np.zeros((len(rows), len(columns)))
    known = np.ones(values.shape, dtype=bool)
    down, across = (
        cells[key].cast(pl.String).cast(pl.Enum(labels)).to_physical().to_numpy()
        for key, labels in ((row, rows), (column, columns))
    )
    values[down, across] = cells[AMOUNT].fill_null(0.0).to_numpy()
    known[down, across] = cells[AMOUNT].is_not_null().to_numpy()
    return CrossTable(rows, columns, values, known, year)


def _places(labels: tuple[str, ...], wanted: tuple[str, ...]) -> list[int]:
    found = {label: place for place, label in enumerate(labels)}
    return [found.get(label, len(labels)) for label in wanted]
