"""What the cells below a header say about it: whether they can be what a column asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.sources.dates import folded_text, read_dates, read_years
from renkei.sources.numbers import read_numbers, stands_for_missing

if TYPE_CHECKING:
    from renkei.tables import Column

_HAN: Final = r"\p{Han}"
_KANA: Final = r"[\p{Hiragana}\p{Katakana}]"
_LATIN: Final = r"\p{Latin}"
_FRACTION: Final = r"^[-+]?[0-9]*\.[0-9]*[1-9][0-9]*(?:[eE][-+]?[0-9]+)?$"
_NUMBER_WIDTH: Final = 60


def fitness(cells: pl.Series, column: Column) -> float:
    """0 … 1: the share of the filled `cells` that `column` can take; ½ where none is filled."""
    filled = cells.drop_nulls().rename("text")
    if filled.is_empty():
        return 0.5
    return float(filled.to_frame().select(_taken(pl.col("text"), column).fill_null(False).mean()).item())


def is_measure(cells: pl.Series) -> bool:
    """Whether most of `cells` are numbers with a fraction, so that they identify nothing."""
    filled = cells.drop_nulls()
    return int(filled.str.contains(_FRACTION).sum()) > len(filled) / 2


def _taken(text: pl.Expr, column: Column) -> pl.Expr:
    if column.name == "year":
        years = read_years(text)
        return years.is_between(1800, 2200) | years.is_between(1, 200)
    if column.type in {"number", "integer"}:
        return _is_number(text, column)
    if column.type == "date":
        return _is_date(text)
    if column.allowed:
        return text.str.to_lowercase().str.replace_all(" ", "_", literal=True).is_in(list(column.allowed))
    return _is_language(text, column.name)


def _is_number(text: pl.Expr, column: Column) -> pl.Expr:
    low = float("-inf") if column.minimum is None else column.minimum
    high = float("inf") if column.maximum is None else column.maximum
    read = [read_numbers(text, decimal=mark).is_between(low, high).fill_null(False) for mark in (".", ",")]
    return (pl.any_horizontal(read) | stands_for_missing(text)) & (text.str.len_chars() < _NUMBER_WIDTH)


def _is_date(text: pl.Expr) -> pl.Expr:
    read = [read_dates(text, calendar=one) for one in ("gregorian", "roc", "day_first", "month_first")]
    return pl.coalesce(read).is_not_null()


def _is_language(text: pl.Expr, name: str) -> pl.Expr:
    """Whether `text` can be a name in the language of the column; a column of another kind takes any text."""
    folded = folded_text(text)
    if name == "name_en":
        return folded.str.contains(_LATIN)
    if name == "name_ja":
        return folded.str.contains(_HAN) | folded.str.contains(_KANA)
    if name == "name_zh_hant":
        return folded.str.contains(_HAN) & ~folded.str.contains(_KANA)
    return folded.str.contains(r"\p{L}") if name in {"name", "title"} else text.is_not_null()
