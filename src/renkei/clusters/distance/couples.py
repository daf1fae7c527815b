"""Two industries side by side: which establishments they have, and the sites that draws for both are put on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from renkei.clusters.activity.rows import in_memory
from renkei.clusters.distance.curves import year_key
from renkei.errors import NotFoundError, TableError
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.distance.curves import Key
    from renkei.clusters.distance.sites import Industry, Sites

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

PAIR: Final = ("industry_a", "industry_b")


@dataclass(frozen=True, slots=True)
class Members:
    """Where the establishments of an industry stand in a list of places, and their weights."""

    at: Places
    weights: Floats


@dataclass(frozen=True, slots=True)
class Couple:
    """Two industries on the `places` that either uses; an establishment of both uses one place.

    `own` has, for each establishment of the first, its weight in the second: 0 for those that are not `in_both`.
    """

    places: Places
    one: Members
    other: Members
    own: Floats
    in_both: int

    def without_weights(self) -> Couple:
        """The same couple, every weight 1."""
        one, other = (Members(part.at, np.ones(len(part.at))) for part in (self.one, self.other))
        shared = np.isin(self.one.at, self.other.at).astype(np.float64)
        return Couple(self.places, one, other, shared, self.in_both)

    def weight_with_itself(self) -> float:
        """Σ w w' over the pairs of an establishment of both with itself."""
        return float(self.one.weights @ self.own)

    def weight_of_pairs(self) -> float:
        """Σ w w' over the pairs of two different establishments, one of each industry."""
        return float(self.one.weights.sum() * self.other.weights.sum()) - self.weight_with_itself()


def couple(sites: Sites, one: Industry, other: Industry) -> Couple:
    """The two industries. Counts at grid points do not tell which establishments are in both: none, then."""
    if sites.counted:
        places = np.concatenate([one.places, other.places])
        first, second = np.split(np.arange(len(places)), [len(one.places)])
    else:
        places = np.union1d(one.places, other.places)
        first, second = np.searchsorted(places, one.places), np.searchsorted(places, other.places)
    weights = np.zeros(len(places))
    weights[second] = other.weights
    in_both = len(np.intersect1d(first, second))
    return Couple(
        places, Members(first, one.weights), Members(second, other.weights), weights[first], in_both
    )


def alone(one: Industry) -> Couple:
    """An industry with itself: each establishment is in both."""
    members = Members(np.arange(len(one.places)), one.weights)
    return Couple(one.places, members, members, one.weights, len(one.places))


def couples_of(
    sites: Sites, pairs: list[tuple[str, str]]
) -> Iterator[tuple[Key, Couple, tuple[int, int, int, int]]]:
    """For each of `pairs` that the year has: its key, the couple, and four counts.

    The counts are the establishments of one and of the other industry, those in both, and the unknown of either.
    """
    known = {industry.code: industry for industry in sites.industries}
    for a, b in pairs:
        if a in known and b in known:
            found = couple(sites, known[a], known[b])
            counts = (
                len(found.one.at),
                len(found.other.at),
                found.in_both,
                known[a].unknown + known[b].unknown,
            )
            key: Key = {PAIR[0]: a, PAIR[1]: b}
            yield key | year_key(sites.year), found, counts


def checked_pairs(pairs: IntoFrame) -> list[tuple[str, str]]:
    """The rows (industry_a, industry_b) of `pairs`, sorted, each once.

    Raises `TableError` if a column is absent, an industry is empty, or one is paired with itself.
    """
    rows = in_memory(lazy_rows(pairs, needs=PAIR, table="pairs").select(*PAIR), "pairs").rows()
    if any(one is None or other is None for one, other in rows):
        raise TableError("A row of `pairs` lacks an industry. Fill in both `industry_a` and `industry_b`.")
    found = sorted({(str(one), str(other)) for one, other in rows})
    same = [one for one, other in found if one == other]
    if same:
        raise TableError(
            "`pairs` has an industry with itself ({examples}). `k_density` and `m_function` are for one industry.",
            examples=", ".join(same[:3]),
        )
    if not found:
        raise NotFoundError("`pairs` has no rows. Give at least one pair of industries.")
    return found
