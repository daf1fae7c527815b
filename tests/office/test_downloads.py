"""What may leave the atlas, and in which form."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.office.atlas.downloads import PUBLIC_TABLES, file_response
from renkei.tables.actors import DOCUMENTS, ESTABLISHMENTS, LINKS, ORGANISATIONS
from tests.office.pages import PAGES, PREFIXES, Page

if TYPE_CHECKING:
    from django.test import Client

    from renkei.tables import TableSpec

FIRM = "絕密股份有限公司"


@pytest.mark.parametrize("name", PUBLIC_TABLES)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_public_table_that_there_is_can_be_taken_away(reader: Client, name: str, form: str) -> None:
    response = reader.get(f"/en/data/{name}.{form}")
    assert response.status_code == (404 if name == "cells" else 200)


@pytest.mark.parametrize(
    "spec", [ESTABLISHMENTS, ORGANISATIONS, LINKS, DOCUMENTS], ids=lambda spec: spec.name
)
@pytest.mark.parametrize("end", [".csv", ".parquet", "/"])
def test_tables_about_single_firms_are_never_served(reader: Client, spec: TableSpec, end: str) -> None:
    response = reader.get(f"/en/data/{spec.name}{end}")
    assert response.status_code == 404
    assert FIRM not in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_names_a_firm(reader: Client, path: str) -> None:
    for prefix in PREFIXES:
        assert FIRM not in reader.get(f"/{prefix}/{path}").content.decode()


def test_values_that_a_spreadsheet_would_run_are_made_harmless() -> None:
    dangerous = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "safe=1"]
    frame = pl.DataFrame({"text": dangerous, "number": [-1.5, 2, 3, 4, 5, 6, 7]})
    content = file_response(frame, "x", "csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["text"] for row in rows] == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "safe=1"]
    assert rows[0]["number"] == "-1.5"


def test_parquet_comes_back_as_it_was(reader: Client) -> None:
    content = reader.get("/en/data/zones.parquet").content
    assert pl.read_parquet(io.BytesIO(content))["zone"].to_list() == ["Z1", "Z2", "Z3"]


def test_a_file_is_named_after_its_build(reader: Client) -> None:
    response = reader.get("/en/data/zones.csv")
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="renkei-0123456789abcdef-zones.csv"'
    )


def test_the_data_page_explains_every_public_column(reader: Client) -> None:
    text = Page(reader.get("/ja/data/clusters/").content.decode()).text
    assert "工場数で重み付けした中心の経度" in text


def test_the_data_page_counts_the_remarks_on_the_import(reader: Client) -> None:
    page = Page(reader.get("/en/data/").content.decode())
    assert "Own table x.csv: 100 rows read, 98 kept, 2 set aside, 7 remarks." in page.text
