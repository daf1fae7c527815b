"""What each noun is: the canonical tables, their keys, units and checks."""

from typing import Final

from renkei.tables.actors import DOCUMENTS, ESTABLISHMENTS, LINKS, ORGANISATIONS
from renkei.tables.economy import ACTIVITY, FLOWS, INDUSTRIES, OPENINGS, ZONE_ACTIVITY
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
    )
}
RESULT_TABLES: Final = {
    spec.name: spec for spec in (INDICATORS, CLUSTERS, CLUSTER_MEMBERS, RELATEDNESS, FINDINGS)
}

__all__ = [
    "ACTIVITY",
    "CELLS",
    "CLUSTERS",
    "CLUSTER_MEMBERS",
    "DOCUMENTS",
    "ESTABLISHMENTS",
    "FINDINGS",
    "FLOWS",
    "INDICATORS",
    "INDUSTRIES",
    "INPUT_TABLES",
    "LINKS",
    "OPENINGS",
    "ORGANISATIONS",
    "REGIONS",
    "RELATEDNESS",
    "RESULT_TABLES",
    "ZONES",
    "ZONE_ACTIVITY",
    "Column",
    "ColumnType",
    "TableSpec",
    "check_table",
]
