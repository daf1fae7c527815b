"""Two numbers of the same things against each other, with names for those that stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.axes import BOTTOM, EDGE, LEFT, TOP, Frame, axis_for
from renkei.charts.layers import LABEL_SIZE, drawn, haloed, picture_id, specification, telling, told
from renkei.charts.palette import ACCENT, GROUND, INK
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


class _Scatter:
    """The layout of dots, axes and names."""

    def __init__(self, points: pl.DataFrame, across: Quantity, upward: Quantity, sheet: Sheet) -> None:
        self.across, self.upward, self.sheet = across, upward, sheet
        self.height = round(sheet.width * (1.0 if sheet.narrow else 0.68))
        self.x = axis_for(points["x"].to_list(), LEFT, sheet.width - 2 * EDGE)
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
        grid = Frame(self.x, self.y, self.across, self.upward, self.sheet, self.height).grid()
        return [*grid, *self._reference(reference), self._dots(places), *haloed(labels)]

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
