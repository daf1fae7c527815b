"""Any table as a frame with types, for one computation outside a workspace: numbers as numbers, codes as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.errors import SourceError
from renkei.sources.numbers import read_numbers, stands_for_missing
from renkei.sources.problems import FILE, ROW
from renkei.sources.table import read_raw
from renkei.tables import INPUT_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TEXT_COLUMNS: Final = frozenset(
    column.name for spec in INPUT_TABLES.values() for column in spec.columns if column.type == "text"
)
"""Columns that stay text whatever they look like: an industry is `0111`, never 111."""
MOSTLY: Final = 0.5
"""From this share of numbers on a column is meant to hold numbers, and what is none is a mistake."""
_LEADING_ZERO: Final = r"^0[0-9]"
_TRUTHS: Final = {"true": True, "false": False}


def read_plain(file: Path, columns: Mapping[str, str] | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of `file` (CSV, TSV, XLSX or Parquet) with types, and the problems of rows set aside.

    `columns` says which header is which column ({"region": "county"}); other columns keep their names. Columns
    that the canonical tables hold as text, and codes with leading zeros, stay text; a column of numbers holds
    whole or decimal numbers; signs for a missing or suppressed number (-, …, NA, x, (D)) are null.
    Raises `SourceError` if the file cannot be read, a header is absent, or most cells of a column are numbers
    and one is not: it names row, column and value.
    """
    raw = read_raw(file)
    asked = columns or {}
    _check_headers(file, raw.header, asked)
    given = {header: name for name, header in asked.items()}
    cells = raw.frame.drop(name for name in asked if name in raw.header and name not in given)
    cells = cells.rename({header: name for header, name in given.items() if header != name})
    typed = [_typed(cells, name, file) for name in cells.columns if name not in (FILE, ROW)]
    problems = pl.concat(raw.problems) if raw.problems else pl.DataFrame()
    return pl.DataFrame(typed), problems


def _check_headers(file: Path, header: tuple[str, ...], asked: Mapping[str, str]) -> None:
    absent = [name for name in asked.values() if name not in header]
    if absent:
        raise SourceError(
            "{file} has no column {missing}; it has {present}.",
            file=file,
            missing=", ".join(absent),
            present=", ".join(header),
        )


def _typed(cells: pl.DataFrame, name: str, file: Path) -> pl.Series:
    text = cells[name]
    if name in TEXT_COLUMNS or text.str.contains(_LEADING_ZERO).any():
        return text
    filled = text.drop_nulls()
    if filled.len() and filled.str.to_lowercase().is_in(list(_TRUTHS)).all():
        return text.str.to_lowercase().replace_strict(_TRUTHS, return_dtype=pl.Boolean)
    read = cells.select(
        ROW,
        text=pl.col(name),
        number=read_numbers(pl.col(name)),
        missing=pl.col(name).is_null() | stands_for_missing(pl.col(name)),
    )
    numbers = read["number"]
    wrong = read.filter(pl.col("number").is_null() & ~pl.col("missing"))
    if wrong.is_empty() and numbers.count():
        return _whole_if_possible(numbers).alias(name)
    if numbers.count() >= MOSTLY * filled.len() and numbers.count():
        _refuse(wrong, name, file)
    return text


def _whole_if_possible(numbers: pl.Series) -> pl.Series:
    whole = numbers.drop_nulls()
    if (whole == whole.round()).all() and (whole.abs() < 2**53).all():
        return numbers.cast(pl.Int64)
    return numbers


def _refuse(wrong: pl.DataFrame, name: str, file: Path) -> None:
    raise SourceError(
        "{file}, row {row}: column `{column}` holds “{found}”, not a number ({count} such cell(s)). "
        "Put it right, or leave the cell empty if the number is unknown.",
        file=file,
        row=wrong[ROW][0],
        column=name,
        found=wrong["text"][0],
        count=wrong.height,
    )
