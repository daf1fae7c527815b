from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, strategies as st

from renkei.sources.dates import Calendar, read_dates, read_years, reference_date, years_in_name


def read(text: str, calendar: Calendar = "gregorian") -> date | None:
    found: date | None = pl.DataFrame({"t": [text]}).select(read_dates(pl.col("t"), calendar=calendar)).item()
    return found


@pytest.mark.parametrize(
    "text",
    [
        "2010-10-08", "2010/10/8", "20101008", "2010年10月8日", "2010-10-08 12:30:00", "２０１０/１０/８",
        "0991008", "099/10/08", "民國99年10月8日", "2010100800000", "20101008000000", "2010-10-08T00:00:00",
        "0991008.0", "20101008.0", "平成22年10月8日", "H22.10.8", " 2010-10-08 ",
    ],
)  # fmt: skip
def test_unambiguous_dates_are_read_without_being_told(text: str) -> None:
    assert read(text) == date(2010, 10, 8)


@pytest.mark.parametrize("text", ["99.10.08", "99/10/8", "991008"])
def test_two_digit_roc_years_need_the_roc_calendar(text: str) -> None:
    assert read(text) is None
    assert read(text, "roc") == date(2010, 10, 8)


def test_the_order_of_day_and_month_is_told_by_the_calendar() -> None:
    assert read("08/10/2010") is None
    assert read("08/10/2010", "day_first") == date(2010, 10, 8)
    assert read("10/08/2010", "month_first") == date(2010, 10, 8)


def test_the_first_year_of_an_era_is_gannen() -> None:
    assert read("令和元年5月1日") == date(2019, 5, 1)


@pytest.mark.parametrize("text", ["0990230", "2010-13-01", "20100000", "2010100812345", "yesterday", "", "0"])
def test_dates_that_the_calendar_lacks_are_null(text: str) -> None:
    assert read(text, "roc") is None


def test_a_slip_of_the_pen_is_read_as_written() -> None:
    assert read("7701101", "roc") == date(2681, 11, 1)


@given(day=st.dates(date(1912, 1, 1), date(2900, 12, 31)))
def test_every_day_survives_the_way_it_is_written(day: date) -> None:
    roc = day.year - 1911
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{roc:03}{day:%m%d}", f"{roc:03}/{day.month}/{day.day}"):
        assert read(text, "roc") == day


def test_years_are_read_in_any_calendar() -> None:
    frame = pl.DataFrame({"t": ["2016", "2016年", "民國105年", "平成28年度", "105", "x", "2016.0"]})
    assert frame.select(read_years(pl.col("t"))).to_series().to_list() == [
        2016,
        2016,
        2016,
        2016,
        105,
        None,
        2016,
    ]
    assert frame.select(read_years(pl.col("t"), calendar="roc")).to_series()[4] == 2016


def test_a_file_name_tells_its_years() -> None:
    assert years_in_name(Path("factories_2016.csv.gz")) == [2016]
    assert years_in_name(Path("factories-20161231.csv")) == [2016]
    assert years_in_name(Path("10512-rows.csv")) == []


def test_the_reference_date_comes_from_the_file_name_unless_the_dates_contradict_it() -> None:
    dates = pl.Series(
        [date(1850, 1, 1), date(1900, 1, 1), date(2010, 1, 1), date(2016, 5, 5), date(2681, 11, 1)]
    )
    assert reference_date([Path("a_2017.csv")], dates) == date(2017, 12, 31)
    assert reference_date([Path("a_2009.csv")], dates) == date(2016, 12, 31)
    assert reference_date([Path("a.csv")], dates) == date(2016, 12, 31)
    assert reference_date([Path("a.csv")], pl.concat([dates, pl.Series([date(2050, 1, 1)])])) == date(
        2016, 12, 31
    )
    assert reference_date([Path("a.csv")], dates.clear()) == date(2100, 12, 31)
