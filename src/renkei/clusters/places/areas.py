"""Specialised areas: contiguous regions specialised in one industry, and how likely chance alone is.

An area is a connected component of the regions whose location quotient and plant count reach the
thresholds. Its strength is the log-likelihood ratio of Kulldorff's spatial scan statistic (1997, eq. 3,
Poisson model conditioned on the total). Chance is random labelling: every plant keeps its place and
the industry's plants are drawn anew over all places, so regions with many plants expect many. The p-value
compares an area with the strongest area of each drawn map, which accounts for the search over all areas of
an industry; Benjamini–Hochberg then controls the false-discovery rate over all industries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """Contiguous regions (positions in the table of regions) specialised in one industry."""

    industry: int
    regions: tuple[int, ...]
    observed: float
    expected: float
    strength: float
    p_value: float


@dataclass(frozen=True, slots=True)
class AreaRules:
    """When a region counts as specialised, and how chance is drawn."""

    location_quotient: float
    minimum: float
    permutations: int


def log_likelihood_ratio(observed: Numbers, expected: Numbers, total: float) -> Numbers:
    """Kulldorff's statistic in nats, elementwise; 0 where no more is observed than expected."""
    outside, outside_expected = total - observed, total - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        inside_term = observed * np.log(observed / expected)
        outside_term = np.where(outside > 0, outside * np.log(outside / outside_expected), 0.0)
    return np.where(observed > expected, inside_term + outside_term, 0.0)


@dataclass(frozen=True, slots=True)
class Background:
    """What else the search knows of the regions: all their plants, and where an area may be at all.

    `sizes` are the regions' plants of any industry; `allowed`, regions × industries, is false where a region
    cannot be part of an area whatever its plants. The maps of chance do not know `allowed`, so with it their
    strongest areas, and thus the p-values, come out too large rather than too small.
    """

    sizes: Numbers
    allowed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Industry:
    position: int
    observed: Numbers
    expected: Numbers
    total: float


def specialised_areas(
    counts: Numbers,
    edges: Places,
    rules: AreaRules,
    rng: np.random.Generator,
    *,
    background: Background | None = None,
) -> list[Area]:
    """All areas of all industries, in the order of industry and first region.

    `counts` has a row per region and a column per industry; `edges` one row (a, b) per pair of
    neighbouring regions. A region or industry without plants is part of no area. Without `background` a
    region's plants are the sum of its row, and an area may be anywhere.
    """
    known = background or Background(counts.sum(axis=1), np.ones(counts.shape, dtype=np.bool_))
    everything = float(known.sizes.sum())
    areas: list[Area] = []
    for position in range(counts.shape[1]):
        total = float(counts[:, position].sum())
        if total == 0:
            continue
        observed = np.where(known.allowed[:, position], counts[:, position], 0.0)
        industry = _Industry(position, observed, known.sizes * (total / everything), total)
        areas += _areas_of_industry(industry, edges, rules, rng)
    return areas


def _areas_of_industry(
    industry: _Industry, edges: Places, rules: AreaRules, rng: np.random.Generator
) -> list[Area]:
    expected, total = industry.expected, industry.total
    found = _components(industry.observed[np.newaxis], expected, edges, rules)
    if not found.sums.size:
        return []
    strengths = log_likelihood_ratio(found.sums, found.expected, total)
    drawn = rng.multinomial(round(total), expected / expected.sum(), size=rules.permutations).astype(
        np.float64
    )
    strongest = _strongest_per_map(_components(drawn, expected, edges, rules), total, rules.permutations)
    # The tolerance lets an equal strength count as reached in spite of rounding.
    reached = (strongest[np.newaxis] >= strengths[:, np.newaxis] - 1e-9).sum(axis=1)
    p_values = (1 + reached) / (1 + rules.permutations)
    return [
        Area(
            industry.position,
            tuple(int(region) for region in found.regions[found.labels == label]),
            float(found.sums[label]),
            float(found.expected[label]),
            float(strengths[label]),
            float(p_values[label]),
        )
        for label in range(found.sums.size)
    ]


@dataclass(frozen=True, slots=True)
class _Components:
    """Connected components over a stack of maps: per specialised place its map, region and label."""

    maps: Places
    regions: Places
    labels: Places
    sums: Numbers
    expected: Numbers
    first_map: Places


def _components(stack: Numbers, expected: Numbers, edges: Places, rules: AreaRules) -> _Components:
    """The areas of every map in `stack` (maps × regions), found in one pass over all maps."""
    hot = (stack >= rules.minimum) & (stack >= rules.location_quotient * expected)
    maps, regions = np.nonzero(hot)
    position = np.full(hot.shape, -1)
    position[maps, regions] = np.arange(maps.size)
    both = hot[:, edges[:, 0]] & hot[:, edges[:, 1]]
    edge_maps, edge = np.nonzero(both)
    ends = position[edge_maps, edges[edge, 0]], position[edge_maps, edges[edge, 1]]
    graph = coo_array((np.ones(edge.size), ends), shape=(maps.size, maps.size))
    count, labels = connected_components(graph, directed=False) if maps.size else (0, np.empty(0, np.intp))
    first_map = np.zeros(count, dtype=np.intp)
    first_map[labels] = maps
    return _Components(
        maps,
        regions,
        labels.astype(np.intp),
        np.bincount(labels, stack[maps, regions], count).astype(np.float64),
        np.bincount(labels, expected[regions], count).astype(np.float64),
        first_map,
    )


def _strongest_per_map(found: _Components, total: float, maps: int) -> Numbers:
    strongest = np.zeros(maps)
    np.maximum.at(strongest, found.first_map, log_likelihood_ratio(found.sums, found.expected, total))
    return strongest
