"""Where a region could go: industries by how near they are to what it has, and how complex they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from renkei.charts.axes import BOTTOM, EDGE, LEFT, LINES, LINES_NARROW, TOP, Frame, even_axis
from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import LABEL_SIZE, drawn, haloed, picture_id, specification, telling, told
from renkei.charts.palette import ACCENT, GROUND, INK, QUIET, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import (
    Anchor,
    Label,
    label_box,
    placed_labels,
    sentences,
    shortened,
    text_width,
    wrapped,
)
from renkei.errors import ParameterError
from renkei.language import formatted_count, joined_list, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.scales import Quantity
    from renkei.charts.text import Box
    from renkei.language import LanguageCode

NAMED: Final = 14
NAMED_NARROW: Final = 6
"""Industries that get a name at most."""
LEADERS: Final = 3
LARGEST: Final = 12.0
LARGEST_NARROW: Final = 8.0
SMALLEST: Final = 3.2
"""Radii of dots in px."""
WORD_SIZE: Final = 12
WORD_LINE: Final = 15
Near = Literal["high", "low"]
Pair = tuple["Quantity", "Quantity"]
"""What is measured across and upward."""
Middles = tuple[float, float]
"""Where the dividing lines are, across and upward."""


def opportunity_chart(
    rows: pl.DataFrame,
    quantities: Pair,
    sheet: Sheet,
    *,
    near: Near = "high",
    lines: Middles | None = None,
) -> Picture:
    """The industries of one region by nearness (across) and complexity (upward), with its best chances named.

    `rows` has industry, name, relatedness_density, complexity, complexity_gain, establishments (of the
    nation: the area of the dot) and present (whether the region is specialised in it). `quantities` are what
    the two axes measure; the title is that of the second. With `near="low"` the first is a distance, and
    small values are near. `lines` (across, upward) divide the sheet in four, by default at the medians. A
    chance is an industry that the region does not have and that is nearer and more complex than the lines;
    the best are farthest beyond both, in mean distances from each. The gain is in the table only: an
    industry that is near and complex gains little by it, since its complexity already counts in the outlook.
    An industry without one of the two numbers is in the table only; the words say how many there are, and
    for how many it is not known whether the region has them. Raises `ParameterError` if no industry has both
    numbers (Balland et al. 2019, section 3).
    """
    finite = {
        name: pl.col(name).cast(pl.Float64).fill_nan(None) for name in ("relatedness_density", "complexity")
    }
    rows = rows.with_columns(pl.col("present").cast(pl.Boolean), **finite)
    known = rows.drop_nulls(list(finite))
    if known.is_empty():
        raise ParameterError("“{title}” has no value to draw.", title=quantities[1].title)
    middles = lines or (_median(known["relatedness_density"]), _median(known["complexity"]))
    ranked = _ranked(rows, middles, near)
    plot = _Plot(ranked.drop_nulls(list(finite)), quantities, sheet, middles, near)
    description = _description(ranked, quantities, sheet.language)
    return Picture(
        id=picture_id("opportunity", quantities[1].title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=quantities[1].title,
        description=description,
        table=_table(ranked, quantities, sheet.language),
        row_links=tuple(sheet.link(code) for code in ranked["industry"]),
        width=sheet.width,
        height=plot.height,
    )


def _median(values: pl.Series) -> float:
    return float(values.sort()[(len(values) - 1) // 2] + values.sort()[len(values) // 2]) / 2


def _ranked(rows: pl.DataFrame, middles: Middles, near: Near) -> pl.DataFrame:
    """`rows` with `chance` (whether one is), the chances first, those farthest beyond both lines at the head.

    How far is measured in the mean distance from each line, so that nearness and complexity count alike.
    """
    sign = 1 if near == "high" else -1
    nearer = sign * (pl.col("relatedness_density") - middles[0])
    better = pl.col("complexity") - middles[1]
    chance = ((nearer > 0) & (better > 0) & ~pl.col("present").fill_null(True)).fill_null(False)
    marked = rows.with_columns(chance=chance, beyond=_spread(nearer) + _spread(better))
    ordered = marked.sort("chance", "beyond", "industry", descending=[True, True, False], nulls_last=True)
    return ordered.drop("beyond")


def _spread(distance: pl.Expr) -> pl.Expr:
    """A distance from the line in units of its usual size, so that both axes count alike."""
    return distance / pl.max_horizontal(distance.abs().mean(), pl.lit(1e-12))


class _Plot:
    """The layout of dots, dividing lines, words and names."""

    def __init__(
        self, rows: pl.DataFrame, quantities: Pair, sheet: Sheet, middles: Middles, near: Near
    ) -> None:
        self.rows, self.quantities, self.sheet, self.middles, self.near = (
            rows,
            quantities,
            sheet,
            middles,
            near,
        )
        self.keys = KeyBlock(self._wanted(), sheet, 0)
        top = self.keys.bottom + TOP
        self.height = round(top + sheet.width * (1.0 if sheet.narrow else 0.6) + BOTTOM)
        most = LINES_NARROW if sheet.narrow else LINES
        across = [*rows["relatedness_density"], middles[0]]
        self.x = even_axis(across, LEFT, sheet.width - 2 * EDGE, most=most)
        upward = self._with_room_for_words([*rows["complexity"], middles[1]])
        self.y = even_axis(upward, self.height - BOTTOM, top, most=most)
        self.frame = Frame(self.x, self.y, *quantities, sheet, self.height, top)
        largest = LARGEST_NARROW if sheet.narrow else LARGEST
        plants = rows["establishments"].fill_null(0).cast(pl.Float64).to_list()
        whole = max(*plants, 1.0)
        self.radii = [max(largest * (count / whole) ** 0.5, SMALLEST) for count in plants]
        self.places = [
            (self.x.at(x), self.y.at(y))
            for x, y in rows.select("relatedness_density", "complexity").iter_rows()
        ]

    def _with_room_for_words(self, values: list[float]) -> list[float]:
        """The values of the upward axis, with those at its ends between which no word covers a dot."""
        middle = self.x.at(self.middles[0])
        sides = zip(self._texts(), (middle - self.x.start, self.x.end - middle), strict=True)
        most = max(len(_lines(text, room - 6)) for texts, room in sides for text in texts)
        share = (most * WORD_LINE + 8) / (self.height - BOTTOM - self.keys.bottom - TOP)
        room = share / (1 - 2 * share) * (max(values) - min(values))
        return [min(values) - room, *values, max(values) + room]

    def _wanted(self) -> list[Key]:
        language = self.sheet.language
        present = self.rows["present"]
        every = [
            (
                self.rows["chance"].any(),
                Key("dot", ACCENT.light, translated("chance: near and complex", language)),
            ),
            ((~present).any(), Key("ring", ACCENT.light, translated("not specialised", language))),
            (present.any(), Key("dot", QUIET.light, translated("already specialised", language))),
            (
                present.null_count() > 0,
                Key("ring", QUIET.light, translated("not known whether specialised", language)),
            ),
        ]
        return [key for shown, key in every if shown]

    def layers(self) -> list[Spec]:
        """Grid, dividing lines, the words of the four fields, dots, and the names of the best chances."""
        words = self._words()
        taken = [label_box(word, WORD_SIZE) for word in words]
        return [
            *self.frame.grid(),
            *self._dividers(),
            self._dots(),
            *haloed(words, size=WORD_SIZE, weight=600, colour=SOFT_INK.light),
            *haloed(self._names(taken)),
            *self.keys.layers(),
        ]

    def _dividers(self) -> list[Spec]:
        x, y = self.x.at(self.middles[0]), self.y.at(self.middles[1])
        lines: list[Row] = [
            {"x": x, "x2": x, "y": self.y.end, "y2": self.y.start},
            {"x": self.x.start, "x2": self.x.end, "y": y, "y2": y},
        ]
        return [drawn({"type": "rule", "stroke": INK.light, "strokeWidth": 1}, lines)]

    def _texts(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """What the fields on the left and on the right mean, the upper first."""
        language = self.sheet.language
        near = (
            translated("Near and complex: chance", language),
            translated("Near but simple: a small step", language),
        )
        far = (
            translated("Far but complex: a long jump", language),
            translated("Far and simple: little to gain", language),
        )
        return (far, near) if self.near == "high" else (near, far)

    def _words(self) -> list[Label]:
        """The meaning of each of the four fields in its outer corner."""
        words = []
        middle = self.x.at(self.middles[0])
        for (above, below), x, align in zip(
            self._texts(), (self.x.start + 6, self.x.end - 4), ("left", "right"), strict=True
        ):
            upper, lower = (_lines(text, abs(middle - x)) for text in (above, below))
            last = self.y.start - 10 - (len(lower) - 1) * WORD_LINE
            words += [Label(x, self.y.end + 10 + at * WORD_LINE, it, align) for at, it in enumerate(upper)]
            words += [Label(x, last + at * WORD_LINE, it, align) for at, it in enumerate(lower)]
        return words

    def _dots(self) -> Spec:
        dots: list[Row] = []
        codes = self.rows.select("industry", "chance", "present").iter_rows()
        labels = _labels(self.rows, self.quantities, self.sheet.language)
        for (code, chance, present), (x, y), radius, label in zip(
            codes, self.places, self.radii, labels, strict=True
        ):
            colour = QUIET.light if present is None or present else ACCENT.light
            filled = chance or bool(present)
            paint = {"fill": colour if filled else GROUND.light, "stroke": GROUND.light if filled else colour}
            size = round(3.1416 * radius**2, 1)
            dots.append({"x": x, "y": y, "size": size, **paint, **told(label, code, self.sheet)})
        dots.sort(key=lambda dot: -dot["size"])
        mark = {"type": "circle", "aria": True, "fillOpacity": 0.8, "strokeWidth": 1.1, "opacity": 1}
        encoding = {
            "size": {"field": "size", "type": "quantitative", "scale": None},
            **{part: {"field": part, "type": "nominal", "scale": None} for part in ("fill", "stroke")},
            **telling(self.sheet),
        }
        return drawn(mark, dots, encoding)

    def _names(self, taken: list[Box]) -> list[Label]:
        """The names of chances, the best first, clear of the dividing lines and of all other dots."""
        room = self.sheet.width * 0.36
        anchors = [
            Anchor(x, y, shortened(name, LABEL_SIZE, room), radius=radius)
            for (x, y), name, radius in zip(self.places, self.rows["name"], self.radii, strict=True)
        ]
        most = NAMED_NARROW if self.sheet.narrow else NAMED
        area = (self.x.start + 2, self.y.end, self.sheet.width - 4, self.y.start)
        chances = sum(self.rows["chance"])
        (x, y), far = (self.x.at(self.middles[0]), self.y.at(self.middles[1])), self.sheet.width
        lines = [(x - 2, self.y.end, x + 2, self.y.start), (0, y - 2, far, y + 2)]
        others = [(it.x - 2, it.y - 2, it.x + 2, it.y + 2) for it in anchors[chances:]]
        return placed_labels(
            anchors[:chances], size=LABEL_SIZE, sheet=area, taken=[*taken, *lines, *others], most=most
        )


def _lines(text: str, room: float) -> list[str]:
    """`text` in lines of about `room` px, broken after its colon first."""
    room = max(room - 8, 5 * WORD_SIZE)
    parts = [text] if text_width(text, WORD_SIZE) <= room else re.split(r"(?<=[：:])\s*", text)
    return [line for part in parts for line in wrapped(part, WORD_SIZE, room)]


def _labels(rows: pl.DataFrame, quantities: Pair, language: LanguageCode) -> list[str]:
    """What is told at each dot."""
    template = translated("{name}: {first}, {second}", language)
    across, upward = quantities
    return [
        template.format(name=name, first=across.written(x, language), second=upward.written(y, language))
        for name, x, y in rows.select("name", "relatedness_density", "complexity").iter_rows()
    ]


def _description(ranked: pl.DataFrame, quantities: Pair, language: LanguageCode) -> str:
    chances = ranked.filter("chance")
    lost = ranked.filter(pl.col("relatedness_density").is_null() | pl.col("complexity").is_null()).height
    unsure = ranked["present"].null_count()
    if chances.is_empty():
        template = "{title}. {count} industries by nearness and complexity; none is a chance, near and complex at once."
    else:
        template = (
            "{title}. {count} industries by nearness and complexity; of {chances} chances, near and complex, "
            "the best are {top}."
        )
    said = translated(template, language).format(
        title=quantities[1].title,
        count=formatted_count(len(ranked) - lost, language),
        chances=formatted_count(len(chances), language),
        top=joined_list(chances["name"].head(LEADERS).to_list(), language),
    )
    left_out = translated("Industries without one of the two numbers: {count}.", language) if lost else ""
    unknown = (
        translated("Industries of which it is not known whether the region has them: {count}.", language)
        if unsure
        else ""
    )
    return sentences((said, left_out.format(count=lost), unknown.format(count=unsure)), language)


def _table(ranked: pl.DataFrame, quantities: Pair, language: LanguageCode) -> pl.DataFrame:
    across, upward = quantities
    yes_no = {True: translated("yes", language), False: translated("no", language)}
    unknown = translated("no data", language)
    return pl.DataFrame(
        {
            translated("Industry", language): ranked["name"],
            across.heading(language): ranked["relatedness_density"].round(across.digits + 2 * across.percent),
            upward.heading(language): ranked["complexity"].round(upward.digits + 2 * upward.percent),
            translated("Complexity gain", language): ranked["complexity_gain"].cast(pl.Float64).round(3),
            translated("Establishments", language): ranked["establishments"],
            translated("Specialised", language): [yes_no.get(one, unknown) for one in ranked["present"]],
            translated("Chance", language): [yes_no[one] for one in ranked["chance"]],
        }
    )
