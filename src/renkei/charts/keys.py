"""The key of a picture: signs with what they mean, in lines as wide as the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from renkei.charts.layers import LABEL_SIZE, drawn, written
from renkei.charts.palette import GROUND, HATCH, QUIET, SOFT_INK
from renkei.charts.text import shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renkei.charts.layers import Row
    from renkei.charts.picture import Sheet, Spec

Sign = Literal["dot", "ring", "diamond", "box", "hatched", "line", "dashed"]
LINE: Final = 18
"""Pixels of a line of the key."""
EDGE: Final = 8
GAP: Final = 16
"""Pixels between the words of one key and the sign of the next."""
BOX: Final = 15
DASHES: Final = [4, 3]
_POINTS: Final = {"dot": "circle", "ring": "circle", "diamond": "diamond"}


@dataclass(frozen=True, slots=True)
class Key:
    """One sign of a picture: its kind, its colour (that of the light theme) and its meaning."""

    sign: Sign
    colour: str
    text: str

    @property
    def indent(self) -> int:
        """Pixels from the left end of the sign to the text."""
        return 14 if self.sign in _POINTS else BOX + 6


class KeyBlock:
    """The keys in their order, in lines as wide as the sheet from `top` px down; `bottom` is where they end."""

    def __init__(self, keys: Sequence[Key], sheet: Sheet, top: float) -> None:
        self.places: list[tuple[float, float, Key, str]] = []
        x, y = float(EDGE), top + LINE / 2
        for key in keys:
            text = shortened(key.text, LABEL_SIZE, sheet.width - key.indent - 2 * EDGE)
            end = x + key.indent + text_width(text, LABEL_SIZE)
            if x > EDGE and end + EDGE > sheet.width:
                end, x, y = end - x + EDGE, float(EDGE), y + LINE
            self.places.append((x, y, key, text))
            x = end + GAP
        self.bottom = y + LINE / 2 if keys else top

    def layers(self) -> list[Spec]:
        """The signs and their meanings."""
        if not self.places:
            return []
        texts: list[Row] = [{"x": x + key.indent, "y": y, "text": text} for x, y, key, text in self.places]
        return [*self._points(), *self._boxes(), *self._rules(), written(texts, colour=SOFT_INK.light)]

    def _points(self) -> list[Spec]:
        points: list[Row] = [
            {
                "x": x + 5,
                "y": y,
                "shape": _POINTS[key.sign],
                "fill": GROUND.light if key.sign == "ring" else key.colour,
                "colour": key.colour,
            }
            for x, y, key, _ in self.places
            if key.sign in _POINTS
        ]
        own = ("fill", "fill"), ("stroke", "colour"), ("shape", "shape")
        encoding = {channel: {"field": name, "type": "nominal", "scale": None} for channel, name in own}
        mark = {"type": "point", "size": 62, "opacity": 1, "strokeWidth": 1.4, "filled": True}
        return [drawn(mark, points, encoding)] if points else []

    def _boxes(self) -> list[Spec]:
        boxes: list[Row] = []
        hatches: list[Row] = []
        for x, y, key, _ in self.places:
            if key.sign in {"box", "hatched"}:
                fill = key.colour if key.sign == "box" else GROUND.light
                boxes.append({"x": x, "x2": x + BOX, "y": y - 5, "y2": y + 5, "fill": fill})
            if key.sign == "hatched":
                hatches += [{"x": x + at, "x2": x + at + 5, "y": y + 5, "y2": y - 5} for at in (0, 5, 10)]
        filled = {"fill": {"field": "fill", "type": "nominal", "scale": None}}
        layers = [drawn({"type": "rect", "stroke": QUIET.light, "strokeWidth": 0.6}, boxes, filled)]
        if hatches:
            layers.append(drawn({"type": "rule", "stroke": HATCH.light, "strokeWidth": 1.2}, hatches))
        return layers if boxes else []

    def _rules(self) -> list[Spec]:
        layers = []
        for sign, dashes in (("line", []), ("dashed", DASHES)):
            rules: list[Row] = [
                {"x": x, "x2": x + BOX, "y": y, "y2": y, "colour": key.colour}
                for x, y, key, _ in self.places
                if key.sign == sign
            ]
            stroke = {"stroke": {"field": "colour", "type": "nominal", "scale": None}}
            mark = {"type": "rule", "strokeWidth": 1.6, **({"strokeDash": dashes} if dashes else {})}
            layers += [drawn(mark, rules, stroke)] if rules else []
        return layers
