"""Text in pictures: the reader's fonts, estimated widths, and labels that do not run into one another."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from renkei.language import LanguageCode

FONTS: Final[dict[LanguageCode, str]] = {
    "zh-Hant": "system-ui, 'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', 'Noto Sans TC', sans-serif",
    "en": "system-ui, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Noto Sans CJK TC', sans-serif",
    "ja": "system-ui, 'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif",
}
_NARROW: Final = frozenset("iIjl.,:;'|!()[]ft/ ")
_BROAD: Final = frozenset("mwMWQGODC@%&")


def text_width(text: str, size: float) -> float:
    """About how wide `text` is in a sans-serif of `size` px, in px; ideographs take a full em."""
    return size * sum(_em(character) for character in text)


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.0
    if character in _NARROW:
        return 0.32
    if character in _BROAD:
        return 0.86
    return 0.68 if character.isupper() else 0.58


def sentences(parts: Iterable[str], language: LanguageCode) -> str:
    """Whole sentences one after the other, as the language sets them; empty ones are left out."""
    return (" " if language == "en" else "").join(part for part in parts if part)


def shortened(text: str, size: float, room: float) -> str:
    """`text`, or as much of it as fits into `room` px with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip(" ,、，・(（") + "…"


def wrapped(text: str, size: float, room: float) -> list[str]:
    """`text` in lines of at most `room` px: broken at spaces, and anywhere between ideographs."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and text_width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """Parts of a text between which a line may end; closing punctuation stays with what it closes."""
    pieces: list[str] = []
    for character in text:
        wide = unicodedata.east_asian_width(character) in {"W", "F"}
        closes = character in "、。，．・）」』：；！？"
        fresh = not pieces or (wide and not closes) or (pieces[-1][-1:] == " " and character != " ")
        if fresh or (
            not closes and unicodedata.east_asian_width(pieces[-1][-1]) in {"W", "F"} and character != " "
        ):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point that wants a label: pixels, the radius of its mark, and the text."""

    x: float
    y: float
    text: str
    radius: float = 3.0


@dataclass(frozen=True, slots=True)
class Label:
    """A label that found room: the text's anchor point, and whether it starts, ends or is centred there."""

    x: float
    y: float
    text: str
    align: str


Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


def placed_labels(
    anchors: Sequence[Anchor], *, size: float, sheet: Box, taken: Iterable[Box] = (), most: int | None = None
) -> list[Label]:
    """Labels for `anchors`, first come first served, that overlap neither each other nor any mark.

    Right of the mark is tried first, then left, above, below and the four corners; an anchor with radius 0
    has no mark and takes its label in its middle. An anchor without room stays without label. `sheet` is
    never left, `taken` is kept free, and at most `most` labels are placed.
    """
    marks = [_around(anchor) if anchor.radius else None for anchor in anchors]
    boxes: list[Box] = list(taken)
    labels: list[Label] = []
    for index, anchor in enumerate(anchors):
        others = [mark for at, mark in enumerate(marks) if mark is not None and at != index]
        for label in _candidates(anchor, size):
            box = label_box(label, size)
            if _within(box, sheet) and not any(_overlap(box, other) for other in (*boxes, *others)):
                labels.append(label)
                boxes.append(box)
                break
        if most is not None and len(labels) >= most:
            break
    return labels


def label_box(label: Label, size: float) -> Box:
    """About the room that a label of `size` px takes."""
    width, half = text_width(label.text, size), size * 0.62
    left = label.x - {"left": 0.0, "right": width, "center": width / 2}[label.align]
    return left, label.y - half, left + width, label.y + half


def _around(anchor: Anchor) -> Box:
    reach = anchor.radius
    return anchor.x - reach, anchor.y - reach, anchor.x + reach, anchor.y + reach


def _candidates(anchor: Anchor, size: float) -> Iterable[Label]:
    if not anchor.radius:
        yield Label(round(anchor.x, 1), round(anchor.y, 1), anchor.text, "center")
        return
    half, gap = size * 0.62, anchor.radius + 3
    corner = 0.75 * gap
    for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
        align = {1: "left", -1: "right", 0: "center"}[dx]
        x = anchor.x + dx * (gap if dy == 0 else corner)
        y = anchor.y + dy * (gap + half if dx == 0 else corner + half * 0.6)
        yield Label(round(x, 1), round(y, 1), anchor.text, align)


def _within(box: Box, sheet: Box) -> bool:
    return box[0] >= sheet[0] and box[1] >= sheet[1] and box[2] <= sheet[2] and box[3] <= sheet[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
