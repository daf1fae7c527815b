"""The example workspace: the shipped data of a real country, imported as a user would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.evidence.config import read_config
from renkei.evidence.imports import import_files, import_records
from renkei.evidence.workspace import Workspace, create_workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path


def demo_workspace(folder: Path) -> Workspace:
    """The workspace of the shipped example in `folder`, made there if it is not there yet.

    Raises `WorkspaceError` if `folder` is a file.
    """
    from renkei.example import example_folder

    source = example_folder()
    if not Workspace(folder).config_file.exists():
        create_workspace(folder, read_config(source / "renkei.toml"))
    workspace = open_workspace(folder)
    imported = {record.id for record in import_records(workspace)}
    for file in sorted([*source.glob("*.csv"), *source.glob("*.parquet")]):
        if f"table-{file.name}" not in imported:
            import_files(workspace, "table", [file])
    return workspace
