"""The legend of a map: a stepped bar with its limits written at the steps, and what is not on the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from renkei.charts.layers import LABEL_SIZE, drawn, written
from renkei.charts.palette import HATCH, INK, LAND, QUIET, SOFT_INK
from renkei.charts.text import shortened, text_width
from renkei.language import translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.picture import Sheet, Spec
    from renkei.charts.scales import MapScale, Quantity

STEP: Final = 46
BAR: Final = (20.0, 29.0)
"""Top and bottom of the bar in px."""


def legend_layers(
    scale: MapScale, quantity: Quantity, sheet: Sheet, *, none: bool, missing: bool
) -> list[Spec]:
    """The legend at the top of a map, `plate.LEGEND_HEIGHT` px high.

    `none` and `missing` say whether the map has regions with a value of zero and without a value.
    """
    language = sheet.language
    extra = [(LAND.light, translated("none", language), False)] if none else []
    extra += [("", translated("no data", language), True)] if missing else []
    keys, left = _keys(extra, sheet.width)
    room = left - 12
    heading = shortened(quantity.heading(language), LABEL_SIZE, room)
    return [
        *_bar(scale, quantity, sheet),
        written([{"x": 8, "y": 10, "text": heading}], colour=INK.light),
        *keys,
    ]


def _bar(scale: MapScale, quantity: Quantity, sheet: Sheet) -> list[Spec]:
    step = min(STEP, (sheet.width - 16) / len(scale.tones))
    top, bottom = BAR
    steps: list[Row] = [
        {"x": 8 + index * step, "x2": 8 + (index + 1) * step, "y": top, "y2": bottom, "fill": tone.light}
        for index, tone in enumerate(scale.tones)
    ]
    limits: list[Row] = [
        {
            "x": 8 + index * step,
            "y": bottom + 10,
            "align": "center",
            "text": quantity.written_break(limit, sheet.language),
        }
        for index, limit in enumerate(scale.breaks, start=1)
    ]
    ticks: list[Row] = [{"x": row["x"], "x2": row["x"], "y": top, "y2": bottom + 3} for row in limits]
    return [
        drawn({"type": "rect"}, steps, {"fill": {"field": "fill", "type": "nominal", "scale": None}}),
        drawn({"type": "rule", "stroke": SOFT_INK.light, "strokeWidth": 0.6}, ticks),
        written(limits, colour=SOFT_INK.light),
    ]


def _keys(extra: list[tuple[str, str, bool]], width: int) -> tuple[list[Spec], float]:
    """Swatches with labels, from the right edge leftwards, and where they begin."""
    right: float = width - 8
    boxes: list[Row] = []
    hatches: list[Row] = []
    labels: list[Row] = []
    for fill, text, hatched in reversed(extra):
        right -= text_width(text, LABEL_SIZE)
        labels.append({"x": right, "y": 10, "text": text})
        right -= 20
        box = {"x": right, "x2": right + 15, "y": 5, "y2": 15, "fill": fill or "transparent"}
        boxes.append(box)
        if hatched:
            hatches += [{"x": right + at, "y": 15, "x2": right + at + 5, "y2": 5} for at in (0, 5, 10)]
        right -= 12
    if not boxes:
        return [], width
    frame = {"type": "rect", "stroke": QUIET.light, "strokeWidth": 0.6}
    layers = [drawn(frame, boxes, {"fill": {"field": "fill", "type": "nominal", "scale": None}})]
    layers += [drawn({"type": "rule", "stroke": HATCH.light, "strokeWidth": 1.2}, hatches)] if hatches else []
    return [*layers, written(labels, colour=SOFT_INK.light)], right
