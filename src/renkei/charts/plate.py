"""The base of every map: regions as outlines in pixels, fitted to the sheet, with insets, borders and coasts.

Projection, fitting and simplification happen here, once per geography and width; a specification then holds
plain picture coordinates, which keeps it small and every label exactly where it was placed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from renkei.charts.borders import lines_of
from renkei.charts.insets import FreeSpace, Panel
from renkei.charts.layers import feature
from renkei.charts.plane import Centre, centre_of, flattened
from renkei.charts.window import divided, sea_of
from renkei.errors import ParameterError

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from renkei.charts.picture import Spec

LEGEND_HEIGHT: Final = 52
"""Pixels above every map that its legend takes."""
MARGIN: Final = 8
DETAIL: Final = 0.9
"""Pixels: finer turns of an outline are left out, the same on both sides of a border."""
NARROW: Final = 480
"""Pixels: below this width a sheet is a phone's and may be taller."""
ENLARGEMENT: Final = 2.0
"""How much larger than the main map an inset may be drawn."""
INSET_SHARE: Final = 0.17
"""Share of the sheet's width that an inset may take."""
LABEL_HEIGHT: Final = 16

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """A map without values; all lengths in pixels.

    `shapes` holds the outline of each region by its code, `features` the same as GeoJSON with the code as
    `id`; `borders` run between parents, `coasts` along the water. The first panel is the main map.
    """

    width: int
    height: int
    centre: Centre
    panels: tuple[Panel, ...]
    shapes: dict[str, Any]
    features: tuple[Spec, ...]
    borders: Spec
    coasts: Spec

    def positions(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels right and down of each point; NaN where neither the main map nor an inset shows it."""
        plane = np.column_stack(self.centre.to_plane(lon, lat))
        places = np.full((len(plane), 2), np.nan)
        for panel in self.panels:
            here = panel.to_pixels(plane)
            left, top, right, bottom = panel.frame
            inside = (
                (here[:, 0] >= left) & (here[:, 0] <= right) & (here[:, 1] >= top) & (here[:, 1] <= bottom)
            )
            places[inside] = here[inside]
        return places


@dataclass(frozen=True, slots=True)
class _Base:
    """What a plate depends on: equal content makes equal bases, so that plates can be kept."""

    width: int
    content: int
    regions: pl.DataFrame = field(compare=False)


def plate_of(regions: pl.DataFrame, width: int) -> Plate:
    """The plate for `regions` (region, parent, geometry as GeoJSON; one level) on a sheet `width` px wide.

    Kept for the next call with the same content. Raises `ParameterError` where no region has an outline.
    """
    outlined = regions.select("region", "parent", "geometry").drop_nulls("geometry")
    if outlined.is_empty():
        raise ParameterError(
            "None of the {count} regions has an outline to draw. Add `geometry`.", count=len(regions)
        )
    content = int(outlined.hash_rows(seed=1).implode().hash().item())
    return _drawn_plate(_Base(width, content, outlined))


@lru_cache(maxsize=24)
def _drawn_plate(base: _Base) -> Plate:
    import shapely

    codes = base.regions["region"].to_list()
    polygons, owner = _polygons(base.regions)
    centre = centre_of(polygons)
    sea = sea_of(flattened(polygons, centre), owner)
    inset = divided(sea).inset
    parents = base.regions["parent"].fill_null("").to_list()
    panels = _panels(sea.polygons, inset, _names(owner, inset, codes, parents), base.width)
    drawn = _simplified(_in_pixels(sea.polygons, inset, panels))
    shown = inset >= 0
    number = np.unique(parents, return_inverse=True)[1]
    lines = lines_of(drawn[shown], np.asarray(number[owner[shown]], dtype=np.intp))
    pieces = [drawn[shown & (owner == index)] for index in range(len(codes))]
    shapes = {code: shapely.multipolygons(piece) for code, piece in zip(codes, pieces, strict=True)}
    bottom = max([shapely.total_bounds(drawn[shown])[3], *(panel.frame[3] for panel in panels[1:])])
    return Plate(
        width=base.width,
        height=int(np.ceil(bottom + MARGIN)),
        centre=centre,
        panels=panels,
        shapes=shapes,
        features=tuple(feature(shape, id=code) for code, shape in shapes.items()),
        borders=feature(lines.borders),
        coasts=feature(lines.coasts),
    )


def _polygons(regions: pl.DataFrame) -> tuple[NDArray[Any], NDArray[np.intp]]:
    import shapely

    outlines = shapely.from_geojson(regions["geometry"].to_numpy().astype(object))
    parts, owner = shapely.get_parts(outlines, return_index=True)
    flat = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    return parts[flat], np.asarray(owner[flat], dtype=np.intp)


def _simplified(polygons: NDArray[Any]) -> NDArray[Any]:
    """Outlines without turns too fine to see, rounded to 0.1 px; neighbours keep sharing their borders."""
    import shapely

    coarse = shapely.coverage_simplify(polygons, DETAIL)
    return np.asarray(shapely.transform(coarse, lambda points: np.round(points, 1)))


def _in_pixels(polygons: NDArray[Any], inset: NDArray[np.intp], panels: tuple[Panel, ...]) -> NDArray[Any]:
    import shapely

    drawn = polygons.copy()
    for number, panel in enumerate(panels):
        drawn[inset == number] = shapely.transform(polygons[inset == number], panel.to_pixels)
    return drawn


def _names(
    owner: NDArray[np.intp], inset: NDArray[np.intp], codes: list[str], parents: list[str]
) -> list[str]:
    """The region or, where an inset shows several regions of one parent, the parent that names each inset."""
    names = []
    for number in range(1, int(inset.max()) + 1):
        inside = np.unique(owner[inset == number])
        above = {parents[index] for index in inside}
        several = len(inside) > 1 and len(above) == 1
        names.append(above.pop() if several else codes[int(inside[0])])
    return names


def _panels(
    polygons: NDArray[Any], inset: NDArray[np.intp], names: list[str], width: int
) -> tuple[Panel, ...]:
    import shapely

    main = _main_panel(_bounds(polygons[inset == 0]), width)
    land = shapely.transform(polygons[inset == 0], main.to_pixels)
    free = FreeSpace((2, LEGEND_HEIGHT, width - 2, main.frame[3] + MARGIN), land)
    panels = [main]
    for number, name in enumerate(names, start=1):
        panels.append(_inset_panel(_bounds(polygons[inset == number]), name, panels, free))
    return tuple(panels)


def _bounds(polygons: NDArray[Any]) -> Bounds:
    import shapely

    west, south, east, north = (float(side) for side in shapely.total_bounds(polygons))
    return west, south, east, north


def _main_panel(box: Bounds, width: int) -> Panel:
    """The main map in the middle of the sheet, as large as width and tallest height allow."""
    wide, high = box[2] - box[0], box[3] - box[1]
    tallest = width * (1.5 if width < NARROW else 1.15)
    scale = min((width - 2 * MARGIN) / wide, tallest / high)
    left, top = (width - wide * scale) / 2, LEGEND_HEIGHT + MARGIN
    frame = (0, LEGEND_HEIGHT, width, top + high * scale)
    return Panel(left, top, box[0], box[3], scale, frame=frame)


def _inset_panel(box: Bounds, name: str, panels: list[Panel], free: FreeSpace) -> Panel:
    """An inset in free water, or below everything where there is none."""
    main = panels[0]
    width = main.frame[2]
    wide, high = box[2] - box[0], box[3] - box[1]
    scale = min(ENLARGEMENT * main.scale, INSET_SHARE * width / max(wide, high))
    size = (max(wide * scale + 2 * MARGIN, 56), high * scale + MARGIN + LABEL_HEIGHT)
    wish = main.to_pixels(np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]]))[0]
    within = np.clip(wish, (0, LEGEND_HEIGHT), (width, main.frame[3]))
    corner = free.place(size, (float(within[0]), float(within[1])))
    if corner is None:
        corner = (0.0, max(panel.frame[3] for panel in panels) + MARGIN)
    left = corner[0] + (size[0] - wide * scale) / 2
    frame = (corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
    return Panel(left, corner[1] + LABEL_HEIGHT, box[0], box[3], scale, name, frame)
