"""The lines of a map: borders between the parents of neighbouring regions, and coasts.

Each line is drawn once. A segment that two polygons share lies between them; one that a single polygon has
is coast, or the edge of the geography.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Lines:
    """`borders` between different parents and `coasts`, each a (multi)line in the units of the polygons."""

    borders: Any
    coasts: Any


def lines_of(polygons: NDArray[Any], parent: NDArray[np.intp]) -> Lines:
    """The lines of `polygons`, whose neighbours share their vertices exactly; `parent` numbers the parents."""
    segments, owner = _segments(polygons)
    ends = np.sort(segments, axis=1)
    _, first, inverse, count = np.unique(
        ends, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    inverse = inverse.reshape(-1)
    lowest, highest = np.full(len(count), np.iinfo(np.intp).max), np.full(len(count), -1)
    np.minimum.at(lowest, inverse, parent[owner])
    np.maximum.at(highest, inverse, parent[owner])
    return Lines(
        borders=_joined(segments[first[(count > 1) & (lowest != highest)]]),
        coasts=_joined(segments[first[count == 1]]),
    )


def _segments(polygons: NDArray[Any]) -> tuple[NDArray[np.complex128], NDArray[np.intp]]:
    """Each segment as its two ends (complex numbers sort as one value), and the polygon that it belongs to."""
    import shapely

    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    place = points[:, 0] + 1j * points[:, 1]
    same = of_ring[1:] == of_ring[:-1]
    segments = np.column_stack((place[:-1], place[1:]))[same]
    owner = of_polygon[of_ring[1:][same]]
    real = segments[:, 0] != segments[:, 1]
    return segments[real], owner[real]


def _joined(segments: NDArray[np.complex128]) -> Any:
    import shapely

    ends = np.stack((segments.real, segments.imag), axis=-1)
    return shapely.line_merge(shapely.multilinestrings(np.asarray(shapely.linestrings(ends), dtype=object)))
