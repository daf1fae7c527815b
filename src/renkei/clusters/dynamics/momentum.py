"""Momentum: whether a cluster is gaining pace, from plants, jobs, sales and entries together.

    growth of a component     g_c = Σ_k w_k (x_k - x_{k-1}) ÷ mean(x_k, x_{k-1}) ÷ years  /  Σ_k w_k
    entries                   g_e = Σ_k w_k openings_k  /  Σ_k w_k  ÷  establishments of the last year
    weight of recent years    w_k = 2^(-age of the step in years / half_life)
    score of a component      z_c = (g_c - median) ÷ (1.4826 × median absolute deviation), held to ± limit
    momentum                  m = Σ_c v_c z_c / Σ_c v_c   over the components that are known
    coverage                  Σ_c v_c of those known / Σ_c v_c of all four

Median and deviation are those of all series of the table, so 0 is the typical series and 1 a standard deviation
of them; momentum ranks, it does not say that anything grows. Symmetric growth rates (Davis, Haltiwanger & Schuh
1996) take start from zero and loss of all without breaking. Robust standardisation: Huber & Ronchetti (2009),
Robust Statistics, ch. 5; a composite with visible weights: OECD & JRC (2008), Handbook on Constructing Composite
Indicators, steps 5-7. The choice of components is ours (plants, jobs, sales, entries).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.activity.options import check_above_zero, check_at_least
from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.clusters.dynamics.series import Series, filled, placed, series_of, symmetric_growth
from renkei.errors import ParameterError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.dynamics.series import Numbers
    from renkei.tables.frames import FrameT

GROWING: Final = ("establishments", "jobs", "output")
COMPONENTS: Final = (*GROWING, "openings")
NAMES: Final = {
    "establishments": "establishments_growth",
    "jobs": "jobs_growth",
    "output": "output_growth",
    "openings": "entry_rate",
}
TO_DEVIATION: Final = 1.4826
"""A median absolute deviation times this is the standard deviation of a normal distribution."""


@dataclass(frozen=True, slots=True)
class MomentumRule:
    """What counts how much in `momentum`.

    years: how far back. half_life: years after which a year counts half. limit: scores are held to ± this. The
    weights of the four components; 0 leaves one out.
    """

    years: int = 5
    half_life: float = 3.0
    limit: float = 3.0
    establishments: float = 1.0
    jobs: float = 1.0
    output: float = 1.0
    openings: float = 1.0

    def __post_init__(self) -> None:
        check_at_least("years", self.years, 1)
        for name in ("half_life", "limit"):
            check_above_zero(name, getattr(self, name))
        if min(self.weights.values()) < 0 or not sum(self.weights.values()) > 0:
            raise ParameterError(
                "The weights of momentum are {found}; give zero or more, and one above zero.",
                found=", ".join(f"{name} {weight:g}" for name, weight in self.weights.items()),
            )

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each component."""
        return {name: getattr(self, name) for name in COMPONENTS}


STANDARD: Final = MomentumRule()


def momentum(
    activity: FrameT,
    openings: IntoFrame | None = None,
    *,
    end: int | None = None,
    by: tuple[str, ...] = ("region", "industry"),
    rule: MomentumRule = STANDARD,
) -> FrameT:
    """Whether each series of `by` gains pace up to `end` (the last year unless set), in standard deviations.

    `activity` has the columns `by` (region and industry, or cluster), year, and one or more of establishments,
    jobs, output; `openings` has `by`, year and openings (a register of living plants counts survivors only).
    Columns: `by`, year, steps (pairs of years, or years of openings, that speak); establishments_growth,
    jobs_growth, output_growth (mean symmetric growth a year, recent years weighing more), entry_rate (openings a
    year ÷ establishments), each missing where not known; their scores (`…_score`, standard deviations from the
    median series); coverage (0 to 1: weight of the components that are known); momentum (0 = typical), and low
    and high, its 95 % interval by the jackknife over years. Sorted by `by`. Formulas: this module.

    Zero and unknown: a series without a row in a year of the table had none then; a step with an unknown end, or
    none at both ends, does not speak. A component is known if a step speaks and three series or more differ in
    it; momentum is missing where no component is. The interval needs three steps and
    takes the years as independent; it covers shocks of single years, not errors of measurement.

    Raises `ParameterError` if `end` is not in the table or `by` is empty; `TableError` as `shift_share`.
    """
    series = series_of(activity, by, GROWING).until(end)
    speaks = _parts(series, _openings(openings, series), rule)
    means = {name: _mean(*part, rule.half_life) for name, part in speaks.items()}
    scores = {name: _scores(mean, rule.limit) for name, mean in means.items()}
    index, coverage = _composite(scores, rule)
    width, steps = _jackknife(speaks, len(series.keys), rule)
    table = series.keys.with_columns(
        pl.lit(int(series.years[-1]), pl.Int64).alias("year"),
        pl.Series("steps", steps, pl.Int64),
        *(filled(means[name]).alias(column) for name, column in NAMES.items()),
        *(filled(scores[name]).alias(f"{column}_score") for name, column in NAMES.items()),
        filled(coverage).alias("coverage"),
        filled(index).alias("momentum"),
        filled(index - width).alias("low"),
        filled(index + width).alias("high"),
    )
    return as_kind_of(table, activity)


def _openings(openings: IntoFrame | None, series: Series) -> pl.DataFrame | None:
    if openings is None:
        return None
    counted = checked_rows(openings, table="openings", keys=(*series.keys.columns, "year"), value="openings")
    rows: pl.DataFrame = counted.rows.collect("polars").to_native()
    casts = [pl.col(name).cast(kind) for name, kind in series.keys.schema.items()]
    return rows.select(*casts, pl.col("year").cast(pl.Int64), AMOUNT)


def _parts(
    series: Series, openings: pl.DataFrame | None, rule: MomentumRule
) -> dict[str, tuple[Numbers, NDArray[np.int64]]]:
    """Of each component the rates by series and step (NaN where a step does not speak), and each step's year."""
    last = int(series.years[-1])
    at = np.flatnonzero(series.years > last - rule.years)
    at = at[at > 0]
    gaps = series.years[at] - series.years[at - 1]
    nothing = np.full((len(series.keys), 0), np.nan), np.zeros(0, dtype=np.int64)
    found = {
        name: (symmetric_growth(x[:, at - 1], x[:, at]) / gaps, series.years[at])
        for name, x in series.amounts.items()
    }
    if openings is not None and "establishments" in series.amounts:
        years = np.arange(last - rule.years + 1, last + 1)
        stock = series.amounts["establishments"][:, -1:]
        counts = placed(openings, series.keys, years)
        rates = np.divide(counts, stock, out=np.full(counts.shape, np.nan), where=stock > 0)
        found["openings"] = rates, years
    return {name: found.get(name, nothing) for name in COMPONENTS}


def _weights(rates: Numbers, years: NDArray[np.int64], half_life: float) -> Numbers:
    """The weight of each step of each series, 0 where it does not speak."""
    ages = (years.max(initial=0) - years) / half_life
    return np.where(np.isnan(rates), 0.0, 2.0 ** (-ages))


def _mean(rates: Numbers, years: NDArray[np.int64], half_life: float) -> Numbers:
    weights = _weights(rates, years, half_life)
    whole = weights.sum(axis=1)
    sums = (weights * np.nan_to_num(rates)).sum(axis=1)
    mean: Numbers = np.divide(sums, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return mean


def _scores(means: Numbers, limit: float) -> Numbers:
    """`means` in robust standard deviations from their median, held to ± `limit`; NaN where they do not differ."""
    known = means[~np.isnan(means)]
    if len(known) < 3 or np.ptp(known) == 0:
        return np.full(means.shape, np.nan)
    middle = np.median(known)
    spread = TO_DEVIATION * float(np.median(np.abs(known - middle))) or float(known.std())
    return np.clip((means - middle) / spread, -limit, limit)


def _composite(scores: dict[str, Numbers], rule: MomentumRule) -> tuple[Numbers, Numbers]:
    """The weighted mean of the known scores, and the weight of those known."""
    table = np.stack([scores[name] for name in COMPONENTS])
    weights = np.array([rule.weights[name] for name in COMPONENTS])[:, np.newaxis]
    known = np.where(np.isnan(table), 0.0, weights)
    whole = known.sum(axis=0)
    sums = (known * np.nan_to_num(table)).sum(axis=0)
    return np.divide(sums, whole, out=np.full(len(whole), np.nan), where=whole > 0), whole / weights.sum()


def _jackknife(
    parts: dict[str, tuple[Numbers, NDArray[np.int64]]], series: int, rule: MomentumRule
) -> tuple[Numbers, NDArray[np.int64]]:
    """Half the width of the 95 % interval of each index, and how many steps speak for it.

    √((n - 1) / n Σ (m without step k - their mean)²) × the 97.5 % quantile of Student's t with n - 1 degrees.
    Each m is standardised anew, so that a shock to all series is none to their order, and not held to a limit.
    """
    every = sorted({int(year) for _, years in parts.values() for year in years})
    without = np.full((len(every), series), np.nan)
    speaks = np.zeros(without.shape, dtype=bool)
    for place, year in enumerate(every):
        kept = {
            name: (rates[:, years != year], years[years != year]) for name, (rates, years) in parts.items()
        }
        scores = {name: _scores(_mean(*part, rule.half_life), np.inf) for name, part in kept.items()}
        without[place] = _composite(scores, rule)[0]
        for rates, years in parts.values():
            speaks[place] |= ~np.isnan(rates[:, years == year]).all(axis=1)
    return _half_width(np.where(speaks, without, np.nan)), speaks.sum(axis=0)


def _half_width(without: Numbers) -> Numbers:
    from scipy.stats import t

    n = (~np.isnan(without)).sum(axis=0)
    enough = n >= 3
    divisor = np.where(enough, n, 3)
    mean = np.nansum(without, axis=0) / divisor
    squares = np.nansum((without - mean) ** 2, axis=0)
    width = t.ppf(0.975, divisor - 1) * np.sqrt((divisor - 1) / divisor * squares)
    return np.where(enough, width, np.nan)
