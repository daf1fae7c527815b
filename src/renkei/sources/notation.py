"""How the values of a table are written, told from its cells: numbers, dates, lists, regions, industries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei import reference
from renkei.sources.dates import Calendar, read_dates, read_years
from renkei.sources.lookup import industry_codes, region_codes
from renkei.sources.numbers import DecimalMark, read_numbers
from renkei.tables import INPUT_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    Columns = Mapping[str, tuple[str, ...]]

_MOST: Final = 0.8
_CODES_ONLY: Final = r"^\s*[\w.-]*[0-9][\w.-]*(?:\s*[,/]\s*[\w.-]*[0-9][\w.-]*)+\s*$"


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


def decimal_mark(table: str, columns: Columns, sample: pl.DataFrame) -> DecimalMark:
    """The mark with which more cells of the numeric columns are numbers; a point if both do."""
    texts = _texts({"number", "integer"}, table, columns, sample).to_frame()
    read = {
        mark: texts.select(read_numbers(pl.col("text"), decimal=mark).count()).item() for mark in (".", ",")
    }
    return "," if read[","] > read["."] else "."


def calendar(table: str, columns: Columns, sample: pl.DataFrame) -> Calendar:
    """`roc` if all years are below 200; else the calendar by which most cells of the date columns are dates."""
    if "year" in columns:
        years = sample.select(read_years(pl.col(columns["year"]))).to_series().drop_nulls()
        if len(years) and ((years > 0) & (years < 200)).mean() == 1:
            return "roc"
    dates = _texts({"date"}, table, columns, sample).to_frame()
    calendars: tuple[Calendar, ...] = ("gregorian", "roc", "day_first", "month_first")
    read = {one: dates.select(read_dates(pl.col("text"), calendar=one).count()).item() for one in calendars}
    return max(calendars, key=lambda one: int(read[one]))


def list_separator(table: str, columns: Columns, sample: pl.DataFrame) -> str | None:
    """A separator that `values` does not know by itself, where lists are written with it."""
    coded = {name: headers for name, headers in columns.items() if name != "other_names"}
    texts = _texts({"list"}, table, coded, sample)
    # A comma may also stand within a name, so it separates only what looks like codes.
    codes = texts.filter(texts.str.contains(_CODES_ONLY))
    counts = {mark: texts.str.contains(mark, literal=True).sum() for mark in ("|", ";", "、")}
    counts |= {mark: codes.str.contains(mark, literal=True).sum() for mark in (",", "/")}
    best = max(counts, key=lambda mark: int(counts[mark]))
    return best if counts[best] and best not in "|;" else None


def geography_of(table: str, columns: Columns, sample: pl.DataFrame) -> str | None:
    """The shipped geography that knows most of the regions."""
    if "region" not in columns or table == "regions":
        return None
    texts = sample.select(pl.concat_str(columns["region"], ignore_nulls=True)).to_series()
    for geography in reference.GEOGRAPHIES:
        if len(texts) and region_codes(texts, geography).count() >= _MOST * len(texts):
            return geography
    return None


def classification_of(table: str, columns: Columns, sample: pl.DataFrame) -> str | None:
    """The shipped classification that knows most of the industries; short codes alone would fit many."""
    name = next((one for one in ("industry", "industries", "from_industry") if one in columns), None)
    if name is None or table == "industries":
        return None
    texts = sample[columns[name][0]].drop_nulls().unique().to_list()
    for classification in reference.CLASSIFICATIONS:
        if texts and len(industry_codes(texts, classification)) >= _MOST * len(texts):
            return classification
    return None
