"""Two indices side by side for the same things: how concentrated each industry is, by two yardsticks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.axes import axis_for
from renkei.charts.layers import LABEL_SIZE, drawn, picture_id, specification, telling, told, written
from renkei.charts.palette import ACCENT, GROUND, INK, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import shortened, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.axes import Axis
    from renkei.charts.layers import Row
    from renkei.charts.scales import Quantity

ROW_HEIGHT: Final = 22
TALL_ROW: Final = 36
NAME_SIZE: Final = 12
NAME_SHARE: Final = 0.36
TOP: Final = 44
EDGE: Final = 8
GAP: Final = 28
LEADERS: Final = 3
Pair = tuple["Quantity", "Quantity"]


def concentration_dots(rows: pl.DataFrame, quantities: Pair, sheet: Sheet, *, most: int = 20) -> Picture:
    """A line of two dots for each row (code, name, first, second), by `first`, highest first.

    The two `quantities` have columns with scales of their own, since indices of concentration such as
    Ellison–Glaeser and Gini do not share one. The title is that of the first. At most `most` rows are drawn;
    the table holds all. A missing `second` leaves its place empty. Raises `ParameterError` if no row has a
    `first`.
    """
    ranked = rows.filter(pl.col("first").is_finite()).sort("first", "code", descending=[True, False])
    if ranked.is_empty():
        raise ParameterError("“{title}” has no value to draw.", title=quantities[0].title)
    plot = _Dots(ranked.head(most), quantities, sheet)
    description = _description(ranked, quantities, sheet)
    return Picture(
        id=picture_id("dots", quantities[0].title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=quantities[0].title,
        description=description,
        table=_table(ranked, quantities, sheet),
        row_links=tuple(sheet.link(code) for code in ranked["code"]),
        width=sheet.width,
        height=plot.height,
    )


class _Dots:
    """The layout of the names and of one column of dots per quantity."""

    def __init__(self, rows: pl.DataFrame, quantities: Pair, sheet: Sheet) -> None:
        self.rows, self.quantities, self.sheet = rows, quantities, sheet
        self.pitch = TALL_ROW if sheet.narrow else ROW_HEIGHT
        self.height = TOP + self.pitch * len(rows) + EDGE
        widest = max(text_width(name, NAME_SIZE) for name in rows["name"])
        self.left = EDGE + 6 if sheet.narrow else EDGE + min(widest + 14, NAME_SHARE * sheet.width)
        half = (sheet.width - 2 * EDGE - self.left - GAP) / 2
        starts = (self.left, self.left + half + GAP)
        self.axes = tuple(
            axis_for(rows[column].drop_nulls().to_list() or [0.0, 1.0], start, start + half, base=None)
            for column, start in zip(("first", "second"), starts, strict=True)
        )

    def _middle(self, index: int) -> float:
        """The y of a line of dots."""
        return TOP + self.pitch * (index + (0.78 if self.sheet.narrow else 0.5))

    def layers(self) -> list[Spec]:
        """Scales, dots and names."""
        columns = list(zip(self.axes, ("first", "second"), self.quantities, strict=True))
        scales = [layer for axis, _, quantity in columns for layer in self._scale(axis, quantity)]
        return [*scales, *(self._column(*column) for column in columns), self._names()]

    def _column(self, axis: Axis, column: str, quantity: Quantity) -> Spec:
        template = translated("{place}: {value}", self.sheet.language)
        dots: list[Row] = []
        for index, (code, name, value) in enumerate(self.rows.select("code", "name", column).iter_rows()):
            if value is not None:
                label = template.format(place=name, value=quantity.written(value, self.sheet.language))
                dots.append({"x": axis.at(value), "y": self._middle(index), **told(label, code, self.sheet)})
        mark = {"type": "circle", "aria": True, "size": 62, "fill": ACCENT.light, "stroke": GROUND.light}
        return drawn({**mark, "strokeWidth": 0.8, "opacity": 1}, dots, telling(self.sheet))

    def _scale(self, axis: Axis, quantity: Quantity) -> list[Spec]:
        language = self.sheet.language
        top, bottom = TOP - 4, self.height - EDGE
        lines: list[Row] = [
            {"x": axis.at(it), "x2": axis.at(it), "y": top, "y2": bottom} for it in axis.ticks
        ]
        rows = (self._middle(index) for index in range(len(self.rows)))
        lines += [{"x": axis.start, "x2": axis.end, "y": y, "y2": y} for y in rows]
        values: list[Row] = [
            {"x": axis.at(it), "y": 31, "text": quantity.written_break(it, language), "align": "center"}
            for it in axis.ticks
        ]
        heading = shortened(quantity.heading(language), LABEL_SIZE, axis.end - axis.start + GAP - 6)
        return [
            drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}, lines),
            written(values, colour=SOFT_INK.light),
            written([{"x": axis.start, "y": 12, "text": heading}], colour=INK.light),
        ]

    def _names(self) -> Spec:
        narrow = self.sheet.narrow
        room = self.sheet.width - 2 * EDGE if narrow else self.left - EDGE - 10
        names: list[Row] = [
            {
                "x": EDGE if narrow else self.left - 12,
                "y": self._middle(index) - (16 if narrow else 0),
                "text": shortened(name, NAME_SIZE, room),
                "align": "left" if narrow else "right",
            }
            for index, name in enumerate(self.rows["name"])
        ]
        return written(names, size=NAME_SIZE)


def _description(rows: pl.DataFrame, quantities: Pair, sheet: Sheet) -> str:
    language = sheet.language
    named = translated("{name} ({value})", language)
    top = [
        named.format(name=name, value=quantities[0].written(value, language))
        for name, value in rows.head(LEADERS).select("name", "first").iter_rows()
    ]
    template = "{title}. {first} and {second} of {count} rows: {first} is highest in {top}."
    return translated(template, language).format(
        title=quantities[0].title,
        first=quantities[0].name,
        second=quantities[1].name,
        count=formatted_count(len(rows), language),
        top=joined_list(top, language),
    )


def _table(rows: pl.DataFrame, quantities: Pair, sheet: Sheet) -> pl.DataFrame:
    first, second = quantities
    return pl.DataFrame(
        {
            translated("Name", sheet.language): rows["name"],
            first.heading(sheet.language): rows["first"].round(first.digits + 2 * first.percent),
            second.heading(sheet.language): rows["second"].round(second.digits + 2 * second.percent),
        }
    )
