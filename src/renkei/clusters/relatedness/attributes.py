"""What the regions that have an industry are like: their income (PRODY, EXPY) and their inequality.

`regions` is a second table with one row per region (and year, if `activity` has years): region and the
column named by `attribute`. A region whose attribute is unknown is left out of its industries' means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.activity.region_keys import check_joinable, check_regions_known
from renkei.clusters.activity.rows import AMOUNT, activity_rows, checked_rows
from renkei.clusters.relatedness.presences import Panel, PresenceRule, Presences, stacked
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray
    from scipy import sparse

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]


def prody(
    activity: FrameT, regions: IntoFrame, *, value: str = "establishments", attribute: str = "income"
) -> FrameT:
    """The income of the regions that have an industry, weighted by their location quotients (PRODY).

    Columns: industry, (year,) ubiquity (regions with LQ ≥ 1), unknown, prody = Σ_r (LQ_ri / Σ_s LQ_si) Y_r in
    the unit of `attribute`. Missing for an industry that no region with known income has. Sorted by key.
    Raises `TableError` as `location_quotient`, and if a region of `activity` is not in `regions`.

    Source: Hausmann, Hwang & Rodrik (2007), Journal of Economic Growth 12, 1-25.
    """
    parts = [
        year.industry_rows(prody=_income_of_industries(year.amounts, income))
        for year, income in _years(activity, regions, value, attribute)
    ]
    return as_kind_of(stacked(parts, "industry"), activity)


def expy(
    activity: FrameT, regions: IntoFrame, *, value: str = "establishments", attribute: str = "income"
) -> FrameT:
    """The income that goes with each region's industries, weighted by their size there (EXPY).

    Columns: region, (year,) diversity (industries with LQ ≥ 1), unknown, expy = Σ_i e_ri / e_r · PRODY_i, in
    the unit of `attribute`; `prody` is over all regions, this one too. Missing for a region without known
    activity. Sorted by key. Raises as `prody`. Source: as `prody`.
    """
    parts = []
    for year, income in _years(activity, regions, value, attribute):
        of_industries = _income_of_industries(year.amounts, income)
        known = ~np.isnan(of_industries)
        sums = year.amounts @ np.where(known, of_industries, 0.0)
        parts.append(year.region_rows(expy=_ratio(sums, year.amounts @ known.astype(np.float64))))
    return as_kind_of(stacked(parts, "region"), activity)


def product_gini(
    activity: FrameT, regions: IntoFrame, *, value: str = "establishments", attribute: str = "gini"
) -> FrameT:
    """The inequality of the regions specialised in an industry, weighted by its share there (PGI).

    Columns: industry, (year,) ubiquity, unknown, product_gini = Σ_r M_ri s_ri G_r / Σ_r M_ri s_ri with s_ri =
    e_ri / e_r and M_ri = 1 where LQ ≥ 1, in the unit of `attribute`. Missing for an industry that no region
    with a known attribute is specialised in. Sorted by key. Raises as `prody`.

    Source: Hartmann, Guevara, Jara-Figueroa, Aristarán & Hidalgo (2017), World Development 93, 75-93.
    """
    parts = []
    for year, inequality in _years(activity, regions, value, attribute):
        totals = np.asarray(year.amounts.sum(axis=1))
        shares = year.amounts.multiply(year.present).multiply(_ratio(1.0, totals)[:, np.newaxis])
        parts.append(year.industry_rows(product_gini=_mean_of_regions(shares.tocsr(), inequality)))
    return as_kind_of(stacked(parts, "industry"), activity)


def _years(
    activity: IntoFrame, regions: IntoFrame, value: str, attribute: str
) -> Iterator[tuple[Presences, Numbers]]:
    """Each year's presences, and the attribute of its regions in their order; NaN where unknown."""
    counted = activity_rows(activity, value)
    given = checked_rows(regions, table="regions", keys=("region",), value=attribute)
    check_joinable(counted, given, ("activity", "regions"))
    check_regions_known(counted, given, ("activity", "regions"))
    known = given.rows.select(*given.keys, AMOUNT).collect("polars").to_native()
    for year in Panel.of(counted, PresenceRule(value)):
        keys = year.region_rows().select(given.keys)
        found = keys.join(known, on=given.keys, how="left", maintain_order="left")
        yield year, found[AMOUNT].cast(pl.Float64).fill_null(np.nan).to_numpy()


def _income_of_industries(amounts: sparse.csr_array, income: Numbers) -> Numbers:
    """PRODY: the national total and the industry's cancel out of the weights, and shares of regions stay."""
    totals = np.asarray(amounts.sum(axis=1))
    return _mean_of_regions(amounts.multiply(_ratio(1.0, totals)[:, np.newaxis]).tocsr(), income)


def _mean_of_regions(weights: sparse.csr_array, attribute: Numbers) -> Numbers:
    """Each industry's mean of the regions' attribute, over those where it is known."""
    known = ~np.isnan(attribute)
    sums = weights.T @ np.where(known, attribute, 0.0)
    return _ratio(np.asarray(sums), np.asarray(weights.T @ known.astype(np.float64)))


def _ratio(part: Numbers | float, whole: Numbers) -> Numbers:
    found: Numbers = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found
