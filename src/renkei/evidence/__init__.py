"""Evidence: a workspace, the builds in it, and how they are read, cited and exported."""

from renkei.clusters.catalogue import INDICATORS, Indicator
from renkei.evidence.atomic import write_text
from renkei.evidence.build import BuildResult, build_evidence
from renkei.evidence.config import ClusterThresholds, DataChoice, WorkspaceConfig
from renkei.evidence.demo import demo_workspace
from renkei.evidence.export import EXPORT_FORMATS, ExportFormat, csv_text, export_evidence
from renkei.evidence.imports import ImportRecord, ImportResult, import_files, import_records
from renkei.evidence.lookup import find_region, places_near
from renkei.evidence.origins import Source, origin_sentences, sources_of
from renkei.evidence.snapshot import Evidence, current_hash, open_evidence
from renkei.evidence.workspace import Workspace, create_workspace, open_workspace

__all__ = [
    "EXPORT_FORMATS",
    "INDICATORS",
    "BuildResult",
    "ClusterThresholds",
    "DataChoice",
    "Evidence",
    "ExportFormat",
    "ImportRecord",
    "ImportResult",
    "Indicator",
    "Source",
    "Workspace",
    "WorkspaceConfig",
    "build_evidence",
    "create_workspace",
    "csv_text",
    "current_hash",
    "demo_workspace",
    "export_evidence",
    "find_region",
    "import_files",
    "import_records",
    "open_evidence",
    "open_workspace",
    "origin_sentences",
    "places_near",
    "sources_of",
    "write_text",
]
