"""From single establishments to tables that may be shared: counts by region, industry, year, cell and zone.

Establishments are counted fully: one plant counts once in each distinct industry that it lists, and once in
each region that contains it. Counts of different industries therefore add up to more than the plants.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from renkei.errors import TableError

SURE_FROM: Final = 3
"""Located plants from which one wrong coordinate no longer moves a zone."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A square grid in a projected coordinate system: `crs` as pyproj knows it, `cell_m` in metres."""

    name: str
    crs: str
    cell_m: int


TWD97_500M: Final = Grid("TWD97-TM2-500m", "EPSG:3826", 500)


def activity_from_establishments(
    establishments: pl.DataFrame, industries: pl.DataFrame, regions: pl.DataFrame, *, year: int
) -> pl.DataFrame:
    """The `activity` table: one row per (region, industry) with at least one plant, at every level of both.

    `establishments` are plants; `jobs` (persons) is there when the input has it, and is missing where a
    plant of the cell does not tell it. A plant counts at each level of `industries` in the codes that it
    lists there; where it lists none, in the parents of its finer codes. A plant without region or
    without industry is in no row. Raises `TableError` if a code is in neither `industries` nor `regions`.
    """
    counted = _in_all_regions(_plant_industries(establishments, industries), regions)
    columns = [pl.len().cast(pl.Int64).alias("establishments")]
    if "jobs" in establishments.columns:
        jobs = establishments.select("establishment", pl.col("jobs").cast(pl.Float64))
        counted = counted.join(jobs, on="establishment", how="left")
        columns.append(pl.when(pl.col("jobs").is_not_null().all()).then(pl.col("jobs").sum()).alias("jobs"))
    return (
        counted.group_by("region", "industry")
        .agg(columns)
        .with_columns(pl.lit(year, dtype=pl.Int64).alias("year"), pl.lit("reported").alias("flag"))
        .sort("region", "industry")
        .select("region", "industry", "year", *(column.meta.output_name() for column in columns), "flag")
    )


def openings_from_establishments(
    establishments: pl.DataFrame, industries: pl.DataFrame, regions: pl.DataFrame
) -> pl.DataFrame:
    """The `openings` table: plants by (region, industry, year of `opened`), levels as in `activity`.

    Only plants that still exist can be counted, so early years are too low; a plant without date or
    region is in no row. Raises `TableError` if a code is in neither `industries` nor `regions`.
    """
    dated = establishments.filter(pl.col("opened").is_not_null())
    years = dated.select("establishment", pl.col("opened").dt.year().cast(pl.Int64).alias("year"))
    return (
        _in_all_regions(_plant_industries(dated, industries), regions)
        .join(years, on="establishment")
        .group_by("region", "industry", "year")
        .agg(pl.len().cast(pl.Int64).alias("openings"))
        .sort("region", "industry", "year")
    )


def cells_from_establishments(
    establishments: pl.DataFrame, industries: pl.DataFrame, *, grid: Grid = TWD97_500M
) -> pl.DataFrame:
    """The `cells` table: plants by (cell, industry) for the finest level of `industries`.

    A cell is named after its lower left corner in metres (`E304500N2765000`); `lon` and `lat` are its
    centre in WGS 84. A plant without coordinates is in no cell. Raises `TableError` if an industry code
    is not in `industries`.
    """
    located = establishments.filter(pl.col("lon").is_not_null() & pl.col("lat").is_not_null())
    finest = _finest_codes(industries)
    placed = located.select("establishment", *_corners(located, grid))
    counts = (
        _plant_industries(located, industries)
        .join(finest, on="industry", how="semi")
        .join(placed, on="establishment")
        .group_by("east", "north", "industry")
        .agg(pl.len().cast(pl.Int64).alias("establishments"))
    )
    cells = counts.select("east", "north").unique().sort("east", "north")
    centred = cells.with_columns(
        pl.lit(grid.name).alias("grid"),
        pl.format("E{}N{}", "east", "north").alias("cell"),
        *_centres(cells, grid),
    )
    table = counts.join(centred, on=["east", "north"])
    return table.select("grid", "cell", "industry", "lon", "lat", "establishments").sort("cell", "industry")


def zone_activity_from_establishments(
    establishments: pl.DataFrame, industries: pl.DataFrame, *, year: int
) -> pl.DataFrame:
    """The `zone_activity` table: plants by (zone, industry), at every level of `industries`.

    A plant whose zone is not recognised is in no row, so each count is a lower bound. Raises `TableError`
    if an industry code is not in `industries`.
    """
    zones = establishments.filter(pl.col("zone").is_not_null()).select("establishment", "zone")
    return (
        _plant_industries(establishments, industries)
        .join(zones, on="establishment")
        .group_by("zone", "industry")
        .agg(pl.len().cast(pl.Int64).alias("establishments"))
        .with_columns(pl.lit(year, dtype=pl.Int64).alias("year"))
        .sort("zone", "industry")
        .select("zone", "industry", "year", "establishments")
    )


def zones_from_establishments(zones: pl.DataFrame, establishments: pl.DataFrame) -> pl.DataFrame:
    """`zones` with the plants recognised in each (`establishments`, a lower bound) and where they lie.

    The point is the median longitude and latitude of the recognised plants that have coordinates;
    `location_basis` is "plants" from three such plants, "few_plants" for one or two, whose coordinates may
    be a few kilometres wrong. A zone without any keeps the point and the basis that `zones` brings.
    """
    located = pl.col("lon").is_not_null() & pl.col("lat").is_not_null()
    found = establishments.group_by("zone").agg(
        pl.len().cast(pl.Int64).alias("establishments"),
        located.sum().alias("located"),
        *(pl.col(axis).filter(located).median().round(4).alias(f"median_{axis}") for axis in ("lon", "lat")),
    )
    basis = pl.when(pl.col("located") >= SURE_FROM).then(pl.lit("plants"))
    return (
        zones.drop("establishments", strict=False)
        .join(found, on="zone", how="left")
        .with_columns(
            pl.col("establishments").fill_null(0),
            *(pl.coalesce(f"median_{axis}", axis).alias(axis) for axis in ("lon", "lat")),
            basis.when(pl.col("located") > 0)
            .then(pl.lit("few_plants"))
            .otherwise("location_basis")
            .alias("location_basis"),
        )
        .sort("zone")
        .select(*(name for name in zones.columns if name != "establishments"), "establishments")
    )


def _plant_industries(establishments: pl.DataFrame, industries: pl.DataFrame) -> pl.DataFrame:
    """One row per (establishment, region, industry): what the plant lists, and missing levels from below."""
    listed = (
        establishments.select("establishment", "region", pl.col("industries").alias("industry"))
        .explode("industry")
        .drop_nulls("industry")
        .unique()
    )
    _check_codes(listed["industry"], industries["industry"], column="industry", table="industries")
    levels = industries.select("industry", "parent", "level")
    known = listed.join(levels, on="industry")
    climbing = known
    while climbing.height:
        covered = known.select("establishment", "level").unique()
        parents = climbing.filter(pl.col("parent").is_not_null()).select(
            "establishment", "region", pl.col("parent").alias("industry")
        )
        climbing = parents.unique().join(levels, on="industry")
        climbing = climbing.join(covered, on=["establishment", "level"], how="anti")
        known = pl.concat([known, climbing])
    return known.select("establishment", "region", "industry")


def _in_all_regions(plants: pl.DataFrame, regions: pl.DataFrame) -> pl.DataFrame:
    """`plants` once for each region that contains them; those without region drop out."""
    located = plants.filter(pl.col("region").is_not_null())
    _check_codes(located["region"], regions["region"], column="region", table="regions")
    parents = regions.select("region", "parent").filter(pl.col("parent").is_not_null())
    parts = [located]
    while parts[-1].height:
        above = parts[-1].join(parents, on="region")
        parts.append(above.with_columns(pl.col("parent").alias("region")).drop("parent"))
    return pl.concat(parts)


def _check_codes(used: pl.Series, known: pl.Series, *, column: str, table: str) -> None:
    unknown = used.unique().filter(~used.unique().is_in(known.implode())).sort()
    if unknown.len():
        raise TableError(
            "{count} code(s) in column `{column}` of `establishments` are not in `{table}` ({examples}). "
            "Correct them, or choose the classification or geography that has them.",
            count=unknown.len(),
            column=column,
            table=table,
            examples=", ".join(unknown.head(3)),
        )


def _finest_codes(industries: pl.DataFrame) -> pl.DataFrame:
    """The codes of the levels that contain no other level."""
    parents = industries.select(pl.col("parent").alias("industry")).drop_nulls()
    upper = industries.join(parents, on="industry", how="semi").select("level")
    return industries.join(upper, on="level", how="anti").select("industry")


def _corners(located: pl.DataFrame, grid: Grid) -> tuple[pl.Series, pl.Series]:
    from pyproj import Transformer

    onto_grid = Transformer.from_crs("EPSG:4326", grid.crs, always_xy=True)
    east, north = onto_grid.transform(located["lon"].to_numpy(), located["lat"].to_numpy())
    return (
        pl.Series("east", east // grid.cell_m * grid.cell_m).cast(pl.Int64),
        pl.Series("north", north // grid.cell_m * grid.cell_m).cast(pl.Int64),
    )


def _centres(cells: pl.DataFrame, grid: Grid) -> tuple[pl.Series, pl.Series]:
    from pyproj import Transformer

    off_grid = Transformer.from_crs(grid.crs, "EPSG:4326", always_xy=True)
    half = grid.cell_m / 2
    lon, lat = off_grid.transform(cells["east"].to_numpy() + half, cells["north"].to_numpy() + half)
    return pl.Series("lon", lon).round(5), pl.Series("lat", lat).round(5)
