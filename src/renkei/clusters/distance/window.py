"""The window that points are seen in: a polygon, its area, and how much of a circle lies inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numba import njit, prange

from renkei.clusters.activity.rows import in_memory
from renkei.clusters.distance.coordinates import check_coordinates
from renkei.errors import TableError
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_LARGEST_WEIGHT: Final = 100.0
"""A pair counts at most this often, for the hundredth and less of its circle that lies inside."""


@dataclass(frozen=True, slots=True)
class Window:
    """`edges`: a row (x, y, x of the next corner, y of the next corner) per side, in metres, in any order."""

    edges: Floats

    @property
    def area(self) -> float:
        """Square metres."""
        x, y, to_x, to_y = self.edges.T
        return abs(float((x * to_y - to_x * y).sum())) / 2.0

    def holds(self, x: Floats, y: Floats) -> Flags:
        """Which of the points lie inside or on the edge."""
        margin = 1e-9 * float(np.ptp(self.edges))
        found: Flags = _inside(x, y, self.edges) | _on_edge(x, y, self.edges, margin)
        return found

    def random(self, count: int, rng: np.random.Generator) -> Floats:
        """Two rows of metres: `count` points, each place of the window as likely as the other."""
        corners = self.edges[:, :2]
        low, high = corners.min(axis=0), corners.max(axis=0)
        share = self.area / float(np.prod(high - low))
        found = np.empty((2, 0))
        while found.shape[1] < count:
            tries = int((count - found.shape[1]) / share * 1.1) + 10
            x, y = low[:, None] + rng.random((2, tries)) * (high - low)[:, None]
            kept = _inside(x, y, self.edges)
            found = np.hstack([found, np.stack([x[kept], y[kept]])])
        return found[:, :count]


def box(x: Floats, y: Floats) -> Window:
    """The rectangle around the points, along the axes."""
    return _closed(
        np.array([x.min(), x.max(), x.max(), x.min()]), np.array([y.min(), y.min(), y.max(), y.max()])
    )


def window_of(window: IntoFrame, names: tuple[str, str]) -> tuple[Floats, Floats]:
    """The corners in `window`, in order around the polygon: two lists of coordinates called `names`.

    Raises `TableError` if a column is absent, a coordinate is missing, text or infinite, or there are under three.
    """
    rows = lazy_rows(window, needs=names, table="window")
    check_coordinates(rows, names, "window")
    corners = in_memory(rows.select(*names), "window")
    first, second = (corners[name].to_numpy().astype(np.float64) for name in names)
    if len(first) < 3 or not (np.isfinite(first).all() and np.isfinite(second).all()):
        raise TableError(
            "`window` has {count} corner(s), {unknown} of them without coordinates. Give the corners of one polygon, "
            "three or more, in order.",
            count=len(first),
            unknown=int((~(np.isfinite(first) & np.isfinite(second))).sum()),
        )
    return first, second


def polygon(x: Floats, y: Floats) -> Window:
    """The polygon with these corners. Raises `TableError` if it has no area."""
    found = _closed(x, y)
    if not found.area > 0.0:
        raise TableError("The polygon in `window` has no area. Give its corners in order around it.")
    return found


def _closed(x: Floats, y: Floats) -> Window:
    return Window(np.ascontiguousarray(np.stack([x, y, np.roll(x, -1), np.roll(y, -1)], axis=1)))


@njit(cache=True)
def _is_inside(x: float, y: float, edges: Any) -> bool:
    inside = False
    for side in range(len(edges)):
        ax, ay, bx, by = edges[side, 0], edges[side, 1], edges[side, 2], edges[side, 3]
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


@njit(cache=True)
def _inside(x: Any, y: Any, edges: Any) -> Any:
    found = np.empty(len(x), np.bool_)
    for place in range(len(x)):
        found[place] = _is_inside(x[place], y[place], edges)
    return found


@njit(cache=True)
def _to_sides(x: float, y: float, edges: Any) -> Any:
    """How far the point is from each side."""
    found = np.empty(len(edges))
    for side in range(len(edges)):
        ax, ay, bx, by = edges[side, 0], edges[side, 1], edges[side, 2], edges[side, 3]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        along = 0.0
        if length > 0.0:
            along = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / length))
        found[side] = np.hypot(ax + along * dx - x, ay + along * dy - y)
    return found


@njit(cache=True)
def _on_edge(x: Any, y: Any, edges: Any, margin: float) -> Any:
    found = np.empty(len(x), np.bool_)
    for place in range(len(x)):
        found[place] = _to_sides(x[place], y[place], edges).min() <= margin
    return found


@njit(cache=True)
def _sort_few(values: Any, count: int) -> None:
    """Put the first `count` values in order, by insertion."""
    for place in range(1, count):
        value, before = values[place], place - 1
        while before >= 0 and values[before] > value:
            values[before + 1] = values[before]
            before -= 1
        values[before + 1] = value


@njit(cache=True)
def _share_inside(x: float, y: float, radius: float, edges: Any, to_sides: Any, angles: Any) -> float:
    """The share of the circle around (x, y) inside the window: its arcs between crossings of sides, by their middle.

    `to_sides` has the distance of each side, `angles` room for two crossings of each.
    """
    count = 0
    for side in range(len(edges)):
        if to_sides[side] > radius:
            continue
        ax, ay = edges[side, 0] - x, edges[side, 1] - y
        dx, dy = edges[side, 2] - x - ax, edges[side, 3] - y - ay
        a, b, c = dx * dx + dy * dy, ax * dx + ay * dy, ax * ax + ay * ay - radius * radius
        under = b * b - a * c
        if a > 0.0 and under > 0.0:
            for sign in (-1.0, 1.0):
                along = (-b + sign * np.sqrt(under)) / a
                if 0.0 <= along <= 1.0:
                    angles[count] = np.arctan2(ay + along * dy, ax + along * dx)
                    count += 1
    if count == 0:
        return 1.0 if _is_inside(x + radius, y, edges) else 0.0
    _sort_few(angles, count)
    share = 0.0
    for place in range(count):
        start = angles[place]
        stop = angles[place + 1] if place + 1 < count else angles[0] + 2.0 * np.pi
        middle = (start + stop) / 2.0
        if stop > start and _is_inside(x + radius * np.cos(middle), y + radius * np.sin(middle), edges):
            share += stop - start
    return share / (2.0 * np.pi)


@njit(parallel=True, cache=True)
def corrected_counts(points: Any, edges: Any, steps: Any) -> Any:
    """Pairs by (set of points, step) within each step: each divided by the share of its circle inside the window.

    `points` is (set, axis, point), `steps` (steps per metre, last step). The circle lies around one point and goes
    through the other (Ripley's isotropic correction); both orders of a pair count.
    """
    per_metre, last = steps
    count = int(last) + 1
    found = np.empty((len(points), count))
    for draw in prange(len(points)):
        x, y = points[draw, 0], points[draw, 1]
        sums, angles = np.zeros(count), np.empty(2 * len(edges))
        for i in range(len(x)):
            to_sides = _to_sides(x[i], y[i], edges)
            nearest = np.sort(to_sides)
            for j in range(len(x)):
                radius = np.sqrt((x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2)
                step = int(np.ceil(radius * per_metre - 1e-9))
                if j != i and step < count:
                    share = 1.0
                    if radius > nearest[1]:
                        share = _share_inside(x[i], y[i], radius, edges, to_sides, angles)
                    elif radius > nearest[0]:
                        # One side alone is in reach: it cuts off one arc.
                        share = 1.0 - np.arccos(nearest[0] / radius) / np.pi
                    sums[step] += 1.0 / max(share, 1.0 / _LARGEST_WEIGHT)
        found[draw] = np.cumsum(sums)
    return found
