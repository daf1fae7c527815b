"""The evidence build: from imports to one immutable, hashed, dated set of tables."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import polars as pl

import renkei
from renkei import diagnosis
from renkei.evidence.assembly import assembled, merged
from renkei.evidence.atomic import clear_unfinished, new_folder, write_text
from renkei.evidence.cluster_tables import cluster_tables
from renkei.evidence.fingerprints import code_fingerprint, fingerprint
from renkei.evidence.imports import PROBLEMS_TABLE, import_records, import_step
from renkei.evidence.indicators import at_levels, has_sizes, indicator_rows
from renkei.evidence.skipped import Skip
from renkei.evidence.snapshot import HASH_LENGTH, MANIFEST_NAME
from renkei.evidence.steps import Outcome, Step, forget_unused, run_step
from renkei.language import LANGUAGES
from renkei.tables.naming import with_full_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from renkei.evidence.config import DataChoice, WorkspaceConfig
    from renkei.evidence.imports import ImportRecord
    from renkei.evidence.workspace import Workspace

    Progress = Callable[[str, int, int], None]

STEPS: Final = 6
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
            run = _Run(workspace, config, records, progress)
            run.write(target, identity)
        write_text(workspace.current_file, identity + "\n")
    manifest = json.loads((target / MANIFEST_NAME).read_text(encoding="utf-8"))
    return BuildResult(identity, manifest, unchanged)


def build_hash(config: WorkspaceConfig, records: Sequence[ImportRecord]) -> str:
    """The hash by which a build is addressed: the same inputs and version give the same on every machine."""
    inputs = sorted(fingerprint(record.identity) for record in records)
    return fingerprint([code_fingerprint(), inputs, _choices(config)])[:HASH_LENGTH]


def _choices(config: WorkspaceConfig) -> dict[str, Any]:
    return {"data": asdict(config.data), "clusters": asdict(config.clusters), "rules": config.rule_thresholds}


class _Run:
    """One build in progress: its steps in order, each kept under its fingerprint."""

    def __init__(
        self,
        workspace: Workspace,
        config: WorkspaceConfig,
        records: Sequence[ImportRecord],
        progress: Progress,
    ) -> None:
        self.workspace, self.config, self.records = workspace, config, records
        self.progress = progress
        self.steps: list[Step] = []

    def _step(
        self,
        title: str,
        name: str,
        *,
        after: Sequence[Step],
        parameters: object,
        compute: Callable[[], Outcome],
    ) -> Step:
        self.progress(title, len({step.name for step in self.steps}), STEPS)
        step = run_step(
            self.workspace.cache,
            name,
            after=[one.fingerprint for one in after],
            parameters=parameters,
            compute=compute,
        )
        self.steps.append(step)
        return step

    def write(self, target: Path, identity: str) -> None:
        """Run every step and write the build to `target` in one piece."""
        data, clusters = self.config.data, self.config.clusters
        self.progress("Reading imports", 0, STEPS)
        imports = [import_step(self.workspace, record, data) for record in self.records]
        self.steps += imports
        read = [step.outcome.tables for step in imports]
        inputs = self._step(
            "Assembling tables",
            "inputs",
            after=imports,
            parameters=asdict(data),
            compute=lambda: assembled(read, data),
        )
        tables, year = inputs.outcome.tables, _year(inputs)
        private = merged(read)
        indicators = self._step(
            "Computing indicators",
            "indicators",
            after=[inputs, *imports],
            parameters=asdict(data),
            compute=lambda: _indicators(tables, private.get("establishments"), data, year),
        )
        found = self._step(
            "Looking for clusters",
            "clusters",
            after=[inputs],
            parameters=[asdict(data), asdict(clusters)],
            compute=lambda: _clusters(tables, self.config, year),
        )
        findings = self._step(
            "Stating findings",
            "findings",
            after=[inputs, indicators, found],
            parameters=self.config.rule_thresholds,
            compute=lambda: Outcome(
                {
                    "findings": _findings(
                        {**tables, **indicators.outcome.tables, **found.outcome.tables}, self.config, year
                    )
                }
            ),
        )
        self.progress("Writing the build", STEPS - 1, STEPS)
        results = {**tables, **indicators.outcome.tables, **found.outcome.tables, **findings.outcome.tables}
        results["problems"] = _problem_counts(self.records, imports)
        self._write_folder(target, identity, results, year)
        forget_unused(self.workspace.cache, self.steps)

    def _write_folder(self, target: Path, identity: str, tables: dict[str, pl.DataFrame], year: int) -> None:
        with new_folder(target) as unfinished:
            (unfinished / "tables").mkdir()
            for name, table in sorted(tables.items()):
                table.write_parquet(unfinished / "tables" / f"{name}.parquet")
            manifest = self._manifest(identity, tables, year)
            text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
            (unfinished / MANIFEST_NAME).write_text(text, encoding="utf-8")

    def _manifest(self, identity: str, tables: dict[str, pl.DataFrame], year: int) -> dict[str, Any]:
        return {
            "renkei": renkei.__version__,
            "code": code_fingerprint(),
            "hash": identity,
            "year": year,
            "choices": _choices(self.config),
            "inputs": [_input(record, step) for record, step in zip(self.records, self.steps, strict=False)],
            "packages": {name: version(name) for name in PACKAGES},
            "tables": {
                name: {"rows": table.height, "columns": table.columns}
                for name, table in sorted(tables.items())
            },
            "steps": [{"name": step.name, "fingerprint": step.fingerprint} for step in self.steps],
            "skipped": self._skipped(),
        }

    def _skipped(self) -> list[dict[str, Any]]:
        codes: list[str] = []
        for step in self.steps:
            noted = step.outcome.notes.get("skipped", [])
            codes += noted if isinstance(noted, list) else []
        skips = [Skip.of(code) for code in dict.fromkeys(codes)]
        return [
            {"code": skip.code, "text": {language: skip.text.in_language(language) for language in LANGUAGES}}
            for skip in skips
        ]


def _input(record: ImportRecord, step: Step) -> dict[str, Any]:
    counts = {key: value for key, value in step.outcome.notes.items() if key.startswith("rows_")}
    problems = step.outcome.tables[PROBLEMS_TABLE].height
    files = [asdict(file) for file in record.files]
    return {"id": record.id, "source": record.source, "files": files, "problems": problems, **counts}


def _year(step: Step) -> int:
    year = step.outcome.notes["year"]
    if not isinstance(year, int):
        raise TypeError(year)
    return year


def _indicators(
    tables: dict[str, pl.DataFrame], plants: pl.DataFrame | None, data: DataChoice, year: int
) -> Outcome:
    rows = indicator_rows(tables, data, year=year, plants=plants)
    return Outcome({"indicators": rows}, {"skipped": [] if has_sizes(plants) else ["no_sizes"]})


def _clusters(tables: dict[str, pl.DataFrame], config: WorkspaceConfig, year: int) -> Outcome:
    from renkei.clusters import industry_relatedness

    data = config.data
    rows = at_levels(
        tables["activity"].filter(pl.col("year") == year),
        tables,
        region=data.region_level,
        industry=data.industry_level,
    )
    if "establishments" not in rows.columns:
        return Outcome({}, {"skipped": ["no_establishments"]})
    if rows["establishments"].null_count():
        return Outcome({}, {"skipped": ["unknown_counts"]})
    found = cluster_tables(tables, data, config.clusters, year=year)
    related = industry_relatedness(rows.select("region", "industry", "establishments"))
    return Outcome({**found, "relatedness": related})


def _findings(tables: dict[str, pl.DataFrame], config: WorkspaceConfig, year: int) -> pl.DataFrame:
    data = config.data
    regions = with_full_names(tables["regions"]).filter(pl.col("level") == data.region_level)
    industries = tables["industries"].filter(pl.col("level") == data.industry_level)
    indicators = tables["indicators"].filter(pl.col("year") == year)
    sheets = {
        "region": diagnosis.region_sheet(indicators, regions, industries),
        "industry": diagnosis.industry_sheet(indicators, industries, regions),
    }
    if "clusters" in tables:
        sheets["cluster"] = diagnosis.cluster_sheet(tables["clusters"])
    if "zones" in tables and "zone_activity" in tables:
        activity = at_levels(
            tables["activity"].filter(pl.col("year") == year), tables, region=data.region_level
        )
        sheets["zone"] = diagnosis.zone_sheet(tables["zones"], tables["zone_activity"], activity, industries)
    rules = diagnosis.with_thresholds(diagnosis.shipped_rules(), config.rule_thresholds)
    return diagnosis.findings(sheets, rules)


def _problem_counts(records: Sequence[ImportRecord], imports: Sequence[Step]) -> pl.DataFrame:
    """How many problems of each kind each import had; the rows themselves stay in the workspace."""
    parts = [
        step.outcome.tables[PROBLEMS_TABLE]
        .group_by("kind", "outcome", "column")
        .agg(problems=pl.len().cast(pl.Int64))
        .with_columns(pl.lit(record.id).alias("import"))
        for record, step in zip(records, imports, strict=True)
    ]
    columns = ("import", "kind", "outcome", "column", "problems")
    if not parts:
        return pl.DataFrame(schema=dict.fromkeys(columns[:-1], pl.String) | {"problems": pl.Int64})
    return (
        pl.concat(parts)
        .select(columns)
        .sort("import", "problems", "kind", "column", descending=[False, True, False, False])
    )
