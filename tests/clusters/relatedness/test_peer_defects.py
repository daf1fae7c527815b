"""Faults that were found in other programs (versions named), each shown to be absent here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    RegionIndustryMatrix,
    complexity_panel,
    complexity_vectors,
    density_matrix,
    economic_complexity,
    fitness,
    opportunities,
    presence_matrix,
    product_complexity,
    reflected_complexity,
    related_industries,
    relatedness_density,
)
from renkei.errors import TableError
from tests.clusters.relatedness.examples import (
    HAND,
    as_presences,
    matrix,
    random_presences,
    textbook_complexity,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clusters.conftest import Kind


@pytest.fixture(scope="module")
def trade(shared_data: Path) -> np.ndarray:
    rows = pl.read_csv(
        shared_data / "economic_complexity_ref" / "world_trade_avg_1998_to_2000.csv",
        infer_schema=False,
    )
    table = rows.select(region="country", industry="product", establishments=pl.col("value").cast(pl.Float64))
    return RegionIndustryMatrix.from_table(table).dense()


def sub_samples(trade: np.ndarray) -> list[np.ndarray]:
    """300 draws of 60 countries and 120 products: the presences of those that trade with each other."""
    rng, found = np.random.default_rng(1998), []
    for _ in range(300):
        part = trade[rng.choice(len(trade), 60, replace=False)][
            :, rng.choice(trade.shape[1], 120, replace=False)
        ]
        expected = part.sum(axis=1, keepdims=True) * part.sum(axis=0)
        found.append(((part * part.sum() >= expected) & (part > 0)).astype(np.int64))
    return found


def test_both_indices_are_oriented_together_on_300_samples_of_real_trade(trade: np.ndarray) -> None:
    """econcomplex 1.0.1 sets the two signs apart: opposed in 149 of 300 such samples."""
    for present in sub_samples(trade):
        found = complexity_vectors(matrix(present))
        known = np.flatnonzero(~np.isnan(found.regions))
        assert len(known) > 40
        means = [found.industries[present[region] > 0].mean() for region in known]
        assert np.corrcoef(found.regions[known], means)[0, 1] > 0.999999
        assert np.corrcoef(found.regions[known], present[known].sum(axis=1))[0, 1] > 0


def test_the_index_is_the_eigenvector_and_not_an_early_reflection(trade: np.ndarray) -> None:
    """economic-complexity 0.3.0 stops after 18 half-steps: correlation down to 0.01 on such samples."""
    for present in sub_samples(trade)[::10]:
        found = complexity_vectors(matrix(present))
        rows, columns = found.region_component == 1, found.industry_component == 1
        part = present[rows][:, columns]
        regions, _, values = textbook_complexity(part)
        assert found.eigenvalue == pytest.approx(values[1], abs=1e-10)
        assert abs(np.corrcoef(found.regions[rows], regions)[0, 1]) > 1 - 1e-9


@pytest.mark.parametrize("shape", [(8, 10), (12, 15)])
def test_a_region_that_reaches_no_threshold_takes_nothing_from_the_others(shape: tuple[int, int]) -> None:
    """economic-complexity 0.3.0 and ecomplexity 0.5.3 turn the whole year into NaN for one such region."""
    counts = np.random.default_rng(0).poisson(6, shape)
    counts[0] = counts[1:].sum(axis=0)  # the mean mix: no quotient reaches 1.2
    table = as_presences(counts)
    rows = economic_complexity(table, location_quotient=1.2)
    poor = rows.filter(pl.col("diversity") == 0)
    others = rows.filter(pl.col("diversity") > 0, pl.col("component") == 1)
    assert poor["region"].to_list() == ["r000"]
    assert poor["economic_complexity"].to_list() == [None]
    assert others.height >= shape[0] - 2
    assert others["economic_complexity"].is_finite().all()
    assert fitness(table, location_quotient=1.2)["fitness"].null_count() == poor.height
    assert (
        reflected_complexity(table, location_quotient=1.2)["reflected_complexity"].null_count() == poor.height
    )


def test_a_matrix_in_two_parts_gives_numbers_for_the_larger_and_says_so(kind: Kind) -> None:
    """ecomplexity 0.5.3 returns NaN for every region of a disconnected matrix, without a word."""
    parts = np.zeros((8, 8), dtype=np.int64)
    parts[:6, :6], parts[6:, 6:] = HAND, 1
    rows = kind.rows(economic_complexity(kind.frame(as_presences(parts)), location_quotient=0))
    assert rows["component"].to_list() == [1] * 6 + [2] * 2
    assert rows["economic_complexity"].null_count() == 2


def test_a_negative_amount_is_refused() -> None:
    """ecomplexity 0.5.3 accepts it and publishes a comparative advantage of -1.197."""
    table = as_presences(HAND).with_columns(
        pl.when(pl.arange(36) == 7).then(-3).otherwise("establishments").alias("establishments")
    )
    functions: list[Any] = [
        economic_complexity,
        relatedness_density,
        related_industries,
        opportunities,
        fitness,
    ]
    for function in functions:
        with pytest.raises(
            TableError, match=r"1 value\(s\) of `establishments` in `activity` are out of range"
        ):
            function(table)


def test_the_scale_of_product_complexity_is_the_readers_choice() -> None:
    """ecomplexity 0.5.3 gives products the mean and spread of countries; here that is `scale="regions"`."""
    own = product_complexity(as_presences(HAND), location_quotient=0)["product_complexity"]
    other = product_complexity(as_presences(HAND), scale="regions", location_quotient=0)["product_complexity"]
    assert own.mean() == pytest.approx(0, abs=1e-12)
    assert own.std() == pytest.approx(1)
    assert other.std() != pytest.approx(1)
    assert np.corrcoef(own, other)[0, 1] == pytest.approx(1)


def test_a_region_without_activity_is_specialised_in_nothing() -> None:
    """R economiccomplexity 2.0.0 calls it specialised in every product (NaN < 1 is false)."""
    counts = np.random.default_rng(4).poisson(5, (7, 9))
    counts[3] = 0
    counts[:, 5] = 0
    rows = economic_complexity(as_presences(counts))
    assert rows["diversity"][3] == 0
    assert rows["economic_complexity"][3] is None
    assert product_complexity(as_presences(counts))["ubiquity"][5] == 0
    assert not relatedness_density(as_presences(counts)).filter(region="r003")["presence"].any()


def test_the_vector_belongs_to_the_second_largest_eigenvalue() -> None:
    """R economiccomplexity 2.0.0 takes LAPACK's second column: the wrong one in 4 of 500 such matrices,
    against diversity in 53."""
    rng = np.random.default_rng(500)
    for _ in range(500):
        present = (rng.random((12, 15)) < 0.4).astype(np.int64)
        found = complexity_vectors(matrix(present))
        if np.isnan(found.regions).any():
            continue
        _, _, values = textbook_complexity(present[:, present.any(axis=0)])
        assert found.eigenvalue == pytest.approx(values[1], abs=1e-9)
        assert np.corrcoef(found.regions, present.sum(axis=1))[0, 1] > 0


def test_many_regions_lose_no_digits() -> None:
    """EconGeo 2.1 rounds the transition matrix to 4 digits: rank correlation 0.99957 at 3,000 regions."""
    present = random_presences(np.random.default_rng(3), (1500, 40))
    present = present[present.any(axis=1)][:, present.any(axis=0)]
    found = complexity_vectors(matrix(present))
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    step = (present @ ((present.T @ found.regions) / ubiquity)) / diversity
    assert step == pytest.approx(found.eigenvalue * found.regions, abs=1e-13)
    density = density_matrix(matrix(HAND))[3]
    assert all(round(float(value), 2) != pytest.approx(value, abs=1e-6) for value in density[[0, 1, 3, 4, 5]])


def test_every_region_and_industry_that_came_in_comes_out() -> None:
    """EconGeo 2.1 drops empty rows and returns a shorter vector without names."""
    padded = np.zeros((7, 8), dtype=np.int64)
    padded[[0, 1, 2, 4, 5, 6], :6] = HAND
    panel = complexity_panel(as_presences(padded), location_quotient=0)
    assert panel.regions["region"].to_list() == [f"r{place:03}" for place in range(7)]
    assert panel.industries["industry"].to_list() == [f"p{place:03}" for place in range(8)]
    assert panel.pairs.height == 56


def test_relatedness_names_whether_it_counts_regions_or_pairs() -> None:
    """EconGeo's and econcomplex's measures of one name differ: 0.3077 and 0.8 for the same two industries."""
    rows = [
        related_industries(as_presences(HAND), measure=measure, location_quotient=0)["relatedness"][0]
        for measure in ("cosine_of_pairs", "cosine")
    ]
    assert rows == pytest.approx([4 / 13, 0.8])


def test_numpy_arrays_of_pandas_3_are_read_only_and_no_obstacle(kind: Kind) -> None:
    """economic-complexity 0.3.0 fails in pandas 3: "underlying array is read-only"."""
    frame = kind.frame(as_presences(HAND))
    for function in (relatedness_density, related_industries, opportunities):
        assert kind.rows(function(frame, location_quotient=0)).height > 0


def test_presence_of_a_matrix_is_that_of_its_table() -> None:
    counts = as_presences(np.random.default_rng(9).poisson(3, (20, 25)))
    present = presence_matrix(RegionIndustryMatrix.from_table(counts))
    assert present.sum(axis=1).tolist() == economic_complexity(counts)["diversity"].to_list()
