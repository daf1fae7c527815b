"""A region's full name says where it is."""

from __future__ import annotations

import polars as pl

from renkei.tables.naming import with_full_names


def test_a_township_is_called_with_its_county_in_each_language() -> None:
    regions = pl.DataFrame(
        {
            "region": ["10018", "10018010", "x"],
            "name_zh_hant": ["新竹市", "東區", "某區"],
            "name_en": ["Hsinchu City", "East District", "Some District"],
            "name_ja": ["新竹市", "東区", "某区"],
            "parent": [None, "10018", "missing"],
        }
    )
    full = with_full_names(regions)
    assert full["name_zh_hant"].to_list() == ["新竹市", "新竹市東區", "某區"]
    assert full["name_en"].to_list() == ["Hsinchu City", "East District, Hsinchu City", "Some District"]
    assert full["name_ja"].to_list() == ["新竹市", "新竹市東区", "某区"]
    assert full.columns == regions.columns
