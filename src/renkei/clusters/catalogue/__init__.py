"""The indicator catalogue: what each number is called, means, and comes from; one module per topic.

To add an indicator, write its function and put its entry into the module of its topic. An indicator that
belongs in every evidence build is also named in `renkei.evidence.indicators`.
"""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue import (
    autocorrelation,
    concentration,
    counts,
    definitions,
    distance,
    dynamics,
    linkages,
    places,
    region_mix,
    relatedness,
    shift_share,
    specialisation,
    typology,
)
from renkei.clusters.catalogue.indicator import Indicator

_TOPICS: Final = (
    counts,
    specialisation,
    region_mix,
    concentration,
    distance,
    autocorrelation,
    relatedness,
    linkages,
    definitions,
    places,
    typology,
    shift_share,
    dynamics,
)

INDICATORS: Final[dict[str, Indicator]] = {entry.id: entry for topic in _TOPICS for entry in topic.ENTRIES}

__all__ = ["INDICATORS", "Indicator"]
