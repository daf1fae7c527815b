"""Small presence matrices that several tests compute with, and the slow textbook way to each number."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse

# The hand matrix of the published numbers: regions r0 to r5, industries p0 to p5.
HAND = np.array(
    [[int(cell) for cell in row] for row in ["111111", "111100", "110110", "101000", "110000", "011000"]]
)
PRESENCES = hnp.arrays(
    np.int64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(0, 1)
)


def as_presences(present: Any) -> pl.DataFrame:
    """A table of zeros and ones; to be read with `location_quotient=0`."""
    region, industry = np.indices(present.shape)
    return pl.DataFrame(
        {
            "region": [f"r{r:03}" for r in region.ravel()],
            "industry": [f"p{i:03}" for i in industry.ravel()],
            "establishments": np.asarray(present).ravel(),
        }
    )


def matrix(present: Any) -> sparse.csr_array:
    return sparse.csr_array(np.asarray(present, dtype=float))


def random_presences(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Presences that are nested, as real ones: capable regions have the difficult industries too."""
    able, hard = rng.normal(size=(shape[0], 1)), rng.normal(size=shape[1])
    return (able - hard + rng.logistic(0, 0.7, shape) > 0.3).astype(np.int64)


def textbook_complexity(present: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Raw region and industry vectors and all eigenvalues, by the dense non-symmetric product matrix."""
    diversity, ubiquity = present.sum(axis=1, keepdims=True), present.sum(axis=0, keepdims=True)
    transition = (present / diversity) @ (present / ubiquity).T
    values, vectors = np.linalg.eig(transition)
    order = np.argsort(-values.real)
    region = vectors[:, order[1]].real
    region *= np.sign(np.corrcoef(region, diversity.ravel())[0, 1])
    return region, (present / ubiquity).T @ region, values.real[order]


def textbook_proximity(present: np.ndarray) -> np.ndarray:
    industries = present.shape[1]
    found = np.zeros((industries, industries))
    for i in range(industries):
        for j in range(industries):
            both = int((present[:, i] & present[:, j]).sum())
            most = max(int(present[:, i].sum()), int(present[:, j].sum()))
            found[i, j] = both / most if most else 0.0
    return found
