"""Regions side by side: one strip of dots per indicator, each on its own scale, each region in its own colour."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.axes import Axis, axis_for
from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, haloed, picture_id, specification, telling, told, written
from renkei.charts.palette import GROUND, GROUPS, INK, LAND, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import Anchor, Label, placed_labels, sentences, shortened, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, formatted_number, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.keys import Sign
    from renkei.charts.layers import Row
    from renkei.language import LanguageCode

MOST_REGIONS: Final = 10
MOST_INDICATORS: Final = 8
STRIP: Final = 66
TALL_STRIP: Final = 84
"""Pixels of an indicator; on a phone its name stands above its dots."""
NAME_SIZE: Final = 12
NAME_SHARE: Final = 0.25
DOT: Final = 5.5
"""Radius in px."""
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


@dataclass(frozen=True, slots=True)
class _Look:
    """How a region is drawn everywhere."""

    name: str
    colour: str
    sign: Sign


class _Strips:
    """The layout of the key and of one strip per indicator."""

    def __init__(self, rows: pl.DataFrame, references: pl.DataFrame | None, sheet: Sheet) -> None:
        self.rows, self.sheet = rows, sheet
        self.looks = _looks(rows)
        self.indicators = rows.unique("indicator", keep="first", maintain_order=True)
        self.references = _known_references(references)
        self.missing = rows["value"].null_count() > 0
        self.keys = KeyBlock(self._wanted(), sheet, 0)
        self.pitch = TALL_STRIP if sheet.narrow else STRIP
        self.top = self.keys.bottom + 10
        self.height = round(self.top + self.pitch * len(self.indicators) + 4)
        widest = max(text_width(name, NAME_SIZE) for name in self.indicators["indicator_name"])
        self.left = EDGE if sheet.narrow else EDGE + min(widest + 16, NAME_SHARE * sheet.width)
        lacking = text_width(translated("no data", sheet.language), LABEL_SIZE) + 12
        self.empty = sheet.width - EDGE - max(lacking, 44)
        self.right = (self.empty - 14 if self.missing else sheet.width - EDGE) - DOT

    def _wanted(self) -> list[Key]:
        keys = [Key(look.sign, look.colour, look.name) for look in self.looks.values()]
        names = dict.fromkeys(name for name, _ in self.references.values())
        return keys + [Key("line", INK.light, name) for name in names]

    def layers(self) -> list[Spec]:
        """The strips from the first indicator to the last, then the key."""
        strips = [
            layer
            for index, row in enumerate(self.indicators.iter_rows(named=True))
            for layer in self._strip(index, row)
        ]
        return [*self._nothing(), *strips, *self.keys.layers()]

    def _base(self, index: int) -> float:
        """The y of the line that the dots of a strip stand on."""
        return self.top + self.pitch * (index + 1) - 24

    def _strip(self, index: int, indicator: Row) -> list[Spec]:
        chosen = self.rows.filter(pl.col("indicator") == indicator["indicator"])
        known = chosen.drop_nulls("value")
        reference = self.references.get(indicator["indicator"])
        values = [*known["value"], *([reference[1]] if reference else [])]
        heading = self._heading(index, indicator)
        if not values:
            return [*heading, *self._dots(chosen, [], index, 0)]
        axis = axis_for(values, self.left + DOT + 4, self.right, base=None)
        digits = _digits(values)
        return [
            *heading,
            *self._scale(axis, index, reference, digits),
            *self._dots(chosen, _stacked([axis.at(value) for value in known["value"]]), index, digits),
        ]

    def _heading(self, index: int, indicator: Row) -> list[Spec]:
        """Name and unit of the indicator, beside the strip or above it."""
        name, unit, base = indicator["indicator_name"], indicator["unit_text"] or "", self._base(index)
        if self.sheet.narrow:
            room = self.sheet.width - 2 * EDGE - text_width(unit, LABEL_SIZE) - 10
            y = base - 44
            return [
                written([{"x": EDGE, "y": y, "text": shortened(name, NAME_SIZE, room)}], size=NAME_SIZE),
                written(
                    [{"x": self.sheet.width - EDGE, "y": y, "text": unit, "align": "right"}],
                    colour=SOFT_INK.light,
                ),
            ]
        room = self.left - EDGE - 12
        return [
            written([{"x": EDGE, "y": base - 14, "text": shortened(name, NAME_SIZE, room)}], size=NAME_SIZE),
            written(
                [{"x": EDGE, "y": base + 3, "text": shortened(unit, LABEL_SIZE, room)}], colour=SOFT_INK.light
            ),
        ]

    def _scale(self, axis: Axis, index: int, reference: tuple[str, float] | None, digits: int) -> list[Spec]:
        """The line, its values below as far as there is room, and the reference."""
        base, language = self._base(index), self.sheet.language
        texts: list[Row] = []
        end = -1.0
        for tick in axis.ticks:
            text, x = formatted_number(tick, language, _digits([tick])), axis.at(tick)
            half = text_width(text, LABEL_SIZE) / 2
            if x - half > end and x + half <= self.sheet.width - 2:
                texts.append({"x": x, "y": base + 12, "text": text, "align": "center"})
                end = x + half + 8
        lines: list[Row] = [
            {"x": self.left, "x2": self.right + DOT, "y": base, "y2": base},
            *({"x": axis.at(it), "x2": axis.at(it), "y": base, "y2": base + 4} for it in axis.ticks),
        ]
        layers = [
            drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 1.2}, lines),
            written(texts, colour=SOFT_INK.light, size=LABEL_SIZE - 1),
        ]
        if reference is not None:
            x, value = axis.at(reference[1]), formatted_number(reference[1], language, digits)
            label = translated("{place}: {value}", language).format(place=reference[0], value=value)
            mark = {"type": "rule", "aria": True, "stroke": INK.light, "strokeWidth": 1.6}
            line: Row = {"x": x, "x2": x, "y": base - 26, "y2": base + 4, "label": label}
            layers.append(drawn(mark, [line], telling(Sheet(language, self.sheet.width))))
        return layers

    def _dots(
        self, chosen: pl.DataFrame, places: list[tuple[float, int]], index: int, digits: int
    ) -> list[Spec]:
        """The regions that have a value on the strip, the others in the field at its end."""
        base, place, lacking = self._base(index), iter(places), 0
        dots: list[Row] = []
        anchors: list[Anchor] = []
        for row in chosen.iter_rows(named=True):
            look = self.looks[row["region"]]
            if row["value"] is None:
                x, y = self.empty + 8 + 12 * (lacking % 4), base - 10 - 13 * (lacking // 4)
                lacking += 1
            else:
                x, level = next(place)
                y = base - DOT - 1 - level * (2 * DOT + 1)
                anchors.append(Anchor(x, y, look.name, DOT))
            known = row["value"] is not None
            shape = "circle" if look.sign == "dot" else look.sign
            paint = {"fill": look.colour if known else GROUND.light, "colour": look.colour, "shape": shape}
            label = _told(row, digits, self.sheet.language)
            dots.append({"x": x, "y": y, **paint, **told(label, row["region"], self.sheet)})
        own = ("fill", "fill"), ("stroke", "colour"), ("shape", "shape")
        encoding = {channel: {"field": name, "type": "nominal", "scale": None} for channel, name in own}
        mark = {"type": "point", "aria": True, "filled": True, "opacity": 1, "strokeWidth": 1.2}
        layer = drawn({**mark, "size": round(3.1416 * DOT**2)}, dots, {**encoding, **telling(self.sheet)})
        return [layer, *haloed(self._names(anchors, base), size=LABEL_SIZE - 1, colour=SOFT_INK.light)]

    def _names(self, anchors: list[Anchor], base: float) -> list[Label]:
        """The names of the outermost regions, then of the others, above or beside their dots."""
        order = sorted(anchors, key=lambda it: -abs(it.x - (self.left + self.right) / 2))
        room = (self.right - self.left) * 0.3
        short = [Anchor(it.x, it.y, shortened(it.text, LABEL_SIZE - 1, room), it.radius) for it in order]
        area = (self.left, base - 38, self.right + 2 * DOT, base + 1)
        return placed_labels(short, size=LABEL_SIZE - 1, sheet=area)

    def _nothing(self) -> list[Spec]:
        """The field for regions without a value, where there is any."""
        if not self.missing:
            return []
        text = translated("no data", self.sheet.language)
        boxes: list[Row] = []
        names: list[Row] = []
        for index, row in enumerate(self.indicators.iter_rows(named=True)):
            if self.rows.filter(pl.col("indicator") == row["indicator"])["value"].null_count():
                base = self._base(index)
                boxes.append({"x": self.empty, "x2": self.sheet.width - EDGE, "y": base - 30, "y2": base})
                names.append({"x": self.empty + 4, "y": base + 12, "text": text})
        return [
            drawn({"type": "rect", "fill": LAND.light}, boxes),
            written(names, colour=SOFT_INK.light, size=LABEL_SIZE - 1),
        ]


def _looks(rows: pl.DataFrame) -> dict[str, _Look]:
    """Colour and shape of each region, in the order in which they come."""
    regions = rows.unique("region", keep="first", maintain_order=True)
    return {
        code: _Look(name, GROUPS[at % len(GROUPS)].light, SHAPES[at // len(GROUPS)])
        for at, (code, name) in enumerate(regions.select("region", "region_name").iter_rows())
    }


def _known_references(references: pl.DataFrame | None) -> dict[str, tuple[str, float]]:
    if references is None:
        return {}
    columns = references.select("indicator", "name", "value").iter_rows()
    return {code: (name, value) for code, name, value in columns if value is not None and isfinite(value)}


def _stacked(places: list[float]) -> list[tuple[float, int]]:
    """Each x with the lowest level on which it covers no dot before it."""
    levels: dict[int, list[float]] = {}
    stacked = []
    for x in places:
        level = 0
        while any(abs(x - other) < 2 * DOT + 1 for other in levels.get(level, [])):
            level += 1
        levels.setdefault(level, []).append(x)
        stacked.append((x, level))
    return stacked


def _digits(values: list[float]) -> int:
    """Decimals that show the differences of `values`: none for whole or large numbers."""
    largest = max(abs(value) for value in values)
    if all(value == round(value) for value in values) or largest >= 1000:
        return 0
    needed = next(
        (digits for digits in range(1, 5) if all(abs(round(it, digits) - it) < 1e-9 for it in values)), 4
    )
    return min(needed, 1 if largest >= 100 else 2 if largest >= 1 else 3)


def _told(row: Row, digits: int, language: LanguageCode) -> str:
    if row["value"] is None:
        return translated("{place}: no data", language).format(place=row["region_name"])
    value = formatted_number(row["value"], language, digits)
    if row["rank"] is None:
        return translated("{place}: {value}", language).format(place=row["region_name"], value=value)
    template = translated("{place}: {value} (rank {rank} of {of})", language)
    rank, of = (formatted_count(row[name], language) for name in ("rank", "of"))
    return template.format(place=row["region_name"], value=value, rank=rank, of=of)


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
