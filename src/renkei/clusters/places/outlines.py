"""Outlines of hot spots: discs around places, joined, in degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shapely

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

OVERLAP: Final = 1.05
"""Discs are a little larger than half the linking distance, so that linked ones overlap and do not just touch."""
DEGREES: Final = 1e-5
"""Corners are rounded to about a metre."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A polygon as GeoJSON text (WGS 84), and its area."""

    geojson: str
    area_km2: float


def discs_outline(xy: Numbers, radius: float, degrees: Callable[[Numbers], Numbers]) -> Outline:
    """The union of discs of `radius` (metres, of an equal-area plane) around `xy`; `degrees` leads to WGS 84."""
    discs = shapely.buffer(shapely.points(xy), radius * OVERLAP, quad_segs=6)
    joined = shapely.simplify(shapely.union_all(discs), radius / 20)
    turned = shapely.transform(joined, degrees)
    rounded = shapely.set_precision(turned, DEGREES)
    return Outline(shapely.to_geojson(rounded), float(shapely.area(joined)) / 1e6)
