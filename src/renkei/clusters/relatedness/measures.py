"""How related two industries are, from how many regions are specialised in both.

With c the regions specialised in both, u_a and u_b those specialised in each, n all regions:

    proximity      c / max(u_a, u_b)           the smaller conditional probability; Hidalgo et al. (2007) eq. 1
    cosine         c / √(u_a u_b)              Salton & McGill (1983)
    jaccard        c / (u_a + u_b - c)         Jaccard (1912)
    association    c n / (u_a u_b)             observed ÷ expected; 1 is chance; van Eck & Waltman (2009) eq. 6
    standardised   (c - μ) / σ                 Teece et al. (1994): μ = u_a u_b / n,
                                               σ² = μ (1 - u_a / n) (n - u_b) / (n - 1)

Those four divide by occurrences, as their papers do. Some programs divide by co-occurrences instead: with
s_a = Σ_b≠a c_ab the pairs that an industry takes part in, and T = Σ s,

    cosine_of_pairs       c / √(s_a s_b)
    jaccard_of_pairs      c / (s_a + s_b - c)
    association_of_pairs  c T / (s_a s_b)
    probability_of_pairs  c / ((T / 2) (s_a s_b / (T (T - s_a)) + s_a s_b / (T (T - s_b))))

The last corrects the one before for an industry not making pairs with itself (Steijn 2021, eq. 8). An
industry takes part in no pair with itself. Where a denominator is zero the value is 0.

Sources: van Eck & Waltman (2009), Journal of the American Society for Information Science and Technology 60,
1635-1651; Teece, Rumelt, Dosi & Winter (1994), Journal of Economic Behavior and Organization 23, 1-30;
Steijn (2021), Quantitative Science Studies 2, 385-402.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np

from renkei.errors import ParameterError

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
    if measure not in get_args(Measure):
        raise ParameterError(
            "`{name}` is {found}; choose one of {choices}.",
            name="measure",
            found=measure,
            choices=", ".join(get_args(Measure)),
        )


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
        each = self.each.astype(together.dtype)
        return _FORMULAS[self.measure](together, each[a], each[b], self.whole)

    def with_itself(self, ubiquity: Values) -> Values:
        """The relatedness of each industry with itself; 0 in terms of pairs."""
        places = np.arange(len(self.each))
        return self.relatedness(
            np.zeros_like(ubiquity) if of_pairs(self.measure) else ubiquity, places, places
        )


def of_pairs(measure: str) -> bool:
    """Whether `measure` divides by co-occurrences."""
    return measure.endswith("_of_pairs")


def _over(part: Values, whole: Values) -> Values:
    """part ÷ whole, 0 where nothing is above zero in the whole; overwrites `whole`."""
    empty = whole <= 0
    whole[empty] = 1
    np.divide(part, whole, out=whole)
    whole[empty] = 0
    return whole


def _cosine(together: Values, a: Values, b: Values, _: float) -> Values:
    return _over(together, np.sqrt(a) * np.sqrt(b))


def _jaccard(together: Values, a: Values, b: Values, _: float) -> Values:
    return _over(together, a + b - together)


def _association(together: Values, a: Values, b: Values, whole: float) -> Values:
    return _over(together, a * (b / together.dtype.type(max(whole, 1.0))))


def _standardised(together: Values, a: Values, b: Values, whole: float) -> Values:
    expected = a * b / whole
    spread = expected * ((1.0 - a / whole) * (whole - b) / max(whole - 1.0, 1.0))
    return _over(together - expected, np.sqrt(spread))


def _probability(together: Values, a: Values, b: Values, whole: float) -> Values:
    chance = a * (b / (whole - a) + b / (whole - b)) / 2.0 if whole else a * b
    return _over(together, chance)


_FORMULAS: Final[dict[str, Callable[[Values, Values, Values, float], Values]]] = {
    "proximity": lambda together, a, b, _: _over(together, np.maximum(a, b)),
    "cosine": _cosine,
    "jaccard": _jaccard,
    "association": _association,
    "standardised": _standardised,
    "cosine_of_pairs": _cosine,
    "jaccard_of_pairs": _jaccard,
    "association_of_pairs": _association,
    "probability_of_pairs": _probability,
}
