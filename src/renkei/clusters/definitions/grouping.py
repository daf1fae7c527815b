"""Ways to put industries into groups: Ward's tree, k-means, k-medians and spectral clustering.

Each takes a similarity matrix and the numbers of groups wanted, and returns for each number an array with the
group of each industry. Industries are compared by their whole profiles, the rows of the matrix: two industries
are near if they are related to the same others. Profiles are reduced to the principal components that hold 95 %
of their variance, 100 at most, which leaves Euclidean distances nearly as they are and makes the work proportional
to the number of components.

Growth, for n industries: time n³ for the components, n² for the tree, n·k·components for each round of k-means;
memory 8·4 n² bytes, 32 MB at 1,000.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from renkei.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from renkei.clusters.definitions.matrices import SimilarityMatrix

    Numbers = NDArray[np.float64]
    Groups = NDArray[np.int64]

Algorithm = Literal["ward", "kmeans", "kmedians", "spectral"]
ALGORITHMS: Final[tuple[Algorithm, ...]] = get_args(Algorithm)
VARIANCE_KEPT: Final = 0.95
COMPONENTS_MAXIMUM: Final = 100
STARTS: Final = 5
"""k-means and its kin are tried from so many random starts; the tightest result is kept."""
ROUNDS_MAXIMUM: Final = 100


def groupings(
    similarity: SimilarityMatrix,
    algorithms: tuple[Algorithm, ...],
    numbers: tuple[int, ...],
    *,
    rng: np.random.Generator,
) -> dict[tuple[Algorithm, int], Groups]:
    """The group of each industry, by algorithm and number. Raises `ParameterError` for an unknown algorithm."""
    unknown = [algorithm for algorithm in algorithms if algorithm not in ALGORITHMS]
    if unknown or not algorithms:
        raise ParameterError(
            "There is no algorithm “{algorithm}”; there are {known}.",
            algorithm=", ".join(unknown) or "–",
            known=", ".join(ALGORITHMS),
        )
    points = _components(similarity.profiles())
    found: dict[tuple[Algorithm, int], Groups] = {}
    for algorithm in algorithms:
        if algorithm == "ward":
            groups = _ward(points, numbers)
        elif algorithm == "spectral":
            vectors = _laplacian_vectors(similarity, max(numbers))
            groups = {k: _around(_rows_of_length_one(vectors[:, :k]), k, MEANS, rng) for k in numbers}
        else:
            centring = MEANS if algorithm == "kmeans" else MEDIANS
            groups = {k: _around(points, k, centring, rng) for k in numbers}
        found |= {(algorithm, k): group for k, group in groups.items()}
    return found


@dataclass(frozen=True, slots=True)
class _Centring:
    """What lies in the middle of a group, and how far points are from it (points × centres)."""

    centre: Callable[[Numbers], Numbers]
    distance: Callable[[Numbers, Numbers], Numbers]


def _squares(points: Numbers, centres: Numbers) -> Numbers:
    lengths = (points * points).sum(axis=1)[:, np.newaxis] + (centres * centres).sum(axis=1)
    return np.asarray(np.maximum(lengths - 2.0 * points @ centres.T, 0.0))


def _blocks(points: Numbers, centres: Numbers) -> Numbers:
    from scipy.spatial.distance import cdist

    return np.asarray(cdist(points, centres, "cityblock"))


MEANS: Final = _Centring(lambda points: points.mean(axis=0), _squares)
MEDIANS: Final = _Centring(lambda points: np.median(points, axis=0), _blocks)


def _ward(points: Numbers, numbers: tuple[int, ...]) -> dict[int, Groups]:
    """One tree by Ward's criterion, cut at each number of groups."""
    from scipy.cluster.hierarchy import cut_tree, linkage

    tree = linkage(points, method="ward")
    cut = cut_tree(tree, n_clusters=list(numbers))
    return {k: cut[:, place].astype(np.int64) for place, k in enumerate(numbers)}


def _components(profiles: Numbers) -> Numbers:
    """Coordinates on the principal components that hold `VARIANCE_KEPT` of the variance, or on the first 100."""
    centred = profiles - profiles.mean(axis=0)
    variance, directions = np.linalg.eigh(centred.T @ centred)
    variance, directions = variance[::-1].clip(min=0.0), directions[:, ::-1]
    held = np.cumsum(variance) / max(variance.sum(), np.finfo(float).tiny)
    kept = min(int(np.searchsorted(held, VARIANCE_KEPT)) + 1, COMPONENTS_MAXIMUM)
    return np.asarray(centred @ directions[:, :kept])


def _laplacian_vectors(similarity: SimilarityMatrix, number: int) -> Numbers:
    """The first eigenvectors of the normalised graph of pairs more similar than average.

    (Ng, Jordan & Weiss 2002)
    """
    weights = np.maximum(similarity.values, 0.0)
    degree = np.maximum(weights.sum(axis=1), np.finfo(float).eps)
    scale = 1.0 / np.sqrt(degree)
    _, vectors = np.linalg.eigh(weights * scale * scale[:, np.newaxis])
    return np.asarray(vectors[:, ::-1][:, :number])


def _rows_of_length_one(vectors: Numbers) -> Numbers:
    length = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    return np.asarray(vectors / np.maximum(length, np.finfo(float).eps))


def _around(points: Numbers, k: int, centring: _Centring, rng: np.random.Generator) -> Groups:
    """The tightest of `STARTS` groupings around `k` centres."""
    tries = [_settled(points, _spread_start(points, k, centring, rng), centring) for _ in range(STARTS)]
    return min(tries, key=lambda one: one[0])[1]


def _spread_start(points: Numbers, k: int, centring: _Centring, rng: np.random.Generator) -> Numbers:
    """`k` of the points, far from each other: each the best of a few drawn by their distance from those chosen.

    (k-means++, Arthur & Vassilvitskii 2007, in its greedy form)
    """
    tries = 2 + int(np.log(k))
    chosen = [int(rng.integers(len(points)))]
    nearest = centring.distance(points, points[chosen])[:, 0]
    while len(chosen) < k:
        nearest[chosen] = 0.0
        reach = np.cumsum(nearest)
        drawn = np.searchsorted(reach, rng.random(tries) * reach[-1], side="right").clip(max=len(points) - 1)
        left = np.minimum(nearest[:, np.newaxis], centring.distance(points, points[drawn]))
        best = int(left.sum(axis=0).argmin())
        chosen.append(int(drawn[best]))
        nearest = left[:, best]
    return points[chosen]


def _settled(points: Numbers, centres: Numbers, centring: _Centring) -> tuple[float, Groups]:
    """How far points are from their centres in sum, and their groups, when no point changes group any more."""
    centres = centres.copy()
    groups = np.full(len(points), -1)
    for _ in range(ROUNDS_MAXIMUM):
        distance = centring.distance(points, centres)
        found = _without_empty(distance, distance.argmin(axis=1))
        if (found == groups).all():
            break
        groups = found
        for group in range(len(centres)):
            centres[group] = centring.centre(points[groups == group])
    return float(distance[np.arange(len(points)), groups].sum()), groups


def _without_empty(distance: Numbers, groups: Groups) -> Groups:
    """`groups`, after each empty one has taken the point farthest from its centre in a group of several."""
    sizes = np.bincount(groups, minlength=distance.shape[1])
    if sizes.all():
        return groups
    filled, far = groups.copy(), distance[np.arange(len(groups)), groups].copy()
    for group in np.flatnonzero(sizes == 0):
        point = int(np.where(sizes[filled] > 1, far, -1.0).argmax())
        sizes[filled[point]] -= 1
        sizes[group], filled[point], far[point] = 1, group, -1.0
    return filled
