"""Reading evidence: one immutable build, its tables, its manifest and its citations."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei.engines import tables_in
from renkei.errors import BuildError, NotFoundError
from renkei.evidence.workspace import open_workspace
from renkei.tables import INPUT_TABLES, RESULT_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from renkei.evidence.config import WorkspaceConfig
    from renkei.tables import ColumnType, TableSpec

MANIFEST_NAME: Final = "manifest.json"
HASH_LENGTH: Final = 16
HASH_PATTERN: Final = rf"[0-9a-f]{{{HASH_LENGTH}}}"
COLUMN_TYPES: Final[dict[ColumnType, Any]] = {
    "text": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "list": pl.List(pl.String),
}


@dataclass(frozen=True)
class Evidence:
    """One evidence build. Tables are read when first asked for, then kept."""

    hash: str
    folder: Path
    manifest: dict[str, Any]
    config: WorkspaceConfig
    _tables: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def year(self) -> int:
        """The reference year of the evidence."""
        return int(self.manifest["year"])

    @property
    def table_names(self) -> tuple[str, ...]:
        """The names of the tables in this build, in order."""
        return tuple(self.manifest["tables"])

    def table(self, name: str) -> pl.DataFrame:
        """The table `name`. Raises `NotFoundError` that lists the tables there are."""
        if name not in self.manifest["tables"]:
            raise NotFoundError(
                "This evidence build has no table `{name}`; it has {tables}.",
                name=name,
                tables=", ".join(self.table_names),
            )
        if name not in self._tables:
            self._tables[name] = pl.read_parquet(self.folder / "tables" / f"{name}.parquet")
        return self._tables[name]

    def rows(self, name: str) -> pl.DataFrame:
        """The table `name`; no rows, but its columns, where the data did not allow it."""
        spec = (INPUT_TABLES | RESULT_TABLES).get(name)
        if name in self.table_names or spec is None:
            return self.table(name)
        return empty_table(spec)

    def indicator(self, name: str) -> pl.DataFrame:
        """The rows of indicator `name` in the reference year; none if it was not computed."""
        of_year = (pl.col("indicator") == name) & (pl.col("year") == self.year)
        return self.table("indicators").filter(of_year)

    def connect(self) -> DuckDBPyConnection:
        """A DuckDB connection with one view per table of this build; it can read nothing else."""
        return tables_in(self.folder / "tables")

    def citation(self, finding: str) -> str:
        """The text by which a proposal or decision cites `finding` as it stood in this build."""
        return f"{self.hash}/{finding}"


def empty_table(spec: TableSpec) -> pl.DataFrame:
    """A table without rows that has the columns of `spec`."""
    return pl.DataFrame(schema={column.name: COLUMN_TYPES[column.type] for column in spec.columns})


def current_hash(folder: Path) -> str | None:
    """The hash of the current build of the workspace in `folder`; None if there is none yet."""
    workspace = open_workspace(folder)
    if not workspace.current_file.is_file():
        return None
    return workspace.current_file.read_text(encoding="utf-8").strip() or None


def open_evidence(folder: Path, build: str | None = None) -> Evidence:
    """The build `build` of the workspace in `folder`; without it, the current one.

    Raises `BuildError` if nothing has been built, `NotFoundError` if there is no such build.
    """
    workspace = open_workspace(folder)
    chosen = build or current_hash(folder)
    if chosen is None:
        raise BuildError(
            "{folder} holds no evidence yet. Run `renkei build {folder}`.",
            folder=folder,
        )
    manifest_file = workspace.evidence / chosen / MANIFEST_NAME
    # A hash and nothing else: what a reader types into an address must not become a path.
    if not re.fullmatch(HASH_PATTERN, chosen) or not manifest_file.is_file():
        raise NotFoundError(
            "{folder} has no evidence build `{build}`. Run `renkei build {folder}` to make the current one.",
            folder=folder,
            build=chosen,
        )
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    return Evidence(chosen, manifest_file.parent, manifest, workspace.config())
