"""Hatching: how a map says that a number is missing or weak, which no shade of a scale can be taken for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from renkei.charts.layers import feature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.charts.picture import Spec
    from renkei.charts.plate import Plate

SPACING: Final = 5.0
"""Pixels between hatch lines, along the x axis."""

Slope = Literal[1, -1]
"""Rising to the right or falling."""


def hatching(plate: Plate, codes: Iterable[str], slope: Slope) -> Spec:
    """Diagonal lines over the regions in `codes`, as one feature; those that are not on the plate are skipped."""
    lines = _hatched_regions(plate, slope)
    coordinates = [line for code in codes for line in lines.get(code, [])]
    return {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": coordinates}}


@lru_cache(maxsize=32)
def _hatched_regions(plate: Plate, slope: Slope) -> dict[str, list[Any]]:
    """The lines over each region, kept with the plate: any map on it only picks the regions that it needs."""
    shapes = np.asarray(list(plate.shapes.values()), dtype=object)
    shape, pieces = hatched(shapes, slope)
    lines: dict[str, list[Any]] = {code: [] for code in plate.shapes}
    codes = list(plate.shapes)
    for index, piece in zip(shape.tolist(), pieces, strict=True):
        lines[codes[index]].append(feature(piece)["geometry"]["coordinates"])
    return lines


def hatched(shapes: np.ndarray[Any, Any], slope: Slope) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Diagonal line strings over `shapes` (in pixels), and for each the position of its shape."""
    import shapely

    left, top, right, bottom = shapely.total_bounds(shapes)
    height = bottom - top
    start = np.arange(np.floor((left - height) / SPACING) * SPACING, right, SPACING)
    low, high = (bottom, top) if slope == 1 else (top, bottom)
    ends = np.empty((len(start), 2, 2))
    ends[:, 0, 0], ends[:, 0, 1], ends[:, 1, 0], ends[:, 1, 1] = start, low, start + height, high
    lines = np.asarray(shapely.linestrings(ends))
    shape, line = shapely.STRtree(lines).query(shapes, predicate="intersects")
    pieces, pair = shapely.get_parts(shapely.intersection(shapes[shape], lines[line]), return_index=True)
    real = shapely.get_type_id(pieces) == shapely.GeometryType.LINESTRING
    return shape[pair[real]], pieces[real]
