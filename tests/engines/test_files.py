"""SQL on a build reads its tables and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

import renkei
from renkei.engines import tables_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "it's a build"
    made.mkdir()
    rows = {
        "region": ["a", "b", "a"],
        "industry": ["x", "x", "y"],
        "year": [2016] * 3,
        "establishments": [1, 2, 3],
    }
    pl.DataFrame(rows).write_parquet(made / "activity.parquet")
    pl.DataFrame({"secret": [1]}).write_parquet(tmp_path / "outside.parquet")
    return made


def test_each_parquet_file_is_a_table(folder: Path) -> None:
    with tables_in(folder) as connection:
        assert connection.sql("SELECT sum(establishments) FROM activity").fetchall() == [(6,)]


def test_a_table_can_go_straight_into_an_indicator(folder: Path) -> None:
    with tables_in(folder) as connection:
        quotients = renkei.location_quotient(connection.table("activity"))
        assert isinstance(quotients, duckdb.DuckDBPyRelation)
        assert quotients.pl().height == 3


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM read_parquet('{outside}')",
        "COPY activity TO '{outside}.csv'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
    ],
)
def test_nothing_outside_the_folder_can_be_reached(folder: Path, question: str) -> None:
    with tables_in(folder) as connection, pytest.raises(duckdb.Error):
        connection.sql(question.format(outside=folder.parent / "outside.parquet")).fetchall()
