"""Is an industry more concentrated than its plants would be by chance? Ellison–Glaeser and Maurel–Sédillot.

Each function takes and returns any kind of frame (pandas, Polars, PyArrow, DuckDB, PySpark) and computes each
`year` by itself where there is such a column. In both, for an industry with regional shares s_r and regions'
shares of all activity x_r:

    G = Σ_r (s_r - x_r)²                                raw concentration
    H = Σ_j z_j²                                        Herfindahl index of its plants' sizes z_j
    γ = (G - (1 - Σ x²) H) / ((1 - Σ x²)(1 - H))        0 by chance, above 0.05 is called strong

    z = (G - (1 - Σ x²) H) / √V,  V = 2 {H² [Σx² - 2 Σx³ + (Σx²)²] - Σz_j⁴ [Σx² - 4 Σx³ + 3 (Σx²)²]}

z says how many standard deviations G lies from what chance gives (γ = 0), and standard_error how large one of
them is on the scale of γ: √V / ((1 - Σ x²)(1 - H)). For an interval around a γ that is not zero see
`ellison_glaeser_interval`.

Source: Ellison & Glaeser (1997), Journal of Political Economy 105 (5), 889-927: γ is eq. 5, V the variance of
G if γ = 0.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from renkei.clusters.activity.mix import one_where, ratio
from renkei.clusters.activity.rows import AMOUNT, activity_rows
from renkei.clusters.concentration.plants import (
    own_regions,
    plant_cells,
    plant_rows,
    raw_concentration,
    region_weights,
    sizes_alike,
    sizes_of_plants,
    spread_over_regions,
)
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.clusters.activity.rows import CheckedRows
    from renkei.tables.frames import FrameT


def ellison_glaeser(plants: FrameT, *, value: str = "jobs", region_totals: IntoFrame | None = None) -> FrameT:
    """The Ellison–Glaeser index γ of each industry from its plants' sizes.

    `plants` has establishment, region, industry, `value` (and year): one row per plant and industry.
    `region_totals` has region and `value` (and year) for the activity of all industries, in any unit; regions
    without plants belong in it. Left out, regions weigh what the plants given add up to.
    Columns: industry, (year,) establishments (of known size), unknown (plants of unknown size, left out),
    `value` (their sum), raw_concentration G, plant_herfindahl H, ellison_glaeser γ, standard_error (of γ if
    plants are placed by chance), z; all without unit.
    γ is missing for an industry with one plant or no known size, and where there is only one region.
    Sorted by key.

    Raises `TableError` if a column is absent, a key is empty or repeated, a size is text, negative or
    infinite, a region's total is unknown, or a plant lies in a region that `region_totals` lacks.
    Formulas and source: this module.
    """
    counted = plant_rows(plants, value)
    cells = plant_cells(counted)
    regions = region_weights(counted, cells, region_totals)
    spread = spread_over_regions(cells, sizes_of_plants(cells), regions)
    return same_kind(_index(spread, cells, "ellison_glaeser"), plants)


def ellison_glaeser_count(activity: FrameT) -> FrameT:
    """The Ellison–Glaeser index γ of each industry where plants' sizes are not known: all count the same.

    The count version puts H = 1 / n for an industry's n plants, so it says how plants gather, not jobs; it is
    not comparable with `ellison_glaeser` from sizes. `activity` has region, industry, establishments (and
    year); a region's weight is its establishments in all industries.
    Columns: industry, (year,) establishments, unknown (cells left out), raw_concentration G, plant_herfindahl
    1 / n, ellison_glaeser_count γ, standard_error, z; all without unit. γ is missing for an industry with one plant or
    none and where there is only one region. Sorted by key. Raises `TableError` as `location_quotient`.
    Formulas and source: this module, with z_j = 1 / n.
    """
    counted = activity_rows(activity, "establishments")
    unknown = one_where(nw.col(AMOUNT).is_null()).alias("unknown")
    cells = replace(counted, rows=counted.rows.with_columns(unknown, nw.col("establishments").fill_null(0)))
    spread = spread_over_regions(cells, sizes_alike(cells), own_regions(cells))
    return same_kind(_index(spread, cells, "ellison_glaeser_count"), activity)


def maurel_sedillot(plants: FrameT, *, value: str = "jobs", region_totals: IntoFrame | None = None) -> FrameT:
    """The Maurel–Sédillot index of each industry from its plants' sizes: is a pair of plants often neighbours?

    p, the share of pairs of an industry's plants (weighted by size) that lie in the same region, is compared
    with Σ x², that of pairs placed by chance:

        γ = (p - Σ x²) / (1 - Σ x²),   p = (Σ s² - H) / (1 - H)

    It differs from `ellison_glaeser` in what counts: an industry that chose large regions together gathers
    here, while there it is held against the regions' size twice. `plants` and `region_totals` as there.
    Columns: industry, (year,) establishments, unknown, `value`, raw_concentration (Σ s² - Σ x²) / (1 - Σ x²),
    plant_herfindahl H, maurel_sedillot γ, standard_error (of γ if plants are placed by chance), z (γ in units
    of it). Missing values, order and errors as `ellison_glaeser`.

    Source: Maurel & Sédillot (1999), Regional Science and Urban Economics 29, 575-604, eq. 4-6; the variance is
    exact, from the pairs: 4 Σ z²(1 - z)² (Σ x³ - (Σ x²)²) + 2 (H² - Σ z⁴) (Σ x² - 2 Σ x³ + (Σ x²)²).
    """
    counted = plant_rows(plants, value)
    cells = plant_cells(counted)
    regions = region_weights(counted, cells, region_totals)
    spread = spread_over_regions(cells, sizes_of_plants(cells), regions)
    return same_kind(_pair_index(spread, cells), plants)


def _index(spread: nw.LazyFrame[Any], cells: CheckedRows, name: str) -> nw.LazyFrame[Any]:
    """G, H, γ (as `name`), its standard error by chance and z of each industry."""
    found = spread.with_columns(raw_concentration().alias("raw_concentration"))
    h, z4 = nw.col("plant_herfindahl"), nw.col("fourth")
    x2, x3 = nw.col("x2"), nw.col("x3")
    excess = nw.col("raw_concentration") - (1.0 - x2) * h
    variance = 2.0 * (h * h * (x2 - 2.0 * x3 + x2 * x2) - z4 * (x2 - 4.0 * x3 + 3.0 * x2 * x2))
    return _scaled(found, cells, name, (excess, variance))


def _pair_index(spread: nw.LazyFrame[Any], cells: CheckedRows) -> nw.LazyFrame[Any]:
    """As `_index`, of Maurel and Sédillot."""
    h, z3, z4 = nw.col("plant_herfindahl"), nw.col("cube"), nw.col("fourth")
    x2, x3, s2 = nw.col("x2"), nw.col("x3"), nw.when(nw.col(AMOUNT) > 0).then(nw.col("s2"))
    found = spread.with_columns(ratio(s2 - x2, 1.0 - x2).alias("raw_concentration"))
    excess = s2 - h - x2 * (1.0 - h)
    each, both = x3 - x2 * x2, x2 - 2.0 * x3 + x2 * x2
    variance = 4.0 * (h - 2.0 * z3 + z4) * each + 2.0 * (h * h - z4) * both
    return _scaled(found, cells, "maurel_sedillot", (excess, variance))


def _scaled(
    found: nw.LazyFrame[Any], cells: CheckedRows, name: str, excess_and_variance: tuple[nw.Expr, nw.Expr]
) -> nw.LazyFrame[Any]:
    """The index: the excess over chance ÷ (1 - Σx²)(1 - H), its standard error by chance, and z."""
    keys, (excess, variance) = ["industry", *cells.period], excess_and_variance
    scale = (1.0 - nw.col("x2")) * (1.0 - nw.col("plant_herfindahl"))
    found = found.with_columns(excess.alias("excess"), scale.alias("scale"), variance.alias("variance"))
    positive = nw.when((nw.col("scale") > 0) & (nw.col("variance") > 0)).then(nw.col("variance"))
    found = found.with_columns(positive.sqrt().alias("deviation")).with_columns(
        ratio(nw.col("excess"), nw.col("scale")).alias(name),
        ratio(nw.col("deviation"), nw.col("scale")).alias("standard_error"),
        (nw.col("excess") / nw.col("deviation")).alias("z"),
    )
    kept = dict.fromkeys(("establishments", "unknown", cells.value, "raw_concentration", "plant_herfindahl"))
    return found.select(*keys, *kept, name, "standard_error", "z").sort(*keys)
