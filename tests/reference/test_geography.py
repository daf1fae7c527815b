"""The geography TW-2016: names, codes, outlines without gaps or overlaps, neighbours."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import Any

import polars as pl
import pytest
import shapely

from renkei import reference
from renkei.errors import NotFoundError
from renkei.language import LANGUAGES
from renkei.tables import REGIONS, check_table

REGION_TABLE = reference.regions("TW-2016")


def shapes(level: str) -> dict[str, Any]:
    rows = REGION_TABLE.filter(pl.col("level") == level).select("region", "geometry").iter_rows()
    return {code: shapely.from_geojson(text) for code, text in rows}


def named(name: str) -> dict[str, Any]:
    return REGION_TABLE.filter(pl.col("name_zh_hant") == name).row(0, named=True)


def test_taiwan_has_22_counties_and_368_townships() -> None:
    check_table(REGION_TABLE, REGIONS)
    assert Counter(REGION_TABLE["level"]) == {"county": 22, "township": 368}
    townships = REGION_TABLE.filter(pl.col("level") == "township")
    assert (townships["region"].str.slice(0, 5) == townships["parent"]).all()
    assert set(townships["parent"]) == set(REGION_TABLE.filter(pl.col("level") == "county")["region"])


def test_the_official_character_for_tai_is_used_in_chinese_and_the_common_one_in_japanese() -> None:
    assert not REGION_TABLE["name_zh_hant"].str.contains("台").any()
    assert not REGION_TABLE["name_ja"].str.contains("臺").any()
    assert named("臺北市")["name_ja"] == "台北市"
    assert named("臺西鄉")["name_en"] == "Taixi Township"


def test_japanese_names_have_the_modern_forms_of_their_characters() -> None:
    pairs = dict(REGION_TABLE.select("name_zh_hant", "name_ja").iter_rows())
    assert pairs["社頭鄉"] == "社頭郷"
    assert pairs["鶯歌區"] == "鶯歌区"
    assert pairs["中壢區"] == "中壢区"
    assert pairs["龜山區"] == "亀山区"
    assert pairs["彰化縣"] == "彰化県"
    assert not set("縣區鄉臺灣鹽豐濱壽壯圍樂學觀龜國萬榮雙溪關莊來寶內恆綠麥將營德歸彌巢橫腳邊滿穗峽") & set(
        "".join(pairs.values())
    )


def test_names_are_unique_within_a_county() -> None:
    for column in ("name_zh_hant", "name_en", "name_ja"):
        assert not REGION_TABLE.select("parent", column).is_duplicated().any()


def test_townships_of_2016_carry_the_rank_of_that_year() -> None:
    assert named("員林市")["name_en"] == "Yuanlin City"
    assert named("頭份市")["region"] == "10005050"
    assert named("中壢區")["parent"] == "68000"


@pytest.mark.parametrize("level", ["county", "township"])
def test_outlines_are_valid_and_wound_as_geojson_wants(level: str) -> None:
    for code, shape in shapes(level).items():
        assert shape.is_valid, code
        parts = getattr(shape, "geoms", [shape])
        assert all(part.exterior.is_ccw for part in parts), code
        assert not any(hole.is_ccw for part in parts for hole in part.interiors), code


@pytest.mark.parametrize("level", ["county", "township"])
def test_outlines_neither_overlap_nor_leave_gaps(level: str) -> None:
    outlines = list(shapes(level).values())
    together = shapely.union_all(outlines)
    assert together.area == pytest.approx(sum(shape.area for shape in outlines), rel=1e-9)
    assert not any(part.interiors for part in together.geoms)


def test_a_county_is_the_union_of_its_townships() -> None:
    townships, counties = shapes("township"), shapes("county")
    for code, county in counties.items():
        members = [shape for town, shape in townships.items() if town.startswith(code)]
        assert shapely.union_all(members).symmetric_difference(county).area == pytest.approx(0, abs=1e-12)


def test_coordinates_have_four_decimals_and_lie_in_taiwan() -> None:
    numbers = json.loads(named("社頭鄉")["geometry"])["coordinates"][0]
    assert all(round(number, 4) == number for point in numbers for number in point)
    bounds = shapely.union_all(list(shapes("county").values())).bounds
    assert bounds == pytest.approx((118.15, 21.9, 122.01, 26.38), abs=0.05)


def test_the_point_of_a_region_lies_in_it() -> None:
    for code, shape in {**shapes("township"), **shapes("county")}.items():
        lon, lat = REGION_TABLE.filter(pl.col("region") == code).select("lon", "lat").row(0)
        assert shape.buffer(0.003).contains(shapely.Point(lon, lat)), code


def test_areas_of_counties_are_those_of_their_townships() -> None:
    by_level = REGION_TABLE.group_by("level").agg(pl.col("area_km2").sum())
    areas = dict(by_level.iter_rows())
    assert areas["county"] == pytest.approx(areas["township"], rel=1e-5)


def test_neighbours_are_the_pairs_whose_outlines_share_a_line() -> None:
    counties = shapes("county")
    touching = {
        (a, b)
        for a in counties
        for b in counties
        if a < b and shapely.intersection(counties[a].boundary, counties[b].boundary).length > 0
    }
    pairs = reference.neighbours("TW-2016", "county")
    assert set(pairs.select("region_a", "region_b").iter_rows()) == touching


def test_neighbours_come_once_with_the_length_of_their_border() -> None:
    pairs = reference.neighbours("TW-2016", "township")
    assert pairs.columns == ["region_a", "region_b", "shared_km"]
    assert (pairs["region_a"] < pairs["region_b"]).all()
    assert not pairs.select("region_a", "region_b").is_duplicated().any()
    assert pairs["shared_km"].min() > 0
    shetou, tianzhong = named("社頭鄉")["region"], named("田中鎮")["region"]
    assert pairs.filter(region_a=min(shetou, tianzhong), region_b=max(shetou, tianzhong)).height == 1


def test_islands_have_no_neighbours() -> None:
    pairs = reference.neighbours("TW-2016", "township")
    with_neighbours = set(pairs["region_a"]) | set(pairs["region_b"])
    alone = REGION_TABLE.filter(pl.col("level") == "township", ~pl.col("region").is_in(list(with_neighbours)))
    islands = {
        "蘭嶼鄉",
        "綠島鄉",
        "琉球鄉",
        "烏坵鄉",
        "烈嶼鄉",
        "東引鄉",
        "七美鄉",
        "望安鄉",
        "南竿鄉",
        "北竿鄉",
        "莒光鄉",
    }
    assert islands <= set(alone["name_zh_hant"])
    assert set(alone["name_zh_hant"]) <= islands | {"馬公市", "湖西鄉", "白沙鄉", "西嶼鄉"}


def test_reading_is_fast() -> None:
    reference.regions.cache_clear()
    reference.neighbours.cache_clear()
    start = time.perf_counter()
    reference.regions("TW-2016")
    reference.neighbours("TW-2016", "township")
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reference.regions("TW-1999"), "Geography TW-1999 does not come with Renkei; TW-2016 do"),
        (lambda: reference.neighbours("XX", "county"), "Geography XX does not come with Renkei"),
        (
            lambda: reference.neighbours("TW-2016", "village"),
            "no level `village`; its levels are county, township",
        ),
    ],
)
def test_unknown_geographies_and_levels_are_named(call: Any, message: str) -> None:
    with pytest.raises(NotFoundError, match=message) as raised:
        call()
    assert len({raised.value.in_language(language) for language in LANGUAGES}) == 3
