"""What fills a map and what goes into insets, by rule and for any geography.

Land masses far off shrink everything else. One is moved to an inset where leaving it out enlarges the map
by more than the land it takes away is worth; nothing here knows the name of a country.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME_LAND: Final = 0.02
"""Polygons closer than this, in units of √(total area), are one land mass."""
SAME_INSET: Final = 0.3
"""Land masses left out that are closer than this share an inset."""
SHEET: Final = (3.0, 4.0)
"""Proportions of the sheet that is to be filled: width and height."""
PRICE_OF_LAND: Final = 1.8
"""Logarithmic enlargement that leaving out all land would have to bring; a tenth of the land, a tenth of it."""
MOST_LAND: Final = 0.2
"""Share of all land that may be left out at most."""
LEAST_GAIN: Final = 0.06
"""Logarithmic enlargement below which nothing is moved."""
OUTERMOST: Final = 40
"""Land masses that are tried on each side."""
NEGLIGIBLE: Final = 0.0005
"""Share of all land below which a remote piece of a region that is shown elsewhere is left out."""


@dataclass(frozen=True, slots=True)
class Sea:
    """Polygons in km with the region each belongs to; `mass` numbers the land mass of each."""

    polygons: NDArray[Any]
    owner: NDArray[np.intp]
    mass: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Division:
    """`inset` of each polygon: 0 the main map, 1, 2, … the insets from large to small, −1 left out."""

    inset: NDArray[np.intp]

    @property
    def count(self) -> int:
        """The number of insets."""
        return int(self.inset.max(initial=0))


def sea_of(polygons: NDArray[Any], owner: NDArray[np.intp]) -> Sea:
    """The polygons with their land masses."""
    import shapely

    unit = float(np.sqrt(shapely.area(polygons).sum()))
    return Sea(polygons, owner, _linked(polygons, SAME_LAND * unit))


def divided(sea: Sea) -> Division:
    """Which polygons the main map shows, and which insets show the others."""
    import shapely

    area = shapely.area(sea.polygons)
    mass_area = np.bincount(sea.mass, weights=area)
    boxes = _boxes(sea.polygons, sea.mass)
    main = _main_masses(boxes, mass_area / mass_area.sum())
    inset = np.where(main[sea.mass], 0, -1)
    away = np.flatnonzero(inset < 0)
    if away.size:
        inset[away] = _insets(sea, away, shown=np.unique(sea.owner[inset == 0]), area=area)
    return Division(inset)


def _main_masses(boxes: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which land masses stay: two sides are cut at a time, the most rewarding first, while it is worth it."""
    kept = np.ones(len(boxes), dtype=np.bool_)
    while True:
        budget = MOST_LAND - float(share[~kept].sum())
        pairs = [(one, other) for one in range(4) for other in range(one + 1, 4)]
        cuts = [_best_cut(boxes, share, kept, pair, budget) for pair in pairs]
        gain, box = max(cuts, key=lambda cut: cut[0])
        if gain <= LEAST_GAIN:
            box = _union(boxes[kept])
            return kept | _within(boxes, box)
        kept &= _within(boxes, box)


def _best_cut(
    boxes: NDArray[np.float64],
    share: NDArray[np.float64],
    kept: NDArray[np.bool_],
    sides: tuple[int, int],
    budget: float,
) -> tuple[float, NDArray[np.float64]]:
    """The gain of the best cut at two sides (0 west, 1 south, 2 east, 3 north), and the box that is left.

    Gain = ln(scale that fits the sheet after ÷ before) − price × share of the land taken off.
    """
    box = _union(boxes[kept])
    best = (0.0, box)
    edges = [_edges(boxes[kept], side) for side in sides]
    for first in edges[0]:
        for second in edges[1]:
            smaller = box.copy()
            smaller[list(sides)] = first, second
            lost = float(share[kept & ~_within(boxes, smaller)].sum())
            gain = float(np.log(_fit(smaller) / _fit(box))) - PRICE_OF_LAND * lost
            if lost <= budget and gain > best[0]:
                best = (gain, smaller)
    return best


def _edges(boxes: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """Where the box could end at `side`: at the outermost land mass, the next, and so on."""
    ends = np.unique(boxes[:, side])
    return ends[:OUTERMOST] if side < 2 else ends[::-1][:OUTERMOST]


def _fit(box: NDArray[np.float64]) -> float:
    return float(min(SHEET[0] / max(box[2] - box[0], 1e-9), SHEET[1] / max(box[3] - box[1], 1e-9)))


def _within(boxes: NDArray[np.float64], box: NDArray[np.float64]) -> NDArray[np.bool_]:
    inside = (boxes[:, :2] >= box[:2] - 1e-9).all(axis=1) & (boxes[:, 2:] <= box[2:] + 1e-9).all(axis=1)
    return np.asarray(inside, dtype=np.bool_)


def _insets(
    sea: Sea, away: NDArray[np.intp], *, shown: NDArray[np.intp], area: NDArray[np.float64]
) -> NDArray[np.intp]:
    unit = float(np.sqrt(area.sum()))
    group = _linked(sea.polygons[away], SAME_INSET * unit)
    size = np.bincount(group, weights=area[away])
    needed = np.array([not np.isin(sea.owner[away][group == g], shown).all() for g in range(len(size))])
    worth = needed | (size >= NEGLIGIBLE * area.sum())
    rank = np.full(len(size), -1, dtype=np.intp)
    order = [g for g in np.argsort(-size, kind="stable") if worth[g]]
    rank[order] = np.arange(1, len(order) + 1)
    return rank[group]


def _linked(polygons: NDArray[Any], gap: float) -> NDArray[np.intp]:
    """The number of the chain that each polygon belongs to: neighbours within about `gap` km are linked.

    Polygons are linked if they touch the same cell of a grid, or cells side by side, of `gap` ÷ 2: whatever is
    nearer than that is linked, nothing beyond √2 `gap` is. Exact distances take a hundred times as long.
    """
    import shapely
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = gap / 2
    coarse = shapely.segmentize(shapely.simplify(polygons, size / 2), size)
    points, owner = shapely.get_coordinates(coarse, return_index=True)
    column, row = np.floor((points - points.min(axis=0)) / size).astype(np.int64).T
    stride = int(row.max()) + 3
    cell = column * stride + row
    known, place = np.unique(cell, return_inverse=True)
    count = len(polygons)
    one, other = [owner], [count + place.reshape(-1)]
    for step in (1, stride - 1, stride, stride + 1):
        beside = np.minimum(np.searchsorted(known, known + step), len(known) - 1)
        near = known[beside] == known + step
        one.append(count + np.flatnonzero(near))
        other.append(count + beside[near])
    ends = np.concatenate(one), np.concatenate(other)
    nodes = count + len(known)
    graph = coo_array((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(nodes, nodes))
    chains = connected_components(graph, directed=False)[1][:count]
    return np.asarray(np.unique(chains, return_inverse=True)[1].reshape(-1), dtype=np.intp)


def _boxes(polygons: NDArray[Any], group: NDArray[np.intp]) -> NDArray[np.float64]:
    import shapely

    bounds = shapely.bounds(polygons)
    boxes = np.empty((int(group.max()) + 1, 4))
    for column in range(4):
        pick = np.minimum if column < 2 else np.maximum
        boxes[:, column] = np.inf if column < 2 else -np.inf
        pick.at(boxes[:, column], group, bounds[:, column])
    return boxes


def _union(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate((boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)))
