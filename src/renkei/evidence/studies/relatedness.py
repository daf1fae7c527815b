"""The industry space of the build: which industries go together, and the thread that connects them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.evidence.steps import Outcome
from renkei.evidence.studies.study import Study, whole_counts

if TYPE_CHECKING:
    from renkei.evidence.studies.study import Material


def _space(material: Material) -> Outcome:
    from renkei.clusters import industry_space
    from renkei.clusters.places.detection import PRESENCE_MINIMUM

    activity, skipped = whole_counts(material)
    if activity is None:
        return Outcome({}, {"skipped": skipped})
    space = industry_space(activity, minimum=PRESENCE_MINIMUM)
    edges = space.edges.select("industry_a", "industry_b", "proximity", "shared_regions", "in_tree")
    return Outcome({"industry_space": edges.sort("industry_a", "industry_b")})


INDUSTRY_SPACE = Study("industry_space", "Relating industries", _space)
