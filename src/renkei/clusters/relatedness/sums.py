"""Sums over related industries, Σ_j W_rj φ_ij: the work behind density, outlook and gain.

φ has P × P entries. It is made block by block in single precision (co-occurrences are whole numbers below
2²⁴ and so exact) and never held: 3 C P² multiplications and additions for C rows and P industries, in
memory that grows with C P. For proximity among many more industries than regions there is a shorter way.
With industries in rising order of ubiquity, max(u_i, u_j) is that of the later one, so

    Σ_j W_rj φ_ij = Σ_s (Σ_{j≤i} W_rj M_sj) M_si / u_i  +  Σ_s (Σ_{j>i} W_rj M_sj / u_j) M_si,

and the two inner sums, C × C, are kept up from industry to industry: 8 C² P operations. BLAS takes at most
four threads, so that a server stays responsive.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np
from threadpoolctl import threadpool_limits

from renkei.clusters.activity.options import check_choice
from renkei.clusters.relatedness.measures import Margins, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy import sparse

    Numbers = NDArray[np.float64]
    Places = NDArray[np.integer[Any]]
    Singles = NDArray[np.float32]

Itself = Literal["included", "excluded"]
BLOCK: Final = 1024
STRIP: Final = 512
STRIPE: Final = 192
THREADS: Final = 4
ALL: Final = slice(None)


def check_itself(itself: str) -> None:
    """Raise `ParameterError` unless `itself` is "included" or "excluded"."""
    check_choice("itself", itself, get_args(Itself))


def relatedness_matrix(
    present: sparse.csr_array, *, measure: Measure = "proximity", itself: Itself = "included"
) -> Singles:
    """The relatedness of every pair of industries of a presence matrix, in single precision.

    Values below zero (measure "standardised") are 0; the diagonal is 0 with `itself="excluded"`. Memory grows
    with the square of industries. Raises `ParameterError` for an option out of range.
    """
    return RelatednessSums(present, measure, itself).matrix()


def density_matrix(
    present: sparse.csr_array, *, measure: Measure = "proximity", itself: Itself = "included"
) -> Singles:
    """The `relatedness_density` of every region and industry of a presence matrix, in single precision.

    NaN for an industry related to none. Raises `ParameterError` for an option out of range.
    """
    return RelatednessSums(present, measure, itself).density()


class RelatednessSums:
    """The relatedness of all industries of a presence matrix, to be summed with weights.

    A relatedness below zero (fewer common regions than by chance) counts as 0 in every sum.
    """

    def __init__(self, present: sparse.csr_array, measure: Measure, itself: Itself) -> None:
        check_itself(itself)
        self.margins = Margins.of(present, measure)
        self.present: Singles = present.astype(np.float32).toarray()
        self.ubiquity: Singles = self.present.sum(axis=0)
        own = np.maximum(self.margins.with_itself(self.ubiquity), 0)
        self.own = own if itself == "included" else np.zeros_like(own)

    @cached_property
    def strength(self) -> Singles:
        """How much relatedness each industry has in all, Σ_j φ_ij."""
        total: Singles = self.sums(np.ones((1, len(self.ubiquity)), dtype=np.float32))[0]
        return total

    def density(self, regions: Places | slice = ALL) -> Singles:
        """Σ_j M_rj φ_ij / Σ_j φ_ij of the regions at these places; NaN for an industry related to none."""
        weights = np.vstack([self.present[regions], np.ones_like(self.ubiquity)])
        sums = self.sums(weights)
        self.strength = sums[-1]
        density = sums[:-1]
        density /= np.where(self.strength > 0, self.strength, np.nan)
        np.minimum(density, 1, out=density)
        return density

    def gain(self, density: Singles, complexity: Numbers, regions: Places | slice = ALL) -> Singles:
        """How much each region's outlook would rise with each industry (see `opportunities`)."""
        known = ~np.isnan(complexity) & (self.strength > 0)
        weights = np.divide(complexity, self.strength, out=np.zeros_like(complexity), where=known)
        absent = 1 - self.present[regions]
        return self.sums(absent * weights.astype(np.float32)) - density * complexity.astype(np.float32)

    def outlook(self, density: Singles, complexity: Numbers) -> Numbers:
        """Σ_i ω_ri (1 - M_ri) PCI_i of every region: what it lacks, by nearness and complexity."""
        known = ~np.isnan(complexity) & (self.strength > 0)
        found = np.full(len(density), 0.0 if known.any() else np.nan)
        weights = np.where(known, complexity, 0.0)
        for rows in _slices(len(density) if known.any() else 0, STRIP):
            near = np.where(self.present[rows] > 0, 0.0, density[rows])
            near[:, ~known] = 0.0
            found[rows] = near @ weights
        return found

    def matrix(self) -> Singles:
        """The relatedness of every pair of industries, in memory that grows with their square."""
        everyone = np.arange(len(self.own))
        found = np.empty((len(self.own), len(self.own)), dtype=np.float32)
        with few_threads():
            for strip in _slices(len(self.own), STRIP):
                found[strip] = self._near(everyone[strip], everyone)
        np.fill_diagonal(found, self.own)
        return found

    def sums(self, weights: Singles) -> Singles:
        """Σ_j W_rj φ_ij for each row r of `weights` (any × industries) and each industry i."""
        rows, industries = weights.shape
        regions = len(self.present)
        by_rising = regions * (8 * rows + 2 * STRIPE)
        with few_threads():
            if self.margins.measure == "proximity" and by_rising < industries * (regions + 2 * rows):
                total = _by_rising_ubiquity(weights, self.present, self.ubiquity)
            else:
                total = self._by_blocks(weights)
        total += weights * self.own
        return total

    def _by_blocks(self, weights: Singles) -> Singles:
        """The sums over other industries, from the blocks on and above the diagonal."""
        total = np.empty_like(weights)
        for a, b, near in self._blocks():
            if a.start == 0:
                total[:, b] = weights[:, a] @ near
            else:
                total[:, b] += weights[:, a] @ near
            if a != b:
                total[:, a] += weights[:, b] @ near.T
        return total

    def _blocks(self) -> Iterator[tuple[slice, slice, Singles]]:
        """The relatedness between slices of industries, none below 0; the diagonal is 0."""
        everyone = np.arange(len(self.own))
        cuts = _slices(len(self.own), BLOCK)
        for place, a in enumerate(cuts):
            for b in cuts[place:]:
                near = self._near(everyone[a], everyone[b])
                if a == b:
                    np.fill_diagonal(near, 0)
                yield a, b, near

    def _near(self, a: Places, b: Places) -> Singles:
        """The relatedness of the industries at places `a` with those at places `b`, each a run of places."""
        sides = (slice(part[0], part[-1] + 1) for part in (a, b))
        one, other = (self.present[:, side] for side in sides)
        near = self.margins.relatedness(one.T @ other, a[:, np.newaxis], b[np.newaxis, :])
        if self.margins.measure == "standardised":
            np.maximum(near, 0, out=near)
        return near


def _by_rising_ubiquity(weights: Singles, present: Singles, ubiquity: Singles) -> Singles:
    """Σ_{j≠i} W_rj φ_ij for proximity, with industries in rising order of ubiquity, stripe by stripe."""
    order = np.argsort(ubiquity, kind="stable")
    weights, present = weights[:, order], present[:, order]
    share = np.divide(1, ubiquity[order], out=np.zeros_like(ubiquity), where=ubiquity[order] > 0)
    stripes = _slices(len(order), STRIPE)
    total = np.empty_like(weights)
    before = np.zeros((len(weights), len(present)), dtype=np.float32)
    for stripe in stripes:
        own, shared = present[:, stripe], share[stripe]
        near = (own.T @ own) * np.minimum.outer(shared, shared)
        np.fill_diagonal(near, 0)
        total[:, stripe] = (before @ own) * shared + weights[:, stripe] @ near
        before += weights[:, stripe] @ own.T
    after = np.zeros_like(before)
    for stripe in reversed(stripes):
        total[:, stripe] += after @ present[:, stripe]
        after += (weights[:, stripe] * share[stripe]) @ present[:, stripe].T
    back = np.empty_like(total)
    back[:, order] = total
    return back


def few_threads() -> AbstractContextManager[object]:
    """Within it BLAS takes at most `THREADS` threads."""
    return threadpool_limits(THREADS, "blas") if (os.cpu_count() or 1) > THREADS else nullcontext()


def _slices(length: int, width: int) -> list[slice]:
    return [slice(start, min(start + width, length)) for start in range(0, length, width)]
