from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, strategies as st

from renkei.sources.numbers import (
    DecimalMark,
    is_plain_number,
    read_numbers,
    stands_for_missing,
    stands_for_suppressed,
)


def read(text: str, decimal: DecimalMark = ".") -> float | None:
    found: float | None = (
        pl.DataFrame({"t": [text]}).select(read_numbers(pl.col("t"), decimal=decimal)).item()
    )
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [("1234", 1234), ("1,234", 1234), ("1 234.5", 1234.5), ("１，２３４", 1234), ("12家", 12), ("1'000", 1000),
     ("1’234’567", 1234567),
     ("1\u202f234", 1234), ("1,234 人", 1234), ("2015.0", 2015), ("- 3", -3), ("-3", -3),
     ("−3", -3), ("1e3", 1000), (" 7 ", 7)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    "text", ["abc", "1,23", "12,34,567", "", "1.2.3", "1_0", "1 0", "12 3", "30%", "30 %", "inf", "nan"]
)
def test_what_is_no_number_is_null(text: str) -> None:
    assert read(text) is None


def test_decimal_commas_are_read_when_told() -> None:
    assert read("1.234,5", ",") == 1234.5
    assert read("230000,00", ",") == 230000
    assert read("1,234", ",") == 1.234


def test_signs_for_missing_numbers_are_known() -> None:
    frame = pl.DataFrame({"t": ["-", "…", "NA", "不詳", "x", "χ", "(D)", "秘", "0", "12"]})
    assert frame.select(stands_for_missing(pl.col("t"))).to_series().to_list() == [True] * 8 + [False] * 2
    assert frame.select(stands_for_suppressed(pl.col("t"))).to_series().to_list() == (
        [False] * 4 + [True] * 4 + [False] * 2
    )


@given(value=st.integers(-(10**9), 10**9))
def test_thousands_separators_change_nothing(value: int) -> None:
    assert read(f"{value:,}") == value
    assert read(f"{value:,}".replace(",", "."), ",") == value
    frame = pl.DataFrame({"t": [str(value), f"{value}家"]})
    assert frame.select(is_plain_number(pl.col("t"))).to_series().to_list() == [True, False]
