"""The map of a number by region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.layers import picture_id, specification
from renkei.charts.legend import Keys, legend_layers
from renkei.charts.locator import locator_of
from renkei.charts.map_layers import (
    Overlay,
    inset_layers,
    line_layers,
    missing_layers,
    overlay_layers,
    region_layer,
    section_of,
    weak_layers,
)
from renkei.charts.map_values import drawn_values, map_description, map_table, valued_regions, weak_regions
from renkei.charts.picture import Picture, Sheet
from renkei.charts.plate import plate_of

if TYPE_CHECKING:
    from renkei.charts.scales import MapScale, Quantity

NO_OVERLAY: Final = Overlay()


def region_map(
    regions: pl.DataFrame,
    values: pl.DataFrame,
    quantity: Quantity,
    scale: MapScale,
    sheet: Sheet,
    overlay: Overlay = NO_OVERLAY,
) -> Picture:
    """A choropleth of `values` (region, value; optionally establishments) over one level of `regions`.

    `regions` may hold several levels: the one of the values is drawn, and its parents give the heavier
    borders and the names. A region without a row, or with a missing value, is hatched; zero has the colour
    of the land unless the scale is about zero; a ratio above the average that rests on fewer than five
    establishments is lined. Raises `ParameterError` if no value belongs to a region, or none has an outline.
    """
    rows = valued_regions(regions, values, sheet.language)
    section = section_of(rows, overlay)
    plate = plate_of(rows, sheet.width, section)
    seen = rows.filter(pl.col("region").is_in(list(plate.shapes)))
    missing = seen.filter(pl.col("value").is_null())["region"].to_list()
    weak = weak_regions(seen, scale)
    zeros = scale.zero_is_none and not seen.filter(pl.col("value") == 0).is_empty()
    keys = Keys(none=zeros, weak=bool(weak), missing=bool(missing))
    description = map_description(rows, quantity, scale, sheet.language)
    layers = [
        *legend_layers(scale, quantity, sheet, keys),
        region_layer(plate, linked=bool(sheet.links)),
        *weak_layers(plate, weak),
        *missing_layers(plate, missing),
        *line_layers(plate),
        *inset_layers(plate, regions, sheet.language),
        *overlay_layers(plate, overlay, rows, locator_of(plate, rows, section, overlay.highlight)),
    ]
    spec = specification(sheet, plate.height, layers, description=description)
    spec["datasets"] = {"shapes": list(plate.features), "values": drawn_values(seen, quantity, scale, sheet)}
    ranked = rows.sort("value", "region", descending=[True, False], nulls_last=True)
    return Picture(
        id=picture_id("map", quantity.title, sheet),
        language=sheet.language,
        spec=spec,
        title=quantity.title,
        description=description,
        table=map_table(ranked, quantity, sheet.language),
        row_links=tuple(sheet.link(code) for code in ranked["region"]),
        width=sheet.width,
        height=plate.height,
    )
