"""The thresholds of finding clusters, apart from it so that a configuration loads without numerical libraries."""

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
        check_permutations(self.permutations)
        for name in ("proximity", "overlap", "significance"):
            check_share(name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """The thresholds of `clusters_in_place`.

    `breadth`: in how many industries of the definition a region must itself be specialised; `share`: the
    commuting share from which two regions are near, if the pairs tell one (15 % is the OECD's for functional
    urban areas: Dijkstra, Poelman & Veneri 2019).
    """

    location_quotient: float = 1.5
    minimum_establishments: int = 10
    breadth: int = 2
    share: float = 0.15
    significance: float = 0.05
    permutations: int = 499

    def __post_init__(self) -> None:
        check_permutations(self.permutations)
        for name in ("share", "significance"):
            check_share(name, getattr(self, name))
        if self.breadth < 1:
            raise ParameterError("`breadth` is {found}; give one industry or more.", found=self.breadth)


def check_permutations(permutations: int) -> None:
    """Raise `ParameterError` if so few permutations cannot reach a p-value of 0.05."""
    if permutations < 19:
        raise ParameterError(
            "`permutations` is {found}; at least 19 are needed to reach a p-value of 0.05.",
            found=permutations,
        )


def check_share(name: str, found: float) -> None:
    """Raise `ParameterError` unless `found`, the value of option `name`, is from 0 to 1."""
    if not 0 <= found <= 1:
        raise ParameterError("`{name}` is {found}; expected 0 to 1.", name=name, found=found)
