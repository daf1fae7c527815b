"""Regions side by side: one strip of dots per indicator, each on its own scale, each region in its own colour."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.comparison_strip import DOT, NAME_SIZE, SMALL, Bench, Look, Strip
from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, haloed, picture_id, specification, telling, written
from renkei.charts.palette import GROUPS, INK, LAND, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import sentences, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.keys import Sign
    from renkei.language import LanguageCode

MOST_REGIONS: Final = 10
MOST_INDICATORS: Final = 8
NAME_SHARE: Final = 0.25
"""Share of the sheet's width that the names of indicators may take beside the strips."""
EDGE: Final = 8
SHAPES: Final[tuple[Sign, ...]] = ("dot", "diamond")
"""After as many regions as there are colours the colours come again with the next shape."""


def region_comparison(
    rows: pl.DataFrame, title: str, sheet: Sheet, *, references: pl.DataFrame | None = None
) -> Picture:
    """Up to ten regions on up to eight indicators, both in the order in which they come.

    `rows` has region, region_name, indicator, indicator_name, value, rank, of (how many regions are ranked)
    and unit_text. Each indicator is a strip with a scale of its own, logarithmic where values spread over a
    factor of 30; a region has the same colour and shape on all. Dots that would cover each other stand one
    above the other and are named as far as there is room. `references` (indicator, name, value), such as the
    median or the nation, are upright lines. A missing value stands in the field "no data" at the end of its
    strip. The words name for each region the indicators on which it ranks best. Raises `ParameterError` if
    there is no value, or for more regions or indicators than can be told apart.
    """
    values = rows.with_columns(pl.col("value").cast(pl.Float64).fill_nan(None))
    if values["value"].null_count() == len(values):
        raise ParameterError("“{title}” has no value to draw.", title=title)
    _check_size(values, title)
    plot = _Strips(values, references, sheet)
    description = _description(plot, title)
    return Picture(
        id=picture_id("comparison", title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=title,
        description=description,
        table=_table(values, sheet.language),
        row_links=tuple(sheet.link(code) for code in values["region"]),
        width=sheet.width,
        height=plot.height,
    )


def _check_size(rows: pl.DataFrame, title: str) -> None:
    regions, indicators = rows["region"].n_unique(), rows["indicator"].n_unique()
    if regions > MOST_REGIONS or indicators > MOST_INDICATORS:
        raise ParameterError(
            "“{title}” compares {regions} regions on {indicators} indicators; choose up to {most_regions} "
            "regions and {most_indicators} indicators.",
            title=title,
            regions=regions,
            indicators=indicators,
            most_regions=MOST_REGIONS,
            most_indicators=MOST_INDICATORS,
        )


class _Strips:
    """The layout of the key and of one strip per indicator, one below the other."""

    def __init__(self, rows: pl.DataFrame, references: pl.DataFrame | None, sheet: Sheet) -> None:
        self.rows, self.sheet = rows, sheet
        self.looks = _looks(rows)
        self.indicators = rows.unique("indicator", keep="first", maintain_order=True)
        self.references = _known_references(references)
        self.keys = KeyBlock(self._wanted(), sheet, 0)
        self.strips: list[Strip] = []
        bench, top = self._bench(), self.keys.bottom + 6
        for (code,) in self.indicators.select("indicator").iter_rows():
            chosen = rows.filter(pl.col("indicator") == code)
            self.strips.append(Strip(chosen, self.references.get(code), bench, top))
            top = self.strips[-1].bottom
        self.height = round(top + 4)

    def _bench(self) -> Bench:
        """Where all strips begin and end: the field for missing values only takes room if there is any."""
        sheet = self.sheet
        widest = max(text_width(name, NAME_SIZE) for name in self.indicators["indicator_name"])
        left = EDGE if sheet.narrow else EDGE + min(widest + 16, NAME_SHARE * sheet.width)
        field = max(text_width(translated("no data", sheet.language), LABEL_SIZE) + 12, 48)
        empty = sheet.width - EDGE - field
        right = empty - 12 if self.rows["value"].null_count() else sheet.width - EDGE
        return Bench(sheet, self.looks, left, right, empty)

    def _wanted(self) -> list[Key]:
        keys = [Key(look.sign, look.colour, look.name) for look in self.looks.values()]
        names = dict.fromkeys(name for name, _ in self.references.values())
        return keys + [Key("line", INK.light, name) for name in names]

    def layers(self) -> list[Spec]:
        """Layers for all strips together: fields, lines, references, dots, names, and the key."""
        plain = Sheet(self.sheet.language, self.sheet.width)
        headings = [strip.heading() for strip in self.strips]
        mark = {"type": "rule", "aria": True, "stroke": INK.light, "strokeWidth": 1.6}
        uprights = [row for strip in self.strips for row in strip.upright()]
        fields = [row for strip in self.strips for row in strip.field()]
        lines = [row for strip in self.strips for row in strip.lines()]
        values = [row for strip in self.strips for row in strip.values()]
        names = [label for strip in self.strips for label in strip.names()]
        return [
            *([drawn({"type": "rect", "fill": LAND.light}, fields)] if fields else []),
            drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 1.2}, lines),
            *([drawn(mark, uprights, telling(plain))] if uprights else []),
            self._dots(),
            written([name for name, _ in headings], size=NAME_SIZE),
            written([unit for _, unit in headings], colour=SOFT_INK.light),
            written(values, colour=SOFT_INK.light, size=SMALL),
            *haloed(names, size=SMALL, colour=SOFT_INK.light),
            *self.keys.layers(),
        ]

    def _dots(self) -> Spec:
        dots = [dot for strip in self.strips for dot in strip.dots()]
        own = ("fill", "fill"), ("stroke", "colour"), ("shape", "shape")
        encoding = {channel: {"field": name, "type": "nominal", "scale": None} for channel, name in own}
        mark = {"type": "point", "aria": True, "filled": True, "opacity": 1, "strokeWidth": 1.2}
        return drawn({**mark, "size": round(3.1416 * DOT**2)}, dots, {**encoding, **telling(self.sheet)})


def _looks(rows: pl.DataFrame) -> dict[str, Look]:
    """Colour and shape of each region, in the order in which they come."""
    regions = rows.unique("region", keep="first", maintain_order=True)
    return {
        code: Look(name, GROUPS[at % len(GROUPS)].light, SHAPES[at // len(GROUPS)])
        for at, (code, name) in enumerate(regions.select("region", "region_name").iter_rows())
    }


def _known_references(references: pl.DataFrame | None) -> dict[str, tuple[str, float]]:
    if references is None:
        return {}
    columns = references.select("indicator", "name", "value").iter_rows()
    return {code: (name, value) for code, name, value in columns if value is not None and isfinite(value)}


def _description(plot: _Strips, title: str) -> str:
    language, rows = plot.sheet.language, plot.rows
    template = "{title}. {count} regions on {indicators} indicators: {regions}."
    said = translated(template, language).format(
        title=title,
        count=formatted_count(len(plot.looks), language),
        indicators=formatted_count(len(plot.indicators), language),
        regions=joined_list([look.name for look in plot.looks.values()], language),
    )
    best = []
    for row in plot.indicators.iter_rows(named=True):
        known = rows.filter(pl.col("indicator") == row["indicator"]).drop_nulls("value")
        if len(known) > 1:
            first = known.sort("value", descending=True, maintain_order=True).row(0, named=True)
            highest = translated("Highest on {indicator}: {region}.", language)
            best.append(highest.format(indicator=row["indicator_name"], region=first["region_name"]))
    missing = rows["value"].null_count()
    lacking = translated("Values without data: {count}.", language).format(count=missing) if missing else ""
    return sentences((said, *best, lacking), language)


def _table(rows: pl.DataFrame, language: LanguageCode) -> pl.DataFrame:
    return pl.DataFrame(
        {
            translated("Region", language): rows["region_name"],
            translated("Indicator", language): rows["indicator_name"],
            translated("Value", language): rows["value"].round(4),
            translated("Unit", language): rows["unit_text"],
            translated("Rank", language): rows["rank"],
            translated("Regions ranked", language): rows["of"],
        }
    )
