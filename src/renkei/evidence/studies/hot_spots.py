"""Where an industry's plants crowd far beyond plants at large: hot spots, from the grid cells of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study, cells_of_level

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material

PERMUTATIONS: Final = 199


def _hot(material: Material) -> Outcome:
    import numpy as np

    from renkei.clusters import hot_spots

    cells = cells_of_level(material)
    if cells.is_empty():
        return Outcome({}, {"skipped": ["no_points"]})
    rng = np.random.default_rng(material.config.clusters.seed)
    return Outcome({"hot_spots": hot_spots(cells, permutations=PERMUTATIONS, rng=rng)})


HOT_SPOTS = Study("hot_spots", "Drawing hot spots", _hot)
