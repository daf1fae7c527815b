"""Studies: what a build computes beyond indicators and clusters, each by itself and only if the data allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.evidence.studies.autocorrelation import AUTOCORRELATION
from renkei.evidence.studies.definitions import DEFINITIONS
from renkei.evidence.studies.distance import DISTANCE
from renkei.evidence.studies.dynamics import DYNAMICS, SHIFT_SHARE
from renkei.evidence.studies.forecast import FORECAST
from renkei.evidence.studies.hot_spots import HOT_SPOTS
from renkei.evidence.studies.relatedness import INDUSTRY_SPACE
from renkei.evidence.studies.similarity import SIMILARITY
from renkei.evidence.studies.strength import GROUPS, STRENGTH
from renkei.evidence.studies.study import Material, Study
from renkei.evidence.studies.typology import TYPOLOGY

if TYPE_CHECKING:
    from collections.abc import Sequence

STUDIES: Final[Sequence[Study]] = (
    INDUSTRY_SPACE,
    DISTANCE,
    HOT_SPOTS,
    AUTOCORRELATION,
    STRENGTH,
    GROUPS,
    SIMILARITY,
    TYPOLOGY,
    DYNAMICS,
    SHIFT_SHARE,
    FORECAST,
    DEFINITIONS,
)

__all__ = ["STUDIES", "Material", "Study"]
