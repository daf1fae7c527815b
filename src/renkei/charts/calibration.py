"""Whether forecasts can be believed: how often what was forecast came true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.charts.axes import BOTTOM, EDGE, LEFT, LINES, LINES_NARROW, TOP, Axis, Frame, even_axis
from renkei.charts.keys import Key, KeyBlock
from renkei.charts.layers import drawn, picture_id, specification, telling, told
from renkei.charts.palette import ACCENT, GROUND, QUIET, SOFT_INK
from renkei.charts.picture import Picture, Sheet, Spec
from renkei.charts.scales import Quantity
from renkei.charts.text import sentences
from renkei.errors import ParameterError
from renkei.language import formatted_count, formatted_percent, translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.language import LanguageCode

LARGEST: Final = 12.0
LARGEST_NARROW: Final = 8.0
SMALLEST: Final = 3.5
"""Radii of dots in px."""
WIDEST: Final = 720
"""Pixels of the plot at most: beyond, the diagonal would lie too flat to be read."""
NUMBERS: Final = ("predicted", "observed", "low", "high", "pairs")


def calibration_plot(rows: pl.DataFrame, title: str, sheet: Sheet) -> Picture:
    """Forecast against observed shares of pairs, with the diagonal on which every forecast is right.

    `rows` has bin, predicted and observed (shares from 0 to 1), low and high (the interval of the observed
    share; may be missing) and pairs, which is the area of the dot. Both axes have the same scale, from 0 to
    the largest share. The words give the mean distance from the diagonal, weighted by pairs, and say of how
    many pairs forecasts were too high and too low by more than their interval. A bin without pairs or
    without an observed share is in the table only. Raises `ParameterError` if no bin can be drawn (Murphy &
    Winkler 1977).
    """
    numbers = rows.with_columns(pl.col(name).cast(pl.Float64).fill_nan(None) for name in NUMBERS)
    known = numbers.drop_nulls(["predicted", "observed"]).filter(pl.col("pairs") > 0).sort("predicted")
    if known.is_empty():
        raise ParameterError("“{title}” has no value to draw.", title=title)
    plot = _Plot(known, sheet)
    description = _description(known, len(numbers) - len(known), title, sheet.language)
    return Picture(
        id=picture_id("calibration", title, sheet),
        language=sheet.language,
        spec=specification(sheet, plot.height, plot.layers(), description=description),
        title=title,
        description=description,
        table=_table(numbers, sheet.language),
        row_links=("",) * len(numbers),
        width=sheet.width,
        height=plot.height,
    )


class _Plot:
    """The layout of diagonal, intervals and dots on two equal scales."""

    def __init__(self, rows: pl.DataFrame, sheet: Sheet) -> None:
        self.rows, self.sheet = rows, sheet
        language = sheet.language
        self.keys = KeyBlock(self._wanted(), sheet, 0)
        top = self.keys.bottom + TOP
        right = min(sheet.width - 2 * EDGE - 6, WIDEST)
        self.height = round(top + (right - LEFT) * (0.9 if sheet.narrow else 0.7) + BOTTOM)
        most = LINES_NARROW if sheet.narrow else LINES
        shares = [share for name in NUMBERS[:4] for share in rows[name].drop_nulls()]
        scale = even_axis([0.0, min(max(*shares, 0.01), 1.0)], 0, 1, base=0.0, most=most)
        high, ticks = min(scale.high, 1.0), tuple(it for it in scale.ticks if it <= 1)
        self.x = Axis(0.0, high, LEFT, right, logarithmic=False, ticks=ticks)
        self.y = Axis(0.0, high, self.height - BOTTOM, top, logarithmic=False, ticks=ticks)
        across = Quantity("", translated("Forecast share", language), percent=True)
        upward = Quantity("", translated("Observed share", language), percent=True)
        self.frame = Frame(self.x, self.y, across, upward, sheet, self.height, top)

    def _wanted(self) -> list[Key]:
        language = self.sheet.language
        keys = [
            Key("dot", ACCENT.light, translated("observed (area: pairs)", language)),
            Key("dashed", SOFT_INK.light, translated("forecast right", language)),
        ]
        if not self.rows.drop_nulls(["low", "high"]).is_empty():
            keys.insert(1, Key("line", QUIET.light, translated("interval", language)))
        return keys

    def layers(self) -> list[Spec]:
        """Grid, diagonal, intervals and dots."""
        return [*self.frame.grid(), self._diagonal(), *self._intervals(), self._dots(), *self.keys.layers()]

    def _diagonal(self) -> Spec:
        ends: list[Row] = [{"x": self.x.at(it), "y": self.y.at(it)} for it in (0.0, self.x.high)]
        return drawn(
            {"type": "line", "stroke": SOFT_INK.light, "strokeWidth": 1.2, "strokeDash": [5, 4]}, ends
        )

    def _intervals(self) -> list[Spec]:
        columns = self.rows.select("predicted", "low", "high").drop_nulls().iter_rows()
        ends = [(self.x.at(x), self.y.at(max(low, 0)), self.y.at(min(high, 1))) for x, low, high in columns]
        lines: list[Row] = [{"x": x, "x2": x, "y": low, "y2": high} for x, low, high in ends]
        return [drawn({"type": "rule", "stroke": QUIET.light, "strokeWidth": 2}, lines)] if lines else []

    def _dots(self) -> Spec:
        language = self.sheet.language
        template = translated("forecast {predicted}: observed {observed} of {pairs} pairs", language)
        largest, most = LARGEST_NARROW if self.sheet.narrow else LARGEST, max(self.rows["pairs"])
        dots: list[Row] = []
        for predicted, observed, pairs in self.rows.select("predicted", "observed", "pairs").iter_rows():
            radius = max(largest * (pairs / most) ** 0.5, SMALLEST)
            label = template.format(
                predicted=formatted_percent(predicted, language),
                observed=formatted_percent(observed, language),
                pairs=formatted_count(pairs, language),
            )
            place = {
                "x": self.x.at(predicted),
                "y": self.y.at(observed),
                "size": round(3.1416 * radius**2, 1),
            }
            dots.append({**place, **told(label, "", Sheet(language, self.sheet.width))})
        mark = {"type": "circle", "aria": True, "fill": ACCENT.light, "fillOpacity": 0.85, "opacity": 1}
        size = {"size": {"field": "size", "type": "quantitative", "scale": None}}
        named = telling(Sheet(language, self.sheet.width))
        return drawn({**mark, "stroke": GROUND.light, "strokeWidth": 1}, dots, {**size, **named})


def _description(known: pl.DataFrame, left_out: int, title: str, language: LanguageCode) -> str:
    pairs = known["pairs"].to_numpy()
    gap = float(((known["predicted"] - known["observed"]).abs().to_numpy() * pairs).sum() / pairs.sum())
    high, low = (
        float(known.filter(wrong)["pairs"].to_numpy().sum())
        for wrong in (pl.col("predicted") > pl.col("high"), pl.col("predicted") < pl.col("low"))
    )
    template = (
        "{title}. Forecasts of {pairs} pairs in {count} bins: on average {gap} from what was observed; "
        "clearly too high for {high} pairs, clearly too low for {low}."
    )
    said = translated(template, language).format(
        title=title,
        pairs=formatted_count(float(pairs.sum()), language),
        count=formatted_count(len(known), language),
        gap=translated("{points} percentage points", language).format(points=f"{100 * gap:.1f}"),
        high=formatted_count(high, language),
        low=formatted_count(low, language),
    )
    lacking = translated("Bins without an observation: {count}.", language) if left_out else ""
    return sentences((said, lacking.format(count=left_out)), language)


def _table(rows: pl.DataFrame, language: LanguageCode) -> pl.DataFrame:
    return pl.DataFrame(
        {
            translated("Bin", language): rows["bin"],
            translated("Forecast share", language): rows["predicted"].round(4),
            translated("Observed share", language): rows["observed"].round(4),
            translated("Lower limit", language): rows["low"].round(4),
            translated("Upper limit", language): rows["high"].round(4),
            translated("Pairs", language): rows["pairs"],
        }
    )
