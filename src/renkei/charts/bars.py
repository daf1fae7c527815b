"""Bars, longest first: the industries of a region, the regions of an industry, the members of a cluster."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log2
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.layers import LABEL_SIZE, drawn, picture_id, specification, telling, told, written
from renkei.charts.palette import ACCENT, BELOW_TO_ABOVE, INK, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import shortened, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.scales import Quantity

ROW_HEIGHT: Final = 24
TALL_ROW: Final = 42
"""On a phone the name stands above its bar."""
BAR_HEIGHT: Final = 13
NAME_SIZE: Final = 12
NAME_SHARE: Final = 0.4
"""Share of the sheet's width that names may take beside the bars."""
SCALE_ROOM: Final = 40
HEADING_ROOM: Final = 24
"""Pixels above the bars with and without a scale."""
EDGE: Final = 8
LEADERS: Final = 3
"""Rows that the text alternative names."""


def ranking_bars(
    rows: pl.DataFrame, quantity: Quantity, sheet: Sheet, *, reference: float | None = None, most: int = 15
) -> Picture:
    """Horizontal bars for `rows` (code, name, value; optionally establishments), highest first.

    At most `most` bars are drawn; the table holds all rows that have a value. Bars begin at 0. With a
    `reference` such as 1 for a location quotient the values are ratios: the scale is logarithmic, bars begin
    at the reference, and those below it point the other way. Raises `ParameterError` if no row has a value.
    """
    ranked = rows.drop_nulls("value").filter(pl.col("value").is_finite())
    ranked = ranked.sort("value", "code", descending=[True, False])
    if ranked.is_empty():
        raise ParameterError("“{title}” has no value to draw.", title=quantity.title)
    bars = _Bars(ranked.head(most), quantity, sheet, reference)
    description = _description(ranked, quantity, sheet)
    return Picture(
        id=picture_id("bars", quantity.title, sheet),
        language=sheet.language,
        spec=specification(sheet, bars.height, bars.layers(), description=description),
        title=quantity.title,
        description=description,
        table=_table(ranked, quantity, sheet),
        row_links=tuple(sheet.link(code) for code in ranked["code"]),
        width=sheet.width,
        height=bars.height,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a value lies between `left` and `right` px: linear from 0, or in doublings around a reference."""

    left: float
    right: float
    low: float
    high: float
    reference: float | None

    def at(self, value: float) -> float:
        if self.reference is not None:
            value = log2(max(value / self.reference, 2**self.low))
        share = (value - self.low) / (self.high - self.low)
        return round(self.left + share * (self.right - self.left), 1)

    @property
    def start(self) -> float:
        """Where bars begin."""
        return self.at(self.reference if self.reference is not None else 0)

    @property
    def ticks(self) -> list[float]:
        """The reference, halved and doubled; none on a linear scale, whose bars carry their numbers."""
        if self.reference is None:
            return []
        step = 1 if self.high - self.low <= 6 else 2
        powers = range(ceil(self.low / step) * step, floor(self.high) + 1, step)
        return [self.reference * 2.0**power for power in powers]


def _scale(values: list[float], reference: float | None, left: float, right: float) -> _Scale:
    if reference is None:
        return _Scale(left, right, min(0.0, *values), max(*values, 1e-9), None)
    ratios = [log2(value / reference) for value in values if value > 0]
    floor_at = -2.0 if len(ratios) < len(values) else 0.0
    return _Scale(left, right, min(floor_at, *ratios, -0.0), max(1.0, *ratios, 0.0), reference)


class _Bars:
    """The layout of the bars: where they begin, how long they are, and what stands beside them."""

    def __init__(self, rows: pl.DataFrame, quantity: Quantity, sheet: Sheet, reference: float | None) -> None:
        self.rows, self.quantity, self.sheet = rows, quantity, sheet
        self.pitch = TALL_ROW if sheet.narrow else ROW_HEIGHT
        self.top = HEADING_ROOM if reference is None else SCALE_ROOM
        self.height = self.top + self.pitch * len(rows) + EDGE
        self.numbers = [quantity.written(value, sheet.language) for value in rows["value"]]
        self.plants = self._plant_texts()
        widest = max(text_width(name, NAME_SIZE) for name in rows["name"])
        self.left = EDGE if sheet.narrow else EDGE + min(widest + 10, NAME_SHARE * sheet.width)
        room = max(text_width(number, LABEL_SIZE) for number in self.numbers) + 10
        beside = 0 if sheet.narrow else self._plants_width()
        values = rows["value"].to_list()
        # Bars that point left carry their number on the left: room for it where there are any.
        inset = room if reference is not None and min(values) < reference else 0
        self.scale = _scale(values, reference, self.left + inset, sheet.width - EDGE - room - beside)

    def _plant_texts(self) -> list[str]:
        if "establishments" not in self.rows.columns:
            return []
        return [formatted_count(count, self.sheet.language) for count in self.rows["establishments"]]

    def _plants_width(self) -> float:
        heading = translated("Establishments", self.sheet.language)
        return text_width(heading, LABEL_SIZE) + 8 if self.plants else 0

    def _middle(self, index: int) -> float:
        """The y of the middle of a bar."""
        below = self.pitch - BAR_HEIGHT / 2 - 6 if self.sheet.narrow else self.pitch / 2
        return self.top + self.pitch * index + below

    def layers(self) -> list[Spec]:
        """Scale, bars, numbers and names."""
        return [
            *self._scale_layers(),
            self._bar_layer(),
            self._number_layer(),
            self._name_layer(),
            *self._plant_layers(),
        ]

    def _bar_layer(self) -> Spec:
        bars: list[Row] = []
        start = self.scale.start
        for index, (code, name, value) in enumerate(self.rows.select("code", "name", "value").iter_rows()):
            y, end = self._middle(index), self.scale.at(value)
            label = translated("{place}: {value}", self.sheet.language)
            bars.append(
                {
                    "x": min(start, end),
                    "x2": max(start, end),
                    "y": y - BAR_HEIGHT / 2,
                    "y2": y + BAR_HEIGHT / 2,
                    "fill": (BELOW_TO_ABOVE[0] if end < start else ACCENT).light,
                    **told(label.format(place=name, value=self.numbers[index]), code, self.sheet),
                }
            )
        fill = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
        return drawn({"type": "rect", "aria": True}, bars, {**fill, **telling(self.sheet)})

    def _number_layer(self) -> Spec:
        rows: list[Row] = []
        for index, value in enumerate(self.rows["value"]):
            end = self.scale.at(value)
            left = end < self.scale.start
            rows.append(
                {
                    "x": end - 5 if left else end + 5,
                    "y": self._middle(index),
                    "text": self.numbers[index],
                    "align": "right" if left else "left",
                }
            )
        return written(rows, colour=INK.light)

    def _name_layer(self) -> Spec:
        narrow, left = self.sheet.narrow, self.left
        room = self.sheet.width - 80 if narrow else left - EDGE - 8
        rows: list[Row] = [
            {
                "x": left if narrow else left - 10,
                "y": self._middle(index) - (BAR_HEIGHT / 2 + 10 if narrow else 0),
                "text": shortened(name, NAME_SIZE, room),
                "align": "left" if narrow else "right",
            }
            for index, name in enumerate(self.rows["name"])
        ]
        return written(rows, size=NAME_SIZE)

    def _plant_layers(self) -> list[Spec]:
        """How many establishments each number rests on, at the right."""
        if not self.plants:
            return []
        right = self.sheet.width - EDGE
        lift = BAR_HEIGHT / 2 + 10 if self.sheet.narrow else 0
        rows: list[Row] = [
            {"x": right, "y": self._middle(index) - lift, "text": text, "align": "right"}
            for index, text in enumerate(self.plants)
        ]
        heading = translated("Establishments", self.sheet.language)
        rows.append({"x": right, "y": 10, "text": heading, "align": "right"})
        return [written(rows, colour=SOFT_INK.light)]

    def _scale_layers(self) -> list[Spec]:
        """What is measured, the values of the scale, and its lines behind the bars."""
        sheet, quantity, scale = self.sheet, self.quantity, self.scale
        left = EDGE if sheet.narrow else self.left
        room = sheet.width - EDGE - left - self._plants_width()
        heading = shortened(quantity.heading(sheet.language), LABEL_SIZE, room)
        limits: list[Row] = [
            {
                "x": scale.at(tick),
                "y": 27,
                "text": quantity.written_break(tick, sheet.language),
                "align": "center",
            }
            for tick in scale.ticks
        ]
        grid = [
            line for tick in scale.ticks if tick != scale.reference for line in self._lines(scale.at(tick))
        ]
        return [
            written([{"x": left, "y": 10, "text": heading}], colour=SOFT_INK.light),
            *([written(limits, colour=SOFT_INK.light)] if limits else []),
            *([drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}, grid)] if grid else []),
            drawn({"type": "rule", "stroke": INK.light, "strokeWidth": 1}, self._lines(scale.start)),
        ]

    def _lines(self, x: float) -> list[Row]:
        """A line at `x` through all bars; on a phone in pieces that leave the names free."""
        if not self.sheet.narrow:
            return [{"x": x, "x2": x, "y": self.top - 4, "y2": self.height - EDGE}]
        half = BAR_HEIGHT / 2 + 4
        middles = (self._middle(index) for index in range(len(self.rows)))
        return [{"x": x, "x2": x, "y": middle - half, "y2": middle + half} for middle in middles]


def _description(rows: pl.DataFrame, quantity: Quantity, sheet: Sheet) -> str:
    named = translated("{name} ({value})", sheet.language)
    top = [
        named.format(name=name, value=quantity.written(value, sheet.language))
        for name, value in rows.head(LEADERS).select("name", "value").iter_rows()
    ]
    template = "{title}. Bars, highest first: {top}; {count} values in all."
    return translated(template, sheet.language).format(
        title=quantity.title,
        count=formatted_count(len(rows), sheet.language),
        top=joined_list(top, sheet.language),
    )


def _table(rows: pl.DataFrame, quantity: Quantity, sheet: Sheet) -> pl.DataFrame:
    columns = {
        translated("Name", sheet.language): rows["name"],
        quantity.heading(sheet.language): rows["value"].round(quantity.digits + 2 * quantity.percent),
    }
    if "establishments" in rows.columns:
        columns[translated("Establishments", sheet.language)] = rows["establishments"]
    return pl.DataFrame(columns)
