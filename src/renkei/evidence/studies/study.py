"""What a study is: one further question that a build puts to its tables, if the data allow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from renkei.evidence.indicators import at_levels

if TYPE_CHECKING:
    from collections.abc import Callable

    from renkei.evidence.config import WorkspaceConfig
    from renkei.evidence.steps import Outcome


@dataclass(frozen=True, slots=True)
class Material:
    """What a study may use: the tables computed so far, the choices of the workspace, the reference year.

    `private` are the tables as imported that no build publishes (establishments, organisations, links): a
    study may publish what it computes from them, never their rows.
    """

    tables: dict[str, pl.DataFrame]
    config: WorkspaceConfig
    year: int
    private: dict[str, pl.DataFrame]

    @property
    def plants(self) -> pl.DataFrame | None:
        """The establishments, where they were imported one by one."""
        return self.private.get("establishments")

    @property
    def activity(self) -> pl.DataFrame:
        """Activity of the reference year at the levels of regions and industries that the workspace names."""
        return self.panel.filter(pl.col("year") == self.year).drop("year")

    @property
    def panel(self) -> pl.DataFrame:
        """Activity up to the reference year at the levels that the workspace names."""
        data = self.config.data
        rows = self.tables["activity"].filter(pl.col("year") <= self.year)
        return at_levels(rows, self.tables, region=data.region_level, industry=data.industry_level)


@dataclass(frozen=True, slots=True)
class Study:
    """One study. `title` is said while it runs; `compute` returns tables, or the codes of what it skipped."""

    name: str
    title: str
    compute: Callable[[Material], Outcome]


def whole_counts(material: Material) -> tuple[pl.DataFrame | None, list[str]]:
    """Plants by region and industry of the reference year; or None, and why not."""
    rows = material.activity
    if "establishments" not in rows.columns:
        return None, ["no_establishments"]
    if rows["establishments"].null_count():
        return None, ["unknown_counts"]
    return rows.select("region", "industry", "establishments"), []


def cells_of_level(material: Material) -> pl.DataFrame:
    """Plants by grid cell at the level of industries that the workspace names; no rows where there are none."""
    cells = material.tables.get("cells")
    if cells is None:
        return pl.DataFrame()
    codes = material.tables["industries"].filter(pl.col("level") == material.config.data.industry_level)
    return cells.join(codes.select("industry"), on="industry", how="semi")
