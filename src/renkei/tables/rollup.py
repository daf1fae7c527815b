"""Upper levels from lower ones: counties from townships, divisions from groups."""

from __future__ import annotations

import polars as pl


def with_upper_levels(
    rows: pl.DataFrame, levels: pl.DataFrame, *, key: str, values: tuple[str, ...]
) -> pl.DataFrame:
    """`rows` plus a row for every parent, at levels of which `rows` has none, that its children add up to.

    `levels` is `regions` or `industries` (columns `key`, parent, level). A sum over a missing value is
    missing, not the sum of the rest. Counts of industries under full counting add up to more than the
    plants; where the data bring a level of their own, it is kept as it is.
    """
    others = [name for name in rows.columns if name not in {key, *values, "flag"}]
    known = rows
    while True:
        present = known.join(levels.select(key, "level"), on=key)["level"].unique().implode()
        children = known.join(levels.select(key, "parent"), on=key).drop_nulls("parent")
        missing = levels.filter(~pl.col("level").is_in(present)).select(pl.col(key).alias("parent"))
        sums = (
            children.join(missing, on="parent", how="semi")
            .group_by("parent", *others)
            .agg(
                pl.when(pl.col(value).is_not_null().all()).then(pl.col(value).sum()).alias(value)
                for value in values
            )
            .rename({"parent": key})
        )
        if sums.is_empty():
            return known.sort([key, *others])
        known = pl.concat([known, sums], how="diagonal")
