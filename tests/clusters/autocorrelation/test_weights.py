"""Spatial weights: read from tables of neighbours, standardised, cut down, and never changed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from scipy import sparse

from renkei.clusters import SpatialWeights, moran_local
from renkei.errors import TableError
from tests.clusters.autocorrelation.countries import RING, SIX, grid, valued

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind


def test_each_pair_counts_in_both_directions(kind: Kind) -> None:
    weights = SpatialWeights.from_neighbours(kind.frame(RING))
    assert weights.regions == ("a", "b", "c", "d", "e")
    assert weights.matrix.toarray().tolist() == [
        [0, 1, 0, 0, 1],
        [1, 0, 1, 0, 0],
        [0, 1, 0, 1, 0],
        [0, 0, 1, 0, 1],
        [1, 0, 0, 1, 0],
    ]


def test_pairs_listed_in_both_directions_count_once() -> None:
    both = pl.DataFrame({"region_a": ["a", "b", "a"], "region_b": ["b", "a", "b"]})
    assert SpatialWeights.from_neighbours(both).matrix.toarray().tolist() == [[0, 1], [1, 0]]


def test_weighted_rows_are_directions_and_zero_is_none() -> None:
    rows = {"region_a": ["a", "a", "b"], "region_b": ["b", "c", "c"], "weight": [2, 0, 0.5]}
    weights = SpatialWeights.from_neighbours(pl.DataFrame(rows, strict=False))
    assert weights.matrix.toarray().tolist() == [[0, 2, 0], [0, 0, 0.5], [0, 0, 0]]
    assert weights.islands == ("c",)
    assert weights.row_standardised().matrix.toarray().tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    assert weights.binary().matrix.toarray().tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]


def test_leaving_regions_out_standardises_anew() -> None:
    weights = SpatialWeights.from_neighbours(pl.DataFrame(RING)).row_standardised()
    cut = weights.among(("e", "a", "z", "b"))
    assert cut.regions == ("e", "a", "z", "b")
    assert cut.matrix.toarray().tolist() == [[0, 1, 0, 0], [0.5, 0, 0, 0.5], [0, 0, 0, 0], [0, 1, 0, 0]]
    assert cut.islands == ("z",)
    assert weights.only(np.array([True, True, False, False, True])).matrix.toarray().tolist() == [
        [0, 0.5, 0.5],
        [1, 0, 0],
        [1, 0, 0],
    ]


def test_raw_weights_stay_as_they_are_when_regions_are_left_out() -> None:
    weights = SpatialWeights.from_neighbours(pl.DataFrame(RING))
    assert weights.among(("a", "b", "c")).matrix.toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]


def test_a_table_made_of_weights_gives_the_same_weights() -> None:
    weights = SpatialWeights.from_neighbours(pl.DataFrame(RING)).row_standardised()
    again = SpatialWeights.from_neighbours(weights.to_table())
    assert weights.to_table().columns == ["region_a", "region_b", "weight"]
    assert (again.matrix != weights.matrix).nnz == 0


def test_weights_never_change_and_nor_does_what_they_were_made_of() -> None:
    given = sparse.csr_array(np.array([[0.0, 2.0], [1.0, 0.0]]))
    weights = SpatialWeights(("a", "b"), given)
    given.data[:] = 5.0
    assert weights.matrix.toarray().tolist() == [[0, 2], [1, 0]]
    with pytest.raises(ValueError, match="read-only"):
        weights.matrix.data[0] = 3.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        weights.standardised = True  # type: ignore[misc]


def test_a_statistic_leaves_weights_and_tables_unchanged() -> None:
    """esda's G turns the caller's weights into binary ones (`w.transform = "B"`)."""
    from renkei.clusters import getis_ord_global

    neighbours, table = grid(4), valued(np.arange(16.0))
    weights = SpatialWeights.from_neighbours(neighbours).row_standardised()
    before = weights.matrix.data.copy(), neighbours.clone(), table.clone()
    for statistic in (getis_ord_global, moran_local):
        statistic(table, weights, permutations=39, rng=np.random.default_rng(1))
        statistic(table, neighbours, permutations=39, rng=np.random.default_rng(1))
    assert (weights.matrix.data == before[0]).all()
    assert weights.standardised
    assert neighbours.equals(before[1])
    assert table.equals(before[2])


def test_codes_written_as_numbers_meet_codes_written_as_text() -> None:
    table = pl.DataFrame({"region": [1, 2, 3, 10], "establishments": [1, 2, 3, 4]})
    pairs = pl.DataFrame({"region_a": ["1", "2", "10"], "region_b": ["2", "3", "3"]})
    found = moran_local(table, pairs, permutations=39, rng=np.random.default_rng(1))
    assert found["region"].to_list() == [1, 2, 3, 10]
    assert found["neighbours"].to_list() == [1, 2, 2, 1]


BAD: list[tuple[dict[str, list[Any]], str]] = [
    ({"region_a": ["a"]}, r"`neighbours` lacks the column\(s\) region_b"),
    ({"region_a": ["a", None], "region_b": ["b", "c"]}, r"1 row\(s\) of `neighbours` leave a required"),
    ({"region_a": ["a", "b"], "region_b": ["b", "b"]}, r"1 row\(s\) of `neighbours` make a region its own"),
    ({"region_a": ["a"], "region_b": ["b"], "weight": ["1"]}, "`weight` of `neighbours` holds String"),
    ({"region_a": ["a"], "region_b": ["b"], "weight": [float("inf")]}, "are infinite .first key: a, b"),
    ({"region_a": ["a"], "region_b": ["b"], "weight": [float("nan")]}, "leave a required column empty"),
    ({"region_a": ["a"], "region_b": ["b"], "weight": [-1.0]}, "weight"),
    ({"region_a": ["a", "a"], "region_b": ["b", "b"], "weight": [1.0, 2.0]}, "occur more than once"),
    ({"region_a": ["x"], "region_b": ["y"]}, "has a neighbour among the others: `neighbours` speaks of x, y"),
]


@pytest.mark.parametrize(("columns", "message"), BAD, ids=[str(n) for n in range(len(BAD))])
def test_neighbours_that_make_no_sense_are_refused(columns: dict[str, list[Any]], message: str) -> None:
    with pytest.raises(TableError, match=message):
        moran_local(pl.DataFrame(SIX), pl.DataFrame(columns), permutations=39, rng=np.random.default_rng(1))


@pytest.mark.parametrize(
    "matrix",
    [np.ones((2, 2)), np.zeros((2, 3)), np.array([[0, -1], [1, 0]]), np.array([[0, np.nan], [1, 0]])],
)
def test_a_matrix_that_is_no_weights_is_refused(matrix: np.ndarray) -> None:
    with pytest.raises(TableError, match="The weights of 2 regions are a matrix of 2 × "):
        SpatialWeights(("a", "b"), sparse.csr_array(matrix))
