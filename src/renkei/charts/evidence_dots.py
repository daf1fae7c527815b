"""The evidence behind the types of a cluster: what each item says for or against which type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, picture_id, specification, telling, told, written
from renkei.charts.palette import ACCENT, GROUND, GROUPS, HATCH, QUIET, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import shortened, text_width, wrapped
from renkei.errors import ParameterError
from renkei.language import formatted_count, formatted_number, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.language import LanguageCode

PITCH: Final = 26
TALL_PITCH: Final = 46
"""Pixels of a line; on a phone name and value stand above the dots."""
NAME_SIZE: Final = 12
LARGEST: Final = 8.5
SMALLEST: Final = 2.5
"""Radii in px of the weightiest and the lightest evidence."""
HEAD_SIZE: Final = 10.5
HEAD: Final = 14
"""Pixels of a line of the names of the types."""
EDGE: Final = 8


def evidence_dots(rows: pl.DataFrame, types: pl.DataFrame, title: str, sheet: Sheet) -> Picture:
    """Each item of evidence with its value, and a dot for each type that it speaks for or against.

    `types` has type and name. `rows` has name, value_text, known (bool) and for each type a column with its
    code: the weight from −1 (against) to 1 (for); missing where the item says nothing about that type. Dots
    in favour are filled, those against are rings, their area is the weight; evidence of no weight is a small
    dot. An item that is not known has a hatched line instead of dots. Raises `ParameterError` if there is no
    item or no type.
    """
    if rows.is_empty() or types.is_empty():
        raise ParameterError("“{title}” has no value to draw.", title=title)
    plot = _Matrix(rows, types, sheet)
    description = _description(rows, types, title, sheet.language)
    return Picture(
        id=picture_id("evidence", title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=title,
        description=description,
        table=_table(rows, types, sheet.language),
        row_links=("",) * len(rows),
        width=sheet.width,
        height=plot.height,
    )


class _Matrix:
    """The layout of names, values and one column of dots per type."""

    def __init__(self, rows: pl.DataFrame, types: pl.DataFrame, sheet: Sheet) -> None:
        self.rows, self.types, self.sheet = rows, types, sheet
        self.pitch = TALL_PITCH if sheet.narrow else PITCH
        self.left = EDGE if sheet.narrow else round(sheet.width * 0.5)
        self.step = (sheet.width - EDGE - self.left) / len(types)
        self.heads = [wrapped(name, HEAD_SIZE, self.step - 4) for name in types["name"]]
        language = sheet.language
        self.keys = KeyBlock(
            [
                Key("dot", ACCENT.light, translated("speaks for the type", language)),
                Key("ring", GROUPS[2].light, translated("speaks against it", language)),
                Key("hatched", HATCH.light, translated("not known", language)),
            ],
            sheet,
            0,
        )
        self.top = self.keys.bottom + 8 + HEAD * max(len(lines) for lines in self.heads)
        self.height = round(self.top + self.pitch * len(rows) + EDGE)

    def _middle(self, index: int) -> float:
        """The y of a line of dots."""
        return self.top + self.pitch * index + (self.pitch - 13 if self.sheet.narrow else self.pitch / 2)

    def _column(self, index: int) -> float:
        """The x of a column of dots."""
        return self.left + self.step * (index + 0.5)

    def layers(self) -> list[Spec]:
        """Rules, heads, dots, hatched lines, names and values."""
        return [
            *self._rules(),
            *self._heads(),
            *self._unknown(),
            *self._dots(),
            *self._texts(),
            *self.keys.layers(),
        ]

    def _rules(self) -> list[Spec]:
        bottom = self.top + self.pitch * len(self.rows)
        lines: list[Row] = [
            {"x": EDGE, "x2": self.sheet.width - EDGE, "y": y, "y2": y}
            for y in (self.top + self.pitch * index for index in range(len(self.rows) + 1))
        ]
        first = 1 if self.sheet.narrow else 0
        lines += [
            {"x": x, "x2": x, "y": self.top, "y2": bottom}
            for x in (self.left + self.step * index for index in range(first, len(self.types)))
            if not self.sheet.narrow
        ]
        return [drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}, lines)]

    def _heads(self) -> list[Spec]:
        rows: list[Row] = [
            {
                "x": self._column(index),
                "y": self.top - 8 - HEAD * (len(lines) - 1 - at),
                "text": shortened(line, HEAD_SIZE, self.step),
                "align": "center",
            }
            for index, lines in enumerate(self.heads)
            for at, line in enumerate(lines)
        ]
        return [written(rows, size=HEAD_SIZE, weight=600)]

    def _dots(self) -> list[Spec]:
        dots = []
        for index, row in enumerate(self.rows.iter_rows(named=True)):
            for column, (code, name) in enumerate(self.types.select("type", "name").iter_rows()):
                weight = row[code]
                if row["known"] and weight is not None:
                    place = {"x": self._column(column), "y": self._middle(index)}
                    dots.append({**place, **self._dot(weight), **self._told(row["name"], name, weight)})
        if not dots:
            return []
        encoding = {
            "size": {"field": "size", "type": "quantitative", "scale": None},
            **{part: {"field": part, "type": "nominal", "scale": None} for part in ("fill", "stroke")},
            **telling(Sheet(self.sheet.language, self.sheet.width)),
        }
        return [drawn({"type": "circle", "aria": True, "opacity": 1, "strokeWidth": 1.8}, dots, encoding)]

    def _dot(self, weight: float) -> Row:
        size = round(3.1416 * max(LARGEST * min(abs(weight), 1.0) ** 0.5, SMALLEST) ** 2, 1)
        if weight < 0:
            return {"size": size, "fill": GROUND.light, "stroke": GROUPS[2].light}
        colour = ACCENT.light if weight > 0 else QUIET.light
        return {"size": size, "fill": colour, "stroke": colour}

    def _told(self, item: str, name: str, weight: float) -> Row:
        language = self.sheet.language
        template = translated("{item}, {type}: {weight}", language)
        text = template.format(item=item, type=name, weight=formatted_number(weight, language))
        return told(text, "", Sheet(language, self.sheet.width))

    def _unknown(self) -> list[Spec]:
        """Short hatches along the lines of items that are not known."""
        lines: list[Row] = []
        for index, known in enumerate(self.rows["known"]):
            if not known:
                y = self._middle(index)
                at = self.left + 6
                while at < self.sheet.width - EDGE - 8:
                    lines.append({"x": at, "x2": at + 7, "y": y + 4, "y2": y - 4})
                    at += 6
        return [drawn({"type": "rule", "stroke": HATCH.light, "strokeWidth": 1}, lines)] if lines else []

    def _texts(self) -> list[Spec]:
        """Names at the left, values beside them."""
        narrow, language = self.sheet.narrow, self.sheet.language
        right = self.sheet.width - EDGE if narrow else self.left - 12
        names: list[Row] = []
        values: list[Row] = []
        for index, (name, value, known) in enumerate(
            self.rows.select("name", "value_text", "known").iter_rows()
        ):
            y = self._middle(index) - (20 if narrow else 0)
            text = (value or "") if known else translated("not known", language)
            text = shortened(text, LABEL_SIZE, (right - EDGE) * 0.5)
            room = right - EDGE - text_width(text, LABEL_SIZE) - 10
            names.append({"x": EDGE, "y": y, "text": shortened(name, NAME_SIZE, room)})
            values.append({"x": right, "y": y, "text": text, "align": "right"})
        return [written(names, size=NAME_SIZE), written(values, colour=SOFT_INK.light)]


def _description(rows: pl.DataFrame, types: pl.DataFrame, title: str, language: LanguageCode) -> str:
    """How many items are known, and which type the known ones speak for most."""
    known = rows.filter("known")
    counts = {
        "title": title,
        "count": formatted_count(len(rows), language),
        "known": formatted_count(len(known), language),
    }
    favour = {
        name: float(known[code].cast(pl.Float64).fill_null(0).sum())
        for code, name in types.select("type", "name").iter_rows()
    }
    most = max(favour.values())
    if known.is_empty() or most <= 0:
        template = "{title}. {count} items of evidence, {known} of them known; they speak for no type."
        return translated(template, language).format(**counts)
    best = [name for name, weight in favour.items() if weight == most]
    template = (
        "{title}. {count} items of evidence, {known} of them known; together they speak most for {best}."
    )
    return translated(template, language).format(best=joined_list(best, language), **counts)


def _table(rows: pl.DataFrame, types: pl.DataFrame, language: LanguageCode) -> pl.DataFrame:
    unknown = translated("not known", language)
    texts = [
        (value or "") if known else unknown for value, known in rows.select("value_text", "known").iter_rows()
    ]
    columns = {
        translated("Evidence", language): rows["name"],
        translated("Value", language): pl.Series(texts, dtype=pl.String),
    }
    for code, name in types.select("type", "name").iter_rows():
        columns[name] = rows[code].cast(pl.Float64).round(2)
    return pl.DataFrame(columns)
