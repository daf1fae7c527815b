"""Openings over time, against what they would be if the place had moved with the nation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.layers import LABEL_SIZE, drawn, picture_id, specification, written
from renkei.charts.palette import ACCENT_SOFT, INK, QUIET, RULE, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.text import shortened, text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, formatted_number, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.scales import Quantity

ENOUGH_A_YEAR: Final = 4.0
"""Openings a year on average below which years are put together by fives: single years are mostly chance."""
PERIOD: Final = 5
WIDEST_COLUMN: Final = 44
EDGE: Final = 8
TOP: Final = 44
BOTTOM: Final = 26
"""Pixels above the plot for heading and key, and below it for the years."""


def openings_line(
    local: pl.DataFrame, quantity: Quantity, sheet: Sheet, *, national: pl.DataFrame | None = None
) -> Picture:
    """Openings per year of `local` (year, openings) as columns, with the national course as a line.

    The line is the national number of each year × (all local ÷ all national openings of the same years): the
    course if the place had kept its share. Years between the first and the last without a row are zero.
    Where there are fewer than four openings a year, years are added up by fives. Raises `ParameterError` if
    there is no opening at all.
    """
    if local.is_empty() or not local["openings"].sum():
        raise ParameterError("“{title}” has no opening to draw.", title=quantity.title)
    periods = _periods(local, national)
    plot = _Timeline(periods, quantity, sheet, compared=national is not None)
    description = _description(periods, quantity, sheet)
    return Picture(
        id=picture_id("openings", quantity.title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=quantity.title,
        description=description,
        table=_table(periods, quantity, sheet, compared=national is not None),
        row_links=("",) * len(periods),
        width=sheet.width,
        height=plot.height,
    )


def _periods(local: pl.DataFrame, national: pl.DataFrame | None) -> pl.DataFrame:
    """One row per year or five years: `start`, `end` (years), `openings`, and `expected` with the nation.

    Periods end with the last year: the newest is whole, so that it is not read as a fall; the oldest may be
    short. `expected` is missing without `national`, or if the nation had no opening in these years.
    """
    opened = {int(year): int(count) for year, count in local.select("year", "openings").iter_rows()}
    nation: dict[int, int] = {}
    if national is not None:
        nation = {int(year): int(count) for year, count in national.select("year", "openings").iter_rows()}
    years = range(min(opened), max([*opened, *nation]) + 1)
    total, whole = sum(opened.values()), sum(nation.get(year, 0) for year in years)
    length = 1 if total / len(years) >= ENOUGH_A_YEAR else PERIOD
    rows = []
    for end in range(years[-1], years[0] - 1, -length):
        inside = range(max(end - length + 1, years[0]), end + 1)
        steady = total / whole * sum(nation.get(year, 0) for year in inside) if whole else None
        rows.append((inside[0], end, sum(opened.get(year, 0) for year in inside), steady))
    columns = {"start": pl.Int64, "end": pl.Int64, "openings": pl.Int64, "expected": pl.Float64}
    return pl.DataFrame(rows[::-1], schema=columns, orient="row")


class _Timeline:
    """The layout of the columns, the line and the scales."""

    def __init__(self, periods: pl.DataFrame, quantity: Quantity, sheet: Sheet, *, compared: bool) -> None:
        self.periods, self.quantity, self.sheet, self.compared = periods, quantity, sheet, compared
        self.height = 240 if sheet.narrow else 280
        highest = max(*periods["openings"].to_list(), *periods["expected"].fill_null(0).to_list(), 1)
        self.ticks = _round_ticks(highest)
        self.top = max(self.ticks[-1], highest)
        labels = (formatted_count(tick, sheet.language) for tick in self.ticks)
        self.left = EDGE + max(text_width(label, LABEL_SIZE) for label in labels) + 6
        self.step = (sheet.width - EDGE - self.left) / len(periods)

    def _y(self, value: float) -> float:
        bottom = self.height - BOTTOM
        return float(round(bottom - value / self.top * (bottom - TOP), 1))

    def _x(self, index: float) -> float:
        return round(self.left + index * self.step, 1)

    def layers(self) -> list[Spec]:
        """Scales, columns, line and key."""
        return [*self._scale_layers(), self._column_layer(), *self._line_layers(), *self._key_layers()]

    def _column_layer(self) -> Spec:
        gap = max(min(self.step * 0.18, 4), self.step - WIDEST_COLUMN)
        columns: list[Row] = [
            {
                "x": self._x(index) + gap / 2,
                "x2": self._x(index + 1) - gap / 2,
                "y": self._y(count),
                "y2": self._y(0),
                "label": _period_label(start, end, count, self.sheet),
            }
            for index, (start, end, count) in enumerate(
                self.periods.select("start", "end", "openings").iter_rows()
            )
        ]
        label = {"field": "label", "type": "nominal"}
        mark = {"type": "rect", "aria": True, "fill": ACCENT_SOFT.light}
        return drawn(mark, columns, {"tooltip": label, "description": label})

    def _line_layers(self) -> list[Spec]:
        """The national course; a single period has none."""
        if not self.compared or len(self.periods) < 2:
            return []
        points: list[Row] = [
            {"x": self._x(index + 0.5), "y": self._y(value), "order": index}
            for index, value in enumerate(self.periods["expected"])
            if value is not None
        ]
        mark = {"type": "line", "stroke": INK.light, "strokeWidth": 1.6}
        return [drawn(mark, points, {"order": {"field": "order", "type": "quantitative"}})]

    def _scale_layers(self) -> list[Spec]:
        right = self.sheet.width - EDGE
        grid: list[Row] = [
            {"x": self.left, "x2": right, "y": self._y(tick), "y2": self._y(tick)} for tick in self.ticks
        ]
        counts: list[Row] = [
            {
                "x": self.left - 6,
                "y": self._y(tick),
                "text": formatted_count(tick, self.sheet.language),
                "align": "right",
            }
            for tick in self.ticks
        ]
        return [
            drawn({"type": "rule", "stroke": RULE.light, "strokeWidth": 0.8}, grid[1:]),
            drawn({"type": "rule", "stroke": QUIET.light, "strokeWidth": 1}, grid[:1]),
            written(counts, colour=SOFT_INK.light),
            written(self._years(), colour=SOFT_INK.light),
        ]

    def _years(self) -> list[Row]:
        """As many years below the columns as there is room for: those that end in 0, or the periods."""
        starts, ends = self.periods["start"].to_list(), self.periods["end"].to_list()
        texts = [_period(start, end) for start, end in zip(starts, ends, strict=True)]
        every = max(
            1, -(-int(max(text_width(text, LABEL_SIZE) for text in texts) + 14) // int(max(self.step, 1)))
        )
        single = starts == ends
        if single:
            every = next(step for step in (1, 2, 5, 10, 20, 50) if step >= every or step == 50)
        chosen = [
            index
            for index in range(len(texts))
            if (starts[index] % every == 0 if single else (len(texts) - 1 - index) % every == 0)
        ]
        y = self.height - BOTTOM + 13
        return [
            {"x": self._x(index + 0.5), "y": y, "text": texts[index], "align": "center"} for index in chosen
        ]

    def _heading(self) -> str:
        single = self.periods["start"].equals(self.periods["end"])
        template = "{name} (per year)" if single else "{name} (per five years)"
        return translated(template, self.sheet.language).format(name=self.quantity.name)

    def _key_layers(self) -> list[Spec]:
        """What is counted, and what column and line are."""
        language = self.sheet.language
        heading = shortened(self._heading(), LABEL_SIZE, self.sheet.width - 2 * EDGE)
        layers = [written([{"x": EDGE, "y": 10, "text": heading}], colour=INK.light)]
        if not self.compared:
            return layers
        actual, steady = translated("opened", language), translated("in step with the nation", language)
        second = EDGE + 16 + text_width(actual, LABEL_SIZE) + 18
        box: Row = {"x": EDGE, "x2": EDGE + 11, "y": 22, "y2": 32}
        line: Row = {"x": second, "x2": second + 16, "y": 27, "y2": 27}
        names: list[Row] = [
            {"x": EDGE + 16, "y": 27, "text": actual},
            {"x": second + 21, "y": 27, "text": steady},
        ]
        return [
            *layers,
            drawn({"type": "rect", "fill": ACCENT_SOFT.light}, [box]),
            drawn({"type": "rule", "stroke": INK.light, "strokeWidth": 1.6}, [line]),
            written(names, colour=SOFT_INK.light),
        ]


def _round_ticks(highest: float) -> list[float]:
    """0 and up to four round whole numbers, the last not below nine tenths of `highest`."""
    for power in range(12):
        for step in (1, 2, 5):
            size = step * 10**power
            count = -(-highest // size)
            if count <= 4:
                return [float(size * index) for index in range(int(count) + 1)]
    return [0.0, highest]


def _period(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}–{end % 100:02d}"


def _period_label(start: int, end: int, count: int, sheet: Sheet) -> str:
    label = translated("{place}: {value}", sheet.language)
    return label.format(place=_period(start, end), value=formatted_count(count, sheet.language))


def _description(periods: pl.DataFrame, quantity: Quantity, sheet: Sheet) -> str:
    """The span, the total, the peak, and how the last period compares with the nation."""
    language = sheet.language
    peak = periods.sort("openings", "start", descending=[True, False]).row(0, named=True)
    last = periods.row(-1, named=True)
    values = {
        "title": quantity.title,
        "first": int(periods["start"][0]),
        "last": last["end"],
        "total": formatted_count(sum(periods["openings"].to_list()), language),
        "peak": _period(peak["start"], peak["end"]),
        "most": formatted_count(peak["openings"], language),
    }
    if not last["expected"]:
        template = "{title}. Columns from {first} to {last}: {total} in all, most in {peak} ({most})."
        return translated(template, language).format(**values)
    template = (
        "{title}. Columns from {first} to {last}: {total} in all, most in {peak} ({most}); in {recent} there "
        "were {ratio} times as many as there would be in step with the nation."
    )
    return translated(template, language).format(
        recent=_period(last["start"], last["end"]),
        ratio=formatted_number(last["openings"] / last["expected"], language),
        **values,
    )


def _table(periods: pl.DataFrame, quantity: Quantity, sheet: Sheet, *, compared: bool) -> pl.DataFrame:
    language = sheet.language
    years = [_period(start, end) for start, end in periods.select("start", "end").iter_rows()]
    columns = {translated("Year", language): pl.Series(years), quantity.name: periods["openings"]}
    if compared:
        columns[translated("In step with the nation", language)] = periods["expected"].round(1)
    return pl.DataFrame(columns)
