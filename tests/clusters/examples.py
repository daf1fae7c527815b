"""Small activity tables that several tests compute with."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

# Six rows, 100 plants: regions a, b, c have 40, 40, 20 of them, industries x, y, z have 40, 35, 25.
SIX_ROWS = {
    "region": ["a", "a", "b", "b", "b", "c"],
    "industry": ["x", "y", "x", "y", "z", "z"],
    "establishments": [30, 10, 10, 25, 5, 20],
}
COUNTS = hnp.arrays(
    np.int64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(0, 60)
)


def as_activity(counts: np.ndarray) -> pl.DataFrame:
    region, industry = np.indices(counts.shape)
    return pl.DataFrame(
        {
            "region": [f"r{r}" for r in region.ravel()],
            "industry": [f"i{i}" for i in industry.ravel()],
            "establishments": counts.ravel(),
        }
    )
