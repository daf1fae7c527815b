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
from renkei.charts.insets import Panel, inset_panels
from renkei.charts.layers import MARGIN, feature
from renkei.charts.picture import NARROW, legend_height
from renkei.charts.plane import Centre, bounds_of, centre_of, flattened
from renkei.charts.window import divided, sea_of
from renkei.errors import ParameterError

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from renkei.charts.picture import Spec
    from renkei.charts.plane import Bounds

DETAIL: Final = 0.9
"""Pixels: finer turns of an outline are left out, the same on both sides of a border."""
LEAST_ISLET: Final = 0.4
"""Square pixels below which a piece of a region is not drawn, unless it is the largest."""


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """A map without values; all lengths in pixels.

    `shapes` holds the outline of each region by its code, `features` the same as GeoJSON with the code as
    `id`; `borders` run between parents, `coasts` along the water. The first panel is the main map. A plate
    that shows a section only is `cut`: its land runs on beyond the edge.
    """

    width: int
    height: int
    centre: Centre
    panels: tuple[Panel, ...]
    shapes: dict[str, Any]
    features: tuple[Spec, ...]
    borders: Spec
    coasts: Spec
    cut: bool = False

    def positions(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels right and down of each point; NaN where neither the main map nor an inset shows it."""
        plane = np.column_stack(self.centre.to_plane(lon, lat))
        places = np.full((len(plane), 2), np.nan)
        for panel in self.panels:
            here = panel.to_pixels(plane)
            left, top, right, bottom = panel.frame
            across = (here[:, 0] >= left) & (here[:, 0] <= right)
            inside = across & (here[:, 1] >= top) & (here[:, 1] <= bottom)
            places[inside] = here[inside]
        return places


@dataclass(frozen=True, slots=True)
class _Base:
    """What a plate depends on: equal content makes equal bases, so that plates can be kept."""

    width: int
    content: int
    section: Bounds | None
    regions: pl.DataFrame = field(compare=False)


def plate_of(regions: pl.DataFrame, width: int, section: Bounds | None = None) -> Plate:
    """The plate for `regions` (region, parent, geometry as GeoJSON; one level) on a sheet `width` px wide.

    `section` (west, south, east, north in degrees) fits the map to a part; without it the rules of `window`
    decide. Kept for the next call with the same content. Raises `ParameterError` where no region has an
    outline.
    """
    outlined = regions.select("region", "parent", "geometry").drop_nulls("geometry")
    if outlined.is_empty():
        raise ParameterError(
            "None of the {count} regions has an outline to draw. Add `geometry` (GeoJSON) to the regions.",
            count=len(regions),
        )
    content = int(outlined.hash_rows(seed=1).implode().hash().item())
    return _drawn_plate(_Base(width, content, section, outlined))


@lru_cache(maxsize=48)
def _drawn_plate(base: _Base) -> Plate:
    if base.section is not None:
        return _section_plate(base, base.section)
    polygons, owner = _outlines(_Base(0, base.content, None, base.regions))
    centre = centre_of(polygons)
    sea = sea_of(flattened(polygons, centre), owner)
    inset = divided(sea).inset
    main = _main_panel(bounds_of(sea.polygons[inset == 0]), base.width)
    names = _names(owner, inset, base.regions)
    panels = (main, *inset_panels(sea.polygons, inset, names, main))
    shown = inset >= 0
    pixels = _in_pixels(sea.polygons, inset, panels)[shown]
    bottom = max(panel.frame[3] for panel in panels)
    return _plate(base, centre, panels, _Drawing(pixels, owner[shown], int(np.ceil(bottom + MARGIN))))


def _section_plate(base: _Base, section: Bounds) -> Plate:
    """The plate of the part of the regions inside `section`, which fills the sheet from edge to edge."""
    import shapely

    polygons, owner = _outlines(_Base(0, base.content, None, base.regions))
    west, south, east, north = section
    centre = Centre((west + east) / 2, (south + north) / 2)
    edge = np.array([[west, south], [east, south], [east, north], [west, north]])
    panel = _section_panel(np.column_stack(centre.to_plane(edge[:, 0], edge[:, 1])), base.width)
    pixels = shapely.transform(flattened(polygons, centre), panel.to_pixels)
    seen = np.asarray(shapely.intersects(pixels, shapely.box(*panel.frame)))
    drawing = _Drawing(pixels[seen], owner[seen], int(np.ceil(panel.frame[3])) + 1)
    return _plate(base, centre, (panel,), drawing)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Polygons in pixels, the region of each, and the height of the sheet."""

    polygons: NDArray[Any]
    owner: NDArray[np.intp]
    height: int


def _plate(base: _Base, centre: Centre, panels: tuple[Panel, ...], drawing: _Drawing) -> Plate:
    import shapely

    drawing = _visible(drawing)
    drawn = _simplified(drawing.polygons)
    parents = np.unique(base.regions["parent"].fill_null("").to_list(), return_inverse=True)[1]
    lines = lines_of(drawn, np.asarray(parents[drawing.owner], dtype=np.intp))
    borders, coasts = lines.borders, lines.coasts
    if base.section is not None:
        drawn, borders, coasts = (_clipped(shape, panels[0].frame) for shape in (drawn, borders, coasts))
    codes = base.regions["region"].to_list()
    pieces = {codes[index]: drawn[drawing.owner == index] for index in np.unique(drawing.owner)}
    shapes = {code: shapely.multipolygons(_flat(piece)) for code, piece in pieces.items()}
    return Plate(
        width=base.width,
        height=drawing.height,
        centre=centre,
        panels=panels,
        shapes=shapes,
        features=tuple(feature(shape, id=code) for code, shape in shapes.items()),
        borders=feature(borders),
        coasts=feature(coasts),
        cut=base.section is not None,
    )


@lru_cache(maxsize=8)
def _outlines(base: _Base) -> tuple[NDArray[Any], NDArray[np.intp]]:
    import shapely

    outlines = shapely.from_geojson(base.regions["geometry"].to_numpy().astype(object))
    broken = ~shapely.is_valid(outlines)
    outlines[broken] = shapely.make_valid(outlines[broken])
    # Twice: a repaired outline can be a collection that holds multi-polygons.
    parts, owner = shapely.get_parts(outlines, return_index=True)
    parts, part = shapely.get_parts(parts, return_index=True)
    flat = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    return parts[flat], np.asarray(owner[part[flat]], dtype=np.intp)


def _visible(drawing: _Drawing) -> _Drawing:
    """The drawing without islets too small to see, but with the largest piece of every region."""
    import shapely

    area = shapely.area(drawing.polygons)
    largest = np.zeros(int(drawing.owner.max()) + 1)
    np.maximum.at(largest, drawing.owner, area)
    seen = (area >= LEAST_ISLET) | (area == largest[drawing.owner])
    return _Drawing(drawing.polygons[seen], drawing.owner[seen], drawing.height)


def _simplified(polygons: NDArray[Any]) -> NDArray[Any]:
    """Outlines without turns too fine to see; neighbours keep sharing their borders.

    Outlines that overlap or leave gaps have no common borders: these are simplified one by one.
    """
    import shapely

    try:
        return np.asarray(shapely.coverage_simplify(polygons, DETAIL))
    except shapely.errors.GEOSException:
        return np.asarray(shapely.simplify(polygons, DETAIL / 2))


def _clipped(shapes: Any, frame: Bounds) -> Any:
    import shapely

    return shapely.intersection(shapes, shapely.box(*frame))


def _flat(shapes: NDArray[Any]) -> NDArray[Any]:
    import shapely

    parts = shapely.get_parts(shapes)
    return np.asarray(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def _in_pixels(polygons: NDArray[Any], inset: NDArray[np.intp], panels: tuple[Panel, ...]) -> NDArray[Any]:
    import shapely

    drawn = polygons.copy()
    for number, panel in enumerate(panels):
        drawn[inset == number] = shapely.transform(polygons[inset == number], panel.to_pixels)
    return drawn


def _names(owner: NDArray[np.intp], inset: NDArray[np.intp], regions: pl.DataFrame) -> list[str]:
    """The region or, where an inset shows several regions of one parent, the parent that names each inset."""
    codes, parents = regions["region"].to_list(), regions["parent"].to_list()
    names = []
    for number in range(1, int(inset.max()) + 1):
        inside = np.unique(owner[inset == number])
        above = {parents[index] for index in inside} - {None}
        several = len(inside) > 1 and len(above) == 1
        names.append(above.pop() if several else codes[int(inside[0])])
    return names


def _main_panel(box: Bounds, width: int) -> Panel:
    """The main map in the middle of the sheet, as large as width and tallest height allow."""
    wide, high = box[2] - box[0], box[3] - box[1]
    tallest = width * (1.5 if width < NARROW else 1.15)
    scale = min((width - 2 * MARGIN) / wide, tallest / high)
    left, top = (width - wide * scale) / 2, legend_height(width) + MARGIN
    frame = (0, top - MARGIN, width, top + high * scale)
    return Panel(left, top, box[0], box[3], scale, frame=frame)


def _section_panel(corners: NDArray[np.float64], width: int) -> Panel:
    """The section fitted to a frame as wide as the sheet, neither flat nor tall."""
    wide, high = np.ptp(corners, axis=0)
    inner = width - 2
    height = float(np.clip(inner * high / wide, 0.62 * width, (1.15 if width < NARROW else 0.85) * width))
    scale = min(inner / wide, height / high)
    middle = corners.mean(axis=0)
    west, north = middle[0] - inner / scale / 2, middle[1] + height / scale / 2
    top = legend_height(width)
    return Panel(1, top, float(west), float(north), float(scale), frame=(1, top, width - 1, top + height))
