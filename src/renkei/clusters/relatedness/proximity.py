"""Where regions are specialised, and the proximity of industries from where they are specialised together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Presence = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

SLACK: Final = 1e-12
"""How far, as a share, a location quotient of amounts that are not whole may fall short and still count."""


def presence(counts: Numbers, *, location_quotient: float = 1.0, minimum: float = 0.0) -> Presence:
    """Whether each region is specialised in each industry; same shape as `counts` (regions × industries).

    Specialised means LQ ≥ `location_quotient` with at least `minimum` plants; see `reaches_quotient`. A
    region or industry without plants is specialised in nothing.
    """
    both = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True)
    reached = reaches_quotient(counts, both, float(counts.sum()), location_quotient)
    return reached & (counts > 0) & (counts >= minimum)


def reaches_quotient(amounts: Numbers, totals: Numbers, whole: float, location_quotient: float) -> Presence:
    """Whether each amount reaches a location quotient, given region total × industry total and the whole.

    The comparison is made by cross-multiplication, x·N ≥ LQ·(row·column), so that whole amounts decide it
    without rounding. Sums of other amounts depend on their order in the last digits: there a quotient that
    falls short by less than 1e-12 of the threshold counts as reaching it, so that every engine and every
    order of rows gives the same answer.
    """
    needed = location_quotient * totals
    if not np.array_equal(amounts, np.floor(amounts)):
        needed *= 1.0 - SLACK
    reached: Presence = amounts * whole >= needed
    return reached


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
