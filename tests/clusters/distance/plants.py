"""Plants on a plane that several tests measure, and the same measures computed in another way."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from scipy.spatial.distance import cdist, pdist
from scipy.stats import norm

Floats = np.ndarray[Any, np.dtype[np.float64]]

# Six plants: three weavers in a row, 1 km apart, three others 10 km away.
SIX_ROWS: dict[str, list[Any]] = {
    "establishment": ["a", "b", "c", "d", "e", "f"],
    "industry": ["weaving", "weaving", "weaving", "dyeing", "dyeing", "other"],
    "x": [0.0, 1000.0, 2000.0, 10_000.0, 10_000.0, 12_000.0],
    "y": [0.0, 0.0, 0.0, 0.0, 1000.0, 0.0],
}


def country(
    sizes: dict[str, int], rng: np.random.Generator, *, side: float = 100_000.0, **spread: float
) -> pl.DataFrame:
    """Plants in a square country: anywhere, or `spread` metres around one town for the industries named there."""
    parts = []
    for industry, size in sizes.items():
        at = rng.uniform(0, side, (2, size))
        if industry in spread:
            at = rng.normal(side / 2, spread[industry], (2, size))
        parts.append(pl.DataFrame({"industry": [industry] * size, "x": at[0], "y": at[1]}))
    return (
        pl.concat(parts).with_row_index("establishment").with_columns(pl.col("establishment").cast(pl.Int64))
    )


def places(points: pl.DataFrame, industry: str) -> Floats:
    return points.filter(pl.col("industry") == industry).select("x", "y").to_numpy()


def silverman_by_scipy(distances: Floats) -> float:
    quarters = np.quantile(distances, [0.25, 0.75])
    return float(
        0.9 * min(distances.std(ddof=1), (quarters[1] - quarters[0]) / 1.34) * len(distances) ** -0.2
    )


def density_by_scipy(
    distances: Floats, at: Floats, bandwidth: float, weights: Floats | None = None
) -> Floats:
    """The reflected Gaussian density of `distances` per metre, pair by pair."""
    shares = np.ones(len(distances)) if weights is None else weights
    near = norm.pdf(at[:, None], distances, bandwidth) + norm.pdf(at[:, None], -distances, bandwidth)
    return np.asarray(near @ shares / shares.sum())


def pair_distances(points: pl.DataFrame, industry: str) -> Floats:
    return np.asarray(pdist(places(points, industry)))


def pair_weights(points: pl.DataFrame, industry: str) -> Floats:
    weights = points.filter(pl.col("industry") == industry)["weight"].to_numpy()
    return np.asarray(np.outer(weights, weights)[np.triu_indices(len(weights), 1)])


def m_by_scipy(points: pl.DataFrame, one: str, other: str, within: float) -> float:
    """Marcon & Puech's M from the whole matrix of distances."""
    weights = points["weight"].to_numpy() if "weight" in points.columns else np.ones(points.height)
    at = points.select("x", "y").to_numpy()
    near = (cdist(at, at) <= within) & ~np.eye(len(at), dtype=bool)
    belongs = (points["industry"] == other).to_numpy()
    chosen = np.flatnonzero((points["industry"] == one).to_numpy())
    around, facing = near @ weights, near @ (weights * belongs)
    chosen = chosen[around[chosen] > 0]
    shares = ((weights * belongs).sum() - weights * belongs) / (weights.sum() - weights)
    if not len(chosen):
        return float("nan")
    return float((facing[chosen] / around[chosen]).sum() / shares[chosen].sum())
