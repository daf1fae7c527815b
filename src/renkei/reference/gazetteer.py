"""Zones (science parks, export processing zones, industrial parks) and how an address tells its zone."""

from __future__ import annotations

from functools import cache
from typing import Final

import polars as pl

from renkei.errors import ParameterError
from renkei.reference.geography import geography_folder, regions

NUMERAL: Final = "[一二三四五六七八九十廿0-9]+"
"""What `{n}` stands for in a pattern: the number in a street name, in Chinese or Arabic numerals."""

_VARIANTS: Final = {
    **{chr(ord("０") + digit): str(digit) for digit in range(10)},
    "臺": "台", "巿": "市", "ㄧ": "一", "豊": "豐", " ": "", "\u3000": "",
}  # fmt: skip
_POINT_COLUMNS: Final = {"zone": pl.String, "lon": pl.Float64, "lat": pl.Float64, "location_basis": pl.String}


@cache
def zones(geography: str) -> pl.DataFrame:
    """The `zones` table of `geography`: names, kind, region, point, and `authority` (who runs it).

    `lon`, `lat` are in WGS 84. `location_basis` is "plants" (median of the plants of 2016 whose address names
    the zone), "few_plants" (the same, of one or two) or "township" (inner point of its township: right to
    within several kilometres only). Zones that
    have no name in official lists, or whose addresses cannot be told from others, are missing: see
    `README.md` beside the data. Raises `NotFoundError` for an unknown geography.
    """
    folder = geography_folder(geography)
    named = pl.read_csv((folder / "zones.csv").read_bytes(), infer_schema=False)
    points = pl.read_csv((folder / "zone_points.csv").read_bytes(), schema=_POINT_COLUMNS)
    return (
        named.join(_townships(geography), on="township", how="left")
        .join(points, on="zone", how="left")
        .drop("township")
        .sort("zone")
    )


def zone_of(addresses: pl.Series, region_codes: pl.Series, *, geography: str = "TW-2016") -> pl.Series:
    """For each address the zone that it names, or null; `region_codes` holds the township of each address.

    A zone's names and street names count only in the townships where they belong to it, so that the
    districts 桃園區, 大園區 and 林園區 or a 中山路 elsewhere are not taken for parks. Digits may be full-width,
    臺 may be 台; spaces are ignored. Where two zones match, the first in the gazetteer is taken. Raises
    `ParameterError` if the two series differ in length, `NotFoundError` for an unknown geography.
    """
    if addresses.len() != region_codes.len():
        raise ParameterError(
            "{addresses} addresses but {regions} region codes; give one code (or null) per address.",
            addresses=addresses.len(),
            regions=region_codes.len(),
        )
    patterns = _patterns(geography)
    rows = pl.DataFrame({"address": normalised(addresses), "region": region_codes.cast(pl.String)})
    found = (
        rows.with_row_index("row")
        .join(patterns.select("region").unique(), on="region", how="semi")
        .partition_by("region", as_dict=True)
    )
    parts = [_zones_in(part, patterns.filter(pl.col("region") == key[0])) for key, part in found.items()]
    told = pl.concat([pl.DataFrame(schema={"row": pl.UInt32, "zone": pl.String}), *parts])
    return rows.with_row_index("row").join(told, on="row", how="left", maintain_order="left")["zone"]


def normalised(addresses: pl.Series) -> pl.Series:
    """`addresses` with half-width digits, 台 for 臺, common for variant characters, and no spaces."""
    text = addresses.cast(pl.String)
    return text.to_frame("a").select(pl.col("a").str.replace_many(_VARIANTS))["a"]


def _zones_in(rows: pl.DataFrame, patterns: pl.DataFrame) -> pl.DataFrame:
    """Row numbers and zones of the addresses of one region."""
    zone = pl.coalesce(
        pl.when(pl.col("address").str.contains(pattern)).then(pl.lit(name))
        for name, pattern in patterns.select("zone", "pattern").iter_rows()
    )
    return rows.select("row", zone.alias("zone")).drop_nulls()


@cache
def _patterns(geography: str) -> pl.DataFrame:
    """One row per (zone, region, pattern), in the order of the gazetteer."""
    table = pl.read_csv((geography_folder(geography) / "zone_addresses.csv").read_bytes(), infer_schema=False)
    return (
        table.with_columns(
            pl.col("townships").str.split(" ").alias("township"),
            pl.col("pattern").str.replace_all("{n}", NUMERAL, literal=True),
        )
        .explode("township")
        .join(_townships(geography), on="township", how="left", maintain_order="left")
        .select("zone", "region", "pattern")
    )


@cache
def _townships(geography: str) -> pl.DataFrame:
    """Codes of townships by their full name: 新竹市東區 is `10018010`."""
    table = regions(geography).select("region", "name_zh_hant", "parent")
    county = table.select(pl.col("region").alias("parent"), pl.col("name_zh_hant").alias("county"))
    return table.join(county, on="parent").select(
        "region", township=pl.col("county") + pl.col("name_zh_hant")
    )
