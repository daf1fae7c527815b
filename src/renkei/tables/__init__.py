"""What each noun is: the canonical tables, their keys, units and checks."""

from typing import Final

from renkei.tables.actors import DOCUMENTS, ESTABLISHMENTS, LINKS, ORGANISATIONS
from renkei.tables.cluster_results import (
    CLUSTER_DYNAMICS,
    CLUSTER_EVIDENCE,
    CLUSTER_GROUP_MEMBERS,
    CLUSTER_GROUPS,
    CLUSTER_PARTS,
    CLUSTER_TYPE_EVIDENCE,
    CLUSTER_TYPE_SCORES,
    CLUSTER_TYPES,
)
from renkei.tables.economy import ACTIVITY, FLOWS, INDUSTRIES, OPENINGS, ZONE_ACTIVITY
from renkei.tables.forecast_results import ENTRY_CALIBRATION, ENTRY_FORECAST, ENTRY_GAINS, ENTRY_SCORES
from renkei.tables.industry_results import (
    AUTOCORRELATION,
    CLUSTER_STRENGTH,
    DEFINITION_CANDIDATES,
    HOT_SPOTS,
    INDUSTRY_DEFINITIONS,
    INDUSTRY_SPACE,
    K_DENSITY,
    LOCALISATION,
    MORAN,
    SHIFT_SHARE,
    SIMILAR_REGIONS,
)
from renkei.tables.places import CELLS, REGIONS, ZONES
from renkei.tables.results import CLUSTER_MEMBERS, CLUSTERS, FINDINGS, INDICATORS, RELATEDNESS
from renkei.tables.schema import Column, ColumnType, TableSpec, check_table

INPUT_TABLES: Final = {
    spec.name: spec
    for spec in (
        REGIONS,
        INDUSTRIES,
        ACTIVITY,
        OPENINGS,
        CELLS,
        ZONES,
        ZONE_ACTIVITY,
        ESTABLISHMENTS,
        ORGANISATIONS,
        LINKS,
        DOCUMENTS,
        FLOWS,
        CLUSTER_EVIDENCE,
    )
}
RESULT_TABLES: Final = {
    spec.name: spec
    for spec in (
        INDICATORS,
        CLUSTERS,
        CLUSTER_MEMBERS,
        RELATEDNESS,
        FINDINGS,
        K_DENSITY,
        LOCALISATION,
        HOT_SPOTS,
        AUTOCORRELATION,
        MORAN,
        CLUSTER_STRENGTH,
        SIMILAR_REGIONS,
        SHIFT_SHARE,
        ENTRY_FORECAST,
        ENTRY_SCORES,
        ENTRY_GAINS,
        ENTRY_CALIBRATION,
        INDUSTRY_SPACE,
        INDUSTRY_DEFINITIONS,
        DEFINITION_CANDIDATES,
        CLUSTER_GROUPS,
        CLUSTER_GROUP_MEMBERS,
        CLUSTER_TYPES,
        CLUSTER_TYPE_SCORES,
        CLUSTER_TYPE_EVIDENCE,
        CLUSTER_PARTS,
        CLUSTER_DYNAMICS,
    )
}

__all__ = [
    "ACTIVITY",
    "AUTOCORRELATION",
    "CELLS",
    "CLUSTERS",
    "CLUSTER_DYNAMICS",
    "CLUSTER_EVIDENCE",
    "CLUSTER_GROUPS",
    "CLUSTER_GROUP_MEMBERS",
    "CLUSTER_MEMBERS",
    "CLUSTER_PARTS",
    "CLUSTER_STRENGTH",
    "CLUSTER_TYPES",
    "CLUSTER_TYPE_EVIDENCE",
    "CLUSTER_TYPE_SCORES",
    "DEFINITION_CANDIDATES",
    "DOCUMENTS",
    "ENTRY_CALIBRATION",
    "ENTRY_FORECAST",
    "ENTRY_GAINS",
    "ENTRY_SCORES",
    "ESTABLISHMENTS",
    "FINDINGS",
    "FLOWS",
    "HOT_SPOTS",
    "INDICATORS",
    "INDUSTRIES",
    "INDUSTRY_DEFINITIONS",
    "INDUSTRY_SPACE",
    "INPUT_TABLES",
    "K_DENSITY",
    "LINKS",
    "LOCALISATION",
    "MORAN",
    "OPENINGS",
    "ORGANISATIONS",
    "REGIONS",
    "RELATEDNESS",
    "RESULT_TABLES",
    "SHIFT_SHARE",
    "SIMILAR_REGIONS",
    "ZONES",
    "ZONE_ACTIVITY",
    "Column",
    "ColumnType",
    "TableSpec",
    "check_table",
]
