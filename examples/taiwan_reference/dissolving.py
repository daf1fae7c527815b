"""Counties from townships: what is left of the townships' borders when the inner ones cancel out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from renkei.reference.topology import Outline, Polygon, Ring, Topology, ring_points

if TYPE_CHECKING:
    from collections.abc import Iterable


def dissolved(topology: Topology, outlines: Iterable[Outline]) -> Outline:
    """The union of `outlines`, as arcs of `topology`; rings must be counter-clockwise outside.

    Each inner border is walked once in each direction by its two neighbours, so it cancels out.
    """
    walked = {arc for outline in outlines for polygon in outline for ring in polygon for arc in ring}
    rings = _rings(topology, [arc for arc in sorted(walked) if ~arc not in walked])
    shapes = [(ring, shapely.LinearRing(ring_points(topology, ring))) for ring in rings]
    holes = [(ring, shape) for ring, shape in shapes if not shape.is_ccw]
    return tuple(_polygon(ring, shape, holes) for ring, shape in shapes if shape.is_ccw)


def _rings(topology: Topology, arcs: list[int]) -> list[Ring]:
    """`arcs` joined end to start until each line is closed."""
    starts = {ring_points(topology, (arc,))[0]: arc for arc in arcs}
    if len(starts) != len(arcs):
        raise ValueError("two parts of a county meet in a point: choose how to join them")
    rings = []
    while starts:
        ring = [starts.pop(min(starts))]
        while (end := ring_points(topology, (ring[-1],))[-1]) in starts:
            ring.append(starts.pop(end))
        rings.append(tuple(ring))
    return rings


def _polygon(ring: Ring, shape: shapely.LinearRing, holes: list[tuple[Ring, shapely.LinearRing]]) -> Polygon:
    inside = shapely.Polygon(shape)
    return (ring, *(hole for hole, line in holes if inside.contains(shapely.Point(line.coords[0]))))
