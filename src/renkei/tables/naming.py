"""Names that are clear on their own: there are four East Districts, so a region is called with its parent."""

from __future__ import annotations

import polars as pl


def with_full_names(regions: pl.DataFrame) -> pl.DataFrame:
    """`regions` with names that include the parent's: 新竹市東區; East District, Hsinchu City; 新竹市東区.

    A region without parent, or whose parent is not in the table, keeps its name. Same rows, same order.
    """
    names = ("name_zh_hant", "name_en", "name_ja")
    parents = regions.select(
        pl.col("region").alias("parent"), *(pl.col(name).alias(f"of_{name}") for name in names)
    )
    joined = regions.join(parents, on="parent", how="left", maintain_order="left")
    full = [
        pl.coalesce(pl.concat_str("of_name_zh_hant", "name_zh_hant"), "name_zh_hant").alias("name_zh_hant"),
        pl.coalesce(pl.concat_str("name_en", "of_name_en", separator=", "), "name_en").alias("name_en"),
        pl.coalesce(pl.concat_str("of_name_ja", "name_ja"), "name_ja").alias("name_ja"),
    ]
    return joined.with_columns(full).select(regions.columns)
