"""Axes: where a value lies on the sheet, which lines are drawn, and what is written at them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

from renkei.charts.layers import LABEL_SIZE, drawn, written
from renkei.charts.palette import INK, RULE, SOFT_INK
from renkei.charts.text import shortened, text_width

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.picture import Sheet, Spec
    from renkei.charts.scales import Quantity

WIDE_RANGE: Final = 30.0
"""Ratio of the largest to the smallest value from which an axis is logarithmic, if all are positive."""
EDGE: Final = 8
TOP: Final = 28
BOTTOM: Final = 42
"""Pixels above a plot for the name of its upward axis, and below it for values and name of the other."""
LEFT: Final = EDGE + 40
"""Where a plot begins: room for the values of its upward axis."""
LINES: Final = 7
LINES_NARROW: Final = 5
"""Parts into which a plot is divided by the lines of an axis, at most."""


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
    return even_axis(values if base is None else [base, *values], start, end, base=base)


def even_axis(
    values: list[float], start: float, end: float, *, base: float | None = None, most: int = 4
) -> Axis:
    """A linear axis for `values` between two pixels, with some room above and, without a `base`, below.

    Its lines are at round numbers that divide it into `most` parts or fewer.
    """
    low, high = min(values), max(values)
    margin = 0.04 * (high - low) or 0.5
    low, high = low - (margin if base is None else 0), high + margin
    return Axis(low, high, start, end, logarithmic=False, ticks=_even_ticks(low, high, most))


def _log_ticks(low: float, high: float) -> tuple[float, ...]:
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1, 3) if len(decades) <= 5 else (1,)
    every = [float(f"{step * 10.0**power:.6g}") for power in decades for step in steps]
    return tuple(tick for tick in every if low * 0.8 <= tick <= high * 1.3)


def _even_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    rough = max(high - low, 1e-9) / most
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return tuple(float(f"{index * step:.6g}") for index in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot between two axes: `across` is what `x` measures, `upward` what `y` does; its end is `height` px.

    The plot begins `top` px below the upper edge of the sheet, under the name of the upward axis.
    """

    x: Axis
    y: Axis
    across: Quantity
    upward: Quantity
    sheet: Sheet
    height: float
    top: float = TOP

    def grid(self) -> list[Spec]:
        """Lines at the ticks of both axes, and what the axes measure."""
        language, right, bottom = self.sheet.language, self.x.end, self.y.start
        lines: list[Row] = [
            *({"x": self.x.at(it), "x2": self.x.at(it), "y": self.top, "y2": bottom} for it in self.x.ticks),
            *(
                {"x": self.x.start, "x2": right, "y": self.y.at(it), "y2": self.y.at(it)}
                for it in self.y.ticks
            ),
        ]
        room = self.sheet.width - 2 * EDGE
        upward = shortened(self.upward.heading(language), LABEL_SIZE, room)
        across = shortened(self.across.heading(language), LABEL_SIZE, room)
        headings: list[Row] = [
            {"x": EDGE, "y": self.top - 18, "text": upward},
            {"x": right, "y": self.height - 10, "text": across, "align": "right"},
        ]
        return [
            drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}, lines),
            written(self._tick_values(), colour=SOFT_INK.light),
            written(headings, colour=INK.light),
        ]

    def _tick_values(self) -> list[Row]:
        language = self.sheet.language
        below: list[Row] = []
        end = -1.0
        for tick in self.x.ticks:
            text, x = self.across.written_break(tick, language), self.x.at(tick)
            half = text_width(text, LABEL_SIZE) / 2
            if x - half > end and x + half <= self.sheet.width:
                below.append({"x": x, "y": self.y.start + 12, "text": text, "align": "center"})
                end = x + half + 6
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
