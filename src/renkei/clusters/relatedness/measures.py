"""How related two industries are, from how many regions are specialised in both.

With c the regions specialised in both, u_a and u_b those specialised in each, n all regions:

    proximity      c / max(u_a, u_b)           the smaller conditional probability; Hidalgo et al. (2007) eq. 1
    cosine         c / √(u_a u_b)              Salton & McGill (1983)
    jaccard        c / (u_a + u_b - c)         Jaccard (1912)
    association    c n / (u_a u_b)             observed ÷ expected; 1 is chance; van Eck & Waltman (2009)
    standardised   (c - μ) / σ                 Teece et al. (1994): μ = u_a u_b / n,
                                               σ² = μ (1 - u_a / n) (n - u_b) / (n - 1)

Those four divide by occurrences, as their papers do. Some programs divide by co-occurrences instead: with
s_a = Σ_b≠a c_ab the pairs that an industry takes part in, and T = Σ s,

    cosine_of_pairs       c / √(s_a s_b)
    jaccard_of_pairs      c / (s_a + s_b - c)
    association_of_pairs  c T / (s_a s_b)
    probability_of_pairs  c / ((T / 2) (s_a s_b / (T (T - s_a)) + s_a s_b / (T (T - s_b))))

The last corrects the one before for an industry not making pairs with itself (Steijn 2021). An
industry takes part in no pair with itself. Where nothing is shared for want of regions the value is 0.

Sources: van Eck & Waltman (2009), Journal of the American Society for Information Science and Technology 60,
1635-1651; Teece, Rumelt, Dosi & Winter (1994), Journal of Economic Behavior and Organization 23, 1-30;
Steijn (2021), Quantitative Science Studies 2, 385-402.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np

from renkei.clusters.activity.options import check_choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from scipy import sparse

    Values = NDArray[np.floating[Any]]

Measure = Literal[
    "proximity",
    "cosine",
    "jaccard",
    "association",
    "standardised",
    "cosine_of_pairs",
    "jaccard_of_pairs",
    "association_of_pairs",
    "probability_of_pairs",
]


def check_measure(measure: str) -> None:
    """Raise `ParameterError` unless `measure` is one of those above."""
    check_choice("measure", measure, get_args(Measure))


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """What a measure divides by: each industry's regions or pairs, and how many there are in all."""

    measure: Measure
    each: Values
    whole: float

    @classmethod
    def of(cls, present: sparse.csr_array, measure: Measure) -> Margins:
        """The margins for `measure` of a presence matrix; n counts its rows."""
        check_measure(measure)
        ubiquity = np.asarray(present.sum(axis=0))
        if not of_pairs(measure):
            return cls(measure, ubiquity, present.shape[0])
        pairs = present.T @ np.asarray(present.sum(axis=1)) - ubiquity
        return cls(measure, pairs, float(pairs.sum()))

    def relatedness(self, together: Values, a: Any, b: Any) -> Values:
        """The relatedness of pairs of industries from `together`, the regions that they share.

        `a` and `b` are places of industries that broadcast to the shape of `together`, whose kind of float
        the result has.
        """
        # Where an industry has no region (or pair), together is 0 and any divisor above 0 serves.
        each = np.maximum(self.each, 1).astype(together.dtype)
        found: Values = _FORMULAS[self.measure](together, each[a], each[b], max(self.whole, 1.0))
        return found

    def with_itself(self, ubiquity: Values) -> Values:
        """The relatedness of each industry with itself; 0 in terms of pairs."""
        places = np.arange(len(self.each))
        return self.relatedness(
            np.zeros_like(ubiquity) if of_pairs(self.measure) else ubiquity, places, places
        )


def of_pairs(measure: str) -> bool:
    """Whether `measure` divides by co-occurrences."""
    return measure.endswith("_of_pairs")


def _proximity(together: Values, a: Values, b: Values, _: float) -> Values:
    return together / np.maximum(a, b)


def _cosine(together: Values, a: Values, b: Values, _: float) -> Values:
    product: Values = np.sqrt(a) * np.sqrt(b)
    return together / product


def _jaccard(together: Values, a: Values, b: Values, _: float) -> Values:
    return together / (a + b - together)


def _association(together: Values, a: Values, b: Values, whole: float) -> Values:
    return together / (a * (b / whole))


def _standardised(together: Values, a: Values, b: Values, whole: float) -> Values:
    expected = a * (b / whole)
    spread = np.sqrt(expected * ((1.0 - a / whole) * (whole - b) / max(whole - 1.0, 1.0)))
    apart: Values = together - expected
    return np.divide(apart, spread, out=np.zeros_like(apart), where=spread > 0)


def _probability(together: Values, a: Values, b: Values, whole: float) -> Values:
    rest_a, rest_b = np.maximum(whole - a, 1), np.maximum(whole - b, 1)
    chance: Values = a * (b / rest_a + b / rest_b) / 2
    return together / chance


_FORMULAS: Final[dict[str, Callable[[Values, Values, Values, float], Values]]] = {
    "proximity": _proximity,
    "cosine": _cosine,
    "jaccard": _jaccard,
    "association": _association,
    "standardised": _standardised,
    "cosine_of_pairs": _cosine,
    "jaccard_of_pairs": _jaccard,
    "association_of_pairs": _association,
    "probability_of_pairs": _probability,
}
