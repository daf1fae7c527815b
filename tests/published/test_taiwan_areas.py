"""Areas of inland counties against the official land areas.

Ministry of the Interior, Department of Statistics: 內政統計年報, 土地面積, end of 2016 (km²). Coastal counties are
left out: the outlines include tidal flats and harbours, the official land areas do not.
"""

from __future__ import annotations

import polars as pl
import pytest

from renkei import reference

OFFICIAL_KM2 = {
    "臺北市": 271.7997,
    "桃園市": 1220.9540,
    "南投縣": 4106.4360,
    "嘉義市": 60.0256,
    "苗栗縣": 1820.3149,
    "花蓮縣": 4628.5714,
}


@pytest.mark.parametrize("county", OFFICIAL_KM2)
def test_areas_of_inland_counties_agree_with_the_official_ones_within_one_percent(county: str) -> None:
    found = reference.regions("TW-2016").filter(pl.col("name_zh_hant") == county)["area_km2"].item()
    assert found == pytest.approx(OFFICIAL_KM2[county], rel=0.01)
