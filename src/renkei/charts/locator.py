"""Where in the country a section lies: a small map of the coast in a corner, with the section marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from renkei.charts.layers import drawn, feature, outlines
from renkei.charts.palette import ACCENT, GROUND, LAND, QUIET
from renkei.charts.picture import NARROW, NARROWEST
from renkei.charts.plate import plate_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from renkei.charts.picture import Spec
    from renkei.charts.plane import Bounds
    from renkei.charts.plate import Plate

SIDE: Final = 0.17
SIDE_NARROW: Final = 0.22
"""The longer side of the small map, as a share of the sheet's width."""
MOST_OF_ALL: Final = 0.3
"""Share of the country from which a section needs no locator."""
INSIDE: Final = 5.0
"""Pixels between the small map and its frame, and between the frame and the edge of the section."""


@dataclass(frozen=True, slots=True)
class Locator:
    """The frame of the small map on the sheet, and its layers; neither where none is needed."""

    frame: Bounds | None
    layers: list[Spec]


NO_LOCATOR: Final = Locator(None, [])


def locator_of(plate: Plate, regions: pl.DataFrame, section: Bounds | None, chosen: Iterable[str]) -> Locator:
    """The locator of a section of `regions`, in the corner where it covers the least, least of all `chosen`."""
    import shapely

    if section is None:
        return NO_LOCATOR
    whole = plate_of(regions, NARROWEST)
    left, top, right, bottom = whole.panels[0].frame
    west, south, east, north = section
    corners = np.column_stack(whole.centre.to_plane([west, east], [north, south]))
    mark = whole.panels[0].to_pixels(corners)
    if np.prod(np.ptp(mark, axis=0)) > MOST_OF_ALL * (right - left) * (bottom - top):
        return NO_LOCATOR
    return _in_corner(plate, _land(whole), shapely.box(*mark[0], *mark[1]), chosen)


@lru_cache(maxsize=16)
def _land(whole: Plate) -> Any:
    """All land of the main map as one shape, in pixels."""
    import shapely

    insets = [shapely.box(*panel.frame) for panel in whole.panels[1:]]
    main = [shape for shape in whole.shapes.values() if not shapely.intersects(shape, insets).any()]
    return shapely.simplify(shapely.union_all(main), 0.8)


def _in_corner(plate: Plate, coast: Any, mark: Any, chosen: Iterable[str]) -> Locator:
    import shapely

    low_x, low_y, high_x, high_y = shapely.union(coast, mark).bounds
    longest = plate.width * (SIDE_NARROW if plate.width < NARROW else SIDE)
    scale = longest / max(high_x - low_x, high_y - low_y)
    wide, high = ((high_x - low_x) * scale + 2 * INSIDE, (high_y - low_y) * scale + 2 * INSIDE)
    frame = _best_corner(plate, (wide, high), chosen)

    def to_frame(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.asarray((points - (low_x, low_y)) * scale + (frame[0] + INSIDE, frame[1] + INSIDE))

    small, place = shapely.transform(coast, to_frame), shapely.transform(mark, to_frame)
    box = dict(zip(("x", "y", "x2", "y2"), frame, strict=True))
    ground = {
        "type": "rect",
        "fill": GROUND.light,
        "stroke": QUIET.light,
        "strokeWidth": 0.6,
    }
    return Locator(
        frame,
        [
            drawn(ground, [box]),
            outlines([feature(small)], {"fill": LAND.light, "stroke": QUIET.light, "strokeWidth": 0.6}),
            outlines(
                [feature(shapely.boundary(place))], {"fill": None, "stroke": ACCENT.light, "strokeWidth": 1.4}
            ),
        ],
    )


def _best_corner(plate: Plate, size: tuple[float, float], chosen: Iterable[str]) -> Bounds:
    """The corner of the section where a frame of `size` covers least; what is looked at counts tenfold."""
    import shapely

    left, top, right, bottom = plate.panels[0].frame
    looked_at = shapely.union_all([plate.shapes[code] for code in chosen if code in plate.shapes])
    land = list(plate.shapes.values())
    frames = [
        (x, y, x + size[0], y + size[1])
        for y in (bottom - INSIDE - size[1], top + INSIDE)
        for x in (left + INSIDE, right - INSIDE - size[0])
    ]

    def cost(frame: Bounds) -> float:
        box = shapely.box(*frame)
        covered = float(shapely.area(shapely.intersection(land, box)).sum())
        return covered + 10 * float(shapely.area(shapely.intersection(looked_at, box)))

    return min(frames, key=cost)
