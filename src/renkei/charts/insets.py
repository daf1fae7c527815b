"""Where the insets of a map go: into free water, as near as may be to where their land really lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CELL: Final = 8
"""Pixels: the grid on which free places are sought."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the picture that shows a part of the plane: pixels, kilometres, and pixels per kilometre.

    `west` and `north` (km) lie at the point `left`, `top` (px). `name_of` is the region or parent that
    labels an inset, empty for the main map; `frame` is the inset's frame (left, top, right, bottom).
    """

    left: float
    top: float
    west: float
    north: float
    scale: float
    name_of: str = ""
    frame: tuple[float, float, float, float] = (0, 0, 0, 0)

    def to_pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of km east and north as pixels right and down."""
        x = self.left + (points[:, 0] - self.west) * self.scale
        y = self.top + (self.north - points[:, 1]) * self.scale
        return np.column_stack((x, y))


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
