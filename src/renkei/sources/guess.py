"""A first mapping for a table, told from its headers and a look at its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei import reference
from renkei.errors import SourceError
from renkei.sources.dates import Calendar, read_dates, years_in_name
from renkei.sources.header_words import header_words
from renkei.sources.headers import header_key, matched_columns
from renkei.sources.lookup import industry_codes, region_codes
from renkei.sources.mapping import Constant, TableMapping
from renkei.sources.numbers import DecimalMark, read_numbers
from renkei.sources.table import read_raw
from renkei.tables import INPUT_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Columns = Mapping[str, tuple[str, ...]]

_SAMPLE: Final = 500
_MOST: Final = 0.8
_COUNTY_AND_TOWN: Final = (
    ("縣市", "鄉鎮市區"),
    ("縣市別", "鄉鎮市區別"),
    ("縣市名稱", "鄉鎮市區名稱"),
    ("縣市", "鄉鎮"),
    ("都道府県", "市区町村"),
    ("都道府県名", "市区町村名"),
)
_FILLED_LATER: Final = {"geography", "classification", "grid", "level", "kind", "year"}


def guess_mapping(file: Path) -> TableMapping:
    """The likeliest mapping of `file` (CSV, TSV, XLSX, Parquet), to be checked by a person.

    The table is the one whose columns take most of the headers; then decimal mark, ROC years, list separator,
    geography and classification are told from the first 500 rows. What could not be told is left open: see
    `TableMapping.missing`. Raises `SourceError` if no table takes at least two headers.
    """
    raw = read_raw(file)
    sample = raw.frame.select(raw.header).head(_SAMPLE)
    matched = {table: matched_columns(raw.header, words) for table, words in header_words().items()}
    table = max(matched, key=lambda name: _fitness(name, matched[name]))
    if len(matched[table]) < 2:
        raise SourceError(
            "No table takes the columns of {file}: {present}. Write the mapping by hand: table = one of {tables}.",
            file=file,
            present=", ".join(raw.header),
            tables=", ".join(INPUT_TABLES),
        )
    columns: dict[str, tuple[str, ...]] = {name: (header,) for name, header in matched[table].items()}
    if "region" in columns and table != "regions":
        columns["region"] = _county_and_town(columns["region"], raw.header)
    return _completed(table, columns, sample, file)


def _completed(table: str, columns: Columns, sample: pl.DataFrame, file: Path) -> TableMapping:
    used = {header for headers in columns.values() for header in headers}
    geography = _geography(table, columns, sample)
    constants = _constants(table, columns, file)
    return TableMapping(
        table=table,
        columns=columns,
        constants=constants,
        decimal=_decimal(table, columns, sample),
        dates=_calendar(table, columns, sample),
        list_separator=_list_separator(table, columns, sample),
        geography=geography,
        classification=_classification(table, columns, sample) if geography else None,
        ignore=tuple(header for header in sample.columns if header not in used),
    )


def _fitness(table: str, columns: Mapping[str, str]) -> tuple[int, float]:
    """Columns that found their header count one, required ones two; a required one that lacks it costs one.

    Required columns that are often the same in every row may well be missing from a file.
    """
    needed = [name for name in INPUT_TABLES[table].required if name not in _FILLED_LATER]
    found = sum(name in columns for name in needed)
    return len(columns) + found - (len(needed) - found), found / len(needed)


def _county_and_town(headers: tuple[str, ...], header: Sequence[str]) -> tuple[str, ...]:
    """County and township where `headers`, taken for the region, are one of two columns that name it together."""
    by_key = {header_key(column): column for column in header}
    for pair in _COUNTY_AND_TOWN:
        both = tuple(by_key.get(header_key(name), "") for name in pair)
        if all(both) and headers[0] in both:
            return both
    return headers


def _constants(table: str, columns: Columns, file: Path) -> dict[str, Constant]:
    years = years_in_name(file)
    required = INPUT_TABLES[table].required
    return {"year": years[-1]} if "year" in required and "year" not in columns and years else {}


def _texts(kinds: set[str], table: str, columns: Columns, sample: pl.DataFrame) -> pl.Series:
    """All sampled cells of the columns whose type is one of `kinds`."""
    headers = [
        header
        for name, names in columns.items()
        for header in names
        if INPUT_TABLES[table].column(name).type in kinds
    ]
    parts = [sample[header].alias("text") for header in headers]
    return pl.concat(parts).drop_nulls() if parts else pl.Series("text", [], pl.String)


def _decimal(table: str, columns: Columns, sample: pl.DataFrame) -> DecimalMark:
    texts = _texts({"number", "integer"}, table, columns, sample).to_frame()
    read = {
        mark: texts.select(read_numbers(pl.col("text"), decimal=mark).count()).item() for mark in (".", ",")
    }
    return "," if read[","] > read["."] else "."


def _calendar(table: str, columns: Columns, sample: pl.DataFrame) -> Calendar:
    if "year" in columns:
        years = sample[columns["year"][0]].drop_nulls().cast(pl.Int64, strict=False).drop_nulls()
        if len(years) and ((years > 0) & (years < 200)).mean() == 1:
            return "roc"
    dates = _texts({"date"}, table, columns, sample).to_frame()
    calendars: tuple[Calendar, ...] = ("gregorian", "roc", "day_first", "month_first")
    read = {one: dates.select(read_dates(pl.col("text"), calendar=one).count()).item() for one in calendars}
    return max(calendars, key=lambda one: int(read[one]))


def _list_separator(table: str, columns: Columns, sample: pl.DataFrame) -> str | None:
    """A separator that `values` does not know by itself, if most lists are written with it."""
    coded = {name: headers for name, headers in columns.items() if name != "other_names"}
    texts = _texts({"list"}, table, coded, sample)
    counts = {mark: texts.str.contains(mark, literal=True).sum() for mark in ("|", ";", "、", ",", "/")}
    best = max(counts, key=lambda mark: int(counts[mark]))
    return best if counts[best] and best not in "|;" else None


def _geography(table: str, columns: Columns, sample: pl.DataFrame) -> str | None:
    """The shipped geography that knows most of the regions."""
    if "region" not in columns or table == "regions":
        return None
    texts = sample.select(pl.concat_str(columns["region"], ignore_nulls=True)).to_series()
    for geography in reference.GEOGRAPHIES:
        if len(texts) and region_codes(texts, geography).count() >= _MOST * len(texts):
            return geography
    return None


def _classification(table: str, columns: Columns, sample: pl.DataFrame) -> str | None:
    """The shipped classification that knows most of the industries; short codes alone would fit many."""
    name = next((one for one in ("industry", "industries", "from_industry") if one in columns), None)
    if name is None or table == "industries":
        return None
    texts = sample[columns[name][0]].drop_nulls().unique().to_list()
    for classification in reference.CLASSIFICATIONS:
        if texts and len(industry_codes(texts, classification)) >= _MOST * len(texts):
            return classification
    return None
