"""Outlines that share their common borders: reading TopoJSON, and what follows exactly from shared arcs."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Point = tuple[float, float]
Arc = tuple[Point, ...]
Ring = tuple[int, ...]
Polygon = tuple[Ring, ...]
Outline = tuple[Polygon, ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """Arcs in degrees, and the regions of each level as polygons of rings of arc numbers.

    A ring lists arcs in order; `~n` is arc n walked backwards. `arc_km` is each arc's geodesic length
    before simplification; empty where the file does not give it.
    """

    arcs: tuple[Arc, ...]
    outlines: Mapping[str, Mapping[str, Outline]]
    arc_km: tuple[float, ...] = ()


def topology_from_topojson(text: str, *, identifier: str = "id") -> Topology:
    """The topology written in TopoJSON `text`; `identifier` is `id` or the property that holds the code."""
    content = json.loads(text)
    outlines = {
        level: {_identifier(shape, identifier): _outline(shape) for shape in collection["geometries"]}
        for level, collection in content["objects"].items()
    }
    return Topology(_degrees(content), outlines, tuple(content.get("arc_km", ())))


def ring_points(topology: Topology, ring: Ring) -> Arc:
    """The closed line of `ring`: its arcs joined end to end, each shared point once."""
    points: list[Point] = []
    for number in ring:
        arc = topology.arcs[number] if number >= 0 else topology.arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


def outline_geojson(topology: Topology, outline: Outline) -> str:
    """`outline` as a GeoJSON geometry, a MultiPolygon where it has several parts."""
    polygons = [[ring_points(topology, ring) for ring in polygon] for polygon in outline]
    geometry: dict[str, Any] = {"type": "MultiPolygon", "coordinates": polygons}
    if len(polygons) == 1:
        geometry = {"type": "Polygon", "coordinates": polygons[0]}
    return json.dumps(geometry, separators=(",", ":"))


def shared_borders(topology: Topology, level: str) -> dict[tuple[str, str], float]:
    """Pairs of regions of `level` with a border in common, smaller code first, and its length in km.

    Only lines count: regions that meet in a point have no border in common (rook contiguity).
    """
    users: dict[int, list[str]] = defaultdict(list)
    for region, outline in topology.outlines[level].items():
        for number in _arc_numbers(outline):
            users[number].append(region)
    borders: dict[tuple[str, str], float] = defaultdict(float)
    for number, regions in users.items():
        if len(regions) == 2:
            first, second = sorted(regions)
            borders[first, second] += topology.arc_km[number]
    return dict(sorted(borders.items()))


def _arc_numbers(outline: Outline) -> list[int]:
    return [max(number, ~number) for polygon in outline for ring in polygon for number in ring]


def _identifier(shape: dict[str, Any], identifier: str) -> str:
    return str(shape["id"] if identifier == "id" else shape["properties"][identifier])


def _outline(shape: dict[str, Any]) -> Outline:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons)


def _degrees(content: dict[str, Any]) -> tuple[Arc, ...]:
    """Delta-coded whole numbers as degrees, rounded where rounding only removes floating-point noise."""
    (scale_x, scale_y), (left, bottom) = content["transform"]["scale"], content["transform"]["translate"]
    arcs = []
    for steps in content["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((round(x * scale_x + left, 9), round(y * scale_y + bottom, 9)))
        arcs.append(tuple(points))
    return tuple(arcs)
