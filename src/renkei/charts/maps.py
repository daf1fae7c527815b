"""The map of a number by region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei.charts.layers import picture_id, specification
from renkei.charts.legend import legend_layers
from renkei.charts.map_layers import (
    Overlay,
    inset_layers,
    line_layers,
    missing_layers,
    overlay_layers,
    region_layer,
)
from renkei.charts.palette import GROUND
from renkei.charts.picture import Picture, Sheet
from renkei.charts.plate import plate_of
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, name_column, translated

if TYPE_CHECKING:
    from renkei.charts.scales import MapScale, Quantity
    from renkei.language import LanguageCode

TOP: Final = 3
"""Regions that the text alternative names."""
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
    of the land. Raises `ParameterError` if no value belongs to a region, or none has an outline.
    """
    rows = valued_regions(regions, values, sheet.language)
    plate = plate_of(rows, sheet.width)
    missing = rows.filter(pl.col("value").is_null())["region"].to_list()
    none = rows.filter(pl.col("value") == 0).height > 0
    description = _description(rows, quantity, sheet.language)
    layers = [
        *legend_layers(scale, quantity, sheet, none=none, missing=bool(missing)),
        region_layer(),
        *missing_layers(plate, missing),
        *line_layers(plate),
        *inset_layers(plate, regions, sheet.language),
        *overlay_layers(plate, overlay),
    ]
    spec = specification(sheet, plate.height, layers, description=description)
    spec["datasets"] = {"shapes": list(plate.features), "values": _drawn_values(rows, quantity, scale, sheet)}
    ranked = rows.sort("value", "region", descending=[True, False], nulls_last=True)
    return Picture(
        id=picture_id("map", quantity.title, sheet),
        language=sheet.language,
        spec=spec,
        title=quantity.title,
        description=description,
        table=_table(ranked, quantity, sheet.language),
        row_links=tuple(sheet.link(code) for code in ranked["region"]),
        width=sheet.width,
        height=plate.height,
    )


def valued_regions(regions: pl.DataFrame, values: pl.DataFrame, language: LanguageCode) -> pl.DataFrame:
    """The regions of the level that has values: region, name, parent, parent_name, geometry and the value columns.

    Raises `ParameterError` if no value belongs to a region.
    """
    levels = regions.join(values.select("region"), on="region", how="semi")["level"]
    if levels.is_empty():
        raise ParameterError(
            "None of the {count} values belongs to a region of this geography (first code: {example}). "
            "Check that both use the same geography.",
            count=len(values),
            example=next(iter(values["region"]), "–"),
        )
    level = levels.value_counts(sort=True)["level"][0]
    name = pl.coalesce(name_column(language), "name_zh_hant", "name_en", "region")
    parents = regions.select(parent="region", parent_name=name)
    drawn = regions.filter(pl.col("level") == level).select("region", "parent", "geometry", name=name)
    numbers = values.with_columns(pl.col("value").cast(pl.Float64).fill_nan(None))
    return drawn.join(parents, on="parent", how="left").join(
        numbers, on="region", how="left", maintain_order="left"
    )


def place_name(language: LanguageCode, name: str, parent: str | None) -> str:
    """A region with what it lies in, as the language writes it."""
    return translated("{region}, {parent}", language).format(region=name, parent=parent) if parent else name


def _drawn_values(
    rows: pl.DataFrame, quantity: Quantity, scale: MapScale, sheet: Sheet
) -> list[dict[str, Any]]:
    language = sheet.language
    labelled, empty = translated("{place}: {value}", language), translated("{place}: no data", language)
    drawn = []
    for code, name, parent, value in rows.select("region", "name", "parent_name", "value").iter_rows():
        place = place_name(language, name, parent)
        if value is None:
            row = {"id": code, "fill": GROUND.light, "label": empty.format(place=place)}
        else:
            label = labelled.format(place=place, value=quantity.written(value, language))
            row = {"id": code, "fill": scale.tone(value).light, "label": label}
        drawn.append({**row, "url": sheet.link(code)} if sheet.links else row)
    return drawn


def _description(rows: pl.DataFrame, quantity: Quantity, language: LanguageCode) -> str:
    """What the map shows, where it is highest, and how much is zero or missing."""
    highest = rows.filter(pl.col("value") > 0).sort("value", "region", descending=[True, False]).head(TOP)
    missing = formatted_count(rows["value"].null_count(), language)
    none = formatted_count(rows.filter(pl.col("value") == 0).height, language)
    if highest.is_empty():
        template = "Map “{title}”: none of the {count} regions has any; {missing} have no data."
        return translated(template, language).format(title=quantity.title, count=len(rows), missing=missing)
    named = translated("{place} ({value})", language)
    top = [
        named.format(place=place_name(language, name, parent), value=quantity.written(value, language))
        for name, parent, value in highest.select("name", "parent_name", "value").iter_rows()
    ]
    template = "Map “{title}” of {count} regions: highest in {top}; {none} regions have none and {missing} have no data."
    return translated(template, language).format(
        title=quantity.title,
        count=formatted_count(len(rows), language),
        top=joined_list(top, language),
        none=none,
        missing=missing,
    )


def _table(rows: pl.DataFrame, quantity: Quantity, language: LanguageCode) -> pl.DataFrame:
    columns = {translated("Region", language): rows["name"]}
    if rows["parent_name"].null_count() < len(rows):
        columns[translated("Part of", language)] = rows["parent_name"]
    columns[quantity.heading(language)] = rows["value"].round(quantity.digits + 2 * quantity.percent)
    if "establishments" in rows.columns:
        columns[translated("Establishments", language)] = rows["establishments"]
    return pl.DataFrame(columns)
