"""Dates as they are written in Taiwan, Japan and Europe: Gregorian, ROC years, Japanese eras."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Calendar = Literal["gregorian", "roc", "day_first", "month_first"]
"""How to read what is ambiguous: `roc`: 99.10.08 and 991008 are 2010; `day_first`: 8/10/2010 is in October."""

FIRST_DAY: Final = date(1895, 1, 1)
"""Before this no date in a registry is taken to be possible."""

ROC_OFFSET: Final = 1911
_LAST_YEAR: Final = 2100
_ERAS: Final = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_LETTERS: Final = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_REST: Final = r"[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})日?(?:[ T].*)?$"
_SAVED_AS_NUMBER: Final = r"(?:\.0+)?$"
_MIDNIGHT: Final = r"(?:0{5,6})?" + _SAVED_AS_NUMBER
"""Some registers write the time of day behind the date, always zero, and not always with all its digits."""

_GREGORIAN: Final = (
    r"^(?:西元|西暦)?(?P<y>[0-9]{4})" + _REST,
    r"^(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})" + _MIDNIGHT,
)
_ROC: Final = (
    r"^(?:中華)?民國 ?(?P<y>[0-9]{1,3})" + _REST,
    r"^(?P<y>[0-9]{3})" + _REST,
    r"^(?P<y>[0-9]{3})(?P<m>[0-9]{2})(?P<d>[0-9]{2})" + _SAVED_AS_NUMBER,
)
_ROC_SHORT: Final = (
    r"^(?P<y>[0-9]{2})" + _REST,
    r"^(?P<y>[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})$",
)
_ERA: Final = r"^(?P<e>明治|大正|昭和|平成|令和|[MTSHRmtshr]) ?(?P<y>[0-9]{1,2}|元)" + _REST
_YEAR_IN_NAME: Final = r"(?<![0-9])((?:19|20)[0-9]{2})(?:[01][0-9](?:[0-3][0-9])?)?(?![0-9])"
_YEAR_LAST: Final = {
    "day_first": r"^(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{4})$",
    "month_first": r"^(?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})[-/.](?P<y>[0-9]{4})$",
}


def read_dates(text: pl.Expr, *, calendar: Calendar = "gregorian") -> pl.Expr:
    """The dates in `text`; null where it is none.

    Read without being told: 2016-10-08, 2016/10/8, 20161008, 2016年10月8日, with or without a time (20161008
    also with five or six zeros for it); ROC dates with three-digit years (0991008, 099/10/08,
    民國99年10月8日); Japanese eras (平成28年10月8日, H28.10.8).
    """
    folded = folded_text(text)
    shift = {**dict.fromkeys(_GREGORIAN, 0), **dict.fromkeys(_ROC, ROC_OFFSET)}
    if calendar == "roc":
        shift |= dict.fromkeys(_ROC_SHORT, ROC_OFFSET)
    elif calendar != "gregorian":
        shift[_YEAR_LAST[calendar]] = 0
    return pl.coalesce(
        *(_date_by(folded, pattern, offset) for pattern, offset in shift.items()), _era_date(folded)
    )


def read_years(text: pl.Expr, *, calendar: Calendar = "gregorian") -> pl.Expr:
    """The years in `text` as integers: 2016, 2016年, 民國105年, 平成28年, 105 (if `calendar` is roc); else null."""
    folded = folded_text(text)
    plain = folded.str.extract(r"^(?:西元|西暦)?([0-9]{1,4})(?:\.0+)?(?:年|年度)?$").cast(pl.Int64)
    if calendar == "roc":
        plain = pl.when(plain < 1000).then(plain + ROC_OFFSET).otherwise(plain)
    roc = folded.str.extract(r"^(?:中華)?民國 ?([0-9]{1,3})(?:年|年度)?$").cast(pl.Int64) + ROC_OFFSET
    era = folded.str.extract_groups(r"^(明治|大正|昭和|平成|令和) ?([0-9]{1,2}|元)(?:年|年度)?$")
    return pl.coalesce(plain, roc, _era_year(era.struct.field("1"), era.struct.field("2")))


def folded_text(text: pl.Expr) -> pl.Expr:
    """`text` with full-width letters and digits made plain and the spaces around it taken away."""
    return text.str.normalize("NFKC").str.strip_chars()


def reference_date(files: Sequence[Path], dates: pl.Series) -> date:
    """The last day on which a record of `files` can have been made: 31 December of a year.

    Of the latest year that a file name tells (factories_2016.csv), if three quarters of `dates` keep to it;
    else of the last year in `dates` that a chain of steps of at most ten years joins to the middle one. Years
    outside 1895–2100 do not count.
    """
    recorded = dates.drop_nulls().dt.year()
    recorded = recorded.filter(recorded.is_between(FIRST_DAY.year, _LAST_YEAR))
    told = [year for file in files for year in years_in_name(file)]
    if told and (recorded <= max(told)).sum() >= 0.75 * len(recorded):
        return date(max(told), 12, 31)
    if recorded.is_empty():
        return date(_LAST_YEAR, 12, 31)
    later_half = recorded.filter(recorded >= recorded.quantile(0.5, "lower")).unique().sort().to_list()
    ends = (year for year, following in pairwise([*later_half, float("inf")]) if following - year > 10)
    return date(int(next(ends)), 12, 31)


def years_in_name(file: Path) -> list[int]:
    """The years that the name of `file` tells, alone (factories_2016.csv) or in a date (20161231, 2016-12)."""
    return [int(year) for year in re.findall(_YEAR_IN_NAME, file.name)]


def _date_by(text: pl.Expr, pattern: str, offset: int) -> pl.Expr:
    parts = text.str.extract_groups(pattern).struct
    year = parts.field("y").cast(pl.Int32) + offset
    return _calendar_day(year, parts.field("m"), parts.field("d"))


def _era_date(text: pl.Expr) -> pl.Expr:
    parts = text.str.extract_groups(_ERA).struct
    return _calendar_day(_era_year(parts.field("e"), parts.field("y")), parts.field("m"), parts.field("d"))


def _era_year(era: pl.Expr, year: pl.Expr) -> pl.Expr:
    starts = {**_ERAS, **{letter: _ERAS[name] for letter, name in _ERA_LETTERS.items()}}
    start = era.str.to_uppercase().replace_strict(starts, default=None, return_dtype=pl.Int64)
    return start + year.replace("元", "1").cast(pl.Int64)


def _calendar_day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    return pl.format("{}-{}-{}", year, month, day).str.to_date("%Y-%m-%d", strict=False)
