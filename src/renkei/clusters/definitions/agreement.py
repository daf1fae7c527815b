"""How far two sets of definitions agree: as a whole, and which of one corresponds to which of the other.

Both functions take tables with industry and definition, one row per industry, in any kind of frame; other
columns are ignored. Industries without a definition (empty) and those that only one table has are not compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.activity.rows import in_memory
from renkei.errors import TableError
from renkei.tables.frames import as_kind_of, lazy_rows
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]
    Counts = NDArray[np.int64]

MEMBERS = ("industry", "definition")


def definition_agreement(first: FrameT, second: IntoFrame) -> FrameT:
    """How far two definitions put the same industries together: one row.

    Columns: industries (compared), only_in_first, only_in_second (industries that are not), definitions_first,
    definitions_second (numbers, over the compared), adjusted_rand (1 the same, 0 what chance gives),
    normalised_mutual_information (0 to 1; well above 0 by chance alone where definitions are many and small),
    adjusted_mutual_information (1 the same, 0 what chance gives). With one definition on both sides, or every
    industry by itself on both, they are the same: 1.

    Raises `TableError` if a column is absent, an industry is empty or repeated, or none is in both tables.

    Source: Hubert & Arabie (1985), Journal of Classification 2, 193-218, eq. 5 (adjusted Rand); Vinh, Epps &
    Bailey (2010), Journal of Machine Learning Research 11, 2837-2854 (mutual information, normalised by the
    mean of the two entropies, and adjusted for chance).
    """
    a, b = read_definitions(first, "first"), read_definitions(second, "second")
    both = _compared(a, b)
    sides = (both[side].rank("dense").to_numpy().astype(np.int64) - 1 for side in ("first", "second"))
    table = contingency(*sides)
    normalised, adjusted = _mutual_information(table)
    row = pl.DataFrame(
        {
            "industries": [both.height],
            "only_in_first": [a.height - both.height],
            "only_in_second": [b.height - both.height],
            "definitions_first": [table.shape[0]],
            "definitions_second": [table.shape[1]],
            "adjusted_rand": [adjusted_rand(table)],
            "normalised_mutual_information": [normalised],
            "adjusted_mutual_information": [adjusted],
        }
    )
    return as_kind_of(row, first)


def definition_overlap(first: FrameT, second: IntoFrame) -> FrameT:
    """Which definitions of one set share industries with which of the other: one row per pair that does.

    Columns: definition_first, definition_second, industries (shared), share_of_first, share_of_second (of the
    definition's compared industries), jaccard = shared ÷ (either), best_match (whether no other definition of
    the second set has a higher Jaccard with that of the first; of equal ones the first by name). Sorted by key.
    Raises `TableError` as `definition_agreement`. Source of the index: Jaccard (1912), New Phytologist 11, 37-50.
    """
    both = _compared(read_definitions(first, "first"), read_definitions(second, "second"))
    shared = both.group_by("first", "second").agg(pl.len().cast(pl.Int64).alias("industries"))
    of_first, of_second = (pl.col("industries").sum().over(side) for side in ("first", "second"))
    found = shared.with_columns(
        (pl.col("industries") / of_first).alias("share_of_first"),
        (pl.col("industries") / of_second).alias("share_of_second"),
        (pl.col("industries") / (of_first + of_second - pl.col("industries"))).alias("jaccard"),
    ).sort("first", "second")
    best = pl.col("jaccard").rank("ordinal", descending=True).over("first") == 1
    named = found.with_columns(best.alias("best_match")).rename(
        {"first": "definition_first", "second": "definition_second"}
    )
    return as_kind_of(named, first)


def read_definitions(definitions: IntoFrame, table: str) -> pl.DataFrame:
    """`industry` and, as the column `table`, its definition; industries without one are left out."""
    rows = lazy_rows(definitions, needs=MEMBERS, table=table).select(*MEMBERS)
    found = in_memory(rows, table).select(pl.col(*MEMBERS).cast(pl.String))
    required = (Column("industry", "text", "industry", required=True),)
    check_table(found, TableSpec(table, table, ("industry",), required))
    return found.drop_nulls("definition").rename({"definition": table})


def _compared(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    both = first.join(second, on="industry")
    if not both.height:
        raise TableError(
            "No industry is in both definitions (such as {a} in the first, {b} in the second). "
            "Are the codes of the same classification, level and spelling?",
            a=first["industry"].min() or "–",
            b=second["industry"].min() or "–",
        )
    return both


def contingency(first: Counts, second: Counts) -> Counts:
    """How many industries are in each pair of groups; both sides number them from 0."""
    table = np.zeros((int(first.max()) + 1, int(second.max()) + 1), dtype=np.int64)
    np.add.at(table, (first, second), 1)
    return table


def _pairs_of(counts: Counts) -> float:
    return float((counts * (counts - 1)).sum() / 2)


def adjusted_rand(table: Counts) -> float:
    """The adjusted Rand index of a contingency table (Hubert & Arabie 1985, eq. 5)."""
    n = int(table.sum())
    together, of_first, of_second = (_pairs_of(part) for part in (table, table.sum(1), table.sum(0)))
    expected = of_first * of_second / max(_pairs_of(np.array([n])), 1.0)
    most = (of_first + of_second) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def _entropy(sizes: Counts) -> float:
    share = sizes / sizes.sum()
    return float(-(share * np.log(share)).sum())


def _mutual_information(table: Counts) -> tuple[float, float]:
    """The mutual information, normalised by the mean entropy, and adjusted for chance."""
    n, a, b = table.sum(), table.sum(axis=1), table.sum(axis=0)
    i, j = np.nonzero(table)
    cells = table[i, j]
    mutual = float((cells / n * np.log(cells * n / (a[i] * b[j]))).sum())
    mean_entropy = (_entropy(a) + _entropy(b)) / 2
    if mean_entropy <= 0.0:
        return 1.0, 1.0
    expected = _expected_mutual_information(a, b)
    scale = mean_entropy - expected
    adjusted = (mutual - expected) / scale if scale > 1e-12 else 1.0
    return min(1.0, mutual / mean_entropy), adjusted


def _expected_mutual_information(a: Counts, b: Counts) -> float:
    """The mean mutual information of random definitions of these sizes (Vinh et al. 2010, eq. 24a)."""
    from scipy.special import gammaln

    n = int(a.sum())
    total = 0.0
    sizes_a, times_a = np.unique(a, return_counts=True)
    sizes_b, times_b = np.unique(b, return_counts=True)
    for x, many_x in zip(sizes_a.tolist(), times_a.tolist(), strict=True):
        for y, many_y in zip(sizes_b.tolist(), times_b.tolist(), strict=True):
            shared = np.arange(max(1, x + y - n), min(x, y) + 1)
            chance = (
                gammaln(x + 1)
                + gammaln(y + 1)
                + gammaln(n - x + 1)
                + gammaln(n - y + 1)
                - gammaln(n + 1)
                - gammaln(shared + 1)
                - gammaln(x - shared + 1)
                - gammaln(y - shared + 1)
                - gammaln(n - x - y + shared + 1)
            )
            term = shared / n * np.log(n * shared / (x * y)) * np.exp(chance)
            total += many_x * many_y * float(term.sum())
    return total
