"""Where the nodes of a network stand: related ones near each other, all apart, the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.float64]

STEPS: Final = 300
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
    inverse = np.linalg.pinv(laplacian)
    places = _spectral(ties) * wanted.max()
    for _ in range(STEPS):
        gap = np.linalg.norm(places[:, None, :] - places[None, :, :], axis=2)
        ratio = -weight * wanted / np.maximum(gap, 1e-6)
        np.fill_diagonal(ratio, 0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        places = inverse @ ratio @ places
    even = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (count - 1)
    return np.asarray((1 - EVENNESS) * _stretched(places) + EVENNESS * even)


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


def kept_ties(ties: Places, per_node: float) -> Places:
    """The ties worth drawing: the strongest `per_node` × nodes, and those that hold everything together.

    The latter are the edges of the maximum spanning tree, as in the product space (Hidalgo et al. 2007).
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    upper = np.triu(ties, 1)
    tree = minimum_spanning_tree(csr_array(np.where(upper > 0, 2 - upper, 0))).toarray() > 0
    wanted = min(int(per_node * len(ties)), int((upper > 0).sum()))
    threshold = np.sort(upper[upper > 0])[-wanted] if wanted else np.inf
    kept = np.where(tree | (upper >= threshold), upper, 0.0)
    return np.asarray(kept + kept.T)
