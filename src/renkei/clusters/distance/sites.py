"""Establishments as points: read from a table, checked, one set of sites that every industry draws from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals as nw
import numpy as np
import polars as pl

from renkei.clusters.activity.rows import AMOUNT, checked_rows, in_memory
from renkei.clusters.distance.coordinates import (
    GLOBE,
    Geometry,
    check_coordinates,
    coordinate_columns,
    positions,
)
from renkei.errors import NotFoundError, TableError
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

COUNT: Final = "establishments"
WEIGHT: Final = "weight"


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry: the places of its establishments in `Sites.at`, their weights, and how many have no place."""

    code: str
    places: Places
    weights: Floats
    unknown: int


@dataclass(frozen=True, slots=True)
class Sites:
    """All sites of one year. `at` has a column (x, y, z in metres) per place, `pool` a place per establishment.

    `weights` has the weight of each member of the pool, all 1 unless `weighted`. Where `counted`, an
    establishment of two industries is two.
    """

    at: Floats
    geometry: Geometry
    pool: Places
    weights: Floats
    industries: tuple[Industry, ...]
    weighted: bool
    counted: bool
    year: int | None


def sites_by_year(points: IntoFrame, industries: tuple[str, ...] = ()) -> Iterator[Sites]:
    """The sites of each year of `points` (of all rows where it has no column `year`), with these `industries`.

    `points` has establishment, industry and x, y (metres) or lon, lat (degrees), and may have weight and year;
    or, for counts at grid points, cell instead of establishment, and establishments (whole numbers). A row is
    unknown, and counted as such, where a coordinate, weight or count is empty, NaN or flagged "suppressed".

    Raises `TableError` if a column is absent, a key is empty or repeated, a number is text, negative or
    infinite, a coordinate is not on Earth, a count is not whole, an establishment has two places or two
    weights, or no row is known.
    """
    table = _checked(points)
    _check_known(table.rows, industries)
    if "year" not in table.rows.columns:
        yield _sites(table, table.rows, (industries, None))
        return
    for year in table.rows["year"].unique().sort():
        yield _sites(table, table.rows.filter(pl.col("year") == year), (industries, year))


@dataclass(frozen=True, slots=True)
class _Checked:
    """The checked rows (place, industry, year, AMOUNT, coordinates called `names`, known), and what the value is."""

    rows: pl.DataFrame
    names: tuple[str, str]
    counted: bool
    weighted: bool


def _checked(points: IntoFrame) -> _Checked:
    present = lazy_rows(points, needs=("industry",), table="points").collect_schema().names()
    names = coordinate_columns(present)
    counted = COUNT in present and "establishment" not in present
    place = "cell" if counted and "cell" in present else "establishment"
    given = lazy_rows(points, needs=(place, "industry", *names), table="points")
    check_coordinates(given, names, "points")
    value = COUNT if counted else WEIGHT
    if counted and WEIGHT in present:
        raise TableError(
            "`points` has counts (`establishments`) and `weight`; what each single establishment of a point "
            "weighs is not known. Give one row per establishment, or leave `weight` out."
        )
    weighed = given if value in present else given.with_columns(nw.lit(1.0).alias(WEIGHT))
    found = checked_rows(weighed.to_native(), table="points", keys=(place, "industry"), value=value)
    where = given.select(*found.keys, *(nw.col(name).cast(nw.Float64) for name in names))
    amounts = found.rows.select(*found.keys, AMOUNT).collect("polars").to_native()
    rows = amounts.join(in_memory(where, "points"), on=list(found.keys), how="left")
    filled = [pl.col(name).fill_nan(None).is_not_null() for name in (*names, AMOUNT)]
    rows = rows.rename({place: "place"}).with_columns(
        pl.col("industry").cast(pl.String), known=pl.all_horizontal(filled)
    )
    return _Checked(rows.sort("place", "industry"), names, counted, not counted and WEIGHT in present)


def _check_known(rows: pl.DataFrame, industries: tuple[str, ...]) -> None:
    """Raise `NotFoundError` for industries that have no row."""
    present = rows["industry"].unique().sort()
    missing = sorted(set(industries) - set(present))
    if missing:
        raise NotFoundError(
            "No row of `points` has industry {codes}; it has {count} industries, such as {examples}.",
            codes=", ".join(missing),
            count=len(present),
            examples=", ".join(present.head(5)),
        )


def _sites(table: _Checked, rows: pl.DataFrame, wanted: tuple[tuple[str, ...], int | None]) -> Sites:
    """The sites in the `rows` of one year; `wanted` is (industries, year)."""
    known = rows.filter("known")
    if known.is_empty():
        raise TableError(
            "No row of `points` has known coordinates (and, where there is one, a known weight or count). "
            "Fill them in."
        )
    _check_one_place(table, known)
    places = known.unique("place", maintain_order=True).with_columns(
        site=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    known = known.join(places.select("place", "site"), on="place", how="left", maintain_order="left")
    geometry = Geometry(table.names == GLOBE)
    first, second = (places[name].to_numpy() for name in table.names)
    pool, weights = places["site"].to_numpy(), places[AMOUNT].to_numpy()
    if table.counted:
        _check_whole(known)
        pool = np.repeat(known["site"].to_numpy(), known[AMOUNT].to_numpy().astype(np.int64))
        weights = np.ones(len(pool))
    industries, year = wanted
    of_all = _industries(rows, known, counted=table.counted)
    chosen = tuple(one for one in of_all if not industries or one.code in industries)
    return Sites(
        at=positions(first, second, geometry),
        geometry=geometry,
        pool=pool,
        weights=weights,
        industries=chosen,
        weighted=table.weighted,
        counted=table.counted,
        year=year,
    )


def _industries(rows: pl.DataFrame, known: pl.DataFrame, *, counted: bool) -> list[Industry]:
    """Every industry in `rows`, by code, with its members among the `known`."""
    unknown = dict(rows.group_by("industry").agg((~pl.col("known")).sum()).iter_rows())
    members = {code: part for (code,), part in known.partition_by("industry", as_dict=True).items()}
    return [_industry(code, members.get(code), unknown[code], counted=counted) for code in sorted(unknown)]


def _industry(code: str, rows: pl.DataFrame | None, unknown: int, *, counted: bool) -> Industry:
    if rows is None:
        return Industry(code, np.empty(0, np.int64), np.empty(0), unknown)
    places, amounts = rows["site"].to_numpy(), rows[AMOUNT].to_numpy()
    if counted:
        places = np.repeat(places, amounts.astype(np.int64))
        amounts = np.ones(len(places))
    return Industry(code, places, amounts, unknown)


def _check_one_place(table: _Checked, known: pl.DataFrame) -> None:
    told = known.select("place", *table.names, *(() if table.counted else (AMOUNT,))).unique()
    twice = told.filter(pl.col("place").is_duplicated())
    if len(twice):
        raise TableError(
            "{count} establishment(s) or cells in `points` have two places or two weights ({examples}). "
            "Give each the same coordinates and weight in all its rows.",
            count=twice["place"].n_unique(),
            examples=", ".join(str(one) for one in twice["place"].unique().sort().head(3)),
        )


def _check_whole(known: pl.DataFrame) -> None:
    broken = known.filter(pl.col(AMOUNT) != pl.col(AMOUNT).round())
    if len(broken):
        raise TableError(
            "{count} value(s) of `establishments` in `points` are not whole numbers (such as {example}). "
            "Counts of establishments are whole; for sizes give one row per establishment and `weight`.",
            count=len(broken),
            example=broken[AMOUNT][0],
        )
