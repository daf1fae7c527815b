from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.errors import NotFoundError, SourceError
from renkei.sources import read_tw_factories
from renkei.tables import ESTABLISHMENTS, check_table
from tests.sources.registry import PLANT, registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from renkei.sources import Imported
    from tests.sources.conftest import Write

    Read = Callable[..., Imported]

NO_POINT = {"lon": "", "lat": "", "X_twd97": "", "Y_twd97": ""}
SHETOU, YINGGE, SANCHONG, MAGONG = "10007170", "65000080", "65000020", "10016010"


@pytest.fixture
def read(write: Write) -> Read:
    def imported(*plants: dict[str, str], renamed: dict[str, str] | None = None) -> Imported:
        return read_tw_factories([write(registry(*plants, renamed=renamed), "plants_2016.csv")])

    return imported


def kinds(imported: Imported) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, kind in imported.problems.select("row", "kind").iter_rows():
        rows.setdefault(kind, []).append(row)
    return rows


def plants(imported: Imported) -> pl.DataFrame:
    return imported.tables["establishments"]


def test_a_plant_becomes_an_establishment(read: Read) -> None:
    imported = read({})
    assert (imported.rows_in, imported.rows_kept, imported.rows_set_aside) == (1, 1, 0)
    assert kinds(imported) == {}
    assert plants(imported).row(0, named=True) == {
        "establishment": "90000001",
        "organisation": "12345675",
        "name": "虛構一號股份有限公司",
        "region": SHETOU,
        "zone": None,
        "lon": 120.6022,
        "lat": 23.9055,
        "industries": ["12", "123"],
        "opened": date(2010, 10, 8),
    }
    check_table(plants(imported), ESTABLISHMENTS)


def test_the_layout_of_later_years_is_read(read: Read) -> None:
    renamed = {"營利事業統一編號": "統一編號", "X_twd97": "X坐標", "Y_twd97": "Y坐標", "lon": "", "lat": ""}
    imported = read(
        {
            "工廠登記核准日期": "099/10/08",
            "產業類別": "12成衣及服飾品製造業、15紙漿、紙及紙製品製造業",
            "主要產品": "123服飾品、151紙漿、紙、紙板、159其他紙製品",
        },
        renamed=renamed,
    )
    plant = plants(imported).row(0, named=True)
    assert plant["industries"] == ["12", "15", "123", "151", "159"]
    assert (plant["lon"], plant["lat"]) == pytest.approx((120.6022, 23.9055), abs=1e-4)
    assert plant["opened"] == date(2010, 10, 8)
    assert kinds(imported) == {}


@pytest.mark.parametrize(
    ("industries", "products"),
    [
        ("12成衣及服飾品製造業|13皮革、毛皮及其製品製造業", "123服飾品|130皮革、毛皮及其製品"),
        ("12|13", "123|130"),
        ("12,13", "123,130"),
        ("１２；１３", "１２３；１３０"),
        ("成衣及服飾品製造業、皮革、毛皮及其製品製造業", "服飾品、皮革、毛皮及其製品"),
        ("成衣及服飾品製造業(12)|皮革、毛皮及其製品製造業(13)", "服飾品製造業(1230)|(130)"),
        ("12 成衣及服飾品 13 皮革、毛皮及其製品", "123 服飾品 130 皮革、毛皮及其製品"),
    ],
)
def test_industries_are_read_in_every_notation(read: Read, industries: str, products: str) -> None:
    imported = read({"產業類別": industries, "主要產品": products})
    assert plants(imported)["industries"].to_list() == [["12", "13", "123", "130"]]
    assert kinds(imported) == {}


def test_one_column_of_four_digit_codes_gives_both_levels(read: Read) -> None:
    imported = read({"產業類別": "1230|2599"}, renamed={"產業類別": "行業代碼", "主要產品": ""})
    assert plants(imported)["industries"].to_list() == [["12", "25", "123", "259"]]
    assert kinds(imported) == {}


def test_products_alone_are_enough(read: Read) -> None:
    imported = read({}, renamed={"產業類別": ""})
    assert plants(imported)["industries"].to_list() == [["123"]]
    assert kinds(imported) == {}


@pytest.mark.parametrize(
    ("east", "north"),
    [
        ("lon", "lat"), ("經度", "緯度"), ("東經", "北緯"), ("longitude", "latitude"), ("WGS84X", "WGS84Y"),
        ("Lng", "Lat"),
    ],
)  # fmt: skip
def test_degrees_are_found_under_their_names(read: Read, east: str, north: str) -> None:
    imported = read({}, renamed={"lon": east, "lat": north, "X_twd97": "", "Y_twd97": ""})
    assert plants(imported).select("lon", "lat").row(0) == (120.6022, 23.9055)


@pytest.mark.parametrize(
    ("east", "north"),
    [
        ("X_twd97", "Y_twd97"),
        ("TWD97X", "TWD97Y"),
        ("X坐標", "Y坐標"),
        ("座標X", "座標Y"),
        ("TWD97-X", "TWD97-Y"),
        ("X", "Y"),
    ],
)
def test_metres_are_found_under_their_names(read: Read, east: str, north: str) -> None:
    imported = read({}, renamed={"X_twd97": east, "Y_twd97": north, "lon": "", "lat": ""})
    assert plants(imported).select("lon", "lat").row(0) == pytest.approx((120.6022, 23.9055), abs=1e-4)


@pytest.mark.parametrize(("x", "y"), [("312663.41", "2605388.35"), ("108483.66", "2605964.24")])
def test_penghu_is_read_in_either_zone_of_twd97(read: Read, x: str, y: str) -> None:
    magong = {
        "工廠市鎮鄉村里": "澎湖縣馬公市",
        "工廠地址": "澎湖縣馬公市虛構路1號",
        "X_twd97": x,
        "Y_twd97": y,
    }
    imported = read(magong, renamed={"lon": "", "lat": ""})
    lon, lat = plants(imported).select("lon", "lat").row(0)
    assert (lon, lat) == pytest.approx((119.6139, 23.5506), abs=1e-3)
    assert plants(imported)["region"].to_list() == [MAGONG]
    assert kinds(imported) == {}


def test_metres_and_degrees_the_wrong_way_round_are_swapped(read: Read) -> None:
    swapped = {
        "lon": PLANT["lat"], "lat": PLANT["lon"], "X_twd97": PLANT["Y_twd97"], "Y_twd97": PLANT["X_twd97"],
    }  # fmt: skip
    imported = read(swapped)
    assert plants(imported).select("lon", "lat").row(0) == (120.6022, 23.9055)
    assert kinds(imported) == {"coordinates_swapped": [2, 2]}


def test_unusable_coordinates_are_left_out_and_reported(read: Read) -> None:
    only_degrees = {"X_twd97": "", "Y_twd97": ""}
    imported = read(
        {"lon": "0", "lat": "0"},
        {"lon": "139.7", "lat": "35.7"},
        {"lon": "unknown", "lat": "23.9"},
        {"lon": "120.6022", "lat": ""},
        {"lon": "", "lat": ""},
        renamed=only_degrees,
    )
    assert kinds(imported) == {
        "coordinates_zero": [2],
        "coordinates_outside": [3],
        "coordinates_unreadable": [4, 5],
    }
    assert plants(imported)["lon"].null_count() == 5
    assert imported.rows_kept == 5


def test_the_second_pair_steps_in_for_an_unusable_first(read: Read) -> None:
    imported = read({"lon": "0", "lat": "0"})
    assert plants(imported).select("lon", "lat").row(0) == pytest.approx((120.6022, 23.9055), abs=1e-4)


def test_of_two_pairs_that_disagree_the_one_nearer_to_the_region_counts(read: Read) -> None:
    imported = read({"lon": "121.5", "lat": "25.0"})
    assert kinds(imported) == {"coordinates_disagree": [2]}
    assert plants(imported).select("lon", "lat").row(0) == pytest.approx((120.6022, 23.9055), abs=1e-4)


def test_a_point_far_outside_its_township_is_kept_and_reported(read: Read) -> None:
    imported = read({"lon": "121.5", "lat": "25.0"}, renamed={"X_twd97": "", "Y_twd97": ""})
    assert kinds(imported) == {"point_outside_region": [2]}
    assert float(imported.problems["detail"][0]) == pytest.approx(150, abs=15)
    assert plants(imported)["lon"].to_list() == [121.5]


def test_missing_and_repeated_numbers_are_set_aside(read: Read) -> None:
    same = {"工廠登記編號": "99999999"}
    imported = read({"工廠登記編號": ""}, same, {}, same, {"工廠登記編號": " "})
    assert kinds(imported) == {"missing_required": [2, 6], "duplicate_key": [5]}
    assert (imported.rows_in, imported.rows_kept, imported.rows_set_aside) == (5, 2, 3)
    assert "row 3" in imported.problems.filter(pl.col("kind") == "duplicate_key")["reason"][0]


def test_a_repeat_of_a_row_that_was_set_aside_is_kept(read: Read) -> None:
    same = {"工廠登記編號": "99999999"}
    imported = read(
        {
            **same,
            "工廠市鎮鄉村里": "火星",
            "工廠地址": "火星",
            "lon": "",
            "lat": "",
            "X_twd97": "",
            "Y_twd97": "",
        },
        same,
    )
    assert kinds(imported) == {"unknown_region": [2]}
    assert imported.rows_kept == 1


def test_impossible_early_and_future_dates_are_left_empty(read: Read) -> None:
    days = ["7701101", "0990230", "1060101", "1850-01-01", "99.10.08", "2010-10-08", "０９９１００８", ""]
    imported = read(*({"工廠登記核准日期": day} for day in days))
    assert kinds(imported) == {"impossible_date": [3], "date_too_early": [5], "date_in_future": [2, 4]}
    assert plants(imported)["opened"].to_list() == [None] * 4 + [date(2010, 10, 8)] * 3 + [None]
    assert "2681-11-01" in imported.problems.filter(pl.col("kind") == "date_in_future")["reason"][0]


def test_the_last_possible_day_can_be_given(write: Write) -> None:
    file = write(registry({"工廠登記核准日期": "1060101"}), "plants_2016.csv")
    imported = read_tw_factories([file], last_day=date(2017, 6, 30))
    assert plants(imported)["opened"].to_list() == [date(2017, 1, 1)]


@pytest.mark.parametrize(
    ("region", "address"),
    [
        ("新北市三重區", "新北市三重區虛構路1號"),
        ("臺北縣三重市", "臺北縣三重市虛構路1號"),
        ("新北市三重區虛構里", "24158新北市三重區虛構里虛構路1號"),
        ("臺灣省新北市三重區", "虛構科學園區新北市三重區虛構路1號"),
    ],
)
def test_old_and_new_names_lead_to_the_same_region(read: Read, region: str, address: str) -> None:
    imported = read(
        {"工廠市鎮鄉村里": region, "工廠地址": address},
        renamed={"lon": "", "lat": "", "X_twd97": "", "Y_twd97": ""},
    )
    assert plants(imported)["region"].to_list() == [SANCHONG]
    assert kinds(imported) == {}


def test_county_and_township_may_be_two_columns(write: Write) -> None:
    text = "工廠登記編號,縣市,鄉鎮市區,產業類別\n1,彰化縣,社頭鄉,12\n2,臺北縣,鶯歌鎮,23\n3,,,25\n"
    imported = read_tw_factories([write(text)])
    assert plants(imported)["region"].to_list() == [SHETOU, YINGGE]
    assert kinds(imported) == {"unknown_region": [4]}


def test_a_missing_region_is_taken_from_the_address_then_from_the_point(read: Read) -> None:
    imported = read({"工廠市鎮鄉村里": ""}, {"工廠市鎮鄉村里": "彰化縣", "工廠地址": "彰化縣虛構路1號"})
    assert plants(imported)["region"].to_list() == [SHETOU, SHETOU]
    assert kinds(imported) == {"region_from_address": [2], "region_from_point": [3]}
    assert "彰化縣社頭鄉" in imported.problems["reason"][0]


def test_an_unknown_region_is_set_aside_and_a_contradicted_one_is_doubtful(read: Read) -> None:
    nowhere = {
        "工廠市鎮鄉村里": "火星",
        "工廠地址": "火星1號",
        "lon": "",
        "lat": "",
        "X_twd97": "",
        "Y_twd97": "",
    }
    imported = read(nowhere, {"工廠地址": "新北市鶯歌區虛構路1號"})
    assert kinds(imported) == {"unknown_region": [2], "region_disagrees": [3]}
    assert plants(imported)["region"].to_list() == [SHETOU]


def test_unknown_missing_and_misnamed_industries_are_reported(read: Read) -> None:
    imported = read(
        {"產業類別": "12成衣及服飾品製造業|77虛構業"},
        {"產業類別": "", "主要產品": ""},
        {"產業類別": "12食用冰製造業"},
        {"產業類別": "8食品製造業", "主要產品": "81肉類處理及其製品"},
        {"產業類別": "25金屬製品製造業"},
    )
    assert kinds(imported) == {
        "unknown_industry": [2],
        "no_industry": [3],
        "renamed_industry": [4],
        "restored_zero": [5, 5],
        "product_outside_industry": [6],
    }
    assert plants(imported)["industries"].to_list() == [
        ["12", "123"], [], ["12", "123"], ["08", "081"], ["25", "123"],
    ]  # fmt: skip


def test_another_class_in_the_second_register_is_doubtful(write: Write) -> None:
    header, plant = registry({}).splitlines()
    text = f"{header},egis_IndustryClass2\n{plant},金屬製品製造業(25)\n"
    assert kinds(read_tw_factories([write(text)])) == {"class_disagrees": [2]}
    text = f"{header},egis_IndustryClass2\n{plant},成衣及服飾品製造業(12)\n"
    assert kinds(read_tw_factories([write(text)])) == {}


def test_business_numbers_are_checked(read: Read) -> None:
    numbers = ["12345675", "04595257", "12345678", "1234567", "00000000", "０４５９５２５７", ""]
    imported = read(*({"營利事業統一編號": number} for number in numbers))
    assert kinds(imported) == {
        "folded_characters": [7],
        "malformed_business_number": [5, 6],
        "doubtful_business_number": [4],
    }
    assert plants(imported)["organisation"].to_list() == [
        "12345675", "04595257", "12345678", None, None, "04595257", None,
    ]  # fmt: skip


def test_plants_whose_registration_ended_are_set_aside(read: Read) -> None:
    imported = read(
        {"工廠登記狀態": "歇業"}, {"工廠登記狀態": "停工"}, {"工廠登記狀態": "公告廢止"}, {"工廠登記狀態": ""}
    )
    assert kinds(imported) == {"not_operating": [2, 4], "suspended": [3]}
    assert imported.rows_kept == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp950", "utf-16"])
def test_the_registry_is_read_in_every_encoding(write: Write, encoding: str) -> None:
    imported = read_tw_factories([write(registry({}, {}), "plants.csv", encoding)])
    assert plants(imported)["name"].to_list() == ["虛構一號股份有限公司"] * 2
    assert kinds(imported) == {}


def test_several_files_are_one_register(write: Write) -> None:
    first = write(registry({}), "a_2016.csv")
    second = write(
        registry(
            {}, {"工廠市鎮鄉村里": ""}, renamed={"營利事業統一編號": "統編", "lon": "經度", "lat": "緯度"}
        ),
        "b_2016.csv",
    )
    imported = read_tw_factories([first, second])
    assert (imported.rows_in, imported.rows_kept) == (3, 2)
    repeat = imported.problems.row(0, named=True)
    assert (repeat["file"], repeat["row"], repeat["kind"]) == ("b_2016.csv", 2, "duplicate_key")
    assert "row 2 (a_2016.csv)" in repeat["reason"]


def test_files_of_the_same_name_are_told_apart_by_their_folders(write: Write, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    files = [write(registry({}), "a.csv"), write(registry({}), "more/a.csv")]
    imported = read_tw_factories(files)
    assert (imported.rows_in, imported.rows_kept, imported.rows_set_aside) == (2, 1, 1)


def test_conflict_markers_leave_one_plant_each(write: Write) -> None:
    header, plant = registry({}).splitlines()
    text = "\n".join([header, "<<<<<<< HEAD", plant, "=======", plant, ">>>>>>> other", ""])
    imported = read_tw_factories([write(text)])
    assert kinds(imported) == {"conflict_marker": [2, 4, 6], "duplicate_key": [5]}
    assert (imported.rows_in, imported.rows_kept, imported.rows_set_aside) == (5, 1, 4)


def test_a_file_that_is_not_the_registry_says_what_is_missing(write: Write) -> None:
    with pytest.raises(
        SourceError, match=r"has no column 工廠登記編號; it has region, jobs\. Is it the factory registry"
    ):
        read_tw_factories([write("region,jobs\nA,1\n")])
    with pytest.raises(SourceError, match="has no column 產業類別 / 主要產品"):
        read_tw_factories([write("工廠登記編號,工廠地址\n1,彰化縣\n")])
    with pytest.raises(SourceError, match="No file was given for `tw-factories`"):
        read_tw_factories([])


def test_an_unknown_geography_or_classification_is_refused(write: Write) -> None:
    file = write(registry({}))
    with pytest.raises(NotFoundError, match="Atlantis"):
        read_tw_factories([file], geography="Atlantis")
    with pytest.raises(NotFoundError, match="NONE-1"):
        read_tw_factories([file], classification="NONE-1")


cell = st.one_of(
    st.sampled_from(
        [*PLANT.values(), "", "0", "１", "12|13", "7701101", "歇業", "121.5", "25", "新北市鶯歌區"]
    ),
    st.text(max_size=6).filter(lambda text: "\r" not in text and "\x00" not in text),
)
changes = st.dictionaries(st.sampled_from(list(PLANT)), cell, max_size=6)


@settings(max_examples=60, deadline=None)
@given(plants=st.lists(changes, min_size=1, max_size=6))
def test_whatever_a_registry_holds_its_rows_add_up(
    tmp_path_factory: pytest.TempPathFactory, plants: list[dict[str, str]]
) -> None:
    file = tmp_path_factory.getbasetemp() / "whatever_2016.csv"
    file.write_text(registry(*plants), encoding="utf-8", errors="replace", newline="")
    imported = read_tw_factories([file])
    assert imported.rows_in == imported.rows_kept + imported.rows_set_aside == len(plants)
    assert imported.tables["establishments"].height == imported.rows_kept
    check_table(imported.tables["establishments"], ESTABLISHMENTS)
