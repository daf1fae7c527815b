from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest
from openpyxl import Workbook

from renkei.errors import SourceError
from renkei.sources import TableMapping, read_table
from renkei.sources.problems import ROW
from renkei.sources.workbooks import read_parquet, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sources.conftest import Write


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "notes"
    notes.append(["Made for a test."])
    first = book.create_sheet("表1")
    first.append(["Table 1: plants"])
    first.append([])
    first.append(["establishment", "opened", "jobs", "region", None])
    first.append([1, datetime.fromisoformat("2010-10-08"), 12, "A"])
    first.append([])
    first.append([2.0, date(2011, 1, 2), 3.5, None])
    second = book.create_sheet("other")
    second.append(["establishment", "region"])
    second.append(["9", "B"])
    book.create_sheet("empty")
    file = tmp_path / "plants.xlsx"
    book.save(file)
    return file


def test_a_workbook_keeps_the_row_numbers_that_excel_shows(workbook: Path) -> None:
    raw = read_workbook(workbook)
    assert raw.header == ("establishment", "opened", "jobs", "region")
    assert raw.frame[ROW].to_list() == [4, 6]
    assert raw.frame.select("establishment", "opened", "jobs", "region").rows() == [
        ("1", "2010-10-08", "12", "A"),
        ("2", "2011-01-02", "3.5", None),
    ]


def test_a_workbook_becomes_a_table(workbook: Path) -> None:
    imported = read_table(workbook)
    assert imported.tables["establishments"].select("establishment", "opened", "jobs").rows() == [
        ("1", date(2010, 10, 8), 12.0),
        ("2", date(2011, 1, 2), 3.5),
    ]
    assert imported.problems.is_empty()


def test_a_sheet_can_be_named(workbook: Path) -> None:
    mapping = TableMapping("establishments", {"establishment": ("establishment",)}, sheet="other")
    assert read_table(workbook, mapping).tables["establishments"]["establishment"].to_list() == ["9"]
    with pytest.raises(SourceError, match=r"has no sheet “missing” .* Its sheets: notes, 表1, other, empty"):
        read_workbook(workbook, sheet="missing")
    with pytest.raises(SourceError, match="has no sheet “empty” with a header of at least two columns"):
        read_workbook(workbook, sheet="empty")


def test_a_workbook_without_any_table_names_its_sheets(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["only"])
    page.append(["one column"])
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(SourceError, match=r"No sheet of .*list\.xlsx has a header .* Its sheets: Sheet"):
        read_workbook(tmp_path / "list.xlsx")


def test_a_damaged_workbook_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match="cannot be read as an Excel workbook"):
        read_workbook(write(b"PK\x03\x04 nonsense", "broken.xlsx"))


def test_parquet_keeps_values_and_lists(tmp_path: Path) -> None:
    file = tmp_path / "plants.parquet"
    frame = pl.DataFrame(
        {"establishment": [1, 2], "industries": [["25", "29"], None], "opened": [date(2010, 10, 8), None],
         "jobs": [0.1 + 0.2, None]}
    )  # fmt: skip
    frame.write_parquet(file)
    imported = read_table(file)
    assert imported.tables["establishments"].rows() == [
        ("1", ["25", "29"], date(2010, 10, 8), 0.1 + 0.2),
        ("2", [], None, None),
    ]


def test_a_damaged_or_empty_parquet_file_is_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read as Parquet"):
        read_parquet(write(b"PAR1 nonsense", "broken.parquet"))
    empty = tmp_path / "empty.parquet"
    pl.DataFrame(schema={"region": pl.String}).write_parquet(empty)
    with pytest.raises(SourceError, match="has a header but no rows"):
        read_parquet(empty)
