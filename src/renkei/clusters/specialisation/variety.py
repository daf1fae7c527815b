"""How diverse a region's industries are: entropy, and its split into related and unrelated variety.

All functions take an activity table as `renkei.clusters.specialisation.quotients` describes and return the
same kind of frame; each year by itself; a pair without a row is zero; an unknown cell is left out and counted
in the column `unknown`.
"""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.activity.mix import normalised_herfindahl_within, one_where, ratio
from renkei.clusters.activity.rows import AMOUNT, CheckedRows, activity_rows
from renkei.clusters.activity.second_tables import with_groups
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT

BIT: Final = log(2.0)


def diversity_entropy(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How evenly each region's activity is spread over many industries: Shannon's entropy of its mix.

    Columns: region, (year,) industries (with a value above zero), unknown, `value` (known total),
    diversity_entropy = Σ_i s log₂(1 / s) with s = e_ri / e_r, in bits, from 0 (one industry) to
    log₂(industries) (all equal), equivalent_number = 2^entropy, the number of equally large industries with
    the same entropy. Missing where the known total is zero. Sorted by key. Raises `TableError` as
    `location_quotient`.

    Source: Shannon (1948), Bell System Technical Journal 27, 379-423; for regions Frenken, van Oort & Verburg
    (2007), Regional Studies 41, 685-697.
    """
    counted, name = activity_rows(activity, value), "diversity_entropy"
    keys = ["region", *counted.period]
    found = _varieties(replace(counted, rows=counted.rows.with_columns(nw.col("industry").alias("group"))))
    number = (nw.col(name) * BIT).exp().alias("equivalent_number")
    kept = (*keys, "industries", "unknown", value, name, "equivalent_number")
    return same_kind(found.with_columns(number).select(*kept).sort(*keys), activity)


def related_variety(
    activity: FrameT,
    industries: IntoFrame | None = None,
    *,
    value: str = "establishments",
    group: str = "parent",
) -> FrameT:
    """The entropy of each region's industries, split into variety within and between groups of industries.

    `industries` has industry and the column `group` (its parent code, say the two-digit division of a
    four-digit class); left out, the activity table itself has that column. Columns: region, (year,)
    industries and groups (with a value above zero), unknown, `value` (known total), related_variety =
    Σ_g S_g H_g, the entropy within groups, weighted by their share S_g of the region; unrelated_variety =
    Σ_g S_g log₂(1 / S_g), the entropy between groups; diversity_entropy, their sum; all in bits. Missing
    where the known total is zero. Sorted by key.

    Raises `TableError` as `location_quotient`, if a group is empty, or an industry is not in `industries` or
    is there twice.

    Source: Frenken, van Oort & Verburg (2007), Regional Studies 41, 685-697.
    """
    counted = with_groups(activity, industries, key="industry", value=value, group=group)
    keys = ["region", *counted.period]
    kept = ("industries", "groups", "unknown", value, "related_variety", "unrelated_variety")
    return same_kind(_varieties(counted).select(*keys, *kept, "diversity_entropy").sort(*keys), activity)


def normalised_diversity_herfindahl(activity: FrameT, *, value: str = "establishments") -> FrameT:
    """How far each region depends on few industries, from 0 (all alike) to 1 (one), however many there are.

    Columns: region, (year,) industries (compared: all that exist in the nation, less the unknown), unknown,
    `value` (known total), normalised_diversity_herfindahl = (H - 1/n) / (1 - 1/n) with n = industries.
    Missing where the known total is zero or one industry alone is compared. Sorted by key. Raises
    `TableError` as `location_quotient`.

    Source: as `diversity_herfindahl`; the normalisation: Hall & Tideman (1967), Journal of the American
    Statistical Association 62, 162-168.
    """
    counted = activity_rows(activity, value)
    found = normalised_herfindahl_within(counted, "region", "normalised_diversity_herfindahl")
    return same_kind(found, activity)


def _varieties(counted: CheckedRows) -> nw.LazyFrame[Any]:
    """One row per region (and year): counts, known total, entropy within and between `group`s and in all."""
    keys, amount = ["region", *counted.period], nw.col(AMOUNT)
    shares = counted.rows.with_columns(
        nw.col(counted.value).fill_null(0),
        one_where(amount.is_null()).alias("unknown"),
        nw.when(amount > 0).then(ratio(amount, counted.total("region"))).alias("share"),
    )
    groups = (
        shares.with_columns((nw.col("share") * nw.col("share").log(2)).alias("plogp"))
        .group_by(*keys, "group")
        .agg(
            nw.col("share").count().alias("industries"),
            nw.col("share", "plogp", "unknown", counted.value).sum(),
        )
    )
    whole = nw.when(nw.col("share") > 0).then(nw.col("share"))
    sums = (
        groups.with_columns(whole.alias("group_share"))
        .with_columns((nw.col("group_share") * nw.col("group_share").log(2)).alias("group_plogp"))
        .group_by(*keys)
        .agg(
            nw.col("group_share").count().alias("groups"),
            nw.col("industries", "group_share", "plogp", "group_plogp", "unknown", counted.value).sum(),
        )
    )
    return _bits(sums).with_columns(
        nw.col("industries", "groups", "unknown").cast(nw.Int64), nw.col(counted.value).cast(counted.number)
    )


def _bits(sums: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The entropies in bits, rounding noise below zero taken off; missing where there is no known activity."""
    whole = {
        "diversity_entropy": 0.0 - nw.col("plogp"),
        "unrelated_variety": 0.0 - nw.col("group_plogp"),
        "related_variety": nw.col("group_plogp") - nw.col("plogp"),
    }
    known = nw.col("groups") > 0
    return sums.with_columns(
        nw.when(known).then(nw.when(bits > 0).then(bits).otherwise(0.0)).alias(name)
        for name, bits in whole.items()
    )
