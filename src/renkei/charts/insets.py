"""Where the insets of a map go: into free water, as near as may be to where their land really lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from renkei.charts.layers import MARGIN
from renkei.charts.plane import bounds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from renkei.charts.plane import Bounds

CELL: Final = 8
"""Pixels: the grid on which free places are sought."""
ENLARGEMENT: Final = 2.0
"""How much larger than the main map an inset may be drawn."""
INSET_SHARE: Final = 0.17
"""Share of the sheet's width that the land in an inset may take."""
LABEL_HEIGHT: Final = 16
LEAST_WIDTH: Final = 84


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the picture that shows a part of the plane: pixels, kilometres, and pixels per kilometre.

    `west` and `north` (km) lie at the point `left`, `top` (px). `name_of` is the region or parent that
    labels an inset, empty for the main map; `frame` (left, top, right, bottom) is the part of the sheet
    that the panel fills.
    """

    left: float
    top: float
    west: float
    north: float
    scale: float
    name_of: str = ""
    frame: Bounds = (0, 0, 0, 0)

    def to_pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of km east and north as pixels right and down."""
        x = self.left + (points[:, 0] - self.west) * self.scale
        y = self.top + (self.north - points[:, 1]) * self.scale
        return np.column_stack((x, y))


def inset_panels(
    polygons: NDArray[Any], inset: NDArray[np.intp], names: Sequence[str], main: Panel
) -> list[Panel]:
    """A panel for each inset 1, 2, … of `polygons` (km), labelled by `names`: in free water or below the map."""
    import shapely

    left, top, right, bottom = main.frame
    land = shapely.transform(polygons[inset == 0], main.to_pixels)
    free = FreeSpace((left + 2, top, right - 2, bottom + MARGIN), land)
    panels: list[Panel] = []
    below = (2.0, bottom + MARGIN, bottom + MARGIN)
    for number, name in enumerate(names, start=1):
        box = bounds_of(polygons[inset == number])
        size, scale = _inset_size(box, main)
        corner = free.place(size, _wish(box, main))
        if corner is None:
            corner, below = _next_below(below, size, right)
        x, y = corner
        start = x + (size[0] - (box[2] - box[0]) * scale) / 2
        frame = (x, y, x + size[0], y + size[1])
        panels.append(Panel(start, y + LABEL_HEIGHT, box[0], box[3], scale, name, frame))
    return panels


def _inset_size(box: Bounds, main: Panel) -> tuple[tuple[float, float], float]:
    """Width and height of an inset's frame, and its pixels per kilometre."""
    wide, high = box[2] - box[0], box[3] - box[1]
    scale = min(ENLARGEMENT * main.scale, INSET_SHARE * main.frame[2] / max(wide, high))
    return (max(wide * scale + 2 * MARGIN, LEAST_WIDTH), high * scale + MARGIN + LABEL_HEIGHT), scale


def _wish(box: Bounds, main: Panel) -> tuple[float, float]:
    """The point of the main map that is nearest to where the land of an inset lies."""
    true = main.to_pixels(np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]]))[0]
    x, y = np.clip(true, main.frame[:2], main.frame[2:])
    return float(x), float(y)


Row = tuple[float, float, float]
"""A row of insets below the map: where the next one begins, the row's top, and its bottom so far."""


def _next_below(row: Row, size: tuple[float, float], right: float) -> tuple[tuple[float, float], Row]:
    """The corner of an inset in the row, or in a new one where it does not fit, and the row after it."""
    x, top, bottom = row
    if x > 2 and x + size[0] > right:
        x, top = 2.0, bottom + MARGIN
    return (x, top), (x + size[0] + MARGIN, top, max(bottom, top + size[1]))


class FreeSpace:
    """The cells of the sheet that no land, legend or inset takes yet."""

    def __init__(self, sheet: tuple[float, float, float, float], land: Sequence[Any]) -> None:
        """All of `sheet` (left, top, right, bottom) but for the polygons of `land`, in pixels."""
        import shapely

        self._left, self._top, right, bottom = sheet
        self._columns = max(int((right - self._left) // CELL), 1)
        self._rows = max(int((bottom - self._top) // CELL), 1)
        column, row = np.meshgrid(np.arange(self._columns), np.arange(self._rows))
        x, y = self._left + column * CELL, self._top + row * CELL
        cells = shapely.box(x.ravel(), y.ravel(), x.ravel() + CELL, y.ravel() + CELL)
        touched = shapely.STRtree(np.asarray(land, dtype=object)).query(cells, predicate="intersects")[0]
        self._taken = np.zeros((self._rows, self._columns), dtype=np.bool_)
        self._taken.ravel()[np.unique(touched)] = True

    def place(self, size: tuple[float, float], wish: tuple[float, float]) -> tuple[float, float] | None:
        """The top left corner of a free box of `size` whose centre is nearest to `wish`; none if all is full.

        The box is taken from then on.
        """
        wide, high = (int(np.ceil(length / CELL)) for length in size)
        if wide > self._columns or high > self._rows:
            return None
        total = np.pad(np.cumsum(np.cumsum(self._taken, axis=0), axis=1), ((1, 0), (1, 0)))
        inside = total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
        row, column = np.nonzero(inside == 0)
        if not row.size:
            return None
        x, y = self._left + column * CELL, self._top + row * CELL
        distance = np.hypot(x + size[0] / 2 - wish[0], y + size[1] / 2 - wish[1])
        best = int(np.argmin(distance))
        self._taken[row[best] : row[best] + high, column[best] : column[best] + wide] = True
        return float(x[best]), float(y[best])
