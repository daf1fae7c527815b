"""Assembling: the tables of all imports become one consistent set of inputs for the indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei import reference
from renkei.clusters.places.contiguity import contiguous_regions
from renkei.errors import BuildError
from renkei.evidence.skipped import Skip
from renkei.evidence.steps import Outcome
from renkei.tables import INPUT_TABLES, check_table
from renkei.tables.aggregate import (
    activity_from_establishments,
    cells_from_establishments,
    openings_from_establishments,
    zone_activity_from_establishments,
    zones_from_establishments,
)
from renkei.tables.rollup import with_upper_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from renkei.evidence.config import DataChoice

VALUES: Final = {
    "activity": ("establishments", "jobs", "output"),
    "openings": ("openings",),
    "zone_activity": ("establishments",),
}

Tables = dict[str, pl.DataFrame]


def merged(imports: Sequence[Mapping[str, pl.DataFrame]]) -> Tables:
    """The tables of all imports, rows below one another, each name once."""
    found: dict[str, list[pl.DataFrame]] = {}
    for tables in imports:
        for name, frame in tables.items():
            if name in INPUT_TABLES:
                found.setdefault(name, []).append(frame)
    return {name: pl.concat(frames, how="diagonal_relaxed") for name, frames in found.items()}


def assembled(imports: Sequence[Mapping[str, pl.DataFrame]], data: DataChoice) -> Outcome:
    """The public input tables of a build, checked and complete; notes hold the year and what was skipped.

    Raises `BuildError` if there is nothing to count, `TableError` if a table breaks its rules.
    """
    given = merged(imports)
    year = _year(given, data)
    regions, unnamed = _named(given, _REGIONS, data.geography, data.region_level)
    industries, unclassified = _named(given, _INDUSTRIES, data.classification, data.industry_level)
    tables: Tables = {"regions": regions, "industries": industries}
    tables |= _counted(given, regions, industries, year)
    tables |= _zones(given, data)
    if "cells" in given:
        tables["cells"] = pl.concat(
            [given["cells"], *([tables["cells"]] if "cells" in tables else [])], how="diagonal"
        )
    tables |= {name: given[name] for name in ("flows", "cluster_evidence") if name in given}
    skipped = [] if "openings" in tables else [Skip.of("no_openings")]
    neighbours, without = _neighbours(given, regions, data)
    tables["neighbours"] = neighbours
    for name, frame in tables.items():
        if name in INPUT_TABLES:
            check_table(frame, INPUT_TABLES[name])
    _check_codes(tables)
    return Outcome(
        tables,
        {"year": year, "skipped": [skip.code for skip in (*unnamed, *unclassified, *skipped, *without)]},
    )


@dataclass(frozen=True, slots=True)
class _Noun:
    """A table that names what others count: where it may come from, and what is lost without it."""

    table: str
    key: str
    version: str
    without: str
    shipped: Callable[[str], pl.DataFrame]
    versions: Mapping[str, str]


_REGIONS: Final = _Noun(
    "regions", "region", "geography", "no_regions", reference.regions, reference.GEOGRAPHIES
)
_INDUSTRIES: Final = _Noun(
    "industries",
    "industry",
    "classification",
    "no_industries",
    reference.industries,
    reference.CLASSIFICATIONS,
)


def _named(given: Tables, noun: _Noun, version: str, level: str) -> tuple[pl.DataFrame, list[Skip]]:
    """The table of `noun` in `version`: imported, shipped, or else the bare codes that the data use."""
    if noun.table in given:
        own = given[noun.table].filter(pl.col(noun.version) == version)
        if own.height:
            return _completed(own, noun.table), []
    if version in noun.versions:
        return noun.shipped(version), []
    bare = _bare_codes(given, noun.key).with_columns(
        pl.lit(version).alias(noun.version), pl.lit(level).alias("level")
    )
    return _completed(bare, noun.table), [Skip.of(noun.without)]


def _completed(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """`frame` with every column of its spec, and names filled from one another where a language lacks one."""
    types: dict[str, Any] = {"text": pl.String, "number": pl.Float64, "integer": pl.Int64}
    absent = [
        pl.lit(None, types[column.type]).alias(column.name)
        for column in INPUT_TABLES[name].columns
        if column.name not in frame.columns and column.type in types
    ]
    key = INPUT_TABLES[name].keys[-1]
    return frame.with_columns(absent).with_columns(
        pl.coalesce("name_zh_hant", "name_ja", "name_en", key).alias("name_zh_hant"),
        pl.coalesce("name_en", "name_zh_hant", "name_ja", key).alias("name_en"),
        pl.coalesce("name_ja", "name_zh_hant", "name_en", key).alias("name_ja"),
    )


def _bare_codes(given: Tables, key: str) -> pl.DataFrame:
    """The codes in column `key` of activity and establishments, each once."""
    parts = [given[name].select(key) for name in ("activity",) if name in given]
    if "establishments" in given:
        plants = given["establishments"]
        listed = (
            plants.select(pl.col("industries").explode().alias("industry")) if key == "industry" else plants
        )
        parts.append(listed.select(key))
    codes = [pl.DataFrame(schema={key: pl.String}), *(part.cast(pl.String) for part in parts)]
    return pl.concat(codes).drop_nulls().unique().sort(key)


def _year(given: Tables, data: DataChoice) -> int:
    if data.year is not None:
        return data.year
    years = [given["activity"]["year"].max()] if "activity" in given else []
    if "establishments" in given and "opened" in given["establishments"].columns:
        years.append(given["establishments"]["opened"].dt.year().max())
    known = [year for year in years if isinstance(year, int)]
    if not known:
        raise BuildError(
            "The data do not say which year they describe. Set `year` under [data] in renkei.toml."
            if given
            else "Nothing has been imported yet. Run `renkei import DIR SOURCE FILE`."
        )
    return max(known)


def _counted(given: Tables, regions: pl.DataFrame, industries: pl.DataFrame, year: int) -> Tables:
    """Activity, openings, cells and zone activity: what was imported and what establishments add up to."""
    parts: dict[str, list[pl.DataFrame]] = {name: [given[name]] for name in VALUES if name in given}
    if "establishments" in given:
        plants = given["establishments"]
        parts.setdefault("activity", []).append(
            activity_from_establishments(plants, industries, regions, year=year)
        )
        if "opened" in plants.columns:
            opened = openings_from_establishments(plants, industries, regions)
            parts.setdefault("openings", []).append(opened)
        if "zone" in plants.columns:
            inside = zone_activity_from_establishments(plants, industries, year=year)
            parts.setdefault("zone_activity", []).append(inside)
    if "activity" not in parts:
        raise BuildError(
            "There is nothing to count: no import holds a table `activity` or `establishments`. "
            "Import one of them first."
        )
    counted = {
        name: _all_levels(pl.concat(frames, how="diagonal_relaxed"), name, regions, industries)
        for name, frames in parts.items()
    }
    if "establishments" in given and {"lon", "lat"} <= set(given["establishments"].columns):
        counted["cells"] = cells_from_establishments(given["establishments"], industries)
    return counted


def _all_levels(
    rows: pl.DataFrame, name: str, regions: pl.DataFrame, industries: pl.DataFrame
) -> pl.DataFrame:
    values = tuple(value for value in VALUES[name] if value in rows.columns)
    risen = with_upper_levels(rows, industries, key="industry", values=values)
    if name == "zone_activity":
        return risen
    return with_upper_levels(risen, regions, key="region", values=values)


def _zones(given: Tables, data: DataChoice) -> Tables:
    if "zones" in given:
        return {"zones": given["zones"]}
    if data.geography not in reference.GEOGRAPHIES:
        return {}
    zones = reference.zones(data.geography)
    if "establishments" in given and "zone" in given["establishments"].columns:
        return {"zones": zones_from_establishments(zones, given["establishments"])}
    return {}


def _neighbours(given: Tables, regions: pl.DataFrame, data: DataChoice) -> tuple[pl.DataFrame, list[Skip]]:
    if "regions" not in given and data.geography in reference.GEOGRAPHIES:
        return reference.neighbours(data.geography, data.region_level), []
    level = regions.filter(pl.col("level") == data.region_level)
    if level["geometry"].null_count() == level.height:
        return contiguous_regions(level.head(0)), [Skip.of("no_geometry")]
    return contiguous_regions(level), []


def _check_codes(tables: Tables) -> None:
    for name, key, owner in (
        ("activity", "region", "regions"),
        ("activity", "industry", "industries"),
        ("openings", "region", "regions"),
        ("openings", "industry", "industries"),
        ("zone_activity", "zone", "zones"),
    ):
        if name not in tables or owner not in tables:
            continue
        unknown = tables[name].select(key).unique().join(tables[owner], on=key, how="anti")[key].sort()
        if unknown.len():
            raise BuildError(
                "{count} code(s) in column `{column}` of `{table}` are not in `{owner}` ({examples}). Correct them, "
                "or choose the geography and classification that have them.",
                count=unknown.len(),
                column=key,
                table=name,
                owner=owner,
                examples=", ".join(unknown.head(5)),
            )
