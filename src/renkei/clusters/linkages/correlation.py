"""Correlation of the columns of a table in which some values are unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.linkages.crosstable import CrossTable

    Numbers = NDArray[np.float64]

VARIATION_MINIMUM: Final = 1e-12
"""Variance below this part of the mean square is none: it is rounding."""
COMMON_MINIMUM: Final = 3
"""Two points always lie on a line: a correlation needs one more."""


def column_correlation(table: CrossTable) -> tuple[Numbers, NDArray[np.int64]]:
    """Pearson's correlation of each pair of columns over the rows where both are known; how many these are.

    NaN with fewer than three common rows, or where one of the two does not vary over them.
    """
    largest = table.values.max(axis=0, initial=0.0)
    x = np.divide(table.values, largest, out=np.zeros_like(table.values), where=largest > 0)
    known = table.known.astype(np.float64)
    # Centred on each industry's own mean first, so that the sums below do not lose digits.
    x = known * (x - (x.sum(axis=0) / np.maximum(known.sum(axis=0), 1.0)))
    n = known.T @ known
    sums, squares = x.T @ known, (x * x).T @ known
    together = n * (x.T @ x) - sums * sums.T
    spread = n * squares - sums * sums
    varies = spread > VARIATION_MINIMUM * n * np.maximum(squares, VARIATION_MINIMUM)
    scale = np.sqrt(np.where(varies, spread, 1.0))
    usable = varies & varies.T & (n >= COMMON_MINIMUM)
    found = np.clip(together / (scale * scale.T), -1.0, 1.0)
    return np.where(usable, found, np.nan), n.astype(np.int64)
