"""Who neighbours whom, and how much each neighbour counts: spatial weights as a record that never changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np
import polars as pl
from scipy import sparse

from renkei.clusters.activity.rows import check_finite, check_numbers, in_memory
from renkei.errors import TableError
from renkei.tables.frames import lazy_rows
from renkei.tables.schema import Column, TableSpec, check_table

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

SIDES: Final = ("region_a", "region_b")


@dataclass(frozen=True, slots=True, eq=False)
class SpatialWeights:
    """`matrix[a, b]`: how much region `b` counts as a neighbour of `a`; `regions` in rising order.

    No region is its own neighbour, no stored weight is zero, and the arrays are read-only. `standardised`
    says that each row adds up to 1 (that of an island, which has no neighbours, to 0). Methods return new
    weights; nothing given to Renkei is ever changed.
    """

    regions: tuple[str, ...]
    matrix: sparse.csr_array
    standardised: bool = False

    def __post_init__(self) -> None:
        own = sparse.csr_array(self.matrix, dtype=np.float64, copy=True)
        own.sum_duplicates()
        own.eliminate_zeros()
        _check_weights(own, len(self.regions))
        for part in (own.data, own.indices, own.indptr):
            part.flags.writeable = False
        object.__setattr__(self, "matrix", own)

    @classmethod
    def from_neighbours(cls, neighbours: IntoFrame) -> SpatialWeights:
        """The weights that a table of neighbours (region_a, region_b) says; any kind of frame.

        Without a column `weight` each pair counts 1 in both directions, and may be listed once or twice. With
        it each row is one direction, `region_b` as a neighbour of `region_a`, and 0 means none. Raises
        `TableError` if a column is absent, a region is empty or its own neighbour, a weight is empty,
        negative or infinite, or a weighted row is repeated.
        """
        rows = _pairs(neighbours)
        regions = pl.concat([rows[side] for side in SIDES]).unique().sort()
        a, b = (_places(rows[side], regions) for side in SIDES)
        size = (regions.len(), regions.len())
        if "weight" in rows.columns:
            return cls(tuple(regions), _matrix(rows["weight"].to_numpy(), (a, b), size))
        once = _matrix(np.ones(rows.height), (a, b), size)
        both = sparse.csr_array(once + once.T)
        both.data[:] = 1.0
        return cls(tuple(regions), both)

    @property
    def islands(self) -> tuple[str, ...]:
        """The regions without neighbours."""
        return tuple(self.regions[place] for place in np.flatnonzero(np.diff(self.matrix.indptr) == 0))

    @property
    def row_sums(self) -> Numbers:
        """What the neighbours of each region count together."""
        return np.asarray(self.matrix.sum(axis=1)).ravel()

    @property
    def row_squares(self) -> Numbers:
        """The sum of the squared weights of each region."""
        return np.asarray(self.matrix.power(2).sum(axis=1)).ravel()

    def row_standardised(self) -> SpatialWeights:
        """Each region's neighbours count 1 together, so that a weighted sum over them is their mean."""
        share = self.matrix.data / np.repeat(self.row_sums, np.diff(self.matrix.indptr))
        return replace(self, matrix=self._with(share), standardised=True)

    def binary(self) -> SpatialWeights:
        """Each neighbour counts 1."""
        return replace(self, matrix=self._with(np.ones_like(self.matrix.data)), standardised=False)

    def among(self, regions: tuple[str, ...]) -> SpatialWeights:
        """The weights between `regions`, in their order; those that are new here are islands.

        Neighbours that are left out count no more: standardised weights are standardised anew.
        """
        if regions == self.regions:
            return self
        known = pl.Series(self.regions, dtype=pl.String)
        wanted = pl.Series(regions, dtype=pl.String)
        place = np.full(len(self.regions), -1)
        there = wanted.is_in(known.implode()).to_numpy()
        place[_places(wanted.filter(pl.Series(there)), known)] = np.flatnonzero(there)
        entries = self.matrix.tocoo()
        a, b = place[entries.row], place[entries.col]
        kept = (a >= 0) & (b >= 0)
        cells = _matrix(entries.data[kept], (a[kept], b[kept]), (len(regions), len(regions)))
        return self._again(regions, cells)

    def only(self, kept: NDArray[np.bool_]) -> SpatialWeights:
        """The weights between the regions where `kept` is true, standardised anew if they were."""
        if kept.all():
            return self
        regions = tuple(region for region, here in zip(self.regions, kept.tolist(), strict=True) if here)
        return self._again(regions, sparse.csr_array(self.matrix[kept][:, kept]))

    def to_table(self) -> pl.DataFrame:
        """One row per direction: region_a, region_b, weight; what `from_neighbours` reads."""
        entries = self.matrix.tocoo()
        names = pl.Series(self.regions, dtype=pl.String)
        sides = {"region_a": names.gather(entries.row), "region_b": names.gather(entries.col)}
        return pl.DataFrame({**sides, "weight": entries.data}).sort(*SIDES)

    def _again(self, regions: tuple[str, ...], matrix: sparse.csr_array) -> SpatialWeights:
        found = SpatialWeights(regions, matrix)
        return found.row_standardised() if self.standardised else found

    def _with(self, data: Numbers) -> sparse.csr_array:
        return sparse.csr_array((data, self.matrix.indices, self.matrix.indptr), shape=self.matrix.shape)


def _matrix(data: Numbers, cells: tuple[Any, Any], size: tuple[int, int]) -> sparse.csr_array:
    return sparse.coo_array((data, cells), shape=size).tocsr()


def _check_weights(matrix: sparse.csr_array, count: int) -> None:
    usable = bool(np.isfinite(matrix.data).all() and (matrix.data >= 0.0).all())
    if matrix.shape != (count, count) or not usable or matrix.diagonal().any():
        raise TableError(
            "The weights of {count} regions are a matrix of {rows} × {columns}. Give a square one with a row "
            "for each region, weights finite and not negative, and zeros on the diagonal.",
            count=count,
            rows=matrix.shape[0],
            columns=matrix.shape[1],
        )


def _places(labels: pl.Series, among: pl.Series) -> NDArray[np.intp]:
    """For each label its place in `among`, which has it."""
    index = pl.DataFrame({"label": among}).with_row_index("place")
    found = labels.to_frame("label").join(index, on="label", how="left", maintain_order="left")
    return found["place"].cast(pl.Int64).to_numpy()


def _pairs(neighbours: IntoFrame) -> pl.DataFrame:
    given = lazy_rows(neighbours, needs=SIDES, table="neighbours")
    weighted = "weight" in given.collect_schema().names()
    if weighted:
        check_numbers(given, "weight", "neighbours")
    kept = given.select(*SIDES, *(["weight"] if weighted else []))
    rows = in_memory(kept, "neighbours").with_columns(pl.col(SIDES).cast(pl.String))
    if weighted:
        rows = rows.with_columns(pl.col("weight").cast(pl.Float64).fill_nan(None))
    else:
        rows = rows.unique(SIDES, maintain_order=True)
    filled = [Column(side, "text", side, required=True) for side in SIDES]
    weight = [Column("weight", "number", "weight", required=True, minimum=0)] if weighted else []
    check_table(rows, TableSpec("neighbours", "neighbours", SIDES, (*filled, *weight)))
    _check_pairs(rows)
    return rows


def _check_pairs(rows: pl.DataFrame) -> None:
    alone = rows.filter(pl.col("region_a") == pl.col("region_b"))
    if alone.height:
        raise TableError(
            "{count} row(s) of `neighbours` make a region its own neighbour ({example}). Take these rows out.",
            count=alone.height,
            example=alone["region_a"].min(),
        )
    if "weight" in rows.columns:
        check_finite(nw.from_native(rows).lazy(), "weight", SIDES, ("weight", "neighbours"))


def weights_of(neighbours: IntoFrame | SpatialWeights, *, standardised: bool) -> SpatialWeights:
    """Weights given as a record as they are; those of a table row-standardised, or 1 for each neighbour.

    Raises `TableError` as `SpatialWeights.from_neighbours`.
    """
    if isinstance(neighbours, SpatialWeights):
        return neighbours
    weights = SpatialWeights.from_neighbours(neighbours)
    return weights.row_standardised() if standardised else weights.binary()


def weights_between(weights: SpatialWeights, regions: tuple[str, ...]) -> SpatialWeights:
    """The weights between `regions`. Raises `TableError` if none of them has a neighbour there."""
    found = weights.among(regions)
    if regions and not found.matrix.nnz:
        raise TableError(
            "No region of `values` ({examples}) has a neighbour among the others: `neighbours` speaks of "
            "{others}. Give both tables the codes of the same regions.",
            examples=", ".join(regions[:3]),
            others=", ".join(weights.regions[:3]) or "–",
        )
    return found


def row_sizes(weights: SpatialWeights) -> NDArray[np.int64]:
    """How many neighbours each region has."""
    return np.asarray(np.diff(weights.matrix.indptr), dtype=np.int64)


def listed_neighbours(weights: SpatialWeights, regions: tuple[str, ...]) -> NDArray[np.int64]:
    """How many neighbours the weights list for each of `regions`, whether or not these are among them."""
    sizes = dict(zip(weights.regions, row_sizes(weights).tolist(), strict=True))
    return np.array([sizes.get(region, 0) for region in regions], dtype=np.int64)
