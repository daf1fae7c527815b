"""How close the plants of each industry lie to each other, from the grid cells of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study, cells_of_level

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material

SIMULATIONS: Final = 199
"""Enough for a band that 5 % of the curves by chance leave, few enough for a build of seconds."""
FEWEST: Final = 10
"""Plants of known place below which the distances between them say little."""


def _localised(material: Material) -> Outcome:
    import numpy as np

    from renkei.clusters.distance.density import k_densities

    cells = cells_of_level(material)
    if cells.is_empty():
        return Outcome({}, {"skipped": ["no_points"]})
    plants = cells.group_by("industry").agg(pl.col("establishments").sum())
    enough = plants.filter(pl.col("establishments") >= FEWEST)["industry"].sort()
    if enough.is_empty():
        return Outcome({}, {"skipped": ["few_points"]})
    found = k_densities(
        cells,
        industries=tuple(enough),
        simulations=SIMULATIONS,
        rng=np.random.default_rng(material.config.clusters.seed),
    )
    return Outcome({"k_density": found.curves, "localisation": found.industries})


DISTANCE: Final = Study("distance", "Measuring distances between plants", _localised)
