"""The legend of a map: a stepped bar with its limits written at the steps, and keys for what is not on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from renkei.charts.layers import LABEL_SIZE, drawn, written
from renkei.charts.map_values import FEW
from renkei.charts.palette import BORDER, GROUND, HATCH, LAND, QUIET, SOFT_INK
from renkei.charts.text import shortened, text_width
from renkei.language import translated

if TYPE_CHECKING:
    from renkei.charts.layers import Row
    from renkei.charts.palette import Tone
    from renkei.charts.picture import Sheet, Spec
    from renkei.charts.scales import MapScale, Quantity

STEP: Final = 46
BAR: Final = (20.0, 29.0)
"""Top and bottom of the bar in px."""
SWATCH: Final = 15
EDGE: Final = 8
GAP: Final = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """Which keys a map needs besides its classes: regions with none, with a weak value, without data."""

    none: bool
    weak: bool
    missing: bool


def legend_layers(scale: MapScale, quantity: Quantity, sheet: Sheet, keys: Keys) -> list[Spec]:
    """The legend at the top of a map, `legend_height` px high.

    The keys stand at the right of the heading, on a narrow sheet on a line of their own below the bar.
    """
    wanted = _wanted(scale, sheet, keys)
    widths = [SWATCH + 5 + text_width(text, LABEL_SIZE) + GAP for _, text, _ in wanted]
    start = EDGE if sheet.narrow else sheet.width - EDGE + GAP - sum(widths)
    room = sheet.width - 2 * EDGE if sheet.narrow else start - GAP - EDGE
    heading = shortened(quantity.heading(sheet.language), LABEL_SIZE, room)
    return [
        *_bar(scale, quantity, sheet),
        written([{"x": EDGE, "y": 10, "text": heading}]),
        *(
            _swatches(wanted, list(accumulate(widths, initial=start)), 57 if sheet.narrow else 5)
            if wanted
            else []
        ),
    ]


def _bar(scale: MapScale, quantity: Quantity, sheet: Sheet) -> list[Spec]:
    step = min(STEP, (sheet.width - 2 * EDGE) / len(scale.tones))
    top, bottom = BAR
    steps: list[Row] = [
        {
            "x": EDGE + index * step,
            "x2": EDGE + (index + 1) * step,
            "y": top,
            "y2": bottom,
            "fill": tone.light,
        }
        for index, tone in enumerate(scale.tones)
    ]
    limits: list[Row] = [
        {"x": EDGE + index * step, "y": bottom + 10, "align": "center", "text": text}
        for index, text in enumerate((quantity.written_break(it, sheet.language) for it in scale.breaks), 1)
    ]
    ticks: list[Row] = [{"x": row["x"], "x2": row["x"], "y": top, "y2": bottom + 3} for row in limits]
    return [
        drawn({"type": "rect"}, steps, {"fill": {"field": "fill", "type": "nominal", "scale": None}}),
        drawn({"type": "rule", "stroke": SOFT_INK.light, "strokeWidth": 0.6}, ticks),
        written(limits, colour=SOFT_INK.light),
    ]


def _wanted(scale: MapScale, sheet: Sheet, keys: Keys) -> list[tuple[str, str, Tone | None]]:
    """Fill, text and hatching of each key that the map needs."""
    language = sheet.language
    few = translated("under {few} plants", language).format(few=FEW)
    every: list[tuple[bool, str, str, Tone | None]] = [
        (keys.none, LAND.light, translated("none", language), None),
        (keys.weak, scale.tones[-2:][0].light, few, BORDER),
        (keys.missing, GROUND.light, translated("no data", language), HATCH),
    ]
    return [(fill, text, hatch) for shown, fill, text, hatch in every if shown]


def _swatches(wanted: list[tuple[str, str, Tone | None]], starts: list[float], top: float) -> list[Spec]:
    boxes: list[Row] = []
    lines: list[Row] = []
    labels: list[Row] = []
    for (fill, text, hatch), left in zip(wanted, starts, strict=False):
        boxes.append({"x": left, "x2": left + SWATCH, "y": top, "y2": top + 10, "fill": fill})
        labels.append({"x": left + SWATCH + 5, "y": top + 5, "text": text})
        if hatch is not None:
            low, high = (top + 10, top) if hatch is HATCH else (top, top + 10)
            lines += [
                {"x": left + at, "x2": left + at + 5, "y": low, "y2": high, "colour": hatch.light}
                for at in (0, 5, 10)
            ]
    fills = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
    strokes = {"stroke": {"field": "colour", "type": "nominal", "scale": None}}
    return [
        drawn({"type": "rect", "stroke": QUIET.light, "strokeWidth": 0.6}, boxes, fills),
        drawn({"type": "rule", "strokeWidth": 1.2}, lines, strokes),
        written(labels, colour=SOFT_INK.light),
    ]
