"""Any table of establishments, activity, regions… → its canonical table, by a mapping of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.errors import SourceError
from renkei.sources.draft import Draft, imported, requiring, without_repeats
from renkei.sources.lookup import with_industry_codes, with_region_codes
from renkei.sources.mapping import TableMapping
from renkei.sources.numbers import stands_for_suppressed
from renkei.sources.problem_kinds import UNKNOWN_COLUMN
from renkei.sources.problems import FILE, ROW, problem_rows
from renkei.sources.text import RawTable, read_text
from renkei.sources.values import with_points_put_right, with_values, within_range
from renkei.sources.workbooks import read_parquet, read_workbook
from renkei.tables import INPUT_TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from renkei.sources.imported import Imported

SOURCE: Final = "table"
_WORKBOOKS: Final = {".xlsx", ".xlsm"}


def read_table(file: Path, mapping: TableMapping | None = None) -> Imported:
    """The rows of `file` (CSV, TSV, XLSX or Parquet) as the canonical table that `mapping` names.

    Without a mapping the headers must be the canonical names of one table. The result has the mapped and
    constant columns, with the types of the table's specification; a value that does not fit is null and
    reported; a row without a required value, or with the key of an earlier row, is set aside and reported.
    Raises `SourceError` if the file cannot be read, lacks a mapped header, or leaves a required column open.
    """
    raw = read_raw(file, mapping)
    chosen = mapping or canonical_mapping(raw.header, file)
    _check_mapping(chosen, raw.header, file)
    draft = _with_types(_with_flag(_draft(raw, chosen), chosen), chosen)
    if chosen.table not in {"regions", "industries"}:
        draft = with_industry_codes(with_region_codes(draft, chosen.geography), chosen.classification)
    draft = without_repeats(requiring(draft, chosen.spec.required), chosen.spec.keys)
    columns = [column.name for column in chosen.spec.columns if column.name in draft.rows.columns]
    return imported(draft, source=SOURCE, table=chosen.table, columns=columns)


def read_raw(file: Path, mapping: TableMapping | None = None) -> RawTable:
    """The cells of `file` as texts, whichever of the known kinds of file it is."""
    if file.suffix.lower() in _WORKBOOKS:
        return read_workbook(file, sheet=mapping.sheet if mapping else None)
    if file.suffix.lower() == ".parquet":
        return read_parquet(file)
    if mapping is None:
        return read_text(file)
    return read_text(file, encoding=mapping.encoding, delimiter=mapping.delimiter)


def canonical_mapping(header: Sequence[str], file: Path) -> TableMapping:
    """The mapping of a file whose headers are the names of our columns, for the table that takes most of them.

    Raises `SourceError` if no table has all its required columns among `header`.
    """
    fitting = [spec for spec in INPUT_TABLES.values() if set(spec.required) <= set(header)]
    if not fitting:
        raise SourceError(
            "{file} needs a mapping: its columns {present} are not those of a table. "
            "Write a first one with `renkei import --guess {file}`.",
            file=file,
            present=", ".join(header),
        )
    spec = max(fitting, key=lambda spec: sum(column.name in header for column in spec.columns))
    return TableMapping(spec.name, {one.name: (one.name,) for one in spec.columns if one.name in header})


def _check_mapping(mapping: TableMapping, header: Sequence[str], file: Path) -> None:
    absent = [name for headers in mapping.columns.values() for name in headers if name not in header]
    if absent:
        raise SourceError(
            "{file} has no column {absent} that the mapping names; it has {present}. Correct the mapping.",
            file=file,
            absent=", ".join(absent),
            present=", ".join(header),
        )
    if mapping.missing:
        raise SourceError(
            "The mapping leaves {missing} of `{table}` open. Name the header under [columns], "
            "or one value for all rows under [constants].",
            missing=", ".join(mapping.missing),
            table=mapping.table,
        )


def _draft(raw: RawTable, mapping: TableMapping) -> Draft:
    """The mapped columns as texts under our names; headers that nobody asked for are reported."""
    texts: dict[str, pl.Expr] = {
        name: pl.concat_str([pl.col(header) for header in headers], ignore_nulls=True)
        if len(headers) > 1
        else pl.col(headers[0])
        for name, headers in mapping.columns.items()
    }
    for name, value in mapping.constants.items():
        texts[name] = pl.lit(str(value))
    headers = {name: " + ".join(headers) for name, headers in mapping.columns.items()}
    draft = Draft(raw.frame.select(FILE, ROW, **texts), headers, raw.rows_in, raw.problems)
    used = {header for headers in mapping.columns.values() for header in headers} | set(mapping.ignore)
    unused = [name for name in raw.frame.columns if name not in {FILE, ROW, *used}]
    origin = raw.frame.select(pl.col(FILE).first(), pl.lit(1).alias(ROW))
    return draft.with_problems([problem_rows(origin, UNKNOWN_COLUMN, column=name) for name in unused])


def _with_flag(draft: Draft, mapping: TableMapping) -> Draft:
    """Absent is not suppressed: where the table has a `flag` and the file has none, secret numbers set it."""
    specs = {column.name: column for column in mapping.spec.columns}
    if "flag" not in specs or "flag" in draft.rows.columns:
        return draft
    numbers = [
        name for name in draft.rows.columns if name in specs and specs[name].type in {"integer", "number"}
    ]
    secret = pl.any_horizontal(stands_for_suppressed(pl.col(name)) for name in numbers)
    flag = pl.when(secret).then(pl.lit("suppressed")).otherwise(pl.lit("reported"))
    return draft.with_rows(draft.rows.with_columns(flag=flag))


def _with_types(draft: Draft, mapping: TableMapping) -> Draft:
    columns = [column for column in mapping.spec.columns if column.name in draft.rows.columns]
    for column in columns:
        draft = with_values(draft, column, mapping)
    if {"lon", "lat"} <= set(draft.rows.columns):
        draft = with_points_put_right(draft)
    for column in columns:
        draft = within_range(draft, column)
    return draft
