"""Do different industries gather in the same regions? Coagglomeration of groups of industries, and of pairs.

With the regional shares s_rj of industry j, regions' shares of all activity x_r, and w_j its share of the group's
activity, Ellison and Glaeser's index of a group is

    γᶜ = [G / (1 - Σ x²) - H - Σ_j γ_j w_j² (1 - H_j)] / (1 - Σ_j w_j²)

with G = Σ_r (Σ_j w_j s_rj - x_r)² of the group and H = Σ w_j² H_j of all its plants. Put in γ_j and the plant sizes
cancel: γᶜ = (G - Σ_j w_j² G_j) / ((1 - Σ x²)(1 - Σ_j w_j²)), a weighted mean of the indices of the group's pairs,
Σ_r (s_ri - x_r)(s_rj - x_r) / (1 - Σ x²). Sizes are needed to say what chance does: if plants of different industries
are placed independently with probabilities x, a pair's index has the variance H_i H_j T / (1 - Σ x²)², T = Σ x² -
2 Σ x³ + (Σ x²)², and the pairs of a group are uncorrelated.

Source: Ellison & Glaeser (1997), Journal of Political Economy 105, 889-927, section on coagglomeration; pairs:
Ellison, Glaeser & Kerr (2010), American Economic Review 100, 1195-1213, eq. 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import narwhals as nw
import numpy as np
import polars as pl

from renkei.clusters.activity.mix import ratio
from renkei.clusters.activity.options import check_choice
from renkei.clusters.activity.panel import pair_labels, same_throughout
from renkei.clusters.activity.rows import AMOUNT
from renkei.clusters.activity.second_tables import group_rows
from renkei.clusters.concentration.plants import (
    plant_cells,
    plant_rows,
    raw_concentration,
    region_weights,
    sizes_of_plants,
    spread_over_regions,
)
from renkei.tables.frames import as_kind_of, same_kind

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.activity.rows import CheckedRows
    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]

PairWeights = Literal["activity", "industries"]
PAIR_WEIGHTS: Final = ("activity", "industries")


def coagglomeration(
    plants: FrameT,
    industries: IntoFrame | None = None,
    *,
    value: str = "jobs",
    region_totals: IntoFrame | None = None,
    group: str = "parent",
) -> FrameT:
    """Whether the industries of each group gather in the same regions: Ellison and Glaeser's γᶜ.

    `plants` and `region_totals` as for `ellison_glaeser`. `industries` has industry and the column `group`;
    industries that it does not list are in no group but weigh in the regions' totals. Left out, all
    industries are one group, called "all".
    Columns: group, (year,) industries (with activity), establishments, unknown, `value`, raw_concentration G,
    plant_herfindahl H, mean_agglomeration (the members' γ weighted by w, of those that have one),
    coagglomeration γᶜ (0: placed independently, below 0: apart), standard_error (if plants are placed by
    chance), z; all without unit. Missing for a group with one industry, or where there is one region. Sorted
    by key.

    Raises `TableError` as `ellison_glaeser`, and if an industry of `industries` is there twice or its group is
    empty. Formulas and source: this module.
    """
    counted = plant_rows(plants, value)
    cells = plant_cells(counted)
    regions = region_weights(counted, cells, region_totals)
    members = spread_over_regions(cells, sizes_of_plants(cells), regions)
    if industries is None:
        groups = cells.rows.select("industry").unique("industry").with_columns(nw.lit("all").alias("group"))
    else:
        groups = group_rows(industries, key="industry", group=group, beside=("plants", counted))
    weighed = _with_member_weights(members.join(groups, on="industry", how="inner"), cells)
    together = _groups_over_regions(cells, groups, regions)
    return same_kind(_group_index(_group_sums(weighed, cells), together, cells), plants)


def coagglomeration_pairs(
    plants: FrameT,
    *,
    value: str = "jobs",
    region_totals: IntoFrame | None = None,
    weights: PairWeights = "activity",
) -> FrameT:
    """Whether each two industries gather in the same regions, with its distance from chance.

    `plants` and `region_totals` as for `ellison_glaeser`. Columns: industry_a, industry_b (as text, a before
    b), (year,) coagglomeration_pairs γᶜ, standard_error (if the two industries' plants are placed
    independently by chance), z; all without unit. `weights` says what x is: "activity" the region's share of
    all activity (Ellison & Glaeser 1997), "industries" the mean of its shares in the industries (Ellison,
    Glaeser & Kerr 2010), which needs no `region_totals`. Industries without known activity are in no pair;
    missing where there is one region. Time grows with industries² × regions (a matrix product), memory with
    industries × regions and industries². Sorted by key.

    Raises `ParameterError` for other weights, `TableError` as `ellison_glaeser`. Formulas and source: this
    module.
    """
    check_choice("weights", weights, PAIR_WEIGHTS)
    counted = plant_rows(plants, value)
    cells = plant_cells(counted)
    regions: pl.DataFrame = region_weights(counted, cells, region_totals).collect("polars").to_native()
    amounts: pl.DataFrame = cells.rows.filter(nw.col(AMOUNT) > 0).collect("polars").to_native()
    found = [_pairs_of_a_year(amounts, regions, weights)] if not counted.period else []
    years = regions["year"].unique().sort() if counted.period else pl.Series()
    for n, year in enumerate(years):
        pairs = _pairs_of_a_year(amounts.filter(year=year), regions.filter(year=year), weights)
        found.append(pairs.insert_column(2, same_throughout(years[n : n + 1], pairs.height)))
    if not found:
        found = [_pairs_of_a_year(amounts, regions, weights).insert_column(2, years)]
    keys = ("industry_a", "industry_b", *counted.period)
    return as_kind_of(pl.concat(found).sort(*keys), plants)


def _with_member_weights(members: nw.LazyFrame[Any], cells: CheckedRows) -> nw.LazyFrame[Any]:
    """Each industry with its group's total, its share w of it, G and γ."""
    known = nw.when(nw.col(AMOUNT) > 0).then(nw.col(AMOUNT))
    whole = nw.col(AMOUNT).sum().over("group", *cells.period)
    rows = members.with_columns(known.alias("known"), whole.alias("group_total"))
    rows = rows.with_columns(
        ratio(nw.col("known"), nw.col("group_total")).alias("w"), raw_concentration().alias("own_raw")
    )
    h, x2 = nw.col("plant_herfindahl"), nw.col("x2")
    gamma = ratio(nw.col("own_raw") - (1.0 - x2) * h, (1.0 - x2) * (1.0 - h))
    return rows.with_columns(gamma.alias("gamma"))


def _group_sums(rows: nw.LazyFrame[Any], cells: CheckedRows) -> nw.LazyFrame[Any]:
    """One row per group: Σw², Σw²G, Σw²H, Σw⁴H², and the mean γ of its members."""
    w2, h = nw.col("w2"), nw.col("plant_herfindahl")
    has_gamma = ~nw.col("gamma").is_null()
    terms = rows.with_columns((nw.col("w") * nw.col("w")).alias("w2")).with_columns(
        (w2 * nw.col("own_raw")).alias("own"),
        (w2 * h).alias("sizes"),
        (w2 * w2 * h * h).alias("sizes_squared"),
        (nw.col("w") * nw.col("gamma")).alias("weighted_gamma"),
        nw.when(has_gamma).then(nw.col("w")).alias("with_gamma"),
    )
    summed = ("establishments", "unknown", cells.value, "w2", "own", "sizes", "sizes_squared")
    sums = terms.group_by("group", *cells.period).agg(
        nw.col("known").count().alias("industries"),
        nw.col(*dict.fromkeys((*summed, "weighted_gamma", "with_gamma"))).sum(),
        nw.col("x2", "x3").max(),
    )
    mean = ratio(nw.col("weighted_gamma"), nw.col("with_gamma"))
    return sums.with_columns(mean.alias("mean_agglomeration"))


def _groups_over_regions(
    cells: CheckedRows, groups: nw.LazyFrame[Any], regions: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    """Σ s (s - 2x) of each group's regional shares s."""
    period = cells.period
    places = cells.rows.join(groups, on="industry", how="inner")
    sums = places.group_by("group", "region", *period).agg(nw.col(AMOUNT).sum())
    sums = sums.with_columns(nw.col(AMOUNT).sum().over("group", *period).alias("whole"))
    joined = sums.join(regions, on=["region", *period], how="inner")
    s = ratio(nw.col(AMOUNT), nw.col("whole"))
    distance = joined.with_columns((s * (s - 2.0 * nw.col("x"))).alias("distance"))
    return distance.group_by("group", *period).agg(nw.col("distance").sum())


def _group_index(
    sums: nw.LazyFrame[Any], together: nw.LazyFrame[Any], cells: CheckedRows
) -> nw.LazyFrame[Any]:
    keys, x2 = ["group", *cells.period], nw.col("x2")
    rows = sums.join(together, on=keys, how="inner").with_columns(
        nw.when(nw.col("industries") > 0).then(x2 + nw.col("distance")).alias("raw_concentration"),
        nw.when(nw.col("industries") > 0).then(nw.col("sizes")).alias("plant_herfindahl"),
    )
    several = nw.when((nw.col("industries") > 1) & (x2 < 1.0))
    scale = several.then((1.0 - x2) * (1.0 - nw.col("w2")))
    chance = x2 - 2.0 * nw.col("x3") + x2 * x2
    variance = 2.0 * chance * (nw.col("sizes") * nw.col("sizes") - nw.col("sizes_squared"))
    rows = rows.with_columns(scale.alias("scale"), variance.alias("variance"))
    rows = rows.with_columns(
        nw.when(nw.col("variance") > 0).then(nw.col("variance")).sqrt().alias("deviation")
    )
    rows = rows.with_columns(
        ratio(nw.col("raw_concentration") - nw.col("own"), nw.col("scale")).alias("coagglomeration"),
        ratio(nw.col("deviation"), nw.col("scale")).alias("standard_error"),
        nw.col("industries", "establishments", "unknown").cast(nw.Int64),
    ).with_columns((nw.col("coagglomeration") / nw.col("standard_error")).alias("z"))
    counts = dict.fromkeys(("industries", "establishments", "unknown", cells.value))
    values = ("raw_concentration", "plant_herfindahl", "mean_agglomeration", "coagglomeration")
    rows = rows.with_columns(nw.col(cells.value).cast(cells.number))
    return rows.select(*keys, *counts, *values, "standard_error", "z").sort(*keys)


def _pairs_of_a_year(amounts: pl.DataFrame, regions: pl.DataFrame, weights: PairWeights) -> pl.DataFrame:
    """The pairs of one year from its cells (industry, region, amount, square) and regions' weights."""
    names = amounts["industry"].unique().sort()
    shares = _shares(amounts, names, regions["region"])
    sizes = amounts.group_by("industry").agg(pl.col(AMOUNT, "square").sum()).sort("industry")
    herfindahl = (sizes["square"] / sizes[AMOUNT] ** 2).to_numpy()
    x = regions["x"].fill_null(0.0).to_numpy() if weights == "activity" else shares.mean(axis=0)
    spread, chance = 1.0 - x @ x, x @ x - 2.0 * (x @ (x * x)) + (x @ x) ** 2
    shares -= x
    a, b = np.triu_indices(len(names), 1)
    products = (shares @ shares.T)[a, b]
    deviation = np.sqrt(herfindahl[a] * herfindahl[b] * max(chance, 0.0))
    known = spread > 1e-12
    found = {
        "coagglomeration_pairs": products / spread if known else np.full(len(a), np.nan),
        "standard_error": deviation / spread if known else np.full(len(a), np.nan),
    }
    table = pl.DataFrame(pair_labels(tuple(names.cast(pl.String)), "industry", (a, b)) | found)
    z = pl.when(pl.col("standard_error") > 0).then(pl.col("coagglomeration_pairs") / pl.col("standard_error"))
    return table.with_columns(pl.col(*found).fill_nan(None)).with_columns(z.alias("z"))


def _shares(amounts: pl.DataFrame, industries: pl.Series, regions: pl.Series) -> Numbers:
    """Industries × regions: each region's share of each industry."""
    rows = pl.DataFrame({"industry": industries}).with_row_index("row")
    columns = pl.DataFrame({"region": regions}).with_row_index("column")
    placed = amounts.join(rows, on="industry", how="inner").join(columns, on="region", how="inner")
    whole = np.zeros((len(industries), len(regions)))
    whole[placed["row"].to_numpy(), placed["column"].to_numpy()] = placed[AMOUNT].to_numpy()
    whole /= whole.sum(axis=1, keepdims=True)
    return whole
