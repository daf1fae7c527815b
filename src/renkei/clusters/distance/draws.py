"""Null curves: the K-densities of industries whose establishments were drawn from all sites.

A draw takes as many different sites as the industry has establishments, each set of sites with the same
probability; the weights, if there are any, go to them in random order. One shuffle of all sites serves every
industry without weights: its first n sites are a draw for each industry of n. Up to `EXACT_UP_TO` establishments
every pair is counted; beyond that draws are counted on a grid (`gridding`).

Source: Duranton & Overman (2005), Review of Economic Studies 72, 1077-1106, section 3; weights: section 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from threadpoolctl import threadpool_limits

from renkei.clusters.distance.coordinates import on_a_plane
from renkei.clusters.distance.gridding import Grid, grid_for
from renkei.clusters.distance.pairs import centred, nested_counts, pair_sums, weighted_sums
from renkei.clusters.distance.smoothing import bins_for, kernel_matrix, weight_of_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from renkei.clusters.distance.ranges import Range
    from renkei.clusters.distance.sites import Sites
    from renkei.clusters.distance.smoothing import Bins

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

EXACT_UP_TO: Final = 8_000
_COMPARED: Final = 40_000
_CHECKED: Final = 4
_AT_ONCE: Final = 16


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn for one industry: the weights of its establishments, and the bandwidth of its curve in metres."""

    weights: Floats
    bandwidth: float


@dataclass(frozen=True, slots=True)
class NullCurves:
    """Densities per km by (simulation, distance), and what the grid left of error (0 where every pair counts).

    `error` is the largest difference from counting every pair in four further draws, as a share of the local
    band's width at that distance.
    """

    curves: Floats
    error: float


def null_curves(
    sites: Sites,
    drawn: Sequence[Drawn],
    span: Range,
    *,
    simulations: int,
    rng: np.random.Generator,
) -> list[NullCurves]:
    """Curves of `simulations` draws for each of `drawn`, at the distances of `span`."""
    if not drawn:
        return []
    found = [np.empty((simulations, len(span.distances))) for _ in drawn]
    errors = np.zeros((len(drawn), len(span.distances)))
    bins = bins_for(span.distances, np.array([one.bandwidth for one in drawn]), span.extent)
    with threadpool_limits(1, "blas"):
        counters = _counters(sites, drawn, (span.distances, bins), rng)
        for counter in counters:
            if isinstance(counter, _Gridded):
                errors[counter.place] = counter.largest_error(sites.pool, rng)
        most = max(len(one.weights) for one in drawn)
        for rows, drawn_sites in orders(sites.pool, most, simulations, rng):
            for counter in counters:
                for place, curves in counter.curves(drawn_sites):
                    found[place][rows] = curves
    return [NullCurves(*pair) for pair in zip(found, map(_share_of_band, found, errors), strict=True)]


def orders(
    pool: Places, most: int, simulations: int, rng: np.random.Generator
) -> Iterator[tuple[slice, Places]]:
    """The first `most` sites of as many shuffles as there are `simulations`, a few at a time."""
    for start in range(0, simulations, _AT_ONCE):
        stop = min(start + _AT_ONCE, simulations)
        draws = [rng.choice(pool, most, replace=False) for _ in range(start, stop)]
        yield slice(start, stop), np.stack(draws)


def _share_of_band(curves: Floats, errors: Floats) -> float:
    low, high = np.quantile(curves, [0.05, 0.95], axis=0) if errors.any() else (errors, errors)
    width = high - low
    return float(np.max(errors[width > 0] / width[width > 0], initial=0.0))


def _counters(
    sites: Sites, drawn: Sequence[Drawn], scale: tuple[Floats, Bins], rng: np.random.Generator
) -> list[_Nested | _Weighted | _Gridded]:
    """Who counts the draws of whom: industries of one size by weights, of all sizes by count, large ones on grids."""
    distances, bins = scale
    at = centred(sites.at)
    matrices = [kernel_matrix(bins, distances, one.bandwidth) / weight_of_pairs(one.weights) for one in drawn]
    large = [place for place, one in enumerate(drawn) if len(one.weights) > EXACT_UP_TO]
    small = [place for place in range(len(drawn)) if place not in large]
    counters: list[_Nested | _Weighted | _Gridded] = []
    if sites.weighted:
        counters += [_Weighted(place, at, drawn[place].weights, matrices[place], bins) for place in small]
    elif small:
        places = {place: (len(drawn[place].weights), matrices[place].astype(np.float32)) for place in small}
        counters.append(_Nested(places, at, bins))
    for place in large:
        counters.append(_gridded(sites, (place, drawn[place], matrices[place]), (at, bins), rng))
    return counters


@dataclass(frozen=True, slots=True)
class _Nested:
    """Industries without weights: `members` has the number of establishments and the matrix of each."""

    members: dict[int, tuple[int, NDArray[np.float32]]]
    at: NDArray[np.float32]
    bins: Bins

    def curves(self, orders: Places) -> Iterator[tuple[int, Floats]]:
        sizes = sorted({size for size, _ in self.members.values()})
        counts = nested_counts(
            self.at, orders[:, : sizes[-1]], np.array(sizes), self.bins.per_metre, self.bins.count
        )
        for place, (size, matrix) in self.members.items():
            yield place, counts[:, sizes.index(size)].astype(np.float32) @ matrix


@dataclass(frozen=True, slots=True)
class _Weighted:
    """One industry with weights, every pair counted."""

    place: int
    at: NDArray[np.float32]
    weights: Floats
    matrix: Floats
    bins: Bins

    def curves(self, orders: Places) -> Iterator[tuple[int, Floats]]:
        sums = weighted_sums(self.at, orders, self.weights, self.bins.per_metre, self.bins.count)
        yield self.place, sums @ self.matrix


@dataclass(frozen=True, slots=True)
class _Gridded:
    """One large industry on a grid; `shift` is what the grid adds to the curve of all sites, and so to each draw's."""

    exact: _Weighted
    grid: Grid
    shift: Floats

    @property
    def place(self) -> int:
        return self.exact.place

    def curves(self, orders: Places) -> Iterator[tuple[int, Floats]]:
        yield self.place, self.grid.sums(orders, self.exact.weights) @ self.exact.matrix - self.shift

    def largest_error(self, pool: Places, rng: np.random.Generator) -> Floats:
        """By distance: how far the grid is off in the worst of four draws of which every pair is counted."""
        size = len(self.exact.weights)
        orders = np.stack([rng.choice(pool, size, replace=False) for _ in range(_CHECKED)])
        ((_, gridded),), ((_, counted),) = self.curves(orders), self.exact.curves(orders)
        return np.asarray(np.abs(gridded - counted).max(axis=0))


def _gridded(
    sites: Sites,
    one: tuple[int, Drawn, Floats],
    scale: tuple[NDArray[np.float32], Bins],
    rng: np.random.Generator,
) -> _Gridded:
    place, drawn, matrix = one
    at, bins = scale
    grid = grid_for(on_a_plane(sites.at, sites.geometry, sites.at), drawn.bandwidth, bins)
    compared = rng.choice(sites.pool, min(len(sites.pool), _COMPARED), replace=False)
    ones = np.ones(len(compared))
    exact = pair_sums(np.ascontiguousarray(at[:, compared]), ones, bins.per_metre, bins.count)
    difference = grid.sums(compared[None, :], ones)[0] - exact
    shift = difference @ (matrix * (weight_of_pairs(drawn.weights) / weight_of_pairs(ones)))
    return _Gridded(_Weighted(place, at, drawn.weights, matrix, bins), grid, shift)
