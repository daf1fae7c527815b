"""How varied the techniques of a cluster are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from renkei.tables.frames import FrameT


def technique_diversity(members: FrameT, *, value: str = "establishments") -> FrameT:
    """How evenly a cluster is spread over its industries: the entropy of their shares.

    `members` has cluster, region, industry and `value`, as `detected_clusters` or `clusters_in_place` give it.
    One row per cluster: cluster, (year,) industries (with a value above zero), unknown (cells left out),
    `value` (sum of the known cells), technique_diversity = -Σ s ln s over the shares s of the industries
    (nats; 0 where all is one industry, ln(industries) where all are equal), equivalent_number = e^diversity,
    the number of equally large industries with the same diversity. Missing where nothing is known. Sorted by
    key. Where fields or techniques of each plant are known, put them in place of industry.

    Raises `TableError` if a column is absent, a key is empty or repeated, or a value is text, negative or
    infinite. Sources: Kiyonari & Hashimoto (1997), on firms of varied techniques as what makes an industrial
    district; entropy: Shannon (1948), Bell System Technical Journal 27, 379; Jacquemin & Berry (1979).
    """
    keys = ("cluster", "region", "industry")
    counted = checked_rows(members, table="members", keys=keys, value=value)
    cells: pl.DataFrame = counted.rows.collect("polars").to_native()
    by, amount = ["cluster", *counted.period], pl.col(AMOUNT)
    industries = cells.group_by(*by, "industry").agg(
        amount.sum(), pl.col(value).sum(), unknown=amount.null_count().cast(pl.Int64)
    )
    above = amount.filter(amount > 0)
    share = above / above.sum()
    found = (
        industries.sort(*by, "industry")
        .group_by(by, maintain_order=True)
        .agg(
            industries=(amount > 0).sum().cast(pl.Int64),
            unknown=pl.col("unknown").sum(),
            total=pl.col(value).sum(),
            technique_diversity=pl.when(amount.sum() > 0).then(-(share * share.log()).sum() + 0.0),
        )
    )
    named = found.rename({"total": value}).with_columns(equivalent_number=pl.col("technique_diversity").exp())
    return as_kind_of(named.sort(by), members)
