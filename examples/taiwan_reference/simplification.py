"""Simpler outlines with the same neighbours: each shared arc is simplified once (Visvalingam and Whyatt 1993).

A point goes when the triangle with its two remaining neighbours is smaller than a threshold; the ends of an
arc, where three regions meet, stay. Where that makes a polygon cross itself, its arcs keep more points.
"""

from __future__ import annotations

import heapq
from math import cos, inf, radians
from typing import TYPE_CHECKING, Final

import shapely

from renkei.reference.topology import Arc, Outline, Point, Topology, ring_points

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALLEST_TRIANGLE_M2: Final = 40_000.0
FEWEST_RING_POINTS: Final = 8
DECIMALS: Final = 4
ROUNDS: Final = 8
METRES_PER_DEGREE: Final = 111_000.0


def simplified(topology: Topology) -> Topology:
    """`topology` with fewer points, coordinates rounded to 4 decimals, and every polygon still valid.

    Raises `ValueError` if some polygon stays invalid when its arcs keep almost all of their points.
    """
    weights = [triangle_areas(arc) for arc in topology.arcs]
    thresholds = [SMALLEST_TRIANGLE_M2] * len(weights)
    for _ in range(ROUNDS):
        arcs = tuple(
            _kept(arc, weight, threshold)
            for arc, weight, threshold in zip(topology.arcs, weights, thresholds, strict=True)
        )
        candidate = Topology(arcs, topology.outlines, topology.arc_km)
        broken = _arcs_of_invalid_polygons(candidate)
        if not broken:
            return candidate
        thresholds = [value / 4 if n in broken else value for n, value in enumerate(thresholds)]
    raise ValueError(f"arcs {sorted(broken)} cross whatever is kept of them")


def triangle_areas(arc: Arc) -> list[float]:
    """For each point of `arc`, the threshold in m² up to which it stays; infinite at both ends."""
    areas = [inf, *(_triangle(*arc[n - 1 : n + 2]) for n in range(1, len(arc) - 1)), inf]
    weights = [inf] * len(arc)
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    queue = [(area, n) for n, area in enumerate(areas) if area < inf]
    heapq.heapify(queue)
    largest = 0.0
    while queue:
        area, n = heapq.heappop(queue)
        if areas[n] != area or weights[n] < inf:
            continue
        largest = weights[n] = max(largest, area)
        left, right = before[n], after[n]
        after[left], before[right] = right, left
        for side in (left, right):
            if 0 < side < len(arc) - 1:
                areas[side] = _triangle(arc[before[side]], arc[side], arc[after[side]])
                heapq.heappush(queue, (areas[side], side))
    return weights


def _triangle(a: Point, b: Point, c: Point) -> float:
    degrees = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
    return degrees * METRES_PER_DEGREE**2 * cos(radians(b[1]))


def _kept(arc: Arc, weights: list[float], threshold: float) -> Arc:
    """The points of `arc` that matter; a closed arc (an island) keeps at least its eight weightiest."""
    if arc[0] == arc[-1]:
        threshold = min(threshold, sorted(weights, reverse=True)[: FEWEST_RING_POINTS + 1][-1])
    rounded = [
        (round(lon, DECIMALS), round(lat, DECIMALS))
        for (lon, lat), weight in zip(arc, weights, strict=True)
        if weight >= threshold
    ]
    return tuple(point for n, point in enumerate(rounded) if n == 0 or point != rounded[n - 1])


def _arcs_of_invalid_polygons(topology: Topology) -> set[int]:
    return {
        max(number, ~number)
        for outline in _outlines(topology)
        for polygon in outline
        if not _is_valid(topology, polygon)
        for ring in polygon
        for number in ring
    }


def _outlines(topology: Topology) -> Iterator[Outline]:
    for level in topology.outlines.values():
        yield from level.values()


def _is_valid(topology: Topology, polygon: tuple[tuple[int, ...], ...]) -> bool:
    rings = [ring_points(topology, ring) for ring in polygon]
    return all(len(ring) >= 4 for ring in rings) and bool(shapely.Polygon(rings[0], rings[1:]).is_valid)
