"""How much of what surrounds an industry's plants is the industry itself, or another? Marcon & Puech's M.

    M(d) = Σ_i (W_i^S(d) / W_i(d)) / Σ_i ((W^S - w_i^S) / (W - w_i))

Around each establishment i of industry A, W_i(d) is the weight of all other establishments within d, W_i^S(d) that of
the other establishments of industry S (A itself, or another); W and W^S are the weights of the whole table. M = 1
where the neighbourhood has the share of the whole, 2 where twice that. An establishment with no neighbour within d
says nothing about d and is left out of both sums. Weights are 1, or the column `weight`.

Chance moves all establishments, with industry and weight, to random sites among their own; the bands of a curve are
those of `bands`, and M where no establishment has a neighbour counts as 1 in them.

Source: Marcon & Puech (2010), Measures of the geographic concentration of industries: improving distance-based
methods, Journal of Economic Geography 10 (5), 745-762, eq. 3-8; Marcon & Puech (2017), A typology of distance-based
measures of spatial concentration, Regional Science and Urban Economics 62, 56-67.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from renkei.clusters.distance.bands import bands
from renkei.clusters.distance.coordinates import EARTH_RADIUS_M
from renkei.clusters.distance.counting import ratios, within
from renkei.clusters.distance.couples import PAIR, alone, checked_pairs, couples_of
from renkei.clusters.distance.curves import Curve, check_simulations, curve_table, year_key
from renkei.clusters.distance.draws import orders
from renkei.clusters.distance.ranges import check_km, shown_range
from renkei.clusters.distance.sites import sites_by_year
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.distance.couples import Couple
    from renkei.clusters.distance.curves import Key
    from renkei.clusters.distance.sites import Sites
    from renkei.tables.frames import FrameT

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]


def m_function(
    points: FrameT,
    *,
    industries: tuple[str, ...] = (),
    to_km: float | None = None,
    simulations: int = 99,
    rng: np.random.Generator,
) -> FrameT:
    """How many times its share of the whole an industry has around its own establishments, by distance.

    `points` as for `k_density`. One row per industry, (year) and distance, 101 distances from 0 to `to_km` (the
    median distance between two sites if not given): industry, (year,) distance_km, m_function (a ratio; 1 is
    the share of the whole), expected, local_low, local_high, global_low, global_high, as in `k_density`. m_function
    is missing at distances within which no establishment of the industry has a neighbour. Sorted by key. An
    industry with fewer than two known establishments, or without weight, has no rows.

    Formula, null hypothesis and source: this module. Without weights time grows with (sites)² + simulations ×
    (establishments)², memory with sites × 101; with weights time grows with simulations × establishments × sites.

    Raises `TableError` as `sites_by_year`, `NotFoundError` for an industry without rows, `ParameterError` for
    under 19 simulations or a distance that is not above zero.
    """
    check_km(to_km=to_km)
    check_simulations(simulations)
    curves: list[Curve] = []
    keys: tuple[str, ...] = ("industry",)
    for sites in sites_by_year(points, industries):
        keys = ("industry", *year_key(sites.year))
        space = _space(sites, to_km, rng)
        for one in sites.industries:
            key: Key = {"industry": one.code}
            found = space.curve(key | year_key(sites.year), alone(one), simulations, rng)
            curves += [found] if found else []
    return as_kind_of(curve_table(curves, keys, "m_function"), points)


def cross_m_function(
    points: FrameT,
    pairs: IntoFrame,
    *,
    to_km: float | None = None,
    simulations: int = 99,
    rng: np.random.Generator,
) -> FrameT:
    """How many times its share of the whole industry b has around the establishments of industry a, by distance.

    `points` as for `k_density`, `pairs` has industry_a and industry_b. One row per pair, (year) and distance:
    industry_a, industry_b, (year,) distance_km, cross_m_function, expected, local_low, local_high, global_low,
    global_high, as in `m_function`; a and b exchanged is another question with another answer. Sorted by key.
    Formula, time and memory as `m_function`; raises as `cross_k_density`.
    """
    check_km(to_km=to_km)
    check_simulations(simulations)
    wanted = checked_pairs(pairs)
    curves: list[Curve] = []
    keys: tuple[str, ...] = PAIR
    for sites in sites_by_year(points, tuple({code for pair in wanted for code in pair})):
        keys = (*PAIR, *year_key(sites.year))
        space = _space(sites, to_km, rng)
        for key, both, _ in couples_of(sites, wanted):
            found = space.curve(key, both, simulations, rng)
            curves += [found] if found else []
    return as_kind_of(curve_table(curves, keys, "cross_m_function"), points)


@dataclass(frozen=True, slots=True)
class _Space:
    """All sites of a year and the distances shown; without weights also who is `around` each place but itself.

    `steps` is what `counting` takes: steps per metre, the last step, the bend of the ground.
    """

    sites: Sites
    distances: Floats
    steps: tuple[float, float, float]
    around: Floats

    def curve(self, key: Key, both: Couple, simulations: int, rng: np.random.Generator) -> Curve | None:
        """M of the second industry around the first, with bands; none without two establishments or weight."""
        if not both.weight_of_pairs() > 0.0:
            return None
        rest = np.setdiff1d(self.sites.pool, both.places) if self.sites.weighted else np.empty(0, np.int64)
        order = np.concatenate([both.places, rest])
        weights = self.sites.weights[order] if self.sites.weighted else np.empty(0)
        observed = self._ratios(order[None, :], both, weights)[0]
        null = np.concatenate(
            [
                self._ratios(drawn, both, weights)
                for _, drawn in orders(self.sites.pool, len(order), simulations, rng)
            ]
        )
        limits = bands(np.nan_to_num(observed, nan=1.0), np.nan_to_num(null, nan=1.0))
        return Curve(key, self.distances, observed, limits)

    def _ratios(self, drawn: Places, both: Couple, weights: Floats) -> Floats:
        """M by (draw, distance); the `weights` go to the sites of a draw in its order, all of them or none."""
        rest = self.sites.weights.sum() - both.one.weights
        shares = np.divide(
            both.other.weights.sum() - both.own, rest, out=np.zeros_like(rest), where=rest > 0.0
        )
        facing = (both.other.at, both.other.weights, both.own)
        everyone = (self.around, weights, both.one.weights)
        found: Floats = ratios(self.sites.at, drawn, (both.one.at, shares), facing, everyone, self.steps)
        return found


def _space(sites: Sites, to_km: float | None, rng: np.random.Generator) -> _Space:
    distances = shown_range(sites, to_km, rng).distances
    bend = EARTH_RADIUS_M**-2 if sites.geometry.round_earth else 0.0
    steps = (1.0 / distances[1], float(len(distances) - 1), bend)
    if sites.weighted:
        return _Space(sites, distances, steps, np.empty((0, 0)))
    pool = np.ascontiguousarray(sites.at[:, sites.pool])
    return _Space(sites, distances, steps, within(sites.at, pool, np.ones(len(sites.pool)), steps) - 1.0)
