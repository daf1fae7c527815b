"""Where the nodes of a network stand: related ones near each other, all apart, the same every time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    Places = NDArray[np.float64]

STEPS: Final = 300
WORK: Final = 90_000
"""Steps × nodes, at most: each step looks at every two nodes."""
STILL: Final = 1e-3
"""The layout is done when no node moves further in a step, as a share of the steps between neighbours."""
GAP: Final = 1.5
"""Pixels between dots that were drawn apart."""
ROUNDS: Final = 80
EVENNESS: Final = 0.45
"""How far dense parts are drawn apart: 0 keeps the distances of the layout, 1 spaces nodes evenly."""


def network_layout(ties: Places) -> Places:
    """Rows of x and y between 0 and 1 for the nodes of the symmetric matrix `ties` (0: no edge).

    Distances on the sheet follow the number of steps between nodes: stress majorisation (Gansner, Koren &
    North 2004, eq. 7, weights 1 ÷ distance²), started from the smoothest eigenvectors of the normalised
    Laplacian (Koren 2005), so that nothing is left to chance. Unconnected parts are put as far apart as the
    farthest connected nodes.
    """
    count = len(ties)
    if count < 3:
        return np.column_stack((np.linspace(0.3, 0.7, count), np.full(count, 0.5)))
    wanted = _steps_between(ties)
    weight = np.where(wanted > 0, 1 / np.maximum(wanted, 1) ** 2, 0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    # The pseudo-inverse of the Laplacian of a connected graph: every two nodes have a weight.
    inverse = np.linalg.inv(laplacian + 1 / count) - 1 / count
    places = _spectral(ties) * wanted.max()
    pull = -weight * wanted
    for _ in range(min(STEPS, max(WORK // count, 1))):
        ratio = pull / np.maximum(_gaps(places), 1e-6)
        np.fill_diagonal(ratio, 0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        moved = inverse @ (ratio @ places)
        done = float(np.abs(moved - places).max()) < STILL
        places = moved
        if done:
            break
    even = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (count - 1)
    return np.asarray((1 - EVENNESS) * _stretched(places) + EVENNESS * even)


def _gaps(places: Places) -> Places:
    """The distance between each two nodes."""
    across, upward = (np.subtract.outer(axis, axis) for axis in places.T)
    return np.asarray(np.sqrt(across * across + upward * upward))


def _steps_between(ties: Places) -> Places:
    from scipy.sparse.csgraph import shortest_path

    steps = shortest_path(ties > 0, directed=False, unweighted=True)
    farthest = steps[np.isfinite(steps)].max()
    return np.asarray(np.where(np.isfinite(steps), steps, farthest))


def _spectral(ties: Places) -> Places:
    degree = np.maximum(ties.sum(axis=1), 1e-9)
    normal = ties / np.sqrt(np.outer(degree, degree))
    _, vectors = np.linalg.eigh(np.eye(len(ties)) - normal)
    smooth = vectors[:, 1:3] / np.sqrt(degree)[:, None]
    # The sign of an eigenvector is arbitrary: the largest entry is made positive, on every machine.
    largest = np.abs(smooth).argmax(axis=0)
    return _stretched(np.asarray(smooth * np.sign(smooth[largest, [0, 1]])))


def _stretched(places: Places) -> Places:
    low, high = places.min(axis=0), places.max(axis=0)
    return np.asarray((places - low) / np.maximum(high - low, 1e-9))


def ties_between(codes: Sequence[str], relatedness: pl.DataFrame) -> Places:
    """Proximity between the industries in `codes`, symmetric; 0 where none is known."""
    position = {code: index for index, code in enumerate(codes)}
    ties = np.zeros((len(codes), len(codes)))
    for one, other, proximity in relatedness.select("industry_a", "industry_b", "proximity").iter_rows():
        if one in position and other in position and one != other and proximity and proximity > 0:
            ties[position[one], position[other]] = ties[position[other], position[one]] = proximity
    return ties


def kept_layout(ties: Places) -> Places:
    """The layout of a network, kept for the next picture of it."""
    return _layout_of(ties.tobytes(), len(ties))


@lru_cache(maxsize=16)
def _layout_of(ties: bytes, count: int) -> Places:
    return network_layout(np.frombuffer(ties).reshape(count, count))


def untangled(points: Places, radii: Sequence[float], corner: Places) -> Places:
    """`points` (px) moved as little as it takes that dots with these `radii` lie clear of one another.

    Each round moves every two dots that overlap apart along the line between them, by equal parts; the
    rectangle from (0, 0) to `corner`, less a margin as wide as a dot, is not left. Dots that find no room
    after all rounds keep overlapping a little.
    """
    from scipy.spatial import KDTree

    places, reach = points.astype(float), np.asarray(radii) + GAP / 2
    # Two dots in one place have no line between them: each begins a little to the side, in order.
    turn = 2.399963 * np.arange(len(places))
    places += 0.01 * np.column_stack((np.cos(turn), np.sin(turn)))
    for _ in range(ROUNDS):
        pairs = KDTree(places).query_pairs(2 * float(reach.max()), output_type="ndarray")
        between = places[pairs[:, 1]] - places[pairs[:, 0]]
        gap = np.linalg.norm(between, axis=1)
        lacking = reach[pairs].sum(axis=1) - gap
        close = lacking > 0.05
        if not close.any():
            break
        push = between[close] * (lacking[close] / (2 * gap[close]))[:, None]
        np.add.at(places, pairs[close, 0], -push)
        np.add.at(places, pairs[close, 1], push)
        places = np.clip(places, reach[:, None], corner - reach[:, None])
    return np.asarray(places)


def nearest_ties(ties: Places, each: int) -> Places:
    """The `each` strongest ties of every node, and those that hold everything together.

    The latter are the edges of the maximum spanning tree, as in the product space (Hidalgo et al. 2007). A few
    of every node, not the strongest of all, so that sparse parts get a shape too.
    """
    each = min(each, len(ties))
    strongest = np.argsort(-ties, axis=1, kind="stable")[:, :each]
    chosen = np.zeros(ties.shape, dtype=bool)
    np.put_along_axis(chosen, strongest, values=True, axis=1)
    tree = _spanning(np.triu(ties, 1))
    return np.asarray(np.where(chosen | chosen.T | tree | tree.T, ties, 0.0))


def _spanning(upper: Places) -> NDArray[np.bool_]:
    """The edges of the maximum spanning tree (or forest) of an upper triangle."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    return np.asarray(minimum_spanning_tree(csr_array(np.where(upper > 0, 2 - upper, 0))).toarray() > 0)
