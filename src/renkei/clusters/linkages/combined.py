"""Several similarities of the same industries as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.linkages.pairs import PAIR, read_pairs
from renkei.errors import TableError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT


def combined_similarity(
    first: FrameT,
    second: IntoFrame,
    third: IntoFrame | None = None,
    fourth: IntoFrame | None = None,
    fifth: IntoFrame | None = None,
) -> FrameT:
    """The mean of two to five similarities of each pair of industries, each standardised first.

    Each table has industry_a, industry_b and a similarity, its first column of decimal numbers: results of
    `locational_correlation`, `pairwise_coagglomeration`, `input_output_similarity`, `occupation_similarity` and
    others. Columns: industry_a, industry_b (a < b), combined_similarity = mean of z = (similarity - mean) / sd
    over the pairs of its table, in standard deviations; similarities (how many are known). A pair that a table
    lacks, or of which the value is empty, is unknown there, not zero, and is averaged over the others; a pair
    that all lack is absent. Sorted by key. With a table that has the same value for all pairs nothing can be
    standardised: `TableError`; also as `locational_correlation`, and if a pair occurs twice or under a year.

    Source: Delgado, Porter & Stern (2016), Journal of Economic Geography 16, 1-38: similarity matrices of
    several dimensions (LC-IO-Occ).
    """
    names = ("first", "second", "third", "fourth", "fifth")
    given = dict(zip(names, (first, second, third, fourth, fifth), strict=True))
    parts = [
        standardised(read_pairs(table, name), name) for name, table in given.items() if table is not None
    ]
    found = (
        pl.concat(parts)
        .group_by(*PAIR)
        .agg(
            pl.col("similarity").mean().alias("combined_similarity"),
            pl.len().cast(pl.Int64).alias("similarities"),
        )
    )
    return as_kind_of(found.sort(*PAIR), first)


def standardised(pairs: pl.DataFrame, name: str) -> pl.DataFrame:
    """`pairs` with the mean of `similarity` at 0 and its standard deviation at 1."""
    value = pl.col("similarity")
    numbers = pairs["similarity"].to_numpy()
    spread = float(numbers.std()) if len(numbers) else 0.0
    if spread <= 1e-12 * np.abs(numbers).max(initial=0.0):
        raise TableError(
            "All {count} pairs of `{table}` are equally similar, so it cannot be standardised. "
            "Leave it out, or give a similarity that tells pairs apart.",
            count=pairs.height,
            table=name,
        )
    return pairs.with_columns((value - value.mean()) / spread)
