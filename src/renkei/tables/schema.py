"""What a canonical table is: its columns, keys and meaning, and the check that a frame keeps to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw

from renkei.errors import TableError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

ColumnType = Literal["text", "integer", "number", "boolean", "date", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, whether a row may leave it empty, its unit and its range of sense."""

    name: str
    type: ColumnType
    meaning: str
    required: bool = False
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A canonical table: `keys` identify a row; a required column must be there and never empty."""

    name: str
    meaning: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that must be present and filled, keys first."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """The column called `name`. Raises `KeyError` if the table has none."""
        return {column.name: column for column in self.columns}[name]


def check_table(frame: IntoFrame, spec: TableSpec) -> None:
    """Raise `TableError` unless `frame` has the required columns, unique full keys and values in range.

    Takes any frame that narwhals knows, eager or lazy; reads it at most once per kind of check.
    """
    rows = nw.from_native(frame).lazy()
    present = set(rows.collect_schema().names())
    missing = [name for name in spec.required if name not in present]
    if missing:
        raise TableError(
            "Table `{table}` lacks the required column(s) {columns}; it has {present}. "
            "Rename or add them, or map them in a mapping file (`renkei import --guess`).",
            table=spec.name,
            columns=", ".join(missing),
            present=", ".join(sorted(present)),
        )
    _check_filled(rows, spec)
    _check_unique_keys(rows, spec)
    for column in spec.columns:
        if column.name in present:
            _check_values(rows, spec, column)


def _examples(rows: nw.LazyFrame[Any], columns: tuple[str, ...]) -> tuple[int, str]:
    """How many rows there are, and the first three in key order, written out."""
    found = rows.select(*columns).collect()
    shown = "; ".join(
        ", ".join(f"{name}={value}" for name, value in row.items())
        for row in found.sort(*columns).head(3).iter_rows(named=True)
    )
    return len(found), shown


def _check_filled(rows: nw.LazyFrame[Any], spec: TableSpec) -> None:
    empty = rows.filter(
        nw.any_horizontal(*(nw.col(name).is_null() for name in spec.required), ignore_nulls=True)
    )
    count, shown = _examples(empty, spec.required)
    if count:
        raise TableError(
            "{count} row(s) of `{table}` leave a required column empty ({examples}). "
            "Fill {columns}, or take these rows out.",
            count=count,
            table=spec.name,
            examples=shown,
            columns=", ".join(spec.required),
        )


def _check_unique_keys(rows: nw.LazyFrame[Any], spec: TableSpec) -> None:
    repeated = rows.group_by(*spec.keys).agg(nw.len().alias("rows")).filter(nw.col("rows") > 1)
    count, shown = _examples(repeated, spec.keys)
    if count:
        raise TableError(
            "{count} key(s) of `{table}` occur more than once ({examples}). "
            "Each {keys} must be one row: add the rows up, or drop the repeats.",
            count=count,
            table=spec.name,
            examples=shown,
            keys=" + ".join(spec.keys),
        )


def _check_values(rows: nw.LazyFrame[Any], spec: TableSpec, column: Column) -> None:
    value = nw.col(column.name)
    conditions = []
    if column.minimum is not None:
        conditions.append(value < column.minimum)
    if column.maximum is not None:
        conditions.append(value > column.maximum)
    if column.allowed is not None:
        conditions.append(~value.is_in(column.allowed))
    if not conditions:
        return
    wrong = rows.filter(nw.any_horizontal(*conditions, ignore_nulls=True))
    count, shown = _examples(wrong, tuple(dict.fromkeys((*spec.keys, column.name))))
    if count:
        raise TableError(
            "{count} value(s) of `{column}` in `{table}` are out of range ({examples}). Expected {expected}.",
            count=count,
            column=column.name,
            table=spec.name,
            examples=shown,
            expected=_expectation(column),
        )


def _expectation(column: Column) -> str:
    if column.allowed is not None:
        return " / ".join(column.allowed)
    low = "-∞" if column.minimum is None else f"{column.minimum:g}"
    high = "∞" if column.maximum is None else f"{column.maximum:g}"
    return f"{low} … {high}" + (f" {column.unit}" if column.unit else "")
