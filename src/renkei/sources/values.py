"""Texts → the values that a canonical column takes; what does not fit is reported and left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.sources.dates import folded_text, read_dates, read_years
from renkei.sources.numbers import is_plain_number, read_numbers, stands_for_missing
from renkei.sources.problem_kinds import (
    CODE_SAVED_AS_NUMBER,
    COORDINATES_SWAPPED,
    COORDINATES_ZERO,
    FOLDED_CHARACTERS,
    IMPOSSIBLE_DATE,
    NOT_ALLOWED,
    NOT_WHOLE,
    OUT_OF_RANGE,
    SEPARATED_THOUSANDS,
    STANDS_FOR_MISSING,
    TEXT_IN_NUMBER,
)

if TYPE_CHECKING:
    from renkei.sources.draft import Draft
    from renkei.sources.mapping import TableMapping
    from renkei.tables import Column

_LIST_MARKS: Final = r"[|;；]"
_CODES: Final = {"region", "zone", "industry", "industries", "organisation", "parent"}
"""Columns that hold codes also where they are no key; codes are texts, so 2.0 is not the same as 2."""

_WHOLE: Final = r"^\s*([0-9]+)\.0+\s*$"
_FRACTION: Final = r"^\s*[0-9]+\.[0-9]*[1-9]"
_NEW: Final = "#new"
_EXACT: Final = 2.0**53
"""From here on a 64-bit float no longer tells neighbouring whole numbers apart."""


def with_values(draft: Draft, column: Column, mapping: TableMapping) -> Draft:
    """The draft whose `column`, so far text, has the type and the words that its table asks for."""
    if column.name in {*_CODES, *mapping.spec.keys} and column.type in {"text", "list"}:
        draft = _without_decimals(draft, column.name)
    if column.type == "list":
        return _with_list(draft, column.name, mapping.list_separator)
    if column.type == "date":
        return _with_date(draft, column.name, mapping)
    if column.type in {"integer", "number"}:
        return _with_number(draft, column, mapping)
    return _with_text(draft, column, is_code=column.name in mapping.spec.keys)


def with_points_put_right(draft: Draft) -> Draft:
    """The draft whose (0, 0) points are left out and whose swapped `lon` and `lat` are swapped back.

    A latitude beyond 90° that would be a longitude shows that the two were swapped.
    """
    both = pl.format("{}, {}", "lon", "lat")
    zero = (pl.col("lon") == 0) & (pl.col("lat") == 0)
    swapped = (pl.col("lat").abs() > 90) & (pl.col("lat").abs() <= 180) & (pl.col("lon").abs() <= 90)
    draft = draft.reporting(COORDINATES_ZERO, zero, column="lon", value=both)
    draft = draft.reporting(COORDINATES_SWAPPED, swapped, column="lon", value=both)
    lon = pl.when(swapped).then("lat").when(~zero).then("lon")
    lat = pl.when(swapped).then("lon").when(~zero).then("lat")
    return draft.with_rows(draft.rows.with_columns(lon=lon, lat=lat))


def within_range(draft: Draft, column: Column) -> Draft:
    """The draft whose `column` keeps to its smallest and largest value; other values are left empty and reported."""
    if column.minimum is None and column.maximum is None:
        return draft
    low = float("-inf") if column.minimum is None else column.minimum
    high = float("inf") if column.maximum is None else column.maximum
    inside = pl.col(column.name).is_between(low, high)
    expected = f"{_bound(column.minimum)} … {_bound(column.maximum)}"
    draft = draft.reporting(OUT_OF_RANGE, ~inside, column=column.name, detail=pl.lit(expected))
    return draft.with_rows(
        draft.rows.with_columns(pl.when(inside).then(pl.col(column.name)).alias(column.name))
    )


def _without_decimals(draft: Draft, name: str) -> Draft:
    """Codes that a spreadsheet saved as numbers (25.0) without their zeros; a column with 25.1 keeps all of them."""
    text = pl.col(name)
    saved = text.str.contains(_WHOLE) & ~text.str.contains(_FRACTION).any()
    code = text.str.extract(_WHOLE)
    draft = draft.reporting(CODE_SAVED_AS_NUMBER, saved, column=name, detail=code)
    return draft.with_rows(draft.rows.with_columns(pl.when(saved).then(code).otherwise(text).alias(name)))


def _with_text(draft: Draft, column: Column, *, is_code: bool) -> Draft:
    """Texts trimmed; codes also with plain characters, which is reported."""
    name = column.name
    trimmed = pl.col(name).str.strip_chars()
    draft = draft.with_rows(
        draft.rows.with_columns((folded_text(pl.col(name)) if is_code else trimmed).alias(_NEW))
    )
    if is_code:
        differs = (pl.col(_NEW) != pl.col(name)) & (pl.col(_NEW) != "")
        draft = draft.reporting(FOLDED_CHARACTERS, differs, column=name, detail=pl.col(_NEW))
    new = pl.when(pl.col(_NEW) != "").then(pl.col(_NEW))
    draft = draft.with_rows(draft.rows.with_columns(new.alias(name)).drop(_NEW))
    return _allowed(draft, column) if column.allowed else draft


def _allowed(draft: Draft, column: Column) -> Draft:
    known = list(column.allowed or ())
    word = pl.col(column.name).str.to_lowercase().str.replace_all(" ", "_", literal=True)
    draft = draft.reporting(
        NOT_ALLOWED, ~word.is_in(known), column=column.name, detail=pl.lit(" / ".join(known))
    )
    return draft.with_rows(draft.rows.with_columns(pl.when(word.is_in(known)).then(word).alias(column.name)))


def _with_list(draft: Draft, name: str, separator: str | None) -> Draft:
    """Elements trimmed, each once, in their order; empty ones left out. Without text an empty list."""
    if separator is None:
        parts = pl.col(name).str.replace_all(_LIST_MARKS, "|").str.split("|")
    else:
        parts = pl.col(name).str.split(separator)
    parts = parts.list.eval(pl.element().str.strip_chars()).list.eval(pl.element().filter(pl.element() != ""))
    filled = parts.list.unique(maintain_order=True).fill_null(pl.lit([], pl.List(pl.String)))
    return draft.with_rows(draft.rows.with_columns(filled.alias(name)))


def _with_date(draft: Draft, name: str, mapping: TableMapping) -> Draft:
    dates = read_dates(pl.col(name), calendar=mapping.dates)
    draft = draft.with_rows(draft.rows.with_columns(dates.alias(_NEW)))
    draft = draft.reporting(IMPOSSIBLE_DATE, pl.col(name).is_not_null() & pl.col(_NEW).is_null(), column=name)
    return draft.with_rows(draft.rows.with_columns(pl.col(_NEW).alias(name)).drop(_NEW))


def _with_number(draft: Draft, column: Column, mapping: TableMapping) -> Draft:
    name, text = column.name, pl.col(column.name)
    numbers = read_numbers(text, decimal=mapping.decimal)
    if name == "year":
        numbers = pl.coalesce(read_years(text, calendar=mapping.dates).cast(pl.Float64), numbers)
    draft = draft.with_rows(draft.rows.with_columns(numbers.alias(_NEW)))
    unread = text.is_not_null() & pl.col(_NEW).is_null()
    draft = draft.reporting(STANDS_FOR_MISSING, unread & stands_for_missing(text), column=name)
    draft = draft.reporting(TEXT_IN_NUMBER, unread & ~stands_for_missing(text), column=name)
    rewritten = pl.col(_NEW).is_not_null() & ~is_plain_number(text, decimal=mapping.decimal)
    width = text != text.str.normalize("NFKC")
    shown = _shown(pl.col(_NEW))
    draft = draft.reporting(FOLDED_CHARACTERS, rewritten & width, column=name, detail=shown)
    draft = draft.reporting(SEPARATED_THOUSANDS, rewritten & ~width, column=name, detail=shown)
    value = pl.col(_NEW)
    if column.type == "integer":
        whole = (value == value.round()) & (value.abs() < _EXACT)
        draft = draft.reporting(NOT_WHOLE, ~whole, column=name)
        value = pl.when(whole).then(value).cast(pl.Int64, strict=False)
    return draft.with_rows(draft.rows.with_columns(value.alias(name)).drop(_NEW))


def _shown(number: pl.Expr) -> pl.Expr:
    whole = number.cast(pl.Int64, strict=False)
    return pl.when(number == whole).then(whole.cast(pl.String)).otherwise(number.cast(pl.String))


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
