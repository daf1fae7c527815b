"""Clusters: where industries specialise and concentrate, and which of them gather in the same place.

Table functions take pandas, Polars, PyArrow, DuckDB and PySpark frames and return the same kind.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from renkei.clusters.agglomeration import ellison_glaeser, ellison_glaeser_count
    from renkei.clusters.catalogue import INDICATORS, Indicator
    from renkei.clusters.concentration import (
        concentration_herfindahl,
        locational_gini,
        weighted_locational_gini,
    )
    from renkei.clusters.density import establishment_density
    from renkei.clusters.detection import detected_clusters, industry_relatedness
    from renkei.clusters.inequality import (
        gini,
        herfindahl,
        normalised_gini,
        normalised_herfindahl,
        weighted_gini,
    )
    from renkei.clusters.matrix import RegionIndustryMatrix
    from renkei.clusters.openings import opening_rate
    from renkei.clusters.radius import places_within
    from renkei.clusters.rules import ClusterRules
    from renkei.clusters.specialisation import (
        diversity_herfindahl,
        location_quotient,
        shares,
        specialisation_gini,
    )

# Each module loads when one of its names is first used: `import renkei` loads no numerical library.
_HOME: Final = {
    "ClusterRules": "rules",
    "INDICATORS": "catalogue",
    "Indicator": "catalogue",
    "RegionIndustryMatrix": "matrix",
    "concentration_herfindahl": "concentration",
    "detected_clusters": "detection",
    "diversity_herfindahl": "specialisation",
    "ellison_glaeser": "agglomeration",
    "ellison_glaeser_count": "agglomeration",
    "establishment_density": "density",
    "gini": "inequality",
    "herfindahl": "inequality",
    "industry_relatedness": "detection",
    "location_quotient": "specialisation",
    "locational_gini": "concentration",
    "normalised_gini": "inequality",
    "normalised_herfindahl": "inequality",
    "opening_rate": "openings",
    "places_within": "radius",
    "shares": "specialisation",
    "specialisation_gini": "specialisation",
    "weighted_gini": "inequality",
    "weighted_locational_gini": "concentration",
}

__all__ = [
    "INDICATORS",
    "ClusterRules",
    "Indicator",
    "RegionIndustryMatrix",
    "concentration_herfindahl",
    "detected_clusters",
    "diversity_herfindahl",
    "ellison_glaeser",
    "ellison_glaeser_count",
    "establishment_density",
    "gini",
    "herfindahl",
    "industry_relatedness",
    "location_quotient",
    "locational_gini",
    "normalised_gini",
    "normalised_herfindahl",
    "opening_rate",
    "places_within",
    "shares",
    "specialisation_gini",
    "weighted_gini",
    "weighted_locational_gini",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
