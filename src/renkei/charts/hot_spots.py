"""The map of hot spots: places where plants lie denser than chance, wherever borders run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, feature, haloed, picture_id, specification
from renkei.charts.locator import locator_of
from renkei.charts.map_layers import (
    Overlay,
    highlight_layers,
    inset_layers,
    line_layers,
    map_area,
    region_layer,
    section_of,
)
from renkei.charts.map_values import place_name, valued_regions
from renkei.charts.palette import ACCENT, ACCENT_SOFT, GROUND, LAND, QUIET
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.plate import plate_of
from renkei.charts.text import Anchor, placed_labels, sentences, shortened
from renkei.errors import ParameterError
from renkei.language import formatted_count, formatted_number, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.plate import Plate
    from renkei.charts.text import Box
    from renkei.language import LanguageCode

NO_OVERLAY: Final = Overlay()
LEVEL: Final = 0.05
"""Significance from which a hot spot counts as more than chance."""
NAMED: Final = 16
NAMED_NARROW: Final = 7
"""Hot spots that get a name at most."""
LEADERS: Final = 3


def hot_spot_map(
    regions: pl.DataFrame,
    hot_spots: pl.DataFrame,
    title: str,
    sheet: Sheet,
    *,
    points: pl.DataFrame | None = None,
    overlay: Overlay = NO_OVERLAY,
) -> Picture:
    """Hot spots as areas over the outlines of regions, with the plants that they were found from.

    `hot_spots` has name, plants, significance (a p or q value from 0 to 1; missing if not tested) and
    geometry (a polygon as GeoJSON text, degrees). Those below 0.05 are filled, others are outlines; the
    largest are named as far as there is room. `regions` may hold several levels: the one with the most
    regions is drawn. `points` (lon, lat) are drawn as small dots. `overlay` outlines regions and, with
    `zoom`, shows their surroundings only. Raises `ParameterError` if there is no hot spot, or no region has
    an outline.
    """
    ranked = (
        hot_spots.cast({"significance": pl.Float64})
        .drop_nulls("geometry")
        .sort("plants", "name", descending=[True, False], nulls_last=True)
    )
    if ranked.is_empty():
        raise ParameterError("“{title}” has no hot spot to draw.", title=title)
    level = regions["level"].mode().sort()[0]
    every = regions.filter(level=level).select("region", pl.lit(0.0).alias("value"))
    rows = valued_regions(regions, every, sheet.language)
    section = section_of(rows, overlay)
    plate = plate_of(rows, sheet.width, section)
    description = _description(ranked, title, sheet.language)
    locator = locator_of(plate, rows, section, overlay.highlight)
    layers = [
        *KeyBlock(_keys(ranked, points, sheet.language), sheet, 2).layers(),
        region_layer(plate, linked=bool(sheet.links)),
        *line_layers(plate),
        *inset_layers(plate, regions, sheet.language),
        *_point_layers(plate, points),
        *_spot_layers(plate, ranked, sheet),
        *highlight_layers(plate, overlay.highlight),
        *_names(plate, ranked, sheet, [locator.frame] if locator.frame else []),
        *locator.layers,
    ]
    spec = specification(sheet, plate.height, layers, description=description)
    spec["datasets"] = {"shapes": list(plate.features), "values": _drawn(rows, plate, sheet)}
    return Picture(
        id=picture_id("hot-spots", title, sheet),
        language=sheet.language,
        spec=spec,
        title=title,
        description=description,
        table=_table(ranked, sheet.language),
        row_links=("",) * len(ranked),
        width=sheet.width,
        height=plate.height,
    )


def _keys(ranked: pl.DataFrame, points: pl.DataFrame | None, language: LanguageCode) -> list[Key]:
    """What fill, outline and dots mean, as far as there are any."""
    weak = ranked.filter(pl.col("significance") >= LEVEL)
    untested = ranked["significance"].null_count()
    below = translated("hot spot, more than chance (below {level})", language)
    every = [
        (len(ranked) > len(weak) + untested, Key("box", ACCENT.light, below.format(level=LEVEL))),
        (len(weak) > 0, Key("box", ACCENT_SOFT.light, translated("may be chance", language))),
        (untested > 0, Key("box", GROUND.light, translated("not tested", language))),
        (points is not None, Key("dot", QUIET.light, translated("plants", language))),
    ]
    return [key for shown, key in every if shown]


def _drawn(rows: pl.DataFrame, plate: Plate, sheet: Sheet) -> list[Row]:
    """The regions on the plate, all alike, each with its name."""
    drawn_rows: list[Row] = []
    seen = rows.filter(pl.col("region").is_in(list(plate.shapes)))
    for code, name, parent in seen.select("region", "name", "parent_name").iter_rows():
        row = {"id": code, "fill": LAND.light, "label": place_name(name, parent, sheet.language)}
        drawn_rows.append({**row, "url": sheet.link(code)} if sheet.links else row)
    return drawn_rows


def _point_layers(plate: Plate, points: pl.DataFrame | None) -> list[Spec]:
    """Small dots, each place on the sheet once."""
    if points is None or points.is_empty():
        return []
    places = plate.positions(points["lon"].to_numpy(), points["lat"].to_numpy())
    shown = np.unique(np.round(places[np.isfinite(places[:, 0])]), axis=0)
    dots: list[Row] = [{"x": float(x), "y": float(y)} for x, y in shown]
    mark = {"type": "circle", "size": 6, "fill": QUIET.light, "fillOpacity": 0.6, "opacity": 1}
    return [drawn(mark, dots)] if dots else []


def _shapes(plate: Plate, ranked: pl.DataFrame) -> list[Any]:
    """The hot spots in pixels, in the panel in which their middle lies; empty where none shows it."""
    import shapely

    polygons = shapely.make_valid(shapely.from_geojson(ranked["geometry"].to_numpy().astype(object)))
    shapes: list[Any] = []
    for polygon in polygons:
        flat = shapely.transform(
            polygon, lambda at: np.column_stack(plate.centre.to_plane(at[:, 0], at[:, 1]))
        )
        inside = [
            shapely.intersection(shapely.transform(flat, panel.to_pixels), shapely.box(*panel.frame))
            for panel in plate.panels
        ]
        # An inset lies on the main map: the shape belongs where the most of it is seen, insets first.
        shapes.append(max(reversed(inside), key=lambda shape: shape.area))
    return shapes


def _spot_layers(plate: Plate, ranked: pl.DataFrame, sheet: Sheet) -> list[Spec]:
    """The areas, small ones on top; each says its name, its plants and its significance."""
    features: list[Spec] = []
    for shape, row in zip(_shapes(plate, ranked), ranked.iter_rows(named=True), strict=True):
        if shape.is_empty:
            continue
        significance = row["significance"]
        fill = GROUND if significance is None else ACCENT if significance < LEVEL else ACCENT_SOFT
        features.append({**feature(shape), "fill": fill.light, "label": _told(row, sheet.language)})
    if not features:
        return []
    label = {"field": "label", "type": "nominal"}
    return [
        {
            "data": {"values": features},
            "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
            "mark": {
                "type": "geoshape",
                "fillOpacity": 0.6,
                "stroke": ACCENT.light,
                "strokeWidth": 1.2,
                "strokeJoin": "round",
            },
            "encoding": {
                "fill": {"field": "fill", "type": "nominal", "scale": None},
                "description": label,
                "tooltip": label,
            },
        }
    ]


def _told(row: Row, language: LanguageCode) -> str:
    plants = formatted_count(row["plants"], language)
    if row["significance"] is None:
        template = translated("{name} (establishments: {plants})", language)
        return template.format(name=row["name"], plants=plants)
    template = translated("{name} (establishments: {plants}; significance: {value})", language)
    value = formatted_number(row["significance"], language, 3)
    return template.format(name=row["name"], plants=plants, value=value)


def _names(plate: Plate, ranked: pl.DataFrame, sheet: Sheet, taken: list[Box]) -> list[Spec]:
    """The names of the largest, beside them, where there is room."""
    anchors = []
    for shape, name in zip(_shapes(plate, ranked), ranked["name"], strict=True):
        if not shape.is_empty:
            left, top, right, bottom = shape.bounds
            radius = min(max(right - left, bottom - top) / 2, 12.0)
            middle = shape.centroid
            anchors.append(Anchor(middle.x, middle.y, shortened(name, LABEL_SIZE, sheet.width * 0.4), radius))
    most = NAMED_NARROW if sheet.narrow else NAMED
    labels = placed_labels(
        anchors[: 3 * most], size=LABEL_SIZE, sheet=map_area(plate), taken=taken, most=most
    )
    return haloed(labels, weight=500)


def _description(ranked: pl.DataFrame, title: str, language: LanguageCode) -> str:
    named = translated("{name} ({value})", language)
    top = [
        named.format(name=name, value=formatted_count(plants, language))
        for name, plants in ranked.head(LEADERS).select("name", "plants").iter_rows()
    ]
    template = (
        "{title}. Map of {count} hot spots, {firm} of them more than chance (below {level}); the largest are "
        "{top}."
    )
    said = translated(template, language).format(
        title=title,
        count=formatted_count(len(ranked), language),
        firm=formatted_count(ranked.filter(pl.col("significance") < LEVEL).height, language),
        level=LEVEL,
        top=joined_list(top, language),
    )
    untested = ranked["significance"].null_count()
    lacking = translated("Hot spots that were not tested: {count}.", language) if untested else ""
    return sentences((said, lacking.format(count=untested)), language)


def _table(ranked: pl.DataFrame, language: LanguageCode) -> pl.DataFrame:
    return pl.DataFrame(
        {
            translated("Hot spot", language): ranked["name"],
            translated("Establishments", language): ranked["plants"],
            translated("Significance", language): ranked["significance"].cast(pl.Float64).round(4),
        }
    )
