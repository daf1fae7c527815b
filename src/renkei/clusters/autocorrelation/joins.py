"""Join counts: how often neighbours are both of a kind, and how often one is and the other is not."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.autocorrelation.fields import seed_from
from renkei.clusters.autocorrelation.moments import difference_sums, product_sums, randomisation, two_sided
from renkei.clusters.autocorrelation.over_maps import KnownMap, Request, Statistic, over_maps, tails
from renkei.clusters.autocorrelation.weights import SpatialWeights, weights_of
from renkei.errors import ParameterError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT

_COLUMNS: Final = (
    "chosen",
    "joins",
    "join_counts",
    "expected",
    "z_random",
    "p_random",
    "p_value",
    "mixed",
    "mixed_expected",
    "mixed_z_random",
    "mixed_p_value",
)


def join_counts(
    values: FrameT,
    neighbours: IntoFrame | SpatialWeights,
    *,
    value: str = "location_quotient",
    minimum: float = 1.0,
    permutations: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """Whether regions whose `value` is at least `minimum` lie together: join counts.

    Columns: (industry, year,) regions, unknown, islands, chosen (regions that reach the minimum), joins (pairs of
    neighbours in all), join_counts = ½ Σ w_ij b_i b_j with b = 1 for the chosen, else 0 (pairs of chosen
    neighbours), expected, z_random, p_random, p_value, and the same for mixed = ½ Σ w_ij (b_i - b_j)² (pairs of
    one chosen and one not): mixed, mixed_expected, mixed_z_random, mixed_p_value. More join_counts and fewer
    mixed than expected: the chosen lie together. Chance: as many chosen at random places (sampling without
    replacement). A table's neighbours count 1 each. Where all or none are chosen, only the counts are there.
    Reading, chance, errors: as `renkei.clusters.autocorrelation.whole`; `ParameterError` if `minimum` is not a
    number.

    Source: Moran (1948), Journal of the Royal Statistical Society B 10, 243-251; Cliff & Ord (1981), Spatial
    Processes, 11-21.
    """
    if not isfinite(minimum):
        raise ParameterError("`{name}` is {found}; give a number.", name="minimum", found=minimum)
    request = Request((value,), permutations, seed_from(rng))
    statistic = Statistic(_Joins(minimum).compute, _COLUMNS)
    weights = weights_of(neighbours, standardised=False)
    found = over_maps(values, weights, request, statistic)
    return as_kind_of(found.with_columns(pl.col("chosen").cast(pl.Int64)), values)


@dataclass(frozen=True, slots=True)
class _Joins:
    minimum: float

    def compute(self, one: KnownMap) -> dict[str, float]:
        """The join counts of a map, with chance unless all regions are alike."""
        b = (one.values[0] >= self.minimum).astype(np.float64)
        found = one.products(b) / 2.0
        counted = {
            "chosen": float(b.sum()),
            "joins": one.sums.all / 2.0,
            "join_counts": found,
            "mixed": one.differences(b) / 2.0,
        }
        return counted if b.min() == b.max() else counted | self._chance(b, counted, one)

    def _chance(self, b: np.ndarray, counted: dict[str, float], one: KnownMap) -> dict[str, float]:
        same = randomisation(one.sums, product_sums(b), b.size).scaled(0.5)
        other = randomisation(one.sums, difference_sums(b), b.size).scaled(0.5)
        dealt = one.relabelled(b)
        mixed = (dealt.squares - 2.0 * dealt.products) / 2.0
        z = same.z(counted["join_counts"])
        return {
            "expected": same.mean,
            "z_random": z,
            "p_random": two_sided(z),
            "p_value": tails(dealt.products / 2.0, counted["join_counts"]),
            "mixed_expected": other.mean,
            "mixed_z_random": other.z(counted["mixed"]),
            "mixed_p_value": tails(mixed, counted["mixed"]),
        }
