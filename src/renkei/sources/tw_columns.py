"""The columns of Taiwan's factory registry under the names that its editions have given them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.errors import SourceError
from renkei.sources.headers import matched_columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SYNONYMS: Final = {
    "id": ("工廠登記編號", "工廠登記證編號", "工廠登記證號", "登記編號", "工廠編號", "factory_id"),
    "name": ("工廠名稱", "廠名", "工廠名", "名稱", "factory_name"),
    "organisation": ("營利事業統一編號", "統一編號", "公司統一編號", "公司統編", "統編", "business_number"),
    "address": ("工廠地址", "廠址", "工廠所在地", "地址", "address"),
    "region": ("工廠市鎮鄉村里", "工廠鄉鎮市區村里", "市鎮鄉村里", "工廠鄉鎮市區", "township"),
    "county": ("縣市別", "縣市", "縣市名稱", "工廠縣市", "county"),
    "township": ("鄉鎮市區別", "鄉鎮市區", "鄉鎮市", "鄉鎮", "行政區", "區別"),
    "opened": ("工廠登記核准日期", "登記核准日期", "核准登記日期", "工廠登記日期", "登記日期"),
    "status": ("工廠登記狀態", "登記狀態", "工廠狀態", "狀態"),
    "industries": ("產業類別", "產業別", "行業類別", "行業別", "產業類別代碼", "產業代碼", "行業代碼"),
    "products": ("主要產品", "主要產品類別", "產品類別", "主要產品代碼", "產品代碼", "主要產品名稱"),
    "second_class": ("egis_IndustryClass2", "egis_IndustryClass", "EGIS產業類別", "EGIS行業別"),
}

POINTS: Final = (
    ("lon", "lat"),
    ("經度", "緯度"),
    ("東經", "北緯"),
    ("longitude", "latitude"),
    ("lng", "lat"),
    ("lon_wgs84", "lat_wgs84"),
    ("WGS84經度", "WGS84緯度"),
    ("WGS84X", "WGS84Y"),
    ("X_wgs84", "Y_wgs84"),
    ("X_twd97", "Y_twd97"),
    ("TWD97X", "TWD97Y"),
    ("TWD97橫坐標", "TWD97縱坐標"),
    ("TWD97經度", "TWD97緯度"),
    ("TM2X", "TM2Y"),
    ("X坐標", "Y坐標"),
    ("坐標X", "坐標Y"),
    ("橫坐標", "縱坐標"),
    ("X", "Y"),
)
"""Pairs of columns that hold a point, east before north; degrees and metres are told apart by their size."""

_NEEDED: Final = (("id",), ("region", "township", "address"), ("industries", "products"))


def registry_columns(header: Sequence[str], file: Path) -> dict[str, str]:
    """Our names for the columns in `header`, and theirs.

    Raises `SourceError` if there is no column for the number, the place or the industry of a plant.
    """
    found = matched_columns(header, SYNONYMS)
    for alternatives in _NEEDED:
        if not any(name in found for name in alternatives):
            raise SourceError(
                "{file} has no column {expected}; it has {present}. "
                "Is it the factory registry? Read other tables with the source `table`.",
                file=file,
                expected=" / ".join(SYNONYMS[name][0] for name in alternatives),
                present=", ".join(header),
            )
    return found


def point_columns(header: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs of columns in `header` that hold a point, in the order of preference, at most two."""
    found: list[tuple[str, str]] = []
    for east, north in POINTS:
        pair = matched_columns(header, {"east": (east,), "north": (north,)})
        if len(pair) == 2 and (pair["east"], pair["north"]) not in found:
            found.append((pair["east"], pair["north"]))
    return found[:2]
