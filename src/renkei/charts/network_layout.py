"""Where the nodes of a network stand: related ones near each other, all apart, the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.float64]

STEPS: Final = 350


def network_layout(ties: Places, rng: np.random.Generator) -> Places:
    """Rows of x and y between 0 and 1 for the nodes of the symmetric matrix `ties` (0: no edge).

    Starts from the two smoothest eigenvectors of the normalised Laplacian (Koren 2005) and settles by
    springs and repulsion with falling temperature (Fruchterman & Reingold 1991). `rng` only parts nodes that
    would start at the same place.
    """
    count = len(ties)
    if count < 3:
        return np.column_stack((np.linspace(0.3, 0.7, count), np.full(count, 0.5)))
    places = _spectral(ties) + rng.normal(scale=1e-3, size=(count, 2))
    ideal = 0.9 / np.sqrt(count)
    for step in range(STEPS):
        gap = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.linalg.norm(gap, axis=2), 1e-6)
        force = ideal**2 / distance**2 - ties * distance / ideal
        move = (gap * force[:, :, None]).sum(axis=1) + 0.6 * (0.5 - places) * ideal
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        places = places + move / length * np.minimum(length, 0.1 * (1 - step / STEPS) ** 2 + 1e-4)
    return _stretched(places)


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
