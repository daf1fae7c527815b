"""Economic complexity as numbers on a presence matrix: by the second eigenvector, and by reflections.

Both average back and forth: a region's complexity is the mean of its industries', an industry's the mean of
its regions'. With M the presences (regions × industries), d = M1 the diversity and u = Mᵀ1 the ubiquity, the
vector e of regions solves

    λ e = D⁻¹ M U⁻¹ Mᵀ e         for the second largest λ (the largest is 1 and its e is constant),

and p = U⁻¹ Mᵀ e is the vector of industries. The product matrices are never formed: B = D^-½ M U^-½ has e as
a singular vector, found by Lanczos steps through the sparse M on its smaller side, with what is known of the
vectors before it projected out.

Source: Hidalgo & Hausmann (2009), Proceedings of the National Academy of Sciences 106, 10570-10575
(reflections); Hausmann et al. (2014), The Atlas of Economic Complexity, MIT Press
(eigenvector); Mealy, Farmer & Teytelboym (2019), Science Advances 5, eaau1705 (what it means).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.integer[Any]]

SMALLEST_GAP: Final = 1e-9
"""Eigenvalues closer than this belong to one plane, in which no direction is the right one."""
SMALLEST_CORRELATION: Final = 1e-9
"""What is correlated less, or varies less as a share of its mean, differs from zero by rounding alone."""
EXACT_BELOW: Final = 32
"""On fewer regions (or industries) the whole small matrix is solved; Lanczos steps need room."""


@dataclass(frozen=True, slots=True, eq=False)
class ComplexityVectors:
    """`regions` and `industries`: raw vectors, oriented together, NaN where complexity is not defined.

    The raw vectors satisfy mean of a region's industries = `eigenvalue` × region. A component is a set of
    regions and industries linked by presences; 1 is the largest, which alone has numbers, 0 is without any
    presence. `gap` is `eigenvalue` less the next one; both are NaN where there is no vector.
    """

    regions: Numbers
    industries: Numbers
    region_component: Places
    industry_component: Places
    eigenvalue: float
    gap: float


def complexity_vectors(present: sparse.csr_array) -> ComplexityVectors:
    """The second eigenvectors of a presence matrix (1 where a region is specialised in an industry).

    Regions and industries outside the largest component are NaN: across components nothing compares them.
    All are NaN if the component has one region or one industry, if all its regions have the same industries,
    if the next eigenvalue is as large (`SMALLEST_GAP`), or if nothing orients the vector: it rises with
    diversity, or, where it is not correlated with it, falls with the mean ubiquity of a region's industries.
    """
    regions, industries = components(present)
    rows, columns = np.flatnonzero(regions == 1), np.flatnonzero(industries == 1)
    found = ComplexityVectors(
        np.full(len(regions), np.nan), np.full(len(industries), np.nan), regions, industries, np.nan, np.nan
    )
    if min(len(rows), len(columns)) < 2:
        return found
    part = _largest_component(present, regions, industries)
    vector, eigenvalue, gap = _second_vector(part)
    vector = vector * _orientation(vector, part)
    found.regions[rows] = vector
    found.industries[columns] = (part.T @ vector) / part.sum(axis=0)
    return ComplexityVectors(found.regions, found.industries, regions, industries, eigenvalue, gap)


def complexity_eigenvalues(present: sparse.csr_array, *, count: int = 4) -> Numbers:
    """The `count` largest eigenvalues of D⁻¹ M U⁻¹ Mᵀ in the largest component, from 1 down.

    The second is that of `complexity_vectors`; where the third is near it, one number does not say much of a
    region. Fewer where there are fewer regions or industries; none without presences.
    """
    regions, industries = components(present)
    part = _largest_component(present, regions, industries)
    size = min(count, *part.shape) if 1 in regions else 0
    return np.array(_leading(part, size)[0][:size] if size else [], dtype=np.float64)


def reflections(present: sparse.csr_array, iterations: int) -> tuple[Numbers, Numbers]:
    """k(N) of the regions and k(N+1) of the industries, up to a linear change; N = `iterations`, an even one.

    k(0) is diversity and ubiquity; k(n) of a region is the mean k(n-1) of its industries and the reverse. The
    values run into each other like λ^(n/2), so the mean is taken off and the spread set to 1 at each turn,
    which changes no standardised value. NaN for a region or industry without presences.
    """
    diversity, ubiquity = _margins(present)
    region = _spread_out(np.where(diversity > 0, diversity, np.nan))
    industry = np.full(len(ubiquity), np.nan)
    for turn in range(0, iterations + 1, 2):
        industry = _spread_out(_mean_over(present.T, region, ubiquity))
        if turn < iterations:
            region = _spread_out(_mean_over(present, industry, diversity))
    return region, industry


def standardised(values: Numbers) -> Numbers:
    """z-scores with the standard deviation of n - 1; NaN stays, and all are NaN where nothing varies."""
    known = values[~np.isnan(values)]
    spread = known.std(ddof=1) if len(known) > 1 else 0.0
    if spread == 0.0:
        return np.full(len(values), np.nan)
    scores: Numbers = (values - known.mean()) / spread
    return scores


def in_scale_of_regions(vectors: ComplexityVectors) -> Numbers:
    """Industries' complexity such that a region's z-score is the mean of its industries'."""
    known = vectors.regions[~np.isnan(vectors.regions)]
    if known.size == 0:
        return vectors.industries
    scaled: Numbers = (vectors.industries / vectors.eigenvalue - known.mean()) / known.std(ddof=1)
    return scaled


def components(present: sparse.csr_array) -> tuple[Places, Places]:
    """The component of each region and of each industry: 1 is the one with most regions (then industries,
    then the first region), 0 is what has no presence."""
    from scipy.sparse.csgraph import connected_components

    regions, industries = present.shape
    both = sparse.block_array(
        [[None, present], [sparse.csr_array((industries, regions)), None]], format="csr"
    )
    count, labels = connected_components(both, directed=False)
    members = [np.bincount(part, minlength=count) for part in (labels[:regions], labels[regions:])]
    first = np.full(count, len(labels))
    np.minimum.at(first, labels, np.arange(len(labels)))
    linked = (members[0] > 0) & (members[1] > 0)
    order = np.lexsort((first, -members[1], -members[0], ~linked))
    number = np.empty(count, dtype=np.int64)
    number[order] = np.arange(1, count + 1)
    number[~linked] = 0
    return number[labels[:regions]], number[labels[regions:]]


def _largest_component(present: sparse.csr_array, regions: Places, industries: Places) -> sparse.csr_array:
    if (regions == 1).all() and (industries == 1).all():
        return present
    return present[np.flatnonzero(regions == 1)][:, np.flatnonzero(industries == 1)]


def _second_vector(part: sparse.csr_array) -> tuple[Numbers, float, float]:
    """The region vector of the second eigenvalue, that eigenvalue, and how far the third lies below it."""
    diversity, ubiquity = _margins(part)
    (_, second, third), vectors = _leading(part, 3)
    gap = max(second - third, 0.0)
    if gap < SMALLEST_GAP:
        return np.full(part.shape[0], np.nan), second, gap
    by_region = part.shape[0] <= part.shape[1]
    own = vectors[:, 1] / np.sqrt(diversity if by_region else ubiquity)
    regions: Numbers = own if by_region else (part @ own) / diversity
    return regions, second, gap


def _leading(part: sparse.csr_array, count: int) -> tuple[list[float], Numbers]:
    """The first eigenvalues of B Bᵀ on the smaller side, and their vectors as columns; 0 beyond the last."""
    diversity, ubiquity = _margins(part)
    scaled = part.multiply(1.0 / np.sqrt(diversity)[:, np.newaxis]).multiply(1.0 / np.sqrt(ubiquity)).tocsr()
    by_region = part.shape[0] <= part.shape[1]
    side = scaled if by_region else scaled.T.tocsr()
    trivial = np.sqrt(diversity if by_region else ubiquity)
    values, vectors = [1.0], trivial[:, np.newaxis] / np.linalg.norm(trivial)
    while len(values) < count:
        value, vector = _largest(side, vectors)
        if value < SMALLEST_GAP:
            return values + [0.0] * (count - len(values)), vectors
        values.append(value)
        vectors = np.column_stack([vectors, vector])
    return values, vectors


def _largest(side: sparse.csr_array, basis: Numbers) -> tuple[float, Numbers]:
    """The largest eigenvalue of `side` `side`ᵀ and its vector, at right angles to the columns of `basis`."""
    if side.shape[0] < EXACT_BELOW:
        dense = side.toarray()
        free = np.eye(len(dense)) - basis @ basis.T
        values, vectors = np.linalg.eigh(free @ (dense @ dense.T) @ free)
        return max(float(values[-1]), 0.0), vectors[:, -1]
    return _lanczos(side, basis)


def _lanczos(side: sparse.csr_array, basis: Numbers) -> tuple[float, Numbers]:
    from scipy.sparse.linalg import LinearOperator, eigsh

    across = side.T.tocsr()

    def times(vector: Numbers) -> Numbers:
        free = vector - basis @ (basis.T @ vector)
        product = side @ (across @ free)
        return np.asarray(product - basis @ (basis.T @ product))

    size = side.shape[0]
    start = np.cos(np.arange(1, size + 1) * (1.0 + basis.shape[1]))
    operator = LinearOperator((size, size), matvec=times, dtype=np.float64)
    values, vectors = eigsh(operator, k=1, which="LA", v0=start - basis @ (basis.T @ start), tol=0)
    return max(float(values[0]), 0.0), vectors[:, 0]


def _orientation(vector: Numbers, part: sparse.csr_array) -> float:
    """1 or -1, so that the vector rises with diversity, else falls with mean ubiquity; NaN if neither."""
    diversity, ubiquity = _margins(part)
    for criterion in (diversity, -(part @ ubiquity) / diversity):
        apart = criterion - criterion.mean()
        if criterion.std() > SMALLEST_CORRELATION * abs(criterion.mean()):
            correlation = np.mean(apart * (vector - vector.mean())) / (criterion.std() * vector.std())
            if abs(correlation) > SMALLEST_CORRELATION:
                return float(np.sign(correlation))
    return np.nan


def _margins(present: sparse.csr_array) -> tuple[Numbers, Numbers]:
    """The diversity of regions and the ubiquity of industries."""
    return np.asarray(present.sum(axis=1)), np.asarray(present.sum(axis=0))


def _mean_over(present: Any, values: Numbers, counts: Numbers) -> Numbers:
    sums = present @ np.nan_to_num(values)
    means: Numbers = np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0)
    return means


def _spread_out(values: Numbers) -> Numbers:
    """`values` with mean 0 and spread 1 (spread left alone where there is none)."""
    known = values[~np.isnan(values)]
    if known.size == 0:
        return values
    centred: Numbers = values - known.mean()
    spread = known.std()
    return centred / spread if spread > 0.0 else centred
