"""The thresholds of cluster detection, apart from it so that a configuration loads without numerical libraries."""

from __future__ import annotations

from dataclasses import dataclass

from renkei.errors import ParameterError


@dataclass(frozen=True, slots=True)
class ClusterRules:
    """The thresholds of detection; a workspace sets them in renkei.toml, where each is explained."""

    location_quotient: float = 1.5
    minimum_establishments: int = 10
    proximity: float = 0.3
    overlap: float = 0.3
    significance: float = 0.05
    permutations: int = 499

    def __post_init__(self) -> None:
        if self.permutations < 19:
            raise ParameterError(
                "`permutations` is {found}; at least 19 are needed to reach a p-value of 0.05.",
                found=self.permutations,
            )
        for name in ("proximity", "overlap", "significance"):
            if not 0 <= getattr(self, name) <= 1:
                raise ParameterError(
                    "`{name}` is {found}; expected 0 to 1.", name=name, found=getattr(self, name)
                )
