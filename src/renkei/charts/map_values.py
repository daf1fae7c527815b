"""The values of a map: joined to their regions, coloured, put into words and into a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from renkei.charts.palette import GROUND
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, name_column, translated

if TYPE_CHECKING:
    from renkei.charts.picture import Sheet
    from renkei.charts.scales import MapScale, Quantity
    from renkei.language import LanguageCode

FEW: Final = 5
"""Plants below which a ratio above the average is marked as weak, and no value is named as a highest."""
NAMED: Final = 3
"""Regions that the text alternative names."""


def valued_regions(regions: pl.DataFrame, values: pl.DataFrame, language: LanguageCode) -> pl.DataFrame:
    """The regions of the level that has values, in their order: region, name, parent, parent_name, geometry,
    value and establishments (missing where the values have none).

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
    level = levels.mode().sort()[0]
    name = pl.coalesce(name_column(language), "name_zh_hant", "name_en", "region")
    parents = regions.select(parent="region", parent_name=name)
    drawn = regions.filter(pl.col("level") == level).select("region", "parent", "geometry", name=name)
    plants = pl.col("establishments") if "establishments" in values.columns else pl.lit(None, pl.Int64)
    numbers = values.select(
        "region", pl.col("value").cast(pl.Float64).fill_nan(None), establishments=plants.cast(pl.Int64)
    )
    joined = drawn.join(parents, on="parent", how="left", maintain_order="left")
    return joined.join(numbers, on="region", how="left", maintain_order="left")


def weak_regions(rows: pl.DataFrame, scale: MapScale) -> list[str]:
    """Regions whose ratio is above the average by so few plants that one more or less would change it."""
    if scale.average is None:
        return []
    few = pl.col("establishments").is_between(1, FEW - 1)
    return rows.filter(few & (pl.col("value") > scale.average))["region"].to_list()


def drawn_values(
    rows: pl.DataFrame, quantity: Quantity, scale: MapScale, sheet: Sheet
) -> list[dict[str, Any]]:
    """For each region its colour, what a reader is told who points at it, and its page."""
    columns = ("region", "name", "parent_name", "value", "establishments")
    drawn = []
    for code, name, parent, value, plants in rows.select(columns).iter_rows():
        fill = GROUND if value is None else scale.tone(value)
        place = place_name(name, parent, sheet.language)
        if value == 0 and scale.zero_is_none:
            label = translated("{place}: none", sheet.language).format(place=place)
        else:
            label = _label(place, value, plants, quantity, sheet.language)
        row = {"id": code, "fill": fill.light, "label": label}
        drawn.append({**row, "url": sheet.link(code)} if sheet.links else row)
    return drawn


def _label(
    place: str, value: float | None, plants: int | None, quantity: Quantity, language: LanguageCode
) -> str:
    if value is None:
        return translated("{place}: no data", language).format(place=place)
    number = quantity.written(value, language)
    if plants is None:
        return translated("{place}: {value}", language).format(place=place, value=number)
    template = translated("{place}: {value} (establishments: {plants})", language)
    return template.format(place=place, value=number, plants=formatted_count(plants, language))


def place_name(name: str, parent: str | None, language: LanguageCode) -> str:
    """A region with what it lies in, as the language writes it."""
    return translated("{region}, {parent}", language).format(region=name, parent=parent) if parent else name


def map_description(rows: pl.DataFrame, quantity: Quantity, scale: MapScale, language: LanguageCode) -> str:
    """What the map shows, where it is highest, and how many regions have none or no data.

    On a scale about zero also where it is lowest.
    """
    counts = {
        "title": quantity.title,
        "count": formatted_count(len(rows), language),
        "none": formatted_count(rows.filter(pl.col("value") == 0).height, language),
        "missing": formatted_count(rows["value"].null_count(), language),
    }
    known = rows.drop_nulls("value").filter(pl.col("establishments").fill_null(FEW) >= FEW)
    solid = known.filter(pl.col("value") > 0) if scale.zero_is_none else known
    top = _named(solid, quantity, language, descending=True)
    if solid.is_empty():
        template = (
            "{title}. Map of {count} regions; none stands out. "
            "Regions with none: {none}; without data: {missing}."
        )
    elif scale.zero_is_none:
        template = (
            "{title}. Map of {count} regions; the highest values are those of {top}. "
            "Regions with none: {none}; without data: {missing}."
        )
    else:
        template = (
            "{title}. Map of {count} regions; the highest values are those of {top}, the lowest those of "
            "{bottom}. Regions without data: {missing}."
        )
    bottom = _named(solid, quantity, language, descending=False)
    return translated(template, language).format(top=top, bottom=bottom, **counts)


def _named(rows: pl.DataFrame, quantity: Quantity, language: LanguageCode, *, descending: bool) -> str:
    """The regions at one end, with their values."""
    ends = rows.sort("value", "region", descending=[descending, False]).head(NAMED)
    return joined_list(
        [
            named_value(name, parent, quantity.written(value, language), language)
            for name, parent, value in ends.select("name", "parent_name", "value").iter_rows()
        ],
        language,
    )


def named_value(name: str, parent: str | None, value: str, language: LanguageCode) -> str:
    """A region with its value, as an item of a list."""
    if parent:
        return translated("{region} in {parent} ({value})", language).format(
            region=name, parent=parent, value=value
        )
    return translated("{name} ({value})", language).format(name=name, value=value)


def map_table(rows: pl.DataFrame, quantity: Quantity, language: LanguageCode) -> pl.DataFrame:
    """One row per region: name, what it is part of, the value, and the plants behind it, where known."""
    columns = {translated("Region", language): rows["name"]}
    if rows["parent_name"].null_count() < len(rows):
        columns[translated("Part of", language)] = rows["parent_name"]
    columns[quantity.heading(language)] = rows["value"].round(quantity.digits + 2 * quantity.percent)
    if rows["establishments"].null_count() < len(rows):
        columns[translated("Establishments", language)] = rows["establishments"]
    return pl.DataFrame(columns)
