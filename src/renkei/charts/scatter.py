"""Two numbers of the same things against each other, with names for those that stand out."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.layers import LABEL_SIZE, drawn, haloed, picture_id, specification, telling, told, written
from renkei.charts.palette import ACCENT, GROUND, INK, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import Anchor, placed_labels, shortened
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.scales import Quantity

NAMED: Final = 14
NAMED_NARROW: Final = 7
"""Points that get a name at most."""
LEADERS: Final = 3
WIDE_RANGE: Final = 30.0
"""Ratio of the largest to the smallest value from which an axis is logarithmic, if all are positive."""
EDGE: Final = 8
TOP: Final = 28
BOTTOM: Final = 42


def scatter(
    points: pl.DataFrame, across: Quantity, upward: Quantity, sheet: Sheet, *, reference: float | None = None
) -> Picture:
    """One dot per row of `points` (code, name, x, y): `across` is what x measures, `upward` what y does.

    The title is that of `upward`. An axis whose values spread over a factor of 30 is logarithmic. Dots far
    up and far right are named as far as there is room. `reference` is a value of y to compare with, such as
    1 for a location quotient. Rows without x or y are in the table only. Raises `ParameterError` if no row
    has both.
    """
    known = points.filter(pl.col("x").is_finite() & pl.col("y").is_finite())
    if known.is_empty():
        raise ParameterError("“{title}” has no value to draw.", title=upward.title)
    plot = _Scatter(known, across, upward, sheet)
    description = _description(plot.ranked, across, upward, sheet)
    ranked = points.sort("y", "code", descending=[True, False], nulls_last=True)
    return Picture(
        id=picture_id("scatter", upward.title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(reference), description=description),
        title=upward.title,
        description=description,
        table=_table(ranked, across, upward, sheet),
        row_links=tuple(sheet.link(code) for code in ranked["code"]),
        width=sheet.width,
        height=plot.height,
    )


@dataclass(frozen=True, slots=True)
class Axis:
    """Where a value lies on an axis from `start` to `end` px, and where its lines are."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """The pixel of `value`."""
        if self.logarithmic:
            share = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def axis_for(values: list[float], start: float, end: float, *, base: float | None = 0.0) -> Axis:
    """An axis for `values` between two pixels, logarithmic where they spread widely.

    A linear axis shows `base` too, unless that is none.
    """
    low, high = min(values), max(values)
    if low > 0 and high / low >= WIDE_RANGE:
        ticks = _log_ticks(low, high)
        return Axis(low * 0.8, high * 1.3, start, end, logarithmic=True, ticks=ticks)
    if base is not None:
        low = min(base, low)
    margin = 0.04 * (high - low) or 0.5
    low, high = low - (margin if base is None else 0), high + margin
    return Axis(low, high, start, end, logarithmic=False, ticks=_even_ticks(low, high))


def _log_ticks(low: float, high: float) -> tuple[float, ...]:
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1, 3) if len(decades) <= 5 else (1,)
    every = [float(f"{step * 10.0**power:.6g}") for power in decades for step in steps]
    return tuple(tick for tick in every if low * 0.8 <= tick <= high * 1.3)


def _even_ticks(low: float, high: float) -> tuple[float, ...]:
    rough = max(high - low, 1e-9) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return tuple(float(f"{index * step:.6g}") for index in range(first, last + 1))


class _Scatter:
    """The layout of dots, axes and names."""

    def __init__(self, points: pl.DataFrame, across: Quantity, upward: Quantity, sheet: Sheet) -> None:
        self.across, self.upward, self.sheet = across, upward, sheet
        self.height = round(sheet.width * (1.0 if sheet.narrow else 0.68))
        left = EDGE + 40
        self.x = axis_for(points["x"].to_list(), left, sheet.width - 2 * EDGE)
        self.y = axis_for(points["y"].to_list(), self.height - BOTTOM, TOP + 6)
        self.radius = 3.5 if sheet.narrow else 4.5
        self.ranked = self._by_prominence(points)

    def _by_prominence(self, points: pl.DataFrame) -> pl.DataFrame:
        """The points, those far up and far right first."""
        far = [
            abs(self.x.at(x) - self.x.start) / abs(self.x.end - self.x.start)
            + abs(self.y.at(y) - self.y.start) / abs(self.y.end - self.y.start)
            for x, y in points.select("x", "y").iter_rows()
        ]
        return points.with_columns(far=pl.Series(far)).sort("far", "code", descending=[True, False])

    def layers(self, reference: float | None) -> list[Spec]:
        """Grid, reference, dots and names."""
        places = [(self.x.at(x), self.y.at(y)) for x, y in self.ranked.select("x", "y").iter_rows()]
        anchors = [
            Anchor(x, y, shortened(name, LABEL_SIZE, self.sheet.width * 0.4), radius=self.radius)
            for (x, y), name in zip(places, self.ranked["name"], strict=True)
        ]
        area = (self.x.start, TOP, self.sheet.width - 4, self.y.start)
        most = NAMED_NARROW if self.sheet.narrow else NAMED
        labels = placed_labels(anchors, size=LABEL_SIZE, sheet=area, most=most)
        return [*self._grid(), *self._reference(reference), self._dots(places), *haloed(labels)]

    def _dots(self, places: list[tuple[float, float]]) -> Spec:
        language = self.sheet.language
        template = translated("{name}: {first}, {second}", language)
        dots: list[Row] = []
        rows = self.ranked.select("code", "name", "x", "y").iter_rows()
        for (x, y), (code, name, first, second) in zip(places, rows, strict=True):
            numbers = (self.across.written(first, language), self.upward.written(second, language))
            label = template.format(name=name, first=numbers[0], second=numbers[1])
            dots.append({"x": x, "y": y, **told(label, code, self.sheet)})
        mark = {
            "type": "circle",
            "aria": True,
            "size": round(3.14 * self.radius**2),
            "fill": ACCENT.light,
            "fillOpacity": 0.75,
            "stroke": GROUND.light,
            "strokeWidth": 0.8,
        }
        return drawn(mark, dots[::-1], telling(self.sheet))

    def _grid(self) -> list[Spec]:
        """Lines at the ticks of both axes, and what the axes measure."""
        language, right, bottom = self.sheet.language, self.x.end, self.y.start
        lines: list[Row] = [
            *({"x": self.x.at(it), "x2": self.x.at(it), "y": TOP, "y2": bottom} for it in self.x.ticks),
            *(
                {"x": self.x.start, "x2": right, "y": self.y.at(it), "y2": self.y.at(it)}
                for it in self.y.ticks
            ),
        ]
        room = self.sheet.width - 2 * EDGE
        upward = shortened(self.upward.heading(language), LABEL_SIZE, room)
        across = shortened(self.across.heading(language), LABEL_SIZE, room)
        headings: list[Row] = [
            {"x": EDGE, "y": 10, "text": upward},
            {"x": right, "y": self.height - 10, "text": across, "align": "right"},
        ]
        return [
            drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}, lines),
            written(self._tick_values(), colour=SOFT_INK.light),
            written(headings, colour=INK.light),
        ]

    def _tick_values(self) -> list[Row]:
        language = self.sheet.language
        below: list[Row] = [
            {
                "x": self.x.at(it),
                "y": self.y.start + 12,
                "text": self.across.written_break(it, language),
                "align": "center",
            }
            for it in self.x.ticks
        ]
        beside: list[Row] = [
            {
                "x": self.x.start - 6,
                "y": self.y.at(it),
                "text": self.upward.written_break(it, language),
                "align": "right",
            }
            for it in self.y.ticks
        ]
        return [*below, *beside]

    def _reference(self, value: float | None) -> list[Spec]:
        """The line of comparison, with its value if no line of the grid has it."""
        if value is None or not self.y.low <= value <= self.y.high:
            return []
        y = self.y.at(value)
        line: Row = {"x": self.x.start, "x2": self.x.end, "y": y, "y2": y}
        return [drawn({"type": "rule", "stroke": INK.light, "strokeWidth": 1}, [line])]


def _description(ranked: pl.DataFrame, across: Quantity, upward: Quantity, sheet: Sheet) -> str:
    language = sheet.language
    named = translated("{name} ({first}, {second})", language)
    top = [
        named.format(name=name, first=across.written(x, language), second=upward.written(y, language))
        for name, x, y in ranked.head(LEADERS).select("name", "x", "y").iter_rows()
    ]
    template = "{title}. {count} dots, {across} against {upward}: furthest out are {top}."
    return translated(template, language).format(
        title=upward.title,
        count=formatted_count(len(ranked), language),
        across=across.name,
        upward=upward.name,
        top=joined_list(top, language),
    )


def _table(rows: pl.DataFrame, across: Quantity, upward: Quantity, sheet: Sheet) -> pl.DataFrame:
    language = sheet.language
    return pl.DataFrame(
        {
            translated("Name", language): rows["name"],
            across.heading(language): rows["x"].round(across.digits + 2 * across.percent),
            upward.heading(language): rows["y"].round(upward.digits + 2 * upward.percent),
        }
    )
