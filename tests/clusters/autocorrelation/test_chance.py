"""Chance, counted: moments over every permutation, conditional draws over every ordered draw, even p-values."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import false_discovery_control, kstest

from renkei.clusters import SpatialWeights
from renkei.clusters.autocorrelation import relabelling
from renkei.clusters.autocorrelation.discovery import false_discovery_rates
from renkei.clusters.autocorrelation.draws import LocalSums, reached
from renkei.clusters.autocorrelation.fields import standard_scores
from renkei.clusters.autocorrelation.lists import WIDE, Neighbourhoods, random_lists
from renkei.clusters.autocorrelation.moments import difference_sums, product_sums, randomisation, weight_sums
from renkei.clusters.autocorrelation.pairs import Pairs
from renkei.clusters.autocorrelation.relabelling import relabelled_sums
from tests.clusters.autocorrelation.countries import names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def some_weights(size: int, seed: int = 3) -> Numbers:
    """Uneven weights that differ by direction, about half of them zero."""
    rng = np.random.default_rng(seed)
    matrix = rng.uniform(0.2, 3.0, (size, size)) * (rng.random((size, size)) < 0.5)
    np.fill_diagonal(matrix, 0.0)
    return matrix


def as_weights(matrix: Numbers) -> SpatialWeights:
    return SpatialWeights(tuple(names(len(matrix))), sparse.csr_array(matrix))


def test_mean_and_variance_are_those_over_all_720_ways_to_deal_six_values_out() -> None:
    matrix, u = some_weights(6), np.array([3.0, -1.0, 4.0, 1.5, -5.0, 9.0])
    sums = weight_sums(Pairs.of(sparse.csr_array(matrix)))
    products, differences = [], []
    for order in permutations(range(6)):
        dealt = u[list(order)]
        products.append(dealt @ matrix @ dealt)
        differences.append((matrix * (dealt[:, None] - dealt) ** 2).sum())
    for found, all_ways in (
        (randomisation(sums, product_sums(u), 6), products),
        (randomisation(sums, difference_sums(u), 6), differences),
    ):
        assert found.mean == pytest.approx(np.mean(all_ways), rel=1e-12)
        assert found.variance == pytest.approx(np.var(all_ways), rel=1e-10)


def test_dealt_sums_have_that_mean_and_variance() -> None:
    matrix, u = some_weights(40), np.random.default_rng(8).gamma(2.0, size=40)
    w = sparse.csr_array(matrix)
    found = relabelled_sums(u, Pairs.of(w), 20_001, seed=5)
    chance = randomisation(weight_sums(Pairs.of(w)), product_sums(u), 40)
    assert found.products.size == 20_001
    assert found.products.mean() == pytest.approx(chance.mean, abs=5 * chance.variance**0.5 / 20_001**0.5)
    assert found.products.var() == pytest.approx(chance.variance, rel=0.05)
    differences = found.squares - 2 * found.products
    chance = randomisation(weight_sums(Pairs.of(w)), difference_sums(u), 40)
    assert differences.mean() == pytest.approx(chance.mean, abs=5 * chance.variance**0.5 / 20_001**0.5)
    assert differences.var() == pytest.approx(chance.variance, rel=0.05)


def test_every_way_of_dealing_is_equally_likely() -> None:
    matrix = np.zeros((4, 4))
    matrix[0, 1], matrix[1, 2], matrix[2, 3] = 1.0, 10.0, 100.0
    found = relabelled_sums(
        np.array([1.0, 2.3, 4.7, 9.1]), Pairs.of(sparse.csr_array(matrix)), 24_000, seed=1
    )
    ways, counts = np.unique(found.products, return_counts=True)
    assert ways.size == 24
    assert np.square(counts - 1000).sum() / 1000 < 49.7  # χ² with 23 degrees of freedom, 0.1 %


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_number_of_threads_does_not_matter(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    u, pairs = np.random.default_rng(8).normal(size=30), Pairs.of(sparse.csr_array(some_weights(30)))
    expected = relabelled_sums(u, pairs, 101, seed=7)
    monkeypatch.setattr(relabelling, "cpu_count", lambda: threads)
    found = relabelled_sums(u, pairs, 101, seed=7)
    assert (found.products == expected.products).all()
    assert (found.squares == expected.squares).all()
    assert not (relabelled_sums(u, pairs, 101, seed=8).products == expected.products).any()


@pytest.mark.parametrize(("regions", "width"), [(5, 5), (12, 3), (50, 40), (900, WIDE + 1), (1, 1)])
def test_lists_hold_distinct_regions_all_equally_often(regions: int, width: int) -> None:
    lists = np.concatenate([*random_lists(regions, width, 4000, np.random.default_rng(2))], axis=1)
    assert lists.shape == (width, 4000)
    assert (np.diff(np.sort(lists, axis=0), axis=0) > 0).all()
    counts = np.bincount(lists[-1], minlength=regions)
    assert np.square(counts - 4000 / regions).sum() / (4000 / regions) < regions + 5 * (2 * regions) ** 0.5


def exact_tails(z: Numbers, matrix: Numbers, bent: bool) -> tuple[Numbers, Numbers]:
    """The share of all ordered draws from the others whose sum is at least, and at most, the observed one."""
    upper, lower = np.zeros(len(z)), np.zeros(len(z))
    for i in range(len(z)):
        near = np.flatnonzero(matrix[i])
        values = z**2 - 2 * z[i] * z if bent else z
        draws = np.array([*permutations(np.delete(np.arange(len(z)), i), near.size)], dtype=int)
        sums = values[draws] @ matrix[i, near]
        observed = values[near] @ matrix[i, near]
        upper[i], lower[i] = (sums >= observed - 1e-9).mean(), (sums <= observed + 1e-9).mean()
    return upper, lower


@pytest.mark.parametrize("bent", [False, True])
@pytest.mark.parametrize("even", [False, True])
def test_draws_are_from_all_other_regions_without_replacement(bent: bool, even: bool) -> None:
    matrix = some_weights(7)
    matrix[4] = 0.0
    if even:
        matrix = np.divide(matrix > 0, np.arange(1, 8)[:, None], dtype=np.float64)
    z = standard_scores(np.array([1.0, 2.0, 2.0, 3.0, 3.0, 7.0, -4.0]))
    assert z is not None
    values = z**2 if bent else np.zeros(7)
    observed = matrix @ (values if bent else z) - (2 * z * (matrix @ z) if bent else 0.0)
    near = Neighbourhoods.of(as_weights(matrix))
    assert near.even == even
    (found,) = reached([LocalSums(z, observed, bent)], near, 40_000, seed=4)
    upper, lower = exact_tails(z, matrix, bent)
    there = np.arange(7) != 4
    error = 4.5 * 0.5 / 40_000**0.5
    assert np.abs(found.at_least / 40_000 - upper)[there].max() < error
    assert np.abs(found.at_most / 40_000 - lower)[there].max() < error


def test_looking_up_in_sorted_sums_counts_the_same_as_computing_each() -> None:
    matrix = (some_weights(60) > 2.2).astype(np.float64)
    z = standard_scores(np.random.default_rng(4).poisson(1.0, 60).astype(np.float64))
    assert z is not None
    near = Neighbourhoods.of(as_weights(matrix))
    sums = LocalSums(z, matrix @ z, bent=False)
    (quick,) = reached([sums], near, 5000, seed=4)
    (plain,) = reached([sums], replace(near, even=False), 5000, seed=4)
    assert (quick.at_least == plain.at_least).all()
    assert (quick.at_most == plain.at_most).all()


def test_p_values_are_even_when_there_is_no_pattern() -> None:
    rng, matrix = np.random.default_rng(6), (some_weights(80) > 2.6).astype(np.float64)
    near = Neighbourhoods.of(as_weights(matrix))
    maps = [standard_scores(rng.normal(size=80)) for _ in range(40)]
    sums = [LocalSums(z, matrix @ z, bent=False) for z in maps if z is not None]
    found = np.array([one.p_values(1999) for one in reached(sums, near, 1999, seed=3)])
    # One region of each map: the regions of a map are not independent.
    assert kstest(found[:, near.sizes > 0][:, 0], "uniform").pvalue > 0.01
    assert found.mean() == pytest.approx(0.5, abs=0.03)


def test_false_discovery_rates_skip_what_was_not_tested() -> None:
    values = np.array([0.04, 0.001, np.nan, 0.03, 0.9])
    tested = ~np.isnan(values)
    assert false_discovery_rates(values)[tested] == pytest.approx(false_discovery_control(values[tested]))
    assert np.isnan(false_discovery_rates(values)[2])
    assert false_discovery_rates([]).size == 0
