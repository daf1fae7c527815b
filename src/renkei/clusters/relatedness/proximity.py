"""Relatedness of industries from where they are specialised together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Presence = NDArray[np.bool_]
    Numbers = NDArray[np.float64]


def presence(counts: Numbers, *, location_quotient: float = 1.0, minimum: float = 0.0) -> Presence:
    """Whether each region is specialised in each industry; same shape as `counts` (regions × industries).

    Specialised means LQ ≥ `location_quotient` with at least `minimum` plants. The comparison is made
    by cross-multiplication, x·N ≥ LQ·(row·column), so that counts decide it without rounding. A region or
    industry without plants is specialised in nothing.
    """
    rows = counts.sum(axis=1, keepdims=True)
    columns = counts.sum(axis=0, keepdims=True)
    specialised: Presence = counts * counts.sum() >= location_quotient * rows * columns
    return specialised & (counts > 0) & (counts >= minimum)


def proximity(present: Presence) -> tuple[Numbers, NDArray[np.int64]]:
    """The proximity of each pair of industries, and the number of regions specialised in both.

    φ(a,b) = min(P(a|b), P(b|a)) = co(a,b) / max(u(a), u(b)), from 0 to 1, where u counts the regions
    specialised in an industry; 0 for an industry that no region is specialised in. The diagonal is 1 for
    every industry that some region is specialised in. (Hidalgo, Klinger, Barabási & Hausmann 2007, eq. 1)
    """
    one = present.astype(np.float64)
    together = one.T @ one
    ubiquity = one.sum(axis=0)
    larger = np.maximum.outer(ubiquity, ubiquity)
    values = np.divide(together, larger, out=np.zeros_like(together), where=larger > 0)
    return values, together.astype(np.int64)


def chance_of_sharing(together: NDArray[np.int64], ubiquity: NDArray[np.int64], regions: int) -> Numbers:
    """P(at least so many common regions) if each industry's regions were drawn at random.

    The upper tail of the hypergeometric distribution; industries × industries. Small values speak for
    relatedness beyond what two widespread industries share anyway.
    """
    from scipy.stats import hypergeom

    return np.asarray(hypergeom.sf(together - 1, regions, ubiquity[:, np.newaxis], ubiquity[np.newaxis, :]))
