"""The evidence build: from imports to one immutable, hashed, dated set of tables."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import renkei
from renkei.evidence.atomic import clear_unfinished, new_folder, write_text
from renkei.evidence.fingerprints import code_fingerprint, fingerprint
from renkei.evidence.imports import PROBLEMS_TABLE, import_records
from renkei.evidence.run import BuildRun
from renkei.evidence.snapshot import HASH_LENGTH, MANIFEST_NAME
from renkei.evidence.steps import forget_unused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from renkei.evidence.config import WorkspaceConfig
    from renkei.evidence.imports import ImportRecord
    from renkei.evidence.run import Progress
    from renkei.evidence.steps import Step
    from renkei.evidence.workspace import Workspace

PACKAGES: Final = ("duckdb", "narwhals", "numpy", "polars", "pyarrow", "scipy", "shapely")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The build that is now current, and whether it was there before."""

    hash: str
    manifest: dict[str, Any]
    unchanged: bool


def build_evidence(workspace: Workspace, *, progress: Progress = lambda *_: None) -> BuildResult:
    """Build the evidence of `workspace` and make it current.

    The hash depends on the imported files, the choices in renkei.toml and the code of Renkei, not on the
    time or the machine; a build that exists already is not made again. Until the new build stands whole,
    the last good one stays current. Raises `BuildError`, `WorkspaceError` or `TableError` that says why not.
    """
    config = workspace.config()
    with workspace.locked():
        for folder in (workspace.evidence, workspace.cache, workspace.raw):
            folder.mkdir(exist_ok=True)
            clear_unfinished(folder)
        records = import_records(workspace)
        identity = build_hash(config, records)
        target = workspace.evidence / identity
        unchanged = (target / MANIFEST_NAME).is_file()
        if not unchanged:
            run = BuildRun(workspace, config, records, progress)
            run.compute()
            _write_folder(target, identity, run)
            forget_unused(workspace.cache, run.all_steps)
        write_text(workspace.current_file, identity + "\n")
    manifest = json.loads((target / MANIFEST_NAME).read_text(encoding="utf-8"))
    return BuildResult(identity, manifest, unchanged)


def build_hash(config: WorkspaceConfig, records: Sequence[ImportRecord]) -> str:
    """The hash by which a build is addressed: the same inputs and version give the same on every machine."""
    inputs = sorted(fingerprint(record.identity) for record in records)
    return fingerprint([code_fingerprint(), inputs, _choices(config)])[:HASH_LENGTH]


def _choices(config: WorkspaceConfig) -> dict[str, Any]:
    return {"data": asdict(config.data), "clusters": asdict(config.clusters), "rules": config.rule_thresholds}


def _write_folder(target: Path, identity: str, run: BuildRun) -> None:
    """Write the build to `target` in one piece."""
    with new_folder(target) as unfinished:
        (unfinished / "tables").mkdir()
        for name, table in sorted(run.tables.items()):
            table.write_parquet(unfinished / "tables" / f"{name}.parquet")
        text = json.dumps(_manifest(identity, run), ensure_ascii=False, indent=1, sort_keys=True)
        (unfinished / MANIFEST_NAME).write_text(text, encoding="utf-8")


def _manifest(identity: str, run: BuildRun) -> dict[str, Any]:
    return {
        "renkei": renkei.__version__,
        "code": code_fingerprint(),
        "hash": identity,
        "year": run.year,
        "choices": _choices(run.config),
        "inputs": [_input(record, step) for record, step in zip(run.records, run.imports, strict=True)],
        "packages": {name: version(name) for name in PACKAGES},
        "tables": {
            name: {"rows": table.height, "columns": table.columns}
            for name, table in sorted(run.tables.items())
        },
        "steps": [{"name": step.name, "fingerprint": step.fingerprint} for step in run.all_steps],
        "skipped": run.skipped,
    }


def _input(record: ImportRecord, step: Step) -> dict[str, Any]:
    counts = {key: value for key, value in step.outcome.notes.items() if key.startswith("rows_")}
    problems = step.outcome.tables[PROBLEMS_TABLE].height
    files = [asdict(file) for file in record.files]
    return {"id": record.id, "source": record.source, "files": files, "problems": problems, **counts}
