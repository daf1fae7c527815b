"""Small countries whose regions lie on a grid or a line, and dense formulas to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# Six regions: a ring a-b-c-d-e and the island f.
SIX = {"region": ["a", "b", "c", "d", "e", "f"], "establishments": [9, 7, 1, 2, 8, 3]}
RING = {"region_a": ["a", "b", "c", "d", "a"], "region_b": ["b", "c", "d", "e", "e"]}


def names(count: int) -> list[str]:
    return [f"r{number:04}" for number in range(count)]


def grid(side: int) -> pl.DataFrame:
    """A square country: each region touches the one to its right and the one below."""
    right = [(r, r + 1) for r in range(side * side) if (r + 1) % side]
    below = [(r, r + side) for r in range(side * (side - 1))]
    codes = names(side * side)
    pairs = [(codes[a], codes[b]) for a, b in right + below]
    return pl.DataFrame(pairs, schema=["region_a", "region_b"], orient="row")


def valued(values: Numbers, name: str = "establishments") -> pl.DataFrame:
    return pl.DataFrame({"region": names(len(values)), name: values})


def maps(values: Numbers) -> pl.DataFrame:
    """One industry for each row of `values`."""
    industry, region = np.indices(values.shape)
    return pl.DataFrame(
        {
            "region": np.array(names(values.shape[1]))[region.ravel()],
            "industry": [f"i{i:03}" for i in industry.ravel()],
            "establishments": values.ravel(),
        }
    )


def dense(neighbours: pl.DataFrame, regions: list[str]) -> Numbers:
    """Row-standardised weights as an array, made without the package under test."""
    place = {region: number for number, region in enumerate(regions)}
    matrix = np.zeros((len(regions), len(regions)))
    for a, b in neighbours.select("region_a", "region_b").iter_rows():
        if a in place and b in place:
            matrix[place[a], place[b]] = matrix[place[b], place[a]] = 1.0
    sums = matrix.sum(axis=1, keepdims=True)
    return np.divide(matrix, sums, out=np.zeros_like(matrix), where=sums > 0)
