"""Are plants closer together than if each place of an area were as likely? Ripley's K and Besag's L.

    K(d) = |W| / (n (n - 1)) Σ_i Σ_{j ≠ i} 1(d_ij ≤ d) / s_ij,     L(d) = √(K(d) / π)

|W| is the area of the window, s_ij the share of the circle around i through j that lies inside it (isotropic edge
correction; a pair counts a hundred times at most). Without interaction K(d) = π d² and L(d) = d.

Chance puts the n establishments anywhere in the window: mountains, sea and parks included. Industries settle where
activity is; ask `k_density` or `m_function` whether they are closer than other industries.

Source: Ripley (1976), The second-order analysis of stationary point processes, Journal of Applied Probability 13,
255-266; isotropic correction: Ripley (1977), Journal of the Royal Statistical Society B 39, 172-212; L: Besag (1977),
the same, 193-195; n (n - 1): Baddeley, Rubak & Turner (2015), Spatial Point Patterns, CRC Press, section 7.4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.clusters.distance.bands import bands
from renkei.clusters.distance.coordinates import GLOBE, PLANE, on_a_plane, positions
from renkei.clusters.distance.curves import LIMITS, Curve, check_simulations, curve_table, year_key
from renkei.clusters.distance.ranges import STEPS, check_km
from renkei.clusters.distance.sites import sites_by_year
from renkei.clusters.distance.window import Window, box, corrected_counts, polygon, window_of
from renkei.errors import TableError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.distance.curves import Key
    from renkei.clusters.distance.sites import Sites
    from renkei.tables.frames import FrameT

    Floats = NDArray[np.float64]

_AT_ONCE: Final = 16


def ripley_k(
    points: FrameT,
    window: IntoFrame | None = None,
    *,
    industries: tuple[str, ...] = (),
    to_km: float | None = None,
    simulations: int = 99,
    rng: np.random.Generator,
) -> FrameT:
    """The area in which complete chance would put as many other establishments as an establishment has within d.

    `points` as for `k_density` (a `weight` is not used); `window` has the corners of one polygon, in order, in the
    same coordinates; left out, it is the rectangle around all points, which makes K too small near its edge.
    Degrees are mapped onto a plane (Lambert's equal-area map around the middle of the points; distances are off
    by 0.02 % within 250 km of it). One row per industry, (year) and distance, 101 distances from 0 to `to_km` (a
    quarter of the window's shorter side if not given): industry, (year,) distance_km, ripley_k (km²), expected
    (mean of the simulations, near π d²), local_low, local_high, global_low, global_high, as in `k_density`.
    Sorted by key. An industry with fewer than two known establishments has no rows.

    Formula, null hypothesis and source: this module. Time grows with simulations × establishments².

    Raises `TableError` as `sites_by_year`, if the window is no polygon or establishments lie outside it;
    `NotFoundError` for an industry without rows; `ParameterError` for under 19 simulations or a distance that is
    not above zero.
    """
    curves, keys = _curves(points, window, _Wish(industries, to_km, simulations), rng)
    return as_kind_of(curve_table(curves, keys, "ripley_k"), points)


def ripley_l(
    points: FrameT,
    window: IntoFrame | None = None,
    *,
    industries: tuple[str, ...] = (),
    to_km: float | None = None,
    simulations: int = 99,
    rng: np.random.Generator,
) -> FrameT:
    """Ripley's K as a distance, √(K / π): d where chance alone is at work, more where establishments gather.

    Takes what `ripley_k` takes, raises what it raises. One row per industry, (year) and distance: industry,
    (year,) distance_km, ripley_l (km), expected, local_low, local_high, global_low, global_high (those of K as
    distances). Sorted by key. Formula and source: this module.
    """
    curves, keys = _curves(points, window, _Wish(industries, to_km, simulations), rng)
    return as_kind_of(curve_table([_as_distance(curve) for curve in curves], keys, "ripley_l"), points)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the caller asked for, checked."""

    industries: tuple[str, ...]
    to_km: float | None
    simulations: int

    def __post_init__(self) -> None:
        check_km(to_km=self.to_km)
        check_simulations(self.simulations)


def _as_distance(curve: Curve) -> Curve:
    limits = {limit: np.sqrt(getattr(curve.bands, limit) / np.pi) for limit in LIMITS}
    return replace(curve, observed=np.sqrt(curve.observed / np.pi), bands=replace(curve.bands, **limits))


def _curves(
    points: IntoFrame, window: IntoFrame | None, wish: _Wish, rng: np.random.Generator
) -> tuple[list[Curve], tuple[str, ...]]:
    """K of every industry and year, in km², and the names of the keys."""
    curves: list[Curve] = []
    keys: tuple[str, ...] = ("industry",)
    for sites in sites_by_year(points, wish.industries):
        keys = ("industry", *year_key(sites.year))
        at, seen_in = _on_a_map(sites, window)
        to = _shorter_side(seen_in) / 4.0 if wish.to_km is None else wish.to_km * 1000.0
        distances = np.linspace(0.0, to, STEPS + 1)
        for one in sites.industries:
            key: Key = {"industry": one.code}
            if len(one.places) > 1:
                area = _Area(seen_in, distances, len(one.places))
                curves.append(
                    area.curve(key | year_key(sites.year), at[:, one.places], wish.simulations, rng)
                )
    return curves, keys


@dataclass(frozen=True, slots=True)
class _Area:
    """A window, the distances shown, and how many establishments are in it."""

    window: Window
    distances: Floats
    count: int

    def curve(self, key: Key, at: Floats, simulations: int, rng: np.random.Generator) -> Curve:
        """K of the positions `at`, with bands."""
        observed = self._k(np.ascontiguousarray(at)[None])[0]
        return Curve(key, self.distances, observed, bands(observed, self.null(simulations, rng)))

    def null(self, simulations: int, rng: np.random.Generator) -> Floats:
        """K of as many random points, by (simulation, distance)."""
        parts = []
        for start in range(0, simulations, _AT_ONCE):
            sets = range(start, min(start + _AT_ONCE, simulations))
            parts.append(self._k(np.stack([self.window.random(self.count, rng) for _ in sets])))
        return np.concatenate(parts)

    def _k(self, points: Floats) -> Floats:
        """K by (set of points, distance), in km²."""
        steps = (1.0 / self.distances[1], float(STEPS))
        pairs = self.count * (self.count - 1.0)
        sums: Floats = corrected_counts(points, self.window.edges, steps)
        return sums * (self.window.area / 1e6 / pairs)


def _shorter_side(window: Window) -> float:
    corners = window.edges[:, :2]
    return float((corners.max(axis=0) - corners.min(axis=0)).min())


def _on_a_map(sites: Sites, window: IntoFrame | None) -> tuple[Floats, Window]:
    """The positions and the window in metres of one plane. Raises `TableError` for points outside the window."""
    at = on_a_plane(sites.at, sites.geometry, sites.at)
    if window is None:
        return at, _with_area(box(at[0], at[1]))
    first, second = window_of(window, GLOBE if sites.geometry.round_earth else PLANE)
    corners = on_a_plane(positions(first, second, sites.geometry), sites.geometry, sites.at)
    found = polygon(corners[0], corners[1])
    outside = int((~found.holds(at[0], at[1])).sum())
    if outside:
        raise TableError(
            "{count} place(s) of `points` lie outside `window`. Leave them out, or give the window that they "
            "were observed in.",
            count=outside,
        )
    return at, found


def _with_area(window: Window) -> Window:
    if not window.area > 0.0:
        raise TableError(
            "All places of `points` lie on one line. Give `window`, the area they were observed in."
        )
    return window
