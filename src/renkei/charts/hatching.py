"""Hatching: how a map says that it has no number, which no shade of a scale can be mistaken for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACING: Final = 5.0
"""Pixels between hatch lines, along the x axis."""


def hatched(shapes: Sequence[Any]) -> Any:
    """Diagonal lines over `shapes` (in pixels), as one multi-line."""
    import shapely

    polygons = np.asarray(shapes, dtype=object)
    left, top, right, bottom = shapely.total_bounds(polygons)
    height = bottom - top
    start = np.arange(np.floor((left - height) / SPACING) * SPACING, right, SPACING)
    ends = np.stack(
        (
            np.column_stack((start, np.full_like(start, bottom))),
            np.column_stack((start + height, np.full_like(start, top))),
        ),
        axis=1,
    )
    lines = shapely.linestrings(ends)
    polygon, line = shapely.STRtree(lines).query(polygons, predicate="intersects")
    pieces = shapely.intersection(polygons[polygon], lines[line])
    flat = shapely.get_parts(pieces)
    flat = flat[shapely.get_type_id(flat) == shapely.GeometryType.LINESTRING]
    return shapely.transform(shapely.multilinestrings(flat), lambda points: np.round(points, 1))
