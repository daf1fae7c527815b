"""Small tables over years that several tests compute with."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

# Six rows: region a has x and y in both years, region b has y at first and x later.
SIX_ROWS = {
    "region": ["a", "a", "a", "a", "b", "b"],
    "industry": ["x", "y", "x", "y", "y", "x"],
    "year": [2010, 2010, 2015, 2015, 2010, 2015],
    "establishments": [20, 30, 30, 25, 50, 45],
}
# Regions × industries × two years.
TWO_YEARS = hnp.arrays(
    np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5), st.just(2)), elements=st.integers(0, 60)
)
THREE_YEARS = hnp.arrays(
    np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5), st.just(3)), elements=st.integers(0, 60)
)


def as_panel(amounts: np.ndarray, first: int = 2010) -> pl.DataFrame:
    """An activity table of an array regions × industries × years."""
    region, industry, year = (index.ravel() for index in np.indices(amounts.shape))
    return pl.DataFrame(
        {
            "region": [f"r{code:02}" for code in region],
            "industry": [f"i{code:02}" for code in industry],
            "year": year + first,
            "establishments": amounts.ravel(),
        }
    )


def as_series(amounts: np.ndarray, first: int = 2000) -> pl.DataFrame:
    """A table cluster, year, establishments of an array clusters × years."""
    cluster, year = (index.ravel() for index in np.indices(amounts.shape))
    return pl.DataFrame(
        {
            "cluster": [f"c{code:03}" for code in cluster],
            "year": year + first,
            "establishments": amounts.ravel(),
        }
    )
