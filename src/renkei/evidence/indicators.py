"""The indicator table of a build: every function of `renkei.clusters` that the data allow, in one long form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters import (
    concentration_herfindahl,
    diversity_herfindahl,
    ellison_glaeser,
    ellison_glaeser_count,
    establishment_density,
    location_quotient,
    locational_gini,
    opening_rate,
    shares,
)
from renkei.evidence.structure import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from renkei.evidence.config import DataChoice

Tables = dict[str, pl.DataFrame]
DIGITS: Final = 10
"""Significant digits that are kept: the order in which threads add up numbers shows only beyond them."""
COLUMNS: Final = ("indicator", "region", "industry", "year", "value", "basis")


def indicator_rows(
    tables: Tables, data: DataChoice, *, year: int, plants: pl.DataFrame | None
) -> pl.DataFrame:
    """The `indicators` table: every year of the data, the rates of opening for the reference `year` alone.

    See the indicator catalogue for each name. Pairs of region and industry are computed for every
    combination of levels; the indices of concentration and diversity at the levels that `data` names.
    `plants` (establishment, region, industries, jobs), if given, has the sizes that the Ellison–Glaeser index
    of the reference year needs.
    """
    years = tables["activity"]["year"].unique().sort()
    parts = [_in_year(_of_year(tables, data, one), one) for one in years]
    latest = [*_sizes(tables, data, plants), *_opening_rates(tables, data, year)]
    if latest:
        parts.append(_in_year(latest, year))
    if "openings" in tables:
        parts.append(_openings(tables["openings"]))
    rows = pl.concat(parts).with_columns(pl.col("value").round_sig_figs(DIGITS))
    return rows.select(COLUMNS).sort("indicator", "region", "industry", "year")


def _of_year(tables: Tables, data: DataChoice, year: int) -> list[pl.DataFrame]:
    activity = tables["activity"].filter(pl.col("year") == year)
    return [
        *_pairs(activity, tables, data),
        *_totals(activity, tables),
        *_indices(activity, tables, data),
        *_structure(activity, tables, data),
    ]


def _in_year(parts: list[pl.DataFrame], year: int) -> pl.DataFrame:
    return pl.concat(parts).with_columns(year=pl.lit(year, pl.Int64)).select(COLUMNS)


def _openings(openings: pl.DataFrame) -> pl.DataFrame:
    count = pl.col("openings")
    return openings.select(
        pl.lit("openings").alias("indicator"),
        "region",
        "industry",
        pl.col("year").cast(pl.Int64),
        value=count.cast(pl.Float64),
        basis=count.cast(pl.Int64),
    )


def has_sizes(plants: pl.DataFrame | None) -> bool:
    """Whether the size (`jobs`) of any plant is known."""
    return plants is not None and "jobs" in plants.columns and plants["jobs"].null_count() < plants.height


def at_levels(
    rows: pl.DataFrame, tables: Tables, *, region: str | None = None, industry: str | None = None
) -> pl.DataFrame:
    """The `rows` whose region and industry are of the given levels."""
    for key, owner, level in (("region", "regions", region), ("industry", "industries", industry)):
        if level is not None:
            rows = rows.join(tables[owner].filter(pl.col("level") == level), on=key, how="semi")
    return rows


def _levels(tables: Tables, owner: str) -> list[str]:
    return tables[owner]["level"].unique().sort().to_list()


def _compared_levels(tables: Tables) -> list[str]:
    """Industry levels with more than one industry: in a level of one, every quotient is 1."""
    counted = tables["industries"].group_by("level").len().filter(pl.col("len") > 1)
    return counted["level"].sort().to_list()


def _long(
    frame: pl.DataFrame, indicator: str, column: str, basis: str | None, **constant: str
) -> pl.DataFrame:
    """`frame` in the form of the indicator table; a key that it does not have is empty text."""
    keys = {
        key: pl.col(key) if key in frame.columns else pl.lit(constant.get(key, ""))
        for key in ("region", "industry")
    }
    return frame.select(
        pl.lit(indicator).alias("indicator"),
        **keys,
        value=pl.col(column).cast(pl.Float64),
        basis=pl.lit(None, pl.Int64) if basis is None else pl.col(basis).round().cast(pl.Int64),
    )


def _pairs(activity: pl.DataFrame, tables: Tables, data: DataChoice) -> Iterator[pl.DataFrame]:
    counted = "establishments" in activity.columns
    for region in _levels(tables, "regions"):
        for industry in _compared_levels(tables):
            rows = at_levels(activity, tables, region=region, industry=industry)
            if rows.is_empty():
                continue
            basis = pl.lit(None, pl.Int64) if not counted else pl.col("establishments")
            counts = rows.select("region", "industry", basis.alias("basis"))
            if counted:
                yield _long(rows, "establishments", "establishments", "establishments")
            quotients = location_quotient(rows, value=data.value).join(counts, on=["region", "industry"])
            yield _long(quotients, "location_quotient", "location_quotient", "basis")
            parts = shares(rows, value=data.value).join(counts, on=["region", "industry"])
            yield _long(parts, "share_of_region", "share_of_region", "basis")
            yield _long(parts, "share_of_nation", "share_of_nation", "basis")


def _top_totals(activity: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """Establishments of each region over the top level of industries, where a plant counts once."""
    top = tables["industries"].filter(pl.col("parent").is_null()).select("industry")
    return (
        activity.join(top, on="industry", how="semi")
        .group_by("region")
        .agg(pl.col("establishments").sum())
        .sort("region")
    )


def _totals(activity: pl.DataFrame, tables: Tables) -> Iterator[pl.DataFrame]:
    if "establishments" not in activity.columns:
        return
    totals = _top_totals(activity, tables)
    yield _long(totals, "establishments_total", "establishments", "establishments")
    measured = tables["regions"].filter(pl.col("area_km2") > 0).select("region", "area_km2")
    density = establishment_density(totals.join(measured, on="region", how="semi"), measured)
    yield _long(density, "establishment_density", "establishment_density", "establishments")
    for level in _levels(tables, "regions"):
        if (
            not tables["regions"]
            .filter((pl.col("level") == level) & pl.col("parent").is_not_null())
            .is_empty()
        ):
            continue
        national = (
            at_levels(activity, tables, region=level).group_by("industry").agg(pl.col("establishments").sum())
        )
        yield _long(national.sort("industry"), "establishments_industry", "establishments", "establishments")


def _indices(activity: pl.DataFrame, tables: Tables, data: DataChoice) -> Iterator[pl.DataFrame]:
    for region in _levels(tables, "regions"):
        rows = at_levels(activity, tables, region=region, industry=data.industry_level)
        if not rows.is_empty():
            index = diversity_herfindahl(rows, value=data.value)
            yield _long(index, "diversity_herfindahl", "diversity_herfindahl", _basis(data))
    for industry in _compared_levels(tables):
        rows = at_levels(activity, tables, region=data.region_level, industry=industry)
        if rows.is_empty():
            continue
        yield _long(locational_gini(rows, value=data.value), "locational_gini", "locational_gini", None)
        spread = concentration_herfindahl(rows, value=data.value)
        yield _long(spread, "concentration_herfindahl", "concentration_herfindahl", _basis(data))
        if "establishments" in rows.columns:
            count = ellison_glaeser_count(rows)
            yield _long(count, "ellison_glaeser_count", "ellison_glaeser_count", "establishments")


def _structure(activity: pl.DataFrame, tables: Tables, data: DataChoice) -> Iterator[pl.DataFrame]:
    rows = at_levels(activity, tables, region=data.region_level, industry=data.industry_level)
    if rows["industry"].n_unique() < 2 or rows["region"].n_unique() < 2:
        return
    for name, found in structure(rows, tables["industries"], data):
        yield _long(found, name, name, None)


def _basis(data: DataChoice) -> str | None:
    return "establishments" if data.value == "establishments" else None


def _sizes(tables: Tables, data: DataChoice, plants: pl.DataFrame | None) -> Iterator[pl.DataFrame]:
    """The Ellison–Glaeser index with sizes, one row per plant and listed industry of each compared level."""
    if plants is None or not has_sizes(plants):
        return
    listed = (
        plants.select("establishment", "region", "jobs", pl.col("industries").alias("industry"))
        .explode("industry")
        .drop_nulls(["region", "industry", "jobs"])
        .unique(["establishment", "industry"], maintain_order=True)
    )
    for industry in _compared_levels(tables):
        rows = at_levels(listed, tables, region=data.region_level, industry=industry)
        if not rows.is_empty():
            yield _long(ellison_glaeser(rows), "ellison_glaeser", "ellison_glaeser", "establishments")


def _opening_rates(tables: Tables, data: DataChoice, year: int) -> Iterator[pl.DataFrame]:
    if "openings" not in tables:
        return
    openings = tables["openings"]
    top = tables["industries"].filter(pl.col("parent").is_null())["level"].first()
    for region in _levels(tables, "regions"):
        for industry in _levels(tables, "industries"):
            rows = at_levels(openings, tables, region=region, industry=industry)
            if rows.is_empty():
                continue
            if industry == top:
                rates = opening_rate(rows, year=year, years=data.recent_years, by=("region",))
                yield _long(rates, "opening_rate", "opening_rate", "dated")
            pairs = opening_rate(rows, year=year, years=data.recent_years)
            if industry != top:
                yield _long(pairs, "opening_rate", "opening_rate", "dated")
            if region == data.region_level:
                rates = opening_rate(rows, year=year, years=data.recent_years, by=("industry",))
                yield _long(rates, "opening_rate", "opening_rate", "dated")
