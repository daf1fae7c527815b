"""Whether a place has the four parts that make a cluster (Rabellotti 1995)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.clusters.typology.rules import type_rules
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from renkei.clusters.typology.rules import TypeRules
    from renkei.tables.frames import FrameT


def cluster_parts(evidence: FrameT, *, rules: TypeRules | None = None) -> FrameT:
    """Which of the four parts of a cluster the evidence shows: concentration, culture, links, institutions.

    `evidence` has cluster, item, value, as `cluster_evidence` gives it. One row per cluster, part and item of
    the part: cluster, part, item, value, threshold, met (missing where the item is unknown), present: true if
    every item of the part is met, false if one is known not to be, else missing. Sorted by key. Thresholds are
    in `rules` (default: `type_rules()`). Raises `TableError` as `cluster_types`.

    Source: Rabellotti (1995), World Development 23, 29-41.
    """
    rules = rules or type_rules()
    counted = checked_rows(evidence, table="evidence", keys=("cluster", "item"), value="value")
    rows: pl.DataFrame = counted.rows.collect("polars").to_native()
    known = rows.select(pl.col("cluster", "item").cast(pl.String), value=pl.col(AMOUNT))
    wanted = [(part.id, item, least) for part in rules.parts.values() for item, least in part.items.items()]
    types = {"part": pl.String, "item": pl.String, "threshold": pl.Float64}
    asked = pl.DataFrame(wanted, schema=types, orient="row")
    pairs = known.select(pl.col("cluster").unique()).join(asked, how="cross")
    met = pl.col("value") >= pl.col("threshold")
    judged = pairs.join(known, on=["cluster", "item"], how="left").with_columns(met=met)
    # Three-valued: one item that is not met decides, else an unknown one leaves the part unknown.
    present = pl.col("met").all(ignore_nulls=False).over("cluster", "part")
    order = ["cluster", "part", "item"]
    return as_kind_of(
        judged.with_columns(present=present)
        .select(*order, "value", "threshold", "met", "present")
        .sort(order),
        evidence,
    )
