"""Which regions count as near one another: those that touch, or those between which people commute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.places.codes import coded_rows

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray


def near_pairs(pairs: IntoFrame, *, share: float) -> pl.DataFrame:
    """The pairs of regions that count as near: one row (region_a, region_b) each, sorted.

    `pairs` has region_a and region_b, in either or both directions. With a column `share` (of the workers who
    live in region_a, those who work in region_b, 0 to 1) a pair counts where that is at least `share`; a
    missing one does not. Raises `TableError` if a column is absent, or a key is empty or repeated.
    """
    rows = coded_rows(pairs, keys=("region_a", "region_b"), table="pairs", numbers=("share",))
    if "share" in rows.columns:
        rows = rows.filter(pl.col("share") >= share)
    return rows.select("region_a", "region_b").filter(pl.col("region_a") != pl.col("region_b"))


def edges_between(pairs: pl.DataFrame, regions: tuple[str, ...]) -> NDArray[np.intp]:
    """The `pairs` of which both regions are in `regions`, as positions there; one row (a, b) each."""
    position = {region: index for index, region in enumerate(regions)}
    rows = pairs.select("region_a", "region_b").rows()
    known = [(position[a], position[b]) for a, b in rows if a in position and b in position]
    return np.array(known, dtype=np.intp).reshape(-1, 2)
