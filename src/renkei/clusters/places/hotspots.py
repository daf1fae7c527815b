"""Hot spots: where plants of an industry are denser than plants at large, drawn as polygons.

The search compares two kernel densities at the same places and with the same radius, the industry's plants and
all plants, so that a hot spot is never just a town. A density search without a background (DBSCAN, a contour
of one density) finds the towns; a radius per industry (or an adaptive one) would make the two densities
differ where nothing but the radius does, and hot spots of two industries could not be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.sparse.csgraph import connected_components

from renkei.clusters.autocorrelation.discovery import false_discovery_rates
from renkei.clusters.places.areas import log_likelihood_ratio
from renkei.clusters.places.kernel import LINK, Surroundings
from renkei.clusters.places.plants import PlacedPlants
from renkei.clusters.places.rules import check_permutations, check_share
from renkei.errors import ParameterError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from renkei.tables.frames import FrameT

    Numbers = NDArray[np.float64]

MINIMUM: Final = 5.0
"""Plants of the industry, each counted by its nearness, from which a place can be hot."""
SPACING: Final = 1 / 6
"""Plants are gathered on a grid of this share of the radius."""

_TYPES: Final = {
    "hot_spot": pl.String,
    "industry": pl.String,
    "plants": pl.Int64,
    "expected": pl.Float64,
    "relative_density": pl.Float64,
    "industry_share": pl.Float64,
    "area_km2": pl.Float64,
    "density": pl.Float64,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "p_value": pl.Float64,
    "q_value": pl.Float64,
    "geometry": pl.String,
}


def hot_spots(
    points: FrameT,
    *,
    radius_km: float = 3.0,
    times: float = 2.0,
    permutations: int = 499,
    significance: float = 0.05,
    rng: np.random.Generator,
) -> FrameT:
    """Where an industry's plants are at least `times` as dense as plants at large, as polygons.

    `points` has lon, lat (WGS 84) and `industries` (a list per plant, as in `establishments`) or industry and
    establishments (as in `cells`); one level of industries, else a plant counts at each. Around each place
    where plants are, plants count (1 - d²/h²)² within h = `radius_km`; a place is hot where the industry's
    share of that sum is `times` its share of all plants and the sum reaches 5 plants. Hot places at most h/2
    apart form one hot spot; its outline is all land within h/4 of them.

    One row per hot spot, sorted by industry, largest excess of plants first: hot_spot
    (industry@lon,lat of its densest place), industry, plants (of the industry at the hot places), expected
    (at the national share), relative_density (their ratio), industry_share (of the industry's plants),
    area_km2, density (plants per km²), lon, lat (middle of its plants), p_value, q_value, geometry (GeoJSON).
    The p-value compares Kulldorff's likelihood ratio with the strongest hot spot on each of `permutations`
    maps on which the industry's name is dealt out anew among all plants; q_value is Benjamini–Hochberg over
    all hot spots of all industries; those above `significance` are left out.

    Plants without coordinates are left out; where many lack them in one region, it looks empty. Raises
    `ParameterError` for options out of range, `TableError` for columns that are absent or not numbers,
    coordinates out of range and counts that are not whole. Time grows with places × plants within the radius,
    plus permutations × (plants of the largest industry × places within the radius + places × industries).

    Sources: relative risk with one radius for both densities: Kelsall & Diggle (1995), Statistics in Medicine
    14, 2335; Davies, Jones & Hazelton (2016), Computational Statistics & Data Analysis 101, 12; biweight
    kernel: Silverman (1986), eq. 4.5; strength: Kulldorff (1997), eq. 3; relabelling: Diggle & Chetwynd (1991).
    """
    _check_options(radius_km, times)
    check_permutations(permutations)
    check_share("significance", significance)
    radius = radius_km * 1000.0
    search = _Search.over(PlacedPlants.read(points, spacing=radius * SPACING), radius, times)
    found = [spot for industry in range(len(search.plants.industries)) for spot in search.spots(industry)]
    p_values = search.p_values(found, permutations, rng)
    rates = false_discovery_rates(list(p_values))
    rows = [
        search.row(spot, float(p), float(q))
        for spot, p, q in zip(found, p_values, rates, strict=True)
        if q <= significance
    ]
    excess = pl.col("plants") - pl.col("expected")
    table = pl.DataFrame(rows, schema=_TYPES).sort("industry", -excess, "hot_spot")
    return as_kind_of(table, points)


def _check_options(radius_km: float, times: float) -> None:
    if not 0.1 <= radius_km <= 500:
        raise ParameterError("`radius_km` is {found}; give 0.1 to 500 kilometres.", found=radius_km)
    if not 1 < times < float("inf"):
        raise ParameterError(
            "`times` is {found}; give a number above 1: how much denser a hot spot is.", found=times
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    industry: int
    places: NDArray[np.intp]
    observed: float
    expected: float
    strength: float
    densest: int


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """The places, their surroundings, and what counts as hot."""

    plants: PlacedPlants
    around: Surroundings
    kernel: csr_array
    links: csr_array
    usual: Numbers
    radius: float
    times: float

    @classmethod
    def over(cls, plants: PlacedPlants, radius: float, times: float) -> _Search:
        around = Surroundings.of(plants.xy, radius)
        kernel = around.matrix()
        usual = kernel @ plants.background.astype(np.float64)
        return cls(plants, around, kernel, around.links(), usual, radius, times)

    def cases(self, industry: int) -> Numbers:
        """The industry's plants at each place."""
        return np.asarray(self.plants.cases[:, [industry]].toarray()).ravel()

    def spots(self, industry: int) -> list[_Spot]:
        """The hot spots of one industry: connected hot places that hold more of its plants than expected."""
        cases = self.cases(industry)
        total = cases.sum()
        share = total / self.plants.background.sum()
        smoothed = self.kernel @ cases
        hot = np.flatnonzero((smoothed >= MINIMUM) & (smoothed >= self.times * share * self.usual))
        if not hot.size:
            return []
        count, labels = connected_components(self.links[hot][:, hot], directed=False)
        observed = np.bincount(labels, cases[hot], count).astype(np.float64)
        expected = np.bincount(labels, self.plants.background[hot] * share, count).astype(np.float64)
        strengths = log_likelihood_ratio(observed, expected, float(total))
        members = [hot[labels == label] for label in range(count)]
        return [
            _Spot(industry, m, float(o), float(e), float(s), int(m[np.argmax(smoothed[m])]))
            for m, o, e, s in zip(members, observed, expected, strengths, strict=True)
            if s > 0  # hot places may lie beside the plants that make them hot
        ]

    def p_values(self, spots: list[_Spot], permutations: int, rng: np.random.Generator) -> Numbers:
        """(1 + maps whose strongest hot spot is as strong) ÷ (1 + maps), for each of `spots`."""
        if not spots:
            return np.empty(0)
        from renkei.clusters.places.relabelling import strongest_by_chance

        totals = np.round(self.plants.cases.sum(axis=0)).astype(np.int64)
        sizes = np.unique(totals[[spot.industry for spot in spots]])
        plants = np.repeat(np.arange(len(self.usual), dtype=np.int32), self.plants.background)
        around = self.around
        parts = (around.start, around.neighbours, around.weights, around.linked, self.usual)
        strengths = np.array([spot.strength for spot in spots])
        own = np.searchsorted(sizes, totals[[spot.industry for spot in spots]])
        reached = np.zeros(len(spots))
        for _ in range(permutations):
            shuffled = rng.permutation(plants)
            best = strongest_by_chance(shuffled, sizes, self.plants.background, parts, (self.times, MINIMUM))
            # The tolerance lets an equal strength count as reached in spite of rounding.
            reached += best[own] >= strengths * (1 - 1e-9)
        return (1 + reached) / (1 + permutations)

    def row(self, spot: _Spot, p_value: float, q_value: float) -> dict[str, object]:
        """One row of the result."""
        from renkei.clusters.places.outlines import discs_outline

        code = self.plants.industries[spot.industry]
        xy = self.plants.xy[spot.places]
        cases = self.cases(spot.industry)
        middle = np.average(xy, axis=0, weights=cases[spot.places])
        lon, lat = self.plants.degrees(np.array([middle, self.plants.xy[spot.densest]])).T
        outline = discs_outline(xy, self.radius * LINK / 2, self.plants.degrees)
        return {
            "hot_spot": f"{code}@{lon[1]:.3f},{lat[1]:.3f}",
            "industry": code,
            "plants": round(spot.observed),
            "expected": spot.expected,
            "relative_density": spot.observed / spot.expected,
            "industry_share": spot.observed / float(cases.sum()),
            "area_km2": outline.area_km2,
            "density": spot.observed / outline.area_km2,
            "lon": round(float(lon[0]), 5),
            "lat": round(float(lat[0]), 5),
            "p_value": p_value,
            "q_value": q_value,
            "geometry": outline.geojson,
        }
