"""Industries with known definitions, and the similarities that such definitions make."""

from __future__ import annotations

import numpy as np
import polars as pl


def planted(
    sizes: tuple[int, ...], rng: np.random.Generator, *, noise: float = 0.25
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A similarity that is 1 within the planted definitions and 0 across, with noise; and the definitions."""
    truth = np.repeat(np.arange(len(sizes)), sizes)
    names = [f"i{place:03}" for place in range(len(truth))]
    a, b = np.triu_indices(len(truth), 1)
    value = (truth[a] == truth[b]) + rng.normal(0, noise, len(a))
    pairs = pl.DataFrame(
        {"industry_a": [names[x] for x in a], "industry_b": [names[x] for x in b], "similarity": value}
    )
    return pairs, pl.DataFrame({"industry": names, "definition": [f"T{group}" for group in truth]})
