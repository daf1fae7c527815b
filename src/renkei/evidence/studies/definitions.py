"""Which industries of the classification form clusters wherever they are, from where they are found together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study, whole_counts

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material

FEWEST: Final = 12
"""Industries below which there is little to group."""


def _definitions(material: Material) -> Outcome:
    import numpy as np

    from renkei.clusters import cluster_definitions, locational_correlation

    activity, skipped = whole_counts(material)
    if activity is None or activity["industry"].n_unique() < FEWEST:
        return Outcome({}, {"skipped": skipped or ["few_industries"]})
    together = locational_correlation(activity)
    rng = np.random.default_rng(material.config.clusters.seed)
    found = cluster_definitions({"location": together}, rng=rng)
    scores = found.candidates.select("candidate", "algorithm", "definitions", "validation_score", "chosen")
    members = found.members.select("industry", "definition", "within", "between", "rank")
    return Outcome({"industry_definitions": members.sort("industry"), "definition_candidates": scores})


DEFINITIONS = Study("industry_definitions", "Defining clusters of industries", _definitions)
