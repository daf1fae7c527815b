"""Economic complexity: worked by hand, oriented, whole where parts are empty, the same in any order and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings

from renkei.clusters import (
    RegionIndustryMatrix,
    complexity_eigenvalues,
    complexity_vectors,
    economic_complexity,
    location_quotient,
    presence_matrix,
    product_complexity,
    reflected_complexity,
    reflected_product_complexity,
)
from renkei.clusters.relatedness.vectors import reflections, standardised
from renkei.errors import ParameterError
from tests.clusters.examples import SIX_ROWS
from tests.clusters.relatedness.examples import (
    HAND,
    PRESENCES,
    as_presences,
    matrix,
    random_presences,
    textbook_complexity,
)

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

    Index = pl.Series


def eci(present: np.ndarray) -> Index:
    return economic_complexity(as_presences(present), location_quotient=0)["economic_complexity"]


def pci(present: np.ndarray) -> Index:
    return product_complexity(as_presences(present), location_quotient=0)["product_complexity"]


def test_a_worked_example_of_six_rows(kind: Kind) -> None:
    # LQ ≥ 1: a in x only (10/40 < 35/100 in y), b in y (25/40), c in z: three islands, of one region each.
    rows = kind.rows(economic_complexity(kind.frame(SIX_ROWS)))
    assert rows.columns == [
        "region",
        "diversity",
        "unknown",
        "component",
        "eigenvalue",
        "eigenvalue_gap",
        "economic_complexity",
    ]
    assert rows["diversity"].to_list() == [1, 1, 1]
    assert rows["component"].to_list() == [1, 2, 3]
    assert rows["economic_complexity"].to_list() == [None, None, None]
    # LQ ≥ 0.5: a {x, y}, b {x, y, z}, c {z}. From a region to the next through an industry: a → (1/2, 1/2, 0),
    # b → (1/3, 1/2, 1/6), c → (0, 1/2, 1/2); eigenvalues 1, 1/2, 0, the second with the vector (1, 0, -2).
    rows = kind.rows(economic_complexity(kind.frame(SIX_ROWS), location_quotient=0.5))
    assert rows["diversity"].to_list() == [2, 3, 1]
    assert rows["component"].to_list() == [1, 1, 1]
    assert rows["eigenvalue"].to_list() == pytest.approx([0.5] * 3)
    assert rows["eigenvalue_gap"].to_list() == pytest.approx([0.5] * 3)
    z_scores = np.array([4, 1, -5]) / np.sqrt(21)
    assert rows["economic_complexity"].to_list() == pytest.approx(z_scores.tolist())
    # Means of their regions: x and y (1 + 0) / 2, z (0 - 2) / 2, in all (1, 1, -2) / 2.
    industries = kind.rows(product_complexity(kind.frame(SIX_ROWS), location_quotient=0.5))
    assert industries["ubiquity"].to_list() == [2, 2, 2]
    z_scores = np.array([1, 1, -2]) / np.sqrt(3)
    assert industries["product_complexity"].to_list() == pytest.approx(z_scores.tolist())


@pytest.mark.parametrize("shape", [(5, 9), (30, 12), (70, 80), (80, 130), (130, 80)])
def test_the_vectors_equal_those_of_the_dense_product_matrix(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(sum(shape))
    present = random_presences(rng, shape)
    present = present[present.any(axis=1)][:, present.any(axis=0)]
    regions, industries, values = textbook_complexity(present)
    found = complexity_vectors(matrix(present))
    assert found.eigenvalue == pytest.approx(values[1], abs=1e-10)
    assert found.gap == pytest.approx(values[1] - values[2], abs=1e-10)
    assert complexity_eigenvalues(matrix(present), count=4) == pytest.approx(values[:4], abs=1e-10)
    assert standardised(found.regions) == pytest.approx(standardised(regions), abs=1e-8)
    assert standardised(found.industries) == pytest.approx(standardised(industries), abs=1e-8)


@given(PRESENCES)
@settings(max_examples=20)
def test_a_regions_complexity_is_in_proportion_to_the_mean_of_its_industries(present: np.ndarray) -> None:
    found = complexity_vectors(matrix(present))
    known = np.flatnonzero(~np.isnan(found.regions))
    assume(len(known))
    means = [np.mean(found.industries[present[region] > 0]) for region in known]
    assert means == pytest.approx((found.eigenvalue * found.regions[known]).tolist(), abs=1e-9)
    scaled = product_complexity(as_presences(present), scale="regions", location_quotient=0)
    of_industries = scaled["product_complexity"].fill_null(np.nan).to_numpy()
    scores = eci(present).to_numpy()
    assert [np.mean(of_industries[present[region] > 0]) for region in known] == pytest.approx(
        scores[known].tolist(), abs=1e-7
    )


def test_complexity_rises_with_diversity_and_with_the_mean_of_own_industries() -> None:
    rng = np.random.default_rng(11)
    for _ in range(100):
        present = random_presences(rng, (8, 9))
        found = complexity_vectors(matrix(present))
        known = np.flatnonzero(~np.isnan(found.regions))
        if len(known) < 3 or np.ptp(present[known].sum(axis=1)) == 0:
            continue
        diversity = present[known].sum(axis=1)
        assert np.corrcoef(found.regions[known], diversity)[0, 1] >= 0
        means = [found.industries[present[region] > 0].mean() for region in known]
        assert np.corrcoef(found.regions[known], means)[0, 1] == pytest.approx(1)


def test_empty_rows_and_columns_have_no_value_and_change_no_other() -> None:
    padded = np.zeros((8, 9), dtype=np.int64)
    padded[1:7, 2:8] = HAND
    regions, industries = eci(padded), pci(padded)
    assert regions[1:7].to_list() == pytest.approx(eci(HAND).to_list())
    assert industries[2:8].to_list() == pytest.approx(pci(HAND).to_list())
    assert [regions[0], regions[7], industries[0], industries[1], industries[8]] == [None] * 5
    rows = economic_complexity(as_presences(padded), location_quotient=0)
    assert rows["component"].to_list() == [0, *[1] * 6, 0]


def test_what_lies_outside_the_largest_component_has_no_value_and_changes_no_other() -> None:
    island = np.zeros((8, 9), dtype=np.int64)
    island[:6, :6] = HAND
    island[6:, 6:] = [[1, 1, 0], [0, 1, 1]]
    rows = economic_complexity(as_presences(island), location_quotient=0)
    assert rows["component"].to_list() == [1] * 6 + [2, 2]
    assert rows["economic_complexity"][:6].to_list() == pytest.approx(eci(HAND).to_list())
    assert rows["economic_complexity"][6:].to_list() == [None, None]
    assert pci(island)[6:].to_list() == [None] * 3
    assert not any(np.isnan(value) for value in rows["economic_complexity"].drop_nulls())


@pytest.mark.parametrize(
    "present",
    [np.ones((4, 5)), np.eye(4), np.ones((1, 5)), np.ones((5, 1)), np.zeros((3, 3)), np.ones((1, 1))],
    ids=["all alike", "all apart", "one region", "one industry", "nothing", "one cell"],
)
def test_where_nothing_can_be_compared_nothing_has_a_value(present: np.ndarray) -> None:
    assert set(eci(present)) == {None}
    assert set(pci(present)) == {None}


@pytest.mark.parametrize("size", [9, 90])
def test_two_equal_eigenvalues_give_no_vector_rather_than_one_that_hangs_on_the_order_of_rows(
    size: int,
) -> None:
    ring = np.eye(size) + np.roll(np.eye(size), 1, axis=1)
    found = complexity_vectors(matrix(ring))
    assert found.gap == pytest.approx(0, abs=1e-12)
    assert found.eigenvalue > 0.5
    assert np.isnan(found.regions).all()
    assert economic_complexity(as_presences(ring), location_quotient=0)["eigenvalue_gap"].max() < 1e-9


def test_with_equal_diversity_the_region_of_rarer_industries_is_the_more_complex() -> None:
    chain = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 1, 1]])
    found = complexity_vectors(matrix(chain))
    assert np.corrcoef(found.regions, -(chain @ chain.sum(axis=0)))[0, 1] > 0
    assert found.regions[0] > found.regions[1] > found.regions[2]


def test_what_nothing_orients_has_no_value() -> None:
    # A path that is the same from both ends: diversity and ubiquity do not tell the ends apart.
    path = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]])
    assert np.isnan(complexity_vectors(matrix(path)).regions).all()
    assert set(eci(path)) == {None}


@given(PRESENCES)
@settings(max_examples=20)
def test_the_order_of_labels_does_not_matter(present: np.ndarray) -> None:
    rng = np.random.default_rng(int(present.sum()))
    rows, columns = rng.permutation(present.shape[0]), rng.permutation(present.shape[1])
    straight, turned = (
        complexity_vectors(matrix(present)),
        complexity_vectors(matrix(present[rows][:, columns])),
    )
    assume(np.bincount(straight.region_component).argmax() == 1 or straight.region_component.max() <= 1)
    assert turned.regions == pytest.approx(straight.regions[rows], abs=1e-7, nan_ok=True)
    assert turned.industries == pytest.approx(straight.industries[columns], abs=1e-7, nan_ok=True)


def test_the_unit_of_the_value_does_not_matter() -> None:
    rng = np.random.default_rng(8)
    counts = rng.poisson(rng.lognormal(1, 1, (12, 15)))
    table = as_presences(counts)
    for factor in (10, 1e-9, 3e12):
        other = table.with_columns(pl.col("establishments") * factor)
        assert economic_complexity(other)["economic_complexity"].to_list() == pytest.approx(
            economic_complexity(table)["economic_complexity"].to_list(), abs=1e-12
        )


def test_years_are_computed_each_by_itself_and_keep_their_labels(kind: Kind) -> None:
    rng = np.random.default_rng(4)
    years = {2012: random_presences(rng, (9, 7)), 2010: random_presences(rng, (6, 10)), 2011: HAND}
    parts = [
        as_presences(present).with_columns(year=pl.lit(year, dtype=pl.Int32))
        for year, present in years.items()
    ]
    panel = pl.concat(parts).sample(fraction=1, shuffle=True, seed=1)
    rows = kind.rows(economic_complexity(kind.frame(panel), location_quotient=0))
    assert rows.select("region", "year").equals(rows.select("region", "year").sort("region", "year"))
    for year, present in years.items():
        alone = economic_complexity(as_presences(present), location_quotient=0)
        here = rows.filter(pl.col("year") == year)
        assert here["region"].to_list() == alone["region"].to_list()
        assert here["economic_complexity"].to_list() == alone["economic_complexity"].to_list()


def test_unknown_amounts_are_no_presence_and_are_counted(kind: Kind) -> None:
    table = as_presences(HAND).with_columns(
        pl.when(pl.col("region") == "r000", pl.col("industry") == "p005")
        .then(None)
        .otherwise("establishments")
        .alias("establishments")
    )
    without = HAND.copy()
    without[0, 5] = 0
    rows = kind.rows(economic_complexity(kind.frame(table), location_quotient=0))
    assert rows["unknown"].to_list() == [1, 0, 0, 0, 0, 0]
    assert rows["economic_complexity"].to_list() == pytest.approx(eci(without).to_list())
    rows = kind.rows(product_complexity(kind.frame(table), location_quotient=0))
    assert rows["unknown"].to_list() == [0, 0, 0, 0, 0, 1]


def test_keys_keep_their_type() -> None:
    table = as_presences(HAND)
    categories = table.with_columns(pl.col("region", "industry").cast(pl.Categorical))
    assert economic_complexity(categories, location_quotient=0).schema["region"] == pl.Categorical
    numbers = table.with_columns(pl.col("region").str.slice(1).cast(pl.Int32))
    rows = economic_complexity(numbers, location_quotient=0)
    assert rows["region"].to_list() == [0, 1, 2, 3, 4, 5]
    assert rows["economic_complexity"].to_list() == pytest.approx(eci(HAND).to_list())


def test_presence_is_decided_without_rounding_and_agrees_with_the_location_quotient() -> None:
    # Shares of exactly 1 in every cell: 7 · 15 = 3 · 35 and so on, in numbers that no float divides evenly.
    counts = np.outer([3, 7, 11, 13], [1, 2, 5, 9, 17])
    table = as_presences(counts)
    assert economic_complexity(table)["diversity"].to_list() == [5] * 4
    tenths = table.with_columns(pl.col("establishments") / 10)
    assert economic_complexity(tenths)["diversity"].to_list() == [5] * 4
    mixed = as_presences(np.random.default_rng(2).integers(0, 40, (15, 20)))
    present = presence_matrix(RegionIndustryMatrix.from_table(mixed))
    quotients = location_quotient(mixed).sort("region", "industry")["location_quotient"].fill_null(0)
    assert present.toarray().ravel().tolist() == (quotients.to_numpy() >= 1 - 1e-12).tolist()
    sparser = presence_matrix(RegionIndustryMatrix.from_table(mixed), location_quotient=2, minimum=30)
    assert 0 < sparser.nnz < present.nnz


def test_reflections_are_the_plain_averages_of_the_paper() -> None:
    present = random_presences(np.random.default_rng(3), (12, 14))
    present = present[present.any(axis=1)][:, present.any(axis=0)]
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    region, industry = diversity.astype(float), ubiquity.astype(float)
    for _ in range(6):
        region, industry = (present @ industry) / diversity, (present.T @ region) / ubiquity
    after = (present.T @ region) / ubiquity
    rows = reflected_complexity(as_presences(present), iterations=6, location_quotient=0)
    assert rows["reflected_complexity"].to_list() == pytest.approx(standardised(region).tolist())
    rows = reflected_product_complexity(as_presences(present), iterations=6, location_quotient=0)
    assert rows["reflected_product_complexity"].to_list() == pytest.approx(standardised(after).tolist())
    rows = reflected_complexity(as_presences(present), iterations=0, location_quotient=0)
    assert rows["reflected_complexity"].to_list() == pytest.approx(standardised(diversity * 1.0).tolist())


def test_many_reflections_run_into_the_eigenvector_and_not_into_rounding() -> None:
    present = random_presences(np.random.default_rng(3), (40, 50))
    region, industry = reflections(matrix(present), 400)
    found = complexity_vectors(matrix(present))
    assert standardised(region) == pytest.approx(standardised(found.regions), abs=1e-9, nan_ok=True)
    assert standardised(industry) == pytest.approx(standardised(found.industries), abs=1e-9, nan_ok=True)


def test_reflections_leave_out_empty_rows_only() -> None:
    padded = np.zeros((7, 6), dtype=np.int64)
    padded[:6] = HAND
    rows = reflected_complexity(as_presences(padded), location_quotient=0)["reflected_complexity"]
    alone = reflected_complexity(as_presences(HAND), location_quotient=0)["reflected_complexity"]
    assert rows.to_list()[:6] == pytest.approx(alone.to_list())
    assert rows[6] is None


def test_complexity_that_was_planted_is_found_again() -> None:
    rng = np.random.default_rng(21)
    able, hard = rng.normal(size=60), rng.normal(size=90)
    present = rng.random((60, 90)) < 1 / (1 + np.exp(-4 * (able[:, None] - hard)))
    ranks = [np.argsort(np.argsort(part)) for part in (eci(present * 1).to_numpy(), able)]
    assert np.corrcoef(*ranks)[0, 1] > 0.9
    known = ~np.isnan(pci(present * 1).fill_null(np.nan).to_numpy())
    assert np.corrcoef(pci(present * 1).fill_null(np.nan).to_numpy()[known], hard[known])[0, 1] > 0.8


@pytest.mark.parametrize("iterations", [-2, 3])
def test_an_odd_or_negative_number_of_reflections_is_refused(iterations: int) -> None:
    for function in (reflected_complexity, reflected_product_complexity):
        with pytest.raises(ParameterError, match=rf"`iterations` is {iterations}; give an even number"):
            function(as_presences(HAND), iterations=iterations)


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(ParameterError, match="`scale` is z; choose one of industries, regions"):
        product_complexity(as_presences(HAND), scale="z")  # type: ignore[arg-type]
