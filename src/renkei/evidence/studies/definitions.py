"""Which industries of the classification form clusters wherever they are, from where they are found together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study, whole_counts

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material

FEWEST: Final = 12
"""Industries below which there is little to group."""
PLANTS: Final = 20
"""Plants nationwide below which it is chance in which regions an industry is."""
SHARES: Final = (0.1, 0.12, 0.14, 0.16, 0.18, 0.21, 0.24, 0.28)
"""Numbers of groups tried, as shares of the number of industries."""


def _definitions(material: Material) -> Outcome:
    import numpy as np

    from renkei.clusters import cluster_definitions, locational_correlation

    activity, skipped = whole_counts(material)
    if activity is None:
        return Outcome({}, {"skipped": skipped})
    national = activity.group_by("industry").agg(pl.col("establishments").sum())
    enough = national.filter(pl.col("establishments") >= PLANTS).select("industry")
    if enough.height < FEWEST:
        return Outcome({}, {"skipped": ["few_industries"]})
    together = locational_correlation(activity.join(enough, on="industry", how="semi"))
    found = cluster_definitions(
        {"location": together},
        numbers=tuple(sorted({max(2, round(share * enough.height)) for share in SHARES})),
        rng=np.random.default_rng(material.config.clusters.seed),
    )
    # A group whose members are no closer to each other than to another group is a leftover, not a finding.
    holding = found.definitions.filter(pl.col("within") > pl.col("between_95")).select("definition")
    members = found.members.join(holding, on="definition", how="semi")
    scores = found.candidates.select("candidate", "algorithm", "definitions", "validation_score", "chosen")
    return Outcome(
        {
            "industry_definitions": members.select(
                "industry", "definition", "within", "between", "rank"
            ).sort("industry"),
            "definition_candidates": scores,
        }
    )


DEFINITIONS = Study("industry_definitions", "Defining clusters of industries", _definitions)
