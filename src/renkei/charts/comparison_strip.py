"""One strip of a comparison: an indicator on its own scale, with a dot for each region."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.axes import axis_for
from renkei.charts.layers import LABEL_SIZE, told
from renkei.charts.palette import GROUND
from renkei.charts.text import Anchor, placed_labels, shortened, text_width
from renkei.language import formatted_count, formatted_number, translated

if TYPE_CHECKING:
    from renkei.charts.keys import Sign
    from renkei.charts.layers import Row
    from renkei.charts.picture import Sheet
    from renkei.charts.text import Label
    from renkei.language import LanguageCode

NAME_SIZE: Final = 12
SMALL: Final = LABEL_SIZE - 1
DOT: Final = 5.5
"""Radius in px."""
LEVEL: Final = 2 * DOT + 1
"""Pixels by which a dot stands above the one that it would cover."""
HEAD: Final = 22
"""Pixels for the name of the indicator above a strip on a phone."""
ROOM: Final = 24
"""Pixels above the highest dot, for names, and below the line, for values."""
EDGE: Final = 8


@dataclass(frozen=True, slots=True)
class Look:
    """How a region is drawn on all strips."""

    name: str
    colour: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Bench:
    """What all strips share: the sheet, the looks by region, where they begin and end, and, from `empty` on,
    the field for regions without a value."""

    sheet: Sheet
    looks: dict[str, Look]
    left: float
    right: float
    empty: float


class Strip:
    """The layout of one indicator from `top` px down; `bottom` is where it ends."""

    def __init__(
        self, rows: pl.DataFrame, reference: tuple[str, float] | None, bench: Bench, top: float
    ) -> None:
        self.rows, self.reference, self.bench, self.sheet = rows, reference, bench, bench.sheet
        self.known, self.lacking = rows.drop_nulls("value"), rows.filter(pl.col("value").is_null())
        values = [*self.known["value"], *([reference[1]] if reference else [])]
        self.digits = shown_digits(values) if values else 0
        self.axis = axis_for(values, bench.left + DOT + 4, bench.right - DOT, base=None) if values else None
        self.places = _stacked([self.axis.at(value) for value in self.known["value"]]) if self.axis else []
        levels = max(*(level for _, level in self.places), (len(self.lacking) - 1) // 4, 0, 0)
        self.top = top + (HEAD if self.sheet.narrow else 0)
        self.base = self.top + ROOM + LEVEL * (levels + 1) - 4
        self.bottom = self.base + ROOM

    def heading(self) -> tuple[Row, Row]:
        """Name and unit of the indicator, beside the strip or above it."""
        name, unit = self.rows["indicator_name"][0], self.rows["unit_text"][0] or ""
        width, room = self.sheet.width, self.bench.left - EDGE - 12
        if not self.sheet.narrow:
            above: Row = {"x": EDGE, "y": self.base - 14, "text": shortened(name, NAME_SIZE, room)}
            return above, {"x": EDGE, "y": self.base + 3, "text": shortened(unit, LABEL_SIZE, room)}
        y, room = self.top - 8, width - 2 * EDGE - text_width(unit, LABEL_SIZE) - 10
        left: Row = {"x": EDGE, "y": y, "text": shortened(name, NAME_SIZE, room)}
        return left, {"x": width - EDGE, "y": y, "text": unit, "align": "right"}

    def lines(self) -> list[Row]:
        """The line that the dots stand on, with a tick at each value."""
        if self.axis is None:
            return []
        ticks = [self.axis.at(it) for it in self.axis.ticks]
        base = self.base
        return [
            {"x": self.bench.left, "x2": self.bench.right, "y": base, "y2": base},
            *({"x": x, "x2": x, "y": base, "y2": base + 4} for x in ticks),
        ]

    def values(self) -> list[Row]:
        """What is written below the line: its values as far as there is room, and that there is no data."""
        written: list[Row] = []
        end, y = -1.0, self.base + 12
        for tick in self.axis.ticks if self.axis else ():
            text, x = formatted_number(tick, self.sheet.language, shown_digits([tick])), self.axis_at(tick)
            half = text_width(text, SMALL) / 2
            if x - half > end and x + half <= self.sheet.width - 2:
                written.append({"x": x, "y": y, "text": text, "align": "center"})
                end = x + half + 8
        if not self.lacking.is_empty():
            text = translated("no data", self.sheet.language)
            written.append({"x": self.bench.empty + 4, "y": y, "text": text})
        return written

    def upright(self) -> list[Row]:
        """The line of the reference."""
        if self.reference is None:
            return []
        (name, value), language = self.reference, self.sheet.language
        number = formatted_number(value, language, self.digits)
        label = translated("{place}: {value}", language).format(place=name, value=number)
        x = self.axis_at(value)
        return [{"x": x, "x2": x, "y": self.base - 22, "y2": self.base + 4, "label": label}]

    def axis_at(self, value: float) -> float:
        """The x of `value`; the left end where the strip has no scale."""
        return self.axis.at(value) if self.axis else self.bench.left

    def field(self) -> list[Row]:
        """The field for regions without a value, where there is any."""
        if self.lacking.is_empty():
            return []
        top = self.base - 8 - LEVEL * ((len(self.lacking) - 1) // 4 + 1)
        return [{"x": self.bench.empty, "x2": self.sheet.width - EDGE, "y": top, "y2": self.base}]

    def dots(self) -> list[Row]:
        """The regions that have a value on the line, the others as rings in the field at its end."""
        dots: list[Row] = []
        for (x, level), row in zip(self.places, self.known.iter_rows(named=True), strict=True):
            dots.append(self._dot(row, x, level, filled=True))
        for at, row in enumerate(self.lacking.iter_rows(named=True)):
            dots.append(self._dot(row, self.bench.empty + 9 + LEVEL * (at % 4), at // 4, filled=False))
        return dots

    def _dot(self, row: Row, x: float, level: int, *, filled: bool) -> Row:
        look = self.bench.looks[row["region"]]
        shape = "circle" if look.sign == "dot" else look.sign
        paint = {"fill": look.colour if filled else GROUND.light, "colour": look.colour, "shape": shape}
        label = _told(row, self.digits, self.sheet.language)
        place = {"x": x, "y": self.base - DOT - 1 - level * LEVEL}
        return {**place, **paint, **told(label, row["region"], self.sheet)}

    def names(self) -> list[Label]:
        """The names of the outermost regions, then of the others, beside or above their dots."""
        room, middle = (self.bench.right - self.bench.left) * 0.3, (self.bench.left + self.bench.right) / 2
        anchors = [
            Anchor(
                x,
                self.base - DOT - 1 - level * LEVEL,
                shortened(self.bench.looks[code].name, SMALL, room),
                DOT,
            )
            for (x, level), code in zip(self.places, self.known["region"], strict=True)
        ]
        anchors.sort(key=lambda it: -abs(it.x - middle))
        area = (self.bench.left, self.top, self.bench.right + DOT, self.base + 1)
        lines = [(row["x"] - 2, row["y"], row["x"] + 2, row["y2"]) for row in self.upright()]
        return placed_labels(anchors, size=SMALL, sheet=area, taken=lines)


def _stacked(places: list[float]) -> list[tuple[float, int]]:
    """Each x with the lowest level on which it covers no dot before it."""
    levels: dict[int, list[float]] = {}
    stacked = []
    for x in places:
        level = 0
        while any(abs(x - other) < LEVEL for other in levels.get(level, [])):
            level += 1
        levels.setdefault(level, []).append(x)
        stacked.append((x, level))
    return stacked


def shown_digits(values: list[float]) -> int:
    """Decimals that show the differences of `values`: about three figures, none for whole or large numbers."""
    largest = max(abs(value) for value in values)
    if all(value == round(value) for value in values) or largest >= 1000:
        return 0
    enough = min(max(2 - floor(log10(largest)), 1), 6)
    return next(
        (digits for digits in range(1, enough) if all(abs(round(it, digits) - it) < 1e-9 for it in values)),
        enough,
    )


def _told(row: Row, digits: int, language: LanguageCode) -> str:
    if row["value"] is None:
        return translated("{place}: no data", language).format(place=row["region_name"])
    value = formatted_number(row["value"], language, digits)
    if row["rank"] is None:
        return translated("{place}: {value}", language).format(place=row["region_name"], value=value)
    template = translated("{place}: {value} (rank {rank} of {of})", language)
    rank, of = (formatted_count(row[name], language) for name in ("rank", "of"))
    return template.format(place=row["region_name"], value=value, rank=rank, of=of)
