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
    a, b = np.broadcast_arrays(ubiquity[:, np.newaxis], ubiquity[np.newaxis, :])
    return chance_of_overlap(together.ravel(), a.ravel(), b.ravel(), regions).reshape(together.shape)


def chance_of_overlap(
    together: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64], regions: int
) -> Numbers:
    """P(two random sets of `a` and `b` of the `regions` share at least `together`), element by element.

    The tail on the near side of the mean is added up by the ratio of neighbouring terms until a term no
    longer counts; the cases that go on shrink, so time grows with the standard deviations.
    """
    upper = together * regions > a * b
    start = np.where(upper, together, together - 1)
    tail = np.zeros(len(together))
    possible = np.flatnonzero((start >= np.maximum(a + b - regions, 0)) & (start <= np.minimum(a, b)))
    terms = np.exp(_log_probability(start[possible], a[possible], b[possible], regions))
    k, step = start[possible].astype(np.float64), np.where(upper[possible], 1.0, -1.0)
    while possible.size:
        tail[possible] += terms
        x, y = a[possible], b[possible]
        rising = (x - k) * (y - k) / ((k + 1.0) * (regions - x - y + k + 1.0))
        falling = k * (regions - x - y + k) / ((x - k + 1.0) * (y - k + 1.0))
        terms, k = terms * np.where(step > 0, rising, falling), k + step
        going = terms > 1e-17 * tail[possible]
        possible, terms, k, step = possible[going], terms[going], k[going], step[going]
    return np.clip(np.where(upper, tail, 1.0 - tail), 0.0, 1.0)


def _log_probability(
    k: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64], regions: int
) -> Numbers:
    """The logarithm of the hypergeometric probability of exactly `k` common regions."""
    from scipy.special import gammaln

    factorial = gammaln(np.arange(regions + 1) + 1.0)
    ways = factorial[a] - factorial[k] - factorial[a - k]
    others = factorial[regions - a] - factorial[b - k] - factorial[regions - a - b + k]
    found: Numbers = ways + others - factorial[regions] + factorial[b] + factorial[regions - b]
    return found
