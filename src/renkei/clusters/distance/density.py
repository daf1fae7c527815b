"""Are an industry's plants closer to each other than chance would have them? The K-density of Duranton & Overman.

    K(d) = (1 / h Σ_{i<j} w_i w_j) Σ_{i<j} w_i w_j f((d - d_ij) / h)

the density of the distances between all pairs of an industry's establishments, smoothed by a Gaussian kernel f,
reflected at zero, of bandwidth h (`smoothing`: Silverman's rule). w = 1, or the establishments' weights. What
chance gives is simulated (`draws`), with local and global bands (`bands`).

Source: Duranton & Overman (2005), Testing for localization using micro-geographic data, Review of Economic Studies
72, 1077-1106: eq. 1-6; 101 distances up to the median distance between all sites.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.distance.bands import bands, beyond, no_bands
from renkei.clusters.distance.curves import (
    Curve,
    check_simulations,
    curve_table,
    key_types,
    year_key,
)
from renkei.clusters.distance.draws import Drawn, null_curves
from renkei.clusters.distance.ranges import Range, check_km, shown_range
from renkei.clusters.distance.sites import WEIGHT, sites_by_year
from renkei.clusters.distance.smoothing import observed_pairs, quantile, smoothed, weight_of_pairs
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.distance.curves import Key
    from renkei.clusters.distance.sites import Industry, Sites
    from renkei.tables.frames import FrameT

    Floats = NDArray[np.float64]

_COUNTS: Final = {"establishments": pl.Int64, "unknown": pl.Int64}
_INDICES: Final = (
    "bandwidth_km",
    "median_km",
    "peak_km",
    "localisation",
    "dispersion",
    "p_localised",
    "p_dispersed",
    "band_error",
)


@dataclass(frozen=True, slots=True)
class KDensities:
    """`curves`: as `k_density` returns them; `industries`: as `localisation`; both from the same null draws."""

    curves: pl.DataFrame
    industries: pl.DataFrame


def k_density(
    points: FrameT,
    *,
    industries: tuple[str, ...] = (),
    to_km: float | None = None,
    bandwidth_km: float | None = None,
    simulations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """The density of the distances between an industry's establishments, beside what chance gives.

    `points` has establishment, industry and x, y (metres) or lon, lat (degrees, WGS 84; great-circle distances on
    a sphere of 6371.0088 km), one row per establishment and industry; a column `weight` (such as jobs) makes
    it the weighted K-density, a column `year` computes each year by itself. Counts at grid points may come
    instead: cell, industry, coordinates and establishments; every distance is then off by up to √2 sides of a cell.
    All establishments of the table are the sites that chance draws from; `industries` picks those computed.

    One row per industry, (year) and distance, 101 distances from 0 to `to_km` (the median distance between
    two sites if not given, Duranton & Overman's choice): industry, (year,) distance_km, k_density (per km:
    the integral over all distances is 1), expected (mean of the simulations), local_low, local_high (5 % of the
    simulations below, above, at this distance), global_low, global_high (5 % of the simulated curves leave it
    downwards, upwards, anywhere). Sorted by key. An industry with fewer than two known establishments, or
    without weight, has no rows; one that has every site has no bands: chance has nothing else to draw from.

    Formula, bandwidth and source: this module and `smoothing`; the bandwidth follows from all pairs of the
    industry, whatever `to_km`. Where an industry has over 8,000 establishments its draws are counted on a grid;
    `localisation` tells the error. Time grows with simulations × (establishments of the largest such
    industry)², memory with simulations × industries.

    Raises `TableError` as `sites_by_year`, `NotFoundError` for an industry without rows, `ParameterError` for
    under 19 simulations or a distance that is not above zero.
    """
    wish = _Wish(industries, to_km, bandwidth_km, simulations)
    return as_kind_of(_densities(points, wish, rng).curves, points)


def localisation(
    points: FrameT,
    *,
    industries: tuple[str, ...] = (),
    to_km: float | None = None,
    bandwidth_km: float | None = None,
    simulations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """How far each industry is localised or dispersed beyond chance, anywhere up to `to_km`.

    Takes what `k_density` takes. One row per industry and (year): industry, (year,) establishments (of known
    place), unknown (left out), (weight, the sum,) bandwidth_km, median_km (between two of its establishments),
    peak_km (where the density exceeds the expected most), localisation Γ = ∫ max(K - global_high, 0) dd and
    dispersion Ψ = ∫ max(global_low - K, 0) dd, 0 where Γ > 0 (both: share of pairs in excess, or missing, beyond
    the global band), p_localised, p_dispersed (one-sided, over all distances; Γ > 0 exactly when p_localised
    ≤ 0.05), band_error (what the grid left of error in null curves, as a share of the local band's width; 0
    where every pair was counted). All but the first four are missing where `k_density` has no rows, all but
    those, bandwidth and median where it has no bands. Sorted by
    key. Raises as `k_density`.

    Source: Duranton & Overman (2005), eq. 3-6; p-values: `bands`.
    """
    wish = _Wish(industries, to_km, bandwidth_km, simulations)
    return as_kind_of(_densities(points, wish, rng).industries, points)


def k_densities(
    points: IntoFrame,
    *,
    industries: tuple[str, ...] = (),
    to_km: float | None = None,
    bandwidth_km: float | None = None,
    simulations: int = 999,
    rng: np.random.Generator,
) -> KDensities:
    """`k_density` and `localisation` of the same `points` from one set of null draws, as Polars frames."""
    return _densities(points, _Wish(industries, to_km, bandwidth_km, simulations), rng)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the caller asked for, checked."""

    industries: tuple[str, ...]
    to_km: float | None
    bandwidth_km: float | None
    simulations: int

    def __post_init__(self) -> None:
        check_km(to_km=self.to_km, bandwidth_km=self.bandwidth_km)
        check_simulations(self.simulations)


@dataclass(frozen=True, slots=True)
class _Observed:
    """One industry as it is: its curve, the median distance of its pairs, and what is drawn in its place."""

    code: str
    drawn: Drawn
    curve: Floats
    median: float


@dataclass(frozen=True, slots=True)
class _Found:
    """What goes with a curve: metres, and the error of the null curves."""

    bandwidth: float
    median: float
    error: float


def _densities(points: IntoFrame, wish: _Wish, rng: np.random.Generator) -> KDensities:
    curves: list[Curve] = []
    rows: list[dict[str, object]] = []
    keys: tuple[str, ...] = ("industry",)
    for sites in sites_by_year(points, wish.industries):
        keys = ("industry", *year_key(sites.year))
        weights = (WEIGHT,) if sites.weighted else ()
        found = _of_year(sites, wish, rng)
        curves += [curve for curve, _ in found.values()]
        rows += [_counts(sites, one) | _indices(found.get(one.code)) for one in sites.industries]
    schema = key_types(keys) | _COUNTS | dict.fromkeys((*weights, *_INDICES), pl.Float64)
    table = pl.DataFrame(rows, schema=schema).sort(*keys)
    return KDensities(curve_table(curves, keys, "k_density"), table)


def _of_year(sites: Sites, wish: _Wish, rng: np.random.Generator) -> dict[str, tuple[Curve, _Found]]:
    """The curve of each industry that has one, by code, with the numbers that belong to it."""
    span = shown_range(sites, wish.to_km, rng)
    seen = [one for industry in sites.industries if (one := _observed(sites, industry, span, wish))]
    drawn = [one.drawn for one in seen]
    nulls = null_curves(sites, drawn, span, simulations=wish.simulations, rng=rng)
    found = {}
    for one, null in zip(seen, nulls, strict=True):
        key: Key = {"industry": one.code} | year_key(sites.year)
        alone = not sites.weighted and len(one.drawn.weights) == sites.at.shape[1]
        limits = no_bands(len(one.curve)) if alone else bands(one.curve, null.curves)
        curve = Curve(key, span.distances, one.curve, limits)
        found[one.code] = (curve, _Found(one.drawn.bandwidth, one.median, null.error))
    return found


def _observed(sites: Sites, industry: Industry, span: Range, wish: _Wish) -> _Observed | None:
    """The industry's own curve; none without two establishments or without weight."""
    whole = weight_of_pairs(industry.weights)
    if not whole > 0.0:
        return None
    at = sites.at[:, industry.places]
    pairs = observed_pairs(at, np.ones(len(industry.places)), span.extent)
    bandwidth = span.bandwidth(pairs, wish.bandwidth_km)
    weighed = observed_pairs(at, industry.weights, span.extent) if sites.weighted else pairs
    return _Observed(
        code=industry.code,
        drawn=Drawn(industry.weights, bandwidth),
        curve=smoothed(weighed, span.extent, span.distances, bandwidth) / whole,
        median=quantile(pairs, span.extent, 0.5),
    )


def _counts(sites: Sites, industry: Industry) -> Key:
    row: Key = {"industry": industry.code} | year_key(sites.year)
    row |= {"establishments": len(industry.places), "unknown": industry.unknown}
    return row | ({WEIGHT: float(industry.weights.sum())} if sites.weighted else {})


def _indices(found: tuple[Curve, _Found] | None) -> dict[str, object]:
    """The numbers of `localisation`, from a curve and its bands."""
    if found is None:
        return {}
    curve, numbers = found
    own: dict[str, object] = {
        "bandwidth_km": numbers.bandwidth / 1000.0,
        "median_km": numbers.median / 1000.0,
    }
    if isnan(curve.bands.p_above):
        return own
    excess = curve.observed - curve.bands.expected
    above, below = beyond(curve.observed, curve.bands, curve.distances[1] / 1000.0)
    return own | {
        "peak_km": curve.distances[excess.argmax()] / 1000.0,
        "localisation": above,
        "dispersion": below,
        "p_localised": curve.bands.p_above,
        "p_dispersed": curve.bands.p_below,
        "band_error": numbers.error,
    }
