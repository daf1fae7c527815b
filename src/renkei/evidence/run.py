"""One build in progress: its steps in order, each kept under its fingerprint, and the tables they make."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei import diagnosis
from renkei.evidence.assembly import assembled, merged
from renkei.evidence.cluster_tables import cluster_tables
from renkei.evidence.imports import PROBLEMS_TABLE, import_step
from renkei.evidence.indicators import at_levels, has_sizes, indicator_rows
from renkei.evidence.skipped import Skip
from renkei.evidence.snapshot import empty_table
from renkei.evidence.steps import Outcome, Step, run_step
from renkei.evidence.studies import STUDIES, Material
from renkei.language import LANGUAGES
from renkei.tables import RESULT_TABLES
from renkei.tables.naming import with_full_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from renkei.evidence.config import WorkspaceConfig
    from renkei.evidence.imports import ImportRecord
    from renkei.evidence.workspace import Workspace

    Progress = Callable[[str, int, int], None]

STEPS: Final = 6 + len(STUDIES)

Tables = dict[str, pl.DataFrame]


class BuildRun:
    """The steps of one build. After `compute`, `tables` holds the whole build and `year` its reference year."""

    def __init__(
        self,
        workspace: Workspace,
        config: WorkspaceConfig,
        records: Sequence[ImportRecord],
        progress: Progress,
    ) -> None:
        self.workspace, self.config, self.records, self.progress = workspace, config, records, progress
        self.imports: list[Step] = []
        self.steps: list[Step] = []
        self.tables: Tables = {}
        self.year = 0

    def compute(self) -> None:
        """Run every step that the cache does not hold."""
        self.progress("Reading imports", 0, STEPS)
        self.imports = [import_step(self.workspace, record, self.config.data) for record in self.records]
        inputs = self._assemble()
        indicators = self._compute_indicators(inputs)
        found = self._find_clusters(inputs)
        studied = self._study(inputs, indicators, found)
        self._state_findings(inputs, indicators, found, *studied)
        self.tables["problems"] = _problem_counts(self.records, self.imports)
        self.progress("Writing the build", STEPS - 1, STEPS)

    @property
    def all_steps(self) -> list[Step]:
        """The steps of the build, imports first."""
        return [*self.imports, *self.steps]

    @property
    def skipped(self) -> list[dict[str, Any]]:
        """What the data did not allow, once each: a code, and a sentence in three languages."""
        codes: list[str] = []
        for step in self.all_steps:
            noted = step.outcome.notes.get("skipped", [])
            codes += noted if isinstance(noted, list) else []
        skips = [Skip.of(code) for code in dict.fromkeys(codes)]
        return [
            {"code": skip.code, "text": {language: skip.text.in_language(language) for language in LANGUAGES}}
            for skip in skips
        ]

    def _step(
        self, title: str, name: str, after: Sequence[Step], parameters: object, compute: Callable[[], Outcome]
    ) -> Step:
        self.progress(title, len(self.steps) + 1, STEPS)
        fingerprints = [one.fingerprint for one in after]
        step = run_step(
            self.workspace.cache, name, after=fingerprints, parameters=parameters, compute=compute
        )
        self.steps.append(step)
        self.tables |= step.outcome.tables
        return step

    def _assemble(self) -> Step:
        data = self.config.data
        read = [step.outcome.tables for step in self.imports]
        inputs = self._step(
            "Assembling tables", "inputs", self.imports, asdict(data), lambda: assembled(read, data)
        )
        year = inputs.outcome.notes["year"]
        if not isinstance(year, int):
            raise TypeError(year)
        self.year = year
        return inputs

    def _compute_indicators(self, inputs: Step) -> Step:
        data, tables, year = self.config.data, dict(self.tables), self.year
        read = [step.outcome.tables for step in self.imports]

        def compute() -> Outcome:
            # Sizes of single plants are private: they enter the index, not the build.
            plants = merged(read).get("establishments")
            rows = indicator_rows(tables, data, year=year, plants=plants)
            return Outcome({"indicators": rows}, {"skipped": [] if has_sizes(plants) else ["no_sizes"]})

        return self._step(
            "Computing indicators", "indicators", [inputs, *self.imports], asdict(data), compute
        )

    def _find_clusters(self, inputs: Step) -> Step:
        tables, config, year = dict(self.tables), self.config, self.year
        choices = [asdict(config.data), asdict(config.clusters)]
        return self._step(
            "Looking for clusters", "clusters", [inputs], choices, lambda: _clusters(tables, config, year)
        )

    def _study(self, *after: Step) -> list[Step]:
        """The studies in order; each may use the tables of those before it."""
        done = list(after)
        for study in STUDIES:
            # Points of single plants are private, as sizes are: a study publishes what it computes from them.
            private = merged([step.outcome.tables for step in self.imports])
            material = Material(dict(self.tables), self.config, self.year, private)
            choices = [asdict(self.config.data), asdict(self.config.clusters)]
            done.append(
                self._step(
                    study.title, study.name, [*done, *self.imports], choices, partial(study.compute, material)
                )
            )
        return done[len(after) :]

    def _state_findings(self, *after: Step) -> Step:
        tables, config, year = dict(self.tables), self.config, self.year
        return self._step(
            "Stating findings",
            "findings",
            after,
            config.rule_thresholds,
            lambda: Outcome({"findings": _findings(tables, config, year)}),
        )


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
    activity = rows.select("region", "industry", "establishments")
    found = cluster_tables(activity, tables, data, config.clusters, year=year)
    return Outcome({**found, "relatedness": industry_relatedness(activity)})


def _findings(tables: dict[str, pl.DataFrame], config: WorkspaceConfig, year: int) -> pl.DataFrame:
    data = config.data
    regions = with_full_names(tables["regions"]).filter(pl.col("level") == data.region_level)
    industries = tables["industries"].filter(pl.col("level") == data.industry_level)
    indicators = tables["indicators"].filter(pl.col("year") == year)
    of_regions = diagnosis.region_sheet(indicators, regions, industries)
    spots, members = _known(tables, "hot_spots"), _known(tables, "cluster_members")
    sheets = {
        "region": diagnosis.with_lone_hot_spots(of_regions, spots, members, industries),
        "industry": diagnosis.industry_sheet(indicators, industries, regions, _known(tables, "localisation")),
    }
    if "clusters" in tables:
        sheets["cluster"] = diagnosis.cluster_sheet(tables["clusters"], _known(tables, "cluster_dynamics"))
    if "zones" in tables and "zone_activity" in tables:
        activity = at_levels(
            tables["activity"].filter(pl.col("year") == year), tables, region=data.region_level
        )
        sheets["zone"] = diagnosis.zone_sheet(tables["zones"], tables["zone_activity"], activity, industries)
    rules = diagnosis.with_thresholds(diagnosis.shipped_rules(), config.rule_thresholds)
    return diagnosis.findings(sheets, rules)


def _known(tables: Tables, name: str) -> pl.DataFrame:
    """The table `name`; no rows, but its columns, where a study did not make it."""
    return tables[name] if name in tables else empty_table(RESULT_TABLES[name])


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
