"""What the factory registry is read against: names and outlines of regions, codes of industries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from renkei import reference
from renkei.sources.outlines import Outlines, outlines_of
from renkei.sources.tw_codes import CodeBook, code_book
from renkei.sources.tw_places import place_names, town_names

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Registers:
    """`shown` names each region for people; `names` and `towns` find its code in a text."""

    geography: str
    classification: str
    shown: Mapping[str, str]
    names: Mapping[str, str]
    towns: Mapping[str, str]
    outlines: Outlines
    divisions: CodeBook
    groups: CodeBook


@cache
def registers(geography: str, classification: str) -> Registers:
    """The registers of a shipped geography and classification. Raises `NotFoundError` for unknown ones."""
    regions = reference.regions(geography)
    industries = reference.industries(classification)
    parents = regions.select(pl.col("region").alias("parent"), pl.col("name_zh_hant").alias("county"))
    full = regions.join(parents, on="parent").select("region", pl.col("county") + pl.col("name_zh_hant"))
    return Registers(
        geography=geography,
        classification=classification,
        shown=dict(full.iter_rows()),
        names=place_names(regions),
        towns=town_names(regions),
        outlines=outlines_of(regions),
        divisions=code_book(industries, "division"),
        groups=code_book(industries, "group"),
    )
