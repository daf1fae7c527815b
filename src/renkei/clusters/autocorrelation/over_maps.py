"""A global statistic of every map of a table, with what all of them need prepared once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from renkei.clusters.autocorrelation.fields import check_permutations, island_count
from renkei.clusters.autocorrelation.maps import value_maps
from renkei.clusters.autocorrelation.moments import CrossSums, weight_sums
from renkei.clusters.autocorrelation.pairs import Pairs
from renkei.clusters.autocorrelation.relabelling import RelabelledSums, relabelled_sums
from renkei.clusters.autocorrelation.weights import weights_between

if TYPE_CHECKING:
    from collections.abc import Callable

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.autocorrelation.maps import ValueMap
    from renkei.clusters.autocorrelation.weights import SpatialWeights

    Numbers = NDArray[np.float64]

NEAR: float = 1e-9
"""Of the largest of all: a statistic so near the observed one counts as reached, in spite of rounding."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: the value columns, and how often to deal values out."""

    values: tuple[str, ...]
    permutations: int
    seed: int

    def __post_init__(self) -> None:
        check_permutations(self.permutations)


@dataclass(frozen=True, slots=True, eq=False)
class _Prepared:
    """Weights between regions with what is computed from them alone."""

    weights: SpatialWeights
    sums: CrossSums
    pairs: Pairs

    @classmethod
    def of(cls, weights: SpatialWeights) -> _Prepared:
        pairs = Pairs.of(weights.matrix)
        return cls(weights, weight_sums(pairs), pairs)


@dataclass(frozen=True, slots=True, eq=False)
class KnownMap:
    """The known part of a map: `values[column, region]`, and the weights between these regions."""

    values: Numbers
    prepared: _Prepared
    request: Request

    @property
    def weights(self) -> SpatialWeights:
        """The weights between the known regions."""
        return self.prepared.weights

    @property
    def sums(self) -> CrossSums:
        """The sums of the weights."""
        return self.prepared.sums

    def relabelled(self, values: Numbers) -> RelabelledSums:
        """The sums of `values` dealt out at random."""
        return relabelled_sums(values, self.prepared.pairs, self.request.permutations, self.request.seed)

    def relabelled_products(self, values: Numbers) -> Numbers:
        """Σ w_ij u_i u_j of `values` dealt out at random, alone: a fifth less work."""
        pairs = replace(self.prepared.pairs, margins=np.empty(0))
        return relabelled_sums(values, pairs, self.request.permutations, self.request.seed).products

    def products(self, values: Numbers) -> float:
        """Σ w_ij u_i u_j of `values` where they are."""
        return float(np.sum(values * (self.weights.matrix @ values)))

    def differences(self, values: Numbers) -> float:
        """Σ w_ij (u_i - u_j)² of `values` where they are."""
        squares = float(np.sum(self.prepared.pairs.margins * np.square(values)))
        return squares - 2.0 * self.products(values)


@dataclass(frozen=True, slots=True)
class Statistic:
    """A global statistic: the columns that `compute` fills, all of them or none."""

    compute: Callable[[KnownMap], dict[str, float]]
    columns: tuple[str, ...]


def over_maps(
    values: IntoFrame, weights: SpatialWeights, request: Request, statistic: Statistic
) -> pl.DataFrame:
    """One row per map: its industry and year, regions, unknown, islands, and the statistic's columns.

    Raises `TableError` as `value_maps` and `weights_between`.
    """
    maps = value_maps(values, request.values)
    between = weights_between(weights, maps.names)
    prepared: dict[bytes, _Prepared] = {}
    rows = []
    for one in maps:
        key = one.known.tobytes()
        if key not in prepared:
            prepared[key] = _Prepared.of(between.only(one.known))
        rows.append(_row(one, prepared[key], request, statistic))
    counts = dict.fromkeys(("regions", "unknown", "islands"), pl.Int64)
    found = pl.DataFrame(
        rows, schema={**counts, **dict.fromkeys(statistic.columns, pl.Float64)}, orient="row"
    )
    labels = maps.labels.columns
    table = pl.concat([maps.labels, found.fill_nan(None)], how="horizontal")
    return table.sort(*labels) if labels else table


def _row(one: ValueMap, prepared: _Prepared, request: Request, statistic: Statistic) -> list[float | int]:
    known = int(np.count_nonzero(one.known))
    counts = [known, int(np.count_nonzero(one.there)) - known, island_count(prepared.weights)]
    can = prepared.weights.matrix.nnz > 0
    numbers = statistic.compute(KnownMap(one.values[:, one.known], prepared, request)) if can else {}
    return [*counts, *(numbers.get(name, float("nan")) for name in statistic.columns)]


def tails(permuted: Numbers, found: float) -> float:
    """The two-sided p-value of `found` among `permuted`: twice the smaller tail, itself counted."""
    near = NEAR * max(abs(found), float(np.abs(permuted).max()))
    at_least = int(np.count_nonzero(permuted >= found - near))
    at_most = int(np.count_nonzero(permuted <= found + near))
    return min(1.0, 2.0 * (min(at_least, at_most) + 1) / (permuted.size + 1))
