"""How far a region's mix of industries lies from the nation's, or from another region's.

All functions take an activity table as `renkei.clusters.specialisation.quotients` describes and return the
same kind of frame; each year by itself; a pair without a row is zero. An unknown cell is left out and counted
in `unknown`, and the nation's shares are taken over the industries known in the region.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals as nw
import numpy as np
import polars as pl

from renkei.clusters.activity.comparison import Reference, share_distance_within
from renkei.clusters.activity.mix import QUOTIENT, ratio, with_quotients
from renkei.clusters.activity.panel import pair_labels, yearly_matrices
from renkei.clusters.activity.rows import activity_rows
from renkei.errors import ParameterError
from renkei.tables.frames import as_kind_of, same_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.activity.matrix import RegionIndustryMatrix
    from renkei.tables.frames import FrameT

SAME: Final = 1e-12
"""Mixes that lie no farther apart than this differ by rounding alone."""


def krugman_specialisation(
    activity: FrameT, *, value: str = "establishments", reference: Reference = "nation"
) -> FrameT:
    """How far each region's mix of industries lies from that of the nation: Krugman's index.

    Columns: region, (year,) industries (with a value above zero), unknown, `value` (known total),
    krugman_specialisation = Σ_i |e_ri / e_r - x_i|, from 0 (the same mix) to 2 (no industry in common); half
    of it is the share of activity that would have to change industry. `reference` says what x is: "nation"
    the national share e_i / e, "rest" the share in all other regions together, "mean" the mean of the shares
    in the other regions, each weighing the same. Missing where the region has no known activity, and with
    "rest" or "mean" where no other region has any. Sorted by key.

    Raises `ParameterError` for another reference, `TableError` as `location_quotient`.

    Source: Krugman (1991), Geography and Trade, 75-76; "rest": Midelfart-Knarvik et al. (2000), The Location
    of European Industry, European Commission; "mean": Farhauer & Kröll (2013), Standorttheorien, worked
    example 0.1595.
    """
    counted = activity_rows(activity, value)
    found = share_distance_within(counted, "region", "krugman_specialisation", reference)
    return same_kind(found.sort("region", *counted.period), activity)


def hoover_specialisation(
    activity: FrameT, *, value: str = "establishments", reference: Reference = "nation"
) -> FrameT:
    """The share of each region's activity that would have to change industry to give the nation's mix.

    Columns as `krugman_specialisation`, with hoover_specialisation = ½ Σ_i |e_ri / e_r - x_i| from 0 to 1:
    half of Krugman's index. Missing values, `reference`, order and errors as there.

    Source: Hoover (1936), Review of Economics and Statistics 18, 162-171.
    """
    counted, name = activity_rows(activity, value), "hoover_specialisation"
    found = share_distance_within(counted, "region", name, reference)
    half = found.with_columns((0.5 * nw.col(name)).alias(name))
    return same_kind(half.sort("region", *counted.period), activity)


def relative_diversity(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How close each region's mix of industries comes to the nation's: Duranton and Puga's index.

    Columns: region, (year,) industries (with a value above zero), unknown, `value` (known total),
    relative_diversity = 1 / Σ_i |e_ri / e_r - e_i / e|, without unit, from ½ (no industry in common with the
    nation's mix) upwards without limit. Missing where the mix is exactly the nation's (the index is
    infinite), or the region has no known activity. Sorted by key. Raises `TableError` as `location_quotient`.

    Source: Duranton & Puga (2000), Urban Studies 37, 533-555.
    """
    counted, name = activity_rows(activity, value), "relative_diversity"
    found = share_distance_within(counted, "region", name, "nation")
    inverse = nw.when(nw.col(name) > SAME).then(ratio(nw.lit(1.0), nw.col(name))).alias(name)
    return same_kind(found.with_columns(inverse).sort("region", *counted.period), activity)


def relative_specialisation(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """The highest location quotient that each region reaches: Duranton and Puga's relative specialisation.

    Columns: region, (year,) industry (the one that reaches it; the first in order if several do),
    relative_specialisation = max_i LQ_ri, a ratio. A small industry reaches a high quotient with little
    activity; read it with the industry beside it. Missing, both, where no quotient is known. Sorted by key.
    Raises `TableError` as `location_quotient`.

    Source: Duranton & Puga (2000), Urban Studies 37, 533-555.
    """
    counted, name = activity_rows(activity, value), "relative_specialisation"
    keys, quotient = ["region", *counted.period], nw.col(QUOTIENT)
    known = with_quotients(counted).with_columns(nw.when(quotient > 0).then(quotient).alias(name))
    highest = nw.col(name).max().over(*keys)
    first = nw.when(nw.col(name) == highest).then(nw.col("industry")).alias("industry")
    found = known.with_columns(first).group_by(*keys).agg(nw.col("industry").min(), nw.col(name).max())
    return same_kind(found.select(*keys, "industry", name).sort(*keys), activity)


def krugman_dissimilarity(
    activity: FrameT, *, value: str = "establishments", regions: tuple[str, ...] = ()
) -> FrameT:
    """How far the mixes of industries of each two regions lie apart.

    Columns: region_a, region_b (as text, a before b), (year,) krugman_dissimilarity =
    Σ_i |e_ai / e_a - e_bi / e_b| from 0 (the same mix) to 2 (no industry in common). One row per pair of the
    regions given in `regions`, or of all; a region without activity is in no pair. Time grows with pairs ×
    industries, memory with regions × industries and with the pairs. Sorted by key.

    Raises `ParameterError` if a region of `regions` is not in the table; `TableError` as `location_quotient`,
    and if a value is unknown.

    Source: Krugman (1991), Geography and Trade, 75-76.
    """
    years = yearly_matrices(activity, value)
    _check_known(regions, {region for one in years for region in one.matrix.regions})
    keys = ("region_a", "region_b")
    parts = [year.table(_apart(year.matrix, regions), keys) for year in years]
    found = pl.concat(parts)
    return as_kind_of(found.sort(*keys, *(["year"] if "year" in found.columns else [])), activity)


def _apart(matrix: RegionIndustryMatrix, regions: tuple[str, ...]) -> dict[str, pl.Series]:
    from scipy.spatial.distance import pdist

    totals = matrix.region_totals()
    chosen = [
        r for r, name in enumerate(matrix.regions) if totals[r] > 0 and (not regions or name in regions)
    ]
    names = tuple(matrix.regions[r] for r in chosen)
    mixes: NDArray[np.float64] = matrix.values[chosen].toarray() / totals[chosen, np.newaxis]
    far = pdist(mixes, "cityblock") if len(chosen) > 1 else np.empty(0)
    pairs = np.triu_indices(len(chosen), 1)
    return pair_labels(names, "region", pairs) | {"krugman_dissimilarity": pl.Series(far, dtype=pl.Float64)}


def _check_known(regions: tuple[str, ...], present: set[str]) -> None:
    missing = sorted(set(regions) - present)
    if missing:
        raise ParameterError(
            "{count} region(s) of `regions` are not in the table ({examples}). Check their codes.",
            count=len(missing),
            examples="; ".join(missing[:3]),
        )
