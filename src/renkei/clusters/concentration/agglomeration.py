"""Is an industry more concentrated than its plants would be by chance? The Ellison–Glaeser index.

Each function takes and returns any kind of frame (pandas, Polars, PyArrow, DuckDB, PySpark) and computes each
`year` by itself where there is such a column. In both, for an industry with regional shares s_r and regions'
shares of all activity x_r:

    G = Σ_r (s_r - x_r)²                                raw concentration
    H = Σ_j z_j²                                        Herfindahl index of its plants' sizes z_j
    γ = (G - (1 - Σ x²) H) / ((1 - Σ x²)(1 - H))        0 by chance, above 0.05 is called strong

    z = (G - (1 - Σ x²) H) / √V,  V = 2 {H² [Σx² - 2 Σx³ + (Σx²)²] - Σz_j⁴ [Σx² - 4 Σx³ + 3 (Σx²)²]}

z says how many standard deviations G lies from what chance gives (γ = 0).

Source: Ellison & Glaeser (1997), Journal of Political Economy 105 (5), 889-927: γ is eq. 5, V the variance of
G if γ = 0.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.activity.mix import one_where, ratio
from renkei.clusters.activity.region_keys import check_joinable, check_regions_known, first_regions
from renkei.clusters.activity.rows import AMOUNT, CheckedRows, activity_rows, checked_rows
from renkei.errors import TableError
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT

POWERS: Final = ("x2", "x3")


def ellison_glaeser(plants: FrameT, *, value: str = "jobs", region_totals: IntoFrame | None = None) -> FrameT:
    """The Ellison–Glaeser index γ of each industry from its plants' sizes.

    `plants` has establishment, region, industry, `value` (and year): one row per plant and industry.
    `region_totals` has region and `value` (and year) for the activity of all industries, in any unit; regions
    without plants belong in it. Left out, regions weigh what the plants given add up to.
    Columns: industry, (year,) establishments (of known size), unknown (plants of unknown size, left out),
    `value` (their sum), raw_concentration G, plant_herfindahl H, ellison_glaeser γ, z; γ and z have no unit.
    γ is missing for an industry with one plant or no known size, and where there is only one region.
    Sorted by key.

    Raises `TableError` if a column is absent, a key is empty or repeated, a size is text, negative or
    infinite, a region's total is unknown, or a plant lies in a region that `region_totals` lacks.
    Formulas and source: this module.
    """
    counted = checked_rows(
        plants, table="plants", keys=("establishment", "industry"), value=value, carried=("region",)
    )
    cells = _cells(counted)
    regions = _own_regions(cells) if region_totals is None else _given_regions(counted, region_totals)
    return same_kind(_index(cells, _sizes_of_plants(cells), regions, "ellison_glaeser"), plants)


def ellison_glaeser_count(activity: FrameT) -> FrameT:
    """The Ellison–Glaeser index γ of each industry where plants' sizes are not known: all count the same.

    The count version puts H = 1 / n for an industry's n plants, so it says how plants gather, not jobs; it is
    not comparable with `ellison_glaeser` from sizes. `activity` has region, industry, establishments (and
    year); a region's weight is its establishments in all industries.
    Columns: industry, (year,) establishments, unknown (cells left out), raw_concentration G, plant_herfindahl
    1 / n, ellison_glaeser_count γ, z; γ and z have no unit. γ is missing for an industry with one plant or
    none and where there is only one region. Sorted by key. Raises `TableError` as `location_quotient`.
    Formulas and source: this module, with z_j = 1 / n.
    """
    counted = activity_rows(activity, "establishments")
    unknown = one_where(nw.col(AMOUNT).is_null()).alias("unknown")
    cells = replace(counted, rows=counted.rows.with_columns(unknown, nw.col("establishments").fill_null(0)))
    found = _index(cells, _sizes_alike(cells), _own_regions(cells), "ellison_glaeser_count")
    return same_kind(found, activity)


def _cells(plants: CheckedRows) -> CheckedRows:
    """Plants added up by industry and region: known amounts, their squares and fourth powers, counts."""
    size, square = nw.col(AMOUNT), nw.col("square")
    keys = ("industry", "region", *plants.period)
    powers = plants.rows.with_columns((size * size).alias("square"), nw.col(plants.value).fill_null(0))
    sums = (
        powers.with_columns((square * square).alias("fourth"), one_where(size.is_null()).alias("unknown"))
        .group_by(*keys)
        .agg(
            size.count().alias("establishments"),
            nw.col("unknown", plants.value, AMOUNT, "square", "fourth").sum(),
        )
    )
    # What follows reads the cells three times; Polars would group the plants anew for each.
    rows = sums.collect().lazy() if sums.implementation.is_polars() else sums
    return replace(plants, rows=rows, keys=keys)


def _sizes_of_plants(cells: CheckedRows) -> nw.LazyFrame[Any]:
    """Each industry's sum (`AMOUNT`), Σz² (`plant_herfindahl`), Σz⁴ (`fourth`) and counts, from plants' sizes."""
    whole = nw.col(AMOUNT)
    sums = cells.rows.group_by("industry", *cells.period).agg(
        nw.col("establishments", "unknown", cells.value, AMOUNT, "square", "fourth").sum()
    )
    return sums.with_columns(
        ratio(nw.col("square"), whole * whole).alias("plant_herfindahl"),
        ratio(nw.col("fourth"), whole * whole * whole * whole).alias("fourth"),
    )


def _sizes_alike(cells: CheckedRows) -> nw.LazyFrame[Any]:
    """As `_sizes_of_plants`, each of an industry's n plants having the size 1 / n."""
    whole, one = nw.col(AMOUNT), nw.lit(1.0)
    sums = cells.rows.group_by("industry", *cells.period).agg(
        nw.col("establishments", "unknown", AMOUNT).sum()
    )
    return sums.with_columns(
        ratio(one, whole).alias("plant_herfindahl"), ratio(one, whole * whole * whole).alias("fourth")
    )


def _own_regions(cells: CheckedRows) -> nw.LazyFrame[Any]:
    known = cells.rows.with_columns(nw.col(AMOUNT).fill_null(0.0))
    sums = known.group_by("region", *cells.period).agg(nw.col(AMOUNT).sum())
    return _with_moments(replace(cells, rows=sums))


def _given_regions(plants: CheckedRows, region_totals: IntoFrame) -> nw.LazyFrame[Any]:
    given = checked_rows(region_totals, table="region_totals", keys=("region",), value=plants.value)
    check_joinable(plants, given, ("plants", "region_totals"))
    unknown = given.rows.filter(nw.col(AMOUNT).is_null()).select("region", *given.period).collect()
    if len(unknown):
        raise TableError(
            "{count} region(s) in `region_totals` have no known `{column}` ({examples}). "
            "The index needs the total of each region: fill them in, or take these regions' plants out.",
            count=len(unknown),
            column=plants.value,
            examples=first_regions(unknown),
        )
    check_regions_known(plants, given, ("plants", "region_totals"))
    return _with_moments(given)


def _with_moments(regions: CheckedRows) -> nw.LazyFrame[Any]:
    """Each region's share x of all activity, with Σx² and Σx³ (of the year) beside it."""
    x = nw.col("x")
    weighed = regions.rows.with_columns(ratio(nw.col(AMOUNT), regions.total()).alias("x"))
    powers = weighed.with_columns((x * x).alias("x2"), (x * x * x).alias("x3"))
    sums = (nw.col(name).sum() for name in POWERS)
    moments = (total.over(*regions.period) if regions.period else total for total in sums)
    return powers.with_columns(*moments).select("region", *regions.period, "x", *POWERS)


def _index(
    cells: CheckedRows, sizes: nw.LazyFrame[Any], regions: nw.LazyFrame[Any], name: str
) -> nw.LazyFrame[Any]:
    """G, H, γ (as `name`) and z of each industry; G = Σx² + Σ s (s - 2x), Σx² has regions without plants."""
    keys = ["industry", *cells.period]
    whole = sizes.select(*keys, nw.col(AMOUNT).alias("whole"))
    joined = cells.rows.join(whole, on=keys, how="inner").join(
        regions, on=["region", *cells.period], how="inner"
    )
    s = ratio(nw.col(AMOUNT), nw.col("whole"))
    sums = (
        joined.with_columns((s * (s - 2.0 * nw.col("x"))).alias("distance"))
        .group_by(*keys)
        .agg(nw.col("distance").sum(), nw.col(*POWERS).max())
    )
    raw = nw.when(nw.col(AMOUNT) > 0).then(nw.col("x2") + nw.col("distance"))
    found = sums.join(sizes, on=keys, how="inner").with_columns(raw.alias("raw_concentration"))
    counts = nw.col("establishments", "unknown").cast(nw.Int64)
    kept = dict.fromkeys(("establishments", "unknown", cells.value, "raw_concentration", "plant_herfindahl"))
    found = found.with_columns(nw.col(cells.value).cast(cells.number)).with_columns(
        counts, *_gamma_and_z(name)
    )
    return found.select(*keys, *kept, name, "z").sort(*keys)


def _gamma_and_z(name: str) -> tuple[nw.Expr, nw.Expr]:
    g, h, z4 = nw.col("raw_concentration"), nw.col("plant_herfindahl"), nw.col("fourth")
    x2, x3 = nw.col("x2"), nw.col("x3")
    excess, scale = g - (1.0 - x2) * h, (1.0 - x2) * (1.0 - h)
    variance = 2.0 * (h * h * (x2 - 2.0 * x3 + x2 * x2) - z4 * (x2 - 4.0 * x3 + 3.0 * x2 * x2))
    deviation = nw.when((scale > 0) & (variance > 0)).then(variance).sqrt()
    return ratio(excess, scale).alias(name), (excess / deviation).alias("z")
