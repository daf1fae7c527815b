"""How sure the Ellison–Glaeser index of an industry is: plants placed anew by the model, at the index found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import narwhals as nw
import numpy as np
import polars as pl

from renkei.clusters.activity.options import check_replicates, checked_level
from renkei.clusters.activity.rows import AMOUNT
from renkei.clusters.concentration.agglomeration import ellison_glaeser
from renkei.clusters.concentration.plants import plant_cells, plant_rows, region_weights
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]

NEW: Final = ("ellison_glaeser_error", "low", "high", "p_value")
MOST: Final = 0.999
"""Where γ exceeds it, the model places all plants in one region anyway."""


def ellison_glaeser_interval(
    plants: FrameT,
    *,
    value: str = "jobs",
    region_totals: IntoFrame | None = None,
    level: float = 0.95,
    replicates: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """The Ellison–Glaeser index γ of each industry with its standard error, an interval and a p-value.

    `plants` and `region_totals` as for `ellison_glaeser`. The industry's own plants are placed anew
    `replicates` times as Ellison and Glaeser's model has it, with the γ found (0 where it is below), which
    holds both what chance does with few plants and what it does with the places that an industry favours.
    Columns: industry, (year,) establishments, unknown, ellison_glaeser, ellison_glaeser_error (standard
    deviation of the replicates), low, high, p_value. The interval is that of the percentiles, leaving out
    (1 - `level`) / 2 on each side; at 0.95 it held the true γ in 86 to 99 % of simulated industries, least
    where γ is above 0.3. p_value is the probability of a γ as high or higher if plants are placed
    by chance, from as many replicates with γ = 0, at least 1 / (replicates + 1). Missing where γ is. Regions'
    weights are taken as given. Time grows with plants × replicates, memory with industries × replicates.
    Sorted by key; the same `rng` gives the same result.

    Raises `ParameterError` if `level` is not between 0 and 1 or `replicates` is below 99, `TableError` as
    `ellison_glaeser`.

    Source: Cassey & Smith (2014), Journal of Urban Economics 81, 85-103 (placing by chance); the model: Ellison &
    Glaeser (1997), Journal of Political Economy 105, 889-927, section on the model.
    """
    checked_level(level)
    check_replicates(replicates)
    counted = plant_rows(plants, value)
    cells = plant_cells(counted)
    weights: pl.DataFrame = region_weights(counted, cells, region_totals).collect("polars").to_native()
    sizes: pl.DataFrame = counted.rows.filter(nw.col(AMOUNT) > 0).collect("polars").to_native()
    index = nw.from_native(
        cast("Any", ellison_glaeser(plants, value=value, region_totals=region_totals))
    ).lazy()
    gammas: pl.DataFrame = index.collect("polars").to_native()
    found = []
    for year in gammas["year"].unique().sort() if counted.period else [None]:
        tables = [table if year is None else table.filter(year=year) for table in (gammas, sizes, weights)]
        found.append(_with_interval(_Year(*tables), replicates, level, rng))
    kept = ["industry", *counted.period, "establishments", "unknown", "ellison_glaeser"]
    result = (
        pl.concat(found) if found else gammas.with_columns(pl.lit(None, pl.Float64).alias(n) for n in NEW)
    )
    return as_kind_of(result.select(*kept, *NEW).sort("industry", *counted.period), plants)


@dataclass(frozen=True, slots=True)
class _Year:
    """One year: the index of each industry, its plants (`AMOUNT` known and above zero), regions' weights x."""

    gammas: pl.DataFrame
    plants: pl.DataFrame
    weights: pl.DataFrame

    def plant_shares(self, industries: pl.Series) -> tuple[Numbers, NDArray[np.int64]]:
        """Plants' shares of their industry, by industry in order, and where each industry's plants start."""
        order = pl.DataFrame({"industry": industries, "order": range(len(industries))})
        rows = self.plants.join(order, on="industry", how="inner").sort("order", "establishment")
        shares = rows.select(pl.col(AMOUNT) / pl.col(AMOUNT).sum().over("industry")).to_series().to_numpy()
        counts = np.bincount(rows["order"].to_numpy(), minlength=len(industries))
        return shares, np.concatenate([[0], np.cumsum(counts)])


def _with_interval(year: _Year, replicates: int, level: float, rng: np.random.Generator) -> pl.DataFrame:
    """The industries of a year with the columns `NEW`."""
    known = year.gammas.filter(pl.col("ellison_glaeser").is_not_null())
    gamma = known["ellison_glaeser"].to_numpy()
    at_gamma = _replicated(year, known, gamma, replicates, rng)
    by_chance = _replicated(year, known, np.zeros(len(gamma)), replicates, rng)
    ends = np.quantile(at_gamma, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=1)
    as_high = (by_chance >= gamma[:, np.newaxis] - 1e-12).sum(axis=1)
    columns = (at_gamma.std(axis=1, ddof=1), ends[0], ends[1], (1 + as_high) / (1 + replicates))
    new = known.select("industry").with_columns(
        pl.Series(name, column) for name, column in zip(NEW, columns, strict=True)
    )
    return year.gammas.join(new, on="industry", how="left")


def _replicated(
    year: _Year, known: pl.DataFrame, gamma: Numbers, replicates: int, rng: np.random.Generator
) -> Numbers:
    """Industries × replicates: the index γ when the plants are placed anew by the model with `gamma`."""
    from renkei.clusters.concentration.dartboard import alias_table, thrown

    x = year.weights.sort("region")["x"].to_numpy()
    shares, starts = year.plant_shares(known["industry"])
    bounded = np.minimum(gamma, MOST)
    theta = np.divide(1.0 - bounded, bounded, out=np.full(len(gamma), -1.0), where=bounded > 0)
    seeds = rng.integers(0, 2**64, len(gamma), dtype=np.uint64)
    distances = thrown(shares, starts, theta, (*alias_table(x), x), seeds, replicates)
    spread, h = 1.0 - x @ x, known["plant_herfindahl"].to_numpy()[:, np.newaxis]
    found: Numbers = (x @ x + distances - spread * h) / (spread * (1.0 - h))
    return found
