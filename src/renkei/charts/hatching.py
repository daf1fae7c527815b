"""Hatching: how a map says that a number is missing or weak, which no shade of a scale can be taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACING: Final = 5.0
"""Pixels between hatch lines, along the x axis."""


def hatched(shapes: Sequence[Any], slope: Literal[1, -1] = 1) -> Any:
    """Diagonal lines over `shapes` (in pixels), rising to the right (1) or falling (−1), as one multi-line."""
    import shapely

    polygons = np.asarray(shapes, dtype=object)
    left, top, right, bottom = shapely.total_bounds(polygons)
    height = bottom - top
    start = np.arange(np.floor((left - height) / SPACING) * SPACING, right, SPACING)
    low, high = (bottom, top) if slope == 1 else (top, bottom)
    ends = np.empty((len(start), 2, 2))
    ends[:, 0, 0], ends[:, 0, 1], ends[:, 1, 0], ends[:, 1, 1] = start, low, start + height, high
    lines = np.asarray(shapely.linestrings(ends))
    polygon, line = shapely.STRtree(lines).query(polygons, predicate="intersects")
    pieces = shapely.get_parts(shapely.intersection(polygons[polygon], lines[line]))
    pieces = pieces[shapely.get_type_id(pieces) == shapely.GeometryType.LINESTRING]
    return shapely.transform(shapely.multilinestrings(pieces), lambda points: np.round(points, 1))
