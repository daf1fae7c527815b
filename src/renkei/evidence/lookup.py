"""Finding things in a build: a region by code or name, and what lies near a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters import places_within
from renkei.errors import NotFoundError, ParameterError
from renkei.tables.naming import with_full_names
from renkei.tables.places import ZONE_KINDS

if TYPE_CHECKING:
    from renkei.evidence.snapshot import Evidence

NAMES: Final = ("name_zh_hant", "name_en", "name_ja")
NEAR_COLUMNS: Final = ("place", *NAMES, "kind", "lon", "lat", "establishments", "distance_km")


def find_region(evidence: Evidence, wanted: str) -> str:
    """The code of the region whose code or name (in any language, 臺 as 台) is `wanted`.

    Raises `NotFoundError` if none is, or with the candidates if several regions share the name.
    """
    regions = evidence.table("regions")
    if wanted in regions["region"]:
        return wanted
    full = with_full_names(regions)
    folded = _folded(wanted)
    matching = (
        regions.select(pl.any_horizontal(_folded_column(name) == folded for name in NAMES)).to_series()
        | full.select(pl.any_horizontal(_folded_column(name) == folded for name in NAMES)).to_series()
    )
    found = full.filter(matching)
    if found.height == 1:
        return str(found["region"][0])
    if found.is_empty():
        raise NotFoundError(
            "No region has the code or name `{wanted}`. `renkei export` lists all regions.", wanted=wanted
        )
    rows = found.select("region", "name_zh_hant", "name_en").head(5).iter_rows()
    candidates = "; ".join(f"{code} {chinese} / {english}" for code, chinese, english in rows)
    raise NotFoundError(
        "{count} regions are called `{wanted}`: {candidates}. Use the code.",
        count=found.height,
        wanted=wanted,
        candidates=candidates,
    )


def _folded(text: str) -> str:
    return text.strip().replace("臺", "台").replace(" ", "").casefold()


def _folded_column(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all("臺", "台").str.replace_all(" ", "").str.to_lowercase()


def places_near(evidence: Evidence, *, lon: float, lat: float, km: float, kind: str = "zone") -> pl.DataFrame:
    """What lies within `km` kilometres of a point, nearest first (great-circle distance).

    `kind` is `zone` for zones of every kind, one kind of zone, `region` (by its representative point, at the
    finest level) or `cluster` (by its plant-weighted centre). Columns: place, names, kind, lon, lat, establishments,
    distance_km. Places without a point are not found. Raises `ParameterError` for an unknown kind, a
    point off the globe or a radius below zero.
    """
    return places_within(_places(evidence, kind), lon=lon, lat=lat, km=km).select(NEAR_COLUMNS)


def _places(evidence: Evidence, kind: str) -> pl.DataFrame:
    if kind == "region":
        return _regions(evidence)
    if kind == "cluster":
        return evidence.table("clusters").rename({"cluster": "place"}).with_columns(kind=pl.lit("cluster"))
    if kind == "zone" or kind in ZONE_KINDS:
        zones = evidence.table("zones").rename({"zone": "place"})
        return zones if kind == "zone" else zones.filter(pl.col("kind") == kind)
    raise ParameterError(
        "There is no kind of place `{kind}`. Choose one of {known}.",
        kind=kind,
        known=", ".join(("zone", *ZONE_KINDS, "region", "cluster")),
    )


def _regions(evidence: Evidence) -> pl.DataFrame:
    totals = evidence.indicator("establishments_total")
    counted = totals.select(pl.col("region").alias("place"), establishments=pl.col("value").cast(pl.Int64))
    level = evidence.config.data.region_level
    regions = evidence.table("regions").filter(pl.col("level") == level).rename({"region": "place"})
    return regions.join(counted, on="place", how="left").with_columns(kind=pl.lit("region"))
