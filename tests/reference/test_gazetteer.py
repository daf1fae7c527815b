"""Zones: the list, and what addresses tell. The addresses are made up in the manner of the register."""

from __future__ import annotations

import csv
import re
import time
from importlib.resources import files
from typing import TYPE_CHECKING

import polars as pl
import pytest
import shapely

from renkei import reference
from renkei.errors import NotFoundError, ParameterError
from renkei.language import LANGUAGES
from renkei.reference.gazetteer import NUMERAL, normalised
from renkei.tables import ZONES, check_table

if TYPE_CHECKING:
    from pathlib import Path

ZONE_TABLE = reference.zones("TW-2016")
FOLDER = files("renkei.reference") / "data" / "tw_2016"


def township(full_name: str) -> str:
    """The code of a township by its county and name."""
    regions = reference.regions("TW-2016")
    counties = regions.select(pl.col("region").alias("parent"), pl.col("name_zh_hant").alias("county"))
    named = regions.join(counties, on="parent").filter(pl.col("county") + pl.col("name_zh_hant") == full_name)
    return str(named["region"].item())


def told(address: str, full_name: str) -> str | None:
    zone = reference.zone_of(pl.Series([address]), pl.Series([township(full_name)]))
    return zone.item()  # type: ignore[no-any-return]


TOLD = [
    ("新竹科學工業園區新竹市東區園區二路１號", "新竹市東區", "hsinchu-science-park"),
    ("新竹市東區園區三路1號", "新竹市東區", "hsinchu-science-park"),
    ("新竹科學工業園區新竹縣竹北市生醫路2段1號3樓", "新竹縣竹北市", "hsinchu-biomedical-park"),
    ("臺中市西屯區協和里工業區三十六路１號", "臺中市西屯區", "taichung-industrial-park"),
    ("台中市南屯區寶山里工業區21路1號", "臺中市南屯區", "taichung-industrial-park"),
    ("台中市南屯區精科七路1號", "臺中市南屯區", "taichung-precision-machinery-park"),
    ("台中市大里區仁化里工業九路1號", "臺中市大里區", "dali-industrial-park"),
    ("台中市大里區健民里仁化工二路1號", "臺中市大里區", "renhua-industrial-park"),
    ("桃園市大園區北港里大工路 1 號", "桃園市大園區", "dayuan-industrial-park"),
    ("高雄市林園區石化三路1號", "高雄市林園區", "linyuan-industrial-park"),
    ("高雄市楠梓區楠梓加工出口區東三街1號", "高雄市楠梓區", "nanzi-export-processing-zone"),
    ("新竹巿東區力行六路1號", "新竹市東區", "hsinchu-science-park"),
    ("桃園市楊梅區獅ㄧ路1號", "桃園市楊梅區", "taoyuan-youth-industrial-park"),
    ("彰化縣社頭鄉織襪二路1號", "彰化縣社頭鄉", "shetou-hosiery-industrial-park"),
]


@pytest.mark.parametrize(("address", "place", "zone"), TOLD)
def test_an_address_tells_its_zone(address: str, place: str, zone: str) -> None:
    assert told(address, place) == zone


NOT_TOLD = [
    ("桃園市桃園區中山路1號", "桃園市桃園區"),
    ("桃園市大園區中正東路1號", "桃園市大園區"),
    ("桃園市大園區和平里一鄰舊厝子1號", "桃園市大園區"),
    ("高雄市林園區中門路1號", "高雄市林園區"),
    ("高雄市桃源區桃源里1號", "高雄市桃源區"),
    ("新竹市東區公道五路二段1號", "新竹市東區"),
    ("桃園市楊梅區高獅路1號", "桃園市楊梅區"),
    ("台中市大里區仁化路1號", "臺中市大里區"),
    ("彰化縣彰化市中山路1號", "彰化縣彰化市"),
]


@pytest.mark.parametrize(("address", "place"), NOT_TOLD)
def test_districts_and_other_streets_are_no_zones(address: str, place: str) -> None:
    assert told(address, place) is None


def test_a_street_counts_only_in_the_townships_where_it_belongs_to_the_zone() -> None:
    assert told("新北市土城區中山路1號", "新北市土城區") == "tucheng-industrial-park"
    assert told("新北市板橋區中山路1號", "新北市板橋區") is None


def test_missing_addresses_and_regions_tell_nothing_and_rows_keep_their_order() -> None:
    addresses = pl.Series(
        [None, "新竹市東區園區二路1號", "新竹市東區園區二路1號", "", "台中市西屯區工業區1路1號"]
    )
    codes = pl.Series(
        [township("新竹市東區"), None, township("新竹市東區"), "99999999", township("臺中市西屯區")]
    )
    zones = reference.zone_of(addresses, codes)
    assert zones.to_list() == [None, None, "hsinchu-science-park", None, "taichung-industrial-park"]


def test_no_addresses_tell_no_zones() -> None:
    assert reference.zone_of(pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.String)).is_empty()


def test_variant_characters_and_full_width_digits_are_read_as_one() -> None:
    assert normalised(pl.Series(["臺中巿　工業區３６路 １號"])).item() == "台中市工業區36路1號"


def test_series_of_different_length_are_refused_in_three_languages() -> None:
    with pytest.raises(ParameterError, match="2 addresses but 1 region codes") as raised:
        reference.zone_of(pl.Series(["a", "b"]), pl.Series(["x"]))
    assert len({raised.value.in_language(language) for language in LANGUAGES}) == 3


def test_an_unknown_geography_has_no_zones() -> None:
    with pytest.raises(NotFoundError, match="Geography TW-1999 does not come with Renkei"):
        reference.zones("TW-1999")


def test_every_zone_has_names_a_place_and_a_point_near_its_township() -> None:
    check_table(ZONE_TABLE, ZONES)
    for column in (
        "name_zh_hant",
        "name_en",
        "name_ja",
        "region",
        "authority",
        "lon",
        "lat",
        "location_basis",
    ):
        assert ZONE_TABLE[column].null_count() == 0, column
    for column in ("name_zh_hant", "name_en", "name_ja"):
        assert not ZONE_TABLE[column].is_duplicated().any(), column
    assert set(ZONE_TABLE["location_basis"]) == {"plants", "few_plants", "township"}
    outlines = dict(reference.regions("TW-2016").select("region", "geometry").iter_rows())
    for zone, region, lon, lat in ZONE_TABLE.select("zone", "region", "lon", "lat").iter_rows():
        degrees = shapely.from_geojson(outlines[region]).distance(shapely.Point(lon, lat))
        assert degrees < 0.02, zone


def test_every_zone_has_patterns_that_are_valid_and_every_pattern_a_zone() -> None:
    rows = list(csv.DictReader((FOLDER / "zone_addresses.csv").read_text("utf-8").splitlines()))
    assert {row["zone"] for row in rows} == set(ZONE_TABLE["zone"])
    for row in rows:
        pattern = re.compile(row["pattern"].replace("{n}", NUMERAL))
        assert not pattern.search(""), row
        assert not re.search("[臺０-９]", row["pattern"]), row
        assert all(township(name) for name in row["townships"].split())


def test_no_pattern_matches_the_name_of_a_township() -> None:
    names = set(reference.regions("TW-2016")["name_zh_hant"].str.replace_all("臺", "台"))
    for row in csv.DictReader((FOLDER / "zone_addresses.csv").read_text("utf-8").splitlines()):
        pattern = re.compile(row["pattern"].replace("{n}", NUMERAL))
        assert [name for name in names if pattern.search(name)] == [], row["zone"]


@pytest.fixture(scope="module")
def register(shared_data: Path) -> pl.DataFrame:
    """Addresses and townships of the real register."""
    from renkei.sources import read_tw_factories

    file = shared_data / "tw_factories/tw_factories_2016.csv.gz"
    plants = (
        read_tw_factories([file]).tables["establishments"].select("establishment", "region", "lon", "lat")
    )
    raw = pl.read_csv(file, infer_schema=False).select(establishment="工廠登記編號", address="工廠地址")
    return plants.join(raw, on="establishment")


def test_the_whole_register_is_read_in_half_a_second(register: pl.DataFrame) -> None:
    reference.zone_of(register["address"].head(1), register["region"].head(1))
    start = time.perf_counter()
    zones = reference.zone_of(register["address"], register["region"])
    assert time.perf_counter() - start < 1.5  # 0.11 s on a quiet machine with two cores
    assert 12_000 < zones.is_not_null().sum() < 13_500


def test_every_address_of_the_register_that_names_a_zone_is_told_one(register: pl.DataFrame) -> None:
    zones = reference.zone_of(register["address"], register["region"])
    naming = register.filter(
        zones.is_null() & pl.col("address").str.contains("工業區|加工出口區|科學工業園區")
    )
    assert naming.height == 0


def test_plants_of_a_zone_lie_close_together(register: pl.DataFrame) -> None:
    zones = reference.zone_of(register["address"], register["region"])
    located = register.with_columns(zone=zones).drop_nulls(["zone", "lon", "lat"])
    centre = ZONE_TABLE.select("zone", pl.col("lon").alias("x"), pl.col("lat").alias("y"))
    km = ((pl.col("lon") - pl.col("x")) * 102) ** 2 + ((pl.col("lat") - pl.col("y")) * 111) ** 2
    far = located.join(centre, on="zone").filter(km.sqrt() > 3)
    assert far.height / located.height < 0.005
