"""Which regions are like or unlike their neighbours, industry by industry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study, whole_counts

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material

PERMUTATIONS: Final = 9_999
"""Enough for false-discovery control over hundreds of regions; with 999 hardly any could be told."""

MAPS: Final = 999
"""Permutations of whole maps, each of which is judged by itself."""


def _alike(material: Material) -> Outcome:
    import numpy as np

    from renkei.clusters import location_quotient, moran_global, moran_local

    activity, skipped = whole_counts(material)
    neighbours = material.tables["neighbours"]
    if activity is None or neighbours.is_empty():
        return Outcome({}, {"skipped": skipped or ["no_geometry"]})
    # A region without the industry has a quotient of zero; one without any plant has none at all.
    every = activity.select(pl.col("region").unique()).join(
        activity.select(pl.col("industry").unique()), how="cross"
    )
    filled = every.join(activity, on=["region", "industry"], how="left").fill_null(0)
    quotients = location_quotient(filled.sort("region", "industry"))
    seed = material.config.clusters.seed
    local, whole = (
        measure(
            quotients,
            neighbours,
            value="location_quotient",
            permutations=permutations,
            rng=np.random.default_rng(seed),
        )
        for measure, permutations in ((moran_local, PERMUTATIONS), (moran_global, MAPS))
    )
    kept = ("region", "industry", "lag", "moran_local", "p_value", "q_value", "quadrant", "neighbours")
    return Outcome(
        {
            "autocorrelation": local.select(kept).sort("industry", "region"),
            "moran": whole.select("industry", "regions", "islands", "moran_global", "expected", "p_value"),
        }
    )


AUTOCORRELATION = Study("autocorrelation", "Comparing neighbours", _alike)
