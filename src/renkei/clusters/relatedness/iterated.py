"""Fitness of regions and complexity of industries by the non-linear map of Tacchella and others.

Like `renkei.clusters.relatedness.complexity`, but an industry counts as complex only if no region of low
fitness has it: one such region is enough. Presences, unknown values, years and frames are as there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.clusters.activity.options import check_at_least
from renkei.clusters.relatedness.presences import Panel, PresenceRule, stacked
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]

LEAST: Final = 1e-280
"""Fitness that falls for ever counts as this in the division: 1 ÷ 0 would end the iteration."""


def fitness(
    activity: FrameT,
    *,
    iterations: int = 20,
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """How fit each region is: it has many industries, and such as only fit regions have.

    Columns: region, (year,) diversity, unknown, fitness (mean 1 over the regions that have one), change (how
    far the last of `iterations` moved it, as a share of it; the iteration has settled where it is small).
    Fitness of some regions may fall towards 0 for ever when presences are unevenly nested; their `change`
    stays large while the order no longer moves (Pugliese, Zaccaria & Pietronero 2016). Missing for a region
    specialised in nothing. Sorted by key.

        F(n) = Σ_i M_ri Q_i(n-1),   Q_i(n) = 1 / Σ_r M_ri / F_r(n-1),   each divided by its mean; F(0) = Q(0) = 1

    Raises `TableError` as `location_quotient`, `ParameterError` for a threshold or a number of iterations
    below its least. Time grows with presences × iterations.

    Source: Tacchella, Cristelli, Caldarelli, Gabrielli & Pietronero (2012), Scientific Reports 2, 723, eq. 1.
    """
    _check_iterations(iterations)
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    parts = []
    for year in panel:
        found = fitness_vectors(year.present, iterations)
        parts.append(year.region_rows(fitness=found.regions, change=found.region_change))
    return as_kind_of(stacked(parts, "region"), activity)


def product_fitness(
    activity: FrameT,
    *,
    iterations: int = 20,
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """How complex each industry is in the sense of `fitness`: no region of low fitness has it.

    Columns: industry, (year,) ubiquity, unknown, product_fitness (Q of the formula there, mean 1), change.
    Missing for an industry that no region is specialised in. Sorted by key. Raises and source as `fitness`.
    """
    _check_iterations(iterations)
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    parts = []
    for year in panel:
        found = fitness_vectors(year.present, iterations)
        parts.append(year.industry_rows(product_fitness=found.industries, change=found.industry_change))
    return as_kind_of(stacked(parts, "industry"), activity)


@dataclass(frozen=True, slots=True, eq=False)
class FitnessVectors:
    """Fitness of regions and complexity of industries, each with its relative change in the last iteration."""

    regions: Numbers
    industries: Numbers
    region_change: Numbers
    industry_change: Numbers


def fitness_vectors(present: sparse.csr_array, iterations: int) -> FitnessVectors:
    """`fitness` and `product_fitness` of a presence matrix; NaN for rows and columns without presences."""
    there = np.asarray(present.sum(axis=1)) > 0, np.asarray(present.sum(axis=0)) > 0
    region, industry = (np.where(part, 1.0, np.nan) for part in there)
    before = region, industry
    across = present.T.tocsr()
    for _ in range(iterations):
        before = region, industry
        burden = across @ np.nan_to_num(1.0 / np.maximum(region, LEAST))
        region = _mean_one(np.where(there[0], present @ np.nan_to_num(industry), np.nan))
        industry = _mean_one(np.divide(1.0, burden, out=np.full(len(burden), np.nan), where=there[1]))
    return FitnessVectors(region, industry, _change(before[0], region), _change(before[1], industry))


def _mean_one(values: Numbers) -> Numbers:
    known = values[~np.isnan(values)]
    return values / known.mean() if known.size else values


def _change(before: Numbers, after: Numbers) -> Numbers:
    """How far `after` is from `before`, as a share of `before`; 0 where both are 0."""
    return np.abs(
        np.divide(after, before, out=np.where(np.isnan(before), np.nan, 1.0), where=before > 0) - 1.0
    )


def _check_iterations(iterations: int) -> None:
    check_at_least("iterations", iterations, 1)
