"""How far the shares of a whole's parts lie from the shares of the same parts elsewhere: Σ |share - reference|.

A whole is a region made of industries, or an industry made of regions. A part without a row is zero. A part
whose amount is unknown is left out, and the reference's shares are taken over the parts that are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import narwhals as nw

from renkei.clusters.activity.mix import OTHER, PARTS, one_where, ratio
from renkei.clusters.activity.options import check_choice
from renkei.clusters.activity.rows import AMOUNT

if TYPE_CHECKING:
    from renkei.clusters.activity.rows import CheckedRows

Reference = Literal["nation", "rest", "mean"]
REFERENCES: Final = ("nation", "rest", "mean")


def share_distance_within(
    counted: CheckedRows, unit: str, name: str, reference: Reference
) -> nw.LazyFrame[Any]:
    """One row per `unit` (and year): parts above zero, unknown parts, known total, Σ |share - reference| (0 … 2).

    The reference is the share of the part in the whole nation, in the nation without this unit ("rest"), or
    the mean of its shares in the other units. Missing where the unit has no known activity or no other has.
    Raises `ParameterError` for another reference.
    """
    check_choice("reference", reference, REFERENCES)
    keys, parts, amount = [unit, *counted.period], PARTS[unit], nw.col(AMOUNT)
    compared = _with_references(counted, unit, reference)
    # Parts without a row lie as far off as their reference; what all of these make up is 1 less those with one.
    apart = (nw.col("share") - nw.col("reference")).abs() - nw.col("reference")
    sums = (
        compared.with_columns(
            apart.alias("apart"),
            one_where(amount > 0).alias(parts),
            one_where(amount.is_null()).alias("unknown"),
            nw.col(counted.value).fill_null(0),
        )
        .group_by(*keys)
        .agg(
            nw.col(parts, "unknown", counted.value).sum(),
            nw.col("apart").sum(),
            nw.col("apart").count().alias("comparable"),
        )
    )
    far = 1.0 + nw.col("apart")
    found = nw.when(nw.col("comparable") > 0).then(nw.when(far > 0).then(far).otherwise(0.0))
    kept = (nw.col(parts, "unknown").cast(nw.Int64), nw.col(counted.value).cast(counted.number))
    return sums.with_columns(found.alias(name), *kept).select(*keys, parts, "unknown", counted.value, name)


def _with_references(counted: CheckedRows, unit: str, reference: Reference) -> nw.LazyFrame[Any]:
    """The rows with the part's `share` in its unit and the `reference` over the parts known in the unit."""
    amount, known = nw.col(AMOUNT), nw.col(AMOUNT).fill_null(0.0)
    rows = counted.rows.with_columns(
        counted.total(unit).alias("own"),
        counted.total(OTHER[unit]).alias("elsewhere"),
        counted.total().alias("all"),
    ).with_columns(ratio(amount, nw.col("own")).alias("share"))
    if reference == "nation":
        rows = rows.with_columns(ratio(nw.col("elsewhere"), nw.col("all")).alias("reference"))
    elif reference == "rest":
        rest = ratio(nw.col("elsewhere") - known, nw.col("all") - nw.col("own"))
        rows = rows.with_columns(rest.alias("reference"))
    else:
        rows = rows.with_columns(_mean_of_others(counted, unit).alias("reference"))
    unknown = nw.when(amount.is_null()).then(nw.col("reference")).otherwise(0.0).alias("unknown_share")
    left = 1.0 - nw.col("unknown_share").sum().over(unit, *counted.period)
    return rows.with_columns(unknown).with_columns(ratio(nw.col("reference"), left).alias("reference"))


def _mean_of_others(counted: CheckedRows, unit: str) -> nw.Expr:
    share = nw.col("share").fill_null(0.0)
    within = [OTHER[unit], *counted.period]
    # The shares of each unit with activity add up to 1, so all shares together count these units.
    units = share.sum().over(*counted.period) if counted.period else share.sum()
    return ratio(share.sum().over(*within) - share, units.round() - 1.0)
