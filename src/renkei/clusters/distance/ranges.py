"""Which distances are shown: from zero to half of all pairs of sites, unless the caller says how far."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.clusters.activity.options import check_above_zero
from renkei.clusters.distance.smoothing import (
    Bins,
    observed_pairs,
    quantile,
    silverman,
    spread_of,
    whole_extent,
)
from renkei.errors import TableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.distance.sites import Sites

    Floats = NDArray[np.float64]

STEPS: Final = 100
"""Distances shown beyond zero, evenly spaced."""
_ENOUGH: Final = 20_000
"""Sites whose pairs tell how far the sites of a larger pool lie from each other."""


@dataclass(frozen=True, slots=True)
class Range:
    """The `distances` shown (metres), fine bins over the whole extent, and how much distances between sites vary."""

    distances: Floats
    extent: Bins
    spread: float

    def bandwidth(self, pairs: Floats, bandwidth_km: float | None) -> float:
        """The bandwidth for the counted `pairs` in metres: the one asked for, or Silverman's."""
        if bandwidth_km is not None:
            return bandwidth_km * 1000.0
        return silverman(pairs, self.extent, spread=self.spread)


def shown_range(sites: Sites, to_km: float | None, rng: np.random.Generator) -> Range:
    """Up to `to_km`, or to the median distance between two sites, rounded to two digits.

    The median is that of all pairs of sites, of a random 20,000 where there are more. Raises `TableError` if all
    sites are one place.
    """
    if not np.ptp(sites.at, axis=1).any():
        raise TableError(
            "All establishments in `points` stand at one place: there are no distances to compare. "
            "Check the coordinates, or give more places."
        )
    extent = whole_extent(sites.at, sites.geometry)
    few = len(sites.pool) <= _ENOUGH
    places = sites.pool if few else rng.choice(sites.pool, _ENOUGH, replace=False)
    pairs = observed_pairs(sites.at[:, places], np.ones(len(places)), extent)
    top = to_km * 1000.0 if to_km is not None else _rounded(quantile(pairs, extent, 0.5))
    return Range(np.linspace(0.0, top, STEPS + 1), extent, spread_of(pairs, extent) or extent.width)


def _rounded(metres: float) -> float:
    return round(metres, 1 - floor(log10(metres)))


def check_km(**given: float | None) -> None:
    """Raise `ParameterError` unless each of the distances that are given is a positive number."""
    for name, km in given.items():
        if km is not None:
            check_above_zero(name, km)
