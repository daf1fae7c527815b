"""Where growth comes from: the parts of the nation, of the mix of industries and of the region itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.axes import LINES, LINES_NARROW, even_axis
from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, picture_id, specification, telling, told, written
from renkei.charts.palette import ACCENT, GROUND, GROUPS, HATCH, INK, QUIET, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import sentences, shortened, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.scales import Quantity
    from renkei.language import LanguageCode

PARTS: Final = {"national": QUIET.light, "mix": GROUPS[2].light, "regional": ACCENT.light}
PITCH: Final = 26
TALL_PITCH: Final = 42
"""Pixels of a region; on a phone its name stands above its bars."""
BAR: Final = 13
NAME_SIZE: Final = 12
NAME_SHARE: Final = 0.3
EDGE: Final = 8
LEADERS: Final = 3


def growth_decomposition(rows: pl.DataFrame, quantity: Quantity, sheet: Sheet, *, most: int = 22) -> Picture:
    """The three parts of each region's growth as bars that point right or left, with their sum as a diamond.

    `rows` has region, region_name, national, mix, regional and growth, all in the unit of `quantity`. Regions
    are ordered by growth; at most `most` are drawn, those that grew most and those that grew least, and the
    words say so; the table holds all. A region whose parts are missing has a hatched line. Raises
    `ParameterError` if no region has all parts (Dunn 1960; Esteban-Marquillas 1972).
    """
    numbers = (*PARTS, "growth")
    cleaned = rows.with_columns(pl.col(name).cast(pl.Float64).fill_nan(None) for name in numbers)
    ranked = cleaned.sort("growth", "region", descending=[True, False], nulls_last=True)
    if ranked.drop_nulls(list(numbers)).is_empty():
        raise ParameterError("“{title}” has no value to draw.", title=quantity.title)
    plot = _Bars(_shown(ranked, most), quantity, sheet)
    description = _description(ranked, len(plot.rows), quantity, sheet.language)
    return Picture(
        id=picture_id("decomposition", quantity.title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=quantity.title,
        description=description,
        table=_table(ranked, quantity, sheet.language),
        row_links=tuple(sheet.link(code) for code in ranked["region"]),
        width=sheet.width,
        height=plot.height,
    )


def _shown(ranked: pl.DataFrame, most: int) -> pl.DataFrame:
    """All regions, or the head and the tail of those that have a growth."""
    if len(ranked) <= most:
        return ranked
    known = ranked.drop_nulls("growth")
    head = (most + 1) // 2
    return pl.concat([known.head(head), known.slice(head).tail(most - head)])


class _Bars:
    """The layout of names, bars and diamonds."""

    def __init__(self, rows: pl.DataFrame, quantity: Quantity, sheet: Sheet) -> None:
        self.rows, self.quantity, self.sheet = rows, quantity, sheet
        self.pitch = TALL_PITCH if sheet.narrow else PITCH
        self.keys = KeyBlock(self._wanted(), sheet, 0)
        self.top = self.keys.bottom + 38
        self.height = round(self.top + self.pitch * len(rows) + EDGE)
        widest = max(text_width(name, NAME_SIZE) for name in rows["region_name"])
        self.left = EDGE + 4 if sheet.narrow else EDGE + min(widest + 14, NAME_SHARE * sheet.width)
        numbers = [quantity.written(value, sheet.language) for value in rows["growth"]]
        self.numbers = numbers
        self.beside = 0 if sheet.narrow else max(text_width(text, LABEL_SIZE) for text in numbers) + 10
        right = sheet.width - EDGE - self.beside - 4
        most = LINES_NARROW if sheet.narrow else LINES
        self.axis = even_axis(self._ends(), self.left, right, most=most)

    def _wanted(self) -> list[Key]:
        language = self.sheet.language
        texts = {
            "national": translated("growth of the nation", language),
            "mix": translated("mix of industries", language),
            "regional": translated("the region's own part", language),
        }
        keys = [Key("box", colour, texts[part]) for part, colour in PARTS.items()]
        return [*keys, Key("diamond", INK.light, translated("growth in all", language))]

    def _ends(self) -> list[float]:
        """What the axis must hold: 0, and for each region the sums of its positive and its negative parts."""
        ends = [0.0]
        for *parts, growth in self.rows.select(*PARTS, "growth").drop_nulls().iter_rows():
            ends += [sum(it for it in parts if it > 0), sum(it for it in parts if it < 0), growth]
        return ends

    def _middle(self, index: int) -> float:
        """The y of the middle of a region's bars."""
        return (
            self.top
            + self.pitch * index
            + (self.pitch - BAR / 2 - 6 if self.sheet.narrow else self.pitch / 2)
        )

    def layers(self) -> list[Spec]:
        """Scale, bars, diamonds, and what is written beside them."""
        return [
            *self._scale(),
            *self._parts(),
            *self._unknown(),
            *self._sums(),
            *self._texts(),
            *self.keys.layers(),
        ]

    def _scale(self) -> list[Spec]:
        language, axis, bottom = self.sheet.language, self.axis, self.height - EDGE
        heading = shortened(self.quantity.heading(language), LABEL_SIZE, self.sheet.width - 2 * EDGE)
        ticks: list[Row] = [
            {
                "x": axis.at(it),
                "y": self.top - 12,
                "text": self.quantity.written_break(it, language),
                "align": "center",
            }
            for it in axis.ticks
        ]
        grid: list[Row] = [{"x": row["x"], "x2": row["x"], "y": self.top - 4, "y2": bottom} for row in ticks]
        zero: Row = {"x": axis.at(0), "x2": axis.at(0), "y": self.top - 4, "y2": bottom}
        return [
            written([{"x": EDGE, "y": self.top - 28, "text": heading}]),
            written(ticks, colour=SOFT_INK.light),
            drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}, grid),
            drawn({"type": "rule", "stroke": INK.light, "strokeWidth": 1}, [zero]),
        ]

    def _parts(self) -> list[Spec]:
        bars: list[Row] = []
        for index, row in enumerate(self.rows.iter_rows(named=True)):
            if None in [row[name] for name in (*PARTS, "growth")]:
                continue
            reach = {True: 0.0, False: 0.0}
            for part, colour in PARTS.items():
                value, side = row[part], row[part] > 0
                start, end = reach[side], reach[side] + value
                reach[side] = end
                x, x2 = sorted((self.axis.at(start), self.axis.at(end)))
                y = self._middle(index)
                box = {"x": x, "x2": x2, "y": y - BAR / 2, "y2": y + BAR / 2, "fill": colour}
                bars.append({**box, **told(self._told(row), row["region"], self.sheet)})
        fill = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
        mark = {"type": "rect", "aria": True, "stroke": GROUND.light, "strokeWidth": 0.8}
        return [drawn(mark, bars, {**fill, **telling(self.sheet)})]

    def _told(self, row: Row) -> str:
        language = self.sheet.language
        template = translated("{place}: {growth} (nation {national}, mix {mix}, region {regional})", language)
        texts = {name: self.quantity.written(row[name], language) for name in (*PARTS, "growth")}
        return template.format(place=row["region_name"], **texts)

    def _unknown(self) -> list[Spec]:
        """Hatches along the lines of regions without their parts."""
        lines: list[Row] = []
        for index, row in enumerate(self.rows.select(*PARTS, "growth").iter_rows()):
            if None in row:
                y = self._middle(index)
                for step in range(int((self.axis.end - self.axis.start) // 6)):
                    x = self.axis.start + 6 * step
                    lines.append({"x": x, "x2": x + 7, "y": y + 4, "y2": y - 4})
        return [drawn({"type": "rule", "stroke": HATCH.light, "strokeWidth": 1}, lines)] if lines else []

    def _sums(self) -> list[Spec]:
        whole = list(enumerate(self.rows.select(*PARTS, "growth").iter_rows()))
        sums: list[Row] = [
            {"x": self.axis.at(row[-1]), "y": self._middle(index)} for index, row in whole if None not in row
        ]
        mark = {"type": "point", "shape": "diamond", "size": 90, "filled": True, "fill": INK.light}
        return [drawn({**mark, "stroke": GROUND.light, "strokeWidth": 1.2, "opacity": 1}, sums)]

    def _texts(self) -> list[Spec]:
        """Names and growth; a region without its parts says that there is no data."""
        narrow, width = self.sheet.narrow, self.sheet.width
        names: list[Row] = []
        numbers: list[Row] = []
        for index, (name, growth) in enumerate(zip(self.rows["region_name"], self.numbers, strict=True)):
            y = self._middle(index) - (BAR / 2 + 10 if narrow else 0)
            room = width - 2 * EDGE - text_width(growth, LABEL_SIZE) - 10 if narrow else self.left - EDGE - 10
            x, align = (EDGE, "left") if narrow else (self.left - 10, "right")
            names.append({"x": x, "y": y, "text": shortened(name, NAME_SIZE, room), "align": align})
            numbers.append({"x": width - EDGE, "y": y, "text": growth, "align": "right"})
        return [written(names, size=NAME_SIZE), written(numbers)]


def _description(ranked: pl.DataFrame, shown: int, quantity: Quantity, language: LanguageCode) -> str:
    whole = ranked.drop_nulls([*PARTS, "growth"])
    named = translated("{name} ({value})", language)
    top = [
        named.format(name=name, value=quantity.written(value, language))
        for name, value in whole.sort("regional", "region", descending=[True, False])
        .head(LEADERS)
        .select("region_name", "regional")
        .iter_rows()
    ]
    template = (
        "{title}. Growth of {count} regions, divided into the parts of the nation, the mix of industries and "
        "the region; the region's own part is largest in {top}."
    )
    said = translated(template, language).format(
        title=quantity.title, count=formatted_count(len(whole), language), top=joined_list(top, language)
    )
    missing = len(ranked) - len(whole)
    lacking = translated("Regions without data: {count}.", language).format(count=missing) if missing else ""
    some = ""
    if shown < len(ranked):
        template = "Drawn are the {count} that grew most and least; the table has all."
        some = translated(template, language).format(count=shown)
    return sentences((said, some, lacking), language)


def _table(rows: pl.DataFrame, quantity: Quantity, language: LanguageCode) -> pl.DataFrame:
    digits = quantity.digits + 2 * quantity.percent
    headings = {
        "national": translated("Growth of the nation", language),
        "mix": translated("Mix of industries", language),
        "regional": translated("The region's own part", language),
        "growth": quantity.heading(language),
    }
    columns = {translated("Region", language): rows["region_name"]}
    return pl.DataFrame(columns | {text: rows[name].round(digits) for name, text in headings.items()})
