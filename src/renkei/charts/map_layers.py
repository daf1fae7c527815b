"""What every map is made of besides its values: outlines, borders, insets, places and a circle."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.charts.hatching import hatching
from renkei.charts.insets import LABEL_HEIGHT
from renkei.charts.layers import drawn, feature, haloed, outlines, written
from renkei.charts.palette import ACCENT, BORDER, GROUND, HATCH, INK, QUIET, SOFT_INK
from renkei.charts.plane import Centre, bounds_of
from renkei.charts.text import Anchor, label_box, placed_labels, shortened, text_width
from renkei.language import name_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from renkei.charts.layers import Row
    from renkei.charts.locator import Locator
    from renkei.charts.picture import Spec
    from renkei.charts.plane import Bounds
    from renkei.charts.plate import Plate
    from renkei.charts.text import Box
    from renkei.language import LanguageCode

NAME_SIZE: Final = 10
MANY_REGIONS: Final = 1000
"""Regions from which borders are drawn finer, so that they do not cover the colours."""
NAMED_PLACES: Final = 40
"""Places that get a label at most."""
SURROUNDINGS: Final = 0.25
"""How far a section reaches beyond what it is about, as a share of its larger side, on each side."""
KM_PER_DEGREE: Final = 111.2
LEAST_MARGIN: Final = 9.0
"""Kilometres of surroundings that a section shows at least."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What lies on top of a map: codes of regions to outline, points, and a circle.

    `points` has `name`, `lon`, `lat` and, if they lead somewhere, `url`; `around` is (longitude, latitude,
    kilometres). With `zoom` the map shows the outlined regions and the circle with their surroundings
    instead of the whole geography.
    """

    highlight: tuple[str, ...] = ()
    points: pl.DataFrame | None = None
    around: tuple[float, float, float] | None = None
    zoom: bool = False


def section_of(regions: pl.DataFrame, overlay: Overlay) -> Bounds | None:
    """The box in degrees that a zoomed map shows; none for the whole geography."""
    import shapely

    if not overlay.zoom:
        return None
    chosen = regions.filter(pl.col("region").is_in(overlay.highlight)).drop_nulls("geometry")
    shapes = [*shapely.from_geojson(chosen["geometry"].to_numpy().astype(object))]
    if overlay.around is not None:
        lon, lat, km = overlay.around
        shapes.append(shapely.polygons(Centre(lon, lat).circle(km)))
    if not shapes:
        return None
    west, south, east, north = bounds_of(shapes)
    stretch = float(np.cos(np.radians((south + north) / 2)))
    margin = max(SURROUNDINGS * max((east - west) * stretch, north - south), LEAST_MARGIN / KM_PER_DEGREE)
    return west - margin / stretch, south - margin, east + margin / stretch, north + margin


def region_layer(plate: Plate, *, linked: bool) -> Spec:
    """The regions (dataset `shapes`), filled and named by dataset `values` (id, fill, label; if linked, url)."""
    fields = ["fill", "label", *(["url"] if linked else [])]
    lookup = {"data": {"name": "values"}, "key": "id", "fields": fields}
    link = {"href": {"field": "url", "type": "nominal"}} if linked else {}
    width = 0.5 if len(plate.shapes) < MANY_REGIONS else 0.2
    return {
        "data": {"name": "shapes"},
        "transform": [{"lookup": "id", "from": lookup}],
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {"type": "geoshape", "stroke": BORDER.light, "strokeWidth": width, "strokeJoin": "round"},
        "encoding": {
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "description": {"field": "label", "type": "nominal"},
            "tooltip": {"field": "label", "type": "nominal"},
            **link,
        },
    }


def line_layers(plate: Plate) -> list[Spec]:
    """Coasts, and borders between parents."""
    return [
        outlines([plate.coasts], {"fill": None, "stroke": QUIET.light, "strokeWidth": 0.6}),
        outlines(
            [plate.borders], {"fill": None, "stroke": SOFT_INK.light, "strokeWidth": 0.8, "opacity": 0.7}
        ),
    ]


def missing_layers(plate: Plate, codes: Sequence[str]) -> list[Spec]:
    """Hatching over the regions without a value."""
    if not codes:
        return []
    lines = hatching(plate, codes, slope=1)
    return [outlines([lines], {"fill": None, "stroke": HATCH.light, "strokeWidth": 1})]


def weak_layers(plate: Plate, codes: Sequence[str]) -> list[Spec]:
    """Light lines over the regions whose value rests on too few plants to mean much."""
    if not codes:
        return []
    lines = hatching(plate, codes, slope=-1)
    return [outlines([lines], {"fill": None, "stroke": BORDER.light, "strokeWidth": 1.6})]


def highlight_layers(plate: Plate, codes: Iterable[str]) -> list[Spec]:
    """A firm outline around the regions to look at; neighbours share one."""
    import shapely

    chosen = [plate.shapes[code] for code in codes if code in plate.shapes]
    if not chosen:
        return []
    shapes = [feature(shapely.union_all(chosen))]
    halo = {"fill": None, "stroke": GROUND.light, "strokeWidth": 3.4, "strokeJoin": "round"}
    return [outlines(shapes, halo), outlines(shapes, {**halo, "stroke": INK.light, "strokeWidth": 1.5})]


def inset_layers(plate: Plate, regions: pl.DataFrame, language: LanguageCode) -> list[Spec]:
    """Frames and names of the insets; around a section its edge."""
    insets = plate.panels[1:]
    if plate.cut:
        return [
            drawn(
                {"type": "rect", "fill": None, "stroke": QUIET.light, "strokeWidth": 0.8},
                [_corners(plate.panels[0].frame)],
            )
        ]
    if not insets:
        return []
    names = dict(regions.select("region", name_column(language)).iter_rows())
    frames = [_corners(panel.frame) for panel in insets]
    labels: list[Row] = []
    for panel in insets:
        left, top, right, _ = panel.frame
        name = shortened(names.get(panel.name_of) or "", NAME_SIZE, right - left - 6)
        labels.append({"x": left + 5, "y": top + LABEL_HEIGHT / 2 + 1, "text": name})
    return [
        drawn({"type": "rect", "fill": None, "stroke": QUIET.light, "strokeWidth": 0.6}, frames),
        written(labels, colour=SOFT_INK.light, size=NAME_SIZE),
    ]


def _corners(frame: Bounds) -> Row:
    return dict(zip(("x", "y", "x2", "y2"), frame, strict=True))


def overlay_layers(plate: Plate, overlay: Overlay, rows: pl.DataFrame, locator: Locator) -> list[Spec]:
    """Outlined regions, the circle and the points; names of points, and on a section of regions, as fit.

    `rows` has region and name. Nothing is written under the locator, which comes last.
    """
    layers = highlight_layers(plate, overlay.highlight)
    if overlay.around is not None:
        layers += _circle_layers(plate, overlay.around)
    taken: list[Box] = [locator.frame] if locator.frame else []
    if overlay.points is not None and not overlay.points.is_empty():
        dots = _dots(plate, overlay.points)
        anchors = [Anchor(dot["x"], dot["y"], dot["name"]) for dot in dots]
        labels = placed_labels(anchors, size=NAME_SIZE, sheet=map_area(plate), taken=taken, most=NAMED_PLACES)
        layers += [_dot_layer(dots), *haloed(labels, size=NAME_SIZE, weight=500)]
        taken += [label_box(label, NAME_SIZE) for label in labels]
        taken += [(it.x - 4, it.y - 4, it.x + 4, it.y + 4) for it in anchors]
    names = region_names(plate, rows, overlay.highlight, taken) if plate.cut else []
    return [*layers, *names, *locator.layers]


def region_names(
    plate: Plate, rows: pl.DataFrame, highlight: Sequence[str], taken: Iterable[Box]
) -> list[Spec]:
    """The names of the regions (region, name) that fit into them, in their middles, largest first.

    Those in `highlight` come before all others, in ink, and even where they are wider than their region.
    """
    import shapely

    named = rows.filter(pl.col("region").is_in(list(plate.shapes))).select("region", "name").iter_rows()
    shapes = [(code in highlight, plate.shapes[code], name) for code, name in named]
    anchors = {True: list[Anchor](), False: list[Anchor]()}
    for chosen, shape, name in sorted(shapes, key=lambda it: -it[1].area):
        left, _, right, _ = shape.bounds
        if chosen or text_width(name, NAME_SIZE) <= right - left:
            x, y = shapely.maximum_inscribed_circle(shape, tolerance=2).coords[0]
            anchors[chosen].append(Anchor(x, y, name, radius=0))
    labels = placed_labels(anchors[True], size=NAME_SIZE, sheet=map_area(plate), taken=taken)
    taken = [*taken, *(label_box(label, NAME_SIZE) for label in labels)]
    others = placed_labels(anchors[False], size=NAME_SIZE, sheet=map_area(plate), taken=taken)
    return [
        *haloed(others, size=NAME_SIZE, colour=SOFT_INK.light),
        *haloed(labels, size=NAME_SIZE, weight=600),
    ]


def _circle_layers(plate: Plate, around: tuple[float, float, float]) -> list[Spec]:
    import shapely

    lon, lat, km = around
    ring = Centre(lon, lat).circle(km)
    pixels = plate.panels[0].to_pixels(np.column_stack(plate.centre.to_plane(ring[:, 0], ring[:, 1])))
    sheet = shapely.box(*plate.panels[0].frame)
    inside = shapely.intersection(shapely.polygons(pixels), sheet)
    middle = plate.positions(np.array([lon]), np.array([lat]))
    cross = [{"x": float(x), "y": float(y)} for x, y in middle if np.isfinite(x)]
    return [
        outlines([feature(inside)], {"fill": ACCENT.light, "fillOpacity": 0.1, "stroke": None}),
        outlines(
            [feature(shapely.boundary(inside))], {"fill": None, "stroke": ACCENT.light, "strokeWidth": 1.4}
        ),
        drawn(
            {"type": "point", "shape": "cross", "size": 60, "fill": INK.light, "stroke": GROUND.light}, cross
        ),
    ]


def _dots(plate: Plate, points: pl.DataFrame) -> list[Row]:
    """Where the points of a map are drawn; those that it does not show are left out."""
    places = plate.positions(points["lon"].to_numpy(), points["lat"].to_numpy()).tolist()
    shown = points.select(pl.col("^(name|url)$")).to_dicts()
    dots = ({"x": x, "y": y, **row} for (x, y), row in zip(places, shown, strict=True))
    return [dot for dot in dots if isfinite(dot["x"])]


def _dot_layer(dots: list[Row]) -> Spec:
    name = {"field": "name", "type": "nominal"}
    link = {"href": {"field": "url", "type": "nominal"}} if dots and "url" in dots[0] else {}
    mark = {"type": "point", "size": 34, "fill": INK.light, "stroke": GROUND.light, "strokeWidth": 1.2}
    return drawn({**mark, "aria": True}, dots, {"tooltip": name, "description": name, **link})


def map_area(plate: Plate) -> Box:
    """The part of the sheet below the legend, where labels may stand."""
    left, top, right, bottom = plate.panels[0].frame
    return left + 4, top + 2, right - 4, bottom - 2
