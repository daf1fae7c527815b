"""What a study is: one further question that a build puts to its tables, if the data allow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from renkei.evidence.config import WorkspaceConfig
    from renkei.evidence.steps import Outcome


@dataclass(frozen=True, slots=True)
class Material:
    """What a study may use: the tables computed so far, the choices of the workspace, the reference year.

    `plants` are the establishments as imported, which stay private: a study may publish what it computes
    from them, never their rows.
    """

    tables: dict[str, pl.DataFrame]
    config: WorkspaceConfig
    year: int
    plants: pl.DataFrame | None

    @property
    def activity(self) -> pl.DataFrame:
        """Activity of the reference year at the levels of regions and industries that the workspace names."""
        import polars as pl

        return self.panel.filter(pl.col("year") == self.year).drop("year")

    @property
    def panel(self) -> pl.DataFrame:
        """Activity up to the reference year at the levels that the workspace names."""
        import polars as pl

        from renkei.evidence.indicators import at_levels

        data = self.config.data
        rows = self.tables["activity"].filter(pl.col("year") <= self.year)
        return at_levels(rows, self.tables, region=data.region_level, industry=data.industry_level)


@dataclass(frozen=True, slots=True)
class Study:
    """One study. `title` is said while it runs; `compute` returns tables, or the codes of what it skipped."""

    name: str
    title: str
    compute: Callable[[Material], Outcome]
