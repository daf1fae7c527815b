from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.errors import SourceError
from renkei.sources import TableMapping, mapping_from_toml, read_table
from renkei.tables import INPUT_TABLES, check_table

if TYPE_CHECKING:
    from renkei.sources import Imported
    from tests.sources.conftest import Write

ACTIVITY = """
table = "activity"
[columns]
region = "place"
industry = "trade"
jobs = "people"
establishments = "plants"
[constants]
year = 2016
"""


def kinds(imported: Imported) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, kind in imported.problems.select("row", "kind").iter_rows():
        rows.setdefault(kind, []).append(row)
    return rows


def test_a_file_with_our_own_headers_needs_no_mapping(write: Write) -> None:
    imported = read_table(write("region,industry,year,jobs\nA,25,2016,7\nB,25,2016,\n"))
    assert imported.source == "table"
    assert imported.tables["activity"].rows() == [
        ("A", "25", 2016, 7.0, "reported"),
        ("B", "25", 2016, None, "reported"),
    ]
    assert imported.problems.is_empty()


def test_the_table_that_takes_most_columns_is_meant(write: Write) -> None:
    assert "openings" in read_table(write("region,industry,year,openings\nA,25,2016,7\n")).tables
    assert "zone_activity" in read_table(write("zone,industry,year\nA,25,2016\n")).tables
    assert "flows" in read_table(write("from_industry,to_industry,value\n25,26,1.5\n")).tables


def test_unknown_headers_without_mapping_point_to_the_guess(write: Write) -> None:
    with pytest.raises(
        SourceError, match=r"needs a mapping: its columns place, people .* `renkei import --guess"
    ):
        read_table(write("place,people\nA,1\n"))


def test_a_mapping_renames_columns_and_adds_constants(write: Write) -> None:
    text = "place,trade,people,plants\nA,25,7,1\n"
    imported = read_table(write(text), mapping_from_toml(ACTIVITY))
    assert imported.tables["activity"].row(0, named=True) == {
        "region": "A", "industry": "25", "year": 2016, "establishments": 1, "jobs": 7.0, "flag": "reported",
    }  # fmt: skip


def test_headers_that_nobody_asked_for_are_left_out_and_reported(write: Write) -> None:
    text = "region,industry,year,colour\nA,25,2016,red\n"
    imported = read_table(write(text))
    assert "colour" not in imported.tables["activity"].columns
    assert imported.problems.select("row", "column", "kind", "outcome").row(0) == (
        1, "colour", "unknown_column", "doubtful",
    )  # fmt: skip
    ignoring = TableMapping("activity", {n: (n,) for n in ("region", "industry", "year")}, ignore=("colour",))
    assert read_table(write(text), ignoring).problems.is_empty()


def test_numbers_are_checked_cell_by_cell(write: Write) -> None:
    text = (
        "place,trade,people,plants\n"
        'A,1,"1,234",1\n'  # changed: thousands
        "A,2,１２,2\n"  # changed: full width
        "A,3,many,3\n"  # text
        "A,4,-5,4\n"  # below the range
        "A,5,x,5.5\n"  # suppressed; a mean over years
        "A,6,-,6家\n"  # missing; unit
    )
    imported = read_table(write(text), mapping_from_toml(ACTIVITY))
    assert kinds(imported) == {
        "separated_thousands": [2, 7],
        "folded_characters": [3],
        "text_in_number": [4],
        "out_of_range": [5],
        "stands_for_missing": [6, 7],
    }
    table = imported.tables["activity"]
    assert table["jobs"].to_list() == [1234.0, 12.0, None, None, None, None]
    assert table["establishments"].to_list() == [1, 2, 3, 4, 5.5, 6]
    assert table["flag"].to_list() == ["reported"] * 4 + ["suppressed", "reported"]
    assert imported.rows_kept == 6
    text_row = imported.problems.filter(pl.col("kind") == "text_in_number").row(0, named=True)
    assert text_row["column"] == "people"
    assert text_row["value"] == "many"
    assert text_row["reason"] == "“many” is not a number; the value was left empty."
    assert text_row["action"].startswith("Correct the cell")


def test_a_fraction_in_a_column_of_whole_numbers_is_left_empty_and_reported(write: Write) -> None:
    """A row cannot do without its openings, so it is set aside; half a plant does not open."""
    text = "region,industry,year,openings\nA,1,2016,2\nA,2,2016,2.5\n"
    imported = read_table(write(text))
    assert imported.tables["openings"]["openings"].to_list() == [2]
    assert 3 in kinds(imported)["not_whole"]
    assert imported.rows_set_aside == 1


def test_decimal_commas_follow_the_mapping(write: Write) -> None:
    text = "place;trade;people;plants\nA;1;1.234,5;1\nA;2;3,5;2\n"
    imported = read_table(write(text), mapping_from_toml('decimal = ","' + ACTIVITY))
    assert imported.tables["activity"]["jobs"].to_list() == [1234.5, 3.5]
    assert kinds(imported) == {"separated_thousands": [2]}


def test_rows_without_key_and_repeated_keys_are_set_aside(write: Write) -> None:
    text = "region,industry,year,jobs\nA,25,2016,1\n,25,2016,2\nA,25,2016,3\nA,25,soon,4\n"
    imported = read_table(write(text))
    assert kinds(imported) == {"missing_required": [3, 5], "duplicate_key": [4], "text_in_number": [5]}
    assert (imported.rows_in, imported.rows_kept, imported.rows_set_aside) == (4, 1, 3)


def test_years_may_be_roc_years(write: Write) -> None:
    mapping = TableMapping("activity", {n: (n,) for n in ("region", "industry", "year")}, dates="roc")
    imported = read_table(write("region,industry,year\nA,1,105\nA,2,民國104年\nA,3,2016\n"), mapping)
    assert imported.tables["activity"]["year"].to_list() == [2016, 2015, 2016]


def test_dates_and_lists_become_dates_and_lists(write: Write) -> None:
    text = "establishment,industries,opened,closed\n1,25|29; 25,2010-10-08,0991008\n2,,2010-02-30,\n"
    imported = read_table(write(text))
    table = imported.tables["establishments"]
    assert table["industries"].to_list() == [["25", "29"], []]
    assert table["opened"].to_list() == [date(2010, 10, 8), None]
    assert kinds(imported) == {"impossible_date": [3]}


def test_a_list_separator_may_be_told(write: Write) -> None:
    mapping = mapping_from_toml(
        'table = "documents"\nlist_separator = "、"\n[columns]\ndocument = "id"\nkind = "k"\norganisations = "who"\n'
    )
    imported = read_table(write("id,k,who\n1,paper,甲大學、乙公司\n"), mapping)
    assert imported.tables["documents"]["organisations"].to_list() == [["甲大學", "乙公司"]]


def test_words_outside_the_allowed_ones_are_left_empty(write: Write) -> None:
    text = "zone,kind\nA,Science park\nB,castle\n"
    imported = read_table(write(text))
    assert imported.tables["zones"]["kind"].to_list() == ["science_park"]
    assert kinds(imported) == {"not_allowed": [3], "missing_required": [3]}


def test_points_are_put_right(write: Write) -> None:
    text = "establishment,lon,lat\n1,120.5,24\n2,24,120.5\n3,0,0\n4,500,24\n5,x,y\n"
    imported = read_table(write(text))
    assert imported.tables["establishments"].select("lon", "lat").rows() == [
        (120.5, 24.0), (120.5, 24.0), (None, None), (None, 24.0), (None, None),
    ]  # fmt: skip
    assert kinds(imported) == {
        "coordinates_swapped": [3],
        "coordinates_zero": [4],
        "out_of_range": [5],
        "stands_for_missing": [6],
        "text_in_number": [6],
    }


def test_names_of_regions_and_industries_become_codes(write: Write) -> None:
    mapping = TableMapping(
        "activity",
        {"region": ("縣市", "鄉鎮"), "industry": ("行業",), "year": ("年",)},
        geography="TW-2016",
        classification="TWSIC-2011",
    )
    text = (
        "縣市,鄉鎮,行業,年\n彰化縣,社頭鄉,123,2016\n臺北縣,三重市,金屬製品製造業,2016\n彰化縣,,25金屬製品製造業,2016\n"
        "火星,,25,2016\n彰化縣,社頭鄉,虛構業,2016\nYingge District,,9,2016\n10007170,,25,2016\n"
    )
    imported = read_table(write(text), mapping)
    assert imported.tables["activity"].select("region", "industry").rows() == [
        ("10007170", "123"), ("65000020", "25"), ("10007", "25"), ("65000080", "09"), ("10007170", "25"),
    ]  # fmt: skip
    assert kinds(imported) == {
        "unknown_region": [5], "unknown_industry": [6], "missing_required": [6], "restored_zero": [7],
    }  # fmt: skip


def test_listed_industries_become_codes(write: Write) -> None:
    mapping = TableMapping(
        "establishments",
        {"establishment": ("id",), "industries": ("trades",)},
        classification="TWSIC-2011",
    )
    imported = read_table(write("id,trades\n1,259其他金屬製品|食品製造業|999\n2,25\n"), mapping)
    assert imported.tables["establishments"]["industries"].to_list() == [["259", "08"], ["25"]]
    assert kinds(imported) == {"unknown_industry": [2]}


def test_codes_that_lost_their_leading_zero_get_it_back_if_the_geography_knows_them(write: Write) -> None:
    columns = {"region": ("region",), "industry": ("industry",), "year": ("year",)}
    text = "region,industry,year\n9007,8,2016\n09007,08,2017\n9007.0,25,2016\n"
    known = read_table(
        write(text), TableMapping("activity", columns, geography="TW-2016", classification="TWSIC-2011")
    )
    assert known.tables["activity"].select("region", "industry").rows() == [
        ("09007", "08"), ("09007", "08"), ("09007", "25"),
    ]  # fmt: skip
    assert kinds(known) == {"restored_zero": [2, 2, 4], "code_saved_as_number": [4]}
    restored = known.problems.filter(pl.col("kind") == "restored_zero")
    assert restored["detail"].to_list() == ["09007", "08", "09007"]
    unknown = read_table(write(text), TableMapping("activity", columns))
    assert unknown.tables["activity"]["region"].to_list() == ["9007", "09007", "9007"]


def test_listed_codes_get_their_leading_zero_back(write: Write) -> None:
    mapping = TableMapping(
        "establishments",
        {"establishment": ("id",), "industries": ("trades",)},
        classification="TWSIC-2011",
    )
    imported = read_table(write("id,trades\n1,9|25\n2,09\n"), mapping)
    assert imported.tables["establishments"]["industries"].to_list() == [["09", "25"], ["09"]]
    assert imported.problems.select("row", "kind", "value", "detail").rows() == [
        (2, "restored_zero", "9", "09")
    ]


def test_codes_saved_as_decimal_numbers_lose_their_decimals_and_whole_numbers_need_no_remark(
    write: Write,
) -> None:
    imported = read_table(write("region,industry,year,establishments\n1.0,A,2015.0,7.0\n2.0,A,2015.0,8\n"))
    assert imported.tables["activity"].select("region", "year", "establishments").rows() == [
        ("1", 2015, 7), ("2", 2015, 8),
    ]  # fmt: skip
    assert kinds(imported) == {"code_saved_as_number": [2, 3]}
    told = imported.problems.row(0, named=True)
    assert told["reason"] == "The code 1.0 was saved as a decimal number: read as 1."


def test_decimals_that_mean_something_stay_in_a_code(write: Write) -> None:
    imported = read_table(write("region,industry,year\nA,10.0,2016\nA,10.1,2016\n"))
    assert imported.tables["activity"]["industry"].to_list() == ["10.0", "10.1"]
    assert imported.problems.is_empty()


def test_percentages_are_not_taken_for_numbers(write: Write) -> None:
    imported = read_table(write("region,industry,year,jobs\nA,25,2016,30%\nA,26,2016,1 0\n"))
    assert imported.tables["activity"]["jobs"].to_list() == [None, None]
    assert kinds(imported) == {"text_in_number": [2, 3]}


def test_a_header_that_the_mapping_names_must_be_there(write: Write) -> None:
    with pytest.raises(
        SourceError, match="has no column trade, people, plants that the mapping names; it has"
    ):
        read_table(write("place,x\nA,1\n"), mapping_from_toml(ACTIVITY))


def test_required_columns_may_not_stay_open(write: Write) -> None:
    mapping = TableMapping("activity", {"region": ("a",)})
    with pytest.raises(SourceError, match="leaves industry, year of `activity` open"):
        read_table(write("a,b\n1,2\n"), mapping)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16"])
def test_japanese_tables_are_read_in_every_encoding(write: Write, encoding: str) -> None:
    mapping = TableMapping(
        "activity",
        {"region": ("都道府県",), "industry": ("産業分類",), "year": ("年",), "jobs": ("従業者数",)},
    )
    text = '都道府県,産業分類,年,従業者数\n架空県,輸送用機械,2016,"1,234"\n架空県,食料品,平成28年,X\n'
    imported = read_table(write(text, encoding=encoding), mapping)
    assert imported.tables["activity"].rows() == [
        ("架空県", "輸送用機械", 2016, 1234.0, "reported"),
        ("架空県", "食料品", 2016, None, "suppressed"),
    ]


def test_every_column_of_every_table_can_be_read(write: Write) -> None:
    samples = {"text": "a", "integer": "2000", "number": "1.5", "date": "2016-01-02", "list": "a|b"}
    for spec in INPUT_TABLES.values():
        cells = [column.allowed[0] if column.allowed else samples[column.type] for column in spec.columns]
        header = ",".join(column.name for column in spec.columns)
        imported = read_table(write(f"{header}\n{','.join(cells)}\n", f"{spec.name}.csv"))
        table = imported.tables[spec.name]
        check_table(table, spec)
        assert imported.problems.filter(pl.col("kind") != "out_of_range").is_empty()


cell = st.one_of(
    st.sampled_from(["A", "B", "25", "2016", "1,234", "x", "-", "", "１２", "-5", "9e99", "2016.5", "年"]),
    st.text(max_size=4).filter(lambda text: not set(text) & set('\r\n\x00",')),
)


@settings(max_examples=80, deadline=None)
@given(rows=st.lists(st.tuples(cell, cell, cell, cell), min_size=1, max_size=8))
def test_whatever_a_table_holds_its_rows_add_up_and_keep_to_the_specification(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str]]
) -> None:
    file = tmp_path_factory.getbasetemp() / "whatever.csv"
    lines = ["region,industry,year,jobs", "Z,1,2016,1"]
    lines += [",".join(f'"{one}"' for one in row) for row in rows]
    file.write_text("\n".join(lines), encoding="utf-8", errors="replace", newline="")
    imported = read_table(file)
    filled = [row for row in rows if any(row)]
    assert imported.rows_in == imported.rows_kept + imported.rows_set_aside == len(filled) + 1
    check_table(imported.tables["activity"], INPUT_TABLES["activity"])
