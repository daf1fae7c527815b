"""How many of the places called remarkable would be so by chance alone: the false-discovery rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def false_discovery_rates(p_values: Sequence[float] | Numbers) -> Numbers:
    """The q-value of each p-value (Benjamini & Hochberg 1995, step-up), in the same order.

    Keeping what has q ≤ 0.05 expects at most one in twenty of the kept to be chance. A p-value that is NaN has
    the q-value NaN and counts as no test.

    Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
    """
    values = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(values, kind="stable")[: np.count_nonzero(~np.isnan(values))]
    ranks = np.arange(1, order.size + 1)
    stepped = np.minimum.accumulate((values[order] * order.size / ranks)[::-1])[::-1]
    rates = np.full_like(values, np.nan)
    rates[order] = np.minimum(stepped, 1.0)
    return rates
