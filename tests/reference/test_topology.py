"""Outlines with shared borders: two squares side by side, and what is exact about them."""

from __future__ import annotations

import json

from renkei.reference.topology import (
    outline_geojson,
    ring_points,
    shared_borders,
    topology_from_topojson,
)

# Two unit squares that share the line x = 1; arc 0 is that line, upwards; C is an island.
SQUARES = json.dumps(
    {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [120, 23]},
        "objects": {
            "town": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "A", "arcs": [[0, 1]]},
                    {"type": "Polygon", "properties": {"code": "b"}, "id": "B", "arcs": [[-1, 2]]},
                    {"type": "MultiPolygon", "id": "C", "arcs": [[[3]], [[4]]]},
                ],
            }
        },
        "arc_km": [111.0, 300.0, 300.0, 10.0, 10.0],
        "arcs": [
            [[2, 0], [0, 2]],
            [[2, 2], [-2, 0], [0, -2], [2, 0]],
            [[2, 0], [2, 0], [0, 2], [-2, 0]],
            [[8, 8], [1, 0], [0, 1], [-1, -1]],
            [[10, 8], [1, 0], [0, 1], [-1, -1]],
        ],
    }
)


def test_an_arc_walked_backwards_gives_the_same_points_in_reverse() -> None:
    topology = topology_from_topojson(SQUARES)
    assert ring_points(topology, (0,)) == ring_points(topology, (~0,))[::-1] == ((121.0, 23.0), (121.0, 24.0))


def test_rings_close_and_hold_each_joint_once() -> None:
    topology = topology_from_topojson(SQUARES)
    ring = ring_points(topology, topology.outlines["town"]["A"][0][0])
    assert ring == ((121.0, 23.0), (121.0, 24.0), (120.0, 24.0), (120.0, 23.0), (121.0, 23.0))


def test_regions_with_a_line_in_common_are_neighbours_and_islands_are_not() -> None:
    assert shared_borders(topology_from_topojson(SQUARES), "town") == {("A", "B"): 111.0}


def test_one_part_is_a_polygon_and_several_are_a_multipolygon() -> None:
    topology = topology_from_topojson(SQUARES)
    shapes = {
        code: json.loads(outline_geojson(topology, outline))
        for code, outline in topology.outlines["town"].items()
    }
    assert shapes["A"]["type"] == shapes["B"]["type"] == "Polygon"
    assert shapes["C"]["type"] == "MultiPolygon"
    assert len(shapes["C"]["coordinates"]) == 2
