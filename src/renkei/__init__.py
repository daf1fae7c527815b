"""Renkei (連携): from open data to evidence on regional industrial clusters, in three languages.

The analysis is at hand without a workspace: `renkei.location_quotient(table)` takes a pandas, Polars, PyArrow,
DuckDB or PySpark frame and returns the same kind. Every name of `renkei.clusters` is offered here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renkei.clusters import (
        INDICATORS,
        ClusterRules,
        Indicator,
        RegionIndustryMatrix,
        concentration_herfindahl,
        detected_clusters,
        diversity_herfindahl,
        ellison_glaeser,
        ellison_glaeser_count,
        establishment_density,
        gini,
        herfindahl,
        industry_relatedness,
        location_quotient,
        locational_gini,
        normalised_gini,
        normalised_herfindahl,
        opening_rate,
        places_within,
        shares,
        specialisation_gini,
        weighted_gini,
        weighted_locational_gini,
    )

__version__ = "0.1.0"

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
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from renkei import clusters

    return getattr(clusters, name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
