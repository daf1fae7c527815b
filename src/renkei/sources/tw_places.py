"""Which region an address or a place name in Taiwan belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

_OLD_COUNTIES: Final = {
    "新北市": "台北縣",
    "桃園市": "桃園縣",
    "台中市": "台中縣",
    "台南市": "台南縣",
    "高雄市": "高雄縣",
}
"""Counties that became special municipalities in 2010 and 2014; registers still hold their old addresses."""

_KINDS: Final = "鄉鎮市區"


def folded_place(text: pl.Expr) -> pl.Expr:
    """`text` with 臺 as 台, the look-alike 巿 as 市, full-width digits plain and without spaces."""
    return (
        text.str.normalize("NFKC")
        .str.replace_all("臺", "台")
        .str.replace_all("巿", "市")
        .str.replace_all(r"\s", "")
    )


def place_names(regions: pl.DataFrame) -> dict[str, str]:
    """Names of the lowest level of `regions` with their county, old names too, and the code of each.

    A name that could be two places is left out.
    """
    folded = regions.with_columns(folded_place(pl.col("name_zh_hant")).alias("place"))
    counties = dict(folded.filter(pl.col("parent").is_null()).select("region", "place").iter_rows())
    names: dict[str, str] = {}
    doubtful: set[str] = set()
    towns = folded.filter(pl.col("parent").is_not_null()).select("region", "place", "parent")
    for region, place, parent in towns.iter_rows():
        for alias in _aliases(counties[parent], place.removeprefix(counties[parent])):
            if names.setdefault(alias, region) != region:
                doubtful.add(alias)
    current = {
        counties[parent] + place.removeprefix(counties[parent]): region
        for region, place, parent in towns.iter_rows()
    }
    return {name: region for name, region in names.items() if name not in doubtful} | current


def town_names(regions: pl.DataFrame) -> dict[str, str]:
    """Names of the lowest level without their county, where only one region has the name; and its code."""
    towns = regions.filter(pl.col("parent").is_not_null()).with_columns(
        folded_place(pl.col("name_zh_hant")).alias("place")
    )
    single = towns.filter(pl.col("place").is_unique(), pl.col("place").str.len_chars() > 2)
    return dict(single.select("place", "region").iter_rows())


def regions_in(texts: pl.Series, names: Mapping[str, str], towns: Mapping[str, str]) -> pl.Series:
    """The region code that each of `texts` names first, anywhere in it; else the town it begins with; else null.

    Addresses may begin with the name of a science park, a province or a postal code.
    """
    frame = pl.DataFrame({"text": texts}).with_columns(folded_place(pl.col("text")))
    found = pl.col("text").str.extract_many(list(names), leftmost=True).list.first()
    begins = [
        pl.col("text").str.slice(0, length).replace_strict(towns, default=None, return_dtype=pl.String)
        for length in sorted({len(name) for name in towns}, reverse=True)
    ]
    code = found.replace_strict(names, default=None, return_dtype=pl.String)
    return frame.select(pl.coalesce(code, *begins).alias("region"))["region"]


def _aliases(county: str, town: str) -> list[str]:
    """`town` under `county` today, and under the names that both had before they were promoted."""
    older = [county, _OLD_COUNTIES[county]] if county in _OLD_COUNTIES else [county]
    stem = town[:-1]
    kinds = _KINDS if len(stem) > 1 else town[-1]
    return [name + stem + kind for name in older for kind in kinds]
