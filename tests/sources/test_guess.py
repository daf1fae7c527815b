from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from renkei.errors import SourceError
from renkei.sources import guess_mapping, mapping_as_toml, mapping_from_toml, read_table
from renkei.sources.header_words import header_words
from renkei.sources.headers import header_key, matched_columns
from renkei.tables import INPUT_TABLES

if TYPE_CHECKING:
    from tests.sources.conftest import Write


def test_every_column_of_every_table_has_its_own_name_among_its_words() -> None:
    words = header_words()
    assert set(words) == set(INPUT_TABLES)
    for table, spec in INPUT_TABLES.items():
        assert set(words[table]) == {column.name for column in spec.columns}
        assert not [word for names in words[table].values() for word in names if word.startswith("*")]


def test_headers_are_compared_without_case_width_and_punctuation() -> None:
    assert header_key("X_TWD97") == header_key("ｘ (twd97)") == "xtwd97"
    assert header_key("臺灣座標") == header_key("台灣坐標")
    assert matched_columns(["B", "a"], {"one": ("x", "A"), "two": ("a", "b"), "three": ("c",)}) == {
        "one": "a",
        "two": "B",
    }


def test_a_taiwanese_activity_table_is_guessed_and_read(write: Write) -> None:
    text = "縣市,鄉鎮市區,行業代碼,年度,工廠家數,員工人數,備註\n"
    text += "彰化縣,社頭鄉,123,105,171,2000,\n臺北縣,鶯歌鎮,232,105,211,,\n"
    file = write(text, encoding="cp950")
    mapping = guess_mapping(file)
    assert mapping.table == "activity"
    assert mapping.columns == {
        "region": ("縣市", "鄉鎮市區"),
        "industry": ("行業代碼",),
        "year": ("年度",),
        "establishments": ("工廠家數",),
        "jobs": ("員工人數",),
    }
    assert (mapping.dates, mapping.geography, mapping.classification) == ("roc", "TW-2016", "TWSIC-2011")
    assert mapping.ignore == ("備註",)
    imported = read_table(file, mapping_from_toml(mapping_as_toml(mapping)))
    assert imported.tables["activity"].select("region", "industry", "year", "establishments").rows() == [
        ("10007170", "123", 2016, 171),
        ("65000080", "232", 2016, 211),
    ]


def test_a_japanese_activity_table_is_guessed(write: Write) -> None:
    text = "都道府県,市区町村,産業分類,年,事業所数,従業者数\n架空県,架空市,輸送用機械,2016,12,345\n"
    mapping = guess_mapping(write(text, encoding="cp932"))
    assert mapping.table == "activity"
    assert mapping.columns["region"] == ("都道府県", "市区町村")
    assert mapping.columns["establishments"] == ("事業所数",)
    assert mapping.columns["jobs"] == ("従業者数",)
    assert mapping.geography is None
    assert mapping.missing == ()


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("事業所番号,事業所名,住所,経度,緯度,開設年月日", "establishments"),
        ("工廠登記編號,工廠名稱,鄉鎮市區,主要產品", "establishments"),
        ("統一編號,公司名稱,設立日期", "organisations"),
        ("法人番号,商号又は名称,都道府県", "organisations"),
        ("市区町村コード,市区町村名,人口,面積", "regions"),
        ("行業代碼,行業名稱,英文名稱", "industries"),
        ("園區代碼,園區名稱,園區類型,經度,緯度", "zones"),
        ("園區名稱,行業代碼,年度,家數", "zone_activity"),
        ("縣市,行業代碼,設立年,設立家數", "openings"),
        ("メッシュコード,産業分類,事業所数", "cells"),
        ("source,target,kind,project,start_date", "links"),
        ("文件編號,文件類型,標題,摘要", "documents"),
        ("from_industry,to_industry,value", "flows"),
        ("region,naics,year,emp,est", "activity"),
    ],
)
def test_the_table_is_told_from_the_header(write: Write, header: str, table: str) -> None:
    assert guess_mapping(write(f"{header}\n{',1' * header.count(',')}\n")).table == table


def test_number_and_list_notations_are_told_from_the_cells(write: Write) -> None:
    assert (
        guess_mapping(write("region;industry;year;jobs\nA;25;2016;1.234,5\nB;25;2016;3,5\n")).decimal == ","
    )
    assert guess_mapping(write("region,industry,year,jobs\nA,25,2016,3.5\n")).decimal == "."
    listed = "establishment,industries\n1,25、29\n2,25\n"
    assert guess_mapping(write(listed)).list_separator == "、"
    assert guess_mapping(write(listed.replace("、", "|"))).list_separator is None
    assert guess_mapping(write("establishment,opened\n1,31/12/2010\n")).dates == "day_first"
    assert guess_mapping(write("establishment,opened\n1,99.10.08\n")).dates == "roc"


def test_a_year_in_the_file_name_fills_a_missing_year(write: Write) -> None:
    mapping = guess_mapping(write("region,industry,jobs\nA,25,1\n", "jobs_2016.csv"))
    assert mapping.constants == {"year": 2016}


def test_a_table_that_fits_nothing_is_refused(write: Write) -> None:
    with pytest.raises(
        SourceError, match=r"No table takes the columns of .*: a, b\. Write the mapping by hand"
    ):
        guess_mapping(write("a,b\n1,2\n"))
