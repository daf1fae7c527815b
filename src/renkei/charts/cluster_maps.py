"""Maps of detected clusters: all of them in the country, and one with its regions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.layers import LABEL_SIZE, drawn, haloed, picture_id, specification, telling, told, written
from renkei.charts.map_layers import Overlay, inset_layers, line_layers, map_area, region_layer
from renkei.charts.map_values import named_value, place_name, valued_regions
from renkei.charts.maps import region_map
from renkei.charts.palette import ACCENT, ACCENT_SOFT, GROUND, LAND, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.plate import plate_of
from renkei.charts.scales import Quantity, amount_scale
from renkei.charts.text import Anchor, placed_labels, shortened, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, name_column, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.plate import Plate

LARGEST: Final = 17.0
LARGEST_NARROW: Final = 11.0
"""Radius in px of the circle of the largest cluster."""
SMALLEST: Final = 2.2
NAMED: Final = 16
NAMED_NARROW: Final = 8
"""Clusters that get a label at most."""
LEADERS: Final = 3
EDGE: Final = 8


def cluster_map(
    regions: pl.DataFrame, clusters: pl.DataFrame, members: pl.DataFrame, title: str, sheet: Sheet
) -> Picture:
    """All clusters: the regions that belong to any, and a circle for each cluster, its area its plants.

    `clusters` and `members` are the tables of an evidence build; an optional column `label` of `clusters`
    replaces the name on the map, where names are long. The sheet's links lead to cluster pages. Raises
    `ParameterError` if there is no cluster, or no member belongs to a region.
    """
    if clusters.is_empty():
        raise ParameterError("“{title}” has no cluster to draw.", title=title)
    rows = valued_regions(
        regions, members.select("region", value=pl.lit(1.0)).unique("region"), sheet.language
    )
    plate = plate_of(rows, sheet.width)
    ranked = _ranked(clusters, sheet)
    description = _description(ranked, title, sheet)
    layers = [
        region_layer(plate, linked=False),
        *line_layers(plate),
        *inset_layers(plate, regions, sheet.language),
        *_circle_layers(plate, ranked, sheet),
        *_key_layers(ranked, sheet),
    ]
    spec = specification(sheet, plate.height, layers, description=description)
    spec["datasets"] = {"shapes": list(plate.features), "values": _drawn_regions(rows, sheet)}
    return Picture(
        id=picture_id("clusters", title, sheet),
        language=sheet.language,
        spec=spec,
        title=title,
        description=description,
        table=_table(ranked, sheet),
        row_links=tuple(sheet.link(code) for code in ranked["cluster"]),
        width=sheet.width,
        height=plate.height,
    )


def cluster_regions_map(
    regions: pl.DataFrame, members: pl.DataFrame, cluster: str, title: str, sheet: Sheet
) -> Picture:
    """The regions of one cluster in their surroundings, by its plants in them; links lead to region pages.

    Raises `ParameterError` if `members` has no row of the cluster.
    """
    inside = members.filter(pl.col("cluster") == cluster).group_by("region")
    plants = inside.agg(value=pl.col("establishments").sum()).sort("region")
    if plants.is_empty():
        raise ParameterError("Cluster {cluster} has no member region to draw.", cluster=cluster)
    level = regions.join(plants, on="region", how="semi")["level"].unique()
    every = regions.filter(pl.col("level").is_in(level.implode())).select("region")
    values = every.join(plants, on="region", how="left").with_columns(pl.col("value").fill_null(0))
    quantity = Quantity(title, translated("Establishments of the cluster", sheet.language), digits=0)
    overlay = Overlay(highlight=tuple(plants["region"]), zoom=True)
    picture = region_map(regions, values, quantity, amount_scale(plants["value"]), sheet, overlay)
    # The highest values come first: the regions of the cluster are the head of the table.
    table = picture.table.head(len(plants))
    description = _section_description(valued_regions(regions, values, sheet.language), title, sheet)
    return replace(
        picture,
        description=description,
        table=table,
        row_links=picture.row_links[: len(plants)],
    )


def _section_description(rows: pl.DataFrame, title: str, sheet: Sheet) -> str:
    inside = rows.filter(pl.col("value") > 0).sort("value", "region", descending=[True, False])
    top = [
        named_value(name, parent, formatted_count(plants, sheet.language), sheet.language)
        for name, parent, plants in inside.head(LEADERS).select("name", "parent_name", "value").iter_rows()
    ]
    template = "{title}. Map of its {count} regions; most of its establishments are in {top}."
    return translated(template, sheet.language).format(
        title=title, count=formatted_count(len(inside), sheet.language), top=joined_list(top, sheet.language)
    )


def _ranked(clusters: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The clusters with `name` in the reader's language and `label`, the largest first."""
    name = pl.coalesce(name_column(sheet.language), "name_en", "cluster")
    label = pl.col("label") if "label" in clusters.columns else name
    named = clusters.with_columns(name=name, label=label)
    return named.sort("establishments", "cluster", descending=[True, False], nulls_last=True)


def _drawn_regions(rows: pl.DataFrame, sheet: Sheet) -> list[Row]:
    columns = rows.select("region", "name", "parent_name", "value").iter_rows()
    return [
        {
            "id": code,
            "fill": (LAND if value is None else ACCENT_SOFT).light,
            "label": place_name(name, parent, sheet.language),
        }
        for code, name, parent, value in columns
    ]


def _circle_layers(plate: Plate, ranked: pl.DataFrame, sheet: Sheet) -> list[Spec]:
    """The circles, small ones on top, and names as far as there is room."""
    placed = ranked.filter(pl.col("lon").is_not_null() & pl.col("lat").is_not_null())
    places = plate.positions(placed["lon"].to_numpy(), placed["lat"].to_numpy()).round(1).tolist()
    template = translated("{name} (establishments: {plants})", sheet.language)
    circles: list[Row] = []
    anchors = []
    columns = placed.select("cluster", "name", "label", "establishments").iter_rows()
    for (x, y), (code, name, label, plants) in zip(places, columns, strict=True):
        if x == x:  # NaN: not on this map
            text = template.format(name=name, plants=formatted_count(plants, sheet.language))
            radius = _radius(plants, ranked, sheet)
            circles.append({"x": x, "y": y, "size": round(3.1416 * radius**2, 1), **told(text, code, sheet)})
            anchors.append(Anchor(x, y, shortened(label, LABEL_SIZE, sheet.width * 0.4), radius=radius * 0.5))
    most = NAMED_NARROW if sheet.narrow else NAMED
    labels = placed_labels(anchors[: 2 * most], size=LABEL_SIZE, sheet=map_area(plate), most=most)
    mark = {
        "type": "circle",
        "aria": True,
        "fill": ACCENT.light,
        "fillOpacity": 0.55,
        "stroke": GROUND.light,
        "strokeWidth": 0.8,
        "opacity": 1,
    }
    size = {"size": {"field": "size", "type": "quantitative", "scale": None}}
    return [drawn(mark, circles, {**size, **telling(sheet)}), *haloed(labels, weight=500)]


def _radius(plants: float | None, ranked: pl.DataFrame, sheet: Sheet) -> float:
    """The radius of a circle whose area is in proportion to `plants`."""
    largest = LARGEST_NARROW if sheet.narrow else LARGEST
    most = float(max(*ranked["establishments"].drop_nulls().to_list(), 1, 1))
    return float(max(largest * ((plants or 0) / most) ** 0.5, SMALLEST))


def _key_layers(ranked: pl.DataFrame, sheet: Sheet) -> list[Spec]:
    """What the shade and the circles mean."""
    language = sheet.language
    shade = translated("regions in a cluster", language)
    most = max(*ranked["establishments"].drop_nulls().to_list(), 1, 1)
    example = next(size for size in (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1) if size <= most)
    circle = translated("cluster of {count} establishments", language).format(
        count=formatted_count(example, language)
    )
    radius = _radius(example, ranked, sheet)
    second = EDGE + 20 + text_width(shade, LABEL_SIZE) + 18
    below = sheet.width < second + 2 * radius + text_width(circle, LABEL_SIZE) + EDGE
    x, y = (EDGE, 38.0) if below else (second, 14.0)
    box: Row = {"x": EDGE, "x2": EDGE + 15, "y": 9, "y2": 19}
    dot: Row = {"x": x + radius, "y": y}
    names: list[Row] = [
        {"x": EDGE + 20, "y": 14, "text": shade},
        {"x": x + 2 * radius + 6, "y": y, "text": circle},
    ]
    mark = {"type": "circle", "size": round(3.1416 * radius**2, 1), "fill": ACCENT.light, "fillOpacity": 0.55}
    return [
        drawn({"type": "rect", "fill": ACCENT_SOFT.light}, [box]),
        drawn({**mark, "opacity": 1}, [dot]),
        written(names, colour=SOFT_INK.light),
    ]


def _description(ranked: pl.DataFrame, title: str, sheet: Sheet) -> str:
    named = translated("{name} ({value})", sheet.language)
    top = [
        named.format(name=name, value=formatted_count(plants, sheet.language))
        for name, plants in ranked.head(LEADERS).select("name", "establishments").iter_rows()
    ]
    template = "{title}. Map of {count} clusters; those with the most establishments are {top}."
    return translated(template, sheet.language).format(
        title=title, count=formatted_count(len(ranked), sheet.language), top=joined_list(top, sheet.language)
    )


def _table(ranked: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    language = sheet.language
    columns = {translated("Cluster", language): ranked["name"]}
    for column, heading in (
        ("regions", translated("Number of regions", language)),
        ("industries", translated("Number of industries", language)),
        ("establishments", translated("Establishments", language)),
    ):
        if column in ranked.columns:
            columns[heading] = ranked[column]
    if "location_quotient" in ranked.columns:
        columns[translated("Location quotient", language)] = ranked["location_quotient"].round(2)
    return pl.DataFrame(columns)
