from __future__ import annotations

from string import Formatter

import polars as pl
import pytest

from renkei.errors import SourceError
from renkei.language import translated
from renkei.sources import Imported, problems_by_kind, problems_in_language
from renkei.sources.problem_kinds import (
    DUPLICATE_KEY,
    IMPOSSIBLE_DATE,
    NOT_WHOLE,
    PROBLEM_KINDS,
    UNKNOWN_COLUMN,
    ProblemKind,
)
from renkei.sources.problems import FILE, ROW, problem_report, problem_rows, set_aside_rows


@pytest.fixture
def report() -> pl.DataFrame:
    rows = pl.DataFrame(
        {FILE: ["a.csv", "a.csv"], ROW: [7, 3], "x": ["7701101", "{odd}"], "kept": ["2", "2"]}
    )
    return problem_report(
        [
            problem_rows(rows, IMPOSSIBLE_DATE, column="日期", value=pl.col("x")),
            problem_rows(rows, DUPLICATE_KEY, column="id", value=pl.col("x"), detail=pl.col("kept")),
            problem_rows(rows.head(1), UNKNOWN_COLUMN, column="備註"),
        ]
    )


def test_a_report_puts_what_was_set_aside_first_then_follows_the_rows(report: pl.DataFrame) -> None:
    assert report.select("row", "outcome").rows() == [
        (3, "set_aside"),
        (7, "set_aside"),
        (3, "changed"),
        (7, "changed"),
        (7, "doubtful"),
    ]


def test_reasons_are_filled_and_say_what_to_do(report: pl.DataFrame) -> None:
    first = report.row(0, named=True)
    assert first["reason"] == "The same key is already in row 2, which was kept."
    assert first["action"] == "Delete one of the two rows, or add them up."
    assert report["reason"][2] == "“{odd}” is not a date of the calendar; the date was left empty."


def test_a_report_is_told_in_the_reader_s_language(report: pl.DataFrame) -> None:
    chinese = problems_in_language(report, "zh-Hant")
    assert chinese["reason"][0] == "相同的鍵值已出現在第 2 列，保留的是該列。"
    assert (
        problems_in_language(report, "ja")["reason"][0]
        == "同じキーが 2 行目にすでにあり、そちらを採用しました。"
    )
    assert problems_in_language(chinese, "en").equals(report)


def test_problems_are_counted_by_kind(report: pl.DataFrame) -> None:
    counted = problems_by_kind(report, "ja")
    assert counted.select("kind", "problems", "rows").rows() == [
        ("duplicate_key", 2, 2),
        ("impossible_date", 2, 2),
        ("unknown_column", 1, 1),
    ]
    assert counted["reason"][1] == "ありえない日付"


def test_an_empty_report_has_the_same_columns(report: pl.DataFrame) -> None:
    assert problem_report([]).schema == report.schema
    assert problems_by_kind(problem_report([])).is_empty()


@pytest.mark.parametrize("kind", PROBLEM_KINDS.values(), ids=PROBLEM_KINDS)
def test_every_kind_of_problem_is_told_in_three_languages_with_the_same_fields(kind: ProblemKind) -> None:
    for template in (kind.title, kind.reason, kind.action):
        fields = {field for _, field, _, _ in Formatter().parse(template) if field}
        assert fields <= {"value", "detail", "column"}
        for language in ("zh-Hant", "ja"):
            there = translated(template, language)
            assert there != template
            assert {field for _, field, _, _ in Formatter().parse(there) if field} == fields


def test_an_import_whose_counts_do_not_add_up_is_refused(report: pl.DataFrame) -> None:
    assert set_aside_rows(report).height == 2
    table = {"activity": pl.DataFrame()}
    Imported("table", table, 5, 3, 2, report)
    with pytest.raises(SourceError, match="do not add up: 5 rows in, 4 kept, 2 set aside"):
        Imported("table", table, 5, 4, 2, report)
    with pytest.raises(SourceError, match="3 set aside, 2 of these explained"):
        Imported("table", table, 5, 2, 3, report)


def test_a_null_value_reads_as_nothing() -> None:
    rows = pl.DataFrame({FILE: ["a"], ROW: [1]})
    assert problem_report([problem_rows(rows, NOT_WHOLE, column="x")])["reason"][0].startswith(
        " is not a whole"
    )
