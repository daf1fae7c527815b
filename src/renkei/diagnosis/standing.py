"""Where a region or an industry stands in an indicator among others: its rank, and what is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

Key = Literal["region", "industry"]


def standing(rows: pl.DataFrame, peers: Iterable[str], key: Key = "region") -> pl.DataFrame:
    """Each of `peers`: `key`, value, rank (1 = highest), of (those known), lowest, median, highest of all.

    `rows` has `key` and value, one row per subject; a peer without a row, or without a value, has no rank.
    """
    value = pl.col("value")
    return (
        pl.DataFrame({key: list(peers)}, schema={key: pl.String})
        .join(rows.select(key, "value"), on=key, how="left", maintain_order="left")
        .with_columns(
            rank=value.rank("min", descending=True).cast(pl.Int64),
            of=value.count().cast(pl.Int64),
            lowest=value.min(),
            median=value.median(),
            highest=value.max(),
        )
    )
