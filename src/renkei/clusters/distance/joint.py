"""Are two industries' plants closer to each other than chance would have them? The K-density between industries.

    K(d) = (1 / h Σ_{i ∈ A, j ∈ B} w_i w_j) Σ_{i ∈ A, j ∈ B} w_i w_j f((d - d_ij) / h)

over pairs of two different establishments, one of either industry; kernel and bandwidth as in `density`.

Chance puts both industries on sites drawn from all sites of the table: as many different ones as the two have
together, each set with the same probability (joint localisation). Give only the rows of the two industries as
`points`, and the draws exchange the labels between their own sites: then the question is whether the two lie closer
to each other than their own patterns explain (co-localisation).

Source: Duranton & Overman (2005), Review of Economic Studies 72, 1077-1106, on joint- and co-localisation; the same
(2008), Exploring the detailed location patterns of UK manufacturing industries, Journal of Regional Science 48,
213-243.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from renkei.clusters.distance.bands import bands, beyond
from renkei.clusters.distance.couples import PAIR, checked_pairs, couples_of
from renkei.clusters.distance.curves import (
    Curve,
    check_simulations,
    curve_table,
    key_types,
)
from renkei.clusters.distance.draws import orders
from renkei.clusters.distance.pairs import centred, cross_sums
from renkei.clusters.distance.ranges import check_km, shown_range
from renkei.clusters.distance.sites import sites_by_year
from renkei.clusters.distance.smoothing import bins_for, kernel_matrix, smoothed
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.distance.couples import Couple
    from renkei.clusters.distance.ranges import Range
    from renkei.tables.frames import FrameT

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

_COUNTS: Final = ("establishments_a", "establishments_b", "in_both", "unknown")
_INDICES: Final = (
    "bandwidth_km",
    "peak_km",
    "joint_localisation",
    "joint_dispersion",
    "p_localised",
    "p_dispersed",
)
_Found = tuple[Curve | None, dict[str, object]]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the caller asked for, checked."""

    to_km: float | None
    bandwidth_km: float | None
    simulations: int

    def __post_init__(self) -> None:
        check_km(to_km=self.to_km, bandwidth_km=self.bandwidth_km)
        check_simulations(self.simulations)


def cross_k_density(
    points: FrameT,
    pairs: IntoFrame,
    *,
    to_km: float | None = None,
    bandwidth_km: float | None = None,
    simulations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """The density of the distances from one industry's establishments to another's, beside what chance gives.

    `points` as for `k_density`; `pairs` has industry_a and industry_b, and each of its rows is computed. One row
    per pair, (year) and distance: industry_a, industry_b, (year,) distance_km, cross_k_density (per km),
    expected, local_low, local_high, global_low, global_high, as in `k_density`. Sorted by key. A pair without
    two different known establishments has no rows. An establishment of both industries is no pair with itself,
    and draws have as many of these.

    Formula and null hypothesis: this module. Every pair of establishments is counted: time grows with
    simulations × establishments of one × of the other.

    Raises `TableError` as `sites_by_year`, and if `pairs` lacks a column or has an industry with itself;
    `NotFoundError` for an industry without rows; `ParameterError` as `k_density`.
    """
    found = _all_found(points, pairs, _Wish(to_km, bandwidth_km, simulations), rng)
    curves = [curve for curve, _ in found if curve is not None]
    return as_kind_of(curve_table(curves, _keys(found), "cross_k_density"), points)


def joint_localisation(
    points: FrameT,
    pairs: IntoFrame,
    *,
    to_km: float | None = None,
    bandwidth_km: float | None = None,
    simulations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """How far each pair of industries lies closer together, or farther apart, than chance, anywhere up to `to_km`.

    Takes what `cross_k_density` takes. One row per pair and (year): industry_a, industry_b, (year,)
    establishments_a, establishments_b (of known place), in_both, unknown (left out of either), bandwidth_km,
    peak_km, joint_localisation Γ, joint_dispersion Ψ, p_localised, p_dispersed, as in `localisation`. Those from
    bandwidth_km on are missing where `cross_k_density` has no rows. Sorted by key. Raises as `cross_k_density`.
    """
    found = _all_found(points, pairs, _Wish(to_km, bandwidth_km, simulations), rng)
    keys = _keys(found)
    schema = key_types(keys) | dict.fromkeys(_COUNTS, pl.Int64) | dict.fromkeys(_INDICES, pl.Float64)
    return as_kind_of(pl.DataFrame([row for _, row in found], schema=schema).sort(*keys), points)


def _keys(found: list[_Found]) -> tuple[str, ...]:
    return (*PAIR, "year") if any("year" in row for _, row in found) else PAIR


def _all_found(points: IntoFrame, pairs: IntoFrame, wish: _Wish, rng: np.random.Generator) -> list[_Found]:
    """The curve of each pair and year, if it has one, and its row of counts and indices."""
    wanted = checked_pairs(pairs)
    found: list[_Found] = []
    for sites in sites_by_year(points, tuple({code for pair in wanted for code in pair})):
        span, at = shown_range(sites, wish.to_km, rng), centred(sites.at)
        for key, both, counts in couples_of(sites, wanted):
            row = key | dict(zip(_COUNTS, counts, strict=True))
            if both.weight_of_pairs() > 0.0:
                bandwidth, observed = _observed(at, both, span, wish.bandwidth_km)
                null = _null(at, sites.pool, both, (span, bandwidth), wish.simulations, rng)
                curve = Curve(key, span.distances, observed, bands(observed, null))
                found.append((curve, row | _indices(curve, bandwidth)))
            else:
                found.append((None, row))
    return found


def _observed(
    at: NDArray[np.float32], both: Couple, span: Range, bandwidth_km: float | None
) -> tuple[float, Floats]:
    """The bandwidth in metres, and the curve of the pair as it is."""
    scale = (span.extent.per_metre, span.extent.count)
    bare = both.without_weights()
    pairs = _pairs(at, both.places[None, :], bare, scale)[0]
    weighed = _pairs(at, both.places[None, :], both, scale)[0]
    bandwidth = span.bandwidth(pairs, bandwidth_km)
    curve = smoothed(weighed, span.extent, span.distances, bandwidth) / both.weight_of_pairs()
    return bandwidth, curve


def _null(
    at: NDArray[np.float32],
    pool: Places,
    both: Couple,
    scale: tuple[Range, float],
    simulations: int,
    rng: np.random.Generator,
) -> Floats:
    """The curves of the draws, by (simulation, distance)."""
    span, bandwidth = scale
    bins = bins_for(span.distances, np.array([bandwidth]), span.extent)
    matrix = kernel_matrix(bins, span.distances, bandwidth) / both.weight_of_pairs()
    with threadpool_limits(1, "blas"):
        parts = [
            _pairs(at, drawn, both, (bins.per_metre, bins.count)) @ matrix
            for _, drawn in orders(pool, len(both.places), simulations, rng)
        ]
    return np.concatenate(parts)


def _pairs(at: NDArray[np.float32], drawn: Places, both: Couple, scale: tuple[float, int]) -> Floats:
    """Σ w w' by (draw, bin), less the pairs of an establishment with itself."""
    one, other = (both.one.at, both.one.weights), (both.other.at, both.other.weights)
    sums: Floats = cross_sums(at, drawn, one, other, scale)
    sums[:, 0] -= both.weight_with_itself()
    return sums


def _indices(curve: Curve, bandwidth: float) -> dict[str, object]:
    above, below = beyond(curve.observed, curve.bands, curve.distances[1] / 1000.0)
    peak = (curve.observed - curve.bands.expected).argmax()
    numbers = (bandwidth, curve.distances[peak], above, below, curve.bands.p_above, curve.bands.p_below)
    return dict(zip(_INDICES, (numbers[0] / 1000.0, numbers[1] / 1000.0, *numbers[2:]), strict=True))
