"""The map of regions that are like their neighbours, and of those that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import picture_id, specification
from renkei.charts.map_layers import inset_layers, line_layers, missing_layers, region_layer
from renkei.charts.map_values import place_name, valued_regions
from renkei.charts.palette import BELOW_TO_ABOVE, GROUND, HATCH, LAND
from renkei.charts.picture import Picture, Sheet
from renkei.charts.plate import plate_of
from renkei.charts.text import sentences
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.palette import Tone
    from renkei.language import LanguageCode

QUADRANTS: Final = {
    "high-high": BELOW_TO_ABOVE[6],
    "high-low": BELOW_TO_ABOVE[4],
    "low-high": BELOW_TO_ABOVE[1],
    "low-low": BELOW_TO_ABOVE[0],
    "not significant": LAND,
}
"""Own value and that of the neighbours, with their colours: indigo is high, ochre low, dark is like them."""
LEADERS: Final = 3


def autocorrelation_map(regions: pl.DataFrame, values: pl.DataFrame, title: str, sheet: Sheet) -> Picture:
    """Regions by what they and their neighbours have: high among high, low among low, or unlike them.

    `values` has region and quadrant: high-high, low-low, high-low (high among low), low-high (capitals do not
    matter), or not significant; missing where it is not known, which is hatched, as is a region without a
    row. `regions` may hold several levels, as for `region_map`. The words count the regions of each kind and
    name some that are high among high. Raises `ParameterError` for another word, and where no value
    belongs to a region or none has an outline (Anselin 1995).
    """
    values = values.with_columns(pl.col("quadrant").str.to_lowercase())
    _check_quadrants(values, title)
    marked = values.select("region", pl.lit(1.0).alias("value"))
    joined = valued_regions(regions, marked, sheet.language)
    rows = joined.join(values.select("region", "quadrant"), on="region", how="left", maintain_order="left")
    plate = plate_of(rows, sheet.width)
    seen = rows.filter(pl.col("region").is_in(list(plate.shapes)))
    description = _description(rows, title, sheet.language)
    layers = [
        *KeyBlock(_keys(seen, sheet.language), sheet, 2).layers(),
        region_layer(plate, linked=bool(sheet.links)),
        *missing_layers(plate, seen.filter(pl.col("quadrant").is_null())["region"].to_list()),
        *line_layers(plate),
        *inset_layers(plate, regions, sheet.language),
    ]
    spec = specification(sheet, plate.height, layers, description=description)
    spec["datasets"] = {"shapes": list(plate.features), "values": _drawn(seen, sheet)}
    ranked = _ranked(rows)
    return Picture(
        id=picture_id("autocorrelation", title, sheet),
        language=sheet.language,
        spec=spec,
        title=title,
        description=description,
        table=_table(ranked, sheet.language),
        row_links=tuple(sheet.link(code) for code in ranked["region"]),
        width=sheet.width,
        height=plate.height,
    )


def _check_quadrants(values: pl.DataFrame, title: str) -> None:
    strange = sorted(set(values["quadrant"].drop_nulls()) - set(QUADRANTS))
    if strange:
        raise ParameterError(
            "“{title}” has the unknown quadrant {quadrant}; known are {known}.",
            title=title,
            quadrant=strange[0],
            known=", ".join(QUADRANTS),
        )


def quadrant_names(language: LanguageCode) -> dict[str | None, str]:
    """What the quadrants are called; the missing one too."""
    return {
        "high-high": translated("high, neighbours high", language),
        "high-low": translated("high, neighbours low", language),
        "low-high": translated("low, neighbours high", language),
        "low-low": translated("low, neighbours low", language),
        "not significant": translated("not significant", language),
        None: translated("no data", language),
    }


def _keys(rows: pl.DataFrame, language: LanguageCode) -> list[Key]:
    """The four kinds always, the others where they occur."""
    names, found = quadrant_names(language), set(rows["quadrant"])
    shown = [quadrant for quadrant in QUADRANTS if quadrant != "not significant" or quadrant in found]
    keys = [Key("box", QUADRANTS[quadrant].light, names[quadrant]) for quadrant in shown]
    return [*keys, Key("hatched", HATCH.light, names[None])] if None in found else keys


def _drawn(rows: pl.DataFrame, sheet: Sheet) -> list[Row]:
    names = quadrant_names(sheet.language)
    template = translated("{place}: {value}", sheet.language)
    drawn: list[Row] = []
    for code, name, parent, quadrant in rows.select("region", "name", "parent_name", "quadrant").iter_rows():
        tone: Tone = GROUND if quadrant is None else QUADRANTS[quadrant]
        label = template.format(place=place_name(name, parent, sheet.language), value=names[quadrant])
        row = {"id": code, "fill": tone.light, "label": label}
        drawn.append({**row, "url": sheet.link(code)} if sheet.links else row)
    return drawn


def _ranked(rows: pl.DataFrame) -> pl.DataFrame:
    """The regions by quadrant, those without one last."""
    order = pl.col("quadrant").replace_strict({name: at for at, name in enumerate(QUADRANTS)}, default=99)
    return rows.sort(order, "region")


def _description(rows: pl.DataFrame, title: str, language: LanguageCode) -> str:
    count = {
        quadrant: formatted_count(rows.filter(pl.col("quadrant").eq_missing(quadrant)).height, language)
        for quadrant in (*QUADRANTS, None)
    }
    template = (
        "{title}. Map of {count} regions: {high_high} are high among high neighbours, {low_low} low among low, "
        "{high_low} high among low and {low_high} low among high; not significant: {none}; without data: "
        "{missing}."
    )
    said = translated(template, language).format(
        title=title,
        count=formatted_count(len(rows), language),
        high_high=count["high-high"],
        low_low=count["low-low"],
        high_low=count["high-low"],
        low_high=count["low-high"],
        none=count["not significant"],
        missing=count[None],
    )
    high = rows.filter(quadrant="high-high").head(LEADERS)
    if high.is_empty():
        return said
    places = [
        place_name(name, parent, language) for name, parent in high.select("name", "parent_name").iter_rows()
    ]
    named = translated("High among high neighbours are, for example, {regions}.", language)
    return sentences((said, named.format(regions=joined_list(places, language))), language)


def _table(rows: pl.DataFrame, language: LanguageCode) -> pl.DataFrame:
    names = quadrant_names(language)
    columns = {translated("Region", language): rows["name"]}
    if rows["parent_name"].null_count() < len(rows):
        columns[translated("Part of", language)] = rows["parent_name"]
    kinds = pl.Series([names[quadrant] for quadrant in rows["quadrant"]], dtype=pl.String)
    return pl.DataFrame({**columns, translated("Region and neighbours", language): kinds})
