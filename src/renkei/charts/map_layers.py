"""What every map is made of besides its values: outlines, borders, insets, places and a circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.charts.hatching import hatched
from renkei.charts.layers import drawn, feature, haloed, outlines, written
from renkei.charts.palette import ACCENT, BORDER, GROUND, HATCH, INK, QUIET, SOFT_INK
from renkei.charts.plane import Centre
from renkei.charts.plate import LABEL_HEIGHT, LEGEND_HEIGHT
from renkei.charts.text import Anchor, placed_labels
from renkei.language import name_column

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from renkei.charts.picture import Spec
    from renkei.charts.plate import Plate
    from renkei.charts.text import Box
    from renkei.language import LanguageCode

NAMED_PLACES: Final = 40
"""Places that get a label at most."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What lies on top of a map: codes of regions to outline, points, and a circle.

    `points` has `name`, `lon`, `lat`; `around` is (longitude, latitude, kilometres).
    """

    highlight: tuple[str, ...] = ()
    points: pl.DataFrame | None = None
    around: tuple[float, float, float] | None = None


def region_layer() -> Spec:
    """The regions (dataset `shapes`), filled, named and linked by dataset `values` (id, fill, label, url)."""
    lookup = {"data": {"name": "values"}, "key": "id", "fields": ["fill", "label", "url"]}
    return {
        "data": {"name": "shapes"},
        "transform": [{"lookup": "id", "from": lookup}],
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {"type": "geoshape", "stroke": BORDER.light, "strokeWidth": 0.5, "strokeJoin": "round"},
        "encoding": {
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "description": {"field": "label", "type": "nominal"},
            "tooltip": {"field": "label", "type": "nominal"},
            "href": {"field": "url", "type": "nominal"},
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


def missing_layers(plate: Plate, codes: Iterable[str]) -> list[Spec]:
    """Hatching over the regions without a value."""
    shapes = [plate.shapes[code] for code in codes if code in plate.shapes]
    if not shapes:
        return []
    lines = feature(hatched(shapes))
    return [outlines([lines], {"fill": None, "stroke": HATCH.light, "strokeWidth": 1})]


def highlight_layers(plate: Plate, codes: Iterable[str]) -> list[Spec]:
    """A firm outline around the regions to look at."""
    shapes = [feature(plate.shapes[code]) for code in codes if code in plate.shapes]
    if not shapes:
        return []
    halo = {"fill": None, "stroke": GROUND.light, "strokeWidth": 3.4, "strokeJoin": "round"}
    return [outlines(shapes, halo), outlines(shapes, {**halo, "stroke": INK.light, "strokeWidth": 1.5})]


def inset_layers(plate: Plate, regions: pl.DataFrame, language: LanguageCode) -> list[Spec]:
    """Frames and names of the insets."""
    insets = plate.panels[1:]
    if not insets:
        return []
    names = dict(regions.select("region", name_column(language)).iter_rows())
    frames = [dict(zip(("x", "y", "x2", "y2"), panel.frame, strict=True)) for panel in insets]
    labels = [
        {
            "x": panel.frame[0] + 5,
            "y": panel.frame[1] + LABEL_HEIGHT / 2 + 1,
            "text": names.get(panel.name_of) or "",
        }
        for panel in insets
    ]
    return [
        drawn({"type": "rect", "fill": None, "stroke": QUIET.light, "strokeWidth": 0.6}, frames),
        written(labels, colour=SOFT_INK.light, size=10),
    ]


def overlay_layers(plate: Plate, overlay: Overlay) -> list[Spec]:
    """Outlined regions, the circle and the points, with names as far as there is room."""
    layers = highlight_layers(plate, overlay.highlight)
    if overlay.around is not None:
        layers += _circle_layers(plate, overlay.around)
    if overlay.points is not None and not overlay.points.is_empty():
        layers += _point_layers(plate, overlay.points)
    return layers


def _circle_layers(plate: Plate, around: tuple[float, float, float]) -> list[Spec]:
    import shapely

    lon, lat, km = around
    ring = Centre(lon, lat).circle(km)
    pixels = plate.panels[0].to_pixels(np.column_stack(plate.centre.to_plane(ring[:, 0], ring[:, 1])))
    sheet = shapely.box(0, LEGEND_HEIGHT, plate.width, plate.height)
    inside = shapely.intersection(shapely.polygons(np.round(pixels, 1)), sheet)
    middle = plate.positions(np.array([lon]), np.array([lat]))
    cross = [{"x": float(x), "y": float(y)} for x, y in middle if np.isfinite(x)]
    return [
        outlines([feature(inside)], {"fill": ACCENT.light, "fillOpacity": 0.1, "stroke": None}),
        outlines([feature(inside.boundary)], {"fill": None, "stroke": ACCENT.light, "strokeWidth": 1.4}),
        drawn(
            {"type": "point", "shape": "cross", "size": 60, "fill": INK.light, "stroke": GROUND.light}, cross
        ),
    ]


def _point_layers(plate: Plate, points: pl.DataFrame) -> list[Spec]:
    places = plate.positions(points["lon"].to_numpy(), points["lat"].to_numpy())
    named = zip(places.round(1).tolist(), points["name"].to_list(), strict=True)
    anchors = [Anchor(x, y, name) for (x, y), name in named if x == x]  # NaN: not on this map
    dots = [{"x": anchor.x, "y": anchor.y, "name": anchor.text} for anchor in anchors]
    labels = placed_labels(anchors, size=10, sheet=map_area(plate), most=NAMED_PLACES)
    mark = {
        "type": "point",
        "aria": True,
        "size": 34,
        "fill": INK.light,
        "stroke": GROUND.light,
        "strokeWidth": 1.2,
    }
    name = {"field": "name", "type": "nominal"}
    return [drawn(mark, dots, {"tooltip": name, "description": name}), *haloed(labels, size=10)]


def map_area(plate: Plate) -> Box:
    """The part of the sheet below the legend, where labels may stand."""
    return 4, LEGEND_HEIGHT, plate.width - 4, plate.height
