"""Sheets of Excel workbooks, and Parquet files, as the same frames of texts that CSV files become."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.errors import SourceError
from renkei.sources.problems import FILE, ROW
from renkei.sources.text import RawTable, column_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LIST_MARK: Final = "|"
"""Joins the elements of Parquet lists, which are read back as lists later."""


def read_workbook(file: Path, *, sheet: str | None = None) -> RawTable:
    """The cells of `sheet` (default: the first that holds a table) of the XLSX `file`, as Excel computed them.

    The header is the first row with at least two filled cells; row numbers are those that Excel shows.
    Raises `SourceError` if the file is damaged, lacks the sheet, or holds no table.
    """
    numbered = _table_rows(file, sheet)
    width = max(len(cells) for _, cells in numbered)
    header = column_names([cell or "" for cell in _padded(numbered[0][1], width)])
    below = numbered[1:]
    columns = dict(zip(header, zip(*(_padded(cells, width) for _, cells in below), strict=True), strict=True))
    frame = pl.DataFrame(
        {FILE: [file.name] * len(below), ROW: [row for row, _ in below], **columns},
        schema={FILE: pl.String, ROW: pl.UInt32, **dict.fromkeys(header, pl.String)},
    )
    frame = _without_nameless(frame)
    return RawTable(frame, tuple(frame.columns[2:]), len(below), (), "Excel", "")


def read_parquet(file: Path) -> RawTable:
    """The columns of the Parquet `file` as texts, lists joined by “|”; rows are numbered from 1.

    Raises `SourceError` if it is no Parquet file or holds no rows.
    """
    try:
        frame = pl.read_parquet(file)
        texts = frame.select(_as_text(name, dtype) for name, dtype in frame.schema.items())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise SourceError(
            "{file} cannot be read as Parquet ({why}). Write it again.",
            file=file,
            why=str(error).split("\n")[0],
        ) from error
    if texts.is_empty():
        raise SourceError("{file} has a header but no rows. Export the table again with its rows.", file=file)
    rows = pl.int_range(1, texts.height + 1, dtype=pl.UInt32, eager=True).alias(ROW)
    frame = texts.select(pl.lit(file.name).alias(FILE), rows, pl.all())
    return RawTable(frame, tuple(texts.columns), texts.height, (), "Parquet", "")


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.List):
        return pl.col(name).cast(pl.List(pl.String)).list.join(LIST_MARK, ignore_nulls=True)
    return pl.col(name).cast(pl.String)


def _table_rows(file: Path, sheet: str | None) -> list[tuple[int, list[str | None]]]:
    """Row number and cells of the header and of each filled row below it."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(file, read_only=True, data_only=True)
        try:
            present = workbook.sheetnames
            for name in present if sheet is None else [sheet] if sheet in present else []:
                page = workbook[name]
                page.reset_dimensions()
                rows = _from_header(page.iter_rows(values_only=True))
                if len(rows) > 1:
                    return rows
        finally:
            workbook.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise SourceError(
            "{file} cannot be read as an Excel workbook ({why}). Save it again as .xlsx.",
            file=file,
            why=error,
        ) from error
    if sheet is None:
        raise SourceError(
            "No sheet of {file} has a header of at least two columns and rows below it. Its sheets: {present}.",
            file=file,
            present=", ".join(present),
        )
    raise SourceError(
        "{file} has no sheet “{sheet}” with a header of at least two columns and rows below it. "
        "Its sheets: {present}.",
        file=file,
        sheet=sheet,
        present=", ".join(present),
    )


def _from_header(lines: Iterable[Sequence[object]]) -> list[tuple[int, list[str | None]]]:
    texts = ([_cell_text(value) for value in values] for values in lines)
    rows = [(row, cells) for row, cells in enumerate(texts, start=1) if _filled(cells)]
    start = next((at for at, (_, cells) in enumerate(rows) if _filled(cells) > 1), len(rows))
    return rows[start:]


def _cell_text(value: object) -> str | None:
    """A cell as one would write it in a CSV file: ISO dates, whole numbers without “.0”."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() or None


def _filled(cells: Sequence[str | None]) -> int:
    return sum(cell is not None for cell in cells)


def _padded(cells: Sequence[str | None], width: int) -> list[str | None]:
    return [*cells, *[None] * (width - len(cells))]


def _without_nameless(frame: pl.DataFrame) -> pl.DataFrame:
    """Workbooks often claim empty columns at the right: those without header and content are dropped."""
    empty = [name for name in frame.columns if name.startswith("column ") and frame[name].is_null().all()]
    return frame.drop(empty)
