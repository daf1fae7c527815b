"""A small histogram: where one value lies among all."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.charts.axes import axis_for
from renkei.charts.layers import drawn, picture_id, specification, written
from renkei.charts.palette import ACCENT, ACCENT_SOFT, INK, QUIET, SOFT_INK
from renkei.charts.picture import Picture, Sheet
from renkei.charts.text import text_width
from renkei.errors import ParameterError
from renkei.language import formatted_count, formatted_percent, translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.charts.axes import Axis
    from renkei.charts.layers import Row
    from renkei.charts.picture import Spec
    from renkei.charts.scales import Quantity

HEIGHT: Final = 110
BASE: Final = 84
TOP: Final = 24
EDGE: Final = 8
BIN_WIDTH: Final = 11
"""Pixels of a column at least."""
SIZE: Final = 10


def small_histogram(
    values: Iterable[float | None], quantity: Quantity, sheet: Sheet, *, marked: float | None = None
) -> Picture:
    """How many of `values` lie where, with a mark at `marked`, the value that the page is about.

    Missing values are left out. The scale is logarithmic where positive values spread over a factor of 30;
    zeros are then left out too and counted in the table. Raises `ParameterError` if no value is left.
    """
    known = sorted(value for value in values if value is not None and isfinite(value))
    if not known:
        raise ParameterError("“{title}” has no value to draw.", title=quantity.title)
    positive = [value for value in known if value > 0]
    logarithmic = bool(positive) and min(known) >= 0 and positive[-1] / positive[0] >= 30
    shown = positive if logarithmic else known
    axis = axis_for(shown, EDGE, sheet.width - EDGE, base=None)
    edges = _edges(axis, shown)
    counts = np.histogram(shown, bins=edges)[0].tolist()
    description = _description(known, quantity, sheet, marked)
    layers = [
        *_columns(axis, edges, counts),
        *_scale(axis, quantity, sheet),
        *_mark(axis, quantity, sheet, marked),
    ]
    return Picture(
        id=picture_id("histogram", quantity.title, sheet),
        language=sheet.language,
        spec=specification(sheet, HEIGHT, layers, description=description),
        title=quantity.title,
        description=description,
        table=_table(edges, counts, quantity, sheet, len(known) - len(shown)),
        row_links=("",) * (len(counts) + (len(known) > len(shown))),
        width=sheet.width,
        height=HEIGHT,
    )


def _edges(axis: Axis, shown: list[float]) -> list[float]:
    """The limits of the columns: evenly spread over the axis between the lowest and the highest value."""
    low, high = shown[0], shown[-1]
    count = int(min(max((axis.end - axis.start) // BIN_WIDTH, 4), max(2 * len(shown) ** 0.5, 4)))
    if low == high:
        return [low - 0.5, low + 0.5]
    spread = np.geomspace(low, high, count + 1) if axis.logarithmic else np.linspace(low, high, count + 1)
    return [float(edge) for edge in spread]


def _columns(axis: Axis, edges: list[float], counts: list[int]) -> list[Spec]:
    tallest = max(counts)
    columns: list[Row] = [
        {
            "x": axis.at(low) + 0.5,
            "x2": axis.at(high) - 0.5,
            "y": BASE - (BASE - TOP) * count / tallest,
            "y2": BASE,
        }
        for low, high, count in zip(edges, edges[1:], counts, strict=False)
        if count
    ]
    base: Row = {"x": axis.start, "x2": axis.end, "y": BASE, "y2": BASE}
    return [
        drawn({"type": "rect", "fill": ACCENT_SOFT.light}, columns),
        drawn({"type": "rule", "stroke": QUIET.light, "strokeWidth": 1}, [base]),
    ]


def _scale(axis: Axis, quantity: Quantity, sheet: Sheet) -> list[Spec]:
    """The values below the columns, as many as there is room for."""
    values: list[Row] = []
    end = -1.0
    for tick in axis.ticks:
        text = quantity.written_break(tick, sheet.language)
        half = text_width(text, SIZE) / 2
        x = axis.at(tick)
        if x - half > end + 6 and half <= x <= sheet.width - half:
            values.append({"x": x, "y": BASE + 11, "text": text, "align": "center"})
            end = x + half
    return [written(values, colour=SOFT_INK.light, size=SIZE)]


def _mark(axis: Axis, quantity: Quantity, sheet: Sheet, marked: float | None) -> list[Spec]:
    if marked is None or not isfinite(marked) or (axis.logarithmic and marked <= 0):
        return []
    x = min(max(axis.at(marked), axis.start), axis.end)
    text = quantity.written(marked, sheet.language)
    on_right = x + text_width(text, SIZE + 2) + 6 < sheet.width
    label: Row = {
        "x": x + (5 if on_right else -5),
        "y": 10,
        "text": text,
        "align": "left" if on_right else "right",
    }
    return [
        drawn(
            {"type": "rule", "stroke": ACCENT.light, "strokeWidth": 2},
            [{"x": x, "x2": x, "y": 4, "y2": BASE}],
        ),
        written([label], size=SIZE + 2, weight=600, colour=INK.light),
    ]


def _description(known: list[float], quantity: Quantity, sheet: Sheet, marked: float | None) -> str:
    language = sheet.language
    middle = quantity.written(float(np.median(known)), language)
    count = formatted_count(len(known), language)
    if marked is None or not isfinite(marked):
        template = "{title}. Distribution of {count} values around a median of {median}."
        return translated(template, language).format(title=quantity.title, count=count, median=middle)
    below = sum(value < marked for value in known) / len(known)
    template = (
        "{title}. Distribution of {count} values around a median of {median}; "
        "the marked value, {value}, is above {share} of them."
    )
    return translated(template, language).format(
        title=quantity.title,
        count=count,
        median=middle,
        value=quantity.written(marked, language),
        share=formatted_percent(below, language, 0),
    )


def _table(
    edges: list[float], counts: list[int], quantity: Quantity, sheet: Sheet, zeros: int
) -> pl.DataFrame:
    """One row per column of the picture, after one for the zeros that a logarithmic scale cannot show."""
    language = sheet.language
    spans = [
        translated("{low} to {high}", language).format(
            low=quantity.written(low, language), high=quantity.written(high, language)
        )
        for low, high in pairwise(edges)
    ]
    if zeros:
        spans, counts = [quantity.written(0, language), *spans], [zeros, *counts]
    return pl.DataFrame({quantity.heading(language): spans, translated("Count", language): counts})
