"""Fitness: the map of the paper, told how far it has settled, and never not-a-number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from renkei.clusters import fitness, fitness_vectors, product_fitness
from renkei.errors import ParameterError
from tests.clusters.examples import SIX_ROWS
from tests.clusters.relatedness.examples import HAND, PRESENCES, as_presences, matrix, random_presences

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind


def textbook_fitness(present: np.ndarray, iterations: int) -> tuple[np.ndarray, np.ndarray]:
    region, industry = np.ones(present.shape[0]), np.ones(present.shape[1])
    for _ in range(iterations):
        sums, burden = present @ industry, 1 / (present.T @ (1 / region))
        region, industry = sums / sums.mean(), burden / burden.mean()
    return region, industry


def test_a_worked_example_of_six_rows(kind: Kind) -> None:
    # LQ ≥ 0.5: a {x, y}, b {x, y, z}, c {z}. Once: F = (2, 3, 1) / 2 and Q = 1 each. Twice: F stays, as Q did;
    # 1/F = (1, 2/3, 2), so Q = 1 / (5/3, 5/3, 8/3) = (0.6, 0.6, 0.375), mean 0.525.
    rows = kind.rows(fitness(kind.frame(SIX_ROWS), iterations=2, location_quotient=0.5))
    assert rows.columns == ["region", "diversity", "unknown", "fitness", "change"]
    assert rows["fitness"].to_list() == pytest.approx([1, 1.5, 0.5])
    assert rows["change"].to_list() == [0, 0, 0]
    rows = kind.rows(product_fitness(kind.frame(SIX_ROWS), iterations=2, location_quotient=0.5))
    assert rows.columns == ["industry", "ubiquity", "unknown", "product_fitness", "change"]
    found = [0.6 / 0.525, 0.6 / 0.525, 0.375 / 0.525]
    assert rows["product_fitness"].to_list() == pytest.approx(found)
    assert rows["change"].to_list() == pytest.approx([abs(value - 1) for value in found])


@given(st.integers(1, 30))
@settings(max_examples=10)
def test_it_is_the_map_of_the_paper(iterations: int) -> None:
    present = random_presences(np.random.default_rng(iterations), (12, 15))
    present = present[present.any(axis=1)][:, present.any(axis=0)]
    region, industry = textbook_fitness(present, iterations)
    before, _ = textbook_fitness(present, iterations - 1)
    found = fitness_vectors(matrix(present), iterations)
    assert found.regions == pytest.approx(region)
    assert found.industries == pytest.approx(industry)
    assert found.region_change == pytest.approx(np.abs(region / before - 1), abs=1e-9)


@given(PRESENCES)
@settings(max_examples=10)
def test_only_what_is_empty_has_no_fitness_however_long_it_runs(present: np.ndarray) -> None:
    found = fitness_vectors(matrix(present), 600)
    assert np.isnan(found.regions).tolist() == (present.sum(axis=1) == 0).tolist()
    assert np.isnan(found.industries).tolist() == (present.sum(axis=0) == 0).tolist()
    assert np.isnan(found.region_change).tolist() == np.isnan(found.regions).tolist()
    assert np.nanmin(found.regions, initial=0) >= 0


def test_empty_rows_change_no_other() -> None:
    padded = np.zeros((8, 7), dtype=np.int64)
    padded[:6, :6] = HAND
    rows = fitness(as_presences(padded), location_quotient=0)
    alone = fitness(as_presences(HAND), location_quotient=0)
    assert rows["fitness"][:6].to_list() == pytest.approx(alone["fitness"].to_list())
    assert rows["fitness"][6:].to_list() == [None, None]
    assert product_fitness(as_presences(padded), location_quotient=0)["product_fitness"][6] is None


def test_change_says_whether_the_iteration_has_settled() -> None:
    present = as_presences(random_presences(np.random.default_rng(12), (40, 60)))
    early = fitness(present, iterations=3, location_quotient=0)["change"].max()
    late = fitness(present, iterations=200, location_quotient=0)["change"].max()
    assert isinstance(early, float)
    assert isinstance(late, float)
    assert late < early / 10


@pytest.mark.parametrize("function", [fitness, product_fitness])
def test_no_iteration_is_refused(function: object) -> None:
    assert callable(function)
    with pytest.raises(ParameterError, match="`iterations` is 0; give 1 or more"):
        function(as_presences(HAND), iterations=0)
