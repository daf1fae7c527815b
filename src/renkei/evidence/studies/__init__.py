"""Studies: what a build computes beyond indicators and clusters, each by itself and only if the data allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.evidence.studies.study import Material, Study

if TYPE_CHECKING:
    from collections.abc import Sequence

STUDIES: Final[Sequence[Study]] = ()

__all__ = ["STUDIES", "Material", "Study"]
